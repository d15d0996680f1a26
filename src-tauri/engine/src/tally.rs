//! Keeps count of the people in each state, row by row: asking everybody takes longer than an event may.

use crate::{
    Engine, ExtensionNumber,
    condition::{condition, silence},
    event::Account,
    presence::LineState,
    view::{Counts, PersonState, Row, Why},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::time::Duration;

/// What the rows said when they were drawn last.
#[derive(Default)]
pub(crate) struct Tally {
    of: FxHashMap<ExtensionNumber, (PersonState, LineState)>,
    counts: Counts,
    basis: Basis,
}

/// What everybody's state depends on. Where it is different, every row may be.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Basis {
    silence: Option<Why>,
    usable: Vec<Account>,
}

impl Basis {
    pub(crate) fn of(engine: &Engine, now: Duration) -> Self {
        let usable = engine.sessions.iter().filter(|(_, session)| session.is_usable(now)).map(|(account, _)| *account);
        Self { silence: silence(engine), usable: usable.collect() }
    }
}

impl Tally {
    pub(crate) fn rests_on(&self, basis: &Basis) -> bool {
        self.basis == *basis
    }

    /// Takes rows as they are drawn.
    pub(crate) fn note(&mut self, rows: &[Row]) {
        for row in rows {
            let former = self.of.insert(row.extension.clone(), (row.state, row.line));
            former.inspect(|(state, line)| take_away(&mut self.counts, *state, *line));
            add(&mut self.counts, row.state, row.line);
        }
    }

    /// Takes every row there is.
    pub(crate) fn note_all(&mut self, rows: &[Row], basis: Basis) {
        *self = Self { basis, ..Self::default() };
        self.note(rows);
    }

    /// The counts by state as they are now, when only these rows are different from those that were drawn.
    pub(crate) fn with(&self, engine: &Engine, changed: &FxHashSet<&ExtensionNumber>, now: Duration) -> Counts {
        let mut counts = self.counts;
        for extension in changed.iter().filter(|extension| engine.directory.extensions.contains_key(**extension)) {
            self.of.get(*extension).inspect(|(state, line)| take_away(&mut counts, *state, *line));
            count(engine, extension, &mut counts, now);
        }
        counts
    }
}

/// The counts by state, from the beginning.
pub(crate) fn afresh(engine: &Engine, now: Duration) -> Counts {
    let mut counts = Counts::default();
    engine.directory.extensions.keys().for_each(|extension| count(engine, extension, &mut counts, now));
    counts
}

fn count(engine: &Engine, extension: &ExtensionNumber, counts: &mut Counts, now: Duration) {
    add(counts, condition(engine, extension, now).0, engine.phones.phone(extension).line);
}

fn add(counts: &mut Counts, state: PersonState, line: LineState) {
    *place(counts, state) += 1;
    counts.on_the_phone += usize::from(line == LineState::InUse);
}

fn take_away(counts: &mut Counts, state: PersonState, line: LineState) {
    *place(counts, state) -= 1;
    counts.on_the_phone -= usize::from(line == LineState::InUse);
}

fn place(counts: &mut Counts, state: PersonState) -> &mut usize {
    match state {
        PersonState::InSync | PersonState::Overridden => &mut counts.in_sync,
        PersonState::Pending | PersonState::Unknown => &mut counts.pending,
        PersonState::Duplicate => &mut counts.duplicate,
        PersonState::NotFound => &mut counts.not_found,
        PersonState::NoEmail => &mut counts.no_email,
        PersonState::SeveralUsers => &mut counts.several_users,
        PersonState::Disabled => &mut counts.disabled,
        PersonState::Guest => &mut counts.guest,
        PersonState::Excluded => &mut counts.excluded,
        PersonState::NotCovered => &mut counts.not_covered,
    }
}
