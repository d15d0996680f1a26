//! Draws the engine's tray view, and turns clicks into requests.

use crate::{window, words::Words, words::words};
use driver::Handle;
use engine::{
    Request,
    request::PauseUntil,
    view::{PauseItem, RunState, TrayView},
};
use std::panic::AssertUnwindSafe;
use tauri::{
    AppHandle, Manager as _, Wry,
    image::Image,
    menu::{IsMenuItem, MenuBuilder, MenuItemBuilder, PredefinedMenuItem},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};

const ID: &str = "presence";

/// What hangs in the tray, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Menu {
    icon: RunState,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// One line of state, which cannot be clicked.
    State(String),
    Separator,
    Item(Action, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Pause,
    Resume,
    Problems,
    Open,
    Quit,
}

/// Whether there is a tray in which the program can live on without its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tray {
    Present,
    Absent,
}

/// Puts the icon into the tray and keeps it up to date until the engine stops.
pub(crate) fn hang(app: &AppHandle, handle: &Handle) {
    let view = handle.view();
    let menu = Menu::of(&view.tray, words(view.settings.language));
    // Where Linux lacks the library that draws tray icons, the attempt panics.
    let created = std::panic::catch_unwind(AssertUnwindSafe(|| create(app, &menu)));
    match created {
        Ok(Ok(icon)) => {
            tauri::async_runtime::spawn(keep_up_to_date(app.clone(), icon, menu, handle.clone()));
        }
        Ok(Err(error)) => tracing::warn!(%error, "there is no tray icon: closing the window quits"),
        Err(_) => tracing::warn!("there is no tray icon: closing the window quits"),
    }
}

/// Asked when it matters: a tray may come and go with the desktop's panel.
pub(crate) fn of(app: &AppHandle) -> Tray {
    if app.tray_by_id(ID).is_some() && is_offered() { Tray::Present } else { Tray::Absent }
}

impl Menu {
    fn of(tray: &TrayView, words: &Words) -> Self {
        let state = words.say_about(state_key(tray.icon), "count", tray.in_sync);
        let problems = words.say_about("tray-problems", "count", tray.problems);
        let mut entries = vec![Entry::State(state), Entry::Separator];
        match tray.pause {
            PauseItem::Pause => entries.push(Entry::Item(Action::Pause, words.say("tray-pause"))),
            PauseItem::Resume => entries.push(Entry::Item(Action::Resume, words.say("tray-resume"))),
            PauseItem::Unavailable => {}
        }
        entries.push(Entry::Item(Action::Problems, problems));
        entries.push(Entry::Item(Action::Open, words.say("tray-open")));
        entries.push(Entry::Separator);
        entries.push(Entry::Item(Action::Quit, words.say("tray-quit")));
        Self { icon: tray.icon, entries }
    }

    /// The line of state, which is also what the icon says when it is pointed at.
    fn state(&self) -> &str {
        match self.entries.first() {
            Some(Entry::State(text)) => text,
            Some(Entry::Separator | Entry::Item(..)) | None => "",
        }
    }
}

impl Action {
    const ALL: [Self; 5] = [Self::Pause, Self::Resume, Self::Problems, Self::Open, Self::Quit];

    fn id(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Problems => "problems",
            Self::Open => "open",
            Self::Quit => "quit",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.id() == id)
    }
}

fn state_key(state: RunState) -> &'static str {
    match state {
        RunState::SettingUp => "tray-state-setting-up",
        RunState::Running => "tray-state-running",
        RunState::Paused => "tray-state-paused",
        RunState::Attention => "tray-state-attention",
        RunState::Offline => "tray-state-offline",
    }
}

async fn keep_up_to_date(app: AppHandle, icon: TrayIcon, mut drawn: Menu, handle: Handle) {
    let mut updates = handle.subscribe();
    while let Some(update) = updates.next().await {
        let Some(view) = update.view else { continue };
        let menu = Menu::of(&view.tray, words(view.settings.language));
        if menu == drawn {
            continue;
        }
        match draw(&app, &icon, &menu) {
            Ok(()) => drawn = menu,
            Err(error) => tracing::warn!(%error, "the tray cannot be drawn"),
        }
    }
}

// From here on, everything is Tauri's.

fn create(app: &AppHandle, menu: &Menu) -> tauri::Result<TrayIcon> {
    let icon = TrayIconBuilder::with_id(ID)
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|app, event| {
            if let Some(action) = Action::from_id(event.id().as_ref()) {
                perform(app, action);
            }
        })
        .on_tray_icon_event(|icon, event| {
            let opens = matches!(
                event,
                TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
            );
            if opens && cfg!(not(target_os = "macos")) {
                window::show(icon.app_handle());
            }
        })
        .icon(picture(menu.icon))
        .build(app)?;
    draw(app, &icon, menu)?;
    Ok(icon)
}

