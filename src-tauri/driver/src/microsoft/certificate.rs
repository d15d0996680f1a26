//! Proves the application's identity with a certificate: a short-lived statement, signed with its key.
//! Makes such certificates, too.

use super::wire::AssertionClaims;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use engine::{
    event::{Failure, FailureKind},
    names::{Secret, Utc},
    rules::CreatedCertificate,
};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose};
use rsa::{
    RsaPrivateKey,
    pkcs8::{EncodePrivateKey as _, LineEnding},
};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use std::{fmt::Write as _, time::Duration};

/// How long a statement is valid, in seconds.
const LIFE: i64 = 600;
/// In seconds.
const DAY: i64 = 24 * 3_600;
/// How long a certificate that is made here is valid: many tenants allow no more.
const VALID: i64 = 365 * DAY;
const KEY_BITS: usize = 2_048;

/// Signs for the token endpoint `audience`, from PEM text with a certificate and its RSA key (PKCS#8 or PKCS#1).
pub(super) fn assertion(pem: &Secret, audience: &str, client_id: &str, now: Utc) -> Result<Secret, Failure> {
    let certificate = certificate_in(pem)?;
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

/// When the certificate in this PEM text ends.
pub(crate) fn expires(pem: &Secret) -> Result<Utc, Failure> {
    let certificate = certificate_in(pem)?;
    let (_, certificate) = x509_parser::parse_x509_certificate(&certificate).map_err(|_| unreadable())?;
    Ok(Utc(certificate.validity().not_after.timestamp().saturating_mul(1_000)))
}

/// Makes a key and a self-signed certificate: what may be shown, and the PEM text of both.
///
/// Takes a second or two, so it belongs on a blocking thread.
pub(crate) fn make(now: Utc) -> Result<(CreatedCertificate, Secret), Failure> {
    let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, KEY_BITS).map_err(|error| not_made(&error))?;
    let key = key.to_pkcs8_pem(LineEnding::LF).map_err(|error| not_made(&error))?;
    let pair = KeyPair::from_pem(&key).map_err(|error| not_made(&error))?;

    // A day early, for clocks that are behind.
    let begins = now.0.div_euclid(1_000) - DAY;
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, "Presence Sync");
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let moment = |seconds: i64| {
        rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
    };
    (parameters.not_before, parameters.not_after) = (moment(begins), moment(begins + VALID));
    let certificate = parameters.self_signed(&pair).map_err(|error| not_made(&error))?;

    let public_pem = certificate.pem();
    let pem = Secret::new(format!("{public_pem}{}", *key));
    let thumbprint = Sha1::digest(certificate.der()).iter().fold(String::new(), |mut digits, byte| {
        // Writing into a text cannot fail.
        let _ = write!(digits, "{byte:02X}");
        digits
    });
    Ok((CreatedCertificate { public_pem, thumbprint, created: now, expires: Utc((begins + VALID) * 1_000) }, pem))
}

fn not_made(error: &dyn std::fmt::Display) -> Failure {
    tracing::error!(%error, "a certificate cannot be made");
    Failure::new(FailureKind::Refused)
}

fn certificate_in(pem: &Secret) -> Result<CertificateDer<'static>, Failure> {
    CertificateDer::from_pem_slice(pem.expose().as_bytes()).map_err(|_| unreadable())
}

/// The reasons may quote the text, so they stay here.
fn unreadable() -> Failure {
    Failure::new(FailureKind::CertificateUnreadable)
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
    use rsa::pkcs1::EncodeRsaPrivateKey as _;
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
        let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2_048).unwrap();
        let pkcs8 = key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string();
        let pair = KeyPair::from_pem(&pkcs8).unwrap();
        let certificate = CertificateParams::new(["presence-sync".to_owned()]).unwrap().self_signed(&pair).unwrap();
        Made { certificate, pkcs8, pkcs1: key.to_pkcs1_pem(LineEnding::CRLF).unwrap().to_string() }
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
    fn a_certificate_that_is_made_here_names_us_and_lasts_a_year() {
        let (shown, pem) = make(NOW).unwrap();
        assert!(pem.expose().starts_with(&shown.public_pem) && !shown.public_pem.contains("PRIVATE"));
        let der = certificate_in(&pem).unwrap();
        let (_, certificate) = x509_parser::parse_x509_certificate(&der).unwrap();
        assert_eq!(certificate.subject().to_string(), "CN=Presence Sync");
        let validity = certificate.validity();
        assert_eq!(validity.not_before.timestamp(), 1_700_000_000 - DAY);
        assert_eq!(validity.not_after.timestamp(), 1_700_000_000 - DAY + VALID);
        assert_eq!((shown.created, shown.expires), (NOW, Utc((1_700_000_000 - DAY + VALID) * 1_000)));
        assert_eq!(expires(&pem), Ok(shown.expires));
        let digits = Sha1::digest(&der).iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>();
        assert_eq!(shown.thumbprint, digits.concat());
        assert_eq!(certificate.public_key().parsed().unwrap().key_size(), 2_048);
        assert_eq!(part(&signed(pem.expose()).unwrap(), 0)["alg"], "PS256");
        assert_ne!(make(NOW).unwrap().0.thumbprint, shown.thumbprint);
    }

    #[test]
    fn the_end_of_what_is_no_certificate_is_unreadable() {
        for pem in ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", &MADE.pkcs8] {
            assert_eq!(expires(&Secret::new(pem)).unwrap_err().kind, FailureKind::CertificateUnreadable, "{pem}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_said_to_be_unreadable() {
        let certificate = MADE.certificate.pem();
        let elliptic = KeyPair::generate().unwrap().serialize_pem();
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
