//! An archive for support: what it would hold, and writing it. It holds no secret, and names only where they are wanted.

mod pseudonyms;

use crate::downloads::{self, NotSaved};
use driver::Handle;
use engine::{
    View,
    activity::ActivityFilter,
    question::{Answer, Question},
    view::Row,
};
use pseudonyms::Pseudonyms;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager as _, State};
use url::Url;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// How much of each day's log is in the archive: its end, where it is longer.
const LOG_BYTES: usize = 2 << 20;
/// How many entries of the journal are in the archive: the latest.
const ENTRIES: u32 = 1_000;
const HOURS: u32 = 24;

/// Where the log files are.
pub(crate) struct Logs(pub(crate) PathBuf);

/// Whether the archive may say who people are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Names {
    With,
    Without,
}

/// A file of the archive, as it is listed before anything is written.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    file: String,
    bytes: usize,
    about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum About {
    Version,
    Settings,
    State,
    People,
    Statistics,
    Journal,
    Log,
}

/// What the archive would hold. Nothing is written.
#[tauri::command]
pub(crate) async fn diagnostics(app: AppHandle, handle: State<'_, Handle>, names: Names) -> Result<Vec<Listed>, ()> {
    let pieces = pieces(collect(&app, &handle).await, names);
    Ok(pieces
        .into_iter()
        .map(|piece| Listed { bytes: piece.text.len(), file: piece.file, about: piece.about })
        .collect())
}

/// Writes the archive where downloads go, and answers with its path.
#[tauri::command]
pub(crate) async fn save_diagnostics(
    app: AppHandle,
    handle: State<'_, Handle>,
    names: Names,
) -> Result<String, NotSaved> {
    let sources = collect(&app, &handle).await;
    let now = jiff::Timestamp::now().strftime("%Y-%m-%d-%H%M%S").to_string();
    let file = format!("presence-sync-diagnostics-{now}.zip");
    let path = downloads::save(&app, move || Ok((file, pack(&pieces(sources, names))?))).await?;
    Ok(path.display().to_string())
}

struct Sources {
    version: Value,
    view: Value,
    rows: Vec<Row>,
    statistics: Value,
    journal: Value,
    /// Names of files, and what is in them.
    logs: Vec<(String, String)>,
}

struct Piece {
    file: String,
    about: About,
    text: String,
}

async fn collect(app: &AppHandle, handle: &Handle) -> Sources {
    let rows = handle.rows().await;
    let view = handle.view();
    let statistics = handle.ask(Question::Statistics { hours: HOURS }).await;
    let last = Question::Activity { filter: ActivityFilter::default(), before: None, limit: ENTRIES };
    let folder = app.state::<Logs>().0.clone();
    let logs = tauri::async_runtime::spawn_blocking(move || logs(&folder)).await.unwrap_or_default();
    Sources {
        version: version(app),
        view: as_value::<View>(&view),
        rows,
        statistics: as_value::<Answer>(&statistics),
        journal: as_value::<Answer>(&handle.ask(last).await),
        logs,
    }
}

/// The archive's files, in the order in which they are listed.
fn pieces(sources: Sources, names: Names) -> Vec<Piece> {
    let Sources { version, mut view, rows, statistics, journal, logs } = sources;
    let mut hidden = match names {
        Names::With => None,
        Names::Without => Some(Pseudonyms::of(&rows)),
    };
    let mut settings = view["settings"].take();
    without_secrets(&mut settings, &mut view);
    let people = json!({ "rows": rows });
    let documents = [
        ("version.json", About::Version, version),
        ("settings.json", About::Settings, settings),
        ("state.json", About::State, view),
        ("people.json", About::People, people),
        ("statistics.json", About::Statistics, statistics),
        ("journal.json", About::Journal, journal),
    ];
    let mut pieces = Vec::new();
    for (file, about, mut document) in documents {
        if let Some(hidden) = hidden.as_mut().filter(|_| about != About::Version) {
            hidden.hide_in(&mut document);
        }
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        pieces.push(Piece { file: file.to_owned(), about, text });
    }
    for (file, text) in logs {
        let text = pseudonyms::without_tokens(&text);
        let text = hidden.as_mut().map(|hidden| hidden.hide_in_log(&text)).unwrap_or(text);
        pieces.push(Piece { file: format!("logs/{file}"), about: About::Log, text });
    }
    pieces
}

/// What the window shows once, and what somebody may have typed where it does not belong.
fn without_secrets(settings: &mut Value, view: &mut Value) {
    if let Some(setup) = view["setup"].as_object_mut() {
        setup.remove("openPage");
    }
    for round in view["setup"]["rounds"].as_array_mut().into_iter().flatten() {
        if let Some(round) = round.as_object_mut() {
            round.remove("password");
        }
    }
    for address in settings["network"].as_object_mut().into_iter().flat_map(|network| network.values_mut()) {
        let Some(mut url) = address.as_str().and_then(|typed| Url::parse(typed).ok()) else { continue };
        // An address without a host has nobody to be named in it either.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        *address = Value::from(url.as_str());
    }
}

