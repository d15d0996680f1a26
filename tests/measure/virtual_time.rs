//! What needs hours of a clock and no socket: how many writes changes cost, and how fast a backlog goes down.

use super::{Extent, report, usual};
use crate::harness::{App, is_done};
use driver::meter::Operation;
use engine::{Request, rules::Reader};
use sim::nfon::Line;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// Microsoft's limit of presence requests in its window, and how much of it is used at most.
const ALLOWED: usize = 1_500;
const KEPT: usize = ALLOWED * 9 / 10;
const WINDOW: Duration = Duration::from_secs(30);
/// Calls of one person in an hour.
const CALLS: f64 = 12.0;
/// How often the phones are looked at.
const GLANCE: Duration = Duration::from_millis(100);
/// A call is not renewed before this time; what is written sooner says something, or is too much.
const RENEWED: Duration = Duration::from_secs(3 * 60);
/// How long a line must be busy, and idle, to be worth a write: as in the settings.
const SETTLED: Duration = Duration::from_secs(2);
const CLEARED: Duration = Duration::from_secs(1);

/// Writes that were sent in a busy hour, against changes of phones that lasted long enough to be seen.
pub(crate) fn busy_hour(people: usize, extent: Extent) {
    let length = Duration::from_secs(extent.either(600, 3_600));
    in_virtual_time(async {
        let app = settled(sim::Options { people, calls_per_hour: CALLS, ..sim::Options::default() }).await;
        let people_here = usual(&app.sim.company);
        let mut phones = people_here.iter().map(|(extension, _)| Phone::new(extension)).collect::<Vec<_>>();
        let users = people_here.iter().map(|(_, user)| *user).collect::<BTreeSet<_>>();
        let begin = app.sim.clock.elapsed();
        let before = app.sim.microsoft.record().len();
        let requests_before = presence_requests(&app);
        app.sim.start();
        let mut changes = 0;
        while app.sim.clock.elapsed() < begin + length {
            tokio::time::sleep(GLANCE).await;
            let now = app.sim.clock.elapsed();
            changes += phones.iter_mut().filter_map(|phone| phone.look(&app, now)).count();
        }
        let (mut writes, mut renewals) = (0, 0);
        let mut last = BTreeMap::new();
        for write in app.sim.microsoft.record().split_off(before) {
            if users.contains(write.user_id.as_str()) {
                writes += 1;
                let former = last.insert(write.user_id, (write.action, write.at_ms));
                renewals += usize::from(former.is_some_and(|former| is_renewal(former, (write.action, write.at_ms))));
            }
        }
        app.assert_blameless();
        let each = |count: usize| count as f64 / changes as f64;
        report("writes for each change", people, each(writes - renewals), "");
        report("renewals for each change", people, each(renewals), "");
        let requests = usize::try_from(presence_requests(&app) - requests_before).unwrap();
        report("requests for each change, reads too", people, each(requests), "");
    });
}

/// Whether a call is only kept, a little before it would run out.
fn is_renewal(former: (&str, i64), write: (&str, i64)) -> bool {
    let since = Duration::from_millis((write.1 - former.1).unsigned_abs());
    (former.0, write.0) == ("set", "set") && since >= RENEWED
}

/// What Microsoft counts against its limit.
fn presence_requests(app: &App) -> u64 {
    let requests = app.handle.meter().readings().requests;
    let counts = |operation: &Operation| matches!(operation, Operation::Set | Operation::Clear | Operation::Read);
    requests.iter().filter(|((operation, _), _)| counts(operation)).map(|(_, count)| count).sum()
}

/// So many people take up the phone at once.
pub(crate) fn drain(changes: usize) {
    // One of ten has no phone, several of them, or no account.
    let people = changes * 9 / 8;
    in_virtual_time(async {
        let app = settled(sim::Options { people, ..sim::Options::default() }).await;
        let mut everybody = usual(&app.sim.company);
        assert!(everybody.len() >= changes, "the company is too small: {}", everybody.len());
        everybody.truncate(changes);
        let before = app.sim.microsoft.record().len();
        let begin = app.sim.clock.utc_ms();
        for (extension, _) in &everybody {
            app.call(extension);
        }
        let users = everybody.iter().map(|(_, user)| *user).collect::<BTreeSet<_>>();
        let mut written = BTreeMap::new();
        while written.len() < users.len() {
            tokio::time::sleep(WINDOW / 10).await;
            for write in app.sim.microsoft.record().split_off(before) {
                if users.contains(write.user_id.as_str()) {
                    written.entry(write.user_id).or_insert(write.at_ms);
                }
            }
        }
        app.assert_blameless();
        let took = Duration::from_millis((written.values().max().unwrap() - begin).unsigned_abs());
        let against = |limit: usize| {
            let least = WINDOW * u32::try_from((changes - 1) / limit).unwrap();
            took.as_secs_f64() / least.as_secs_f64()
        };
        report("drain of a change of everybody", changes, took.as_secs_f64(), "s");
        report("drain against the limit that is kept", changes, against(KEPT), "");
        report("drain against Microsoft's limit", changes, against(ALLOWED), "");
    });
}

/// What one phone has shown for long enough.
struct Phone<'a> {
    extension: &'a str,
    shown: Line,
    differs_since: Option<Duration>,
}

impl<'a> Phone<'a> {
    fn new(extension: &'a str) -> Self {
        Self { extension, shown: Line::Idle, differs_since: None }
    }

    /// A change that has just become worth a write.
    fn look(&mut self, app: &App, now: Duration) -> Option<Line> {
        let line = if app.sim.nfon.line(self.extension) == Some(Line::InUse) { Line::InUse } else { Line::Idle };
        if line == self.shown {
            self.differs_since = None;
            return None;
        }
        let wait = if line == Line::InUse { SETTLED } else { CLEARED };
        if *self.differs_since.get_or_insert(now) + wait > now {
            return None;
        }
        self.differs_since = None;
        self.shown = line;
        Some(line)
    }
}

/// Set up, and read by the application itself, so that there are no rounds to be signed in.
async fn settled(options: sim::Options) -> App {
    let mut app = App::of(options);
    app.handle.send(Request::ConnectCloudya(app.cloudya()));
    app.until("Cloudya is connected", |view| is_done(&view.setup.cloudya.state)).await;
    app.handle.send(Request::ConnectMicrosoft(app.microsoft()));
    app.until("Microsoft is connected", |view| is_done(&view.setup.microsoft.state)).await;
    app.give_consent().await;
    app.until("consent is given", |view| is_done(&view.setup.consent)).await;
    let mut settings = app.handle.view().settings.clone();
    settings.reader = Reader::Application;
    app.handle.send(Request::ChangeSettings { settings });
    app.until("the application reads", |view| view.settings.reader == Reader::Application).await;
    app.handle.send(Request::Activate);
    app.until("everybody is in sync", |view| {
        view.directory.complete_since.is_some() && view.counts.in_sync > 0 && view.counts.pending == 0
    })
    .await;
    app
}

fn in_virtual_time(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap().block_on(work);
}
