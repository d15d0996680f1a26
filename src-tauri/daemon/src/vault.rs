//! Where secrets rest: those of the environment stay in memory, what must outlive the program goes to a store.

use driver::vault::{Vault, VaultError};
use engine::Secret;
use std::{
    collections::BTreeMap,
    error::Error as _,
    sync::{Arc, Mutex, PoisonError},
};

/// Gives what the environment gave, and writes none of it anywhere: it comes again with the next start.
pub(crate) struct ServerVault {
    /// By the names of [`driver::vault::names`], also those that were not given.
    given: BTreeMap<&'static str, Option<Secret>>,
    /// Absent where nothing has to be kept.
    store: Option<Arc<dyn Vault>>,
    written: Mutex<BTreeMap<String, Result<(), String>>>,
}

impl ServerVault {
    pub(crate) fn new(given: BTreeMap<&'static str, Option<Secret>>, store: Option<Arc<dyn Vault>>) -> Self {
        Self { given, store, written: Mutex::default() }
    }

    /// What came of the last time that the store was asked to keep this; absent where it has not answered.
    pub(crate) fn written(&self, name: &str) -> Option<Result<(), String>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    fn write_to_store(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        match &self.store {
            Some(store) => store.write(name, secret),
            None => Err(VaultError::Unavailable("nothing was to be kept".to_owned())),
        }
    }
}

impl Vault for ServerVault {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        match (self.given.get(name), &self.store) {
            (Some(given), _) => Ok(given.clone()),
            (None, Some(store)) => store.read(name),
            (None, None) => Ok(None),
        }
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        if self.given.contains_key(name) {
            return Ok(());
        }
        let outcome = self.write_to_store(name, secret);
        let told = outcome.as_ref().copied().map_err(|error| match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        });
        self.written.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), told);
        outcome
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        match &self.store {
            Some(store) if !self.given.contains_key(name) => store.remove(name),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driver::vault::{MemoryVault, names};

    fn vault(store: Option<Arc<dyn Vault>>) -> ServerVault {
        let given = [(names::CTI_PASSWORD, Some(Secret::new("new"))), (names::MICROSOFT_CERTIFICATE, None)];
        ServerVault::new(given.into(), store)
    }

    fn read(vault: &dyn Vault, name: &str) -> Option<String> {
        vault.read(name).unwrap().map(|secret| secret.expose().to_owned())
    }

    #[test]
    fn what_the_environment_gives_is_never_written_and_what_was_kept_before_is_not_asked_for() {
        let store = Arc::new(MemoryVault::default());
        store.write(names::CTI_PASSWORD, &Secret::new("former")).unwrap();
        store.write(names::MICROSOFT_CERTIFICATE, &Secret::new("former")).unwrap();
        let vault = vault(Some(store.clone()));
        vault.write(names::CTI_PASSWORD, &Secret::new("new")).unwrap();
        vault.remove(names::MICROSOFT_CERTIFICATE).unwrap();
        assert_eq!(read(&vault, names::CTI_PASSWORD), Some("new".into()));
        assert_eq!(read(&vault, names::MICROSOFT_CERTIFICATE), None);
        assert_eq!(read(&*store, names::CTI_PASSWORD), Some("former".into()));
        assert_eq!(read(&*store, names::MICROSOFT_CERTIFICATE), Some("former".into()));
    }

    #[test]
    fn a_sign_in_goes_to_the_store_and_it_is_known_whether_it_arrived() {
        let vault = vault(Some(Arc::new(MemoryVault::default())));
        assert_eq!(vault.written("sync-user-1"), None);
        vault.write("sync-user-1", &Secret::new("token")).unwrap();
        assert_eq!(vault.written("sync-user-1"), Some(Ok(())));
        assert_eq!(read(&vault, "sync-user-1"), Some("token".into()));
        vault.remove("sync-user-1").unwrap();
        assert_eq!(read(&vault, "sync-user-1"), None);
    }

    #[test]
    fn without_a_store_nothing_is_kept_and_nobody_believes_that_it_was() {
        let vault = vault(None);
        assert!(vault.write("sync-user-1", &Secret::new("token")).is_err());
        assert!(matches!(vault.written("sync-user-1"), Some(Err(_))));
        assert_eq!(read(&vault, "sync-user-1"), None);
    }
}
