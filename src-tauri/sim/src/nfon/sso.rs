//! The token endpoint of the PBX Configuration API: client credentials with HTTP Basic.

use axum::{extract::Request, response::Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{Method, StatusCode, header};
use serde_json::json;

use super::{
    Nfon,
    gate::{Incoming, Service},
};
use crate::urls::TOKEN_PATH;

impl Nfon {
    pub(super) async fn serve_sso(&self, request: Request) -> Response {
        match self.admit(Service::Sso, TOKEN_PATH, request).await {
            Ok(incoming) if incoming.method == Method::POST && incoming.path.is_empty() => self.grant(&incoming),
            Ok(incoming) => {
                self.violate(Service::Sso, format!("{} is not offered here", incoming.method));
                self.bare(StatusCode::METHOD_NOT_ALLOWED)
            }
            Err(response) => response,
        }
    }

    fn grant(&self, incoming: &Incoming) -> Response {
        let form: Vec<(String, String)> = url::form_urlencoded::parse(&incoming.body).into_owned().collect();
        let content_type = incoming.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        if !content_type.starts_with("application/x-www-form-urlencoded") {
            self.violate(Service::Sso, "the token request is not a form");
        }
        for (name, _) in &form {
            if name != "grant_type" {
                self.violate(Service::Sso, format!("unexpected form field {name}"));
            }
        }
        if !form.iter().any(|(name, value)| name == "grant_type" && value == "client_credentials") {
            return self.json(
                StatusCode::BAD_REQUEST,
                &json!({"error": "unsupported_grant_type", "error_description": "Unsupported grant_type"}),
            );
        }
        let basic = incoming.header(header::AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Basic "));
        let decoded = basic.and_then(|text| STANDARD.decode(text).ok()).and_then(|bytes| String::from_utf8(bytes).ok());
        let plain = |text: &str| {
            url::form_urlencoded::parse(format!("x={text}").as_bytes()).next().map(|(_, value)| value.into_owned())
        };
        let given =
            decoded.as_deref().and_then(|pair| pair.split_once(':')).map(|(id, secret)| (plain(id), plain(secret)));
        let wanted = (
            Some(self.company.configuration_client_id.clone()),
            Some(self.company.configuration_client_secret.clone()),
        );
        if given != Some(wanted) {
            return self.json(StatusCode::UNAUTHORIZED, &json!({"error": "invalid_client", "error_description": "Invalid client or Invalid client credentials"}));
        }
        let (token, seconds) = self.issue_configuration();
        let mut response = self.json(
            StatusCode::OK,
            &json!({"access_token": token, "expires_in": seconds, "refresh_expires_in": 0, "token_type": "Bearer", "not-before-policy": 0, "scope": "profile email"}),
        );
        response.headers_mut().insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
        response
    }
}
