//! Decides what the program does, and knows no clock, no socket, no disk and no window.
//!
//! [`Engine`] takes [`Event`]s and the moment they happened, and gives out [`Effect`]s, a deadline and a [`View`].
//! Read [`event`] first: everything that can happen and be done stands there on two screens.

#![cfg_attr(test, expect(clippy::wildcard_enum_match_arm, reason = "a test names what it expects"))]

pub mod activity;
mod backoff;
mod budget;
mod candidates;
mod condition;
mod corrections;
mod directory;
mod diversions;
mod echo;
pub mod engine;
pub mod event;
mod expiry;
mod facts;
mod failure;
#[cfg(test)]
mod generated;
pub mod hours;
mod matching;
pub mod names;
mod onboarding;
mod outbox;
mod own;
mod people;
mod person;
mod phones;
pub mod presence;
pub mod problem;
mod progress;
mod projection;
pub mod question;
mod reader;
pub mod request;
mod rival;
mod roster;
mod rounds;
pub mod rules;
mod session;
mod standing;
mod stream;
mod sync_users;
mod tally;
mod trial;
pub mod view;
mod voicemail;

pub use engine::Engine;
pub use event::{Effect, Event};
pub use names::{Attempt, ExtensionNumber, Now, Round, Secret, UserId, Utc};
pub use request::Request;
pub use view::View;
