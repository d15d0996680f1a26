//! What a person in front of the screen sees and does: windows by title, typing, closing, and a photograph.

use crate::PATIENCE;
use anyhow::{Context as _, bail, ensure};
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use x11rb::{
    connection::Connection as _,
    protocol::{
        xproto::{
            AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, EventMask, ImageFormat,
            KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Window,
        },
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(200);
/// How long a picture waits for the window to rest.
const REST: Duration = Duration::from_secs(2);
/// Bytes of a picture that a blinking cursor may change.
const BLINKING: usize = 400;
/// Bytes of a picture that a new page changes at least.
const CLEARLY: usize = 4_000;

const SHIFT: u32 = 0xffe1;
const ENTER: u32 = 0xff0d;
const TAB: u32 = 0xff09;
const KEY_A: u32 = b'a' as u32;
const CONTROL: u32 = 0xffe3;

/// The keyboard and the eyes of somebody who sits before the display.
pub struct Screen {
    display: String,
    x: RustConnection,
    root: Window,
}

/// What a person saw after doing something in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Another picture, which rests.
    Drawn,
    /// The window is gone.
    Closed,
}

/// A top-level window, as the window manager lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnScreen {
    pub id: Window,
    pub title: String,
    pub process: u32,
}

impl Screen {
    /// `display` as in `:99`.
    pub fn open(display: &str) -> anyhow::Result<Self> {
        let (x, screen) =
            x11rb::connect(Some(display)).with_context(|| format!("display {display} does not answer"))?;
        let root = x.setup().roots[screen].root;
        Ok(Self { display: display.to_owned(), x, root })
    }

    /// Until it is there, windows have no frames and nobody gives them the focus.
    pub(crate) fn wait_for_window_manager(&self) -> anyhow::Result<()> {
        self.wait(PATIENCE, || {
            let check = self.numbers(self.root, "_NET_SUPPORTING_WM_CHECK").ok()?;
            (!check.is_empty()).then_some(())
        })
        .context("the window manager does not start")
    }

    pub fn windows(&self) -> anyhow::Result<Vec<OnScreen>> {
        let ids = self.numbers(self.root, "_NET_CLIENT_LIST")?;
        // A window may vanish between the list and the question for its title.
        Ok(ids.into_iter().filter_map(|id| self.describe(id).ok()).collect())
    }

    /// Waits for a window whose title contains `part`.
    pub fn window(&self, part: &str) -> anyhow::Result<OnScreen> {
        self.wait(PATIENCE, || self.windows().ok()?.into_iter().find(|window| window.title.contains(part)))
            .with_context(|| format!("no window with “{part}” in its title; there are {:?}", self.windows()))
    }

    /// Waits until no window has `part` in its title.
    pub fn wait_until_gone(&self, part: &str) -> anyhow::Result<()> {
        self.wait(PATIENCE, || {
            let windows = self.windows().ok()?;
            (!windows.iter().any(|window| window.title.contains(part))).then_some(())
        })
        .with_context(|| format!("the window “{part}” is still there"))
    }

    /// Waits until the window has drawn something and does not change any more.
    pub fn wait_until_drawn(&self, window: &OnScreen) -> anyhow::Result<()> {
        match self.wait_for_change(window, Vec::new(), PATIENCE)? {
            After::Drawn => Ok(()),
            After::Closed => bail!("the window “{}” is gone", window.title),
        }
    }

    /// Types `text` in place of what stands in the field that has the focus, presses Enter, and waits for what comes of it.
    pub fn answer(&self, window: &OnScreen, text: &str) -> anyhow::Result<After> {
        self.select_all()?;
        self.type_text(text)?;
        std::thread::sleep(LOOK);
        let before = self.pixels(window.id)?;
        self.strike(ENTER)?;
        self.wait_for_change(window, before, PATIENCE)
    }

    /// Presses the first button of a page that has no fields, and waits for what comes of it.
    pub fn press_first_button(&self, window: &OnScreen) -> anyhow::Result<After> {
        self.press_button(window, 1)
    }

    /// The second button is the one that refuses.
    pub fn press_second_button(&self, window: &OnScreen) -> anyhow::Result<After> {
        self.press_button(window, 2)
    }

    fn press_button(&self, window: &OnScreen, place: usize) -> anyhow::Result<After> {
        for _ in 0..place {
            self.strike(TAB)?;
        }
        std::thread::sleep(LOOK);
        let before = self.pixels(window.id)?;
        self.strike(ENTER)?;
        self.wait_for_change(window, before, PATIENCE)
    }

