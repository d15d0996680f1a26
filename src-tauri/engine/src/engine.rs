//! Takes events, gives out effects, a deadline and a view.

use crate::{
    Effect, Event, Now, View,
    view::{Row, RowChanges},
};
use std::time::Duration;

/// Decides what the program does. Drive it like this, after every event and every timeout:
/// take effects with [`Self::poll_effect`] until there is none, then wait until [`Self::poll_timeout`] at the latest.
pub struct Engine {}

impl Engine {
    /// `seed` feeds the only randomness there is: the jitter of delays.
    pub fn new(_seed: u64, _now: Now) -> Self {
        Self {}
    }

    pub fn handle_event(&mut self, _event: Event, _now: Now) {}

    pub fn handle_timeout(&mut self, _now: Now) {}

    pub fn poll_effect(&mut self) -> Option<Effect> {
        None
    }

    /// The monotonic moment at which [`Self::handle_timeout`] wants to be called.
    pub fn poll_timeout(&self) -> Option<Duration> {
        None
    }

    /// A pure projection of the state.
    pub fn view(&self, _now: Now) -> View {
        unimplemented!()
    }

    /// The rows that changed since the last call.
    pub fn poll_rows(&mut self) -> RowChanges {
        RowChanges::default()
    }

    pub fn rows(&self) -> Vec<Row> {
        Vec::new()
    }
}
