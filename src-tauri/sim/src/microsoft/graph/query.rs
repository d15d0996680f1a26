//! OData query options, and the links by which a client reads on.

use std::{collections::HashMap, time::Duration};

use super::{
    super::{
        Microsoft,
        call::Call,
        directory::{DEFAULT_PROPERTIES, PROPERTIES, PROPERTIES_ELSEWHERE},
        tokens::random_text,
    },
    answer::Answer,
};

/// What a link stands for.
#[derive(Clone)]
pub(crate) enum Link {
    /// The rest of a list of users.
    Users { remaining: Vec<String>, select: Vec<String>, top: usize },
    /// The rest of a delta answer, which will end at `version`.
    DeltaPage { remaining: Vec<String>, select: Vec<String>, version: u64 },
    /// Where a later delta query begins.
    DeltaEnd { select: Vec<String>, version: u64, issued: Duration },
}

/// Every link that was handed out: the token, the whole query as it was written, and the meaning.
#[derive(Default)]
pub(crate) struct Links(HashMap<String, (String, Link)>);

impl Microsoft {
    /// Keeps the link and gives its query, which begins with `prefix` and ends with the token.
    pub(crate) fn new_link(&self, prefix: &str, link: Link) -> String {
        let token = random_text(4);
        let query = format!("{prefix}{token}");
        self.state().links.0.insert(token, (query.clone(), link));
        query
    }

    /// The meaning of a link that was followed; links must be followed as they were written.
    pub(crate) fn followed(&self, call: &Call, token: &str) -> Option<Link> {
        let (query, link) = self.state().links.0.get(token).cloned()?;
        if query != call.raw_query {
            self.graph_violation("a next or delta link was not followed verbatim");
        }
        Some(link)
    }

    /// Refuses what the endpoint does not take. Any unknown name is also a violation.
    pub(crate) fn check_options(&self, call: &Call, known: &[&str]) -> Result<(), Answer> {
        for (name, _) in &call.query {
            if !known.contains(&name.as_str()) {
                self.graph_violation(format!("/{}: unknown query option {name:?}", call.path.join("/")));
                if name.starts_with('$') {
                    let message = format!("The query parameter '{name}' is not supported.");
                    return Err(Answer::error(400, "Request_BadRequest", &message));
                }
            }
        }
        Ok(())
    }

    /// `$select` of a user, or the default properties.
    pub(crate) fn selected(&self, call: &Call) -> Result<Vec<String>, Answer> {
        let Some(select) = option(call, "$select") else {
            return Ok(DEFAULT_PROPERTIES.iter().map(|name| (*name).to_owned()).collect());
        };
        let mut names = Vec::new();
        for name in select.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if PROPERTIES_ELSEWHERE.contains(&name) {
                return Err(Answer::error(501, "NotImplemented", "The property cannot be selected in a collection."));
            }
            let Some(known) = PROPERTIES.iter().find(|known| known.eq_ignore_ascii_case(name)) else {
                self.graph_violation(format!("users: unknown property {name:?} in $select"));
                let message = format!("Could not find a property named '{name}' on type 'microsoft.graph.user'.");
                return Err(Answer::error(400, "BadRequest", &message));
            };
            names.push((*known).to_owned());
        }
        Ok(names)
    }
}

pub(crate) fn option<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    call.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
