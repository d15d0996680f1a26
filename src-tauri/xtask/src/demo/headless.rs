//! The demonstration in a terminal: signs in as a person would, runs `presence-syncd`, and shows the live board.

use super::{
    PATIENCE,
    board::Board,
    company::{Company, get_json},
    person::Person,
    state_key,
};
use crate::{
    Weather,
    children::{self, Companion},
    say::{self, Ink},
    workspace,
};
use anyhow::Context as _;
use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// After bad weather everything has to be right within this time: what the stream lost, the next snapshot of Cloudya's
/// lines puts right, and there is one every two minutes.
const CALM: Duration = Duration::from_secs(150);

/// Runs until the time is over or somebody interrupts. Fails when something was left in Teams, and when the time was over
/// and nobody was synchronised or no call was published.
/// The time counts from the moment at which the program runs.
pub(crate) fn show(people: u32, duration: Option<Duration>, weather: Weather) -> anyhow::Result<()> {
    let home = tempfile::tempdir()?;
    say::heading("Demonstration company");
    let company = Company::start(people)?;
    say::line(&format!("{people} people at {} and {}", company.fact("customer")?, company.fact("tenant_domain")?));
    say::note(&format!("Steer them at {}", company.fact("control_url")?));

    let program = Program::prepare(&company, home.path())?;
    say::heading("Sign-in");
    consent(&company)?;
    program.sign_in(&company)?;

    say::heading(&match duration {
        Some(duration) => format!("Live board for {} seconds", duration.as_secs()),
        None => "Live board, until Ctrl-C".to_owned(),
    });
    company.set_weather(weather)?;
    let (mut daemon, status) = program.run()?;
    let mut board = Board::default();
    watch(&mut board, &mut daemon, &status, duration)?;
    if weather != Weather::Calm && !children::interrupted() {
        say::heading("Calm again");
        company.set_weather(Weather::Calm)?;
        watch(&mut board, &mut daemon, &status, Some(CALM))?;
    }
    let stale = stale(&company)?;
    let sums = board.sums();
    let ended = daemon.stop(PATIENCE)?;

    say::heading("Summary");
    sums.print();
    say::line(&format!("stale in Teams        {stale}"));
    let left = company.published()?;
    say::line(&format!("left in Teams at end  {left}"));
    let violations = company.violations()?;
    say::line(&format!("violations            {}", violations.len()));
    for violation in violations.iter().take(10) {
        say::note(&format!("  {violation}"));
    }
    company.stop()?;
    anyhow::ensure!(ended.success(), "presence-syncd ended with {ended}");
    anyhow::ensure!(left == 0, "presence-syncd left {left} states in Teams");
    anyhow::ensure!(stale == 0, "{stale} people were shown in a call although their phones were free");
    anyhow::ensure!(violations.is_empty(), "the services complained {} times", violations.len());
    // Whoever interrupts has seen what they wanted to see.
    if duration.is_some() && !children::interrupted() {
        anyhow::ensure!(sums.synchronised > 0, "nobody was synchronised");
        anyhow::ensure!(sums.published > 0, "no call was published");
    }
    Ok(())
}

/// How many are shown in a call for longer than clearing takes, although their phones are free.
fn stale(company: &Company) -> anyhow::Result<usize> {
    const LOOKS: usize = 4;
    let mut stale = company.stale()?;
    for _ in 1..LOOKS {
        if stale.is_empty() {
            break;
        }
        thread::sleep(Duration::from_secs(2));
        let still = company.stale()?;
        stale.retain(|user| still.contains(user));
    }
    Ok(stale.len())
}

/// The administrator's part: the page that lists the permissions.
fn consent(company: &Company) -> anyhow::Result<()> {
    let graph = company.fact("graph_url")?.trim_end_matches("/v1.0");
    let address = format!(
        "{}/{}/v2.0/adminconsent?client_id={}&redirect_uri=http%3A%2F%2Flocalhost&state=demo&scope={}",
        company.fact("login_url")?,
        company.fact("tenant_id")?,
        company.fact("client_id")?,
        percent_encoded(&format!("{graph}/.default")),
    );
    let account = company.fact("admin_username")?;
    let administrator = Person { account, password: company.fact("admin_password")?, device_code: "" };
    let back = administrator.walk_through(&address)?.unwrap_or_default();
    anyhow::ensure!(back.contains("admin_consent=True") && !back.contains("error="), "consent was not given");
    say::line(&format!("{account} gave admin consent"));
    Ok(())
}

