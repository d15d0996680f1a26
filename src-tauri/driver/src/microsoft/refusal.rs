//! What a refusal of the sign-in service means for whoever asked.

use super::{aadsts, wire};
use engine::{
    event::{Failure, FailureKind, PageFailure},
    problem::SignInCause,
};
use oauth2::{DeviceCodeErrorResponse, ErrorResponse, RequestTokenError};

/// An answer that never was one of the token endpoint's: a network fault, a throttle, a failing service.
#[derive(Debug, thiserror::Error)]
#[error("the sign-in service gave no answer")]
pub(super) struct Undelivered(pub(super) Failure);

/// Why there is no token.
#[derive(Debug)]
pub(super) enum NoToken {
    Undelivered(Failure),
    Refused { error: String, suberror: Option<String>, number: Option<u32> },
    Nonsense,
}

impl NoToken {
    /// For the application's own credential.
    pub(super) fn for_application(&self) -> Failure {
        let (error, number) = match self {
            Self::Undelivered(failure) => return failure.clone(),
            Self::Nonsense => return Failure::new(FailureKind::Refused),
            Self::Refused { error, number, .. } => (error.as_str(), *number),
        };
        let kind = general(error, number).unwrap_or(match (error, number) {
            ("invalid_client", Some(7_000_222)) => FailureKind::CredentialsExpired,
            ("invalid_client", _) => FailureKind::CredentialsRejected,
            ("access_denied" | "interaction_required" | "consent_required", _) => FailureKind::Forbidden,
            _ => FailureKind::Refused,
        });
        Failure::new(kind).with_code(number)
    }

    /// For a sync user's refresh token.
    pub(super) fn for_refresh(&self) -> Failure {
        let (error, suberror, number) = match self {
            Self::Undelivered(failure) => return failure.clone(),
            Self::Nonsense => return Failure::new(FailureKind::Refused),
            Self::Refused { error, suberror, number } => (error.as_str(), suberror.as_deref(), *number),
        };
        let kind = general(error, number).unwrap_or(match error {
            // A request that the service cannot read is our own mistake: signing in again would not help.
            "invalid_request" | "unsupported_grant_type" => FailureKind::Refused,
            _ => FailureKind::SignInNeeded(aadsts::cause(error, suberror, number)),
        });
        Failure::new(kind).with_code(number)
    }

    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Refused { number, .. } => *number,
            Self::Undelivered(_) | Self::Nonsense => None,
        }
    }

    /// For somebody who stands before a page or a code.
    pub(super) fn for_page(&self) -> PageFailure {
        match self {
            Self::Undelivered(failure) => PageFailure::Refused { cause: SignInCause::Unavailable, code: failure.code },
            Self::Nonsense => PageFailure::Refused { cause: SignInCause::Other, code: None },
            Self::Refused { error, suberror, number } => {
                PageFailure::Refused { cause: aadsts::cause(error, suberror.as_deref(), *number), code: *number }
            }
        }
    }
}

/// Refusals that mean the same whoever asks.
fn general(error: &str, number: Option<u32>) -> Option<FailureKind> {
    match (error, number) {
        ("temporarily_unavailable" | "server_error", _) => Some(FailureKind::Server),
        ("invalid_tenant", _) | (_, Some(90_002 | 50_128)) => Some(FailureKind::TenantUnknown),
        ("unauthorized_client", _) | (_, Some(700_016)) => Some(FailureKind::ApplicationUnknown),
        _ => None,
    }
}

impl From<wire::Refusal> for NoToken {
    fn from(refusal: wire::Refusal) -> Self {
        let number = refusal
            .error_codes
            .as_ref()
            .and_then(|codes| codes.first().copied())
            .or_else(|| refusal.error_description.as_deref().and_then(aadsts::number_in));
        tracing::debug!(error = refusal.error, suberror = refusal.suberror, number, "the sign-in service refused");
        Self::Refused { error: refusal.error, suberror: refusal.suberror, number }
    }
}

impl From<DeviceCodeErrorResponse> for NoToken {
    fn from(refusal: DeviceCodeErrorResponse) -> Self {
        let number = refusal.error_description().and_then(|text| aadsts::number_in(text));
        Self::Refused { error: refusal.error().as_ref().to_owned(), suberror: None, number }
    }
}

impl<T: ErrorResponse + Into<Self> + 'static> From<RequestTokenError<Undelivered, T>> for NoToken {
    fn from(error: RequestTokenError<Undelivered, T>) -> Self {
        match error {
            RequestTokenError::Request(Undelivered(failure)) => Self::Undelivered(failure),
            RequestTokenError::ServerResponse(refusal) => refusal.into(),
            // These quote the answer, which may hold a token.
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                tracing::warn!("the sign-in service's answer makes no sense");
                Self::Nonsense
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(error: &str, suberror: Option<&str>, number: Option<u32>) -> NoToken {
        NoToken::Refused { error: error.into(), suberror: suberror.map(Into::into), number }
    }

    #[test]
    fn the_number_is_taken_from_the_list_or_from_the_text() {
        let number = |json| NoToken::from(serde_json::from_value::<wire::Refusal>(json).unwrap()).number();
        let text = "AADSTS50173: expired";
        assert_eq!(number(serde_json::json!({"error": "e", "error_codes": [7], "error_description": text})), Some(7));
        assert_eq!(
            number(serde_json::json!({"error": "e", "error_codes": [], "error_description": text})),
            Some(50_173)
        );
        assert_eq!(number(serde_json::json!({"error": "e", "error_description": null})), None);
    }

    #[test]
    fn an_application_learns_whether_its_credential_is_wrong_expired_or_unknown() {
        let kind = |error, number| refused(error, None, number).for_application().kind;
        assert_eq!(kind("invalid_client", Some(7_000_215)), FailureKind::CredentialsRejected);
        assert_eq!(kind("invalid_client", Some(7_000_222)), FailureKind::CredentialsExpired);
        assert_eq!(kind("invalid_client", None), FailureKind::CredentialsRejected);
        assert_eq!(kind("unauthorized_client", Some(700_016)), FailureKind::ApplicationUnknown);
        assert_eq!(kind("invalid_request", Some(90_002)), FailureKind::TenantUnknown);
        assert_eq!(kind("temporarily_unavailable", Some(90_033)), FailureKind::Server);
        assert_eq!(kind("access_denied", Some(53_003)), FailureKind::Forbidden);
        assert_eq!(kind("invalid_scope", Some(70_011)), FailureKind::Refused);
    }

    #[test]
    fn a_sync_user_whose_refresh_is_refused_must_sign_in_again_for_a_cause() {
        let failure = refused("invalid_grant", Some("bad_token"), Some(50_173)).for_refresh();
        assert_eq!(failure.kind, FailureKind::SignInNeeded(SignInCause::Revoked));
        assert_eq!(failure.code, Some(50_173));
        let kind = |error, number| refused(error, None, number).for_refresh().kind;
        assert_eq!(kind("interaction_required", Some(50_076)), FailureKind::SignInNeeded(SignInCause::SetUpUnfinished));
        assert_eq!(kind("consent_required", None), FailureKind::SignInNeeded(SignInCause::NoConsent));
        assert_eq!(kind("temporarily_unavailable", None), FailureKind::Server);
        assert_eq!(kind("invalid_request", Some(900_144)), FailureKind::Refused);
    }

    #[test]
    fn a_service_that_fails_is_unavailable_to_the_person_before_the_page() {
        let failure = NoToken::Undelivered(Failure::new(FailureKind::Server)).for_page();
        assert_eq!(failure, PageFailure::Refused { cause: SignInCause::Unavailable, code: None });
    }
}
