//! A whole product in one process and in virtual time: the real engine and driver against the simulator's routers.

mod browser;
mod in_process;
mod log;

pub(crate) use browser::{Browser, Step};
pub(crate) use in_process::InProcess;

use driver::{
    Addresses, Clock, Handle, HostCommand, MemoryStore, Options, PageVerdict, ProfileStore, journal::Journal,
    transport::Transport, vault::MemoryVault,
};
use engine::{
    ExtensionNumber, Request, Round, Secret, View,
    request::{ConfigurationCredentials, ConnectCloudya, ConnectMicrosoft, Credential, Via},
    rules::Cloud,
    view::{Notice, Row, StepState},
};
use log::Log;
use sim::{
    Sim,
    cast::ExtensionKind,
    microsoft::WriteRecord,
    nfon::{CallId, CallPlan, Ending},
};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::mpsc;
use url::Url;

/// The longest that anything may take that a person waits for.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct App {
    pub(crate) sim: Arc<Sim>,
    pub(crate) handle: Handle,
    pub(crate) notices: Arc<Mutex<Vec<Notice>>>,
    pub(crate) profiles: Arc<dyn ProfileStore>,
    ground: Ground,
    pages: mpsc::UnboundedReceiver<Opened>,
    browser: Browser,
    log: Log,
}

/// What the program stands on, and what outlasts it.
#[derive(Clone)]
pub(crate) struct Ground {
    pub(crate) sim: Arc<Sim>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) vault: Arc<MemoryVault>,
    pub(crate) profiles: Arc<dyn ProfileStore>,
    /// `None`: in memory, and empty at every start.
    pub(crate) journal: Option<PathBuf>,
    pub(crate) clock: Clock,
}

/// A page that the program asked to be shown.
pub(crate) struct Opened {
    attempt: engine::Attempt,
    address: Url,
}

impl App {
    /// Before any set-up, with a company of this many people and no calls of their own.
    pub(crate) fn new(people: usize) -> Self {
        Self::of(sim::Options { people, ..sim::Options::default() })
    }

    pub(crate) fn of(options: sim::Options) -> Self {
        Self::on(Ground::of(options))
    }

    pub(crate) fn on(ground: Ground) -> Self {
        Self::start(ground, Log::listen())
    }

    /// Set up and activated, with everybody read once.
    pub(crate) async fn synchronised(people: usize) -> Self {
        let mut app = Self::new(people);
        app.set_up().await;
        app
    }

    /// The program is started again on what is kept, while the world goes on.
    pub(crate) fn restarted(self) -> Self {
        let Self { ground, log, .. } = self;
        Self::start(ground, log)
    }

    fn start(ground: Ground, log: Log) -> Self {
        let Ground { sim, transport, vault, profiles, journal, clock } = ground.clone();
        let url = |text: &str| Url::parse(text).unwrap();
        let addresses = Addresses {
            cti: url(&sim.urls.cti),
            configuration: url(&sim.urls.configuration),
            nfon_token: url(&sim.urls.nfon_token),
            login: Some(url(&sim.urls.login)),
            graph: Some(url(&sim.urls.graph)),
        };
        let options = Options {
            addresses,
            transport,
            vault,
            profiles: profiles.clone(),
            journal: journal.map_or_else(Journal::in_memory, |path| Journal::open(&path)).unwrap(),
            seed: 7,
        };
        let (handle, mut commands) = driver::spawn_with_clock(options, clock);
        let (open, pages) = mpsc::unbounded_channel();
        let notices = Arc::<Mutex<Vec<Notice>>>::default();
        let heard = notices.clone();
        tokio::spawn(async move {
            while let Some(command) = commands.recv().await {
                match command {
                    HostCommand::OpenPage { attempt, address, .. } => {
                        let _ = open.send(Opened { attempt, address });
                    }
                    HostCommand::Notify(notice) => heard.lock().unwrap().push(notice),
                    HostCommand::ClosePage { .. } | HostCommand::OpenBrowser { .. } | HostCommand::Quit => {}
                }
            }
        });
        let browser = Browser::new(sim.router());
        Self { sim, handle, notices, profiles, ground, pages, browser, log }
    }

    pub(crate) async fn set_up(&mut self) {
        self.activate().await;
        self.until("everybody is in sync", |view| {
            view.directory.complete_since.is_some() && view.counts.in_sync > 0 && view.counts.pending == 0
        })
        .await;
    }

    /// Goes through all of set-up, and does not wait for what comes of it.
    pub(crate) async fn activate(&mut self) {
        self.handle.send(Request::ConnectCloudya(self.cloudya()));
        self.until("Cloudya is connected", |view| is_done(&view.setup.cloudya.state)).await;
        self.handle.send(Request::ConnectMicrosoft(self.microsoft()));
        self.until("Microsoft is connected", |view| is_done(&view.setup.microsoft.state)).await;
        self.give_consent().await;
        self.until("consent is given", |view| is_done(&view.setup.consent)).await;
        self.sign_in(Round(1)).await;
        self.until("the sync user is signed in", |view| is_done(&view.setup.rounds[0].sign_in)).await;
        self.handle.send(Request::Activate);
    }

