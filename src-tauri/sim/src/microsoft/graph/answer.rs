//! One answer of Graph before it becomes a response: a batch puts several of them into one body.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

const JSON_TYPE: &str =
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Absent = empty.
    pub(crate) body: Option<Value>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, headers: vec![("odata-version", "4.0".to_owned())], body: Some(body) }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: None }
    }

    pub(crate) fn error(status: u16, code: &str, message: &str) -> Self {
        Self { status, headers: Vec::new(), body: Some(json!({"error": {"code": code, "message": message}})) }
    }

    pub(crate) fn denied() -> Self {
        Self::error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    }

    pub(crate) fn me_needs_a_user() -> Self {
        Self::error(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
    }

    pub(crate) fn no_such_user(id: &str) -> Self {
        let message =
            format!("Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
        Self::error(404, "Request_ResourceNotFound", &message)
    }

    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Errors name the request; data does not.
    pub(crate) fn with_inner_error(mut self, date: &str, request_id: &str, client_request_id: &str) -> Self {
        if let Some(Value::Object(error)) = self.body.as_mut().and_then(|body| body.get_mut("error")) {
            let inner = error.entry("innerError").or_insert_with(|| Value::Object(Map::new()));
            inner["date"] = json!(date);
            inner["request-id"] = json!(request_id);
            inner["client-request-id"] = json!(client_request_id);
        }
        self
    }

    pub(crate) fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let has_body = self.body.is_some();
        let body = self.body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        if has_body {
            headers.insert("content-type", HeaderValue::from_static(JSON_TYPE));
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}
