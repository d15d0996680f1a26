//! Passwords, secrets and tokens appear in no log, no setting and no problem, whatever goes wrong.

use crate::harness::{App, Step};
use engine::{Request, Round, Secret, request::Via};
use serde_json::json;
use sim::nfon::Cut;
use std::{
    io,
    sync::{Arc, Mutex},
};
use tracing_subscriber::fmt::MakeWriter;

/// Everything that was logged, down to the finest level.
#[derive(Clone, Default)]
struct Book(Arc<Mutex<Vec<u8>>>);

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
