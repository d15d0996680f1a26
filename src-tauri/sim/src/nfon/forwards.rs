//! The pages of the PBX that forward calls: targets, profiles, their rules, and the skill log-in.

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use super::{
    Nfon,
    configuration::{forward_targets, target_name, target_of},
    envelope::{Resource, Sent},
    exchange::FORWARD_TYPES,
    gate::{Incoming, Service},
    profiles::{Profile, RULE_TYPES, Rule, SOURCES},
};

const CONFIGURATION: Service = Service::Configuration;

impl Nfon {
    /// Everything below an extension that exists.
    pub(super) fn forwards(&self, incoming: &Incoming, number: &str, page: &[&str]) -> Response {
        let method = incoming.method.as_str();
        let here = format!("/targets/phone-extensions/{number}/{}", page.join("/"));
        match (method, page) {
            ("GET", ["skills", "login-status"]) => {
                let status = self.exchange().phone(number).is_some_and(|phone| phone.skills_logged_in);
                self.page(Resource { href: here, links: Vec::new(), data: vec![("status".to_owned(), status.into())] })
            }
            ("PUT", ["skills", "login-status"]) => self.change(incoming, |sent| {
                let status = sent.flag("status").ok_or("status is missing")?;
                self.exchange().phone_mut(number).ok_or("no such extension")?.skills_logged_in = status;
                Ok(())
            }),
            ("GET", ["call-forwards"]) => self.found(self.forwards_page(number, here)),
            ("PUT", ["call-forwards"]) => self.change(incoming, |sent| {
                let seconds = sent.text("callForwardTimeout").and_then(|text| text.parse().ok());
                if let (Some(seconds), Some(phone)) = (seconds, self.exchange().phone_mut(number)) {
                    phone.forward_timeout = seconds;
                }
                Ok(())
            }),
            ("GET", ["call-forwards", _, "available"] | ["callforward-profiles", _, "rules", _, _, "available"]) => {
                let items = forward_targets().map(|target| {
                    self.resource(&Resource {
                        href: format!("/targets/{target}"),
                        links: Vec::new(),
                        data: vec![("name".to_owned(), target_name(target).into())],
                    })
                });
                self.list(&here, items.collect(), incoming)
            }
            ("GET", ["call-forwards", kind]) => {
                let target = self.exchange().phone(number).and_then(|phone| phone.forwards.get(kind).cloned());
                self.found(target.map(|target| self.current(here, &target)))
            }
            ("PUT", ["call-forwards", kind]) if FORWARD_TYPES.contains(kind) => self.change(incoming, |sent| {
                let target = current_of(sent)?;
                let mut exchange = self.exchange();
                let slot = exchange
                    .phone_mut(number)
                    .and_then(|phone| phone.forwards.get_mut(*kind))
                    .ok_or("no such forward")?;
                target.clone_into(slot);
                Ok(())
            }),
            ("GET", ["callforward-profiles"]) => {
                let exchange = self.exchange();
                let pages: Vec<_> = exchange
                    .phone(number)
                    .into_iter()
                    .flat_map(|phone| {
                        phone
                            .profiles
                            .iter()
                            .map(|(n, profile)| profile_page(number, n, profile, phone.profiles.active()))
                    })
                    .collect();
                drop(exchange);
                self.list(&here, pages.iter().map(|page| self.resource(page)).collect(), incoming)
            }
            ("POST", ["callforward-profiles"]) => {
                self.created(self.change(incoming, |sent| self.create_profile(number, sent)))
            }
            (_, ["callforward-profiles", profile, rest @ ..]) => match profile.parse::<u8>() {
                Ok(profile) => self.profile(incoming, number, profile, rest, here),
                Err(_) => self.bare(StatusCode::NOT_FOUND),
            },
            _ => self.unknown(method, page),
        }
    }

