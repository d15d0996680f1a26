//! The same engine and driver without a window.

fn main() {}
