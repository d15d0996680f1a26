//! A simulated company, and the driver's own way to it without a socket.

#![allow(dead_code, reason = "each test program uses another part of it")]

use axum::body::Body as AxumBody;
use bytes::Bytes;
use driver::{
    Addresses,
    cloudya::{Configuration, Cti},
    transport::{Body, Fault, Transport, TransportError},
};
use engine::Secret;
use futures::future::BoxFuture;
use http_body_util::BodyExt as _;
use sim::{Options, Sim, cast::Oddities};
use std::sync::Arc;
use tower::ServiceExt as _;
use url::Url;

/// Hands requests to the simulator's router.
#[derive(Clone)]
pub(crate) struct InProcess(axum::Router);

impl Transport for InProcess {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let router = self.0.clone();
        Box::pin(async move {
            let response = router.oneshot(request.map(AxumBody::from)).await.unwrap_or_else(|never| match never {});
            let broken = |error: axum::Error| TransportError::new(Fault::CutOff).because(error);
            Ok(response.map(|body| body.map_err(broken).boxed_unsync()))
        })
    }
}

pub(crate) struct World {
    pub(crate) sim: Arc<Sim>,
}

impl World {
    /// Everybody has one extension with exactly their address.
    pub(crate) fn tidy(people: usize) -> Self {
        Self { sim: Sim::new(Options { people, oddities: Oddities::None, ..Options::default() }) }
    }

    pub(crate) fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(InProcess(self.sim.router()))
    }

    pub(crate) fn addresses(&self) -> Addresses {
        let url = |text: &str| Url::parse(text).unwrap();
        let urls = &self.sim.urls;
        Addresses {
            cti: url(&urls.cti),
            configuration: url(&urls.configuration),
            nfon_token: url(&urls.nfon_token),
            login: Some(url(&urls.login)),
            graph: Some(url(&urls.graph)),
        }
    }

    pub(crate) fn cti(&self) -> Cti {
        Cti::new(self.transport(), self.addresses().cti, &self.sim.company.customer)
    }

    pub(crate) fn configuration(&self) -> Configuration {
        let Addresses { configuration, nfon_token, .. } = self.addresses();
        Configuration::new(self.transport(), configuration, nfon_token, &self.sim.company.customer)
    }

    pub(crate) async fn cti_token(&self) -> Secret {
        let company = &self.sim.company;
        let session = self.cti().login(&secret(&company.cti_username), &secret(&company.cti_password)).await;
        session.unwrap().access
    }

    pub(crate) async fn configuration_token(&self) -> Secret {
        let company = &self.sim.company;
        let (id, key) = (secret(&company.configuration_client_id), secret(&company.configuration_client_secret));
        self.configuration().token(&id, &key).await.unwrap().access
    }

    pub(crate) fn knobs(&self, patch: serde_json::Value) {
        self.sim.nfon.patch_knobs(&patch).unwrap();
    }

    pub(crate) fn extension(&self, index: usize) -> String {
        self.sim.company.extensions[index].number.clone()
    }

    /// To be called at the end of each test: the services found nothing to complain about.
    pub(crate) fn assert_no_violations(&self) {
        assert_eq!(self.sim.violations.list(), []);
    }
}

pub(crate) fn secret(text: &str) -> Secret {
    Secret::new(text)
}
