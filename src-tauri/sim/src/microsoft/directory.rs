//! The tenant's user objects, who can sign in, and the log of changes that delta queries read.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::cast::{AccountKind, Company, Person, UserType};

/// The service plan that stands for Teams.
const TEAMS_PLAN: &str = "57ff2da0-773e-42df-b2af-ffb7a2317929";
/// Returned when nothing is selected.
pub(crate) const DEFAULT_PROPERTIES: [&str; 11] = [
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
];
/// Everything that can be selected.
pub(crate) const PROPERTIES: [&str; 27] = [
    "accountEnabled",
    "assignedLicenses",
    "assignedPlans",
    "businessPhones",
    "companyName",
    "createdDateTime",
    "creationType",
    "department",
    "displayName",
    "externalUserState",
    "givenName",
    "id",
    "imAddresses",
    "jobTitle",
    "lastPasswordChangeDateTime",
    "mail",
    "mailNickname",
    "mobilePhone",
    "officeLocation",
    "otherMails",
    "preferredLanguage",
    "proxyAddresses",
    "signInSessionsValidFromDateTime",
    "surname",
    "usageLocation",
    "userPrincipalName",
    "userType",
];
/// Exist, but live outside the directory and cannot be selected in a collection.
pub(crate) const PROPERTIES_ELSEWHERE: [&str; 6] =
    ["aboutMe", "birthday", "interests", "mailboxSettings", "skills", "mySite"];
/// What `User.ReadBasic.All` shows.
pub(crate) const BASIC_PROPERTIES: [&str; 6] =
    ["displayName", "givenName", "id", "mail", "surname", "userPrincipalName"];

