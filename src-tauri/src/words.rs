//! The sentences that people read outside the window: in the tray, in titles and in notifications.

use engine::{problem::Problem, rules::Language};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use serde_json::{Map, Value};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// One language's sentences, from the files that the window uses too.
pub(crate) struct Words(FluentBundle<FluentResource>);

static GERMAN: LazyLock<Words> = LazyLock::new(|| {
    Words::parse("de", [include_str!("../../ui/locales/opening.de.ftl"), include_str!("../../ui/locales/pages.de.ftl")])
});
static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
    Words::parse("en", [include_str!("../../ui/locales/opening.en.ftl"), include_str!("../../ui/locales/pages.en.ftl")])
});

/// The words of the chosen language; `System` follows the computer, and English stands in for what we do not speak.
pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::De => &GERMAN,
        Language::En => &ENGLISH,
        Language::System if system_locale().to_ascii_lowercase().starts_with("de") => &GERMAN,
        Language::System => &ENGLISH,
    }
}

/// The computer's language as a BCP 47 tag, such as `de-DE`.
pub(crate) fn system_locale() -> String {
    as_tag(&sys_locale::get_locale().unwrap_or_default())
}

/// Servers and containers often speak `C` or nothing, which is no language.
fn as_tag(locale: &str) -> String {
    match locale.parse::<LanguageIdentifier>() {
        Ok(tag) if locale.len() > 1 && !locale.eq_ignore_ascii_case("posix") => tag.to_string(),
        Ok(_) | Err(_) => "en".to_owned(),
    }
}

impl Words {
    /// The sentence of a key. A key without a sentence shows itself, which the tests forbid.
    pub(crate) fn say(&self, key: &str) -> String {
        self.say_with(key, &FluentArgs::new())
    }

    pub(crate) fn say_about<'a>(&self, key: &str, name: &'a str, value: impl Into<FluentValue<'a>>) -> String {
        let mut details = FluentArgs::new();
        details.set(name, value);
        self.say_with(key, &details)
    }

    /// A problem in a title and a text: what happened, what still works, what to do.
    pub(crate) fn explain(&self, problem: &Problem) -> (String, String) {
        let details = self.details(problem);
        let say = |part: &str| self.say_with(&format!("problem-{}-{part}", problem.code()), &details);
        let (title, body) = (say("title"), say("body"));
        // Why Microsoft refuses has sentences of its own.
        match member(problem, "cause") {
            None => (title, format!("{body} {}", say("remedy"))),
            Some(cause) => {
                let because = |part: &str| self.say(&format!("sign-in-cause-{cause}-{part}"));
                (title, format!("{} {body} {}", because("body"), because("remedy")))
            }
        }
    }

    /// The members of a problem under their own names, as the window names them too.
    fn details(&self, problem: &Problem) -> FluentArgs<'static> {
        let mut details = FluentArgs::new();
        for (name, value) in members(problem) {
            match value {
                Value::Number(number) => details.set(name, number.as_f64().unwrap_or_default()),
                Value::String(text) => details.set(name, text),
                Value::Array(items) if items.is_empty() => details.set(name, "none"),
                Value::Array(items) => details.set(name, items.iter().map(plain).collect::<Vec<_>>().join(", ")),
                Value::Object(rule) if name == "rule" => details.set(name, self.say(&rule_key(&rule))),
                Value::Object(reason) => {
                    for (part, value) in &reason {
                        let named = if part == "kind" { name.clone() } else { part.clone() };
                        details.set(named, plain(value));
                    }
                }
                Value::Null => details.set(name, "none"),
                Value::Bool(_) => {}
            }
        }
        details
    }

    fn say_with(&self, key: &str, details: &FluentArgs<'_>) -> String {
        let pattern = self.0.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            tracing::error!(key, "a sentence is missing");
            return key.to_owned();
        };
        let mut faults = Vec::new();
        let sentence = self.0.format_pattern(pattern, Some(details), &mut faults).into_owned();
        if !faults.is_empty() {
            tracing::warn!(key, ?faults, "a sentence has a gap");
        }
        sentence
    }

    /// The files are part of the program, and a test reads them: what is broken in them is left out, not fatal.
    fn parse(language: &str, texts: [&str; 2]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse::<LanguageIdentifier>().unwrap_or_default()]);
        // Menus and title bars show the isolation marks as boxes.
        bundle.set_use_isolating(false);
        for text in texts {
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, faults)| {
                tracing::error!(%language, count = faults.len(), "sentences cannot be read");
                readable
            });
            bundle.add_resource_overriding(resource);
        }
        Self(bundle)
    }
}

