//! Looks into the journal beside the thread that writes it, so that a long search hinders nobody.

use super::{
    JournalError, entries,
    schema::{self, Location},
};
use engine::{
    activity::{ActivityEntry, ActivityFilter, ActivityPage, Outcome},
    names::{ExtensionNumber, UserId, Utc},
};
use rusqlite::{Connection, OpenFlags, Row, params_from_iter, types::Value};
use std::sync::{PoisonError, RwLock};

/// The most entries of one page, whatever is asked for.
const MOST_ENTRIES: u32 = 500;
/// So many people, kinds or outcomes are looked up one by one. Where there are more, going through all is as quick.
const MOST_KEYS: usize = 64;

/// Lets many read a file, and nobody while it is replaced by another.
#[derive(Debug, Default)]
pub(super) struct Turnstile(RwLock<u64>);

impl Turnstile {
    /// Counts the files that were replaced.
    pub(super) fn generation(&self) -> u64 {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn pass<T>(&self, reading: impl FnOnce() -> T) -> T {
        let _inside = self.0.read().unwrap_or_else(PoisonError::into_inner);
        reading()
    }

    pub(super) fn while_nobody_reads<T>(&self, replacing: impl FnOnce() -> T) -> T {
        let mut generation = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *generation += 1;
        replacing()
    }
}

/// What went wrong, and whether the file is to be replaced for that.
#[derive(Debug)]
pub(super) struct NotRead {
    pub(super) error: JournalError,
    /// The generation of the file that is damaged.
    pub(super) damaged: Option<u64>,
}

/// Asks a question of what is in the file. Blocks.
pub(super) fn read<T>(
    location: &Location,
    turnstile: &Turnstile,
    question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, NotRead> {
    let generation = turnstile.generation();
    let answer = turnstile.pass(|| question(&location.beside(OpenFlags::SQLITE_OPEN_READ_ONLY)?));
    answer.map_err(|error| {
        let damaged = schema::is_damage(&error).then_some(generation);
        NotRead { error: JournalError::Use(error), damaged }
    })
}

/// At most `limit` entries older than `before`, the latest first, and how many there are in all.
pub(super) fn page(
    connection: &Connection,
    filter: &ActivityFilter,
    before: Option<i64>,
    limit: u32,
) -> rusqlite::Result<ActivityPage> {
    let (total, first, last) = summary_of(connection, filter)?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(ActivityPage::default()) };
    let last = before.map_or(last, |before| last.min(before.saturating_sub(1)));
    let mut search = Search::new(filter);
    let looked_up = search.look_up(first, last, limit.min(MOST_ENTRIES));
    let mut query = connection.prepare(&looked_up)?;
    let mut rows = query.query(params_from_iter(search.values))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.extend(entry(row)?);
    }
    Ok(ActivityPage { entries, total: total.unsigned_abs() })
}

/// How many entries there are, and the first and the last of them where there are any.
fn summary_of(connection: &Connection, filter: &ActivityFilter) -> rusqlite::Result<(i64, Option<i64>, Option<i64>)> {
    let mut search = Search::new(filter);
    let summarised = search.summarise();
    connection
        .query_row(&summarised, params_from_iter(search.values), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// A filter on its way to SQL.
struct Search<'f> {
    filter: &'f ActivityFilter,
    values: Vec<Value>,
}

/// By what a page is found: each key has its entries in order, and the page is the latest of them all.
struct Keys {
    column: &'static str,
    values: Vec<Value>,
}

/// Which columns a condition may use an index of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indexes {
    AsPlanned,
    /// The entries are gone through in their own order.
    Unused,
}

impl<'f> Search<'f> {
    fn new(filter: &'f ActivityFilter) -> Self {
        Self { filter, values: Vec::new() }
    }

    /// How many entries there are, the first and the last.
    fn summarise(&mut self) -> String {
        let conditions = self.conditions(Indexes::AsPlanned, true);
        let seen = "FROM entries WHERE id > (SELECT id FROM horizon)";
        if conditions.is_empty() {
            // Counting all of a table takes a look at each page of an index, rather than at each entry.
            let forgotten = "(SELECT count(*) FROM entries WHERE id <= (SELECT id FROM horizon))";
            let total = format!("(SELECT count(*) FROM entries) - {forgotten}");
            return format!("SELECT {total}, (SELECT min(id) {seen}), (SELECT max(id) {seen})");
        }
        format!("SELECT count(*), min(id), max(id) {seen}{conditions}")
    }

