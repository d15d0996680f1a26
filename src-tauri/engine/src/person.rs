//! One Teams user: what the phone asks for, what is wanted after waiting, what is published, what Teams shows.

use crate::{
    Attempt, Effect, ExtensionNumber, Now, UserId, Utc,
    activity::{Deed, Outcome, Record},
    echo::{self, Footprint},
    event::{Failure, FailureKind},
    own::OwnStates,
    presence::{Publication, TeamsPresence},
    rival::{self, Finding, Sight},
    rules::Settings,
    view::TeamsOrigin,
};
use std::time::Duration;

/// How long a publication lives in Teams, and after how long it is renewed.
pub(crate) const EXPIRY: Duration = Duration::from_secs(5 * 60);
const RENEWAL: Duration = Duration::from_secs(4 * 60);
/// Renewals are brought forward by up to this much, so that they do not come in a burst.
pub(crate) const SPREAD: Duration = Duration::from_secs(60);
/// A renewal that is this close to the expiry is as urgent as a new call.
pub(crate) const CRITICAL: Duration = Duration::from_secs(30);

/// A call and the state of its line are told within this time, in any order.
const SOON: Duration = Duration::from_secs(3);

/// Teams usually shows what it accepted within this time.
const VISIBLE_AFTER: Duration = Duration::from_secs(15);
/// What was never seen within this time is written once more: some writes are accepted and have no effect.
const UNSEEN_FOR: Duration = Duration::from_secs(30);
/// Teams may take this long to show what it accepted. Only then is it the person's own status that hides it.
const VISIBLE_AT_LAST: Duration = Duration::from_secs(60);

/// What the phone side asks for at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Desire {
    Publish(Publication),
    Nothing,
    /// The phone's state is not known: keep what is, for the grace time.
    Hold,
    /// Nothing may be published now: paused, excluded, unmatched, or ending. Clear at once.
    Forbidden,
}

/// What is wanted in Teams, after the settling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Not known yet since the start; nothing is written.
    Undecided,
    Nothing,
    Publish(Publication),
}

/// What Teams holds of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Live {
    No,
    Yes {
        publication: Publication,
        since: Duration,
        renew: Duration,
        expires: Duration,
        expires_utc: Utc,
    },
    /// A write was sent whose answer is not known, perhaps by an earlier run.
    Unsure,
}

/// What became of our publication in the eyes of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reflection {
    /// There is nothing to be seen, or nobody to look.
    None,
    /// Too early to tell.
    Awaited,
    Visible,
    /// The person's own status in Teams hides it.
    Hidden,
}

/// What to do next about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Nothing,
    Set(Publication),
    Clear,
    Renew(Publication),
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) user: UserId,
    /// The extensions whose calls count. Empty for somebody who is no longer matched.
    pub(crate) sources: Vec<ExtensionNumber>,
    pub(crate) wanted: Wanted,
    pub(crate) live: Live,
    pub(crate) flight: Option<Flight>,
    pub(crate) observed: Option<TeamsPresence>,
    pub(crate) observed_since: Utc,
    /// When the question was asked that Teams answered last.
    pub(crate) observed_at: Duration,
    pub(crate) on_the_wire: Remembered,
    /// What Teams showed of its own; kept only while a phone rule wants to know.
    pub(crate) own: OwnStates,
    /// When the phone side last asked for something else.
    asked: Duration,
    sight: Sight,
    /// When the last write but one that went well was sent.
    written_before: Duration,
    written_last: Duration,
    desire: Desire,
    /// When a conversation was last answered.
    answered: Option<Duration>,
    /// When `wanted` follows `desire`.
    change_at: Option<Duration>,
    retry_at: Duration,
    failures: u32,
    refused: Option<Refusal>,
    footprint: Footprint,
    /// Something was sent whose answer is not known, so that what is live may live for longer.
    unanswered: bool,
}

