//! `/metrics`: figures in the text form that Prometheus reads.

use engine::{
    View,
    view::{Connection, ConnectionState, PersonState, Row},
};
use std::fmt::Write as _;

/// Every state is always there, also with nobody in it, so that a graph has no gaps.
const STATES: [PersonState; 12] = [
    PersonState::InSync,
    PersonState::Pending,
    PersonState::Overridden,
    PersonState::Duplicate,
    PersonState::NotFound,
    PersonState::NoEmail,
    PersonState::SeveralUsers,
    PersonState::Disabled,
    PersonState::Guest,
    PersonState::Excluded,
    PersonState::NotCovered,
    PersonState::Unknown,
];

/// `resident_bytes` is absent where the system does not tell.
pub(super) fn text(view: &View, rows: &[Row], resident_bytes: Option<u64>) -> String {
    let mut text = String::new();
    heading(&mut text, "presence_sync_people", "People on the live board by state.");
    for state in STATES {
        let people = rows.iter().filter(|row| row.state == state).count();
        sample(&mut text, &format!("presence_sync_people{{state=\"{}\"}}", label(state)), people as u64);
    }
    heading(&mut text, "presence_sync_stream_connected", "Whether the live stream of Cloudya is open.");
    let is_connected = view.connections.iter().any(|connection| {
        connection.connection == Connection::CloudyaStream && connection.state == ConnectionState::Connected
    });
    sample(&mut text, "presence_sync_stream_connected", is_connected.into());
    if let Some(bytes) = resident_bytes {
        heading(&mut text, "presence_sync_resident_bytes", "Memory that this process holds.");
        sample(&mut text, "presence_sync_resident_bytes", bytes);
    }
    text
}

/// What the kernel says about this process. Linux only.
pub(super) fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes = line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?;
    Some(kibibytes * 1_024)
}

fn heading(text: &mut String, name: &str, help: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
}

fn sample(text: &mut String, name: &str, value: u64) {
    let _ = writeln!(text, "{name} {value}");
}

/// The state's name as `/api/people` writes it.
fn label(state: PersonState) -> String {
    match serde_json::to_value(state) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::samples;
    use engine::{Utc, view::ConnectionView};

    #[test]
    fn people_are_counted_by_state_and_empty_states_are_zero() {
        let excluded = Row { state: PersonState::Excluded, ..samples::row("202") };
        let rows = [samples::row("200"), samples::row("201"), excluded];
        let text = text(&samples::view(), &rows, None);
        assert!(text.contains("# TYPE presence_sync_people gauge\n"), "{text}");
        assert!(text.contains("presence_sync_people{state=\"in-sync\"} 2\n"), "{text}");
        assert!(text.contains("presence_sync_people{state=\"excluded\"} 1\n"), "{text}");
        assert!(text.contains("presence_sync_people{state=\"no-email\"} 0\n"), "{text}");
        assert!(!text.contains("resident"), "{text}");
    }

    #[test]
    fn only_an_open_stream_of_cloudya_counts_as_connected() {
        let connected = |connection, state| {
            let connections = vec![ConnectionView { connection, state, since: Utc(0) }];
            text(&View { connections, ..samples::view() }, &[], Some(5)).contains("presence_sync_stream_connected 1\n")
        };
        assert!(connected(Connection::CloudyaStream, ConnectionState::Connected));
        assert!(!connected(Connection::CloudyaStream, ConnectionState::Broken));
        assert!(!connected(Connection::MicrosoftGraph, ConnectionState::Connected));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_process_knows_its_own_size() {
        assert!(resident_bytes().is_some_and(|bytes| bytes > 100_000));
    }
}
