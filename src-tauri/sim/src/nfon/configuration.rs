//! The PBX Configuration API: who may enter, which operation is meant, and the pages of tenant, extension and voicemail.

use axum::{body::Body, extract::Request, response::Response};
use http::{StatusCode, header};
use serde_json::{Value, json};

use super::{
    Nfon,
    envelope::{COLLECTION_NEXT, Resource, Sent, plain},
    gate::{Incoming, Service},
    tokens::Verdict,
};

const CONFIGURATION: Service = Service::Configuration;
/// What the portal shows instead of a mailbox PIN.
const MASK: &str = "***";
const TARGETS: [(&str, &str); 9] = [
    ("OWN_VOICEMAIL", "Voicemail"),
    ("BUSY", "Busy"),
    ("HANGUP", "Hang up"),
    ("NO_ACTION", "No Action"),
    ("REPEAT", "Repeat"),
    ("VOICEMAILSERVICE", "Voicemail service"),
    ("ANY_SOURCE", "ANY"),
    ("INTERNAL_SOURCE", "INTERNAL"),
    ("ANONYMOUS_SOURCE", "ANONYMOUS"),
];

impl Nfon {
    pub(super) async fn serve_configuration(&self, request: Request) -> Response {
        let _in_flight = self.fly();
        let incoming = match self.admit(CONFIGURATION, "/configuration/v1", request).await {
            Ok(incoming) => incoming,
            Err(response) => return response,
        };
        match incoming.bearer().map(|token| self.check_configuration(token)) {
            Some(Verdict::Good { .. }) => {}
            Some(Verdict::BadAgain) => {
                self.violate(CONFIGURATION, "a refused access token is used again and again");
                return self.bare(StatusCode::UNAUTHORIZED);
            }
            Some(Verdict::Bad) | None => return self.bare(StatusCode::UNAUTHORIZED),
        }
        let segments = incoming.segments();
        let ["tenants", tenant, rest @ ..] = segments.as_slice() else {
            self.violate(CONFIGURATION, format!("/{}: no such path", segments.join("/")));
            return self.bare(StatusCode::NOT_FOUND);
        };
        if *tenant != self.company.customer {
            return match rest {
                ["extensions" | "licenses" | "jobs" | "queue-profiles", ..] => self.new_family_error(
                    StatusCode::UNAUTHORIZED,
                    "authorization",
                    "tenant is not in the access scope",
                ),
                _ => self.bare(StatusCode::FORBIDDEN),
            };
        }
        if !incoming.body.is_empty()
            && !incoming.header(header::CONTENT_TYPE.as_str()).is_some_and(|value| value.contains("json"))
        {
            self.violate(CONFIGURATION, "a body without a JSON content type");
        }
        self.dispatch(&incoming, rest)
    }

    fn dispatch(&self, incoming: &Incoming, rest: &[&str]) -> Response {
        match (incoming.method.as_str(), rest) {
            ("GET", [] | ["basic-data"]) => self.page(self.tenant_page()),
            ("GET", ["options"]) => self.page(self.options_page()),
            ("GET", ["targets", "phone-extensions"]) => self.list_extensions(incoming),
            ("GET", ["targets", name]) if TARGETS.iter().any(|(target, _)| target == name) => self.page(Resource {
                href: format!("/targets/{name}"),
                links: Vec::new(),
                data: vec![("name".to_owned(), target_name(name).into())],
            }),
            (_, ["targets", "phone-extensions", number, page @ ..]) => self.extension(incoming, number, page),
            (_, ["extensions", number, page @ ..]) => self.new_family(incoming, number, page),
            ("GET", ["licenses"]) => {
                let exchange = self.exchange();
                let rows: Vec<Value> = exchange.phones().map(|(number, _)| json!({"license_id": format!("L{number}"), "type": "premium", "extension": number})).collect();
                drop(exchange);
                self.json(StatusCode::OK, &Value::Array(rows))
            }
            ("GET", ["jobs"]) => self.bare(StatusCode::NO_CONTENT),
            (method, _) => {
                self.violate(CONFIGURATION, format!("{method} /{}: no such operation", rest.join("/")));
                self.bare(StatusCode::NOT_FOUND)
            }
        }
    }

