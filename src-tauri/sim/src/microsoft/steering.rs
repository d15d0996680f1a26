//! What tests and the control page can do: move people's Teams, change the directory, consent and revoke, and look at the result.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::{
    Microsoft, WriteRecord,
    directory::{Credential, PasswordAge},
    presence::State,
    registration::{Platform, PublicClientFlows, Secret},
    tokens::Outcome,
};
use crate::cast::{AccountKind, Person};

/// How long a session of another installation lasts.
const ANOTHERS_EXPIRY: Duration = Duration::from_secs(5 * 60);

/// Whether somebody may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    Enabled,
    Disabled,
}

impl Microsoft {
    /// What the user's Teams client reports; availability `Offline` means that there is none.
    pub fn set_teams(&self, user_id: &str, availability: &str, activity: &str) {
        let now = self.clock.elapsed();
        self.state().presences.set_teams(user_id, State::new(availability, activity), now);
    }

    /// The state that the user chose by hand, or nothing.
    pub fn set_preferred(&self, user_id: &str, preferred: Option<(&str, &str)>) {
        let now = self.clock.elapsed();
        let chosen = preferred.map(|(availability, activity)| (State::new(availability, activity), None));
        self.state().presences.set_preferred(user_id, chosen, now);
    }

    /// Another installation with the same application writes its session, which is ours as well, or clears it.
    pub fn write_as_another(&self, user_id: &str, written: Option<(&str, &str)>) {
        let now = self.clock.elapsed();
        let presences = &mut self.state().presences;
        match written {
            Some((availability, activity)) => {
                presences.set_ours(user_id, State::new(availability, activity), ANOTHERS_EXPIRY, now);
            }
            None => {
                presences.clear_ours(user_id, now);
            }
        }
    }

    /// The live session of our application: availability, activity and how long it still lasts.
    pub fn published(&self, user_id: &str) -> Option<(String, String, Duration)> {
        let now = self.clock.elapsed();
        let state = self.state();
        let held = state.presences.ours(user_id, now)?;
        let expires_in = held.expires.unwrap_or(Duration::MAX).saturating_sub(now);
        Some((held.state.availability.clone(), held.state.activity.clone(), expires_in))
    }

    /// Availability and activity after aggregation, without any delay.
    pub fn seen(&self, user_id: &str) -> (String, String) {
        self.seen_ago(user_id, Duration::ZERO)
    }

    /// What colleagues see in their Teams clients, which lag behind.
    pub fn seen_in_teams(&self, user_id: &str) -> (String, String) {
        let lag = Duration::from_secs(self.knobs().teams_view_delay_seconds.into());
        self.seen_ago(user_id, lag)
    }

    /// Every write of presence so far, oldest first.
    pub fn record(&self) -> Vec<WriteRecord> {
        self.state().writes.clone()
    }

    /// For the control page: `presences` as others see them and our `sessions`, both by user id, and counters.
    pub fn snapshot_json(&self) -> Value {
        let knobs = self.knobs().clone();
        let now = self.clock.elapsed();
        let state = self.state();
        let presences: Map<String, Value> = state
            .directory
            .users()
            .iter()
            .map(|user| {
                let seen = state.presences.seen(&user.user_id, now, &knobs);
                let pair = json!({"availability": seen.availability, "activity": seen.activity});
                (user.user_id.clone(), pair)
            })
            .collect();
        let sessions: Map<String, Value> = state
            .presences
            .published(now)
            .map(|(user_id, held)| {
                let session = json!({
                    "availability": held.state.availability,
                    "activity": held.state.activity,
                    "expires_in_seconds": held.expires.unwrap_or(now).saturating_sub(now).as_secs(),
                });
                (user_id.to_owned(), session)
            })
            .collect();
        json!({
            "presences": presences,
            "sessions": sessions,
            "writes": state.writes.len(),
            "presence_requests_in_30_seconds": state.throttle.in_window(now),
            "granted_roles": state.grants.roles(now),
            "granted_scopes": state.grants.scopes_for_everybody(now),
            "smells": {"reused_refresh_tokens": state.reused_refresh_tokens},
        })
    }

    /// A new user object; one with the same id is replaced.
    pub fn add_user(&self, user: Person) {
        self.state().directory.add(user);
    }

    pub fn delete_user(&self, user_id: &str) {
        self.state().directory.delete(user_id);
    }

    /// Also replaces the primary proxy address, as Exchange does.
    pub fn set_mail(&self, user_id: &str, mail: Option<&str>) {
        self.state().directory.set_mail(user_id, mail);
    }

    pub fn set_enabled(&self, user_id: &str, account: AccountState) {
        self.state().directory.set_enabled(user_id, account == AccountState::Enabled);
    }

    /// Lets an ordinary user sign in.
    pub fn set_password(&self, user_id: &str, password: &str) {
        self.state().directory.set_credential(user_id, Credential::new(password, AccountKind::SyncUser));
    }

