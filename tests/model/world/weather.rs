//! How services answer, and for how long their bad weather is felt.

use super::World;
use crate::model::{SILENCE, Weather};
use engine::{
    Attempt, Event,
    event::{Account, Failure, FailureKind, Token},
    problem::Permission,
};
use std::time::Duration;

impl Weather {
    /// What of it is felt when it is over: answers on their way, backing off, and tries that come late.
    pub(super) fn recovery(self) -> Duration {
        Duration::from_secs(match self {
            Self::Fair => 0,
            Self::Slow => 10,
            Self::Throttling => 70,
            // An answer, an account, and what needed the account: each is tried again within a minute.
            Self::Down | Self::Deaf => 10 + 60 + 60,
            // Writing is tried again after five minutes.
            Self::Unauthorized | Self::Forbidden => 5 * 60 + 10,
            Self::Refusing => 60,
        })
    }
}

impl World {
    pub(super) fn change_weather(&mut self, cloudya: Weather, microsoft: Weather) {
        self.feel_weather();
        self.cloudya = cloudya;
        self.microsoft = microsoft;
        self.feel_weather();
    }

    /// From now on it takes as long as the weather needs until everything is well again.
    pub(super) fn feel_weather(&mut self) {
        let recovery = self.cloudya.recovery().max(self.microsoft.recovery());
        if !recovery.is_zero() {
            self.disturbed(recovery);
        }
    }

    pub(super) fn authenticate(&mut self, account: Account, attempt: Attempt) {
        let twice = self.asking.insert(account, attempt);
        assert_eq!(twice, None, "two refreshes of {account:?} at once");
        let (seconds, granted) = match account {
            Account::Application => (4_000, vec![Permission::PresenceReadWriteAll, Permission::UserReadAll]),
            Account::SyncUser(_) => (4_000, vec![Permission::PresenceReadAll]),
            Account::Cti | Account::Configuration => (300, Vec::new()),
        };
        let token = Token { expires_in: Duration::from_secs(seconds), granted };
        let weather = match account {
            Account::Application | Account::SyncUser(_) => self.microsoft,
            Account::Cti | Account::Configuration => self.cloudya,
        };
        let result = match weather {
            Weather::Down | Weather::Deaf => Err(Failure::new(FailureKind::Unreachable)),
            Weather::Fair
            | Weather::Slow
            | Weather::Unauthorized
            | Weather::Throttling
            | Weather::Forbidden
            | Weather::Refusing => Ok(token),
        };
        self.later(0.2, Event::Authenticated { account, attempt, result });
    }

    pub(super) fn cloudya<T>(&mut self, value: T, event: impl FnOnce(Result<T, Failure>) -> Event) {
        self.answer(self.cloudya, value, event);
    }

    pub(super) fn presence<T>(&mut self, value: T, event: impl FnOnce(Result<T, Failure>) -> Event) {
        self.answer(self.microsoft, value, event);
    }

    /// A write about one person, which alone can be refused for good.
    pub(super) fn write(&mut self, event: impl FnOnce(Result<(), Failure>) -> Event) {
        if self.microsoft == Weather::Refusing {
            let kind = if self.answered.is_multiple_of(2) { FailureKind::Refused } else { FailureKind::NotFound };
            self.later(0.05, event(Err(Failure::new(kind))));
        } else {
            self.presence((), event);
        }
    }

    pub(super) fn answer<T>(&mut self, weather: Weather, value: T, event: impl FnOnce(Result<T, Failure>) -> Event) {
        let (seconds, result) = match weather {
            Weather::Fair | Weather::Refusing => (0.05, Ok(value)),
            Weather::Slow => (7.0, Ok(value)),
            Weather::Down => (1.0, Err(Failure::new(FailureKind::Unreachable))),
            Weather::Deaf => (10.0, Err(Failure::new(FailureKind::Unreachable))),
            Weather::Throttling => (0.0, Err(Failure::new(FailureKind::Throttled).with_retry_after(Some(SILENCE)))),
            Weather::Unauthorized => (0.05, Err(Failure::new(FailureKind::Unauthorized))),
            Weather::Forbidden => (0.05, Err(Failure::new(FailureKind::Forbidden))),
        };
        self.later(seconds, event(result));
    }

    pub(super) fn later(&mut self, seconds: f64, event: Event) {
        self.answered += 1;
        self.answers.insert((self.clock + Duration::from_secs_f64(seconds), self.answered), event);
    }

    /// Whether a write reaches Teams in this weather, whatever its answer.
    pub(super) fn is_heard(&self) -> bool {
        matches!(self.microsoft, Weather::Fair | Weather::Slow | Weather::Deaf)
    }
}
