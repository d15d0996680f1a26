//! The table of faults: each line says what breaks, what people are told, what goes on meanwhile, and what cures it.

mod disk;
mod line;
mod play;
mod road;

use engine::{Request, view::PersonState};
use line::{
    Begins::{self, AtOnce, BetweenRuns},
    Board, Calls, Cured, Fault, Place,
    Told::{self, Notified, Shown},
    USUAL,
};
use serde_json::json;
use sim::nfon::Cut;

/// Every line is a test of its own, so that a failure names it.
macro_rules! faults {
    ($($name:ident: $fault:expr;)+) => {
        $(#[tokio::test(start_paused = true)]
        async fn $name() {
            play::play($fault).await;
        })+
    };
}

faults! {
    // The live stream of Cloudya.
    a_stream_ends_as_if_all_had_been_said: Fault {
        begins: AtOnce(|stage| stage.sim().nfon.cut_streams(Cut::Clean)),
        happened: &[("state stream", 1), ("call stream", 1)],
        ..USUAL
    };
    a_stream_is_cut_in_the_middle_of_an_event: Fault {
        begins: AtOnce(|stage| stage.sim().nfon.cut_streams(Cut::Reset)),
        happened: &[("state stream", 1), ("call stream", 1)],
        ..USUAL
    };
    a_stream_stalls_without_a_word: Fault {
        begins: AtOnce(|stage| stage.nfon(&json!({"stall_streams": true}))),
        lasts: 120.0,
        cured: Cured::By(|stage| stage.nfon(&json!({"stall_streams": false}))),
        happened: &[("swallowed event", 1), ("state stream", 1)],
        ..USUAL
    };
    a_token_is_refused_at_connect: Fault {
        begins: AtOnce(|stage| {
            stage.answer("cti", "states", 401, 1);
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        happened: &[("cti 401", 1), ("state stream", 1)],
        ..USUAL
    };
    every_token_is_refused_at_connect: Fault {
        begins: AtOnce(|stage| {
            stage.answer("cti", "states", 401, u32::MAX);
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        lasts: 600.0,
        told: &[Shown("cloudya-stream-lost"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };
    tokens_expire_while_the_stream_runs_and_cut_it: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"access_token_seconds": 90, "cut_streams_at_token_expiry": true}));
            stage.sim().nfon.revoke_tokens();
        }),
        lasts: 600.0,
        cured: Cured::By(|stage| stage.nfon(&json!({"access_token_seconds": 300, "cut_streams_at_token_expiry": false}))),
        happened: &[("cti 401", 1), ("expired stream", 4), ("state stream", 2)],
        ..USUAL
    };
    every_event_has_three_megabytes: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"padding_bytes": 3_000_000}));
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        lasts: 130.0,
        cured: Cured::By(|stage| stage.nfon(&json!({"padding_bytes": 0}))),
        happened: &[("padded event", 10), ("state stream", 1)],
        ..USUAL
    };
    a_service_uses_states_that_nobody_knows: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"unknown_line_values": true}));
            // Only some of them are unknown.
            for _ in 0..3 {
                let call = stage.app.call(&stage.watched.extension);
                stage.app.hang_up(call);
            }
        }),
        lasts: 120.0,
        cured: Cured::By(|stage| stage.nfon(&json!({"unknown_line_values": false}))),
        happened: &[("unknown state", 2)],
        ..USUAL
    };
    every_event_comes_twice_and_is_followed_by_an_older_one: Fault {
        begins: AtOnce(|stage| stage.nfon(&json!({"duplicate_percent": 100, "out_of_order_percent": 100}))),
        cured: Cured::By(|stage| stage.nfon(&json!({"duplicate_percent": 0, "out_of_order_percent": 0}))),
        happened: &[("repeated state", 2), ("older state", 2)],
        ..USUAL
    };
    a_stream_begins_without_the_states: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"bootstrap": "empty"}));
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        cured: Cured::By(|stage| stage.nfon(&json!({"bootstrap": "all"}))),
        happened: &[("empty start", 1)],
        ..USUAL
    };

    // What Cloudya answers.
    cloudya_takes_the_licence_away: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"licensed": false}));
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        lasts: 200.0,
        told: &[Notified("cloudya-forbidden")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.nfon(&json!({"licensed": true}))),
        ..USUAL
    };
    cloudya_asks_for_some_seconds_of_peace: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"burst": {"service": "cti", "status": 429, "count": 3, "retry_after_seconds": 10}}));
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        happened: &[("cti 429", 3)],
        ..USUAL
    };
    cloudya_asks_for_peace_until_a_date: Fault {
        begins: AtOnce(|stage| {
            let burst = json!({
                "service": "cti", "status": 429, "count": 3, "retry_after_seconds": 10, "retry_after": "date",
            });
            stage.nfon(&json!({"burst": burst}));
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        happened: &[("cti 429", 3)],
        ..USUAL
    };
    cloudya_asks_for_peace_beside_a_live_stream: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"burst": {"service": "cti", "status": 429, "count": 3, "retry_after_seconds": 30}}));
        }),
        lasts: 300.0,
        happened: &[("cti 429", 3)],
        ..USUAL
    };
    cloudya_fails_at_everything: Fault {
        begins: AtOnce(|stage| {
            stage.nfon(&json!({"burst": {"status": 500, "count": 100_000}}));
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        lasts: 400.0,
        told: &[Shown("cloudya-unreachable"), Shown("cloudya-stream-lost"), Shown("configuration-unreachable"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.nfon(&json!({"burst": null}))),
        ..USUAL
    };
    a_token_is_refused_while_addresses_are_read: Fault {
        begins: AtOnce(|stage| {
            stage.answer("configuration", "voice-mail", 401, 8);
            stage.app.handle.send(Request::RefreshDirectory);
        }),
        happened: &[("configuration 401", 8)],
        ..USUAL
    };
    cloudya_asks_for_peace_while_addresses_are_read: Fault {
        begins: AtOnce(|stage| {
            let burst = json!({"service": "configuration", "status": 429, "count": 3, "retry_after_seconds": 20});
            stage.nfon(&json!({"burst": burst}));
            stage.app.handle.send(Request::RefreshDirectory);
        }),
        happened: &[("configuration 429", 3)],
        ..USUAL
    };
    half_of_every_snapshot_is_missing: Fault {
        begins: AtOnce(|stage| stage.halve("cti", "states")),
        lasts: 300.0,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        happened: &[("halved answer", 2)],
        ..USUAL
    };

    // What Microsoft answers.
    microsoft_asks_for_whole_seconds_of_peace: throttled("integer");
    microsoft_asks_for_decimal_seconds_of_peace: throttled("decimal");
    microsoft_asks_for_peace_until_a_date: throttled("http-date");
    microsoft_asks_for_peace_and_does_not_say_how_long: throttled("absent");
    microsoft_fails_at_everything: Fault {
        begins: AtOnce(|stage| stage.microsoft(&json!({"graph_fault_percent": 100, "graph_fault": "internal-server-error"}))),
        lasts: 400.0,
        told: &[Shown("microsoft-unreachable")],
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::By(|stage| stage.microsoft(&json!({"graph_fault_percent": 0}))),
        ..USUAL
    };
    microsoft_fails_at_every_other_request: Fault {
        begins: AtOnce(|stage| stage.microsoft(&json!({"graph_fault_percent": 50, "graph_fault": "html-page"}))),
        lasts: 400.0,
        cured: Cured::By(|stage| stage.microsoft(&json!({"graph_fault_percent": 0}))),
        happened: &[("graph 502", 10)],
        ..USUAL
    };
    microsoft_fails_at_every_other_login: Fault {
        begins: AtOnce(|stage| stage.microsoft(&json!({"login_fault_percent": 50, "login_fault": "gateway-timeout"}))),
        // Tokens live for an hour or so.
        lasts: 7_200.0,
        cured: Cured::By(|stage| stage.microsoft(&json!({"login_fault_percent": 0}))),
        happened: &[("login 504", 1)],
        ..USUAL
    };
    microsoft_forbids_to_write: Fault {
        begins: AtOnce(|stage| {
            stage.answer("graph", "setPresence", 403, u32::MAX);
            stage.answer("graph", "$batch", 403, u32::MAX);
            // Of one person alone nobody could tell whether it is forbidden about everybody.
            stage.two_more_calls(500.0);
        }),
        lasts: 400.0,
        told: &[Notified("writing-forbidden")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };
    microsoft_forbids_to_read: Fault {
        begins: AtOnce(|stage| stage.answer("graph", "getPresencesByUserId", 403, u32::MAX)),
        lasts: 120.0,
        told: &[Notified("reading-forbidden")],
        board: Board::Stops,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };
    half_of_every_reading_of_presence_is_missing: Fault {
        begins: AtOnce(|stage| stage.halve("graph", "getPresencesByUserId")),
        lasts: 120.0,
        told: &[Shown("microsoft-unreachable")],
        board: Board::Stops,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };

    half_of_the_list_of_users_is_missing: Fault {
        begins: AtOnce(|stage| {
            stage.halve("graph", "users");
            stage.app.handle.send(Request::RefreshDirectory);
        }),
        lasts: 120.0,
        told: &[Shown("microsoft-unreachable")],
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };
    half_of_every_token_is_missing: Fault {
        begins: AtOnce(|stage| stage.halve("login", "oauth2/v2.0/token")),
        // Tokens live for an hour or so.
        lasts: 7_200.0,
        told: &[Shown("microsoft-unreachable"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };
    half_of_every_cloudya_token_is_missing: Fault {
        begins: AtOnce(|stage| {
            stage.halve("cti", "login");
            stage.sim().nfon.revoke_tokens();
            stage.sim().nfon.cut_streams(Cut::Reset);
        }),
        lasts: 600.0,
        told: &[Shown("cloudya-unreachable"), Shown("cloudya-stream-lost"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.sim().snags.clear()),
        ..USUAL
    };

    teams_shows_a_state_that_nobody_knows: Fault {
        begins: AtOnce(|stage| stage.sim().microsoft.set_teams(&stage.during.user, "Pondering", "DeepInThought")),
        cured: Cured::By(|stage| stage.sim().microsoft.set_teams(&stage.during.user, "Available", "Available")),
        row: Some(PersonState::InSync),
        ..USUAL
    };

    // What people do to the accounts.
    a_user_is_deleted: Fault {
        begins: AtOnce(|stage| stage.sim().microsoft.delete_user(&stage.during.user)),
        lasts: 120.0,
        calls: Calls::Wait,
        cured: Cured::By(|stage| {
            let mut everybody = stage.sim().company.directory();
            let user = everybody.find(|user| user.user_id == stage.during.user).unwrap().clone();
            stage.sim().microsoft.add_user(user);
            stage.app.handle.send(Request::RefreshDirectory);
        }),
        row: Some(PersonState::NotFound),
        ..USUAL
    };
    the_consent_is_withdrawn: Fault {
        begins: AtOnce(|stage| stage.sim().microsoft.revoke_consent()),
        lasts: 7_200.0,
        told: &[Notified("consent-missing"), Notified("sign-in-lapsed"), Shown("nobody-synchronised")],
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::ByConsentAndSignIn,
        ..USUAL
    };
    the_sync_users_sign_in_is_revoked: Fault {
        begins: AtOnce(|stage| {
            stage.sim().microsoft.revoke_refresh_tokens(&stage.sim().company.sync_users[0].user_id);
        }),
        lasts: 3.0 * 3_600.0,
        told: &[Notified("sign-in-lapsed")],
        board: Board::Stops,
        cured: Cured::BySignIn,
        ..USUAL
    };
    the_client_secret_expires: Fault {
        begins: AtOnce(|stage| stage.sim().microsoft.expire_client_secret()),
        lasts: 7_200.0,
        told: &[Notified("application-credential-expired"), Shown("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::ByAnotherSecret,
        ..USUAL
    };

    // The disk. Its settings can be full where a file can be a device.
    the_journal_is_locked_by_somebody_else: Fault {
        place: Place::Disk,
        begins: AtOnce(|stage| stage.disk().lock_journal()),
        lasts: 20.0,
        told: &[Notified("disk-unavailable")],
        cured: Cured::By(|stage| stage.disk().unlock_journal()),
        ..USUAL
    };
    the_journal_is_damaged_while_it_is_used: Fault {
        place: Place::Disk,
        begins: AtOnce(|stage| {
            stage.disk().damage_journal_in_use();
            stage.look_into_journal();
        }),
        lasts: 20.0,
        told: &[Notified("journal-damaged")],
        cured: Cured::By(|stage| {
            stage.disk().until_replaced();
            stage.take_note("journal-damaged");
        }),
        ..USUAL
    };
    the_journal_is_damaged_between_two_runs: Fault {
        place: Place::Disk,
        begins: BetweenRuns(|disk| disk.damage_journal()),
        told: &[Notified("journal-damaged")],
        cured: Cured::By(|stage| stage.take_note("journal-damaged")),
        ..USUAL
    };
    the_settings_are_damaged_between_two_runs: Fault {
        place: Place::Disk,
        begins: BetweenRuns(|disk| disk.damage_settings()),
        told: &[Notified("settings-damaged")],
        cured: Cured::By(|stage| stage.take_note("settings-damaged")),
        ..USUAL
    };
    the_settings_and_their_copy_are_damaged_between_two_runs: Fault {
        place: Place::Disk,
        begins: BetweenRuns(|disk| disk.damage_settings_and_copy()),
        told: &[Notified("settings-damaged")],
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::BySetUp,
        ..USUAL
    };

    // The network, on real sockets.
    the_connection_to_cloudya_is_refused: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| stage.road().close(&["cti.sim"])),
        lasts: 400.0,
        told: &[Shown("cloudya-stream-lost"), Shown("cloudya-unreachable"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
    the_connection_to_microsoft_is_refused: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| stage.road().close(&["graph.sim", "login.sim"])),
        lasts: 400.0,
        told: &[Shown("microsoft-unreachable")],
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
    no_name_is_resolved: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| stage.road().lose_names(&road::ALL)),
        lasts: 400.0,
        told: &AWAY,
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
    somebody_stands_between_with_another_certificate: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| stage.road().intercept(&road::ALL)),
        lasts: 400.0,
        told: &AWAY,
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
    headers_arrive_one_byte_at_a_time: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| stage.road().dawdle(&["cti.sim"], road::Dawdling::InHeaders)),
        lasts: 400.0,
        told: &[Shown("cloudya-stream-lost"), Shown("cloudya-unreachable"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
    logins_arrive_one_byte_at_a_time: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| {
            stage.sim().nfon.revoke_tokens();
            stage.road().dawdle(&["cti.sim"], road::Dawdling::InBody);
        }),
        lasts: 400.0,
        told: &[Shown("cloudya-stream-lost"), Shown("cloudya-unreachable"), Notified("nobody-synchronised")],
        calls: Calls::Wait,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
    bodies_arrive_one_byte_at_a_time: Fault {
        place: Place::Loopback,
        begins: AtOnce(|stage| stage.road().dawdle(&["graph.sim"], road::Dawdling::InBody)),
        lasts: 400.0,
        told: &[Shown("microsoft-unreachable")],
        calls: Calls::Wait,
        board: Board::Stops,
        cured: Cured::By(|stage| stage.road().mend()),
        ..USUAL
    };
}

#[cfg(target_os = "linux")]
faults! {
    the_disk_is_full_when_settings_are_saved: Fault {
        place: Place::Disk,
        begins: AtOnce(|stage| {
            stage.disk().fill();
            stage.change_a_setting();
        }),
        told: &[Notified("disk-unavailable")],
        cured: Cured::By(|stage| stage.disk().clean_up()),
        ..USUAL
    };
}

/// When nothing is reached at all.
const AWAY: [Told; 5] = [
    Notified("nobody-synchronised"),
    Shown("cloudya-stream-lost"),
    Shown("cloudya-unreachable"),
    Shown("configuration-unreachable"),
    Shown("microsoft-unreachable"),
];

fn throttled(form: &'static str) -> Fault {
    const FORMS: [(&str, Begins); 4] = [
        ("integer", AtOnce(|stage| stage.microsoft(&json!({"presence_limit": 4, "retry_after": "integer"})))),
        ("decimal", AtOnce(|stage| stage.microsoft(&json!({"presence_limit": 4, "retry_after": "decimal"})))),
        ("http-date", AtOnce(|stage| stage.microsoft(&json!({"presence_limit": 4, "retry_after": "http-date"})))),
        ("absent", AtOnce(|stage| stage.microsoft(&json!({"presence_limit": 6, "retry_after": "absent"})))),
    ];
    let begins = FORMS.into_iter().find(|(known, _)| *known == form).unwrap().1;
    let cured = Cured::By(|stage| stage.microsoft(&json!({"presence_limit": 1_500})));
    Fault { begins, lasts: 400.0, cured, happened: &[("graph 429", 5)], ..USUAL }
}
