//! Figures of every five minutes: gathered from what is recorded, added to the file, and read without gaps.
//!
//! They are about nobody. So they are kept for a day even where entries are kept for less, or not at all.

use engine::{
    activity::{Deed, DelaySummary, Interval, Outcome, Record, Statistics},
    names::{ExtensionNumber, Utc},
    presence::LineState,
};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::{
    collections::{BTreeMap, HashSet, VecDeque},
    time::Duration,
};

/// The length of an interval.
const SECONDS: u32 = 300;
const LENGTH: i64 = SECONDS as i64 * 1_000;
const IN_AN_HOUR: u32 = 3_600 / SECONDS;
/// The most hours that one answer is about.
const MOST_HOURS: u32 = 168;
/// However short the time is for which entries are kept.
const KEPT_AT_LEAST: Duration = Duration::from_secs(24 * 3_600);
/// Microsoft counts requests in any span of this length, in milliseconds.
const WINDOW: i64 = 30_000;

/// What is not in the file yet, and what must be known to count on.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    intervals: BTreeMap<i64, Tally>,
    /// Phones in a call: a call is counted when its phone comes in here.
    busy: HashSet<ExtensionNumber>,
    /// When the requests of the last [`WINDOW`] were sent.
    sent: VecDeque<i64>,
}

#[derive(Debug, Default)]
struct Tally {
    calls: u32,
    changes: u32,
    failures: u32,
    requests: u32,
    peak: u32,
    delays: Histogram,
}

/// How often which delay occurred. Buckets widen with the delay, so that a figure is off by a sixteenth at most.
#[derive(Clone, Debug, Default)]
struct Histogram(BTreeMap<u32, u32>);

impl Tallies {
    pub(super) fn are_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// What was counted is in the file, or was forgotten.
    pub(super) fn start_over(&mut self) {
        self.intervals.clear();
    }

    pub(super) fn count(&mut self, record: &Record) {
        match (&record.deed, record.outcome) {
            (Deed::LineChanged { line, .. }, _) => self.count_line(record, *line),
            (Deed::Published { .. } | Deed::Cleared, Outcome::Done) => {
                let tally = self.at(record.at);
                tally.changes += 1;
                if let Some(took) = record.took_ms {
                    tally.delays.add(took);
                }
            }
            (Deed::Published { .. } | Deed::Cleared, Outcome::Delayed | Outcome::Refused) => {
                self.at(record.at).failures += 1;
            }
            (Deed::Published { .. } | Deed::Cleared, Outcome::Seen)
            | (
                Deed::TeamsChanged { .. }
                | Deed::Diverted { .. }
                | Deed::Returned { .. }
                | Deed::TakenOver { .. }
                | Deed::EmailCorrected
                | Deed::Started
                | Deed::Ended
                | Deed::Activated
                | Deed::Deactivated
                | Deed::Paused
                | Deed::Resumed
                | Deed::Woke
                | Deed::SettingsChanged
                | Deed::ProblemAppeared { .. }
                | Deed::ProblemCured { .. },
                _,
            ) => {}
        }
    }

    /// A request about presence was sent.
    pub(super) fn count_request(&mut self, at: Utc) {
        // A clock that was set back starts a window of its own.
        while self.sent.front().is_some_and(|sent| *sent <= at.0 - WINDOW || *sent > at.0) {
            self.sent.pop_front();
        }
        self.sent.push_back(at.0);
        let peak = u32::try_from(self.sent.len()).unwrap_or(u32::MAX);
        let tally = self.at(at);
        tally.requests += 1;
        tally.peak = tally.peak.max(peak);
    }

    /// Adds everything to what the file holds.
    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        if !self.are_empty()
            && let Some(sent) = self.sent.back()
        {
            connection.prepare_cached("INSERT OR REPLACE INTO last_request VALUES (0, ?1)")?.execute([sent])?;
        }
        for (start, tally) in &self.intervals {
            connection
                .prepare_cached(
                    "INSERT INTO statistics VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (start) DO UPDATE SET
                         calls = calls + excluded.calls,
                         changes = changes + excluded.changes,
                         failures = failures + excluded.failures,
                         requests = requests + excluded.requests,
                         peak = max(peak, excluded.peak)",
                )?
                .execute(params![start, tally.calls, tally.changes, tally.failures, tally.requests, tally.peak])?;
            for (bucket, writes) in &tally.delays.0 {
                connection
                    .prepare_cached(
                        "INSERT INTO delays VALUES (?1, ?2, ?3)
                         ON CONFLICT (start, bucket) DO UPDATE SET writes = writes + excluded.writes",
                    )?
                    .execute(params![start, bucket, writes])?;
            }
        }
        Ok(())
    }

    /// The state of a phone may be told again, for example when only the person's own presence changed.
    fn count_line(&mut self, record: &Record, line: LineState) {
        let Some(extension) = &record.extension else { return };
        match line {
            LineState::InUse => {
                if self.busy.insert(extension.clone()) {
                    self.at(record.at).calls += 1;
                }
            }
            LineState::Idle | LineState::Offline | LineState::Ringing | LineState::Unknown => {
                self.busy.remove(extension);
            }
        }
    }

    fn at(&mut self, moment: Utc) -> &mut Tally {
        self.intervals.entry(start_of(moment)).or_default()
    }
}

