//! The list of voicemail e-mails that replaces the PBX Configuration API: one line per extension.

use engine::{ExtensionNumber, request::ImportedEmail};
use std::{collections::BTreeMap, fmt};

/// Everything that is wrong with a list, so that it can be put right at once.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ListErrors(Vec<LineError>);

/// Lines count from 1, as editors show them.
#[derive(Debug, PartialEq, Eq)]
struct LineError {
    line: usize,
    what: String,
}

/// Reads `extension;email` or `extension,email`, with a heading or without, in UTF-8 with or without a mark.
/// An empty address means that the extension has none. Empty lines are skipped.
pub(crate) fn parse(text: &str) -> Result<Vec<ImportedEmail>, ListErrors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = if text.lines().next().is_some_and(|first| first.contains(';')) { ';' } else { ',' };
    let (mut emails, mut errors) = (Vec::new(), Vec::new());
    let mut seen = BTreeMap::new();
    for (index, written) in text.lines().enumerate() {
        let line = index + 1;
        let cells = written.split(separator).map(unquoted).collect::<Vec<_>>();
        let what = match cells.as_slice() {
            [""] => continue,
            [first, ..] if line == 1 && is_heading(first) => continue,
            [extension, email] => match checked(extension, email) {
                Ok(email) => match seen.insert(email.extension.clone(), line) {
                    None => {
                        emails.push(email);
                        continue;
                    }
                    Some(before) => format!("extension {extension} stands on line {before} already"),
                },
                Err(what) => what,
            },
            [_] => format!("no \"{separator}\" between extension and e-mail address"),
            [_, _, _, ..] | [] => format!("{} columns instead of extension and e-mail address", cells.len()),
        };
        errors.push(LineError { line, what });
    }
    if errors.is_empty() { Ok(emails) } else { Err(ListErrors(errors)) }
}

fn checked(extension: &str, email: &str) -> Result<ImportedEmail, String> {
    if extension.is_empty() {
        return Err("the extension is missing".to_owned());
    }
    if !extension.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(format!("\"{extension}\" is no extension number"));
    }
    let is_address = email.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !domain.contains('@') && !email.contains(char::is_whitespace)
    });
    if !email.is_empty() && !is_address {
        // Not repeated: errors end up in logs, and addresses do not belong there.
        return Err("the second column is no e-mail address".to_owned());
    }
    Ok(ImportedEmail { extension: ExtensionNumber::new(extension), email: email.to_owned() })
}

/// A heading names its columns; an extension number has a digit in it.
fn is_heading(first: &str) -> bool {
    !first.is_empty() && !first.contains(|c: char| c.is_ascii_digit())
}

fn unquoted(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(cell).trim()
}

impl std::error::Error for ListErrors {}

impl fmt::Display for ListErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 20;
        for (index, LineError { line, what }) in self.0.iter().take(SHOWN).enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}line {line}: {what}")?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let emails = parse(text).unwrap();
        emails.into_iter().map(|email| (email.extension.to_string(), email.email)).collect()
    }

    fn pair(extension: &str, email: &str) -> (String, String) {
        (extension.to_owned(), email.to_owned())
    }

    #[test]
    fn both_separators_and_both_forms_are_read() {
        let expected = [pair("007", "a@example.com"), pair("200", "")];
        assert_eq!(pairs("007;a@example.com\n200;\n"), expected);
        assert_eq!(pairs("extension,email\r\n007,a@example.com\r\n200,\r\n"), expected);
        assert_eq!(pairs("\u{feff}Nebenstelle;E-Mail\n\"007\" ; \"a@example.com\"\n\n200;"), expected);
    }

    #[test]
    fn every_wrong_line_is_named() {
        let errors = parse("extension;email\n200\n201;nobody\n;a@example.com\n20 2;\n1;2;3\n7;\n7;x@y\n").unwrap_err();
        assert_eq!(
            errors.to_string(),
            "line 2: no \";\" between extension and e-mail address\n\
             line 3: the second column is no e-mail address\n\
             line 4: the extension is missing\n\
             line 5: \"20 2\" is no extension number\n\
             line 6: 3 columns instead of extension and e-mail address\n\
             line 8: extension 7 stands on line 7 already"
        );
    }

    #[test]
    fn a_hopeless_list_does_not_fill_the_screen() {
        let text = "x1\n".repeat(25);
        let shown = parse(&text).unwrap_err().to_string();
        assert_eq!(shown.lines().count(), 21);
        assert!(shown.ends_with("and 5 more"), "{shown}");
    }
}
