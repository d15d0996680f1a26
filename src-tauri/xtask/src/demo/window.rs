//! The demonstration in the real window, with a card of what to type at each step.

use super::{PATIENCE, company::Company, state_key};
use crate::{
    children::{self, Companion},
    say::{self, Ink},
    workspace,
};
use std::{
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Shows the window until it is closed, the time is over or somebody interrupts.
pub(super) fn show(people: u32, duration: Option<Duration>) -> anyhow::Result<()> {
    let home = tempfile::tempdir()?;
    let company = Company::start(people)?;
    say::heading("What to type");
    for (step, rows) in CARD {
        say::line(&say::painted(Ink::Bold, step));
        for (label, fact) in rows {
            say::line(&format!("  {label:<32} {}", say::painted(Ink::Cyan, company.fact(fact)?)));
        }
    }
    say::heading("Window");
    say::line("Set-up begins in the window. Closing it keeps the program in the tray; Ctrl-C here ends everything.");

    let mut command = Command::new(workspace::program("presence-sync"));
    for (flag, fact) in [
        ("--cti-url", "cti_url"),
        ("--configuration-url", "configuration_url"),
        ("--nfon-token-url", "nfon_token_url"),
        ("--login-url", "login_url"),
        ("--graph-url", "graph_url"),
    ] {
        command.args([flag, company.fact(fact)?]);
    }
    command.arg("--profile-directory").arg(home.path()).stdin(Stdio::null());
    // Kept in the temporary directory, so that nothing of a demonstration stays in the person's own keyring.
    command.env("PRESENCE_SYNC_STATE_KEY", state_key::fresh());
    let mut app = Companion::start("presence-sync", &mut command)?;

    let start = Instant::now();
    let status = loop {
        if let Some(status) = app.ended()? {
            break status;
        }
        if children::interrupted() || duration.is_some_and(|duration| start.elapsed() >= duration) {
            break app.stop(PATIENCE)?;
        }
        thread::sleep(Duration::from_millis(100));
    };
    let violations = company.violations()?;
    company.stop()?;
    if !violations.is_empty() {
        say::line(&format!("The simulated services recorded {} violations:", violations.len()));
        violations.iter().take(10).for_each(|violation| say::note(&format!("  {violation}")));
    }
    anyhow::ensure!(status.success(), "presence-sync ended with {status}");
    Ok(())
}

type Step = (&'static str, &'static [(&'static str, &'static str)]);

const CARD: [Step; 6] = [
    (
        "Cloudya",
        &[
            ("K-account", "customer"),
            ("CTI user name", "cti_username"),
            ("CTI password", "cti_password"),
            ("PBX Configuration client id", "configuration_client_id"),
            ("PBX Configuration client secret", "configuration_client_secret"),
        ],
    ),
    (
        "Microsoft",
        &[("Tenant", "tenant_domain"), ("Application (client) id", "client_id"), ("Client secret", "client_secret")],
    ),
    ("Sync user", &[("Address", "sync_username")]),
    ("Give admin consent", &[("Account", "admin_username"), ("Password", "admin_password")]),
    ("Sign in as sync user", &[("Account", "sync_username"), ("Password", "sync_password")]),
    ("Steer the company", &[("In a browser", "control_url")]),
];
