//! The one window of our own: shown, hidden, closed to the tray, and brought forward by a second start.

use crate::tray::{self, Tray};
use driver::Handle;
use engine::{Request, rules::Settings};
use tauri::{
    AppHandle, Manager as _, Url, WebviewWindowBuilder, Window, WindowEvent,
    webview::{NewWindowResponse, WebviewWindow},
};

/// The only label with a capability.
pub(crate) const LABEL: &str = "main";

/// Whether the window is on the screen when the program starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Shown,
    Hidden,
}

/// Keeps the window's memory small and the same all day.
#[cfg(target_os = "linux")]
pub(crate) fn spare_memory() {
    const OPTIONS: [(&str, &str); 3] = [
        // Each time something is cleared away, all of the scripts' heap is looked through. Otherwise that is what is new,
        // and the rest is left to a timer that was seen to stand still for good.
        ("JSC_useGenerationalGC", "0"),
        // By how much of its own size the heap may grow until then; otherwise by three times that.
        ("JSC_heapGrowthMaxIncrease", "0.25"),
        // What the optimising compiler remembers grows all day. The page was not seen to be slower without it.
        ("JSC_useDFGJIT", "0"),
    ];
    for (option, value) in OPTIONS {
        // Whoever has set it otherwise meant it. Without it, the window only takes more memory.
        let _ = glib::setenv(option, value, false);
    }
}

/// Builds the window, which nobody sees yet. What its page calls must be managed by `app` before events are handled.
pub(crate) fn create(app: &AppHandle) -> tauri::Result<()> {
    let windows = &app.config().app.windows;
    let config = windows.iter().find(|window| window.label == LABEL).ok_or(tauri::Error::WindowNotFound)?;
    WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    Ok(())
}

/// Shows the window unless it was asked to hide where it can be called back. The tray must hang before.
pub(crate) fn reveal(app: &AppHandle, start: Start) {
    match start {
        Start::Shown => show(app),
        Start::Hidden if tray::of(app) == Tray::Present => {}
        Start::Hidden => show(app),
    }
}

/// Brings the window to the front, wherever it was.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    if let Err(error) = bring_forward(&window) {
        tracing::warn!(%error, "the window cannot be shown");
    }
}

/// Brings the window to the front with its page of problems.
pub(crate) fn show_problems(app: &AppHandle) {
    show(app);
    let Some(window) = app.get_webview_window(LABEL) else { return };
    if let Err(error) = window.eval("window.location.hash = '#/problems'") {
        tracing::warn!(%error, "the window cannot be led to the problems");
    }
}

/// Closing hides the window where it can be called back, asks where it cannot, and quits where that is wanted.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.label() != LABEL {
        return;
    }
    api.prevent_close();
    let handle = window.state::<Handle>();
    match closing(&handle.view().settings, || tray::of(window.app_handle())) {
        Closing::Hides => hide(window),
        Closing::Asks => ask(window.app_handle(), &handle),
        Closing::Quits => {
            hide(window);
            handle.send(Request::Quit);
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closing {
    Hides,
    Asks,
    Quits,
}

fn closing(settings: &Settings, tray: impl FnOnce() -> Tray) -> Closing {
    if !settings.keep_in_tray {
        return Closing::Quits;
    }
    match tray() {
        Tray::Present => Closing::Hides,
        Tray::Absent => Closing::Asks,
    }
}

fn hide(window: &Window) {
    if let Err(error) = window.hide() {
        tracing::warn!(%error, "the window cannot be hidden");
    }
}

/// The page shows the question. A page that does not take it up has nobody to ask, and then the program ends.
fn ask(app: &AppHandle, handle: &Handle) {
    const ASK: &str = "dispatchEvent(new Event('presence-sync:closing', { cancelable: true })) \
        && __TAURI_INTERNALS__.invoke('request', { request: { kind: 'quit' } })";
    show(app);
    let asked = app.get_webview_window(LABEL).ok_or(tauri::Error::WindowNotFound).and_then(|window| window.eval(ASK));
    if let Err(error) = asked {
        tracing::warn!(%error, "the window cannot ask whether to quit");
        handle.send(Request::Quit);
    }
}

fn bring_forward(window: &WebviewWindow) -> tauri::Result<()> {
    window.show()?;
    window.unminimize()?;
    window.set_focus()
}

/// The window never leaves the files that are inside the program.
fn is_ours(address: &Url) -> bool {
    match address.scheme() {
        "tauri" => true,
        "http" | "https" => {
            address.host_str() == Some("tauri.localhost")
                || (tauri::is_dev() && address.host_str() == Some("localhost"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_pages() {
        assert!(is_ours(&Url::parse("tauri://localhost/index.html").unwrap()));
        assert!(is_ours(&Url::parse("http://tauri.localhost/").unwrap()));
        assert!(!is_ours(&Url::parse("https://login.microsoftonline.com/").unwrap()));
        assert!(!is_ours(&Url::parse("https://tauri.localhost.example.org/").unwrap()));
        assert!(!is_ours(&Url::parse("file:///etc/passwd").unwrap()));
    }

    #[test]
    fn closing_asks_where_no_tray_could_call_the_window_back() {
        let kept = Settings::default();
        assert_eq!(closing(&kept, || Tray::Present), Closing::Hides);
        assert_eq!(closing(&kept, || Tray::Absent), Closing::Asks);
        let ended = Settings { keep_in_tray: false, ..kept };
        for tray in [Tray::Present, Tray::Absent] {
            assert_eq!(closing(&ended, || tray), Closing::Quits);
        }
    }

    #[test]
    fn only_our_own_window_may_call_us() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        assert_eq!(capability["windows"], serde_json::json!([LABEL]));
        assert_eq!(capability.get("webviews"), None);
        assert_eq!(capability.get("remote"), None, "foreign pages get no commands");
    }
}
