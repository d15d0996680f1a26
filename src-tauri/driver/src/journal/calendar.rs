//! What day it is for whoever deletes by age: a clock that jumps ahead for a moment must not empty the journal.

use engine::names::Utc;
use std::time::{Duration, Instant};

/// So much more than the time that passed is no jump.
const TOLERANCE: Duration = Duration::from_secs(10 * 60);
/// A jump ahead that lasts so long is believed: the computer slept, or its clock was set right.
const DOUBTED: Duration = Duration::from_secs(3_600);

/// Remembers what both clocks said when they were believed last.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    believed: Option<(Instant, Utc)>,
    doubted_since: Option<Instant>,
}

impl Calendar {
    /// The wall clock, or what it would say if it had not jumped ahead.
    pub(super) fn believed(&mut self, now: Instant, wall: Utc) -> Utc {
        if let Some((at, utc)) = self.believed {
            let expected = later(utc, now.saturating_duration_since(at));
            let since = *self.doubted_since.get_or_insert(now);
            let has_jumped = wall > later(expected, TOLERANCE);
            if has_jumped && now.saturating_duration_since(since) < DOUBTED {
                return expected;
            }
        }
        self.doubted_since = None;
        self.believed = Some((now, wall));
        wall
    }
}

fn later(utc: Utc, by: Duration) -> Utc {
    Utc(utc.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: i64 = 365 * 24 * 3_600_000;

    #[test]
    fn a_clock_that_jumps_ahead_is_believed_when_it_stays_there() {
        let start = Instant::now();
        let mut calendar = Calendar::default();
        let mut ask =
            |minutes: u64, wall: i64| calendar.believed(start + Duration::from_secs(minutes * 60), Utc(wall)).0;
        let minute = 60_000;
        assert_eq!(ask(0, 0), 0);
        assert_eq!(ask(5, 6 * minute), 6 * minute, "clocks are set by a little");
        assert_eq!(ask(10, YEAR), 11 * minute);
        assert_eq!(ask(15, 15 * minute), 15 * minute, "the glitch is over");
        assert_eq!(ask(20, YEAR), 20 * minute);
        assert_eq!(ask(75, YEAR + 55 * minute), 75 * minute);
        assert_eq!(ask(80, YEAR + 60 * minute), YEAR + 60 * minute, "it is no glitch");
        assert_eq!(ask(85, 85 * minute), 85 * minute, "back at once: that deletes nothing");
    }
}
