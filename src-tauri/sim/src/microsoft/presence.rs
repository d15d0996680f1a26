//! What others see of a person: sessions of Teams and of our application, the state chosen by hand, and how they combine.

use std::{collections::HashMap, time::Duration};

use super::knobs::{BeRightBackRank, EqualAvailability, MicrosoftKnobs, PreferredWithAppOnly};

/// How long changes are remembered for readers that lag.
const HISTORY: Duration = Duration::from_secs(600);
const FADES_TO_INACTIVE: Duration = Duration::from_secs(300);
const FADES_TO_AWAY: Duration = Duration::from_secs(600);

/// Availability and activity, spelled as Graph does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) availability: String,
    pub(crate) activity: String,
}

impl State {
    pub(crate) fn new(availability: &str, activity: &str) -> Self {
        Self { availability: availability.to_owned(), activity: activity.to_owned() }
    }

    pub(crate) fn offline() -> Self {
        Self::new("Offline", "Offline")
    }
}

/// A state that somebody holds since `since`, until `expires` if given; both are simulated time since the start.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) state: State,
    pub(crate) since: Duration,
    pub(crate) expires: Option<Duration>,
}

impl Held {
    fn is_live(&self, at: Duration) -> bool {
        self.since <= at && self.expires.is_none_or(|expires| at < expires)
    }
}

/// Everything that decides about one person's presence at one time.
#[derive(Clone, Debug, Default)]
struct Picture {
    teams: Option<Held>,
    preferred: Option<Held>,
    ours: Option<Held>,
    status_message: Option<serde_json::Value>,
}

/// A person's pictures, oldest first; the last is the present one.
#[derive(Default)]
struct Timeline {
    pictures: Vec<(Duration, Picture)>,
    sequence: u64,
}

/// The presence of everybody.
#[derive(Default)]
pub(crate) struct Presences {
    people: HashMap<String, Timeline>,
}

/// Whether a session was there to be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cleared {
    Done,
    NoSession,
}

impl Presences {
    pub(crate) fn set_teams(&mut self, user_id: &str, state: State, now: Duration) {
        let session =
            (!state.availability.eq_ignore_ascii_case("Offline")).then_some(Held { state, since: now, expires: None });
        self.change(user_id, now, |picture| picture.teams = session);
    }

    pub(crate) fn set_preferred(&mut self, user_id: &str, chosen: Option<(State, Option<Duration>)>, now: Duration) {
        let held = chosen.map(|(state, lasts)| Held { state, since: now, expires: lasts.map(|lasts| now + lasts) });
        self.change(user_id, now, |picture| picture.preferred = held);
    }

    pub(crate) fn set_ours(&mut self, user_id: &str, state: State, lasts: Duration, now: Duration) {
        let held = Held { state, since: now, expires: Some(now + lasts) };
        self.change(user_id, now, |picture| picture.ours = Some(held));
    }

    pub(crate) fn clear_ours(&mut self, user_id: &str, now: Duration) -> Cleared {
        if self.ours(user_id, now).is_none() {
            return Cleared::NoSession;
        }
        self.change(user_id, now, |picture| picture.ours = None);
        Cleared::Done
    }

    pub(crate) fn set_status_message(&mut self, user_id: &str, message: serde_json::Value, now: Duration) {
        self.change(user_id, now, |picture| picture.status_message = Some(message));
    }

    pub(crate) fn status_message(&self, user_id: &str) -> Option<&serde_json::Value> {
        let (_, picture) = self.people.get(user_id)?.pictures.last()?;
        picture.status_message.as_ref()
    }

    /// Our live session.
    pub(crate) fn ours(&self, user_id: &str, now: Duration) -> Option<&Held> {
        let (_, picture) = self.people.get(user_id)?.pictures.last()?;
        picture.ours.as_ref().filter(|held| held.is_live(now))
    }

    /// Everybody who has a live session of ours.
    pub(crate) fn published(&self, now: Duration) -> impl Iterator<Item = (&str, &Held)> {
        self.people.keys().filter_map(move |user_id| Some((user_id.as_str(), self.ours(user_id, now)?)))
    }

    /// What others see at `at`, which is now or a little earlier.
    pub(crate) fn seen(&self, user_id: &str, at: Duration, knobs: &MicrosoftKnobs) -> State {
        self.people
            .get(user_id)
            .and_then(|timeline| timeline.pictures.iter().rev().find(|(since, _)| *since <= at))
            .map_or_else(State::offline, |(_, picture)| combine(picture, at, knobs))
    }

    /// Rises with every change; sorts as text.
    pub(crate) fn sequence_number(&self, user_id: &str) -> String {
        let sequence = self.people.get(user_id).map_or(0, |timeline| timeline.sequence);
        format!("A{sequence:010}")
    }

