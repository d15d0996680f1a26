//! Voicemail addresses: a page that cannot be read, what is kept for the next start, and a list in their place.

use crate::harness::{App, Ground, InProcess};
use bytes::Bytes;
use driver::transport::{Body, Transport, TransportError};
use engine::{
    ExtensionNumber, Request,
    problem::Problem,
    question::Question,
    request::ImportedEmail,
    rules::{PhoneRule, RuleExtensions},
    view::{Connection, ConnectionState, PersonState, Why},
};
use futures::future::BoxFuture;
use serde_json::json;
use sim::{
    cast::ExtensionKind,
    snag::{Mishap, Snag},
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const HOUR: f64 = 3_600.0;

/// Counts the voicemail pages that are read.
struct Counting {
    inner: InProcess,
    pages: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        if request.uri().path().ends_with("/voice-mail") {
            self.pages.fetch_add(1, Ordering::SeqCst);
        }
        self.inner.send(request)
    }
}

/// A company whose program keeps a journal on disk, and how many voicemail pages were read.
struct Scene {
    app: App,
    pages: Arc<AtomicUsize>,
    home: tempfile::TempDir,
}

impl Scene {
    async fn set() -> Self {
        let home = tempfile::tempdir().unwrap();
        let ground = Ground::of(sim::Options { people: 30, ..sim::Options::default() });
        let pages = Arc::<AtomicUsize>::default();
        let transport = Counting { inner: InProcess::new(ground.sim.router()), pages: pages.clone() };
        let journal = Some(home.path().join("journal.sqlite"));
        let mut app = App::on(Ground { transport: Arc::new(transport), journal, ..ground });
        app.set_up().await;
        Self { app, pages, home }
    }

    async fn restarted(self) -> Self {
        self.app.handle.send(Request::Quit);
        self.app.handle.stopped().await;
        self.pages.store(0, Ordering::SeqCst);
        Self { app: self.app.restarted(), ..self }
    }

    async fn until_in_sync(&self) {
        self.app.until("everybody is in sync", |view| view.counts.in_sync > 20 && view.counts.pending == 0).await;
    }

    fn pages(&self) -> usize {
        self.pages.load(Ordering::SeqCst)
    }
}

