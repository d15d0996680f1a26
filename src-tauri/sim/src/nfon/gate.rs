//! What every NFON request passes first: strictness about headers, latency, bursts of refusals, and whether `Retry-After` is obeyed.

use std::{collections::HashMap, time::Duration};

use axum::{body::Body, extract::Request, response::Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use super::Nfon;
use crate::knobs::RetryAfter;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Service {
    Cti,
    Configuration,
    Sso,
}

/// A request that was let in, read to its end.
pub(super) struct Incoming {
    pub(super) method: Method,
    /// Decoded path segments after the service's prefix.
    pub(super) path: Vec<String>,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// What has to be remembered between requests.
#[derive(Default)]
pub(super) struct Gate {
    requests: u64,
    /// When a `Retry-After` was given and how long it lasts, in simulated time.
    closed: HashMap<Service, (Duration, Duration)>,
    in_flight: usize,
    bad_logins: Vec<Duration>,
}

/// The most requests that may wait for the PBX Configuration API at one time.
const MOST_PARALLEL: usize = 8;
const LARGEST_BODY: usize = 1 << 20;
/// Requests that were under way when `Retry-After` was sent are no offence.
const UNDER_WAY: Duration = Duration::from_millis(1000);

impl Nfon {
    /// `Err` is the answer to give at once.
    pub(super) async fn admit(&self, service: Service, prefix: &str, request: Request) -> Result<Incoming, Response> {
        let (parts, body) = request.into_parts();
        if !parts.headers.contains_key(header::USER_AGENT) {
            self.violate(service, format!("{} {}: no User-Agent", parts.method, parts.uri.path()));
        }
        let latency = self.knobs().latency_ms;
        if latency > 0 {
            tokio::time::sleep(Duration::from_millis(latency)).await;
        }
        let body = axum::body::to_bytes(body, LARGEST_BODY)
            .await
            .map_err(|_| self.problem(StatusCode::BAD_REQUEST, "unreadable body"))?;
        if let Some(refusal) = self.refusal(service) {
            return Err(refusal);
        }
        let Some(tail) = parts.uri.path().strip_prefix(prefix) else {
            self.violate(service, format!("{} {}: no such path", parts.method, parts.uri.path()));
            return Err(self.problem(StatusCode::NOT_FOUND, "not found"));
        };
        let decode = |text: &str| {
            url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
                .next()
                .map(|(_, value)| value.into_owned())
        };
        let path = tail.split('/').filter(|part| !part.is_empty()).filter_map(decode).collect();
        let query =
            url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
        Ok(Incoming { method: parts.method, path, query, headers: parts.headers, body })
    }

    fn refusal(&self, service: Service) -> Option<Response> {
        let now = self.clock.elapsed();
        let closed = self.gate().closed.get(&service).copied();
        if let Some((since, until)) = closed
            && now > since + UNDER_WAY
            && now < until
        {
            self.violate(service, format!("a request {} ms before Retry-After had passed", (until - now).as_millis()));
        }
        let burst = {
            let mut knobs = self.knobs();
            let burst = knobs
                .burst
                .as_mut()
                .filter(|burst| burst.service.as_deref().is_none_or(|name| name == service.name()))?;
            if burst.count == 0 {
                knobs.burst = None;
                return None;
            }
            burst.count -= 1;
            burst.clone()
        };
        let status = StatusCode::from_u16(burst.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        let mut response = self.problem(status, "try again later");
        if let Some(seconds) = burst.retry_after_seconds {
            let wait = Duration::from_secs(u64::from(seconds));
            let value = match burst.retry_after {
                RetryAfter::Seconds => HeaderValue::from(seconds),
                // The date leaves out the fraction of a second, which must not shorten the wait.
                RetryAfter::Date => self.date(wait + Duration::from_secs(1)),
            };
            response.headers_mut().insert(header::RETRY_AFTER, value);
            self.gate().closed.insert(service, (now, now + wait));
        }
        Some(response)
    }

    /// Counts a request until the guard is dropped.
    pub(super) fn fly(&self) -> InFlight<'_> {
        let mut gate = self.gate();
        gate.in_flight += 1;
        let in_flight = gate.in_flight;
        drop(gate);
        if in_flight > MOST_PARALLEL {
            self.violate(Service::Configuration, format!("{in_flight} requests at one time"));
        }
        InFlight { nfon: self }
    }

    /// Wrong credentials again and again may lock the key at the real service.
    pub(super) fn bad_login(&self) {
        let now = self.clock.elapsed();
        let mut gate = self.gate();
        gate.bad_logins.retain(|at| now < *at + Duration::from_secs(60));
        gate.bad_logins.push(now);
        let many = gate.bad_logins.len() > 3;
        drop(gate);
        if many {
            self.violate(Service::Cti, "more than three log-ins with wrong credentials in a minute");
        }
    }

    /// A JSON answer with the tracking header.
    pub(super) fn json(&self, status: StatusCode, value: &Value) -> Response {
        self.reply(status, "application/json", Body::from(value.to_string()))
    }

    /// The error body of the CTI API.
    pub(super) fn problem(&self, status: StatusCode, error: &str) -> Response {
        self.json(status, &json!({"error": error}))
    }

    /// Headers only, as 401 and 204 are.
    pub(super) fn bare(&self, status: StatusCode) -> Response {
        let mut response = self.reply(status, "text/plain", Body::empty());
        response.headers_mut().remove(header::CONTENT_TYPE);
        response
    }

    pub(super) fn reply(&self, status: StatusCode, content_type: &'static str, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        response.headers_mut().insert(header::DATE, self.date(Duration::ZERO));
        let mut gate = self.gate();
        gate.requests += 1;
        if let Ok(id) =
            HeaderValue::from_str(&format!("{:012x}", self.seed.wrapping_add(gate.requests) & 0xffff_ffff_ffff))
        {
            response.headers_mut().insert("X-Request-Id", id);
        }
        response
    }

    /// By the services' own clock.
    fn date(&self, later: Duration) -> HeaderValue {
        HeaderValue::try_from(self.clock.http_date(later)).unwrap_or(HeaderValue::from_static(""))
    }
}

/// One request that is being answered.
pub(super) struct InFlight<'a> {
    nfon: &'a Nfon,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.nfon.gate().in_flight -= 1;
    }
}

impl Incoming {
    pub(super) fn bearer(&self) -> Option<&str> {
        self.header(header::AUTHORIZATION.as_str())?.strip_prefix("Bearer ")
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON, when the content type says so, too.
    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn segments(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }
}

impl Service {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cti => "cti",
            Self::Configuration => "configuration",
            Self::Sso => "sso",
        }
    }
}