    pub fn bring_forward(&self, window: &OnScreen) -> anyhow::Result<()> {
        self.ask_window_manager(window.id, "_NET_ACTIVE_WINDOW", [2, 0, 0, 0, 0])?;
        self.wait(PATIENCE, || (self.in_front().ok()? == Some(window.id)).then_some(()))
            .with_context(|| format!("the window “{}” does not come forward", window.title))
    }

    /// Gives the inside of the window this size, and waits until it has it.
    pub fn resize(&self, window: &OnScreen, width: u32, height: u32) -> anyhow::Result<()> {
        let size = ConfigureWindowAux::new().width(width).height(height);
        self.x.configure_window(window.id, &size)?;
        self.x.flush()?;
        self.wait_for_size(window, width, height)
    }

    pub fn wait_for_size(&self, window: &OnScreen, width: u32, height: u32) -> anyhow::Result<()> {
        self.wait(PATIENCE, || {
            let area = self.x.get_geometry(window.id).ok()?.reply().ok()?;
            (u32::from(area.width) == width && u32::from(area.height) == height).then_some(())
        })
        .with_context(|| format!("the window is not {width} × {height}"))
    }

    pub fn minimise(&self, window: &OnScreen) -> anyhow::Result<()> {
        const ICONIC: u32 = 3;
        self.ask_window_manager(window.id, "WM_CHANGE_STATE", [ICONIC, 0, 0, 0, 0])?;
        self.wait_until_out_of_sight(window)
    }

    /// Waits until the window is minimised.
    pub fn wait_until_out_of_sight(&self, window: &OnScreen) -> anyhow::Result<()> {
        self.wait(PATIENCE, || (self.in_front().ok()? != Some(window.id)).then_some(()))
            .with_context(|| format!("the window “{}” is not minimised", window.title))
    }

    /// Waits until a window with `part` in its title has the focus.
    pub fn wait_until_in_front(&self, part: &str) -> anyhow::Result<()> {
        self.wait(PATIENCE, || {
            let front = self.in_front().ok()??;
            self.describe(front).ok()?.title.contains(part).then_some(())
        })
        .with_context(|| format!("“{part}” does not come forward"))
    }

    fn in_front(&self) -> anyhow::Result<Option<Window>> {
        Ok(self.numbers(self.root, "_NET_ACTIVE_WINDOW")?.first().copied().filter(|id| *id != 0))
    }

    /// Presses the cross in the window's frame.
    pub fn close(&self, window: &OnScreen) -> anyhow::Result<()> {
        self.ask_window_manager(window.id, "_NET_CLOSE_WINDOW", [0, 2, 0, 0, 0])
    }

    /// The whole screen as a PNG.
    pub fn photograph_all(&self, file: &Path) -> anyhow::Result<()> {
        self.import("root", file)
    }

    /// The inside of a window as a PNG, once it rests; what moves for ever is caught in the middle.
    ///
    /// WebDriver's own picture waits for something to be drawn, and for ever where nothing is.
    pub fn photograph(&self, window: &OnScreen, file: &Path) -> anyhow::Result<()> {
        let _ = self.wait_for_change(window, Vec::new(), REST);
        self.import(&window.id.to_string(), file)
    }

    fn import(&self, window: &str, file: &Path) -> anyhow::Result<()> {
        let import = Command::new("import").args(["-display", &self.display, "-window", window]).arg(file).status();
        ensure!(import.context("ImageMagick's `import` is missing")?.success(), "no picture can be taken");
        Ok(())
    }

    /// Waits until the picture is clearly another one than `before` and rests, or until the window is gone.
    fn wait_for_change(&self, window: &OnScreen, before: Vec<u8>, patience: Duration) -> anyhow::Result<After> {
        let mut last = Vec::new();
        self.wait(patience, || {
            std::thread::sleep(LOOK);
            if !self.windows().ok()?.iter().any(|other| other.id == window.id) {
                return Some(After::Closed);
            }
            let now = self.pixels(window.id).ok()?;
            let rests = difference(&last, &now) < BLINKING;
            let changed = difference(&before, &now) >= CLEARLY && !is_blank(&now);
            last = now;
            (rests && changed).then_some(After::Drawn)
        })
        .with_context(|| format!("nothing comes of it in the window “{}”", window.title))
    }

