//! The engine and its driver against the simulated services: set-up, a call, the end, and the next start.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod world;

use driver::{
    Clock, Handle, HostCommand, MemoryStore, Options, PageVerdict, ProfileStore as _,
    journal::Journal,
    spawn_with_clock,
    transport::{Body, Transport, TransportError},
    vault::{self, MemoryVault, Vault as _, names},
};
use engine::{
    Request, Round, Secret, View,
    request::{ConfigurationCredentials, ConnectCloudya, ConnectMicrosoft, Credential, Via},
    rules::{Cloud, Profile},
    view::{OpenPage, PersonState, RunState, StepState},
};
use futures::future::BoxFuture;
use serde_json::json;
use sim::{microsoft::PublicClientFlows, nfon::CallPlan};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::mpsc;
use url::Url;
use world::{World, secret};

#[tokio::test(start_paused = true)]
async fn a_call_is_published_while_it_lasts() {
    let office = Office::open(10).await;
    let (phone, user) = office.somebody();
    let call = office.world.sim.nfon.start_call(CallPlan::Inbound { to: phone.clone(), from: "4930231250042".into() });
    let call = call.unwrap();
    office.world.sim.nfon.answer(call);
    office.until("the call is published", || office.published(&user).is_some()).await;
    assert_eq!(office.published(&user), Some(("Busy".into(), "InACall".into())));
    office.world.sim.nfon.hang_up(call, sim::nfon::Ending::Normal);
    office.until("the call is cleared", || office.published(&user).is_none()).await;
    office.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn somebody_is_on_disk_before_their_state_is_published() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("journal.sqlite");
    let world = World::tidy(5);
    let journal = Journal::open(&path).unwrap();
    let witness = Arc::new(Witness {
        inner: world.transport(),
        journal: Arc::new(Journal::open(&path).unwrap()),
        remembered: Mutex::default(),
    });
    let office = Office::furnished(world, journal, witness.clone()).await;
    let (phone, user) = office.somebody();
    office.busy(&phone);
    office.until("the call is published", || office.published(&user).is_some()).await;
    assert_eq!(*witness.remembered.lock().unwrap(), [true]);
}

