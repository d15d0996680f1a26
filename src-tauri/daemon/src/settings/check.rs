//! Checks of the settings that types alone cannot make, each with what to write instead.

use super::{ForWhom, SettingsError, SettingsFile, WrittenRule};
use engine::rules::Settings;
use std::ops::RangeInclusive;
use url::{Host, Url};

pub(super) fn settings(file: &SettingsFile) -> Result<(), SettingsError> {
    let (cloudya, microsoft) = (&file.cloudya, &file.microsoft);
    not_empty("cloudya.account", &cloudya.account, "write the K-account, such as \"K1234\"")?;
    not_empty("microsoft.tenant", &microsoft.tenant, "write a verified domain or the tenant id")?;
    let application = "write the application (client) id of the app registration";
    not_empty("microsoft.client_id", &microsoft.client_id, application)?;
    for (key, url) in [
        ("cloudya.cti_url", &cloudya.cti_url),
        ("cloudya.configuration_url", &cloudya.configuration_url),
        ("cloudya.token_url", &cloudya.token_url),
        ("microsoft.login_url", &microsoft.login_url),
        ("microsoft.graph_url", &microsoft.graph_url),
    ] {
        if let Some(url) = url {
            safe_address(key, url)?;
        }
    }
    if let Some(proxy) = &file.network.proxy
        && !["http", "https", "socks5"].contains(&proxy.scheme())
    {
        return Err(SettingsError::new(
            "network.proxy",
            "write an address that begins with http://, https:// or socks5://",
        ));
    }
    sync(&file.for_engine())?;
    match file.journal.keep_days {
        None | Some(0.0) => {}
        Some(days) => within("journal.keep_days", days, 1.0 / 24.0..=90.0, "0 (off), or 0.042 (one hour) to 90")?,
    }
    file.phone_rules.iter().enumerate().try_for_each(|(index, rule)| phone_rule(index, rule))
}

/// The engine knows the ranges; it would move a number silently, and a file should say what happens.
fn sync(written: &Settings) -> Result<(), SettingsError> {
    let allowed = written.clone().clamped();
    for (key, written, allowed) in [
        ("settle_seconds", written.settle_seconds, allowed.settle_seconds),
        ("clear_seconds", written.clear_seconds, allowed.clear_seconds),
        ("grace_seconds", written.grace_seconds, allowed.grace_seconds),
        ("teams_poll_seconds", written.teams_poll_seconds, allowed.teams_poll_seconds),
        ("round_size", written.round_size.into(), allowed.round_size.into()),
    ] {
        if written != allowed {
            return Err(SettingsError::new(
                format!("sync.{key}"),
                format!("{written} is out of range; the nearest that is allowed is {allowed}"),
            ));
        }
    }
    Ok(())
}

fn phone_rule(index: usize, rule: &WrittenRule) -> Result<(), SettingsError> {
    let key = |name: &str| format!("phone_rule[{index}].{name}");
    if rule.when.is_empty() {
        return Err(SettingsError::new(key("when"), "name at least one Teams activity, such as \"InAMeeting\""));
    }
    let is_known = |word: &str| ACTIVITIES.iter().any(|activity| activity.eq_ignore_ascii_case(word));
    if let Some(unknown) = rule.when.iter().find(|word| !is_known(word)) {
        let what = format!("\"{unknown}\" is no Teams activity; known are {}", ACTIVITIES.join(", "));
        return Err(SettingsError::new(key("when"), what));
    }
    not_empty(&key("activate_profile"), &rule.activate_profile, "write the name of a call-forward profile")?;
    within(key("held_seconds"), rule.held_seconds, 0.0..=3_600.0, "a number from 0 to 3600")?;
    within(key("max_hours"), rule.max_hours, 0.01..=24.0, "a number from 0.01 to 24")?;
    match &rule.extensions {
        ForWhom::Listed(list) if list.is_empty() => {
            Err(SettingsError::new(key("extensions"), "name at least one extension, or write \"all\""))
        }
        ForWhom::Listed(_) | ForWhom::All => Ok(()),
    }
}

/// The Teams activities that Microsoft documents, and `Focusing`, which Teams shows and the documents leave out.
const ACTIVITIES: [&str; 16] = [
    "Available",
    "Away",
    "BeRightBack",
    "Busy",
    "DoNotDisturb",
    "Focusing",
    "InACall",
    "InAConferenceCall",
    "Inactive",
    "InAMeeting",
    "Offline",
    "OffWork",
    "OutOfOffice",
    "PresenceUnknown",
    "Presenting",
    "UrgentInterruptionsOnly",
];

/// Tokens and passwords go to these addresses: in clear only where they do not leave the computer.
fn safe_address(key: &str, url: &Url) -> Result<(), SettingsError> {
    let stays_here = match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if stays_here => Ok(()),
        "http" => Err(SettingsError::new(key, "http is accepted for loopback only; write https")),
        _ => Err(SettingsError::new(key, "write an address that begins with https://")),
    }
}

