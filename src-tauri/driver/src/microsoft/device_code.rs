//! Sign-in on another device: a code is shown here and typed there.

use super::identity::{Identity, Tokens};
use engine::{
    event::{DeviceCode, Failure, PageFailure, SignedIn},
    names::{Secret, Utc},
};
use std::time::Duration;

/// A code that waits to be typed.
#[derive(Clone, Debug)]
pub struct DeviceGrant {
    /// For the person.
    pub shown: DeviceCode,
    interval: Duration,
    device_code: Secret,
    tenant_id: String,
    client_id: String,
}

impl Identity {
    pub async fn begin_device_code(&self, tenant_id: &str, client_id: &str, now: Utc) -> Result<DeviceGrant, Failure> {
        unimplemented!()
    }

    /// Asks until the code was typed, refused or has expired. Dropping the future gives up.
    pub async fn poll_device_code(
        &self,
        grant: DeviceGrant,
        clock: impl Fn() -> Utc + Send + Sync,
    ) -> Result<(SignedIn, Tokens), PageFailure> {
        unimplemented!()
    }
}
