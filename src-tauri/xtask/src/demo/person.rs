//! Somebody in front of the simulated sign-in pages: reads a form, fills it in, presses the main button.

use super::company::agent;
use anyhow::Context as _;

/// What this person would type into a field of this name.
pub(super) struct Person<'a> {
    pub(super) account: &'a str,
    pub(super) password: &'a str,
    /// For the page that asks for the code of another device.
    pub(super) device_code: &'a str,
}

/// A form as far as somebody needs to see it.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    action: String,
    fields: Vec<String>,
    /// Name and value of the first button.
    button: Option<(String, String)>,
    error: Option<String>,
}

/// More pages than any sign-in has.
const PAGES: usize = 10;

impl Person<'_> {
    /// Goes from page to page until there is nothing to fill in, or the pages lead elsewhere.
    /// Returns where they lead, when they do.
    pub(super) fn walk_through(&self, address: &str) -> anyhow::Result<Option<String>> {
        let origin = origin(address).context("the page has no address")?;
        let mut response = agent().get(address).call()?;
        for _ in 0..PAGES {
            if response.status().is_redirection() {
                let location = response.headers().get("location").and_then(|value| value.to_str().ok());
                return Ok(location.map(str::to_owned));
            }
            let page = response.body_mut().read_to_string()?;
            let Some(form) = Form::read(&page) else {
                return match between(&page, "id=\"error\"", "</p>") {
                    Some(error) => anyhow::bail!("the sign-in page says: {}", plain(error)),
                    None => Ok(None),
                };
            };
            if let Some(error) = form.error {
                anyhow::bail!("the sign-in page says: {error}");
            }
            let fields = form.fields.iter().map(|name| Ok((name.clone(), self.answer(name)?)));
            let mut fields = fields.collect::<anyhow::Result<Vec<_>>>()?;
            fields.extend(form.button);
            response = agent().post(format!("{origin}{}", form.action)).send_form(fields)?;
        }
        anyhow::bail!("the sign-in pages do not end")
    }

    fn answer(&self, field: &str) -> anyhow::Result<String> {
        match field {
            "login" => Ok(self.account.to_owned()),
            "password" => Ok(self.password.to_owned()),
            "user_code" => Ok(self.device_code.to_owned()),
            other => anyhow::bail!("the sign-in page asks for `{other}`, which nobody knows here"),
        }
    }
}

impl Form {
    fn read(page: &str) -> Option<Self> {
        let form = between(page, "<form", "</form>")?;
        let fields = form.split("<input").skip(1).filter_map(|input| attribute(input, "name")).collect();
        let button = form.split("<button").nth(1);
        let button = button.and_then(|button| Some((attribute(button, "name")?, attribute(button, "value")?)));
        let error = between(page, "id=\"error\"", "</p>").map(plain);
        Some(Self { action: attribute(form, "action")?, fields, button, error })
    }
}

/// The value of an attribute of the tag that the text begins in.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    between(tag, &format!(" {name}=\""), "\"").map(ToOwned::to_owned)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// The words of an element, whose start tag may be cut in the middle; the first line only.
fn plain(element: &str) -> String {
    let words = element.split_once('>').map_or(element, |(_, words)| words);
    words.lines().next().unwrap_or_default().replace("&#39;", "'").replace("&amp;", "&")
}

fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    Some(format!("{scheme}://{}", rest.split('/').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<h1>Sign in</h1><form method="post" action="/sign-in/7"><label for="login">E</label>
        <input id="login" name="login" type="email" value=""><div>
        <button type="submit" id="submit" name="action" value="next" class="main">Next</button>
        <button type="submit" id="cancel" name="action" value="cancel" formnovalidate>Cancel</button></div></form>"#;

    #[test]
    fn a_form_is_read_with_its_fields_and_its_main_button() {
        let expected = Form {
            action: "/sign-in/7".to_owned(),
            fields: vec!["login".to_owned()],
            button: Some(("action".to_owned(), "next".to_owned())),
            error: None,
        };
        assert_eq!(Form::read(PAGE), Some(expected));
    }

    #[test]
    fn an_error_on_the_page_is_read_in_plain_words() {
        let page = format!("<p id=\"error\" role=\"alert\">AADSTS50126: it doesn&#39;t fit.\r\nTrace ID: 1</p>{PAGE}");
        assert_eq!(Form::read(&page).unwrap().error.as_deref(), Some("AADSTS50126: it doesn't fit."));
    }

    #[test]
    fn a_page_without_a_form_has_nothing_to_fill_in() {
        assert_eq!(Form::read("<p id=\"message\">Done</p>"), None);
    }

    #[test]
    fn the_origin_of_an_address_has_no_path() {
        assert_eq!(origin("http://127.0.0.1:9/devicelogin").as_deref(), Some("http://127.0.0.1:9"));
    }
}