fn version(app: &AppHandle) -> Value {
    json!({
        "version": app.package_info().version.to_string(),
        "webview": tauri::webview_version().unwrap_or_default(),
        "system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "distribution": std::fs::read_to_string("/etc/os-release").ok(),
        "desktop": std::env::var("XDG_CURRENT_DESKTOP").ok(),
        "session": std::env::var("XDG_SESSION_TYPE").ok(),
        "locale": crate::words::system_locale(),
        "at": jiff::Timestamp::now().to_string(),
    })
}

fn logs(folder: &Path) -> Vec<(String, String)> {
    let mut logs = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Ok(bytes) = std::fs::read(entry.path()) {
            let end = &bytes[bytes.len().saturating_sub(LOG_BYTES)..];
            let text = String::from_utf8_lossy(end).into_owned();
            let whole =
                if end.len() < bytes.len() { text.split_once('\n').map(|(_, rest)| rest.to_owned()) } else { None };
            logs.push((name, whole.unwrap_or(text)));
        }
    }
    logs.sort();
    logs
}

fn pack(pieces: &[Piece]) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for piece in pieces {
        archive.start_file(piece.file.as_str(), packed)?;
        archive.write_all(piece.text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn as_value<T: Serialize>(shown: &T) -> Value {
    serde_json::to_value(shown).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use zip::ZipArchive;

    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl";

    #[test]
    fn without_names_nobody_can_be_recognised_and_everybody_keeps_one_pseudonym() {
        let archive = archive(Names::Without);
        for (file, text) in &archive {
            for telling in
                ["Anna", "Lindqvist", "lindqvist", "contoso", "0b0e7ee5", "\"2104\"", "of 2104", "unmatched@", "66f1"]
            {
                assert!(!text.contains(telling), "{telling} stands in {file}: {text}");
            }
        }
        let text = |file: &str| archive.iter().find(|(name, _)| name == file).unwrap().1.clone();
        let people: Value = serde_json::from_str(&text("people.json")).unwrap();
        let person = people["rows"][0]["name"].as_str().unwrap();
        assert_eq!(people["rows"][0]["extension"], person);
        assert_eq!(people["rows"][0]["user"]["id"], person);
        assert!(text("journal.json").contains(person));
        assert!(text("logs/presence-sync.2026-11-25.log").contains(&format!("a call of {person} ended after 21 s")));
    }

    #[test]
    fn with_names_it_says_who_and_still_no_secret() {
        let archive = archive(Names::With);
        let people = &archive.iter().find(|(name, _)| name == "people.json").unwrap().1;
        assert!(people.contains("Anna Lindqvist") && people.contains("anna@contoso.example"));
    }

    #[test]
    fn no_secret_is_in_it_either_way() {
        for names in [Names::With, Names::Without] {
            for (file, text) in archive(names) {
                for secret in [TOKEN, "eyJ", "shown-once", "hunter2", "A1B2C3D4"] {
                    assert!(!text.contains(secret), "{secret} stands in {file}: {text}");
                }
            }
        }
    }

    #[test]
    fn what_is_listed_is_what_is_saved() {
        let files: Vec<String> = archive(Names::Without).into_iter().map(|(file, _)| file).collect();
        let listed: Vec<String> = pieces(sources(), Names::Without).into_iter().map(|piece| piece.file).collect();
        assert_eq!(files, listed);
        assert_eq!(files.len(), 7);
    }

    /// Packed, and unpacked again.
    fn archive(names: Names) -> Vec<(String, String)> {
        let packed = pack(&pieces(sources(), names)).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut read = |index| {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        };
        (0..7).map(&mut read).collect()
    }

    fn sources() -> Sources {
        let anna =
            pseudonyms::row("2104", "Anna Lindqvist", "anna@contoso.example", "0b0e7ee5-66f1-4b0e-a1a5-9f6c3a0d1b21");
        let mut view = as_value(&View::default());
        view["setup"]["openPage"] = json!({ "kind": "device-code", "code": "A1B2C3D4" });
        view["setup"]["rounds"] =
            json!([{ "round": 1, "expected": "unmatched@contoso.example", "password": "shown-once" }]);
        view["settings"]["network"]["proxy"] = json!("http://me:hunter2@proxy.example:3128");
        view["problems"] = json!([{ "key": "no-email:2104", "problem": { "kind": "no-email", "extension": "2104" } }]);
        let log = format!(
            "2026-11-25T21:04:21.2104Z  INFO driver: a call of 2104 ended after 21 s\n\
             2026-11-25T21:04:22Z DEBUG driver: Anna Lindqvist <anna@contoso.example> is matched to 0b0e7ee5-66f1-4b0e-a1a5-9f6c3a0d1b21.\n\
             2026-11-25T21:04:23Z DEBUG driver: Mrs Lindqvist called\n\
             2026-11-25T21:04:24Z DEBUG driver: bearer {TOKEN}\n"
        );
        // The moment is no extension, although it ends like one.
        let log = log.replace(".2104Z", "Z");
        Sources {
            version: json!({ "version": "0.1.0" }),
            view,
            rows: vec![anna],
            statistics: json!({ "kind": "unavailable" }),
            journal: json!({ "kind": "activity", "page": { "entries": [
                { "extension": "2104", "user": "0b0e7ee5-66f1-4b0e-a1a5-9f6c3a0d1b21", "tookMs": 2104 }
            ] } }),
            logs: vec![("presence-sync.2026-11-25.log".into(), log)],
        }
    }
}
