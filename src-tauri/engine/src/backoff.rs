//! How long to wait, given how often it failed and what the service asked for.

use crate::{event::Failure, outbox::Outbox};
use std::time::Duration;

/// Full jitter over one second doubled with every failure, at most a minute; `Retry-After` is a floor.
pub(crate) fn delay(failures: u32, failure: &Failure, out: &mut Outbox) -> Duration {
    let most = Duration::from_secs(1 << failures.clamp(1, 7).saturating_sub(1)).min(Duration::from_secs(60));
    let wait = out.up_to(most).max(Duration::from_millis(200));
    failure.retry_after.map_or(wait, |asked| asked.max(wait))
}

/// The steps in which a live stream is opened again: quickly at first, because a server closes streams in good health too.
pub(crate) fn reopening(failures: u32, failure: &Failure, out: &mut Outbox) -> Duration {
    const STEPS: [u64; 6] = [1, 2, 5, 10, 30, 60];
    let step = STEPS[usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX).min(STEPS.len() - 1)];
    let wait = out.up_to(Duration::from_secs(step)).max(Duration::from_millis(200));
    failure.retry_after.map_or(wait, |asked| asked.max(wait))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::FailureKind;

    #[test]
    fn the_wait_grows_to_a_minute_and_never_undercuts_the_service() {
        let mut out = Outbox::new(1);
        let failure = Failure::new(FailureKind::Server);
        let longest = |failures, out: &mut Outbox| (0..200).map(|_| delay(failures, &failure, out)).max().unwrap();
        assert!(longest(1, &mut out) <= Duration::from_secs(1));
        let late = longest(30, &mut out);
        assert!(late > Duration::from_secs(45) && late <= Duration::from_secs(60), "{late:?}");

        let asked = failure.with_retry_after(Some(Duration::from_secs(100)));
        assert_eq!(delay(1, &asked, &mut out), Duration::from_secs(100));
    }
}
