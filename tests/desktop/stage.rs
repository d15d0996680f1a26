//! The display and the session around the program: Xvfb, a window manager, D-Bus and the WebDriver services.

use crate::{Browser, Company, PATIENCE, Panel, Program, Screen, Simulation, Window};
use anyhow::{Context as _, bail, ensure};
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    time::Instant,
};

/// How large the person's screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Display {
    Usual,
    Large,
}

/// What the person's computer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    German,
    English,
}

/// Everything that a test needs around the program. Dropping it ends all of it.
pub struct Stage {
    pub simulation: Simulation,
    pub screen: Screen,
    pub browser: Browser,
    display: String,
    /// The address of the session bus.
    bus: String,
    language: Language,
    home: tempfile::TempDir,
    pictures: PathBuf,
    _bus: Child,
    _display: Child,
    _window_manager: Child,
}

impl Stage {
    /// `name` is the folder below `target/screenshots`.
    pub async fn set(name: &str, language: Language) -> anyhow::Result<Self> {
        Self::set_for(Company::Small, name, language).await
    }

    pub async fn set_on(display: Display, name: &str, language: Language) -> anyhow::Result<Self> {
        Self::arranged(display, Company::Small, name, language).await
    }

    pub async fn set_for(company: Company, name: &str, language: Language) -> anyhow::Result<Self> {
        Self::arranged(Display::Usual, company, name, language).await
    }

    async fn arranged(display: Display, company: Company, name: &str, language: Language) -> anyhow::Result<Self> {
        prerequisites()?;
        let pictures = target().join("screenshots").join(name);
        // Pictures of an earlier run would be taken for those of this one.
        if pictures.exists() {
            std::fs::remove_dir_all(&pictures)?;
        }
        std::fs::create_dir_all(&pictures)?;
        let (shown, display) = start_display(display).await?;
        let window_manager = quietly(Command::new("openbox").env("DISPLAY", &display)).context("openbox")?;
        let screen = Screen::open(&display)?;
        screen.wait_for_window_manager()?;
        let home = tempfile::tempdir()?;
        let (session, bus) = start_bus(home.path(), &display).await?;
        Ok(Self {
            simulation: Simulation::start(company).await?,
            screen,
            browser: Browser::install(home.path())?,
            display,
            bus,
            language,
            home,
            pictures,
            _bus: session,
            _display: shown,
            _window_manager: window_manager,
        })
    }

    /// Starts the program with the profile of this stage. The first start is set-up.
    pub async fn open_program(&self) -> anyhow::Result<(Program, Window)> {
        let mut arguments = vec!["--profile-directory".to_owned(), self.profile().display().to_string()];
        arguments.extend(self.simulation.flags());
        self.open(app()?, arguments).await
    }

    /// Starts a program with nothing but an empty page, for comparison.
    pub async fn open_bare(&self) -> anyhow::Result<(Program, Window)> {
        let bare = app()?.with_file_name("examples").join("bare");
        ensure!(bare.is_file(), "{} (cargo build -p presence-sync --example bare)", bare.display());
        self.open(bare, Vec::new()).await
    }

    async fn open(&self, app: PathBuf, arguments: Vec<String>) -> anyhow::Result<(Program, Window)> {
        let [port, native_port] = free_ports()?;
        let home = self.home.path();
        let log = std::fs::File::create(self.pictures.join("program.log"))?;
        let mut services = Command::new(tauri_driver());
        services
            .args(["--port", &port.to_string(), "--native-port", &native_port.to_string()])
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", home)
            .env("PATH", self.browser.path()?)
            .env("XDG_RUNTIME_DIR", home)
            .env("LANG", self.language.locale())
            .env("LC_ALL", self.language.locale())
            .env("LANGUAGE", self.language.locale())
            // Secrets of a test belong neither in the developer's credential store nor in none.
            .env("PRESENCE_SYNC_STATE_KEY", KEY)
            .env("PRESENCE_SYNC_LOG", "info,driver=debug,presence_sync=debug")
            .env("NO_AT_BRIDGE", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CURRENT_DESKTOP")
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0);
        let services = services.spawn().context("tauri-driver")?;
        // Before anything can fail, so that its end is taken care of.
        let program = Program { services, app, arguments, profile: self.profile() };
        let window = Window::open(port, &program.app, &program.arguments).await?;
        Ok((program, window))
    }

    /// Puts a panel on the desktop: without one, there is no tray. Before the program starts.
    pub async fn install_panel(&self) -> anyhow::Result<Panel> {
        Panel::install(&self.bus).await
    }

    /// Waits for the file that tells the desktop to start the program at login.
    pub async fn wait_for_login_entry(&self) -> anyhow::Result<PathBuf> {
        let folder = self.home.path().join(".config/autostart");
        let entry = || folder.read_dir().ok().and_then(|mut entries| entries.next());
        Ok(patiently("the program is not to start at login", entry).await??.path())
    }

    /// What lies where the program saves files, once it is there.
    pub async fn wait_for_download(&self, file: &str) -> anyhow::Result<String> {
        let path = self.home.path().join("Downloads").join(file);
        let text = || std::fs::read_to_string(&path).ok().filter(|text| !text.is_empty());
        patiently(&format!("{} is not there", path.display()), text).await
    }

