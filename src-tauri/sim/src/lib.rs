//! Pretends to be NFON and Microsoft: HTTP services that speak like the real ones, for demonstrations, tests and benchmarks.

pub mod cast;
pub mod clock;
mod control;
pub mod day;
pub mod key;
pub mod knobs;
pub mod microsoft;
pub mod nfon;
pub mod serve;
pub mod snag;
pub mod tally;
pub mod urls;
pub mod violation;
pub mod weather;

use std::{sync::Arc, time::SystemTime};

use axum::{Router, extract::Request, response::IntoResponse};
use cast::{Company, Oddities};
use clock::Clock;
use http::StatusCode;
use microsoft::Microsoft;
use nfon::Nfon;
use serde_json::{Value, json};
use snag::Snags;
use tally::Tally;
use tokio::sync::watch;
use tower::ServiceExt;
use urls::Urls;
use violation::Violations;
use weather::Weather;

/// What to simulate. The default is a calm company of 20 people without calls of their own.
#[derive(Clone, Debug)]
pub struct Options {
    /// Teams people with an extension each; oddities come on top.
    pub people: usize,
    pub seed: u64,
    /// Calls of one person in an hour; 0 for a quiet day.
    pub calls_per_hour: f64,
    pub weather: Weather,
    pub oddities: Oddities,
    /// The simulated wall-clock time at the start.
    pub start: SystemTime,
    pub urls: Urls,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            people: 20,
            seed: 7,
            calls_per_hour: 0.0,
            weather: Weather::Calm,
            oddities: Oddities::Usual,
            start: SystemTime::now(),
            urls: Urls::in_process(),
        }
    }
}

/// One simulated world. Create it inside a tokio runtime, whose time drives it.
pub struct Sim {
    pub clock: Clock,
    pub violations: Violations,
    pub snags: Snags,
    pub tally: Tally,
    pub company: Arc<Company>,
    pub urls: Arc<Urls>,
    pub nfon: Arc<Nfon>,
    pub microsoft: Arc<Microsoft>,
    weather: watch::Sender<Weather>,
    seed: u64,
    calls_per_hour: f64,
}

impl Sim {
    pub fn new(options: Options) -> Arc<Self> {
        let clock = Clock::new(options.start);
        let violations = Violations::new(clock);
        let company = Arc::new(Company::new(options.people, options.seed, options.oddities));
        let urls = Arc::new(options.urls);
        let tally = Tally::default();
        let microsoft = Microsoft::new(clock, violations.clone(), company.clone(), urls.clone());
        for person in &company.people {
            microsoft.set_teams(&person.user_id, "Available", "Available");
        }
        Arc::new(Self {
            nfon: Nfon::new(clock, violations.clone(), tally.clone(), company.clone(), urls.clone()),
            microsoft,
            clock,
            violations,
            snags: Snags::telling(tally.clone()),
            tally,
            company,
            urls,
            weather: watch::Sender::new(options.weather),
            seed: options.seed,
            calls_per_hour: options.calls_per_hour,
        })
    }

    /// Lets the day and the weather begin. Without it, only what a test does happens.
    /// The tasks end with the runtime.
    pub fn start(self: &Arc<Self>) {
        let day = day::Day::new(&self.company, self.seed, self.calls_per_hour);
        tokio::spawn(day::run(self.clone(), day));
        tokio::spawn(weather::run(self.clone(), self.seed, self.weather.subscribe()));
    }

    /// Each service with its in-process name, in the order of [`Urls::bound`].
    pub fn routers(self: &Arc<Self>) -> [(&'static str, Router); 6] {
        let snagged = |router, service| self.snags.before(router, service);
        [
            ("cti.sim", snagged(self.nfon.clone().cti_router(), "cti")),
            ("configuration.sim", snagged(self.nfon.clone().configuration_router(), "configuration")),
            ("sso.sim", snagged(self.nfon.clone().sso_router(), "sso")),
            ("login.sim", snagged(self.microsoft.clone().login_router(), "login")),
            ("graph.sim", snagged(self.microsoft.clone().graph_router(), "graph")),
            ("control.sim", control::router(self.clone())),
        ]
    }

    /// All services behind one router, told apart by host name (see [`Urls::in_process`]); for calls without a socket.
    pub fn router(self: &Arc<Self>) -> Router {
        let services = self.routers();
        Router::new().fallback(move |request: Request| {
            let host = host_of(&request);
            let service = services.iter().find(|(name, _)| *name == host).map(|(_, router)| router.clone());
            async move {
                match service {
                    Some(router) => router.oneshot(request).await.into_response(),
                    None => (StatusCode::MISDIRECTED_REQUEST, format!("no simulated service is called {host:?}"))
                        .into_response(),
                }
            }
        })
    }

    /// What the program prints when it is ready: addresses and credentials. `ca_file` is added by the program.
    pub fn start_line(&self) -> Value {
        let (company, urls) = (&self.company, &self.urls);
        let sync = company.sync_users.first();
        json!({
            "customer": company.customer,
            "cti_url": urls.cti,
            "configuration_url": urls.configuration,
            "nfon_token_url": urls.nfon_token,
            "cti_username": company.cti_username,
            "cti_password": company.cti_password,
            "configuration_client_id": company.configuration_client_id,
            "configuration_client_secret": company.configuration_client_secret,
            "tenant_id": company.tenant_id,
            "tenant_domain": company.tenant_domain,
            "login_url": urls.login,
            "graph_url": urls.graph,
            "client_id": company.client_id,
            "client_secret": company.client_secret,
            "admin_username": company.admin.upn,
            "admin_password": company.admin.password,
            "sync_username": sync.map(|account| &account.upn),
            "sync_password": sync.map(|account| &account.password),
            "control_url": urls.control,
        })
    }
}

fn host_of(request: &Request) -> String {
    let header = || request.headers().get(http::header::HOST).and_then(|value| value.to_str().ok());
    let authority = request.uri().authority().map(http::uri::Authority::as_str).or_else(header).unwrap_or_default();
    authority.split(':').next().unwrap_or_default().to_ascii_lowercase()
}
