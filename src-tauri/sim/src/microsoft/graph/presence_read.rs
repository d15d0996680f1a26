//! Reading presence: one person, oneself, or up to 650 people at once.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    super::{
        Microsoft,
        call::Call,
        knobs::{
            AppOnlyReading, BulkOrder, MicrosoftKnobs, PresenceCase, PresenceFields, TooManyIds, UnknownId,
            UnlicensedReader,
        },
        presence::State,
        tokens::Subject,
    },
    access::Caller,
    answer::Answer,
};

const LARGEST_BULK: usize = 650;

impl Microsoft {
    pub(crate) fn my_presence(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.within_budget()?;
        self.check_options(call, &[])?;
        let id = caller.user_id().ok_or_else(Answer::me_needs_a_user)?;
        if !["Presence.Read", "Presence.ReadWrite", "Presence.Read.All"].iter().any(|name| caller.has(name)) {
            return Err(forbidden());
        }
        Ok(self.presence_entity(id))
    }

    pub(crate) fn one_presence(&self, caller: &Caller, call: &Call, id: &str) -> Result<Answer, Answer> {
        self.within_budget()?;
        self.check_options(call, &[])?;
        self.check_reader(caller)?;
        if !self.is_guid("the path of a presence", id) {
            return Err(Answer::error(404, "NotFound", "The user was not found."));
        }
        Ok(self.presence_entity(id))
    }

    pub(crate) fn many_presences(&self, caller: &Caller, call: &Call) -> Result<Answer, Answer> {
        self.within_budget()?;
        self.check_options(call, &[])?;
        self.check_reader(caller)?;
        let body = self.json_body(call, &["ids"])?;
        let ids: Option<Vec<&str>> = body["ids"].as_array().and_then(|ids| ids.iter().map(Value::as_str).collect());
        let bad = || Answer::error(400, "BadRequest", "The ids are missing or malformed.");
        let ids = ids.filter(|ids| !ids.is_empty()).ok_or_else(bad)?;
        let knobs = self.knobs().clone();
        if ids.len() > LARGEST_BULK {
            self.graph_violation("getPresencesByUserId: more than 650 ids");
            return Err(match knobs.too_many_ids {
                TooManyIds::BadRequest => Answer::error(400, "BadRequest", ""),
                TooManyIds::EmptyBody => Answer::empty(400),
            });
        }
        let mut ids: Vec<&str> = ids;
        match knobs.bulk_order {
            BulkOrder::Request => {}
            // Ordering by the end of a GUID is as good as chance, and repeatable.
            BulkOrder::Shuffled => ids.sort_by_key(|id| id.chars().rev().collect::<String>()),
        }
        let values: Vec<Value> = ids
            .into_iter()
            .filter_map(|id| {
                self.is_guid("getPresencesByUserId", id);
                self.presence_object(id, &knobs)
            })
            .collect();
        Ok(Answer::ok(json!({"@odata.context": self.context("Collection(microsoft.graph.presence)"), "value": values})))
    }

    /// Presence knows object ids only.
    pub(crate) fn is_guid(&self, place: &str, id: &str) -> bool {
        let is = uuid::Uuid::try_parse(id).is_ok();
        if !is {
            self.graph_violation(format!("{place}: an id that is no GUID"));
        }
        is
    }

    fn check_reader(&self, caller: &Caller) -> Result<(), Answer> {
        let knobs = self.knobs().clone();
        match &caller.subject {
            Subject::Application => {
                let granted = caller.has("Presence.Read.All") || caller.has("Presence.ReadWrite.All");
                match knobs.app_only_reading {
                    AppOnlyReading::Allowed if granted => Ok(()),
                    AppOnlyReading::Allowed | AppOnlyReading::Forbidden => Err(forbidden()),
                }
            }
            Subject::User(id) => {
                if !caller.has("Presence.Read.All") {
                    return Err(forbidden());
                }
                let licensed = self.state().directory.user(id).is_some_and(|user| user.licensed);
                match knobs.unlicensed_reader {
                    UnlicensedReader::Allowed => Ok(()),
                    UnlicensedReader::Unauthorized if !licensed => {
                        Err(Answer::error(401, "Unauthorized", "Unauthorized"))
                    }
                    UnlicensedReader::Forbidden if !licensed => Err(forbidden()),
                    UnlicensedReader::Unauthorized | UnlicensedReader::Forbidden => Ok(()),
                }
            }
        }
    }

    fn presence_entity(&self, id: &str) -> Answer {
        let knobs = self.knobs().clone();
        match self.presence_object(id, &knobs) {
            Some(mut object) => {
                object["@odata.context"] = json!(self.context(&format!("users('{id}')/presence/$entity")));
                Answer::ok(object)
            }
            None => Answer::error(404, "NotFound", "The user was not found."),
        }
    }

    /// Absent when the id is unknown and the knob leaves it out.
    fn presence_object(&self, id: &str, knobs: &MicrosoftKnobs) -> Option<Value> {
        let read_at = self.clock.elapsed().saturating_sub(Duration::from_secs(knobs.read_delay_seconds.into()));
        let state = self.state();
        let seen = match state.directory.user(id) {
            Some(user) => state.presences.seen(&user.user_id, read_at, knobs),
            None => match knobs.unknown_id {
                UnknownId::PresenceUnknown => State::new("PresenceUnknown", "PresenceUnknown"),
                UnknownId::LeftOut => return None,
                UnknownId::Offline => State::offline(),
            },
        };
        let mut object = json!({
            "id": id,
            "availability": spelled(&seen.availability, knobs.presence_case),
            "activity": spelled(&seen.activity, knobs.presence_case),
        });
        match knobs.presence_fields {
            PresenceFields::Core => {}
            PresenceFields::UsGovernment => object["statusMessage"] = Value::Null,
            PresenceFields::All => {
                object["statusMessage"] = state.presences.status_message(id).cloned().unwrap_or(Value::Null);
                object["sequenceNumber"] = json!(state.presences.sequence_number(id));
                object["outOfOfficeSettings"] = json!({"isOutOfOffice": false, "message": null});
                object["workLocation"] = Value::Null;
            }
        }
        Some(object)
    }
}

fn forbidden() -> Answer {
    Answer::error(403, "Forbidden", "The caller is not permitted to read presence.")
}

fn spelled(value: &str, case: PresenceCase) -> String {
    let mut letters = value.chars();
    match (case, letters.next()) {
        (PresenceCase::Camel, Some(first)) => first.to_lowercase().chain(letters).collect(),
        (PresenceCase::Pascal, _) | (PresenceCase::Camel, None) => value.to_owned(),
    }
}
