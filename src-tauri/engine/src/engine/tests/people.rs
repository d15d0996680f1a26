//! Single people: why each is shown as it is, and what an administrator decides about them.

use super::{Answers, Bench, activated, number, teams_user};
use crate::{
    Event, Request, UserId, Utc,
    event::{Connector, EmailNotWritten, Failure, FailureKind, TeamsUser, UserKind},
    presence::{LineState, TeamsPresence},
    problem::{NotCorrected, Permission, Problem},
    question::{Answer, Likeness, Question},
    request::{ManualMatch, PauseUntil},
    rules::{CloudyaProfile, Direction, DndRule, DuplicateChoice, EmailSource, Settings, WorkingHours},
    view::{PersonState, StepState, Why},
};
use std::{collections::BTreeSet, time::Duration};

fn why(bench: &Bench, extension: &str) -> (PersonState, Why) {
    let row = bench.row(extension);
    (row.state, row.why)
}

/// Every reason that the window has a sentence for, each brought about by what leads to it.
#[test]
fn every_state_has_the_reason_that_the_engine_acted_on() {
    let mut seen = BTreeSet::new();
    let mut expect = |bench: &Bench, extension: &str, state: PersonState, reason: Why| {
        assert_eq!(why(bench, extension), (state, reason));
        seen.insert(reason);
    };

    let mut bench = Bench::running();
    expect(&bench, "20", PersonState::InSync, Why::Idle);
    expect(&bench, "100", PersonState::Duplicate, Why::AnotherExtension);
    bench.line("20", LineState::Ringing);
    expect(&bench, "20", PersonState::InSync, Why::Ringing);
    bench.line("20", LineState::InUse);
    expect(&bench, "20", PersonState::Pending, Why::Settling);
    bench.teams_answers = Answers::Never;
    bench.wait(2.5);
    expect(&bench, "20", PersonState::Pending, Why::Sending);

    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(3.0);
    expect(&bench, "20", PersonState::Pending, Why::Propagating);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(20.0);
    expect(&bench, "20", PersonState::InSync, Why::Published);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("BeRightBack", "BeRightBack"));
    bench.wait(20.0);
    expect(&bench, "20", PersonState::Overridden, Why::Overridden);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(20.0);
    bench.line("20", LineState::Idle);
    expect(&bench, "20", PersonState::Pending, Why::Clearing);
    bench.wait(2.0);
    expect(&bench, "20", PersonState::InSync, Why::Fading);
    bench.wait(200.0);
    expect(&bench, "20", PersonState::InSync, Why::TeamsCall);
    bench.teams.clear();
    bench.line("20", LineState::Offline);
    bench.wait(10.0);
    expect(&bench, "20", PersonState::InSync, Why::PhoneOffline);
    bench.line("20", LineState::Unknown);
    expect(&bench, "20", PersonState::Unknown, Why::PhoneUnknown);

    let mut bench = Bench::running();
    bench.ask(Request::Exclude { extension: number("20") });
    expect(&bench, "20", PersonState::Excluded, Why::Excluded);
    bench.ask(Request::Include { extension: number("20") });
    bench.ask(Request::SetDirection { extension: number("20"), direction: Some(Direction::TeamsToPhone) });
    bench.line("20", LineState::InUse);
    bench.wait(10.0);
    expect(&bench, "20", PersonState::InSync, Why::OnlyFromTeams);
    bench.ask(Request::SetDirection { extension: number("20"), direction: None });
    bench.wait(10.0);
    assert_eq!(why(&bench, "20").1, Why::Propagating, "the direction of all counts again");
    bench.ask(Request::Pause { until: PauseUntil::Resumed });
    bench.wait(10.0);
    expect(&bench, "20", PersonState::Pending, Why::Paused);
    bench.ask(Request::Resume);
    bench.ask(Request::Deactivate);
    expect(&bench, "20", PersonState::Pending, Why::NotActivated);

    let mut profile = activated();
    profile.settings = Settings { dnd: DndRule::DoNotDisturb, ..Settings::default() };
    let mut bench = Bench::start(profile, Vec::new());
    bench.presence("20", crate::presence::CloudyaPresence::Dnd);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("DoNotDisturb", "Presenting"));
    bench.wait(20.0);
    expect(&bench, "20", PersonState::InSync, Why::PublishedDnd);
    bench.ask(Request::Quit);
    expect(&bench, "20", PersonState::Pending, Why::Ending);

    let mut bench = Bench::running();
    bench.connector = Connector::Active;
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    expect(&bench, "20", PersonState::Pending, Why::ConnectorActive);

    let mut profile = activated();
    profile.settings.working_hours = Some(WorkingHours { days: [None; 7], time_zone: None });
    let bench = Bench::start(profile, Vec::new());
    expect(&bench, "20", PersonState::Pending, Why::Resting);

    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(20.0);
    // Somebody takes away what was published, again and again.
    for _ in 0..3 {
        bench.trace.clear();
        bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Available", "Available"));
        while !bench.trace.contains("set ada") {
            bench.wait(1.0);
            assert!(bench.clock < Duration::from_secs(600), "what was taken away is written once more");
        }
        bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
        bench.wait(10.0);
    }
    expect(&bench, "20", PersonState::Pending, Why::SecondWriter);

    let mut bench = Bench::running();
    bench.refuses_writes = true;
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    expect(&bench, "20", PersonState::Pending, Why::Refused);

    let mut bench = Bench::running();
    bench.users = vec![
        TeamsUser { enabled: false, ..teams_user("ada") },
        TeamsUser { kind: UserKind::Guest, ..teams_user("bob") },
    ];
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    expect(&bench, "20", PersonState::Disabled, Why::Disabled);
    expect(&bench, "21", PersonState::Guest, Why::Guest);
    bench.users = vec![teams_user("ada"), TeamsUser { mail: Some("ada@x.example".into()), ..teams_user("bob") }];
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    expect(&bench, "20", PersonState::SeveralUsers, Why::SeveralUsers);
    bench.users = Vec::new();
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    expect(&bench, "20", PersonState::NotFound, Why::NotFound);

    let mut profile = activated();
    profile.cloudya =
        Some(CloudyaProfile { account: "K1234".to_owned(), emails: EmailSource::Imported, configuration: false });
    profile.imported_emails.insert(number("20"), "ada@x.example".to_owned());
    let bench = Bench::start(profile, Vec::new());
    expect(&bench, "21", PersonState::NoEmail, Why::NoEmail);

    let mut bench = Bench::start_with(activated(), |bench| drop(bench.emails.remove(&number("21"))));
    expect(&bench, "21", PersonState::Unknown, Why::BeingRead);
    bench.wait(30.0);
    expect(&bench, "21", PersonState::Unknown, Why::AddressNotRead);
    assert_eq!(bench.row("20").state, PersonState::InSync, "everybody else is synchronised");
    bench.ask(Request::MatchManually { extension: number("21"), user: Some(UserId::new("bob")) });
    bench.wait(30.0);
    assert_eq!(bench.row("21").state, PersonState::InSync, "a match by hand needs no address");

    let mut profile = activated();
    profile.settings.round_size = 1;
    let bench = Bench::start(profile, Vec::new());
    expect(&bench, "21", PersonState::NotCovered, Why::NotCovered);

    let mut bench = Bench::start_with(activated(), |bench| {
        bench.round_reads = Err(Failure::new(FailureKind::Server));
    });
    expect(&bench, "20", PersonState::Unknown, Why::TeamsUnknown);
    bench.sync_user = Err(Failure::new(FailureKind::SignInNeeded(crate::problem::SignInCause::Revoked)));
    bench.wait(3_700.0);
    expect(&bench, "20", PersonState::Unknown, Why::ReaderMissing);

    let bench = Bench::start_with(activated(), |bench| bench.granted = vec![Permission::PresenceReadWriteAll]);
    expect(&bench, "20", PersonState::Unknown, Why::BeingRead);

    let all = Why::ALL.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(all.difference(&seen).collect::<Vec<_>>(), Vec::<&Why>::new(), "no reason without a test");
}

