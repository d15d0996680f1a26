//! The company that both simulated services talk about: people, phones and all the untidiness of a real directory, made from a seed.

mod accounts;
mod build;
mod names;

use serde::Serialize;

/// Everything that the two vendors know about one customer. The same seed gives the same company, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Company {
    /// The Cloudya customer account, such as `K1234`.
    pub customer: String,
    pub cti_username: String,
    pub cti_password: String,
    pub configuration_client_id: String,
    pub configuration_client_secret: String,
    /// The Microsoft tenant, a lower-case GUID.
    pub tenant_id: String,
    /// The verified domain that people's addresses end in.
    pub tenant_domain: String,
    /// The domain every tenant is born with; aliases live there.
    pub initial_domain: String,
    pub organisation_name: String,
    /// The app registration of the customer.
    pub client_id: String,
    pub client_secret: String,
    pub admin: Account,
    /// Unlicensed accounts for reading presence, one for each onboarding round.
    pub sync_users: Vec<Account>,
    /// Somebody who can sign in, but to another tenant.
    pub foreign: Account,
    pub foreign_tenant_id: String,
    /// The Teams people asked for; each has an extension.
    pub people: Vec<Person>,
    /// Everybody else in the Microsoft directory: disabled, guest, shared mailbox, second accounts, the admin and the sync users.
    pub extra_users: Vec<Person>,
    /// In no particular order of numbers, as in a real tenant.
    pub extensions: Vec<Extension>,
}

/// Somebody who can type a password into the sign-in page.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub upn: String,
    pub password: String,
    pub user_id: String,
    pub kind: AccountKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    /// May consent for the tenant.
    Admin,
    /// An ordinary, unlicensed member.
    SyncUser,
    /// A member of another tenant.
    Foreign,
}

/// A user object of the Microsoft tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    pub first: String,
    pub last: String,
    pub display_name: String,
    pub department: String,
    /// Object id, a lower-case GUID.
    pub user_id: String,
    pub upn: String,
    pub mail: Option<String>,
    /// `SMTP:` primary, `smtp:` alias, `SIP:` Teams address.
    pub proxy_addresses: Vec<String>,
    pub account_enabled: bool,
    pub user_type: UserType,
    /// Has a licence that includes Teams.
    pub licensed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum UserType {
    Member,
    Guest,
}

/// A phone extension of the Cloudya tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// A string: lengths differ, and zeros may lead.
    pub number: String,
    /// Display name as configured in Cloudya.
    pub name: String,
    /// As somebody once typed it: perhaps empty, an alias, in capitals or with blanks around.
    pub voicemail_email: String,
    /// Whose phone it truly is: an index for [`Company::user`].
    pub person: Option<usize>,
    pub kind: ExtensionKind,
}

/// Why an extension has the voicemail e-mail that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionKind {
    /// The person's `mail`, perhaps in another case or padded.
    Usual,
    /// The user principal name, which differs from `mail`.
    ByUpn,
    /// A secondary SMTP address.
    ByAlias,
    /// The person has a phone, but nobody typed an address.
    MissingAddress,
    /// A second phone with the address of the first.
    Twin,
    /// A second phone whose address is an alias of the same person.
    TwinByAlias,
    /// The address of somebody who has left; no Teams user has it.
    FormerEmployee,
    /// The `mail` of two users.
    AmbiguousAddress,
    /// Belongs to a disabled account.
    Disabled,
    /// Belongs to a guest.
    Guest,
    /// A role mailbox such as info@.
    SharedMailbox,
    /// A meeting room, lift, door or fax.
    Thing,
}

/// How untidy the directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddities {
    /// Duplicates, missing and wrong addresses and so on, from 20 people upwards; smaller companies are tidy.
    Usual,
    /// Every person has one extension with exactly their mail address, and there is nothing else.
    None,
}

impl Company {
    pub fn new(people: usize, seed: u64, oddities: Oddities) -> Self {
        build::company(people, seed, oddities)
    }

    /// Every user object of the tenant: people, then extra users.
    pub fn directory(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().chain(&self.extra_users)
    }

    /// The user that [`Extension::person`] points at.
    pub fn user(&self, index: usize) -> Option<&Person> {
        match index.checked_sub(self.people.len()) {
            None => self.people.get(index),
            Some(extra) => self.extra_users.get(extra),
        }
    }

    /// Everybody with a password.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        std::iter::once(&self.admin).chain(&self.sync_users).chain(std::iter::once(&self.foreign))
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("upn", &self.upn).field("kind", &self.kind).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn count(company: &Company, kind: ExtensionKind) -> usize {
        company.extensions.iter().filter(|extension| extension.kind == kind).count()
    }

    #[test]
    fn the_same_seed_gives_the_same_company_and_another_seed_another() {
        let text = |seed| serde_json::to_string(&Company::new(100, seed, Oddities::Usual)).unwrap();
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }

    #[test]
    fn extension_numbers_ids_and_principal_names_are_unique() {
        let company = Company::new(3000, 1, Oddities::Usual);
        let numbers: HashSet<_> = company.extensions.iter().map(|e| &e.number).collect();
        assert_eq!(numbers.len(), company.extensions.len());
        let users: HashSet<_> = company.directory().map(|p| &p.user_id).collect();
        let upns: HashSet<_> = company.directory().map(|p| &p.upn).collect();
        assert_eq!(users.len(), company.directory().count());
        assert_eq!(upns.len(), company.directory().count());
        assert!(company.extensions.iter().any(|e| e.number.starts_with('0')));
        let lengths: HashSet<_> = company.extensions.iter().map(|e| e.number.len()).collect();
        assert!(lengths.len() > 1, "numbers have different lengths");
    }

    #[test]
    fn six_hundred_people_have_every_kind_of_untidiness_in_its_share() {
        let company = Company::new(600, 7, Oddities::Usual);
        assert_eq!(company.people.len(), 600);
        let twins = count(&company, ExtensionKind::Twin) + count(&company, ExtensionKind::TwinByAlias);
        assert!((6..=12).contains(&twins), "{twins} twins");
        assert!((8..=16).contains(&count(&company, ExtensionKind::MissingAddress)));
        assert!((4..=8).contains(&count(&company, ExtensionKind::FormerEmployee)));
        assert_eq!(count(&company, ExtensionKind::Disabled), 1);
        assert_eq!(count(&company, ExtensionKind::Guest), 1);
        for kind in [
            ExtensionKind::ByAlias,
            ExtensionKind::ByUpn,
            ExtensionKind::Thing,
            ExtensionKind::SharedMailbox,
            ExtensionKind::TwinByAlias,
            ExtensionKind::AmbiguousAddress,
        ] {
            assert!(count(&company, kind) >= 1, "{kind:?}");
        }
        for (index, person) in company.people.iter().enumerate() {
            let phones = company.extensions.iter().filter(|e| e.person == Some(index)).count();
            assert!(phones >= 1, "{} has no phone", person.display_name);
        }
    }

    #[test]
    fn a_company_without_oddities_matches_one_to_one() {
        let company = Company::new(50, 3, Oddities::None);
        assert_eq!(company.extensions.len(), 50);
        for extension in &company.extensions {
            let person = company.user(extension.person.unwrap()).unwrap();
            assert_eq!(person.mail.as_deref(), Some(extension.voicemail_email.as_str()));
        }
    }

    #[test]
    fn a_password_does_not_show_in_debug_output() {
        let company = Company::new(3, 3, Oddities::None);
        let text = format!("{:?}", company.admin);
        assert!(!text.contains(&company.admin.password));
    }
}
