//! The settings file: what may stand in it, and what is said about what may not.

mod check;

use engine::{
    ExtensionNumber,
    rules::{Direction, DuplicateRule, PhoneRule, Reader, RuleExtensions, Settings},
};
use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};
use url::Url;

/// The whole file. Every key has its home here; an unknown one is an error that names it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsFile {
    pub(crate) cloudya: CloudyaSection,
    pub(crate) microsoft: MicrosoftSection,
    #[serde(default)]
    pub(crate) sync: SyncSection,
    #[serde(default, rename = "phone_rule")]
    pub(crate) phone_rules: Vec<WrittenRule>,
    #[serde(default)]
    pub(crate) network: NetworkSection,
    #[serde(default)]
    pub(crate) journal: JournalSection,
    #[serde(default)]
    pub(crate) state: StateSection,
    #[serde(default)]
    pub(crate) status: StatusSection,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloudyaSection {
    /// The K-account, such as `K1234`.
    pub(crate) account: String,
    pub(crate) cti_url: Option<Url>,
    pub(crate) configuration_url: Option<Url>,
    pub(crate) token_url: Option<Url>,
    /// Voicemail e-mails in place of the PBX Configuration API; relative to the settings file.
    pub(crate) people_csv: Option<PathBuf>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MicrosoftSection {
    /// A verified domain or the tenant id.
    pub(crate) tenant: String,
    pub(crate) client_id: String,
    pub(crate) login_url: Option<Url>,
    pub(crate) graph_url: Option<Url>,
    #[serde(default)]
    pub(crate) reader: Reader,
}

/// Absent keys keep the engine's defaults.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SyncSection {
    pub(crate) direction: Option<Direction>,
    pub(crate) settle_seconds: Option<f64>,
    pub(crate) clear_seconds: Option<f64>,
    pub(crate) grace_seconds: Option<f64>,
    pub(crate) teams_poll_seconds: Option<f64>,
    pub(crate) duplicates: Option<DuplicateRule>,
    pub(crate) round_size: Option<u16>,
}

/// What a Teams state does to the phone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenRule {
    /// Teams activities, as Microsoft names them, in any case.
    pub(crate) when: Vec<String>,
    #[serde(default = "one_minute")]
    pub(crate) held_seconds: f64,
    /// The name of a call-forward profile.
    pub(crate) activate_profile: String,
    #[serde(default)]
    pub(crate) extensions: ForWhom,
    #[serde(default = "four_hours")]
    pub(crate) max_hours: f64,
}

/// For whom a phone rule stands: `"all"`, or a list of extension numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenExtensions")]
pub(crate) enum ForWhom {
    #[default]
    All,
    Listed(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected \"all\" or a list of extension numbers in quotes")]
