//! One service of Cloudya: its base address, and what every request to it carries.

use super::wire::Malformed;
use crate::transport::{Answer, Body, Fault, Transport, TransportError, exchange};
use bytes::Bytes;
use engine::{
    Secret,
    event::{Failure, FailureKind},
};
use http::{HeaderValue, Method, Request, Response, header};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use url::Url;

/// How long an answer, or the beginning of a stream, may take.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");
pub(super) const EVENT_STREAM: HeaderValue = HeaderValue::from_static("text/event-stream");

#[derive(Clone)]
pub(super) struct Site {
    transport: Arc<dyn Transport>,
    base: Url,
    user_agent: HeaderValue,
}

impl Site {
    pub(super) fn new(transport: Arc<dyn Transport>, base: Url, account: &str) -> Self {
        Self { transport, base, user_agent: user_agent(account) }
    }

    /// A request for the path under the base address. Cloudya gives an endless stream to whoever does not say `accept`.
    pub(super) fn request(
        &self,
        method: Method,
        path: &[&str],
        accept: HeaderValue,
    ) -> Result<Request<Bytes>, Failure> {
        let mut address = self.base.clone();
        if let Ok(mut segments) = address.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        self.request_to(method, &address, accept)
    }

    pub(super) fn request_to(
        &self,
        method: Method,
        address: &Url,
        accept: HeaderValue,
    ) -> Result<Request<Bytes>, Failure> {
        Request::builder()
            .method(method)
            .uri(address.as_str())
            .header(header::USER_AGENT, self.user_agent.clone())
            .header(header::ACCEPT, accept)
            .body(Bytes::new())
            .map_err(|_| Failure::new(FailureKind::Refused))
    }

    /// The answer, whatever its status.
    pub(super) async fn answer(&self, request: Request<Bytes>) -> Result<Answer, Failure> {
        exchange(self.transport.as_ref(), request, PATIENCE).await.map_err(|error| unanswered(&error))
    }

    /// The body of a successful answer; `null` where it is empty.
    pub(super) async fn json(&self, request: Request<Bytes>) -> Result<Value, Failure> {
        body(&self.answer(request).await?.successful()?)
    }

    /// A successful response whose body goes on, with no limit to its length.
    pub(super) async fn open(&self, request: Request<Bytes>) -> Result<Response<Body>, Failure> {
        let response = tokio::time::timeout(PATIENCE, self.transport.send(request))
            .await
            .unwrap_or_else(|_| Err(TransportError::new(Fault::TimedOut)))
            .map_err(|error| unanswered(&error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let (parts, _) = response.into_parts();
        let refusal = Answer { status: parts.status, headers: parts.headers, body: Bytes::new() };
        tracing::debug!(
            status = refusal.status.as_u16(),
            request_id = request_id(&refusal),
            "Cloudya refuses a stream"
        );
        Err(refusal.refusal())
    }
}

/// The JSON of an answer; `null` where it is empty.
pub(super) fn body(answer: &Answer) -> Result<Value, Failure> {
    if answer.body.trim_ascii().is_empty() { Ok(Value::Null) } else { answer.json() }
}

/// What Cloudya's support asks for.
pub(super) fn request_id(answer: &Answer) -> &str {
    answer.headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default()
}

pub(super) fn bearer(token: &Secret) -> Result<HeaderValue, Failure> {
    sensitive(format!("Bearer {}", token.expose()))
}

/// A header that no log shows.
pub(super) fn sensitive(value: String) -> Result<HeaderValue, Failure> {
    let mut value = HeaderValue::try_from(value).map_err(|_| Failure::new(FailureKind::Refused))?;
    value.set_sensitive(true);
    Ok(value)
}

/// An answer that makes no sense: repeating the question does not help.
pub(super) fn senseless(error: Malformed) -> Failure {
    tracing::warn!(%error, "an answer of Cloudya makes no sense");
    Failure::new(FailureKind::Refused)
}

/// `presence-sync/0.1.0 (K1234)`, as NFON asks for.
fn user_agent(account: &str) -> HeaderValue {
    const PRODUCT: &str = concat!("presence-sync/", env!("CARGO_PKG_VERSION"));
    let account: String = account.chars().filter(char::is_ascii_alphanumeric).collect();
    if account.is_empty() {
        return HeaderValue::from_static(PRODUCT);
    }
    HeaderValue::try_from(format!("{PRODUCT} ({account})")).unwrap_or(HeaderValue::from_static(PRODUCT))
}

fn unanswered(error: &TransportError) -> Failure {
    tracing::debug!(%error, "Cloudya does not answer");
    error.failure()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_names_the_account() {
        let expected = concat!("presence-sync/", env!("CARGO_PKG_VERSION"), " (K1234)");
        assert_eq!(user_agent("K1234"), expected);
        assert_eq!(user_agent(" K12\r\n34 "), expected);
        assert_eq!(user_agent(""), concat!("presence-sync/", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn a_token_with_a_line_break_is_a_failure_and_not_a_second_header() {
        assert!(bearer(&Secret::new("a\r\nb: c")).is_err());
        assert!(bearer(&Secret::new("abc")).is_ok_and(|value| value.is_sensitive()));
    }
}
