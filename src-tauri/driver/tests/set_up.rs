//! Set-up with an administrator at the simulated tenant: a certificate made here, sync users checked and created,
//! and the addresses of every cloud.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod tenant;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use driver::{
    Addresses, Clock, Handle, HostCommand, MemoryStore, Options, PageVerdict,
    journal::Journal,
    microsoft::Role,
    spawn_with_clock,
    transport::{Body, Transport, TransportError, full},
    vault::{self, MemoryVault, Vault as _, names},
};
use engine::{
    Attempt, Request, Round, Secret, View,
    problem::{NotCreated, Permission, Problem, SignInCause, Unfit},
    request::{ConnectMicrosoft, Credential, Via},
    rules::{Cloud, CredentialKind},
    view::{OpenPage, RoundView, StepState},
};
use futures::future::BoxFuture;
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};
use tenant::Tenant;
use tokio::sync::{Semaphore, mpsc};
use url::Url;

const FIRST: Round = Round(1);

#[tokio::test(start_paused = true)]
async fn a_certificate_that_was_made_here_signs_in_once_it_is_uploaded() {
    let tenant = Tenant::new();
    tenant.sim.microsoft.grant_consent();
    let mut desk = Desk::at(&tenant);
    desk.handle.send(Request::CreateCertificate);
    desk.until("a certificate is shown", |view| view.setup.microsoft.created_certificate.is_some()).await;
    let certificate = desk.view().setup.microsoft.created_certificate.clone().unwrap();
    assert!(!certificate.public_pem.contains("PRIVATE KEY"));
    assert!(desk.kept(names::MICROSOFT_CERTIFICATE_CREATED).unwrap().contains("PRIVATE KEY"));

    desk.connect(&tenant, Credential::Created, Cloud::Global);
    desk.until("it is refused", |view| failed(&view.setup.microsoft.state)).await;
    let StepState::Failed { problem } = &desk.view().setup.microsoft.state else { panic!("it was just so") };
    assert_eq!(*problem, Problem::ApplicationCredentialRejected { code: Some(700_027) });
    assert!(desk.kept(names::MICROSOFT_CERTIFICATE_CREATED).is_some(), "it can still be uploaded");

    let der = CertificateDer::from_pem_slice(certificate.public_pem.as_bytes()).unwrap();
    tenant.sim.microsoft.register_certificate(&der).unwrap();
    desk.connect(&tenant, Credential::Created, Cloud::Global);
    desk.until("Microsoft is connected", |view| done(&view.setup.microsoft.state)).await;
    let step = desk.view().setup.microsoft.clone();
    assert_eq!(
        (step.credential, step.credential_expires),
        (Some(CredentialKind::Certificate), Some(certificate.expires))
    );
    assert_eq!(step.created_certificate, None);
    desk.until("consent is seen", |view| done(&view.setup.consent)).await;
    assert!(desk.kept(names::MICROSOFT_CERTIFICATE).unwrap().starts_with(&certificate.public_pem));
    assert_eq!(desk.kept(names::MICROSOFT_CERTIFICATE_CREATED), None);

    desk = desk.restarted(&tenant);
    desk.handle.send(Request::CheckSyncUser { round: FIRST });
    desk.until("the application reads again", |view| view.setup.rounds.iter().any(|round| done(&round.check))).await;
    desk.handle.send(Request::ForgetEverything);
    desk.until("nothing is connected", |view| view.setup.microsoft.tenant_id.is_none()).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(desk.kept(names::MICROSOFT_CERTIFICATE), None);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn forgetting_takes_a_certificate_along_that_was_never_used() {
    let tenant = Tenant::new();
    let desk = Desk::at(&tenant);
    desk.handle.send(Request::CreateCertificate);
    desk.until("a certificate is shown", |view| view.setup.microsoft.created_certificate.is_some()).await;
    desk.handle.send(Request::ForgetEverything);
    desk.until("it is gone", |view| view.setup.microsoft.created_certificate.is_none()).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(desk.kept(names::MICROSOFT_CERTIFICATE_CREATED), None);
}

#[tokio::test(start_paused = true)]
async fn a_sync_user_must_exist_and_hold_no_directory_role() {
    let tenant = Tenant::new();
    let desk = Desk::connected(&tenant).await;
    let company = &tenant.sim.company;
    for (address, unfit) in [
        (company.sync_users[0].upn.clone(), None),
        (company.admin.upn.clone(), Some(Unfit::Administrator)),
        (format!("nobody@{}", company.tenant_domain), Some(Unfit::Missing)),
    ] {
        desk.handle.send(Request::NameSyncUser { round: FIRST, address: address.clone() });
        desk.handle.send(Request::CheckSyncUser { round: FIRST });
        desk.until(&address, |view| match (&round(view).check, &unfit) {
            (StepState::Done { .. }, None) => true,
            (StepState::Failed { problem: Problem::SyncUserUnfit { reason, .. } }, Some(unfit)) => reason == unfit,
            (_, _) => false,
        })
        .await;
    }
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_administrator_creates_the_sync_user_in_a_window_and_it_can_sign_in() {
    let tenant = Tenant::new();
    let mut desk = Desk::connected(&tenant).await;
    let address = desk.name_newcomer(&tenant);
    let attempt = desk.administrate(&tenant).await;
    desk.until("the password is shown", |view| round(view).password.is_some()).await;
    assert_eq!(desk.command().await, Some(HostCommand::ClosePage { attempt }));
    let view = desk.view();
    assert!(done(&round(&view).creation), "{:?}", round(&view));
    assert_eq!(round(&view).expected, address);
    desk.until("the account is found fit", |view| done(&round(view).check)).await;
    assert_eq!(desk.kept(&vault::sync_user(FIRST)), None, "nothing of the administrator is kept");

    let password = serde_json::to_value(round(&view).password.as_ref().unwrap()).unwrap();
    let (identity, redirect) = (&tenant.identity, tenant.identity.window_redirect());
    let pending = identity.begin_sign_in(tenant.id(), tenant.client_id(), redirect, Role::SyncUser, &address);
    let form = [("login", address.as_str()), ("password", password.as_str().unwrap())];
    let back = tenant.browse(&pending.address, &[&form]).await;
    let (signed_in, _) = identity.finish_sign_in(pending, &back, tenant.now()).await.unwrap();
    assert_eq!(signed_in.user_principal_name, address);
    assert!(signed_in.token.granted.contains(&Permission::PresenceReadAll));
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_administrator_creates_the_sync_user_with_a_code() {
    let tenant = Tenant::new();
    let desk = Desk::connected(&tenant).await;
    desk.name_newcomer(&tenant);
    desk.handle.send(Request::CreateSyncUser { round: FIRST, via: Via::DeviceCode });
    desk.until("a code is shown", |view| matches!(view.setup.open_page, Some(OpenPage::DeviceCode { .. }))).await;
    let Some(OpenPage::DeviceCode { code, address, .. }) = desk.view().setup.open_page.clone() else { panic!() };
    let forms: [&[(&str, &str)]; 3] = [&[("user_code", &code)], &tenant.admin(), &[("action", "accept")]];
    tenant.walk(&Url::parse(&address).unwrap(), &forms).await;
    desk.until("the password is shown", |view| round(view).password.is_some()).await;
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_created_after_its_page_was_given_up_is_known() {
    let tenant = Tenant::new();
    let gate = Arc::new(Gate { inner: tenant.transport(), open: Semaphore::new(0) });
    let mut desk = Desk::with(tenant.addresses(), gate.clone());
    desk.connect_with_secret(&tenant).await;
    let address = desk.name_newcomer(&tenant);
    desk.administrate(&tenant).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    desk.handle.send(Request::CancelSignIn);
    desk.until("the page is gone", |view| view.setup.open_page.is_none()).await;
    assert!(round(&desk.view()).password.is_none());
    gate.open.add_permits(1);
    desk.until("the password is shown", |view| round(view).password.is_some()).await;
    assert_eq!(round(&desk.view()).expected, address);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn why_a_sync_user_was_not_created_is_told() {
    let tenant = Tenant::new();
    let mut desk = Desk::connected(&tenant).await;
    let company = &tenant.sim.company;
    for (address, expected) in [
        (company.sync_users[1].upn.clone(), NotCreated::AddressTaken),
        ("reader@elsewhere.example".to_owned(), NotCreated::DomainUnknown),
    ] {
        desk.handle.send(Request::NameSyncUser { round: FIRST, address });
        desk.administrate(&tenant).await;
        assert_eq!(desk.not_created().await, expected);
    }
    // The permission is there now, but the person has no right.
    desk.name_newcomer(&tenant);
    desk.open_creation(&tenant, &[&tenant.sync_user()]).await;
    assert_eq!(desk.not_created().await, NotCreated::NotAllowed);
    tenant.knobs(&json!({"graph_fault_percent": 100, "graph_fault": "service-unavailable"}));
    desk.open_creation(&tenant, &[&tenant.admin()]).await;
    assert_eq!(desk.not_created().await, NotCreated::Unavailable);
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn an_administrator_who_declines_or_may_not_sign_in_creates_nobody() {
    let tenant = Tenant::new();
    let mut desk = Desk::connected(&tenant).await;
    desk.name_newcomer(&tenant);
    desk.open_creation(&tenant, &[&tenant.admin(), &[("action", "decline")]]).await;
    assert_eq!(desk.sign_in_refused().await, (SignInCause::Declined, Some(65_004)));
    desk.open_creation(&tenant, &[&tenant.sync_user(), &[("action", "cancel")]]).await;
    assert_eq!(desk.sign_in_refused().await, (SignInCause::Declined, None));
    tenant.blameless();
}

#[tokio::test(start_paused = true)]
async fn a_tenant_is_asked_in_its_own_cloud_and_nowhere_else() {
    for (cloud, login, graph) in [
        (Cloud::Global, "login.microsoftonline.com", "graph.microsoft.com"),
        (Cloud::UsGovernment, "login.microsoftonline.us", "graph.microsoft.us"),
        (Cloud::UsGovernmentDod, "login.microsoftonline.us", "dod-graph.microsoft.us"),
    ] {
        let everywhere = Arc::<Everywhere>::default();
        let mut desk = Desk::with(Addresses::default(), everywhere.clone());
        desk.handle.send(Request::ConnectMicrosoft(ConnectMicrosoft {
            tenant: "contoso.example".into(),
            client_id: "app".into(),
            credential: Credential::Secret { secret: Secret::new("secret") },
            cloud,
            expires: None,
        }));
        desk.until("Microsoft is connected", |view| done(&view.setup.microsoft.state)).await;
        desk.handle.send(Request::GiveConsent { via: Via::Window });
        let (_, address, redirect) = desk.opened_page().await;
        assert_eq!((address.host_str(), redirect.host_str()), (Some(login), Some(login)));
        let scope = address.query_pairs().find(|(name, _)| name == "scope").unwrap().1.into_owned();
        assert_eq!(scope, format!("https://{graph}/.default"));
        assert_eq!(everywhere.asked(), [graph, login].map(str::to_owned).into());

        // The next start knows the cloud from the settings.
        everywhere.hosts.lock().unwrap().clear();
        let desk = Desk::on(Addresses::default(), everywhere.clone(), desk.vault, desk.profiles);
        desk.handle.send(Request::CheckSyncUser { round: FIRST });
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(everywhere.asked(), [graph, login].map(str::to_owned).into());
    }
}

/// A program that is being set up.
struct Desk {
    handle: Handle,
    commands: mpsc::UnboundedReceiver<HostCommand>,
    vault: Arc<MemoryVault>,
    profiles: Arc<MemoryStore>,
}

impl Desk {
    fn at(tenant: &Tenant) -> Self {
        Self::with(tenant.addresses(), tenant.transport())
    }

    fn with(addresses: Addresses, transport: Arc<dyn Transport>) -> Self {
        Self::on(addresses, transport, Arc::default(), Arc::default())
    }

    fn on(
        addresses: Addresses,
        transport: Arc<dyn Transport>,
        vault: Arc<MemoryVault>,
        profiles: Arc<MemoryStore>,
    ) -> Self {
        let journal = Journal::in_memory().unwrap();
        let options =
            Options { addresses, transport, vault: vault.clone(), profiles: profiles.clone(), journal, seed: 7 };
        let (handle, commands) = spawn_with_clock(options, Clock::following_tokio());
        Self { handle, commands, vault, profiles }
    }

    async fn connected(tenant: &Tenant) -> Self {
        let desk = Self::at(tenant);
        desk.connect_with_secret(tenant).await;
        desk
    }

    fn restarted(self, tenant: &Tenant) -> Self {
        Self::on(tenant.addresses(), tenant.transport(), self.vault, self.profiles)
    }

    fn connect(&self, tenant: &Tenant, credential: Credential, cloud: Cloud) {
        let (tenant, client_id) = (tenant.sim.company.tenant_domain.clone(), tenant.client_id().to_owned());
        let request = ConnectMicrosoft { tenant, client_id, credential, cloud, expires: None };
        self.handle.send(Request::ConnectMicrosoft(request));
    }

    async fn connect_with_secret(&self, tenant: &Tenant) {
        tenant.sim.microsoft.grant_consent();
        let secret = Secret::new(tenant.sim.company.client_secret.clone());
        self.connect(tenant, Credential::Secret { secret }, Cloud::Global);
        self.until("consent is seen", |view| done(&view.setup.consent)).await;
    }

    /// An address that nobody has yet becomes the sync user's.
    fn name_newcomer(&self, tenant: &Tenant) -> String {
        let address = format!("presence-reader@{}", tenant.sim.company.tenant_domain);
        self.handle.send(Request::NameSyncUser { round: FIRST, address: address.clone() });
        address
    }

    /// The administrator signs in on the page of a creation, and consents where that is asked.
    async fn administrate(&mut self, tenant: &Tenant) -> Attempt {
        let consented =
            tenant.sim.microsoft.snapshot_json()["granted_scopes"].to_string().contains("User.ReadWrite.All");
        let accept: &[(&str, &str)] = &[("action", "accept")];
        let admin = tenant.admin();
        let forms: &[&[(&str, &str)]] = if consented { &[&admin] } else { &[&admin, accept] };
        self.open_creation(tenant, forms).await
    }

    async fn open_creation(&mut self, tenant: &Tenant, forms: &[&[(&str, &str)]]) -> Attempt {
        self.handle.send(Request::CreateSyncUser { round: FIRST, via: Via::Window });
        let (attempt, address, _) = self.opened_page().await;
        let back = tenant.browse(&address, forms).await;
        assert_eq!(self.handle.page_navigated(attempt, back.as_str()), PageVerdict::Finished);
        attempt
    }

    async fn not_created(&self) -> NotCreated {
        self.until("the creation has failed", |view| failed(&round(view).creation)).await;
        let creation = round(&self.view()).creation.clone();
        let StepState::Failed { problem: Problem::SyncUserNotCreated { reason, .. } } = creation else {
            panic!("{creation:?}")
        };
        reason
    }

    async fn sign_in_refused(&self) -> (SignInCause, Option<u32>) {
        self.until("the sign-in has failed", |view| failed(&round(view).creation)).await;
        let creation = round(&self.view()).creation.clone();
        let StepState::Failed { problem: Problem::SignInRefused { cause, code, .. } } = creation else {
            panic!("{creation:?}")
        };
        (cause, code)
    }

    fn view(&self) -> Arc<View> {
        self.handle.view()
    }

    fn kept(&self, name: &str) -> Option<String> {
        self.vault.read(name).unwrap().map(|secret| secret.expose().to_owned())
    }

    /// The next one, if it comes within a minute.
    async fn command(&mut self) -> Option<HostCommand> {
        tokio::time::timeout(Duration::from_secs(60), self.commands.recv()).await.ok().flatten()
    }

    async fn opened_page(&mut self) -> (Attempt, Url, Url) {
        loop {
            match self.command().await {
                Some(HostCommand::OpenPage { attempt, address, redirect, .. }) => return (attempt, address, redirect),
                Some(HostCommand::ClosePage { .. } | HostCommand::Notify(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Gives up after two minutes of virtual time.
    async fn until(&self, what: &str, holds: impl Fn(&View) -> bool) {
        for _ in 0..1_200 {
            if holds(&self.view()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it never came about that {what}: {:#?}", self.view());
    }
}

/// Holds the creation of users back until it is opened.
struct Gate {
    inner: Arc<dyn Transport>,
    open: Semaphore,
}

impl Transport for Gate {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            if request.method() == http::Method::POST && request.uri().path() == "/v1.0/users" {
                let _permit = self.open.acquire().await.unwrap();
                return self.inner.send(request).await;
            }
            self.inner.send(request).await
        })
    }
}

/// Answers as a tenant of any cloud would, and notes who was asked.
#[derive(Default)]
struct Everywhere {
    hosts: Mutex<BTreeSet<String>>,
}

impl Everywhere {
    fn asked(&self) -> BTreeSet<String> {
        self.hosts.lock().unwrap().clone()
    }
}

impl Transport for Everywhere {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let answer = match request.uri().path() {
            path if path.ends_with("/openid-configuration") => {
                json!({"issuer": format!("https://{host}/11111111-2222-3333-4444-555555555555/v2.0")})
            }
            path if path.ends_with("/token") => {
                let roles = json!({"roles": ["User.Read.All", "Presence.ReadWrite.All"]});
                let token = format!("x.{}.x", URL_SAFE_NO_PAD.encode(roles.to_string()));
                json!({"token_type": "Bearer", "expires_in": 3_600, "access_token": token})
            }
            _ => json!({"value": []}),
        };
        self.hosts.lock().unwrap().insert(host);
        let mut response = http::Response::new(full(Value::to_string(&answer)));
        response.headers_mut().insert("content-type", "application/json".parse().unwrap());
        Box::pin(std::future::ready(Ok(response)))
    }
}

fn round(view: &View) -> &RoundView {
    view.setup.rounds.iter().find(|round| round.round == FIRST).unwrap()
}

fn done(step: &StepState) -> bool {
    matches!(step, StepState::Done { .. })
}

fn failed(step: &StepState) -> bool {
    matches!(step, StepState::Failed { .. })
}
