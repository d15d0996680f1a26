//! The NFON services: CTI, PBX Configuration and the token endpoint, over one truth about phones and settings.

mod calls;
mod configuration;
mod cti;
mod envelope;
mod exchange;
mod forwards;
mod gate;
mod lines;
mod plan;
mod profiles;
mod scenario;
mod sso;
mod stream;
mod tokens;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{Router, extract::Request};
use serde_json::{Value, json};

use crate::{
    cast::{Company, ExtensionKind},
    clock::Clock,
    knobs::{NfonKnobs, patched},
    tally::Tally,
    urls::Urls,
    violation::Violations,
};
use exchange::Exchange;
use gate::{Gate, Service};
use lines::{Lines, Moment};
use stream::Subscribers;
use tokens::Tokens;

pub use plan::{CallEvent, CallId, CallPlan, Change, Ending, Line, PhoneState, Presence, Registration};
pub use scenario::Scenario;
pub use stream::Cut;

/// Share it freely; every method locks for a moment only.
pub struct Nfon {
    clock: Clock,
    violations: Violations,
    tally: Tally,
    company: Arc<Company>,
    urls: Arc<Urls>,
    seed: u64,
    knobs: Mutex<NfonKnobs>,
    lines: Mutex<Lines>,
    exchange: Mutex<Exchange>,
    tokens: Mutex<Tokens>,
    gate: Mutex<Gate>,
    subscribers: Mutex<Subscribers>,
}

impl Nfon {
    pub fn new(
        clock: Clock,
        violations: Violations,
        tally: Tally,
        company: Arc<Company>,
        urls: Arc<Urls>,
    ) -> Arc<Self> {
        // The company is made from the seed, so its account number spreads the seed further.
        let seed =
            company.customer.bytes().fold(7, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        let phones = company.extensions.iter().map(|extension| {
            let presence = match extension.kind {
                ExtensionKind::Thing | ExtensionKind::FormerEmployee => Presence::Offline,
                ExtensionKind::Usual
                | ExtensionKind::ByUpn
                | ExtensionKind::ByAlias
                | ExtensionKind::MissingAddress
                | ExtensionKind::Twin
                | ExtensionKind::TwinByAlias
                | ExtensionKind::AmbiguousAddress
                | ExtensionKind::Disabled
                | ExtensionKind::Guest
                | ExtensionKind::SharedMailbox => Presence::Available,
            };
            (extension.number.clone(), presence)
        });
        Arc::new(Self {
            lines: Mutex::new(Lines::new(&company.customer, seed, phones, clock.utc_ms())),
            exchange: Mutex::new(Exchange::new(&company.extensions)),
            tokens: Mutex::default(),
            gate: Mutex::default(),
            subscribers: Mutex::default(),
            knobs: Mutex::default(),
            clock,
            violations,
            tally,
            company,
            urls,
            seed,
        })
    }

    /// Paths begin with `/v1`.
    pub fn cti_router(self: Arc<Self>) -> Router {
        Router::new().fallback(move |request: Request| {
            let nfon = self.clone();
            async move { nfon.serve_cti(request).await }
        })
    }

    /// Paths begin with `/configuration/v1`.
    pub fn configuration_router(self: Arc<Self>) -> Router {
        Router::new().fallback(move |request: Request| {
            let nfon = self.clone();
            async move { nfon.serve_configuration(request).await }
        })
    }

    /// Only the token endpoint.
    pub fn sso_router(self: Arc<Self>) -> Router {
        Router::new().fallback(move |request: Request| {
            let nfon = self.clone();
            async move { nfon.serve_sso(request).await }
        })
    }

    pub fn knobs(&self) -> MutexGuard<'_, NfonKnobs> {
        self.knobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Overlays JSON on the knobs; an unknown name or wrong type changes nothing.
    pub fn patch_knobs(&self, patch: &Value) -> Result<(), String> {
        let mut knobs = self.knobs();
        *knobs = patched(&*knobs, patch)?;
        Ok(())
    }

    /// Ends all open streams, as a restart of the service would.
    pub fn cut_streams(&self, how: Cut) {
        self.subscribers().cut(how);
    }

    /// All CTI and configuration tokens are refused from now on.
    pub fn revoke_tokens(&self) {
        self.tokens().revoke();
    }

    /// Number of open state and call streams.
    pub fn open_streams(&self) -> usize {
        self.subscribers().count()
    }

    /// The e-mail on the extension's voicemail page; `None` when there is no such extension.
    pub fn voicemail_email(&self, extension: &str) -> Option<String> {
        self.exchange().phone(extension).map(|phone| phone.voicemail_email.clone())
    }

    /// Somebody types another address in the portal.
    pub fn set_voicemail_email(&self, extension: &str, email: &str) -> bool {
        let mut exchange = self.exchange();
        let phone = exchange.phone_mut(extension);
        let found = phone.is_some();
        if let Some(phone) = phone {
            email.clone_into(&mut phone.voicemail_email);
        }
        found
    }

    pub fn add_extension(&self, number: &str, name: &str, voicemail_email: &str) {
        self.exchange().add(number, name, voicemail_email);
        let changes = self.lines().add(number, self.clock.utc_ms());
        self.publish(changes);
    }

    pub fn remove_extension(&self, number: &str) {
        self.exchange().remove(number);
        self.lines().remove(number);
    }

    /// The number of the call-forward profile that is active on the extension.
    pub fn active_profile(&self, extension: &str) -> Option<u8> {
        self.exchange().phone(extension).map(|phone| phone.profiles.active())
    }

    /// The person switches the profile at the phone; `false` when there is no such extension or profile.
    pub fn activate_profile(&self, extension: &str, number: u8) -> bool {
        self.exchange().phone_mut(extension).is_some_and(|phone| phone.profiles.activate(number))
    }

    /// Prepares a call-forward profile, as an administrator would; `false` when the rules of the PBX forbid it.
    pub fn add_profile(&self, extension: &str, number: u8, name: &str) -> bool {
        self.exchange().phone_mut(extension).is_some_and(|phone| phone.profiles.create(number, name).is_ok())
    }

    pub fn line(&self, extension: &str) -> Option<Line> {
        self.lines().phone(extension).map(|phone| phone.line)
    }

    /// Extension, name, address, line and presence of every phone, for the control service.
    pub fn snapshot_json(&self) -> Value {
        let exchange = self.exchange();
        let lines = self.lines();
        let phones = exchange.phones().filter_map(|(number, phone)| {
            let live = lines.phone(number)?;
            Some(json!({
                "extension": number,
                "name": phone.display_name,
                "email": phone.voicemail_email,
                "line": live.line.word(),
                "presence": live.presence.word(),
                "call": lines.call_of(number),
                "profile": phone.profiles.active(),
            }))
        });
        Value::Array(phones.collect())
    }

    fn moment(&self) -> Moment {
        let knobs = self.knobs();
        Moment {
            ms: self.clock.utc_ms(),
            dialling: knobs.dialling_line,
            siblings_hang_up: knobs.group_siblings_hang_up,
        }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn exchange(&self) -> MutexGuard<'_, Exchange> {
        self.exchange.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn subscribers(&self) -> MutexGuard<'_, Subscribers> {
        self.subscribers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn violate(&self, service: Service, what: impl Into<String>) {
        self.violations.record(service.name(), what);
    }
}
