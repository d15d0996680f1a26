//! The door through which the window, the tray and the status service talk to the running engine.

use crate::{
    feed::{Slot, Updates},
    meter::Meter,
    pages::{PageVerdict, Pages},
};
use engine::{
    Event, Request, View,
    names::Attempt,
    question::{Answer, Question},
    view::Row,
};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};

/// What goes into the loop.
pub(crate) enum Message {
    Event(Event),
    Subscribe(Arc<Slot>),
    Rows(oneshot::Sender<Vec<Row>>),
    Ask(Question, oneshot::Sender<Answer>),
}

/// Clones talk to the same engine. Dropping them all does not stop it: [`Request::Quit`] does.
#[derive(Clone)]
pub struct Handle {
    pub(crate) inbox: mpsc::UnboundedSender<Message>,
    pub(crate) view: watch::Receiver<Arc<View>>,
    pub(crate) pages: Arc<Pages>,
    pub(crate) meter: Meter,
}

impl Handle {
    /// Returns at once; what comes of it shows in the view. After the end it does nothing.
    pub fn send(&self, request: Request) {
        self.tell(Event::Requested(request));
    }

    /// Everything that people see, and from then on what changes.
    pub fn subscribe(&self) -> Updates {
        let slot = Arc::<Slot>::default();
        if self.inbox.send(Message::Subscribe(slot.clone())).is_err() {
            slot.end();
        }
        slot.updates()
    }

    /// At most a tenth of a second old. After [`Self::rows`] it knows everything that was sent before.
    pub fn view(&self) -> Arc<View> {
        self.view.borrow().clone()
    }

    /// The view as it changes, for whoever needs no rows. Ends with the engine.
    pub fn views(&self) -> watch::Receiver<Arc<View>> {
        self.view.clone()
    }

    /// All rows, after every request that was sent before. Empty after the end.
    pub async fn rows(&self) -> Vec<Row> {
        let (asked, rows) = oneshot::channel();
        // A loop that has ended drops the question, which the receiver notices.
        let _ = self.inbox.send(Message::Rows(asked));
        rows.await.unwrap_or_default()
    }

    /// Looks something up. [`Answer::Unavailable`] after the end.
    pub async fn ask(&self, question: Question) -> Answer {
        let (asked, found) = oneshot::channel();
        let _ = self.inbox.send(Message::Ask(question, asked));
        found.await.unwrap_or(Answer::Unavailable)
    }

    /// What was counted since the start, also after the end.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// To be asked before a page of ours loads `url`.
    pub fn page_navigated(&self, attempt: Attempt, url: &str) -> PageVerdict {
        self.pages.navigated(attempt, url)
    }

    /// The window is gone. To be told however it was closed.
    pub fn page_closed(&self, attempt: Attempt) {
        self.pages.closed_by_person(attempt);
    }

    /// Waits until the engine has stopped and everything is on disk.
    pub async fn stopped(&self) {
        let mut view = self.view.clone();
        while view.changed().await.is_ok() {}
    }

    /// The computer woke up. Sleep is noticed anyway, within seconds; this is sooner.
    pub fn resumed(&self) {
        self.tell(Event::Resumed);
    }

    fn tell(&self, event: Event) {
        // After the end there is nobody who could do anything about it.
        let _ = self.inbox.send(Message::Event(event));
    }
}
