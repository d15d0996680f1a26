//! Writes to the disk and the credential store, one thing after another, and again where it failed.

use engine::{
    Event,
    event::Place,
    problem::{Kept, Recovered},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

/// How long a write that failed waits for its next chance. A locked keychain is unlocked by a person.
pub(crate) const RETRY: Duration = Duration::from_secs(30);

/// What is written. A later job for the same thing replaces one that failed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Profile,
    Secret(String),
    /// Written elsewhere; its failures are counted here.
    Journal,
}

pub(crate) enum Outcome {
    Done,
    Failed,
}

type Job = Arc<dyn Fn() -> Outcome + Send + Sync>;

struct Order {
    /// `None` for an order that only wants to know when those before it are done.
    job: Option<(Thing, Job)>,
    done: oneshot::Sender<()>,
}

/// Hands jobs to a blocking thread in order. Clones share the queue.
#[derive(Clone)]
pub(crate) struct Keeper {
    orders: mpsc::UnboundedSender<Order>,
    health: Arc<Health>,
}

impl Keeper {
    /// Tells `events` when a place stops or begins to work.
    pub(crate) fn new(events: mpsc::UnboundedSender<Event>) -> Self {
        let (orders, queue) = mpsc::unbounded_channel();
        let health = Arc::new(Health { events, broken: Mutex::default() });
        tokio::spawn(work(queue, health.clone()));
        Self { orders, health }
    }

    /// The receiver resolves when the job was done or has failed once; dropping it changes nothing.
    pub(crate) fn keep(
        &self,
        thing: Thing,
        job: impl Fn() -> Outcome + Send + Sync + 'static,
    ) -> oneshot::Receiver<()> {
        self.order(Some((thing, Arc::new(job))))
    }

    /// Waits until everything before was done or has failed once.
    pub(crate) async fn flush(&self) {
        // A queue that ended with its runtime has nothing left to do.
        let _ = self.order(None).await;
    }

    fn order(&self, job: Option<(Thing, Job)>) -> oneshot::Receiver<()> {
        let (done, receiver) = oneshot::channel();
        // The queue ends with the runtime, when nothing can be kept any more.
        let _ = self.orders.send(Order { job, done });
        receiver
    }

    /// Tells the engine that something was set aside because it could not be read.
    pub(crate) fn found_damaged(&self, kept: Kept, recovered: Recovered) {
        // Without a loop there is nobody to tell.
        let _ = self.health.events.send(Event::FoundDamaged { kept, recovered });
    }

    /// Counts an outcome that came about elsewhere.
    pub(crate) fn report(&self, thing: Thing, outcome: &Outcome) {
        self.health.report(thing, outcome);
    }
}

async fn work(mut queue: mpsc::UnboundedReceiver<Order>, health: Arc<Health>) {
    let mut failed: BTreeMap<Thing, Job> = BTreeMap::new();
    loop {
        let next = tokio::select! {
            next = queue.recv() => next,
            () = tokio::time::sleep(RETRY), if !failed.is_empty() => {
                for (thing, job) in std::mem::take(&mut failed) {
                    attempt(thing, job, &mut failed, &health).await;
                }
                continue;
            }
        };
        let Some(Order { job, done }) = next else { return };
        if let Some((thing, job)) = job {
            failed.remove(&thing);
            attempt(thing, job, &mut failed, &health).await;
        }
        // Nobody needs to wait.
        let _ = done.send(());
    }
}

async fn attempt(thing: Thing, job: Job, failed: &mut BTreeMap<Thing, Job>, health: &Health) {
    let again = job.clone();
    // A job that panics has not kept anything.
    let outcome = tokio::task::spawn_blocking(move || job()).await.unwrap_or(Outcome::Failed);
    health.report(thing.clone(), &outcome);
    match outcome {
        Outcome::Done => {}
        Outcome::Failed => {
            failed.insert(thing, again);
        }
    }
}

