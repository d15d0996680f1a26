//! Consent and sign-in in a browser: the address to open, and what the redirect back says.

use super::identity::{Identity, Tokens};
use engine::{
    event::{PageFailure, SignedIn},
    names::{Secret, Utc},
};
use url::Url;

/// A page that was opened and has not come back.
#[derive(Clone, Debug)]
pub struct Pending {
    /// To be opened.
    pub address: Url,
    /// Where the page comes back to, with a query that tells how it went.
    pub redirect: Url,
    state: Secret,
    nonce: Secret,
    verifier: Secret,
    tenant_id: String,
    client_id: String,
}

impl Pending {
    /// Whether a navigation to this address is the way back.
    pub fn is_redirect(&self, url: &Url) -> bool {
        unimplemented!()
    }
}

impl Identity {
    /// Where an embedded window comes back to.
    pub fn window_redirect(&self) -> Url {
        unimplemented!()
    }

    pub fn begin_consent(&self, tenant_id: &str, client_id: &str, redirect: Url) -> Pending {
        unimplemented!()
    }

    /// `login_hint` may be empty.
    pub fn begin_sign_in(&self, tenant_id: &str, client_id: &str, redirect: Url, login_hint: &str) -> Pending {
        unimplemented!()
    }

    pub fn finish_consent(&self, pending: &Pending, url: &Url) -> Result<(), PageFailure> {
        unimplemented!()
    }

    pub async fn finish_sign_in(
        &self,
        pending: Pending,
        url: &Url,
        now: Utc,
    ) -> Result<(SignedIn, Tokens), PageFailure> {
        unimplemented!()
    }
}
