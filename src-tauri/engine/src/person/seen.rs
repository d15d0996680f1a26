//! What Teams shows of one person, and what became of our publication there.

use super::{Live, Person, TakenAway};
use crate::{
    echo,
    presence::TeamsPresence,
    rival::{self, Finding, Sight},
    view::TeamsOrigin,
};
use std::time::Duration;

/// Teams usually shows what it accepted within this time.
const VISIBLE_AFTER: Duration = Duration::from_secs(15);
/// What was never seen within this time is written once more: some writes are accepted and have no effect.
const UNSEEN_FOR: Duration = Duration::from_secs(30);
/// Teams may take this long to show what it accepted. Only then is it the person's own status that hides it.
const VISIBLE_AT_LAST: Duration = Duration::from_secs(60);

/// What became of our publication in the eyes of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reflection {
    /// There is nothing to be seen, or nobody to look.
    None,
    /// Too early to tell.
    Awaited,
    Visible,
    /// The person's own status in Teams hides it.
    Hidden,
}

impl Person {
    /// Whether Teams shows what we published, as far as that can be known.
    pub(crate) fn reflection(&self) -> Reflection {
        let Live::Yes { publication, since, .. } = self.live else { return Reflection::None };
        let Some(observed) = self.observed.as_ref().filter(|observed| !observed.is_unknown()) else {
            return Reflection::None;
        };
        let visible = echo::resembles(observed, publication)
            || observed.availability.eq_ignore_ascii_case(publication.availability());
        let waited = self.observed_at.saturating_sub(since);
        // It may be on its way for longer, or have had no effect, as long as it was never seen.
        let is_hidden = waited >= VISIBLE_AFTER
            && match self.sight {
                Sight::Nothing => false,
                Sight::Repeated { at } => {
                    self.written_last >= at && self.observed_at >= self.written_last + VISIBLE_AT_LAST
                }
                Sight::Seen | Sight::Lost { .. } | Sight::Retried { .. } => true,
            };
        let is_outranked =
            self.observed_at >= since && echo::outranks(observed, publication) && !self.is_echo(observed);
        if visible {
            Reflection::Visible
        } else if is_outranked || is_hidden {
            Reflection::Hidden
        } else {
            Reflection::Awaited
        }
    }

    /// Since when the same is published.
    fn live_since(&self) -> Duration {
        match self.live {
            Live::Yes { since, .. } => since,
            Live::No | Live::Unsure => Duration::ZERO,
        }
    }

    /// Takes what the last observation says about our publication. Gives back whether somebody took it away.
    pub(crate) fn look(&mut self) -> TakenAway {
        let finding = match self.reflection() {
            Reflection::Visible => self.sight.seen(self.observed_at, self.written_last),
            Reflection::Hidden => self.sight.hidden(self.observed_at),
            Reflection::Awaited => self.sight.awaited(self.observed_at, self.live_since() + UNSEEN_FOR),
            Reflection::None => Finding::Nothing,
        };
        match finding {
            Finding::Nothing => TakenAway::No,
            Finding::Retry => {
                if let Live::Yes { renew, .. } = &mut self.live {
                    *renew = self.observed_at;
                }
                TakenAway::No
            }
            // The last write but one was the last before it was lost: the last one brought it back.
            Finding::TakenAway { since } if rival::ended_by_itself(self.written_before, since) => TakenAway::No,
            Finding::TakenAway { .. } => TakenAway::Yes,
        }
    }

    /// Whether what Teams shows was only ours coming back when it was asked.
    pub(crate) fn is_echo(&self, observed: &TeamsPresence) -> bool {
        self.footprint.origin(observed, self.observed_at) == TeamsOrigin::Echo
    }

    /// Whose state it is that Teams shows.
    pub(crate) fn origin(&self, now: Duration) -> TeamsOrigin {
        self.observed.as_ref().map_or(TeamsOrigin::None, |observed| self.footprint.origin(observed, now))
    }
}