/// What Teams refused to take; not tried again until something else is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Refusal {
    what: Wanted,
    /// When it is tried again all the same, where an administrator can have changed it.
    until: Option<Duration>,
}

/// A write that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flight {
    pub(crate) attempt: Attempt,
    pub(crate) step: Step,
    sent: Now,
    /// When the phone asked for it.
    asked: Duration,
}

/// Whether somebody else took away what we had published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TakenAway {
    No,
    Yes,
}

/// Whether the disk knows that something of ours may be in Teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remembered {
    No,
    Yes,
}

impl Flight {
    /// From the phone's wish to this moment, in milliseconds.
    pub(crate) fn took_ms(self, now: Duration) -> u32 {
        u32::try_from(now.saturating_sub(self.asked).as_millis()).unwrap_or(u32::MAX)
    }
}

impl Person {
    pub(crate) fn new(user: UserId) -> Self {
        Self {
            user,
            sources: Vec::new(),
            wanted: Wanted::Undecided,
            live: Live::No,
            flight: None,
            observed: None,
            observed_since: Utc::default(),
            observed_at: Duration::ZERO,
            on_the_wire: Remembered::No,
            own: OwnStates::default(),
            asked: Duration::ZERO,
            sight: Sight::default(),
            written_before: Duration::ZERO,
            written_last: Duration::ZERO,
            desire: Desire::Hold,
            answered: None,
            change_at: None,
            retry_at: Duration::ZERO,
            failures: 0,
            refused: None,
            footprint: Footprint::default(),
            unanswered: false,
        }
    }

    /// Somebody about whom an earlier run left a note: there may be something of ours in Teams.
    pub(crate) fn left_over(user: UserId, now: Now, settings: &Settings) -> Self {
        let mut person = Self::new(user);
        person.live = Live::Unsure;
        person.on_the_wire = Remembered::Yes;
        person.footprint = Footprint::UNKNOWN;
        person.change_at = Some(now.mono + settings.grace());
        person
    }

    /// Takes what the phone side asks for now, and waits as long as the settings say.
    pub(crate) fn desire(&mut self, desire: Desire, settings: &Settings, now: Duration) {
        // A phone that is no longer known keeps what is, and so the clear that was already decided.
        let goes_on = self.desire == desire || (self.desire == Desire::Nothing && desire == Desire::Hold);
        if self.desire != desire {
            self.desire = desire;
            self.asked = now;
        }
        let target = self.target();
        if desire == Desire::Forbidden {
            self.want(Wanted::Nothing);
        } else if target == self.wanted {
            self.change_at = None;
        } else if self.wanted == Wanted::Undecided && target == Wanted::Nothing && desire == Desire::Nothing {
            self.want(Wanted::Nothing);
        } else if !goes_on || self.change_at.is_none() {
            let is_answered = self.answered.take().is_some_and(|moment| now < moment + SOON);
            let wait = match desire {
                Desire::Publish(_) if is_answered => Duration::ZERO,
                Desire::Publish(_) => settings.settle(),
                Desire::Nothing => settings.clear(),
                Desire::Hold => settings.grace(),
                Desire::Forbidden => Duration::ZERO,
            };
            self.change_at = Some(now + wait);
        }
        self.settle(now);
    }

    /// An answered conversation: there is nothing left to wait for. The line's own message may come a little later.
    pub(crate) fn answered(&mut self, now: Duration) {
        self.answered = Some(now);
        if matches!(self.desire, Desire::Publish(_)) && self.change_at.is_some() {
            self.change_at = Some(now);
            self.settle(now);
        }
    }

    /// Lets `wanted` follow `desire` when its time has come, and what has run out run out.
    pub(crate) fn settle(&mut self, now: Duration) {
        if self.change_at.is_some_and(|at| at <= now) {
            self.want(self.target());
        }
        self.refused = self.refused.filter(|refusal| refusal.until.is_none_or(|until| now < until));
        if let Live::Yes { expires, .. } = self.live
            && expires <= now
            && self.flight.is_none()
        {
            if self.unanswered {
                self.live = Live::Unsure;
            } else {
                self.live = Live::No;
                self.footprint.keep(None, expires);
            }
        }
    }

