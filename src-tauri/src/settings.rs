//! What is kept on this computer: the profile in a settings file, secrets in the credential store.

use anyhow::Context as _;
use driver::{OsVault, ProfileStore, SealedVault, Vault};
use engine::rules::Profile;
use std::{path::Path, sync::Arc};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

/// 32 bytes in base64. With it, secrets lie encrypted in the profile directory, where there is no credential store.
const STATE_KEY: &str = "PRESENCE_SYNC_STATE_KEY";

const PROFILE: &str = "profile";

/// Where secrets are kept: with the system, unless a key for a sealed file of ours was given.
pub(crate) fn vault(directory: &Path) -> anyhow::Result<Arc<dyn Vault>> {
    match std::env::var(STATE_KEY) {
        Ok(key) => Ok(Arc::new(SealedVault::new(directory, &key))),
        Err(_) => Ok(Arc::new(OsVault)),
    }
}

/// The profile on disk, twice: a crash in the middle of one write leaves the other one whole.
pub(crate) struct Settings {
    first: Arc<Store<Wry>>,
    second: Arc<Store<Wry>>,
}

impl Settings {
    pub(crate) fn open(app: &AppHandle, directory: &Path) -> anyhow::Result<Self> {
        let open = |name: &str| {
            let path = directory.join(name);
            // Saved at once and by us alone: what was answered must be on the disk.
            let store = StoreBuilder::new(app, &path).disable_auto_save().build();
            store.with_context(|| format!("{} cannot be opened", path.display()))
        };
        Ok(Self { first: open("settings.json")?, second: open("settings.backup.json")? })
    }
}

impl ProfileStore for Settings {
    fn load(&self) -> Result<Option<Profile>, String> {
        let kept = [&self.first, &self.second].into_iter().filter_map(|store| store.get(PROFILE));
        let mut readable = kept.filter_map(|profile| {
            serde_json::from_value(profile)
                .inspect_err(|error| tracing::error!(%error, "a settings file is damaged"))
                .ok()
        });
        Ok(readable.next())
    }

    fn save(&self, profile: &Profile) -> Result<(), String> {
        let profile = serde_json::to_value(profile).map_err(|error| error.to_string())?;
        for store in [&self.first, &self.second] {
            store.set(PROFILE, profile.clone());
            store.save().map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    fn forget(&self) -> Result<(), String> {
        for store in [&self.first, &self.second] {
            store.clear();
            store.save().map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}
