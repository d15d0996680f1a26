//! Where the services are and how they are reached at the moment, as the settings say and the start of the program decided.

use crate::{
    addresses::Addresses,
    cloudya::{Configuration, Cti},
    meter::Meter,
    microsoft::{Graph, Identity},
    transport::Transport,
};
use engine::rules::{Cloud, NetworkSettings};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use tokio::sync::watch;
use url::Url;

pub(crate) struct Network {
    /// What the program was started with.
    given: Addresses,
    transport: Arc<dyn Transport>,
    meter: Meter,
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
    /// `meter` counts every request to Graph.
    pub(crate) fn new(given: Addresses, transport: Arc<dyn Transport>, meter: Meter) -> Self {
        let now = RwLock::new(Now { addresses: given.clone(), proxy: None });
        Self { given, transport, meter, now, changes: watch::Sender::new(()) }
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
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = wanted;
        tracing::info!(?change, "the network is used as the settings say");
        self.changes.send_replace(());
        change
    }

    /// Ends when something about it is another than at this call.
    pub(crate) fn changed(&self) -> impl Future<Output = ()> + use<> {
        let mut changes = self.changes.subscribe();
        async move {
            // Without a sender there is no network either.
            let _ = changes.changed().await;
        }
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
        let identity = Identity::new(self.transport.clone(), login, graph.clone());
        (identity, Graph::new(self.transport.clone(), graph).measured_by(self.meter.clone()))
    }

    fn read(&self) -> RwLockReadGuard<'_, Now> {
        self.now.read().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Clock,
        journal::Journal,
        transport::{Body, Fault, NetworkError, TransportError},
    };
    use bytes::Bytes;
    use engine::Secret;
    use futures::future::BoxFuture;
    use std::sync::Mutex;

    #[tokio::test]
    async fn what_is_asked_after_a_change_is_asked_at_the_new_addresses() {
        let wire = Arc::new(Wire::default());
        let network = Network::new(Addresses::default(), wire.clone(), meter());
        log_in(&network).await;
        assert_eq!(network.change(&at("https://cti.example/v1")), Change::Addresses);
        log_in(&network).await;
        assert_eq!(network.change(&NetworkSettings::default()), Change::Addresses);
        log_in(&network).await;
        let usual = Addresses::default().cti.host_str().unwrap().to_owned();
        assert_eq!(*wire.hosts.lock().unwrap(), [usual.as_str(), "cti.example", usual.as_str()]);
    }

    #[tokio::test]
    async fn whoever_follows_a_stream_hears_of_every_change_and_of_nothing_else() {
        let network = Network::new(Addresses::default(), Arc::new(Wire::default()), meter());
        let mut changed = Box::pin(network.changed());
        assert!(futures::poll!(&mut changed).is_pending());
        assert_eq!(network.change(&NetworkSettings::default()), Change::Nothing);
        assert_eq!(network.change(&at("http://far.example")), Change::Nothing, "it must not be used");
        assert!(futures::poll!(&mut changed).is_pending());
        network.change(&at("https://cti.example/v1"));
        assert!(futures::poll!(&mut changed).is_ready());
        let mut changed = Box::pin(network.changed());
        assert!(futures::poll!(&mut changed).is_pending(), "the change before was heard");
    }

    #[test]
    fn a_proxy_is_handed_on_once_and_never_with_a_password() {
        let wire = Arc::new(Wire::default());
        let network = Network::new(Addresses::default(), wire.clone(), meter());
        let through = |proxy: &str| NetworkSettings { proxy: Some(proxy.into()), ..NetworkSettings::default() };
        assert_eq!(network.change(&through("http://proxy.example:3128")), Change::Way);
        assert_eq!(network.change(&through("http://proxy.example:3128")), Change::Nothing);
        assert_eq!(network.change(&through("socks5://proxy.example:1080")), Change::Way);
        for unusable in ["http://me:secret@proxy.example", "ftp://proxy.example", "proxy.example:3128", " "] {
            network.change(&through(unusable));
        }
        let expected = [Some("http://proxy.example:3128/"), Some("socks5://proxy.example:1080"), None];
        assert_eq!(*wire.proxies.lock().unwrap(), expected.map(|proxy| proxy.map(str::to_owned)));
    }

    fn at(cti: &str) -> NetworkSettings {
        NetworkSettings { cti_url: Some(cti.into()), ..NetworkSettings::default() }
    }

    async fn log_in(network: &Network) {
        let (cti, _) = network.cloudya("K1");
        assert!(cti.login(&Secret::new("somebody"), &Secret::new("secret")).await.is_err());
    }

    /// Leads nowhere, and remembers where it was to lead.
    #[derive(Default)]
    struct Wire {
        hosts: Mutex<Vec<String>>,
        proxies: Mutex<Vec<Option<String>>>,
    }

    impl Transport for Wire {
        fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            self.hosts.lock().unwrap().push(request.uri().host().unwrap().to_owned());
            Box::pin(async { Err(TransportError::new(Fault::Unreachable)) })
        }

        fn use_proxy(&self, proxy: Option<&Url>) -> Result<(), NetworkError> {
            self.proxies.lock().unwrap().push(proxy.map(|proxy| proxy.to_string()));
            Ok(())
        }
    }

    fn meter() -> Meter {
        Meter::new(&Arc::new(Journal::in_memory().unwrap()), Clock::system())
    }
}
