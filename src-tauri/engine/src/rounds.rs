//! Gives places in onboarding rounds: in a stable order, and for as long as their holder stays.

use crate::{Round, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// Who holds which place, and who found none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) held: BTreeMap<UserId, Round>,
    pub(crate) without: BTreeSet<UserId>,
}

/// `people` in the order in which newcomers are served. A newcomer takes a free place and never moves anybody.
pub(crate) fn assign(former: &BTreeMap<UserId, Round>, people: &[UserId], rounds: &[Round], size: usize) -> Places {
    let present = people.iter().collect::<BTreeSet<_>>();
    let mut taken = rounds.iter().map(|round| (*round, 0_usize)).collect::<BTreeMap<_, _>>();
    let mut held = BTreeMap::new();
    for (user, round) in former {
        if let Some(count) = taken.get_mut(round)
            && present.contains(user)
            && *count < size
        {
            *count += 1;
            held.insert(user.clone(), *round);
        }
    }
    let mut without = BTreeSet::new();
    for user in people {
        if held.contains_key(user) {
            continue;
        }
        match taken.iter_mut().find(|(_, count)| **count < size) {
            Some((round, count)) => {
                *count += 1;
                held.insert(user.clone(), *round);
            }
            None => {
                without.insert(user.clone());
            }
        }
    }
    Places { held, without }
}

/// How many rounds this many people need, at least one.
pub(crate) fn needed(people: usize, size: usize) -> u16 {
    u16::try_from(people.div_ceil(size.max(1))).unwrap_or(u16::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(names: &[&str]) -> Vec<UserId> {
        names.iter().map(|name| UserId::new(name)).collect()
    }

    #[test]
    fn a_newcomer_takes_a_free_place_and_moves_nobody() {
        let rounds = [Round(1), Round(2)];
        let first = assign(&BTreeMap::new(), &users(&["a", "b", "c"]), &rounds, 2);
        assert_eq!(first.held[&UserId::new("c")], Round(2));

        let second = assign(&first.held, &users(&["new", "b", "c", "d"]), &rounds, 2);
        assert_eq!(second.held[&UserId::new("b")], Round(1));
        assert_eq!(second.held[&UserId::new("c")], Round(2), "nobody moves");
        assert_eq!(second.held[&UserId::new("new")], Round(1), "the place that `a` left");
        assert_eq!(second.held[&UserId::new("d")], Round(2));
    }

    #[test]
    fn people_beyond_the_last_round_have_no_place() {
        let places = assign(&BTreeMap::new(), &users(&["a", "b", "c"]), &[Round(1)], 2);
        assert_eq!(places.without, BTreeSet::from([UserId::new("c")]));
        assert_eq!(needed(1_300, 600), 3);
        assert_eq!(needed(0, 600), 1);
    }
}