/// Three people, each with a phone of their own.
fn three(unwritable: &[(&str, FailureKind)]) -> Bench {
    let mut bench = Bench::start_with(activated(), |bench| {
        bench.users.push(teams_user("cleo"));
        bench.emails.insert(number("100"), "cleo@x.example".to_owned());
        bench.unwritable = unwritable.iter().map(|(user, kind)| (UserId::new(user), *kind)).collect();
    });
    bench.trace.clear();
    bench
}

fn is_forbidden(bench: &Bench) -> bool {
    let problems = bench.engine.view(bench.now()).problems;
    problems.iter().any(|standing| standing.problem == Problem::WritingForbidden)
}

#[test]
fn somebody_about_whom_nothing_may_be_written_stops_nobody_else() {
    for kind in [FailureKind::Forbidden, FailureKind::Unauthorized] {
        let mut bench = three(&[("ada", kind)]);
        bench.line("20", LineState::InUse);
        bench.wait(10.0);
        bench.line("21", LineState::InUse);
        bench.wait(10.0);
        assert_eq!(bench.trace.matches("set bob").count(), 1, "{kind:?}: {}", bench.trace);
        assert_eq!(bench.trace.matches("set ada").count(), 1, "it is not repeated: {}", bench.trace);
        assert_eq!(why(&bench, "20"), (PersonState::Pending, Why::Refused));
        assert!(!is_forbidden(&bench));
        bench.unwritable.clear();
        bench.wait(300.0);
        assert_eq!(bench.trace.matches("set ada").count(), 2, "{kind:?}: it heals by itself: {}", bench.trace);
    }
}

