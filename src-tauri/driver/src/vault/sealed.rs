//! Secrets in encrypted files, for computers that have no credential store.

use super::{Vault, VaultError};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use engine::names::Secret;
use std::{
    fmt,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// What a file begins with: the form, and its version.
const MARK: &[u8] = b"presence-sync sealed 1\n";
const NONCE_LENGTH: usize = 24;
const EXTENSION: &str = "sealed";

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

/// One file for each secret, sealed with XChaCha20-Poly1305 and tied to its name, so that files cannot be exchanged.
#[derive(Debug)]
pub struct SealedVault {
    directory: PathBuf,
    key: StateKey,
}

impl StateKey {
    /// Reads 32 bytes in base64, with or without padding, in either alphabet.
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        let text = text.trim().trim_end_matches('=').replace('-', "+").replace('_', "/");
        let padded = format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4));
        let bytes = STANDARD.decode(padded).map_err(|_| KeyError::NotBase64)?;
        let length = bytes.len();
        bytes.try_into().map(Self).map_err(|_| KeyError::Length(length))
    }
}

/// The key that lies beside the secrets: it keeps them from whoever reads a single file, and not from whoever reads all.
pub(super) const KEY_FILE: &str = "key";

impl StateKey {
    /// The key in a file, or a new one where there is none yet.
    fn kept_at(path: &Path) -> io::Result<Self> {
        match fs::read_to_string(path) {
            Ok(text) => Self::from_base64(&text).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key: [u8; 32] = rand::random();
                replace(path, STANDARD.encode(key).as_bytes())?;
                Ok(Self(key))
            }
            Err(error) => Err(error),
        }
    }
}

impl fmt::Debug for StateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StateKey")
    }
}

impl SealedVault {
    /// Makes the directory where it is missing. Fails where the key does not fit what lies there.
    pub fn open(directory: PathBuf, key: StateKey) -> Result<Self, VaultError> {
        let failed = |source| VaultError::Disk { name: directory.display().to_string(), source };
        make_directory(&directory).map_err(failed)?;
        let mut kept = Vec::new();
        for file in fs::read_dir(&directory).map_err(failed)? {
            let path = file.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == EXTENSION) {
                kept.extend(path.file_stem().and_then(|name| name.to_str()).map(str::to_owned));
            }
        }
        let vault = Self { directory, key };
        // One that opens shows that the key is right; others may be damaged, which is no reason not to begin.
        let mut doubt = false;
        for name in kept {
            match vault.read(&name) {
                Ok(_) => return Ok(vault),
                Err(VaultError::WrongKey) => doubt = true,
                Err(VaultError::Damaged { .. } | VaultError::Unavailable(_) | VaultError::Disk { .. }) => {}
            }
        }
        if doubt { Err(VaultError::WrongKey) } else { Ok(vault) }
    }

    /// The same with a key that lies beside the secrets, and is made where it is missing.
    pub fn with_key_beside(directory: PathBuf) -> Result<Self, VaultError> {
        let failed = |source| VaultError::Disk { name: KEY_FILE.to_owned(), source };
        make_directory(&directory).map_err(failed)?;
        let key = StateKey::kept_at(&directory.join(KEY_FILE)).map_err(failed)?;
        Self::open(directory, key)
    }

    /// Whether somebody decided so before.
    pub fn has_key_beside(directory: &Path) -> bool {
        directory.join(KEY_FILE).exists()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.join(format!("{name}.{EXTENSION}"))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.key.0.into())
    }

    fn unseal(&self, name: &str, sealed: &[u8]) -> Result<Secret, VaultError> {
        let damaged = || VaultError::Damaged { name: name.to_owned() };
        let rest = sealed.strip_prefix(MARK).ok_or_else(damaged)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LENGTH>().ok_or_else(damaged)?;
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        let secret = self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| VaultError::WrongKey)?;
        String::from_utf8(secret).map(Secret::new).map_err(|_| damaged())
    }

    fn seal(&self, name: &str, secret: &Secret) -> Result<Vec<u8>, VaultError> {
        let nonce: [u8; NONCE_LENGTH] = rand::random();
        let payload = Payload { msg: secret.expose().as_bytes(), aad: name.as_bytes() };
        // Only a secret of many gigabytes is refused.
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| VaultError::Damaged { name: name.to_owned() })?;
        Ok([MARK, &nonce, &sealed].concat())
    }
}

impl Vault for SealedVault {
    fn read(&self, name: &str) -> Result<Option<Secret>, VaultError> {
        match fs::read(self.path(name)) {
            Ok(sealed) => self.unseal(name, &sealed).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(VaultError::Disk { name: name.to_owned(), source }),
        }
    }

    fn write(&self, name: &str, secret: &Secret) -> Result<(), VaultError> {
        let sealed = self.seal(name, secret)?;
        replace(&self.path(name), &sealed).map_err(|source| VaultError::Disk { name: name.to_owned(), source })
    }

