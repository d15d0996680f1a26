//! One simulated company, one state directory, and the program as a process between them.

use super::PATIENCE;
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, mkfifo},
};
use serde_json::Value;
use sim::{
    Options, Sim,
    serve::{Served, Transport},
};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

pub(crate) struct World {
    served: Served,
    home: tempfile::TempDir,
    secrets: BTreeMap<&'static str, String>,
    cloudya: String,
    microsoft: String,
    more: String,
}

/// What a process left behind.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// `presence-syncd run`.
pub(crate) struct Daemon {
    process: Child,
    stdout: Lines<BufReader<ChildStdout>>,
    address: String,
}

/// An answer of the status service.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl World {
    pub(crate) async fn start() -> Self {
        let options = Options { people: 12, ..Options::default() };
        let served = Served::start(options, ([127, 0, 0, 1], 0).into(), Transport::Http).await.unwrap();
        let company = &served.sim.company;
        let secrets = [
            ("PRESENCE_SYNC_CTI_USERNAME", &company.cti_username),
            ("PRESENCE_SYNC_CTI_PASSWORD", &company.cti_password),
            ("PRESENCE_SYNC_CONFIGURATION_CLIENT_ID", &company.configuration_client_id),
            ("PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET", &company.configuration_client_secret),
            ("PRESENCE_SYNC_MICROSOFT_CLIENT_SECRET", &company.client_secret),
            ("PRESENCE_SYNC_STATE_KEY", &"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".to_owned()),
        ];
        let secrets = secrets.map(|(name, value)| (name, value.clone())).into();
        let (cloudya, microsoft, more) = (String::new(), String::new(), String::new());
        Self { served, home: tempfile::tempdir().unwrap(), secrets, cloudya, microsoft, more }
    }

    pub(crate) fn with_secret(mut self, name: &'static str, value: &str) -> Self {
        self.secrets.insert(name, value.to_owned());
        self
    }

    pub(crate) fn without_secret(mut self, name: &'static str) -> Self {
        self.secrets.remove(name);
        self
    }

    /// Lines of the section `[cloudya]`.
    pub(crate) fn with_cloudya(mut self, lines: &str) -> Self {
        self.cloudya = lines.to_owned();
        self
    }

    /// Lines of the section `[microsoft]`.
    pub(crate) fn with_microsoft(mut self, lines: &str) -> Self {
        self.microsoft = lines.to_owned();
        self
    }

    /// Sections that come last.
    pub(crate) fn with_settings(mut self, sections: &str) -> Self {
        self.more = sections.to_owned();
        self
    }

    pub(crate) fn sim(&self) -> &Arc<Sim> {
        &self.served.sim
    }

    /// Where the settings and the state lie.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// A file beside the settings.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.home.path().join(name), text).unwrap();
    }

    /// A list of the addresses of the first people, and the line of `[cloudya]` that names it.
    pub(crate) fn write_addresses(&self, people: usize) -> String {
        let company = &self.sim().company;
        let lines = company.people.iter().take(people).enumerate().map(|(index, person)| {
            let of_person = |extension: &&sim::cast::Extension| extension.person == Some(index);
            format!("{};{}\n", company.extensions.iter().find(of_person).unwrap().number, person.upn)
        });
        self.write("people.csv", &format!("extension;email\n{}", lines.collect::<String>()));
        "people_csv = \"people.csv\"\n".to_owned()
    }

    pub(crate) async fn run_to_end(&self, arguments: &[&str]) -> Ended {
        let child = self.command(arguments).spawn().unwrap();
        let output = tokio::time::timeout(PATIENCE, child.wait_with_output()).await.expect("it does not end").unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended { status: output.status, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// `login`, and somebody who approves the code that it shows.
    pub(crate) async fn sign_in(&self) -> Ended {
        self.sign_in_for("1").await
    }

    pub(crate) async fn sign_in_for(&self, round: &str) -> Ended {
        let mut process = self.command(&["login", "--round", round]).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut stdout = String::new();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some(code) = line.strip_prefix("code: ") {
                let user = &self.sim().company.sync_users[0].user_id;
                self.sim().microsoft.approve_device(code, user).unwrap();
            }
            stdout += &line;
        }
        finished(process, stdout).await
    }

    pub(crate) async fn run(&self) -> Daemon {
        self.running(self.command(&["run"])).await
    }

    /// The program as this command starts it.
    pub(crate) async fn running(&self, mut command: Command) -> Daemon {
        let mut process = command.spawn().unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(PATIENCE, stdout.next_line()).await.expect("it does not say where it is");
        let line = line.unwrap().unwrap_or_default();
        let Some(address) = line.strip_prefix("status: ") else {
            panic!("{}", finished(process, line).await.both());
        };
        Daemon { process, stdout, address: address.to_owned() }
    }

    /// The program while it waits for its settings, and a signal that comes then.
    pub(crate) async fn told_while_it_reads(&self, signal: Signal) -> Ended {
        let mut command = self.command(&["run"]);
        let settings = self.home.path().join("presence-syncd.toml");
        fs::remove_file(&settings).unwrap();
        mkfifo(&settings, nix::sys::stat::Mode::S_IRWXU).unwrap();
        let process = command.spawn().unwrap();
        // Opens as soon as somebody reads, who then waits for what is never written.
        let pipe = settings.clone();
        let writer = tokio::task::spawn_blocking(move || fs::File::options().write(true).open(pipe));
        let _writer = tokio::time::timeout(PATIENCE, writer).await.expect("nobody reads").unwrap().unwrap();
        fs::remove_file(settings).unwrap();
        tell(&process, signal);
        finished(process, String::new()).await
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let settings = self.home.path().join("presence-syncd.toml");
        fs::write(&settings, self.settings()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_presence-syncd"));
        command.arg(arguments[0]).arg("--config").arg(settings).args(&arguments[1..]);
        self.as_usual(command)
    }

    /// With the secrets in its environment, and its output where a test can read it.
    pub(crate) fn as_usual(&self, mut command: Command) -> Command {
        // Nothing of the person who runs the tests: neither settings nor keyring.
        command.env_clear().envs(&self.secrets).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    fn settings(&self) -> String {
        let (company, urls) = (&self.sim().company, &self.sim().urls);
        format!(
            "[cloudya]\naccount = {:?}\ncti_url = {:?}\nconfiguration_url = {:?}\ntoken_url = {:?}\n{}\
             [microsoft]\ntenant = {:?}\nclient_id = {:?}\nlogin_url = {:?}\ngraph_url = {:?}\n{}\
             [state]\ndirectory = \"state\"\n[status]\nlisten = \"127.0.0.1:0\"\n{}",
            company.customer,
            urls.cti,
            urls.configuration,
            urls.nfon_token,
            self.cloudya,
            company.tenant_domain,
            company.client_id,
            urls.login,
            urls.graph,
            self.microsoft,
            self.more,
        )
    }
}

impl Daemon {
    pub(crate) async fn get(&self, path: &str) -> Reply {
        let address = format!("{}{path}", self.address);
        let get = move || {
            let agent: ureq::Agent =
                ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
            let mut response = agent.get(address).call().unwrap();
            Reply { status: response.status().as_u16(), text: response.body_mut().read_to_string().unwrap() }
        };
        tokio::task::spawn_blocking(get).await.unwrap()
    }

    /// Asks again and again until the answer is as wanted.
    pub(crate) async fn wait_for(&mut self, path: &str, wanted: impl Fn(&Reply) -> bool) -> Reply {
        let start = Instant::now();
        loop {
            let reply = self.get(path).await;
            if wanted(&reply) {
                return reply;
            }
            assert!(start.elapsed() < PATIENCE, "{path} still says {} {}", reply.status, reply.text);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// SIGTERM, as systemd sends it.
    pub(crate) async fn terminate(self) -> Ended {
        self.end_by(Signal::SIGTERM).await
    }

    pub(crate) fn tell(&self, signal: Signal) {
        tell(&self.process, signal);
    }

    pub(crate) async fn end_by(mut self, signal: Signal) -> Ended {
        self.tell(signal);
        let mut stdout = String::new();
        while let Some(line) = self.stdout.next_line().await.unwrap() {
            stdout += &line;
        }
        finished(self.process, stdout).await
    }
}

impl Ended {
    pub(crate) fn both(&self) -> String {
        format!("{}\n{}\n{}", self.status, self.stdout, self.stderr)
    }
}

impl Reply {
    pub(crate) fn people(&self) -> impl Iterator<Item = Value> {
        serde_json::from_str::<Vec<Value>>(&self.text).unwrap().into_iter()
    }

    pub(crate) fn person(&self, extension: &str) -> Value {
        self.people().find(|person| person["extension"] == extension).unwrap()
    }
}

fn tell(process: &Child, signal: Signal) {
    kill(Pid::from_raw(process.id().unwrap().try_into().unwrap()), signal).unwrap();
}

async fn finished(mut process: Child, stdout: String) -> Ended {
    let mut stderr = String::new();
    let mut pipe = process.stderr.take().unwrap();
    let end = async {
        pipe.read_to_string(&mut stderr).await.unwrap();
        process.wait().await.unwrap()
    };
    let status = tokio::time::timeout(PATIENCE, end).await.expect("it does not end");
    Ended { status, stdout, stderr }
}
