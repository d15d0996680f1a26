//! Where the services are: the real ones unless somebody says otherwise.

use thiserror::Error;
use url::{Host, Url};

/// The base addresses of everything that the driver talks to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The CTI API; ends in `/v1`.
    pub cti: Url,
    /// The PBX Configuration API; ends in `/configuration/v1`.
    pub configuration: Url,
    /// The whole address of NFON's token endpoint.
    pub nfon_token: Url,
    /// Microsoft's sign-in service; has no path.
    pub login: Url,
    /// Microsoft Graph; ends in `/v1.0`.
    pub graph: Url,
}

/// An address that must not be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the address `{field}` {fault}")]
pub struct AddressError {
    /// The name of the field of [`Addresses`].
    pub field: &'static str,
    pub fault: AddressFault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddressFault {
    #[error("must begin with https:, or with http: on this computer only")]
    Scheme,
    #[error("must not contain a user name or a password")]
    Credentials,
    #[error("must not have a query or a fragment")]
    Tail,
}

impl Default for Addresses {
    fn default() -> Self {
        Self {
            cti: known("https://providersupportdata.cloud-cfg.com/v1"),
            configuration: known("https://api.nfon.net/configuration/v1"),
            nfon_token: known("https://sso.cloud-cfg.com/realms/login/protocol/openid-connect/token"),
            login: known("https://login.microsoftonline.com"),
            graph: known("https://graph.microsoft.com/v1.0"),
        }
    }
}

impl Addresses {
    /// Secrets go to these addresses, so each is `https:`, or `http:` on a loopback address.
    pub fn validate(&self) -> Result<(), AddressError> {
        let Self { cti, configuration, nfon_token, login, graph } = self;
        [("cti", cti), ("configuration", configuration), ("nfon_token", nfon_token), ("login", login), ("graph", graph)]
            .into_iter()
            .try_for_each(|(field, address)| fault(address).map_or(Ok(()), |fault| Err(AddressError { field, fault })))
    }
}

fn fault(address: &Url) -> Option<AddressFault> {
    let encrypted = address.scheme() == "https" && address.has_host();
    let near = address.scheme() == "http" && is_loopback(address);
    if !encrypted && !near {
        return Some(AddressFault::Scheme);
    }
    if !address.username().is_empty() || address.password().is_some() {
        return Some(AddressFault::Credentials);
    }
    (address.query().is_some() || address.fragment().is_some()).then_some(AddressFault::Tail)
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn known(address: &str) -> Url {
    Url::parse(address).expect("the addresses above are well-formed, and a test reads them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_real_services_are_reached_over_tls() {
        assert_eq!(Addresses::default().validate(), Ok(()));
    }

    #[test]
    fn plain_http_is_for_this_computer_only() {
        for near in ["http://127.0.0.1:8080/v1", "http://localhost/v1", "http://[::1]:1/v1", "http://cti.localhost/v1"]
        {
            assert_eq!(with_cti(near).validate(), Ok(()), "{near}");
        }
        for far in ["http://10.0.0.1/v1", "http://localhost.example.com/v1", "ftp://127.0.0.1/v1", "data:text/plain,v1"]
        {
            let error = AddressError { field: "cti", fault: AddressFault::Scheme };
            assert_eq!(with_cti(far).validate(), Err(error), "{far}");
        }
    }

    #[test]
    fn an_error_names_the_field_and_never_the_address() {
        let error = with_cti("https://user:hunter2@cti.example.com/v1").validate().unwrap_err();
        assert_eq!(error.to_string(), "the address `cti` must not contain a user name or a password");
        let error = with_cti("https://cti.example.com/v1?x=1").validate().unwrap_err();
        assert_eq!(error, AddressError { field: "cti", fault: AddressFault::Tail });
    }

    fn with_cti(address: &str) -> Addresses {
        Addresses { cti: Url::parse(address).unwrap(), ..Addresses::default() }
    }
}