    /// What to do now. `Nothing` while a write is under way, or when there is a time to wait for.
    pub(crate) fn step(&self, now: Duration) -> Step {
        if self.flight.is_some() || self.retry_at > now || self.is_refused() {
            return Step::Nothing;
        }
        match (self.wanted, self.live) {
            (Wanted::Undecided, Live::No | Live::Yes { .. } | Live::Unsure) => Step::Nothing,
            (Wanted::Nothing, Live::No) => Step::Nothing,
            (Wanted::Nothing, Live::Yes { .. } | Live::Unsure) => Step::Clear,
            // Nothing is said that is over already, and nothing new about a phone that is not known.
            (Wanted::Publish(wanted), _) if !self.still_holds(wanted) => Step::Nothing,
            (Wanted::Publish(wanted), Live::Yes { publication, renew, .. }) if wanted == publication => {
                if renew <= now { Step::Renew(wanted) } else { Step::Nothing }
            }
            (Wanted::Publish(_), _) if self.desire == Desire::Hold && !self.unanswered => Step::Nothing,
            (Wanted::Publish(wanted), Live::No | Live::Yes { .. } | Live::Unsure) => Step::Set(wanted),
        }
    }

    /// The next moment at which something changes by itself.
    pub(crate) fn wakes_at(&self, now: Duration) -> Option<Duration> {
        let retry = (self.retry_at > now).then_some(self.retry_at);
        let end = match self.live {
            Live::Yes { renew, expires, .. } if self.flight.is_none() => {
                let urgent = expires.saturating_sub(CRITICAL);
                [renew, urgent].into_iter().find(|moment| *moment > now).or(Some(expires.max(now)))
            }
            Live::Yes { .. } | Live::No | Live::Unsure => None,
        };
        let recheck = self.refused.and_then(|refusal| refusal.until);
        [self.change_at, retry, end, recheck].into_iter().flatten().min()
    }

    pub(crate) fn send(&mut self, attempt: Attempt, step: Step, now: Now) {
        self.flight = Some(Flight { attempt, step, sent: now, asked: self.asked });
        if !matches!(self.live, Live::Yes { .. }) {
            self.live = Live::Unsure;
        }
        match step {
            Step::Set(publication) | Step::Renew(publication) => {
                self.footprint.sent(publication);
                self.unanswered = true;
            }
            Step::Clear | Step::Nothing => {}
        }
        if let (Step::Set(_) | Step::Clear, Live::Yes { renew, .. }) = (step, &mut self.live) {
            // Should no answer come, nobody knows what Teams holds: whatever is wanted then is written again.
            *renew = now.mono;
            self.sight = Sight::default();
        }
    }

    /// The write under way succeeded. `early` brings the renewal forward.
    pub(crate) fn written(&mut self, flight: Flight, early: Duration, now: Duration) {
        self.flight = None;
        self.failures = 0;
        self.refused = None;
        self.unanswered = false;
        match flight.step {
            Step::Set(publication) | Step::Renew(publication) => {
                self.footprint.keep(Some(publication), now);
                self.written_before = std::mem::replace(&mut self.written_last, flight.sent.mono);
                let since = match self.live {
                    Live::Yes { publication: former, since, .. } if former == publication => since,
                    Live::Yes { .. } | Live::No | Live::Unsure => {
                        self.sight = Sight::default();
                        now
                    }
                };
                self.live = Live::Yes {
                    publication,
                    since,
                    renew: flight.sent.mono + RENEWAL - early.min(SPREAD),
                    expires: flight.sent.mono + EXPIRY,
                    expires_utc: flight.sent.utc_in(EXPIRY),
                };
            }
            Step::Clear => {
                self.sight = Sight::default();
                self.live = Live::No;
                self.footprint.keep(None, now);
            }
            Step::Nothing => {}
        }
    }

