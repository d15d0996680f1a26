//! Microsoft: who may do what, and the presence that Teams shows.

pub mod aadsts;
pub mod batch;
pub(crate) mod certificate;
pub mod device_code;
pub mod graph;
mod id_token;
pub mod identity;
mod new_user;
pub mod pages;
mod password;
mod refusal;
mod wire;

pub use device_code::DeviceGrant;
pub use graph::{Graph, Users};
pub use identity::{Identity, Issued, Tenant, Tokens};
pub use pages::{Pending, Role};

use http::{HeaderMap, HeaderValue};

/// Gives a request the id under which Microsoft's support finds it again.
fn name_request(headers: &mut HeaderMap) {
    if let Ok(id) = HeaderValue::try_from(uuid::Uuid::new_v4().to_string()) {
        headers.insert("client-request-id", id);
        headers.insert("return-client-request-id", HeaderValue::from_static("true"));
    }
}

fn text_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
