//! Phone rules: what Teams does to a phone, and how it is undone whatever happens.

use super::{Bench, activated, number};
use crate::{
    Request, UserId, Utc,
    event::{Diversion, Failure, FailureKind, NotActivated},
    presence::{CloudyaPresence, LineState, TeamsPresence},
    problem::{NotCorrected, PhoneChange, Problem},
    question::{Answer, Question},
    request::PauseUntil,
    rules::{Direction, DndRule, PhoneRule, Profile, RuleExtensions, Settings},
    view::DiversionState,
};
use expect_test::expect;

#[test]
fn a_meeting_that_lasts_diverts_the_phone_and_its_end_returns_it() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(60.0);
    bench.expect(&expect![""]);
    bench.wait(10.0);
    let view = bench.engine.view(bench.now());
    assert_eq!((view.diversions[0].profile.as_str(), view.diversions[0].former.as_str()), ("Meeting", "Default"));
    assert_eq!(view.diversions[0].state, DiversionState::Diverted);
    show(&mut bench, "DoNotDisturb", "Presenting");
    bench.wait(600.0);
    show(&mut bench, "Available", "Available");
    bench.wait(10.0);
    bench.expect(&expect![[r#"
        65.0  remember 0 on 20
        65.0  activate 1 on 20
        675.0  activate 0 on 20
        675.0  forget 20
    "#]]);
    assert_eq!(bench.engine.view(bench.now()).diversions, []);
}

#[test]
fn a_short_meeting_and_a_rule_that_is_switched_off_do_nothing() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(50.0);
    show(&mut bench, "Available", "Available");
    bench.wait(100.0);
    let mut settings = bench.engine.view(bench.now()).settings;
    settings.phone_rules[0].switched_on = false;
    bench.ask(Request::ChangeSettings { settings });
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(300.0);
    bench.expect(&expect![""]);
}

#[test]
fn our_own_call_in_teams_never_comes_back_to_the_phone() {
    let mut bench = ruled_by(|rule| rule.when = vec!["InACall".to_owned(), "Busy".to_owned()]);
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    for activity in ["InACall", "Busy"] {
        show(&mut bench, "Busy", activity);
        bench.wait(400.0);
    }
    bench.line("20", LineState::Idle);
    // Teams is slow to show that it is over, and then nobody can ask it.
    bench.wait(80.0);
    bench.round_reads = Err(Failure::new(FailureKind::Unreachable));
    bench.wait(300.0);
    let trace = std::mem::take(&mut bench.trace);
    assert!(!trace.contains("activate"), "{trace}");
    // What is still shown when it can be seen again is Teams' own.
    bench.round_reads = Ok(());
    bench.wait(200.0);
    assert!(bench.trace.contains("activate 1 on 20"), "{}", bench.trace);
}

#[test]
fn what_was_replaced_in_teams_does_not_come_back_to_the_phone_either() {
    let mut bench = ruled_by(|rule| rule.when = vec!["InACall".to_owned(), "Busy".to_owned()]);
    let settings = bench.engine.view(bench.now()).settings;
    bench.ask(Request::ChangeSettings { settings: Settings { dnd: DndRule::DoNotDisturb, ..settings } });
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    show(&mut bench, "Busy", "InACall");
    bench.presence("20", CloudyaPresence::Dnd);
    // Teams goes on showing the call for a while.
    bench.wait(85.0);
    show(&mut bench, "DoNotDisturb", "Presenting");
    bench.wait(100.0);
    assert!(!bench.trace.contains("activate"), "{}", bench.trace);
}

#[test]
fn nothing_is_forgotten_before_the_phones_are_as_they_were_unless_it_is_asked_for_again() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(100.0);
    bench.forwarding_answers = Err(NotActivated::Failed(Failure::new(FailureKind::Unreachable)));
    bench.trace.clear();
    bench.ask(Request::ForgetEverything);
    bench.wait(3_600.0);
    assert!(!bench.trace.contains("Forget"), "{}", bench.trace);
    bench.forwarding_answers = Ok(());
    bench.wait(600.0);
    let returned = bench.trace.rfind("forget 20");
    assert!(returned.is_some() && returned < bench.trace.find("ForgetEverything"), "{}", bench.trace);

    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(100.0);
    bench.forwarding_answers = Err(NotActivated::Failed(Failure::new(FailureKind::Unreachable)));
    bench.ask(Request::ForgetEverything);
    bench.ask(Request::ForgetEverything);
    assert!(!bench.trace.contains("ForgetEverything"), "a double click insists on nothing");
    bench.wait(30.0);
    bench.ask(Request::ForgetEverything);
    bench.wait(11.0);
    assert!(bench.trace.contains("ForgetEverything"), "{}", bench.trace);
}

