//! What is kept on this computer: the profile, the journal, and secrets with the system.

use anyhow::Context as _;
use driver::{
    FileStore, ProfileStore,
    journal::Journal,
    vault::{OsVault, SealedVault, StateKey, Vault, VaultError},
};
use engine::names::Secret;
use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

/// 32 bytes in base64. With it, secrets lie encrypted in the profile directory, for computers without a credential store.
const STATE_KEY: &str = "PRESENCE_SYNC_STATE_KEY";

/// Settings, choices and the sync users' names, in one file that is written whole or not at all.
pub(crate) fn profiles(directory: &Path) -> Arc<dyn ProfileStore> {
    Arc::new(FileStore::new(directory.join("settings.json")))
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