    fn extension(&self, incoming: &Incoming, number: &str, page: &[&str]) -> Response {
        if self.exchange().phone(number).is_none() {
            return self.bare(StatusCode::NOT_FOUND);
        }
        match (incoming.method.as_str(), page) {
            ("GET", []) => match self.extension_page(number) {
                Some(resource) => self.page(resource),
                None => self.bare(StatusCode::NOT_FOUND),
            },
            ("PUT", []) => self.change(incoming, |sent| self.put_fields(number, sent)),
            ("GET", ["voice-mail"]) => match self.voicemail_page(number) {
                Some(resource) => self.page(resource),
                None => self.bare(StatusCode::NOT_FOUND),
            },
            ("PUT", ["voice-mail"]) => self.change(incoming, |sent| self.put_voicemail(number, sent)),
            (_, ["call-forwards" | "callforward-profiles" | "skills", ..]) => self.forwards(incoming, number, page),
            (method, _) => {
                self.violate(CONFIGURATION, format!("{method} …/{}: no such operation", page.join("/")));
                self.bare(StatusCode::NOT_FOUND)
            }
        }
    }

    /// 204 after a good change, 400 with an explanation after a bad one.
    pub(super) fn change(&self, incoming: &Incoming, apply: impl FnOnce(&Sent) -> Result<(), String>) -> Response {
        let Some(sent) = incoming.json().as_ref().and_then(Sent::read) else {
            self.violate(CONFIGURATION, "a body without data and links");
            return self.refused("the body has another shape");
        };
        if self.knobs().ignore_writes {
            return self.bare(StatusCode::NO_CONTENT);
        }
        match apply(&sent) {
            Ok(()) => self.bare(StatusCode::NO_CONTENT),
            Err(why) => self.refused(&why),
        }
    }

    pub(super) fn refused(&self, why: &str) -> Response {
        self.json(
            StatusCode::BAD_REQUEST,
            &json!({"title": "Bad Request", "detail": why, "errors": [{"path": "data", "message": why}]}),
        )
    }

    pub(super) fn page(&self, resource: Resource) -> Response {
        self.reply(StatusCode::OK, COLLECTION_NEXT, Body::from(self.resource(&resource).to_string()))
    }

    pub(super) fn list(&self, href: &str, items: Vec<Value>, incoming: &Incoming) -> Response {
        self.reply(
            StatusCode::OK,
            COLLECTION_NEXT,
            Body::from(self.collection(href, items, &incoming.query).to_string()),
        )
    }

    fn new_family_error(&self, status: StatusCode, code: &str, message: &str) -> Response {
        self.json(status, &json!({"code": code, "message": message, "request_id": format!("{:x}", self.seed)}))
    }

    fn tenant_page(&self) -> Resource {
        let data = [
            ("name", self.company.organisation_name.clone()),
            ("externalIdentifier", self.company.customer.clone()),
            ("email", format!("info@{}", self.company.tenant_domain)),
        ];
        Resource {
            href: "/basic-data".to_owned(),
            links: Vec::new(),
            data: data.map(|(name, value)| (name.to_owned(), value.into())).into(),
        }
    }