#[test]
fn somebody_who_takes_over_is_left_alone_until_the_next_meeting() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    bench.forwarding.insert(number("20"), 2);
    show(&mut bench, "Available", "Available");
    bench.wait(10.0);
    assert_eq!(bench.forwarding[&number("20")], 2, "the person's own choice stays");
    bench.expect(&expect![[r#"
        65.0  remember 0 on 20
        65.0  activate 1 on 20
        75.0  forget 20
    "#]]);
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    assert_eq!(bench.forwarding[&number("20")], 1);
}

#[test]
fn a_profile_that_is_active_already_is_not_ours_to_undo() {
    let mut bench = ruled();
    bench.forwarding.insert(number("20"), 1);
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    show(&mut bench, "Available", "Available");
    bench.wait(10.0);
    bench.expect(&expect![""]);
    assert_eq!(bench.forwarding[&number("20")], 1);
}

#[test]
fn a_pause_and_the_end_of_the_program_return_every_phone_first() {
    for request in [Request::Pause { until: PauseUntil::Resumed }, Request::Quit, Request::UndoDiversions] {
        let mut bench = ruled();
        show(&mut bench, "Busy", "InAMeeting");
        bench.wait(70.0);
        let quits = matches!(request, Request::Quit);
        bench.ask(request);
        assert_eq!(bench.forwarding[&number("20")], 0);
        assert!(!quits || bench.trace.ends_with("Quit\n"), "{}", bench.trace);
        bench.trace.clear();
        bench.wait(600.0);
        bench.expect(&expect![""]);
    }
}

#[test]
fn what_was_undone_by_hand_is_done_again_with_the_next_meeting() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    bench.ask(Request::UndoDiversions);
    bench.wait(600.0);
    assert_eq!(bench.forwarding[&number("20")], 0, "the same meeting goes on");
    show(&mut bench, "Available", "Available");
    bench.wait(10.0);
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    assert_eq!(bench.forwarding[&number("20")], 1);
}

#[test]
fn nothing_is_diverted_for_longer_than_the_rule_allows() {
    let mut bench = ruled_by(|rule| rule.max_hours = 1.0);
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(3_600.0 + 120.0);
    assert_eq!(bench.forwarding[&number("20")], 0);
    bench.wait(3_600.0);
    assert_eq!(bench.trace.matches("activate 1").count(), 1, "{}", bench.trace);
}

#[test]
fn somebody_of_whom_teams_tells_nothing_for_ten_minutes_gets_the_phone_back() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    bench.round_reads = Err(Failure::new(FailureKind::Unreachable));
    bench.wait(590.0);
    assert_eq!(bench.forwarding[&number("20")], 1);
    bench.wait(20.0);
    assert_eq!(bench.forwarding[&number("20")], 0);
}

