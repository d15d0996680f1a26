//! What the phone rules want now: Teams' own states become wishes about phones.

use super::Engine;
use crate::{
    Attempt, Effect, ExtensionNumber, Now,
    activity::{Deed, Outcome, Record},
    condition::silence,
    diversions::Wish,
    event::{Account, Failure, ForwardProfile, NotActivated},
    person::Person,
    question::{Answer, Touched},
    rules::{Direction, PhoneRule, RuleExtensions},
    voicemail::SIDE_BY_SIDE,
};
use std::{collections::BTreeMap, time::Duration};

/// A phone is not left diverted for somebody about whom Teams has told nothing for this long.
const UNKNOWN: Duration = Duration::from_secs(10 * 60);

impl Engine {
    /// Lets phones follow Teams, as far as the rules ask for it and the time allows.
    pub(super) fn divert(&mut self, now: Now) {
        let (wishes, unknown_at) = self.wishes(now.mono);
        self.teams_unknown_at = unknown_at;
        self.diversions.wish(wishes);
        self.diversions.settle(now.mono);
        self.diversions.connect(self.profile.cloudya.as_ref().map_or("", |cloudya| &cloudya.account));
        if self.woken.is_none() && self.may_ask(Account::Configuration, now.mono) {
            let places = SIDE_BY_SIDE.saturating_sub(self.directory.voicemail.under_way());
            self.diversions.pump(places, &mut self.out);
        }
    }

    pub(super) fn forwarding_read(&mut self, attempt: Attempt, result: Result<Vec<ForwardProfile>, Failure>, now: Now) {
        self.heed(Account::Configuration, result.as_ref().err(), now.mono);
        self.unauthorized_by(Account::Configuration, result.as_ref().err(), now);
        self.diversions.read(attempt, result, now, &mut self.out);
    }

    pub(super) fn forwarding_activated(&mut self, attempt: Attempt, result: Result<(), NotActivated>, now: Now) {
        if let Err(NotActivated::Failed(failure)) = &result {
            self.heed(Account::Configuration, Some(failure), now.mono);
            self.unauthorized_by(Account::Configuration, Some(failure), now);
        }
        if let Some((extension, deed, outcome)) = self.diversions.activated(attempt, result, now, &mut self.out) {
            self.record_about(Some(extension), deed, outcome, now);
        }
    }

    /// Keeps in the journal what is about an extension and whoever it belongs to, or about the program itself.
    pub(super) fn record_about(&mut self, extension: Option<ExtensionNumber>, deed: Deed, outcome: Outcome, now: Now) {
        let person = extension.as_ref().and_then(|extension| self.people.of_extension(extension));
        self.record(extension, person, deed, outcome, now);
    }

    /// The same where it is known already whose extension it is.
    pub(super) fn record(
        &mut self,
        extension: Option<ExtensionNumber>,
        person: Option<usize>,
        deed: Deed,
        outcome: Outcome,
        now: Now,
    ) {
        let user = person.map(|index| self.people.user(index).clone());
        let record = Record { at: now.utc, extension, user, deed, took_ms: None, outcome };
        self.out.emit(Effect::Record { record });
    }

    /// Whether anybody's own states in Teams have to be remembered.
    pub(super) fn has_phone_rules(&self) -> bool {
        self.profile.settings.phone_rules.iter().any(is_in_force)
    }

    /// Whose phone the rule would divert now.
    pub(super) fn touched(&self, rule: &PhoneRule) -> Answer {
        let covered = |extension: &&ExtensionNumber| self.is_covered(rule, extension);
        let mut people = Vec::new();
        for person in self.people.iter() {
            let Some(teams) = person.observed.as_ref().filter(|teams| is_named(rule, &teams.activity)) else {
                continue;
            };
            if person.is_echo(teams) {
                continue;
            }
            people.extend(person.sources.iter().filter(covered).map(|extension| Touched {
                extension: extension.clone(),
                name: self.name_of(extension).to_owned(),
                teams: teams.clone(),
                since: person.observed_since,
            }));
        }
        people.sort_by(|one, other| one.extension.cmp(&other.extension));
        let covered = self.people.iter().flat_map(|person| &person.sources).filter(covered).count();
        Answer::Touched { people, covered }
    }

    pub(crate) fn name_of(&self, extension: &ExtensionNumber) -> &str {
        self.directory.extensions.get(extension).map_or("", |known| known.name.as_str())
    }

    /// And when the first of them ends because Teams tells nothing any more.
    fn wishes(&self, now: Duration) -> (BTreeMap<ExtensionNumber, Wish>, Option<Duration>) {
        let mut wishes = BTreeMap::new();
        let mut unknown_at = None::<Duration>;
        if silence(self).is_some() || !self.has_phone_rules() {
            return (wishes, None);
        }
        let rules = self.profile.settings.phone_rules.iter().filter(|rule| is_in_force(rule));
        for rule in rules {
            for person in self.people.iter() {
                let Some(activity) = held(rule, person, now) else { continue };
                for extension in person.sources.iter().filter(|extension| self.is_covered(rule, extension)) {
                    let wish = || Wish::new(&rule.activate_profile, activity, rule.max_hours);
                    wishes.entry(extension.clone()).or_insert_with(wish);
                    let end = person.own.known_at() + UNKNOWN;
                    unknown_at = Some(unknown_at.map_or(end, |known| known.min(end)));
                }
            }
        }
        (wishes, unknown_at)
    }

    /// Whether the rule and the directions let Teams act on this phone.
    fn is_covered(&self, rule: &PhoneRule, extension: &ExtensionNumber) -> bool {
        let named = match &rule.extensions {
            RuleExtensions::All => true,
            RuleExtensions::Listed { extensions } => extensions.contains(extension),
        };
        named
            && match self.profile.choices.directions.get(extension).unwrap_or(&self.profile.settings.direction) {
                Direction::Both | Direction::TeamsToPhone => true,
                Direction::PhoneToTeams => false,
            }
    }
}

/// The activity that has been shown for long enough, if one has.
fn held<'a>(rule: &PhoneRule, person: &'a Person, now: Duration) -> Option<&'a str> {
    let held = person.own.held(|activity| is_named(rule, activity))?;
    let long_enough = Duration::try_from_secs_f64(rule.held_seconds).unwrap_or_default();
    let is_known = now < person.own.known_at() + UNKNOWN;
    (is_known && held.seen - held.since >= long_enough).then_some(held.activity)
}

fn is_named(rule: &PhoneRule, activity: &str) -> bool {
    rule.when.iter().any(|wanted| wanted.eq_ignore_ascii_case(activity))
}

fn is_in_force(rule: &PhoneRule) -> bool {
    rule.switched_on && !rule.when.is_empty() && !rule.activate_profile.is_empty()
}
