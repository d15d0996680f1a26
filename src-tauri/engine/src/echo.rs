//! Tells Teams' own states from those that are only our own publication coming back.

use crate::{
    presence::{Publication, TeamsPresence},
    view::TeamsOrigin,
};
use std::time::Duration;

/// How long after a clear Teams may still show what we had published.
pub(crate) const PROPAGATION: Duration = Duration::from_secs(90);
const DO_NOT_DISTURB: &str = "DoNotDisturb";

/// What we have in Teams, or had until lately, as far as an echo can come from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Footprint {
    in_a_call: Trace,
    presenting: Trace,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Trace {
    /// Nothing of ours, since the start.
    #[default]
    None,
    /// It is live, or may be.
    Live,
    /// It was cleared, replaced, or ran out, at this moment.
    Gone(Duration),
}

impl Footprint {
    /// Whatever we can publish may be live: an earlier run left something.
    pub(crate) const UNKNOWN: Self = Self { in_a_call: Trace::Live, presenting: Trace::Live };

    /// It has been sent, so that Teams may show it from now on.
    pub(crate) fn sent(&mut self, publication: Publication) {
        *self.trace(publication) = Trace::Live;
    }

    /// From this moment on nothing is live but `kept`.
    pub(crate) fn keep(&mut self, kept: Option<Publication>, now: Duration) {
        for publication in [Publication::InACall, Publication::Presenting] {
            let trace = self.trace(publication);
            if *trace == Trace::Live && kept != Some(publication) {
                *trace = Trace::Gone(now);
            }
        }
    }

    /// Whose state `observed` is.
    ///
    /// Our `Busy / InACall` comes back as itself, and in the field sometimes as `Busy / Busy`. What was replaced fades
    /// as slowly as what was cleared.
    pub(crate) fn origin(self, observed: &TeamsPresence, now: Duration) -> TeamsOrigin {
        if observed.is_unknown() {
            return TeamsOrigin::None;
        }
        let is_echo = [(Publication::InACall, self.in_a_call), (Publication::Presenting, self.presenting)]
            .into_iter()
            .any(|(ours, trace)| trace.shows(now) && resembles(observed, ours));
        if is_echo { TeamsOrigin::Echo } else { TeamsOrigin::Teams }
    }

    fn trace(&mut self, publication: Publication) -> &mut Trace {
        match publication {
            Publication::InACall => &mut self.in_a_call,
            Publication::Presenting => &mut self.presenting,
        }
    }
}

impl Trace {
    /// Whether Teams may still show it.
    fn shows(self, now: Duration) -> bool {
        match self {
            Self::None => false,
            Self::Live => true,
            Self::Gone(since) => now < since + PROPAGATION,
        }
    }
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

/// Whether Teams shows `observed` rather than `ours`, whoever set either: of two sessions *do not disturb* wins.
pub(crate) fn outranks(observed: &TeamsPresence, ours: Publication) -> bool {
    ours.availability() != DO_NOT_DISTURB && observed.availability.eq_ignore_ascii_case(DO_NOT_DISTURB)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// A call was published at the beginning.
    fn in_a_call() -> Footprint {
        let mut footprint = Footprint::default();
        footprint.sent(Publication::InACall);
        footprint
    }

    #[test]
    fn our_own_call_is_an_echo_in_both_of_its_forms() {
        let mut cleared = in_a_call();
        cleared.keep(None, at(10));
        for activity in ["InACall", "inacall", "Busy"] {
            let seen = TeamsPresence::new("Busy", activity);
            assert_eq!(in_a_call().origin(&seen, at(0)), TeamsOrigin::Echo);
            assert_eq!(cleared.origin(&seen, at(99)), TeamsOrigin::Echo);
            assert_eq!(cleared.origin(&seen, at(100)), TeamsOrigin::Teams);
            assert_eq!(Footprint::default().origin(&seen, at(0)), TeamsOrigin::Teams);
        }
    }

    #[test]
    fn what_was_replaced_fades_like_what_was_cleared() {
        let mut replaced = in_a_call();
        replaced.sent(Publication::Presenting);
        let (call, presenting) =
            (TeamsPresence::new("Busy", "InACall"), TeamsPresence::new("DoNotDisturb", "Presenting"));
        assert_eq!(replaced.origin(&presenting, at(0)), TeamsOrigin::Echo, "it may be there before the answer is");
        replaced.keep(Some(Publication::Presenting), at(10));
        replaced.keep(Some(Publication::Presenting), at(50));
        assert_eq!(replaced.origin(&call, at(99)), TeamsOrigin::Echo);
        assert_eq!(replaced.origin(&call, at(100)), TeamsOrigin::Teams);
        assert_eq!(replaced.origin(&presenting, at(1_000)), TeamsOrigin::Echo);
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
            assert_eq!(in_a_call().origin(&seen, at(0)), TeamsOrigin::Teams, "{seen:?}");
        }
    }

    #[test]
    fn an_unknown_presence_has_no_origin() {
        let seen = TeamsPresence::new("PresenceUnknown", "PresenceUnknown");
        assert_eq!(in_a_call().origin(&seen, at(0)), TeamsOrigin::None);
    }
}
