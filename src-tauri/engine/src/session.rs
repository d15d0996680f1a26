//! Keeps one account signed in: asks for a token, refreshes it in time and once at a time, and knows when asking is pointless.

use crate::{
    Attempt, Effect, Now, backoff,
    event::{Account, Failure, FailureKind, Token},
    outbox::Outbox,
    problem::Permission,
};
use std::{ops::RangeInclusive, time::Duration};

/// Refused credentials are tried again this seldom, so that what was cured elsewhere heals by itself.
const RECHECK: Duration = Duration::from_secs(10 * 60);
/// No service means a lifetime outside of this: one token of nothing would be followed by the next without end.
const BELIEVABLE_LIFE: RangeInclusive<Duration> = Duration::from_secs(10)..=Duration::from_secs(7 * 24 * 3_600);
/// A token that was just issued and is refused is not worth refreshing.
const FRESH: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Session {
    account: Account,
    state: State,
    failures: u32,
    granted: Vec<Permission>,
    /// What people should know, until it works again.
    trouble: Option<Failure>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// Nobody needs it, or there are no credentials.
    Off,
    Asking {
        attempt: Attempt,
        expires: Option<Duration>,
    },
    Valid {
        since: Duration,
        refresh: Duration,
        expires: Duration,
    },
    Waiting {
        until: Duration,
        expires: Option<Duration>,
    },
    /// Only a person can help; asked again seldom.
    Refused {
        until: Duration,
    },
}

impl Session {
    pub(crate) fn new(account: Account) -> Self {
        Self { account, state: State::Off, failures: 0, granted: Vec::new(), trouble: None }
    }

    /// Asks for a token, unless there is one or one is being asked for.
    pub(crate) fn open(&mut self, out: &mut Outbox) {
        if self.state == State::Off {
            self.ask(None, out);
        }
    }

    /// New credentials, or a new grant: whatever was known is outdated.
    pub(crate) fn renew(&mut self, out: &mut Outbox) {
        self.failures = 0;
        self.trouble = None;
        self.ask(None, out);
    }

    /// Gives back whether it is usable from now on and was not before.
    pub(crate) fn answered(
        &mut self,
        attempt: Attempt,
        result: Result<Token, Failure>,
        now: Now,
        out: &mut Outbox,
    ) -> bool {
        let State::Asking { attempt: asked, expires } = self.state else { return false };
        if asked != attempt {
            return false;
        }
        let usable_before = expires.is_some_and(|expires| expires > now.mono);
        match result {
            Ok(token) => {
                self.accept(token, now);
                !usable_before
            }
            Err(failure) if failure.is_transient() => {
                self.failures += 1;
                let until = now.mono + backoff::delay(self.failures, &failure, out);
                self.state = State::Waiting { until, expires };
                if self.failures >= 3 {
                    self.trouble.get_or_insert(failure);
                }
                false
            }
            Err(failure) => {
                self.failures += 1;
                self.granted.clear();
                self.state = State::Refused { until: now.mono + recheck(self.account, &failure) };
                self.trouble = Some(failure);
                false
            }
        }
    }

    /// Somebody just signed in: the token is there already.
    pub(crate) fn accept(&mut self, token: Token, now: Now) {
        let life = token.expires_in.clamp(*BELIEVABLE_LIFE.start(), *BELIEVABLE_LIFE.end());
        let lead = (life / 10).max(Duration::from_secs(60)).min(life / 2);
        self.granted = token.granted;
        self.failures = 0;
        self.trouble = None;
        self.state = State::Valid { since: now.mono, refresh: now.mono + life - lead, expires: now.mono + life };
    }

    /// A request was answered 401. Refreshes once; a fresh token that is refused is a refusal.
    pub(crate) fn unauthorized(&mut self, now: Duration, out: &mut Outbox) -> Unauthorized {
        match self.state {
            State::Valid { since, .. } if now < since + FRESH => Unauthorized::Final,
            State::Valid { .. } => {
                self.ask(None, out);
                Unauthorized::Refreshing
            }
            State::Asking { .. } | State::Waiting { .. } => Unauthorized::Refreshing,
            State::Off | State::Refused { .. } => Unauthorized::Final,
        }
    }

