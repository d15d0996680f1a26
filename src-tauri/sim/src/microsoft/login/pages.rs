//! The HTML of the sign-in: plain accessible forms with stable ids, visibly a simulation.

use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 'Segoe UI',system-ui,sans-serif}\
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#e9eef6;color:#1b1b1b}\
main{box-sizing:border-box;width:min(27.5rem,100% - 2rem);margin:1rem;padding:2.25rem 2.5rem;background:#fff;border-radius:8px;box-shadow:0 2px 12px #0003}\
.brand{margin:0 0 1rem;font-size:.85rem;color:#555;border-bottom:3px dashed #7a5cc4;padding-bottom:.6rem}\
h1{font-size:1.4rem;font-weight:600;margin:0 0 1rem}\
label{display:block;font-size:.9rem}\
input[type=email],input[type=text],input[type=password]{box-sizing:border-box;width:100%;font:inherit;padding:.45rem .5rem;margin:.2rem 0 1rem;border:1px solid #666;border-radius:4px;background:Field;color:FieldText}\
.row{display:flex;gap:.6rem;justify-content:flex-end;margin-top:1rem}\
button{font:inherit;padding:.4rem 1.4rem;border:1px solid #8886;border-radius:4px;background:#e6e6e6;color:#111;cursor:pointer}\
button.main{background:#0f5bb5;border-color:#0f5bb5;color:#fff}\
:focus-visible{outline:3px solid #7a5cc4;outline-offset:2px}\
#error{color:#a4262c;margin:0 0 1rem;white-space:pre-line;overflow-wrap:anywhere}\
#hint{margin:1.5rem 0 0;font-size:.8rem;color:#555;overflow-wrap:anywhere}\
@media(prefers-color-scheme:dark){body{background:#14161a;color:#eee}main{background:#24272d}.brand,#hint{color:#b8bcc4}#error{color:#ff9a9a}}";

/// One form of the sign-in.
pub(crate) struct Form<'a> {
    pub(crate) title: &'a str,
    /// Where it posts to, below the login origin.
    pub(crate) action: &'a str,
    /// Trusted HTML: fields and explanations.
    pub(crate) body: String,
    /// Shown above the fields.
    pub(crate) error: Option<&'a str>,
    /// What to type in a demonstration.
    pub(crate) hint: Option<String>,
    /// The buttons: id, value of `action`, caption; the first is the main one.
    pub(crate) buttons: &'a [(&'a str, &'a str, &'a str)],
}

impl Form<'_> {
    pub(crate) fn page(&self) -> Response {
        let error =
            self.error.map(|text| format!(r#"<p id="error" role="alert">{}</p>"#, escaped(text))).unwrap_or_default();
        let buttons: String = self
            .buttons
            .iter()
            .enumerate()
            .map(|(index, (id, value, caption))| {
                let look = if index == 0 { r#" class="main""# } else { " formnovalidate" };
                format!(r#"<button type="submit" id="{id}" name="action" value="{value}"{look}>{caption}</button>"#)
            })
            // The main button stands right, but comes first so that Enter presses it.
            .collect();
        let hint = self
            .hint
            .as_ref()
            .map(|text| format!(r#"<p id="hint">Demonstration: {}</p>"#, escaped(text)))
            .unwrap_or_default();
        let content = format!(
            r#"{error}<form method="post" action="{}">{}<div class="row" style="flex-direction:row-reverse;justify-content:flex-start">{buttons}</div></form>{hint}"#,
            self.action, self.body
        );
        document(self.title, &content)
    }
}

/// A page with nothing to fill in.
pub(crate) fn message(title: &str, text: &str) -> Response {
    document(title, &format!(r#"<p id="message">{}</p>"#, escaped(text)))
}

/// An error page from which there is no way back to the application.
pub(crate) fn problem(title: &str, description: &str) -> Response {
    let page = document(title, &format!(r#"<p id="error" role="alert">{}</p>"#, escaped(description)));
    (StatusCode::BAD_REQUEST, page).into_response()
}

/// A labelled input. `id` is also the name.
pub(crate) fn input(id: &str, kind: &str, label: &str, value: &str, autocomplete: &str) -> String {
    format!(
        r#"<label for="{id}">{}</label><input id="{id}" name="{id}" type="{kind}" value="{}" autocomplete="{autocomplete}" required autofocus>"#,
        escaped(label),
        escaped(value)
    )
}

pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

fn document(title: &str, content: &str) -> Response {
    let title = escaped(title);
    let page = format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title} – Simulated sign-in</title><style>{STYLE}</style></head><body><main><p class="brand">Simulated sign-in · this is not Microsoft</p><h1 id="title">{title}</h1>{content}</main></body></html>"#
    );
    ([("cache-control", "no-store, no-cache")], Html(page)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_cannot_become_markup() {
        assert_eq!(escaped(r#"<a href="x">'&"#), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    }
}
