//! What only the whole can show, in reading order: the rules of the house, then scenarios of the real driver against the simulator.
#![cfg_attr(test, expect(clippy::wildcard_enum_match_arm, reason = "a test names what it expects"))]

mod calls;
mod harness;
mod healing;
mod model;
mod set_up;
mod tidy;
