//! Notices that somebody else writes the same application session, so that two programs do not fight.
//!
//! Teams does not say who set a presence. What tells a rival from a person's own choice is that our publication comes
//! back at once when it is written again: a choice in Teams would go on hiding it.

use crate::{UserId, person::EXPIRY, problem::Problem};
use std::{collections::VecDeque, time::Duration};

/// What is out of sight for this long is written once more before its time.
const PATIENCE: Duration = Duration::from_secs(30);
/// Somebody who returns to the usual status in just these seconds after that writing is a rare chance.
const AT_ONCE: Duration = Duration::from_secs(20);
/// So many publications that somebody took away, within this time, are no chance.
const TIMES: usize = 3;
const WITHIN: Duration = Duration::from_secs(10 * 60);
/// How long nothing is published then. Afterwards it is tried whether the other one has gone.
const TRUCE: Duration = Duration::from_secs(10 * 60);
/// A publication whose renewal had no effect ends by itself; seen this much later, nobody took it away.
const SLACK: Duration = Duration::from_secs(60);

/// Whether what we published for one person stays in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It was never seen.
    #[default]
    Nothing,
    /// It was never seen, and at `at` it was asked to be written once more.
    Repeated {
        at: Duration,
    },
    Seen,
    Lost {
        since: Duration,
    },
    /// At `retried` it was asked to be written once more, to find out why it was lost.
    Retried {
        since: Duration,
        retried: Duration,
    },
}

/// What an observation says about a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    Nothing,
    /// Write it once more.
    Retry,
    /// Somebody had taken it away, at this moment.
    TakenAway {
        since: Duration,
    },
}

impl Sight {
    /// Our publication is visible, as asked at `asked`; it was last written at `written`.
    pub(crate) fn seen(&mut self, asked: Duration, written: Duration) -> Finding {
        match std::mem::replace(self, Self::Seen) {
            Self::Retried { since, retried } if retried <= written && asked <= written + AT_ONCE => {
                Finding::TakenAway { since }
            }
            Self::Nothing | Self::Repeated { .. } | Self::Seen | Self::Lost { .. } | Self::Retried { .. } => {
                Finding::Nothing
            }
        }
    }

    /// It may still be on its way, as asked at `asked`, or have had no effect, when it was due before.
    pub(crate) fn awaited(&mut self, asked: Duration, due: Duration) -> Finding {
        if *self != Self::Nothing || asked < due {
            return Finding::Nothing;
        }
        *self = Self::Repeated { at: asked };
        Finding::Retry
    }

    /// Teams shows something else, as asked at `asked`.
    pub(crate) fn hidden(&mut self, asked: Duration) -> Finding {
        match *self {
            Self::Seen => *self = Self::Lost { since: asked },
            Self::Lost { since } if asked >= since + PATIENCE => {
                *self = Self::Retried { since, retried: asked };
                return Finding::Retry;
            }
            Self::Nothing | Self::Repeated { .. } | Self::Lost { .. } | Self::Retried { .. } => {}
        }
        Finding::Nothing
    }
}

/// Whether a publication that was last written with effect at `written` has ended by itself when it was lost.
pub(crate) fn ended_by_itself(written: Duration, lost: Duration) -> bool {
    let end = written + EXPIRY;
    end <= lost + PATIENCE && lost <= end + SLACK
}

#[derive(Default)]
pub(crate) struct Rival {
    taken_away: VecDeque<Duration>,
    /// For whom it was noticed first.
    user: Option<UserId>,
    truce_until: Duration,
    stands_until: Duration,
}

impl Rival {
    pub(crate) fn taken_away(&mut self, user: &UserId, now: Duration) {
        self.taken_away.push_back(now);
        while self.taken_away.front().is_some_and(|moment| *moment + WITHIN < now) {
            self.taken_away.pop_front();
        }
        if self.taken_away.len() >= TIMES {
            tracing::warn!("somebody else seems to write the same presence; nothing is published for a while");
            self.taken_away.clear();
            self.user.get_or_insert_with(|| user.clone());
            self.truce_until = now + TRUCE;
            self.stands_until = self.truce_until + WITHIN;
        }
    }

    /// Whether nothing is published now, so as not to fight.
    pub(crate) fn is_truce(&self, now: Duration) -> bool {
        now < self.truce_until
    }

    /// It stands for as long as it takes to find out that the other one has gone.
    pub(crate) fn problem(&self, now: Duration) -> Option<Problem> {
        let user = self.user.clone().filter(|_| now < self.stands_until)?;
        Some(Problem::SecondWriter { user })
    }

    /// Forgets everything: the administrator has decided.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(crate) fn poll_timeout(&self, now: Duration) -> Option<Duration> {
        [self.truce_until, self.stands_until].into_iter().filter(|moment| *moment > now).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_choice_of_the_person_stays_and_a_rival_does_not() {
        let mut sight = Sight::default();
        assert_eq!(sight.hidden(at(0)), Finding::Nothing, "never seen: it may be on its way");
        sight.seen(at(5), at(0));
        assert_eq!(sight.hidden(at(10)), Finding::Nothing);
        assert_eq!(sight.hidden(at(39)), Finding::Nothing);
        assert_eq!(sight.hidden(at(40)), Finding::Retry);
        assert_eq!(sight.hidden(at(500)), Finding::Nothing, "the person's own choice: written once, and no more");
        assert_eq!(sight.seen(at(505), at(41)), Finding::Nothing, "it came back long after it was written");
        sight.hidden(at(600));
        assert_eq!(sight.hidden(at(630)), Finding::Retry);
        assert_eq!(sight.seen(at(640), at(631)), Finding::TakenAway { since: at(600) });
    }

    #[test]
    fn three_within_ten_minutes_are_no_chance_and_a_truce_ends() {
        let (mut rival, user) = (Rival::default(), UserId::new("ada"));
        for second in [0, 700, 1_000] {
            rival.taken_away(&user, at(second));
            assert!(!rival.is_truce(at(second)));
        }
        rival.taken_away(&user, at(1_200));
        assert!(rival.is_truce(at(1_200)) && !rival.is_truce(at(1_800)));
        assert!(rival.problem(at(2_399)).is_some() && rival.problem(at(2_400)).is_none());
        assert_eq!(rival.poll_timeout(at(1_300)), Some(at(1_800)));
    }

    #[test]
    fn what_ended_by_itself_was_taken_away_by_nobody() {
        assert!(ended_by_itself(at(0), at(305)));
        assert!(ended_by_itself(at(0), at(280)), "clocks differ");
        assert!(!ended_by_itself(at(0), at(200)));
        assert!(!ended_by_itself(at(0), at(400)));
    }
}
