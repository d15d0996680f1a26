//! What only the whole can show, in reading order: the rules of the house, then scenarios of the real driver against the simulator.
#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test says what it expects, and fails otherwise"
)]

mod addresses;
mod calls;
mod error_table;
mod faults;
mod harness;
mod healing;
mod model;
mod mutations;
mod openid;
mod people;
mod phone_rules;
mod second_writer;
mod secrets;
mod set_up;
mod tidy;
