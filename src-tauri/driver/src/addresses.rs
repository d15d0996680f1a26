//! Where the services are: the real ones unless somebody says otherwise.

use engine::rules::{Cloud, NetworkSettings};
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
    /// Microsoft's sign-in service; has no path. `None`: that of the tenant's cloud.
    pub login: Option<Url>,
    /// Microsoft Graph; ends in `/v1.0`. `None`: that of the tenant's cloud.
    pub graph: Option<Url>,
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
            login: None,
            graph: None,
        }
    }
}

impl Addresses {
    /// Secrets go to these addresses, so each is `https:`, or `http:` on a loopback address.
    pub fn validate(&self) -> Result<(), AddressError> {
        let Self { cti, configuration, nfon_token, login, graph } = self;
        let always = [("cti", cti), ("configuration", configuration), ("nfon_token", nfon_token)];
        let given = [("login", login), ("graph", graph)];
        always
            .into_iter()
            .chain(given.into_iter().filter_map(|(field, address)| Some((field, address.as_ref()?))))
            .try_for_each(|(field, address)| fault(address).map_or(Ok(()), |fault| Err(AddressError { field, fault })))
    }

    /// These, and those of the settings where these are the usual ones: whoever started the program with another
    /// address meant it. What must not be used is left out, with a word in the log.
    #[must_use]
    pub fn or(&self, settings: &NetworkSettings) -> Self {
        let usual = Self::default();
        let choose = |field, given: &Url, usual: &Url, typed: &Option<String>| {
            if given == usual { parsed(field, typed).unwrap_or_else(|| usual.clone()) } else { given.clone() }
        };
        Self {
            cti: choose("cti", &self.cti, &usual.cti, &settings.cti_url),
            configuration: choose(
                "configuration",
                &self.configuration,
                &usual.configuration,
                &settings.configuration_url,
            ),
            nfon_token: choose("nfon_token", &self.nfon_token, &usual.nfon_token, &settings.nfon_token_url),
            login: self.login.clone().or_else(|| parsed("login", &settings.login_url)),
            graph: self.graph.clone().or_else(|| parsed("graph", &settings.graph_url)),
        }
    }

    /// Microsoft's sign-in service for a tenant in this cloud.
    pub fn login(&self, cloud: Cloud) -> Url {
        self.login.clone().unwrap_or_else(|| {
            known(match cloud {
                Cloud::Global => "https://login.microsoftonline.com",
                Cloud::UsGovernment | Cloud::UsGovernmentDod => "https://login.microsoftonline.us",
                Cloud::China => "https://login.partner.microsoftonline.cn",
            })
        })
    }

    /// Microsoft Graph for a tenant in this cloud.
    pub fn graph(&self, cloud: Cloud) -> Url {
        self.graph.clone().unwrap_or_else(|| {
            known(match cloud {
                Cloud::Global => "https://graph.microsoft.com/v1.0",
                Cloud::UsGovernment => "https://graph.microsoft.us/v1.0",
                Cloud::UsGovernmentDod => "https://dod-graph.microsoft.us/v1.0",
                Cloud::China => "https://microsoftgraph.chinacloudapi.cn/v1.0",
            })
        })
    }
}

/// An address that somebody typed, without the slash at its end that paths are not added to.
fn parsed(field: &'static str, typed: &Option<String>) -> Option<Url> {
    let typed = typed.as_deref().map(str::trim).filter(|typed| !typed.is_empty())?;
    let address = Url::parse(typed.trim_end_matches('/')).ok();
    match address.as_ref().map(fault) {
        Some(None) => return address,
        Some(Some(fault)) => tracing::warn!(field, %fault, "an address of the settings is ignored"),
        None => tracing::warn!(field, "an address of the settings is ignored: it is none"),
    }
    None
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
    Url::parse(address).expect("the addresses in this file are well-formed, and a test reads them")
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

    #[test]
    fn every_cloud_has_its_own_sign_in_and_graph() {
        for (cloud, login, graph) in [
            (Cloud::Global, "https://login.microsoftonline.com/", "https://graph.microsoft.com/v1.0"),
            (Cloud::UsGovernment, "https://login.microsoftonline.us/", "https://graph.microsoft.us/v1.0"),
            (Cloud::UsGovernmentDod, "https://login.microsoftonline.us/", "https://dod-graph.microsoft.us/v1.0"),
            (Cloud::China, "https://login.partner.microsoftonline.cn/", "https://microsoftgraph.chinacloudapi.cn/v1.0"),
        ] {
            let real = Addresses::default();
            assert_eq!((real.login(cloud).as_str(), real.graph(cloud).as_str()), (login, graph), "{cloud:?}");
            let given = Addresses { login: Url::parse("http://127.0.0.1:9").ok(), ..real };
            assert_eq!((given.login(cloud).as_str(), given.graph(cloud).as_str()), ("http://127.0.0.1:9/", graph));
        }
    }

    #[test]
    fn a_given_address_of_microsoft_must_be_as_safe_as_the_others() {
        let given = Addresses { graph: Url::parse("http://graph.example/v1.0").ok(), ..Addresses::default() };
        assert_eq!(given.validate(), Err(AddressError { field: "graph", fault: AddressFault::Scheme }));
    }

    #[test]
    fn the_settings_say_where_the_services_are_unless_the_start_said_it() {
        let settings = NetworkSettings {
            cti_url: Some(" https://cti.example/v1/ ".into()),
            graph_url: Some("https://graph.example/v1.0".into()),
            ..NetworkSettings::default()
        };
        let chosen = Addresses::default().or(&settings);
        assert_eq!(chosen.cti.as_str(), "https://cti.example/v1");
        assert_eq!(chosen.graph(Cloud::Global).as_str(), "https://graph.example/v1.0");
        assert_eq!(chosen.configuration, Addresses::default().configuration);
        let started =
            Addresses { graph: Url::parse("http://127.0.0.1:9/v1.0").ok(), ..with_cti("http://127.0.0.1:8/v1") };
        assert_eq!(started.or(&settings), started);
    }

    #[test]
    fn an_address_of_the_settings_that_must_not_be_used_is_as_if_it_were_not_there() {
        for typed in ["http://cti.example/v1", "https://me:secret@cti.example/v1", "cti.example", "", "https://a/?b"] {
            let settings = NetworkSettings {
                cti_url: Some(typed.into()),
                login_url: Some(typed.into()),
                ..NetworkSettings::default()
            };
            assert_eq!(Addresses::default().or(&settings), Addresses::default(), "{typed}");
        }
    }

    fn with_cti(address: &str) -> Addresses {
        Addresses { cti: Url::parse(address).unwrap(), ..Addresses::default() }
    }
}