fn not_empty(key: &str, text: &str, remedy: &str) -> Result<(), SettingsError> {
    match text.trim() {
        "" => Err(SettingsError::new(key, format!("is empty; {remedy}"))),
        _ => Ok(()),
    }
}

fn within(key: impl Into<String>, value: f64, range: RangeInclusive<f64>, allowed: &str) -> Result<(), SettingsError> {
    match range.contains(&value) {
        true => Ok(()),
        false => Err(SettingsError::new(key, format!("{value} is out of range; write {allowed}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(section: &str) -> String {
        let least = "[cloudya]\naccount = \"K1\"\n[microsoft]\ntenant = \"example.com\"\nclient_id = \"7\"\n";
        SettingsFile::parse(&format!("{least}{section}")).unwrap_err().to_string()
    }

    fn verdict(url: &str) -> Result<(), SettingsError> {
        safe_address("key", &Url::parse(url).unwrap())
    }

    #[test]
    fn http_is_accepted_for_loopback_only() {
        for fine in ["https://a.example", "http://localhost:1", "http://127.0.0.1:1/v1", "http://[::1]:1"] {
            assert!(verdict(fine).is_ok(), "{fine}");
        }
        for refused in ["http://a.example", "http://127.0.0.1.a.example", "http://10.0.0.1", "ftp://localhost"] {
            assert!(verdict(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn an_address_in_clear_names_its_key() {
        let text = "[cloudya]\naccount = \"K1\"\ncti_url = \"http://cti.example/v1\"\n\
                    [microsoft]\ntenant = \"example.com\"\nclient_id = \"7\"\n";
        let refusal = SettingsFile::parse(text).unwrap_err().to_string();
        assert_eq!(refusal, "cloudya.cti_url: http is accepted for loopback only; write https");
    }

    #[test]
    fn an_empty_account_says_what_to_write() {
        let text = "[cloudya]\naccount = \" \"\n[microsoft]\ntenant = \"example.com\"\nclient_id = \"7\"\n";
        let refusal = SettingsFile::parse(text).unwrap_err().to_string();
        assert!(refusal.starts_with("cloudya.account: is empty; write the K-account"), "{refusal}");
    }

    #[test]
    fn a_number_out_of_range_names_the_nearest_that_is_allowed() {
        assert_eq!(
            refusal("[sync]\nround_size = 651\n"),
            "sync.round_size: 651 is out of range; the nearest that is allowed is 650"
        );
        assert!(refusal("[sync]\nsettle_seconds = -1\n").starts_with("sync.settle_seconds: -1 is out of range"));
        assert!(refusal("[sync]\ngrace_seconds = nan\n").starts_with("sync.grace_seconds: NaN is out of range"));
        assert!(refusal("[journal]\nkeep_days = 91\n").starts_with("journal.keep_days: 91 is out of range"));
    }

    #[test]
    fn a_proxy_of_another_kind_is_refused() {
        assert!(refusal("[network]\nproxy = \"ftp://proxy.example\"\n").starts_with("network.proxy: write an address"));
    }

    /// Whoever reads of a state in the window can write it here as well.
    #[test]
    fn every_state_that_the_window_offers_for_a_rule_is_known_here() {
        let window = include_str!("../../../../ui/src/model/settings.ts");
        let (_, list) = window.split_once("RULE_STATES = [").unwrap();
        let (list, _) = list.split_once(']').unwrap();
        let offered: Vec<_> = list.split('"').skip(1).step_by(2).collect();
        assert!(offered.contains(&"InAMeeting"), "{offered:?}");
        let unknown: Vec<_> = offered.iter().filter(|state| !ACTIVITIES.contains(state)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn a_phone_rule_is_checked_key_by_key() {
        let rule = |lines: &str| refusal(&format!("[[phone_rule]]\nactivate_profile = \"x\"\n{lines}\n"));
        assert!(rule("when = []").starts_with("phone_rule[0].when: name at least one Teams activity"));
        assert!(rule("when = [\"Lunch\"]").starts_with("phone_rule[0].when: \"Lunch\" is no Teams activity"));
        assert!(rule("when = [\"Busy\"]\nheld_seconds = -1").starts_with("phone_rule[0].held_seconds: -1 is out of"));
        assert!(rule("when = [\"Busy\"]\nmax_hours = 0").starts_with("phone_rule[0].max_hours: 0 is out of"));
        assert!(rule("when = [\"Busy\"]\nextensions = []").starts_with("phone_rule[0].extensions: name at least"));
        assert!(rule("when = [\"Busy\"]\nextensions = \"some\"").contains("expected \"all\" or a list"));
        assert!(
            refusal("[[phone_rule]]\nwhen = [\"Busy\"]\nactivate_profile = \"\"\n")
                .starts_with("phone_rule[0].activate_profile: is empty")
        );
    }
}
