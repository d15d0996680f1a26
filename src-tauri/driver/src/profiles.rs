//! Keeps the profile between starts: a JSON file that is written whole or not at all, and a copy for when it breaks.

use engine::{problem::Recovered, rules::Profile};
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use thiserror::Error;

/// Keeps what the administrator decided. Every call may take seconds, so it belongs on a blocking thread.
pub trait ProfileStore: Send + Sync {
    /// The default where nothing was kept yet.
    fn load(&self) -> Result<Profile, StoreError>;
    fn save(&self, profile: &Profile) -> Result<(), StoreError>;
    /// What was loaded was a copy, or nothing, because what was kept could not be read.
    fn damage(&self) -> Option<Recovered> {
        None
    }
    /// That there is nothing to forget is a success.
    fn forget(&self) -> Result<(), StoreError>;
}

/// Why the profile could not be kept or read.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the settings file cannot be {action}")]
    Disk { action: &'static str, source: io::Error },
    #[error("the settings cannot be written as JSON")]
    Unwritable(#[source] serde_json::Error),
}

/// Keeps the profile in a file, with a copy beside it.
#[derive(Debug)]
pub struct FileStore {
    path: PathBuf,
    damage: Mutex<Option<Recovered>>,
}

/// Keeps the profile until the program ends: for tests.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Profile>);

impl FileStore {
    /// The directory of the file is made with the first save.
    pub fn new(path: PathBuf) -> Self {
        Self { path, damage: Mutex::default() }
    }

    /// Somebody's handwork or a broken disk: kept for whoever wants to look, and out of the way.
    fn set_aside(&self) {
        match fs::rename(&self.path, self.aside()) {
            Ok(()) => tracing::warn!("the settings file is damaged and was set aside"),
            Err(error) => tracing::warn!(%error, "the settings file is damaged"),
        }
    }

    fn aside(&self) -> PathBuf {
        beside(&self.path, "damaged")
    }

    fn copy(&self) -> PathBuf {
        beside(&self.path, "copy")
    }

    /// `None` where there is none that can be read.
    fn copied(&self) -> Option<Profile> {
        serde_json::from_slice(&fs::read(self.copy()).ok()?).ok()
    }
}

impl ProfileStore for FileStore {
    /// A file that is not a profile is renamed to `….damaged`, and its copy is given, or else the default.
    fn load(&self) -> Result<Profile, StoreError> {
        match fs::read(&self.path) {
            Ok(text) => match serde_json::from_slice(&text) {
                Ok(profile) => return Ok(profile),
                Err(_) => self.set_aside(),
            },
            // Without a damaged one, there never was one, or somebody took it away.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !self.aside().exists() => {
                return Ok(Profile::default());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(StoreError::Disk { action: "read", source }),
        }
        let copied = self.copied();
        let recovered = if copied.is_some() { Recovered::Yes } else { Recovered::No };
        *self.damage.lock().unwrap_or_else(PoisonError::into_inner) = Some(recovered);
        Ok(copied.unwrap_or_default())
    }

    /// The copy comes after the file, so that one of the two is whole at every moment.
    fn save(&self, profile: &Profile) -> Result<(), StoreError> {
        let text = serde_json::to_vec_pretty(profile).map_err(StoreError::Unwritable)?;
        replace(&self.path, &text)
            .and_then(|()| replace(&self.copy(), &text))
            .map_err(|source| StoreError::Disk { action: "written", source })
    }

    fn damage(&self) -> Option<Recovered> {
        *self.damage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self) -> Result<(), StoreError> {
        *self.damage.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let (copy, new) = (self.copy(), beside(&self.path, "new"));
        for path in [beside(&copy, "new"), copy, new, self.aside(), self.path.clone()] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(StoreError::Disk { action: "removed", source: error });
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }
}

impl ProfileStore for MemoryStore {
    fn load(&self) -> Result<Profile, StoreError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, profile: &Profile) -> Result<(), StoreError> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = profile.clone();
        Ok(())
    }

    fn forget(&self) -> Result<(), StoreError> {
        self.save(&Profile::default())
    }
}

/// Writes beside the file and renames, so that a crash leaves the former file or the new one.
fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let new = beside(path, "new");
    let mut file = private(&new)?;
    file.write_all(text)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    // The renaming itself lasts only when the directory is on disk; where directories cannot be opened, it does anyway.
    #[cfg(unix)]
    File::open(directory)?.sync_all()?;
    Ok(())
}

/// A file that only its owner can read: it names employees.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Utc;

    #[test]
    fn a_profile_comes_back_as_it_was_saved() {
        let directory = tempfile::tempdir().unwrap();
        let store = FileStore::new(directory.path().join("deep/er/profile.json"));
        assert_eq!(store.load().unwrap(), Profile::default());
        store.save(&activated(7)).unwrap();
        store.save(&activated(8)).unwrap();
        assert_eq!(store.load().unwrap(), activated(8));
        store.forget().unwrap();
        store.forget().unwrap();
        assert_eq!(store.load().unwrap(), Profile::default());
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_defaults_are_used() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profile.json");
        fs::write(&path, "{\"activated\": tru").unwrap();
        let store = FileStore::new(path.clone());
        assert_eq!(store.load().unwrap(), Profile::default());
        assert!(!path.exists());
        assert_eq!(fs::read_to_string(beside(&path, "damaged")).unwrap(), "{\"activated\": tru");
    }

    #[test]
    fn a_copy_takes_the_place_of_a_damaged_file_until_the_next_save() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profile.json");
        let store = FileStore::new(path.clone());
        store.save(&activated(7)).unwrap();
        store.save(&activated(8)).unwrap();
        assert_eq!(store.damage(), None);
        fs::write(&path, "no profile").unwrap();
        for _ in 0..2 {
            assert_eq!(store.load().unwrap(), activated(8), "as often as it is asked");
            assert_eq!(store.damage(), Some(Recovered::Yes));
        }
        assert_eq!(fs::read_to_string(beside(&path, "damaged")).unwrap(), "no profile");
        store.save(&activated(9)).unwrap();
        assert_eq!((store.load().unwrap(), store.damage()), (activated(9), Some(Recovered::Yes)), "for who asks later");
        let next = FileStore::new(path);
        assert_eq!((next.load().unwrap(), next.damage()), (activated(9), None));
    }

    #[test]
    fn a_damaged_file_with_a_damaged_copy_is_lost_and_says_so() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profile.json");
        let store = FileStore::new(path.clone());
        store.save(&activated(7)).unwrap();
        fs::write(&path, "no profile").unwrap();
        fs::write(beside(&path, "copy"), "no profile either").unwrap();
        assert_eq!(store.load().unwrap(), Profile::default());
        assert_eq!(store.damage(), Some(Recovered::No));
        store.forget().unwrap();
        assert_eq!(store.damage(), None);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0, "nothing is left behind");
    }

    #[test]
    fn a_save_that_fails_leaves_the_former_profile() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profile.json");
        let store = FileStore::new(path.clone());
        store.save(&activated(7)).unwrap();
        fs::create_dir(beside(&path, "new")).unwrap();
        assert!(store.save(&activated(8)).is_err());
        assert_eq!(store.load().unwrap(), activated(7));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("profile.json");
        FileStore::new(path.clone()).save(&activated(7)).unwrap();
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    fn activated(at: i64) -> Profile {
        Profile { activated: Some(Utc(at)), ..Profile::default() }
    }
}