/// How somebody proves who they are. Has no `Debug`, because it holds a password.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) password: String,
    pub(crate) kind: AccountKind,
    pub(crate) password_age: PasswordAge,
    /// Wrong passwords in a row.
    pub(crate) failures: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasswordAge {
    Current,
    /// Must be changed at the next sign-in.
    Expired,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    Created,
    Property(&'static str),
    Deleted,
}

/// The users of the tenant in a stable order.
pub(crate) struct Directory {
    users: Vec<Person>,
    /// Positions in `users` by lower-case object id: a bulk read looks up hundreds.
    positions: HashMap<String, usize>,
    credentials: HashMap<String, Credential>,
    /// People of other tenants who can sign in there: principal name and password.
    foreigners: HashMap<String, String>,
    log: Vec<(u64, String, Change)>,
}

/// What a delta query reports about one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Delta {
    /// New, or changed in these properties.
    Present(Vec<&'static str>),
    Removed,
}

impl Directory {
    pub(crate) fn of(company: &Company) -> Self {
        let mut credentials = HashMap::new();
        let mut foreigners = HashMap::new();
        for account in company.accounts() {
            match account.kind {
                AccountKind::Foreign => {
                    foreigners.insert(account.upn.to_lowercase(), account.password.clone());
                }
                AccountKind::Admin | AccountKind::SyncUser => {
                    credentials.insert(account.user_id.clone(), Credential::new(&account.password, account.kind));
                }
            }
        }
        let mut directory = Self {
            users: company.directory().cloned().collect(),
            positions: HashMap::new(),
            credentials,
            foreigners,
            log: Vec::new(),
        };
        directory.index();
        directory
    }

    pub(crate) fn users(&self) -> &[Person] {
        &self.users
    }

    pub(crate) fn user(&self, id: &str) -> Option<&Person> {
        let position = self.positions.get(&id.to_ascii_lowercase())?;
        self.users.get(*position)
    }

    /// By object id or principal name.
    pub(crate) fn find(&self, id_or_upn: &str) -> Option<&Person> {
        self.users
            .iter()
            .find(|user| user.user_id.eq_ignore_ascii_case(id_or_upn) || user.upn.eq_ignore_ascii_case(id_or_upn))
    }

    pub(crate) fn credential(&mut self, user_id: &str) -> Option<&mut Credential> {
        self.credentials.get_mut(user_id)
    }

    pub(crate) fn is_admin(&self, user_id: &str) -> bool {
        self.credentials.get(user_id).is_some_and(|credential| credential.kind == AccountKind::Admin)
    }

    pub(crate) fn foreign_password(&self, upn: &str) -> Option<&String> {
        self.foreigners.get(&upn.to_lowercase())
    }

    pub(crate) fn add(&mut self, user: Person) {
        self.note(&user.user_id.clone(), Change::Created);
        self.users.retain(|present| present.user_id != user.user_id);
        self.users.push(user);
        self.index();
    }

    pub(crate) fn set_credential(&mut self, user_id: &str, credential: Credential) {
        self.credentials.insert(user_id.to_owned(), credential);
    }

    pub(crate) fn delete(&mut self, user_id: &str) {
        self.users.retain(|user| user.user_id != user_id);
        self.index();
        self.credentials.remove(user_id);
        self.note(user_id, Change::Deleted);
    }

    /// Writing the mail address also replaces the primary proxy address.
    pub(crate) fn set_mail(&mut self, user_id: &str, mail: Option<&str>) {
        let Some(user) = self.users.iter_mut().find(|user| user.user_id == user_id) else {
            return;
        };
        user.mail = mail.map(str::to_owned);
        user.proxy_addresses.retain(|address| !address.starts_with("SMTP:"));
        if let Some(mail) = mail {
            user.proxy_addresses.retain(|address| !address.eq_ignore_ascii_case(&format!("smtp:{mail}")));
            user.proxy_addresses.insert(0, format!("SMTP:{mail}"));
        }
        self.note(user_id, Change::Property("mail"));
        self.note(user_id, Change::Property("proxyAddresses"));
    }

    pub(crate) fn set_enabled(&mut self, user_id: &str, enabled: bool) {
        if let Some(user) = self.users.iter_mut().find(|user| user.user_id == user_id) {
            user.account_enabled = enabled;
            self.note(user_id, Change::Property("accountEnabled"));
        }
    }

    /// The number of the latest change; a delta link remembers it.
    pub(crate) fn version(&self) -> u64 {
        self.log.last().map_or(0, |(version, _, _)| *version)
    }

    /// What happened after `version` to anything in `selected`, in the order of first mention.
    pub(crate) fn changes_after(&self, version: u64, selected: &[String]) -> Vec<(String, Delta)> {
        let mut changes: Vec<(String, Delta)> = Vec::new();
        for (_, user_id, change) in self.log.iter().filter(|(at, _, _)| *at > version) {
            let now = match change {
                Change::Deleted => Delta::Removed,
                Change::Created => Delta::Present(PROPERTIES.to_vec()),
                Change::Property(name) if selected.iter().any(|wanted| wanted == name) => Delta::Present(vec![*name]),
                Change::Property(_) => continue,
            };
            match changes.iter_mut().find(|(id, _)| id == user_id) {
                None => changes.push((user_id.clone(), now)),
                Some((_, known)) => match (known, now) {
                    (Delta::Present(known), Delta::Present(more)) => known.extend(more),
                    (known, now) => *known = now,
                },
            }
        }
        changes
    }

    fn index(&mut self) {
        let ids = self.users.iter().map(|user| user.user_id.to_ascii_lowercase());
        self.positions = ids.zip(0..).collect();
    }

    fn note(&mut self, user_id: &str, change: Change) {
        let version = self.version() + 1;
        self.log.push((version, user_id.to_owned(), change));
    }
}

impl Credential {
    pub(crate) fn new(password: &str, kind: AccountKind) -> Self {
        Self { password: password.to_owned(), kind, password_age: PasswordAge::Current, failures: 0 }
    }
}

/// One property in its JSON form; null when the user has none.
pub(crate) fn property(user: &Person, name: &str) -> Value {
    let text = |text: &str| {
        if text.is_empty() { Value::Null } else { Value::from(text) }
    };
    let local_part = || user.upn.split('@').next().unwrap_or_default();
    match name {
        "id" => json!(user.user_id),
        "displayName" => json!(user.display_name),
        "givenName" => text(&user.first),
        "surname" => text(&user.last),
        "department" => text(&user.department),
        "mail" => json!(user.mail),
        "mailNickname" => json!(local_part()),
        "userPrincipalName" => json!(user.upn),
        "proxyAddresses" => json!(user.proxy_addresses),
        "imAddresses" => {
            json!(user.proxy_addresses.iter().filter_map(|address| address.strip_prefix("SIP:")).collect::<Vec<_>>())
        }
        "accountEnabled" => json!(user.account_enabled),
        "userType" => json!(match user.user_type {
            UserType::Member => "Member",
            UserType::Guest => "Guest",
        }),
        "creationType" => match user.user_type {
            UserType::Member => Value::Null,
            UserType::Guest => json!("Invitation"),
        },
        "externalUserState" => match user.user_type {
            UserType::Member => Value::Null,
            UserType::Guest => json!("Accepted"),
        },
        "assignedLicenses" if user.licensed => {
            json!([{"skuId": "3b555118-da6a-4418-894f-7df1e2096870", "disabledPlans": []}])
        }
        "assignedPlans" if user.licensed => json!([{
            "assignedDateTime": "2026-01-01T08:00:00Z",
            "capabilityStatus": "Enabled",
            "service": "TeamspaceAPI",
            "servicePlanId": TEAMS_PLAN,
        }]),
        "assignedLicenses" | "assignedPlans" | "businessPhones" | "otherMails" => json!([]),
        "usageLocation" => json!("DE"),
        "createdDateTime" | "lastPasswordChangeDateTime" | "signInSessionsValidFromDateTime" => {
            json!("2026-01-01T08:00:00Z")
        }
        _ => Value::Null,
    }
}

/// A user object with the given properties; the id is always in it.
pub(crate) fn user_json(user: &Person, properties: &[String]) -> Value {
    let mut object = Map::new();
    for name in properties {
        object.insert(name.clone(), property(user, name));
    }
    object.insert("id".to_owned(), json!(user.user_id));
    Value::Object(object)
}
