//! Writing presence: the application's own session, and the state that a person prefers.

use std::time::Duration;

use serde_json::Value;

use super::{
    super::{
        Microsoft, WriteRecord,
        call::Call,
        faults::Chosen,
        knobs::{
            DoNotDisturbPair, ForeignSession, MissingWritePermission, RefusedPair, UnlicensedTarget, WriteToOther,
        },
        presence::{Cleared, State},
        tokens::Subject,
    },
    access::Caller,
    answer::Answer,
};

const SESSION_PAIRS: [(&str, &str); 5] = [
    ("Available", "Available"),
    ("Busy", "InACall"),
    ("Busy", "InAConferenceCall"),
    ("Away", "Away"),
    ("DoNotDisturb", "Presenting"),
];
const PREFERRED_PAIRS: [(&str, &str); 6] = [
    ("Available", "Available"),
    ("Busy", "Busy"),
    ("DoNotDisturb", "DoNotDisturb"),
    ("BeRightBack", "BeRightBack"),
    ("Away", "Away"),
    ("Offline", "OffWork"),
];
const SHORTEST: Duration = Duration::from_secs(5 * 60);
const LONGEST: Duration = Duration::from_secs(240 * 60);
const DAY: Duration = Duration::from_secs(24 * 3_600);

#[derive(Clone, Copy)]
enum Action {
    Set,
    Clear,
    SetPreferred,
    ClearPreferred,
    SetMessage,
}

impl Action {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "setPresence" => Some(Self::Set),
            "clearPresence" => Some(Self::Clear),
            "setUserPreferredPresence" => Some(Self::SetPreferred),
            "clearUserPreferredPresence" => Some(Self::ClearPreferred),
            "setStatusMessage" => Some(Self::SetMessage),
            _ => None,
        }
    }

    /// As the record of writes names it.
    fn name(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Clear => "clear",
            Self::SetPreferred => "set-preferred",
            Self::ClearPreferred => "clear-preferred",
            Self::SetMessage => "set-message",
        }
    }
}

/// Whether the write changes anything.
enum Effect {
    Takes,
    Vanishes,
}

impl Microsoft {
    pub(crate) fn write_presence(
        &self,
        caller: &Caller,
        call: &Call,
        id: &str,
        action: &str,
    ) -> Result<Answer, Answer> {
        let Some(action) = Action::parse(action) else {
            self.graph_violation(format!("presence has no action {action:?}"));
            return Err(Answer::error(404, "NotFound", "Resource not found for the segment."));
        };
        let at_ms = self.clock.utc_ms();
        // Sessions are kept under the spelling of the directory.
        let id = id.to_ascii_lowercase();
        let result = self.write(caller, call, &id, action);
        let status = match &result {
            Ok(answer) | Err(answer) => answer.status,
        };
        let sent: Value = serde_json::from_slice(&call.body).unwrap_or_default();
        let text = |name: &str| sent.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        self.state().writes.push(WriteRecord {
            at_ms,
            user_id: id,
            action: action.name(),
            availability: text("availability"),
            activity: text("activity"),
            status,
        });
        result
    }

    fn write(&self, caller: &Caller, call: &Call, id: &str, action: Action) -> Result<Answer, Answer> {
        self.within_budget()?;
        self.check_options(call, &[])?;
        if !self.is_guid("the path of a presence", id) {
            return Err(Answer::error(404, "NotFound", "The user was not found."));
        }
        self.check_writer(caller, id)?;
        let known: &[&str] = match action {
            Action::Set => &["sessionId", "availability", "activity", "expirationDuration"],
            Action::Clear => &["sessionId"],
            Action::SetPreferred => &["availability", "activity", "expirationDuration"],
            Action::ClearPreferred => &[],
            Action::SetMessage => &["statusMessage"],
        };
        let body = self.json_body(call, known)?;
        match action {
            Action::Set => self.set_session(id, &body),
            Action::Clear => self.clear_session(id, &body),
            Action::SetPreferred => self.prefer(id, &body),
            Action::ClearPreferred => {
                self.target(id)?;
                self.state().presences.set_preferred(id, None, self.clock.elapsed());
                Ok(Answer::empty(200))
            }
            Action::SetMessage => {
                self.target(id)?;
                let message = body.get("statusMessage").cloned().unwrap_or_default();
                self.state().presences.set_status_message(id, message, self.clock.elapsed());
                Ok(Answer::empty(200))
            }
        }
    }

