//! The simulated services as a process of their own, steered through their control service.

use crate::{PATIENCE, stage};
use anyhow::{Context as _, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use std::{process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    time::Instant,
};

/// Who is simulated. Nobody telephones by themselves, where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// With all the oddities of a real directory.
    Small,
    /// 1,300 ordinary people, which are too many for two onboarding rounds.
    Large,
    /// 10,000 people with all the oddities of a real directory.
    Huge,
    /// 10,000 people who telephone so much that 200 lines change every second.
    Hectic,
    /// 600 people with twenty times the calls of a usual company: a day's calls in 72 minutes.
    Hurried,
}

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Account {
    pub user_id: String,
    pub username: String,
    pub password: String,
}

/// The services of one company.
pub struct Simulation {
    line: Value,
    http: reqwest::Client,
    _process: Child,
}

impl Simulation {
    pub(crate) async fn start(company: Company) -> anyhow::Result<Self> {
        let mut process = Command::new(stage::simulator()?);
        process.args(["--seed", "7"]);
        match company {
            Company::Small => process.args(["--people", "60", "--quiet-day"]),
            Company::Huge => process.args(["--people", "10000", "--quiet-day"]),
            Company::Large => process.args(["--people", "1300", "--tidy", "--quiet-day"]),
            // A call changes a line three times.
            Company::Hectic => process.args(["--people", "10000", "--calls-per-hour", "24"]),
            Company::Hurried => process.args(["--people", "600", "--calls-per-hour", "120"]),
        };
        let mut process = process.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let output = process.stdout.take().context("the simulator has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).await?;
        let line = serde_json::from_str(&line).with_context(|| format!("the simulator says {line:?}"))?;
        // Losing this race means that the same provider is already there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self { line, http: reqwest::Client::builder().no_proxy().build()?, _process: process })
    }

    /// A value of the line that the simulator prints at its start, such as `cti_password`.
    pub fn told(&self, name: &str) -> &str {
        self.line[name].as_str().unwrap_or_else(|| panic!("the simulator does not say {name}"))
    }

    /// What leads the program to these services.
    pub(crate) fn flags(&self) -> Vec<String> {
        let names = ["cti-url", "configuration-url", "nfon-token-url", "login-url", "graph-url"];
        names.iter().map(|name| format!("--{name}={}", self.told(&name.replace('-', "_")))).collect()
    }

    /// The sync user that the company has for an onboarding round, counted from 1.
    pub async fn sync_user(&self, round: usize) -> anyhow::Result<Account> {
        let accounts = list(&self.get("accounts").await?["accounts"])?;
        let mut sync_users = accounts.iter().filter(|account| account["kind"] == "sync-user");
        let found =
            sync_users.nth(round - 1).with_context(|| format!("no sync user for round {round}: {accounts:?}"))?;
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        Ok(Account { user_id: text("user_id"), username: text("upn"), password: text("password") })
    }

    /// Changes how Microsoft behaves, such as `{"sign_in": "mfa"}`.
    pub async fn turn(&self, knobs: &Value) -> anyhow::Result<()> {
        self.send(Method::PATCH, "knobs", &json!({ "microsoft": knobs })).await
    }

    /// Changes how Cloudya behaves, such as `{"burst": {"service": "cti", "status": 503, "count": 9}}`.
    pub async fn turn_cloudya(&self, knobs: &Value) -> anyhow::Result<()> {
        self.send(Method::PATCH, "knobs", &json!({ "nfon": knobs })).await
    }

    pub async fn cut_streams(&self) -> anyhow::Result<()> {
        self.send(Method::POST, "streams/cut", &json!({ "how": "reset" })).await
    }

    /// Changes the tenant, as `grant-consent` does.
    pub async fn change_tenant(&self, action: &str, parameters: &Value) -> anyhow::Result<()> {
        self.send(Method::POST, &format!("microsoft/{action}"), parameters).await
    }

    pub async fn people(&self) -> anyhow::Result<Vec<Value>> {
        list(&self.get("people").await?)
    }

    /// Somebody whose phone and Teams account belong together beyond doubt, and who is not on the phone.
    pub async fn somebody_ordinary(&self) -> anyhow::Result<String> {
        let people = self.people().await?;
        let emails = |email: &str| people.iter().filter(|other| other["email"].as_str() == Some(email)).count();
        let ordinary = people.iter().find(|person| {
            let email = person["email"].as_str().unwrap_or_default();
            !email.is_empty() && emails(email) == 1 && !person["user_id"].is_null() && person["line"] == "idle"
        });
        let ordinary = ordinary.with_context(|| format!("everybody is special: {people:?}"))?;
        Ok(ordinary["extension"].as_str().context("an extension has no number")?.to_owned())
    }

    pub async fn user_of(&self, extension: &str) -> anyhow::Result<String> {
        let people = self.people().await?;
        let person = people.iter().find(|person| person["extension"] == extension);
        let user = person.and_then(|person| person["user_id"].as_str());
        Ok(user.with_context(|| format!("{extension} belongs to nobody"))?.to_owned())
    }

    /// An inbound call that is answered at once.
    pub async fn call(&self, extension: &str) -> anyhow::Result<()> {
        self.send(Method::POST, &format!("people/{extension}/call"), &Value::Null).await
    }

    pub async fn hang_up(&self, extension: &str) -> anyhow::Result<()> {
        self.send(Method::POST, &format!("people/{extension}/hangup"), &Value::Null).await
    }

    /// What was written into Teams for a user, in order: `set Busy/InACall`, `clear`.
    pub async fn writes(&self, user: &str) -> anyhow::Result<Vec<String>> {
        let record = list(&self.get("record").await?)?;
        let accepted = record.iter().filter(|write| write["user_id"] == user && write["status"] == 200);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(accepted
            .map(|write| match text(&write["availability"]) {
                nothing if nothing.is_empty() => text(&write["action"]),
                availability => format!("{} {availability}/{}", text(&write["action"]), text(&write["activity"])),
            })
            .collect())
    }

    /// Waits until exactly these writes have arrived.
    pub async fn wait_for_writes(&self, user: &str, expected: &[&str]) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let writes = self.writes(user).await?;
            if writes == expected {
                return Ok(());
            }
            ensure!(
                writes.len() <= expected.len() && started.elapsed() < PATIENCE,
                "Teams was written {writes:?} instead of {expected:?}"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until this is the newest write.
    pub async fn wait_for_last_write(&self, user: &str, expected: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let writes = self.writes(user).await?;
            if writes.last().is_some_and(|last| last == expected) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "Teams was written {writes:?} and not {expected} at last");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Whatever the program did that a real service would not have liked.
    pub async fn violations(&self) -> anyhow::Result<Vec<Value>> {
        list(&self.get("violations").await?)
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let url = format!("{}/{path}", self.told("control_url").trim_end_matches('/'));
        Ok(self.http.get(url).send().await?.error_for_status()?.json().await?)
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<()> {
        let url = format!("{}/{path}", self.told("control_url").trim_end_matches('/'));
        let response = self.http.request(method, url).json(body).send().await?;
        let status = response.status();
        ensure!(status.is_success(), "the control service answers {status} to {path}: {}", response.text().await?);
        Ok(())
    }
}

fn list(value: &Value) -> anyhow::Result<Vec<Value>> {
    match value.as_array() {
        Some(items) => Ok(items.clone()),
        None => anyhow::bail!("the control service answers {value} instead of a list"),
    }
}
