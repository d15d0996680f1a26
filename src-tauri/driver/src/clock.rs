//! What time it is, on a clock that never jumps and on the one that people read.

use engine::{Now, Utc};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::Instant;

/// A shorter sleep leaves connections and states as they were.
const SLEEP_NOTICED: Duration = Duration::from_secs(30);

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
    /// Slept through so far, where tokio's clock stood still meanwhile.
    total: Duration,
    /// What the system said of it at the start, and when it was last looked.
    before: Duration,
    looked: Instant,
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

    /// How long the computer slept since the last call, where it did. It is to be called every few seconds.
    ///
    /// The time of day says nothing about it: somebody may have put that clock forward.
    pub(crate) fn notice_sleep(&self) -> Option<Duration> {
        match self.0.wall {
            Wall::System => self.compare_with(suspended()),
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

    /// `suspended` since the computer was started, by a clock that goes on meanwhile.
    fn compare_with(&self, suspended: Duration) -> Option<Duration> {
        let mut sleep = self.0.sleep.lock().unwrap_or_else(PoisonError::into_inner);
        let total = suspended.saturating_sub(sleep.before);
        let slept = total.saturating_sub(sleep.total);
        sleep.total = sleep.total.max(total);
        // Where tokio's clock goes on meanwhile, nobody has looked for a long time.
        let away = std::mem::replace(&mut sleep.looked, Instant::now()).elapsed();
        let slept = slept.max(away);
        (slept > SLEEP_NOTICED).then_some(slept)
    }

    fn new(wall: Wall) -> Self {
        let started_utc = system_utc();
        let started = Instant::now();
        let sleep = Mutex::new(Sleep { total: Duration::ZERO, before: suspended(), looked: started });
        Self(Arc::new(Inner { started, started_utc, wall, sleep, zone_minutes: Mutex::default() }))
    }

    fn slept(&self) -> Duration {
        self.0.sleep.lock().unwrap_or_else(PoisonError::into_inner).total
    }
}

/// How long the computer was suspended since it was started. Nothing where tokio's clock, [`Instant`], counts that itself.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn suspended() -> Duration {
    use nix::time::ClockId;
    #[cfg(target_os = "linux")]
    let (going_on, standing_still) = (ClockId::CLOCK_BOOTTIME, ClockId::CLOCK_MONOTONIC);
    #[cfg(target_vendor = "apple")]
    let (going_on, standing_still) = (ClockId::CLOCK_MONOTONIC, ClockId::from_raw(nix::libc::CLOCK_UPTIME_RAW));
    let now = |clock: ClockId| clock.now().map(Duration::from).unwrap_or_default();
    now(going_on).saturating_sub(now(standing_still))
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn suspended() -> Duration {
    Duration::ZERO
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
        let before = clock.0.sleep.lock().unwrap().before;
        tokio::time::advance(Duration::from_secs(5)).await;
        let woke = before + Duration::from_secs(540);
        assert_eq!(clock.compare_with(woke), Some(Duration::from_secs(540)));
        assert_eq!(clock.compare_with(woke), None);
        assert_eq!(clock.now().mono, Duration::from_secs(545));
        assert_eq!(clock.instant_of(Duration::from_secs(546)), Instant::now() + Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn short_sleeps_count_and_are_not_noticed() {
        let clock = Clock::system();
        let before = clock.0.sleep.lock().unwrap().before;
        for slept in [20, 40, 60] {
            assert_eq!(clock.compare_with(before + Duration::from_secs(slept)), None);
        }
        assert_eq!(clock.now().mono, Duration::from_secs(60));
    }

    #[tokio::test(start_paused = true)]
    async fn a_sleep_through_which_the_clock_went_on_is_noticed_by_nobody_having_looked() {
        let clock = Clock::system();
        let before = clock.0.sleep.lock().unwrap().before;
        tokio::time::advance(Duration::from_secs(600)).await;
        assert_eq!(clock.compare_with(before), Some(Duration::from_secs(600)));
        assert_eq!(clock.compare_with(before), None);
        assert_eq!(clock.now().mono, Duration::from_secs(600));
    }
}
