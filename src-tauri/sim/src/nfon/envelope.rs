//! The legacy family's way of writing things: `href`, `links`, `data`, and its inconsistencies.

use serde_json::{Map, Value, json};

use super::Nfon;
use crate::knobs::Scalars;

pub(super) const COLLECTION_NEXT: &str = "application/vnd.collection.next+json";

/// One thing with fields and links.
pub(super) struct Resource {
    /// After `/api/customers/{K}`.
    pub(super) href: String,
    /// Relation and address; the address is complete.
    pub(super) links: Vec<(String, String)>,
    pub(super) data: Vec<(String, Value)>,
}

/// What a client sent.
pub(super) struct Sent {
    pub(super) data: Vec<(String, Value)>,
    pub(super) links: Vec<(String, String)>,
}

impl Nfon {
    /// Old-prefix address of something of this customer.
    pub(super) fn href(&self, tail: &str) -> String {
        format!("/api/customers/{}{tail}", self.company.customer)
    }

    pub(super) fn resource(&self, resource: &Resource) -> Value {
        let knobs = self.knobs().clone();
        let links: Vec<Value> = resource.links.iter().map(|(rel, href)| json!({"rel": rel, "href": href})).collect();
        let links = match links.is_empty() && knobs.empty_links_as_object {
            true => json!({}),
            false => Value::Array(links),
        };
        let shaped = |name: &str, value: &Value| match knobs.scalars {
            Scalars::Native => native(value),
            Scalars::Text => text(value),
            Scalars::Mixed => match mixed(&resource.href, name) {
                true => text(value),
                false => native(value),
            },
        };
        let data: Vec<Value> =
            resource.data.iter().map(|(name, value)| json!({"name": name, "value": shaped(name, value)})).collect();
        json!({"href": self.href(&resource.href), "links": links, "data": data})
    }

    /// A page of items, with the links that lead on.
    pub(super) fn collection(&self, href: &str, items: Vec<Value>, query: &[(String, String)]) -> Value {
        let knobs = self.knobs().clone();
        if knobs.bare_list {
            return Value::Array(items);
        }
        let asked = |wanted: &str| {
            query
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .and_then(|(_, value)| value.parse::<usize>().ok())
        };
        let asked_size = asked("_pageSize").filter(|_| !knobs.ignore_page_size);
        let size = asked_size.unwrap_or(knobs.default_page_size).clamp(1, knobs.page_cap.max(1));
        let offset = asked("_offset").unwrap_or(0);
        let total = items.len();
        let link = |rel: &str, offset: usize| json!({"rel": rel, "href": format!("{}?_pageSize={size}&_offset={offset}", self.href(href))});
        let mut links = vec![link("first", 0)];
        if offset > 0 {
            links.push(link("prev", offset.saturating_sub(size)));
        }
        if offset + size < total {
            links.push(link("next", offset + size));
        }
        links.push(match knobs.empty_last_link {
            true => json!({"rel": "last", "href": ""}),
            false => link("last", total.saturating_sub(1) / size * size),
        });
        let items: Vec<Value> = items.into_iter().skip(offset).take(size).collect();
        json!({"href": self.href(href), "links": links, "items": items, "offset": offset, "size": size, "total": total})
    }
}

impl Sent {
    /// `None` when the body has another shape.
    pub(super) fn read(body: &Value) -> Option<Self> {
        let body: &Map<String, Value> = body.as_object()?;
        let list = |name: &str| match body.get(name) {
            Some(Value::Array(list)) => Some(list.clone()),
            Some(Value::Object(empty)) if empty.is_empty() => Some(Vec::new()),
            None => Some(Vec::new()),
            Some(_) => None,
        };
        let data = list("data")?
            .into_iter()
            .map(|entry| Some((entry.get("name")?.as_str()?.to_owned(), entry.get("value")?.clone())));
        let links = list("links")?
            .into_iter()
            .map(|entry| Some((entry.get("rel")?.as_str()?.to_owned(), entry.get("href")?.as_str()?.to_owned())));
        Some(Self { data: data.collect::<Option<_>>()?, links: links.collect::<Option<_>>()? })
    }

    pub(super) fn text(&self, wanted: &str) -> Option<String> {
        self.data.iter().find(|(name, _)| name == wanted).map(|(_, value)| plain(value))
    }

    pub(super) fn flag(&self, wanted: &str) -> Option<bool> {
        self.text(wanted).map(|text| text == "true")
    }
}

/// The text of a value that may be text already; null is empty.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

fn text(value: &Value) -> Value {
    match value {
        Value::Bool(_) | Value::Number(_) => Value::String(value.to_string()),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => value.clone(),
    }
}

fn native(value: &Value) -> Value {
    match value.as_str() {
        Some("true") => Value::Bool(true),
        Some("false") => Value::Bool(false),
        Some(_) | None => value.clone(),
    }
}

/// The same field of the same thing is always written alike, as a server would.
fn mixed(href: &str, name: &str) -> bool {
    href.bytes().chain(name.bytes()).fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 2
        == 0
}
