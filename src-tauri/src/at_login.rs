//! Starts the program with the computer when the settings say so, and lets the settings say what really happens.

use driver::Handle;
use engine::{Request, rules::Settings};
use tauri::AppHandle;
use tauri_plugin_autostart::ManagerExt as _;

/// What happens at login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtLogin {
    Starts,
    Rests,
}

/// Until the engine stops.
pub(crate) async fn follow(app: AppHandle, handle: Handle) {
    // From here on the view has the settings of the disk.
    handle.rows().await;
    let mut views = handle.views();
    // Whoever took the program out of the system's own list meant it.
    let mut real = look(&app).unwrap_or(AtLogin::of(&handle.view().settings));
    loop {
        if AtLogin::of(&handle.view().settings) != real {
            tell(&handle, real);
            if views.wait_for(|view| AtLogin::of(&view.settings) == real).await.is_err() {
                return;
            }
        }
        let wanted = match views.wait_for(|view| AtLogin::of(&view.settings) != real).await {
            Ok(view) => AtLogin::of(&view.settings),
            Err(_) => return,
        };
        real = arrange(&app, wanted).unwrap_or(wanted);
    }
}

impl AtLogin {
    fn of(settings: &Settings) -> Self {
        if settings.start_with_computer { Self::Starts } else { Self::Rests }
    }
}

/// Does what is wanted, and looks what came of it.
fn arrange(app: &AppHandle, wanted: AtLogin) -> Option<AtLogin> {
    let system = app.autolaunch();
    let arranged = match wanted {
        AtLogin::Starts => system.enable(),
        AtLogin::Rests => system.disable(),
    };
    match arranged {
        Ok(()) => tracing::info!(?wanted, "what happens at login is arranged"),
        Err(error) => tracing::warn!(%error, ?wanted, "what happens at login cannot be arranged"),
    }
    look(app)
}

/// `None` where the system does not say.
fn look(app: &AppHandle) -> Option<AtLogin> {
    match app.autolaunch().is_enabled() {
        Ok(true) => Some(AtLogin::Starts),
        Ok(false) => Some(AtLogin::Rests),
        Err(error) => {
            tracing::warn!(%error, "the system does not say what happens at login");
            None
        }
    }
}

fn tell(handle: &Handle, real: AtLogin) {
    let mut settings = handle.view().settings.clone();
    settings.start_with_computer = real == AtLogin::Starts;
    handle.send(Request::ChangeSettings { settings });
}