    /// Entries from `first` to `last`.
    fn look_up(&mut self, first: i64, last: i64, limit: u32) -> String {
        let range = format!("id BETWEEN {first} AND {last}");
        let latest = format!("ORDER BY id DESC LIMIT {limit}");
        let columns = "id, at, extension, user_id, detail, took_ms, outcome";
        let keys = self.keys();
        if keys.is_empty() {
            let conditions = self.conditions(Indexes::Unused, true);
            return format!("SELECT {columns} FROM entries WHERE {range}{conditions} {latest}");
        }
        let by_people = keys.iter().any(|keys| ["extension", "user_id"].contains(&keys.column));
        let rest = self.conditions(Indexes::Unused, !by_people);
        let mut parts = Vec::new();
        for Keys { column, values } in keys {
            for value in values {
                let key = self.value(value);
                parts.push(format!(
                    "SELECT * FROM (SELECT id FROM entries WHERE {column} = {key} AND {range}{rest} {latest})"
                ));
            }
        }
        let found = parts.join(" UNION ALL ");
        format!("SELECT {columns} FROM entries WHERE id IN ({found}) {latest}")
    }

    /// The most selective ones. Nothing where there are none, or too many.
    fn keys(&self) -> Vec<Keys> {
        let ActivityFilter { extensions, users, kinds, outcomes, from: _, until: _ } = self.filter;
        let text = |text: &str| Value::Text(text.to_owned());
        let extensions = extensions.as_deref().unwrap_or_default();
        let people = [
            Keys { column: "extension", values: extensions.iter().map(|each| text(each.as_str())).collect() },
            Keys { column: "user_id", values: users.iter().map(|each| text(each.as_str())).collect() },
        ];
        let kinds = [Keys { column: "kind", values: kinds.iter().map(|kind| text(kind)).collect() }];
        let outcomes_of = outcomes.iter().map(|outcome| text(entries::outcome_name(*outcome)));
        let by_outcome = [Keys { column: "outcome", values: outcomes_of.collect() }];
        let rare = outcomes.iter().all(|outcome| match outcome {
            Outcome::Delayed | Outcome::Refused => true,
            Outcome::Seen | Outcome::Done => false,
        });
        let candidates = match rare {
            true => [Vec::from(people), Vec::from(by_outcome), Vec::from(kinds)],
            false => [Vec::from(people), Vec::from(kinds), Vec::from(by_outcome)],
        };
        let is_usable = |keys: &Vec<Keys>| {
            let count: usize = keys.iter().map(|keys| keys.values.len()).sum();
            (1..=MOST_KEYS).contains(&count)
        };
        candidates.into_iter().find(is_usable).unwrap_or_default()
    }

    /// Everything that the filter asks for, each with AND before it.
    fn conditions(&mut self, indexes: Indexes, with_people: bool) -> String {
        let ActivityFilter { extensions, users, kinds, outcomes, from, until } = self.filter;
        let sign = if indexes == Indexes::Unused { "+" } else { "" };
        let mut conditions = String::new();
        if with_people && (extensions.is_some() || !users.is_empty()) {
            let extensions = self.list(extensions.iter().flatten().map(ExtensionNumber::as_str));
            let users = self.list(users.iter().map(UserId::as_str));
            conditions += &format!(" AND ({sign}extension IN {extensions} OR {sign}user_id IN {users})");
        }
        if !kinds.is_empty() {
            conditions += &format!(" AND {sign}kind IN {}", self.list(kinds.iter().map(String::as_str)));
        }
        if !outcomes.is_empty() {
            let outcomes = self.list(outcomes.iter().map(|outcome| entries::outcome_name(*outcome)));
            conditions += &format!(" AND {sign}outcome IN {outcomes}");
        }
        for (comparison, moment) in [(">=", from), ("<=", until)] {
            if let Some(moment) = moment {
                let moment = self.value(Value::Integer(moment.0));
                conditions += &format!(" AND {sign}at {comparison} {moment}");
            }
        }
        conditions
    }

    /// Any number of texts as one value.
    fn list<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> String {
        let json = serde_json::Value::from_iter(texts).to_string();
        let place = self.value(Value::Text(json));
        format!("(SELECT value FROM json_each({place}))")
    }

    fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }
}

