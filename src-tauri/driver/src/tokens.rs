//! Who we are to Cloudya and to Microsoft, with the tokens that prove it. They never leave the driver.

use crate::{
    cloudya::{Configuration, Cti, Session},
    microsoft::{Graph, Identity, Users},
};
use engine::{
    Secret,
    event::{Account, Failure, FailureKind, Token},
    rules::{Cloud, CredentialKind},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// One customer account of Cloudya. Other credentials make another session, so that a late answer lands in the old one.
pub(crate) struct CloudyaSession {
    /// The K-account.
    pub(crate) account: String,
    pub(crate) cti: Cti,
    pub(crate) configuration: Configuration,
    tokens: Mutex<CloudyaTokens>,
}

#[derive(Default)]
struct CloudyaTokens {
    access: Option<Secret>,
    refresh: Option<Secret>,
    configuration: Option<Secret>,
}

/// One application in one tenant of Microsoft, with the services of the cloud in which that lives.
pub(crate) struct MicrosoftSession {
    pub(crate) identity: Identity,
    pub(crate) graph: Graph,
    pub(crate) cloud: Cloud,
    pub(crate) tenant_id: String,
    pub(crate) client_id: String,
    pub(crate) credential: CredentialKind,
    /// One reading at a time.
    pub(crate) users: tokio::sync::Mutex<Users>,
    access: Mutex<BTreeMap<Account, Secret>>,
}

impl CloudyaSession {
    pub(crate) fn new(account: &str, cti: Cti, configuration: Configuration) -> Self {
        Self { account: account.to_owned(), cti, configuration, tokens: Mutex::default() }
    }

    /// Fails with [`FailureKind::Unauthorized`] before the first login, so that the engine asks for one.
    pub(crate) fn access(&self) -> Result<Secret, Failure> {
        self.tokens().access.clone().ok_or(Failure::new(FailureKind::Unauthorized))
    }

    /// As [`Self::access`], for the PBX Configuration API.
    pub(crate) fn configuration_access(&self) -> Result<Secret, Failure> {
        self.tokens().configuration.clone().ok_or(Failure::new(FailureKind::Unauthorized))
    }

    pub(crate) fn refresh_token(&self) -> Option<Secret> {
        self.tokens().refresh.clone()
    }

    pub(crate) fn forget_refresh_token(&self) {
        self.tokens().refresh = None;
    }

    pub(crate) fn hold(&self, session: Session) -> Token {
        let mut tokens = self.tokens();
        tokens.access = Some(session.access);
        tokens.refresh = Some(session.refresh);
        Token { expires_in: session.expires_in, granted: Vec::new() }
    }

    pub(crate) fn hold_configuration(&self, access: Secret) {
        self.tokens().configuration = Some(access);
    }

    fn tokens(&self) -> MutexGuard<'_, CloudyaTokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MicrosoftSession {
    pub(crate) fn new(
        (identity, graph): (Identity, Graph),
        cloud: Cloud,
        tenant_id: String,
        client_id: String,
        credential: CredentialKind,
    ) -> Self {
        let (users, access) = Default::default();
        Self { identity, graph, cloud, tenant_id, client_id, credential, users, access }
    }

    /// The same application with another credential: the people who signed in stay signed in.
    pub(crate) fn inherit(&self, former: &Self) {
        if (&self.tenant_id, &self.client_id) == (&former.tenant_id, &former.client_id) {
            let tokens = former.tokens().clone();
            *self.tokens() = tokens;
        }
    }

    /// Fails with [`FailureKind::Unauthorized`] before the first token, so that the engine asks for one.
    pub(crate) fn access(&self, account: Account) -> Result<Secret, Failure> {
        self.tokens().get(&account).cloned().ok_or(Failure::new(FailureKind::Unauthorized))
    }

    pub(crate) fn hold(&self, account: Account, access: Secret) {
        self.tokens().insert(account, access);
    }

    fn tokens(&self) -> MutexGuard<'_, BTreeMap<Account, Secret>> {
        self.access.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
