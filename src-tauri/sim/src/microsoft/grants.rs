//! What the customer has consented to: the grants that hang on the application's service principal.

use std::{collections::HashMap, time::Duration};

use super::{
    knobs::MicrosoftKnobs,
    permissions::{ConsentBy, OPENID_SCOPES, permission},
    registration::Registration,
};

/// One granted permission, visible to new tokens from `effective` on (simulated time since the start).
#[derive(Clone, Debug)]
pub(crate) struct Granted {
    pub(crate) name: String,
    pub(crate) effective: Duration,
}

/// The consent of one tenant to one application.
pub(crate) struct Grants {
    /// Object id of the application's service principal.
    pub(crate) principal_id: String,
    /// Object id of Graph's service principal.
    pub(crate) graph_principal_id: String,
    roles: Vec<Granted>,
    for_everybody: Vec<Granted>,
    for_user: HashMap<String, Vec<Granted>>,
}

impl Grants {
    pub(crate) fn none() -> Self {
        Self {
            principal_id: uuid::Uuid::new_v4().to_string(),
            graph_principal_id: uuid::Uuid::new_v4().to_string(),
            roles: Vec::new(),
            for_everybody: Vec::new(),
            for_user: HashMap::new(),
        }
    }

    /// Grants everything that the registration lists, as `.default` asks for.
    pub(crate) fn grant_registered(&mut self, registration: &Registration, knobs: &MicrosoftKnobs, now: Duration) {
        for role in &registration.roles {
            add(&mut self.roles, role, knobs, now);
        }
        self.grant_scopes(&registration.scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>(), knobs, now);
    }

    /// Grants delegated permissions on behalf of everybody.
    pub(crate) fn grant_scopes(&mut self, scopes: &[String], knobs: &MicrosoftKnobs, now: Duration) {
        for scope in scopes {
            add(&mut self.for_everybody, scope, knobs, now);
        }
    }

    /// One person's own consent.
    pub(crate) fn grant_for_user(&mut self, user_id: &str, scopes: &[String], knobs: &MicrosoftKnobs, now: Duration) {
        let granted = self.for_user.entry(user_id.to_owned()).or_default();
        for scope in scopes {
            add(granted, scope, knobs, now);
        }
    }

    pub(crate) fn revoke(&mut self) {
        self.roles.clear();
        self.for_everybody.clear();
        self.for_user.clear();
    }

    /// Application permissions that a token issued now contains.
    pub(crate) fn roles(&self, now: Duration) -> Vec<String> {
        effective(&self.roles, now)
    }

    /// Delegated permissions that a token for this user may contain now.
    pub(crate) fn scopes(&self, user_id: &str, now: Duration) -> Vec<String> {
        let mut scopes = effective(&self.for_everybody, now);
        for own in self.for_user.get(user_id).map(|granted| effective(granted, now)).unwrap_or_default() {
            if !scopes.contains(&own) {
                scopes.push(own);
            }
        }
        scopes
    }

    /// The grants on behalf of everybody.
    pub(crate) fn scopes_for_everybody(&self, now: Duration) -> Vec<String> {
        effective(&self.for_everybody, now)
    }

    /// User ids with an own consent, and to what.
    pub(crate) fn own_consents(&self, now: Duration) -> Vec<(String, Vec<String>)> {
        let mut consents: Vec<_> =
            self.for_user.iter().map(|(user_id, granted)| (user_id.clone(), effective(granted, now))).collect();
        consents.sort();
        consents
    }

    /// Which of the wanted delegated permissions nobody has consented to for this user, even counting what is not yet effective.
    pub(crate) fn missing(&self, user_id: &str, wanted: &[String]) -> Vec<String> {
        let late = Duration::MAX;
        let granted = self.scopes(user_id, late);
        wanted
            .iter()
            .filter(|name| {
                !OPENID_SCOPES.contains(&name.as_str()) && !granted.iter().any(|have| have.eq_ignore_ascii_case(name))
            })
            .cloned()
            .collect()
    }
}

/// Whether one of the delegated permissions is reserved for administrators.
pub(crate) fn needs_administrator(scopes: &[String]) -> bool {
    scopes
        .iter()
        .any(|name| permission(name).is_none_or(|permission| permission.delegated_consent == ConsentBy::Administrator))
}

fn add(list: &mut Vec<Granted>, name: &str, knobs: &MicrosoftKnobs, now: Duration) {
    let withheld = knobs.withheld_permissions.iter().any(|withheld| withheld.eq_ignore_ascii_case(name));
    if withheld || list.iter().any(|granted| granted.name.eq_ignore_ascii_case(name)) {
        return;
    }
    list.push(Granted {
        name: name.to_owned(),
        effective: now + Duration::from_secs(knobs.consent_delay_seconds.into()),
    });
}

fn effective(list: &[Granted], now: Duration) -> Vec<String> {
    list.iter().filter(|granted| granted.effective <= now).map(|granted| granted.name.clone()).collect()
}
