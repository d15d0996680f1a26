//! Holds the TypeScript types in `ui/src/generated` against the Rust types they come from.

use crate::{
    Request,
    question::{Answer, Question},
    view::{Notice, Update},
};
use std::{collections::BTreeMap, fs, path::Path};
use ts_rs::{Config, TS as _};

/// `UPDATE_GENERATED=1 cargo test -p engine` writes the files anew.
#[test]
fn the_generated_types_are_those_of_the_engine() {
    let fresh = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(fresh.path()).with_large_int("number");
    Request::export_all(&config).unwrap();
    Update::export_all(&config).unwrap();
    Notice::export_all(&config).unwrap();
    Question::export_all(&config).unwrap();
    Answer::export_all(&config).unwrap();
    let mut expected = files(fresh.path());
    let index = expected.keys().map(|name| {
        let name = name.trim_end_matches(".ts");
        format!("export type {{ {name} }} from \"./{name}\";\n")
    });
    let index = index.collect::<String>();
    expected.insert("index.ts".to_owned(), index);

    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/generated");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        let _ = fs::remove_dir_all(&home);
        fs::create_dir_all(&home).unwrap();
        for (name, text) in &expected {
            fs::write(home.join(name), text).unwrap();
        }
    }
    let stale = "ui/src/generated is stale: run UPDATE_GENERATED=1 cargo test -p engine";
    assert_eq!(files(&home), expected, "{stale}");
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())).collect()
}
