//! The NFON services: CTI, PBX Configuration and the token endpoint.

use std::sync::Arc;

use crate::{cast::Company, clock::Clock, urls::Urls, violation::Violations};

pub struct Nfon {}

impl Nfon {
    pub fn new(
        _clock: Clock,
        _violations: Violations,
        _company: Arc<Company>,
        _urls: Arc<Urls>,
    ) -> Arc<Self> {
        Arc::new(Self {})
    }

    pub fn cti_router(self: Arc<Self>) -> axum::Router {
        axum::Router::new()
    }

    pub fn configuration_router(self: Arc<Self>) -> axum::Router {
        axum::Router::new()
    }

    pub fn sso_router(self: Arc<Self>) -> axum::Router {
        axum::Router::new()
    }
}
