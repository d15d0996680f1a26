//! The boundary to the window: requests in, updates out.
//!
//! `capabilities/main.json` gives these commands to the window `main` alone.

use crate::words::system_locale;
use driver::{Addresses, Handle, Updates};
use engine::{
    Request,
    question::{Answer, Question},
    view::{RowChanges, Update},
};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{AppHandle, State, WebviewWindow};
use tauri_plugin_opener::OpenerExt as _;
use url::{Host, Url};

/// The portals and pages that the window links to. Nothing else is handed to the person's browser.
const PORTALS: [&str; 18] = [
    "aka.ms",
    "admin.cloud.microsoft",
    "admin.microsoft.com",
    "admin.teams.microsoft.com",
    "aad.portal.azure.com",
    "entra.microsoft.com",
    "entra.microsoft.us",
    "learn.microsoft.com",
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "microsoft.com",
    "mysignins.microsoft.com",
    "portal.azure.com",
    "portal.azure.us",
    "portal.azure.cn",
    "shell.azure.com",
    "www.microsoft.com",
];

/// Where the program was started to look for the services.
pub(crate) struct Started(pub(crate) Addresses);

/// The one stream of updates to the window. A window that is loaded again begins anew, while the last question of the
/// former page may still wait for its answer.
#[derive(Default)]
pub(crate) struct Subscription(Mutex<Option<Arc<tokio::sync::Mutex<Stream>>>>);

struct Stream {
    updates: Updates,
    told: Told,
}

/// An [`Update`], of whose view only the members cross that changed: with every call a number changes, while the problems
/// of a whole company stay as they are.
#[derive(Debug, Serialize)]
pub(crate) struct Crossing {
    view: Option<Map<String, Value>>,
    rows: RowChanges,
}

/// The members of the view as the window knows them.
#[derive(Default)]
struct Told(Map<String, Value>);

#[derive(Debug, Serialize)]
pub(crate) struct System {
    /// BCP 47, such as `de-DE`.
    locale: String,
    version: String,
}

/// What the window is told when an address is not opened.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NotOpened {
    /// The address is not one of those that may be opened.
    Refused,
    /// There is no browser, or it does not start.
    Failed,
}

impl Subscription {
    fn stream(&self, handle: &Handle, first: bool) -> Arc<tokio::sync::Mutex<Stream>> {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if first {
            *current = None;
        }
        let begin = || Arc::new(tokio::sync::Mutex::new(Stream { updates: handle.subscribe(), told: Told::default() }));
        Arc::clone(current.get_or_insert_with(begin))
    }
}

impl Told {
    fn tell(&mut self, Update { view, rows }: Update) -> serde_json::Result<Crossing> {
        let members = view.map(|view| serde_json::to_value(view).and_then(serde_json::from_value)).transpose()?;
        Ok(Crossing { view: members.map(|members| self.learn(members)), rows })
    }

    /// Those that it did not know, or knew otherwise.
    fn learn(&mut self, members: Map<String, Value>) -> Map<String, Value> {
        let new: Map<_, _> = members.into_iter().filter(|(name, member)| self.0.get(name) != Some(member)).collect();
        self.0.extend(new.clone());
        new
    }
}

#[tauri::command]
pub(crate) fn request(handle: State<'_, Handle>, request: Request) {
    handle.send(request);
}

/// Looks something up; changes nothing.
#[tauri::command]
pub(crate) async fn ask(handle: State<'_, Handle>, question: Question) -> Result<Answer, ()> {
    Ok(handle.ask(question).await)
}

/// Waits for the next update; an error when there will be none. A page's first holds everything, the others what changed
/// since.
///
/// The page asks for each, because what is sent to it unasked is carried in a script of its own, which its engine would
/// compile and keep.
#[tauri::command]
pub(crate) async fn next_update(
    handle: State<'_, Handle>,
    subscription: State<'_, Subscription>,
    first: bool,
) -> Result<Crossing, ()> {
    let stream = subscription.stream(&handle, first);
    let mut stream = stream.lock().await;
    let update = stream.updates.next().await.ok_or(())?;
    stream.told.tell(update).map_err(|error| tracing::error!(%error, "an update cannot cross"))
}