    fn set_session(&self, id: &str, body: &Value) -> Result<Answer, Answer> {
        let pair = self.allowed_pair("setPresence", body, &SESSION_PAIRS)?;
        if pair.availability == "DoNotDisturb" && self.knobs().do_not_disturb_pair == DoNotDisturbPair::Refused {
            return Err(self.refused("The combination of availability and activity is not supported."));
        }
        let lasts = self.duration("setPresence", body, SHORTEST, LONGEST)?.unwrap_or(SHORTEST);
        self.check_session(body)?;
        let effect = self.target(id)?;
        let percent = self.knobs().ineffective_percent;
        let vanishes = self.state().ineffective.draw(percent);
        match (effect, vanishes) {
            (Effect::Takes, Chosen::No) => self.state().presences.set_ours(id, pair, lasts, self.clock.elapsed()),
            (Effect::Vanishes, _) | (Effect::Takes, Chosen::Yes) => {}
        }
        Ok(Answer::empty(200))
    }

    fn clear_session(&self, id: &str, body: &Value) -> Result<Answer, Answer> {
        self.check_session(body)?;
        let known = self.state().directory.user(id).is_some();
        if !known {
            return Err(Answer::error(404, "NotFound", "The user was not found."));
        }
        match self.state().presences.clear_ours(id, self.clock.elapsed()) {
            Cleared::Done => Ok(Answer::empty(200)),
            Cleared::NoSession => Err(Answer::error(404, "NotFound", "The presence session was not found.")),
        }
    }

    fn prefer(&self, id: &str, body: &Value) -> Result<Answer, Answer> {
        let pair = self.allowed_pair("setUserPreferredPresence", body, &PREFERRED_PAIRS)?;
        let usual = match pair.availability.as_str() {
            "DoNotDisturb" | "Busy" => DAY,
            _ => 7 * DAY,
        };
        let lasts =
            self.duration("setUserPreferredPresence", body, Duration::from_secs(1), 365 * DAY)?.unwrap_or(usual);
        match self.target(id)? {
            Effect::Takes => self.state().presences.set_preferred(id, Some((pair, Some(lasts))), self.clock.elapsed()),
            Effect::Vanishes => {}
        }
        Ok(Answer::empty(200))
    }

    /// The application needs its role; a signed-in user can change nobody but themselves.
    fn check_writer(&self, caller: &Caller, id: &str) -> Result<(), Answer> {
        let knobs = self.knobs().clone();
        let missing = || match knobs.missing_write_permission {
            MissingWritePermission::Forbidden => {
                Answer::error(403, "Forbidden", "The caller is not permitted to write presence.")
            }
            MissingWritePermission::ServiceError => Answer::error(401, "ServiceError", "An error has occurred."),
        };
        match &caller.subject {
            Subject::Application if caller.has("Presence.ReadWrite.All") => Ok(()),
            Subject::Application => Err(missing()),
            Subject::User(own) if !own.eq_ignore_ascii_case(id) => Err(match knobs.write_to_other {
                WriteToOther::Unauthorized => {
                    Answer::error(401, "Unauthorized", "The presence of another user cannot be set.")
                }
                WriteToOther::Forbidden => {
                    Answer::error(403, "Forbidden", "The presence of another user cannot be set.")
                }
            }),
            Subject::User(_) if caller.has("Presence.ReadWrite") => Ok(()),
            Subject::User(_) => Err(missing()),
        }
    }

