//! Passwords, secrets and tokens appear in no log, no setting and no problem, whatever goes wrong.

use crate::harness::{App, Ground, Step};
use driver::FileStore;
use engine::{
    Request, Round, Secret,
    activity::{ActivityFilter, Deed},
    question::{Answer, Question},
    request::Via,
    view::PersonState,
};
use serde_json::json;
use sim::nfon::{CallPlan, Cut, Ending};
use std::{
    fs, io,
    sync::{Arc, Mutex},
};
use tracing_subscriber::fmt::MakeWriter;

/// Everything that was logged, down to the finest level.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<Vec<u8>>>);

/// Who calls is nobody's business, not even ours: the live stream tells, and it stays there.
#[test]
fn callers_are_written_down_nowhere() {
    const CALLER: &str = "0176555987123";
    let book = Book::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(book.clone()).finish();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let home = tempfile::tempdir().unwrap();
    let view = tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let mut ground = Ground::of(sim::Options::default());
            ground.profiles = Arc::new(FileStore::new(home.path().join("profile.json")));
            ground.journal = Some(home.path().join("journal.sqlite"));
            let mut app = App::on(ground);
            app.set_up().await;
            let rows = app.handle.rows().await;
            let row = rows.into_iter().find(|row| row.state == PersonState::InSync).unwrap();
            let extension = row.extension.as_str().to_owned();
            for ending in [Ending::Normal, Ending::Busy] {
                let (to, from) = (extension.clone(), CALLER.to_owned());
                let inbound = app.sim.nfon.start_call(CallPlan::Inbound { to, from }).unwrap();
                app.wait(5.0).await;
                app.sim.nfon.answer(inbound);
                app.wait(20.0).await;
                app.sim.nfon.hang_up(inbound, ending);
                let (from, to) = (extension.clone(), CALLER.to_owned());
                let outbound = app.sim.nfon.start_call(CallPlan::Outbound { from, to }).unwrap();
                app.sim.nfon.answer(outbound);
                app.wait(20.0).await;
                app.sim.nfon.hang_up(outbound, Ending::Normal);
                app.wait(20.0).await;
            }
            // The stream breaks in the middle of telling who calls.
            app.sim.nfon.start_call(CallPlan::Inbound { to: extension, from: CALLER.to_owned() }).unwrap();
            app.sim.nfon.cut_streams(Cut::Reset);
            app.wait(60.0).await;
            let page =
                app.handle.ask(Question::Activity { filter: ActivityFilter::default(), before: None, limit: 500 });
            let Answer::Activity { page } = page.await else { panic!("the journal is not read") };
            assert!(
                page.entries.iter().any(|entry| matches!(entry.deed, Deed::Published { .. })),
                "calls were published"
            );
            app.handle.send(Request::Quit);
            app.handle.stopped().await;
            serde_json::to_string(&(&*app.handle.view(), page)).unwrap()
        })
    });
    let log = book.0.lock().unwrap().clone();
    assert!(String::from_utf8_lossy(&log).contains("CallAnswered"), "the program heard of calls");
    let files = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().path());
    let files = files.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect::<Vec<_>>();
    assert!(files.len() >= 2, "settings and journal: {}", files.len());
    // As it is told, and as a number is written that has been made international.
    for number in [CALLER, &CALLER[1..]] {
        for (place, bytes) in
            files.iter().chain([&("the log".into(), log.clone()), &("the view".into(), view.clone().into())])
        {
            let found = bytes.windows(number.len()).any(|window| window == number.as_bytes());
            assert!(!found, "{place} holds the caller's number");
        }
    }
}

#[test]
fn nothing_secret_is_written_down() {
    let book = Book::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(book.clone()).finish();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let (settings, view, company) = tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let mut app = App::synchronised(20).await;
            let mut wrong = app.cloudya();
            wrong.password = Secret::new("mistyped-password");
            app.handle.send(Request::ConnectCloudya(wrong));
            app.sim.nfon.cut_streams(Cut::Reset);
            app.sim.microsoft.patch_knobs(&json!({"graph_fault_percent": 20})).unwrap();
            app.wait(400.0).await;
            let foreign = app.sim.company.admin.clone();
            app.visit(Request::SignIn { round: Round(1), via: Via::Window }, &[Step::credentials(&foreign)]).await;
            app.wait(4_000.0).await;
            let settings = serde_json::to_string(&app.profiles.load().unwrap()).unwrap();
            let view = serde_json::to_string(&*app.handle.view()).unwrap();
            (settings, view, app.sim.company.clone())
        })
    });
    let log = String::from_utf8_lossy(&book.0.lock().unwrap()).into_owned();
    assert!(log.contains("Authenticated"), "the log is a trace");
    let secrets = [
        company.cti_password.as_str(),
        &company.cti_username,
        &company.configuration_client_secret,
        &company.client_secret,
        &company.admin.password,
        &company.sync_users[0].password,
        "mistyped-password",
        // The beginning of every token that is a JWT.
        "eyJ",
        "code_verifier",
        "refresh_token=",
    ];
    for (place, text) in [("the log", &log), ("the settings", &settings), ("the view", &view)] {
        for secret in secrets {
            let line = text.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{place} holds a secret");
        }
    }
    let informative = log.lines().filter(|line| line.contains(" INFO ") || line.contains(" WARN "));
    for line in informative {
        let named = company.people.iter().find(|person| line.contains(&person.last) || line.contains(&person.user_id));
        assert_eq!(named.map(|person| &person.upn), None, "somebody is named above DEBUG: {line}");
    }
}

impl io::Write for Book {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Book {
    type Writer = Self;

    fn make_writer(&'a self) -> Self::Writer {
        self.clone()
    }
}
