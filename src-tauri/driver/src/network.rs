//! Where the services are and how they are reached at the moment, as the settings say and the start of the program decided.

use crate::{
    addresses::Addresses,
    cloudya::{Configuration, Cti},
    microsoft::{Graph, Identity},
    transport::Transport,
};
use engine::rules::{Cloud, NetworkSettings};
use std::sync::{Arc, RwLock, RwLockReadGuard};
use tokio::sync::watch;
use url::Url;

pub(crate) struct Network {
    /// What the program was started with.
    given: Addresses,
    transport: Arc<dyn Transport>,
    now: RwLock<Now>,
    changes: watch::Sender<()>,
}

struct Now {
    addresses: Addresses,
    proxy: Option<Url>,
}

/// What new settings changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Nothing,
    /// The same services through another proxy.
    Way,
    Addresses,
}

impl Network {
    pub(crate) fn new(given: Addresses, transport: Arc<dyn Transport>) -> Self {
        let now = RwLock::new(Now { addresses: given.clone(), proxy: None });
        Self { given, transport, now, changes: watch::Sender::new(()) }
    }

    /// Holds for whatever is asked from now on, and for the streams, which whoever follows them opens anew.
    pub(crate) fn change(&self, settings: &NetworkSettings) -> Change {
        let wanted = Now { addresses: self.given.or(settings), proxy: proxy(settings) };
        let change = {
            let now = self.read();
            if now.addresses != wanted.addresses {
                Change::Addresses
            } else if now.proxy != wanted.proxy {
                Change::Way
            } else {
                return Change::Nothing;
            }
        };
        if let Err(error) = self.transport.use_proxy(wanted.proxy.as_ref()) {
            tracing::warn!(%error, "the proxy of the settings is not used");
        }
        *self.now.write().unwrap_or_else(std::sync::PoisonError::into_inner) = wanted;
        tracing::info!(?change, "the network is used as the settings say");
        self.changes.send_replace(());
        change
    }

    /// Waits until something about it changes.
    pub(crate) async fn changed(&self) {
        // The sender lives as long as `self`.
        let _ = self.changes.subscribe().changed().await;
    }

    pub(crate) fn cloudya(&self, account: &str) -> (Cti, Configuration) {
        let Addresses { cti, configuration, nfon_token, .. } = self.read().addresses.clone();
        (
            Cti::new(self.transport.clone(), cti, account),
            Configuration::new(self.transport.clone(), configuration, nfon_token, account),
        )
    }

    pub(crate) fn microsoft(&self, cloud: Cloud) -> (Identity, Graph) {
        let (login, graph) = {
            let now = self.read();
            (now.addresses.login(cloud), now.addresses.graph(cloud))
        };
        (Identity::new(self.transport.clone(), login, graph.clone()), Graph::new(self.transport.clone(), graph))
    }

    fn read(&self) -> RwLockReadGuard<'_, Now> {
        self.now.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The proxy of the settings, where it is one. A password has no place in settings.
fn proxy(settings: &NetworkSettings) -> Option<Url> {
    let typed = settings.proxy.as_deref().map(str::trim).filter(|typed| !typed.is_empty())?;
    let usable = |url: &Url| {
        matches!(url.scheme(), "http" | "https" | "socks5")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    let proxy = Url::parse(typed).ok().filter(usable);
    if proxy.is_none() {
        tracing::warn!("the proxy of the settings is ignored: it is no address of a proxy, or holds a password");
    }
    proxy
}
