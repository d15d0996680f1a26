//! What a line of the table can say.

use super::{disk::Disk, play::Stage};
use engine::view::PersonState;

pub(super) struct Fault {
    pub(super) place: Place,
    pub(super) begins: Begins,
    /// Seconds.
    pub(super) lasts: f64,
    /// Problems of the whole synchronisation, each once.
    pub(super) told: &'static [Told],
    /// Calls that begin and end while it lasts.
    pub(super) calls: Calls,
    /// The presence that Teams shows of others.
    pub(super) board: Board,
    pub(super) cured: Cured,
    /// What the simulator counts until the cure, and how often at least: a fault that does nothing proves nothing.
    /// What people are told about proves itself.
    pub(super) happened: &'static [(&'static str, u64)],
    /// What the board says about whoever is called while it lasts; `None`: see [`Self::calls`].
    pub(super) row: Option<PersonState>,
}

/// A fault of which nobody hears and which stops nothing.
pub(super) const USUAL: Fault = Fault {
    place: Place::Memory,
    begins: Begins::AtOnce(|_| ()),
    lasts: 60.0,
    told: &[],
    calls: Calls::GoThrough,
    board: Board::GoesOn,
    cured: Cured::ByItself,
    happened: &[],
    row: None,
};

#[derive(Clone, Copy)]
pub(super) enum Place {
    Memory,
    /// Settings and journal are files.
    Disk,
    /// The services are reached over sockets, with the transport of the product.
    Loopback,
}

#[derive(Clone, Copy)]
pub(super) enum Begins {
    AtOnce(fn(&Stage)),
    /// The program ends, and begins again afterwards.
    BetweenRuns(fn(&Disk)),
}

#[derive(Clone, Copy)]
pub(super) enum Told {
    /// It heals by itself, or with what was told about already, and is on the screen only.
    Shown(&'static str),
    /// Somebody has to do something, and is told wherever they look.
    Notified(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calls {
    GoThrough,
    /// They are made up for once it is cured.
    Wait,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Board {
    GoesOn,
    Stops,
}

pub(super) enum Cured {
    ByItself,
    By(fn(&Stage)),
    BySignIn,
    ByConsentAndSignIn,
    ByAnotherSecret,
    BySetUp,
}

impl Told {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Shown(code) | Self::Notified(code) => code,
        }
    }
}
