//! The part of OData's `$filter` that directory lists understand without advanced queries.

use crate::{cast::Person, microsoft::directory::property};

/// A condition on a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    Equals(String, String),
    /// `accountEnabled eq true`.
    IsBool(String, bool),
    StartsWith(String, String),
    In(String, Vec<String>),
    /// `proxyAddresses/any(p:p eq '…')`.
    AnyEquals(String, String),
    AnyStartsWith(String, String),
    All(Vec<Self>),
    Either(Vec<Self>),
}

impl Filter {
    /// `None` when the text is not understood.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let either = split_outside_quotes(text, " or ");
        if either.len() > 1 {
            return Some(Self::Either(either.into_iter().map(Self::parse).collect::<Option<_>>()?));
        }
        let all = split_outside_quotes(text, " and ");
        if all.len() > 1 {
            return Some(Self::All(all.into_iter().map(Self::parse).collect::<Option<_>>()?));
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            return Self::parse(inner);
        }
        Self::simple(text)
    }

    fn simple(text: &str) -> Option<Self> {
        if let Some((property, lambda)) = text.split_once("/any(") {
            let (variable, condition) = lambda.strip_suffix(')')?.split_once(':')?;
            return match Self::simple(condition.trim())? {
                Self::Equals(name, value) if name == variable.trim() => {
                    Some(Self::AnyEquals(property.to_owned(), value))
                }
                Self::StartsWith(name, value) if name == variable.trim() => {
                    Some(Self::AnyStartsWith(property.to_owned(), value))
                }
                Self::Equals(..)
                | Self::StartsWith(..)
                | Self::IsBool(..)
                | Self::In(..)
                | Self::AnyEquals(..)
                | Self::AnyStartsWith(..)
                | Self::All(_)
                | Self::Either(_) => None,
            };
        }
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("startswith(") {
            let (name, value) = text["startswith(".len()..].strip_suffix(')')?.split_once(',')?;
            return Some(Self::StartsWith(name.trim().to_owned(), literal(value)?));
        }
        if let Some((name, list)) = text.split_once(" in ") {
            let list = list.trim().strip_prefix('(')?.strip_suffix(')')?;
            let values = split_outside_quotes(list, ",").into_iter().map(literal).collect::<Option<_>>()?;
            return Some(Self::In(name.trim().to_owned(), values));
        }
        let (name, value) = text.split_once(" eq ")?;
        let name = name.trim().to_owned();
        match value.trim() {
            "true" => Some(Self::IsBool(name, true)),
            "false" => Some(Self::IsBool(name, false)),
            quoted => Some(Self::Equals(name, literal(quoted)?)),
        }
    }

    pub(crate) fn matches(&self, user: &Person) -> bool {
        let text = |name: &str| property(user, name).as_str().map(str::to_lowercase);
        let any = |name: &str, test: &dyn Fn(&str) -> bool| {
            property(user, name).as_array().is_some_and(|values| {
                values.iter().filter_map(|value| value.as_str()).any(|value| test(&value.to_lowercase()))
            })
        };
        match self {
            Self::Equals(name, value) => text(name).is_some_and(|have| have == value.to_lowercase()),
            Self::IsBool(name, value) => property(user, name) == *value,
            Self::StartsWith(name, value) => text(name).is_some_and(|have| have.starts_with(&value.to_lowercase())),
            Self::In(name, values) => {
                text(name).is_some_and(|have| values.iter().any(|value| value.to_lowercase() == have))
            }
            Self::AnyEquals(name, value) => any(name, &|have| have == value.to_lowercase()),
            Self::AnyStartsWith(name, value) => any(name, &|have| have.starts_with(&value.to_lowercase())),
            Self::All(filters) => filters.iter().all(|filter| filter.matches(user)),
            Self::Either(filters) => filters.iter().any(|filter| filter.matches(user)),
        }
    }
}

/// A quoted text, in which a doubled quote stands for one.
fn literal(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}

fn split_outside_quotes<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut depth) = (0, false, 0_usize);
    for (index, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if !quoted && depth == 0 && index >= start && text[index..].starts_with(separator) {
            parts.push(&text[start..index]);
            start = index + separator.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_the_reference_are_understood() {
        let equals = |name: &str, value: &str| Filter::Equals(name.to_owned(), value.to_owned());
        assert_eq!(Filter::parse("mail eq 'o''neil@b'"), Some(equals("mail", "o'neil@b")));
        assert_eq!(
            Filter::parse("proxyAddresses/any(p:p eq 'smtp:a@b')"),
            Some(Filter::AnyEquals("proxyAddresses".to_owned(), "smtp:a@b".to_owned()))
        );
        assert_eq!(
            Filter::parse("mail eq 'a or b' or startsWith(displayName,'An')"),
            Some(Filter::Either(vec![
                equals("mail", "a or b"),
                Filter::StartsWith("displayName".to_owned(), "An".to_owned())
            ]))
        );
        assert_eq!(Filter::parse("accountEnabled eq true"), Some(Filter::IsBool("accountEnabled".to_owned(), true)));
        assert_eq!(Filter::parse("mail ne 'a'"), None);
    }
}
