//! The benchmarks of the whole, as lines of JSON: `cargo xtask bench` runs them, and makes a table of them.
//!
//! Delay, start, memory and rest are those of the real `presence-syncd` on real sockets, whose far end is in this
//! process, so that both ends of a delay are read from one clock. The other figures come from virtual time.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures, and stops at the first fault"
)]

#[expect(dead_code, reason = "the scenarios use the rest of it")]
mod harness;
mod measure;

use measure::Extent;

fn main() {
    let extent = if std::env::args().any(|argument| argument == "--quick") { Extent::Quick } else { Extent::Whole };
    for people in [600, 10_000] {
        measure::program(people, extent);
    }
    measure::busy_hour(600, extent);
    measure::drain(10_000);
}
