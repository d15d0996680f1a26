//! The one door to the network: a request goes in, a response whose body may go on for hours comes out.

mod answer;
mod https;
mod retry_after;

pub use answer::{Answer, LIST_LIMIT, exchange, read_whole};
pub use https::{Https, NetworkError, NetworkOptions};
pub use retry_after::retry_after;

use bytes::Bytes;
use engine::event::{Failure, FailureKind};
use futures::future::BoxFuture;
use http_body_util::{BodyExt as _, combinators::UnsyncBoxBody};
use url::Url;

/// What a response carries: frames of bytes as they arrive, so that an event stream can be read while it lives.
pub type Body = UnsyncBoxBody<Bytes, TransportError>;

/// Sends requests. Redirects are not followed, refusals are responses, and only a missing answer is an error.
pub trait Transport: Send + Sync {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Later requests go through this proxy. Whoever uses none, or was started with another, does nothing.
    fn use_proxy(&self, _proxy: Option<&Url>) -> Result<(), NetworkError> {
        Ok(())
    }
}

/// Why no answer arrived, or none that is whole. The text holds no address and no secret.
#[derive(Debug, thiserror::Error)]
#[error("{fault}{}", .source.as_ref().map(|source| format!(": {}", chain(source.as_ref()))).unwrap_or_default())]
pub struct TransportError {
    fault: Fault,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("no connection")]
    Unreachable,
    #[error("the other side's certificate is not accepted")]
    Tls,
    #[error("no answer in time")]
    TimedOut,
    #[error("the answer stopped half-way")]
    CutOff,
    #[error("the answer is too long")]
    TooLong,
    #[error("plain http is for this computer only")]
    PlainHttp,
}

impl TransportError {
    pub fn new(fault: Fault) -> Self {
        Self { fault, source: None }
    }

    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// The network between here and there, or the far end's absence.
    pub fn is_unreachable(&self) -> bool {
        matches!(self.fault, Fault::Unreachable | Fault::CutOff)
    }

    pub fn is_tls(&self) -> bool {
        self.fault == Fault::Tls
    }

    pub fn is_timeout(&self) -> bool {
        self.fault == Fault::TimedOut
    }

    /// The same for the engine.
    pub fn failure(&self) -> Failure {
        Failure::new(match self.fault {
            Fault::Unreachable | Fault::Tls | Fault::TimedOut | Fault::CutOff => FailureKind::Unreachable,
            Fault::TooLong | Fault::PlainHttp => FailureKind::Refused,
        })
    }
}

/// A body that is all there already.
pub fn full(bytes: impl Into<Bytes>) -> Body {
    http_body_util::Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync()
}

/// The causes under an error, which tell more than its own text.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use futures::FutureExt as _;
    use http::{Request, Response, StatusCode};
    use std::sync::Arc;

    struct Answering<F>(F);

    impl<F: Fn(Request<Bytes>) -> Response<Body> + Send + Sync> Transport for Answering<F> {
        fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
            std::future::ready(Ok((self.0)(request))).boxed()
        }
    }

    /// A far end that is a closure over bytes.
    pub(crate) fn answering(
        far_end: impl Fn(Request<Bytes>) -> Response<Body> + Send + Sync + 'static,
    ) -> Arc<dyn Transport> {
        Arc::new(Answering(far_end))
    }

    pub(crate) fn json(status: u16, body: &serde_json::Value) -> Response<Body> {
        let mut response = Response::new(full(body.to_string()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        response.headers_mut().insert("content-type", "application/json; charset=utf-8".parse().unwrap());
        response
    }

    #[test]
    fn an_error_tells_its_causes_and_decides() {
        let inner = std::io::Error::other("connection refused");
        let error = TransportError::new(Fault::Unreachable).because(inner);
        assert_eq!(error.to_string(), "no connection: connection refused");
        assert!(error.is_unreachable() && !error.is_tls() && !error.is_timeout());
        assert!(error.failure().is_transient());
        assert!(!TransportError::new(Fault::PlainHttp).failure().is_transient());
    }
}