impl Histogram {
    fn add(&mut self, milliseconds: u32) {
        *self.0.entry(bucket_of(milliseconds)).or_default() += 1;
    }

    fn merge(&mut self, other: &Self) {
        for (bucket, writes) in &other.0 {
            *self.0.entry(*bucket).or_default() += writes;
        }
    }

    fn summary(&self) -> Option<DelaySummary> {
        let writes: u32 = self.0.values().sum();
        (writes > 0).then(|| DelaySummary {
            writes,
            median_ms: self.quantile(writes.div_ceil(2)),
            p95_ms: self.quantile(u32::try_from((u64::from(writes) * 95).div_ceil(100)).unwrap_or(writes)),
        })
    }

    /// The delay of the one with this place among all, counted from 1.
    fn quantile(&self, place: u32) -> u32 {
        let mut before = 0;
        let found = self.0.iter().find(|(_, writes)| {
            before += **writes;
            before >= place
        });
        found.map_or(0, |(bucket, _)| middle_of(*bucket))
    }
}

/// The last `hours`, up to the interval that `now` lies in. The limits are for whoever asks to fill in.
pub(super) fn read(connection: &Connection, hours: u32, now: Utc) -> rusqlite::Result<Statistics> {
    let count = hours.clamp(1, MOST_HOURS) * IN_AN_HOUR;
    let last = start_of(now);
    let first = last - (i64::from(count) - 1) * LENGTH;
    let mut delays = BTreeMap::<i64, Histogram>::new();
    let mut query = connection.prepare("SELECT start, bucket, writes FROM delays WHERE start BETWEEN ?1 AND ?2")?;
    let mut rows = query.query([first, last])?;
    while let Some(row) = rows.next()? {
        delays.entry(row.get(0)?).or_default().0.insert(row.get(1)?, row.get(2)?);
    }
    let mut known = BTreeMap::new();
    let mut query = connection.prepare("SELECT * FROM statistics WHERE start BETWEEN ?1 AND ?2")?;
    let mut rows = query.query([first, last])?;
    while let Some(row) = rows.next()? {
        let interval = Interval {
            from: Utc(row.get("start")?),
            calls: row.get("calls")?,
            changes: row.get("changes")?,
            failures: row.get("failures")?,
            delay: delays.get(&row.get("start")?).and_then(Histogram::summary),
            requests: row.get("requests")?,
            peak: row.get("peak")?,
        };
        known.insert(interval.from, interval);
    }
    let starts = (0..i64::from(count)).map(|place| Utc(first + place * LENGTH));
    let intervals = starts.map(|from| known.remove(&from).unwrap_or(Interval { from, ..Interval::default() }));
    let mut all = Histogram::default();
    delays.values().for_each(|histogram| all.merge(histogram));
    Ok(Statistics { seconds: SECONDS, intervals: intervals.collect(), delay: all.summary(), ..Statistics::default() })
}

/// When a request about presence was sent for the last time.
pub(super) fn last_request(connection: &Connection) -> rusqlite::Result<Option<Utc>> {
    connection.query_row("SELECT at FROM last_request", [], |row| row.get(0).map(Utc)).optional()
}

/// Forgets what is older than entries are kept, and older than a day.
pub(super) fn forget_old(connection: &Connection, kept: Duration, now: Utc) -> rusqlite::Result<()> {
    let age = i64::try_from(kept.max(KEPT_AT_LEAST).as_millis()).unwrap_or(i64::MAX);
    let oldest = start_of(Utc(now.0.saturating_sub(age)));
    connection.execute("DELETE FROM statistics WHERE start < ?1", [oldest])?;
    connection.execute("DELETE FROM delays WHERE start < ?1", [oldest])?;
    Ok(())
}

pub(super) fn forget_all(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM statistics; DELETE FROM delays")
}

fn start_of(moment: Utc) -> i64 {
    moment.0.div_euclid(LENGTH) * LENGTH
}

/// Every millisecond has its own up to 16; from there each doubling is divided into eight.
fn bucket_of(milliseconds: u32) -> u32 {
    match milliseconds.checked_ilog2() {
        Some(power @ 4..) => 16 + (power - 4) * 8 + ((milliseconds >> (power - 3)) & 7),
        Some(_) | None => milliseconds,
    }
}

