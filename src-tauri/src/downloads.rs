//! Puts files where downloads go, and never over one that lies there.

use anyhow::Context as _;
use serde::Serialize;
use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager as _, async_runtime::spawn_blocking};

/// So many files of one name may lie there.
const SAME_NAME: u32 = 1_000;

/// What the window is told when a file was not saved.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NotSaved {
    /// The disk is full, or the folder for downloads cannot be written.
    Failed,
}

/// Saves a text that the window made, and answers with the name under which it lies there.
#[tauri::command]
pub(crate) async fn save_text(app: AppHandle, file: String, text: String) -> Result<String, NotSaved> {
    let path = save(&app, move || Ok((file, text.into_bytes()))).await?;
    Ok(path.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Saves what is made beside the window: a name and what is in the file.
pub(crate) async fn save(
    app: &AppHandle,
    make: impl FnOnce() -> anyhow::Result<(String, Vec<u8>)> + Send + 'static,
) -> Result<PathBuf, NotSaved> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir().map(|home| home.join("Downloads")));
    let saved = spawn_blocking(move || {
        let (file, content) = make()?;
        put(&folder?, &file, &content)
    });
    saved.await.context("it stopped in the middle").flatten().map_err(|error| {
        tracing::warn!("a file cannot be saved: {error:#}");
        NotSaved::Failed
    })
}

fn put(folder: &Path, file: &str, content: &[u8]) -> anyhow::Result<PathBuf> {
    anyhow::ensure!(Path::new(file).file_name().is_some_and(|name| name == file), "{file:?} is no name of a file");
    fs::create_dir_all(folder)?;
    for name in names(file) {
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(mut created) => {
                created.write_all(content)?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    anyhow::bail!("{SAME_NAME} files are called {file:?} already")
}

/// The name itself, then with a number before what it ends in.
fn names(file: &str) -> impl Iterator<Item = String> {
    let (stem, end) = file.rsplit_once('.').map_or((file, String::new()), |(stem, end)| (stem, format!(".{end}")));
    std::iter::once(file.to_owned()).chain((1..SAME_NAME).map(move |number| format!("{stem} ({number}){end}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_never_takes_the_place_of_another() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("Downloads");
        for content in ["one", "two", "three"] {
            put(&folder, "people.csv", content.as_bytes()).unwrap();
        }
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(["people.csv", "people (1).csv", "people (2).csv"].map(read), ["one", "two", "three"]);
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        let home = tempfile::tempdir().unwrap();
        for file in ["../people.csv", "/people.csv", "deeper/people.csv", "..", ""] {
            put(home.path(), file, b"").unwrap_err();
        }
    }
}