    fn allowed_pair(&self, action: &str, body: &Value, allowed: &[(&str, &str)]) -> Result<State, Answer> {
        let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
        let pair = (text("availability"), text("activity"));
        if allowed.contains(&pair) {
            return Ok(State::new(pair.0, pair.1));
        }
        self.graph_violation(format!("{action}: the pair {}/{} is not allowed", pair.0, pair.1));
        Err(self.refused("The combination of availability and activity is not supported."))
    }

    /// Absent when the caller left it to the service.
    fn duration(
        &self,
        action: &str,
        body: &Value,
        shortest: Duration,
        longest: Duration,
    ) -> Result<Option<Duration>, Answer> {
        let value = match body.get("expirationDuration") {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value,
        };
        let lasts = value.as_str().and_then(iso_duration).filter(|lasts| (shortest..=longest).contains(lasts));
        if lasts.is_none() {
            self.graph_violation(format!("{action}: the duration {value} is not allowed"));
            return Err(self.refused("The expiration duration is not valid."));
        }
        Ok(lasts)
    }

    fn check_session(&self, body: &Value) -> Result<(), Answer> {
        let sent = match body.get("sessionId") {
            // The schema allows its absence, and there is only one session that it could be.
            None | Some(Value::Null) => return Ok(()),
            Some(value) => value.as_str().unwrap_or_default(),
        };
        if sent.eq_ignore_ascii_case(&self.company.client_id) {
            return Ok(());
        }
        self.graph_violation("the session id is not the id of the calling application");
        Err(match self.knobs().foreign_session {
            ForeignSession::BadRequest => Answer::error(400, "BadRequest", "The session id is not valid."),
            ForeignSession::Forbidden => Answer::error(403, "Forbidden", "The session id is not valid."),
        })
    }

    fn target(&self, id: &str) -> Result<Effect, Answer> {
        let able = {
            let state = self.state();
            let user = state.directory.user(id);
            let user = user.ok_or_else(|| Answer::error(404, "NotFound", "The user was not found."))?;
            user.licensed && user.account_enabled
        };
        if able {
            return Ok(Effect::Takes);
        }
        match self.knobs().unlicensed_target {
            UnlicensedTarget::Ineffective => Ok(Effect::Vanishes),
            UnlicensedTarget::NotFound => Err(Answer::error(404, "NotFound", "The user was not found.")),
            UnlicensedTarget::Forbidden => {
                Err(Answer::error(403, "Forbidden", "The user has no licence for presence."))
            }
        }
    }

    fn refused(&self, message: &str) -> Answer {
        match self.knobs().refused_pair {
            RefusedPair::Explained => Answer::error(400, "BadRequest", message),
            RefusedPair::EmptyMessage => Answer::error(400, "BadRequest", ""),
        }
    }
}

/// An ISO 8601 duration of days and smaller units.
fn iso_duration(text: &str) -> Option<Duration> {
    let span: jiff::Span = text.parse().ok()?;
    if span.get_years() != 0 || span.get_months() != 0 || span.get_weeks() != 0 || !text.starts_with('P') {
        return None;
    }
    let days = i64::from(span.get_days());
    let hours = days.checked_mul(24)?.checked_add(i64::from(span.get_hours()))?;
    let minutes = hours.checked_mul(60)?.checked_add(span.get_minutes())?;
    let seconds = minutes.checked_mul(60)?.checked_add(span.get_seconds())?;
    Some(Duration::from_secs(u64::try_from(seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_five_minutes_is_five_minutes() {
        for text in ["PT5M", "PT300S", "P0DT5M", "PT0H5M"] {
            assert_eq!(iso_duration(text), Some(Duration::from_secs(300)), "{text}");
        }
        assert_eq!(iso_duration("PT4H"), Some(LONGEST));
        assert_eq!(iso_duration("5 minutes"), None);
        assert_eq!(iso_duration("P1M"), None);
        assert_eq!(iso_duration("-PT5M"), None);
    }
}
