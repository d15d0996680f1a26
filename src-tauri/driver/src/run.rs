//! The loop: an event goes into the engine, effects come out and are begun, and whoever watches sees what changed.

use crate::{
    clock::Clock,
    feed::{Feed, SHORTEST_PAUSE, Slot},
    handle::Message,
    host::HostCommand,
    perform::{Onward, Performer},
    services::Services,
    trace,
};
use engine::{
    Effect, Engine, Event, Now, View,
    question::{Answer, Question},
    view::{Row, RowChanges},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

/// How many events are handled before people see what came of them.
const BATCH: usize = 1_000;
/// How often the clocks are compared, to notice that the computer slept.
const CLOCKS_COMPARED: Duration = Duration::from_secs(5);
/// How long the end may wait for the disk.
const LAST_WRITES: Duration = Duration::from_secs(5);

/// What the loop needs of an engine, so that its own tests can put a script in its place.
pub(crate) trait Decide: Send + 'static {
    fn handle_event(&mut self, event: Event, now: Now);
    fn handle_timeout(&mut self, now: Now);
    fn poll_effect(&mut self) -> Option<Effect>;
    fn poll_timeout(&mut self, now: Now) -> Option<Duration>;
    fn view(&self, now: Now) -> View;
    fn poll_rows(&mut self, now: Now) -> RowChanges;
    fn rows(&self, now: Now) -> Vec<Row>;
    fn answer(&self, question: &Question) -> Option<Answer>;
}

impl Decide for Engine {
    fn handle_event(&mut self, event: Event, now: Now) {
        self.handle_event(event, now);
    }

    fn handle_timeout(&mut self, now: Now) {
        self.handle_timeout(now);
    }

    fn poll_effect(&mut self) -> Option<Effect> {
        self.poll_effect()
    }

    fn poll_timeout(&mut self, now: Now) -> Option<Duration> {
        self.poll_timeout(now)
    }

    fn view(&self, now: Now) -> View {
        self.view(now)
    }

    fn poll_rows(&mut self, now: Now) -> RowChanges {
        self.poll_rows(now)
    }

    fn rows(&self, now: Now) -> Vec<Row> {
        self.rows(now)
    }

    fn answer(&self, question: &Question) -> Option<Answer> {
        self.answer(question)
    }
}

pub(crate) struct Loop<E> {
    pub(crate) engine: E,
    pub(crate) clock: Clock,
    pub(crate) services: Arc<Services>,
    pub(crate) performer: Performer,
    pub(crate) feed: Feed,
    pub(crate) inbox: mpsc::UnboundedReceiver<Message>,
    /// Answers of the performer, which come apart from requests so that neither can starve the other.
    pub(crate) answers: mpsc::UnboundedReceiver<Event>,
    pub(crate) host: mpsc::UnboundedSender<HostCommand>,
    pub(crate) shown: Shown,
}

/// When people saw the state last, and whether it changed since: drawing it costs more than an event does.
#[derive(Default)]
pub(crate) struct Shown {
    at: Option<Instant>,
    outdated: bool,
}

impl Shown {
    /// When it is to be drawn again; `None` while nothing changed.
    fn due(&self) -> Option<Instant> {
        let now = Instant::now();
        self.outdated.then(|| self.at.map_or(now, |at| at + SHORTEST_PAUSE))
    }
}

/// Who asked for rows during a batch.
#[derive(Default)]
struct Askers {
    newcomers: Vec<Arc<Slot>>,
    rows: Vec<oneshot::Sender<Vec<Row>>>,
}

impl Askers {
    fn are_none(&self) -> bool {
        self.newcomers.is_empty() && self.rows.is_empty()
    }
}

