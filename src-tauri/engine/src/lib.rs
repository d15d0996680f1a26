//! Decides what the program does, and knows no clock, no socket, no disk and no window.
//!
//! [`Engine`] takes [`Event`]s and the moment they happened, and gives out [`Effect`]s, a deadline and a [`View`].
//! Read [`event`] first: everything that can happen and be done stands there on two screens.

pub mod engine;
pub mod event;
#[cfg(test)]
mod generated;
pub mod names;
pub mod presence;
pub mod problem;
pub mod request;
pub mod rules;
pub mod view;

pub use engine::Engine;
pub use event::{Effect, Event};
pub use names::{Attempt, ExtensionNumber, Now, Round, Secret, UserId, Utc};
pub use request::Request;
pub use view::View;
