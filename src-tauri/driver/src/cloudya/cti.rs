//! The CTI API: logging in, the list of extensions, and what the phones are doing.

use super::{
    site::{EVENT_STREAM, JSON, Site, bearer, body, request_id, senseless},
    stream::Stream,
    wire::{self, Answered, Claims, Malformed},
};
use crate::transport::{Answer, Transport};
use bytes::Bytes;
use engine::{
    Secret,
    event::{Extension, Failure, FailureKind, Line},
};
use http::{HeaderValue, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use std::{
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};
use url::Url;

/// From creation, as NFON documents it; for tokens that do not say.
const DOCUMENTED_LIFETIME: Duration = Duration::from_secs(300);
/// A longer or shorter lifetime is a clock that is wrong.
const BELIEVABLE_LIFETIME: std::ops::RangeInclusive<i64> = 1..=86_400;

/// The CTI API for one customer account.
#[derive(Clone)]
pub struct Cti(Site);

/// What a login gives.
#[derive(Clone, Debug)]
pub struct Session {
    pub access: Secret,
    pub refresh: Secret,
    pub claims: Claims,
    /// From the moment of the answer.
    pub expires_in: Duration,
}

impl Cti {
    /// `base` ends in `/v1`; `account` is the K-account, for the `User-Agent` that NFON asks for.
    pub fn new(transport: Arc<dyn Transport>, base: Url, account: &str) -> Self {
        Self(Site::new(transport, base, account))
    }

    /// Fails with [`FailureKind::CredentialsRejected`] where the name or the password is wrong.
    pub async fn login(&self, username: &Secret, password: &Secret) -> Result<Session, Failure> {
        let mut request = self.0.request(Method::POST, &["login"], JSON)?;
        request.headers_mut().insert(header::CONTENT_TYPE, JSON);
        let credentials = json!({ "username": username.expose(), "password": password.expose() });
        *request.body_mut() = Bytes::from(credentials.to_string());
        let answer = self.0.answer(request).await?;
        if answer.status == StatusCode::UNAUTHORIZED {
            return Err(Failure::new(FailureKind::CredentialsRejected));
        }
        session(answer)
    }

    /// A new session; the former tokens are not used again.
    /// Fails with [`FailureKind::Unauthorized`] where only a login helps.
    pub async fn refresh(&self, refresh: &Secret) -> Result<Session, Failure> {
        let mut request = self.0.request(Method::PUT, &["login"], JSON)?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer(refresh)?);
        let answer = self.0.answer(request).await?;
        if matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED) {
            return Err(Failure::new(FailureKind::Unauthorized));
        }
        session(answer)
    }

    pub async fn extensions(&self, access: &Secret) -> Result<Vec<Extension>, Failure> {
        wire::extensions(&self.read(access, "data").await?).map_err(senseless)
    }

    /// The state of every extension at this moment.
    pub async fn snapshot(&self, access: &Secret) -> Result<Vec<Line>, Failure> {
        let (lines, malformed) = wire::lines(&self.read(access, "states").await?).map_err(senseless)?;
        if malformed > 0 {
            tracing::warn!(malformed, "states in a snapshot make no sense and are left out");
        }
        Ok(lines)
    }

    /// The state of every extension in any order, and then each change, until the stream ends.
    pub async fn states(&self, access: &Secret) -> Result<Stream<Line>, Failure> {
        self.stream(access, "states", |data| wire::line(data).map(Some)).await
    }

    /// Calls that are picked up from now on. A hint: NFON supports it for plain calls only.
    pub async fn calls(&self, access: &Secret) -> Result<Stream<Answered>, Failure> {
        self.stream(access, "calls", wire::answered).await
    }

    async fn read(&self, access: &Secret, what: &'static str) -> Result<Value, Failure> {
        self.0.json(self.phone_request(access, what, JSON)?).await
    }

    async fn stream<T>(
        &self,
        access: &Secret,
        what: &'static str,
        decode: fn(&str) -> Result<Option<T>, Malformed>,
    ) -> Result<Stream<T>, Failure> {
        let mut request = self.phone_request(access, what, EVENT_STREAM)?;
        // A compressor may hold an event back until it has more to press.
        request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let response = self.0.open(request).await?;
        Stream::new(response, what, decode)
    }

    fn phone_request(&self, access: &Secret, what: &str, accept: HeaderValue) -> Result<Request<Bytes>, Failure> {
        let mut request = self.0.request(Method::GET, &["extensions", "phone", what], accept)?;
        request.headers_mut().insert(header::AUTHORIZATION, bearer(access)?);
        Ok(request)
    }
}

fn session(answer: Answer) -> Result<Session, Failure> {
    if !answer.status.is_success() {
        tracing::debug!(status = answer.status.as_u16(), request_id = request_id(&answer), "Cloudya refuses a login");
    }
    let answer = answer.successful()?;
    let pair = wire::token_pair(&body(&answer)?).map_err(senseless)?;
    let claims = wire::claims(&pair.access);
    let expires_in = lifetime(&claims, date(&answer));
    Ok(Session { access: pair.access, refresh: pair.refresh, claims, expires_in })
}

/// How long the token lives, by the service's own clock: ours may be wrong.
fn lifetime(claims: &Claims, date: Option<i64>) -> Duration {
    let issued = claims.issued.or(date);
    let seconds = claims.expires.zip(issued).map(|(expires, issued)| expires.saturating_sub(issued));
    seconds
        .filter(|seconds| BELIEVABLE_LIFETIME.contains(seconds))
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map_or(DOCUMENTED_LIFETIME, Duration::from_secs)
}

/// The service's own time of the answer, in seconds since 1970.
fn date(answer: &Answer) -> Option<i64> {
    let date = httpdate::parse_http_date(answer.headers.get(header::DATE)?.to_str().ok()?).ok()?;
    i64::try_from(date.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_measured_by_the_clock_of_the_service() {
        let token = |issued, expires| Claims { issued, expires, ..Claims::default() };
        let seconds = |claims, date| lifetime(&claims, date).as_secs();
        assert_eq!(seconds(token(Some(1_000), Some(1_120)), Some(5_000)), 120);
        assert_eq!(seconds(token(None, Some(1_120)), Some(1_000)), 120);
        assert_eq!(seconds(token(None, Some(1_120)), None), 300);
        assert_eq!(seconds(token(None, None), Some(1_000)), 300);
        assert_eq!(seconds(token(Some(2_000), Some(1_000)), None), 300);
    }
}