/// `None` for something that nobody can read any more.
fn entry(row: &Row<'_>) -> rusqlite::Result<Option<ActivityEntry>> {
    let detail: String = row.get("detail")?;
    let outcome: String = row.get("outcome")?;
    let (Ok(deed), Some(outcome)) = (serde_json::from_str(&detail), entries::outcome_named(&outcome)) else {
        tracing::debug!("an entry of the journal makes no sense");
        return Ok(None);
    };
    Ok(Some(ActivityEntry {
        id: row.get("id")?,
        at: Utc(row.get("at")?),
        extension: row.get::<_, Option<String>>("extension")?.map(ExtensionNumber::new),
        user: row.get::<_, Option<String>>("user_id")?.map(|user| UserId::new(&user)),
        deed,
        took_ms: row.get("took_ms")?,
        outcome,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::activity::{Deed, Record};
    use rusqlite::StatementStatus;

    #[test]
    fn a_page_holds_what_the_filter_asks_for_and_the_latest_first() {
        let file = journal(100);
        let all = page(&file, &ActivityFilter::default(), None, 10).unwrap();
        assert_eq!((all.total, ids(&all)), (100, (91..=100).rev().collect()));
        let of_person = ActivityFilter { extensions: Some(vec![ExtensionNumber::new("3")]), ..Default::default() };
        assert_eq!(ids(&page(&file, &of_person, None, 3).unwrap()), [94, 84, 74]);
        let either = ActivityFilter { users: vec![UserId::new("u4")], ..of_person };
        let found = page(&file, &either, None, 4).unwrap();
        assert_eq!((found.total, ids(&found)), (20, vec![95, 94, 85, 84]));
        let nobody = ActivityFilter { extensions: Some(vec![]), ..Default::default() };
        assert_eq!(page(&file, &nobody, None, 10).unwrap(), ActivityPage::default());
        let rare = ActivityFilter { outcomes: vec![Outcome::Refused], ..either };
        assert_eq!(ids(&page(&file, &rare, None, 10).unwrap()), [75, 25]);
        let kinds = ActivityFilter { kinds: vec!["paused".into(), "cleared".into()], ..Default::default() };
        assert_eq!(page(&file, &kinds, None, 10).unwrap().total, 100);
        let other = ActivityFilter { kinds: vec!["paused".into()], ..Default::default() };
        assert!(page(&file, &other, None, 10).unwrap().entries.iter().all(|entry| entry.deed == Deed::Paused));
        let time = ActivityFilter { from: Some(Utc(10)), until: Some(Utc(12)), ..Default::default() };
        assert_eq!(ids(&page(&file, &time, None, 10).unwrap()), [13, 12, 11]);
    }

    #[test]
    fn pages_follow_each_other_without_gap_or_repetition() {
        let file = journal(1_203);
        for filter in filters() {
            let (mut seen, mut before) = (Vec::new(), None);
            let total = page(&file, &filter, None, 1).unwrap().total;
            loop {
                let next = page(&file, &filter, before, 100_000).unwrap();
                assert!(next.entries.len() <= 500);
                assert_eq!(next.total, total);
                let Some(last) = next.entries.last() else { break };
                before = Some(last.id);
                seen.extend(ids(&next));
            }
            assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "{filter:?}");
            assert_eq!(seen.len() as u64, total, "{filter:?}");
        }
    }

    /// A time would say more about the machine than about the work: SQLite counts its own steps.
    #[test]
    fn a_hundred_thousand_entries_are_paged_to_their_end_and_the_last_page_takes_no_more_than_the_first() {
        const ENTRIES: i64 = 100_000;
        let file = journal(ENTRIES);
        let all = ActivityFilter::default();
        let (mut next, mut before) = (ENTRIES, None);
        while let Some(last) = page(&file, &all, before, MOST_ENTRIES).unwrap().entries.last().map(|entry| entry.id) {
            assert_eq!(next - last, i64::from(MOST_ENTRIES) - 1, "a page is full and follows the one before");
            (next, before) = (last - 1, Some(last));
        }
        assert_eq!(next, 0, "the first entry is the last one shown");

        let mut summary = Search::new(&all);
        let counted = summary.summarise();
        let counting = steps(&file, &counted, summary.values);
        assert!(counting < 100, "{counting} steps to count what nobody has asked to be looked at");
        for filter in filters() {
            let (_, first, last) = summary_of(&file, &filter).unwrap();
            let (first, last) = (first.unwrap(), last.unwrap());
            let of_page = |last: i64| {
                let mut search = Search::new(&filter);
                let query = search.look_up(first, last, MOST_ENTRIES);
                steps(&file, &query, search.values)
            };
            let latest = of_page(last);
            assert!(latest < 200 * MOST_ENTRIES, "{latest} steps for a page: {filter:?}");
            for last in (1..=10).map(|tenth| first + (last - first) * tenth / 10) {
                let steps = of_page(last);
                assert!(steps <= latest + latest / 10, "{steps} steps up to {last} and {latest} at first: {filter:?}");
            }
        }
    }

    #[test]
    fn what_lies_behind_the_horizon_is_seen_by_nobody() {
        let file = journal(10);
        entries::forget_all(&file).unwrap();
        for filter in filters() {
            assert_eq!(page(&file, &filter, None, 10).unwrap(), ActivityPage::default(), "{filter:?}");
        }
    }

    /// A time would say more about the machine than about the query.
    #[test]
    fn no_page_goes_through_entries_that_it_does_not_show() {
        let file = journal(1);
        for filter in filters() {
            let mut search = Search::new(&filter);
            let query = search.look_up(1, 1_000_000, 100);
            let plan = plan(&file, &query, search.values);
            assert!(!plan.iter().any(|step| step.contains("SCAN entries")), "{filter:?}: {plan:#?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY")), "{filter:?}: {plan:#?}");
            let keyed = filter != ActivityFilter::default() && filter.from.is_none();
            let by_key =
                |step: &String| step.contains("SEARCH entries USING") && step.contains("=? AND rowid>? AND rowid<?");
            assert_eq!(plan.iter().any(by_key), keyed, "{filter:?}: {plan:#?}");
        }
    }

    #[test]
    fn counting_uses_an_index() {
        let file = journal(1);
        for filter in filters() {
            let mut search = Search::new(&filter);
            let query = search.summarise();
            let plan = plan(&file, &query, search.values);
            assert!(plan.iter().any(|step| step.contains("SEARCH entries USING")), "{filter:?}: {plan:#?}");
            let scans = |step: &String| step.contains("SCAN entries") && !step.contains("COVERING INDEX");
            assert!(!plan.iter().any(scans), "{filter:?}: {plan:#?}");
        }
    }

    #[test]
    fn any_number_of_people_can_be_asked_for() {
        let file = journal(100);
        let extensions = Some((0..20_000).map(|number| ExtensionNumber::new(number.to_string())).collect());
        let filter = ActivityFilter { extensions, ..Default::default() };
        assert_eq!(page(&file, &filter, None, 10).unwrap().total, 100);
    }

    fn filters() -> Vec<ActivityFilter> {
        let none = ActivityFilter::default();
        vec![
            none.clone(),
            ActivityFilter { extensions: Some(vec![ExtensionNumber::new("3")]), ..none.clone() },
            ActivityFilter {
                extensions: Some(vec![ExtensionNumber::new("3"), ExtensionNumber::new("5")]),
                users: vec![UserId::new("u3"), UserId::new("u7")],
                ..none.clone()
            },
            ActivityFilter { kinds: vec!["paused".into(), "cleared".into()], ..none.clone() },
            ActivityFilter { kinds: vec!["paused".into()], outcomes: vec![Outcome::Refused], ..none.clone() },
            ActivityFilter { outcomes: vec![Outcome::Done, Outcome::Refused], ..none.clone() },
            ActivityFilter { from: Some(Utc(5)), until: Some(Utc(900)), ..none },
        ]
    }

    fn journal(entries: i64) -> Connection {
        let file = schema::open(&Location::memory(), schema::PATIENCE).unwrap();
        file.execute_batch("BEGIN").unwrap();
        for at in 0..entries {
            let record = Record {
                at: Utc(at),
                extension: Some(ExtensionNumber::new((at % 10).to_string())),
                user: Some(UserId::new(&format!("u{}", at % 10))),
                deed: if at % 7 == 0 { Deed::Paused } else { Deed::Cleared },
                took_ms: Some(7),
                outcome: if at % 50 == 24 { Outcome::Refused } else { Outcome::Done },
            };
            entries::insert(&file, &record).unwrap();
        }
        file.execute_batch("COMMIT").unwrap();
        file
    }

    fn ids(page: &ActivityPage) -> Vec<i64> {
        page.entries.iter().map(|entry| entry.id).collect()
    }

    /// What it takes to get every row.
    fn steps(file: &Connection, query: &str, values: Vec<Value>) -> u32 {
        let mut query = file.prepare(query).unwrap();
        let mut rows = query.query(params_from_iter(values)).unwrap();
        while rows.next().unwrap().is_some() {}
        drop(rows);
        query.get_status(StatementStatus::VmStep).unsigned_abs()
    }

    fn plan(file: &Connection, query: &str, values: Vec<Value>) -> Vec<String> {
        let mut plan = file.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
        plan.query_map(params_from_iter(values), |row| row.get("detail")).unwrap().map(Result::unwrap).collect()
    }
}
