//! Brings what people see to whoever watches: the first update is complete, later ones are differences.

#[cfg(test)]
pub(crate) mod fixtures;

use engine::{
    ExtensionNumber, View,
    view::{Row, RowChanges, Update},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    time::Instant,
};

/// Ten updates a second are as many as an eye can use.
pub(crate) const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// What one watcher has not seen yet. Dropping it ends the subscription.
#[derive(Debug)]
pub struct Updates {
    slot: Arc<Slot>,
    last: Option<Instant>,
}

impl Updates {
    /// Waits for something new; at most ten times a second. `None` when the engine has stopped.
    ///
    /// However late it is called, it gives one update: rows that changed often meanwhile are in it once.
    pub async fn next(&mut self) -> Option<Update> {
        if let Some(last) = self.last {
            tokio::time::sleep_until(last + SHORTEST_PAUSE).await;
        }
        loop {
            let waiting = self.slot.changed.notified();
            if let Some(update) = self.slot.unseen().take() {
                self.last = Some(Instant::now());
                return Some(update);
            }
            if self.slot.unseen().over {
                return None;
            }
            waiting.await;
        }
    }
}

/// The writing end, which belongs to the loop. Dropping it ends every subscription.
pub(crate) struct Feed {
    view: watch::Sender<Arc<View>>,
    slots: Vec<Weak<Slot>>,
}

/// Where differences wait for one watcher.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    unseen: Mutex<Unseen>,
    changed: Notify,
}

/// Never larger than the board itself.
#[derive(Debug, Default)]
struct Unseen {
    view: Option<Arc<View>>,
    from_scratch: bool,
    /// `None` for a row that is gone.
    rows: BTreeMap<ExtensionNumber, Option<Arc<Row>>>,
    over: bool,
}

impl Feed {
    pub(crate) fn new(view: View) -> Self {
        Self { view: watch::Sender::new(Arc::new(view)), slots: Vec::new() }
    }

    pub(crate) fn views(&self) -> watch::Receiver<Arc<View>> {
        self.view.subscribe()
    }

    /// As it was published last.
    pub(crate) fn view(&self) -> Arc<View> {
        self.view.borrow().clone()
    }

    /// Brings every watcher up to date.
    pub(crate) fn publish(&mut self, view: View, changes: RowChanges) {
        let fresh = (**self.view.borrow() != view).then(|| Arc::new(view));
        if let Some(view) = &fresh {
            self.view.send_replace(view.clone());
        }
        if fresh.is_none() && changes == RowChanges::default() {
            return;
        }
        let rows: Vec<Arc<Row>> = changes.rows.into_iter().map(Arc::new).collect();
        self.slots.retain(|slot| {
            let Some(slot) = slot.upgrade() else { return false };
            let mut unseen = slot.unseen();
            if let Some(view) = &fresh {
                unseen.view = Some(view.clone());
            }
            if changes.from_scratch {
                unseen.start_over();
            }
            unseen.merge(&rows, &changes.removed);
            drop(unseen);
            slot.changed.notify_one();
            true
        });
    }

    /// A newcomer gets everything; [`Self::publish`] must have brought the others up to date before.
    pub(crate) fn welcome(&mut self, slot: &Arc<Slot>, rows: Vec<Row>) {
        let mut unseen = slot.unseen();
        unseen.view = Some(self.view.borrow().clone());
        unseen.start_over();
        unseen.merge(&rows.into_iter().map(Arc::new).collect::<Vec<_>>(), &[]);
        drop(unseen);
        slot.changed.notify_one();
        self.slots.push(Arc::downgrade(slot));
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.slots.iter().filter_map(Weak::upgrade).for_each(|slot| slot.end());
    }
}

impl Slot {
    pub(crate) fn updates(self: &Arc<Self>) -> Updates {
        Updates { slot: self.clone(), last: None }
    }

    /// Nothing more will come.
    pub(crate) fn end(&self) {
        self.unseen().over = true;
        self.changed.notify_one();
    }

