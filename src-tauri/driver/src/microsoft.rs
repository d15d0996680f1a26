//! Microsoft: who may do what, and the presence that Teams shows.

pub mod aadsts;
mod certificate;
pub mod device_code;
pub mod graph;
mod id_token;
pub mod identity;
pub mod pages;
mod refusal;
mod wire;

pub use device_code::DeviceGrant;
pub use graph::Graph;
pub use identity::{Identity, Issued, Tenant, Tokens};
pub use pages::Pending;
