//! Microsoft's half of the simulator, asked over HTTP as a client would ask it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;
mod consent;
mod directory;
mod new_user;
mod presence;
mod sign_in;
mod tokens;
