//! Keeps every request about presence under Microsoft's limit, in every window of thirty seconds.

use crate::{
    Now, Utc, backoff,
    event::{Failure, FailureKind},
    outbox::Outbox,
    rules::kept_presence_limit,
};
use std::{collections::VecDeque, time::Duration};

/// Microsoft counts requests in any thirty seconds; the half second more pays for the way to its clock.
const WINDOW: Duration = Duration::from_millis(30_500);

/// Even a service under pressure is asked for this many in a window.
const LEAST: usize = 5;

pub(crate) struct Budget {
    limit: usize,
    /// What the service lets through at present, where that is less: halved by a refusal, grown by success.
    ceiling: usize,
    /// Refusals in a row.
    strain: u32,
    /// What Microsoft publishes. The tenth that is not used pays for runs that ended without telling what they had sent.
    published_limit: usize,
    careful_until: Duration,
    sent: VecDeque<Duration>,
    /// Nothing is sent before this moment: a service said so.
    not_before: Duration,
}

impl Budget {
    /// `published_limit` is Microsoft's; nine tenths of it are used.
    pub(crate) fn new(published_limit: u32) -> Self {
        let mut budget = Self {
            limit: 1,
            ceiling: usize::MAX,
            strain: 0,
            published_limit: 1,
            careful_until: Duration::ZERO,
            sent: VecDeque::new(),
            not_before: Duration::ZERO,
        };
        budget.set_limit(published_limit);
        budget
    }

    pub(crate) fn set_limit(&mut self, published_limit: u32) {
        self.published_limit = usize::try_from(published_limit).unwrap_or(usize::MAX);
        self.limit = usize::try_from(kept_presence_limit(published_limit)).unwrap_or(usize::MAX);
    }

    /// Whether what an earlier run sent then may still be counted; after a clock was set back, that is assumed.
    pub(crate) fn still_counts(sent: Utc, now: Now) -> bool {
        let until = Now { utc: sent, ..now }.utc_in(WINDOW);
        now.utc < until
    }

    /// An earlier run may have used its budget a moment ago.
    ///
    /// For one window only the tenth is used, and it comes little by little: however many runs end soon after one
    /// another, they use it once together.
    pub(crate) fn start_carefully(&mut self, now: Duration) {
        self.careful_until = now + WINDOW;
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

    /// Counts a request that is too seldom to wait for its turn.
    pub(crate) fn charge(&mut self, now: Duration) {
        self.sent.push_back(now);
    }

    /// When the next request may be sent; `now` or earlier means at once.
    pub(crate) fn free_at(&mut self, now: Duration) -> Duration {
        while self.sent.front().is_some_and(|sent| *sent + WINDOW <= now) {
            self.sent.pop_front();
        }
        let window = if now < self.careful_until {
            self.careful_turn()
        } else {
            let over = self.sent.len().checked_sub(self.limit.min(self.ceiling));
            over.and_then(|over| self.sent.get(over)).map_or(Duration::ZERO, |sent| *sent + WINDOW)
        };
        window.max(self.not_before)
    }

    /// When the tenth that pays for earlier runs has grown by one more request than were sent.
    fn careful_turn(&self) -> Duration {
        let tenth = u32::try_from(self.published_limit - self.limit).unwrap_or(u32::MAX).max(1);
        let next = u32::try_from(self.sent.len()).unwrap_or(u32::MAX).saturating_add(1);
        let grown = (WINDOW / tenth).saturating_mul(next);
        (self.careful_until.saturating_sub(WINDOW) + grown).min(self.careful_until)
    }

    /// Everybody is silent for as long as the service asks, or as seems wise after a refusal for too many requests.
    pub(crate) fn heed(&mut self, failure: &Failure, now: Duration, out: &mut Outbox) {
        let is_throttled = failure.kind == FailureKind::Throttled;
        // Requests that were under way together are refused together; they count once.
        if is_throttled && self.not_before <= now {
            self.strain += 1;
            self.ceiling = (self.sent.len() / 2).clamp(LEAST, self.limit.max(LEAST));
        }
        let silence = match failure.retry_after {
            Some(asked) => asked,
            None if is_throttled => backoff::delay(self.strain + 2, failure, out),
            None => return,
        };
        self.not_before = self.not_before.max(now + silence);
    }

    /// A request was let through.
    pub(crate) fn succeeded(&mut self) {
        self.strain = 0;
        self.ceiling = self.ceiling.saturating_add(1);
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
    fn runs_in_a_row_share_one_window() {
        let mut first = Budget::new(100);
        let before = (0..200).filter(|_| first.take(second(29))).count();
        let after = |run: &mut Budget, seconds: std::ops::Range<u64>| {
            seconds.map(|at| (0..200).filter(|_| run.take(second(at))).count()).sum::<usize>()
        };
        let mut short = Budget::new(100);
        short.start_carefully(second(30));
        let in_short = after(&mut short, 30..44);
        let mut next = Budget::new(100);
        next.start_carefully(second(44));
        let in_next = after(&mut next, 44..59);
        assert_eq!((before, in_short, in_next), (90, 4, 4));
        assert!(after(&mut next, 75..76) >= 80, "later it is as ever");
    }

    #[test]
    fn silence_is_kept_until_its_end() {
        for kind in [FailureKind::Throttled, FailureKind::Server] {
            let mut budget = Budget::new(100);
            let failure = Failure::new(kind).with_retry_after(Some(second(7)));
            budget.heed(&failure, second(0), &mut Outbox::new(1));
            assert!(!budget.take(second(6)), "{kind:?}");
            assert_eq!(budget.free_at(second(6)), second(7));
            assert!(budget.take(second(7)));
        }
    }

    #[test]
    fn a_fault_that_asks_for_nothing_silences_nobody() {
        let mut budget = Budget::new(100);
        budget.heed(&Failure::new(FailureKind::Server), second(0), &mut Outbox::new(1));
        assert!(budget.take(second(0)));
    }
}
