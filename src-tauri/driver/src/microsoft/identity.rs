//! The sign-in service: tenants, tokens of the application, and fresh tokens of sync users.

use crate::transport::Transport;
use engine::{
    event::{Failure, Token},
    names::{Secret, Utc},
    request::Credential,
};
use std::sync::Arc;
use url::Url;

/// The sign-in service of one cloud.
#[derive(Clone)]
pub struct Identity {
    transport: Arc<dyn Transport>,
    login: Url,
    graph: Url,
}

/// A tenant, found by its domain or its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    pub id: String,
    pub issuer: String,
    /// Where this tenant's Graph is, such as `graph.microsoft.com`.
    pub msgraph_host: Option<String>,
}

/// A token of the application itself.
#[derive(Clone, Debug)]
pub struct Issued {
    pub access: Secret,
    pub token: Token,
}

/// The tokens of a sync user.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access: Secret,
    /// Replaces the one before. To be kept before the former one is forgotten.
    pub refresh: Secret,
    pub token: Token,
}

impl Identity {
    /// `login` is the sign-in origin; of `graph` only the origin counts, which the scopes name.
    pub fn new(transport: Arc<dyn Transport>, login: Url, graph: Url) -> Self {
        Self { transport, login, graph }
    }

    /// Turns what the administrator typed into the tenant's id.
    pub async fn resolve_tenant(&self, domain_or_id: &str) -> Result<Tenant, Failure> {
        unimplemented!()
    }

    /// A token by client credentials. `granted` is what the token itself names as its roles.
    pub async fn application_token(
        &self,
        tenant_id: &str,
        client_id: &str,
        credential: &Credential,
        now: Utc,
    ) -> Result<Issued, Failure> {
        unimplemented!()
    }

    /// Fresh tokens for a sync user.
    pub async fn refresh(&self, tenant_id: &str, client_id: &str, refresh: &Secret) -> Result<Tokens, Failure> {
        unimplemented!()
    }
}
