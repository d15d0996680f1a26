//! Refusals of the sign-in service, with their AADSTS numbers.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::{Value, json};

use super::super::{Microsoft, knobs::InvalidClientStatus};

/// One refusal. Its text is for people; programs decide by `error` and `suberror`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: u32,
    pub(crate) error: &'static str,
    pub(crate) suberror: Option<&'static str>,
    pub(crate) text: String,
    /// A JSON string to pass on to `/authorize`.
    pub(crate) claims: Option<String>,
}

impl Problem {
    /// Names the parameter that it is about.
    pub(crate) fn naming(mut self, parameter: &str) -> Self {
        self.text = format!("{} Parameter: '{parameter}'.", self.text);
        self
    }

    pub(crate) fn with_error(self, error: &'static str) -> Self {
        Self { error, ..self }
    }

    pub(crate) fn with_suberror(self, suberror: &'static str) -> Self {
        Self { suberror: Some(suberror), ..self }
    }
}

/// The refusal with this AADSTS number, with the `error` under which it usually comes.
pub(crate) fn problem(code: u32) -> Problem {
    let (error, text) = match code {
        50011 => ("invalid_request", "The redirect URI of the request is not registered for the application."),
        50012 => ("invalid_client", "The client assertion is outside its time or badly made."),
        50020 => ("access_denied", "The account belongs to another tenant and cannot use this application."),
        50034 => ("invalid_grant", "The account does not exist in this directory."),
        50053 => ("invalid_grant", "The account is locked after too many wrong passwords."),
        50055 => ("invalid_grant", "The password has expired."),
        50057 => ("invalid_grant", "The account is disabled."),
        50058 => ("login_required", "A silent sign-in was asked for, but nobody is signed in."),
        50076 => ("invalid_grant", "Multi-factor authentication is required."),
        50079 => (
            "interaction_required",
            "The account must be registered for multi-factor authentication before it can sign in.",
        ),
        50126 => ("invalid_grant", "The user name or the password is wrong."),
        50147 => ("invalid_request", "The code challenge does not have a permitted size."),
        50173 => ("invalid_grant", "The grant was revoked; a new sign-in is needed."),
        50194 => {
            ("invalid_request", "The application is registered for a single tenant; use the address of that tenant.")
        }
        53003 => ("access_denied", "Access has been blocked by a conditional access policy."),
        54005 => ("invalid_grant", "The authorization code was already redeemed."),
        65001 => ("invalid_grant", "Nobody has consented to the use of this application."),
        65004 => ("consent_required", "The consent was declined."),
        70000 => ("invalid_grant", "The grant is invalid or malformed."),
        70003 => ("unsupported_grant_type", "The grant type is not supported."),
        70008 => ("invalid_grant", "The authorization code or refresh token has expired."),
        70011 => ("invalid_scope", "The scope is not valid."),
        70016 => ("authorization_pending", "Nobody has signed in with the code yet."),
        70018 => ("bad_verification_code", "The device code is not known."),
        70019 => ("expired_token", "The device code has expired."),
        70043 => ("invalid_grant", "The refresh token is too old for the sign-in frequency policy."),
        90002 => ("invalid_tenant", "The tenant was not found. Check the spelling and the cloud."),
        90014 | 900144 => ("invalid_request", "A required parameter is missing."),
        90094 => ("access_denied", "An administrator has to grant these permissions."),
        90124 => ("invalid_request", "The flow is not available on this shared address."),
        500011 => ("invalid_resource", "The resource was not found in the tenant."),
        501481 => ("invalid_grant", "The code verifier does not match the code challenge."),
        501491 => ("invalid_request", "The code challenge has a wrong form."),
        700005 => ("invalid_grant", "The code belongs to another tenant."),
        700016 => ("unauthorized_client", "The application was not found in the tenant."),
        700022 => ("invalid_scope", "Scopes of several resources cannot be asked for together."),
        700025 => ("invalid_client", "The client is public, so neither a secret nor an assertion may be sent."),
        700027 => ("invalid_client", "The certificate or the signature of the assertion was not accepted."),
        700054 => ("unsupported_response_type", "This response type is not enabled for the application."),
        700082 => ("invalid_grant", "The refresh token has expired due to inactivity."),
        900561 => ("invalid_request", "The endpoint accepts POST requests only."),
        900971 => ("invalid_request", "No redirect URI was sent."),
        7000215 => ("invalid_client", "The client secret is wrong. Send the value of the secret, not its id."),
        7000218 => ("invalid_client", "The request must contain a client secret or a client assertion."),
        7000222 => ("invalid_client", "The client secret has expired."),
        _ => ("invalid_request", "The request is malformed."),
    };
    Problem { code, error, suberror: None, text: text.to_owned(), claims: None }
}

impl Microsoft {
    /// The text of a refusal as it stands in answers and redirects, with fresh identifiers.
    pub(crate) fn described(&self, problem: &Problem) -> (String, Value) {
        let trace = uuid::Uuid::new_v4().to_string();
        let correlation = uuid::Uuid::new_v4().to_string();
        let timestamp = self.login_timestamp();
        let description = format!(
            "AADSTS{}: {}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}",
            problem.code, problem.text
        );
        let mut body = json!({
            "error": problem.error,
            "error_description": description,
            "error_codes": [problem.code],
            "timestamp": timestamp,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": format!("{}/error?code={}", self.urls.login, problem.code),
        });
        if let Some(suberror) = problem.suberror {
            body["suberror"] = json!(suberror);
        }
        if let Some(claims) = &problem.claims {
            body["claims"] = json!(claims);
        }
        (description, body)
    }

    /// The JSON answer of the token endpoint and its neighbours.
    pub(crate) fn refusal(&self, problem: &Problem) -> Response {
        let status = match (problem.error, self.knobs().invalid_client_status) {
            ("invalid_client", InvalidClientStatus::Unauthorized) => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        };
        let (_, body) = self.described(problem);
        let telemetry = format!("1,{},0,,", problem.code);
        (status, [("cache-control", "no-store, no-cache".to_owned()), ("x-ms-clitelem", telemetry)], Json(body))
            .into_response()
    }
}