    fn options_page(&self) -> Resource {
        let mut data: Vec<(String, Value)> = [
            ("speedDialLength", json!(3)),
            ("deviceCreationPassword", json!(MASK)),
            ("clickToDialState", json!("ENABLED")),
            ("vmPasswordLengthMin", json!(4)),
            ("intercomEnabled", json!(true)),
            ("ccbs", json!(true)),
            ("language", json!("de")),
            ("voicemailTranscriptionEnabled", json!("true")),
            ("newBss", json!("false")),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        if let Some(on) = self.knobs().teams_connector {
            data.push(("presenceTeamsConnectorEnabled".to_owned(), on.to_string().into()));
        }
        Resource {
            href: "/options".to_owned(),
            links: vec![("timezone".to_owned(), "/api/timezones/Europe%2FBerlin".to_owned())],
            data,
        }
    }

    fn list_extensions(&self, incoming: &Incoming) -> Response {
        for (name, _) in &incoming.query {
            if !["_pagesize", "_offset", "_q"].contains(&name.to_ascii_lowercase().as_str()) {
                self.violate(CONFIGURATION, format!("unknown parameter {name}"));
            }
        }
        let filter = incoming
            .query
            .iter()
            .find(|(name, _)| name == "_q")
            .map(|(_, value)| value.to_lowercase())
            .unwrap_or_default();
        let exchange = self.exchange();
        let found = exchange
            .phones()
            .filter(|(number, phone)| number.contains(&filter) || phone.display_name.to_lowercase().contains(&filter));
        let numbers: Vec<String> = found.map(|(number, _)| number.clone()).collect();
        drop(exchange);
        let items = numbers
            .iter()
            .filter_map(|number| self.extension_page(number))
            .map(|resource| self.resource(&resource))
            .collect();
        self.list("/targets/phone-extensions", items, incoming)
    }

    fn extension_page(&self, number: &str) -> Option<Resource> {
        let exchange = self.exchange();
        let phone = exchange.phone(number)?;
        let named = [("extensionNumber", number), ("displayName", &phone.display_name)]
            .map(|(name, value)| (name.to_owned(), Value::from(value)));
        let fields = phone.fields.iter().map(|(name, value)| (name.clone(), Value::from(value.clone())));
        Some(Resource {
            href: format!("/targets/phone-extensions/{number}"),
            links: vec![
                ("internalOutgoing".to_owned(), self.href(&format!("/targets/phone-extensions/{number}"))),
                ("timezone".to_owned(), "/api/time-zones/Europe.Berlin".to_owned()),
            ],
            data: named.into_iter().chain(fields).collect(),
        })
    }

    fn put_fields(&self, number: &str, sent: &Sent) -> Result<(), String> {
        let mut exchange = self.exchange();
        let phone = exchange.phone_mut(number).ok_or("no such extension")?;
        for (name, value) in &sent.data {
            match phone.fields.get_mut(name) {
                Some(field) => *field = plain(value),
                None => {
                    self.violate(CONFIGURATION, format!("extension: {name} cannot be written"));
                    return Err(format!("{name} cannot be written"));
                }
            }
        }
        Ok(())
    }

    fn voicemail_page(&self, number: &str) -> Option<Resource> {
        let exchange = self.exchange();
        let phone = exchange.phone(number)?;
        let mut data =
            vec![("password".to_owned(), json!(MASK)), ("voicemailEmail".to_owned(), json!(phone.voicemail_email))];
        data.extend(phone.voicemail.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))));
        // The stale form of the path is the vendor's.
        let stale = |rel: &str, tail: &str| {
            (rel.to_owned(), self.href(&format!("/extensions/{number}/voicemail/announcements{tail}")))
        };
        let links = vec![
            stale("announcements", ""),
            stale("name", "/NAME"),
            stale("busy", "/BUSY"),
            stale("unavailable", "/UNAVAILABLE"),
            stale("temporary", "/TEMPORARY"),
        ];
        Some(Resource { href: format!("/targets/phone-extensions/{number}/voice-mail"), links, data })
    }

    /// Only what is sent is changed.
    fn put_voicemail(&self, number: &str, sent: &Sent) -> Result<(), String> {
        let mut exchange = self.exchange();
        let phone = exchange.phone_mut(number).ok_or("no such extension")?;
        for (name, value) in &sent.data {
            match name.as_str() {
                "password" if plain(value) == MASK => {
                    self.violate(CONFIGURATION, "the masked password was sent back and would become the PIN");
                    return Err("the password must be digits".to_owned());
                }
                "password" => {}
                "voicemailEmail" => phone.voicemail_email = plain(value),
                _ => match phone.voicemail.get_mut(name) {
                    Some(field) => *field = plain(value),
                    None => return Err(format!("{name} cannot be written")),
                },
            }
        }
        Ok(())
    }

    fn new_family(&self, incoming: &Incoming, number: &str, page: &[&str]) -> Response {
        let mut exchange = self.exchange();
        let Some(phone) = exchange.phone_mut(number) else {
            drop(exchange);
            return self.new_family_error(StatusCode::NOT_FOUND, "not_found", "no such extension");
        };
        match (incoming.method.as_str(), page) {
            ("GET", ["queue-profiles"]) => {
                let status = if phone.queue_profile.is_some() { "active" } else { "inactive" };
                drop(exchange);
                self.json(StatusCode::OK, &json!([{"profile_id": "1", "name": "Standard", "color": "#0a7", "queue_service_numbers": ["700"], "status": status}]))
            }
            ("PUT", ["queue-profiles", id, "activate"]) => {
                phone.queue_profile = Some((*id).to_owned());
                drop(exchange);
                self.bare(StatusCode::NO_CONTENT)
            }
            ("PUT", ["queue", "logout"]) => {
                phone.queue_profile = None;
                drop(exchange);
                self.bare(StatusCode::NO_CONTENT)
            }
            (method, _) => {
                drop(exchange);
                self.violate(CONFIGURATION, format!("{method} …/{}: no such operation", page.join("/")));
                self.new_family_error(StatusCode::NOT_FOUND, "not_found", "no such operation")
            }
        }
    }
}

/// How the portal calls a target that an address ends in.
pub(super) fn target_name(target: &str) -> String {
    let named = TARGETS.iter().find(|(known, _)| *known == target).map(|(_, name)| *name);
    named.unwrap_or(target).to_owned()
}

/// The target that an address names, if it is one that can be forwarded to.
pub(super) fn target_of(href: &str) -> Option<&'static str> {
    let last = href.rsplit('/').next()?;
    TARGETS.iter().map(|(known, _)| *known).take(6).find(|known| *known == last)
}

/// Targets that a call can be forwarded to.
pub(super) fn forward_targets() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().map(|(known, _)| *known).take(6)
}
