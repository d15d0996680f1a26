//! From the last byte of an event on the live stream to the first byte of the write that follows from it.

use super::far_end::FarEnd;
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
    /// Milliseconds, loopback included.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent).div_ceil(100).max(1) - 1;
        self.0[place].as_secs_f64() * 1_000.0
    }
}

/// One person after the other takes up the phone and hangs up. At most as many probes as fit into Microsoft's limit.
pub(crate) fn measure(far_end: &FarEnd, probes: usize) -> Delays {
    let company = &far_end.sim.company;
    let usual = company.extensions.iter().filter(|extension| extension.kind == sim::cast::ExtensionKind::Usual);
    let phones = usual.filter_map(|extension| {
        let person = company.user(extension.person?)?;
        Some((extension.number.as_str(), person.user_id.as_str()))
    });
    let mut delays = Vec::new();
    for (extension, user) in phones.collect::<Vec<_>>().into_iter().cycle() {
        for line in ["in-use", "idle"] {
            let begun = Instant::now();
            assert!(far_end.tell(extension, line), "the live stream is closed");
            let written = far_end.writes.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{line} led to no write"));
            assert_eq!(written.user, user, "nobody else's state changed");
            let told = far_end.told();
            assert!(told > begun, "the event had not left yet");
            delays.push(written.at.saturating_duration_since(told));
            thread::sleep(PAUSE);
        }
        if delays.len() >= probes {
            break;
        }
    }
    delays.sort();
    Delays(delays)
}
