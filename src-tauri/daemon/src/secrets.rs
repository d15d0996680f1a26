//! Secrets from the environment, or from files that the environment names.

use driver::vault::names;
use engine::{
    Secret,
    request::{ConfigurationCredentials, Credential},
};
use std::{collections::BTreeMap, fs};

/// What the services want to see. Whatever is missing is absent until a command asks for it.
#[derive(Debug)]
pub(crate) struct Secrets {
    found: BTreeMap<&'static str, Secret>,
}

/// Which variable is wrong and what to do. Never the value.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SecretError {
    #[error("{0} is not set; set it, or {0}_FILE to the path of a file that holds it")]
    Missing(&'static str),
    #[error("{0} and {0}_FILE are both set; keep one")]
    SetTwice(&'static str),
    #[error("{0} is empty")]
    Empty(&'static str),
    #[error("{name}_FILE names {path}, which cannot be read: {reason}")]
    Unreadable { name: &'static str, path: String, reason: String },
    #[error("{present} is set without {missing}; set both or neither")]
    Half { present: &'static str, missing: &'static str },
    #[error("{MICROSOFT_SECRET} and {MICROSOFT_CERTIFICATE} are both set; keep one")]
    TwoCredentials,
    #[error("neither {MICROSOFT_SECRET} nor {MICROSOFT_CERTIFICATE} is set; set one, or the same name with _FILE")]
    NoCredential,
}

const CTI_USERNAME: &str = "PRESENCE_SYNC_CTI_USERNAME";
const CTI_PASSWORD: &str = "PRESENCE_SYNC_CTI_PASSWORD";
const CONFIGURATION_ID: &str = "PRESENCE_SYNC_CONFIGURATION_CLIENT_ID";
const CONFIGURATION_SECRET: &str = "PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET";
const MICROSOFT_SECRET: &str = "PRESENCE_SYNC_MICROSOFT_CLIENT_SECRET";
const MICROSOFT_CERTIFICATE: &str = "PRESENCE_SYNC_MICROSOFT_CERTIFICATE";
pub(crate) const STATE_KEY: &str = "PRESENCE_SYNC_STATE_KEY";

const NAMES: [&str; 7] = [
    CTI_USERNAME,
    CTI_PASSWORD,
    CONFIGURATION_ID,
    CONFIGURATION_SECRET,
    MICROSOFT_SECRET,
    MICROSOFT_CERTIFICATE,
    STATE_KEY,
];

impl Secrets {
    pub(crate) fn from_environment() -> Result<Self, SecretError> {
        Self::gather(|name| std::env::var(name).ok())
    }

    /// `lookup` gives the value of an environment variable.
    pub(crate) fn gather(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, SecretError> {
        let mut found = BTreeMap::new();
        for name in NAMES {
            if let Some(secret) = one(name, &lookup)? {
                found.insert(name, secret);
            }
        }
        Ok(Self { found })
    }

    /// User name and password of the CTI API.
    pub(crate) fn cti(&self) -> Result<(Secret, Secret), SecretError> {
        Ok((self.needed(CTI_USERNAME)?, self.needed(CTI_PASSWORD)?))
    }

    /// Absent when the voicemail e-mails come from a list.
    pub(crate) fn configuration(&self) -> Result<Option<ConfigurationCredentials>, SecretError> {
        let half = |present, missing| Err(SecretError::Half { present, missing });
        match (self.found.get(CONFIGURATION_ID), self.found.get(CONFIGURATION_SECRET)) {
            (Some(client_id), Some(client_secret)) => Ok(Some(ConfigurationCredentials {
                client_id: client_id.clone(),
                client_secret: client_secret.clone(),
            })),
            (None, None) => Ok(None),
            (Some(_), None) => half(CONFIGURATION_ID, CONFIGURATION_SECRET),
            (None, Some(_)) => half(CONFIGURATION_SECRET, CONFIGURATION_ID),
        }
    }

    pub(crate) fn microsoft(&self) -> Result<Credential, SecretError> {
        match (self.found.get(MICROSOFT_SECRET), self.found.get(MICROSOFT_CERTIFICATE)) {
            (Some(secret), None) => Ok(Credential::Secret { secret: secret.clone() }),
            (None, Some(pem)) => Ok(Credential::Certificate { pem: pem.clone() }),
            (Some(_), Some(_)) => Err(SecretError::TwoCredentials),
            (None, None) => Err(SecretError::NoCredential),
        }
    }

    /// What was given and what was not, by the names under which the driver asks for it.
    pub(crate) fn by_name(&self) -> BTreeMap<&'static str, Option<Secret>> {
        let known = [
            (names::CTI_USERNAME, CTI_USERNAME),
            (names::CTI_PASSWORD, CTI_PASSWORD),
            (names::CONFIGURATION_CLIENT_ID, CONFIGURATION_ID),
            (names::CONFIGURATION_CLIENT_SECRET, CONFIGURATION_SECRET),
            (names::MICROSOFT_CLIENT_SECRET, MICROSOFT_SECRET),
            (names::MICROSOFT_CERTIFICATE, MICROSOFT_CERTIFICATE),
        ];
        known.map(|(name, variable)| (name, self.found.get(variable).cloned())).into()
    }

    /// 32 bytes in base64, as they were written.
    pub(crate) fn state_key(&self) -> Option<&Secret> {
        self.found.get(STATE_KEY)
    }

    fn needed(&self, name: &'static str) -> Result<Secret, SecretError> {
        self.found.get(name).cloned().ok_or(SecretError::Missing(name))
    }
}

fn one(name: &'static str, lookup: &impl Fn(&str) -> Option<String>) -> Result<Option<Secret>, SecretError> {
    let text = match (lookup(name), lookup(&format!("{name}_FILE"))) {
        (Some(_), Some(_)) => return Err(SecretError::SetTwice(name)),
        (None, None) => return Ok(None),
        (Some(value), None) => value,
        (None, Some(path)) => fs::read_to_string(&path).map_err(|error| SecretError::Unreadable {
            name,
            path,
            reason: error.kind().to_string(),
        })?,
    };
    // Editors end a file with a line break that is no part of the secret.
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(SecretError::Empty(name)),
        value => Ok(Some(Secret::new(value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(variables: &[(&str, &str)]) -> Result<Secrets, SecretError> {
        Secrets::gather(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn a_secret_comes_from_its_file_without_the_last_line_break() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), " pass word \r\n").unwrap();
        let path = file.path().to_str().unwrap();
        let secrets = gathered(&[(CTI_USERNAME, "user"), ("PRESENCE_SYNC_CTI_PASSWORD_FILE", path)]).unwrap();
        let (username, password) = secrets.cti().unwrap();
        assert_eq!((username.expose(), password.expose()), ("user", " pass word "));
    }

    #[test]
    fn a_missing_secret_names_its_variable_and_the_file_variant() {
        let error = gathered(&[(CTI_USERNAME, "user")]).unwrap().cti().unwrap_err().to_string();
        assert!(error.starts_with("PRESENCE_SYNC_CTI_PASSWORD is not set"), "{error}");
        assert!(error.contains("PRESENCE_SYNC_CTI_PASSWORD_FILE"), "{error}");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let error = gathered(&[("PRESENCE_SYNC_STATE_KEY_FILE", "/nowhere/key")]).unwrap_err().to_string();
        assert!(error.starts_with("PRESENCE_SYNC_STATE_KEY_FILE names /nowhere/key"), "{error}");
    }

    #[test]
    fn a_secret_that_is_set_twice_or_empty_is_refused() {
        let twice = gathered(&[(CTI_PASSWORD, "a"), ("PRESENCE_SYNC_CTI_PASSWORD_FILE", "b")]);
        assert_eq!(twice.unwrap_err(), SecretError::SetTwice(CTI_PASSWORD));
        assert_eq!(gathered(&[(CTI_PASSWORD, "\n")]).unwrap_err(), SecretError::Empty(CTI_PASSWORD));
    }

    #[test]
    fn half_of_the_configuration_credentials_is_refused() {
        let secrets = gathered(&[(CONFIGURATION_ID, "id")]).unwrap();
        let missing = CONFIGURATION_SECRET;
        assert_eq!(secrets.configuration().unwrap_err(), SecretError::Half { present: CONFIGURATION_ID, missing });
        assert!(gathered(&[]).unwrap().configuration().unwrap().is_none());
    }

    #[test]
    fn the_application_proves_itself_in_exactly_one_way() {
        assert_eq!(gathered(&[]).unwrap().microsoft().unwrap_err(), SecretError::NoCredential);
        let both = gathered(&[(MICROSOFT_SECRET, "a"), (MICROSOFT_CERTIFICATE, "b")]).unwrap();
        assert_eq!(both.microsoft().unwrap_err(), SecretError::TwoCredentials);
        let pem = gathered(&[(MICROSOFT_CERTIFICATE, "pem")]).unwrap();
        assert!(matches!(pem.microsoft().unwrap(), Credential::Certificate { .. }));
    }

    #[test]
    fn secrets_do_not_print_themselves() {
        let secrets = gathered(&[(CTI_PASSWORD, "hunter2")]).unwrap();
        assert!(!format!("{secrets:?}").contains("hunter2"));
    }
}
