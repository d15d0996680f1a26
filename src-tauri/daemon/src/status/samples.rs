//! A view and a row for tests of the status service.

use engine::{
    ExtensionNumber, Round, UserId, Utc, View,
    presence::{CloudyaPresence, LineState},
    rules::Settings,
    view::{
        CloudyaStep, Counts, DirectoryView, MatchedBy, MicrosoftStep, PauseItem, PersonState, Row, RunState, SetupView,
        StepState, TeamsOrigin, TrayView, UserView,
    },
};

pub(crate) fn view() -> View {
    View {
        state: RunState::Running,
        paused_until: None,
        setup: SetupView {
            cloudya: CloudyaStep { state: StepState::ToDo, account: None, emails: None, extensions: 0 },
            microsoft: MicrosoftStep {
                state: StepState::ToDo,
                tenant: None,
                tenant_id: None,
                client_id: None,
                credential: None,
                redirect_addresses: Vec::new(),
            },
            consent: StepState::ToDo,
            rounds: Vec::new(),
            activation: StepState::ToDo,
            open_page: None,
        },
        connections: Vec::new(),
        counts: Counts::default(),
        directory: DirectoryView::default(),
        problems: Vec::new(),
        settings: Settings::default(),
        tray: TrayView { icon: RunState::Running, in_sync: 0, problems: 0, pause: PauseItem::Pause },
    }
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
