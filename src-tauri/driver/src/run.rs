//! The loop: an event goes into the engine, effects come out and are begun, and whoever watches sees what changed.

use crate::{
    clock::Clock,
    feed::{Feed, Slot},
    handle::Message,
    host::HostCommand,
    perform::{Onward, Performer},
    services::Services,
    trace,
};
use engine::{
    Effect, Engine, Event, Now, View,
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
}

/// Who asked for rows during a batch.
#[derive(Default)]
struct Askers {
    newcomers: Vec<Arc<Slot>>,
    rows: Vec<oneshot::Sender<Vec<Row>>>,
}

impl<E: Decide> Loop<E> {
    /// Until the engine quits.
    pub(crate) async fn run(mut self) {
        let (profile, leftovers) = self.services.restore().await;
        let mut onward = Onward::Continue;
        if let Some(minutes) = self.clock.notice_zone() {
            onward = self.handle(Event::ZoneChanged { minutes });
        }
        if onward == Onward::Continue {
            onward = self.handle(Event::Restored { profile: Box::new(profile), leftovers });
        }
        let mut askers = Askers::default();
        while onward == Onward::Continue {
            self.show(std::mem::take(&mut askers));
            let deadline = self.engine.poll_timeout(self.clock.now()).map(|mono| self.clock.instant_of(mono));
            tokio::select! {
                // Without handles nobody can ask for anything, and the engine goes on.
                Some(message) = self.inbox.recv() => onward = self.take(message, &mut askers),
                Some(event) = self.answers.recv() => onward = self.handle(event),
                () = until(deadline) => {}
                () = tokio::time::sleep(CLOCKS_COMPARED), if self.clock.notices_sleep() => {}
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
            return self.perform(now);
        }
        Onward::Continue
    }

    fn take(&mut self, message: Message, askers: &mut Askers) -> Onward {
        match message {
            Message::Event(event) => return self.handle(event),
            Message::Subscribe(slot) => askers.newcomers.push(slot),
            Message::Rows(asked) => askers.rows.push(asked),
        }
        Onward::Continue
    }

    fn handle(&mut self, event: Event) -> Onward {
        tracing::debug!(event = trace::name(&event));
        let now = self.clock.now();
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
            self.services.flush_journal().await;
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
