//! The sentences that people read outside the window: in the tray, in titles and in notifications.

use engine::{problem::Problem, rules::Language};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// One language's sentences, from the file that the window uses too.
pub(crate) struct Words(FluentBundle<FluentResource>);

static GERMAN: LazyLock<Words> = LazyLock::new(|| Words::parse("de", include_str!("../../ui/locales/de.ftl")));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::parse("en", include_str!("../../ui/locales/en.ftl")));

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
    sys_locale::get_locale().unwrap_or_else(|| "en".to_owned())
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

    /// Title and body of a problem.
    pub(crate) fn explain(&self, problem: &Problem) -> (String, String) {
        let details = details(problem);
        let key = format!("problem-{}", problem.code());
        (self.say_with(&format!("{key}-title"), &details), self.say_with(&format!("{key}-body"), &details))
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
    fn parse(language: &str, text: &str) -> Self {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, faults)| {
            tracing::error!(%language, count = faults.len(), "sentences cannot be read");
            readable
        });
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse::<LanguageIdentifier>().unwrap_or_default()]);
        // Menus and title bars show the isolation marks as boxes.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }
}

/// The members of a problem as the window names them: lists become their text, what is absent becomes empty.
fn details(problem: &Problem) -> FluentArgs<'static> {
    let mut details = FluentArgs::new();
    let Ok(serde_json::Value::Object(members)) = serde_json::to_value(problem) else { return details };
    for (name, value) in members {
        details.set(name, fluent(value));
    }
    details
}

fn fluent(value: serde_json::Value) -> FluentValue<'static> {
    use serde_json::Value;
    match value {
        Value::Number(number) => FluentValue::from(number.as_f64().unwrap_or_default()),
        Value::String(text) => FluentValue::from(text),
        Value::Bool(truth) => FluentValue::from(truth.to_string()),
        Value::Array(items) => FluentValue::from(items.into_iter().map(plain).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Object(_) => FluentValue::from(""),
    }
}

fn plain(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}
