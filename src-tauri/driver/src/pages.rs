//! Consent and sign-in pages that are open: in a window of ours, in the person's browser, or on another device.

use crate::{
    host::HostCommand,
    loopback::Loopback,
    microsoft::{Pending, Role, Tokens},
    services::Services,
    tokens::MicrosoftSession,
};
use engine::{
    Event,
    event::{CreatedAccount, CreationFailure, PageFailure, SignedIn},
    names::{Attempt, Round},
    problem::SignInCause,
    request::Via,
    view::PagePurpose,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};
use url::Url;

/// How long a browser is waited for: nobody tells us when its page was closed.
const BROWSER_PATIENCE: Duration = Duration::from_secs(15 * 60);
/// What the browser shows at the end. It does not say in which language it would like to be answered.
const GOODBYE: &str = "Presence Sync: Sie können dieses Fenster jetzt schließen. You can close this window now.";

/// What the host does with a navigation of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageVerdict {
    /// Let it load.
    Continue,
    /// It is the way back, or the page is not needed any more: do not load it. The driver takes over.
    Finished,
}

/// The pages that are open, and the sign-ins that wait to be accepted.
#[derive(Default)]
pub(crate) struct Pages {
    open: Mutex<BTreeMap<Attempt, Open>>,
    waiting: Mutex<BTreeMap<Attempt, Waiting>>,
}

/// Somebody who signed in and is not accepted yet.
pub(crate) struct Waiting {
    pub(crate) session: Arc<MicrosoftSession>,
    pub(crate) tokens: Tokens,
}

/// Dropping it ends the visit.
struct Open {
    _alive: oneshot::Sender<()>,
    window: Option<Watched>,
}

/// A window of ours whose navigations are looked at.
struct Watched {
    pending: Pending,
    returned: oneshot::Sender<Url>,
}

/// One page from its opening to its end.
pub(crate) struct Visit {
    pub(crate) attempt: Attempt,
    pub(crate) purpose: PagePurpose,
    pub(crate) via: Via,
    pub(crate) login_hint: String,
    pub(crate) services: Arc<Services>,
    pub(crate) pages: Arc<Pages>,
    pub(crate) host: mpsc::UnboundedSender<HostCommand>,
    pub(crate) events: mpsc::UnboundedSender<Event>,
}

impl Pages {
    pub(crate) fn navigated(&self, attempt: Attempt, url: &str) -> PageVerdict {
        let Ok(url) = Url::parse(url) else { return PageVerdict::Continue };
        let mut pages = self.open();
        let Some(page) = pages.get_mut(&attempt) else { return PageVerdict::Finished };
        let Some(watched) = page.window.take_if(|watched| watched.pending.is_redirect(&url)) else {
            // Without a watch the way back was seen already.
            return if page.window.is_some() { PageVerdict::Continue } else { PageVerdict::Finished };
        };
        // The visit may have ended in this instant, and then nobody needs the address.
        let _ = watched.returned.send(url);
        PageVerdict::Finished
    }

    /// The person closed the window. Once its page came back, that is how it should be and changes nothing.
    pub(crate) fn closed_by_person(&self, attempt: Attempt) {
        let mut pages = self.open();
        if pages.get(&attempt).is_some_and(|page| page.window.is_some()) {
            pages.remove(&attempt);
        }
    }

    /// Ends the visit as closed, where it still goes on.
    pub(crate) fn close(&self, attempt: Attempt) {
        self.open().remove(&attempt);
    }

    pub(crate) fn close_all(&self) {
        self.open().clear();
        self.waiting().clear();
    }

    pub(crate) fn take_waiting(&self, attempt: Attempt) -> Option<Waiting> {
        self.waiting().remove(&attempt)
    }

    /// The receiver resolves when the page is closed.
    pub(crate) fn begin(&self, attempt: Attempt) -> oneshot::Receiver<()> {
        let (alive, closed) = oneshot::channel();
        self.open().insert(attempt, Open { _alive: alive, window: None });
        closed
    }

