//! The operating system's credential store: Secret Service, Keychain or Credential Manager.

use super::{Vault, VaultError};
use engine::names::Secret;
use keyring_core::{CredentialStore, Entry, Error};
use std::sync::Arc;

const SERVICE: &str = "presence-sync";
/// Written and removed once, to see whether the store works.
const PROBE: &str = "probe";
/// The most bytes of one entry. Windows refuses more than 2,560, and a refresh token may be longer.
const ENTRY_LIMIT: usize = 2_400;

/// First byte of an entry that holds its secret whole.
const WHOLE: u8 = b'=';
/// First byte of an entry that names the parts: generation and count.
const SPLIT: u8 = b'+';

/// A secret that is too long for one entry lies in numbered parts beside it. New parts are written under the other
/// generation's names before the entry points to them, so that a crash leaves either the old secret or the new one.
#[derive(Clone, Debug)]
pub struct OsVault {
    store: Arc<CredentialStore>,
}

/// Under which names the parts of a secret lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Generation {
    A,
    B,
}

/// What the entry of a secret says.
enum Head {
    Whole(String),
    Split { generation: Generation, count: usize },
}

impl OsVault {
    /// Fails where there is no store, or where it is locked.
    pub fn open() -> Result<Self, VaultError> {
        if let Err(error) = keyring::Entry::store_status() {
            return Err(VaultError::Unavailable(error.to_string()));
        }
        let store = keyring_core::get_default_store().ok_or_else(|| VaultError::Unavailable("none is set".into()))?;
        Self::over(store)
    }

    fn over(store: Arc<CredentialStore>) -> Result<Self, VaultError> {
        let vault = Self { store };
        vault.put(PROBE, b"probe")?;
        vault.delete(PROBE)?;
        Ok(vault)
    }

    fn head(&self, name: &str) -> Result<Option<Head>, VaultError> {
        let damaged = || VaultError::Damaged { name: name.to_owned() };
        let Some(bytes) = self.get(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| damaged())?;
        let head = match text.as_bytes().first() {
            Some(&WHOLE) => Head::Whole(text[1..].to_owned()),
            Some(&SPLIT) => {
                let generation = Generation::ALL.into_iter().find(|g| text[1..].starts_with(g.letter()));
                let count = text.get(2..).and_then(|count| count.parse().ok());
                generation
                    .zip(count)
                    .map(|(generation, count)| Head::Split { generation, count })
                    .ok_or_else(damaged)?
            }
            Some(_) | None => return Err(damaged()),
        };
        Ok(Some(head))
    }

    fn delete_parts(&self, name: &str, generation: Generation, count: usize) -> Result<(), VaultError> {
        (0..count).try_for_each(|part| self.delete(&part_name(name, generation, part)))
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refused(name, &error)),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        self.entry(name)?.set_secret(bytes).map_err(|error| refused(name, &error))
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(name, &error)),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, VaultError> {
        self.store.build(SERVICE, name, None).map_err(|error| refused(name, &error))
    }
}

