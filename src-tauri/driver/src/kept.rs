//! The secrets in use: what was given or rotated just now first, then what the credential store keeps.

use crate::{
    keeper::{Keeper, Outcome, Thing},
    vault::Vault,
};
use engine::{
    Secret,
    event::{Failure, FailureKind},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// Gives secrets by the names of [`crate::vault::names`]. Clones share what they know.
#[derive(Clone)]
pub(crate) struct Kept {
    vault: Arc<dyn Vault>,
    keeper: Keeper,
    /// `None` for what was removed. Without an entry, the vault knows.
    known: Arc<Mutex<BTreeMap<String, Option<Secret>>>>,
}

impl Kept {
    pub(crate) fn new(vault: Arc<dyn Vault>, keeper: Keeper) -> Self {
        Self { vault, keeper, known: Arc::default() }
    }

    /// Fails with [`FailureKind::SecretMissing`] where it was never kept or the store does not give it.
    pub(crate) async fn read(&self, name: &str) -> Result<Secret, Failure> {
        let missing = || Failure::new(FailureKind::SecretMissing);
        if let Some(known) = self.known().get(name) {
            return known.clone().ok_or_else(missing);
        }
        let (vault, owned) = (self.vault.clone(), name.to_owned());
        let read = tokio::task::spawn_blocking(move || vault.read(&owned)).await;
        let secret = match read {
            Ok(Ok(secret)) => secret.ok_or_else(missing)?,
            Ok(Err(error)) => {
                tracing::warn!(name, %error, "the credential store does not give a secret");
                return Err(missing());
            }
            Err(_) => return Err(missing()),
        };
        // Whoever gave a newer one meanwhile is right.
        self.known().entry(name.to_owned()).or_insert(Some(secret)).clone().ok_or_else(missing)
    }

    /// The secret that was given, or where it is empty the kept one.
    pub(crate) async fn or_kept(&self, given: &Secret, name: &str) -> Result<Secret, Failure> {
        if given.is_empty() { self.read(name).await } else { Ok(given.clone()) }
    }

    /// Holds from now on, whether or not the store takes it. The receiver resolves when the store was asked.
    /// An empty secret means that nothing changes.
    pub(crate) fn keep(&self, name: &str, secret: &Secret) -> oneshot::Receiver<()> {
        if secret.is_empty() {
            let (done, receiver) = oneshot::channel();
            let _ = done.send(());
            return receiver;
        }
        self.known().insert(name.to_owned(), Some(secret.clone()));
        let (vault, owned, secret) = (self.vault.clone(), name.to_owned(), secret.clone());
        self.keeper.keep(Thing::Secret(name.to_owned()), move || outcome(&owned, vault.write(&owned, &secret)))
    }

    pub(crate) fn remove(&self, name: &str) -> oneshot::Receiver<()> {
        self.known().insert(name.to_owned(), None);
        let (vault, owned) = (self.vault.clone(), name.to_owned());
        self.keeper.keep(Thing::Secret(name.to_owned()), move || outcome(&owned, vault.remove(&owned)))
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Option<Secret>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn outcome(name: &str, result: Result<(), crate::vault::VaultError>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::warn!(name, %error, "the credential store does not keep a secret");
            Outcome::Failed
        }
    }
}