/// In milliseconds.
fn middle_of(bucket: u32) -> u32 {
    let Some(above) = bucket.checked_sub(16) else { return bucket };
    let width = 1_u32.checked_shl(above / 8 + 1).unwrap_or(1 << 31);
    (8 + above % 8).saturating_mul(width).saturating_add(width / 2)
}

#[cfg(test)]
mod tests {
    use super::super::schema::{Location, PATIENCE, open};
    use super::*;
    use engine::{names::UserId, presence::CloudyaPresence};
    use proptest::prelude::*;

    const NOON: i64 = 1_760_011_200_000;

    #[test]
    fn an_answer_has_every_interval_whether_or_not_anything_happened() {
        let file = open(&Location::memory(), PATIENCE).unwrap();
        let mut tallies = Tallies::default();
        for (minute, took) in [(0, 100), (1, 200), (20, 4_000)] {
            tallies.count(&published(NOON + minute * 60_000, took));
        }
        tallies.write(&file).unwrap();
        tallies.start_over();
        tallies.count(&published(NOON + 120_000, 300));
        tallies.write(&file).unwrap();
        let statistics = read(&file, 1, Utc(NOON + 21 * 60_000)).unwrap();
        assert_eq!((statistics.seconds, statistics.intervals.len()), (300, 12));
        assert!(statistics.intervals.windows(2).all(|pair| pair[1].from.0 - pair[0].from.0 == 300_000));
        let changes: Vec<_> = statistics.intervals.iter().map(|interval| interval.changes).collect();
        assert_eq!(changes, [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1]);
        let delay = statistics.intervals[7].delay.unwrap();
        assert_eq!((delay.writes, delay.median_ms), (3, 200));
        assert_eq!(statistics.delay.unwrap().writes, 4);
        assert_eq!(statistics.intervals[8].delay, None);
    }

    #[test]
    fn a_call_is_counted_once_however_often_its_phone_is_heard() {
        let mut tallies = Tallies::default();
        for line in [LineState::Ringing, LineState::InUse, LineState::InUse, LineState::Idle, LineState::InUse] {
            tallies.count(&heard("200", line));
        }
        tallies.count(&heard("201", LineState::InUse));
        assert_eq!(tallies.intervals[&NOON].calls, 3);
    }

    #[test]
    fn the_peak_is_the_fullest_window_also_across_intervals() {
        let mut tallies = Tallies::default();
        let moments = [-29_000, -10_000, -1, 0, 500, 29_500, 31_000, 70_000];
        moments.iter().for_each(|moment| tallies.count_request(Utc(NOON + moment)));
        assert_eq!((tallies.intervals[&(NOON - LENGTH)].peak, tallies.intervals[&(NOON - LENGTH)].requests), (3, 3));
        assert_eq!((tallies.intervals[&NOON].peak, tallies.intervals[&NOON].requests), (5, 5));
    }

    #[test]
    fn figures_outlive_entries_by_up_to_a_day() {
        let file = open(&Location::memory(), PATIENCE).unwrap();
        let mut tallies = Tallies::default();
        tallies.count_request(Utc(NOON));
        tallies.write(&file).unwrap();
        let hour = |hours: i64| Utc(NOON + hours * 3_600_000);
        forget_old(&file, Duration::ZERO, hour(23)).unwrap();
        let requests = |statistics: Statistics| statistics.intervals.iter().map(|each| each.requests).sum::<u32>();
        assert_eq!(requests(read(&file, 168, hour(23)).unwrap()), 1);
        forget_old(&file, Duration::ZERO, hour(25)).unwrap();
        assert_eq!(requests(read(&file, 168, hour(25)).unwrap()), 0);
    }

    proptest! {
        #[test]
        fn a_delay_is_told_within_a_sixteenth(milliseconds: u32) {
            let told = middle_of(bucket_of(milliseconds));
            prop_assert!(u64::from(told.abs_diff(milliseconds)) * 16 <= u64::from(milliseconds), "{told}");
            prop_assert!(bucket_of(milliseconds) <= bucket_of(milliseconds.saturating_add(1)));
        }
    }

    fn published(at: i64, took: u32) -> Record {
        Record {
            at: Utc(at),
            extension: Some(ExtensionNumber::new("200")),
            user: Some(UserId::new("u")),
            deed: Deed::Published { availability: "Busy".into(), activity: "InACall".into() },
            took_ms: Some(took),
            outcome: Outcome::Done,
        }
    }

    fn heard(extension: &str, line: LineState) -> Record {
        Record {
            at: Utc(NOON),
            extension: Some(ExtensionNumber::new(extension)),
            user: None,
            deed: Deed::LineChanged { line, presence: CloudyaPresence::Available },
            took_ms: None,
            outcome: Outcome::Seen,
        }
    }
}
