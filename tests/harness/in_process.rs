//! The simulator's routers as a transport: bytes in, bytes out, and no socket between.

use axum::{Router, body::Body as RouterBody};
use bytes::Bytes;
use driver::transport::{Body, Fault, Transport, TransportError};
use futures::future::BoxFuture;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

#[derive(Clone)]
pub(crate) struct InProcess(Router);

impl InProcess {
    pub(crate) fn new(router: Router) -> Self {
        Self(router)
    }
}

impl Transport for InProcess {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let router = self.0.clone();
        Box::pin(async move {
            let response = router.oneshot(request.map(RouterBody::from)).await.unwrap_or_else(|never| match never {});
            let broken = |error: axum::Error| TransportError::new(Fault::CutOff).because(error);
            Ok(response.map(|body| body.map_err(broken).boxed_unsync()))
        })
    }
}
