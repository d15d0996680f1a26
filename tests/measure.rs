//! What is measured, and how a figure is told.

mod daemon;
mod delay;
mod far_end;
mod virtual_time;

pub(crate) use virtual_time::{busy_hour, drain};

use daemon::Daemon;
use far_end::FarEnd;
use sim::cast::{Company, ExtensionKind};
use std::{collections::BTreeMap, thread, time::Duration};

/// As many people as one request to Graph can carry.
const TOGETHER: usize = 20;

/// How much time may be spent on precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Quick,
    Whole,
}

impl Extent {
    fn either<T>(self, quick: T, whole: T) -> T {
        match self {
            Self::Quick => quick,
            Self::Whole => whole,
        }
    }
}

/// `presence-syncd` from its start to its end: how long it takes to be in sync, what it needs at rest, how fast it is.
pub(crate) fn program(people: usize, extent: Extent) {
    let far_end = FarEnd::start(people);
    let mut daemon = Daemon::start(&far_end);
    let synchronised = daemon.until_everybody_is_in_sync(people);
    report("start until everybody is in sync", people, synchronised.as_secs_f64(), "s");

    let rest = Duration::from_secs(extent.either(10, 30));
    // What the start has left to do is over by then.
    thread::sleep(Duration::from_secs(extent.either(3, 10)));
    let before = daemon.processor_time();
    thread::sleep(rest);
    let share = (daemon.processor_time() - before).as_secs_f64() / rest.as_secs_f64() * 100.0;
    report("processor at rest", people, share, "% of a core");
    report("memory at rest", people, daemon.resident_bytes() / 1_048_576.0, "MiB");

    let delays = delay::measure(&far_end, extent.either(200, 900));
    report("delay, half of all", people, delays.percentile(50), "ms");
    report("delay, 99 of 100", people, delays.percentile(99), "ms");
    report("delay, longest", people, delays.percentile(100), "ms");
    let delays = delay::measure_together(&far_end, TOGETHER, 10);
    report("delay, the last of 20 at once", people, delays.percentile(50), "ms");
    report("memory after calls", people, daemon.resident_bytes() / 1_048_576.0, "MiB");
    daemon.stop();
}

/// Extension and user of everybody who has one of each.
fn usual(company: &Company) -> Vec<(&str, &str)> {
    let mut phones = BTreeMap::<_, usize>::new();
    company.extensions.iter().for_each(|extension| *phones.entry(extension.person).or_default() += 1);
    let usual = company.extensions.iter().filter(|extension| extension.kind == ExtensionKind::Usual);
    let both = usual.filter(|extension| phones[&extension.person] == 1).filter_map(|extension| {
        let person = company.user(extension.person?)?;
        Some((extension.number.as_str(), person.user_id.as_str()))
    });
    both.collect()
}

fn report(what: &str, people: usize, value: f64, unit: &str) {
    println!("{}", serde_json::json!({"what": what, "people": people, "value": value, "unit": unit}));
}
