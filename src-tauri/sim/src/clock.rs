//! The simulated time: one start instant, driven by tokio's clock, so that a test can pause and advance it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// What both simulated vendors call "now". Clones share the same start.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start_utc_ms: i64,
    started: Instant,
}

impl Clock {
    /// `start` is the wall-clock time that the simulation begins at.
    /// Create it inside the runtime whose (perhaps paused) time shall drive it.
    pub fn new(start: SystemTime) -> Self {
        let start_utc_ms = start
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or_default();
        Self { start_utc_ms, started: Instant::now() }
    }

    /// Time since the simulation began.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Milliseconds since the Unix epoch.
    pub fn utc_ms(&self) -> i64 {
        self.start_utc_ms.saturating_add(i64::try_from(self.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    /// Whole seconds since the Unix epoch, the unit of `exp` and `iat` in a JWT.
    pub fn utc_seconds(&self) -> i64 {
        self.utc_ms().div_euclid(1000)
    }

    /// The moment that comes so much later.
    pub fn timestamp(&self, later: Duration) -> jiff::Timestamp {
        let ms = self.utc_ms().saturating_add(i64::try_from(later.as_millis()).unwrap_or(i64::MAX));
        jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The same in the form of the `Date` header, which knows whole seconds only.
    pub fn http_date(&self, later: Duration) -> String {
        self.timestamp(later).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    /// The tokio instant at which `elapsed()` will have the given value.
    pub fn instant_at(&self, elapsed: Duration) -> Instant {
        self.started + elapsed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_clock_follows_the_paused_time_of_tokio() {
        let clock = Clock::new(UNIX_EPOCH + Duration::from_millis(1_700_000_000_500));
        tokio::time::advance(Duration::from_millis(1_250)).await;
        assert_eq!(clock.elapsed(), Duration::from_millis(1_250));
        assert_eq!(clock.utc_ms(), 1_700_000_001_750);
        assert_eq!(clock.utc_seconds(), 1_700_000_001);
        assert_eq!(clock.http_date(Duration::from_secs(60)), "Tue, 14 Nov 2023 22:14:21 GMT");
    }
}