struct Health {
    events: mpsc::UnboundedSender<Event>,
    broken: Mutex<std::collections::BTreeSet<Thing>>,
}

impl Health {
    fn report(&self, thing: Thing, outcome: &Outcome) {
        let place = place(&thing);
        let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        let worked = !broken.iter().any(|other| self::place(other) == place);
        match outcome {
            Outcome::Done => broken.remove(&thing),
            Outcome::Failed => broken.insert(thing),
        };
        let works = !broken.iter().any(|other| self::place(other) == place);
        let event = match (worked, works) {
            (true, false) => Event::KeepingFailed { place },
            (false, true) => Event::KeepingWorks { place },
            (true, true) | (false, false) => return,
        };
        // Without a loop there is nobody to tell.
        let _ = self.events.send(event);
    }
}

fn place(thing: &Thing) -> Place {
    match thing {
        Thing::Secret(_) => Place::Vault,
        Thing::Profile | Thing::Journal => Place::Disk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test(start_paused = true)]
    async fn jobs_are_done_in_the_order_in_which_they_came() {
        let (keeper, _events) = keeper();
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut last = None;
        for number in 0..20 {
            let order = order.clone();
            last = Some(keeper.keep(Thing::Secret(number.to_string()), move || {
                order.lock().unwrap().push(number);
                Outcome::Done
            }));
        }
        last.unwrap().await.unwrap();
        assert_eq!(*order.lock().unwrap(), (0..20).collect::<Vec<_>>());
    }

    #[tokio::test(start_paused = true)]
    async fn what_failed_is_tried_again_and_the_engine_hears_of_both() {
        let (keeper, mut events) = keeper();
        let tries = Arc::new(AtomicUsize::new(0));
        let count = tries.clone();
        let job = move || if count.fetch_add(1, Ordering::SeqCst) < 2 { Outcome::Failed } else { Outcome::Done };
        keeper.keep(Thing::Profile, job).await.unwrap();
        assert!(matches!(events.recv().await, Some(Event::KeepingFailed { place: Place::Disk })));
        assert!(matches!(events.recv().await, Some(Event::KeepingWorks { place: Place::Disk })));
        assert_eq!(tries.load(Ordering::SeqCst), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_newer_job_for_the_same_thing_replaces_one_that_failed() {
        let (keeper, mut events) = keeper();
        let old = Arc::new(AtomicUsize::new(0));
        let count = old.clone();
        let failing = move || {
            count.fetch_add(1, Ordering::SeqCst);
            Outcome::Failed
        };
        keeper.keep(Thing::Secret("a".into()), failing).await.unwrap();
        keeper.keep(Thing::Secret("a".into()), || Outcome::Done).await.unwrap();
        tokio::time::sleep(RETRY * 3).await;
        assert_eq!(old.load(Ordering::SeqCst), 1);
        assert!(matches!(events.try_recv(), Ok(Event::KeepingFailed { place: Place::Vault })));
        assert!(matches!(events.try_recv(), Ok(Event::KeepingWorks { place: Place::Vault })));
        assert!(events.try_recv().is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_place_works_again_only_when_everything_in_it_does() {
        let (keeper, mut events) = keeper();
        keeper.report(Thing::Journal, &Outcome::Failed);
        keeper.keep(Thing::Profile, || Outcome::Done).await.unwrap();
        assert!(matches!(events.try_recv(), Ok(Event::KeepingFailed { place: Place::Disk })));
        assert!(events.try_recv().is_err());
        keeper.report(Thing::Journal, &Outcome::Done);
        assert!(matches!(events.try_recv(), Ok(Event::KeepingWorks { place: Place::Disk })));
    }

    fn keeper() -> (Keeper, mpsc::UnboundedReceiver<Event>) {
        let (events, receiver) = mpsc::unbounded_channel();
        (Keeper::new(events), receiver)
    }
}
