//! Does what the engine decided.

pub mod journal;
pub mod loopback;
pub mod microsoft;
pub mod transport;
pub mod vault;
