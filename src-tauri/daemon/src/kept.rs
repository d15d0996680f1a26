//! What lies in the state directory: the profile, the lock, and with a state key the secrets.

use crate::{
    secrets::{STATE_KEY, Secrets},
    settings::SettingsFile,
    vault::ServerVault,
};
use anyhow::Context as _;
use driver::{
    FileStore, ProfileStore as _,
    vault::{OsVault, SealedVault, StateKey, Vault, VaultError},
};
use engine::rules::{Profile, Reader};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::Arc,
};

/// The state directory of one installation.
#[derive(Debug)]
pub(crate) struct StateDirectory {
    path: PathBuf,
    /// One for all, because it remembers whether what it loaded was damaged.
    profiles: Arc<FileStore>,
}

/// Held while a program writes here. The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Whether anything has to be kept secret between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    Needed,
    Spared,
}

impl Store {
    /// Only sign-ins are kept: where the application reads, there need not be any.
    pub(crate) fn of(settings: &SettingsFile, profile: &Profile) -> Self {
        match settings.microsoft.reader {
            Reader::Application if profile.sync_users.is_empty() => Self::Spared,
            Reader::Application | Reader::SyncUser => Self::Needed,
        }
    }
}

impl StateDirectory {
    /// The one of the settings, that of systemd, or that of the person who runs the program; made where it is missing.
    pub(crate) fn open(settings: &SettingsFile) -> anyhow::Result<Self> {
        let path = match &settings.state.directory {
            Some(path) => path.clone(),
            None => usual_place(|name| std::env::var_os(name).map(PathBuf::from))
                .context("state.directory is not set, and there is no home directory to take its place")?,
        };
        private_directory(&path).with_context(|| format!("state.directory: {} cannot be made", path.display()))?;
        if is_open_to_others(&path) {
            tracing::warn!(path = %path.display(), "others can read the state directory; close it with `chmod 700`");
        }
        Ok(Self::at(path))
    }

    fn at(path: PathBuf) -> Self {
        let profiles = Arc::new(FileStore::new(path.join("profile.json")));
        Self { path, profiles }
    }

    /// Fails while another process writes here.
    pub(crate) fn lock(&self) -> anyhow::Result<Lock> {
        let path = self.path.join("lock");
        let file = private_file(&path).with_context(|| format!("{} cannot be written", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => anyhow::bail!(
                "presence-syncd is running with the state directory {}; stop it first, \
                 for example with `systemctl stop presence-syncd`",
                self.path.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("{} cannot be locked", path.display()))
            }
        }
    }

    pub(crate) fn profiles(&self) -> Arc<FileStore> {
        self.profiles.clone()
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.path.join("journal.sqlite")
    }

    /// Secrets of the environment, and where the others are kept between runs: sealed in here with the state key, else
    /// in the system's credential store.
    pub(crate) async fn vault(&self, secrets: &Secrets, store: Store) -> anyhow::Result<Arc<ServerVault>> {
        let store = match (store, secrets.state_key()) {
            (Store::Spared, None) => None,
            (Store::Needed, _) | (Store::Spared, Some(_)) => Some(self.store(secrets).await?),
        };
        Ok(Arc::new(ServerVault::new(secrets.by_name(), store)))
    }

    async fn store(&self, secrets: &Secrets) -> anyhow::Result<Arc<dyn Vault>> {
        let directory = self.path.join("secrets");
        let key = secrets.state_key().map(|key| StateKey::from_base64(key.expose())).transpose();
        let key = key.with_context(|| format!("{STATE_KEY} is not usable; {HOW_TO_MAKE_A_KEY}"))?;
        // Asking the credential store may take seconds.
        let opened = tokio::task::spawn_blocking(move || -> Result<Arc<dyn Vault>, VaultError> {
            match key {
                Some(key) => Ok(Arc::new(SealedVault::open(directory, key)?)),
                None => Ok(Arc::new(OsVault::open()?)),
            }
        });
        opened.await?.with_context(|| match secrets.state_key() {
            Some(_) => format!("the secrets in {} cannot be opened", self.path.display()),
            None => format!("the sign-in can be kept nowhere; {HOW_TO_MAKE_A_KEY}"),
        })
    }

    /// The profile as far as it belongs to the accounts that the settings name now.
    pub(crate) fn profile(&self, settings: &SettingsFile) -> anyhow::Result<Profile> {
        let profile = self.profiles().load().context("the profile in the state directory cannot be read")?;
        Ok(fitting(profile, settings))
    }
}

const HOW_TO_MAKE_A_KEY: &str = "make a key with `openssl rand -base64 32`, keep it safe, and set \
                                 PRESENCE_SYNC_STATE_KEY to it or PRESENCE_SYNC_STATE_KEY_FILE to a file that holds it";

fn usual_place(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    let or_home = |name, below: &str| {
        let own = variable(name).filter(|path| path.is_absolute());
        own.or_else(|| Some(variable("HOME")?.join(below)))
    };
    variable("STATE_DIRECTORY").or_else(|| Some(or_home("XDG_STATE_HOME", ".local/state")?.join("presence-sync")))
}

