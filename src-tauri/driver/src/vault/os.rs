//! The operating system's credential store: Secret Service, Keychain or Credential Manager.

use super::{Vault, VaultError};
use engine::names::Secret;

#[derive(Clone, Debug)]
pub struct OsVault(());

impl OsVault {
    /// Fails where there is no store, or where it is locked.
    pub fn open() -> Result<Self, VaultError> {
        unimplemented!()
    }
}

impl Vault for OsVault {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        unimplemented!()
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        unimplemented!()
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        unimplemented!()
    }
}
