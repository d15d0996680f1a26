//! `presence-syncd` as a process: its settings, its figures for Prometheus, and what the kernel says about it.

use super::far_end::FarEnd;
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Where the program lies that is measured.
const PROGRAM: &str = "PRESENCE_SYNC_DAEMON";
/// The longest that a start may take.
const PATIENCE: Duration = Duration::from_secs(300);
/// A clock tick of `/proc`, on every Linux.
const TICK: Duration = Duration::from_millis(10);

pub(crate) struct Daemon {
    process: Child,
    started: Instant,
    status: String,
    _home: tempfile::TempDir,
    _stdout: BufReader<ChildStdout>,
}

impl Daemon {
    pub(crate) fn start(far_end: &FarEnd) -> Self {
        let home = tempfile::tempdir().unwrap();
        let settings = home.path().join("presence-syncd.toml");
        fs::write(&settings, settings_of(far_end)).unwrap();
        let program = std::env::var_os(PROGRAM).unwrap_or_else(|| panic!("{PROGRAM} does not say what to measure"));
        let company = &far_end.sim.company;
        let started = Instant::now();
        let mut process = Command::new(program)
            .args(["run", "--config"])
            .arg(&settings)
            .env_clear()
            .env("PRESENCE_SYNC_CTI_USERNAME", &company.cti_username)
            .env("PRESENCE_SYNC_CTI_PASSWORD", &company.cti_password)
            .env("PRESENCE_SYNC_CONFIGURATION_CLIENT_ID", &company.configuration_client_id)
            .env("PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET", &company.configuration_client_secret)
            .env("PRESENCE_SYNC_MICROSOFT_CLIENT_SECRET", &company.client_secret)
            .env("PRESENCE_SYNC_STATE_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let status = line.trim().strip_prefix("status: http://").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { process, started, status, _home: home, _stdout: stdout }
    }

    /// Since the start of the process.
    pub(crate) fn until_everybody_is_in_sync(&mut self, people: usize) -> Duration {
        // Asking costs the program time that grows with the people.
        let pause = Duration::from_millis(if people > 1_000 { 400 } else { 50 });
        loop {
            let figures = self.metrics();
            let in_state = |state: &str| {
                let name = format!("presence_sync_people{{state=\"{state}\"}} ");
                figures.lines().find_map(|line| line.strip_prefix(&name)?.parse::<usize>().ok()).unwrap_or_default()
            };
            if in_state("in-sync") > people * 3 / 4 && in_state("pending") + in_state("unknown") == 0 {
                return self.started.elapsed();
            }
            assert!(self.started.elapsed() < PATIENCE, "not in sync: {figures}");
            assert!(self.process.try_wait().unwrap().is_none(), "it ended");
            thread::sleep(pause);
        }
    }

    /// What it has used of any core.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = self.proc("stat");
        // The name in brackets may hold anything; the fields after it are counted from the third.
        let fields = stat.rsplit(')').next().unwrap().split_whitespace().collect::<Vec<_>>();
        let ticks = fields[11..13].iter().map(|field| field.parse::<u32>().unwrap()).sum::<u32>();
        TICK * ticks
    }

    pub(crate) fn resident_bytes(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() * 1_024.0
    }

    /// Killed, because clearing would be measured as well.
    pub(crate) fn stop(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn metrics(&self) -> String {
        let mut connection = TcpStream::connect(&self.status).unwrap();
        write!(connection, "GET /metrics HTTP/1.0\r\nHost: {}\r\n\r\n", self.status).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }

    fn proc(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.process.id())).unwrap()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It has ended already where everything went well.
        let _ = self.process.kill();
    }
}

/// The application reads itself, because the rounds of ten thousand people would be signed in for minutes.
fn settings_of(far_end: &FarEnd) -> String {
    let (company, urls) = (&far_end.sim.company, &far_end.sim.urls);
    format!(
        "[cloudya]\naccount = {:?}\ncti_url = {:?}\nconfiguration_url = {:?}\ntoken_url = {:?}\n\
         [microsoft]\ntenant = {:?}\nclient_id = {:?}\nlogin_url = {:?}\ngraph_url = {:?}\nreader = \"application\"\n\
         [sync]\nsettle_seconds = 0\nclear_seconds = 0\n\
         [state]\ndirectory = \"state\"\n[status]\nlisten = \"127.0.0.1:0\"\n",
        company.customer,
        urls.cti,
        urls.configuration,
        urls.nfon_token,
        company.tenant_domain,
        company.client_id,
        urls.login,
        urls.graph,
    )
}
