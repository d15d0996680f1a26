//! Views and rows for tests, with nothing in them but what a test is about.

use engine::{
    ExtensionNumber, Round, Utc, View,
    presence::{CloudyaPresence, LineState},
    rules::Settings,
    view::{
        CloudyaStep, Counts, DirectoryView, MicrosoftStep, PauseItem, PersonState, RoundView, Row, RunState, SetupView,
        StepState, TeamsOrigin, TrayView,
    },
};

/// Told apart by the number of its extensions.
pub(crate) fn view(extensions: usize) -> View {
    let cloudya = CloudyaStep { state: StepState::ToDo, account: None, emails: None, extensions };
    let microsoft = MicrosoftStep {
        state: StepState::ToDo,
        tenant: None,
        tenant_id: None,
        client_id: None,
        credential: None,
        redirect_addresses: vec![],
    };
    let round = RoundView {
        round: Round(1),
        expected: String::new(),
        sign_in: StepState::ToDo,
        account: None,
        people: 0,
        capacity: 600,
    };
    View {
        state: RunState::SettingUp,
        paused_until: None,
        setup: SetupView {
            cloudya,
            microsoft,
            consent: StepState::ToDo,
            rounds: vec![round],
            activation: StepState::ToDo,
            open_page: None,
        },
        connections: vec![],
        counts: Counts { extensions, ..Counts::default() },
        directory: DirectoryView::default(),
        problems: vec![],
        settings: Settings::default(),
        tray: TrayView { icon: RunState::SettingUp, in_sync: 0, problems: 0, pause: PauseItem::Unavailable },
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
