//! Turns each effect into one task that ends in exactly one event.

use crate::{
    follow::follow,
    host::HostCommand,
    microsoft::batch::{Change, MOST_WRITES, Write},
    pages::{Pages, Visit},
    services::Services,
};
use engine::{
    Effect, Event,
    event::{CreationFailure, EmailNotWritten, Failure, FailureKind, NotActivated, PageFailure},
    names::{Attempt, Now, Round},
    problem::SignInCause,
    request::Via,
    view::PagePurpose,
};
use futures::FutureExt as _;
use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc};
use tokio::{
    sync::mpsc,
    task::{AbortHandle, JoinHandle},
};

/// Belongs to the loop. Dropping it closes the streams and the pages.
pub(crate) struct Performer {
    services: Arc<Services>,
    pages: Arc<Pages>,
    events: mpsc::UnboundedSender<Event>,
    host: mpsc::UnboundedSender<HostCommand>,
    streams: BTreeMap<Attempt, AbortHandle>,
    /// Those of this turn of the loop.
    writes: Vec<(Attempt, Write)>,
}

/// So many writes of one turn go in one request. One by itself is sooner there, and a few are as soon.
const TOGETHER: usize = 4;

/// Whether there will be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Onward {
    Continue,
    Quit,
}

impl Performer {
    pub(crate) fn new(
        services: Arc<Services>,
        pages: Arc<Pages>,
        events: mpsc::UnboundedSender<Event>,
        host: mpsc::UnboundedSender<HostCommand>,
    ) -> Self {
        Self { services, pages, events, host, streams: BTreeMap::new(), writes: Vec::new() }
    }

