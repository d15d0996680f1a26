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

#[cfg(test)]
mod tests {
    use super::*;
    use rsa::{pkcs1::EncodeRsaPrivateKey as _, pkcs8::EncodePrivateKey as _};
    use serde_json::{Value, json};
    use std::sync::LazyLock;

    const AUDIENCE: &str = "https://login.example/t/oauth2/v2.0/token";
    const NOW: Utc = Utc(1_700_000_000_999);

    struct Made {
        certificate: rcgen::Certificate,
        pkcs8: String,
        pkcs1: String,
    }

    static MADE: LazyLock<Made> = LazyLock::new(|| {
        let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2_048).unwrap();
        let pkcs8 = key.to_pkcs8_pem(rsa::pkcs8::LineEnding::LF).unwrap().to_string();
        let pair = rcgen::KeyPair::from_pem(&pkcs8).unwrap();
        let certificate =
            rcgen::CertificateParams::new(["presence-sync".to_owned()]).unwrap().self_signed(&pair).unwrap();
        Made { certificate, pkcs8, pkcs1: key.to_pkcs1_pem(rsa::pkcs8::LineEnding::CRLF).unwrap().to_string() }
    });

    fn part(token: &Secret, index: usize) -> Value {
        let part = token.expose().split('.').nth(index).unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    }

    fn signed(pem: &str) -> Result<Secret, Failure> {
        assertion(&Secret::new(pem), AUDIENCE, "app", NOW)
    }

    #[test]
    fn both_forms_of_key_sign_in_any_order_with_the_certificate() {
        let certificate = MADE.certificate.pem();
        for pem in [
            format!("{certificate}{}", MADE.pkcs8),
            format!("{}{certificate}", MADE.pkcs8),
            format!("Bag Attributes\n{}{certificate}", MADE.pkcs1),
        ] {
            let token = signed(&pem).unwrap();
            let thumbprint = URL_SAFE_NO_PAD.encode(Sha256::digest(MADE.certificate.der()));
            assert_eq!(part(&token, 0), json!({"alg": "PS256", "typ": "JWT", "x5t#S256": thumbprint}));
            let claims = part(&token, 1);
            assert_eq!(claims["aud"], AUDIENCE);
            assert_eq!([&claims["iss"], &claims["sub"]], ["app", "app"]);
            assert_eq!([&claims["nbf"], &claims["iat"]], [1_700_000_000, 1_700_000_000]);
            assert_eq!(claims["exp"], 1_700_000_600);
        }
        let pem = format!("{certificate}{}", MADE.pkcs8);
        assert_ne!(part(&signed(&pem).unwrap(), 1)["jti"], part(&signed(&pem).unwrap(), 1)["jti"]);
    }

    #[test]
    fn what_cannot_be_used_is_said_to_be_unreadable() {
        let certificate = MADE.certificate.pem();
        let elliptic = rcgen::KeyPair::generate().unwrap().serialize_pem();
        let locked = MADE.pkcs8.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        for pem in [
            String::new(),
            "-----BEGIN CERTIFICATE-----".into(),
            certificate.clone(),
            MADE.pkcs8.clone(),
            format!("{certificate}{elliptic}"),
            format!("{certificate}{locked}"),
            format!("{certificate}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
        ] {
            assert_eq!(signed(&pem).unwrap_err().kind, FailureKind::CertificateUnreadable, "{pem}");
        }
    }
}
