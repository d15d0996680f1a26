//! The real network: HTTP/2 over TLS, with the proxy and the extra certificate authority that a company may need.

use super::{Body, Fault, Transport, TransportError};
use bytes::Bytes;
use futures::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use http_body_util::BodyExt as _;
use std::{net::IpAddr, path::PathBuf, time::Duration};
use url::{Host, Url};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// An event stream that died without a word is noticed by the unanswered ping.
const PING_INTERVAL: Duration = Duration::from_secs(30);
const PING_TIMEOUT: Duration = Duration::from_secs(20);

/// What the network between here and the services needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkOptions {
    /// `http:`, `https:` or `socks5:`. Without one, the system's settings count.
    pub proxy: Option<Url>,
    /// PEM file of certificate authorities that are trusted besides the system's.
    pub ca_file: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    #[error("the certificate authority file {} cannot be read", path.display())]
    CaFile { path: PathBuf, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("the proxy address is not usable")]
    Proxy(#[source] reqwest::Error),
    #[error("the network client cannot be set up")]
    Client(#[source] reqwest::Error),
}

/// Sends over the real network. Plain `http:` is for loopback addresses only, and those never go through a proxy.
#[derive(Clone, Debug)]
pub struct Https {
    outward: reqwest::Client,
    loopback: reqwest::Client,
}

impl Https {
    pub fn new(options: &NetworkOptions) -> Result<Self, NetworkError> {
        // Losing this race means that the same provider is already there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let authorities = authorities(options)?;
        let builder = || {
            let builder = reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(CONNECT_TIMEOUT)
                .http2_keep_alive_interval(PING_INTERVAL)
                .http2_keep_alive_timeout(PING_TIMEOUT)
                .user_agent(concat!("presence-sync/", env!("CARGO_PKG_VERSION")));
            if authorities.is_empty() { builder } else { builder.tls_certs_merge(authorities.clone()) }
        };
        let outward = match &options.proxy {
            Some(proxy) => {
                builder().proxy(reqwest::Proxy::all(proxy.as_str()).map_err(|e| NetworkError::Proxy(e.without_url()))?)
            }
            None => builder(),
        };
        Ok(Self {
            outward: outward.build().map_err(NetworkError::Client)?,
            loopback: builder().no_proxy().build().map_err(NetworkError::Client)?,
        })
    }
}

impl Transport for Https {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        async move {
            let near = is_loopback(request.uri());
            if !near && request.uri().scheme() != Some(&http::uri::Scheme::HTTPS) {
                return Err(TransportError::new(Fault::PlainHttp));
            }
            let client = if near { &self.loopback } else { &self.outward };
            let request = request.map(reqwest::Body::from).try_into().map_err(unsent)?;
            let response = client.execute(request).map_err(unsent).await?;
            let response: http::Response<reqwest::Body> = response.into();
            Ok(response.map(|body| body.map_err(cut_off).boxed_unsync()))
        }
        .boxed()
    }
}

fn authorities(options: &NetworkOptions) -> Result<Vec<reqwest::Certificate>, NetworkError> {
    let Some(path) = &options.ca_file else { return Ok(Vec::new()) };
    let unreadable = |source| NetworkError::CaFile { path: path.clone(), source };
    let pem = std::fs::read(path).map_err(|e| unreadable(e.into()))?;
    let authorities = reqwest::Certificate::from_pem_bundle(&pem).map_err(|e| unreadable(e.into()))?;
    if authorities.is_empty() {
        return Err(unreadable("it holds no certificate".into()));
    }
    Ok(authorities)
}

fn is_loopback(uri: &http::Uri) -> bool {
    let Ok(url) = Url::parse(&uri.to_string()) else { return false };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

fn unsent(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let fault = if error.is_timeout() {
        Fault::TimedOut
    } else if causes(&error).any(|cause| cause.downcast_ref::<rustls::Error>().is_some()) {
        Fault::Tls
    } else {
        Fault::Unreachable
    };
    TransportError::new(fault).because(error)
}

fn cut_off(error: reqwest::Error) -> TransportError {
    TransportError::new(Fault::CutOff).because(error.without_url())
}

fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |cause| {
        // An I/O error hides the one it wraps from `source`.
        cause.downcast_ref::<std::io::Error>().and_then(|e| e.get_ref()).map(|e| e as _).or_else(|| cause.source())
    })
}
