//! Views and rows for tests, with nothing in them but what a test is about.

use engine::{
    ExtensionNumber, Utc, View,
    presence::{CloudyaPresence, LineState},
    view::{CloudyaStep, Counts, PersonState, Row, SetupView, TeamsOrigin, Why},
};

/// Told apart by the number of its extensions.
pub(crate) fn view(extensions: usize) -> View {
    let cloudya = CloudyaStep { extensions, ..CloudyaStep::default() };
    View {
        setup: SetupView { cloudya, ..SetupView::default() },
        counts: Counts { extensions, ..Counts::default() },
        ..View::default()
    }
}

pub(crate) fn row(extension: &str, name: &str) -> Row {
    Row {
        extension: ExtensionNumber::new(extension),
        name: name.to_owned(),
        email: String::new(),
        user: None,
        matched_by: None,
        state: PersonState::NoEmail,
        why: Why::NoEmail,
        direction: None,
        line: LineState::Unknown,
        line_since: Utc(0),
        cloudya_presence: CloudyaPresence::Unknown,
        teams: None,
        teams_since: Utc(0),
        teams_origin: TeamsOrigin::None,
        published: None,
        round: None,
    }
}