#[test]
fn what_is_forbidden_about_one_after_the_other_is_forbidden_to_all() {
    let refused = ["ada", "bob", "cleo"].map(|user| (user, FailureKind::Forbidden));
    let mut bench = three(&refused);
    bench.line("20", LineState::InUse);
    bench.line("21", LineState::InUse);
    bench.wait(5.0);
    assert!(!is_forbidden(&bench));
    bench.line("100", LineState::InUse);
    bench.wait(5.0);
    assert!(is_forbidden(&bench));
    bench.wait(200.0);
    assert_eq!(bench.trace.matches("set ").count(), 3, "nothing is tried meanwhile: {}", bench.trace);
    bench.unwritable.clear();
    bench.wait(100.0);
    assert!(!is_forbidden(&bench));
    assert_eq!(bench.trace.matches("set ").count(), 6, "all of it is made up for: {}", bench.trace);
}

#[test]
fn a_new_duplicate_is_announced_once_and_what_was_there_from_the_start_is_not() {
    let mut bench = Bench::running();
    assert_eq!(bench.engine.view(bench.now()).tray.problems, 1, "21 and 100 have one address");
    bench.emails.insert(number("21"), "ada@x.example".to_owned());
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    assert_eq!(bench.trace.matches("notify duplicate-email").count(), 1, "{}", bench.trace);
    bench.emails.insert(number("21"), "nobody@x.example".to_owned());
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    let problems = bench.engine.view(bench.now()).problems;
    assert!(problems.iter().all(|standing| standing.problem.code() != "duplicate-email"), "cured by itself");
}

#[test]
fn what_was_settled_or_put_aside_is_listed_apart_and_can_be_taken_up_again() {
    let mut bench = Bench::running();
    let view = bench.engine.view(bench.now());
    let key = view.problems[0].key.clone();
    bench.ask(Request::Ignore { key: key.clone() });
    let view = bench.engine.view(bench.now());
    assert_eq!((view.problems.len(), view.tray.problems), (0, 0));
    assert_eq!(view.reviewed[0].key, key);
    bench.ask(Request::TakeUpAgain { key });
    assert_eq!(bench.engine.view(bench.now()).problems.len(), 1);

    let user = UserId::new("bob");
    let choice = DuplicateChoice::UseExtension { extension: number("100") };
    bench.ask(Request::ChooseDuplicate { user: user.clone(), choice: Some(choice) });
    let view = bench.engine.view(bench.now());
    assert_eq!((view.problems.len(), view.reviewed.len()), (0, 1));
    assert_eq!(why(&bench, "21").1, Why::AnotherExtension);
    bench.line("100", LineState::InUse);
    bench.wait(5.0);
    assert!(bench.trace.contains("set bob"), "the other extension's call counts now");
    bench.ask(Request::ChooseDuplicate { user, choice: None });
    assert_eq!(bench.engine.view(bench.now()).problems.len(), 1, "undone");
}

