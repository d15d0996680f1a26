//! Draws the engine's tray view, and turns clicks into requests.

use crate::{
    panel::{self, Panel},
    window,
    words::{Words, words},
};
use driver::Handle;
use engine::{
    Request,
    request::PauseUntil,
    view::{PauseItem, RunState, TrayView, View},
};
use std::{panic::AssertUnwindSafe, sync::Arc};
use tauri::{
    AppHandle, Manager as _, Wry,
    image::Image,
    menu::{MenuBuilder, MenuItem, MenuItemBuilder, SubmenuBuilder},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};
use tokio::sync::watch;

const ID: &str = "presence";

/// How long a pause can be, and what that is called.
const PAUSES: [(PauseUntil, &str); 3] = [
    (PauseUntil::HalfAnHour, "pause-half-an-hour"),
    (PauseUntil::Tomorrow, "pause-tomorrow"),
    (PauseUntil::Resumed, "pause-resumed"),
];

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
    /// A menu of its own, behind this word.
    Within(String, Vec<(Action, String)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Pause(PauseUntil),
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
    let created = std::panic::catch_unwind(AssertUnwindSafe(|| create(app, menu)));
    match created {
        Ok(Ok(hung)) => {
            let (tell, panel) = watch::channel(Panel::default());
            tauri::async_runtime::spawn(panel::watch(app.clone(), move |panel| {
                tell.send_replace(panel);
            }));
            tauri::async_runtime::spawn(keep_up_to_date(app.clone(), hung, handle.views(), panel));
        }
        Ok(Err(error)) => tracing::warn!(%error, "there is no tray icon: closing the window asks"),
        Err(_) => tracing::warn!("there is no tray icon: closing the window asks"),
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
            PauseItem::Pause => {
                let lengths = PAUSES.map(|(until, key)| (Action::Pause(until), words.say(key)));
                entries.push(Entry::Within(words.say("tray-pause"), lengths.into()));
            }
            PauseItem::Resume => entries.push(Entry::Item(Action::Resume, words.say("tray-resume"))),
            PauseItem::Unavailable => {}
        }
        entries.push(Entry::Item(Action::Problems, problems));
        entries.push(Entry::Item(Action::Open, words.say("tray-open")));
        entries.push(Entry::Separator);
        entries.push(Entry::Item(Action::Quit, words.say("tray-quit")));
        Self { icon: tray.icon, entries }
    }

    /// Whether only the words differ.
    fn has_the_lines_of(&self, other: &Self) -> bool {
        let alike = |one: &Entry, other: &Entry| match (one, other) {
            (Entry::State(_), Entry::State(_)) => true,
            (Entry::Item(one, _), Entry::Item(other, _)) => one == other,
            (Entry::Separator | Entry::Within(..) | Entry::State(_) | Entry::Item(..), _) => one == other,
        };
        self.entries.len() == other.entries.len()
            && self.entries.iter().zip(&other.entries).all(|(one, other)| alike(one, other))
    }

    /// The line of state, which is also what the icon says when it is pointed at.
    fn state(&self) -> &str {
        match self.entries.first() {
            Some(Entry::State(text)) => text,
            Some(Entry::Separator | Entry::Item(..) | Entry::Within(..)) | None => "",
        }
    }
}

impl Entry {
    /// What it says, where that may change while the line stays.
    fn text(&self) -> Option<&str> {
        match self {
            Self::State(text) | Self::Item(_, text) => Some(text),
            Self::Separator | Self::Within(..) => None,
        }
    }
}