#[tauri::command]
pub(crate) fn open_address(
    app: AppHandle,
    handle: State<'_, Handle>,
    started: State<'_, Started>,
    address: String,
) -> Result<(), NotOpened> {
    let address = Url::parse(&address).map_err(|_| NotOpened::Refused)?;
    // Pages of the sign-in service may be opened too, such as the one for a device code.
    let view = handle.view();
    let sign_in = started.0.or(&view.settings.network).login(view.setup.microsoft.cloud).origin();
    if !may_be_opened(&address, &sign_in) {
        tracing::warn!(host = address.host_str(), "an address is not opened: it is not on the list");
        return Err(NotOpened::Refused);
    }
    app.opener().open_url(address, None::<&str>).map_err(|error| {
        tracing::warn!(%error, "the browser does not start");
        NotOpened::Failed
    })
}

#[tauri::command]
pub(crate) fn system(app: AppHandle) -> System {
    System { locale: system_locale(), version: app.package_info().version.to_string() }
}

/// Out of the way, where no tray could call the window back.
#[tauri::command]
pub(crate) fn minimise(window: WebviewWindow) {
    if let Err(error) = window.minimize() {
        tracing::warn!(%error, "the window cannot be minimised");
    }
}

fn may_be_opened(address: &Url, sign_in: &url::Origin) -> bool {
    if address.origin() == *sign_in {
        return matches!(address.scheme(), "https" | "http");
    }
    let Some(Host::Domain(host)) = address.host() else { return false };
    address.scheme() == "https"
        && address.port().is_none()
        && address.username().is_empty()
        && address.password().is_none()
        && PORTALS.contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::view::View;

    #[test]
    fn only_microsofts_own_portals_are_opened() {
        for address in [
            "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps",
            "https://portal.azure.com/",
            "https://microsoft.com/devicelogin",
        ] {
            assert!(opens(address), "{address}");
        }
        for address in [
            "http://portal.azure.com/",
            "https://portal.azure.com.example.org/",
            "https://portal.azure.com@example.org/",
            "https://someone@portal.azure.com/",
            "https://portal.azure.com:8443/",
            "https://example.org/",
            "https://13.107.246.1/",
            "file:///etc/passwd",
            "ms-settings:about",
            "javascript:alert(1)",
        ] {
            assert!(!opens(address), "{address}");
        }
    }

    #[test]
    fn the_pages_of_the_configured_sign_in_service_are_opened() {
        let sign_in = Url::parse("http://127.0.0.1:4711").unwrap().origin();
        let opens = |address| may_be_opened(&Url::parse(address).unwrap(), &sign_in);
        assert!(opens("http://127.0.0.1:4711/common/oauth2/deviceauth"));
        assert!(!opens("http://127.0.0.1:4712/common/oauth2/deviceauth"));
    }

    #[test]
    fn of_the_view_only_what_changed_crosses() {
        let mut told = Told::default();
        let mut names = |view: View| {
            let crossing = told.tell(Update { view: Some(view), rows: RowChanges::default() }).unwrap();
            crossing.view.unwrap().into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        let mut view = View::default();
        let all = names(view.clone());
        assert!(["counts", "problems", "settings"].iter().all(|name| all.iter().any(|told| told == name)), "{all:?}");
        view.counts.on_the_phone = 1;
        assert_eq!(names(view.clone()), ["counts"]);
        assert_eq!(names(view.clone()), [""; 0]);
        for until in [Some(engine::names::Utc(1)), None] {
            view.paused_until = until;
            assert_eq!(names(view.clone()), ["pausedUntil"], "{until:?}");
        }
    }

    fn opens(address: &str) -> bool {
        let sign_in = Url::parse("https://login.microsoftonline.com").unwrap().origin();
        may_be_opened(&Url::parse(address).unwrap(), &sign_in)
    }
}
