//! One person alone, in virtual time.

use super::*;
use expect_test::{Expect, expect};

const CALL: Desire = Desire::Publish(Publication::InACall);

fn at(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Plays desires at their moments and writes down every step and when it was due.
fn trace(desires: &[(u64, Desire)], expected: &Expect) {
    let settings = Settings::default();
    let mut person = Person::new(UserId::new("ada"));
    let mut lines = String::new();
    let mut desires = desires.iter().peekable();
    let mut now = Duration::ZERO;
    loop {
        while let Some((_, desire)) = desires.next_if(|(moment, _)| at(*moment) <= now) {
            person.desire(*desire, &settings, now);
        }
        person.settle(now);
        let step = person.step(now);
        if step != Step::Nothing {
            lines += &format!("{} ms  {step:?}\n", now.as_millis());
            let sent = Now { mono: now, utc: Utc(0) };
            person.send(Attempt(1), step, sent);
            person.written(person.flight.unwrap(), Duration::ZERO, now);
        }
        let next = desires.peek().map(|(moment, _)| at(*moment));
        match [next, person.wakes_at(now)].into_iter().flatten().min() {
            Some(moment) if moment < at(600_000) => now = moment,
            Some(_) | None => break,
        }
    }
    expected.assert_eq(&lines);
}

#[test]
fn a_call_is_published_after_settling_and_cleared_after_hanging_up() {
    trace(
        &[(0, Desire::Nothing), (1_000, CALL), (60_000, Desire::Nothing)],
        &expect![[r#"
            3000 ms  Set(InACall)
            61000 ms  Clear
        "#]],
    );
}

#[test]
fn a_flicker_is_never_sent() {
    trace(&[(0, Desire::Nothing), (1_000, CALL), (2_500, Desire::Nothing)], &expect![""]);
}

#[test]
fn a_short_pause_between_two_calls_is_not_cleared() {
    trace(
        &[(0, Desire::Nothing), (1_000, CALL), (9_000, Desire::Nothing), (9_900, CALL), (20_000, Desire::Nothing)],
        &expect![[r#"
            3000 ms  Set(InACall)
            21000 ms  Clear
        "#]],
    );
}

#[test]
fn a_long_call_is_renewed_before_it_expires() {
    trace(
        &[(0, Desire::Nothing), (1_000, CALL), (500_000, Desire::Nothing)],
        &expect![[r#"
            3000 ms  Set(InACall)
            243000 ms  Renew(InACall)
            483000 ms  Renew(InACall)
            501000 ms  Clear
        "#]],
    );
}

#[test]
fn what_is_about_to_be_cleared_is_not_renewed() {
    trace(
        &[(0, Desire::Nothing), (1_000, CALL), (242_500, Desire::Nothing)],
        &expect![[r#"
            3000 ms  Set(InACall)
            243500 ms  Clear
        "#]],
    );
}

#[test]
fn what_may_live_on_because_an_answer_was_lost_is_cleared_when_the_call_is_over() {
    let settings = Settings::default();
    let mut person = in_a_call(&settings);
    sent(&mut person, 240_000, Step::Renew(Publication::InACall));
    person.failed(at(400_000));
    person.settle(at(300_000));
    person.desire(Desire::Nothing, &settings, at(310_000));
    person.settle(at(311_000));
    sent(&mut person, 311_000, Step::Clear);
}

#[test]
fn whatever_an_unanswered_write_has_done_is_written_over_and_blamed_on_nobody() {
    let settings = Settings::default();
    let other = Publication::Presenting;
    for (desire, step) in [(Desire::Forbidden, Step::Clear), (Desire::Publish(other), Step::Set(other))] {
        let mut person = in_a_call(&settings);
        assert_eq!(look(&mut person, 6_000, "Busy", "InACall"), TakenAway::No);
        person.desire(desire, &settings, at(10_000));
        person.settle(at(13_000));
        sent(&mut person, 13_000, step);
        assert_eq!(look(&mut person, 16_000, "Available", "Available"), TakenAway::No);
        person.failed(at(60_000));
        person.desire(CALL, &settings, at(46_000));
        person.settle(at(49_000));
        assert_eq!(look(&mut person, 49_000, "Available", "Available"), TakenAway::No);
        let flight = sent(&mut person, 49_000, Step::Renew(Publication::InACall));
        person.written(flight, Duration::ZERO, at(49_100));
        assert_eq!(look(&mut person, 52_000, "Busy", "InACall"), TakenAway::No, "after {step:?}");
    }
}

fn in_a_call(settings: &Settings) -> Person {
    let mut person = Person::new(UserId::new("ada"));
    person.desire(Desire::Nothing, settings, at(0));
    person.desire(CALL, settings, at(0));
    person.answered(at(0));
    let flight = sent(&mut person, 0, Step::Set(Publication::InACall));
    person.written(flight, Duration::ZERO, at(0));
    person
}

fn sent(person: &mut Person, milliseconds: u64, step: Step) -> Flight {
    assert_eq!(person.step(at(milliseconds)), step);
    person.send(Attempt(1), step, Now { mono: at(milliseconds), utc: Utc(0) });
    person.flight.unwrap()
}

fn look(person: &mut Person, milliseconds: u64, availability: &str, activity: &str) -> TakenAway {
    person.observed = Some(TeamsPresence::new(availability, activity));
    person.observed_at = at(milliseconds);
    person.look()
}

#[test]
fn a_renewal_that_has_to_wait_wakes_when_it_becomes_urgent() {
    let person = in_a_call(&Settings::default());
    assert_eq!(person.wakes_at(at(0)), Some(at(240_000)));
    assert_eq!(person.wakes_at(at(240_000)), Some(at(270_000)));
    assert_eq!(person.wakes_at(at(270_000)), Some(at(300_000)));
}

#[test]
fn what_was_never_seen_is_written_once_more_before_anybody_is_said_to_hide_it() {
    let mut person = in_a_call(&Settings::default());
    let looks = |person: &mut Person, seconds: std::ops::Range<u64>| {
        let reflections = seconds.step_by(5).map(|second| {
            look(person, second * 1_000, "Available", "Available");
            person.reflection()
        });
        reflections.collect::<Vec<_>>()
    };
    assert!(looks(&mut person, 0..30).iter().all(|seen| *seen == Reflection::Awaited));
    assert_eq!(person.step(at(29_000)), Step::Nothing);
    looks(&mut person, 30..31);
    let flight = sent(&mut person, 30_000, Step::Renew(Publication::InACall));
    person.written(flight, Duration::ZERO, at(30_100));
    assert!(looks(&mut person, 35..90).iter().all(|seen| *seen == Reflection::Awaited), "it may be on its way");
    assert_eq!(person.step(at(89_000)), Step::Nothing, "once");
    assert_eq!(looks(&mut person, 90..91), [Reflection::Hidden]);
    look(&mut person, 95_000, "Busy", "InACall");
    assert_eq!(person.reflection(), Reflection::Visible);
    assert_eq!(looks(&mut person, 100..101), [Reflection::Hidden], "it was seen, so now it is hidden");
}

#[test]
fn what_is_wanted_meanwhile_is_not_what_was_refused() {
    let settings = Settings::default();
    let mut person = in_a_call(&settings);
    sent(&mut person, 240_000, Step::Renew(Publication::InACall));
    person.desire(Desire::Forbidden, &settings, at(240_100));
    person.forbid(at(540_000));
    assert_eq!(person.step(at(240_200)), Step::Clear);
    person.desire(CALL, &settings, at(240_300));
    assert!(!person.is_refused());
}

#[test]
fn a_state_that_outranks_ours_hides_it_at_once() {
    let mut person = in_a_call(&Settings::default());
    look(&mut person, 5_000, "DoNotDisturb", "Presenting");
    assert_eq!(person.reflection(), Reflection::Hidden);
    let mut person = in_a_call(&Settings::default());
    person.footprint.sent(Publication::Presenting);
    look(&mut person, 5_000, "DoNotDisturb", "Presenting");
    assert_eq!(person.reflection(), Reflection::Awaited, "our own state of a moment ago");
}

#[test]
fn a_lost_phone_is_cleared_after_the_grace_time_only() {
    trace(
        &[(0, Desire::Nothing), (1_000, CALL), (10_000, Desire::Hold), (20_000, Desire::Hold)],
        &expect![[r#"
            3000 ms  Set(InACall)
            100000 ms  Clear
        "#]],
    );
}

#[test]
fn what_is_forbidden_is_cleared_at_once() {
    trace(
        &[(0, Desire::Nothing), (1_000, CALL), (10_000, Desire::Forbidden)],
        &expect![[r#"
            3000 ms  Set(InACall)
            10000 ms  Clear
        "#]],
    );
}

#[test]
fn somebody_left_over_from_a_crash_is_not_touched_before_the_phone_is_known() {
    let settings = Settings::default();
    let start = Now { mono: Duration::ZERO, utc: Utc(0) };
    let mut person = Person::left_over(UserId::new("ada"), start, &settings);
    person.desire(Desire::Hold, &settings, at(10));
    assert_eq!(person.step(at(10)), Step::Nothing);
    person.desire(Desire::Nothing, &settings, at(500));
    assert_eq!(person.step(at(500)), Step::Clear);
}

#[test]
fn a_conversation_that_was_answered_is_published_at_once() {
    let settings = Settings::default();
    let mut person = Person::new(UserId::new("ada"));
    person.desire(Desire::Nothing, &settings, at(0));
    person.desire(CALL, &settings, at(100));
    person.answered(at(150));
    assert_eq!(person.step(at(150)), Step::Set(Publication::InACall));
}

#[test]
fn a_conversation_may_be_told_before_the_line_and_counts_once() {
    let settings = Settings::default();
    let mut person = Person::new(UserId::new("ada"));
    person.desire(Desire::Nothing, &settings, at(0));
    person.answered(at(100));
    person.desire(CALL, &settings, at(150));
    assert_eq!(person.step(at(150)), Step::Set(Publication::InACall));
    let mut late = Person::new(UserId::new("ada"));
    late.desire(Desire::Nothing, &settings, at(0));
    late.answered(at(100));
    late.desire(CALL, &settings, at(3_100));
    assert_eq!(late.step(at(3_100)), Step::Nothing, "it was another call");
}
