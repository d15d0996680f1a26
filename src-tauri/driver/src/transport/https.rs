//! The real network: HTTP/2 over TLS, with the proxy and the extra certificate authority that a company may need.

use super::{Body, Fault, Transport, TransportError};
use bytes::Bytes;
use futures::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use http_body_util::BodyExt as _;
use std::{
    net::IpAddr,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
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

/// Sends over the real network. Plain `http:` is for loopback addresses only; those never go through a proxy, and for
/// them only the CA file vouches.
/// Clones share their proxy.
#[derive(Clone, Debug)]
pub struct Https {
    given: NetworkOptions,
    authorities: Vec<reqwest::Certificate>,
    outward: Arc<RwLock<reqwest::Client>>,
    loopback: reqwest::Client,
}

impl Https {
    pub fn new(options: &NetworkOptions) -> Result<Self, NetworkError> {
        // Losing this race means that the same provider is already there.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let authorities = authorities(options)?;
        let outward = outward(&authorities, options.proxy.as_ref())?;
        let loopback = trusting(&authorities, client().no_proxy())?;
        Ok(Self { given: options.clone(), authorities, outward: Arc::new(RwLock::new(outward)), loopback })
    }
}

impl Transport for Https {
    fn send(&self, request: http::Request<Bytes>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        async move {
            let near = is_loopback(request.uri());
            if !near && request.uri().scheme() != Some(&http::uri::Scheme::HTTPS) {
                return Err(TransportError::new(Fault::PlainHttp));
            }
            let outward = || self.outward.read().unwrap_or_else(PoisonError::into_inner).clone();
            let client = if near { self.loopback.clone() } else { outward() };
            let request = request.map(reqwest::Body::from).try_into().map_err(unsent)?;
            let response = client.execute(request).map_err(unsent).await?;
            let response: http::Response<reqwest::Body> = response.into();
            Ok(response.map(|body| body.map_err(cut_off).boxed_unsync()))
        }
        .boxed()
    }

    /// One client for each proxy: what is on its way stays there.
    fn use_proxy(&self, proxy: Option<&Url>) -> Result<(), NetworkError> {
        if self.given.proxy.is_some() {
            return Ok(());
        }
        let client = outward(&self.authorities, proxy)?;
        *self.outward.write().unwrap_or_else(PoisonError::into_inner) = client;
        Ok(())
    }
}

fn outward(authorities: &[reqwest::Certificate], proxy: Option<&Url>) -> Result<reqwest::Client, NetworkError> {
    let unusable = |error: reqwest::Error| NetworkError::Proxy(error.without_url());
    let proxy = proxy.map(|proxy| reqwest::Proxy::all(proxy.as_str())).transpose().map_err(unusable)?;
    let routed = || match &proxy {
        Some(proxy) => client().proxy(proxy.clone()),
        None => client(),
    };
    let trusting_the_system = match authorities {
        [] => routed(),
        named => routed().tls_certs_merge(named.iter().cloned()),
    };
    trusting_the_system.build().or_else(|error| {
        tracing::warn!(%error, "the system's certificate authorities cannot be read: only those of the CA file count");
        trusting(authorities, routed())
    })
}

fn trusting(
    authorities: &[reqwest::Certificate],
    client: reqwest::ClientBuilder,
) -> Result<reqwest::Client, NetworkError> {
    client.tls_certs_only(authorities.iter().cloned()).build().map_err(NetworkError::Client)
}

fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .http2_keep_alive_interval(PING_INTERVAL)
        .http2_keep_alive_timeout(PING_TIMEOUT)
        .user_agent(concat!("presence-sync/", env!("CARGO_PKG_VERSION")))
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, response::Redirect, routing::get};
    use http::StatusCode;
    use std::io::Write as _;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    async fn served() -> String {
        let router = Router::new()
            .route("/hello", get(|| async { "hello" }))
            .route("/away", get(|| async { Redirect::temporary("/hello") }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    async fn ask(https: &Https, address: &str) -> Result<(StatusCode, Bytes), TransportError> {
        let response = https.send(http::Request::builder().uri(address).body(Bytes::new()).unwrap()).await?;
        let status = response.status();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }

    #[tokio::test]
    async fn loopback_is_reached_without_tls_and_past_any_proxy() {
        let proxy = Some(Url::parse("http://127.0.0.1:9").unwrap());
        let https = Https::new(&NetworkOptions { proxy, ca_file: None }).unwrap();
        let origin = served().await;
        assert_eq!(ask(&https, &format!("{origin}/hello")).await.unwrap(), (StatusCode::OK, "hello".into()));
        let elsewhere = ask(&https, "https://elsewhere.invalid/").await.unwrap_err();
        assert!(elsewhere.is_unreachable(), "{elsewhere}");
    }

    /// A proxy that says what it was asked for, and then hangs up.
    async fn proxy() -> (Url, tokio::sync::mpsc::UnboundedReceiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let (tell, asked) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 1024];
                let length = stream.read(&mut request).await.unwrap_or_default();
                let _ = tell.send(String::from_utf8_lossy(&request[..length]).into_owned());
            }
        });
        (address, asked)
    }

    #[tokio::test]
    async fn another_proxy_is_used_from_the_next_request_on_unless_the_start_named_one() {
        let (first, mut first_asked) = proxy().await;
        let (second, mut second_asked) = proxy().await;
        let https = Https::new(&NetworkOptions::default()).unwrap();
        for (proxy, asked) in [(&first, &mut first_asked), (&second, &mut second_asked)] {
            https.use_proxy(Some(proxy)).unwrap();
            assert!(ask(&https, "https://elsewhere.invalid/").await.is_err());
            assert!(asked.recv().await.unwrap().starts_with("CONNECT elsewhere.invalid:443"));
        }
        let given = Https::new(&NetworkOptions { proxy: Some(first.clone()), ca_file: None }).unwrap();
        given.use_proxy(Some(&second)).unwrap();
        assert!(ask(&given, "https://elsewhere.invalid/").await.is_err());
        assert!(first_asked.recv().await.unwrap().starts_with("CONNECT elsewhere.invalid:443"));
        assert!(second_asked.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_is_not_followed() {
        let https = Https::new(&NetworkOptions::default()).unwrap();
        let origin = served().await;
        assert_eq!(ask(&https, &format!("{origin}/away")).await.unwrap().0, StatusCode::TEMPORARY_REDIRECT);
    }

    #[tokio::test]
    async fn plain_http_to_another_computer_is_refused_before_anything_is_sent() {
        let https = Https::new(&NetworkOptions::default()).unwrap();
        for address in ["http://192.0.2.1/", "http://example.invalid/", "http://localhost.example.invalid/"] {
            assert_eq!(ask(&https, address).await.unwrap_err().fault(), Fault::PlainHttp, "{address}");
        }
    }

    #[tokio::test]
    async fn a_closed_port_is_unreachable_and_the_error_names_no_address() {
        let https = Https::new(&NetworkOptions::default()).unwrap();
        let error = ask(&https, "http://127.0.0.1:1/path?secret=1").await.unwrap_err();
        assert!(error.is_unreachable(), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_cut_off() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").await.unwrap();
        });
        let https = Https::new(&NetworkOptions::default()).unwrap();
        let error = ask(&https, &format!("http://{address}/")).await.unwrap_err();
        assert_eq!(error.fault(), Fault::CutOff);
    }

    /// A TLS server with a certificate of its own, and the file that makes it trusted.
    async fn served_over_tls() -> (String, tempfile::NamedTempFile) {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let mut ca_file = tempfile::NamedTempFile::new().unwrap();
        ca_file.write_all(made.cert.pem().as_bytes()).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut request = [0; 1024];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok").await;
                let _ = stream.shutdown().await;
            }
        });
        (format!("https://localhost:{port}/"), ca_file)
    }

    #[tokio::test]
    async fn a_company_certificate_authority_is_trusted_when_it_is_named() {
        let (address, ca_file) = served_over_tls().await;
        let stranger = Https::new(&NetworkOptions::default()).unwrap();
        let error = ask(&stranger, &address).await.unwrap_err();
        assert!(error.is_tls(), "{error}");
        let options = NetworkOptions { proxy: None, ca_file: Some(ca_file.path().to_owned()) };
        assert_eq!(ask(&Https::new(&options).unwrap(), &address).await.unwrap().1, "ok");
    }

    #[test]
    fn a_certificate_authority_that_cannot_be_read_is_named() {
        let mut empty = tempfile::NamedTempFile::new().unwrap();
        empty.write_all(b"no certificate").unwrap();
        for path in [PathBuf::from("/does/not/exist.pem"), empty.path().to_owned()] {
            let error = Https::new(&NetworkOptions { proxy: None, ca_file: Some(path.clone()) }).unwrap_err();
            assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
        }
    }
}
