//! Keeps the live stream of line states open, watches that it lives, and asks for snapshots beside it.

use crate::{
    Attempt, Effect, Now, backoff,
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
    /// The token was refused; it is opened again when there is another.
    AwaitingToken,
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
            State::Closed | State::AwaitingToken => self.connect(now, out),
            State::Opening { .. } | State::Live { .. } | State::Waiting { .. } => {}
        }
    }

    /// Closes it for good, or to open it afresh.
    pub(crate) fn close(&mut self, out: &mut Outbox) {
        self.hang_up(out);
        *self = Self::new();
    }

    /// The computer slept: whatever looks open is not.
    pub(crate) fn reopen(&mut self, now: Duration, out: &mut Outbox) {
        if self.state != State::Closed {
            self.hang_up(out);
            self.lost_since.get_or_insert(now);
            self.connect(now, out);
        }
    }

    pub(crate) fn opened(&mut self, attempt: Attempt, now: Duration, out: &mut Outbox) {
        if self.state == (State::Opening { attempt }) {
            self.state = State::Live { attempt, since: now, beat: now };
            self.ask_snapshot(now, out);
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
            | State::AwaitingToken => false,
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
            | State::AwaitingToken => return false,
        };
        self.failures = if health >= HEALTHY { 1 } else { self.failures + 1 };
        self.lost_since.get_or_insert(now);
        // A snapshot that is on its way is as true as it would have been.
        if let Snapshot::Due { .. } = self.snapshot {
            self.snapshot = Snapshot::None;
        }
        let token_is_to_blame = failure.kind == FailureKind::Unauthorized;
        self.state = if token_is_to_blame {
            State::AwaitingToken
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
        if let (State::AwaitingToken, Some(failure)) = (self.state, &self.failure) {
            self.state = State::Waiting { until: now + backoff::reopening(self.failures, failure, out) };
        }
    }

    /// Gives back when the snapshot was asked for, if it is the one that is waited for.
    pub(crate) fn snapshot_answered(&mut self, attempt: Attempt, worked: Worked, now: Duration) -> Option<Duration> {
        let Snapshot::Asked { attempt: asked, at } = self.snapshot else { return None };
        if asked != attempt {
            return None;
        }
        let next = match worked {
            Worked::Yes => {
                // Everything is known as of now, which is what the grace time counts from.
                let is_live = self.is_live();
                self.lost_since = self.lost_since.filter(|_| !is_live).map(|_| now);
                SNAPSHOT_EVERY
            }
            Worked::No => SNAPSHOT_AGAIN,
        };
        self.snapshot = Snapshot::Due { at: now + next };
        Some(at)
    }

    /// `usable`: whether there is a token to connect with.
    pub(crate) fn handle_timeout(&mut self, now: Now, token: TokenState, out: &mut Outbox) {
        let now = now.mono;
        if let State::Live { attempt, beat, .. } = self.state
            && beat + self.patience() <= now
        {
            tracing::warn!(silence = ?(now - beat), "the live stream is silent and is opened again");
            self.hang_up(out);
            self.lost(attempt, Failure::new(FailureKind::Unreachable), now, out);
        }
        match self.state {
            State::Waiting { until } if until <= now => match token {
                TokenState::Usable => self.connect(now, out),
                TokenState::Missing => self.state = State::AwaitingToken,
            },
            State::Closed
            | State::Opening { .. }
            | State::Live { .. }
            | State::Waiting { .. }
            | State::AwaitingToken => {}
        }
        if let (State::Live { .. }, Snapshot::Due { at }) = (self.state, self.snapshot)
            && at <= now
        {
            self.ask_snapshot(now, out);
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
            State::Closed | State::Opening { .. } | State::AwaitingToken => None,
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
            State::Closed | State::Waiting { .. } | State::AwaitingToken => {}
        }
    }

    fn ask_snapshot(&mut self, now: Duration, out: &mut Outbox) {
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
pub(crate) enum Worked {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenState {
    Usable,
    Missing,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Utc;

    fn now(seconds: u64) -> Now {
        Now { mono: Duration::from_secs(seconds), utc: Utc(0) }
    }

    fn names(out: &mut Outbox) -> Vec<String> {
        std::iter::from_fn(|| out.take()).map(|effect| effect.name().to_owned()).collect()
    }

    fn live(out: &mut Outbox) -> Stream {
        let mut stream = Stream::new();
        stream.open(now(0).mono, out);
        stream.opened(Attempt(1), now(0).mono, out);
        stream
    }

    #[test]
    fn a_silent_stream_is_opened_again() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert_eq!(names(&mut out), ["OpenStream", "ReadSnapshot"]);
        stream.handle_timeout(now(89), TokenState::Usable, &mut out);
        assert!(stream.is_live());
        stream.handle_timeout(now(90), TokenState::Usable, &mut out);
        assert_eq!(stream.lost_since(), Some(now(90).mono));
        stream.handle_timeout(now(92), TokenState::Usable, &mut out);
        assert_eq!(names(&mut out), ["CloseStream", "OpenStream"]);
    }

    #[test]
    fn a_snapshot_is_repeated_every_two_minutes_while_there_are_beats() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert_eq!(stream.snapshot_answered(Attempt(2), Worked::Yes, now(1).mono), Some(now(0).mono));
        names(&mut out);
        for second in (0..=121).step_by(15) {
            stream.beat(Attempt(1), now(second).mono);
        }
        stream.handle_timeout(now(121), TokenState::Usable, &mut out);
        assert_eq!(names(&mut out), ["ReadSnapshot"]);
    }

    #[test]
    fn a_late_loss_of_an_earlier_connection_is_ignored() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        stream.reopen(now(5).mono, &mut out);
        stream.lost(Attempt(1), Failure::new(FailureKind::Unreachable), now(6).mono, &mut out);
        assert_eq!(names(&mut out), ["OpenStream", "ReadSnapshot", "CloseStream", "OpenStream"]);
        assert!(matches!(stream.state, State::Opening { .. }));
    }

    #[test]
    fn a_stream_that_opens_and_breaks_is_not_back_and_its_snapshot_counts() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert!(stream.heard(Attempt(1), now(1).mono));
        assert_eq!(stream.lost_since(), None);
        stream.lost(Attempt(1), Failure::new(FailureKind::Unreachable), now(2).mono, &mut out);
        assert_eq!(stream.snapshot_answered(Attempt(2), Worked::Yes, now(3).mono), Some(now(0).mono));
        assert_eq!(stream.lost_since(), Some(now(3).mono), "what was known then is known for the grace time");
        stream.handle_timeout(now(10), TokenState::Usable, &mut out);
        stream.opened(Attempt(3), now(10).mono, &mut out);
        assert_eq!(stream.lost_since(), Some(now(3).mono), "nothing was said yet");
        stream.lost(Attempt(3), Failure::new(FailureKind::Unreachable), now(10).mono, &mut out);
        assert_eq!(stream.lost_since(), Some(now(3).mono));
    }

    #[test]
    fn a_fresh_token_that_is_refused_is_not_tried_again_at_once() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        names(&mut out);
        assert!(stream.lost(Attempt(1), Failure::new(FailureKind::Unauthorized), now(6).mono, &mut out));
        stream.refused(now(6).mono, &mut out);
        stream.open(now(6).mono, &mut out);
        assert_eq!(names(&mut out), Vec::<String>::new());
        assert!(stream.poll_timeout().is_some_and(|due| due > now(6).mono));
    }

    #[test]
    fn a_refused_token_waits_for_another_one() {
        let mut out = Outbox::new(1);
        let mut stream = live(&mut out);
        assert!(stream.lost(Attempt(1), Failure::new(FailureKind::Unauthorized), now(6).mono, &mut out));
        assert_eq!(stream.poll_timeout(), None);
        names(&mut out);
        stream.open(now(7).mono, &mut out);
        assert_eq!(names(&mut out), ["OpenStream"]);
    }
}
