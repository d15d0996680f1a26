//! What is kept on this computer: the profile, the journal, and secrets with the system.

use anyhow::Context as _;
use driver::{
    ProfileStore, StoreError,
    journal::Journal,
    vault::{OsVault, SealedVault, StateKey, Vault, VaultError},
};
use engine::{names::Secret, rules::Profile};
use serde_json::Value;
use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use tauri::{AppHandle, State, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

/// 32 bytes in base64. With it, secrets lie encrypted in the profile directory, for computers without a credential store.
const STATE_KEY: &str = "PRESENCE_SYNC_STATE_KEY";

const PROFILE: &str = "profile";
const GENERATION: &str = "generation";

/// Settings, choices and the sync users' names.
pub(crate) fn profiles(app: &AppHandle, directory: &Path) -> anyhow::Result<Arc<dyn ProfileStore>> {
    let open = |name| {
        let store = StoreBuilder::new(app, directory.join(name)).disable_auto_save().build();
        store.with_context(|| format!("{} cannot be used", directory.join(name).display()))
    };
    let stores = [open("settings.json")?, open("settings-2.json")?];
    Ok(Arc::new(TwinStore { stores, turn: Mutex::new(()) }))
}

pub(crate) fn journal(directory: &Path) -> anyhow::Result<Journal> {
    let path = directory.join("journal.sqlite");
    Journal::open(&path).with_context(|| format!("{} cannot be used", path.display()))
}

/// Where secrets are kept: with the system, unless a key for files of ours was given, or a person decided for files.
pub(crate) fn vault(directory: &Path) -> anyhow::Result<Arc<SecretPlace>> {
    let place = SecretPlace { directory: directory.join("secrets"), ..SecretPlace::default() };
    let sealed = match std::env::var_os(STATE_KEY) {
        Some(key) => {
            let key = key.to_str().with_context(|| format!("{STATE_KEY} is not text"))?;
            let key = StateKey::from_base64(key).with_context(|| format!("{STATE_KEY} is not usable"))?;
            Some(SealedVault::open(place.directory.clone(), key))
        }
        None if SealedVault::has_key_beside(&place.directory) => {
            Some(SealedVault::with_key_beside(place.directory.clone()))
        }
        None => None,
    };
    if let Some(sealed) = sealed {
        let _ = place.files.set(sealed.context("the sealed secrets cannot be used")?);
    }
    Ok(Arc::new(place))
}

/// Keeps secrets in encrypted files from now on, where the system has no place for them. A person decided so.
#[tauri::command]
pub(crate) async fn keep_secrets_in_files(place: State<'_, Arc<SecretPlace>>) -> Result<(), String> {
    place.keep_in_files().map_err(|error| {
        tracing::warn!(%error, "secrets cannot be kept in files");
        error.to_string()
    })
}

/// The profile in two files that are written in turn: a crash in the middle of one leaves the other whole.
struct TwinStore {
    stores: [Arc<Store<Wry>>; 2],
    turn: Mutex<()>,
}

impl TwinStore {
    /// The later of the two that can be read, and its generation.
    fn latest(&self) -> Option<(usize, u64, Profile)> {
        let read = |(index, store): (usize, &Arc<Store<Wry>>)| {
            let generation = store.get(GENERATION)?.as_u64()?;
            let profile = serde_json::from_value(store.get(PROFILE)?).ok()?;
            Some((index, generation, profile))
        };
        self.stores.iter().enumerate().filter_map(read).max_by_key(|(_, generation, _)| *generation)
    }
}

impl ProfileStore for TwinStore {
    fn load(&self) -> Result<Profile, StoreError> {
        Ok(self.latest().map(|(.., profile)| profile).unwrap_or_default())
    }

    fn save(&self, profile: &Profile) -> Result<(), StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let (next, generation) = match self.latest() {
            Some((index, generation, _)) => (1 - index, generation + 1),
            None => (0, 1),
        };
        let store = &self.stores[next];
        store.set(PROFILE, serde_json::to_value(profile).map_err(StoreError::Unwritable)?);
        store.set(GENERATION, Value::from(generation));
        store.save().map_err(|error| disk("written", error))
    }

    fn forget(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        for store in &self.stores {
            store.clear();
            store.save().map_err(|error| disk("removed", error))?;
        }
        Ok(())
    }
}

fn disk(action: &'static str, error: tauri_plugin_store::Error) -> StoreError {
    StoreError::Disk { action, source: io::Error::other(error) }
}

/// The system's credential store, or encrypted files instead. While there is neither, each use looks for the store again,
/// so that the problem heals by itself.
#[derive(Default)]
pub(crate) struct SecretPlace {
    directory: PathBuf,
    files: OnceLock<SealedVault>,
    system: OnceLock<OsVault>,
}

impl SecretPlace {
    fn keep_in_files(&self) -> Result<(), VaultError> {
        if self.files.get().is_none() {
            let _ = self.files.set(SealedVault::with_key_beside(self.directory.clone())?);
        }
        Ok(())
    }

    fn vault(&self) -> Result<&dyn Vault, VaultError> {
        if let Some(files) = self.files.get() {
            return Ok(files);
        }
        if let Some(system) = self.system.get() {
            return Ok(system);
        }
        let system = OsVault::open()?;
        Ok(self.system.get_or_init(|| system))
    }
}

impl Vault for SecretPlace {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        self.vault()?.read(name)
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        self.vault()?.write(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.vault()?.remove(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_decided_for_files_finds_the_secrets_again() {
        let directory = tempfile::tempdir().unwrap();
        let place = SecretPlace { directory: directory.path().join("secrets"), ..SecretPlace::default() };
        place.keep_in_files().unwrap();
        place.keep_in_files().unwrap();
        place.write("token", &Secret::new("secret")).unwrap();
        let again = vault(directory.path()).unwrap();
        assert_eq!(again.read("token").unwrap().unwrap().expose(), "secret");
    }
}
