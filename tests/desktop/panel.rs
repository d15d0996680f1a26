//! The rest of the desktop, as the program finds it on the session bus: a panel with a tray, a taste, and notifications.

use crate::PATIENCE;
use anyhow::{Context as _, bail, ensure};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;
use zbus::{
    Connection, Proxy,
    message::Header,
    object_server::SignalEmitter,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

const WATCHER: &str = "/StatusNotifierWatcher";
const PORTAL: &str = "/org/freedesktop/portal/desktop";
const APPEARANCE: &str = "org.freedesktop.appearance";
const SCHEME: &str = "color-scheme";

/// Whether people like it dark, as desktops number it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Dark = 1,
    Light = 2,
}

/// One line of the menu that hangs in the tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    id: i32,
    pub label: String,
    pub clickable: bool,
    pub within: Vec<Self>,
}

pub struct Panel {
    bus: Connection,
    seen: Arc<Seen>,
}

/// What the program told the desktop.
#[derive(Default)]
struct Seen {
    /// The bus name and the path of the tray's item.
    item: Mutex<Option<(String, String)>>,
    notifications: Mutex<Vec<String>>,
}

impl Panel {
    /// To be there before the program starts, as a desktop's own panel is.
    pub(crate) async fn install(bus: &str) -> anyhow::Result<Self> {
        let seen = Arc::<Seen>::default();
        let bus = zbus::connection::Builder::address(bus)?
            .serve_at(WATCHER, Watcher(seen.clone()))?
            .serve_at(PORTAL, Taste(Scheme::Light as u32))?
            .serve_at("/org/freedesktop/Notifications", Notifications(seen.clone()))?
            .name("org.kde.StatusNotifierWatcher")?
            .name("org.freedesktop.portal.Desktop")?
            .name("org.freedesktop.Notifications")?
            .build()
            .await
            .context("the session bus has a desktop already")?;
        Ok(Self { bus, seen })
    }

    /// Which of the pictures in `icons/tray` hangs in the tray, such as `light/running`.
    pub async fn icon(&self) -> anyhow::Result<String> {
        let item = self.item().await?;
        let shown: String = item.get_property("IconName").await?;
        let shown = pixels(Path::new(&shown))?;
        for panel in ["light", "dark"] {
            for state in ["setting-up", "running", "paused", "attention", "offline"] {
                if pixels(&icons().join(panel).join(format!("{state}.png")))? == shown {
                    return Ok(format!("{panel}/{state}"));
                }
            }
        }
        bail!("the tray shows a picture that is none of ours")
    }

    pub async fn wait_for_icon(&self, expected: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            // The program may put another picture into its place between the question and the look.
            let icon = self.icon().await;
            if icon.as_ref().is_ok_and(|icon| icon == expected) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "the tray shows {icon:?} and not {expected}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    pub async fn menu(&self) -> anyhow::Result<Vec<MenuItem>> {
        let menu = self.dbus_menu().await?;
        let (_, root): (u32, Layout) = menu.call("GetLayout", &(0, -1, Vec::<&str>::new())).await?;
        Ok(items(root)?.within)
    }

    /// Clicks through the menu by the beginnings of what its lines say, once they are there.
    pub async fn click(&self, way: &[&str]) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            // A menu may be replaced by another between the look and the click.
            let Err(error) = self.try_to_click(way).await else { return Ok(()) };
            ensure!(started.elapsed() < PATIENCE, "{way:?}: {error:#}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn try_to_click(&self, way: &[&str]) -> anyhow::Result<()> {
        let menu = self.menu().await?;
        let item = find(&menu, way).with_context(|| format!("it is not in {menu:?}"))?;
        ensure!(item.clickable, "it cannot be clicked");
        let moment = 0_u32;
        let event = (item.id, "clicked", Value::from(0_i32), moment);
        Ok(self.dbus_menu().await?.call("Event", &event).await?)
    }

    /// Changes the desktop's taste, and says so.
    pub async fn prefer(&self, scheme: Scheme) -> anyhow::Result<()> {
        let taste = self.bus.object_server().interface::<_, Taste>(PORTAL).await?;
        taste.get_mut().await.0 = scheme as u32;
        let value = Value::from(scheme as u32);
        Ok(Taste::setting_changed(taste.signal_emitter(), APPEARANCE, SCHEME, &value).await?)
    }