    /// Takes what the last observation says about our publication. Gives back whether somebody took it away.
    pub(crate) fn look(&mut self) -> TakenAway {
        let finding = match self.reflection() {
            Reflection::Visible => self.sight.seen(self.observed_at, self.written_last),
            Reflection::Hidden => self.sight.hidden(self.observed_at),
            Reflection::Awaited => self.sight.awaited(self.observed_at, self.live_since() + UNSEEN_FOR),
            Reflection::None => Finding::Nothing,
        };
        match finding {
            Finding::Nothing => TakenAway::No,
            Finding::Retry => {
                if let Live::Yes { renew, .. } = &mut self.live {
                    *renew = self.observed_at;
                }
                TakenAway::No
            }
            // The last write but one was the last before it was lost: the last one brought it back.
            Finding::TakenAway { since } if rival::ended_by_itself(self.written_before, since) => TakenAway::No,
            Finding::TakenAway { .. } => TakenAway::Yes,
        }
    }

    /// Whether what Teams shows was only ours coming back when it was asked.
    pub(crate) fn is_echo(&self, observed: &TeamsPresence) -> bool {
        self.footprint.origin(observed, self.observed_at) == TeamsOrigin::Echo
    }

    /// The write under way failed and may be repeated at `retry_at`.
    pub(crate) fn failed(&mut self, retry_at: Duration) {
        self.flight = None;
        self.retry_at = retry_at;
    }

    /// Counts a failure that is the person's own, and gives back how many there were in a row.
    pub(crate) fn count_failure(&mut self) -> u32 {
        self.failures += 1;
        self.failures
    }

    /// The write under way was refused for good.
    pub(crate) fn refuse(&mut self) {
        self.reject(None);
    }

    /// Microsoft does not allow for this person what was sent last: it is left alone until then.
    pub(crate) fn forbid(&mut self, until: Duration) {
        self.reject(Some(until));
    }

    /// What was forbidden may be allowed now. Gives back whether anything was.
    pub(crate) fn pardon(&mut self) -> bool {
        self.refused.take_if(|refusal| refusal.until.is_some()).is_some()
    }

    /// What the journal keeps of something about this person.
    pub(crate) fn record(&self, deed: Deed, took_ms: Option<u32>, outcome: Outcome, now: Now) -> Effect {
        let (extension, user) = (self.sources.first().cloned(), Some(self.user.clone()));
        Effect::Record { record: Record { at: now.utc, extension, user, deed, took_ms, outcome } }
    }

    /// What the journal keeps of an answer to a write. Renewals that go well are nothing new.
    pub(crate) fn outcome_of(&self, flight: Flight, result: &Result<(), Failure>, now: Now) -> Option<Effect> {
        let deed = match flight.step {
            Step::Set(publication) | Step::Renew(publication) => Deed::Published {
                availability: publication.availability().to_owned(),
                activity: publication.activity().to_owned(),
            },
            Step::Clear => Deed::Cleared,
            Step::Nothing => return None,
        };
        let (took, outcome) = match result {
            Ok(()) if matches!(flight.step, Step::Renew(_)) => return None,
            Ok(()) => (Some(flight.took_ms(now.mono)), Outcome::Done),
            Err(failure) if failure.kind == FailureKind::NotFound || failure.kind == FailureKind::Refused => {
                (None, Outcome::Refused)
            }
            Err(_) => (None, Outcome::Delayed),
        };
        Some(self.record(deed, took, outcome, now))
    }

    /// Whose state it is that Teams shows.
    pub(crate) fn origin(&self, now: Duration) -> TeamsOrigin {
        self.observed.as_ref().map_or(TeamsOrigin::None, |observed| self.footprint.origin(observed, now))
    }

