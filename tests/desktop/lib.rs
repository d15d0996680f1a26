//! A desktop of its own for each test: a display, a window manager, the simulated services, and the built program.

mod browser;
mod panel;
mod program;
mod screen;
mod simulation;
mod stage;
mod window;

pub use browser::Browser;
pub use fantoccini::key::Key;
pub use panel::{MenuItem, Panel, Scheme};
pub use program::Program;
pub use screen::{After, OnScreen, Screen};
pub use simulation::{Account, Company, Simulation};
pub use stage::{Display, Language, Stage};
pub use window::Window;

use std::time::Duration;

/// How long something that is on its way may take on a busy computer: a lost stream is tried again within a minute.
pub const PATIENCE: Duration = Duration::from_secs(75);
