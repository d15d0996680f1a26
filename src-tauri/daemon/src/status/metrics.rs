//! `/metrics`: figures in the text form that Prometheus reads.

use driver::meter::{DELAY_BOUNDS, Delays, Readings};
use engine::{
    View,
    view::{Connection, ConnectionState, PersonState, Row},
};
use std::fmt::{Display, Write as _};

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
pub(super) fn text(view: &View, rows: &[Row], readings: &Readings, resident_bytes: Option<u64>) -> String {
    let mut text = String::new();
    heading(&mut text, "presence_sync_people", Kind::Gauge, "People on the live board by state.");
    for state in STATES {
        let people = rows.iter().filter(|row| row.state == state).count();
        sample(&mut text, &format!("presence_sync_people{{state=\"{}\"}}", label(state)), people);
    }
    let help = "Whether the live stream of Cloudya is open.";
    heading(&mut text, "presence_sync_stream_connected", Kind::Gauge, help);
    let is_connected = view.connections.iter().any(|connection| {
        connection.connection == Connection::CloudyaStream && connection.state == ConnectionState::Connected
    });
    sample(&mut text, "presence_sync_stream_connected", u8::from(is_connected));
    delays(&mut text, &readings.delays);
    requests(&mut text, readings);
    if let Some(bytes) = resident_bytes {
        heading(&mut text, "presence_sync_resident_bytes", Kind::Gauge, "Memory that this process holds.");
        sample(&mut text, "presence_sync_resident_bytes", bytes);
    }
    text
}

/// Buckets as Prometheus wants them: each counts what is in those below it, too.
fn delays(text: &mut String, delays: &Delays) {
    const NAME: &str = "presence_sync_publish_delay_seconds";
    heading(text, NAME, Kind::Histogram, "From the event on the phone to Microsoft's acceptance of the presence.");
    let mut below = 0;
    let bounds = DELAY_BOUNDS.map(|bound| seconds(bound.into()).to_string()).into_iter().chain(["+Inf".to_owned()]);
    for (count, bound) in delays.counts.iter().zip(bounds) {
        below += count;
        sample(text, &format!("{NAME}_bucket{{le=\"{bound}\"}}"), below);
    }
    sample(text, &format!("{NAME}_sum"), seconds(delays.sum_ms));
    sample(text, &format!("{NAME}_count"), below);
}

fn requests(text: &mut String, readings: &Readings) {
    const NAME: &str = "presence_sync_graph_requests_total";
    let help = "Requests to Microsoft Graph by what they ask and the status of the answer; none: no answer came.";
    heading(text, NAME, Kind::Counter, help);
    for ((operation, status), count) in &readings.requests {
        let status = status.map_or("none".to_owned(), |status| status.to_string());
        sample(text, &format!("{NAME}{{operation=\"{}\",status=\"{status}\"}}", operation.name()), count);
    }
}

/// What the kernel says about this process. Linux only.
pub(super) fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes = line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?;
    Some(kibibytes * 1_024)
}

#[derive(Clone, Copy)]
enum Kind {
    Gauge,
    Counter,
    Histogram,
}