    /// What the administrator's consent to `.default` grants, without the pages.
    pub fn grant_consent(&self) {
        let knobs = self.knobs().clone();
        let now = self.clock.elapsed();
        let mut state = self.state();
        let state = &mut *state;
        state.grants.grant_registered(&state.registration, &knobs, now);
    }

    /// Withdraws everything; tokens that are out keep what they contain.
    pub fn revoke_consent(&self) {
        self.state().grants.revoke();
    }

    pub fn revoke_refresh_tokens(&self, user_id: &str) {
        let now = self.clock.elapsed();
        self.state().tokens.revoke(user_id, now);
    }

    /// Every secret of the registration is refused from now on.
    pub fn expire_client_secret(&self) {
        let now = self.clock.elapsed();
        for secret in &mut self.state().registration.secrets {
            secret.expires = Some(now);
        }
    }

    /// A new secret, beside those that are there.
    pub fn add_client_secret(&self, value: &str) {
        self.state().registration.secrets.push(Secret { value: value.to_owned(), expires: None });
    }

    /// The account has to choose a new password at its next sign-in, as one that was just made does.
    pub fn expire_password(&self, user_id: &str) {
        if let Some(credential) = self.state().directory.credential(user_id) {
            credential.password_age = PasswordAge::Expired;
        }
    }

    /// Uploads the public part of an RSA certificate (DER) to the registration.
    pub fn register_certificate(&self, der: &[u8]) -> Result<(), String> {
        self.state().registration.add_certificate(der)
    }

    /// Registers one more redirect address.
    pub fn add_redirect(&self, uri: &str, platform: Platform) {
        self.state().registration.redirects.push((uri.to_owned(), platform));
    }

    pub fn set_public_client_flows(&self, flows: PublicClientFlows) {
        self.state().registration.public_client_flows = flows;
    }

    /// Completes a device sign-in without the pages. `Err` when no sign-in waits under this code.
    pub fn approve_device(&self, user_code: &str, user_id: &str) -> Result<(), String> {
        let now = self.clock.elapsed();
        let mut state = self.state();
        let device = state.tokens.device_by_user_code(user_code, now);
        let device = device.ok_or_else(|| "no sign-in waits under this code".to_owned())?;
        device.outcome = Outcome::Approved(user_id.to_owned());
        Ok(())
    }

    /// The changes above by name, for steering over HTTP: `grant-consent`, `revoke-consent`, `expire-client-secret`,
    /// and with parameters in a JSON object `revoke-refresh-tokens`, `delete-user` (`user_id`), `set-mail` (`user_id`, `mail`),
    /// `set-enabled` (`user_id`, `enabled`), `set-password` (`user_id`, `password`), `expire-password` (`user_id`),
    /// `approve-device` (`user_code`, `user_id`), `add-client-secret` (`secret`), `register-certificate` (`der`, base64),
    /// `add-redirect` (`uri`).
    /// `Err` says what is unknown or missing.
    pub fn perform(&self, action: &str, parameters: &Value) -> Result<(), String> {
        let text = |name: &str| {
            let value = parameters.get(name).and_then(Value::as_str);
            value.ok_or_else(|| format!("{action} needs the text {name:?}"))
        };
        match action {
            "grant-consent" => self.grant_consent(),
            "revoke-consent" => self.revoke_consent(),
            "expire-client-secret" => self.expire_client_secret(),
            "revoke-refresh-tokens" => self.revoke_refresh_tokens(text("user_id")?),
            "delete-user" => self.delete_user(text("user_id")?),
            "set-mail" => self.set_mail(text("user_id")?, parameters.get("mail").and_then(Value::as_str)),
            "set-enabled" => {
                let account = match parameters.get("enabled").and_then(Value::as_bool) {
                    Some(true) => AccountState::Enabled,
                    Some(false) => AccountState::Disabled,
                    None => return Err("set-enabled needs \"enabled\": true or false".to_owned()),
                };
                self.set_enabled(text("user_id")?, account);
            }
            "set-password" => self.set_password(text("user_id")?, text("password")?),
            "expire-password" => self.expire_password(text("user_id")?),
            "add-client-secret" => self.add_client_secret(text("secret")?),
            "approve-device" => self.approve_device(text("user_code")?, text("user_id")?)?,
            "register-certificate" => {
                let der = STANDARD.decode(text("der")?).map_err(|error| error.to_string())?;
                self.register_certificate(&der)?;
            }
            "add-redirect" => self.add_redirect(text("uri")?, Platform::Desktop),
            _ => return Err(format!("there is no action {action:?}")),
        }
        Ok(())
    }

    fn seen_ago(&self, user_id: &str, ago: Duration) -> (String, String) {
        let knobs = self.knobs().clone();
        let at = self.clock.elapsed().saturating_sub(ago);
        let seen = self.state().presences.seen(user_id, at, &knobs);
        (seen.availability, seen.activity)
    }
}
