//! What the commands print on standard output, where other programs may read it.

use std::io::{self, Write as _};

/// Written at once, so that a program at the other end of a pipe sees it at once.
pub(crate) fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