/// `presence-syncd` with its settings and secrets.
struct Program {
    settings: PathBuf,
    secrets: Vec<(&'static str, String)>,
}

impl Program {
    fn prepare(company: &Company, home: &Path) -> anyhow::Result<Self> {
        let settings = home.join("presence-syncd.toml");
        fs::write(&settings, settings_text(|name| company.fact(name))?)?;
        let mut secrets = vec![("PRESENCE_SYNC_STATE_KEY", state_key::fresh())];
        for (variable, fact) in [
            ("PRESENCE_SYNC_CTI_USERNAME", "cti_username"),
            ("PRESENCE_SYNC_CTI_PASSWORD", "cti_password"),
            ("PRESENCE_SYNC_CONFIGURATION_CLIENT_ID", "configuration_client_id"),
            ("PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET", "configuration_client_secret"),
            ("PRESENCE_SYNC_MICROSOFT_CLIENT_SECRET", "client_secret"),
        ] {
            secrets.push((variable, company.fact(fact)?.to_owned()));
        }
        Ok(Self { settings, secrets })
    }

    fn start(&self, chore: &str) -> anyhow::Result<Companion> {
        let mut command = Command::new(workspace::program("presence-syncd"));
        command.args([chore, "--config"]).arg(&self.settings).envs(self.secrets.iter().cloned());
        if std::env::var_os("RUST_LOG").is_none() {
            command.env("RUST_LOG", "warn");
        }
        Companion::start("presence-syncd", command.stdin(Stdio::null()).stdout(Stdio::piped()))
    }

    /// The sync user's part: types the code that `login` prints.
    fn sign_in(&self, company: &Company) -> anyhow::Result<()> {
        let mut login = self.start("login")?;
        let stdout = login.child().stdout.take().context("presence-syncd has no output")?;
        let (mut address, mut typed) = (None, false);
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            say::note(&format!("  {line}"));
            let (name, value) = line.split_once(':').unwrap_or_default();
            match name {
                "address" => address = Some(value.trim().to_owned()),
                "code" => {
                    let account = company.fact("sync_username")?;
                    let password = company.fact("sync_password")?;
                    let person = Person { account, password, device_code: value.trim() };
                    person.walk_through(address.as_deref().context("there was a code and no address")?)?;
                    typed = true;
                }
                _ => {}
            }
        }
        let status = login.wait()?;
        anyhow::ensure!(typed && status.success(), "the sync user could not be signed in");
        say::line(&format!("{} signed in as the sync user", company.fact("sync_username")?));
        Ok(())
    }

    /// The running program, and the address of its status service.
    fn run(&self) -> anyhow::Result<(Companion, String)> {
        let mut daemon = self.start("run")?;
        let stdout = daemon.child().stdout.take().context("presence-syncd has no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.strip_prefix("status: ").context("presence-syncd did not say where its status is")?;
        Ok((daemon, address.trim().to_owned()))
    }
}

fn watch(board: &mut Board, daemon: &mut Companion, status: &str, duration: Option<Duration>) -> anyhow::Result<()> {
    const GLANCE: Duration = Duration::from_millis(250);
    const SUMS_EVERY: Duration = Duration::from_secs(10);
    let start = Instant::now();
    let mut next_sums = SUMS_EVERY;
    loop {
        let now = start.elapsed();
        if children::interrupted() || duration.is_some_and(|duration| now >= duration) {
            return Ok(());
        }
        if let Some(ended) = daemon.ended()? {
            anyhow::bail!("presence-syncd ended with {ended}");
        }
        for line in board.take(&get_json(&format!("{status}/api/people"))?, now) {
            say::line(&say::painted(line.ink, &line.text));
        }
        if now >= next_sums {
            say::line(&say::painted(Ink::Bold, &board.sums().line(now)));
            next_sums += SUMS_EVERY;
        }
        thread::sleep(GLANCE);
    }
}

fn settings_text<'a>(fact: impl Fn(&str) -> anyhow::Result<&'a str>) -> anyhow::Result<String> {
    Ok(format!(
        "[cloudya]\naccount = {:?}\ncti_url = {:?}\nconfiguration_url = {:?}\ntoken_url = {:?}\n\n\
         [microsoft]\ntenant = {:?}\nclient_id = {:?}\nlogin_url = {:?}\ngraph_url = {:?}\n\n\
         [state]\ndirectory = \"state\"\n\n[status]\nlisten = \"127.0.0.1:0\"\n",
        fact("customer")?,
        fact("cti_url")?,
        fact("configuration_url")?,
        fact("nfon_token_url")?,
        fact("tenant_domain")?,
        fact("client_id")?,
        fact("login_url")?,
        fact("graph_url")?,
    ))
}

fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_inside_another_one() {
        assert_eq!(percent_encoded("http://127.0.0.1:9/.default"), "http%3A%2F%2F127.0.0.1%3A9%2F.default");
    }

    #[test]
    fn the_settings_name_every_address_of_the_simulator() {
        let text = settings_text(|name| Ok(Box::leak(format!("<{name}>").into_boxed_str()))).unwrap();
        for fact in ["customer", "cti_url", "configuration_url", "nfon_token_url", "tenant_domain", "graph_url"] {
            assert!(text.contains(&format!("\"<{fact}>\"")), "{fact}");
        }
    }
}
