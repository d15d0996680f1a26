//! The simulated services and the program, each as a process of its own, and how to ask both.

use driver::journal::Journal;
use engine::activity::ActivityFilter;
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, mkfifo},
};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long anything may take that is waited for, on a computer with other things to do.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long the board may be wrong after the live stream is there.
const RIGHT_WITHIN: Duration = Duration::from_secs(10);
const GLANCE: Duration = Duration::from_millis(20);

/// The number of the profile that a phone rule activates.
pub(crate) const MEETING: u8 = 3;

/// Where a request is to be caught.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Moment {
    /// It is on its way, and the service has not seen it.
    Before,
    /// The service has done it, and the answer is on its way.
    After,
}

/// A company whose administrator has consented and whose sync user has signed in.
pub(crate) struct World {
    sim: Child,
    /// What the simulator printed.
    said: Value,
    home: tempfile::TempDir,
}

/// `presence-syncd run`, somewhere between its start and its end.
pub(crate) struct Daemon {
    process: Child,
    stdout: BufReader<ChildStdout>,
    /// `None` until it has said so.
    status: Option<String>,
}

impl World {
    pub(crate) fn ready() -> Self {
        let program = Path::new(env!("CARGO_BIN_EXE_presence-syncd")).with_file_name("sim");
        assert!(program.exists(), "{} is missing: `cargo build` makes it", program.display());
        let mut sim = Command::new(program);
        sim.args(["--people", "20", "--tidy", "--quiet-day"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut sim = sim.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(sim.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = serde_json::from_str(&line).unwrap();
        let world = Self { sim, said, home: tempfile::tempdir().unwrap() };
        fs::write(world.home.path().join("presence-syncd.toml"), world.settings()).unwrap();
        world.post("/microsoft/grant-consent", &json!({}));
        world.sign_in();
        world
    }

    /// A meeting in Teams diverts the phone at once. To be asked before anything is begun.
    pub(crate) fn with_phone_rule(self) -> Self {
        let rule = "[[phone_rule]]\nwhen = [\"InAMeeting\"]\nheld_seconds = 0\nactivate_profile = \"In a meeting\"\n";
        fs::write(self.home.path().join("presence-syncd.toml"), self.settings() + rule).unwrap();
        self
    }

    /// A phone rule, and somebody whose phone it can divert.
    pub(crate) fn with_meeting() -> (Self, String) {
        let world = Self::ready().with_phone_rule();
        let extension = world.with_profile(MEETING);
        (world, extension)
    }

    /// Every entry of the journal, the oldest first, as the window is shown it.
    pub(crate) fn journal(&self) -> Vec<String> {
        let journal = Journal::open(&self.kept("journal.sqlite")).unwrap();
        let mut entries = Vec::new();
        let mut before = None;
        loop {
            let page = journal.activity(&ActivityFilter::default(), before, 500).unwrap();
            let Some(oldest) = page.entries.last() else { break };
            before = Some(oldest.id);
            entries.extend(page.entries.iter().map(|entry| format!("{entry:?}")));
        }
        entries.reverse();
        entries
    }

    /// Overwrites the first page of a table, as a broken disk does.
    pub(crate) fn damage_journal(&self, table: &str) {
        let path = self.kept("journal.sqlite");
        let file = Connection::open(&path).unwrap();
        file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        let root: usize = file.query_row(root, [table], |row| row.get::<_, u32>(0)).unwrap().try_into().unwrap();
        drop(file);
        let mut bytes = fs::read(&path).unwrap();
        bytes[(root - 1) * 4_096..root * 4_096].fill(0xAA);
        fs::write(path, bytes).unwrap();
    }

    /// Half of them is missing. Gives what is left.
    pub(crate) fn damage_settings(&self) -> String {
        let whole = self.state("profile.json");
        let half = whole[..whole.len() / 2].to_owned();
        fs::write(self.kept("profile.json"), &half).unwrap();
        half
    }

    /// What a file of the state directory holds.
    pub(crate) fn state(&self, name: &str) -> String {
        fs::read_to_string(self.kept(name)).unwrap()
    }

    fn kept(&self, name: &str) -> PathBuf {
        self.home.path().join("state").join(name)
    }

    /// Begins, and does not wait for anything.
    pub(crate) fn begin(&self) -> Daemon {
        let mut process = self.command("run").spawn().unwrap();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        Daemon { process, stdout, status: None }
    }

    /// Begins, and waits until everybody is in sync.
    pub(crate) fn running(&self) -> Daemon {
        let mut daemon = self.begin();
        self.until_right(&mut daemon);
        daemon
    }

    /// Waits until the board shows what the phones do, and Teams what the board says.
    pub(crate) fn until_right(&self, daemon: &mut Daemon) {
        until("the live stream", || daemon.metrics().contains("presence_sync_stream_connected 1"));
        let connected = Instant::now();
        let mut wrong = Some(String::new());
        while let Some(what) = &wrong {
            assert!(connected.elapsed() < RIGHT_WITHIN, "{RIGHT_WITHIN:?} after the connection: {what}");
            thread::sleep(GLANCE);
            wrong = self.wrong(&daemon.people());
        }
    }

    /// Starts the program again, and looks whether the crash has left anything behind.
    pub(crate) fn recovers(&self) {
        self.release();
        let mut daemon = self.running();
        until("health", || daemon.get("/healthz").0 == 200);
        let status = daemon.terminate();
        assert_eq!(status, Some(0), "how it ends when it is asked to");
        assert_eq!(self.get("/microsoft")["sessions"], json!({}), "nothing is left in Teams");
        assert_eq!(self.get("/violations"), json!([]), "nothing was done that the services mind");
    }

    /// Catches the next requests of this kind.
    pub(crate) fn hold(&self, service: &str, path: &str, moment: Moment, count: usize) {
        let what = match moment {
            Moment::Before => "held-before",
            Moment::After => "held-after",
        };
        self.post("/snags", &json!({"service": service, "path": path, "what": what, "count": count}));
    }

    /// Waits until nothing is caught any more: whoever sent it has gone.
    pub(crate) fn until_dropped(&self) {
        until("the end of a connection", || self.get("/snags") == json!([]));
    }

    pub(crate) fn until_held(&self, count: usize) {
        until("a request to catch", || self.get("/snags").as_array().is_some_and(|held| held.len() >= count));
    }

    /// Somebody whose phone is synchronised is called, and picks up.
    pub(crate) fn call(&self) -> String {
        let extension = self.synchronised();
        self.post(&format!("/people/{extension}/call"), &json!({}));
        extension
    }

    /// Somebody whose phone has the profile of the phone rule, under this number.
    pub(crate) fn with_profile(&self, number: u8) -> String {
        let extension = self.synchronised();
        let profile = json!({"number": number, "name": "In a meeting"});
        self.post(&format!("/people/{extension}/profiles"), &profile);
        extension
    }

    /// Teams itself shows this of them.
    pub(crate) fn show(&self, extension: &str, availability: &str, activity: &str) {
        let teams = json!({"availability": availability, "activity": activity});
        self.post(&format!("/people/{extension}/teams"), &teams);
    }

    /// The call-forward profile that is active.
    pub(crate) fn profile(&self, extension: &str) -> Value {
        let people = self.get("/people");
        let row = people.as_array().unwrap().iter().find(|row| row["extension"] == extension);
        row.unwrap()["profile"].clone()
    }

    pub(crate) fn hang_up(&self, extension: &str) {
        self.post(&format!("/people/{extension}/hangup"), &json!({}));
    }

    pub(crate) fn is_published(&self, extension: &str) -> bool {
        let people = self.get("/people");
        people.as_array().unwrap().iter().any(|row| row["extension"] == extension && !row["published"].is_null())
    }

    /// Whoever writes settings next waits until somebody reads them.
    pub(crate) fn hold_settings(&self) -> PathBuf {
        let next = self.home.path().join("state/profile.json.new");
        mkfifo(&next, nix::sys::stat::Mode::S_IRWXU).unwrap();
        next
    }

    /// Waits until the program writes, kills it, and leaves half of what it wrote where a crash would.
    pub(crate) fn halve_settings(&self, next: &Path, daemon: Daemon) {
        let written = fs::File::open(next).unwrap();
        daemon.kill();
        drop(written);
        fs::remove_file(next).unwrap();
        fs::write(next, "{\"activated\": 17").unwrap();
    }

    pub(crate) fn release(&self) {
        let address = self.control("/snags");
        agent().delete(address).call().unwrap();
    }

    fn synchronised(&self) -> String {
        let people = self.get("/people");
        let synchronised = |row: &&Value| row["email"] == row["user_mail"] && row["call"].is_null();
        let row = people.as_array().unwrap().iter().find(synchronised).unwrap();
        row["extension"].as_str().unwrap().to_owned()
    }

    /// What the board has wrong, if anything.
    fn wrong(&self, board: &Value) -> Option<String> {
        let board = board.as_array()?;
        let truth = self.get("/people");
        for phone in truth.as_array()? {
            let extension = &phone["extension"];
            let Some(row) = board.iter().find(|row| row["extension"] == *extension) else {
                return Some(format!("{extension} is missing"));
            };
            if row["line"] != phone["line"] {
                return Some(format!("{extension} is {} and shown as {}", phone["line"], row["line"]));
            }
            if row["state"] == "pending" || row["state"] == "unknown" {
                return Some(format!("{extension} is {}", row["state"]));
            }
            let wanted = row["state"] == "in-sync" && phone["line"] == "in-use";
            if wanted == row["published"].is_null() {
                return Some(format!("{extension} is {} and the board says {}", phone["line"], row["published"]));
            }
            // Twins share a user, of whom the one that counts decides.
            let counts = row["state"] == "in-sync" || row["state"] == "overridden";
            if counts && wanted == phone["published"].is_null() {
                return Some(format!("{extension} is {} and Teams has {}", phone["line"], phone["published"]));
            }
        }
        None
    }

    fn sign_in(&self) {
        let mut login = self.command("login").spawn().unwrap();
        let username = &self.said["sync_username"];
        let accounts = self.get("/accounts");
        let account = accounts["accounts"].as_array().unwrap().iter().find(|account| account["upn"] == *username);
        for line in BufReader::new(login.stdout.take().unwrap()).lines() {
            if let Some(code) = line.unwrap().strip_prefix("code: ") {
                let user_id = &account.unwrap()["user_id"];
                self.post("/microsoft/approve-device", &json!({"user_code": code, "user_id": user_id}));
            }
        }
        assert!(login.wait().unwrap().success(), "nobody is signed in");
    }

    fn command(&self, name: &str) -> Command {
        // A file that may not grow is an error of the disk, and no signal that ends the program.
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_presence-syncd")]);
        command.arg(name).arg("--config").arg(self.home.path().join("presence-syncd.toml")).env_clear();
        for (variable, member) in [
            ("PRESENCE_SYNC_CTI_USERNAME", "cti_username"),
            ("PRESENCE_SYNC_CTI_PASSWORD", "cti_password"),
            ("PRESENCE_SYNC_CONFIGURATION_CLIENT_ID", "configuration_client_id"),
            ("PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET", "configuration_client_secret"),
            ("PRESENCE_SYNC_MICROSOFT_CLIENT_SECRET", "client_secret"),
        ] {
            command.env(variable, self.said[member].as_str().unwrap());
        }
        command.env("PRESENCE_SYNC_STATE_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        let log = fs::File::options().append(true).create(true).open(self.home.path().join("log")).unwrap();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        command
    }

    fn settings(&self) -> String {
        let said = &self.said;
        format!(
            "[cloudya]\naccount = {}\ncti_url = {}\nconfiguration_url = {}\ntoken_url = {}\n\
             [microsoft]\ntenant = {}\nclient_id = {}\nlogin_url = {}\ngraph_url = {}\n\
             [sync]\nsettle_seconds = 0\nclear_seconds = 0\n\
             [state]\ndirectory = \"state\"\n[status]\nlisten = \"127.0.0.1:0\"\n",
            said["customer"],
            said["cti_url"],
            said["configuration_url"],
            said["nfon_token_url"],
            said["tenant_domain"],
            said["client_id"],
            said["login_url"],
            said["graph_url"],
        )
    }

    fn get(&self, path: &str) -> Value {
        let (status, text) = get(&self.control(path));
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    fn post(&self, path: &str, body: &Value) {
        let request = agent().post(self.control(path)).header("content-type", "application/json");
        let mut response = request.send(body.to_string()).unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        assert!(response.status().is_success(), "{path}: {} {text}", response.status());
    }

    fn control(&self, path: &str) -> String {
        format!("{}{path}", self.said["control_url"].as_str().unwrap().trim_end_matches('/'))
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to do.
        let _ = self.sim.kill();
        let _ = self.sim.wait();
    }
}

impl Daemon {
    /// Without a word, as a power cut ends it.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// As systemd asks it to end.
    pub(crate) fn ask_to_end(&self) {
        kill(Pid::from_raw(self.process.id().try_into().unwrap()), Signal::SIGTERM).unwrap();
    }

    /// The exit code.
    pub(crate) fn terminate(mut self) -> Option<i32> {
        self.ask_to_end();
        self.stdout.read_to_string(&mut String::new()).unwrap();
        self.process.wait().unwrap().code()
    }

    pub(crate) fn until_published(&mut self, extension: &str) {
        until("the board to say that it is published", || {
            self.people()
                .as_array()
                .unwrap()
                .iter()
                .any(|row| row["extension"] == extension && !row["published"].is_null())
        });
    }

    /// The codes of what concerns the whole synchronisation.
    pub(crate) fn problems(&mut self) -> Vec<String> {
        let health: Value = serde_json::from_str(&self.get("/healthz").1).unwrap();
        let of_person = |problem: &&Value| problem.get("extension").is_some() || problem.get("extensions").is_some();
        let problems = health["problems"].as_array().unwrap().iter().filter(|problem| !of_person(problem));
        problems.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
    }

    /// Of what was found damaged, whether what must not be lost was found again.
    pub(crate) fn recovered(&mut self) -> Vec<String> {
        let health: Value = serde_json::from_str(&self.get("/healthz").1).unwrap();
        let problems = health["problems"].as_array().unwrap().iter();
        problems.filter_map(|problem| Some(problem["recovered"].as_str()?.to_owned())).collect()
    }

    /// How large files may become from now on.
    pub(crate) fn limit_files(&self, bytes: &str) {
        let limit = format!("--fsize={bytes}:");
        let limited = Command::new("prlimit").arg("--pid").arg(self.process.id().to_string()).arg(limit).status();
        assert!(limited.unwrap().success());
    }

    fn people(&mut self) -> Value {
        serde_json::from_str(&self.get("/api/people").1).unwrap()
    }

    fn metrics(&mut self) -> String {
        self.get("/metrics").1
    }

    fn get(&mut self, path: &str) -> (u16, String) {
        if self.status.is_none() {
            let mut line = String::new();
            self.stdout.read_line(&mut line).unwrap();
            self.status = Some(line.strip_prefix("status: ").expect("it does not say where it is").trim().to_owned());
        }
        get(&format!("{}{path}", self.status.as_deref().unwrap_or_default()))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn until(what: &str, mut is_there: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_there() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(GLANCE);
    }
}

fn get(address: &str) -> (u16, String) {
    let mut response = agent().get(address).call().unwrap();
    (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into()
}
