//! Asks for everybody's Teams presence again and again, never with more than half of the budget.

use crate::{
    Attempt, Effect, UserId, backoff,
    budget::Budget,
    event::{Account, Failure, FailureKind},
    outbox::Outbox,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// Microsoft takes at most this many ids in one request.
const IDS_PER_REQUEST: usize = 650;
const RECHECK: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(crate) struct Reader {
    portions: Vec<Portion>,
    failures: BTreeMap<Account, Failure>,
}

/// The users that one request asks for.
struct Portion {
    reader: Account,
    users: Arc<[UserId]>,
    asked: Option<(Attempt, Duration)>,
    due: Duration,
    /// When the question was asked that was answered last.
    read: Option<Duration>,
    failures: u32,
}

/// A question that was answered.
pub(crate) struct Asked {
    pub(crate) reader: Account,
    pub(crate) users: Arc<[UserId]>,
    pub(crate) at: Duration,
}

impl Reader {
    /// Reads these users from now on, each with its account.
    pub(crate) fn assign(&mut self, groups: &BTreeMap<Account, Vec<UserId>>, now: Duration) {
        let wanted =
            groups.iter().flat_map(|(reader, users)| users.chunks(IDS_PER_REQUEST).map(move |ids| (reader, ids)));
        let mut former = std::mem::take(&mut self.portions).into_iter();
        self.portions = wanted
            .map(|(reader, users)| match former.next() {
                Some(portion) if portion.reader == *reader && *portion.users == *users => portion,
                Some(_) | None => {
                    Portion { reader: *reader, users: users.into(), asked: None, due: now, read: None, failures: 0 }
                }
            })
            .collect();
        self.failures.retain(|reader, _| groups.contains_key(reader));
    }

    /// Everything is read afresh as soon as it can be.
    pub(crate) fn hurry(&mut self, now: Duration) {
        for portion in &mut self.portions {
            portion.due = portion.due.min(now);
        }
    }

    /// Whether everybody's presence has been asked for, and told, since then.
    pub(crate) fn has_read_since(&self, moment: Duration) -> bool {
        self.portions.iter().all(|portion| portion.read >= Some(moment))
    }

    pub(crate) fn pump(
        &mut self,
        budget: &mut Budget,
        usable: impl Fn(Account) -> bool,
        now: Duration,
        out: &mut Outbox,
    ) {
        let is_ready = |portion: &&mut Portion| portion.asked.is_none() && portion.due <= now && usable(portion.reader);
        let mut ready = self.portions.iter_mut().filter(is_ready).collect::<Vec<_>>();
        // What waits longest goes first, so that nobody starves where the budget is not enough for all.
        ready.sort_by_key(|portion| portion.due);
        for portion in ready {
            if !budget.take(now) {
                return;
            }
            let attempt = out.attempt();
            portion.asked = Some((attempt, now));
            out.emit(Effect::ReadPresences { attempt, reader: portion.reader, users: Arc::clone(&portion.users) });
        }
    }

    /// Gives back whose answer it was.
    pub(crate) fn answered(
        &mut self,
        attempt: Attempt,
        failure: Option<&Failure>,
        interval: Duration,
        now: Duration,
        out: &mut Outbox,
    ) -> Option<Asked> {
        let of = |portion: &&mut Portion| portion.asked.is_some_and(|(asked, _)| asked == attempt);
        let portion = self.portions.iter_mut().find(of)?;
        let (_, at) = portion.asked.take()?;
        match failure {
            None => {
                portion.failures = 0;
                portion.read = Some(at);
                portion.due = now + interval;
                self.failures.remove(&portion.reader);
            }
            Some(failure) => {
                portion.failures += 1;
                let wait = if failure.kind == FailureKind::Unauthorized {
                    interval
                } else if failure.is_transient() {
                    backoff::delay(portion.failures, failure, out).max(interval)
                } else {
                    RECHECK
                };
                portion.due = now + wait;
                if !failure.is_transient() || portion.failures >= 3 {
                    self.failures.insert(portion.reader, failure.clone());
                }
            }
        }
        Some(Asked { reader: portion.reader, users: Arc::clone(&portion.users), at })
    }

    /// The time between two readings: the chosen one, or as much longer as half of the budget demands.
    pub(crate) fn interval(&self, chosen: Duration, budget: &Budget) -> Duration {
        let half = u32::try_from(budget.limit() / 2).unwrap_or(u32::MAX).max(1);
        let portions = u32::try_from(self.portions.len()).unwrap_or(u32::MAX);
        chosen.max(Duration::from_secs(30) * portions / half)
    }

    pub(crate) fn poll_timeout(&self, usable: impl Fn(Account) -> bool) -> Option<Duration> {
        let ready = self.portions.iter().filter(|portion| portion.asked.is_none() && usable(portion.reader));
        ready.map(|portion| portion.due).min()
    }

    pub(crate) fn failures(&self) -> impl Iterator<Item = (Account, &Failure)> {
        self.failures.iter().map(|(reader, failure)| (*reader, failure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Round;

    const ONE: Account = Account::SyncUser(Round(1));
    const TWO: Account = Account::SyncUser(Round(2));

    fn users(count: usize) -> Vec<UserId> {
        (0..count).map(|number| UserId::new(&format!("u{number}"))).collect()
    }

    fn sent(out: &mut Outbox) -> Vec<(Account, usize, Attempt)> {
        std::iter::from_fn(|| out.take())
            .map(|effect| match effect {
                Effect::ReadPresences { reader, users, attempt } => (reader, users.len(), attempt),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_request_asks_for_at_most_650_people_of_one_round() {
        let (mut reader, mut out, mut budget) = (Reader::default(), Outbox::new(1), Budget::new(1_500));
        reader.assign(&BTreeMap::from([(ONE, users(700)), (TWO, users(3))]), Duration::ZERO);
        reader.pump(&mut budget, |_| true, Duration::ZERO, &mut out);
        let sizes = sent(&mut out).into_iter().map(|(account, users, _)| (account, users)).collect::<Vec<_>>();
        assert_eq!(sizes, [(ONE, 650), (ONE, 50), (TWO, 3)]);
    }

    #[test]
    fn a_round_that_cannot_read_does_not_stop_the_others() {
        let (mut reader, mut out, mut budget) = (Reader::default(), Outbox::new(1), Budget::new(1_500));
        reader.assign(&BTreeMap::from([(ONE, users(1)), (TWO, users(1))]), Duration::ZERO);
        reader.pump(&mut budget, |account| account == TWO, Duration::ZERO, &mut out);
        let asked = sent(&mut out);
        assert_eq!(asked.len(), 1);
        reader.answered(asked[0].2, None, Duration::from_secs(5), Duration::from_secs(1), &mut out);
        assert_eq!(reader.poll_timeout(|account| account == TWO), Some(Duration::from_secs(6)));
    }

    #[test]
    fn under_pressure_what_waits_longest_is_read_first() {
        let (mut reader, mut out) = (Reader::default(), Outbox::new(1));
        reader.assign(&BTreeMap::from([(ONE, users(1_300)), (TWO, users(1))]), Duration::ZERO);
        let mut read = Vec::new();
        for second in 0..6 {
            let now = Duration::from_secs(second);
            // Room for one question only.
            let mut budget = Budget::new(1);
            reader.pump(&mut budget, |_| true, now, &mut out);
            for (account, _, attempt) in sent(&mut out) {
                let asked = reader.answered(attempt, None, Duration::from_secs(1), now, &mut out).unwrap();
                read.push((account, asked.users[0].clone()));
            }
        }
        let everybody = [(ONE, UserId::new("u0")), (ONE, UserId::new("u650")), (TWO, UserId::new("u0"))];
        assert_eq!(read, [everybody.clone(), everybody].concat());
    }

    #[test]
    fn reading_takes_at_most_half_of_the_budget() {
        let mut reader = Reader::default();
        reader.assign(&BTreeMap::from([(ONE, users(6_500))]), Duration::ZERO);
        let interval = reader.interval(Duration::from_secs(5), &Budget::new(20));
        assert_eq!(interval, Duration::from_secs(300) / 9, "ten requests at nine in thirty seconds");
        assert_eq!(reader.interval(Duration::from_secs(5), &Budget::new(1_500)), Duration::from_secs(5));
    }
}
