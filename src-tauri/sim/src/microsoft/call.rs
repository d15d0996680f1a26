//! One HTTP request in the form that both Microsoft services look at: decoded path, query pairs, headers and the whole body.

use axum::{body::Body, extract::Request};
use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

/// More than any client has reason to send.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

pub(crate) struct Call {
    pub(crate) method: Method,
    /// Segments after the root, percent-decoded.
    pub(crate) path: Vec<String>,
    /// As it was sent, without the question mark.
    pub(crate) raw_query: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    /// A body that cannot be read counts as empty; the checks of its form then refuse it.
    pub(crate) async fn read(request: Request) -> Self {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(Body::new(body), BODY_LIMIT).await.unwrap_or_default();
        Self::new(parts.method, parts.uri.path(), parts.uri.query().unwrap_or_default(), parts.headers, body)
    }

    pub(crate) fn new(method: Method, path: &str, raw_query: &str, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            method,
            path: path
                .trim_start_matches('/')
                .split('/')
                .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
                .collect(),
            raw_query: raw_query.to_owned(),
            query: pairs(raw_query.as_bytes()),
            headers,
            body,
        }
    }

    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body is declared to be of this media type, parameters aside.
    pub(crate) fn has_content_type(&self, wanted: &str) -> bool {
        self.header("content-type")
            .and_then(|value| value.split(';').next())
            .is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case(wanted))
    }

    pub(crate) fn form(&self) -> Fields {
        Fields(pairs(&self.body))
    }

    pub(crate) fn query_fields(&self) -> Fields {
        Fields(self.query.clone())
    }
}

/// Named text fields of a form or a query.
#[derive(Clone)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// An empty value counts as absent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}