    fn profile(&self, incoming: &Incoming, number: &str, profile: u8, rest: &[&str], here: String) -> Response {
        if self.with_profile(number, profile, |_| ()).is_none() {
            return self.bare(StatusCode::NOT_FOUND);
        }
        match (incoming.method.as_str(), rest) {
            ("GET", []) => {
                let exchange = self.exchange();
                let page = exchange.phone(number).and_then(|phone| {
                    Some(profile_page(number, profile, phone.profiles.get(profile)?, phone.profiles.active()))
                });
                drop(exchange);
                self.found(page)
            }
            ("PUT", []) => self.change(incoming, |sent| self.put_profile(number, profile, sent)),
            ("DELETE", []) => match self.exchange().phone_mut(number).map(|phone| phone.profiles.delete(profile)) {
                Some(Ok(())) => self.bare(StatusCode::NO_CONTENT),
                Some(Err(why)) => self.refused(why),
                None => self.bare(StatusCode::NOT_FOUND),
            },
            ("GET", ["rules"]) => {
                let rules = self.with_profile(number, profile, |profile| profile.rules.clone()).unwrap_or_default();
                let items =
                    rules.iter().map(|(source, rule)| self.resource(&self.rule_page(number, profile, source, rule)));
                let items = items.collect();
                self.list(&here, items, incoming)
            }
            ("POST", ["rules"]) => self.created(self.change(incoming, |sent| self.create_rule(number, profile, sent))),
            ("GET", ["rules", source]) => {
                let rule = self.with_profile(number, profile, |profile| profile.rules.get(*source).cloned()).flatten();
                self.found(rule.map(|rule| self.rule_page(number, profile, source, &rule)))
            }
            ("PUT", ["rules", source]) => {
                self.change(incoming, |sent| self.with_rule(number, profile, source, |rule| rule.put(sent)))
            }
            ("GET", ["rules", source, kind]) => {
                let rule = self.with_profile(number, profile, |profile| profile.rules.get(*source).cloned()).flatten();
                let target = rule.and_then(|rule| rule.forwards.get(kind).map(|(_, target)| target.clone()));
                self.found(target.map(|target| self.current(here, &target)))
            }
            ("PUT", ["rules", source, kind]) => self.change(incoming, |sent| {
                let target = current_of(sent)?;
                self.with_rule(number, profile, source, |rule| {
                    let slot = rule.forwards.get_mut(*kind).ok_or("no such type")?;
                    target.clone_into(&mut slot.1);
                    Ok(())
                })
            }),
            (method, _) => self.unknown(method, rest),
        }
    }

    fn create_profile(&self, number: &str, sent: &Sent) -> Result<(), String> {
        if sent.flag("active") == Some(false) {
            return Err("a profile cannot be created inactive".to_owned());
        }
        let profile =
            sent.text("profileNumber").and_then(|text| text.parse().ok()).ok_or("profileNumber is missing")?;
        let name = sent.text("profileName").ok_or("profileName is missing")?;
        let activates = sent.flag("active") == Some(true) || self.knobs().create_activates_profile;
        let mut exchange = self.exchange();
        let phone = exchange.phone_mut(number).ok_or("no such extension")?;
        phone.profiles.create(profile, &name)?;
        if activates {
            phone.profiles.activate(profile);
        }
        Ok(())
    }

    fn put_profile(&self, number: &str, profile: u8, sent: &Sent) -> Result<(), String> {
        if sent.text("immutable").is_some() {
            self.violate(CONFIGURATION, "profile: immutable cannot be written");
        }
        let default_may_return = self.knobs().default_profile_can_return;
        let mut exchange = self.exchange();
        let phone = exchange.phone_mut(number).ok_or("no such extension")?;
        let is_active = phone.profiles.active() == profile;
        match sent.flag("active") {
            Some(false) if is_active => {
                return Err("the active profile cannot be switched off; activate another".to_owned());
            }
            Some(true) if profile == 0 && !is_active && !default_may_return => {
                return Err("profile 0 cannot be activated".to_owned());
            }
            Some(_) | None => {}
        }
        if let Some(name) = sent.text("profileName") {
            phone.profiles.rename(profile, &name)?;
        }
        if sent.flag("active") == Some(true) {
            phone.profiles.activate(profile);
        }
        if let Some(new) = sent.text("profileNumber") {
            phone.profiles.renumber(profile, new.parse().map_err(|_| "profileNumber is no number")?)?;
        }
        Ok(())
    }

    fn create_rule(&self, number: &str, profile: u8, sent: &Sent) -> Result<(), String> {
        let source = sent
            .links
            .iter()
            .find(|(rel, _)| rel == "source")
            .and_then(|(_, href)| href.rsplit('/').next())
            .ok_or("the source is missing")?;
        let source = source.trim_end_matches("_SOURCE").to_owned();
        if !SOURCES.contains(&source.as_str()) {
            return Err("no such source".to_owned());
        }
        let mut rule = Rule::default();
        for (kind, (_, target)) in &mut rule.forwards {
            let wanted = sent
                .links
                .iter()
                .find(|(rel, _)| *rel == format!("{}CallForward", member(kind)))
                .and_then(|(_, href)| target_of(href));
            if let Some(wanted) = wanted {
                wanted.clone_into(target);
            }
        }
        rule.put(sent)?;
        let mut exchange = self.exchange();
        let profile =
            exchange.phone_mut(number).and_then(|phone| phone.profiles.get_mut(profile)).ok_or("no such profile")?;
        match profile.rules.contains_key(&source) {
            true => Err("there is a rule for this source".to_owned()),
            false => {
                profile.rules.insert(source, rule);
                Ok(())
            }
        }
    }

    fn with_profile<T>(&self, number: &str, profile: u8, read: impl FnOnce(&Profile) -> T) -> Option<T> {
        let exchange = self.exchange();
        exchange.phone(number).and_then(|phone| phone.profiles.get(profile)).map(read)
    }

