//! The company of the model test: twelve people, a phone rule, and how they are named on both sides.

use super::LIMIT;
use engine::{
    ExtensionNumber, Round, UserId, Utc,
    event::{TeamsUser, UserKind},
    rules::{
        CloudyaProfile, DndRule, EmailSource, MicrosoftProfile, PhoneRule, Profile, Settings, SignedInAccount,
        SyncUserProfile,
    },
};
use std::collections::BTreeMap;

/// Half of the people, so that there are two rounds.
const ROUND: u16 = 6;

/// The states that divert a phone. Our own publications look like three of them.
pub(super) const RULE: [&str; 4] = ["InAMeeting", "Presenting", "InACall", "Busy"];

pub(super) fn activated() -> Profile {
    let user_principal_name = "presence-sync@x.example".to_owned();
    let account = SignedInAccount { user_id: UserId::new("sync"), user_principal_name, at: Utc(1) };
    let sync_user = SyncUserProfile {
        expected: account.user_principal_name.clone(),
        checked: Some(Utc(1)),
        signed_in: Some(account),
    };
    Profile {
        cloudya: Some(CloudyaProfile {
            account: "K1234".to_owned(),
            emails: EmailSource::Configuration,
            configuration: true,
        }),
        microsoft: Some(MicrosoftProfile {
            tenant: "x.example".to_owned(),
            tenant_id: "t".to_owned(),
            client_id: "c".to_owned(),
            ..MicrosoftProfile::default()
        }),
        sync_users: BTreeMap::from([(Round(1), sync_user.clone()), (Round(2), sync_user)]),
        consent: Some(Utc(1)),
        activated: Some(Utc(1)),
        settings: Settings {
            presence_limit: LIMIT,
            round_size: ROUND,
            dnd: DndRule::DoNotDisturb,
            phone_rules: vec![rule()],
            ..Settings::default()
        },
        ..Profile::default()
    }
}

pub(super) fn rule() -> PhoneRule {
    let when = RULE.map(str::to_owned).to_vec();
    PhoneRule { switched_on: true, when, activate_profile: "Meeting".to_owned(), ..PhoneRule::default() }
}

pub(super) fn extension(person: usize) -> ExtensionNumber {
    ExtensionNumber::new(format!("{}", 100 + person))
}

pub(super) fn user(person: usize) -> UserId {
    user_of(&extension(person))
}

pub(super) fn user_of(extension: &ExtensionNumber) -> UserId {
    UserId::new(&format!("u{extension}"))
}

pub(super) fn extension_of(user: &UserId) -> ExtensionNumber {
    ExtensionNumber::new(user.as_str().trim_start_matches('u'))
}

pub(super) fn teams_user(person: usize, moved: bool) -> TeamsUser {
    let address = if moved { format!("moved-{}", user(person)) } else { user(person).to_string() };
    TeamsUser {
        id: user(person),
        name: String::new(),
        user_principal_name: format!("{address}@x.example"),
        mail: None,
        proxy_addresses: Vec::new(),
        enabled: true,
        kind: UserKind::Member,
    }
}
