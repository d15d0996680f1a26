//! The rules of the house, as far as a machine can check them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// No file of ours is longer, tests not counted.
const LONGEST: usize = 600;

#[test]
fn the_engine_knows_no_runtime_no_network_and_no_window() {
    let closure = dependencies_of("engine");
    for forbidden in ["tokio", "async-std", "hyper", "reqwest", "tauri", "axum", "rusqlite", "mio", "rustls"] {
        assert!(!closure.contains(forbidden), "engine depends on {forbidden}");
    }
    for (path, text) in rust_files("src-tauri/engine/src") {
        for forbidden in ["std::fs", "std::env", "std::net", "std::thread", "SystemTime", "Instant::now"] {
            let production = production(&text);
            let excused = path.ends_with("generated.rs");
            assert!(excused || !production.contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn only_the_shell_depends_on_tauri() {
    for package in ["engine", "driver", "sim", "presence-syncd", "xtask", "scenarios"] {
        assert!(!dependencies_of(package).contains("tauri"), "{package} depends on tauri");
    }
}

#[test]
fn the_simulator_is_a_second_reading_that_shares_nothing_of_ours() {
    let closure = dependencies_of("sim");
    for ours in ["engine", "driver", "presence-sync", "presence-syncd"] {
        assert!(!closure.contains(ours), "sim depends on {ours}");
    }
}

#[test]
fn no_product_file_asks_whether_this_is_the_demonstration() {
    for folder in ["src-tauri/engine/src", "src-tauri/driver/src", "src-tauri/daemon/src", "src-tauri/src"] {
        for (path, text) in rust_files(folder) {
            let guilty = production(&text).lines().find(|line| {
                let line = line.trim().to_lowercase();
                !line.starts_with("//") && (line.contains("demo") || line.contains("simulat"))
            });
            assert_eq!(guilty, None, "{}", path.display());
        }
    }
}

#[test]
fn serialisation_has_three_homes() {
    let boundary = ["activity", "view", "request", "question", "problem", "rules", "names", "presence"]
        .map(|name| format!("engine/src/{name}.rs"));
    let disk = ["profiles", "journal", "settings", "config"];
    for folder in ["src-tauri/engine/src", "src-tauri/driver/src"] {
        for (path, text) in rust_files(folder) {
            let name = path.to_string_lossy().into_owned();
            let at_home = boundary.iter().any(|home| name.ends_with(home))
                || name.contains("wire")
                || disk.iter().any(|home| name.contains(home));
            let derives = production(&text)
                .lines()
                .any(|line| line.contains("derive(") && (line.contains("Serialize") || line.contains("Deserialize")));
            assert!(at_home || !derives, "{name} derives serialisation outside its homes");
        }
    }
}

#[test]
fn one_file_of_the_window_knows_its_host() {
    for (path, text) in files("ui/src", &["ts", "tsx"]) {
        let at_home = path.ends_with("host/tauri.ts");
        assert!(at_home || !text.contains("@tauri-apps/"), "{} imports the host", path.display());
    }
}

#[test]
fn files_are_short_and_named_by_what_they_are() {
    let ours = rust_files("src-tauri").into_iter().chain(rust_files("tests")).chain(files("ui/src", &["ts", "tsx"]));
    for (path, text) in ours {
        if path.components().any(|part| part.as_os_str() == "generated") {
            continue;
        }
        let is_test = path.components().any(|part| part.as_os_str() == "tests")
            || path.to_string_lossy().contains(".test.")
            || path.ends_with("tests.rs");
        let length = production(&text).lines().count();
        assert!(is_test || length <= LONGEST, "{} has {length} lines", path.display());
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_lowercase();
        for empty in ["util", "utils", "helper", "helpers", "common", "misc", "manager", "service"] {
            assert_ne!(stem, empty, "{} explains nothing", path.display());
        }
    }
}

#[test]
fn every_rust_file_opens_with_its_sentence() {
    for (path, text) in rust_files("src-tauri").into_iter().chain(rust_files("tests")) {
        assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
    }
}

#[test]
fn the_architecture_page_names_every_module_and_no_other() {
    let page = fs::read_to_string(root().join("src-tauri/ARCHITECTURE.md")).unwrap();
    for package in ["engine", "driver"] {
        let folder = root().join("src-tauri").join(package).join("src");
        let modules = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let modules = modules.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
        let modules = modules.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
        let modules = modules.filter(|name| !["lib", "generated"].contains(&name.as_str())).collect::<BTreeSet<_>>();
        let heading = format!("### `{package}`");
        let section = page.split(&heading).nth(1).unwrap_or_else(|| panic!("ARCHITECTURE.md has no {heading}"));
        let section = section.split("\n### ").next().unwrap_or_default().split("\n## ").next().unwrap_or_default();
        let named = section.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        let missing = modules.difference(&named).collect::<Vec<_>>();
        let gone = named.difference(&modules).collect::<Vec<_>>();
        assert!(missing.is_empty() && gone.is_empty(), "{package}: not named {missing:?}, named but gone {gone:?}");
    }
}

#[test]
fn lock_files_hold_no_address_of_a_mirror() {
    for lock in ["Cargo.lock", "tests/fuzz/Cargo.lock"] {
        let cargo = fs::read_to_string(root().join(lock)).unwrap();
        let sources = cargo.lines().filter_map(|line| line.strip_prefix("source = ")).collect::<BTreeSet<_>>();
        assert!(
            sources.iter().all(|source| *source == "\"registry+https://github.com/rust-lang/crates.io-index\""),
            "{lock}: {sources:?}"
        );
    }
    for lock in ["ui/package-lock.json", "tests/openid/package-lock.json"] {
        let npm = fs::read_to_string(root().join(lock)).unwrap();
        assert!(!npm.contains("\"resolved\""), "{lock} holds download addresses");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The names of all packages that `package` needs to be built and run.
fn dependencies_of(package: &str) -> BTreeSet<String> {
    let arguments = ["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let mut tree = Command::new(env!("CARGO"));
    tree.args(arguments).args(["--package", package]).current_dir(root());
    let output = tree.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).unwrap();
    names.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

fn rust_files(folder: &str) -> BTreeMap<PathBuf, String> {
    files(folder, &["rs"])
}

fn files(folder: &str, extensions: &[&str]) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !["target", "node_modules", "gen"].contains(&name.as_str()) {
                folders.push(path);
            } else if path
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|it| extensions.contains(&it))
            {
                found.insert(path.clone(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(folder == "ui/src" || !found.is_empty(), "{folder} holds no file to check");
    found
}

/// A file without its tests.
fn production(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}
