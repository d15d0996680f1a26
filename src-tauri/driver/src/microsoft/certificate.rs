//! Proves the application's identity with a certificate: a short-lived statement, signed with its key.

use super::wire::AssertionClaims;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use engine::{
    event::{Failure, FailureKind},
    names::{Secret, Utc},
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use sha2::{Digest as _, Sha256};

/// How long a statement is valid, in seconds.
const LIFE: i64 = 600;

/// Signs for the token endpoint `audience`, from PEM text with a certificate and its RSA key (PKCS#8 or PKCS#1).
pub(super) fn assertion(pem: &Secret, audience: &str, client_id: &str, now: Utc) -> Result<Secret, Failure> {
    // The reasons may quote the text, so they stay here.
    let unreadable = || Failure::new(FailureKind::CertificateUnreadable);
    let certificate = CertificateDer::from_pem_slice(pem.expose().as_bytes()).map_err(|_| unreadable())?;
    let key = key_section(pem.expose()).ok_or_else(unreadable)?;
    let key = EncodingKey::from_rsa_pem(key.as_bytes()).map_err(|_| unreadable())?;

    let mut header = Header::new(Algorithm::PS256);
    header.x5t_s256 = Some(URL_SAFE_NO_PAD.encode(Sha256::digest(&certificate)));
    let now = now.0.div_euclid(1_000);
    let claims = AssertionClaims {
        aud: audience,
        iss: client_id,
        sub: client_id,
        jti: uuid::Uuid::new_v4().to_string(),
        iat: now,
        nbf: now,
        exp: now + LIFE,
    };
    jsonwebtoken::encode(&header, &claims, &key).map(Secret::new).map_err(|_| unreadable())
}

/// The part of the text that is the private key.
fn key_section(pem: &str) -> Option<&str> {
    ["PRIVATE KEY", "RSA PRIVATE KEY"].iter().find_map(|kind| {
        let end_mark = format!("-----END {kind}-----");
        let begin = pem.find(&format!("-----BEGIN {kind}-----"))?;
        let length = pem[begin..].find(&end_mark)? + end_mark.len();
        Some(&pem[begin..begin + length])
    })
}
