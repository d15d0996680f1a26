//! Pretends to be Microsoft: the sign-in service and the part of Graph that knows users and their presence.

mod call;
mod directory;
mod faults;
mod grants;
mod graph;
mod jwt;
mod knobs;
mod login;
mod permissions;
mod presence;
mod registration;
mod steering;
mod throttle;
mod tokens;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{Router, extract::Request};
use serde::Serialize;

pub use knobs::*;
pub use registration::{Platform, PublicClientFlows};
pub use steering::AccountState;

use crate::{cast::Company, clock::Clock, urls::Urls, violation::Violations};
use call::Call;
use directory::Directory;
use faults::Share;
use grants::Grants;
use graph::Links;
use login::SignIn;
use presence::{Presences, State};
use registration::Registration;
use throttle::Throttle;
use tokens::Tokens;

/// One write of presence as it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WriteRecord {
    /// Simulated time, milliseconds since the Unix epoch.
    pub at_ms: i64,
    pub user_id: String,
    /// `set`, `clear`, `set-preferred`, `clear-preferred` or `set-message`.
    pub action: &'static str,
    /// Empty when the action has none.
    pub availability: String,
    pub activity: String,
    /// The HTTP status that was answered.
    pub status: u16,
}

/// The simulated Microsoft of one tenant.
pub struct Microsoft {
    clock: Clock,
    violations: Violations,
    company: Arc<Company>,
    urls: Arc<Urls>,
    knobs: Mutex<MicrosoftKnobs>,
    world: Mutex<World>,
}

/// Everything that changes while the services run.
struct World {
    directory: Directory,
    registration: Registration,
    grants: Grants,
    tokens: Tokens,
    sign_ins: HashMap<String, SignIn>,
    presences: Presences,
    throttle: Throttle,
    links: Links,
    writes: Vec<WriteRecord>,
    ineffective: Share,
    graph_faults: Share,
    login_faults: Share,
    reused_refresh_tokens: u32,
}

impl Microsoft {
    /// A tenant whose administrator has registered the application and not yet consented;
    /// everybody with a Teams licence has a Teams client that shows Available.
    pub fn new(clock: Clock, violations: Violations, company: Arc<Company>, urls: Arc<Urls>) -> Arc<Self> {
        let mut presences = Presences::default();
        for person in company.directory().filter(|person| person.licensed && person.account_enabled) {
            presences.set_teams(&person.user_id, State::new("Available", "Available"), Duration::ZERO);
        }
        let world = World {
            directory: Directory::of(&company),
            registration: Registration::as_documented(&company.client_id, &company.client_secret, &urls.login),
            grants: Grants::none(),
            tokens: Tokens::default(),
            sign_ins: HashMap::new(),
            presences,
            throttle: Throttle::default(),
            links: Links::default(),
            writes: Vec::new(),
            ineffective: Share::default(),
            graph_faults: Share::default(),
            login_faults: Share::default(),
            reused_refresh_tokens: 0,
        };
        Arc::new(Self { clock, violations, company, urls, knobs: Mutex::default(), world: Mutex::new(world) })
    }

    /// Everything below the login origin.
    pub fn login_router(self: Arc<Self>) -> Router {
        Router::new().fallback(move |request: Request| {
            let microsoft = self.clone();
            async move { microsoft.login_answer(&Call::read(request).await) }
        })
    }

    /// Everything below the Graph origin; paths begin with `/v1.0`.
    pub fn graph_router(self: Arc<Self>) -> Router {
        Router::new().fallback(move |request: Request| {
            let microsoft = self.clone();
            async move { microsoft.graph_answer(&Call::read(request).await) }
        })
    }

    /// Do not hold the guard while a request is under way.
    pub fn knobs(&self) -> MutexGuard<'_, MicrosoftKnobs> {
        self.knobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Overlays the named knobs; an unknown name or value changes nothing and is explained.
    pub fn patch_knobs(&self, patch: &serde_json::Value) -> Result<(), String> {
        let mut knobs = self.knobs();
        *knobs = crate::knobs::patched(&*knobs, patch)?;
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The origin that scopes and audiences name.
    fn graph_origin(&self) -> &str {
        self.urls.graph.strip_suffix("/v1.0").unwrap_or(&self.urls.graph)
    }

    /// As Graph writes it into errors.
    fn graph_timestamp(&self) -> String {
        self.clock.timestamp(Duration::ZERO).strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// As the sign-in service writes it into errors.
    fn login_timestamp(&self) -> String {
        self.clock.timestamp(Duration::ZERO).strftime("%Y-%m-%d %H:%M:%SZ").to_string()
    }
}
