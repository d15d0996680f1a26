//! `/api/people`: the live board as JSON, with the documented member names.

use super::moment;
use engine::view::Row;
use serde_json::{Value, json};

pub(crate) fn list(rows: &[Row]) -> Value {
    rows.iter().map(person).collect()
}

pub(crate) fn person(row: &Row) -> Value {
    let teams =
        row.teams.as_ref().map(|teams| json!({ "availability": teams.availability, "activity": teams.activity }));
    let published = row.published.as_ref().map(|published| {
        json!({
            "availability": published.availability,
            "activity": published.activity,
            "expires": moment(published.expires),
        })
    });
    json!({
        "extension": row.extension,
        "name": row.name,
        "email": row.email,
        "user_id": row.user.as_ref().map(|user| &user.id),
        "user_principal_name": row.user.as_ref().map(|user| &user.user_principal_name),
        "matched_by": row.matched_by,
        "state": row.state,
        "line": row.line,
        "cloudya_presence": row.cloudya_presence,
        "teams": teams,
        "published": published,
        "round": row.round,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::samples;
    use engine::{
        presence::TeamsPresence,
        view::{PersonState, Published},
    };

    #[test]
    fn a_matched_person_has_exactly_the_documented_members() {
        let row = Row {
            teams: Some(TeamsPresence::new("Busy", "InACall")),
            published: Some(Published {
                availability: "Busy".to_owned(),
                activity: "InACall".to_owned(),
                expires: engine::Utc(1_760_000_300_000),
            }),
            ..samples::row("200")
        };
        assert_eq!(
            list(&[row]),
            json!([{
                "extension": "200",
                "name": "Anna Weber",
                "email": "anna.weber@example.com",
                "user_id": "0a",
                "user_principal_name": "anna.weber@example.com",
                "matched_by": "user-principal-name",
                "state": "in-sync",
                "line": "in-use",
                "cloudya_presence": "available",
                "teams": {"availability": "Busy", "activity": "InACall"},
                "published": {"availability": "Busy", "activity": "InACall", "expires": "2025-10-09T08:58:20Z"},
                "round": 1,
            }])
        );
    }

    #[test]
    fn what_is_not_known_is_null_rather_than_absent() {
        let row =
            Row { user: None, matched_by: None, state: PersonState::NotFound, round: None, ..samples::row("200") };
        let person = &list(&[row])[0];
        for member in ["user_id", "user_principal_name", "matched_by", "teams", "published", "round"] {
            assert_eq!(person.get(member), Some(&Value::Null), "{member}");
        }
        assert_eq!(person["state"], "not-found");
    }
}