    pub(crate) fn handle_timeout(&mut self, now: Duration, out: &mut Outbox) {
        match self.state {
            State::Valid { refresh, expires, .. } if refresh <= now => self.ask(Some(expires), out),
            State::Waiting { until, expires, .. } if until <= now => self.ask(expires, out),
            State::Refused { until } if until <= now => self.ask(None, out),
            State::Off | State::Asking { .. } | State::Valid { .. } | State::Waiting { .. } | State::Refused { .. } => {
            }
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Duration> {
        match self.state {
            State::Valid { refresh, .. } => Some(refresh),
            State::Waiting { until, .. } | State::Refused { until } => Some(until),
            State::Off | State::Asking { .. } => None,
        }
    }

    /// Whether requests can be sent with it. A token that is being refreshed is good until it expires.
    pub(crate) fn is_usable(&self, now: Duration) -> bool {
        match self.state {
            State::Valid { expires, .. } => now < expires,
            State::Asking { expires, .. } | State::Waiting { expires, .. } => {
                expires.is_some_and(|expires| now < expires)
            }
            State::Off | State::Refused { .. } => false,
        }
    }

    pub(crate) fn granted(&self) -> &[Permission] {
        &self.granted
    }

    /// Why it is not usable, when there is a reason that people should know.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.trouble.as_ref()
    }

    fn ask(&mut self, expires: Option<Duration>, out: &mut Outbox) {
        let attempt = out.attempt();
        self.state = State::Asking { attempt, expires };
        out.emit(Effect::Authenticate { account: self.account, attempt });
    }
}

/// What a 401 leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unauthorized {
    /// A fresh token is on its way; repeat then.
    Refreshing,
    /// It is not the token: permission is missing.
    Final,
}

/// Repeated bad passwords may lock a CTI key, so those wait for a person, or for an hour.
fn recheck(account: Account, failure: &Failure) -> Duration {
    match (account, failure.kind) {
        (Account::Cti | Account::Configuration, FailureKind::CredentialsRejected) => 6 * RECHECK,
        (Account::Cti | Account::Configuration | Account::Application | Account::SyncUser(_), _) => RECHECK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Utc;

    fn now(seconds: u64) -> Now {
        Now { mono: Duration::from_secs(seconds), utc: Utc(0) }
    }

    fn token(seconds: u64) -> Token {
        Token { expires_in: Duration::from_secs(seconds), granted: Vec::new() }
    }

    fn asked(out: &mut Outbox) -> Vec<Attempt> {
        std::iter::from_fn(|| out.take())
            .map(|effect| match effect {
                Effect::Authenticate { attempt, .. } => attempt,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_token_of_five_minutes_is_refreshed_a_minute_before_and_once_at_a_time() {
        let mut out = Outbox::new(1);
        let mut session = Session::new(Account::Cti);
        session.open(&mut out);
        session.open(&mut out);
        let first = asked(&mut out);
        assert_eq!(first.len(), 1, "one question at a time");
        assert!(session.answered(first[0], Ok(token(300)), now(0), &mut out));
        assert_eq!(session.poll_timeout(), Some(now(240).mono));
        session.handle_timeout(now(240).mono, &mut out);
        session.handle_timeout(now(241).mono, &mut out);
        assert_eq!(session.unauthorized(now(241).mono, &mut out), Unauthorized::Refreshing);
        let second = asked(&mut out);
        assert_eq!(second.len(), 1);
        assert!(session.is_usable(now(250).mono), "the old token is good until it expires");
        assert!(!session.answered(first[0], Ok(token(300)), now(251), &mut out), "a late answer");
        assert!(!session.answered(second[0], Ok(token(300)), now(252), &mut out), "it was usable all the time");
    }

    #[test]
    fn a_lifetime_that_nobody_believes_neither_asks_without_end_nor_lasts_for_ever() {
        for (said, believed) in [(Duration::ZERO, 10), (Duration::MAX, 7 * 24 * 3_600)] {
            let mut session = Session::new(Account::Application);
            session.accept(Token { expires_in: said, granted: Vec::new() }, now(100));
            assert!(session.poll_timeout().is_some_and(|due| due >= now(105).mono), "{said:?}");
            assert!(session.is_usable(now(100 + believed - 1).mono) && !session.is_usable(now(100 + believed).mono));
        }
    }

    #[test]
    fn rejected_credentials_are_not_repeated_in_a_loop() {
        let mut out = Outbox::new(1);
        let mut session = Session::new(Account::Cti);
        session.open(&mut out);
        let attempt = asked(&mut out)[0];
        session.answered(attempt, Err(Failure::new(FailureKind::CredentialsRejected)), now(0), &mut out);
        assert_eq!(session.failure().map(|failure| failure.kind), Some(FailureKind::CredentialsRejected));
        session.handle_timeout(now(3_599).mono, &mut out);
        assert_eq!(asked(&mut out), []);
        session.renew(&mut out);
        assert_eq!(asked(&mut out).len(), 1, "new credentials are tried at once");
    }

    #[test]
    fn a_fresh_token_that_is_refused_is_a_matter_of_permission() {
        let mut out = Outbox::new(1);
        let mut session = Session::new(Account::Application);
        session.open(&mut out);
        let attempt = asked(&mut out)[0];
        session.answered(attempt, Ok(token(3_600)), now(0), &mut out);
        assert_eq!(session.unauthorized(now(5).mono, &mut out), Unauthorized::Final);
        assert_eq!(session.unauthorized(now(500).mono, &mut out), Unauthorized::Refreshing);
    }
}