fn heading(text: &mut String, name: &str, kind: Kind, help: &str) {
    let kind = match kind {
        Kind::Gauge => "gauge",
        Kind::Counter => "counter",
        Kind::Histogram => "histogram",
    };
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn sample(text: &mut String, name: &str, value: impl Display) {
    let _ = writeln!(text, "{name} {value}");
}

fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1_000.0
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
    use driver::meter::Operation;
    use engine::{Utc, view::ConnectionView};
    use std::collections::BTreeMap;

    #[test]
    fn people_are_counted_by_state_and_empty_states_are_zero() {
        let excluded = Row { state: PersonState::Excluded, ..samples::row("202") };
        let rows = [samples::row("200"), samples::row("201"), excluded];
        let text = text(&samples::view(), &rows, &Readings::default(), None);
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
            let view = View { connections, ..samples::view() };
            text(&view, &[], &Readings::default(), Some(5)).contains("presence_sync_stream_connected 1\n")
        };
        assert!(connected(Connection::CloudyaStream, ConnectionState::Connected));
        assert!(!connected(Connection::CloudyaStream, ConnectionState::Broken));
        assert!(!connected(Connection::MicrosoftGraph, ConnectionState::Connected));
    }

    #[test]
    fn delays_are_a_histogram_and_requests_are_counted_by_operation_and_status() {
        let text = text(&samples::view(), &[], &readings(), None);
        for line in [
            "presence_sync_publish_delay_seconds_bucket{le=\"2\"} 1",
            "presence_sync_publish_delay_seconds_bucket{le=\"2.5\"} 3",
            "presence_sync_publish_delay_seconds_bucket{le=\"60\"} 3",
            "presence_sync_publish_delay_seconds_bucket{le=\"+Inf\"} 4",
            "presence_sync_publish_delay_seconds_sum 94.1",
            "presence_sync_publish_delay_seconds_count 4",
            "presence_sync_graph_requests_total{operation=\"set\",status=\"200\"} 7",
            "presence_sync_graph_requests_total{operation=\"read\",status=\"none\"} 1",
        ] {
            assert!(text.lines().any(|written| written == line), "{line} is not in {text}");
        }
    }

    /// Every sample follows the heading of its own family, and families are not mixed.
    #[test]
    fn the_text_is_what_prometheus_reads() {
        let text = text(&samples::view(), &[samples::row("200")], &readings(), Some(5));
        assert!(text.ends_with('\n'));
        let mut families = BTreeMap::<&str, &str>::new();
        let mut family = "";
        for line in text.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                family = help.split(' ').next().unwrap();
                assert!(help.len() > family.len() + 1, "{line}");
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                let (name, kind) = kind.split_once(' ').unwrap();
                assert_eq!(name, family);
                assert!(["gauge", "counter", "histogram"].contains(&kind), "{line}");
                assert_eq!(families.insert(name, kind), None, "{name} is told of twice");
            } else {
                let (name, labels, value) = parsed(line);
                let endings: &[&str] = match families[family] {
                    "histogram" => &["_bucket", "_sum", "_count"],
                    _ => &[""],
                };
                assert!(endings.iter().any(|ending| name.strip_suffix(ending) == Some(family)), "{line}");
                assert_eq!(families[family] == "counter", name.ends_with("_total"), "{line}");
                assert_eq!(name.ends_with("_bucket"), labels.contains_key("le"), "{line}");
                assert!(value >= 0.0, "{line}");
            }
        }
        assert_eq!(families.len(), 5);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_process_knows_its_own_size() {
        assert!(resident_bytes().is_some_and(|bytes| bytes > 100_000));
    }

    fn readings() -> Readings {
        let mut readings = Readings { delays: Delays { sum_ms: 94_100, ..Delays::default() }, ..Readings::default() };
        for (bound, count) in [(2_000, 1), (2_500, 2)] {
            readings.delays.counts[DELAY_BOUNDS.iter().position(|known| *known == bound).unwrap()] = count;
        }
        readings.delays.counts[DELAY_BOUNDS.len()] = 1;
        readings.requests = [((Operation::Set, Some(200)), 7), ((Operation::Read, None), 1)].into();
        readings
    }

    fn parsed(sample: &str) -> (&str, BTreeMap<&str, &str>, f64) {
        let (series, value) = sample.rsplit_once(' ').unwrap();
        let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'), "{sample}");
        let labels = labels.strip_suffix('}').unwrap();
        let labels = labels.split(',').filter(|label| !label.is_empty()).map(|label| {
            let (name, value) = label.split_once('=').unwrap();
            (name, value.strip_prefix('"').unwrap().strip_suffix('"').unwrap())
        });
        (name, labels.collect(), value.parse().unwrap())
    }
}
