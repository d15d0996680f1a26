//! Joins extensions to Teams users by the voicemail e-mail. Pure: the same input gives the same matches, in whatever order it comes.

use crate::{
    ExtensionNumber, UserId,
    event::{TeamsUser, UserKind},
    rules::{Choices, DuplicateChoice, DuplicateRule},
    view::MatchedBy,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What became of one extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// Its calls count for the user.
    Used {
        user: usize,
        by: MatchedBy,
    },
    /// The user is served by another extension.
    LeftOut {
        user: usize,
        by: MatchedBy,
    },
    Excluded {
        user: Option<(usize, MatchedBy)>,
    },
    NoEmail,
    NotFound,
    SeveralUsers {
        users: Vec<usize>,
    },
    Disabled {
        user: usize,
        by: MatchedBy,
    },
    Guest {
        user: usize,
        by: MatchedBy,
    },
}

/// Several extensions that lead to one user, and which of them count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    pub(crate) user: usize,
    pub(crate) extensions: Vec<ExtensionNumber>,
    pub(crate) used: Vec<ExtensionNumber>,
    /// `None` when the rule decided, not a person.
    pub(crate) choice: Option<DuplicateChoice>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matching {
    pub(crate) of: BTreeMap<ExtensionNumber, Match>,
    pub(crate) duplicates: Vec<Duplicate>,
}

/// `users` in any order; the indices in the result are into it.
pub(crate) fn match_all(
    emails: &BTreeMap<ExtensionNumber, String>,
    users: &[TeamsUser],
    choices: &Choices,
    rule: DuplicateRule,
) -> Matching {
    let book = AddressBook::new(users);
    let by_id = users.iter().enumerate().map(|(index, user)| (&user.id, index)).collect::<FxHashMap<_, _>>();
    let mut matching = Matching::default();
    let mut claims = BTreeMap::<&UserId, Vec<(ExtensionNumber, usize, MatchedBy)>>::new();

    for (extension, email) in emails {
        let manual = choices.manual.get(extension).and_then(|user| by_id.get(user)).copied();
        let found = match manual {
            Some(user) => judge(&[user], users, MatchedBy::Manual),
            None => book.look_up(email, users),
        };
        if choices.excluded.contains(extension) {
            let user = match found {
                Match::Used { user, by } => Some((user, by)),
                Match::LeftOut { .. }
                | Match::Excluded { .. }
                | Match::NoEmail
                | Match::NotFound
                | Match::SeveralUsers { .. }
                | Match::Disabled { .. }
                | Match::Guest { .. } => None,
            };
            matching.of.insert(extension.clone(), Match::Excluded { user });
            continue;
        }
        if let Match::Used { user, by } = found {
            claims.entry(&users[user].id).or_default().push((extension.clone(), user, by));
        }
        matching.of.insert(extension.clone(), found);
    }

    for (id, claimants) in claims.into_iter().filter(|(_, claimants)| claimants.len() > 1) {
        let extensions = claimants.iter().map(|(extension, ..)| extension.clone()).collect::<Vec<_>>();
        let choice = choices.duplicates.get(id).filter(|choice| applies(choice, &extensions)).cloned();
        let used = settle(&extensions, choice.as_ref(), rule);
        for (extension, user, by) in &claimants {
            if !used.contains(extension) {
                matching.of.insert(extension.clone(), Match::LeftOut { user: *user, by: *by });
            }
        }
        matching.duplicates.push(Duplicate { user: claimants[0].1, extensions, used, choice });
    }
    matching.duplicates.sort_by(|a, b| a.extensions.cmp(&b.extensions));
    matching
}

/// The form in which addresses are compared: trimmed, lower case, the domain in ASCII.
pub(crate) fn normalised(address: &str) -> String {
    let address = address.trim().to_lowercase();
    // What is ASCII already stays as it is, valid or not.
    if address.is_ascii() && !address.contains("xn--") {
        return address;
    }
    match address.rsplit_once('@') {
        Some((local, domain)) => match idna::domain_to_ascii(domain) {
            Ok(ascii) => format!("{local}@{ascii}"),
            Err(_) => address,
        },
        None => address,
    }
}

