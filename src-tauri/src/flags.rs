//! What the program can be told when it starts: other addresses, another profile, no window.

use crate::window::Start;
use clap::Parser;
use std::path::PathBuf;
use url::Url;

/// Keeps Cloudya phones and Microsoft Teams presence in step.
#[derive(Clone, Debug, Parser)]
#[command(name = "presence-sync", version)]
pub(crate) struct Flags {
    /// Cloudya's CTI API, up to and including the version
    #[arg(long, value_name = "URL", value_parser = service)]
    pub(crate) cti_url: Option<Url>,

    /// Cloudya's PBX Configuration API, up to and including the version
    #[arg(long, value_name = "URL", value_parser = service)]
    pub(crate) configuration_url: Option<Url>,

    /// Where NFON issues tokens for the PBX Configuration API
    #[arg(long, value_name = "URL", value_parser = service)]
    pub(crate) nfon_token_url: Option<Url>,

    /// Microsoft's sign-in service, without a path, instead of that of the tenant's cloud
    #[arg(long, value_name = "URL", value_parser = service)]
    pub(crate) login_url: Option<Url>,

    /// Microsoft Graph, up to and including the version, instead of that of the tenant's cloud
    #[arg(long, value_name = "URL", value_parser = service)]
    pub(crate) graph_url: Option<Url>,

    /// Keep settings, the journal and the log here instead of in the usual places
    #[arg(long, value_name = "DIR")]
    pub(crate) profile_directory: Option<PathBuf>,

    /// Trust these certificate authorities too (PEM)
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,

    /// Start in the tray
    #[arg(long)]
    pub(crate) hidden: bool,
}

impl Flags {
    pub(crate) fn start(&self) -> Start {
        if self.hidden { Start::Hidden } else { Start::Shown }
    }

    /// The identifier that keeps this instance apart from those with another profile.
    ///
    /// It names the single-instance lock and the system's directories for the program.
    pub(crate) fn identifier(&self, usual: &str) -> String {
        match &self.profile_directory {
            None => usual.to_owned(),
            Some(directory) => format!("{usual}.p{:016x}", fingerprint(directory.as_os_str().as_encoded_bytes())),
        }
    }
}

/// Services are spoken to over https; http is for services on this computer.
fn service(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err("http is accepted for this computer only; use https".to_owned()),
        _ => Err("the address must start with https".to_owned()),
    }
}

/// Whether the address is one of this computer.
pub(crate) fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(url::Host::Ipv4(host)) => host.is_loopback(),
        Some(url::Host::Ipv6(host)) => host.is_loopback(),
        Some(url::Host::Domain(host)) => host == "localhost",
        None => false,
    }
}

/// FNV-1a: short, and the same in every version of the program, unlike the standard library's.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_can_be_replaced() {
        let flags = Flags::try_parse_from([
            "presence-sync",
            "--cti-url=http://127.0.0.1:1/v1",
            "--configuration-url=http://[::1]:2/configuration/v1",
            "--nfon-token-url=http://localhost:3/token",
            "--login-url=https://login.microsoftonline.us",
            "--graph-url=https://graph.microsoft.us/v1.0",
        ]);
        assert_eq!(flags.unwrap().cti_url.unwrap().as_str(), "http://127.0.0.1:1/v1");
    }

    #[test]
    fn a_service_elsewhere_is_spoken_to_over_https_only() {
        for address in ["http://cti.example.org/v1", "http://localhost.example.org", "ftp://127.0.0.1", "nonsense"] {
            let flags = Flags::try_parse_from(["presence-sync", "--cti-url", address]);
            assert!(flags.is_err(), "{address}");
        }
    }

    #[test]
    fn instances_with_different_profiles_do_not_take_each_other_for_a_second_start() {
        let identifier = |directory: Option<&str>| {
            let flags = Flags::try_parse_from(["presence-sync"]).unwrap();
            Flags { profile_directory: directory.map(PathBuf::from), ..flags }.identifier("dev.presencesync.app")
        };
        assert_eq!(identifier(None), "dev.presencesync.app");
        assert_ne!(identifier(Some("/a")), identifier(None));
        assert_ne!(identifier(Some("/a")), identifier(Some("/b")));
        assert_eq!(identifier(Some("/a")), identifier(Some("/a")));
    }
}