enum WrittenExtensions {
    Word(String),
    List(Vec<String>),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NetworkSection {
    pub(crate) proxy: Option<Url>,
    /// PEM, trusted besides the system's own authorities.
    pub(crate) ca_file: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JournalSection {
    /// 0 switches the journal off.
    pub(crate) keep_days: Option<f64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StateSection {
    pub(crate) directory: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusSection {
    pub(crate) listen: Option<SocketAddr>,
}

/// What is wrong with the settings: which key, and what to write instead.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", self.place())]
pub(crate) struct SettingsError {
    key: String,
    line: Option<usize>,
    what: String,
}

impl SettingsFile {
    /// Reads and checks the file. Paths in it become relative to where it lies.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        use anyhow::Context as _;
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("the settings file {} cannot be read", path.display()))?;
        let mut settings =
            Self::parse(&text).with_context(|| format!("the settings file {} is not valid", path.display()))?;
        let home = path.parent().unwrap_or(Path::new(""));
        let paths = [&mut settings.cloudya.people_csv, &mut settings.network.ca_file, &mut settings.state.directory];
        for inner in paths.into_iter().flatten() {
            *inner = home.join(&*inner);
        }
        Ok(settings)
    }

    pub(crate) fn parse(text: &str) -> Result<Self, SettingsError> {
        let line = |span: Option<std::ops::Range<usize>>| {
            span.and_then(|span| text.get(..span.start)).map(|before| before.matches('\n').count() + 1)
        };
        // Only the message is told, never the line itself: somebody may have put a secret there.
        let deserializer = toml::Deserializer::parse(text).map_err(|error| SettingsError {
            key: "the file".to_owned(),
            line: line(error.span()),
            what: error.message().to_owned(),
        })?;
        let settings: Self = serde_path_to_error::deserialize(deserializer).map_err(|error| {
            let key = match error.path().to_string() {
                path if path == "." => "the file".to_owned(),
                path => path,
            };
            let what = explained(&key, error.inner().message());
            SettingsError { line: line(error.inner().span()), key, what }
        })?;
        check::settings(&settings)?;
        Ok(settings)
    }

    /// What the engine is told. A key that was taken out of the file returns to its default.
    pub(crate) fn for_engine(&self) -> Settings {
        let (sync, settings) = (&self.sync, Settings::default());
        Settings {
            direction: sync.direction.unwrap_or_default(),
            reader: self.microsoft.reader,
            duplicates: sync.duplicates.unwrap_or_default(),
            settle_seconds: sync.settle_seconds.unwrap_or(settings.settle_seconds),
            clear_seconds: sync.clear_seconds.unwrap_or(settings.clear_seconds),
            grace_seconds: sync.grace_seconds.unwrap_or(settings.grace_seconds),
            teams_poll_seconds: sync.teams_poll_seconds.unwrap_or(settings.teams_poll_seconds),
            round_size: sync.round_size.unwrap_or(settings.round_size),
            phone_rules: self.phone_rules.iter().map(WrittenRule::for_engine).collect(),
            journal_hours: self.journal.hours().unwrap_or(settings.journal_hours),
            ..settings
        }
    }
}

impl WrittenRule {
    /// A rule that is written down is switched on.
    fn for_engine(&self) -> PhoneRule {
        let extensions = match &self.extensions {
            ForWhom::All => RuleExtensions::All,
            ForWhom::Listed(list) => {
                let extensions = list.iter().map(|number| ExtensionNumber::new(number.trim())).collect();
                RuleExtensions::Listed { extensions }
            }
        };
        PhoneRule {
            switched_on: true,
            when: self.when.clone(),
            held_seconds: self.held_seconds,
            activate_profile: self.activate_profile.clone(),
            extensions,
            max_hours: self.max_hours,
        }
    }
}

impl JournalSection {
    /// In whole hours, of which there is at least one unless the journal is off.
    fn hours(&self) -> Option<u32> {
        let days = self.keep_days?;
        Some(if days > 0.0 { (days * 24.0).round().max(1.0) as u32 } else { 0 })
    }
}

impl SettingsError {
    fn new(key: impl Into<String>, what: impl Into<String>) -> Self {
        Self { key: key.into(), line: None, what: what.into() }
    }

    fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{} (line {line})", self.key),
            None => self.key.clone(),
        }
    }
}

impl TryFrom<WrittenExtensions> for ForWhom {
    type Error = &'static str;

    fn try_from(written: WrittenExtensions) -> Result<Self, Self::Error> {
        match written {
            WrittenExtensions::Word(word) if word == "all" => Ok(Self::All),
            WrittenExtensions::Word(_) => Err("expected \"all\" or a list of extension numbers in quotes"),
            WrittenExtensions::List(list) => Ok(Self::Listed(list)),
        }
    }
}

fn one_minute() -> f64 {
    60.0
}

fn four_hours() -> f64 {
    4.0
}

/// Adds the remedy where the message alone leaves somebody searching.
fn explained(key: &str, message: &str) -> String {
    let name = key.rsplit('.').next().unwrap_or(key);
    let is_secret = ["secret", "password", "username", "certificate", "state_key"];
    if message.starts_with("unknown field") && is_secret.iter().any(|word| name.contains(word)) {
        return "secrets do not belong in this file; put them in the environment, \
                such as PRESENCE_SYNC_CTI_PASSWORD or PRESENCE_SYNC_CTI_PASSWORD_FILE"
            .to_owned();
    }
    if let Some(rest) = message.strip_prefix("unknown field ") {
        return format!("unknown key {rest}");
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return format!("missing key {rest}");
    }
    match name {
        "listen" => "expected an address with a port in quotes, such as \"127.0.0.1:9464\"".to_owned(),
        "proxy" => "expected an address in quotes, such as \"http://proxy.example:3128\"".to_owned(),
        _ if name.ends_with("_url") => "expected an address in quotes that begins with https://".to_owned(),
        _ => expectation(message),
    }
}