    /// A picture of the whole screen, for people who want to see what the test saw.
    pub fn photograph_screen(&self, name: &str) -> anyhow::Result<()> {
        self.screen.photograph_all(&self.picture(name))
    }

    /// A picture of the program's own window.
    pub fn photograph_window(&self, name: &str) -> anyhow::Result<()> {
        let window = self.screen.window("Presence Sync")?;
        self.screen.photograph(&window, &self.picture(name))
    }

    fn profile(&self) -> PathBuf {
        self.home.path().join("profile")
    }

    fn picture(&self, name: &str) -> PathBuf {
        self.pictures.join(format!("{name}.png"))
    }
}

impl Drop for Stage {
    /// The last picture is what there was to see when the test ended or failed.
    fn drop(&mut self) {
        let _ = self.photograph_screen("end");
    }
}

/// 32 bytes in base64; what it seals is thrown away with the test.
const KEY: &str = "cHJlc2VuY2Utc3luYy1kZXNrdG9wLXRlc3Qta2V5LTE=";

impl Language {
    fn locale(self) -> &'static str {
        match self {
            Self::German => "de_DE.UTF-8",
            Self::English => "en_GB.UTF-8",
        }
    }
}

/// Says all that is missing at once, and how to get it.
fn prerequisites() -> anyhow::Result<()> {
    let programs = [
        ("Xvfb", "xvfb"),
        ("openbox", "openbox"),
        ("dbus-daemon", "dbus-daemon"),
        ("import", "imagemagick"),
        ("WebKitWebDriver", "webkit2gtk-driver"),
    ];
    let mut missing = Vec::new();
    for (program, package) in programs {
        if !on_path(program) {
            missing.push(format!("{program} (Debian package {package})"));
        }
    }
    if !tauri_driver().exists() {
        missing.push(format!(
            "{} (cargo install tauri-driver --version 2.1.0 --locked --root target/tools)",
            tauri_driver().display()
        ));
    }
    for found in [app(), simulator()] {
        if let Err(error) = found {
            missing.push(format!("{error:#}"));
        }
    }
    ensure!(missing.is_empty(), "the desktop test needs more than is here; `cargo xtask test` brings it: {missing:#?}");
    Ok(())
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn tauri_driver() -> PathBuf {
    target().join("tools/bin/tauri-driver")
}

fn app() -> anyhow::Result<PathBuf> {
    built("PRESENCE_SYNC_APP", "presence-sync", "cargo build -p presence-sync")
}

/// Looks again and again; `missing` says what there is not in the end.
async fn patiently<T>(missing: &str, look: impl Fn() -> Option<T>) -> anyhow::Result<T> {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        ensure!(started.elapsed() < PATIENCE, "{missing}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

pub(crate) fn simulator() -> anyhow::Result<PathBuf> {
    built("PRESENCE_SYNC_SIM", "sim", "cargo build -p sim")
}

/// A program of ours: where the variable says, or where a debug build puts it.
fn built(variable: &str, name: &str, build: &str) -> anyhow::Result<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(|| target().join("debug").join(name), PathBuf::from);
    if !path.is_file() {
        bail!("{} ({build}, or set {variable})", path.display());
    }
    Ok(path)
}

fn target() -> PathBuf {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    std::env::var_os("CARGO_TARGET_DIR").map_or(ours, PathBuf::from)
}

/// Xvfb takes a free number itself and says which.
async fn start_display(size: Display) -> anyhow::Result<(Child, String)> {
    let size = match size {
        Display::Usual => "1600x1000x24",
        Display::Large => "3840x2160x24",
    };
    let mut display = Command::new("Xvfb");
    display.args(["-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp", "-noreset"]);
    display.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut display = display.spawn().context("Xvfb")?;
    let mut number = String::new();
    let output = display.stdout.take().context("Xvfb has no output")?;
    BufReader::new(output).read_line(&mut number).await?;
    ensure!(!number.trim().is_empty(), "Xvfb does not start");
    Ok((display, format!(":{}", number.trim())))
}

/// A session bus of the test's own, and its address.
async fn start_bus(home: &Path, display: &str) -> anyhow::Result<(Child, String)> {
    let mut bus = Command::new("dbus-daemon");
    bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]).env("DISPLAY", display);
    bus.env("HOME", home).env("XDG_RUNTIME_DIR", home);
    let mut bus = bus.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().context("dbus-daemon")?;
    let mut address = String::new();
    let output = bus.stdout.take().context("the bus has no output")?;
    BufReader::new(output).read_line(&mut address).await?;
    ensure!(!address.trim().is_empty(), "the session bus does not start");
    Ok((bus, address.trim().to_owned()))
}

fn quietly(command: &mut Command) -> std::io::Result<Child> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn()
}

/// Two at once, so that they differ.
fn free_ports() -> anyhow::Result<[u16; 2]> {
    let listeners = [TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?];
    let [first, second] = listeners.each_ref().map(TcpListener::local_addr);
    Ok([first?.port(), second?.port()])
}
