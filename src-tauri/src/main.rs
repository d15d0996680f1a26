//! Starts the desktop program: flags, log, driver, window, tray; and ends it with an exit code.

// A console window beside the program's own is nothing for Windows users.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod at_login;
mod bridge;
mod diagnostics;
mod downloads;
mod flags;
mod log;
mod panel;
mod settings;
mod sign_in;
mod tray;
mod window;
mod words;

use anyhow::Context as _;
use clap::Parser as _;
use driver::{
    Addresses, Handle, HostCommand, Options,
    transport::{Https, NetworkOptions},
};
use engine::{Request, view::Notice};
use flags::Flags;
use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use tauri::{
    AppHandle, Manager as _, RunEvent,
    async_runtime::{block_on, spawn, spawn_blocking},
};
use tauri_plugin_notification::NotificationExt as _;
use tauri_plugin_opener::OpenerExt as _;
use tauri_plugin_window_state::StateFlags;
use tokio::sync::mpsc::UnboundedReceiver;

// Names nothing, and only puts these two first among more than a hundred libraries: when the program starts, the system
// looks through them in order for each of 70,000 names, most of which belong to what these two bring along.
#[expect(unsafe_code, reason = "a block that declares nothing")]
#[cfg(target_os = "linux")]
#[link(name = "webkit2gtk-4.1")]
#[link(name = "javascriptcoregtk-4.1")]
unsafe extern "C" {}

/// 0: quit as asked. 1: the program could not start, or the engine stopped. 2: a flag is wrong.
fn main() -> ExitCode {
    // Before there is a thread that could read the environment.
    #[cfg(target_os = "linux")]
    window::spare_memory();
    match run(Flags::parse()) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            tracing::error!("{error:#}");
            let _ = writeln!(std::io::stderr(), "Presence Sync cannot start: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut flags: Flags) -> anyhow::Result<i32> {
    if let Some(directory) = &mut flags.profile_directory {
        *directory = std::path::absolute(&*directory).context("the profile directory has no absolute path")?;
    }
    let mut context = tauri::generate_context!();
    context.config_mut().identifier = flags.identifier(&context.config().identifier);

    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_notification::init())
        // The page asks us for each address, see `bridge`.
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_autostart::Builder::new().args(arguments_at_login()).build())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .with_filter(|label| label == window::LABEL)
                .build(),
        )
        .invoke_handler(tauri::generate_handler![
            bridge::request,
            bridge::ask,
            bridge::next_update,
            bridge::open_address,
            bridge::system,
            bridge::minimise,
            diagnostics::diagnostics,
            diagnostics::save_diagnostics,
            downloads::save_text,
            settings::keep_secrets_in_files
        ])
        .on_window_event(window::on_event)
        .build(context)
        .context("the desktop does not let us in")?;

    let directory = directory(app.handle(), &flags)?;
    let logs = log_directory(app.handle(), &flags)?;
    let _flushes_at_the_end = log::start(&logs)?;
    app.manage(diagnostics::Logs(logs));
    start(app.handle(), &flags, &directory)?;
    Ok(app.run_return(|_, event| {
        // The program lives on without a window; it ends when the engine has cleared what it published.
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    }))
}

fn start(app: &AppHandle, flags: &Flags, directory: &Path) -> anyhow::Result<()> {
    let addresses = addresses(flags);
    addresses.validate()?;
    let network = NetworkOptions { proxy: None, ca_file: flags.ca_file.clone() };
    // To read all certificates of the system takes a while, in which the window is opened.
    let transport = spawn_blocking(move || Https::new(&network));
    // Its page is loaded by a process of its own, which takes longer than what follows.
    window::create(app).context("the window cannot be opened")?;
    app.manage(bridge::Started(addresses.clone()));
    app.manage(bridge::Subscription::default());
    let vault = settings::vault(directory)?;
    app.manage(Arc::clone(&vault));
    let options = Options {
        addresses,
        transport: Arc::new(block_on(transport)??),
        vault,
        profiles: settings::profiles(app, directory)?,
        journal: settings::journal(directory)?,
        seed: seed(),
    };
    let (handle, commands) = block_on(async { driver::spawn(options) });
    app.manage(handle.clone());
    spawn(serve(app.clone(), handle.clone(), commands));
    spawn(quit_when_terminated(handle.clone()));
    spawn(at_login::follow(app.clone(), handle.clone()));
    tray::hang(app, &handle);
    window::reveal(app, flags.start());
    Ok(())
}

/// Does what the driver cannot: everything with a window, a notification or the person's browser.
async fn serve(app: AppHandle, handle: Handle, mut commands: UnboundedReceiver<HostCommand>) {
    while let Some(command) = commands.recv().await {
        match command {
            HostCommand::OpenPage { attempt, purpose, address, redirect: _ } => {
                sign_in::open(&app, attempt, purpose, address);
            }
            HostCommand::ClosePage { attempt } => sign_in::close(&app, attempt),
            HostCommand::OpenBrowser { address } => {
                if let Err(error) = app.opener().open_url(address, None::<&str>) {
                    tracing::error!(%error, "the browser does not start");
                }
            }
            HostCommand::Notify(notice) => notify(&app, &handle, &notice),
            HostCommand::Quit => return app.exit(0),
        }
    }
    tracing::error!("the engine stopped");
    app.exit(1);
}

fn notify(app: &AppHandle, handle: &Handle, notice: &Notice) {
    let view = handle.view();
    if !view.settings.notifications {
        return;
    }
    let (title, body) = words::words(view.settings.language).explain(&notice.problem);
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::warn!(%error, "a notification cannot be shown");
    }
}

fn addresses(flags: &Flags) -> Addresses {
    let mut addresses = Addresses::default();
    let replace = |address: &mut url::Url, flag: &Option<url::Url>| {
        if let Some(flag) = flag {
            address.clone_from(flag);
        }
    };
    replace(&mut addresses.cti, &flags.cti_url);
    replace(&mut addresses.configuration, &flags.configuration_url);
    replace(&mut addresses.nfon_token, &flags.nfon_token_url);
    Addresses { login: flags.login_url.clone(), graph: flags.graph_url.clone(), ..addresses }
}

fn directory(app: &AppHandle, flags: &Flags) -> anyhow::Result<PathBuf> {
    let directory = match &flags.profile_directory {
        Some(directory) => directory.clone(),
        None => app.path().app_data_dir().context("there is no directory for settings")?,
    };
    let mut builder = std::fs::DirBuilder::new();
    // What lies there names employees.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(&directory).with_context(|| format!("{} cannot be created", directory.display()))?;
    Ok(directory)
}

fn log_directory(app: &AppHandle, flags: &Flags) -> anyhow::Result<PathBuf> {
    match &flags.profile_directory {
        Some(directory) => Ok(directory.join("logs")),
        None => app.path().app_log_dir().context("there is no directory for the log"),
    }
}

/// Different in every run.
fn seed() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// At login the program starts as it was started now, but in the tray.
fn arguments_at_login() -> Vec<String> {
    let arguments = std::env::args().skip(1).filter(|argument| argument != "--hidden");
    arguments.chain(["--hidden".to_owned()]).collect()
}

/// SIGTERM and Ctrl-C end the program as *Quit* does: cleared first.
async fn quit_when_terminated(handle: Handle) {
    terminated().await;
    tracing::info!("asked to end");
    handle.send(Request::Quit);
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn terminated() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
