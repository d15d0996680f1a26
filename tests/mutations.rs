//! Breaks the engine in one place after another, and sees that the model test notices each time.
//!
//! Ignored in a plain run, because every mutation compiles the engine anew. It is a step of `cargo xtask test`:
//! `cargo test --workspace --test scenarios -- --ignored mutations`. `MUTATION` chooses those whose sentence has its words.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

struct Mutation {
    /// What no longer holds.
    breaks: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// What the model test says then, or a part of it: the words of whichever is seen first.
    noticed: &'static [&'static str],
}

/// How many failures may have other words than those of the invariant.
const RUNS: usize = 20;

const MUTATIONS: [Mutation; 35] = [
    Mutation {
        breaks: "an echo is told from Teams' own state",
        file: "echo.rs",
        from: "if is_echo { TeamsOrigin::Echo } else { TeamsOrigin::Teams }",
        to: "if is_echo && now == Duration::MAX { TeamsOrigin::Echo } else { TeamsOrigin::Teams }",
        noticed: &["is diverted by our own call"],
    },
    Mutation {
        breaks: "an echo is known for as long as it takes to fade",
        file: "person/seen.rs",
        from: "self.footprint.origin(observed, self.observed_at) == TeamsOrigin::Echo",
        to: "self.footprint.origin(observed, self.observed_at + Duration::from_secs(3_600)) == TeamsOrigin::Echo",
        noticed: &["is diverted by our own call"],
    },
    Mutation {
        breaks: "what was replaced fades like what was cleared",
        file: "echo.rs",
        from: "*trace = Trace::Gone(now);",
        to: "*trace = if kept.is_some() { Trace::None } else { Trace::Gone(now) };",
        noticed: &["is diverted by our own call"],
    },
    Mutation {
        breaks: "an echo of an earlier run is no state of Teams' own either",
        file: "people.rs",
        from: "asked < self.former_echoes_end && echo::could_be_ours(presence)",
        to: "asked < self.former_echoes_end / 100 && echo::could_be_ours(presence)",
        noticed: &["is diverted by our own call"],
    },
    Mutation {
        breaks: "a pause publishes nothing",
        file: "condition.rs",
        from: "} else if engine.profile.paused.is_some() {",
        to: "} else if engine.profile.paused.is_some() && engine.profile.consent.is_none() {",
        noticed: &["published in a pause", "diverted in a pause"],
    },
    Mutation {
        breaks: "nothing is published for somebody who no longer counts",
        file: "engine/pursue.rs",
        from: "return if self.directory.is_complete() { Desire::Forbidden } else { Desire::Hold };",
        to: "return Desire::Hold;",
        noticed: &["published although excluded", "published although matched no more"],
    },
    Mutation {
        breaks: "a phone that is not known is believed for the grace time only",
        file: "person.rs",
        from: "Desire::Hold => settings.grace(),",
        to: "Desire::Hold => settings.grace() * 1_000,",
        noticed: &["published without a call"],
    },
    Mutation {
        breaks: "a state that was superseded is not sent",
        file: "person.rs",
        from: "(Wanted::Publish(wanted), _) if !self.still_holds(wanted) => Step::Nothing,",
        to: "(Wanted::Publish(wanted), _) if !self.still_holds(wanted) && self.failures > 1_000 => Step::Nothing,",
        noticed: &["is published although the phone is"],
    },
    Mutation {
        breaks: "Microsoft's limit holds in every window",
        file: "budget.rs",
        from: "const WINDOW: Duration = Duration::from_millis(30_500);",
        to: "const WINDOW: Duration = Duration::from_millis(15_000);",
        noticed: &["requests in thirty seconds"],
    },
    Mutation {
        breaks: "what a run sent that ended as it should still counts in the next",
        file: "budget.rs",
        from: "now.utc < until",
        to: "now.utc < sent",
        noticed: &["requests in thirty seconds", "a request in the silence"],
    },
    Mutation {
        breaks: "a silence that was asked for is kept",
        file: "budget.rs",
        from: "self.not_before = self.not_before.max(now + silence);",
        to: "self.not_before = self.not_before.max(now + silence / 2);",
        noticed: &["a request in the silence"],
    },
    Mutation {
        breaks: "one account is refreshed once at a time",
        file: "session.rs",
        from: "if self.state == State::Off {",
        to: "if matches!(self.state, State::Off | State::Asking { .. }) {",
        noticed: &["two refreshes of"],
    },
    Mutation {
        breaks: "one write about a person waits for the other",
        file: "person.rs",
        from: "if self.flight.is_some() || self.retry_at > now",
        to: "if self.retry_at > now",
        noticed: &["two writes about"],
    },
    Mutation {
        breaks: "the disk knows before Teams does",
        file: "people.rs",
        from: "if person.on_the_wire == Remembered::No && step != Step::Clear {",
        to: "if person.on_the_wire == Remembered::No && step == Step::Clear {",
        noticed: &["the disk knows before Teams does"],
    },
    Mutation {
        breaks: "the disk knows before the phone is changed",
        file: "diversions.rs",
        from: "out.emit(Effect::RememberDiversion { diversion: diversion.clone() });",
        to: "",
        noticed: &["the disk knows before the phone is changed"],
    },
    Mutation {
        breaks: "what a network swallowed is sent again",
        file: "people.rs",
        from: "person.failed(now.mono + backoff::delay(failures, &failure, out));",
        to: "let _ = (failures, backoff::delay(1, &failure, out)); person.refuse();",
        noticed: &["is not published in time", "ran out during a call", "is still published", "not at rest"],
    },
    Mutation {
        breaks: "a phone is returned when the meeting has ended",
        file: "diversions.rs",
        from: "(None, None) => return,",
        to: "(None, None) | (Some(_), None) => return,",
        noticed: &["left diverted"],
    },
    Mutation {
        breaks: "a phone that an earlier run diverted is returned",
        file: "diversions.rs",
        from: "let stage = Stage::Owed(Box::new(diversion.clone()));",
        to: "let stage = Stage::Idle;",
        noticed: &["left diverted"],
    },
    Mutation {
        breaks: "our call is ours in its other form too",
        file: "echo.rs",
        from: "observed.is(\"Busy\", \"InACall\") || observed.is(\"Busy\", \"Busy\")",
        to: "observed.is(\"Busy\", \"InACall\")",
        noticed: &["is diverted by our own call"],
    },
    Mutation {
        breaks: "what a call left is cleared at once",
        file: "person.rs",
        from: "Desire::Nothing => settings.clear(),",
        to: "Desire::Nothing => settings.clear() * 100,",
        noticed: &["is still published without a call"],
    },
    Mutation {
        breaks: "what may not be published is cleared, not only renewed no more",
        file: "person.rs",
        from: "if desire == Desire::Forbidden {\n            self.want(Wanted::Nothing);",
        to: "if desire == Desire::Forbidden {\n            self.change_at = None;",
        noticed: &["is still published in a pause", "is still published although"],
    },
    Mutation {
        breaks: "nothing is published for somebody excluded",
        file: "matching.rs",
        from: "if choices.excluded.contains(extension) {",
        to: "if choices.excluded.contains(extension) && choices.excluded.len() > 100 {",
        noticed: &["although excluded"],
    },
    Mutation {
        breaks: "nothing is published for somebody who is matched no more",
        file: "engine/pursue.rs",
        from: "return if self.directory.is_complete() {",
        to: "return if self.directory.is_complete() && !self.profile.choices.excluded.is_empty() {",
        noticed: &["published although matched no more"],
    },
    Mutation {
        breaks: "who is matched is found out again and again",
        file: "directory.rs",
        from: "const USERS_EVERY: Duration = Duration::from_secs(5 * 60);",
        to: "const USERS_EVERY: Duration = Duration::from_secs(50 * 60);",
        noticed: &["the users are not read again"],
    },
    Mutation {
        breaks: "a clear that a network swallowed is sent again",
        file: "people.rs",
        from: "person.failed(now.mono + backoff::delay(failures, &failure, out));",
        to: "let at = now.mono + backoff::delay(failures, &failure, out); if flight.step == Step::Clear { person.refuse() } else { person.failed(at) }",
        noticed: &["is still published", "not at rest"],
    },
    Mutation {
        breaks: "a call that a network swallowed is sent again",
        file: "people.rs",
        from: "person.failed(now.mono + backoff::delay(failures, &failure, out));",
        to: "let at = now.mono + backoff::delay(failures, &failure, out); if flight.step == Step::Clear { person.failed(at) } else { person.refuse() }",
        noticed: &["is not published in time", "ran out during a call"],
    },
    Mutation {
        breaks: "a publication is renewed before it runs out",
        file: "person.rs",
        from: "const RENEWAL: Duration = Duration::from_secs(4 * 60);",
        to: "const RENEWAL: Duration = Duration::from_secs(7 * 60);",
        noticed: &["ran out during a call", "is not published in time"],
    },
    Mutation {
        breaks: "a call settles before it is published",
        file: "person.rs",
        from: "Desire::Publish(_) => settings.settle(),",
        to: "Desire::Publish(_) => Duration::ZERO,",
        noticed: &["is published before the phone has settled"],
    },
    Mutation {
        breaks: "a conversation need not settle",
        file: "person.rs",
        from: "Desire::Publish(_) if is_answered => Duration::ZERO,",
        to: "Desire::Publish(_) if is_answered => settings.settle(),",
        noticed: &["a conversation is not published at once"],
    },
    Mutation {
        breaks: "nothing new is said about a phone that is not known",
        file: "person.rs",
        from: "if self.desire == Desire::Hold && !self.unanswered => Step::Nothing,",
        to: "if self.desire == Desire::Hold && self.failures > 1_000 => Step::Nothing,",
        noticed: &["is published although the phone is"],
    },
    Mutation {
        breaks: "an older message does not undo a newer one",
        file: "phones.rs",
        from: "known.updated.zip(line.updated).is_none_or(|(old, new)| new >= old)",
        to: "known.updated.zip(line.updated).is_none_or(|(old, new)| new >= old || old > new)",
        noticed: &["is published although the phone is", "is not published in time"],
    },
    Mutation {
        breaks: "a snapshot repairs what the stream lost",
        file: "stream.rs",
        from: "const SNAPSHOT_EVERY: Duration = Duration::from_secs(120);",
        to: "const SNAPSHOT_EVERY: Duration = Duration::from_secs(12_000);",
        noticed: &["is still published without a call", "is not published in time", "still published as"],
    },
    Mutation {
        breaks: "a silent stream is opened again",
        file: "stream.rs",
        from: "(self.longest_gap * 3).clamp(LEAST_PATIENCE, PATIENCE * 2)",
        to: "(self.longest_gap * 300).clamp(LEAST_PATIENCE, PATIENCE * 200)",
        noticed: &["a silent stream is not opened again"],
    },
    Mutation {
        breaks: "a pause diverts nobody",
        file: "engine/divert.rs",
        from: "if silence(self).is_some() || !self.has_phone_rules() {",
        to: "if !self.has_phone_rules() {",
        noticed: &["is diverted in a pause"],
    },
    Mutation {
        breaks: "the program ends although a service does not answer",
        file: "engine/pursue.rs",
        from: "let is_over = ending.deadline.is_none();",
        to: "let is_over = ending.then == Farewell::Gone;",
        noticed: &["the program does not end"],
    },
];