impl Action {
    const ALL: [Self; 7] = [
        Self::Pause(PauseUntil::HalfAnHour),
        Self::Pause(PauseUntil::Tomorrow),
        Self::Pause(PauseUntil::Resumed),
        Self::Resume,
        Self::Problems,
        Self::Open,
        Self::Quit,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::Pause(PauseUntil::HalfAnHour) => "pause-half-an-hour",
            Self::Pause(PauseUntil::Tomorrow) => "pause-tomorrow",
            Self::Pause(PauseUntil::Resumed) => "pause-resumed",
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

/// Until the engine stops.
async fn keep_up_to_date(
    app: AppHandle,
    mut hung: Hung,
    mut views: watch::Receiver<Arc<View>>,
    mut panel: watch::Receiver<Panel>,
) {
    loop {
        let (menu, panel_now) = {
            let view = views.borrow_and_update();
            (Menu::of(&view.tray, words(view.settings.language)), *panel.borrow_and_update())
        };
        if let Err(error) = hung.draw(&app, menu, panel_now) {
            tracing::warn!(%error, "the tray cannot be drawn");
        }
        tokio::select! {
            changed = views.changed() => if changed.is_err() { return },
            Ok(()) = panel.changed() => {}
        }
    }
}

// From here on, everything is Tauri's.

/// What hangs in the tray at the moment.
struct Hung {
    icon: TrayIcon,
    menu: Menu,
    panel: Panel,
    /// One for each entry; `None` where nothing is written that changes.
    lines: Vec<Option<MenuItem<Wry>>>,
}

impl Hung {
    /// A menu that somebody has open stays open: while its lines are the same ones, only what they say changes.
    fn draw(&mut self, app: &AppHandle, menu: Menu, panel: Panel) -> tauri::Result<()> {
        if menu.entries != self.menu.entries {
            if menu.has_the_lines_of(&self.menu) {
                self.menu.entries.iter().zip(&menu.entries).zip(&self.lines).try_for_each(
                    |((former, entry), line)| match (line, entry.text()) {
                        (Some(line), Some(text)) if former != entry => line.set_text(text),
                        (Some(_) | None, Some(_) | None) => Ok(()),
                    },
                )?;
            } else {
                self.lines = fill(app, &self.icon, &menu)?;
            }
            self.icon.set_tooltip(Some(menu.state()))?;
        }
        if (menu.icon, panel) != (self.menu.icon, self.panel) {
            self.icon.set_icon(Some(picture(menu.icon, panel)))?;
        }
        (self.menu, self.panel) = (menu, panel);
        Ok(())
    }
}

fn create(app: &AppHandle, menu: Menu) -> tauri::Result<Hung> {
    let panel = Panel::default();
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
        .icon(picture(menu.icon, panel))
        .tooltip(menu.state())
        .build(app)?;
    let lines = fill(app, &icon, &menu)?;
    Ok(Hung { icon, menu, panel, lines })
}

/// Hangs the menu's lines to the icon, and gives back those whose words may change.
fn fill(app: &AppHandle, icon: &TrayIcon, menu: &Menu) -> tauri::Result<Vec<Option<MenuItem<Wry>>>> {
    let mut builder = MenuBuilder::new(app);
    let mut lines = Vec::new();
    for entry in &menu.entries {
        let line = match entry {
            Entry::State(text) => Some(MenuItemBuilder::new(text).enabled(false).build(app)?),
            Entry::Item(action, text) => Some(MenuItemBuilder::with_id(action.id(), text).build(app)?),
            Entry::Separator | Entry::Within(..) => None,
        };
        builder = match (&line, entry) {
            (Some(line), _) => builder.item(line),
            (None, Entry::Within(text, items)) => {
                let mut within = SubmenuBuilder::new(app, text);
                for (action, text) in items {
                    within = within.text(action.id(), text);
                }
                builder.item(&within.build()?)
            }
            (None, Entry::Separator | Entry::State(_) | Entry::Item(..)) => builder.separator(),
        };
        lines.push(line);
    }
    icon.set_menu(Some(builder.build()?))?;
    Ok(lines)
}

fn perform(app: &AppHandle, action: Action) {
    let handle = app.state::<Handle>();
    match action {
        Action::Pause(until) => handle.send(Request::Pause { until }),
        Action::Resume => handle.send(Request::Resume),
        Action::Problems => window::show_problems(app),
        Action::Open => window::show(app),
        Action::Quit => handle.send(Request::Quit),
    }
}

fn picture(state: RunState, panel: Panel) -> Image<'static> {
    use tauri::include_image;
    match (panel, state) {
        (Panel::Light, RunState::SettingUp) => include_image!("../icons/tray/light/setting-up.png"),
        (Panel::Light, RunState::Running) => include_image!("../icons/tray/light/running.png"),
        (Panel::Light, RunState::Paused) => include_image!("../icons/tray/light/paused.png"),
        (Panel::Light, RunState::Attention) => include_image!("../icons/tray/light/attention.png"),
        (Panel::Light, RunState::Offline) => include_image!("../icons/tray/light/offline.png"),
        (Panel::Dark, RunState::SettingUp) => include_image!("../icons/tray/dark/setting-up.png"),
        (Panel::Dark, RunState::Running) => include_image!("../icons/tray/dark/running.png"),
        (Panel::Dark, RunState::Paused) => include_image!("../icons/tray/dark/paused.png"),
        (Panel::Dark, RunState::Attention) => include_image!("../icons/tray/dark/attention.png"),
        (Panel::Dark, RunState::Offline) => include_image!("../icons/tray/dark/offline.png"),
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
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn while_running_the_menu_offers_to_pause_and_counts_the_problems() {
        let tray = TrayView { icon: RunState::Running, in_sync: 196, problems: 7, pause: PauseItem::Pause };
        let words = words(Language::En);
        let menu = Menu::of(&tray, words);
        assert_eq!(menu.icon, RunState::Running);
        assert!(menu.state().contains("196"), "the line of state counts the people: {}", menu.state());
        assert_eq!(actions(&menu), [&PAUSING[..], &[Action::Problems, Action::Open, Action::Quit]].concat());
        let problems = Entry::Item(Action::Problems, words.say_about("tray-problems", "count", 7));
        assert!(menu.entries.contains(&problems));
        assert!(matches!(&problems, Entry::Item(_, text) if text.contains('7')));
    }

    #[test]
    fn a_menu_that_is_open_stays_while_only_its_words_change() {
        let words = words(Language::En);
        let tray = TrayView { icon: RunState::Running, in_sync: 196, problems: 7, pause: PauseItem::Pause };
        let menu = Menu::of(&tray, words);
        let others = TrayView { icon: RunState::Attention, in_sync: 195, problems: 8, pause: PauseItem::Pause };
        assert!(Menu::of(&others, words).has_the_lines_of(&menu));
        let paused = TrayView { pause: PauseItem::Resume, ..others };
        assert!(!Menu::of(&paused, words).has_the_lines_of(&menu));
        assert!(!Menu::of(&tray, super::words(Language::De)).has_the_lines_of(&menu), "the lengths of a pause stay");
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
    fn every_state_has_a_line_of_its_own_in_both_languages() {
        for language in [Language::De, Language::En] {
            let lines = STATES.map(|icon| {
                let tray = TrayView { icon, in_sync: 1, problems: 0, pause: PauseItem::Unavailable };
                let line = Menu::of(&tray, words(language)).state().to_owned();
                assert_ne!(line, state_key(icon), "the sentence is missing");
                line
            });
            let different: BTreeSet<&String> = lines.iter().collect();
            assert_eq!(different.len(), STATES.len(), "{lines:?}");
        }
    }

    #[test]
    fn every_state_has_a_shape_of_its_own_and_not_only_a_colour() {
        for (one, other) in STATES.into_iter().flat_map(|one| STATES.map(|other| (one, other))) {
            let differs = shape(one).iter().zip(shape(other)).filter(|(a, b)| **a != *b).count();
            assert!(one == other || differs > 40, "{one:?} and {other:?} differ in {differs} pixels only");
        }
    }

    #[test]
    fn every_icon_stands_out_from_its_panel_and_the_light_ones_from_any() {
        const LIGHT: [u8; 3] = [0xf0; 3];
        const DARK: [u8; 3] = [0x20; 3];
        for state in STATES {
            for (panel, behind, least) in
                [(Panel::Light, LIGHT, 4.0), (Panel::Light, DARK, 3.0), (Panel::Dark, DARK, 7.0)]
            {
                let [handset, mark] = colours(&picture(state, panel));
                for colour in [handset, mark] {
                    let found = contrast(colour, behind);
                    assert!(found >= least, "{state:?} for {panel:?}: {colour:?} has {found:.1} on {behind:?}");
                }
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

    const PAUSING: [Action; 3] = [
        Action::Pause(PauseUntil::HalfAnHour),
        Action::Pause(PauseUntil::Tomorrow),
        Action::Pause(PauseUntil::Resumed),
    ];

    const STATES: [RunState; 5] =
        [RunState::SettingUp, RunState::Running, RunState::Paused, RunState::Attention, RunState::Offline];

    fn actions(menu: &Menu) -> Vec<Action> {
        let of = |entry: &Entry| match entry {
            Entry::Item(action, _) => vec![*action],
            Entry::Within(_, items) => items.iter().map(|(action, _)| *action).collect(),
            Entry::State(_) | Entry::Separator => vec![],
        };
        menu.entries.iter().flat_map(of).collect()
    }

    /// Where something is drawn.
    fn shape(state: RunState) -> Vec<bool> {
        picture(state, Panel::Light).rgba().chunks_exact(4).map(|pixel| pixel[3] > 127).collect()
    }

    /// The two colours that cover most of a picture.
    fn colours(picture: &Image<'_>) -> [[u8; 3]; 2] {
        let mut areas = BTreeMap::<[u8; 3], usize>::new();
        for pixel in picture.rgba().chunks_exact(4).filter(|pixel| pixel[3] == 255) {
            *areas.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
        }
        let mut areas: Vec<_> = areas.into_iter().collect();
        areas.sort_by_key(|(_, area)| std::cmp::Reverse(*area));
        [areas[0].0, areas[1].0]
    }

    /// As WCAG 2.2 defines it.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |colour: [u8; 3]| {
            let [red, green, blue] = colour.map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }
}
