//! Asks the services what the engine wants to know, with the credentials and tokens that are in use.

mod journal;

use crate::{
    addresses::Addresses,
    clock::Clock,
    cloudya::Configuration,
    journal::{Journal, News},
    keeper::{Keeper, Outcome, Thing},
    kept::Kept,
    meter::Meter,
    microsoft::{
        batch::{self, Write},
        certificate,
    },
    network::{Change, Network},
    profiles::ProfileStore,
    tokens::{CloudyaSession, MicrosoftSession},
    transport::Transport,
    vault::{self, names},
};
use engine::{
    ExtensionNumber, Secret, UserId,
    event::{
        Account, CloudyaFacts, Connector, EmailNotWritten, Event, Failure, FailureKind, FoundAccount, MicrosoftFacts,
        NotActivated, TeamsUser, Token,
    },
    names::Round,
    presence::TeamsPresence,
    problem,
    request::{ConfigurationCredentials, ConnectCloudya, ConnectMicrosoft, Credential},
    rules::{CreatedCertificate, CredentialKind, NetworkSettings, Profile},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// For a token that does not say how long it lives: Keycloak's shortest usual lifetime.
const CONFIGURATION_LIFETIME: Duration = Duration::from_secs(60);
/// Rounds whose refresh tokens are forgotten even if no profile names them.
const ROUNDS_FORGOTTEN: u16 = 9;

pub(crate) struct Services {
    pub(crate) clock: Clock,
    pub(crate) journal: Arc<Journal>,
    pub(crate) keeper: Keeper,
    pub(crate) meter: Meter,
    pub(crate) network: Network,
    profiles: Arc<dyn ProfileStore>,
    kept: Kept,
    in_use: Mutex<InUse>,
}

#[derive(Default)]
struct InUse {
    cloudya: Option<Arc<CloudyaSession>>,
    microsoft: Option<Arc<MicrosoftSession>>,
    rounds: BTreeSet<Round>,
}

impl InUse {
    /// The same accounts at other addresses, without the tokens of the former ones.
    fn move_to(&mut self, network: &Network) {
        if let Some(former) = &self.cloudya {
            let (cti, configuration) = network.cloudya(&former.account);
            self.cloudya = Some(Arc::new(CloudyaSession::new(&former.account, cti, configuration)));
        }
        if let Some(former) = &self.microsoft {
            let MicrosoftSession { cloud, tenant_id, client_id, credential, .. } = &**former;
            let services = network.microsoft(*cloud);
            let session = MicrosoftSession::new(services, *cloud, tenant_id.clone(), client_id.clone(), *credential);
            self.microsoft = Some(Arc::new(session));
        }
    }
}

/// What [`crate::Options`] give.
pub(crate) struct Means {
    pub(crate) addresses: Addresses,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) vault: Arc<dyn vault::Vault>,
    pub(crate) profiles: Arc<dyn ProfileStore>,
    pub(crate) journal: Journal,
    pub(crate) clock: Clock,
}

impl Services {
    pub(crate) fn new(means: Means, keeper: Keeper) -> Self {
        let Means { addresses, transport, vault, profiles, journal, clock } = means;
        let journal = Arc::new(journal);
        let health = keeper.clone();
        journal.report_to(move |news| match news {
            News::Written(outcome) => health.report(Thing::Journal, &outcome),
            News::Damaged(recovered) => health.found_damaged(problem::Kept::Journal, recovered),
        });
        let meter = Meter::new(&journal, clock.clone());
        Self {
            network: Network::new(addresses, transport, meter.clone()),
            meter,
            kept: Kept::new(vault, keeper.clone()),
            in_use: Mutex::default(),
            clock,
            journal,
            keeper,
            profiles,
        }
    }

