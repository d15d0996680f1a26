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
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};
use tauri::{AppHandle, Wry};
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

/// Where secrets are kept: with the system, unless a key for files of ours was given.
pub(crate) fn vault(directory: &Path) -> anyhow::Result<Arc<dyn Vault>> {
    let Some(key) = std::env::var_os(STATE_KEY) else { return Ok(Arc::<SystemVault>::default()) };
    let key = key.to_str().with_context(|| format!("{STATE_KEY} is not text"))?;
    let key = StateKey::from_base64(key).with_context(|| format!("{STATE_KEY} is not usable"))?;
    let sealed = SealedVault::open(directory.join("secrets"), key).context("the sealed secrets cannot be used")?;
    Ok(Arc::new(sealed))
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

/// The system's credential store. While there is none, each use looks for it again, so that the problem heals by itself.
#[derive(Default)]
struct SystemVault(OnceLock<OsVault>);

impl SystemVault {
    fn store(&self) -> Result<&OsVault, VaultError> {
        if let Some(store) = self.0.get() {
            return Ok(store);
        }
        let store = OsVault::open()?;
        Ok(self.0.get_or_init(|| store))
    }
}

impl Vault for SystemVault {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        self.store()?.read(name)
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        self.store()?.write(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        self.store()?.remove(name)
    }
}
