//! Why something did not work, by what can be done about it.

use crate::problem::SignInCause;
use std::time::Duration;

/// Why something did not work, by what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    /// What the service asked for, from the moment of the answer.
    pub retry_after: Option<Duration>,
    /// The AADSTS number, for the explanation only.
    pub code: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// No connection, no answer in time, or an answer that stopped half-way.
    Unreachable,
    /// 401: the token is not accepted.
    Unauthorized,
    /// The credentials themselves are not accepted.
    CredentialsRejected,
    CredentialsExpired,
    /// Refreshing is over: somebody must sign in again.
    SignInNeeded(SignInCause),
    Forbidden,
    NotFound,
    TenantUnknown,
    ApplicationUnknown,
    CertificateUnreadable,
    Throttled,
    /// 5xx.
    Server,
    /// Any other refusal, or an answer that makes no sense: repeating cannot help.
    Refused,
    /// The credential store does not give the secret.
    SecretMissing,
}

impl Failure {
    pub fn new(kind: FailureKind) -> Self {
        Self { kind, retry_after: None, code: None }
    }

    #[must_use]
    pub fn with_code(mut self, code: Option<u32>) -> Self {
        self.code = code;
        self
    }

    #[must_use]
    pub fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.retry_after = retry_after;
        self
    }

    /// Whether the same request can succeed later without anybody doing anything.
    pub fn is_transient(&self) -> bool {
        match self.kind {
            FailureKind::Unreachable | FailureKind::Throttled | FailureKind::Server => true,
            FailureKind::Unauthorized
            | FailureKind::CredentialsRejected
            | FailureKind::CredentialsExpired
            | FailureKind::SignInNeeded(_)
            | FailureKind::Forbidden
            | FailureKind::NotFound
            | FailureKind::TenantUnknown
            | FailureKind::ApplicationUnknown
            | FailureKind::CertificateUnreadable
            | FailureKind::Refused
            | FailureKind::SecretMissing => false,
        }
    }
}
