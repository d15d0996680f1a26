//! The presence budget of Graph: so many requests in any 30 seconds, and patience after a refusal.

use std::{collections::VecDeque, time::Duration};

const WINDOW: Duration = Duration::from_secs(30);
/// What Microsoft publishes; more than this is the client's fault whatever the knob says.
const PUBLISHED_LIMIT: usize = 1_500;
/// Requests that were already on their way when the refusal was answered are no knocking.
const ON_THE_WAY: Duration = Duration::from_secs(1);

/// Counts requests of the one application in the one tenant; refused requests count too.
#[derive(Default)]
pub(crate) struct Throttle {
    arrivals: VecDeque<Duration>,
    /// When the last refusal was answered, and until when it asked to wait.
    refused: Option<(Duration, Duration)>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Admitted,
    /// Wait so long.
    Refused(Duration),
}

/// What was wrong with the timing of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Impatience {
    OverPublishedLimit,
    BeforeRetryAfter,
}

impl Throttle {
    pub(crate) fn request(&mut self, now: Duration, limit: u32) -> (Verdict, Option<Impatience>) {
        while self.arrivals.front().is_some_and(|arrival| *arrival + WINDOW <= now) {
            self.arrivals.pop_front();
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX).max(1);
        let knocked = self.refused.is_some_and(|(answered, until)| answered + ON_THE_WAY < now && now < until);
        let admitted = self.arrivals.len() < limit;
        self.arrivals.push_back(now);
        let over_published = self.arrivals.len() > PUBLISHED_LIMIT && limit <= PUBLISHED_LIMIT;
        let impatience = match (knocked, over_published) {
            (true, _) => Some(Impatience::BeforeRetryAfter),
            (false, true) => Some(Impatience::OverPublishedLimit),
            (false, false) => None,
        };
        if admitted {
            return (Verdict::Admitted, impatience);
        }
        // A place is free when fewer than `limit` arrivals are left in the window.
        let leaves = self.arrivals.get(self.arrivals.len() - limit).copied().unwrap_or(now) + WINDOW;
        let wait = Duration::from_secs(leaves.saturating_sub(now).as_millis().div_ceil(1_000).try_into().unwrap_or(30));
        let since = self.refused.filter(|(_, until)| now < *until).map_or(now, |(answered, _)| answered);
        self.refused = Some((since, now + wait));
        (Verdict::Refused(wait), impatience)
    }

    /// Called when the refusal named no time: there is nothing that could be ignored.
    pub(crate) fn named_no_time(&mut self) {
        self.refused = None;
    }

    /// Requests in the present window.
    pub(crate) fn in_window(&self, now: Duration) -> usize {
        self.arrivals.iter().filter(|arrival| **arrival + WINDOW > now).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(100_000 + ms)
    }

    #[test]
    fn the_request_over_the_limit_is_told_when_a_place_is_free() {
        let mut throttle = Throttle::default();
        assert_eq!(throttle.request(at(0), 2), (Verdict::Admitted, None));
        assert_eq!(throttle.request(at(10_000), 2), (Verdict::Admitted, None));
        // The refused request takes a place itself, so the second of the three has to leave.
        assert_eq!(throttle.request(at(20_000), 2), (Verdict::Refused(Duration::from_secs(20)), None));
        assert_eq!(throttle.request(at(40_000), 2), (Verdict::Admitted, None));
    }

    #[test]
    fn knocking_before_the_wait_is_over_is_noticed_but_not_what_was_on_its_way() {
        let mut throttle = Throttle::default();
        throttle.request(at(0), 1);
        throttle.request(at(1), 1);
        assert_eq!(throttle.request(at(500), 1).1, None);
        assert_eq!(throttle.request(at(5_000), 1).1, Some(Impatience::BeforeRetryAfter));
    }

    #[test]
    fn the_published_limit_is_a_sliding_window_of_thirty_seconds() {
        let mut throttle = Throttle::default();
        for _ in 0..1_500 {
            assert_eq!(throttle.request(at(0), 1_500), (Verdict::Admitted, None));
        }
        let (verdict, impatience) = throttle.request(at(29_999), 1_500);
        assert_eq!(verdict, Verdict::Refused(Duration::from_secs(1)));
        assert_eq!(impatience, Some(Impatience::OverPublishedLimit));
        assert_eq!(throttle.request(at(31_000), 1_500).0, Verdict::Admitted);
    }
}
