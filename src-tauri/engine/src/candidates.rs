//! Finds the users that could be meant by an extension: by name and by address, the likeliest first.

use crate::{event::TeamsUser, matching::normalised, question::Likeness};
use std::collections::BTreeSet;

/// How alike two texts must be, from 0 to 1, to be worth showing.
const ALIKE: f64 = 0.88;
/// More would be guessing.
const MOST: usize = 5;

/// Up to five users, as indices into `users`, whoever is likeliest first.
pub(crate) fn candidates(name: &str, email: &str, users: &[TeamsUser]) -> Vec<(usize, Likeness)> {
    let name = words(name);
    let email = normalised(email);
    let mut found = users
        .iter()
        .enumerate()
        .filter(|(_, user)| user.enabled)
        .filter_map(|(index, user)| likeness(&name, &email, user).map(|(likeness, degree)| (index, likeness, degree)))
        .collect::<Vec<_>>();
    found.sort_by(|a, b| (a.1, b.2).partial_cmp(&(b.1, a.2)).unwrap_or(std::cmp::Ordering::Equal).then(a.0.cmp(&b.0)));
    found.truncate(MOST);
    found.into_iter().map(|(index, likeness, _)| (index, likeness)).collect()
}

/// The users whose name or addresses contain every word of the text, in the order of their names.
pub(crate) fn search(text: &str, users: &[TeamsUser], most: usize) -> Vec<usize> {
    let wanted = text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    if wanted.is_empty() {
        return Vec::new();
    }
    let contains = |user: &&(usize, &TeamsUser)| {
        let (_, user) = user;
        let mail = user.mail.as_deref().unwrap_or_default();
        let all = format!("{} {} {mail}", user.name, user.user_principal_name).to_lowercase();
        wanted.iter().all(|word| all.contains(word.as_str()))
    };
    let mut found = users.iter().enumerate().collect::<Vec<_>>().iter().filter(contains).copied().collect::<Vec<_>>();
    found.sort_by_cached_key(|(_, user)| (user.name.to_lowercase(), user.id.clone()));
    found.into_iter().take(most).map(|(index, _)| index).collect()
}

fn likeness(name: &BTreeSet<String>, email: &str, user: &TeamsUser) -> Option<(Likeness, f64)> {
    let theirs = words(&user.name);
    let named = !name.is_empty() && !theirs.is_empty();
    if named && *name == theirs {
        return Some((Likeness::SameName, 1.0));
    }
    let mailbox = |address: &str| address.split_once('@').map(|(mailbox, _)| mailbox.to_owned());
    let addresses = user.mail.iter().map(String::as_str).chain([user.user_principal_name.as_str()]);
    let mut best = None;
    let mut offer = |likeness, degree: f64| {
        if best.is_none_or(|(kind, most)| (likeness, most) < (kind, degree)) {
            best = Some((likeness, degree));
        }
    };
    if let Some(ours) = mailbox(email).filter(|ours| !ours.is_empty()) {
        for theirs in addresses.filter_map(|address| mailbox(&normalised(address))) {
            if theirs == ours {
                offer(Likeness::SameMailbox, 1.0);
            } else {
                let degree = strsim::jaro_winkler(&ours, &theirs);
                if degree >= ALIKE {
                    offer(Likeness::SimilarAddress, degree);
                }
            }
        }
    }
    if named {
        let degree = strsim::jaro_winkler(&joined(name), &joined(&theirs));
        if degree >= ALIKE {
            offer(Likeness::SimilarName, degree);
        }
    }
    best
}

/// The words of a name in lower case, whatever their order and whatever stands between them.
fn words(name: &str) -> BTreeSet<String> {
    name.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn joined(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{UserId, event::UserKind};

    fn user(name: &str, mail: &str) -> TeamsUser {
        TeamsUser {
            id: UserId::new(name),
            name: name.to_owned(),
            user_principal_name: mail.to_owned(),
            mail: Some(mail.to_owned()),
            proxy_addresses: Vec::new(),
            enabled: true,
            kind: UserKind::Member,
        }
    }

    #[test]
    fn the_same_name_in_another_order_comes_first() {
        let users = [
            user("Ben Cordes", "b.cordes@x.example"),
            user("Anna Bergen", "a.bergen@x.example"),
            user("Anna Berger", "a.berger@x.example"),
            user("Vertrieb", "anna.berger@x.example"),
        ];
        let found = candidates("Berger, Anna", "anna.berger@old.example", &users);
        assert_eq!(found, [(2, Likeness::SameName), (3, Likeness::SameMailbox), (1, Likeness::SimilarName)]);
    }

    #[test]
    fn a_slip_in_the_address_is_recognised() {
        let users = [user("A", "claudia.meier@x.example"), user("B", "someone.else@x.example")];
        let found = candidates("", "claudia.maier@x.example", &users);
        assert_eq!(found, [(0, Likeness::SimilarAddress)]);
    }

    #[test]
    fn nobody_is_offered_for_nothing_and_blocked_accounts_never_are() {
        let blocked = TeamsUser { enabled: false, ..user("Anna Berger", "anna.berger@x.example") };
        assert_eq!(candidates("Anna Berger", "anna.berger@x.example", &[blocked]), []);
        assert_eq!(candidates("", "", &[user("Anna Berger", "anna.berger@x.example")]), []);
    }

    #[test]
    fn a_search_wants_every_word_somewhere() {
        let users = [user("Anna Berger", "ab@x.example"), user("Ben Berger", "bb@y.example")];
        assert_eq!(search("berger", &users, 50), [0, 1]);
        assert_eq!(search("BERG  y.ex", &users, 50), [1]);
        assert_eq!(search(" ", &users, 50), [] as [usize; 0]);
        assert_eq!(search("berger", &users, 1), [0]);
    }
}
