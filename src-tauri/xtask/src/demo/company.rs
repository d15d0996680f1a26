//! The demonstration company: the simulator as a companion, and what it says about itself.

use crate::{Weather, children::Companion, workspace};
use anyhow::Context as _;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

pub(super) struct Company {
    /// What the simulator printed at its start: addresses and credentials.
    facts: Value,
    simulator: Companion,
}

impl Company {
    pub(super) fn start(people: u32) -> anyhow::Result<Self> {
        let mut command = Command::new(workspace::program("sim"));
        command.args(["--people", &people.to_string(), "--seed", "7"]);
        command.args(["--calls-per-hour", &calls_per_hour(people).to_string()]);
        let mut simulator = Companion::start("the simulator", command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
        let stdout = simulator.child().stdout.take().context("the simulator has no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let facts = serde_json::from_str(&line).context("the simulator did not say where it is")?;
        Ok(Self { facts, simulator })
    }

    /// A member of what the simulator printed.
    pub(super) fn fact(&self, name: &str) -> anyhow::Result<&str> {
        self.facts[name].as_str().with_context(|| format!("the simulator does not say `{name}`"))
    }

    /// What the program did that the real services would not accept.
    pub(super) fn violations(&self) -> anyhow::Result<Vec<String>> {
        let address = format!("{}/violations", self.fact("control_url")?);
        let Value::Array(list) = get_json(&address)? else { anyhow::bail!("{address} gave no list") };
        Ok(list.iter().map(|violation| violation["what"].as_str().unwrap_or("?").to_owned()).collect())
    }

    pub(super) fn set_weather(&self, weather: Weather) -> anyhow::Result<()> {
        let address = format!("{}/weather", self.fact("control_url")?);
        let body = json!({"weather": word(weather)}).to_string();
        let response = agent().put(&address).header("content-type", "application/json").send(body)?;
        anyhow::ensure!(response.status().is_success(), "{address} answers {}", response.status());
        Ok(())
    }

    /// Who is shown in a call in Teams by us while none of their phones is in use.
    pub(super) fn stale(&self) -> anyhow::Result<BTreeSet<String>> {
        let address = format!("{}/people", self.fact("control_url")?);
        let Value::Array(rows) = get_json(&address)? else { anyhow::bail!("{address} gave no list") };
        let users = |wanted: &dyn Fn(&Value) -> bool| {
            let rows = rows.iter().filter(|row| wanted(row));
            rows.filter_map(|row| row["user_id"].as_str().map(str::to_owned)).collect::<BTreeSet<_>>()
        };
        let talking = users(&|row| row["line"] == "in-use");
        Ok(users(&|row| !row["published"].is_null()).difference(&talking).cloned().collect())
    }

    /// How many people still have a published state in Teams.
    pub(super) fn published(&self) -> anyhow::Result<usize> {
        let address = format!("{}/microsoft", self.fact("control_url")?);
        let sessions = get_json(&address)?["sessions"].as_object().map(serde_json::Map::len);
        sessions.with_context(|| format!("{address} does not tell the sessions"))
    }

    pub(super) fn stop(self) -> anyhow::Result<()> {
        self.simulator.stop(Duration::from_secs(5)).map(|_| ())
    }
}

fn word(weather: Weather) -> &'static str {
    match weather {
        Weather::Calm => "calm",
        Weather::Breeze => "breeze",
        Weather::Storm => "storm",
    }
}

/// About one call in a second, whatever the size: enough to see in half a minute, few enough to follow.
fn calls_per_hour(people: u32) -> u32 {
    (5_000 / people.max(1)).clamp(6, 120)
}

/// An agent for the simulator and the status service, both on loopback.
pub(super) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(20)))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into()
}

pub(super) fn get_json(address: &str) -> anyhow::Result<Value> {
    let mut response = agent().get(address).call().with_context(|| format!("{address} does not answer"))?;
    let text = response.body_mut().with_config().limit(64 * 1024 * 1024).read_to_string()?;
    serde_json::from_str(&text).with_context(|| format!("{address} gave no JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_company_telephones_more_so_that_there_is_something_to_see() {
        assert_eq!(calls_per_hour(250), 20);
        assert_eq!(calls_per_hour(10), 120);
        assert_eq!(calls_per_hour(20_000), 6);
    }
}
