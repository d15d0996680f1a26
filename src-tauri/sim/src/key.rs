//! The key that simulated tokens are signed with: public knowledge, and the same in every run, because making one takes seconds.

use std::sync::OnceLock;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey, traits::PublicKeyParts};
use serde_json::{Value, json};
use sha2::{Digest, Sha512};

const PRIMES: [&str; 2] = [
    "de37eb35aa41b7fc6bc6d11dba1e4eeb5a23dd7aa372e8d0a2d5851ff7a8228ee245bcd173bb967a1453cabe67556cb4657cdcd0f4ff359709453c8d65a79e656de26b01968166e67271bfb685271d6b03292a732762aba65386f68adf87c45073ecce5babf4b1b20817d11988eaa2a4b9a388a5a22cd2545c9407754cdf2895",
    "c92eb0f473b30d07b19eb2d36fedf38ff7814258342bfd7904638cf8ab885d2665fd3f4da7e7fc2d18d7425f10b4b3d67dba8a81217c7688f335541ed8b10ad77402aae1ac6461588508911e913721564e191708f524036c02a98121ce822ee784f940ad88f278c13c7f1893071412791f7604b87eea7225541cc9142a508c51",
];

/// How PKCS #1 names SHA-512 in front of the digest (RFC 8017, section 9.2).
const SHA512_PREFIX: [u8; 19] =
    [0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40];

/// The `kid` of the only key.
pub const KEY_ID: &str = "51a3c0de51a3c0de51a3c0de51a3c0de";

/// A JWT with the given claims, signed with RS512.
pub fn rs512(claims: &Value) -> String {
    let header = json!({"alg": "RS512", "kid": KEY_ID, "typ": "JWT"});
    let signed = format!("{}.{}", part(&header), part(claims));
    let padding = Pkcs1v15Sign { hash_len: Some(64), prefix: Box::new(SHA512_PREFIX) };
    let signature =
        key().and_then(|key| key.sign(padding, &Sha512::digest(signed.as_bytes())).ok()).unwrap_or_default();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The public key, as NFON publishes its own.
pub fn jwk(algorithm: &str) -> Value {
    let number =
        |pick: fn(&RsaPrivateKey) -> &BigUint| key().map(|key| URL_SAFE_NO_PAD.encode(pick(key).to_bytes_be()));
    json!({"alg": algorithm, "e": number(RsaPrivateKey::e), "kid": KEY_ID, "kty": "RSA", "n": number(RsaPrivateKey::n), "use": "sig"})
}

/// The claims of a token of ours, without looking at its signature.
pub fn claims_of(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// `None` cannot happen with the primes above; a test signs and verifies with them.
fn key() -> Option<&'static RsaPrivateKey> {
    static KEY: OnceLock<Option<RsaPrivateKey>> = OnceLock::new();
    KEY.get_or_init(|| {
        let [p, q] = PRIMES.map(|hex| BigUint::parse_bytes(hex.as_bytes(), 16));
        RsaPrivateKey::from_p_q(p?, q?, BigUint::from(65_537_u32)).ok()
    })
    .as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_verifies_with_the_published_key() {
        let token = rs512(&json!({"customer": "K1"}));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let number = |name: &str| {
            let jwk = jwk("RS512");
            BigUint::from_bytes_be(&URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap())
        };
        let public = rsa::RsaPublicKey::new(number("n"), number("e")).unwrap();
        let padding = Pkcs1v15Sign { hash_len: Some(64), prefix: Box::new(SHA512_PREFIX) };
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        public.verify(padding, &Sha512::digest(signed.as_bytes()), &signature).unwrap();
        assert_eq!(claims_of(&token), Some(json!({"customer": "K1"})));
    }
}