    fn remove(&self, name: &str) -> Result<(), VaultError> {
        match fs::remove_file(self.path(name)) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(VaultError::Disk { name: name.to_owned(), source }),
        }
    }
}

/// Puts new bytes in the place of a file, so that a crash leaves the old ones or the new ones and nothing between.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = path.with_extension("new");
    // A leftover of a crash may have other permissions.
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = private_file(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    sync_directory(path)
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

/// The profile directory of Windows is private to the person.
#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn make_directory(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make_directory(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// The rename itself is on disk only when the directory is.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |directory| File::open(directory)?.sync_all())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the twin for other systems can fail")]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::{TempDir, tempdir};

    fn key(byte: u8) -> StateKey {
        StateKey([byte; 32])
    }

    #[test]
    fn a_key_beside_the_secrets_is_made_once_and_for_its_owner_only() {
        let directory = tempdir().unwrap();
        let place = directory.path().join("secrets");
        assert!(!SealedVault::has_key_beside(&place));
        SealedVault::with_key_beside(place.clone()).unwrap().write("a", &Secret::new("b")).unwrap();
        assert!(SealedVault::has_key_beside(&place));
        let again = SealedVault::with_key_beside(place.clone()).unwrap();
        assert_eq!(again.read("a").unwrap().unwrap().expose(), "b");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(place.join(KEY_FILE)).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(place.join(KEY_FILE), "no key").unwrap();
        assert!(SealedVault::with_key_beside(place).is_err(), "a damaged key is not replaced: it may be mended");
    }

    fn vault() -> (TempDir, SealedVault) {
        let directory = tempdir().unwrap();
        let vault = SealedVault::open(directory.path().join("state"), key(1)).unwrap();
        (directory, vault)
    }

    #[test]
    fn a_secret_survives_the_program_and_is_not_readable_on_disk() {
        let (_directory, vault) = vault();
        vault.write("sync-user-1", &Secret::new("refresh-token")).unwrap();
        vault.write("sync-user-1", &Secret::new("refresh-token-2")).unwrap();
        let bytes = fs::read(vault.path("sync-user-1")).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"refresh"));
        let again = SealedVault::open(vault.directory, key(1)).unwrap();
        assert_eq!(again.read("sync-user-1").unwrap().unwrap().expose(), "refresh-token-2");
        assert!(again.read("cti-password").unwrap().is_none());
        again.remove("sync-user-1").unwrap();
        again.remove("sync-user-1").unwrap();
        assert!(again.read("sync-user-1").unwrap().is_none());
    }

    #[test]
    fn another_key_is_refused_at_once() {
        let (_directory, vault) = vault();
        vault.write("sync-user-1", &Secret::new("token")).unwrap();
        let refused = SealedVault::open(vault.directory, key(2));
        assert!(matches!(refused, Err(VaultError::WrongKey)));
    }

    #[test]
    fn a_file_under_another_name_does_not_open() {
        let (_directory, vault) = vault();
        vault.write("sync-user-1", &Secret::new("token")).unwrap();
        fs::copy(vault.path("sync-user-1"), vault.path("sync-user-2")).unwrap();
        assert!(matches!(vault.read("sync-user-2"), Err(VaultError::WrongKey)));
    }

    #[test]
    fn a_damaged_file_harms_itself_only() {
        let (_directory, vault) = vault();
        vault.write("sync-user-1", &Secret::new("token")).unwrap();
        fs::write(vault.path("sync-user-2"), b"presence").unwrap();
        let vault = SealedVault::open(vault.directory, key(1)).unwrap();
        assert!(matches!(vault.read("sync-user-2"), Err(VaultError::Damaged { .. })));
        assert_eq!(vault.read("sync-user-1").unwrap().unwrap().expose(), "token");
        vault.remove("sync-user-1").unwrap();
        assert!(SealedVault::open(vault.directory, key(1)).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_directory, vault) = vault();
        fs::write(vault.path("sync-user-1").with_extension("new"), b"left by a crash").unwrap();
        vault.write("sync-user-1", &Secret::new("token")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&vault.path("sync-user-1")), 0o600);
        assert_eq!(mode(&vault.directory), 0o700);
    }

    #[test]
    fn a_key_is_32_bytes_in_base64_and_says_what_is_wrong() {
        let text = STANDARD.encode([0xfb; 32]);
        for form in
            [text.clone(), format!(" {text}\n"), text.replace('=', ""), text.replace('+', "-").replace('/', "_")]
        {
            assert_eq!(StateKey::from_base64(&form).unwrap().0, [0xfb; 32], "{form}");
        }
        assert_eq!(StateKey::from_base64("not base64!").unwrap_err(), KeyError::NotBase64);
        assert_eq!(StateKey::from_base64(&STANDARD.encode([1; 16])).unwrap_err(), KeyError::Length(16));
        assert_eq!(format!("{:?}", key(7)), "StateKey");
    }
}