/// Every address of every user, by the field it stands in.
struct AddressBook {
    fields: [(MatchedBy, FxHashMap<String, Vec<usize>>); 4],
}

impl AddressBook {
    fn new(users: &[TeamsUser]) -> Self {
        let mut mail = FxHashMap::<_, Vec<_>>::default();
        let mut name = FxHashMap::<_, Vec<_>>::default();
        let mut primary = FxHashMap::<_, Vec<_>>::default();
        let mut alias = FxHashMap::<_, Vec<_>>::default();
        for (index, user) in users.iter().enumerate() {
            if let Some(address) = &user.mail {
                mail.entry(normalised(address)).or_default().push(index);
            }
            name.entry(normalised(&user.user_principal_name)).or_default().push(index);
            for address in &user.proxy_addresses {
                if let Some(address) = address.strip_prefix("SMTP:") {
                    primary.entry(normalised(address)).or_default().push(index);
                } else if let Some(address) = address.strip_prefix("smtp:") {
                    alias.entry(normalised(address)).or_default().push(index);
                }
            }
        }
        let fields = [
            (MatchedBy::Mail, mail),
            (MatchedBy::UserPrincipalName, name),
            (MatchedBy::PrimaryAddress, primary),
            (MatchedBy::Alias, alias),
        ];
        Self { fields }
    }

    /// The first field that holds the address of somebody who can be synchronised decides;
    /// without such a field, the first that holds the address at all explains why not.
    fn look_up(&self, email: &str, users: &[TeamsUser]) -> Match {
        let email = normalised(email);
        if email.is_empty() {
            return Match::NoEmail;
        }
        let mut explanation = None;
        for (by, addresses) in &self.fields {
            let Some(candidates) = addresses.get(&email) else { continue };
            let found = judge(candidates, users, *by);
            match found {
                Match::Used { .. } | Match::SeveralUsers { .. } => return found,
                Match::Disabled { .. } | Match::Guest { .. } => {
                    explanation.get_or_insert(found);
                }
                Match::LeftOut { .. } | Match::Excluded { .. } | Match::NoEmail | Match::NotFound => {}
            }
        }
        explanation.unwrap_or(Match::NotFound)
    }
}

/// What several users with one address mean. Guests and disabled accounts never stand in the way of a member.
fn judge(candidates: &[usize], users: &[TeamsUser], by: MatchedBy) -> Match {
    let of = |wanted: fn(&TeamsUser) -> bool| {
        let mut chosen = candidates.iter().copied().filter(|index| wanted(&users[*index])).collect::<Vec<_>>();
        chosen.sort_by(|a, b| users[*a].id.cmp(&users[*b].id));
        chosen.dedup();
        chosen
    };
    let members = of(|user| user.kind == UserKind::Member && user.enabled);
    match members.as_slice() {
        [user] => return Match::Used { user: *user, by },
        [] => {}
        [..] => return Match::SeveralUsers { users: members },
    }
    if let Some(user) = of(|user| user.kind == UserKind::Member).first() {
        return Match::Disabled { user: *user, by };
    }
    match of(|_| true).first() {
        Some(user) => Match::Guest { user: *user, by },
        None => Match::NotFound,
    }
}

/// A choice for an extension that is no longer among the duplicates says nothing.
fn applies(choice: &DuplicateChoice, extensions: &[ExtensionNumber]) -> bool {
    match choice {
        DuplicateChoice::UseExtension { extension } => extensions.contains(extension),
        DuplicateChoice::Combine | DuplicateChoice::LeaveOut => true,
    }
}

