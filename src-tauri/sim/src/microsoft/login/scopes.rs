//! Reading a `scope` parameter: OpenID scopes, named permissions of Graph, or its `.default`.

use super::{
    super::{
        Microsoft,
        permissions::{GRAPH_APP_ID, OPENID_SCOPES, permission},
    },
    problem::{Problem, problem},
};

/// What a `scope` parameter asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) openid: Vec<String>,
    pub(crate) permissions: Permissions,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Permissions {
    /// Everything the registration lists.
    Default,
    /// Delegated permissions in their official spelling.
    Named(Vec<String>),
}

impl Microsoft {
    pub(crate) fn read_scopes(&self, scope: &str) -> Result<Asked, Problem> {
        let mut openid = Vec::new();
        let mut named: Vec<String> = Vec::new();
        let mut default = false;
        for part in scope.split_ascii_whitespace() {
            if OPENID_SCOPES.contains(&part) {
                openid.push(part.to_owned());
                continue;
            }
            let name = self.without_resource(part)?;
            if name == ".default" {
                default = true;
            } else {
                let known = permission(name).filter(|permission| permission.delegated_id.is_some());
                let known = known.ok_or_else(|| problem(70011).naming(part))?;
                named.push(known.name.to_owned());
            }
        }
        match (default, named.is_empty()) {
            (true, false) => Err(problem(70011).naming(".default")),
            (true, true) => Ok(Asked { openid, permissions: Permissions::Default }),
            (false, _) => Ok(Asked { openid, permissions: Permissions::Named(named) }),
        }
    }

    /// The last part of `https://graph…/Name`, `{GUID of Graph}/Name` or the bare name.
    fn without_resource<'a>(&self, part: &'a str) -> Result<&'a str, Problem> {
        let Some((resource, name)) = part.rsplit_once('/') else {
            return Ok(part);
        };
        let graph = [self.graph_origin(), "https://graph.microsoft.com", GRAPH_APP_ID];
        if graph.contains(&resource.trim_end_matches('/')) { Ok(name) } else { Err(problem(500011).naming(part)) }
    }

    /// The delegated permissions that are asked for, with `.default` spelled out.
    pub(crate) fn delegated(&self, asked: &Asked) -> Vec<String> {
        match &asked.permissions {
            Permissions::Named(names) => names.clone(),
            Permissions::Default => self.state().registration.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        }
    }
}