    /// The titles of everything that the program notified people of.
    pub fn notifications(&self) -> Vec<String> {
        self.seen.notifications.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub async fn wait_for_notifications(&self, count: usize) -> anyhow::Result<()> {
        let started = Instant::now();
        while self.notifications().len() != count {
            ensure!(started.elapsed() < PATIENCE, "instead of {count} notifications: {:?}", self.notifications());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    async fn item(&self) -> anyhow::Result<Proxy<'_>> {
        let started = Instant::now();
        let (name, path) = loop {
            let item = self.seen.item.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(item) = item {
                break item;
            }
            ensure!(started.elapsed() < PATIENCE, "the program hangs nothing into the tray");
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        Ok(Proxy::new(&self.bus, name, path, "org.kde.StatusNotifierItem").await?)
    }

    async fn dbus_menu(&self) -> anyhow::Result<Proxy<'_>> {
        let item = self.item().await?;
        let path: OwnedObjectPath = item.get_property("Menu").await?;
        Ok(Proxy::new(&self.bus, item.destination().to_owned(), path, "com.canonical.dbusmenu").await?)
    }
}

/// What libappindicator looks for.
struct Watcher(Arc<Seen>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// `service` is a bus name or, as libappindicator has it, the path at whoever calls.
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = match service.starts_with('/') {
            true => (sender, service.to_owned()),
            false => (service.to_owned(), "/StatusNotifierItem".to_owned()),
        };
        *self.0.item.lock().unwrap_or_else(PoisonError::into_inner) = Some(item);
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// The portal that says whether people like it dark.
struct Taste(u32);

#[zbus::interface(name = "org.freedesktop.portal.Settings")]
impl Taste {
    fn read_one(&self, namespace: &str, key: &str) -> zbus::fdo::Result<OwnedValue> {
        match (namespace, key) {
            (APPEARANCE, SCHEME) => Ok(OwnedValue::from(self.0)),
            _ => Err(zbus::fdo::Error::Failed(format!("{namespace} {key} is not known"))),
        }
    }

    /// As old as the portal, and wrapped once more.
    fn read(&self, namespace: &str, key: &str) -> zbus::fdo::Result<OwnedValue> {
        let value = Value::new(Value::from(self.read_one(namespace, key)?));
        OwnedValue::try_from(value).map_err(|error| zbus::fdo::Error::Failed(error.to_string()))
    }

    #[zbus(signal)]
    async fn setting_changed(
        emitter: &SignalEmitter<'_>,
        namespace: &str,
        key: &str,
        value: &Value<'_>,
    ) -> zbus::Result<()>;
}

struct Notifications(Arc<Seen>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "the desktops' specification has as many")]
    fn notify(
        &self,
        _app: &str,
        _replaces: u32,
        _icon: &str,
        title: &str,
        _body: &str,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut notifications = self.0.notifications.lock().unwrap_or_else(PoisonError::into_inner);
        notifications.push(title.to_owned());
        u32::try_from(notifications.len()).unwrap_or(u32::MAX)
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("test".to_owned(), "test".to_owned(), "1".to_owned(), "1.2".to_owned())
    }
}

/// An id, properties, and what is within.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

fn items((id, mut properties, within): Layout) -> anyhow::Result<MenuItem> {
    let label = properties.remove("label").and_then(|label| String::try_from(label).ok()).unwrap_or_default();
    let enabled = properties.remove("enabled").and_then(|enabled| bool::try_from(enabled).ok()).unwrap_or(true);
    let within = within.into_iter().map(|item| items(Layout::try_from(item)?)).collect::<anyhow::Result<_>>()?;
    // An underscore marks the letter of a shortcut.
    Ok(MenuItem { id, label: label.replace('_', ""), clickable: enabled, within })
}

fn find<'a>(menu: &'a [MenuItem], way: &[&str]) -> Option<&'a MenuItem> {
    let (first, rest) = way.split_first()?;
    let item = menu.iter().find(|item| item.label.starts_with(first))?;
    if rest.is_empty() { Some(item) } else { find(&item.within, rest) }
}

/// The picture on an odd ground, so that what cannot be seen does not count.
fn pixels(picture: &Path) -> anyhow::Result<Vec<u8>> {
    let mut convert = Command::new("convert");
    convert.arg(picture).args(["-background", "#123456", "-alpha", "remove", "-alpha", "off", "-depth", "8", "rgb:-"]);
    let converted = convert.output().context("ImageMagick's `convert` is missing")?;
    ensure!(converted.status.success(), "{} is no picture", picture.display());
    Ok(converted.stdout)
}

fn icons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../icons/tray")
}
