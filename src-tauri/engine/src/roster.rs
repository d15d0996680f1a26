//! Who is matched to whom, who has a place in which round, and what is wrong with the rest.

use crate::{
    ExtensionNumber, Round, UserId,
    directory::Directory,
    event::{Account, TeamsUser},
    matching::{self, Match, Matching},
    problem::{AppliedRule, Problem},
    rounds,
    rules::{EmailSource, Profile, Reader},
    view::MatchedBy,
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(crate) struct Roster {
    matching: Matching,
    /// The same matches, for a quick look at one.
    found: FxHashMap<ExtensionNumber, Match>,
    without_place: BTreeSet<UserId>,
    /// Every extension that leads to a user, used or not.
    leads_to: FxHashMap<UserId, Vec<ExtensionNumber>>,
    people: usize,
}

impl Roster {
    /// Matches everybody afresh. Places in `profile` follow once the directory is complete.
    pub(crate) fn new(directory: &Directory, profile: &mut Profile) -> Self {
        if !directory.has_users() {
            return Self::default();
        }
        let source = profile.cloudya.as_ref().map_or(EmailSource::Imported, |cloudya| cloudya.emails);
        let emails = match source {
            EmailSource::Configuration => directory.read_emails(&profile.choices),
            EmailSource::Imported => directory.keys(),
        };
        let rule = profile.settings.duplicates;
        let matching = matching::match_all(&emails, &directory.users, &profile.choices, rule);
        let mut leads_to = FxHashMap::<_, Vec<_>>::default();
        let mut people = Vec::new();
        let mut seen = BTreeSet::new();
        for (extension, found) in &matching.of {
            let Some((user, _)) = user_of(found) else { continue };
            let user = &directory.users[user].id;
            leads_to.entry(user.clone()).or_default().push(extension.clone());
            if matches!(found, Match::Used { .. }) && seen.insert(user) {
                people.push(user.clone());
            }
        }
        let mut without_place = BTreeSet::new();
        if directory.is_complete() && profile.settings.reader == Reader::SyncUser {
            let size = usize::from(profile.settings.round_size);
            let places = rounds::assign(&profile.places, &people, &existing_rounds(profile), size);
            without_place = places.without;
            profile.places = places.held;
        }
        let found = matching.of.iter().map(|(extension, found)| (extension.clone(), found.clone())).collect();
        Self { matching, found, without_place, leads_to, people: people.len() }
    }

    pub(crate) fn of(&self, extension: &ExtensionNumber) -> Option<&Match> {
        self.found.get(extension)
    }

    /// The rows that show something of this user.
    pub(crate) fn extensions_of(&self, user: &UserId) -> &[ExtensionNumber] {
        self.leads_to.get(user).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_covered(&self, user: &UserId) -> bool {
        !self.without_place.contains(user)
    }

    /// The first extension whose calls are published for this user.
    pub(crate) fn phone_of(&self, user: &UserId) -> Option<ExtensionNumber> {
        let used = |extension: &&ExtensionNumber| matches!(self.of(extension), Some(Match::Used { .. }));
        self.extensions_of(user).iter().find(used).cloned()
    }

    /// People with at least one extension in use.
    pub(crate) fn people(&self) -> usize {
        self.people
    }

    pub(crate) fn not_covered(&self) -> usize {
        self.without_place.len()
    }

    /// Whose calls are published: users with a place, and the extensions that count for them.
    pub(crate) fn sources(&self, users: &[TeamsUser]) -> BTreeMap<UserId, Vec<ExtensionNumber>> {
        let mut sources = BTreeMap::<_, Vec<_>>::new();
        for (extension, found) in &self.matching.of {
            if let Match::Used { user, .. } = found {
                let user = &users[*user].id;
                if self.is_covered(user) {
                    sources.entry(user.clone()).or_default().push(extension.clone());
                }
            }
        }
        sources
    }

    /// Who is read with which account.
    pub(crate) fn readers(&self, profile: &Profile, users: &[TeamsUser]) -> BTreeMap<Account, Vec<UserId>> {
        let mut readers = BTreeMap::<_, Vec<_>>::new();
        for user in self.sources(users).into_keys() {
            let Some(account) = reader_of(&user, profile) else { continue };
            readers.entry(account).or_default().push(user);
        }
        readers
    }

    /// What is wrong with single people, duplicates first.
    pub(crate) fn problems(&self, directory: &Directory, profile: &Profile) -> Vec<Problem> {
        let mut problems = Vec::new();
        for duplicate in &self.matching.duplicates {
            let user = &directory.users[duplicate.user];
            let email = duplicate.extensions.first().and_then(|extension| directory.emails.get(extension));
            problems.push(Problem::DuplicateEmail {
                user: user.id.clone(),
                user_name: user.name.clone(),
                email: email.map(|email| email.trim().to_owned()).unwrap_or_default(),
                extensions: duplicate.extensions.clone(),
                used: duplicate.used.clone(),
                rule: match duplicate.choice {
                    Some(_) => AppliedRule::Chosen,
                    None => AppliedRule::Default { rule: profile.settings.duplicates },
                },
            });
        }
        for (extension, found) in &self.matching.of {
            let extension = extension.clone();
            let name = directory.extensions.get(&extension).map(|known| known.name.clone()).unwrap_or_default();
            let email = directory.emails.get(&extension).map(|email| email.trim().to_owned()).unwrap_or_default();
            problems.extend(match found {
                Match::Used { .. } | Match::LeftOut { .. } | Match::Excluded { .. } => None,
                Match::NoEmail => Some(Problem::NoEmail { extension, name }),
                Match::NotFound => Some(Problem::NotFound { extension, name, email }),
                Match::SeveralUsers { users } => {
                    let names = users.iter().map(|user| directory.users[*user].user_principal_name.clone());
                    Some(Problem::SeveralUsers { extension, name, email, users: names.collect() })
                }
                Match::Disabled { .. } => Some(Problem::UserDisabled { extension, name, email }),
                Match::Guest { .. } => Some(Problem::UserIsGuest { extension, name, email }),
            });
        }
        if !self.without_place.is_empty() {
            let rounds_needed = rounds::needed(self.people, usize::from(profile.settings.round_size));
            problems.push(Problem::NotCovered { people: self.without_place.len(), rounds_needed });
        }
        problems
    }
}

/// Whose token reads what Teams shows of this user; `None` for somebody without a place.
pub(crate) fn reader_of(user: &UserId, profile: &Profile) -> Option<Account> {
    match profile.settings.reader {
        Reader::Application => Some(Account::Application),
        Reader::SyncUser => profile.places.get(user).copied().map(Account::SyncUser),
    }
}

/// Rounds whose sync user has signed in, and always the first.
pub(crate) fn existing_rounds(profile: &Profile) -> Vec<Round> {
    let signed_in = profile.sync_users.iter().filter(|(_, user)| user.signed_in.is_some()).map(|(round, _)| *round);
    let mut rounds = signed_in.chain([Round(1)]).collect::<Vec<_>>();
    rounds.sort();
    rounds.dedup();
    rounds
}

/// The user that an extension leads to, whether or not it is used.
pub(crate) fn user_of(found: &Match) -> Option<(usize, MatchedBy)> {
    match found {
        Match::Used { user, by }
        | Match::LeftOut { user, by }
        | Match::Disabled { user, by }
        | Match::Guest { user, by } => Some((*user, *by)),
        Match::Excluded { user } => *user,
        Match::NoEmail | Match::NotFound | Match::SeveralUsers { .. } => None,
    }
}
