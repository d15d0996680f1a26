//! Draws a company from a seed.

use std::collections::HashSet;

use rand::{Rng, RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::accounts::{Draft, SYNC_USERS, account, sync_user_name};
use super::names::{DEPARTMENTS, FIRST, LAST, MACHINES, ORGANISATIONS, ROOMS, local_part};
use super::{AccountKind, Company, Extension, ExtensionKind, Oddities, Person, UserType};

/// Below this size one oddity would be a large part of the company, so there are none.
const SMALLEST_UNTIDY: usize = 20;

pub(super) fn company(people: usize, seed: u64, oddities: Oddities) -> Company {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (organisation_name, tenant_domain) =
        pick(&mut rng, ORGANISATIONS).copied().unwrap_or(("Musterwerke GmbH", "musterwerke.example"));
    let untidy = oddities == Oddities::Usual && people >= SMALLEST_UNTIDY;
    let mut draft = Drawing {
        domain: tenant_domain.to_owned(),
        initial_domain: format!("{}.onmicrosoft.example", tenant_domain.trim_end_matches(".example")),
        people: Vec::new(),
        extra: Vec::new(),
        extensions: Vec::new(),
        locals: HashSet::new(),
        numbers: HashSet::new(),
        oddities: match untidy {
            true => Oddities::Usual,
            false => Oddities::None,
        },
        next_number: if people > 700 { 2000 } else { 200 },
        rng,
    };
    for _ in 0..people {
        let person = draft.person();
        draft.people.push(person);
    }
    draft.phones();
    if untidy {
        draft.twins();
        draft.former_employees();
        draft.odd_users();
        draft.things();
    }
    let customer = format!("K{}", draft.rng.random_range(1000..9999));
    let ((admin, admin_user), sync, (foreign, _)) = draft.accounts();
    draft.extra.push(admin_user);
    let (sync_users, sync_people): (Vec<_>, Vec<_>) = sync.into_iter().unzip();
    draft.extra.extend(sync_people);
    Company {
        cti_username: format!("api-{}", customer.to_lowercase()),
        cti_password: draft.secret(),
        configuration_client_id: format!("{}-configuration", customer.to_lowercase()),
        configuration_client_secret: draft.secret(),
        customer,
        tenant_id: draft.guid(),
        tenant_domain: draft.domain.clone(),
        initial_domain: draft.initial_domain.clone(),
        organisation_name: organisation_name.to_owned(),
        client_id: draft.guid(),
        client_secret: draft.secret(),
        admin,
        sync_users,
        foreign,
        foreign_tenant_id: draft.guid(),
        people: draft.people,
        extra_users: draft.extra,
        extensions: draft.extensions,
    }
}

struct Drawing {
    rng: ChaCha8Rng,
    domain: String,
    initial_domain: String,
    people: Vec<Person>,
    extra: Vec<Person>,
    extensions: Vec<Extension>,
    locals: HashSet<String>,
    numbers: HashSet<String>,
    next_number: u32,
    oddities: Oddities,
}

impl Drawing {
    fn person(&mut self) -> Person {
        let first = pick(&mut self.rng, FIRST).copied().unwrap_or("Anna");
        let mut last = pick(&mut self.rng, LAST).copied().unwrap_or("Müller").to_owned();
        if self.rng.random_ratio(1, 15) {
            let second = pick(&mut self.rng, LAST).copied().unwrap_or("Schmidt");
            if second != last && !second.contains(' ') {
                last = format!("{last}-{second}");
            }
        }
        let base = format!("{}.{}", local_part(first), local_part(&last));
        let mut local = base.clone();
        let mut twin = 2;
        while !self.locals.insert(local.clone()) {
            local = format!("{base}{twin}");
            twin += 1;
        }
        let mail = format!("{local}@{}", self.domain);
        // In some tenants the name that people sign in with is not their address.
        let upn = match self.rng.random_ratio(1, 12) {
            true => format!(
                "{}{}@{}",
                self.personnel_number(),
                local_part(&last).chars().take(3).collect::<String>(),
                self.domain
            ),
            false => mail.clone(),
        };
        let alias = format!("{}@{}", local.replace('.', "-"), self.initial_domain);
        Person {
            first: first.to_owned(),
            display_name: format!("{first} {last}"),
            last,
            department: pick(&mut self.rng, DEPARTMENTS).copied().unwrap_or("IT").to_owned(),
            user_id: self.guid(),
            proxy_addresses: vec![format!("SMTP:{mail}"), format!("smtp:{alias}"), format!("SIP:{upn}")],
            upn,
            mail: Some(mail),
            account_enabled: true,
            user_type: UserType::Member,
            licensed: true,
        }
    }

    /// One extension for each person, most of them with the right address.
    fn phones(&mut self) {
        let untidy = self.untidy();
        let total = self.people.len();
        let missing = self.some(total, 50);
        let by_alias = self.some(total, 40);
        for index in 0..total {
            let person = self.people[index].clone();
            let mail = person.mail.clone().unwrap_or_default();
            let (email, kind) = if missing.contains(&index) {
                (String::new(), ExtensionKind::MissingAddress)
            } else if by_alias.contains(&index) {
                (alias_of(&person), ExtensionKind::ByAlias)
            } else if untidy && person.upn != mail && index % 2 == 0 {
                (person.upn.clone(), ExtensionKind::ByUpn)
            } else {
                (self.as_typed(mail), ExtensionKind::Usual)
            };
            let number = self.number();
            let name = format!("{}, {}", person.last, person.first);
            self.extensions.push(Extension { number, name, voicemail_email: email, person: Some(index), kind });
        }
        if untidy && !self.extensions.iter().any(|extension| extension.kind == ExtensionKind::ByUpn) {
            self.force_upn();
        }
    }

    /// Small companies may have drawn nobody whose principal name differs: make one.
    fn force_upn(&mut self) {
        let number = self.personnel_number();
        let Some(extension) = self.extensions.iter_mut().find(|extension| extension.kind == ExtensionKind::Usual)
        else {
            return;
        };
        let Some(person) = extension.person.and_then(|index| self.people.get_mut(index)) else {
            return;
        };
        person.upn = format!("{number}@{}", self.domain);
        if let Some(sip) = person.proxy_addresses.iter_mut().find(|address| address.starts_with("SIP:")) {
            *sip = format!("SIP:{}", person.upn);
        }
        extension.voicemail_email.clone_from(&person.upn);
        extension.kind = ExtensionKind::ByUpn;
    }

    /// The mobile twin of a desk phone carries the same address, or another address of the same person.
    fn twins(&mut self) {
        let wanted = (self.people.len() * 3 / 200).max(2);
        let usual: Vec<usize> = self.usual_phones();
        for (round, index) in usual.into_iter().step_by(3).take(wanted).enumerate() {
            let first = self.extensions[index].clone();
            let Some(person) = first.person.and_then(|index| self.people.get(index)).cloned() else {
                continue;
            };
            let (voicemail_email, kind) = match round {
                0 => (alias_of(&person), ExtensionKind::TwinByAlias),
                _ => (person.mail.clone().unwrap_or_default(), ExtensionKind::Twin),
            };
            let number = self.number();
            self.extensions.push(Extension {
                number,
                name: format!("{} mobil", first.name),
                voicemail_email,
                person: first.person,
                kind,
            });
        }
    }

    fn former_employees(&mut self) {
        for _ in 0..(self.people.len() / 100).max(1) {
            let gone = self.person();
            let number = self.number();
            self.extensions.push(Extension {
                number,
                name: format!("{}, {}", gone.last, gone.first),
                voicemail_email: gone.mail.unwrap_or_default(),
                person: None,
                kind: ExtensionKind::FormerEmployee,
            });
        }
    }

    /// A disabled account, a guest, a shared mailbox and an administrator's second account.
    fn odd_users(&mut self) {
        let mut disabled = self.person();
        disabled.account_enabled = false;
        self.extra_with_phone(disabled, ExtensionKind::Disabled);

        let mut guest = self.person();
        let home = format!("{}@partner.example", local_part(&guest.last));
        guest.upn = format!("{}#EXT#@{}", home.replace('@', "_"), self.initial_domain);
        guest.proxy_addresses = vec![format!("SMTP:{home}")];
        guest.mail = Some(home);
        guest.user_type = UserType::Guest;
        guest.licensed = false;
        self.extra_with_phone(guest, ExtensionKind::Guest);

        let mut shared = self.person();
        let address = format!("info@{}", self.domain);
        shared.first = String::new();
        shared.last = "Zentrale".to_owned();
        shared.display_name = "Zentrale".to_owned();
        shared.upn.clone_from(&address);
        shared.proxy_addresses = vec![format!("SMTP:{address}")];
        shared.mail = Some(address);
        shared.account_enabled = false;
        shared.licensed = false;
        self.extra_with_phone(shared, ExtensionKind::SharedMailbox);

        if let Some(&index) = self.usual_phones().last() {
            let owner = self.extensions[index].person.and_then(|index| self.people.get(index)).cloned();
            if let Some(owner) = owner {
                self.extensions[index].kind = ExtensionKind::AmbiguousAddress;
                let mut second = owner;
                second.user_id = self.guid();
                second.display_name = format!("{} (Admin)", second.display_name);
                second.upn = format!("adm-{}@{}", local_part(&second.last), self.initial_domain);
                // Not mail-enabled: the address was typed into the attribute, and so may repeat.
                second.proxy_addresses = Vec::new();
                second.licensed = false;
                self.extra.push(second);
            }
        }
    }

    fn things(&mut self) {
        for name in ROOMS.iter().chain(MACHINES) {
            let number = self.number();
            self.extensions.push(Extension {
                number,
                name: (*name).to_owned(),
                voicemail_email: String::new(),
                person: None,
                kind: ExtensionKind::Thing,
            });
        }
    }

    #[expect(clippy::type_complexity, reason = "three kinds of the same pair, taken apart at once by the only caller")]
    fn accounts(&mut self) -> ((super::Account, Person), Vec<(super::Account, Person)>, (super::Account, Person)) {
        let domain = self.domain.clone();
        let mut make = |local: &str, display_name: &str, domain: &str, kind| {
            let (id, password) = (self.guid(), self.secret());
            account(&Draft { local, display_name, domain, kind }, id, password)
        };
        let admin = make("admin", "Administrator", &domain, AccountKind::Admin);
        let sync = (0..SYNC_USERS)
            .map(|index| make(&sync_user_name(index), "Presence Sync", &domain, AccountKind::SyncUser))
            .collect();
        let foreign = make("besuch", "Erika Fremd", "fremdfirma.example", AccountKind::Foreign);
        (admin, sync, foreign)
    }

    fn extra_with_phone(&mut self, person: Person, kind: ExtensionKind) {
        let number = self.number();
        self.extensions.push(Extension {
            number,
            name: person.display_name.clone(),
            voicemail_email: person.mail.clone().unwrap_or_default(),
            person: Some(self.people.len() + self.extra.len()),
            kind,
        });
        self.extra.push(person);
    }

    fn usual_phones(&self) -> Vec<usize> {
        let usual = |extension: &Extension| extension.kind == ExtensionKind::Usual;
        (0..self.extensions.len()).filter(|&index| usual(&self.extensions[index])).collect()
    }

    /// About one in `share`, and at least one.
    fn some(&mut self, total: usize, share: usize) -> HashSet<usize> {
        let mut chosen = HashSet::new();
        while self.untidy() && chosen.len() < (total / share).max(1) {
            chosen.insert(self.rng.random_range(0..total));
        }
        chosen
    }

    fn as_typed(&mut self, mail: String) -> String {
        let untidy = self.untidy();
        match self.rng.random_range(0..40) {
            0 if untidy => mail.to_uppercase(),
            1 if untidy => format!(" {mail} "),
            2 if untidy => {
                mail.split_once('.').map_or(mail.clone(), |(first, rest)| format!("{}.{rest}", capital(first)))
            }
            _ => mail,
        }
    }

    fn number(&mut self) -> String {
        let untidy = self.untidy();
        loop {
            let number = match self.rng.random_range(0..50) {
                0 if untidy => format!("0{}", self.rng.random_range(10..99)),
                1 if untidy => format!("0{}", self.rng.random_range(100..999)),
                2 if untidy => self.rng.random_range(7000..7999).to_string(),
                3 if untidy => self.rng.random_range(10..99).to_string(),
                _ => {
                    self.next_number += 1;
                    self.next_number.to_string()
                }
            };
            if self.numbers.insert(number.clone()) {
                return number;
            }
        }
    }

    /// Unique among the local parts of principal names.
    fn personnel_number(&mut self) -> String {
        loop {
            let number = format!("m{}", self.rng.random_range(10_000..99_999));
            if self.locals.insert(number.clone()) {
                return number;
            }
        }
    }

    fn untidy(&self) -> bool {
        self.oddities == Oddities::Usual
    }

    fn guid(&mut self) -> String {
        let mut bytes = [0; 16];
        self.rng.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }

    fn secret(&mut self) -> String {
        const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        (0..20).filter_map(|_| pick(&mut self.rng, LETTERS).map(|&letter| char::from(letter))).collect()
    }
}

fn alias_of(person: &Person) -> String {
    person.proxy_addresses.iter().find_map(|address| address.strip_prefix("smtp:")).unwrap_or_default().to_owned()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn pick<'a, T>(rng: &mut ChaCha8Rng, list: &'a [T]) -> Option<&'a T> {
    list.choose(rng)
}
