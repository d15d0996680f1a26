//! How an answer travels back to the application: query, fragment or a form that posts itself.

use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use url::form_urlencoded;

use super::pages::escaped;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

impl ResponseMode {
    /// The default of the code flow is `query`.
    pub(crate) fn parse(value: Option<&str>) -> Option<Self> {
        match value {
            None | Some("query") => Some(Self::Query),
            Some("fragment") => Some(Self::Fragment),
            Some("form_post") => Some(Self::FormPost),
            Some(_) => None,
        }
    }
}

pub(crate) fn redirect(uri: &str, mode: ResponseMode, fields: &[(&str, String)]) -> Response {
    let encoded: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let target = with_path(uri);
    let location = match mode {
        ResponseMode::Query if target.contains('?') => format!("{target}&{encoded}"),
        ResponseMode::Query => format!("{target}?{encoded}"),
        ResponseMode::Fragment => format!("{target}#{encoded}"),
        ResponseMode::FormPost => return form_post(uri, fields),
    };
    match HeaderValue::from_str(&location) {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// An address without a path comes back with a slash.
fn with_path(uri: &str) -> String {
    match uri.split_once("://") {
        Some((scheme, rest)) if scheme.starts_with("http") && !rest.contains('/') => {
            format!("{uri}/")
        }
        _ => uri.to_owned(),
    }
}

fn form_post(uri: &str, fields: &[(&str, String)]) -> Response {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| format!(r#"<input type="hidden" name="{}" value="{}">"#, escaped(name), escaped(value)))
        .collect();
    let page = format!(
        r#"<!doctype html><title>Working…</title><form method="post" action="{}">{inputs}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>"#,
        escaped(uri)
    );
    Html(page).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(uri: &str, mode: ResponseMode) -> String {
        let response = redirect(uri, mode, &[("code", "a b".to_owned())]);
        response.headers()["location"].to_str().unwrap().to_owned()
    }

    #[test]
    fn an_address_without_a_path_comes_back_with_a_slash() {
        assert_eq!(location("http://localhost:53124", ResponseMode::Query), "http://localhost:53124/?code=a+b");
        assert_eq!(location("http://localhost:1/x", ResponseMode::Query), "http://localhost:1/x?code=a+b");
        assert_eq!(location("http://localhost:1/", ResponseMode::Fragment), "http://localhost:1/#code=a+b");
        assert_eq!(location("msalc1://auth", ResponseMode::Query), "msalc1://auth?code=a+b");
    }
}