impl<E: Decide> Loop<E> {
    /// Until the engine quits.
    pub(crate) async fn run(mut self) {
        let restored = self.services.restore().await;
        let mut onward = Onward::Continue;
        if let Some(minutes) = self.clock.notice_zone() {
            onward = self.handle(Event::ZoneChanged { minutes });
        }
        if onward == Onward::Continue {
            onward = self.handle(restored);
        }
        let mut askers = Askers::default();
        while onward == Onward::Continue {
            self.performer.send_writes();
            // The journal and those who watch can wait until what was just begun is on its way.
            tokio::task::yield_now().await;
            self.services.journal.hand_over();
            if !askers.are_none() || self.shown.due().is_some_and(|due| due <= Instant::now()) {
                self.show(std::mem::take(&mut askers));
            }
            let due = self.shown.due();
            let deadline = self.engine.poll_timeout(self.clock.now()).map(|mono| self.clock.instant_of(mono));
            tokio::select! {
                // Without handles nobody can ask for anything, and the engine goes on.
                Some(message) = self.inbox.recv() => onward = self.take(message, &mut askers),
                Some(event) = self.answers.recv() => onward = self.handle(event),
                () = until(deadline) => {}
                () = until(due) => {}
                () = tokio::time::sleep(CLOCKS_COMPARED), if !self.clock.is_virtual() => {}
            }
            if onward == Onward::Continue {
                onward = self.drain(&mut askers);
            }
        }
        self.show(askers);
        self.end().await;
    }

    /// Whatever else is ready, and the clocks.
    fn drain(&mut self, askers: &mut Askers) -> Onward {
        for _ in 0..BATCH {
            let onward = if let Ok(event) = self.answers.try_recv() {
                self.handle(event)
            } else if let Ok(message) = self.inbox.try_recv() {
                self.take(message, askers)
            } else {
                break;
            };
            if onward == Onward::Quit {
                return Onward::Quit;
            }
        }
        if let Some(slept) = self.clock.notice_sleep() {
            tracing::info!(seconds = slept.as_secs(), "the computer slept");
            if self.handle(Event::Resumed) == Onward::Quit {
                return Onward::Quit;
            }
        }
        if let Some(minutes) = self.clock.notice_zone()
            && self.handle(Event::ZoneChanged { minutes }) == Onward::Quit
        {
            return Onward::Quit;
        }
        let now = self.clock.now();
        if self.engine.poll_timeout(now).is_some_and(|deadline| deadline <= now.mono) {
            self.engine.handle_timeout(now);
            self.shown.outdated = true;
            return self.perform(now);
        }
        Onward::Continue
    }

    fn take(&mut self, message: Message, askers: &mut Askers) -> Onward {
        match message {
            Message::Event(event) => return self.handle(event),
            Message::Subscribe(slot) => askers.newcomers.push(slot),
            Message::Rows(asked) => askers.rows.push(asked),
            Message::Ask(question, asked) => {
                match self.engine.answer(&question) {
                    // Whoever asked may have stopped waiting.
                    Some(answer) => drop(asked.send(answer)),
                    None => self.look_up(question, asked),
                }
            }
        }
        Onward::Continue
    }

    /// The journal answers beside the loop.
    fn look_up(&self, question: Question, asked: oneshot::Sender<Answer>) {
        let services = self.services.clone();
        let presence_limit = self.feed.view().settings.presence_limit;
        tokio::spawn(async move {
            // Whoever asked may have stopped waiting.
            let _ = asked.send(services.look_up(question, presence_limit).await);
        });
    }

    fn handle(&mut self, event: Event) -> Onward {
        tracing::debug!(event = trace::name(&event));
        let now = self.clock.now();
        self.shown.outdated = true;
        self.engine.handle_event(event, now);
        self.perform(now)
    }

    fn perform(&mut self, now: Now) -> Onward {
        let mut onward = Onward::Continue;
        while let Some(effect) = self.engine.poll_effect() {
            tracing::debug!(effect = effect.name());
            if self.performer.perform(effect, now) == Onward::Quit {
                onward = Onward::Quit;
            }
        }
        onward
    }

