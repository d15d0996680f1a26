//! What time it is, on a clock that never jumps and on the one that people read.

use engine::{Now, Utc};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::Instant;

/// The system's clock running ahead of ours by more than this means that the computer slept.
const SLEEP_NOTICED: i64 = 30_000;

/// Clones tell the same time.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    started: Instant,
    started_utc: i64,
    wall: Wall,
    sleep: Mutex<Sleep>,
    /// As it was told last.
    zone_minutes: Mutex<Option<i32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wall {
    System,
    /// Begins with the system's time and then advances as tokio's clock does, also where that is paused.
    FollowsTokio,
}

#[derive(Debug)]
struct Sleep {
    /// Slept through so far: tokio's clock stands still meanwhile on most systems.
    total: Duration,
    /// Milliseconds from our monotonic clock to the system's, when they were last compared.
    offset: i64,
}

impl Clock {
    pub fn system() -> Self {
        Self::new(Wall::System)
    }

    /// For tests in virtual time.
    pub fn following_tokio() -> Self {
        Self::new(Wall::FollowsTokio)
    }

    /// `mono` counts from the making of this clock.
    pub fn now(&self) -> Now {
        let mono = self.0.started.elapsed() + self.slept();
        let utc = match self.0.wall {
            Wall::System => system_utc(),
            Wall::FollowsTokio => self.0.started_utc + millis(mono),
        };
        Now { mono, utc: Utc(utc) }
    }

    /// The moment of tokio's clock at which `mono` will be reached, if the computer does not sleep before.
    pub(crate) fn instant_of(&self, mono: Duration) -> Instant {
        self.0.started + mono.saturating_sub(self.slept())
    }

    /// Whether time may pass that nobody waited for. Then nobody sleeps through it either.
    pub(crate) fn is_virtual(&self) -> bool {
        self.0.wall == Wall::FollowsTokio
    }

    /// How long the computer slept since the last call, where it did.
    ///
    /// A clock that somebody put forward looks the same. Reading everything afresh is right then too.
    pub(crate) fn notice_sleep(&self) -> Option<Duration> {
        match self.0.wall {
            Wall::System => self.compare_with(system_utc()),
            Wall::FollowsTokio => None,
        }
    }

    /// What the local time is ahead of UTC, where that is different from the last call. In virtual time it is nothing.
    pub(crate) fn notice_zone(&self) -> Option<i32> {
        let minutes = match self.0.wall {
            Wall::System => jiff::tz::TimeZone::system().to_offset(jiff::Timestamp::now()).seconds() / 60,
            Wall::FollowsTokio => 0,
        };
        let former = self.0.zone_minutes.lock().unwrap_or_else(PoisonError::into_inner).replace(minutes);
        (former != Some(minutes)).then_some(minutes)
    }

    fn compare_with(&self, utc: i64) -> Option<Duration> {
        let mut sleep = self.0.sleep.lock().unwrap_or_else(PoisonError::into_inner);
        let mono = self.0.started.elapsed() + sleep.total;
        let offset = utc - millis(mono);
        let jump = offset - sleep.offset;
        if jump <= SLEEP_NOTICED {
            // Small corrections, and steps back, are the new normal.
            sleep.offset = offset;
            return None;
        }
        let slept = Duration::from_millis(jump.unsigned_abs());
        sleep.total += slept;
        Some(slept)
    }

    fn new(wall: Wall) -> Self {
        let started_utc = system_utc();
        let sleep = Mutex::new(Sleep { total: Duration::ZERO, offset: started_utc });
        Self(Arc::new(Inner { started: Instant::now(), started_utc, wall, sleep, zone_minutes: Mutex::default() }))
    }

    fn slept(&self) -> Duration {
        self.0.sleep.lock().unwrap_or_else(PoisonError::into_inner).total
    }
}

fn system_utc() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map(millis).unwrap_or_default()
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn both_clocks_follow_the_virtual_time_of_a_test() {
        let clock = Clock::following_tokio();
        let before = clock.now();
        tokio::time::advance(Duration::from_secs(3_600)).await;
        let after = clock.now();
        assert_eq!(after.mono - before.mono, Duration::from_secs(3_600));
        assert_eq!(after.utc.0 - before.utc.0, 3_600_000);
        assert_eq!(clock.notice_sleep(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_computer_that_slept_is_noticed_once_and_the_sleep_counts() {
        let clock = Clock::system();
        let woke = clock.0.started_utc + 600_000;
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(clock.compare_with(woke), Some(Duration::from_secs(540)));
        assert_eq!(clock.compare_with(woke), None);
        assert_eq!(clock.now().mono, Duration::from_secs(600));
        assert_eq!(clock.instant_of(Duration::from_secs(601)), Instant::now() + Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_is_put_back_is_not_a_sleep_and_small_steps_do_not_add_up() {
        let clock = Clock::system();
        let start = clock.0.started_utc;
        assert_eq!(clock.compare_with(start - 7_200_000), None);
        assert_eq!(clock.compare_with(start - 7_200_000 + 29_000), None);
        assert_eq!(clock.compare_with(start - 7_200_000 + 58_000), None);
        assert_eq!(clock.now().mono, Duration::ZERO);
    }
}
