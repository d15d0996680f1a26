//! Signed tokens: the tenant's RS256 key, and the check of a client's own assertion.

use std::sync::OnceLock;

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::URL_SAFE_NO_PAD},
};
use rsa::{
    RsaPrivateKey, pkcs1v15, pss,
    sha2::Sha256,
    signature::{SignatureEncoding, Signer, Verifier},
    traits::PublicKeyParts,
};
use serde_json::{Value, json};

use super::registration::Certificate;

/// Microsoft takes thumbprints with and without padding.
const URL_SAFE_ANY_PAD: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Seconds of clock skew that are forgiven, as is usual at Microsoft.
const SKEW: f64 = 300.0;

struct TenantKey {
    signing: pkcs1v15::SigningKey<Sha256>,
    id: String,
    modulus: String,
    exponent: String,
}

/// One key for the whole process, because making one takes about a second.
fn tenant_key() -> &'static TenantKey {
    static KEY: OnceLock<TenantKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let private = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048)
            .expect("2048 bits are a valid size and the system's random numbers do not fail");
        TenantKey {
            id: URL_SAFE_NO_PAD.encode(uuid::Uuid::new_v4().as_bytes()),
            modulus: URL_SAFE_NO_PAD.encode(private.n().to_bytes_be()),
            exponent: URL_SAFE_NO_PAD.encode(private.e().to_bytes_be()),
            signing: pkcs1v15::SigningKey::new(private),
        }
    })
}

/// A compact JWS over the claims.
pub(crate) fn sign(claims: &Value) -> String {
    let key = tenant_key();
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": key.id, "x5t": key.id});
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&header), part(claims));
    let signature = key.signing.sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

/// The document behind `jwks_uri`.
pub(crate) fn key_set(issuer: &str) -> Value {
    let key = tenant_key();
    json!({"keys": [{
        "kty": "RSA", "use": "sig", "kid": key.id, "x5t": key.id, "n": key.modulus, "e": key.exponent, "issuer": issuer,
    }]})
}

/// Why a client assertion does not prove who the client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AssertionFault {
    /// Not a JWT with the expected header and claims.
    Malformed,
    /// No uploaded certificate has the thumbprint, or the signature is wrong.
    UnknownKey,
    /// Not yet or no longer valid.
    OutOfTime,
    /// Made for somebody or something else.
    WrongClaims,
}

/// What an assertion must say.
pub(crate) struct Expected<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) audience: &'a str,
    /// Seconds since the Unix epoch.
    pub(crate) now: f64,
}

/// Checks a client assertion in either form: PS256 with `x5t#S256`, or RS256 with `x5t`.
pub(crate) fn check_assertion(
    jwt: &str,
    certificates: &[Certificate],
    expected: &Expected<'_>,
) -> Result<(), AssertionFault> {
    let (message, signature) = jwt.rsplit_once('.').ok_or(AssertionFault::Malformed)?;
    let (header, claims) = message.split_once('.').ok_or(AssertionFault::Malformed)?;
    let header = json_part(header).ok_or(AssertionFault::Malformed)?;
    let claims = json_part(claims).ok_or(AssertionFault::Malformed)?;
    let signature = URL_SAFE_ANY_PAD.decode(signature).map_err(|_| AssertionFault::Malformed)?;

    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let thumbprint = |name: &str| text(&header, name).map(|value| value.trim_end_matches('=').to_owned());
    let algorithm = text(&header, "alg").ok_or(AssertionFault::Malformed)?;
    let certificate = certificates
        .iter()
        .find(|certificate| {
            thumbprint("x5t#S256").is_some_and(|print| print == certificate.sha256)
                || thumbprint("x5t").is_some_and(|print| print == certificate.sha1)
        })
        .ok_or(AssertionFault::UnknownKey)?;
    let valid = match algorithm.as_str() {
        "PS256" => pss::Signature::try_from(signature.as_slice()).and_then(|signature| {
            pss::VerifyingKey::<Sha256>::new(certificate.key.clone()).verify(message.as_bytes(), &signature)
        }),
        "RS256" => pkcs1v15::Signature::try_from(signature.as_slice()).and_then(|signature| {
            pkcs1v15::VerifyingKey::<Sha256>::new(certificate.key.clone()).verify(message.as_bytes(), &signature)
        }),
        _ => return Err(AssertionFault::Malformed),
    };
    valid.map_err(|_| AssertionFault::UnknownKey)?;

    // A NumericDate may have decimals, and MSAL sends them.
    let seconds = |name: &str| claims.get(name).and_then(Value::as_f64);
    let expires = seconds("exp").ok_or(AssertionFault::Malformed)?;
    if expires + SKEW < expected.now || seconds("nbf").is_some_and(|from| from - SKEW > expected.now) {
        return Err(AssertionFault::OutOfTime);
    }
    let is = |name: &str, value: &str| text(&claims, name).is_some_and(|claim| claim == value);
    if is("aud", expected.audience)
        && is("iss", expected.client_id)
        && is("sub", expected.client_id)
        && claims.get("jti").is_some()
    {
        Ok(())
    } else {
        Err(AssertionFault::WrongClaims)
    }
}

fn json_part(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_ANY_PAD.decode(part).ok()?).ok()
}
