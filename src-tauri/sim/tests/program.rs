//! The program: starts, prints one line of JSON, serves, and stops when told.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{process::Stdio, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

const MEMBERS: [&str; 19] = [
    "customer",
    "cti_url",
    "configuration_url",
    "nfon_token_url",
    "cti_username",
    "cti_password",
    "configuration_client_id",
    "configuration_client_secret",
    "tenant_id",
    "tenant_domain",
    "login_url",
    "graph_url",
    "client_id",
    "client_secret",
    "admin_username",
    "admin_password",
    "sync_username",
    "sync_password",
    "control_url",
];

async fn start(flags: &[&str]) -> (Child, Value) {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_sim")).args(flags).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    tokio::time::timeout(Duration::from_secs(30), out.read_line(&mut line)).await.unwrap().unwrap();
    (child, serde_json::from_str(&line).unwrap())
}

fn text<'a>(line: &'a Value, name: &str) -> &'a str {
    line[name].as_str().unwrap_or_else(|| panic!("{name} is missing"))
}

async fn get(url: &str, path: &str) -> String {
    let authority = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let mut socket = TcpStream::connect(authority).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: test\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn it_prints_every_address_and_serves_them_until_it_is_told_to_stop() {
    let (mut child, line) = start(&["--people", "25", "--seed", "7", "--quiet-day"]).await;
    for name in MEMBERS {
        assert!(!text(&line, name).is_empty(), "{name}");
    }
    assert!(line.get("ca_file").is_none());
    assert!(text(&line, "cti_url").ends_with("/v1"));
    assert!(text(&line, "configuration_url").ends_with("/configuration/v1"));
    assert!(text(&line, "graph_url").ends_with("/v1.0"));
    assert_eq!(text(&line, "login_url").matches('/').count(), 2, "no path");
    assert!(get(text(&line, "control_url"), "/people").await.contains("\"extension\""));
    assert!(get(text(&line, "cti_url"), "/v1/.well-known/jwks.json").await.starts_with("HTTP/1.1 200"));
    #[cfg(unix)]
    {
        let status = Command::new("kill").args(["-TERM", &child.id().unwrap().to_string()]).status().await.unwrap();
        assert!(status.success());
        let ended = tokio::time::timeout(Duration::from_secs(10), child.wait()).await.unwrap().unwrap();
        assert!(ended.success());
    }
    child.kill().await.ok();
}

#[tokio::test]
async fn with_tls_the_addresses_are_https_and_the_authority_signs_for_localhost() {
    let (_child, line) = start(&["--people", "3", "--calls-per-hour", "0", "--tls"]).await;
    let pem = std::fs::read(text(&line, "ca_file")).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    for certificate in
        <rustls::pki_types::CertificateDer<'_> as rustls::pki_types::pem::PemObject>::pem_slice_iter(&pem)
    {
        roots.add(certificate.unwrap()).unwrap();
    }
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = tokio_rustls::TlsConnector::from(std::sync::Arc::new(config));
    for name in ["cti_url", "graph_url", "control_url"] {
        let authority = text(&line, name).strip_prefix("https://").unwrap().split('/').next().unwrap();
        for host in ["localhost", "127.0.0.1"] {
            let socket = TcpStream::connect(authority).await.unwrap();
            let server = rustls::pki_types::ServerName::try_from(host).unwrap();
            connector.connect(server, socket).await.unwrap();
        }
    }
}

#[tokio::test]
async fn it_refuses_to_listen_beyond_loopback() {
    let output = Command::new(env!("CARGO_BIN_EXE_sim")).args(["--listen", "0.0.0.0:0"]).output().await.unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("loopback"));
}
