//! From the last byte of an event on the live stream to the first byte of the write that follows from it.

use super::{far_end::FarEnd, usual};
use std::{
    thread,
    time::{Duration, Instant},
};

/// Between two probes: about as many as Microsoft's limit lets through, and never in step with anything periodic.
const PAUSE: Duration = Duration::from_millis(17);
/// Nothing that works takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sorted.
pub(crate) struct Delays(Vec<Duration>);

impl Delays {
    fn of(delays: impl Iterator<Item = Duration>) -> Self {
        let mut delays = delays.collect::<Vec<_>>();
        delays.sort();
        Self(delays)
    }

    /// Milliseconds, loopback included.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent).div_ceil(100).max(1) - 1;
        self.0[place].as_secs_f64() * 1_000.0
    }
}

/// One person after the other takes up the phone and hangs up. At most as many probes as fit into Microsoft's limit.
pub(crate) fn measure(far_end: &FarEnd, probes: usize) -> Delays {
    let people = usual(&far_end.sim.company);
    let turns = people.chunks_exact(1).cycle().flat_map(|somebody| [(somebody, "in-use"), (somebody, "idle")]);
    Delays::of(turns.take(probes).map(|(somebody, line)| probe(far_end, somebody, line)))
}

/// Many do at the same moment; the last write of each moment counts.
pub(crate) fn measure_together(far_end: &FarEnd, people: usize, probes: usize) -> Delays {
    let phones = usual(&far_end.sim.company);
    let turns = phones.chunks_exact(people).flat_map(|some| [(some, "in-use"), (some, "idle")]);
    Delays::of(turns.take(probes).map(|(some, line)| probe(far_end, some, line)))
}

/// Until the last of the writes that follow.
fn probe(far_end: &FarEnd, phones: &[(&str, &str)], line: &str) -> Duration {
    let begun = Instant::now();
    let extensions = phones.iter().map(|(extension, _)| *extension).collect::<Vec<_>>();
    assert!(far_end.tell(&extensions, line), "the live stream is closed");
    let mut last = begun;
    for _ in phones {
        let written = far_end.writes.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{line} led to no write"));
        assert!(phones.iter().any(|(_, user)| *user == written.user), "nobody else's state changed");
        last = last.max(written.at);
    }
    let told = far_end.told();
    assert!(told > begun, "the event had not left yet");
    thread::sleep(PAUSE);
    last.saturating_duration_since(told)
}
