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
    /// The body as JSON. A page of another type is the work of a proxy, and passes, and so does an answer that stops
    /// half-way; nonsense does not.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        if !self.is_json() {
            tracing::warn!(status = self.status.as_u16(), "the answer is not JSON: something stands between");
            return Err(Failure::new(FailureKind::Unreachable));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            // The error's own text may quote the body.
            tracing::warn!(line = error.line(), column = error.column(), "the answer makes no sense");
            let is_cut_off = error.is_eof() && !self.body.is_empty();
            Failure::new(if is_cut_off { FailureKind::Unreachable } else { FailureKind::Refused })
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

#[cfg(test)]
mod tests {
    use super::super::{
        full,
        tests::{answering, json},
    };
    use super::*;
    use futures::stream;
    use http_body::Frame;
    use http_body_util::StreamBody;
    use serde_json::{Value, json};

    fn answer(status: u16, kind: &str, body: &'static str) -> Answer {
        let mut headers = HeaderMap::new();
        if !kind.is_empty() {
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        }
        Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: Bytes::from_static(body.as_bytes()) }
    }

    fn body(frames: Vec<Result<&'static str, TransportError>>) -> Body {
        StreamBody::new(stream::iter(frames.into_iter().map(|frame| frame.map(|text| Frame::data(text.into())))))
            .boxed_unsync()
    }

    #[test]
    fn json_is_read_where_it_is_json() {
        for kind in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json", ""] {
            assert_eq!(answer(200, kind, "[1]").json::<Value>().unwrap(), json!([1]), "{kind}");
        }
        let kind = |answer: Answer| answer.json::<Vec<u8>>().unwrap_err().kind;
        assert_eq!(kind(answer(200, "text/html", "<html>")), FailureKind::Unreachable);
        assert_eq!(kind(answer(200, "application/json", "<html>")), FailureKind::Refused);
        assert_eq!(kind(answer(200, "application/json", "[1, ")), FailureKind::Unreachable);
        assert_eq!(kind(answer(200, "application/json", "")), FailureKind::Refused);
        assert_eq!(kind(answer(200, "application/json", "{}")), FailureKind::Refused);
    }

    #[test]
    fn the_status_says_what_can_be_done() {
        for (status, kind) in [
            (400, FailureKind::Refused),
            (401, FailureKind::Unauthorized),
            (403, FailureKind::Forbidden),
            (404, FailureKind::NotFound),
            (302, FailureKind::Refused),
            (407, FailureKind::Unreachable),
            (429, FailureKind::Throttled),
            (500, FailureKind::Server),
            (501, FailureKind::Refused),
            (503, FailureKind::Server),
            (509, FailureKind::Server),
        ] {
            assert_eq!(answer(status, "", "").successful().unwrap_err().kind, kind, "{status}");
        }
        assert!(answer(204, "", "").successful().is_ok());
    }

    #[test]
    fn a_refusal_carries_the_wait() {
        let mut throttled = answer(429, "", "");
        throttled.headers.insert(header::RETRY_AFTER, "1.5".parse().unwrap());
        assert_eq!(throttled.refusal().retry_after, Some(Duration::from_millis(1_500)));
    }

    #[tokio::test]
    async fn a_body_is_read_to_its_end_and_no_further_than_its_limit() {
        let second = Duration::from_secs(1);
        assert_eq!(read_whole(body(vec![Ok("ab"), Ok("c")]), 3, second).await.unwrap(), "abc");
        assert_eq!(read_whole(body(vec![Ok("ab"), Ok("cd")]), 3, second).await.unwrap_err().fault(), Fault::TooLong);
        let broken = body(vec![Ok("ab"), Err(TransportError::new(Fault::CutOff))]);
        assert_eq!(read_whole(broken, 3, second).await.unwrap_err().fault(), Fault::CutOff);
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_trickles_is_out_of_time() {
        let far_end = answering(|_| {
            let first = stream::once(async { Ok(Frame::data(Bytes::from_static(b"{"))) });
            http::Response::new(StreamBody::new(futures::StreamExt::chain(first, stream::pending())).boxed_unsync())
        });
        let started = tokio::time::Instant::now();
        let request = http::Request::new(Bytes::new());
        let error = exchange(far_end.as_ref(), request, Duration::from_secs(30)).await.unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(started.elapsed(), Duration::from_secs(30));
    }

    #[tokio::test]
    async fn an_exchange_gives_status_headers_and_body() {
        let far_end = answering(|request| match request.uri().path() {
            "/empty" => http::Response::new(full("")),
            _ => json(404, &json!({"error": {"code": "NotFound"}})),
        });
        let get = |path: &str| http::Request::builder().uri(path).body(Bytes::new()).unwrap();
        let second = Duration::from_secs(1);
        assert!(exchange(far_end.as_ref(), get("/empty"), second).await.unwrap().body.is_empty());
        let missing = exchange(far_end.as_ref(), get("/other"), second).await.unwrap();
        assert_eq!(missing.refusal().kind, FailureKind::NotFound);
        assert_eq!(missing.json::<Value>().unwrap()["error"]["code"], "NotFound");
    }
}
