//! What Teams does to a phone: a profile is activated for a while, and the former one comes back whatever happens.

use crate::harness::App;
use engine::{
    ExtensionNumber, Request,
    activity::{ActivityFilter, Deed, Outcome},
    problem::{PhoneChange, Problem},
    question::{Answer, Question},
    request::PauseUntil,
    rules::{Direction, PhoneRule, RuleExtensions},
    view::DiversionState,
};
use serde_json::json;
use sim::{
    cast::ExtensionKind,
    snag::{Mishap, Snag},
};

const DEFAULT: u8 = 0;
const MEETING: u8 = 3;
const HOLIDAY: u8 = 4;
/// A minute for the rule, and some seconds until Teams is asked again.
const LONG_ENOUGH: f64 = 75.0;
/// Until Teams was asked and Cloudya has done it.
const SOON: f64 = 15.0;

#[tokio::test(start_paused = true)]
async fn a_meeting_activates_the_profile_and_its_end_brings_the_former_one_back() {
    let scene = Scene::set().await;
    scene.app.sim.nfon.activate_profile(&scene.extension, HOLIDAY);
    scene.shows("Busy", "InAMeeting");
    scene.app.wait(50.0).await;
    assert_eq!(scene.profile(), HOLIDAY, "it does not last yet");
    scene.app.wait(LONG_ENOUGH - 50.0).await;
    assert_eq!(scene.profile(), MEETING);
    let view = scene.app.handle.view();
    let [diversion] = view.diversions.as_slice() else { panic!("{:?}", view.diversions) };
    let told = (diversion.profile.as_str(), diversion.former.as_str(), diversion.activity.as_str(), diversion.state);
    assert_eq!(told, ("In a meeting", "Holiday", "InAMeeting", DiversionState::Diverted));

    scene.shows("Available", "Available");
    scene.app.wait(SOON).await;
    assert_eq!(scene.profile(), HOLIDAY);
    assert_eq!(scene.app.handle.view().diversions, []);
    let diverted = Deed::Diverted { profile: "In a meeting".to_owned(), former: "Holiday".to_owned() };
    let returned = Deed::Returned { profile: "Holiday".to_owned() };
    assert_eq!(scene.deeds().await, [(diverted, Outcome::Done), (returned, Outcome::Done)]);
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_rule_touches_nobody_whom_it_does_not_name() {
    let scene = Scene::set().await;
    let others = scene.app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
    let other = others.map(|extension| extension.number.clone()).find(|number| *number != scene.extension).unwrap();
    scene.app.sim.nfon.add_profile(&other, MEETING, "In a meeting");
    scene.app.sim.microsoft.set_teams(&scene.app.user_of(&other), "Busy", "InAMeeting");
    scene.shows("Busy", "InAConferenceCall");
    scene.app.wait(2.0 * LONG_ENOUGH).await;
    assert_eq!(scene.app.sim.nfon.active_profile(&other), Some(DEFAULT), "another extension");
    assert_eq!(scene.profile(), DEFAULT, "another activity");
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_call_of_the_phone_never_comes_back_to_it_through_teams() {
    let scene = Scene::ruled_by(|rule| rule.when = vec!["InACall".to_owned()]).await;
    let call = scene.app.call(&scene.extension);
    scene.app.wait(10.0 * 60.0).await;
    assert_eq!(scene.app.sim.microsoft.seen(&scene.user).1, "InACall", "it is our own");
    scene.app.hang_up(call);
    scene.app.wait(10.0 * 60.0).await;
    assert_eq!(scene.deeds().await, []);

    scene.shows("Busy", "InACall");
    scene.app.wait(LONG_ENOUGH).await;
    assert_eq!(scene.profile(), MEETING, "a call of Teams' own is another matter");
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn whoever_chooses_another_profile_at_the_phone_keeps_it() {
    let scene = Scene::diverted().await;
    scene.app.sim.nfon.activate_profile(&scene.extension, HOLIDAY);
    scene.app.wait(600.0).await;
    assert_eq!(scene.profile(), HOLIDAY, "while the meeting goes on");
    scene.shows("Available", "Available");
    scene.app.wait(SOON).await;
    assert_eq!(scene.profile(), HOLIDAY, "and when it is over");
    let last = scene.deeds().await.pop();
    assert_eq!(last, Some((Deed::TakenOver { profile: "In a meeting".to_owned() }, Outcome::Seen)));
    assert_eq!(scene.app.handle.view().diversions, []);

    scene.shows("Busy", "InAMeeting");
    scene.app.wait(LONG_ENOUGH).await;
    assert_eq!(scene.profile(), MEETING, "the next meeting counts again");
    scene.shows("Available", "Available");
    scene.app.wait(SOON).await;
    assert_eq!(scene.profile(), HOLIDAY);
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn an_activation_whose_answer_is_lost_is_looked_at_again() {
    let scene = Scene::set().await;
    scene.befall(MEETING, Mishap::HeldAfter, 1);
    scene.shows("Busy", "InAMeeting");
    scene.app.wait(LONG_ENOUGH).await;
    assert_eq!(scene.profile(), MEETING, "the service has done it, and says nothing");
    assert_eq!(scene.app.handle.view().diversions[0].state, DiversionState::Diverting);
    scene.app.wait(60.0).await;
    assert_eq!(scene.app.handle.view().diversions[0].state, DiversionState::Diverted);
    scene.shows("Available", "Available");
    scene.app.wait(SOON).await;
    assert_eq!(scene.profile(), DEFAULT);
    assert_eq!(scene.deeds().await, [(diverted(), Outcome::Done), (returned(), Outcome::Done)]);
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn an_activation_of_which_nobody_knows_whether_it_was_done_is_undone_and_tried_again() {
    let scene = Scene::set().await;
    scene.befall(MEETING, Mishap::HeldAfter, 1);
    scene.shows("Busy", "InAMeeting");
    scene.app.wait(LONG_ENOUGH).await;
    // The second look finds nobody either.
    scene.app.sim.nfon.patch_knobs(&json!({"burst": {"service": "configuration", "status": 503, "count": 1}})).unwrap();
    scene.app.wait(200.0).await;
    assert_eq!(scene.profile(), MEETING);
    assert_eq!(scene.app.handle.view().diversions[0].state, DiversionState::Diverted);
    scene.shows("Available", "Available");
    scene.app.wait(SOON).await;
    assert_eq!(scene.profile(), DEFAULT, "what was active before is still known");
    let undone = [(diverted(), Outcome::Delayed), (returned(), Outcome::Done)];
    let done = [(diverted(), Outcome::Done), (returned(), Outcome::Done)];
    assert_eq!(scene.deeds().await, [undone, done].concat());
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_return_that_cloudya_refuses_for_a_while_is_made_up_for() {
    let scene = Scene::diverted().await;
    scene.befall(DEFAULT, Mishap::Answered(503), 3);
    scene.shows("Available", "Available");
    scene.app.wait(300.0).await;
    assert_eq!(scene.profile(), DEFAULT);
    assert_eq!(scene.app.handle.view().diversions, []);
    let delayed = std::iter::repeat_n((returned(), Outcome::Delayed), 3);
    let deeds = [(diverted(), Outcome::Done)].into_iter().chain(delayed).chain([(returned(), Outcome::Done)]);
    assert_eq!(scene.deeds().await, deeds.collect::<Vec<_>>());
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_pause_returns_the_phone_and_its_end_lets_the_rule_go_on() {
    let scene = Scene::diverted().await;
    scene.app.handle.send(Request::Pause { until: PauseUntil::Resumed });
    scene.app.wait(SOON).await;
    assert_eq!(scene.profile(), DEFAULT);
    scene.app.wait(600.0).await;
    assert_eq!(scene.profile(), DEFAULT);
    scene.app.handle.send(Request::Resume);
    scene.app.wait(LONG_ENOUGH).await;
    assert_eq!(scene.profile(), MEETING, "the meeting goes on");
    scene.app.handle.send(Request::UndoDiversions);
    scene.app.wait(600.0).await;
    assert_eq!(scene.profile(), DEFAULT, "one button undoes all, for as long as this meeting lasts");
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn the_end_of_the_program_returns_the_phone() {
    let scene = Scene::diverted().await;
    scene.app.handle.send(Request::Quit);
    scene.app.handle.stopped().await;
    assert_eq!(scene.profile(), DEFAULT);
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_meeting_without_end_does_not_keep_the_phone() {
    let scene = Scene::ruled_by(|rule| rule.max_hours = 1.0).await;
    scene.shows("Busy", "InAMeeting");
    scene.app.wait(3_500.0).await;
    assert_eq!(scene.profile(), MEETING);
    scene.app.wait(300.0).await;
    assert_eq!(scene.profile(), DEFAULT);
    scene.app.wait(3_600.0).await;
    assert_eq!(scene.profile(), DEFAULT, "the same meeting does not take it again");
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn somebody_of_whom_teams_tells_nothing_gets_the_phone_back_after_ten_minutes() {
    let scene = Scene::diverted().await;
    let (service, path) = ("graph".to_owned(), "getPresencesByUserId".to_owned());
    scene.app.sim.snags.lay(Snag { service, path, what: Mishap::Answered(503), count: u32::MAX });
    scene.app.wait(570.0).await;
    assert_eq!(scene.profile(), MEETING);
    scene.app.wait(60.0).await;
    assert_eq!(scene.profile(), DEFAULT);
    scene.app.sim.snags.clear();
    scene.app.wait(3.0 * LONG_ENOUGH).await;
    assert_eq!(scene.profile(), MEETING, "the meeting still goes on");
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn whoever_is_taken_out_of_it_gets_the_phone_back() {
    let scene = Scene::diverted().await;
    let extension = ExtensionNumber::new(scene.extension.as_str());
    let direction = |direction| Request::SetDirection { extension: extension.clone(), direction };
    for (out, back) in [
        (direction(Some(Direction::PhoneToTeams)), direction(None)),
        (Request::Exclude { extension: extension.clone() }, Request::Include { extension: extension.clone() }),
        (Request::Deactivate, Request::Activate),
    ] {
        scene.app.handle.send(out.clone());
        scene.app.wait(LONG_ENOUGH).await;
        assert_eq!(scene.profile(), DEFAULT, "{out:?}");
        scene.app.handle.send(back);
        scene.app.wait(2.0 * LONG_ENOUGH).await;
        assert_eq!(scene.profile(), MEETING, "after {out:?}");
    }
    scene.app.assert_blameless();
}

/// The documents leave open whether profile 0 can be activated again.
#[tokio::test(start_paused = true)]
async fn where_the_default_profile_cannot_return_somebody_is_told_once_and_it_ends_with_their_own_choice() {
    let scene = Scene::diverted().await;
    scene.app.sim.nfon.patch_knobs(&json!({"default_profile_can_return": false})).unwrap();
    scene.app.notices.lock().unwrap().clear();
    scene.shows("Available", "Available");
    scene.app.wait(3_600.0).await;
    let is_told = |problem: &Problem| matches!(problem, Problem::PhoneNotChanged { change: PhoneChange::Return, .. });
    let is_standing = || scene.app.handle.view().problems.iter().any(|standing| is_told(&standing.problem));
    assert!(is_standing());
    let told = scene.app.notices.lock().unwrap().iter().filter(|notice| is_told(&notice.problem)).count();
    assert_eq!(told, 1);
    scene.app.sim.nfon.activate_profile(&scene.extension, HOLIDAY);
    scene.app.wait(400.0).await;
    assert!(!is_standing());
    assert_eq!((scene.profile(), scene.app.handle.view().diversions.len()), (HOLIDAY, 0));
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn while_cloudya_asks_for_peace_no_other_phone_is_changed_either() {
    let scene = Scene::ruled_by(|rule| rule.extensions = RuleExtensions::All).await;
    let usual = scene.app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
    let other = usual.map(|extension| extension.number.clone()).find(|number| *number != scene.extension).unwrap();
    let user = scene.app.user_of(&other);
    assert!(scene.app.sim.nfon.add_profile(&other, MEETING, "In a meeting"));
    scene.shows("Busy", "InAMeeting");
    scene.app.sim.microsoft.set_teams(&user, "Busy", "InAMeeting");
    scene.app.wait(LONG_ENOUGH).await;
    let profiles = || (scene.profile(), scene.app.sim.nfon.active_profile(&other).unwrap());
    assert_eq!(profiles(), (MEETING, MEETING));
    let burst = json!({"service": "configuration", "status": 429, "count": 1, "retry_after_seconds": 120});
    scene.app.sim.nfon.patch_knobs(&json!({"burst": burst})).unwrap();
    scene.shows("Available", "Available");
    scene.app.wait(30.0).await;
    scene.app.sim.microsoft.set_teams(&user, "Available", "Available");
    scene.app.wait(240.0).await;
    assert_eq!(profiles(), (DEFAULT, DEFAULT));
    scene.app.assert_blameless();
}

/// One person with three profiles, and one rule for their extension alone.
struct Scene {
    app: App,
    extension: String,
    user: String,
}

impl Scene {
    async fn set() -> Self {
        Self::ruled_by(|_| ()).await
    }

    /// In a meeting for long enough.
    async fn diverted() -> Self {
        let scene = Self::set().await;
        scene.shows("Busy", "InAMeeting");
        scene.app.wait(LONG_ENOUGH).await;
        assert_eq!(scene.profile(), MEETING);
        scene
    }

    async fn ruled_by(change: impl FnOnce(&mut PhoneRule)) -> Self {
        let app = App::synchronised(30).await;
        let extension = app.extension(ExtensionKind::Usual);
        assert!(app.sim.nfon.add_profile(&extension, MEETING, "In a meeting"));
        assert!(app.sim.nfon.add_profile(&extension, HOLIDAY, "Holiday"));
        let mut rule = PhoneRule {
            switched_on: true,
            when: vec!["InAMeeting".to_owned()],
            activate_profile: "In a meeting".to_owned(),
            extensions: RuleExtensions::Listed { extensions: [ExtensionNumber::new(extension.as_str())].into() },
            ..PhoneRule::default()
        };
        change(&mut rule);
        let mut settings = app.handle.view().settings.clone();
        settings.phone_rules = vec![rule];
        app.handle.send(Request::ChangeSettings { settings });
        let user = app.user_of(&extension);
        let scene = Self { app, extension, user };
        scene.shows("Available", "Available");
        scene.app.wait(SOON).await;
        scene
    }

    fn shows(&self, availability: &str, activity: &str) {
        self.app.sim.microsoft.set_teams(&self.user, availability, activity);
    }

    fn profile(&self) -> u8 {
        self.app.sim.nfon.active_profile(&self.extension).unwrap()
    }

    /// Befalls the requests that change this profile.
    fn befall(&self, profile: u8, what: Mishap, count: u32) {
        let path = format!("callforward-profiles/{profile}");
        self.app.sim.snags.lay(Snag { service: "configuration".to_owned(), path, what, count });
    }

    /// What was done to the phone, in order.
    async fn deeds(&self) -> Vec<(Deed, Outcome)> {
        let kinds = ["diverted", "returned", "taken-over"].map(str::to_owned).into();
        let filter = ActivityFilter { kinds, ..ActivityFilter::default() };
        match self.app.handle.ask(Question::Activity { filter, before: None, limit: 100 }).await {
            Answer::Activity { page } => {
                page.entries.into_iter().rev().map(|entry| (entry.deed, entry.outcome)).collect()
            }
            other => panic!("{other:?}"),
        }
    }
}

fn diverted() -> Deed {
    Deed::Diverted { profile: "In a meeting".to_owned(), former: "Default".to_owned() }
}

fn returned() -> Deed {
    Deed::Returned { profile: "Default".to_owned() }
}