    pub(crate) async fn give_consent(&mut self) {
        let admin = self.sim.company.admin.clone();
        self.visit(Request::GiveConsent { via: Via::Window }, &[Step::credentials(&admin), Step::button("accept")])
            .await;
    }

    pub(crate) async fn sign_in(&mut self, round: Round) {
        let account = self.sim.company.sync_users[usize::from(round.0) - 1].clone();
        self.visit(Request::SignIn { round, via: Via::Window }, &[Step::credentials(&account)]).await;
    }

    /// Lets the program open a page, goes through it like a person, and reports where it led.
    pub(crate) async fn visit(&mut self, request: Request, steps: &[Step]) {
        self.handle.send(request);
        let page = self.page().await;
        let back = self.browser.walk(&page.address, steps).await;
        let verdict = self.handle.page_navigated(page.attempt, back.as_str());
        assert_eq!(verdict, PageVerdict::Finished, "the way back is recognised");
    }

    /// Lets the program open a page, and closes it.
    pub(crate) async fn visit_and_close(&mut self, request: Request) {
        self.handle.send(request);
        let page = self.page().await;
        self.handle.page_closed(page.attempt);
    }

    pub(crate) fn cloudya(&self) -> ConnectCloudya {
        let company = &self.sim.company;
        ConnectCloudya {
            account: company.customer.clone(),
            username: Secret::new(company.cti_username.clone()),
            password: Secret::new(company.cti_password.clone()),
            configuration: Some(ConfigurationCredentials {
                client_id: Secret::new(company.configuration_client_id.clone()),
                client_secret: Secret::new(company.configuration_client_secret.clone()),
            }),
        }
    }

    pub(crate) fn microsoft(&self) -> ConnectMicrosoft {
        let company = &self.sim.company;
        ConnectMicrosoft {
            tenant: company.tenant_domain.clone(),
            client_id: company.client_id.clone(),
            credential: Credential::Secret { secret: Secret::new(company.client_secret.clone()) },
            cloud: Cloud::Global,
            expires: None,
        }
    }

    /// Waits until the view is as wanted.
    pub(crate) async fn until(&self, what: &str, wanted: impl Fn(&View) -> bool) {
        // The view may be a tenth of a second old; with the rows it knows everything that was sent before.
        self.handle.rows().await;
        let mut updates = self.handle.subscribe();
        let watch = async {
            while !wanted(&self.handle.view()) {
                if updates.next().await.is_none() {
                    return;
                }
            }
        };
        let waited = tokio::time::timeout(PATIENCE, watch).await;
        let view = self.handle.view();
        assert!(waited.is_ok() && wanted(&view), "{what}: {:?} {:?} {:?}", view.setup, view.counts, view.problems);
    }

    pub(crate) async fn wait(&self, seconds: f64) {
        tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    }

    pub(crate) async fn row(&self, extension: &str) -> Row {
        let rows = self.handle.rows().await;
        rows.into_iter().find(|row| row.extension == ExtensionNumber::new(extension)).unwrap()
    }

    /// The number of an extension of this kind.
    pub(crate) fn extension(&self, kind: ExtensionKind) -> String {
        self.sim.company.extensions.iter().find(|extension| extension.kind == kind).unwrap().number.clone()
    }

    /// The Teams user behind an extension, as the simulated company was invented.
    pub(crate) fn user_of(&self, extension: &str) -> String {
        let company = &self.sim.company;
        let extension = company.extensions.iter().find(|known| known.number == extension).unwrap();
        company.user(extension.person.unwrap()).unwrap().user_id.clone()
    }

    /// Somebody calls from outside, and it is picked up at once.
    pub(crate) fn call(&self, extension: &str) -> CallId {
        let to = extension.to_owned();
        let call = self.sim.nfon.start_call(CallPlan::Inbound { to, from: "089123456".to_owned() }).unwrap();
        self.sim.nfon.answer(call);
        call
    }

    pub(crate) fn hang_up(&self, call: CallId) {
        self.sim.nfon.hang_up(call, Ending::Normal);
    }

    /// What Teams was told about somebody, in order.
    pub(crate) fn writes_about(&self, user: &str) -> Vec<WriteRecord> {
        self.sim.microsoft.record().into_iter().filter(|write| write.user_id == user).collect()
    }

    /// Whether the services found nothing to complain about. To be asked at the end of each scenario.
    pub(crate) fn assert_blameless(&self) {
        assert_eq!(self.sim.violations.list(), []);
    }

    async fn page(&mut self) -> Opened {
        tokio::time::timeout(PATIENCE, self.pages.recv()).await.unwrap().unwrap()
    }
}

impl Ground {
    /// Nothing but memory.
    pub(crate) fn of(options: sim::Options) -> Self {
        let sim = Sim::new(options);
        Self {
            transport: Arc::new(InProcess::new(sim.router())),
            sim,
            vault: Arc::default(),
            profiles: Arc::new(MemoryStore::default()),
            journal: None,
            clock: Clock::following_tokio(),
        }
    }
}

pub(crate) fn is_done(step: &StepState) -> bool {
    matches!(step, StepState::Done { .. })
}