    /// Begins, and returns at once. Writes about presence wait for [`Self::send_writes`].
    pub(crate) fn perform(&mut self, effect: Effect, now: Now) -> Onward {
        let services = self.services.clone();
        match effect {
            Effect::TryCloudya { attempt, credentials } => {
                let work = async move { services.try_cloudya(credentials).await };
                self.ask(work, move |result| Event::CloudyaTried { attempt, result });
            }
            Effect::TryMicrosoft { attempt, credentials } => {
                let work = async move { services.try_microsoft(credentials).await };
                self.ask(work, move |result| Event::MicrosoftTried { attempt, result });
            }
            Effect::KeepCloudya { credentials } => services.keep_cloudya(&credentials),
            Effect::KeepMicrosoft { credentials, tenant_id } => services.keep_microsoft(&credentials, tenant_id),
            Effect::Authenticate { account, attempt } => {
                let work = async move { services.authenticate(account).await };
                self.ask(work, move |result| Event::Authenticated { account, attempt, result });
            }
            Effect::CreateCertificate { attempt } => {
                let work = async move { services.create_certificate().await };
                self.ask(work, move |result| Event::CertificateCreated { attempt, result });
            }
            Effect::CheckSyncUser { attempt, address } => {
                let work = async move { services.account(&address).await };
                self.ask(work, move |result| Event::SyncUserChecked { attempt, result });
            }
            Effect::CreateSyncUser { attempt, round, via, address } => {
                self.open_creation(attempt, round, via, address);
            }
            Effect::OpenConsent { attempt, via } => self.open_consent(attempt, via),
            Effect::OpenSignIn { attempt, round, via, login_hint } => {
                self.open_sign_in(attempt, PagePurpose::SignIn { round }, via, login_hint);
            }
            Effect::ClosePage { attempt } => self.pages.close(attempt),
            Effect::AcceptSignIn { attempt, round } => match self.pages.take_waiting(attempt) {
                Some(waiting) => services.accept_sign_in(round, &waiting.session, waiting.tokens),
                None => tracing::warn!("a sign-in was accepted that does not wait"),
            },
            Effect::RejectSignIn { attempt } => drop(self.pages.take_waiting(attempt)),
            Effect::ForgetSignIn { round } => services.forget_sign_in(round),
            Effect::ListExtensions { attempt } => {
                let work = async move {
                    let session = services.cloudya()?;
                    session.cti.extensions(&session.access()?).await
                };
                self.ask(work, move |result| Event::ExtensionsListed { attempt, result });
            }
            Effect::ReadEmail { attempt, extension } => {
                let asked = extension.clone();
                let work = async move {
                    let session = services.cloudya()?;
                    session.configuration.email(&session.configuration_access()?, &asked).await
                };
                self.ask(work, move |result| Event::EmailRead { attempt, extension, result });
            }
            Effect::WriteEmail { attempt, extension, former, email } => {
                self.answer(async move {
                    let work = services.write_email(&extension, &former, &email);
                    let result = guarded(work).await.unwrap_or_else(|| Err(EmailNotWritten::Failed(broken())));
                    Event::EmailWritten { attempt, result }
                });
            }
            Effect::ReadConnector { attempt } => {
                let work = async move {
                    let session = services.cloudya()?;
                    session.configuration.connector(&session.configuration_access()?).await
                };
                self.ask(work, move |result| Event::ConnectorRead { attempt, result });
            }
            Effect::ReadForwarding { attempt, extension } => {
                let work = async move {
                    let session = services.cloudya()?;
                    session.configuration.forwarding(&session.configuration_access()?, &extension).await
                };
                self.ask(work, move |result| Event::ForwardingRead { attempt, result });
            }
            Effect::ActivateForwarding { attempt, extension, profile, instead_of } => {
                self.answer(async move {
                    let work = services.activate_forwarding(&extension, profile, instead_of);
                    let result = guarded(work).await.unwrap_or_else(|| Err(NotActivated::Failed(broken())));
                    Event::ForwardingActivated { attempt, result }
                });
            }
            Effect::ListUsers { attempt } => {
                let work = async move { services.users().await };
                self.ask(work, move |result| Event::UsersListed { attempt, result });
            }
            Effect::OpenStream { attempt } => self.open_stream(attempt),
            Effect::CloseStream { attempt } => {
                if let Some(stream) = self.streams.remove(&attempt) {
                    stream.abort();
                }
            }
            Effect::ReadSnapshot { attempt } => {
                let work = async move {
                    let session = services.cloudya()?;
                    session.cti.snapshot(&session.access()?).await
                };
                self.ask(work, move |result| Event::SnapshotRead { attempt, result });
            }
            Effect::ReadPresences { attempt, reader, users } => {
                let work = async move { services.presences(reader, &users).await };
                self.ask(work, move |result| Event::PresencesRead { attempt, result });
            }
            Effect::SetPresence { attempt, user, publication, expires } => {
                self.writes.push((attempt, Write { user, change: Change::Set { publication, expires } }));
            }
            Effect::ClearPresence { attempt, user } => {
                self.writes.push((attempt, Write { user, change: Change::Clear }));
            }
            Effect::RememberPublished { user } => services.journal.remember(&user, now.utc),
            Effect::ForgetPublished { user } => services.journal.forget(&user),
            Effect::RememberDiversion { diversion } => services.journal.remember_diversion(*diversion),
            Effect::ForgetDiversion { extension } => services.journal.forget_diversion(&extension),
            Effect::RememberEmail { email } => services.journal.remember_email(*email),
            Effect::ForgetEmail { extension } => services.journal.forget_email(extension),
            Effect::SaveProfile { profile } => services.save_profile(*profile),
            Effect::Record { record } => services.record(record),
            Effect::KeepJournal { time } => services.journal.keep_for(time),
            Effect::EmptyJournal { extension, user } => services.journal.empty(extension, user),
            Effect::UseNetwork { network } => services.use_network(&network),
            Effect::ForgetEverything => {
                self.pages.close_all();
                services.forget_everything();
                tokio::spawn(async move { services.empty_journal().await });
            }
            Effect::Notify { notice } => self.command(HostCommand::Notify(notice)),
            Effect::Quit => return Onward::Quit,
        }
        Onward::Continue
    }

    /// Begins the writes of this turn, and returns at once. Each is answered by an event of its own.
    pub(crate) fn send_writes(&mut self) {
        let mut writes = std::mem::take(&mut self.writes);
        while writes.len() >= TOGETHER {
            let rest = writes.split_off(writes.len().min(MOST_WRITES));
            self.write(std::mem::replace(&mut writes, rest));
        }
        writes.into_iter().for_each(|write| self.write(vec![write]));
    }

