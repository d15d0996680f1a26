//! Where secrets are kept between runs: the operating system's credential store, or encrypted files.

mod memory;
mod os;
mod sealed;

pub use memory::MemoryVault;
pub use os::OsVault;
pub use sealed::{KeyError, SealedVault, StateKey};

use engine::names::{Round, Secret};

/// The names under which secrets are kept.
pub mod names {
    pub const CTI_USERNAME: &str = "cti-username";
    pub const CTI_PASSWORD: &str = "cti-password";
    pub const CONFIGURATION_CLIENT_ID: &str = "configuration-client-id";
    pub const CONFIGURATION_CLIENT_SECRET: &str = "configuration-client-secret";
    pub const MICROSOFT_CLIENT_SECRET: &str = "microsoft-client-secret";
    /// PEM with certificate and key.
    pub const MICROSOFT_CERTIFICATE: &str = "microsoft-certificate";
    /// The same, made here and not in use yet.
    pub const MICROSOFT_CERTIFICATE_CREATED: &str = "microsoft-certificate-created";
}

/// The name of a sync user's refresh token.
pub fn sync_user(round: Round) -> String {
    format!("sync-user-{}", round.0)
}

/// Keeps secrets by name. Every call may take seconds, so it belongs on a blocking thread.
pub trait Vault: Send + Sync {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError>;
    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError>;
    /// Removing what is not there is a success.
    fn remove(&self, name: &str) -> Result<(), VaultError>;
}

/// Why a secret could not be kept or given. The text holds nothing of the secret.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error("there is no credential store on this computer, or it is locked: {0}")]
    Unavailable(String),
    #[error("the key does not fit the secrets that are kept here")]
    WrongKey,
    #[error("what is kept as {name} is damaged")]
    Damaged { name: String },
    #[error("the secret {name} cannot be kept or read")]
    Disk { name: String, source: std::io::Error },
}
