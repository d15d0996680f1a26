//! Judges one extension: the state in which its person is, and why.

use crate::{
    Engine, ExtensionNumber,
    event::Connector,
    matching::Match,
    person::{Desire, Live, Person, Reflection},
    presence::{LineState, Publication, TeamsPresence},
    roster::reader_of,
    view::{PersonState, TeamsOrigin, Why},
};
use std::time::Duration;

pub(crate) fn condition(engine: &Engine, extension: &ExtensionNumber, now: Duration) -> (PersonState, Why) {
    let Some(found) = engine.roster.of(extension) else {
        let why = if engine.directory.is_unread(extension) { Why::AddressNotRead } else { Why::BeingRead };
        return (PersonState::Unknown, why);
    };
    let user = match found {
        Match::LeftOut { .. } => return (PersonState::Duplicate, Why::AnotherExtension),
        Match::Excluded { .. } => return (PersonState::Excluded, Why::Excluded),
        Match::NoEmail => return (PersonState::NoEmail, Why::NoEmail),
        Match::NotFound => return (PersonState::NotFound, Why::NotFound),
        Match::SeveralUsers { .. } => return (PersonState::SeveralUsers, Why::SeveralUsers),
        Match::Disabled { .. } => return (PersonState::Disabled, Why::Disabled),
        Match::Guest { .. } => return (PersonState::Guest, Why::Guest),
        Match::Used { user, .. } => &engine.directory.users[*user],
    };
    if !engine.roster.is_covered(&user.id) {
        return (PersonState::NotCovered, Why::NotCovered);
    }
    let Some(person) = engine.people.get(&user.id) else { return (PersonState::Unknown, Why::BeingRead) };
    let line = engine.phones.phone(extension).line;
    if line == LineState::Unknown {
        return (PersonState::Unknown, Why::PhoneUnknown);
    }
    if let Some(why) = unread(engine, person, now) {
        return (PersonState::Unknown, why);
    }
    if let Some(why) = silence(engine) {
        return (PersonState::Pending, why);
    }
    if !person.is_settled() {
        return (PersonState::Pending, on_its_way(person));
    }
    match person.reflection() {
        Reflection::Awaited => return (PersonState::Pending, Why::Propagating),
        Reflection::Hidden => return (PersonState::Overridden, Why::Overridden),
        Reflection::None | Reflection::Visible => {}
    }
    (PersonState::InSync, settled(engine, extension, person, line, now))
}

/// Why Teams' side is not known, where it is not.
fn unread(engine: &Engine, person: &Person, now: Duration) -> Option<Why> {
    let Some(account) = reader_of(&person.user, &engine.profile) else { return Some(Why::ReaderMissing) };
    if !engine.sessions.get(&account).is_some_and(|session| session.is_usable(now)) {
        return Some(Why::ReaderMissing);
    }
    person.observed.is_none().then_some(Why::TeamsUnknown)
}

/// Why nothing is published for anybody, where that is so.
pub(crate) fn silence(engine: &Engine) -> Option<Why> {
    if engine.profile.activated.is_none() {
        Some(Why::NotActivated)
    } else if engine.profile.paused.is_some() {
        Some(Why::Paused)
    } else if engine.hours.now.is_rest() {
        Some(Why::Resting)
    } else if engine.directory.connector == Connector::Active && !engine.profile.choices.write_anyway {
        Some(Why::ConnectorActive)
    } else if engine.is_truce {
        Some(Why::SecondWriter)
    } else {
        engine.is_ending().then_some(Why::Ending)
    }
}

fn on_its_way(person: &Person) -> Why {
    if person.is_refused() {
        return Why::Refused;
    }
    match (person.is_settling(), person.desired()) {
        (true, Desire::Publish(_)) => Why::Settling,
        (true, Desire::Nothing | Desire::Hold | Desire::Forbidden) => Why::Clearing,
        (false, Desire::Publish(_) | Desire::Nothing | Desire::Hold | Desire::Forbidden) => Why::Sending,
    }
}

fn settled(engine: &Engine, extension: &ExtensionNumber, person: &Person, line: LineState, now: Duration) -> Why {
    match person.live {
        Live::Yes { publication: Publication::InACall, .. } => return Why::Published,
        Live::Yes { publication: Publication::Presenting, .. } => return Why::PublishedDnd,
        Live::No | Live::Unsure => {}
    }
    if person.observed.as_ref().is_some_and(TeamsPresence::is_call) {
        match person.origin(now) {
            TeamsOrigin::Echo => return Why::Fading,
            TeamsOrigin::Teams => return Why::TeamsCall,
            TeamsOrigin::None => {}
        }
    }
    if !engine.publishes(extension) {
        return Why::OnlyFromTeams;
    }
    match line {
        LineState::Ringing => Why::Ringing,
        LineState::Offline => Why::PhoneOffline,
        LineState::Idle | LineState::InUse | LineState::Unknown => Why::Idle,
    }
}
