//! What this program says, in colour only where a person reads it at a terminal.

use std::io::{IsTerminal as _, Write as _, stderr, stdout};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Bold,
    Dim,
    Green,
    Red,
    Yellow,
    Cyan,
}

/// A line on standard output. A reader that went away is no reason to fail: the chore itself still counts.
pub(crate) fn line(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}

pub(crate) fn heading(text: &str) {
    line(&format!("\n{}", painted(Ink::Bold, &format!("── {text}"))));
}

pub(crate) fn note(text: &str) {
    line(&painted(Ink::Dim, text));
}

pub(crate) fn failure(text: &str) {
    let text = if stderr().is_terminal() { paint(Ink::Red, text) } else { text.to_owned() };
    let _ = writeln!(stderr(), "{text}");
}

/// The text in this colour when standard output is a terminal and nobody asked for none.
pub(crate) fn painted(ink: Ink, text: &str) -> String {
    let wanted = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if wanted { paint(ink, text) } else { text.to_owned() }
}

fn paint(ink: Ink, text: &str) -> String {
    let code = match ink {
        Ink::Plain => return text.to_owned(),
        Ink::Bold => 1,
        Ink::Dim => 2,
        Ink::Red => 31,
        Ink::Green => 32,
        Ink::Yellow => 33,
        Ink::Cyan => 36,
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_closed_again_and_plain_text_stays_plain() {
        assert_eq!(paint(Ink::Red, "no"), "\x1b[31mno\x1b[0m");
        assert_eq!(paint(Ink::Plain, "no"), "no");
    }
}
