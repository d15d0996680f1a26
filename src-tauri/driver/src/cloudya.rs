//! Cloudya, the telephone side: live states over the CTI API, voicemail addresses over the PBX Configuration API.

pub mod configuration;
pub mod cti;
mod site;
pub mod sse;
mod stream;
pub mod wire;

pub use configuration::Configuration;
pub use cti::{Cti, Session};
pub use stream::Stream;
