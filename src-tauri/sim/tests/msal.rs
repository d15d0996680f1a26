//! Microsoft's own client library, MSAL for Python, signs in to the simulator over TLS.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use serde_json::{Value, json};
use sha1::Digest;
use sim::{
    Options,
    serve::{Served, Transport},
};

/// Set by `cargo xtask test`: then a machine without Python fails the test instead of skipping it.
const REQUIRED: &str = "PRESENCE_SYNC_REQUIRE_MSAL";

#[tokio::test(flavor = "multi_thread")]
async fn msal_signs_in_over_tls() {
    let python = match msal_environment() {
        Ok(python) => python,
        Err(reason) => {
            assert!(std::env::var_os(REQUIRED).is_none_or(|value| value != "1"), "MSAL is required: {reason}");
            eprintln!("SKIPPED msal_signs_in_over_tls: {reason}");
            return;
        }
    };
    let options = Options { people: 5, ..Options::default() };
    let listen = "127.0.0.1:0".parse().unwrap();
    let served = Served::start(options, listen, Transport::Https).await.unwrap();
    let mut world = served.start_line();
    let der = add_certificate(&mut world);
    served.sim.microsoft.register_certificate(&der).unwrap();

    let output = tokio::task::spawn_blocking(move || sign_in(&python, &world)).await.unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert_eq!(served.sim.violations.list(), []);
}

/// A fresh RSA certificate for the application, in the form that the script expects; returns its DER.
fn add_certificate(world: &mut Value) -> Vec<u8> {
    let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
    let der = key.to_pkcs8_der().unwrap();
    let pair = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der.as_bytes().into(), &rcgen::PKCS_RSA_SHA256).unwrap();
    let names = vec!["presence.example".to_owned()];
    let certificate = rcgen::CertificateParams::new(names).unwrap().self_signed(&pair).unwrap();
    let sha1 = sha1::Sha1::digest(certificate.der());
    world["certificate_key"] = json!(key.to_pkcs8_pem(LineEnding::LF).unwrap().as_str());
    world["certificate"] = json!(certificate.pem());
    world["certificate_sha1"] = json!(sha1.iter().map(|byte| format!("{byte:02X}")).collect::<String>());
    certificate.der().to_vec()
}

fn sign_in(python: &Path, world: &Value) -> Output {
    let mut child = Command::new(python)
        .arg(script("sign_in.py"))
        // Loopback is not for proxies, and only the simulator's own authority counts.
        .env("NO_PROXY", "127.0.0.1,localhost")
        .env("no_proxy", "127.0.0.1,localhost")
        .env_remove("REQUESTS_CA_BUNDLE")
        .env_remove("CURL_CA_BUNDLE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(world.to_string().as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// The Python of an environment below `target/` with the pinned MSAL, made on first use.
fn msal_environment() -> Result<PathBuf, String> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("msal-venv");
    let python = directory.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let wanted = std::fs::read_to_string(script("requirements.txt")).map_err(|error| error.to_string())?;
    let stamp = directory.join("installed.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let system = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&directory))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(script("requirements.txt")))?;
    std::fs::write(stamp, wanted).map_err(|error| error.to_string())?;
    Ok(python)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/msal").join(name)
}
