//! What the engine gives to the journal, and what it does when nothing works.

use super::{Answers, Bench, activated};
use crate::{
    Event, Request, UserId,
    activity::{Deed, Outcome, Record},
    event::{Failure, FailureKind},
    presence::{LineState, TeamsPresence},
    rules::{DayHours, WorkingHours},
    view::RunState,
};
use expect_test::expect;

#[test]
fn a_call_is_told_from_the_phone_to_teams_and_back_with_how_long_it_took() {
    let mut bench = Bench::running();
    bench.records.clear();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.teams.insert(UserId::new("ada"), TeamsPresence::new("Busy", "InACall"));
    bench.wait(10.0);
    bench.line("20", LineState::Idle);
    bench.wait(10.0);
    let told = bench.records.iter().map(told).collect::<String>();
    expect![[r#"
        20 ada line-changed Seen -
        20 ada published Done 2000
        20 ada teams-changed Seen -
        20 ada line-changed Seen -
        20 ada cleared Done 1000
    "#]]
    .assert_eq(&told);
}

#[test]
fn a_renewal_is_no_news_and_a_failure_is() {
    let mut bench = Bench::running();
    bench.line("20", LineState::InUse);
    bench.wait(5.0);
    bench.records.clear();
    bench.wait(1_000.0);
    assert_eq!(bench.records, []);
    bench.refuses_writes = true;
    bench.line("20", LineState::Idle);
    bench.wait(5.0);
    let outcomes = bench.records.iter().filter(|record| record.deed == Deed::Cleared).map(|record| record.outcome);
    assert_eq!(outcomes.collect::<Vec<_>>(), [Outcome::Refused]);
}

#[test]
fn the_program_keeps_a_diary_of_itself() {
    let mut bench = Bench::start(activated(), Vec::new());
    bench.ask(Request::Deactivate);
    bench.ask(Request::Activate);
    let problem = Failure::new(FailureKind::SignInNeeded(crate::problem::SignInCause::Revoked));
    bench.sync_user = Err(problem);
    bench.wait(3_600.0);
    bench.ask(Request::Quit);
    let of_program = bench.records.iter().filter(|record| record.extension.is_none() && record.user.is_none());
    let kinds = of_program.map(|record| record.deed.kind()).collect::<Vec<_>>();
    assert_eq!(kinds, ["started", "deactivated", "activated", "problem-appeared", "ended"]);
}

#[test]
fn nobody_synchronised_for_five_minutes_is_told_once_and_cured_by_itself() {
    let mut bench = Bench::running();
    bench.cloudya_answers = Answers::Never;
    let attempt = bench.stream;
    bench.event(Event::StreamLost { attempt, failure: Failure::new(FailureKind::Unreachable) });
    bench.wait(90.0 + 290.0);
    assert_eq!(bench.trace.matches("notify nobody-synchronised").count(), 0, "{}", bench.trace);
    bench.wait(400.0);
    bench.cloudya_answers = Answers::AtOnce;
    bench.ask(Request::RefreshDirectory);
    bench.event(Event::Resumed);
    bench.wait(120.0);
    assert_eq!(bench.trace.matches("notify nobody-synchronised").count(), 1, "{}", bench.trace);
    let view = bench.engine.view(bench.now());
    assert!(view.problems.iter().all(|standing| standing.problem.code() != "nobody-synchronised"));
}

#[test]
fn outside_the_working_hours_nothing_is_published_and_at_their_begin_it_is() {
    let mut profile = activated();
    // 1 January 1970 was a Thursday, and it is midnight.
    let mut days = [None; 7];
    days[3] = Some(DayHours { from: 60, until: 120 });
    profile.settings.working_hours = Some(WorkingHours { days, time_zone: None });
    let mut bench = Bench::start(profile, Vec::new());
    bench.line("20", LineState::InUse);
    bench.wait(10.0);
    let view = bench.engine.view(bench.now());
    assert_eq!((view.state, view.resting_until.map(|until| until.0)), (RunState::Paused, Some(3_600_000)));
    bench.wait(3_600.0);
    bench.wait(3_600.0);
    let trace = std::mem::take(&mut bench.trace);
    assert!(trace.starts_with("3602.0  set ada") && trace.ends_with("7200.0  clear ada\n"), "{trace}");
}

fn told(record: &Record) -> String {
    let extension = record.extension.as_ref().map_or("-", |extension| extension.as_str());
    let user = record.user.as_ref().map_or("-", |user| user.as_str());
    let took = record.took_ms.map_or("-".to_owned(), |took| took.to_string());
    format!("{extension} {user} {} {:?} {took}\n", record.deed.kind(), record.outcome)
}
