//! Keeps every request about presence under Microsoft's limit, in every window of thirty seconds.

use std::{collections::VecDeque, time::Duration};

/// Microsoft counts requests in any thirty seconds; the half second more pays for the way to its clock.
const WINDOW: Duration = Duration::from_millis(30_500);

pub(crate) struct Budget {
    limit: usize,
    sent: VecDeque<Duration>,
    /// Nothing is sent before this moment: a service said so.
    not_before: Duration,
}

impl Budget {
    /// `published_limit` is Microsoft's; nine tenths of it are used.
    pub(crate) fn new(published_limit: u32) -> Self {
        let mut budget = Self { limit: 1, sent: VecDeque::new(), not_before: Duration::ZERO };
        budget.set_limit(published_limit);
        budget
    }

    pub(crate) fn set_limit(&mut self, published_limit: u32) {
        self.limit = usize::try_from(published_limit).unwrap_or(usize::MAX).saturating_mul(9) / 10;
        self.limit = self.limit.max(1);
    }

    /// How many requests fit into a window.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Takes one request out of the budget, if there is one.
    pub(crate) fn take(&mut self, now: Duration) -> bool {
        if self.free_at(now) > now {
            return false;
        }
        self.sent.push_back(now);
        true
    }

    /// When the next request may be sent; `now` or earlier means at once.
    pub(crate) fn free_at(&mut self, now: Duration) -> Duration {
        while self.sent.front().is_some_and(|sent| *sent + WINDOW <= now) {
            self.sent.pop_front();
        }
        let window = match self.sent.len().checked_sub(self.limit) {
            None => Duration::ZERO,
            Some(over) => self.sent.get(over).map_or(Duration::ZERO, |sent| *sent + WINDOW),
        };
        window.max(self.not_before)
    }

    /// The service asked for silence, or a refusal suggests it.
    pub(crate) fn hold_until(&mut self, moment: Duration) {
        self.not_before = self.not_before.max(moment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn nine_tenths_of_the_limit_fit_into_any_window() {
        let mut budget = Budget::new(10);
        let mut sent = Vec::new();
        for tenth in 0..3_000 {
            let now = Duration::from_millis(tenth * 100);
            while budget.take(now) {
                sent.push(now);
            }
        }
        for start in &sent {
            let within = sent.iter().filter(|moment| *moment >= start && **moment < *start + second(30)).count();
            assert!(within <= 9, "{within} requests in the window from {start:?}");
        }
        assert!(sent.len() >= 9 * 9, "the budget is used, not only kept: {}", sent.len());
    }

    #[test]
    fn silence_is_kept_until_its_end() {
        let mut budget = Budget::new(100);
        budget.hold_until(second(7));
        assert!(!budget.take(second(6)));
        assert_eq!(budget.free_at(second(6)), second(7));
        assert!(budget.take(second(7)));
    }
}
