//! A view and a row for tests of the status service.

use engine::{
    ExtensionNumber, Round, UserId, Utc, View,
    presence::{CloudyaPresence, LineState},
    view::{MatchedBy, PersonState, Row, RunState, TeamsOrigin, UserView, Why},
};

pub(crate) fn view() -> View {
    View { state: RunState::Running, ..View::default() }
}

pub(crate) fn row(extension: &str) -> Row {
    Row {
        extension: ExtensionNumber::new(extension),
        name: "Anna Weber".to_owned(),
        email: "anna.weber@example.com".to_owned(),
        user: Some(UserView {
            id: UserId::new("0A"),
            name: "Anna Weber".to_owned(),
            user_principal_name: "anna.weber@example.com".to_owned(),
        }),
        matched_by: Some(MatchedBy::UserPrincipalName),
        state: PersonState::InSync,
        why: Why::Published,
        direction: None,
        line: LineState::InUse,
        line_since: Utc(0),
        cloudya_presence: CloudyaPresence::Available,
        teams: None,
        teams_since: Utc(0),
        teams_origin: TeamsOrigin::None,
        published: None,
        round: Some(Round(1)),
    }
}
