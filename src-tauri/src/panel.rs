//! What the tray's panel looks like, so that the icon stands out from it.

use tauri::Theme;

/// The panel behind the icon, where the system tells; where it does not, a light one, whose icons can be seen on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Panel {
    #[default]
    Light,
    Dark,
}

impl From<Theme> for Panel {
    fn from(theme: Theme) -> Self {
        if theme == Theme::Dark { Self::Dark } else { Self::Light }
    }
}

#[cfg(target_os = "linux")]
pub(crate) use linux::watch;

/// Calls `tell` with what the panel looks like now, and whenever that changes.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn watch(app: tauri::AppHandle, tell: impl Fn(Panel) + Send + Sync + 'static) {
    use tauri::{Manager as _, WindowEvent};
    let Some(window) = app.get_webview_window(crate::window::LABEL) else { return };
    tell(window.theme().unwrap_or(Theme::Light).into());
    window.on_window_event(move |event| {
        if let WindowEvent::ThemeChanged(theme) = event {
            tell((*theme).into());
        }
    });
}

#[cfg(target_os = "linux")]
mod linux {
    use super::Panel;
    use futures::StreamExt as _;
    use zbus::zvariant::OwnedValue;

    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";

    /// Where desktops say whether people like it dark.
    #[zbus::proxy(
        interface = "org.freedesktop.portal.Settings",
        default_service = "org.freedesktop.portal.Desktop",
        default_path = "/org/freedesktop/portal/desktop"
    )]
    trait Portal {
        fn read_one(&self, namespace: &str, key: &str) -> zbus::Result<OwnedValue>;

        #[zbus(signal)]
        fn setting_changed(&self, namespace: String, key: String, value: OwnedValue) -> zbus::Result<()>;
    }

    /// Calls `tell` with what the panel looks like now, and whenever that changes.
    pub(crate) async fn watch(_app: tauri::AppHandle, tell: impl Fn(Panel) + Send + Sync + 'static) {
        let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
        if is_always_dark(&desktop) {
            return tell(Panel::Dark);
        }
        if let Err(error) = follow(tell).await {
            tracing::info!(%error, "the desktop does not tell whether its panel is dark");
        }
    }

    async fn follow(tell: impl Fn(Panel)) -> zbus::Result<()> {
        let bus = zbus::Connection::session().await?;
        let portal = PortalProxy::new(&bus).await?;
        let mut changes = portal.receive_setting_changed().await?;
        tell(panel(&portal.read_one(NAMESPACE, KEY).await?));
        while let Some(change) = changes.next().await {
            let change = change.args()?;
            if (change.namespace.as_str(), change.key.as_str()) == (NAMESPACE, KEY) {
                tell(panel(&change.value));
            }
        }
        Ok(())
    }

    /// 1 prefers dark, 2 prefers light, 0 has no preference.
    fn panel(scheme: &OwnedValue) -> Panel {
        if u32::try_from(scheme).is_ok_and(|scheme| scheme == 1) { Panel::Dark } else { Panel::Light }
    }

    /// GNOME's panel is black, whatever the windows look like.
    fn is_always_dark(desktop: &str) -> bool {
        desktop.split(':').any(|name| name.eq_ignore_ascii_case("gnome"))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_portals_answer_says_whether_it_is_dark() {
            for (answer, expected) in [(0_u32, Panel::Light), (1, Panel::Dark), (2, Panel::Light), (7, Panel::Light)] {
                assert_eq!(panel(&OwnedValue::from(answer)), expected, "{answer}");
            }
        }

        #[test]
        fn gnomes_panel_is_dark_whatever_the_windows_are() {
            assert!(is_always_dark("ubuntu:GNOME"));
            assert!(!is_always_dark("KDE"));
            assert!(!is_always_dark(""));
        }
    }
}