/// What should stand there, without what does: it may be a secret in the wrong place.
fn expectation(message: &str) -> String {
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    match expected.or_else(|| message.strip_prefix("expected ")) {
        Some(expected) if expected.starts_with("struct ") => "expected a section in brackets".to_owned(),
        Some(expected) => format!("expected {expected}"),
        None => "another kind of value belongs there".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = "[cloudya]\naccount = \"K1234\"\n[microsoft]\ntenant = \"example.com\"\nclient_id = \"7\"\n";

    fn refusal(text: &str) -> String {
        SettingsFile::parse(text).unwrap_err().to_string()
    }

    fn refusal_with(section: &str) -> String {
        refusal(&format!("{LEAST}{section}"))
    }

    #[test]
    fn the_least_file_takes_every_default_of_the_engine() {
        let settings = SettingsFile::parse(LEAST).unwrap();
        assert_eq!(settings.for_engine(), Settings::default());
        assert!(settings.status.listen.is_none());
    }

    #[test]
    fn every_documented_key_is_understood() {
        let settings = SettingsFile::parse(
            r#"
            [cloudya]
            account = "K1234"
            cti_url = "https://cti.example/v1"
            configuration_url = "https://pbx.example/configuration/v1"
            token_url = "https://sso.example/token"
            people_csv = "people.csv"
            [microsoft]
            tenant = "example.com"
            client_id = "00000000-0000-0000-0000-000000000001"
            login_url = "https://login.microsoftonline.us"
            graph_url = "https://graph.microsoft.us/v1.0"
            reader = "application"
            [sync]
            direction = "phone-to-teams"
            settle_seconds = 0
            clear_seconds = 0.5
            grace_seconds = 60
            teams_poll_seconds = 10
            duplicates = "leave-out"
            round_size = 500
            [[phone_rule]]
            when = ["InAMeeting", "presenting"]
            held_seconds = 90
            activate_profile = "In a meeting"
            extensions = ["200", "007"]
            max_hours = 2
            [[phone_rule]]
            when = ["DoNotDisturb"]
            activate_profile = "Quiet"
            extensions = "all"
            [network]
            proxy = "http://proxy.example:3128"
            ca_file = "ca.pem"
            [journal]
            keep_days = 30
            [state]
            directory = "/var/lib/presence-sync"
            [status]
            listen = "127.0.0.1:9464"
            "#,
        )
        .unwrap();
        let sync = settings.for_engine();
        assert_eq!((sync.direction, sync.reader), (Direction::PhoneToTeams, Reader::Application));
        assert_eq!((sync.settle_seconds, sync.clear_seconds, sync.grace_seconds), (0.0, 0.5, 60.0));
        assert_eq!((sync.teams_poll_seconds, sync.round_size), (10.0, 500));
        assert_eq!(sync.duplicates, DuplicateRule::LeaveOut);
        assert_eq!(sync.journal_hours, 30 * 24);
        let rules = &sync.phone_rules;
        let extensions = ["200", "007"].map(ExtensionNumber::new).into();
        assert_eq!(rules[0].extensions, RuleExtensions::Listed { extensions });
        assert_eq!((rules[0].switched_on, rules[0].held_seconds, rules[0].max_hours), (true, 90.0, 2.0));
        assert_eq!((&rules[1].extensions, rules[1].held_seconds), (&RuleExtensions::All, 60.0));
    }

    #[test]
    fn the_journal_is_kept_for_whole_hours_or_not_at_all() {
        let hours = |days: &str| {
            let text = format!("{LEAST}[journal]\nkeep_days = {days}\n");
            SettingsFile::parse(&text).unwrap().for_engine().journal_hours
        };
        assert_eq!((hours("0"), hours("0.042"), hours("1.5"), hours("90")), (0, 1, 36, 2_160));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_section_its_line_and_the_known_ones() {
        let refusal = refusal_with("[sync]\nsetle_seconds = 1\n");
        assert!(refusal.starts_with("sync.setle_seconds (line 7): unknown key `setle_seconds`"), "{refusal}");
        assert!(refusal.contains("`settle_seconds`"), "{refusal}");
    }

    #[test]
    fn an_unknown_section_is_named() {
        let refusal = refusal_with("[clouds]\nname = \"x\"\n");
        assert!(refusal.starts_with("clouds (line 6): unknown key"), "{refusal}");
    }

    #[test]
    fn an_unknown_key_of_a_phone_rule_is_named_with_the_rules_place() {
        let refusal = refusal_with("[[phone_rule]]\nwhen = [\"Busy\"]\nactivate_profil = \"x\"\n");
        assert!(refusal.starts_with("phone_rule[0].activate_profil (line 8)"), "{refusal}");
    }

    #[test]
    fn a_missing_key_is_named() {
        let refusal = refusal("[cloudya]\naccount = \"K1\"\n[microsoft]\ntenant = \"example.com\"\n");
        assert!(refusal.contains("missing key `client_id`"), "{refusal}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_names_its_key() {
        let refusal = refusal_with("[sync]\nround_size = \"many\"\n");
        assert!(refusal.starts_with("sync.round_size (line 7)"), "{refusal}");
    }

    #[test]
    fn a_value_that_does_not_fit_is_never_repeated() {
        let account = LEAST.replace("\"K1234\"", "[\"hunter2\"]");
        assert_eq!(refusal(&account), "cloudya.account (line 2): expected a string");
        for (section, what) in [
            ("[sync]\nround_size = \"hunter2\"\n", "sync.round_size (line 7): expected u16"),
            ("[sync]\nround_size = \"hunter2, expected x\"\n", "sync.round_size (line 7): expected u16"),
            ("[sync]\ndirection = \"hunter2\"\n", "sync.direction (line 7): expected one of `both`"),
            ("[status]\nlisten = \"hunter2\"\n", "status.listen (line 7): expected an address with a port"),
            ("[network]\nproxy = \"hunter2\"\n", "network.proxy (line 7): expected an address in quotes"),
            (
                "[[phone_rule]]\nwhen = \"hunter2\"\nactivate_profile = \"x\"\n",
                "phone_rule[0].when (line 7): expected a",
            ),
        ] {
            let refusal = refusal_with(section);
            assert!(refusal.starts_with(what) && !refusal.contains("hunter2"), "{refusal}");
        }
        let section = format!("journal = \"hunter2\"\n{LEAST}");
        assert_eq!(refusal(&section), "journal (line 1): expected a section in brackets");
        let url = LEAST.replace("[microsoft]", "cti_url = \"hunter2\"\n[microsoft]");
        assert_eq!(refusal(&url), "cloudya.cti_url (line 3): expected an address in quotes that begins with https://");
    }

    #[test]
    fn a_secret_in_the_file_is_refused_without_repeating_it() {
        let text = LEAST.replace("[microsoft]", "cti_password = \"hunter2\"\n[microsoft]");
        let refusal = refusal(&text);
        assert!(refusal.starts_with("cloudya.cti_password (line 3)"), "{refusal}");
        assert!(refusal.contains("PRESENCE_SYNC_CTI_PASSWORD"), "{refusal}");
        assert!(!refusal.contains("hunter2"), "{refusal}");
    }

    #[test]
    fn broken_syntax_names_the_line_and_repeats_nothing_of_it() {
        let refusal = refusal_with("password = \"hunter2\n");
        assert!(refusal.contains("(line 6)"), "{refusal}");
        assert!(!refusal.contains("hunter2"), "{refusal}");
    }

    #[test]
    fn relative_paths_begin_where_the_settings_file_lies() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("presence-syncd.toml");
        let section = "[state]\ndirectory = \"state\"\n[network]\nca_file = \"/etc/ca.pem\"\n";
        std::fs::write(&path, format!("{LEAST}{section}")).unwrap();
        let settings = SettingsFile::read(&path).unwrap();
        assert_eq!(settings.state.directory, Some(home.path().join("state")));
        assert_eq!(settings.network.ca_file, Some(PathBuf::from("/etc/ca.pem")));
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = SettingsFile::read(Path::new("/nowhere/presence-syncd.toml")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/presence-syncd.toml"), "{error}");
    }
}