fn befall(app: &App, path: &str, what: Mishap) {
    let snag = Snag { service: "configuration".to_owned(), path: path.to_owned(), what, count: u32::MAX };
    app.sim.snags.lay(snag);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_cannot_be_read_keeps_one_person_waiting_and_nobody_else() {
    for what in [Mishap::Answered(500), Mishap::Answered(403), Mishap::Answered(400), Mishap::Halved] {
        let mut app = App::new(30);
        let usual = app.sim.company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
        let [one, other] =
            usual.take(2).map(|extension| extension.number.clone()).collect::<Vec<_>>().try_into().unwrap();
        befall(&app, &format!("/{one}/voice-mail"), what);
        app.activate().await;
        app.until("all but one are in sync", |view| {
            view.directory.complete_since.is_some() && view.counts.in_sync > 0 && view.counts.pending == 1
        })
        .await;
        let row = app.row(&one).await;
        assert_eq!((row.state, row.why), (PersonState::Unknown, Why::AddressNotRead), "{what:?}");
        let is_general =
            |problem: &Problem| matches!(problem.code(), "configuration-forbidden" | "configuration-unreachable");
        let problems = app.handle.view().problems.clone();
        assert!(!problems.iter().any(|standing| is_general(&standing.problem)), "{what:?}: {problems:?}");
        app.call(&other);
        app.wait(10.0).await;
        assert!(app.sim.microsoft.published(&app.user_of(&other)).is_some(), "{what:?}");

        app.sim.snags.clear();
        app.wait(HOUR / 3.0).await;
        assert_eq!(app.row(&one).await.state, PersonState::InSync, "{what:?} was cured");
        app.assert_blameless();
    }
}

#[tokio::test(start_paused = true)]
async fn the_next_start_reads_no_address_before_it_is_due() {
    let scene = Scene::set().await;
    assert!(scene.pages() >= 30);
    let corrected = scene.app.extension(ExtensionKind::MissingAddress);
    let user = scene.app.user_of(&corrected);
    let company = &scene.app.sim.company;
    let email = company.directory().find(|person| person.user_id == user).unwrap().mail.clone().unwrap();
    scene.app.handle.send(Request::CorrectEmail { extension: ExtensionNumber::new(corrected.as_str()), email });
    scene.app.wait(HOUR).await;
    let scene = scene.restarted().await;
    scene.until_in_sync().await;
    assert_eq!(scene.app.row(&corrected).await.state, PersonState::InSync, "what was put right is kept as well");
    scene.app.wait(10.5 * HOUR).await;
    assert_eq!(scene.pages(), 0);
    scene.app.wait(HOUR).await;
    assert!(scene.pages() >= 30, "{} pages after twelve hours", scene.pages());
    scene.app.assert_blameless();
}

#[tokio::test(start_paused = true)]
async fn a_start_without_the_configuration_service_synchronises_with_what_is_kept() {
    let scene = Scene::set().await;
    befall(&scene.app, "/", Mishap::Answered(503));
    scene.app.wait(20.0 * HOUR).await;
    let scene = scene.restarted().await;
    scene.until_in_sync().await;
    let extension = scene.app.extension(ExtensionKind::Usual);
    scene.app.call(&extension);
    scene.app.wait(10.0).await;
    assert!(scene.app.sim.microsoft.published(&scene.app.user_of(&extension)).is_some());
}

#[tokio::test(start_paused = true)]
async fn whoever_forgets_everything_forgets_the_addresses() {
    let scene = Scene::set().await;
    let kept = || {
        let journal = rusqlite::Connection::open(scene.home.path().join("journal.sqlite")).unwrap();
        journal.query_row("SELECT count(*) FROM emails", [], |row| row.get::<_, i64>(0)).unwrap()
    };
    scene.app.handle.ask(Question::Statistics { hours: 1 }).await;
    assert!(kept() >= 30, "{} addresses", kept());
    scene.app.handle.send(Request::ForgetEverything);
    scene.app.until("it is forgotten", |view| view.setup.cloudya.account.is_none()).await;
    scene.app.handle.send(Request::Quit);
    scene.app.handle.stopped().await;
    assert_eq!(kept(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_imported_list_leaves_phone_rules_and_the_connector_alone() {
    let app = App::synchronised(30).await;
    let extension = app.extension(ExtensionKind::Usual);
    let user = app.user_of(&extension);
    let emails =
        app.handle.rows().await.into_iter().map(|row| ImportedEmail { extension: row.extension, email: row.email });
    app.handle.send(Request::UseEmails { emails: emails.collect() });
    assert!(app.sim.nfon.add_profile(&extension, 3, "In a meeting"));
    let mut settings = app.handle.view().settings.clone();
    settings.phone_rules = vec![PhoneRule {
        switched_on: true,
        when: vec!["InAMeeting".to_owned()],
        activate_profile: "In a meeting".to_owned(),
        extensions: RuleExtensions::All,
        ..PhoneRule::default()
    }];
    app.handle.send(Request::ChangeSettings { settings });
    app.wait(15.0).await;
    app.sim.microsoft.set_teams(&user, "Busy", "InAMeeting");
    app.wait(75.0).await;
    assert_eq!(app.sim.nfon.active_profile(&extension), Some(3));
    let connection = |wanted| {
        let connections = app.handle.view().connections.clone();
        connections.into_iter().find(|known| known.connection == wanted).unwrap().state
    };
    assert_eq!(connection(Connection::CloudyaConfiguration), ConnectionState::Connected);
    assert!(app.handle.view().setup.cloudya.configuration, "the window may offer phone rules");
    app.sim.nfon.patch_knobs(&json!({"teams_connector": true})).unwrap();
    app.wait(HOUR / 3.0).await;
    let problems = app.handle.view().problems.clone();
    assert!(problems.iter().any(|standing| standing.problem == Problem::ConnectorActive), "{problems:?}");
    app.assert_blameless();
}