/// A problem as it crosses the boundary to the window.
fn members(problem: &Problem) -> Map<String, Value> {
    match serde_json::to_value(problem) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => Map::new(),
    }
}

fn member(problem: &Problem, name: &str) -> Option<String> {
    members(problem).get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The sentence for the rule that settled a duplicate.
fn rule_key(rule: &Map<String, Value>) -> String {
    let part = |name| rule.get(name).and_then(Value::as_str);
    format!("rule-{}", part("rule").or(part("kind")).unwrap_or_default())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{
        ExtensionNumber, Round,
        problem::{Permission, Recovered, SignInCause, Unfit},
    };

    #[test]
    fn sentences_follow_the_reason_and_what_is_absent() {
        let words = words(Language::En);
        let (application, _) = words.explain(&Problem::ReadingForbidden { round: None });
        let (sync_user, _) = words.explain(&Problem::ReadingForbidden { round: Some(Round(1)) });
        assert_ne!(application, sync_user);
        let address = "reader@contoso.de".to_owned();
        let reason = Unfit::Person { extension: ExtensionNumber::new("104") };
        let (title, _) = words.explain(&Problem::SyncUserUnfit { round: Round(1), address, reason });
        assert!(title.contains("reader@contoso.de") && title.contains("104"), "{title}");
    }

    #[test]
    fn a_problem_is_explained_with_its_details_and_what_to_do() {
        let round = Round(2);
        let lapsed = Problem::SignInLapsed { round, code: Some(50_057), cause: SignInCause::AccountBlocked };
        for language in [Language::De, Language::En] {
            let words = words(language);
            let (title, body) = words.explain(&lapsed);
            assert!(title.contains('2'), "{title}");
            assert!(body.contains(&words.say("sign-in-cause-account-blocked-remedy")), "{body}");
        }
    }

    #[test]
    fn every_notification_has_its_sentences_in_both_languages() {
        let code = Some(7_000_222);
        let round = Round(1);
        let problems = [
            Problem::CloudyaCredentialsRejected,
            Problem::ConfigurationCredentialsRejected,
            Problem::ConnectorActive,
            Problem::ApplicationCredentialExpired { code },
            Problem::ApplicationCredentialRejected { code },
            Problem::ConsentMissing { missing: vec![Permission::PresenceReadWriteAll, Permission::UserReadAll] },
            Problem::SignInLapsed { round, code: None, cause: SignInCause::Revoked },
            Problem::ReadingForbidden { round: None },
            Problem::ReadingForbidden { round: Some(round) },
            Problem::WritingForbidden,
            Problem::CloudyaStreamLost,
            Problem::MicrosoftUnreachable,
            Problem::VaultUnavailable,
            Problem::DiskUnavailable,
            Problem::SettingsDamaged { recovered: Recovered::Yes },
            Problem::SettingsDamaged { recovered: Recovered::No },
            Problem::JournalDamaged { recovered: Recovered::Yes },
            Problem::JournalDamaged { recovered: Recovered::No },
        ];
        for language in [Language::De, Language::En] {
            for problem in &problems {
                let (title, body) = words(language).explain(problem);
                for text in [&title, &body] {
                    assert!(!text.contains("problem-") && !text.contains("sign-in-cause-"), "no sentence: {text}");
                    assert!(!text.contains('{'), "a gap in: {text}");
                }
            }
        }
        let (_, body) = words(Language::En).explain(&problems[5]);
        assert!(body.contains("Presence.ReadWrite.All, User.Read.All"), "{body}");
    }

    #[test]
    fn the_computers_language_is_a_tag_that_a_browser_understands() {
        assert_eq!(as_tag("de-AT"), "de-AT");
        assert_eq!(as_tag("de_DE"), "de-DE");
        for nothing in ["", "C", "POSIX", "not a language"] {
            assert_eq!(as_tag(nothing), "en", "{nothing}");
        }
    }

    #[test]
    fn what_is_not_translated_shows_its_key_instead_of_nothing() {
        assert_eq!(words(Language::En).say("no-such-sentence"), "no-such-sentence");
    }
}
