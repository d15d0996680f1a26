//! `cargo xtask demo`: the real program on simulated services, in its window or in this terminal.

mod board;
mod company;
mod headless;
mod person;
mod state_key;
mod window;

use crate::{
    DemoArguments, Weather, node,
    packages::{self, Consent},
    say,
    steps::{command, run as run_command},
    workspace,
};
use std::{env, time::Duration};

pub(crate) use headless::show as show_headless;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Window,
    Terminal,
}

pub(crate) fn run(arguments: &DemoArguments, consent: Consent) -> anyhow::Result<()> {
    let has_display = cfg!(not(target_os = "linux")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    let headless = arguments.headless || arguments.weather != Weather::Calm;
    match screen(headless, has_display) {
        Screen::Terminal => {
            if !headless {
                say::line("There is no display here, so the live board is shown in this terminal.");
            }
            say::heading("Build");
            run_command(&mut command(&["cargo", "build", "--package", "sim", "--package", "presence-syncd"]))?;
            show_headless(arguments.people, arguments.duration, arguments.weather)
        }
        Screen::Window => {
            say::heading("System packages");
            packages::provide(&packages::WINDOW, consent)?;
            node::check()?;
            say::heading("Window");
            node::install(&workspace::ui())?;
            run_command(&mut node::npm(&workspace::ui(), &["run", "build"]))?;
            say::heading("Build");
            run_command(&mut command(&["cargo", "build", "--package", "sim", "--package", "presence-sync"]))?;
            window::show(arguments.people, arguments.duration)
        }
    }
}

fn screen(headless: bool, has_display: bool) -> Screen {
    if headless || !has_display { Screen::Terminal } else { Screen::Window }
}

fn is_set(variable: &str) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// How long a program may take to end: it clears what it published within ten seconds.
const PATIENCE: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_shown_only_where_there_is_a_display_and_nobody_refuses_it() {
        assert_eq!(screen(false, true), Screen::Window);
        assert_eq!(screen(true, true), Screen::Terminal);
        assert_eq!(screen(false, false), Screen::Terminal);
    }
}