    fn change(&mut self, user_id: &str, now: Duration, change: impl FnOnce(&mut Picture)) {
        let timeline = self.people.entry(user_id.to_owned()).or_default();
        let mut picture = timeline.pictures.last().map(|(_, picture)| picture.clone()).unwrap_or_default();
        change(&mut picture);
        timeline.pictures.push((now, picture));
        timeline.sequence += 1;
        // The newest picture that is older than the history is still the truth of its end.
        let keep_from = timeline.pictures.iter().rposition(|(since, _)| *since + HISTORY < now).unwrap_or(0);
        timeline.pictures.drain(..keep_from);
    }
}

fn combine(picture: &Picture, at: Duration, knobs: &MicrosoftKnobs) -> State {
    let live = |held: &Option<Held>| held.clone().filter(|held| held.is_live(at));
    let teams = live(&picture.teams);
    let ours = live(&picture.ours).map(|held| Held { state: faded(&held, at), ..held });
    let preferred_counts = match knobs.preferred_with_app_only {
        PreferredWithAppOnly::TakesEffect => teams.is_some() || ours.is_some(),
        PreferredWithAppOnly::Ignored => teams.is_some(),
    };
    if let Some(preferred) = live(&picture.preferred).filter(|_| preferred_counts) {
        return preferred.state;
    }
    match (teams, ours) {
        (None, None) => State::offline(),
        (Some(only), None) | (None, Some(only)) => only.state,
        (Some(teams), Some(ours)) => stronger(teams, ours, knobs).state,
    }
}

/// An application's `Available` fades by itself; nothing else does before its expiry.
fn faded(held: &Held, at: Duration) -> State {
    let age = at.saturating_sub(held.since);
    if held.state.availability != "Available" || age < FADES_TO_INACTIVE {
        held.state.clone()
    } else if age < FADES_TO_AWAY {
        State::new("Available", "AvailableInactive")
    } else {
        State::new("Away", "Away")
    }
}

fn stronger(teams: Held, ours: Held, knobs: &MicrosoftKnobs) -> Held {
    let (teams_rank, ours_rank) = (rank(&teams.state, knobs), rank(&ours.state, knobs));
    let ours_wins = if teams_rank == ours_rank {
        match knobs.equal_availability {
            EqualAvailability::Newest => ours.since >= teams.since,
            EqualAvailability::TeamsClient => false,
            EqualAvailability::Ours => true,
        }
    } else {
        ours_rank > teams_rank
    };
    if ours_wins { ours } else { teams }
}