    fn watch(&self, attempt: Attempt, pending: Pending) -> oneshot::Receiver<Url> {
        let (returned, receiver) = oneshot::channel();
        if let Some(page) = self.open().get_mut(&attempt) {
            page.window = Some(Watched { pending, returned });
        }
        receiver
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<Attempt, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<Attempt, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit {
    /// Until the page came back or `closed` resolved.
    pub(crate) async fn consent(self, closed: oneshot::Receiver<()>) -> Result<(), PageFailure> {
        let consent = async {
            let session = self.session()?;
            let (pending, url) = self
                .return_of(&session, |redirect| {
                    session.identity.begin_consent(&session.tenant_id, &session.client_id, redirect)
                })
                .await?;
            session.identity.finish_consent(&pending, &url)
        };
        self.until_closed(consent, closed).await
    }

    /// Until somebody signed in or `closed` resolved. The refresh token waits in [`Pages`].
    pub(crate) async fn sign_in(self, closed: oneshot::Receiver<()>) -> Result<SignedIn, PageFailure> {
        let sign_in = async {
            let session = self.session()?;
            let (signed_in, tokens) = self.sign_in_as(Role::SyncUser, &session).await?;
            self.pages.waiting().insert(self.attempt, Waiting { session, tokens });
            Ok(signed_in)
        };
        self.until_closed(sign_in, closed).await
    }

    /// Until the administrator signed in or `closed` resolved, and then until the account is created or refused.
    pub(crate) async fn create_sync_user(
        self,
        round: Round,
        address: &str,
        closed: oneshot::Receiver<()>,
    ) -> Result<CreatedAccount, CreationFailure> {
        let sign_in = async {
            let session = self.session()?;
            let (_, tokens) = self.sign_in_as(Role::Administrator, &session).await?;
            Ok((session, tokens.access))
        };
        let (session, access) = self.until_closed(sign_in, closed).await.map_err(CreationFailure::Page)?;
        // Nothing interrupts this: somebody must learn of an account that exists.
        session.graph.create_sync_user(&access, address.trim(), round).await.map_err(CreationFailure::Refused)
    }

    async fn sign_in_as(&self, role: Role, session: &MicrosoftSession) -> Result<(SignedIn, Tokens), PageFailure> {
        match self.via {
            Via::Window | Via::Browser => self.sign_in_on_page(role, session).await,
            Via::DeviceCode => self.sign_in_elsewhere(role, session).await,
        }
    }

    async fn sign_in_on_page(&self, role: Role, session: &MicrosoftSession) -> Result<(SignedIn, Tokens), PageFailure> {
        let MicrosoftSession { identity, tenant_id, client_id, .. } = session;
        let begin = |redirect| identity.begin_sign_in(tenant_id, client_id, redirect, role, &self.login_hint);
        let (pending, url) = self.return_of(session, begin).await?;
        identity.finish_sign_in(pending, &url, self.services.clock.now().utc).await
    }

    async fn sign_in_elsewhere(
        &self,
        role: Role,
        session: &MicrosoftSession,
    ) -> Result<(SignedIn, Tokens), PageFailure> {
        let (identity, clock) = (&session.identity, &self.services.clock);
        let grant = identity.begin_device_code(&session.tenant_id, &session.client_id, role, clock.now().utc).await?;
        self.tell(Event::PageOpened { attempt: self.attempt, device_code: Some(grant.shown.clone()) });
        identity.poll_device_code(grant, || clock.now().utc).await
    }

    /// Opens the page that `begin` makes for a redirect address, and waits until it comes back there.
    async fn return_of(
        &self,
        session: &MicrosoftSession,
        begin: impl FnOnce(Url) -> Pending,
    ) -> Result<(Pending, Url), PageFailure> {
        match self.via {
            Via::Window => self.return_of_window(begin(session.identity.window_redirect())).await,
            // There is no code for consent: the page is opened wherever the host can open one.
            Via::Browser | Via::DeviceCode => self.return_of_browser(begin).await,
        }
    }

    async fn return_of_window(&self, pending: Pending) -> Result<(Pending, Url), PageFailure> {
        let returned = self.pages.watch(self.attempt, pending.clone());
        let (address, redirect) = (pending.address.clone(), pending.redirect.clone());
        self.command(HostCommand::OpenPage { attempt: self.attempt, purpose: self.purpose, address, redirect });
        self.tell(Event::PageOpened { attempt: self.attempt, device_code: None });
        let url = returned.await.map_err(|_| PageFailure::Closed)?;
        self.command(HostCommand::ClosePage { attempt: self.attempt });
        Ok((pending, url))
    }

    async fn return_of_browser(&self, begin: impl FnOnce(Url) -> Pending) -> Result<(Pending, Url), PageFailure> {
        let unavailable = |error: std::io::Error| {
            tracing::warn!(%error, "the browser cannot come back to this computer");
            PageFailure::Refused { cause: SignInCause::Unavailable, code: None }
        };
        let loopback = Loopback::bind().await.map_err(unavailable)?;
        let pending = begin(loopback.redirect());
        self.command(HostCommand::OpenBrowser { address: pending.address.clone() });
        self.tell(Event::PageOpened { attempt: self.attempt, device_code: None });
        let returned = tokio::time::timeout(BROWSER_PATIENCE, loopback.returned(GOODBYE)).await;
        let url = returned.map_err(|_| PageFailure::Closed)?.map_err(unavailable)?;
        Ok((pending, url))
    }

    async fn until_closed<T>(
        &self,
        work: impl Future<Output = Result<T, PageFailure>>,
        closed: oneshot::Receiver<()>,
    ) -> Result<T, PageFailure> {
        tokio::select! {
            // First, because the work sees the end as well and would not close the window.
            biased;
            _ = closed => {
                if self.via == Via::Window {
                    self.command(HostCommand::ClosePage { attempt: self.attempt });
                }
                Err(PageFailure::Closed)
            }
            result = work => result,
        }
    }

    fn session(&self) -> Result<Arc<MicrosoftSession>, PageFailure> {
        self.services.microsoft().map_err(|_| PageFailure::Refused { cause: SignInCause::Registration, code: None })
    }

    fn tell(&self, event: Event) {
        // Without a loop there is nobody to tell; the same for a host that has gone.
        let _ = self.events.send(event);
    }

    fn command(&self, command: HostCommand) {
        let _ = self.host.send(command);
    }
}