#[tokio::test(start_paused = true)]
async fn calls_of_one_moment_go_together_and_one_by_itself() {
    let world = World::tidy(50);
    let counted = Arc::new(Counted { inner: world.transport(), paths: Mutex::default() });
    let office = Office::furnished(world, Journal::in_memory().unwrap(), counted.clone()).await;
    let phones = office.world.sim.company.extensions.iter().map(|known| known.number.clone()).collect::<Vec<_>>();
    let busy = |count: usize| phones.iter().take(count).for_each(|phone| office.busy(phone));
    let everybody = phones.len();
    busy(1);
    office.until("one call is published", || office.view().counts.published == 1).await;
    assert_eq!(counted.writes(), [(1, "setPresence".to_owned())]);
    busy(everybody);
    office.until("every call is published", || office.view().counts.published == everybody).await;
    let writes = counted.writes();
    let requests = writes.iter().map(|(count, _)| count).sum::<usize>();
    assert!(writes.iter().any(|(_, path)| path == "$batch") && requests < everybody / 4, "{writes:?}");
    let told = office.world.sim.microsoft.record();
    assert_eq!(told.len(), everybody, "each once");
    office.handle.send(Request::Quit);
    office.handle.stopped().await;
    assert_eq!(office.world.sim.microsoft.record().len(), 2 * everybody);
    office.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn those_of_a_batch_that_must_wait_are_published_later_and_once() {
    for outer in ["ok", "failed-dependency"] {
        let office = Office::open(40).await;
        // Reading takes some of it as well.
        let knobs = json!({"presence_limit": 30, "throttled_batch": outer});
        office.world.sim.microsoft.patch_knobs(&knobs).unwrap();
        for extension in &office.world.sim.company.extensions {
            office.busy(&extension.number);
        }
        office.until("every call is published", || office.view().counts.published == 40).await;
        let told = office.world.sim.microsoft.record();
        assert_eq!(told.iter().filter(|write| write.status == 200).count(), 40, "{outer}: each once");
        office.world.assert_no_violations();
    }
}

#[tokio::test(start_paused = true)]
async fn quitting_clears_what_was_published_and_the_host_hears_of_it_last() {
    let mut office = Office::open(10).await;
    let (phone, user) = office.somebody();
    office.busy(&phone);
    office.until("the call is published", || office.published(&user).is_some()).await;
    office.handle.send(Request::Quit);
    office.handle.stopped().await;
    assert_eq!(office.published(&user), None);
    let mut last = None;
    while let Some(command) = office.commands.recv().await {
        last = Some(command);
    }
    assert_eq!(last, Some(HostCommand::Quit));
    office.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn the_next_start_needs_nobody() {
    let mut office = Office::open(10).await;
    // Long enough for every token to have been renewed, and the refresh token with it.
    let signed_in = office.vault.read(&vault::sync_user(Round(1))).unwrap().unwrap();
    tokio::time::sleep(Duration::from_secs(2 * 3_600)).await;
    let rotated = office.vault.read(&vault::sync_user(Round(1))).unwrap().unwrap();
    assert_ne!(signed_in.expose(), rotated.expose());
    office.handle.send(Request::Quit);
    office.handle.stopped().await;
    office.restart();
    office.until("it runs again", || office.view().state == RunState::Running).await;
    let (phone, user) = office.somebody();
    office.busy(&phone);
    office.until("a call is published", || office.published(&user).is_some()).await;
    office.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn empty_fields_mean_the_secrets_that_are_kept() {
    let office = Office::open(5).await;
    let company = &office.world.sim.company;
    office.handle.send(Request::ConnectCloudya(ConnectCloudya {
        account: company.customer.clone(),
        username: secret(""),
        password: secret(""),
        configuration: None,
    }));
    office.handle.send(Request::ConnectMicrosoft(ConnectMicrosoft {
        tenant: company.tenant_domain.clone(),
        client_id: company.client_id.clone(),
        credential: Credential::Secret { secret: secret("") },
        cloud: Cloud::Global,
        expires: None,
    }));
    tokio::time::sleep(Duration::from_secs(60)).await;
    let view = office.view();
    assert!(matches!(view.setup.cloudya.state, StepState::Done { .. }), "{:?}", view.setup.cloudya);
    assert!(matches!(view.setup.microsoft.state, StepState::Done { .. }), "{:?}", view.setup.microsoft);
    assert_eq!(view.state, RunState::Running, "{:?}", view.problems);
    assert!(office.vault.read(names::CONFIGURATION_CLIENT_SECRET).unwrap().is_some());
    office.world.assert_no_violations();
}

#[tokio::test(start_paused = true)]
async fn forgetting_leaves_nothing_behind() {
    let office = Office::open(5).await;
    office.handle.send(Request::ForgetEverything);
    tokio::time::sleep(Duration::from_secs(60)).await;
    for name in [names::CTI_PASSWORD, names::MICROSOFT_CLIENT_SECRET, names::CONFIGURATION_CLIENT_SECRET] {
        assert!(office.vault.read(name).unwrap().is_none(), "{name}");
    }
    assert!(office.vault.read(&vault::sync_user(Round(1))).unwrap().is_none());
    assert_eq!(office.profiles.load().unwrap(), Profile::default());
    assert_eq!(office.view().state, RunState::SettingUp);
}

#[tokio::test(start_paused = true)]
async fn a_consent_window_comes_back_or_is_closed() {
    let mut office = Office::open(5).await;
    for ending in [Ending::Declined, Ending::ClosedByPerson, Ending::Cancelled] {
        office.handle.send(Request::GiveConsent { via: Via::Window });
        let (attempt, address, redirect) = office.opened_page().await;
        let shown = || matches!(office.view().setup.open_page, Some(OpenPage::Window { .. }));
        office.until("the page is shown as open", shown).await;
        assert_eq!(office.handle.page_navigated(attempt, address.as_str()), PageVerdict::Continue);
        match ending {
            Ending::Declined => {
                let state = address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
                let mut back = redirect.clone();
                back.query_pairs_mut().append_pair("error", "access_denied").append_pair("state", &state);
                assert_eq!(office.handle.page_navigated(attempt, back.as_str()), PageVerdict::Finished);
                assert_eq!(office.handle.page_navigated(attempt, back.as_str()), PageVerdict::Finished);
                office.handle.page_closed(attempt);
            }
            Ending::ClosedByPerson => office.handle.page_closed(attempt),
            Ending::Cancelled => office.handle.send(Request::CancelSignIn),
        }
        assert_eq!(office.command().await, Some(HostCommand::ClosePage { attempt }), "{ending:?}");
        office.until("the page is gone", || office.view().setup.open_page.is_none()).await;
        let failed = matches!(office.view().setup.consent, StepState::Failed { .. });
        assert_eq!(failed, ending == Ending::Declined, "{ending:?}: {:?}", office.view().setup.consent);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Declined,
    ClosedByPerson,
    Cancelled,
}

/// A company where synchronisation runs.
struct Office {
    world: World,
    handle: Handle,
    commands: mpsc::UnboundedReceiver<HostCommand>,
    vault: Arc<MemoryVault>,
    profiles: Arc<MemoryStore>,
}

impl Office {
    async fn open(people: usize) -> Self {
        let world = World::tidy(people);
        let transport = world.transport();
        Self::furnished(world, Journal::in_memory().unwrap(), transport).await
    }

    /// Goes through set-up as a person would, with a code instead of a browser.
    async fn furnished(world: World, journal: Journal, transport: Arc<dyn Transport>) -> Self {
        let (vault, profiles) = (Arc::<MemoryVault>::default(), Arc::<MemoryStore>::default());
        let options = Options {
            addresses: world.addresses(),
            transport,
            vault: vault.clone(),
            profiles: profiles.clone(),
            journal,
            seed: 7,
        };
        world.sim.microsoft.grant_consent();
        world.sim.microsoft.set_public_client_flows(PublicClientFlows::Allowed);
        let (handle, commands) = spawn_with_clock(options, Clock::following_tokio());
        let office = Self { world, handle, commands, vault, profiles };
        let company = &office.world.sim.company;
        office.handle.send(Request::ConnectCloudya(ConnectCloudya {
            account: company.customer.clone(),
            username: secret(&company.cti_username),
            password: secret(&company.cti_password),
            configuration: Some(ConfigurationCredentials {
                client_id: secret(&company.configuration_client_id),
                client_secret: secret(&company.configuration_client_secret),
            }),
        }));
        office.until("Cloudya is connected", || done(&office.view().setup.cloudya.state)).await;
        office.handle.send(Request::ConnectMicrosoft(ConnectMicrosoft {
            tenant: company.tenant_domain.clone(),
            client_id: company.client_id.clone(),
            credential: Credential::Secret { secret: Secret::new(company.client_secret.as_str()) },
            cloud: Cloud::Global,
            expires: None,
        }));
        office.until("consent is seen", || done(&office.view().setup.consent)).await;
        office.handle.send(Request::SignIn { round: Round(1), via: Via::DeviceCode });
        office.until("a code is shown", || office.view().setup.open_page.is_some()).await;
        let Some(OpenPage::DeviceCode { code, .. }) = office.view().setup.open_page.clone() else { panic!("no code") };
        office.world.sim.microsoft.approve_device(&code, &company.sync_users[0].user_id).unwrap();
        office.until("somebody is signed in", || done(&office.view().setup.rounds[0].sign_in)).await;
        office.handle.send(Request::Activate);
        office.until("it runs", || office.view().state == RunState::Running).await;
        let everybody = office.world.sim.company.people.len();
        office.until("everybody is in sync", || office.view().counts.in_sync == everybody).await;
        assert!(office.handle.rows().await.iter().all(|row| row.state == PersonState::InSync));
        office
    }

    fn restart(&mut self) {
        let options = Options {
            addresses: self.world.addresses(),
            transport: self.world.transport(),
            vault: self.vault.clone(),
            profiles: self.profiles.clone(),
            journal: Journal::in_memory().unwrap(),
            seed: 8,
        };
        (self.handle, self.commands) = spawn_with_clock(options, Clock::following_tokio());
    }

    fn view(&self) -> Arc<View> {
        self.handle.view()
    }

    /// An extension and the user id of the person that it belongs to.
    fn somebody(&self) -> (String, String) {
        let company = &self.world.sim.company;
        let extension = &company.extensions[0];
        let person = extension.person.and_then(|index| company.user(index)).unwrap();
        (extension.number.clone(), person.user_id.clone())
    }

    fn busy(&self, phone: &str) {
        let plan = CallPlan::Inbound { to: phone.to_owned(), from: "4930231250042".into() };
        let call = self.world.sim.nfon.start_call(plan).unwrap();
        self.world.sim.nfon.answer(call);
    }

    fn published(&self, user: &str) -> Option<(String, String)> {
        let (availability, activity, _) = self.world.sim.microsoft.published(user)?;
        Some((availability, activity))
    }

    /// The next one, if it comes within a minute.
    async fn command(&mut self) -> Option<HostCommand> {
        tokio::time::timeout(Duration::from_secs(60), self.commands.recv()).await.ok().flatten()
    }

    async fn opened_page(&mut self) -> (engine::Attempt, Url, Url) {
        match self.command().await {
            Some(HostCommand::OpenPage { attempt, address, redirect, .. }) => (attempt, address, redirect),
            other => panic!("{other:?}"),
        }
    }

    /// Gives up after two minutes of virtual time.
    async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..1_200 {
            if holds() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it never came about that {what}: {:#?}", self.view());
    }
}

/// Looks into the journal whenever a presence is about to be written.
struct Witness {
    inner: Arc<dyn Transport>,
    journal: Arc<Journal>,
    remembered: Mutex<Vec<bool>>,
}

impl Transport for Witness {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            if request.uri().path().ends_with("/setPresence") {
                let journal = self.journal.clone();
                // Virtual time stands still while a blocking thread works.
                let asked = tokio::task::spawn_blocking(move || futures::executor::block_on(journal.leftovers()));
                let known = !asked.await.unwrap().unwrap().is_empty();
                self.remembered.lock().unwrap().push(known);
            }
            self.inner.send(request).await
        })
    }
}

/// Notes what is written.
struct Counted {
    inner: Arc<dyn Transport>,
    paths: Mutex<Vec<String>>,
}

impl Counted {
    /// How often in a row each kind of write was sent, since the last call.
    fn writes(&self) -> Vec<(usize, String)> {
        let paths = std::mem::take(&mut *self.paths.lock().unwrap());
        paths.chunk_by(|one, next| one == next).map(|run| (run.len(), run[0].clone())).collect()
    }
}

impl Transport for Counted {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let last = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
        if ["setPresence", "clearPresence", "$batch"].contains(&last.as_str()) {
            self.paths.lock().unwrap().push(last);
        }
        self.inner.send(request)
    }
}

fn done(step: &StepState) -> bool {
    matches!(step, StepState::Done { .. })
}