/// DoNotDisturb > Busy > Available > Away; an idle variant is a little weaker than its plain form.
fn rank(state: &State, knobs: &MicrosoftKnobs) -> u8 {
    let be_right_back = match knobs.be_right_back_rank {
        BeRightBackRank::AboveAway => 25,
        BeRightBackRank::BelowAway => 15,
    };
    let base = match state.availability.to_ascii_lowercase().as_str() {
        "donotdisturb" | "focusing" => 50,
        "busy" => 40,
        "busyidle" => 39,
        "available" => 30,
        "availableidle" => 29,
        "berightback" => be_right_back,
        "away" => 20,
        _ => 10,
    };
    if state.activity == "AvailableInactive" { base - 1 } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Duration = Duration::from_secs(10_000);

    struct Row {
        teams: Option<(&'static str, &'static str)>,
        preferred: Option<(&'static str, &'static str)>,
        ours: Option<(&'static str, &'static str)>,
    }

    /// The state `later` after our session was set for 4 hours.
    fn seen_later(row: &Row, later: Duration, knobs: &MicrosoftKnobs) -> String {
        let mut presences = Presences::default();
        let minute = Duration::from_secs(60);
        let state = |(availability, activity)| State::new(availability, activity);
        if let Some(teams) = row.teams {
            presences.set_teams("u", state(teams), NOON - minute);
        }
        presences.set_preferred("u", row.preferred.map(|chosen| (state(chosen), None)), NOON - minute);
        if let Some(ours) = row.ours {
            presences.set_ours("u", state(ours), Duration::from_secs(4 * 3_600), NOON);
        }
        let seen = presences.seen("u", NOON + later, knobs);
        format!("{}/{}", seen.availability, seen.activity)
    }

    fn seen(row: &Row) -> String {
        seen_later(row, Duration::from_secs(1), &MicrosoftKnobs::default())
    }

    const GREEN: Option<(&str, &str)> = Some(("Available", "Available"));
    const CALL: Option<(&str, &str)> = Some(("Busy", "InACall"));
    const DND: Option<(&str, &str)> = Some(("DoNotDisturb", "DoNotDisturb"));
    const PRESENTING: Option<(&str, &str)> = Some(("DoNotDisturb", "Presenting"));
    const AWAY: Option<(&str, &str)> = Some(("Away", "Away"));

    #[test]
    fn the_worked_examples_of_the_reference_hold() {
        let cases = [
            (1, Row { teams: GREEN, preferred: None, ours: CALL }, "Busy/InACall"),
            (2, Row { teams: GREEN, preferred: DND, ours: CALL }, "DoNotDisturb/DoNotDisturb"),
            (3, Row { teams: PRESENTING, preferred: None, ours: CALL }, "DoNotDisturb/Presenting"),
            (4, Row { teams: GREEN, preferred: GREEN, ours: CALL }, "Available/Available"),
            (5, Row { teams: GREEN, preferred: Some(("Busy", "Busy")), ours: CALL }, "Busy/Busy"),
            (6, Row { teams: GREEN, preferred: Some(("Offline", "OffWork")), ours: CALL }, "Offline/OffWork"),
            (7, Row { teams: None, preferred: None, ours: CALL }, "Busy/InACall"),
            (8, Row { teams: None, preferred: DND, ours: CALL }, "DoNotDisturb/DoNotDisturb"),
            (9, Row { teams: None, preferred: DND, ours: None }, "Offline/Offline"),
            (10, Row { teams: Some(("Busy", "InAMeeting")), preferred: None, ours: CALL }, "Busy/InACall"),
            (11, Row { teams: GREEN, preferred: None, ours: AWAY }, "Available/Available"),
            (12, Row { teams: AWAY, preferred: None, ours: GREEN }, "Available/Available"),
            (13, Row { teams: CALL, preferred: None, ours: PRESENTING }, "DoNotDisturb/Presenting"),
            (14, Row { teams: AWAY, preferred: None, ours: CALL }, "Busy/InACall"),
            (15, Row { teams: GREEN, preferred: None, ours: None }, "Available/Available"),
        ];
        for (number, row, expected) in cases {
            assert_eq!(seen(&row), expected, "row {number}");
        }
        let row_16 = Row { teams: GREEN, preferred: None, ours: GREEN };
        let six_minutes = Duration::from_secs(360);
        assert_eq!(seen_later(&row_16, six_minutes, &MicrosoftKnobs::default()), "Available/Available", "row 16");
    }

    #[test]
    fn the_uncertain_rows_follow_their_knobs() {
        let meeting = Row { teams: Some(("Busy", "InAMeeting")), preferred: None, ours: CALL };
        let at = Duration::from_secs(1);
        let knobs = MicrosoftKnobs { equal_availability: EqualAvailability::TeamsClient, ..Default::default() };
        assert_eq!(seen_later(&meeting, at, &knobs), "Busy/InAMeeting");
        let revived = Row { teams: None, preferred: DND, ours: CALL };
        let knobs = MicrosoftKnobs { preferred_with_app_only: PreferredWithAppOnly::Ignored, ..Default::default() };
        assert_eq!(seen_later(&revived, at, &knobs), "Busy/InACall");
    }

    #[test]
    fn our_available_fades_after_five_and_ten_minutes_and_our_busy_does_not() {
        let knobs = MicrosoftKnobs::default();
        let alone = |ours| Row { teams: None, preferred: None, ours };
        let minutes = |count: u64| Duration::from_secs(count * 60);
        assert_eq!(seen_later(&alone(GREEN), minutes(4), &knobs), "Available/Available");
        assert_eq!(seen_later(&alone(GREEN), minutes(6), &knobs), "Available/AvailableInactive");
        assert_eq!(seen_later(&alone(GREEN), minutes(11), &knobs), "Away/Away");
        assert_eq!(seen_later(&alone(CALL), minutes(239), &knobs), "Busy/InACall");
        assert_eq!(seen_later(&alone(CALL), minutes(240), &knobs), "Offline/Offline");
    }

    #[test]
    fn a_reader_that_lags_sees_the_former_state() {
        let mut presences = Presences::default();
        presences.set_teams("u", State::new("Available", "Available"), NOON);
        presences.set_ours(
            "u",
            State::new("Busy", "InACall"),
            Duration::from_secs(300),
            NOON + Duration::from_secs(60),
        );
        let knobs = MicrosoftKnobs::default();
        let at = |seconds| presences.seen("u", NOON + Duration::from_secs(seconds), &knobs).activity;
        assert_eq!(at(59), "Available");
        assert_eq!(at(60), "InACall");
    }

    #[test]
    fn clearing_without_a_session_says_so() {
        let mut presences = Presences::default();
        assert_eq!(presences.clear_ours("u", NOON), Cleared::NoSession);
        presences.set_ours("u", State::new("Busy", "InACall"), Duration::from_secs(300), NOON);
        assert_eq!(presences.clear_ours("u", NOON), Cleared::Done);
        assert_eq!(presences.clear_ours("u", NOON), Cleared::NoSession);
    }
}
