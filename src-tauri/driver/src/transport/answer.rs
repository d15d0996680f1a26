//! Reads a response whole, within a time and a size, and says what its status means.

use super::{Body, Fault, Transport, TransportError, retry_after};
use bytes::Bytes;
use engine::event::{Failure, FailureKind};
use http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use std::time::{Duration, SystemTime};

/// The longest list that is believed, in bytes.
pub const LIST_LIMIT: usize = 16 * 1024 * 1024;

/// A response that is all there.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Sends and reads the answer whole, both together within `limit`.
pub async fn exchange(
    transport: &dyn Transport,
    request: http::Request<Bytes>,
    limit: Duration,
) -> Result<Answer, TransportError> {
    let answer = async {
        let response = transport.send(request).await?;
        let (parts, body) = response.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: collect(body, LIST_LIMIT).await? })
    };
    tokio::time::timeout(limit, answer).await.map_err(|_| TransportError::new(Fault::TimedOut))?
}

/// Reads a body of at most `bytes` within `limit`.
pub async fn read_whole(body: Body, bytes: usize, limit: Duration) -> Result<Bytes, TransportError> {
    tokio::time::timeout(limit, collect(body, bytes)).await.map_err(|_| TransportError::new(Fault::TimedOut))?
}

impl Answer {
    /// The body as JSON. A page of another type is the work of a proxy, and passes; nonsense does not.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        if !self.is_json() {
            tracing::warn!(status = self.status.as_u16(), "the answer is not JSON: something stands between");
            return Err(Failure::new(FailureKind::Unreachable));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            // The error's own text may quote the body.
            tracing::warn!(line = error.line(), column = error.column(), "the answer makes no sense");
            Failure::new(FailureKind::Refused)
        })
    }

    /// The answer itself where it is a success, else what its status means.
    pub fn successful(self) -> Result<Self, Failure> {
        if self.status.is_success() { Ok(self) } else { Err(self.refusal()) }
    }

    /// What the status means, with the wait that was asked for.
    pub fn refusal(&self) -> Failure {
        Failure::new(kind_of(self.status)).with_retry_after(self.retry_after())
    }

    /// How long the service asks to wait, measured by its own clock where it tells the time.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers, SystemTime::now())
    }

    /// Whether it says that it is JSON, or says nothing.
    pub fn is_json(&self) -> bool {
        let Some(kind) = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
            return true;
        };
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        kind == "application/json" || kind.ends_with("+json")
    }
}

async fn collect(body: Body, bytes: usize) -> Result<Bytes, TransportError> {
    match Limited::new(body, bytes).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(TransportError::new(Fault::TooLong)),
        Err(error) => Err(match error.downcast::<TransportError>() {
            Ok(error) => *error,
            Err(error) => TransportError::new(Fault::CutOff).because(error),
        }),
    }
}

fn kind_of(status: StatusCode) -> FailureKind {
    match status.as_u16() {
        401 => FailureKind::Unauthorized,
        403 => FailureKind::Forbidden,
        404 => FailureKind::NotFound,
        // A proxy that wants a password, and a request that took too long: the network's doing.
        407 | 408 => FailureKind::Unreachable,
        429 => FailureKind::Throttled,
        // What the service will never be able to do.
        501 | 505 | 507 => FailureKind::Refused,
        500.. => FailureKind::Server,
        _ => FailureKind::Refused,
    }
}