    fn show(&mut self, askers: Askers) {
        let now = self.clock.now();
        self.shown = Shown { at: Some(Instant::now()), outdated: false };
        self.feed.publish(self.engine.view(now), self.engine.poll_rows(now));
        for slot in askers.newcomers {
            self.feed.welcome(&slot, self.engine.rows(now));
        }
        for asked in askers.rows {
            // Whoever asked may have stopped waiting.
            let _ = asked.send(self.engine.rows(now));
        }
    }

    /// Puts what was promised on disk, as far as that is possible in time.
    async fn end(self) {
        let writes = async {
            self.services.finish_journal().await;
            self.services.keeper.flush().await;
        };
        if tokio::time::timeout(LAST_WRITES, writes).await.is_err() {
            tracing::warn!("the program ends before everything is on disk");
        }
        let _ = self.host.send(HostCommand::Quit);
    }
}

async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Addresses, Handle, MemoryStore, Options,
        feed::fixtures,
        journal::Journal,
        start,
        transport::{Body, Fault, Transport, TransportError},
        vault::MemoryVault,
    };
    use bytes::Bytes;
    use engine::{
        Attempt, Request, Secret,
        activity::{ActivityFilter, Deed, Outcome, Record},
        event::FailureKind,
        request::{ConnectCloudya, PauseUntil},
    };
    use futures::future::BoxFuture;
    use std::{
        collections::VecDeque,
        sync::{Mutex, PoisonError},
    };

    #[tokio::test(start_paused = true)]
    async fn what_the_disk_remembers_comes_before_every_request() {
        let (script, log) = Script::new(|_| vec![]);
        let (handle, _commands) = started(script);
        handle.send(Request::Activate);
        handle.rows().await;
        assert_eq!(log.names(), ["ZoneChanged", "Restored", "Requested Activate"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_deadline_is_met_at_its_moment() {
        let (mut script, log) = Script::new(|_| vec![]);
        script.deadlines = VecDeque::from([Duration::from_secs(40), Duration::from_secs(100)]);
        let (_handle, _commands) = started(script);
        tokio::time::sleep(Duration::from_secs(1_000)).await;
        assert_eq!(log.timeouts(), [40, 100]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_requests_is_handled_in_order_and_shown_in_few_views() {
        let (script, log) = Script::new(|_| vec![]);
        let (handle, _commands) = started(script);
        handle.rows().await;
        let before = log.views();
        (0..500).for_each(|_| handle.send(Request::Activate));
        assert_eq!(handle.rows().await.len(), 502, "one row for each event");
        assert!(log.views() - before <= 3, "{} views", log.views() - before);
        assert_eq!(handle.view().counts.extensions, 502);
    }

    #[tokio::test(start_paused = true)]
    async fn a_watcher_begins_with_everything_and_ends_with_the_engine() {
        let (script, _log) = Script::new(quit_on_request);
        let (handle, mut commands) = started(script);
        let mut updates = handle.subscribe();
        let first = updates.next().await.unwrap();
        assert!(first.rows.from_scratch && first.view.is_some());
        assert_eq!(first.rows.rows.len(), 2);
        handle.send(Request::Resume);
        let second = updates.next().await.unwrap();
        assert_eq!((second.rows.from_scratch, second.rows.rows.len()), (false, 1));
        handle.send(Request::Quit);
        while updates.next().await.is_some() {}
        handle.stopped().await;
        assert_eq!(commands.recv().await, Some(HostCommand::Quit));
        assert_eq!(commands.recv().await, None);
        assert!(handle.subscribe().next().await.is_none());
        assert!(handle.rows().await.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_still_answers() {
        let (script, log) = Script::new(|event| {
            let asked = matches!(event, Event::Requested(_));
            asked
                .then(|| Effect::TryCloudya { attempt: Attempt(7), credentials: credentials("secret") })
                .into_iter()
                .collect()
        });
        let (handle, _commands) = start_with(script, Panics);
        handle.send(Request::Pause { until: PauseUntil::Resumed });
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(matches!(
            log.events().last(),
            Some(Event::CloudyaTried { attempt: Attempt(7), result: Err(failure) }) if failure.kind == FailureKind::Server
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn a_secret_that_was_never_given_is_missing() {
        let (script, log) = Script::new(|event| {
            let asked = matches!(event, Event::Requested(_));
            asked
                .then(|| Effect::TryCloudya { attempt: Attempt(7), credentials: credentials("") })
                .into_iter()
                .collect()
        });
        let (handle, _commands) = started(script);
        handle.send(Request::Resume);
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert!(matches!(
            log.events().last(),
            Some(Event::CloudyaTried { result: Err(failure), .. }) if failure.kind == FailureKind::SecretMissing
        ));
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_engine_does_not_know_the_journal_answers() {
        let (script, _log) = Script::new(|event| {
            let resumed = matches!(event, Event::Requested(Request::Resume));
            resumed.then(|| Effect::Record { record: cleared() }).into_iter().collect()
        });
        let (handle, _commands) = started(script);
        (0..3).for_each(|_| handle.send(Request::Resume));
        let (filter, before) = (ActivityFilter::default(), Some(3));
        let Answer::Activity { page } = handle.ask(Question::Activity { filter, before, limit: 1 }).await else {
            panic!("no page")
        };
        assert_eq!((page.total, page.entries.len(), page.entries[0].id), (3, 1, 2));
        let Answer::Statistics { statistics } = handle.ask(Question::Statistics { hours: 2 }).await else {
            panic!("no statistics")
        };
        assert_eq!((statistics.intervals.len(), statistics.limit, statistics.kept_limit), (24, 1_500, 1_350));
        assert_eq!(statistics.intervals.iter().map(|interval| interval.changes).sum::<u32>(), 3);
        assert_eq!(handle.meter().readings().delays.sum_ms, 3 * 40);
    }

    #[tokio::test(start_paused = true)]
    async fn a_journal_that_cannot_be_written_is_a_problem_and_stops_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let in_the_way = directory.path().join("place");
        std::fs::write(&in_the_way, "no directory").unwrap();
        let (script, log) = Script::new(|_| vec![]);
        let journal = Journal::open(&in_the_way.join("journal.sqlite")).unwrap();
        let (handle, _commands) = start_on(script, Nowhere, journal);
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(log.names(), ["ZoneChanged", "Restored", "KeepingFailed"]);
        assert!(matches!(handle.ask(Question::Statistics { hours: 1 }).await, Answer::Unavailable));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_that_was_closed_is_not_lost_as_well() {
        let (script, log) = Script::new(|event| {
            if !matches!(event, Event::Restored { .. }) {
                return vec![];
            }
            vec![
                Effect::KeepCloudya { credentials: credentials("secret") },
                Effect::OpenStream { attempt: Attempt(1) },
                Effect::OpenStream { attempt: Attempt(2) },
                Effect::CloseStream { attempt: Attempt(1) },
            ]
        });
        let (_handle, _commands) = started(script);
        tokio::time::sleep(Duration::from_secs(1)).await;
        let lost: Vec<Attempt> = log
            .events()
            .iter()
            .filter_map(|event| if let Event::StreamLost { attempt, .. } = event { Some(*attempt) } else { None })
            .collect();
        assert_eq!(lost, [Attempt(2)], "without a token the second one is lost at once");
    }

    fn cleared() -> Record {
        let at = Clock::system().now().utc;
        Record { at, extension: None, user: None, deed: Deed::Cleared, took_ms: Some(40), outcome: Outcome::Done }
    }

    fn quit_on_request(event: &Event) -> Vec<Effect> {
        if matches!(event, Event::Requested(Request::Quit)) { vec![Effect::Quit] } else { vec![] }
    }

    fn credentials(password: &str) -> ConnectCloudya {
        ConnectCloudya {
            account: "K1".into(),
            username: Secret::new("somebody"),
            password: Secret::new(password),
            configuration: None,
        }
    }

    /// An engine that answers events by rote, and has one row for each of them.
    struct Script {
        react: fn(&Event) -> Vec<Effect>,
        effects: VecDeque<Effect>,
        deadlines: VecDeque<Duration>,
        unseen: Vec<Row>,
        log: Log,
    }

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Logged>>);

    #[derive(Default)]
    struct Logged {
        events: Vec<Event>,
        timeouts: Vec<u64>,
        views: usize,
    }

    impl Log {
        fn with<T>(&self, look: impl FnOnce(&mut Logged) -> T) -> T {
            look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
        }

        fn events(&self) -> Vec<Event> {
            self.with(|log| log.events.clone())
        }

        fn names(&self) -> Vec<&'static str> {
            self.with(|log| log.events.iter().map(trace::name).collect())
        }

        fn timeouts(&self) -> Vec<u64> {
            self.with(|log| log.timeouts.clone())
        }

        fn views(&self) -> usize {
            self.with(|log| log.views)
        }
    }

    impl Script {
        fn new(react: fn(&Event) -> Vec<Effect>) -> (Self, Log) {
            let log = Log::default();
            let script =
                Self { react, effects: VecDeque::new(), deadlines: VecDeque::new(), unseen: vec![], log: log.clone() };
            (script, log)
        }
    }

    impl Decide for Script {
        fn handle_event(&mut self, event: Event, _now: Now) {
            self.effects.extend((self.react)(&event));
            let number = self.log.with(|log| {
                log.events.push(event);
                log.events.len()
            });
            self.unseen.push(fixtures::row(&number.to_string(), ""));
        }

        fn handle_timeout(&mut self, now: Now) {
            self.deadlines.pop_front();
            self.log.with(|log| log.timeouts.push(now.mono.as_secs()));
        }

        fn poll_effect(&mut self) -> Option<Effect> {
            self.effects.pop_front()
        }

        fn poll_timeout(&mut self, _now: Now) -> Option<Duration> {
            self.deadlines.front().copied()
        }

        fn view(&self, _now: Now) -> View {
            fixtures::view(self.log.with(|log| {
                log.views += 1;
                log.events.len()
            }))
        }

        fn poll_rows(&mut self, _now: Now) -> RowChanges {
            RowChanges { rows: std::mem::take(&mut self.unseen), ..RowChanges::default() }
        }

        fn rows(&self, _now: Now) -> Vec<Row> {
            (1..=self.log.events().len()).map(|number| fixtures::row(&number.to_string(), "")).collect()
        }

        fn answer(&self, _question: &Question) -> Option<Answer> {
            None
        }
    }

    struct Nowhere;

    impl Transport for Nowhere {
        fn send(&self, _request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            Box::pin(async { Err(TransportError::new(Fault::Unreachable)) })
        }
    }

    struct Panics;

    impl Transport for Panics {
        fn send(&self, _request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            panic!("this is a test of panics")
        }
    }

    fn started(script: Script) -> (Handle, mpsc::UnboundedReceiver<HostCommand>) {
        start_with(script, Nowhere)
    }

    fn start_with(
        script: Script,
        transport: impl Transport + 'static,
    ) -> (Handle, mpsc::UnboundedReceiver<HostCommand>) {
        start_on(script, transport, Journal::in_memory().unwrap())
    }

    fn start_on(
        script: Script,
        transport: impl Transport + 'static,
        journal: Journal,
    ) -> (Handle, mpsc::UnboundedReceiver<HostCommand>) {
        let options = Options {
            addresses: Addresses::default(),
            transport: Arc::new(transport),
            vault: Arc::new(MemoryVault::default()),
            profiles: Arc::new(MemoryStore::default()),
            journal,
            seed: 1,
        };
        start(script, options, Clock::following_tokio())
    }
}