    /// Whether the disk remembers something that Teams no longer holds.
    pub(crate) fn is_gone(&self) -> bool {
        self.live == Live::No && self.flight.is_none() && self.on_the_wire == Remembered::Yes
    }

    /// Whether everything that is wanted is in Teams, and nothing else of ours.
    pub(crate) fn is_settled(&self) -> bool {
        if self.flight.is_some_and(|flight| !matches!(flight.step, Step::Renew(_))) || self.change_at.is_some() {
            return false;
        }
        match (self.wanted, self.live) {
            (Wanted::Nothing, Live::No) => true,
            (Wanted::Publish(wanted), Live::Yes { publication, .. }) => wanted == publication,
            (Wanted::Undecided | Wanted::Nothing | Wanted::Publish(_), Live::No | Live::Yes { .. } | Live::Unsure) => {
                false
            }
        }
    }

    /// Whether what the phone asks for is waited out before it is wanted.
    pub(crate) fn is_settling(&self) -> bool {
        self.change_at.is_some()
    }

    pub(crate) fn desired(&self) -> Desire {
        self.desire
    }

    /// Whether Teams refused what is wanted.
    pub(crate) fn is_refused(&self) -> bool {
        self.refused.is_some_and(|refusal| refusal.what == self.wanted)
    }

    /// Whether Teams shows what we published, as far as that can be known.
    pub(crate) fn reflection(&self) -> Reflection {
        let Live::Yes { publication, since, .. } = self.live else { return Reflection::None };
        let Some(observed) = self.observed.as_ref().filter(|observed| !observed.is_unknown()) else {
            return Reflection::None;
        };
        let visible = echo::resembles(observed, publication)
            || observed.availability.eq_ignore_ascii_case(publication.availability());
        let waited = self.observed_at.saturating_sub(since);
        // It may be on its way for longer, or have had no effect, as long as it was never seen.
        let is_hidden = waited >= VISIBLE_AFTER
            && match self.sight {
                Sight::Nothing => false,
                Sight::Repeated { at } => {
                    self.written_last >= at && self.observed_at >= self.written_last + VISIBLE_AT_LAST
                }
                Sight::Seen | Sight::Lost { .. } | Sight::Retried { .. } => true,
            };
        let is_outranked =
            self.observed_at >= since && echo::outranks(observed, publication) && !self.is_echo(observed);
        if visible {
            Reflection::Visible
        } else if is_outranked || is_hidden {
            Reflection::Hidden
        } else {
            Reflection::Awaited
        }
    }

    /// Since when the same is published.
    fn live_since(&self) -> Duration {
        match self.live {
            Live::Yes { since, .. } => since,
            Live::No | Live::Unsure => Duration::ZERO,
        }
    }

    /// Whether the phone has not gone on to something else meanwhile, as far as is known.
    fn still_holds(&self, wanted: Publication) -> bool {
        match self.desire {
            Desire::Publish(publication) => publication == wanted,
            Desire::Hold => true,
            Desire::Nothing | Desire::Forbidden => false,
        }
    }

    fn target(&self) -> Wanted {
        match self.desire {
            Desire::Publish(publication) => Wanted::Publish(publication),
            Desire::Nothing | Desire::Hold | Desire::Forbidden => Wanted::Nothing,
        }
    }

    /// What was sent was refused, which may be something else than what is wanted meanwhile.
    fn reject(&mut self, until: Option<Duration>) {
        let what = match self.flight.take().map(|flight| flight.step) {
            Some(Step::Set(publication) | Step::Renew(publication)) => Wanted::Publish(publication),
            Some(Step::Clear) => Wanted::Nothing,
            Some(Step::Nothing) | None => self.wanted,
        };
        self.refused = Some(Refusal { what, until });
    }

    fn want(&mut self, wanted: Wanted) {
        self.change_at = None;
        if self.wanted != wanted {
            self.wanted = wanted;
            self.retry_at = Duration::ZERO;
            self.refused = None;
        }
    }
}

#[cfg(test)]
mod tests {
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
}
