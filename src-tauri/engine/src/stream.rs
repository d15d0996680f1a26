//! Keeps the live stream of line states open, watches that it lives, and asks for snapshots beside it.

use crate::{
    Attempt, Effect, backoff,
    event::{Failure, FailureKind},
    outbox::Outbox,
};
use std::time::Duration;

/// A snapshot repairs what the stream may have lost.
const SNAPSHOT_EVERY: Duration = Duration::from_secs(120);
const SNAPSHOT_AGAIN: Duration = Duration::from_secs(10);
/// Silence for this long means that the connection is dead, until the rhythm of heartbeats is known.
const PATIENCE: Duration = Duration::from_secs(90);
const LEAST_PATIENCE: Duration = Duration::from_secs(45);
/// After this much health the next loss is a first one again.
const HEALTHY: Duration = Duration::from_secs(60);
/// 403 and the like: only a person can help.
const RECHECK: Duration = Duration::from_secs(5 * 60);

#[derive(Debug)]
pub(crate) struct Stream {
    state: State,
    failures: u32,
    snapshot: Snapshot,
    /// The longest silence heard between two beats of one connection.
    longest_gap: Duration,
    /// Since when there is no live stream; `None` while there is one, and before the first.
    lost_since: Option<Duration>,
    failure: Option<Failure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Closed,
    Opening {
        attempt: Attempt,
    },
    Live {
        attempt: Attempt,
        since: Duration,
        beat: Duration,
    },
    Waiting {
        until: Duration,
    },
    /// The token was refused, or silence is to be kept: it is opened again when Cloudya may be asked.
    AwaitingAccess,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Snapshot {
    None,
    Asked { attempt: Attempt, at: Duration },
    Due { at: Duration },
}

impl Stream {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Closed,
            failures: 0,
            snapshot: Snapshot::None,
            longest_gap: Duration::ZERO,
            lost_since: None,
            failure: None,
        }
    }

    /// Opens it, if it is not open and not about to be.
    pub(crate) fn open(&mut self, now: Duration, out: &mut Outbox) {
        match self.state {
            State::Closed | State::AwaitingAccess => self.connect(now, out),
            State::Opening { .. } | State::Live { .. } | State::Waiting { .. } => {}
        }
    }

    /// Closes it for good, or to open it afresh.
    pub(crate) fn close(&mut self, out: &mut Outbox) {
        self.hang_up(out);
        *self = Self::new();
    }

    /// The computer slept: whatever looks open is not.
    pub(crate) fn reopen(&mut self, silence: Duration, now: Duration, out: &mut Outbox) {
        if self.state == State::Closed {
            return;
        }
        self.hang_up(out);
        self.lost_since.get_or_insert(now);
        if silence > now {
            self.state = State::AwaitingAccess;
        } else {
            self.connect(now, out);
        }
    }

    /// `silence`: until then Cloudya wants to be left alone.
    pub(crate) fn opened(&mut self, attempt: Attempt, silence: Duration, now: Duration, out: &mut Outbox) {
        if self.state == (State::Opening { attempt }) {
            self.state = State::Live { attempt, since: now, beat: now };
            self.ask_snapshot(silence, now, out);
        }
    }

    /// A state arrived. Gives back whether it belongs to the stream that counts: only then the stream is really back,
    /// because one that opens and breaks at once says nothing.
    pub(crate) fn heard(&mut self, attempt: Attempt, now: Duration) -> bool {
        let counts = self.beat(attempt, now);
        if counts {
            self.lost_since = None;
            self.failure = None;
        }
        counts
    }

    /// Bytes arrived. Gives back whether they belong to the stream that counts.
    pub(crate) fn beat(&mut self, attempt: Attempt, now: Duration) -> bool {
        match &mut self.state {
            State::Live { attempt: live, beat, .. } if *live == attempt => {
                self.longest_gap = self.longest_gap.max(now.saturating_sub(*beat));
                *beat = now;
                true
            }
            State::Live { .. }
            | State::Closed
            | State::Opening { .. }
            | State::Waiting { .. }
            | State::AwaitingAccess => false,
        }
    }

    /// Gives back whether the token is to blame.
    pub(crate) fn lost(&mut self, attempt: Attempt, failure: Failure, now: Duration, out: &mut Outbox) -> bool {
        let health = match self.state {
            State::Opening { attempt: current } if current == attempt => Duration::ZERO,
            State::Live { attempt: current, since, .. } if current == attempt => now - since,
            State::Opening { .. }
            | State::Live { .. }
            | State::Closed
            | State::Waiting { .. }
            | State::AwaitingAccess => return false,
        };
        self.failures = if health >= HEALTHY { 1 } else { self.failures + 1 };
        self.lost_since.get_or_insert(now);
        // A snapshot that is on its way is as true as it would have been.
        if let Snapshot::Due { .. } = self.snapshot {
            self.snapshot = Snapshot::None;
        }
        let token_is_to_blame = failure.kind == FailureKind::Unauthorized;
        self.state = if token_is_to_blame {
            State::AwaitingAccess
        } else if failure.is_transient() {
            State::Waiting { until: now + backoff::reopening(self.failures, &failure, out) }
        } else {
            State::Waiting { until: now + RECHECK }
        };
        self.failure = Some(failure);
        token_is_to_blame
    }

    /// The token that was refused is as fresh as it can be: another one would be refused as well.
    pub(crate) fn refused(&mut self, now: Duration, out: &mut Outbox) {
        if let (State::AwaitingAccess, Some(failure)) = (self.state, &self.failure) {
            self.state = State::Waiting { until: now + backoff::reopening(self.failures, failure, out) };
        }
    }

    /// Gives back when the snapshot was asked for, if it is the one that is waited for.
    pub(crate) fn snapshot_answered(
        &mut self,
        attempt: Attempt,
        failure: Option<&Failure>,
        now: Duration,
    ) -> Option<Duration> {
        let Snapshot::Asked { attempt: asked, at } = self.snapshot else { return None };
        if asked != attempt {
            return None;
        }
        let next = match failure {
            None => {
                // Everything is known as of now, which is what the grace time counts from.
                let is_live = self.is_live();
                self.lost_since = self.lost_since.filter(|_| !is_live).map(|_| now);
                SNAPSHOT_EVERY
            }
            // Another token may be accepted.
            Some(failure) if failure.is_transient() || failure.kind == FailureKind::Unauthorized => SNAPSHOT_AGAIN,
            Some(_) => RECHECK,
        };
        self.snapshot = Snapshot::Due { at: now + next };
        Some(at)
    }

    /// `token`: whether there is one to connect with. `silence`: until then Cloudya wants to be left alone.
    pub(crate) fn handle_timeout(&mut self, token: TokenState, silence: Duration, now: Duration, out: &mut Outbox) {
        if let State::Live { attempt, beat, .. } = self.state
            && beat + self.patience() <= now
        {
            tracing::warn!(silence = ?(now - beat), "the live stream is silent and is opened again");
            self.hang_up(out);
            self.lost(attempt, Failure::new(FailureKind::Unreachable), now, out);
        }
        match self.state {
            State::Waiting { until } if until <= now => match token {
                TokenState::Usable if silence <= now => self.connect(now, out),
                TokenState::Usable | TokenState::Missing => self.state = State::AwaitingAccess,
            },
            State::Closed
            | State::Opening { .. }
            | State::Live { .. }
            | State::Waiting { .. }
            | State::AwaitingAccess => {}
        }
        if let (State::Live { .. }, Snapshot::Due { at }) = (self.state, self.snapshot)
            && at <= now
        {
            self.ask_snapshot(silence, now, out);
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Duration> {
        match self.state {
            State::Waiting { until } => Some(until),
            State::Live { beat, .. } => {
                let silence = beat + self.patience();
                match self.snapshot {
                    Snapshot::Due { at } => Some(silence.min(at)),
                    Snapshot::None | Snapshot::Asked { .. } => Some(silence),
                }
            }
            State::Closed | State::Opening { .. } | State::AwaitingAccess => None,
        }
    }

    pub(crate) fn is_live(&self) -> bool {
        matches!(self.state, State::Live { .. })
    }

    pub(crate) fn lost_since(&self) -> Option<Duration> {
        self.lost_since
    }

    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    fn connect(&mut self, now: Duration, out: &mut Outbox) {
        let attempt = out.attempt();
        self.state = State::Opening { attempt };
        self.snapshot = Snapshot::None;
        if self.failures > 0 {
            self.lost_since.get_or_insert(now);
        }
        out.emit(Effect::OpenStream { attempt });
    }

    fn hang_up(&mut self, out: &mut Outbox) {
        match self.state {
            State::Opening { attempt } | State::Live { attempt, .. } => out.emit(Effect::CloseStream { attempt }),
            State::Closed | State::Waiting { .. } | State::AwaitingAccess => {}
        }
    }

    fn ask_snapshot(&mut self, silence: Duration, now: Duration, out: &mut Outbox) {
        if silence > now {
            self.snapshot = Snapshot::Due { at: silence };
            return;
        }
        let attempt = out.attempt();
        self.snapshot = Snapshot::Asked { attempt, at: now };
        out.emit(Effect::ReadSnapshot { attempt });
    }

    /// Three times the longest silence of healthy times.
    fn patience(&self) -> Duration {
        if self.longest_gap.is_zero() { PATIENCE } else { (self.longest_gap * 3).clamp(LEAST_PATIENCE, PATIENCE * 2) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenState {
    Usable,
    Missing,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No silence to keep.
    const NONE: Duration = Duration::ZERO;

    fn now(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn names(out: &mut Outbox) -> Vec<String> {
        std::iter::from_fn(|| out.take()).map(|effect| effect.name().to_owned()).collect()
    }

    fn live(out: &mut Outbox) -> Stream {
        let mut stream = Stream::new();
        stream.open(now(0), out);
        stream.opened(Attempt(1), NONE, now(0), out);
        stream
    }

    #[test]
    fn a_silent_stream_is_opened_again() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert_eq!(names(&mut out), ["OpenStream", "ReadSnapshot"]);
        stream.handle_timeout(TokenState::Usable, NONE, now(89), &mut out);
        assert!(stream.is_live());
        stream.handle_timeout(TokenState::Usable, NONE, now(90), &mut out);
        assert_eq!(stream.lost_since(), Some(now(90)));
        stream.handle_timeout(TokenState::Usable, NONE, now(92), &mut out);
        assert_eq!(names(&mut out), ["CloseStream", "OpenStream"]);
    }

    #[test]
    fn a_snapshot_is_repeated_every_two_minutes_while_there_are_beats() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert_eq!(stream.snapshot_answered(Attempt(2), None, now(1)), Some(now(0)));
        names(&mut out);
        for second in (0..=121).step_by(15) {
            stream.beat(Attempt(1), now(second));
        }
        stream.handle_timeout(TokenState::Usable, NONE, now(121), &mut out);
        assert_eq!(names(&mut out), ["ReadSnapshot"]);
    }

    #[test]
    fn a_late_loss_of_an_earlier_connection_is_ignored() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        stream.reopen(NONE, now(5), &mut out);
        stream.lost(Attempt(1), Failure::new(FailureKind::Unreachable), now(6), &mut out);
        assert_eq!(names(&mut out), ["OpenStream", "ReadSnapshot", "CloseStream", "OpenStream"]);
        assert!(matches!(stream.state, State::Opening { .. }));
    }

    #[test]
    fn a_stream_that_opens_and_breaks_is_not_back_and_its_snapshot_counts() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert!(stream.heard(Attempt(1), now(1)));
        assert_eq!(stream.lost_since(), None);
        stream.lost(Attempt(1), Failure::new(FailureKind::Unreachable), now(2), &mut out);
        assert_eq!(stream.snapshot_answered(Attempt(2), None, now(3)), Some(now(0)));
        assert_eq!(stream.lost_since(), Some(now(3)), "what was known then is known for the grace time");
        stream.handle_timeout(TokenState::Usable, NONE, now(10), &mut out);
        stream.opened(Attempt(3), NONE, now(10), &mut out);
        assert_eq!(stream.lost_since(), Some(now(3)), "nothing was said yet");
        stream.lost(Attempt(3), Failure::new(FailureKind::Unreachable), now(10), &mut out);
        assert_eq!(stream.lost_since(), Some(now(3)));
    }

    #[test]
    fn a_fresh_token_that_is_refused_is_not_tried_again_at_once() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        names(&mut out);
        assert!(stream.lost(Attempt(1), Failure::new(FailureKind::Unauthorized), now(6), &mut out));
        stream.refused(now(6), &mut out);
        stream.open(now(6), &mut out);
        assert_eq!(names(&mut out), Vec::<String>::new());
        assert!(stream.poll_timeout().is_some_and(|due| due > now(6)));
    }

    #[test]
    fn silence_is_kept_by_the_snapshot_and_by_the_stream_until_its_end() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        let asked = Failure::new(FailureKind::Throttled).with_retry_after(Some(now(40)));
        stream.snapshot_answered(Attempt(2), Some(&asked), now(1));
        names(&mut out);
        for second in 2..41 {
            stream.beat(Attempt(1), now(second));
            stream.handle_timeout(TokenState::Usable, now(41), now(second), &mut out);
            assert!(stream.poll_timeout().is_some_and(|due| due > now(second)), "it does not go round in circles");
        }
        assert_eq!(names(&mut out), Vec::<String>::new());
        stream.handle_timeout(TokenState::Usable, now(41), now(41), &mut out);
        assert_eq!(names(&mut out), ["ReadSnapshot"]);

        stream.lost(Attempt(1), Failure::new(FailureKind::Unreachable), now(42), &mut out);
        stream.handle_timeout(TokenState::Usable, now(60), now(50), &mut out);
        assert_eq!((names(&mut out), stream.poll_timeout()), (Vec::new(), None), "the end of the silence opens it");
        stream.open(now(60), &mut out);
        assert_eq!(names(&mut out), ["OpenStream"]);
    }

    #[test]
    fn a_snapshot_that_is_forbidden_is_asked_for_again_seldom() {
        for (kind, again) in [(FailureKind::Server, 11), (FailureKind::Unauthorized, 11), (FailureKind::Forbidden, 301)]
        {
            let mut out = Outbox::new(1);
            let mut stream = live(&mut out);
            stream.snapshot_answered(Attempt(2), Some(&Failure::new(kind)), now(1));
            names(&mut out);
            for second in 2..again {
                stream.beat(Attempt(1), now(second));
                stream.handle_timeout(TokenState::Usable, NONE, now(second), &mut out);
            }
            assert_eq!(names(&mut out), Vec::<String>::new(), "{kind:?}");
            stream.handle_timeout(TokenState::Usable, NONE, now(again), &mut out);
            assert_eq!(names(&mut out), ["ReadSnapshot"], "{kind:?}");
        }
    }

    #[test]
    fn a_refused_token_waits_for_another_one() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert!(stream.lost(Attempt(1), Failure::new(FailureKind::Unauthorized), now(6), &mut out));
        assert_eq!(stream.poll_timeout(), None);
        names(&mut out);
        stream.open(now(7), &mut out);
        assert_eq!(names(&mut out), ["OpenStream"]);
    }
}