#[test]
fn what_an_earlier_run_diverted_is_returned_at_the_next_start() {
    let diversion = Diversion {
        extension: number("20"),
        profile: 1,
        profile_name: "Meeting".to_owned(),
        former: 2,
        former_name: "Holiday".to_owned(),
        activity: "InAMeeting".to_owned(),
        since: Utc(0),
        until: Utc(0),
        account: String::new(),
    };
    let mut bench = Bench::restored(activated(), Vec::new(), vec![diversion.clone()], |bench| {
        bench.forwarding.insert(number("20"), 1);
    });
    bench.expect(&expect![[r#"
        0.0  activate 2 on 20
        0.0  forget 20
    "#]]);
    let of = |account: &str| vec![Diversion { account: account.to_owned(), ..diversion.clone() }];
    let mut bench = Bench::restored(activated(), Vec::new(), of("K1234"), |_| {});
    bench.expect(&expect![[r#"
        0.0  forget 20
    "#]]);
    let mut bench = Bench::restored(activated(), Vec::new(), of("K9999"), |_| {});
    bench.wait(600.0);
    bench.expect(&expect![""]);
    assert_eq!(bench.engine.view(bench.now()).diversions.len(), 1, "the phone of another account is kept in mind");
}

#[test]
fn a_phone_that_cannot_be_changed_is_a_problem_once_and_heals() {
    let mut bench = ruled();
    bench.forwarding_answers = Err(NotActivated::Failed(Failure::new(FailureKind::Forbidden)));
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(2_000.0);
    let problem = problem(&bench, "phone-not-changed").unwrap();
    assert!(matches!(
        problem,
        Problem::PhoneNotChanged { change: PhoneChange::Divert, reason: NotCorrected::NotAllowed, .. }
    ));
    assert_eq!(bench.trace.matches("notify phone-not-changed").count(), 1, "{}", bench.trace);
    bench.forwarding_answers = Ok(());
    bench.wait(700.0);
    assert_eq!(bench.forwarding[&number("20")], 1);
    assert_eq!(problem_codes(&bench), ["duplicate-email"]);

    bench.forwarding_answers = Err(NotActivated::Failed(Failure::new(FailureKind::Server)));
    show(&mut bench, "Available", "Available");
    bench.wait(120.0);
    assert!(problem_codes(&bench).contains(&"phone-not-changed"), "a phone that stays diverted is told");
    bench.forwarding_answers = Ok(());
    bench.wait(120.0);
    assert_eq!(bench.forwarding[&number("20")], 0);
    assert_eq!(problem_codes(&bench), ["duplicate-email"]);
}

#[test]
fn a_profile_that_does_not_exist_is_named_with_whom_it_would_concern() {
    let mut bench = ruled_by(|rule| rule.activate_profile = "Quiet".to_owned());
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(70.0);
    let expected = Problem::ProfileMissing { profile: "Quiet".to_owned(), extensions: vec![number("20")] };
    assert_eq!(problem(&bench, "profile-missing"), Some(expected));
    show(&mut bench, "Available", "Available");
    bench.wait(10.0);
    assert_eq!(problem(&bench, "profile-missing"), None);
}

#[test]
fn a_preview_names_exactly_whom_the_rule_would_touch_now() {
    let mut bench = ruled();
    show(&mut bench, "Busy", "InAMeeting");
    bench.wait(6.0);
    let touched = |bench: &Bench, rule: &PhoneRule| {
        let question = Question::TouchedBy { rule: rule.clone() };
        match bench.engine.answer(&question) {
            Some(Answer::Touched { people, covered }) => {
                (people.into_iter().map(|person| person.extension.to_string()).collect::<Vec<_>>(), covered)
            }
            other => panic!("{other:?}"),
        }
    };
    let all = rule();
    assert_eq!(touched(&bench, &all), (vec!["20".to_owned()], 2));
    let extensions = RuleExtensions::Listed { extensions: [number("21")].into() };
    assert_eq!(touched(&bench, &PhoneRule { extensions, ..all.clone() }), (vec![], 1));
    bench.ask(Request::SetDirection { extension: number("20"), direction: Some(Direction::PhoneToTeams) });
    assert_eq!(touched(&bench, &all), (vec![], 1), "Teams does not act on this phone");
}

fn ruled() -> Bench {
    ruled_by(|_| {})
}

fn ruled_by(change: impl FnOnce(&mut PhoneRule)) -> Bench {
    let mut profile: Profile = activated();
    let mut rule = rule();
    change(&mut rule);
    profile.settings.phone_rules = vec![rule];
    let mut bench = Bench::start(profile, Vec::new());
    bench.trace.clear();
    bench
}

fn rule() -> PhoneRule {
    PhoneRule {
        switched_on: true,
        when: vec!["InAMeeting".to_owned(), "presenting".to_owned()],
        activate_profile: "meeting".to_owned(),
        ..PhoneRule::default()
    }
}

fn show(bench: &mut Bench, availability: &str, activity: &str) {
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new(availability, activity));
}

fn problem(bench: &Bench, code: &str) -> Option<Problem> {
    let problems = bench.engine.view(bench.now()).problems;
    problems.into_iter().map(|standing| standing.problem).find(|problem| problem.code() == code)
}

fn problem_codes(bench: &Bench) -> Vec<&'static str> {
    bench.engine.view(bench.now()).problems.iter().map(|standing| standing.problem.code()).collect()
}