/// What was kept for another K-account, tenant or application is not carried over.
fn fitting(mut profile: Profile, settings: &SettingsFile) -> Profile {
    let same = |kept: &str, written: &str| kept.eq_ignore_ascii_case(written.trim());
    if profile.cloudya.as_ref().is_some_and(|kept| !same(&kept.account, &settings.cloudya.account)) {
        profile.cloudya = None;
        profile.imported_emails.clear();
    }
    let is_other = |kept: &engine::rules::MicrosoftProfile| {
        let tenant = &settings.microsoft.tenant;
        !same(&kept.client_id, &settings.microsoft.client_id)
            || !(same(&kept.tenant, tenant) || same(&kept.tenant_id, tenant))
    };
    if profile.microsoft.as_ref().is_some_and(is_other) {
        profile.microsoft = None;
        profile.consent = None;
        profile.sync_users.clear();
        profile.places.clear();
    }
    profile
}

/// It names employees and holds secrets: nobody else may look in.
fn private_directory(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// One that was there before is left as it is: it may be somebody's on purpose.
#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|known| known.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_path: &Path) -> bool {
    false
}

fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create(true).truncate(false).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{
        Round, UserId,
        rules::{CloudyaProfile, EmailSource, MicrosoftProfile, SyncUserProfile},
    };

    fn settings(account: &str, tenant: &str, client_id: &str) -> SettingsFile {
        SettingsFile::parse(&format!(
            "[cloudya]\naccount = \"{account}\"\n[microsoft]\ntenant = \"{tenant}\"\nclient_id = \"{client_id}\"\n"
        ))
        .unwrap()
    }

    fn kept() -> Profile {
        Profile {
            cloudya: Some(CloudyaProfile {
                account: "K1".to_owned(),
                emails: EmailSource::Imported,
                configuration: false,
            }),
            microsoft: Some(MicrosoftProfile {
                tenant: "example.com".to_owned(),
                tenant_id: "t-1".to_owned(),
                client_id: "c-1".to_owned(),
                ..MicrosoftProfile::default()
            }),
            sync_users: [(Round(1), SyncUserProfile::default())].into(),
            places: [(UserId::new("u"), Round(1))].into(),
            ..Profile::default()
        }
    }

    #[test]
    fn a_profile_of_the_same_accounts_is_kept_however_they_are_written() {
        assert_eq!(fitting(kept(), &settings("k1", "EXAMPLE.com", "C-1")), kept());
        assert_eq!(fitting(kept(), &settings("K1", "t-1", "c-1")), kept());
    }

    #[test]
    fn another_tenant_brings_its_own_sync_users() {
        let profile = fitting(kept(), &settings("K1", "example.org", "c-1"));
        assert!(profile.cloudya.is_some());
        assert!(profile.microsoft.is_none() && profile.sync_users.is_empty() && profile.places.is_empty());
    }

    #[test]
    fn another_customer_account_starts_over() {
        let profile = fitting(kept(), &settings("K2", "example.com", "c-1"));
        assert!(profile.cloudya.is_none() && profile.microsoft.is_some());
    }

    #[test]
    fn the_state_lies_where_systemd_or_the_person_keeps_state() {
        let place = |variables: &[(&str, &str)]| {
            usual_place(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
        };
        let systemd = [("STATE_DIRECTORY", "/var/lib/presence-sync"), ("HOME", "/home/a")];
        assert_eq!(place(&systemd), Some("/var/lib/presence-sync".into()));
        let own = [("XDG_STATE_HOME", "/state"), ("HOME", "/home/a")];
        assert_eq!(place(&own), Some("/state/presence-sync".into()));
        assert_eq!(place(&[("HOME", "/home/a")]), Some("/home/a/.local/state/presence-sync".into()));
        assert_eq!(place(&[]), None);
    }

    #[test]
    fn two_programs_cannot_write_the_same_state() {
        let home = tempfile::tempdir().unwrap();
        let state = StateDirectory::at(home.path().to_owned());
        let lock = state.lock().unwrap();
        assert!(state.lock().unwrap_err().to_string().contains("stop it first"));
        drop(lock);
        state.lock().unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn what_is_made_is_closed_to_others_and_what_stands_open_is_noticed() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let (path, mode) = (home.path().join("state"), fs::Permissions::from_mode);
        private_directory(&path).unwrap();
        assert!(!is_open_to_others(&path));
        let _lock = StateDirectory::at(path.clone()).lock().unwrap();
        let known = fs::metadata(path.join("lock")).unwrap().permissions();
        assert_eq!(known.mode() & 0o777, 0o600);
        fs::set_permissions(&path, mode(0o750)).unwrap();
        assert!(is_open_to_others(&path));
    }

    #[test]
    fn only_where_the_application_reads_and_nobody_signed_in_is_there_nothing_to_keep() {
        let file = settings("K1", "example.com", "c-1");
        let mut application = file.clone();
        application.microsoft.reader = Reader::Application;
        assert_eq!(Store::of(&file, &Profile::default()), Store::Needed);
        assert_eq!(Store::of(&application, &Profile::default()), Store::Spared);
        assert_eq!(Store::of(&application, &kept()), Store::Needed);
    }
}
