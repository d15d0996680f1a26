//! Tells Teams' own states from those that are only our own publication coming back.

use crate::{
    presence::{Publication, TeamsPresence},
    view::TeamsOrigin,
};
use std::time::Duration;

/// How long after a clear Teams may still show what we had published.
pub(crate) const PROPAGATION: Duration = Duration::from_secs(90);

/// What we have in Teams, as far as an echo can come from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Footprint {
    /// Nothing of ours, for longer than anything takes to fade.
    None,
    /// A session of ours is live, or may be.
    Live(Publication),
    /// It was cleared, or ran out, at this moment.
    Gone(Publication, Duration),
}

/// Whose state `observed` is.
///
/// Our `Busy / InACall` comes back as itself, and in the field sometimes as `Busy / Busy`.
pub(crate) fn origin(observed: &TeamsPresence, footprint: Footprint, now: Duration) -> TeamsOrigin {
    if observed.is_unknown() {
        return TeamsOrigin::None;
    }
    let ours = match footprint {
        Footprint::None => return TeamsOrigin::Teams,
        Footprint::Gone(_, since) if now >= since + PROPAGATION => return TeamsOrigin::Teams,
        Footprint::Live(ours) | Footprint::Gone(ours, _) => ours,
    };
    if resembles(observed, ours) { TeamsOrigin::Echo } else { TeamsOrigin::Teams }
}

/// Whether `observed` is what others see of anything that we publish at all.
pub(crate) fn could_be_ours(observed: &TeamsPresence) -> bool {
    [Publication::InACall, Publication::Presenting].into_iter().any(|ours| resembles(observed, ours))
}

/// Whether `observed` is what others see of `ours`.
pub(crate) fn resembles(observed: &TeamsPresence, ours: Publication) -> bool {
    match ours {
        Publication::InACall => observed.is("Busy", "InACall") || observed.is("Busy", "Busy"),
        Publication::Presenting => observed.is("DoNotDisturb", "Presenting"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Publication = Publication::InACall;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn our_own_call_is_an_echo_in_both_of_its_forms() {
        for activity in ["InACall", "inacall", "Busy"] {
            let seen = TeamsPresence::new("Busy", activity);
            assert_eq!(origin(&seen, Footprint::Live(CALL), at(0)), TeamsOrigin::Echo);
            assert_eq!(origin(&seen, Footprint::Gone(CALL, at(10)), at(99)), TeamsOrigin::Echo);
            assert_eq!(origin(&seen, Footprint::Gone(CALL, at(10)), at(100)), TeamsOrigin::Teams);
            assert_eq!(origin(&seen, Footprint::None, at(0)), TeamsOrigin::Teams);
        }
    }

    #[test]
    fn what_cannot_be_ours_is_teams_own() {
        for (availability, activity) in [
            ("DoNotDisturb", "Presenting"),
            ("Busy", "InAMeeting"),
            ("Busy", "InAConferenceCall"),
            ("DoNotDisturb", "DoNotDisturb"),
            ("Available", "Available"),
        ] {
            let seen = TeamsPresence::new(availability, activity);
            assert_eq!(origin(&seen, Footprint::Live(CALL), at(0)), TeamsOrigin::Teams, "{seen:?}");
        }
    }

    #[test]
    fn an_unknown_presence_has_no_origin() {
        let seen = TeamsPresence::new("PresenceUnknown", "PresenceUnknown");
        assert_eq!(origin(&seen, Footprint::Live(CALL), at(0)), TeamsOrigin::None);
    }
}
