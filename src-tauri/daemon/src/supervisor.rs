//! Tells systemd how the service does, where systemd started it.

/// Ready as soon as the status service answers: what is missing from then on is told there.
pub(crate) fn ready() {
    #[cfg(target_os = "linux")]
    tell(&[sd_notify::NotifyState::Ready]);
}

pub(crate) fn stopping() {
    #[cfg(target_os = "linux")]
    tell(&[sd_notify::NotifyState::Stopping]);
}

/// To be told again and again: a program that hangs says nothing, and is started anew.
pub(crate) fn alive() {
    #[cfg(target_os = "linux")]
    tell(&[sd_notify::NotifyState::Watchdog]);
}

/// One line for `systemctl status`.
pub(crate) fn status(line: &str) {
    #[cfg(target_os = "linux")]
    tell(&[sd_notify::NotifyState::Status(line)]);
    #[cfg(not(target_os = "linux"))]
    let _ = line;
}

#[cfg(target_os = "linux")]
fn tell(states: &[sd_notify::NotifyState<'_>]) {
    // Does nothing without NOTIFY_SOCKET.
    if let Err(error) = sd_notify::notify(states) {
        tracing::debug!(%error, "the supervisor cannot be told");
    }
}
