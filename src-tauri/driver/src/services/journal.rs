//! What the driver writes into the journal and asks of it.

use super::Services;
use crate::journal::JournalError;
use engine::{
    activity::{Record, Statistics},
    question::{Answer, Question},
};

impl Services {
    pub(crate) async fn empty_journal(&self) {
        let journal = self.journal.clone();
        if let Err(error) = self.awaited(async move { journal.forget_everything().await }).await {
            tracing::warn!(%error, "the journal cannot be emptied yet");
        }
    }

    /// Keeps an entry of the journal, and counts it.
    pub(crate) fn record(&self, record: Record) {
        self.meter.record(&record);
        self.journal.record(record);
    }

    /// What the journal knows. The limits of the statistics follow from Microsoft's limit of presence requests.
    pub(crate) async fn look_up(&self, question: Question, presence_limit: u32) -> Answer {
        let (journal, now) = (self.journal.clone(), self.clock.now().utc);
        let looked_up = tokio::task::spawn_blocking(move || match question {
            Question::Activity { filter, before, limit } => {
                journal.activity(&filter, before, limit).map(|page| Answer::Activity { page })
            }
            Question::Statistics { hours } => journal.statistics(hours, now).map(|statistics| {
                let kept_limit = engine::rules::kept_presence_limit(presence_limit);
                let statistics = Statistics { limit: presence_limit, kept_limit, ..statistics };
                Answer::Statistics { statistics }
            }),
            Question::Candidates { .. }
            | Question::Users { .. }
            | Question::Named { .. }
            | Question::TouchedBy { .. } => Ok(Answer::Unavailable),
        });
        match looked_up.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the journal cannot be read");
                Answer::Unavailable
            }
            Err(_) => Answer::Unavailable,
        }
    }

    /// Until everything is on disk, as far as that is possible.
    pub(crate) async fn finish_journal(&self) {
        let journal = self.journal.clone();
        if let Err(error) = self.awaited(async move { journal.flush_to_disk().await }).await {
            tracing::warn!(%error, "the journal's last entries could not be written");
        }
    }

    /// Until everybody who is about to be published is in the journal. Its thread tells what went wrong.
    pub(super) async fn flush_journal(&self) {
        let journal = self.journal.clone();
        if let Err(error) = self.awaited(async move { journal.flush().await }).await {
            tracing::debug!(%error, "something is published that the journal does not know of");
        }
    }

    /// Waits for the journal. Virtual time would run on meanwhile: it stands still for blocking threads, and only for
    /// those. Elsewhere the way through such a thread would be a detour, which a request to Microsoft would wait for.
    pub(super) async fn awaited<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, JournalError>> + Send + 'static,
    ) -> Result<T, JournalError> {
        if !self.clock.is_virtual() {
            return work.await;
        }
        tokio::task::spawn_blocking(|| futures::executor::block_on(work)).await.unwrap_or(Err(JournalError::Ended))
    }
}
