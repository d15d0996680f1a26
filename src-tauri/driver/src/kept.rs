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

    /// Gives a secret another name. At every moment the store has it under one of the two at least.
    pub(crate) fn rename(&self, from: &str, to: &str) {
        let Some(secret) = self.known().get(from).cloned().flatten() else { return };
        self.keep(to, &secret);
        self.known().insert(from.to_owned(), None);
        let (vault, known) = (self.vault.clone(), self.known.clone());
        let (former, new) = (from.to_owned(), to.to_owned());
        self.keeper.keep(Thing::Secret(former.clone()), move || {
            let wanted = known.lock().unwrap_or_else(PoisonError::into_inner).get(&new).cloned().flatten();
            let stored = vault.read(&new).unwrap_or_default();
            if stored.as_ref().map(Secret::expose) == wanted.as_ref().map(Secret::expose) {
                outcome(&former, vault.remove(&former))
            } else {
                Outcome::Failed
            }
        });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        keeper::RETRY,
        vault::{MemoryVault, VaultError},
    };
    use std::sync::atomic::{AtomicBool, Ordering};
    use tokio::sync::mpsc;

    /// A vault that can be locked.
    #[derive(Default)]
    struct Lockable {
        inner: MemoryVault,
        locked: AtomicBool,
    }

    impl Lockable {
        fn opened(&self) -> Result<&MemoryVault, VaultError> {
            match self.locked.load(Ordering::SeqCst) {
                true => Err(VaultError::Unavailable("locked".into())),
                false => Ok(&self.inner),
            }
        }

        fn holds(&self, name: &str) -> Option<String> {
            self.inner.read(name).unwrap().map(|secret| secret.expose().to_owned())
        }
    }

    impl Vault for Lockable {
        fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
            self.opened()?.read(name)
        }

        fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
            self.opened()?.write(name, secret)
        }

        fn remove(&self, name: &str) -> Result<(), VaultError> {
            self.opened()?.remove(name)
        }
    }

    fn kept() -> (Kept, Arc<Lockable>) {
        let vault = Arc::<Lockable>::default();
        let (events, _) = mpsc::unbounded_channel();
        (Kept::new(vault.clone(), Keeper::new(events)), vault)
    }

    #[tokio::test(start_paused = true)]
    async fn a_secret_with_another_name_is_read_under_that_name_alone() {
        let (kept, vault) = kept();
        kept.keep("new", &Secret::new("former"));
        kept.keep("old", &Secret::new("key"));
        kept.rename("old", "new");
        kept.keeper.flush().await;
        assert_eq!((vault.holds("old"), vault.holds("new")), (None, Some("key".into())));
        assert_eq!(kept.read("new").await.unwrap().expose(), "key");
        assert_eq!(kept.read("old").await.unwrap_err().kind, FailureKind::SecretMissing);
        kept.rename("nothing", "new");
        kept.keeper.flush().await;
        assert_eq!(vault.holds("new"), Some("key".into()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_takes_nothing_keeps_the_secret_under_its_former_name_until_it_does() {
        let (kept, vault) = kept();
        kept.keep("old", &Secret::new("key")).await.unwrap();
        vault.locked.store(true, Ordering::SeqCst);
        kept.rename("old", "new");
        kept.keeper.flush().await;
        assert_eq!(vault.holds("old"), Some("key".into()));
        assert_eq!(kept.read("new").await.unwrap().expose(), "key");
        vault.locked.store(false, Ordering::SeqCst);
        tokio::time::sleep(RETRY * 2).await;
        assert_eq!((vault.holds("old"), vault.holds("new")), (None, Some("key".into())));
    }
}
