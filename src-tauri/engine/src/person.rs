//! One Teams user: what the phone asks for, what is wanted after waiting, what is published, what Teams shows.

mod seen;
#[cfg(test)]
mod tests;

pub(crate) use seen::Reflection;

use crate::{
    Attempt, Effect, ExtensionNumber, Now, UserId, Utc,
    activity::{Deed, Outcome, Record},
    echo::Footprint,
    event::{Failure, FailureKind},
    own::OwnStates,
    presence::{Publication, TeamsPresence},
    rival::Sight,
    rules::Settings,
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
