//! The simulator on real sockets: a loopback listener for each service, with or without TLS.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context;
use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinSet};
use tokio_rustls::TlsAcceptor;

use crate::{Options, Sim, urls::Urls};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    Http,
    /// With a certificate authority made for this run.
    Https,
}

/// A simulation that listens. Dropping it closes the listeners and removes the certificate file.
pub struct Served {
    pub sim: Arc<Sim>,
    ca: Option<Authority>,
    tasks: JoinSet<()>,
}

/// The certificate authority of one run, on disk for as long as the run lasts.
struct Authority {
    directory: tempfile::TempDir,
}

impl Authority {
    fn file(&self) -> PathBuf {
        self.directory.path().join("simulator-ca.pem")
    }
}

impl Served {
    /// Port 0 takes any free port for each service; another port is the first of six in a row.
    pub async fn start(options: Options, listen: SocketAddr, transport: Transport) -> anyhow::Result<Self> {
        anyhow::ensure!(listen.ip().is_loopback(), "the simulator listens on loopback only, not on {listen}");
        let mut listeners = Vec::new();
        for index in 0..6 {
            let port = if listen.port() == 0 {
                0
            } else {
                listen.port().checked_add(index).context("the port is too high")?
            };
            let address = SocketAddr::new(listen.ip(), port);
            listeners.push(TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?);
        }
        let listeners: [TcpListener; 6] =
            listeners.try_into().map_err(|_| anyhow::anyhow!("six listeners were opened"))?;
        let mut addresses = [listen; 6];
        for (address, listener) in addresses.iter_mut().zip(&listeners) {
            *address = listener.local_addr()?;
        }
        let (scheme, secured) = match transport {
            Transport::Http => ("http", None),
            Transport::Https => ("https", Some(secure()?)),
        };
        let sim = Sim::new(Options { urls: Urls::bound(scheme, addresses), ..options });
        sim.start();
        let (acceptor, ca) = secured.unzip();
        let routers = sim.routers().map(|(_, router)| router);
        let mut tasks = JoinSet::new();
        for (listener, router) in listeners.into_iter().zip(routers) {
            tasks.spawn(listen_on(listener, router, acceptor.clone()));
        }
        Ok(Self { sim, ca, tasks })
    }

    /// The line of JSON that the program prints.
    pub fn start_line(&self) -> Value {
        let mut line = self.sim.start_line();
        if let Some(ca) = &self.ca {
            line["ca_file"] = ca.file().to_string_lossy().into_owned().into();
        }
        line
    }

    /// Number of services that still listen.
    pub fn listening(&self) -> usize {
        self.tasks.len()
    }
}

async fn listen_on(listener: TcpListener, router: Router, acceptor: Option<TlsAcceptor>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        // A failed accept concerns one client; the service goes on.
        let Ok((socket, _)) = listener.accept().await else {
            continue;
        };
        let _ = socket.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            let server = Builder::new(TokioExecutor::new());
            // How a connection ends is the client's business.
            match acceptor {
                None => drop(server.serve_connection_with_upgrades(TokioIo::new(socket), service).await),
                Some(acceptor) => {
                    if let Ok(socket) = acceptor.accept(socket).await {
                        drop(server.serve_connection_with_upgrades(TokioIo::new(socket), service).await);
                    }
                }
            }
        });
    }
}

/// A certificate for this computer, signed by an authority that lives as long as the run.
fn secure() -> anyhow::Result<(TlsAcceptor, Authority)> {
    let ca_key = rcgen::KeyPair::generate()?;
    let mut ca_params = rcgen::CertificateParams::default();
    ca_params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    ca_params.key_usages = vec![rcgen::KeyUsagePurpose::KeyCertSign, rcgen::KeyUsagePurpose::CrlSign];
    ca_params.distinguished_name.push(rcgen::DnType::CommonName, "Simulator CA of this run");
    let ca = rcgen::CertifiedIssuer::self_signed(ca_params, ca_key)?;

    let key = rcgen::KeyPair::generate()?;
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut params = rcgen::CertificateParams::new(names)?;
    params.use_authority_key_identifier_extension = true;
    params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let certificate = params.signed_by(&key, &ca)?;

    let directory = tempfile::Builder::new().prefix("presence-sync-sim-").tempdir()?;
    let authority = Authority { directory };
    std::fs::write(authority.file(), ca.pem())?;

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone(), ca.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok((TlsAcceptor::from(Arc::new(config)), authority))
}
