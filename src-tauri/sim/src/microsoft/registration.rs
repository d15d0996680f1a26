//! The customer's app registration: redirect addresses, credentials and the permissions it asks for.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rsa::{RsaPublicKey, pkcs8::DecodePublicKey};
use sha2::Digest;
use url::Url;

/// The platform type of a redirect address; it decides how a code may be redeemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Public client: no secret allowed.
    Desktop,
    /// Confidential client: secret or assertion required.
    Web,
    /// Needs an `Origin` header.
    SinglePage,
}

/// Whether device code and similar flows without a redirect are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicClientFlows {
    Allowed,
    Refused,
}

pub(crate) struct Secret {
    pub(crate) value: String,
    /// Simulated time since the start; absent = does not expire during the simulation.
    pub(crate) expires: Option<Duration>,
}

/// An uploaded certificate: thumbprints as an assertion names them, and the key that checks it.
pub(crate) struct Certificate {
    pub(crate) sha1: String,
    pub(crate) sha256: String,
    pub(crate) key: RsaPublicKey,
}

pub(crate) struct Registration {
    pub(crate) display_name: &'static str,
    pub(crate) redirects: Vec<(String, Platform)>,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) public_client_flows: PublicClientFlows,
    /// Application permissions that the manifest lists.
    pub(crate) roles: Vec<&'static str>,
    /// Delegated permissions that the manifest lists.
    pub(crate) scopes: Vec<&'static str>,
}

impl Registration {
    /// The registration that the guide tells the administrator to make.
    pub(crate) fn as_documented(client_id: &str, client_secret: &str, login: &str) -> Self {
        let desktop = [
            format!("{login}/common/oauth2/nativeclient"),
            "https://login.microsoftonline.com/common/oauth2/nativeclient".to_owned(),
            "http://localhost".to_owned(),
            "http://127.0.0.1".to_owned(),
            format!("msal{client_id}://auth"),
        ];
        Self {
            display_name: "Presence Sync",
            redirects: desktop.into_iter().map(|uri| (uri, Platform::Desktop)).collect(),
            secrets: vec![Secret { value: client_secret.to_owned(), expires: None }],
            certificates: Vec::new(),
            public_client_flows: PublicClientFlows::Allowed,
            roles: vec!["Presence.ReadWrite.All", "User.Read.All"],
            scopes: vec!["Presence.Read.All", "User.Read"],
        }
    }

    /// The platform of the registered address that equals `asked`; a loopback address may have any port.
    pub(crate) fn platform_of(&self, asked: &str) -> Option<Platform> {
        self.redirects
            .iter()
            .find(|(registered, _)| registered == asked || same_loopback(registered, asked))
            .map(|(_, platform)| *platform)
    }

    /// `der` is the public part of an RSA certificate.
    pub(crate) fn add_certificate(&mut self, der: &[u8]) -> Result<(), String> {
        let (_, certificate) = x509_parser::parse_x509_certificate(der).map_err(|error| error.to_string())?;
        let key = RsaPublicKey::from_public_key_der(certificate.tbs_certificate.subject_pki.raw)
            .map_err(|error| format!("not an RSA certificate: {error}"))?;
        self.certificates.push(Certificate {
            sha1: URL_SAFE_NO_PAD.encode(sha1::Sha1::digest(der)),
            sha256: URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(der)),
            key,
        });
        Ok(())
    }
}

fn same_loopback(registered: &str, asked: &str) -> bool {
    let (Ok(registered), Ok(asked)) = (Url::parse(registered), Url::parse(asked)) else {
        return false;
    };
    let loopback = |url: &Url| url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    loopback(&registered)
        && loopback(&asked)
        && registered.host_str() == asked.host_str()
        && registered.path() == asked.path()
        && registered.query() == asked.query()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loopback_address_matches_with_any_port_but_only_with_its_path() {
        let registration = Registration::as_documented("c1", "s", "http://127.0.0.1:9");
        assert_eq!(registration.platform_of("http://localhost:53124"), Some(Platform::Desktop));
        assert_eq!(registration.platform_of("http://localhost:53124/"), Some(Platform::Desktop));
        assert_eq!(registration.platform_of("http://127.0.0.1:7/"), Some(Platform::Desktop));
        assert_eq!(registration.platform_of("http://localhost:53124/other"), None);
        assert_eq!(registration.platform_of("https://localhost:53124"), None);
    }

    #[test]
    fn other_addresses_match_exactly_and_with_case() {
        let registration = Registration::as_documented("c1", "s", "http://127.0.0.1:9");
        let native = "https://login.microsoftonline.com/common/oauth2/nativeclient";
        assert_eq!(registration.platform_of(native), Some(Platform::Desktop));
        assert_eq!(registration.platform_of(&native.replace("native", "Native")), None);
        assert_eq!(registration.platform_of("http://127.0.0.1:9/common/oauth2/nativeclient"), Some(Platform::Desktop));
        assert_eq!(registration.platform_of("msalc1://auth"), Some(Platform::Desktop));
    }
}