    fn write(&self, writes: Vec<(Attempt, Write)>) {
        let (services, events) = (self.services.clone(), self.events.clone());
        tokio::spawn(async move {
            let (attempts, writes): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
            let results = guarded(services.write_presences(&writes)).await;
            let results = results.unwrap_or_else(|| vec![Err(broken()); writes.len()]);
            for ((attempt, Write { user, .. }), result) in attempts.into_iter().zip(writes).zip(results) {
                // The loop may have ended meanwhile, and then nobody waits for the answer.
                let _ = events.send(Event::PresenceWritten { attempt, user, result });
            }
        });
    }

    /// Asks, and answers with one event even if the asking panics.
    fn ask<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Failure>> + Send + 'static,
        event: impl FnOnce(Result<T, Failure>) -> Event + Send + 'static,
    ) {
        self.answer(async move { event(guarded(work).await.unwrap_or_else(|| Err(broken()))) });
    }

    fn open_consent(&self, attempt: Attempt, via: Via) {
        let closed = self.pages.begin(attempt);
        let visit = self.visit(attempt, PagePurpose::Consent, via, String::new());
        let pages = self.pages.clone();
        self.answer(async move {
            let result = guarded(visit.consent(closed)).await.unwrap_or(Err(broken_page()));
            pages.close(attempt);
            Event::ConsentReturned { attempt, result }
        });
    }

    fn open_sign_in(&self, attempt: Attempt, purpose: PagePurpose, via: Via, login_hint: String) {
        let closed = self.pages.begin(attempt);
        let visit = self.visit(attempt, purpose, via, login_hint);
        let pages = self.pages.clone();
        self.answer(async move {
            let result = guarded(visit.sign_in(closed)).await.unwrap_or(Err(broken_page()));
            pages.close(attempt);
            Event::SignInReturned { attempt, result }
        });
    }

    fn open_creation(&self, attempt: Attempt, round: Round, via: Via, address: String) {
        let closed = self.pages.begin(attempt);
        let visit = self.visit(attempt, PagePurpose::CreateSyncUser { round }, via, String::new());
        let pages = self.pages.clone();
        self.answer(async move {
            let broken = CreationFailure::Page(broken_page());
            let result = guarded(visit.create_sync_user(round, &address, closed)).await.unwrap_or(Err(broken));
            pages.close(attempt);
            Event::SyncUserCreated { attempt, result }
        });
    }

    fn open_stream(&mut self, attempt: Attempt) {
        self.streams.retain(|_, stream| !stream.is_finished());
        let (services, events) = (self.services.clone(), self.events.clone());
        let stream = self.answer(async move {
            let failure = guarded(follow(services, attempt, events)).await.unwrap_or_else(broken);
            Event::StreamLost { attempt, failure }
        });
        self.streams.insert(attempt, stream.abort_handle());
    }

    fn visit(&self, attempt: Attempt, purpose: PagePurpose, via: Via, login_hint: String) -> Visit {
        Visit {
            attempt,
            purpose,
            via,
            login_hint,
            services: self.services.clone(),
            pages: self.pages.clone(),
            host: self.host.clone(),
            events: self.events.clone(),
        }
    }

    fn answer(&self, work: impl Future<Output = Event> + Send + 'static) -> JoinHandle<()> {
        let events = self.events.clone();
        tokio::spawn(async move {
            let event = work.await;
            // The loop may have ended meanwhile, and then nobody waits for the answer.
            let _ = events.send(event);
        })
    }

    fn command(&self, command: HostCommand) {
        // A host that has gone needs no commands.
        let _ = self.host.send(command);
    }
}

impl Drop for Performer {
    fn drop(&mut self) {
        self.streams.values().for_each(AbortHandle::abort);
        self.pages.close_all();
    }
}

/// The outcome, or `None` after a panic, whose message the panic hook has logged.
async fn guarded<T>(work: impl Future<Output = T>) -> Option<T> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(outcome) => Some(outcome),
        Err(_) => {
            tracing::error!("a task panicked; the engine is told that it failed");
            None
        }
    }
}

/// A mistake of ours may depend on the answer: asking again, later and later, is right more often than never again.
fn broken() -> Failure {
    Failure::new(FailureKind::Server)
}

fn broken_page() -> PageFailure {
    PageFailure::Refused { cause: SignInCause::Other, code: None }
}