    fn with_rule(
        &self,
        number: &str,
        profile: u8,
        source: &str,
        write: impl FnOnce(&mut Rule) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut exchange = self.exchange();
        let profile =
            exchange.phone_mut(number).and_then(|phone| phone.profiles.get_mut(profile)).ok_or("no such profile")?;
        write(profile.rules.get_mut(source).ok_or("no such rule")?)
    }

    fn forwards_page(&self, number: &str, href: String) -> Option<Resource> {
        let exchange = self.exchange();
        let phone = exchange.phone(number)?;
        let mut data: Vec<(String, Value)> = phone
            .forwards
            .iter()
            .map(|(kind, target)| (format!("{}CallForwardName", member(kind)), target_name(target).into()))
            .collect();
        data.extend(
            [
                ("callForwardTimeout", json!(phone.forward_timeout)),
                ("signaledNumber", json!("EXTENSION")),
                ("externalNumbersEnabled", json!(true)),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let links = FORWARD_TYPES.map(|kind| {
            (
                format!("{}CallForward", member(kind)),
                self.href(&format!("/extensions/{number}/call-forwards/references/{kind}")),
            )
        });
        Some(Resource { href, links: links.into(), data })
    }

    fn rule_page(&self, number: &str, profile: u8, source: &str, rule: &Rule) -> Resource {
        let mut data =
            vec![("sourceName".to_owned(), json!(source)), ("callForwardTimeout".to_owned(), json!(rule.timeout))];
        for (kind, (active, target)) in &rule.forwards {
            data.push((format!("{}CallForwardName", member(kind)), target_name(target).into()));
            data.push((format!("{}CallForwardActive", member(kind)), (*active).into()));
        }
        let stale = |kind: &str| {
            self.href(&format!(
                "/extensions/{number}/call-forwards/profiles/{profile}/rules/{source}/references/{kind}"
            ))
        };
        let mut links = vec![("source".to_owned(), stale("SOURCE"))];
        links.extend(RULE_TYPES.map(|kind| (format!("{}CallForward", member(kind)), stale(kind))));
        Resource {
            href: format!("/targets/phone-extensions/{number}/callforward-profiles/{profile}/rules/{source}"),
            links,
            data,
        }
    }

    fn current(&self, href: String, target: &str) -> Resource {
        Resource {
            href,
            links: vec![("current".to_owned(), self.href(&format!("/targets/{target}")))],
            data: vec![("name".to_owned(), target_name(target).into())],
        }
    }

    fn found(&self, page: Option<Resource>) -> Response {
        page.map_or_else(|| self.bare(StatusCode::NOT_FOUND), |page| self.page(page))
    }

    fn created(&self, mut response: Response) -> Response {
        if response.status() == StatusCode::NO_CONTENT {
            *response.status_mut() = StatusCode::CREATED;
        }
        response
    }

    fn unknown(&self, method: &str, page: &[&str]) -> Response {
        self.violate(CONFIGURATION, format!("{method} …/{}: no such operation", page.join("/")));
        self.bare(StatusCode::NOT_FOUND)
    }
}

impl Rule {
    fn put(&mut self, sent: &Sent) -> Result<(), String> {
        for (kind, (active, _)) in &mut self.forwards {
            if let Some(flag) = sent.flag(&format!("{}CallForwardActive", member(kind))) {
                *active = flag;
            }
        }
        if let Some(text) = sent.text("callForwardTimeout") {
            self.timeout = text.parse().map_err(|_| "callForwardTimeout is no number")?;
        }
        Ok(())
    }
}

fn profile_page(number: &str, n: u8, profile: &Profile, active: u8) -> Resource {
    let data = [
        ("profileNumber", json!(n)),
        ("profileName", json!(profile.name)),
        ("active", json!(n == active)),
        ("immutable", json!(n == 0)),
    ];
    Resource {
        href: format!("/targets/phone-extensions/{number}/callforward-profiles/{n}"),
        links: Vec::new(),
        data: data.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}

/// `NOT_AVAILABLE` is `notAvailable` in the names of fields and links.
fn member(kind: &str) -> String {
    let mut out = String::new();
    for (index, word) in kind.split('_').enumerate() {
        let lower = word.to_ascii_lowercase();
        match (index, lower.split_at_checked(1)) {
            (0, _) | (_, None) => out.push_str(&lower),
            (_, Some((first, rest))) => {
                out.push_str(&first.to_ascii_uppercase());
                out.push_str(rest);
            }
        }
    }
    out
}

/// The target that the link `current` names.
fn current_of(sent: &Sent) -> Result<&'static str, String> {
    let href = sent
        .links
        .iter()
        .find(|(rel, _)| rel == "current")
        .map(|(_, href)| href)
        .ok_or("the link current is missing")?;
    target_of(href).ok_or_else(|| "no such target".to_owned())
}