    fn select_all(&self) -> anyhow::Result<()> {
        let (control, _) = self.key(CONTROL)?;
        self.touch(KEY_PRESS_EVENT, control)?;
        self.strike(KEY_A)?;
        self.touch(KEY_RELEASE_EVENT, control)?;
        Ok(())
    }

    fn type_text(&self, text: &str) -> anyhow::Result<()> {
        // Latin-1 key symbols are the letters' own numbers.
        text.chars().try_for_each(|letter| self.strike(u32::from(letter)))
    }

    fn touch(&self, kind: u8, key: u8) -> anyhow::Result<()> {
        self.x.xtest_fake_input(kind, key, 0, self.root, 0, 0, 0)?;
        Ok(())
    }

    fn strike(&self, symbol: u32) -> anyhow::Result<()> {
        let (key, shifted) = self.key(symbol)?;
        let (shift, _) = self.key(SHIFT)?;
        if shifted {
            self.touch(KEY_PRESS_EVENT, shift)?;
        }
        self.touch(KEY_PRESS_EVENT, key)?;
        self.touch(KEY_RELEASE_EVENT, key)?;
        if shifted {
            self.touch(KEY_RELEASE_EVENT, shift)?;
        }
        self.x.sync()?;
        Ok(())
    }

    /// The key for a symbol, and whether it needs the shift key.
    fn key(&self, symbol: u32) -> anyhow::Result<(u8, bool)> {
        let setup = self.x.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.x.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let keys = map.keysyms.chunks(usize::from(map.keysyms_per_keycode));
        let found = (first..=last).zip(keys).find_map(|(key, symbols)| match symbols {
            [plain, ..] if *plain == symbol => Some((key, false)),
            [_, shifted, ..] if *shifted == symbol => Some((key, true)),
            _ => None,
        });
        found.with_context(|| format!("the keyboard has no key for {symbol:#x}"))
    }

    fn describe(&self, id: Window) -> anyhow::Result<OnScreen> {
        let process = self.numbers(id, "_NET_WM_PID")?.first().copied().unwrap_or_default();
        Ok(OnScreen { id, title: self.title(id)?, process })
    }

    fn title(&self, window: Window) -> anyhow::Result<String> {
        let (name, utf8) = (self.atom("_NET_WM_NAME")?, self.atom("UTF8_STRING")?);
        let reply = self.x.get_property(false, window, name, utf8, 0, 1024)?.reply()?;
        Ok(String::from_utf8_lossy(&reply.value).into_owned())
    }

    fn numbers(&self, window: Window, name: &str) -> anyhow::Result<Vec<u32>> {
        let reply = self.x.get_property(false, window, self.atom(name)?, AtomEnum::ANY, 0, 4096)?.reply()?;
        Ok(reply.value32().into_iter().flatten().collect())
    }

    fn pixels(&self, window: Window) -> anyhow::Result<Vec<u8>> {
        let area = self.x.get_geometry(window)?.reply()?;
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, area.width, area.height, u32::MAX)?;
        Ok(image.reply()?.data)
    }

    fn ask_window_manager(&self, window: Window, message: &str, data: [u32; 5]) -> anyhow::Result<()> {
        let event = ClientMessageEvent::new(32, window, self.atom(message)?, data);
        let to_manager = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        self.x.send_event(false, self.root, to_manager, event)?;
        self.x.flush()?;
        Ok(())
    }

    fn atom(&self, name: &str) -> anyhow::Result<u32> {
        Ok(self.x.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }

    fn wait<T>(&self, patience: Duration, mut look: impl FnMut() -> Option<T>) -> anyhow::Result<T> {
        let started = Instant::now();
        loop {
            if let Some(seen) = look() {
                return Ok(seen);
            }
            ensure!(started.elapsed() < patience, "not within {patience:?} on display {}", self.display);
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// How many bytes differ; pictures of different sizes differ wholly.
fn difference(one: &[u8], other: &[u8]) -> usize {
    if one.len() != other.len() {
        return usize::MAX;
    }
    one.iter().zip(other).filter(|(a, b)| a != b).count()
}

/// One colour from corner to corner: nothing was drawn yet.
fn is_blank(picture: &[u8]) -> bool {
    let pixels = picture.chunks_exact(4);
    pixels.clone().zip(pixels.skip(1)).all(|(one, next)| one == next)
}
