//! Where the simulated services can be reached: known before they are built, because they put their own addresses into answers.

use std::net::SocketAddr;

/// Base URLs, each in the form in which a client is configured with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urls {
    /// Ends in `/v1`.
    pub cti: String,
    /// Ends in `/configuration/v1`.
    pub configuration: String,
    /// The whole token endpoint.
    pub nfon_token: String,
    /// No path.
    pub login: String,
    /// Ends in `/v1.0`.
    pub graph: String,
    /// No path.
    pub control: String,
}

/// The path of the token endpoint on the `sso` service.
pub const TOKEN_PATH: &str = "/realms/login/protocol/openid-connect/token";

impl Urls {
    /// The names that [`crate::Sim::router`] dispatches on; no socket is involved.
    pub fn in_process() -> Self {
        Self::from_origins(
            "https",
            ["cti.sim", "configuration.sim", "sso.sim", "login.sim", "graph.sim", "control.sim"].map(str::to_owned),
        )
    }

    /// One listener per service, in the order cti, configuration, sso, login, graph, control.
    /// Addresses stay numeric, so that a resolver that prefers ::1 does not knock on a closed door first.
    pub fn bound(scheme: &str, listeners: [SocketAddr; 6]) -> Self {
        Self::from_origins(scheme, listeners.map(|address| address.to_string()))
    }

    fn from_origins(scheme: &str, [cti, configuration, sso, login, graph, control]: [String; 6]) -> Self {
        Self {
            cti: format!("{scheme}://{cti}/v1"),
            configuration: format!("{scheme}://{configuration}/configuration/v1"),
            nfon_token: format!("{scheme}://{sso}{TOKEN_PATH}"),
            login: format!("{scheme}://{login}"),
            graph: format!("{scheme}://{graph}/v1.0"),
            control: format!("{scheme}://{control}"),
        }
    }
}
