//! What Teams shows of a person by itself, and for how long: what a phone rule goes by.

use crate::presence::TeamsPresence;
use std::time::Duration;

/// As many changes in a row are remembered. Somebody who changes more often has not held anything for long.
const REMEMBERED: usize = 8;

/// Teams' own states in a row, without those that are only our publication coming back.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnStates {
    /// An activity, and since when it was shown; the latest last.
    spans: Vec<(String, Duration)>,
    /// When Teams last showed a state of its own.
    known_at: Duration,
}

/// One of the wanted activities is shown, and before it only others of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held<'a> {
    /// The one that is shown now.
    pub(crate) activity: &'a str,
    pub(crate) since: Duration,
    /// When that was last seen to be so.
    pub(crate) seen: Duration,
}

impl OwnStates {
    /// Teams showed this of its own at `asked`.
    pub(crate) fn see(&mut self, presence: &TeamsPresence, asked: Duration) {
        self.known_at = asked;
        if self.spans.last().is_some_and(|(activity, _)| presence.has_activity(activity)) {
            return;
        }
        if self.spans.len() == REMEMBERED {
            self.spans.remove(0);
        }
        self.spans.push((presence.activity.clone(), asked));
    }

    /// Nobody wants to know any more.
    pub(crate) fn forget(&mut self) {
        self.spans = Vec::new();
    }

    /// What is held of the activities in question.
    pub(crate) fn held(&self, is_wanted: impl Fn(&str) -> bool) -> Option<Held<'_>> {
        let (activity, _) = self.spans.last()?;
        let row = self.spans.iter().rev().take_while(|(activity, _)| is_wanted(activity));
        let since = row.map(|(_, since)| *since).last()?;
        Some(Held { activity, since, seen: self.known_at })
    }

    pub(crate) fn known_at(&self) -> Duration {
        self.known_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn several_wanted_states_in_a_row_count_as_one_time() {
        let mut own = OwnStates::default();
        for (second, activity) in [(0, "Available"), (10, "InAMeeting"), (20, "Presenting"), (30, "Presenting")] {
            own.see(&TeamsPresence::new("Busy", activity), at(second));
        }
        let wanted = |activity: &str| ["InAMeeting", "Presenting"].contains(&activity);
        assert_eq!(own.held(wanted), Some(Held { activity: "Presenting", since: at(10), seen: at(30) }));
        assert_eq!(own.held(|activity| activity == "InAMeeting"), None, "it is over");
        own.see(&TeamsPresence::new("Available", "Available"), at(40));
        assert_eq!(own.held(wanted), None);
    }

    #[test]
    fn somebody_who_changes_all_the_time_costs_no_memory() {
        let mut own = OwnStates::default();
        for second in 0..1_000 {
            own.see(&TeamsPresence::new("Busy", format!("State{second}")), at(second));
        }
        assert_eq!(own.spans.len(), REMEMBERED);
    }
}