fn draw(app: &AppHandle, icon: &TrayIcon, menu: &Menu) -> tauri::Result<()> {
    let mut builder = MenuBuilder::new(app);
    for entry in &menu.entries {
        let item: Box<dyn IsMenuItem<Wry>> = match entry {
            Entry::State(text) => Box::new(MenuItemBuilder::new(text).enabled(false).build(app)?),
            Entry::Separator => Box::new(PredefinedMenuItem::separator(app)?),
            Entry::Item(action, text) => Box::new(MenuItemBuilder::with_id(action.id(), text).build(app)?),
        };
        builder = builder.item(&*item);
    }
    icon.set_menu(Some(builder.build()?))?;
    icon.set_icon(Some(picture(menu.icon)))?;
    icon.set_tooltip(Some(menu.state()))
}

fn perform(app: &AppHandle, action: Action) {
    let handle = app.state::<Handle>();
    match action {
        Action::Pause => handle.send(Request::Pause { until: PauseUntil::Resumed }),
        Action::Resume => handle.send(Request::Resume),
        Action::Problems => window::show_problems(app),
        Action::Open => window::show(app),
        Action::Quit => handle.send(Request::Quit),
    }
}

fn picture(state: RunState) -> Image<'static> {
    match state {
        RunState::SettingUp => tauri::include_image!("../icons/tray/setting-up.png"),
        RunState::Running => tauri::include_image!("../icons/tray/running.png"),
        RunState::Paused => tauri::include_image!("../icons/tray/paused.png"),
        RunState::Attention => tauri::include_image!("../icons/tray/attention.png"),
        RunState::Offline => tauri::include_image!("../icons/tray/offline.png"),
    }
}

/// On Linux an icon without a watcher is created without complaint, and shown nowhere.
#[cfg(target_os = "linux")]
fn is_offered() -> bool {
    let watcher = "org.kde.StatusNotifierWatcher";
    let asked = zbus::blocking::Connection::session().and_then(|bus| {
        let bus = zbus::blocking::fdo::DBusProxy::new(&bus)?;
        Ok(bus.name_has_owner(watcher.try_into()?)?)
    });
    asked.unwrap_or(false)
}

#[cfg(not(target_os = "linux"))]
fn is_offered() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::rules::Language;

    #[test]
    fn while_running_the_menu_offers_to_pause_and_counts_the_problems() {
        let tray = TrayView { icon: RunState::Running, in_sync: 196, problems: 7, pause: PauseItem::Pause };
        let words = words(Language::En);
        let menu = Menu::of(&tray, words);
        assert_eq!(menu.icon, RunState::Running);
        assert!(menu.state().contains("196"), "the line of state counts the people: {}", menu.state());
        assert_eq!(actions(&menu), [Action::Pause, Action::Problems, Action::Open, Action::Quit]);
        let problems = Entry::Item(Action::Problems, words.say_about("tray-problems", "count", 7));
        assert!(menu.entries.contains(&problems));
        assert!(matches!(&problems, Entry::Item(_, text) if text.contains('7')));
    }

    #[test]
    fn while_paused_the_menu_offers_to_resume() {
        let tray = TrayView { icon: RunState::Paused, in_sync: 0, problems: 0, pause: PauseItem::Resume };
        let menu = Menu::of(&tray, words(Language::De));
        assert_eq!(actions(&menu), [Action::Resume, Action::Problems, Action::Open, Action::Quit]);
    }

    #[test]
    fn before_set_up_is_complete_there_is_nothing_to_pause() {
        let tray = TrayView { icon: RunState::SettingUp, in_sync: 0, problems: 0, pause: PauseItem::Unavailable };
        let menu = Menu::of(&tray, words(Language::De));
        assert_eq!(actions(&menu), [Action::Problems, Action::Open, Action::Quit]);
    }

    #[test]
    fn every_state_has_its_own_line_and_its_own_picture_in_both_languages() {
        let states = [RunState::SettingUp, RunState::Running, RunState::Paused, RunState::Attention, RunState::Offline];
        for language in [Language::De, Language::En] {
            let mut seen = Vec::new();
            for icon in states {
                let tray = TrayView { icon, in_sync: 1, problems: 0, pause: PauseItem::Unavailable };
                let line = Menu::of(&tray, words(language)).state().to_owned();
                assert_ne!(line, state_key(icon), "the sentence is missing");
                let look = (line, picture(icon).rgba().to_vec());
                assert!(!seen.contains(&look));
                assert!(seen.iter().all(|(_, other)| *other != look.1), "{icon:?} looks like another state");
                seen.push(look);
            }
        }
    }

    #[test]
    fn a_click_finds_its_action() {
        for action in Action::ALL {
            assert_eq!(Action::from_id(action.id()), Some(action));
        }
        assert_eq!(Action::from_id("something else"), None);
    }

    fn actions(menu: &Menu) -> Vec<Action> {
        menu.entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Item(action, _) => Some(*action),
                Entry::State(_) | Entry::Separator => None,
            })
            .collect()
    }
}
