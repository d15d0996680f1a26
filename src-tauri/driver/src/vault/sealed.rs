//! Secrets in encrypted files, for computers that have no credential store.

use super::{Vault, VaultError};
use engine::names::Secret;
use std::path::PathBuf;

/// 32 bytes that encrypt what is kept.
#[derive(Clone)]
pub struct StateKey([u8; 32]);

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("the key is not base64")]
    NotBase64,
    #[error("the key has {0} bytes instead of 32")]
    Length(usize),
}

impl StateKey {
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        unimplemented!()
    }
}

pub struct SealedVault {
    directory: PathBuf,
    key: StateKey,
}

impl SealedVault {
    /// Makes the directory where it is missing. Fails where the key does not fit what lies there.
    pub fn open(directory: PathBuf, key: StateKey) -> Result<Self, VaultError> {
        unimplemented!()
    }
}

impl Vault for SealedVault {
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