fn settle(
    extensions: &[ExtensionNumber],
    choice: Option<&DuplicateChoice>,
    rule: DuplicateRule,
) -> Vec<ExtensionNumber> {
    match (choice, rule) {
        (Some(DuplicateChoice::UseExtension { extension }), _) => vec![extension.clone()],
        (Some(DuplicateChoice::Combine), _) | (None, DuplicateRule::Combine) => extensions.to_vec(),
        (Some(DuplicateChoice::LeaveOut), _) | (None, DuplicateRule::LeaveOut) => Vec::new(),
        (None, DuplicateRule::LowestExtension) => extensions.iter().min().cloned().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn user(id: &str, mail: &str, aliases: &[&str]) -> TeamsUser {
        TeamsUser {
            id: UserId::new(id),
            name: id.to_owned(),
            user_principal_name: format!("{id}@login.example"),
            mail: (!mail.is_empty()).then(|| mail.to_owned()),
            proxy_addresses: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            enabled: true,
            kind: UserKind::Member,
        }
    }

    fn emails(list: &[(&str, &str)]) -> BTreeMap<ExtensionNumber, String> {
        list.iter().map(|(extension, email)| (ExtensionNumber::new(*extension), (*email).to_owned())).collect()
    }

    fn of(list: &[(&str, &str)], users: &[TeamsUser]) -> Matching {
        match_all(&emails(list), users, &Choices::default(), DuplicateRule::LowestExtension)
    }

    fn result<'a>(matching: &'a Matching, extension: &str) -> &'a Match {
        &matching.of[&ExtensionNumber::new(extension)]
    }

    #[test]
    fn the_key_is_trimmed_caseless_and_looked_up_field_by_field() {
        let users = [
            user("ada", "ada@x.example", &["SMTP:lovelace@x.example", "smtp:countess@x.example", "SIP:sip@x.example"]),
            user("bob", "bob@bücher.example", &[]),
        ];
        let matching = of(
            &[
                ("1", "  ADA@X.example "),
                ("2", "ada@login.example"),
                ("3", "lovelace@x.example"),
                ("4", "Countess@X.EXAMPLE"),
                ("5", "sip@x.example"),
                ("6", " "),
                ("7", "bob@xn--bcher-kva.example"),
            ],
            &users,
        );
        assert_eq!(*result(&matching, "1"), Match::Used { user: 0, by: MatchedBy::Mail });
        assert_eq!(*result(&matching, "2"), Match::LeftOut { user: 0, by: MatchedBy::UserPrincipalName });
        assert_eq!(*result(&matching, "3"), Match::LeftOut { user: 0, by: MatchedBy::PrimaryAddress });
        assert_eq!(*result(&matching, "4"), Match::LeftOut { user: 0, by: MatchedBy::Alias });
        assert_eq!(*result(&matching, "5"), Match::NotFound);
        assert_eq!(*result(&matching, "6"), Match::NoEmail);
        assert_eq!(*result(&matching, "7"), Match::Used { user: 1, by: MatchedBy::Mail });
    }

    #[test]
    fn the_lowest_extension_is_used_in_natural_order_unless_somebody_chose() {
        let users = [user("ada", "ada@x.example", &[])];
        let list = [("10", "ada@x.example"), ("9", "ADA@x.example"), ("100", "ada@x.example")];
        let matching = of(&list, &users);
        assert_eq!(matching.duplicates[0].used, [ExtensionNumber::new("9")]);
        assert_eq!(matching.duplicates[0].extensions.len(), 3);

        let mut choices = Choices::default();
        let chosen = DuplicateChoice::UseExtension { extension: ExtensionNumber::new("100") };
        choices.duplicates.insert(UserId::new("ada"), chosen);
        let matching = match_all(&emails(&list), &users, &choices, DuplicateRule::Combine);
        assert_eq!(matching.duplicates[0].used, [ExtensionNumber::new("100")]);

        let matching = match_all(&emails(&list[..2]), &users, &choices, DuplicateRule::LowestExtension);
        assert_eq!(matching.duplicates[0].used, [ExtensionNumber::new("9")], "the chosen extension is gone");
    }

    #[test]
    fn guests_and_disabled_accounts_never_stand_in_the_way_of_a_member() {
        let guest = TeamsUser { kind: UserKind::Guest, ..user("gus", "shared@x.example", &[]) };
        let disabled = TeamsUser { enabled: false, ..user("dot", "dot@x.example", &[]) };
        let member = user("mia", "", &["smtp:shared@x.example"]);
        let users = [guest, disabled, member];
        let matching = of(&[("1", "shared@x.example"), ("2", "dot@x.example")], &users);
        assert_eq!(*result(&matching, "1"), Match::Used { user: 2, by: MatchedBy::Alias });
        assert_eq!(*result(&matching, "2"), Match::Disabled { user: 1, by: MatchedBy::Mail });
        let matching = of(&[("1", "shared@x.example")], &users[..2]);
        assert_eq!(*result(&matching, "1"), Match::Guest { user: 0, by: MatchedBy::Mail });
    }

    #[test]
    fn two_members_with_one_address_are_never_chosen_between() {
        let users = [user("ada", "team@x.example", &[]), user("bob", "team@x.example", &[])];
        assert_eq!(*result(&of(&[("1", "team@x.example")], &users), "1"), Match::SeveralUsers { users: vec![0, 1] });
    }

    #[test]
    fn an_excluded_extension_is_no_duplicate_and_a_manual_match_beats_the_key() {
        let users = [user("ada", "ada@x.example", &[]), user("bob", "bob@x.example", &[])];
        let mut choices = Choices::default();
        choices.excluded.insert(ExtensionNumber::new("1"));
        choices.manual.insert(ExtensionNumber::new("3"), UserId::new("bob"));
        let list = emails(&[("1", "ada@x.example"), ("2", "ada@x.example"), ("3", "ada@x.example")]);
        let matching = match_all(&list, &users, &choices, DuplicateRule::LowestExtension);
        assert_eq!(matching.duplicates, []);
        assert_eq!(*result(&matching, "1"), Match::Excluded { user: Some((0, MatchedBy::Mail)) });
        assert_eq!(*result(&matching, "3"), Match::Used { user: 1, by: MatchedBy::Manual });
    }

    /// What became of each extension, with users by their ids, so that results over different lists compare.
    fn told(
        list: &BTreeMap<ExtensionNumber, String>,
        users: &[TeamsUser],
        choices: &Choices,
    ) -> BTreeMap<ExtensionNumber, String> {
        let id = |user: &usize| users[*user].id.to_string();
        let matching = match_all(list, users, choices, DuplicateRule::LowestExtension);
        let tell = |found: &Match| match found {
            Match::Used { user, by } => format!("used {} {by:?}", id(user)),
            Match::LeftOut { user, by } => format!("left out {} {by:?}", id(user)),
            Match::SeveralUsers { users } => format!("several {:?}", users.iter().map(id).collect::<Vec<_>>()),
            Match::Disabled { user, by } => format!("disabled {} {by:?}", id(user)),
            Match::Guest { user, by } => format!("guest {} {by:?}", id(user)),
            Match::Excluded { user } => format!("excluded {:?}", user.as_ref().map(|(user, _)| id(user))),
            other @ (Match::NoEmail | Match::NotFound) => format!("{other:?}"),
        };
        matching.of.iter().map(|(extension, found)| (extension.clone(), tell(found))).collect()
    }

    /// A tenant in which everything occurs: shared addresses, aliases, guests, blocked accounts, mailboxes without a person.
    fn tenant() -> impl Strategy<Value = Vec<TeamsUser>> {
        let one = (0_u8..8, prop::collection::vec(0_u8..12, 0..3), 0_u8..10, any::<bool>());
        prop::collection::vec(one, 1..14).prop_map(|drafts| {
            let user = |(index, (mail, aliases, kind, primary)): (usize, (u8, Vec<u8>, u8, bool))| {
                let alias = |alias: &u8| format!("{}:a{alias}@x.example", if primary { "SMTP" } else { "smtp" });
                TeamsUser {
                    enabled: kind != 0,
                    kind: if kind == 1 { UserKind::Guest } else { UserKind::Member },
                    proxy_addresses: aliases.iter().map(alias).collect(),
                    ..user(
                        &format!("u{index}"),
                        &if mail < 6 { format!("m{mail}@x.example") } else { String::new() },
                        &[],
                    )
                }
            };
            drafts.into_iter().enumerate().map(user).collect()
        })
    }

    /// Extensions whose addresses lead somewhere, nowhere, or are missing.
    fn extensions() -> impl Strategy<Value = BTreeMap<ExtensionNumber, String>> {
        let address = prop_oneof![
            (0_u8..8).prop_map(|mail| format!("m{mail}@x.example")),
            (0_u8..14).prop_map(|alias| format!("a{alias}@x.example")),
            (0_u8..16).prop_map(|user| format!("u{user}@login.example")),
            Just(String::new()),
        ];
        prop::collection::btree_map(
            (1_u16..60).prop_map(|number| ExtensionNumber::new(number.to_string())),
            address,
            1..20,
        )
    }

    proptest! {
        #[test]
        fn the_order_of_users_does_not_matter(list in extensions(), users in tenant(), turn in 0_usize..14) {
            let mut turned = users.clone();
            turned.rotate_left(turn % users.len());
            prop_assert_eq!(told(&list, &users, &Choices::default()), told(&list, &turned, &Choices::default()));
        }

        #[test]
        fn unrelated_people_change_nothing_for_the_others(list in extensions(), users in tenant()) {
            let mut more_users = users.clone();
            more_users.insert(0, user("aa-newcomer", "newcomer@x.example", &["smtp:new@x.example"]));
            let mut more = list.clone();
            more.insert(ExtensionNumber::new("0"), "NEW@x.example".to_owned());
            let mut after = told(&more, &more_users, &Choices::default());
            let newcomer = after.remove(&ExtensionNumber::new("0"));
            prop_assert_eq!(newcomer.as_deref(), Some("used aa-newcomer Alias"));
            prop_assert_eq!(after, told(&list, &users, &Choices::default()));
        }

        #[test]
        fn an_extension_that_moves_to_another_person_touches_only_the_two(
            list in extensions(), users in tenant(), mover in any::<prop::sample::Index>(), to in 0_u8..16,
        ) {
            let before = told(&list, &users, &Choices::default());
            let extension = mover.get(&list.keys().cloned().collect::<Vec<_>>()).clone();
            let mut moved = list;
            moved.insert(extension.clone(), format!("u{to}@login.example"));
            let after = told(&moved, &users, &Choices::default());
            let person = |told: &str| told.split(' ').find(|word| word.starts_with('u') && *word != "used").map(str::to_owned);
            let concerned = [person(&before[&extension]), person(&after[&extension])];
            for (other, told) in before.iter().filter(|(other, _)| **other != extension) {
                if !concerned.contains(&person(told)) {
                    prop_assert_eq!(told, &after[other]);
                }
            }
        }

        #[test]
        fn case_and_blanks_never_matter(list in extensions(), users in tenant(), shout in any::<bool>()) {
            let write = |email: &String| if shout { format!("\t{} ", email.to_uppercase()) } else { format!("  {email}") };
            let written = list.iter().map(|(extension, email)| (extension.clone(), write(email))).collect();
            prop_assert_eq!(told(&written, &users, &Choices::default()), told(&list, &users, &Choices::default()));
        }

        #[test]
        fn nobody_is_served_by_two_extensions_unless_somebody_said_so(list in extensions(), users in tenant()) {
            let matching = match_all(&list, &users, &Choices::default(), DuplicateRule::LowestExtension);
            let mut served = std::collections::BTreeSet::new();
            for (extension, found) in &matching.of {
                if let Match::Used { user, .. } = found {
                    prop_assert!(served.insert(*user), "{extension:?}");
                    prop_assert!(users[*user].enabled && users[*user].kind == UserKind::Member);
                }
            }
        }

        #[test]
        fn a_manual_match_beats_the_key_and_moves_nobody_who_has_nothing_to_do_with_it(
            list in extensions(), users in tenant(), chosen in any::<prop::sample::Index>(), whom in any::<prop::sample::Index>(),
        ) {
            let extension = chosen.get(&list.keys().cloned().collect::<Vec<_>>()).clone();
            let user = whom.get(&users).clone();
            let mut choices = Choices::default();
            choices.manual.insert(extension.clone(), user.id.clone());
            let after = told(&list, &users, &choices);
            prop_assert!(after[&extension].contains(&format!("{} Manual", user.id)), "{}", after[&extension]);
        }
    }
}