impl Vault for OsVault {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        let damaged = || VaultError::Damaged { name: name.to_owned() };
        match self.head(name)? {
            None => Ok(None),
            Some(Head::Whole(secret)) => Ok(Some(Secret::new(secret))),
            Some(Head::Split { generation, count }) => {
                let mut whole = Vec::new();
                for part in 0..count {
                    whole.extend(self.get(&part_name(name, generation, part))?.ok_or_else(damaged)?);
                }
                Ok(Some(Secret::new(String::from_utf8(whole).map_err(|_| damaged())?)))
            }
        }
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        // A damaged entry is replaced as if it were not there.
        let former = match self.head(name) {
            Ok(Some(Head::Split { generation, count })) => Some((generation, count)),
            Ok(Some(Head::Whole(_)) | None) | Err(VaultError::Damaged { .. }) => None,
            Err(error) => return Err(error),
        };
        let bytes = secret.expose().as_bytes();
        if bytes.len() < ENTRY_LIMIT {
            self.put(name, &[&[WHOLE], bytes].concat())?;
        } else {
            let generation = former.map_or(Generation::A, |(generation, _)| generation.other());
            let parts = bytes.chunks(ENTRY_LIMIT);
            let head = format!("{}{}{}", char::from(SPLIT), generation.letter(), parts.len());
            for (number, part) in parts.enumerate() {
                self.put(&part_name(name, generation, number), part)?;
            }
            self.put(name, head.as_bytes())?;
        }
        former.map_or(Ok(()), |(generation, count)| self.delete_parts(name, generation, count))
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        let head = self.head(name);
        self.delete(name)?;
        match head {
            Ok(Some(Head::Split { generation, count })) => self.delete_parts(name, generation, count),
            Ok(Some(Head::Whole(_)) | None) | Err(VaultError::Damaged { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Generation {
    const ALL: [Self; 2] = [Self::A, Self::B];

    fn letter(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

fn part_name(name: &str, generation: Generation, part: usize) -> String {
    format!("{name}.{}{part}", generation.letter())
}

/// The store's own words, where they hold nothing of the secret.
fn refused(name: &str, error: &Error) -> VaultError {
    if matches!(error, Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_)) {
        return VaultError::Damaged { name: name.to_owned() };
    }
    VaultError::Unavailable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use keyring_core::mock;

    fn vault() -> OsVault {
        OsVault::over(mock::Store::new().unwrap()).unwrap()
    }

    fn read(vault: &OsVault, name: &str) -> Option<String> {
        vault.read(name).unwrap().map(|secret| secret.expose().to_owned())
    }

    #[test]
    fn what_was_written_is_read_and_what_was_removed_is_gone() {
        let vault = vault();
        assert_eq!(read(&vault, "cti-password"), None);
        vault.write("cti-password", &Secret::new("pässword")).unwrap();
        assert_eq!(read(&vault, "cti-password").as_deref(), Some("pässword"));
        vault.remove("cti-password").unwrap();
        vault.remove("cti-password").unwrap();
        assert_eq!(read(&vault, "cti-password"), None);
    }

    #[test]
    fn a_long_secret_is_split_and_leaves_no_part_behind() {
        let vault = vault();
        for length in [ENTRY_LIMIT - 1, ENTRY_LIMIT, 3 * ENTRY_LIMIT + 1, 5_000, 10] {
            let secret = "é".repeat(length / 2) + &"x".repeat(length % 2);
            vault.write("sync-user-1", &Secret::new(secret.clone())).unwrap();
            assert_eq!(read(&vault, "sync-user-1"), Some(secret), "{length}");
            assert!(vault.get("sync-user-1").unwrap().unwrap().len() <= ENTRY_LIMIT);
        }
        for generation in Generation::ALL {
            for part in 0..4 {
                assert_eq!(vault.get(&part_name("sync-user-1", generation, part)).unwrap(), None);
            }
        }
    }

    #[test]
    fn a_crash_between_the_parts_leaves_the_former_secret() {
        let vault = vault();
        let former = "f".repeat(6_000);
        vault.write("sync-user-1", &Secret::new(former.clone())).unwrap();
        // The next generation's first part was written, and then nothing more.
        vault.put(&part_name("sync-user-1", Generation::B, 0), b"next").unwrap();
        assert_eq!(read(&vault, "sync-user-1"), Some(former));
    }

    #[test]
    fn a_damaged_entry_is_said_and_can_be_replaced() {
        let vault = vault();
        for damage in [&b""[..], b"?", b"+", b"+a", b"+c2", b"+a2", b"\xff"] {
            vault.put("cti-password", damage).unwrap();
            assert!(matches!(vault.read("cti-password"), Err(VaultError::Damaged { .. })), "{damage:?}");
            vault.write("cti-password", &Secret::new("new")).unwrap();
            assert_eq!(read(&vault, "cti-password").as_deref(), Some("new"));
        }
    }
}
