//! The way to the services over loopback sockets, with the transport of the product, and what can happen on it.

use bytes::Bytes;
use driver::transport::{Body, Https, NetworkOptions, Transport, TransportError};
use futures::future::BoxFuture;
use http::uri::{Authority, Scheme, Uri};
use sim::{
    Options, Sim,
    nfon::Cut,
    serve::{self, Served},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

/// Every service, by the name that it has in process.
pub(super) const ALL: [&str; 5] = ["cti.sim", "configuration.sim", "sso.sim", "login.sim", "graph.sim"];

/// So much virtual time passes in so much real time: sockets need real time, and nobody has as much as timeouts take.
const STEP: Duration = Duration::from_millis(50);
const STEP_TAKES: Duration = Duration::from_millis(1);

/// Knows where each service listens. A fault leads elsewhere.
pub(super) struct Road {
    https: Https,
    sim: Arc<Sim>,
    listeners: BTreeMap<&'static str, Target>,
    detours: Mutex<BTreeMap<&'static str, Target>>,
    /// Nobody listens here.
    closed: Target,
    /// Shows a certificate that nobody vouches for.
    stranger: Served,
    slow: [(Dawdling, Target); 2],
}

type Target = (Scheme, Authority);

/// Where in an answer the other side takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dawdling {
    InHeaders,
    InBody,
}

impl Road {
    pub(super) async fn to(sim: &Arc<Sim>) -> Arc<Self> {
        tokio::spawn(pace());
        let mut listeners = BTreeMap::new();
        for (name, router) in sim.routers() {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            listeners.insert(name, target(&listener));
            tokio::spawn(async move { axum::serve(listener, router).await });
        }
        let closed = target(&TcpListener::bind("127.0.0.1:0").await.unwrap());
        let stranger =
            Served::start(Options::default(), ([127, 0, 0, 1], 0).into(), serve::Transport::Https).await.unwrap();
        let slow = [slow(Dawdling::InHeaders).await, slow(Dawdling::InBody).await];
        let https = Https::new(&NetworkOptions::default()).unwrap();
        Arc::new(Self { https, sim: sim.clone(), listeners, detours: Mutex::default(), closed, stranger, slow })
    }

    /// Connections are refused.
    pub(super) fn close(&self, services: &[&'static str]) {
        self.lead(services, &self.closed);
    }

    /// The name of the service has no address: it is longer than the system of names allows, so that nobody is asked.
    pub(super) fn lose_names(&self, services: &[&'static str]) {
        let name = format!("{}.localhost", "a".repeat(64));
        self.lead(services, &(Scheme::HTTP, name.parse().unwrap()));
    }

    /// Somebody else answers, over TLS.
    pub(super) fn intercept(&self, services: &[&'static str]) {
        let uri: Uri = self.stranger.sim.urls.cti.parse().unwrap();
        self.lead(services, &(Scheme::HTTPS, uri.authority().unwrap().clone()));
    }

    /// Answers come one byte at a time.
    pub(super) fn dawdle(&self, services: &[&'static str], place: Dawdling) {
        let (_, target) = self.slow.iter().find(|(known, _)| *known == place).unwrap();
        self.lead(services, target);
    }

    pub(super) fn mend(&self) {
        self.detours.lock().unwrap().clear();
    }

    /// From now on, and for the streams that are open as well.
    fn lead(&self, services: &[&'static str], target: &Target) {
        self.detours.lock().unwrap().extend(services.iter().map(|service| (*service, target.clone())));
        if services.contains(&"cti.sim") {
            self.sim.nfon.cut_streams(Cut::Reset);
        }
    }
}

impl Transport for Road {
    fn send(&self, mut request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let service = request.uri().host().unwrap_or_default();
        let detour = self.detours.lock().unwrap().get(service).cloned();
        let (scheme, authority) = detour.unwrap_or_else(|| self.listeners[service].clone());
        let mut parts = request.uri().clone().into_parts();
        (parts.scheme, parts.authority) = (Some(scheme), Some(authority));
        *request.uri_mut() = Uri::from_parts(parts).unwrap();
        self.https.send(request)
    }
}

/// Virtual time passes evenly, and does not jump to the next timeout while a socket is waited for.
async fn pace() {
    loop {
        // Virtual time stands still while a blocking thread works.
        tokio::task::spawn_blocking(|| std::thread::sleep(STEP_TAKES)).await.unwrap();
        tokio::time::advance(STEP).await;
    }
}

/// A server that never comes to an end.
async fn slow(place: Dawdling) -> (Dawdling, Target) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = target(&listener);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4_096];
                let _ = socket.read(&mut request).await;
                if place == Dawdling::InBody {
                    let headers = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
                    let _ = socket.write_all(headers).await;
                }
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: ".iter().chain(std::iter::repeat(&b'x')) {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    if socket.write_all(&[*byte]).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (place, target)
}

fn target(listener: &TcpListener) -> Target {
    (Scheme::HTTP, listener.local_addr().unwrap().to_string().parse().unwrap())
}