#[test]
#[ignore = "compiles the engine once for each mutation"]
fn the_model_test_notices_every_mutation() {
    let place = Place::new();
    let sound = place.test(4_000);
    assert!(sound.status.success(), "the engine as it is passes: {}", said(&sound));
    let mut unnoticed = Vec::new();
    // All of them, or those whose sentence has these words.
    let chosen = std::env::var("MUTATION").unwrap_or_default();
    for mutation in MUTATIONS.iter().filter(|mutation| mutation.breaks.contains(&chosen)) {
        let original = place.mutate(mutation);
        if let Err(said) = noticed(&place, mutation) {
            unnoticed.push((mutation.breaks, said));
        }
        place.write(mutation.file, &original);
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

/// Or what was said instead. A broken engine may break another invariant sooner, of which nobody can know how: then other
/// worlds are tried, until one breaks its own. A run without any failure is the end.
fn noticed(place: &Place, mutation: &Mutation) -> Result<(), String> {
    let mut last = String::new();
    for _ in 0..RUNS {
        // A rare chain of events needs more cases than the engine as it is; most need few.
        let output = place.test(20_000);
        last = said(&output);
        assert!(!last.contains("error: could not compile"), "{}: {last}", mutation.breaks);
        if output.status.success() {
            return Err(last);
        }
        if mutation.noticed.iter().any(|words| last.contains(words)) {
            return Ok(());
        }
    }
    Err(last)
}

/// Every mutation is tried on code that is really there.
#[test]
fn every_mutation_names_one_place_of_the_engine() {
    for Mutation { breaks, file, from, .. } in &MUTATIONS {
        let text = fs::read_to_string(root().join("src-tauri/engine/src").join(file)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{breaks}: {file}");
    }
}

/// A copy of the engine and of the model test, as a workspace of their own.
struct Place {
    home: PathBuf,
}

impl Place {
    fn new() -> Self {
        let home = root().join("target/mutations");
        let _ = fs::remove_dir_all(home.join("src-tauri"));
        let _ = fs::remove_dir_all(home.join("model"));
        copy(&root().join("src-tauri/engine"), &home.join("src-tauri/engine"));
        copy(&root().join("tests/model"), &home.join("model/tests/model"));
        fs::copy(root().join("tests/model.rs"), home.join("model/tests/model.rs")).unwrap();
        fs::write(home.join("model/tests/main.rs"), "mod model;\n").unwrap();
        fs::create_dir_all(home.join("model/src")).unwrap();
        fs::write(home.join("model/src/lib.rs"), "").unwrap();
        fs::write(
            home.join("model/Cargo.toml"),
            "[package]\nname = \"model\"\nversion = \"0.0.0\"\nedition = \"2024\"\nautotests = false\n\
             [dev-dependencies]\nengine.workspace = true\nproptest.workspace = true\n\
             [[test]]\nname = \"main\"\npath = \"tests/main.rs\"\n",
        )
        .unwrap();
        let mut manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
        let workspace = manifest["workspace"].as_table_mut().unwrap();
        workspace.insert("members".to_owned(), vec!["src-tauri/engine", "model"].into());
        workspace.remove("default-members");
        fs::write(home.join("Cargo.toml"), manifest.to_string()).unwrap();
        fs::copy(root().join("Cargo.lock"), home.join("Cargo.lock")).unwrap();
        Self { home }
    }

    /// Gives back what stood there.
    fn mutate(&self, mutation: &Mutation) -> String {
        let path = self.home.join("src-tauri/engine/src").join(mutation.file);
        let original = fs::read_to_string(path).unwrap();
        assert!(original.contains(mutation.from), "{}: {} has changed", mutation.breaks, mutation.file);
        self.write(mutation.file, &original.replacen(mutation.from, mutation.to, 1));
        original
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.home.join("src-tauri/engine/src").join(file), text).unwrap();
    }

    /// Without looking for the shortest failure.
    fn test(&self, cases: u32) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["test", "--offline", "--quiet", "--package", "model"]).current_dir(&self.home);
        cargo.env("CARGO_TARGET_DIR", self.home.join("target")).env("MODEL_SHRINK", "0").env("RUST_BACKTRACE", "0");
        cargo.env("MODEL_CASES", cases.to_string()).env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
        cargo.output().unwrap()
    }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