    fn unseen(&self) -> MutexGuard<'_, Unseen> {
        self.unseen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unseen {
    fn start_over(&mut self) {
        self.from_scratch = true;
        self.rows.clear();
    }

    fn merge(&mut self, rows: &[Arc<Row>], removed: &[ExtensionNumber]) {
        for extension in removed {
            self.rows.insert(extension.clone(), None);
        }
        for row in rows {
            self.rows.insert(row.extension.clone(), Some(row.clone()));
        }
    }

    fn take(&mut self) -> Option<Update> {
        if self.view.is_none() && !self.from_scratch && self.rows.is_empty() {
            return None;
        }
        let mut rows = RowChanges { from_scratch: std::mem::take(&mut self.from_scratch), ..RowChanges::default() };
        for (extension, row) in std::mem::take(&mut self.rows) {
            match row {
                Some(row) => rows.rows.push(Arc::unwrap_or_clone(row)),
                None => rows.removed.push(extension),
            }
        }
        Some(Update { view: self.view.take().map(Arc::unwrap_or_clone), rows })
    }
}

#[cfg(test)]
mod tests {
    use super::fixtures::{row, view};
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_first_update_is_complete_and_the_next_one_is_a_difference() {
        let (mut feed, mut updates) = watched(vec![row("1", "Ada"), row("2", "Bob")]);
        let first = updates.next().await.unwrap();
        assert!(first.view.is_some());
        assert_eq!(named(&first), (true, "1 Ada, 2 Bob".into(), String::new()));
        feed.publish(view(0), changed(vec![row("2", "Bea")], &["1"]));
        let second = updates.next().await.unwrap();
        assert!(second.view.is_none());
        assert_eq!(named(&second), (false, "2 Bea".into(), "1".into()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_watcher_finds_each_row_once_as_it_is_now() {
        let (mut feed, mut updates) = watched(vec![]);
        updates.next().await.unwrap();
        for count in 0..1_000 {
            feed.publish(view(count), changed(vec![row("1", &format!("call {count}"))], &["2"]));
            feed.publish(view(count), changed(vec![row("3", "new")], &[]));
            feed.publish(view(count), changed(vec![], &["3"]));
        }
        let update = updates.next().await.unwrap();
        assert_eq!(update.view.as_ref().map(|view| view.counts.extensions), Some(999));
        assert_eq!(named(&update), (false, "1 call 999".into(), "2, 3".into()));
    }

    #[tokio::test(start_paused = true)]
    async fn updates_come_ten_times_a_second_at_most() {
        let (mut feed, mut updates) = watched(vec![]);
        let start = Instant::now();
        for count in 1..=11 {
            feed.publish(view(count), RowChanges::default());
            updates.next().await.unwrap();
        }
        assert_eq!(start.elapsed(), Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_new_is_no_update_and_the_end_is_told() {
        let (mut feed, mut updates) = watched(vec![]);
        updates.next().await.unwrap();
        feed.publish(view(0), RowChanges::default());
        assert!(tokio::time::timeout(Duration::from_secs(5), updates.next()).await.is_err());
        feed.publish(view(1), RowChanges::default());
        drop(feed);
        assert!(updates.next().await.is_some());
        assert!(updates.next().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn starting_over_forgets_what_was_not_seen() {
        let (mut feed, mut updates) = watched(vec![row("1", "Ada")]);
        feed.publish(view(0), RowChanges { from_scratch: true, rows: vec![row("9", "Zoe")], removed: vec![] });
        assert_eq!(named(&updates.next().await.unwrap()), (true, "9 Zoe".into(), String::new()));
    }

    #[test]
    fn a_watcher_that_left_is_forgotten() {
        let (mut feed, updates) = watched(vec![]);
        drop(updates);
        feed.publish(view(1), RowChanges::default());
        assert!(feed.slots.is_empty());
    }

    fn watched(rows: Vec<Row>) -> (Feed, Updates) {
        let mut feed = Feed::new(view(0));
        let slot = Arc::<Slot>::default();
        feed.welcome(&slot, rows);
        let updates = slot.updates();
        (feed, updates)
    }

    fn changed(rows: Vec<Row>, removed: &[&str]) -> RowChanges {
        RowChanges { from_scratch: false, rows, removed: removed.iter().map(|e| ExtensionNumber::new(*e)).collect() }
    }

    fn named(update: &Update) -> (bool, String, String) {
        let rows = &update.rows;
        let names: Vec<_> = rows.rows.iter().map(|row| format!("{} {}", row.extension, row.name)).collect();
        let removed: Vec<_> = rows.removed.iter().map(ExtensionNumber::as_str).collect();
        (rows.from_scratch, names.join(", "), removed.join(", "))
    }
}
