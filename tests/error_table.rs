//! The table of Microsoft's numbers: every number that the driver knows is explained in both languages, on one page to read.

use driver::microsoft::aadsts::CAUSES;
use expect_test::expect_file;
use fluent_bundle::{FluentBundle, FluentResource};
use std::{collections::BTreeSet, fmt::Write};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../ui/locales/aadsts.en.ftl");
const GERMAN: &str = include_str!("../ui/locales/aadsts.de.ftl");

/// The window's own words, which the sentences quote where they name a button.
const WINDOW_ENGLISH: &str = include_str!("../ui/locales/pages.en.ftl");
const WINDOW_GERMAN: &str = include_str!("../ui/locales/pages.de.ftl");

/// The keys of a file, in its order. It holds nothing else than comments, explanations and remedies.
fn keys(text: &str) -> Vec<&str> {
    let lines =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("    .remedy = "));
    lines.map(|line| line.split_once(" = ").unwrap_or_else(|| panic!("neither key nor remedy: {line}")).0).collect()
}

struct Explained {
    meaning: String,
    remedy: String,
}

fn open(language: &str, texts: [&str; 2]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![language.parse::<LanguageIdentifier>().unwrap()]);
    for text in texts {
        bundle.add_resource(FluentResource::try_new(text.to_owned()).unwrap()).unwrap();
    }
    bundle
}

fn explain(bundle: &FluentBundle<FluentResource>, number: u32) -> Explained {
    let message =
        bundle.get_message(&format!("aadsts-{number}")).unwrap_or_else(|| panic!("{number} is not explained"));
    let say = |pattern| {
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, None, &mut faults).into_owned();
        assert!(faults.is_empty(), "{number}: {faults:?}");
        assert!(text.ends_with('.') && !text.contains(['{', '|', '\n']), "{number}: not a plain sentence: {text}");
        assert!(!text.contains(&number.to_string()), "{number} is shown beside the sentence already: {text}");
        text
    };
    let remedy = message.get_attribute("remedy").unwrap_or_else(|| panic!("{number} has no remedy"));
    assert_eq!(message.attributes().count(), 1, "{number} has more than a remedy");
    Explained {
        meaning: say(message.value().unwrap_or_else(|| panic!("{number} has no meaning"))),
        remedy: say(remedy.value()),
    }
}

#[test]
fn exactly_the_numbers_that_the_driver_knows_are_explained_in_both_languages() {
    let known: BTreeSet<String> = CAUSES.iter().map(|(number, _)| format!("aadsts-{number}")).collect();
    for text in [ENGLISH, GERMAN] {
        let keys = keys(text);
        let explained: BTreeSet<String> = keys.iter().map(|&key| key.to_owned()).collect();
        assert_eq!(explained, known);
        assert_eq!(explained.len(), keys.len(), "a number is explained twice");
    }
}

#[test]
fn every_sentence_of_the_error_table_can_be_read_on_one_page() {
    let (english, german) = (open("en", [ENGLISH, WINDOW_ENGLISH]), open("de", [GERMAN, WINDOW_GERMAN]));
    let mut causes = CAUSES.to_vec();
    causes.sort_unstable_by_key(|(number, _)| *number);
    let mut page = "# What Microsoft’s numbers mean, and what to do\n\n".to_owned();
    page.push_str(
        "| AADSTS | Cause | Meaning | What to do | Bedeutung | Was zu tun ist |\n|---|---|---|---|---|---|\n",
    );
    for (number, cause) in causes {
        let (en, de) = (explain(&english, number), explain(&german, number));
        assert_ne!(en.meaning, de.meaning, "{number} is not translated");
        assert_ne!(en.remedy, de.remedy, "{number} is not translated");
        let cause = serde_json::to_value(cause).unwrap();
        let cause = cause.as_str().unwrap();
        writeln!(page, "| {number} | {cause} | {} | {} | {} | {} |", en.meaning, en.remedy, de.meaning, de.remedy)
            .unwrap();
    }
    expect_file!["snapshots/error_table.md"].assert_eq(&page);
}
