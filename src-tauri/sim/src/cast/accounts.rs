//! The accounts that are not colleagues: the administrator, the sync users and a stranger.

use super::{Account, AccountKind, Person, UserType};

/// How many onboarding rounds the company has accounts for.
pub(super) const SYNC_USERS: usize = 4;

pub(super) struct Draft<'a> {
    pub(super) local: &'a str,
    pub(super) display_name: &'a str,
    pub(super) domain: &'a str,
    pub(super) kind: AccountKind,
}

/// The account and its user object, which has neither mailbox nor licence.
pub(super) fn account(draft: &Draft<'_>, user_id: String, password: String) -> (Account, Person) {
    let upn = format!("{}@{}", draft.local, draft.domain);
    let person = Person {
        first: String::new(),
        last: draft.display_name.to_owned(),
        display_name: draft.display_name.to_owned(),
        department: String::new(),
        user_id: user_id.clone(),
        upn: upn.clone(),
        mail: None,
        proxy_addresses: Vec::new(),
        account_enabled: true,
        user_type: UserType::Member,
        licensed: false,
    };
    (Account { upn, password, user_id, kind: draft.kind }, person)
}

/// `presence-sync`, `presence-sync-2`, …
pub(super) fn sync_user_name(index: usize) -> String {
    match index {
        0 => "presence-sync".to_owned(),
        _ => format!("presence-sync-{}", index + 1),
    }
}