    /// Reads what the disk remembers, uses it, and tells the engine of it. A profile that cannot be read counts as empty.
    pub(crate) async fn restore(&self) -> Event {
        let profiles = self.profiles.clone();
        let loaded =
            tokio::task::spawn_blocking(move || profiles.load().map(|loaded| (loaded, profiles.damage()))).await;
        let profile = match loaded {
            Ok(Ok((profile, damage))) => {
                if let Some(recovered) = damage {
                    self.keeper.found_damaged(problem::Kept::Settings, recovered);
                }
                profile
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "the settings cannot be read; defaults are used");
                self.keeper.report(Thing::Profile, &Outcome::Failed);
                Profile::default()
            }
            Err(_) => Profile::default(),
        };
        let journal = self.journal.clone();
        let left = async move {
            let (leftovers, diversions) = (journal.leftovers().await?, journal.diversions().await?);
            Ok((leftovers, diversions, journal.emails().await?, journal.last_request().await?))
        };
        let (leftovers, diversions, emails, last_request) = match self.awaited(left).await {
            Ok(left) => left,
            Err(error) => {
                tracing::warn!(%error, "the journal cannot be read");
                (Vec::new(), Vec::new(), Vec::new(), None)
            }
        };
        self.network.change(&profile.settings.network);
        self.adopt(&profile);
        Event::Restored { profile: Box::new(profile), leftovers, diversions, emails, last_request }
    }

    pub(crate) async fn try_cloudya(&self, credentials: ConnectCloudya) -> Result<CloudyaFacts, Failure> {
        let (cti, configuration) = self.network.cloudya(credentials.account.trim());
        let username = self.kept.or_kept(&credentials.username, names::CTI_USERNAME).await?;
        let password = self.kept.or_kept(&credentials.password, names::CTI_PASSWORD).await?;
        let session = cti.login(&username, &password).await?;
        let connector = async {
            match &credentials.configuration {
                Some(credentials) => Some(self.try_configuration(&configuration, credentials).await),
                None => None,
            }
        };
        let (extensions, configuration) = tokio::join!(cti.extensions(&session.access), connector);
        Ok(CloudyaFacts {
            customer: session.claims.customer,
            extended_presence: session.claims.extended_presence,
            extensions: extensions?,
            configuration,
        })
    }

    pub(crate) async fn try_microsoft(&self, credentials: ConnectMicrosoft) -> Result<MicrosoftFacts, Failure> {
        let (identity, _) = self.network.microsoft(credentials.cloud);
        let tenant = identity.resolve_tenant(credentials.tenant.trim()).await?;
        let credential = match &credentials.credential {
            Credential::Secret { secret } => {
                Credential::Secret { secret: self.kept.or_kept(secret, names::MICROSOFT_CLIENT_SECRET).await? }
            }
            Credential::Certificate { pem } => {
                Credential::Certificate { pem: self.kept.or_kept(pem, names::MICROSOFT_CERTIFICATE).await? }
            }
            Credential::Created => {
                Credential::Certificate { pem: self.kept.read(names::MICROSOFT_CERTIFICATE_CREATED).await? }
            }
        };
        let credential_expires = match &credential {
            Credential::Certificate { pem } => Some(certificate::expires(pem)?),
            Credential::Secret { .. } | Credential::Created => None,
        };
        let (client_id, now) = (credentials.client_id.trim(), self.clock.now().utc);
        let issued = identity.application_token(&tenant.id, client_id, &credential, now).await?;
        Ok(MicrosoftFacts { tenant_id: tenant.id, granted: issued.token.granted, credential_expires })
    }

    /// The key is in the store before anybody can upload the certificate.
    pub(crate) async fn create_certificate(&self) -> Result<CreatedCertificate, Failure> {
        let now = self.clock.now().utc;
        let made = tokio::task::spawn_blocking(move || certificate::make(now)).await;
        let (certificate, pem) = made.map_err(|_| Failure::new(FailureKind::Refused))??;
        let _ = self.kept.keep(names::MICROSOFT_CERTIFICATE_CREATED, &pem).await;
        Ok(certificate)
    }

    /// An account of the tenant, if there is one with this user principal name.
    pub(crate) async fn account(&self, address: &str) -> Result<Option<FoundAccount>, Failure> {
        let session = self.microsoft()?;
        session.graph.account(&session.access(Account::Application)?, address.trim()).await
    }

    /// The round's tokens are not used any more, and its refresh token leaves the store.
    pub(crate) fn forget_sign_in(&self, round: Round) {
        self.in_use().rounds.remove(&round);
        self.kept.remove(&vault::sync_user(round));
    }

    /// Holds at once; the store is written behind it.
    pub(crate) fn keep_cloudya(&self, credentials: &ConnectCloudya) {
        let account = credentials.account.trim();
        let (cti, configuration) = self.network.cloudya(account);
        let session = Arc::new(CloudyaSession::new(account, cti, configuration));
        let former = self.in_use().cloudya.replace(session);
        self.kept.keep(names::CTI_USERNAME, &credentials.username);
        self.kept.keep(names::CTI_PASSWORD, &credentials.password);
        match &credentials.configuration {
            Some(configuration) => {
                self.kept.keep(names::CONFIGURATION_CLIENT_ID, &configuration.client_id);
                self.kept.keep(names::CONFIGURATION_CLIENT_SECRET, &configuration.client_secret);
            }
            // Those of the same account stay in use.
            None if former.is_some_and(|former| former.account == account) => {}
            None => {
                self.kept.remove(names::CONFIGURATION_CLIENT_ID);
                self.kept.remove(names::CONFIGURATION_CLIENT_SECRET);
            }
        }
    }

    /// Holds at once; the store is written behind it.
    pub(crate) fn keep_microsoft(&self, credentials: &ConnectMicrosoft, tenant_id: String) {
        let kind = match &credentials.credential {
            Credential::Secret { secret } => {
                self.kept.keep(names::MICROSOFT_CLIENT_SECRET, secret);
                self.kept.remove(names::MICROSOFT_CERTIFICATE);
                CredentialKind::Secret
            }
            Credential::Certificate { pem } => {
                self.kept.keep(names::MICROSOFT_CERTIFICATE, pem);
                self.kept.remove(names::MICROSOFT_CLIENT_SECRET);
                CredentialKind::Certificate
            }
            Credential::Created => {
                self.kept.rename(names::MICROSOFT_CERTIFICATE_CREATED, names::MICROSOFT_CERTIFICATE);
                self.kept.remove(names::MICROSOFT_CLIENT_SECRET);
                CredentialKind::Certificate
            }
        };
        let client_id = credentials.client_id.trim().to_owned();
        let services = self.network.microsoft(credentials.cloud);
        let session = MicrosoftSession::new(services, credentials.cloud, tenant_id, client_id, kind);
        let mut in_use = self.in_use();
        if let Some(former) = &in_use.microsoft {
            session.inherit(former);
        }
        in_use.microsoft = Some(Arc::new(session));
    }

    pub(crate) async fn authenticate(&self, account: Account) -> Result<Token, Failure> {
        match account {
            Account::Cti => self.authenticate_cti().await,
            Account::Configuration => self.authenticate_configuration().await,
            Account::Application => self.authenticate_application().await,
            Account::SyncUser(round) => self.authenticate_sync_user(round).await,
        }
    }

    pub(crate) async fn write_email(
        &self,
        extension: &ExtensionNumber,
        former: &str,
        email: &str,
    ) -> Result<(), EmailNotWritten> {
        let session = self.cloudya().map_err(EmailNotWritten::Failed)?;
        let token = session.configuration_access().map_err(EmailNotWritten::Failed)?;
        session.configuration.write_email(&token, extension, former, email).await
    }

    /// Waits for the journal, so that the former profile is never lost.
    pub(crate) async fn activate_forwarding(
        &self,
        extension: &ExtensionNumber,
        profile: u8,
        instead_of: u8,
    ) -> Result<(), NotActivated> {
        let session = self.cloudya().map_err(NotActivated::Failed)?;
        let token = session.configuration_access().map_err(NotActivated::Failed)?;
        let journal = self.journal.clone();
        if let Err(error) = self.awaited(async move { journal.flush_to_disk().await }).await {
            tracing::warn!(%error, "a phone is left as it is: its former profile cannot be written down");
            return Err(NotActivated::Failed(Failure::new(FailureKind::Unreachable)));
        }
        session.configuration.activate_forwarding(&token, extension, profile, instead_of).await
    }

    pub(crate) async fn users(&self) -> Result<Vec<TeamsUser>, Failure> {
        let session = self.microsoft()?;
        let mut known = session.users.lock().await;
        session.graph.users(&session.access(Account::Application)?, &mut known).await
    }

    pub(crate) async fn presences(
        &self,
        reader: Account,
        users: &[UserId],
    ) -> Result<Vec<(UserId, TeamsPresence)>, Failure> {
        let session = self.microsoft()?;
        session.graph.presences(&session.access(reader)?, users).await
    }

    /// What came of each write, in the same order. At most [`MOST_WRITES`](crate::microsoft::batch::MOST_WRITES).
    ///
    /// Waits for the journal before anything is published, so that a crash in the middle leaves nothing unknown behind.
    pub(crate) async fn write_presences(&self, writes: &[Write]) -> Vec<Result<(), Failure>> {
        let access = self.microsoft().and_then(|session| Ok((session.access(Account::Application)?, session)));
        let (access, session) = match access {
            Ok(access) => access,
            Err(failure) => return vec![Err(failure); writes.len()],
        };
        if writes.iter().any(|write| write.change != batch::Change::Clear) {
            // A disk that fails does not stop the synchronisation: what is published ends by itself.
            self.flush_journal().await;
        }
        match writes {
            [write] => vec![session.graph.write(&access, &session.client_id, write).await],
            writes => session.graph.write_all(&access, &session.client_id, writes).await,
        }
    }

    /// Uses the tokens of somebody who signed in for the round from now on, and keeps the refresh token.
    pub(crate) fn accept_sign_in(&self, round: Round, session: &MicrosoftSession, tokens: crate::microsoft::Tokens) {
        self.in_use().rounds.insert(round);
        session.hold(Account::SyncUser(round), tokens.access);
        if let Some(refresh) = &tokens.refresh {
            self.kept.keep(&vault::sync_user(round), refresh);
        }
    }

    /// Later requests go there. Whoever was somewhere else has to prove who we are anew.
    pub(crate) fn use_network(&self, network: &NetworkSettings) {
        match self.network.change(network) {
            Change::Nothing | Change::Way => {}
            Change::Addresses => self.in_use().move_to(&self.network),
        }
    }

    pub(crate) fn save_profile(&self, profile: Profile) {
        self.in_use().rounds.extend(profile.sync_users.keys());
        let profiles = self.profiles.clone();
        self.keeper.keep(Thing::Profile, move || outcome(profiles.save(&profile)));
    }

    /// Every secret and the profile, after whatever is still being written. [`Self::empty_journal`] is the rest.
    pub(crate) fn forget_everything(&self) {
        let rounds: BTreeSet<Round> = {
            let mut in_use = self.in_use();
            let known = std::mem::take(&mut *in_use).rounds;
            known.into_iter().chain((1..=ROUNDS_FORGOTTEN).map(Round)).collect()
        };
        for name in [
            names::CTI_USERNAME,
            names::CTI_PASSWORD,
            names::CONFIGURATION_CLIENT_ID,
            names::CONFIGURATION_CLIENT_SECRET,
            names::MICROSOFT_CLIENT_SECRET,
            names::MICROSOFT_CERTIFICATE,
            names::MICROSOFT_CERTIFICATE_CREATED,
        ] {
            self.kept.remove(name);
        }
        for round in rounds {
            self.kept.remove(&vault::sync_user(round));
        }
        let profiles = self.profiles.clone();
        self.keeper.keep(Thing::Profile, move || outcome(profiles.forget()));
    }

    /// Fails with [`FailureKind::SecretMissing`] where nothing was set up yet.
    pub(crate) fn cloudya(&self) -> Result<Arc<CloudyaSession>, Failure> {
        self.in_use().cloudya.clone().ok_or(Failure::new(FailureKind::SecretMissing))
    }

    /// Fails with [`FailureKind::SecretMissing`] where nothing was set up yet.
    pub(crate) fn microsoft(&self) -> Result<Arc<MicrosoftSession>, Failure> {
        self.in_use().microsoft.clone().ok_or(Failure::new(FailureKind::SecretMissing))
    }

    /// By refresh where possible, else by one login.
    async fn authenticate_cti(&self) -> Result<Token, Failure> {
        let session = self.cloudya()?;
        if let Some(refresh) = session.refresh_token() {
            match session.cti.refresh(&refresh).await {
                Ok(fresh) => return Ok(session.hold(fresh)),
                Err(failure) if failure.is_transient() => return Err(failure),
                Err(_) => session.forget_refresh_token(),
            }
        }
        let username = self.kept.read(names::CTI_USERNAME).await?;
        let password = self.kept.read(names::CTI_PASSWORD).await?;
        Ok(session.hold(session.cti.login(&username, &password).await?))
    }

    async fn authenticate_configuration(&self) -> Result<Token, Failure> {
        let session = self.cloudya()?;
        let client_id = self.kept.read(names::CONFIGURATION_CLIENT_ID).await?;
        let client_secret = self.kept.read(names::CONFIGURATION_CLIENT_SECRET).await?;
        let token = session.configuration.token(&client_id, &client_secret).await?;
        session.hold_configuration(token.access);
        Ok(Token { expires_in: token.expires_in.unwrap_or(CONFIGURATION_LIFETIME), granted: Vec::new() })
    }

    async fn authenticate_application(&self) -> Result<Token, Failure> {
        let session = self.microsoft()?;
        let credential = match session.credential {
            CredentialKind::Secret => {
                Credential::Secret { secret: self.kept.read(names::MICROSOFT_CLIENT_SECRET).await? }
            }
            CredentialKind::Certificate => {
                Credential::Certificate { pem: self.kept.read(names::MICROSOFT_CERTIFICATE).await? }
            }
        };
        let now = self.clock.now().utc;
        let (tenant_id, client_id) = (&session.tenant_id, &session.client_id);
        let issued = session.identity.application_token(tenant_id, client_id, &credential, now).await?;
        session.hold(Account::Application, issued.access);
        Ok(issued.token)
    }

    async fn authenticate_sync_user(&self, round: Round) -> Result<Token, Failure> {
        let session = self.microsoft()?;
        let name = vault::sync_user(round);
        let refresh = self.kept.read(&name).await?;
        let fresh = session.identity.refresh(&session.tenant_id, &session.client_id, &refresh).await?;
        session.hold(Account::SyncUser(round), fresh.access);
        // Whoever connected another application or forgot everything meanwhile does not want this token.
        let current = self.microsoft().is_ok_and(|current| Arc::ptr_eq(&current, &session));
        if let Some(refresh) = fresh.refresh.filter(|_| current) {
            // The new one is in the store before the answer; until then the former one is still there.
            let _ = self.kept.keep(&name, &refresh).await;
        }
        Ok(fresh.token)
    }

    async fn try_configuration(
        &self,
        configuration: &Configuration,
        credentials: &ConfigurationCredentials,
    ) -> Result<Connector, Failure> {
        let client_id = self.kept.or_kept(&credentials.client_id, names::CONFIGURATION_CLIENT_ID).await?;
        let secret: Secret = self.kept.or_kept(&credentials.client_secret, names::CONFIGURATION_CLIENT_SECRET).await?;
        let token = configuration.token(&client_id, &secret).await?;
        configuration.connector(&token.access).await
    }

    fn adopt(&self, profile: &Profile) {
        let cloudya = profile.cloudya.as_ref().map(|cloudya| {
            let (cti, configuration) = self.network.cloudya(&cloudya.account);
            Arc::new(CloudyaSession::new(&cloudya.account, cti, configuration))
        });
        let microsoft = profile.microsoft.as_ref().map(|microsoft| {
            let (tenant_id, client_id) = (microsoft.tenant_id.clone(), microsoft.client_id.clone());
            let services = self.network.microsoft(microsoft.cloud);
            Arc::new(MicrosoftSession::new(services, microsoft.cloud, tenant_id, client_id, microsoft.credential))
        });
        *self.in_use() = InUse { cloudya, microsoft, rounds: profile.sync_users.keys().copied().collect() };
    }

    fn in_use(&self) -> MutexGuard<'_, InUse> {
        self.in_use.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn outcome(result: Result<(), crate::profiles::StoreError>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::warn!(%error, "the settings are not kept");
            Outcome::Failed
        }
    }
}