#[test]
fn an_address_is_corrected_in_cloudya_and_the_person_comes_into_sync() {
    let mut bench = Bench::running();
    bench.emails.insert(number("100"), "cas@x.example".to_owned());
    bench.users.push(teams_user("cleo"));
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    assert_eq!(why(&bench, "100").1, Why::NotFound);
    bench.ask(Request::CorrectEmail { extension: number("100"), email: " cleo@x.example ".to_owned() });
    let correction = bench.engine.view(bench.now()).corrections[0].clone();
    assert_eq!((correction.former.as_str(), correction.email.as_str()), ("cas@x.example", "cleo@x.example"));
    assert_eq!(correction.state, StepState::InProgress);
    let attempt = bench.page;
    bench.event(Event::EmailWritten { attempt, result: Ok(()) });
    bench.wait(6.0);
    assert_eq!(why(&bench, "100"), (PersonState::InSync, Why::Idle));
    let kept = bench.engine.profile.corrections[0].clone();
    assert_eq!(
        (kept.former.as_str(), kept.email.as_str(), kept.at > Utc(0)),
        ("cas@x.example", "cleo@x.example", true)
    );
}

#[test]
fn a_correction_that_did_not_work_says_why_and_shows_what_stands_there() {
    let mut bench = Bench::running();
    let failure = |bench: &Bench| match bench.engine.view(bench.now()).corrections[0].state.clone() {
        StepState::Failed { problem: Problem::EmailNotCorrected { reason, .. } } => reason,
        other => panic!("{other:?}"),
    };
    bench.ask(Request::CorrectEmail { extension: number("20"), email: "no address".to_owned() });
    assert_eq!(failure(&bench), NotCorrected::Invalid);

    bench.ask(Request::CorrectEmail { extension: number("20"), email: "bob@x.example".to_owned() });
    let attempt = bench.page;
    let actual = "third@x.example".to_owned();
    bench.event(Event::EmailWritten { attempt, result: Err(EmailNotWritten::ChangedMeanwhile { actual }) });
    assert_eq!(failure(&bench), NotCorrected::ChangedMeanwhile);
    assert_eq!(bench.row("20").email, "third@x.example");

    bench.ask(Request::CorrectEmail { extension: number("20"), email: "bob@x.example".to_owned() });
    let attempt = bench.page;
    let refused = EmailNotWritten::Failed(Failure::new(FailureKind::Forbidden));
    bench.event(Event::EmailWritten { attempt, result: Err(refused) });
    assert_eq!(failure(&bench), NotCorrected::NotAllowed);
    assert_eq!(bench.engine.profile.corrections, [], "only what was done can be undone");
}

#[test]
fn a_list_of_matches_is_applied_as_a_whole() {
    let mut bench = Bench::running();
    bench.ask(Request::Exclude { extension: number("100") });
    let manual = vec![ManualMatch { extension: number("100"), user: UserId::new("ada") }];
    bench.ask(Request::ApplyMatching { manual, excluded: vec![number("20")] });
    assert_eq!(why(&bench, "20").1, Why::Excluded);
    assert_eq!(bench.row("100").user.map(|user| user.id), Some(UserId::new("ada")));
    bench.ask(Request::ApplyMatching { manual: Vec::new(), excluded: Vec::new() });
    assert_eq!(why(&bench, "20").1, Why::Idle);
}

#[test]
fn questions_are_answered_from_the_tenants_users() {
    let mut bench = Bench::running();
    bench.emails.insert(number("100"), "adda@x.example".to_owned());
    bench.ask(Request::RefreshDirectory);
    bench.wait(5.0);
    let users = |question| match bench.engine.answer(&question) {
        Some(Answer::Users { users }) => users,
        other => panic!("{other:?}"),
    };
    let found = users(Question::Candidates { extension: number("100") });
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].user.name.as_str(), found[0].likeness), ("ada", Some(Likeness::SimilarAddress)));
    assert_eq!(found[0].extensions, [number("20")]);
    let found = users(Question::Named { names: vec!["nobody@x.example".into(), "BOB@x.example".into()] });
    assert_eq!(found.iter().map(|found| found.user.name.as_str()).collect::<Vec<_>>(), ["bob"]);
    assert_eq!(users(Question::Users { text: "x.example".into() }).len(), 2);
}
