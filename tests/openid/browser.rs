//! A person before the provider's pages: follows redirects, keeps cookies, and fills in the one form of a page.

use super::provider::Provider;
use bytes::Bytes;
use driver::{
    microsoft::Pending,
    transport::{Https, Transport as _},
};
use engine::event::DeviceCode;
use http::{Method, Request, header};
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use url::{Url, form_urlencoded};

/// A page never leads further than this.
const LONGEST_WAY: usize = 20;

pub(super) struct Browser {
    network: Https,
    cookies: BTreeMap<String, String>,
}

pub(super) struct Page {
    pub(super) status: u16,
    pub(super) text: String,
    location: Option<Url>,
}

/// Where a form goes, with the fields that the page has filled in.
struct Form {
    action: Url,
    fields: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn new(provider: &Provider) -> Self {
        Self { network: provider.network(), cookies: BTreeMap::new() }
    }

    /// Signs in, agrees, and gives back the redirect, which is not followed.
    pub(super) async fn sign_in(&mut self, pending: &Pending, account: &str) -> Url {
        let mut page = self.open(&pending.address).await;
        for _ in 0..LONGEST_WAY {
            page = match &page.location {
                Some(location) if pending.is_redirect(location) => return location.clone(),
                Some(location) => self.open(&location.clone()).await,
                None => self.submit(page.form(), &typed(account)).await,
            };
        }
        panic!("the sign-in does not come back: {}", page.text);
    }

    /// Types the code, confirms that it is this device, and signs in.
    pub(super) async fn type_code(&mut self, shown: &DeviceCode, account: &str) -> Page {
        let mut page = self.confirm_code(shown).await;
        for _ in 0..LONGEST_WAY {
            page = match &page.location {
                Some(location) => self.open(&location.clone()).await,
                None if page.text.contains("<form") => self.submit(page.form(), &typed(account)).await,
                None => return page,
            };
        }
        panic!("the sign-in does not end: {}", page.text);
    }

    /// Types the code and says that it is somebody else's device.
    pub(super) async fn decline_code(&mut self, shown: &DeviceCode) {
        let confirmation = self.enter_code(shown).await;
        let mut form = confirmation.form();
        form.fields.remove("confirm");
        self.submit(form, &[("abort", "yes")]).await;
    }

    async fn confirm_code(&mut self, shown: &DeviceCode) -> Page {
        let confirmation = self.enter_code(shown).await;
        self.submit(confirmation.form(), &[]).await
    }

    async fn enter_code(&mut self, shown: &DeviceCode) -> Page {
        let page = self.open(&Url::parse(&shown.address).unwrap()).await;
        self.submit(page.form(), &[("user_code", &shown.code)]).await
    }

    pub(super) async fn open(&mut self, address: &Url) -> Page {
        self.ask(Method::GET, address, String::new()).await
    }

    async fn submit(&mut self, form: Form, typed: &[(&str, &str)]) -> Page {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form.fields.iter().filter(|(name, _)| !typed.iter().any(|(other, _)| other == name)));
        self.ask(Method::POST, &form.action, body.extend_pairs(typed).finish()).await
    }

    async fn ask(&mut self, method: Method, address: &Url, body: String) -> Page {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(address.as_str())
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Bytes::from(body))
            .unwrap();
        let response = self.network.send(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = response.headers().get(header::LOCATION).map(|to| address.join(to.to_str().unwrap()).unwrap());
        let status = response.status().as_u16();
        let whole = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, text: String::from_utf8_lossy(&whole).into_owned(), location }
    }
}

impl Page {
    fn form(&self) -> Form {
        let (_, form) = self.text.split_once("<form").unwrap_or_else(|| panic!("no form in {}", self.text));
        let (form, _) = form.split_once("</form>").unwrap();
        let fields = form.split("<input").skip(1).filter_map(|input| {
            let input = input.split('>').next()?;
            Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default()))
        });
        Form { action: attribute(form, "action").unwrap().parse().unwrap(), fields: fields.collect() }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

/// What a person types wherever a page asks for it; the provider takes no notice of the rest.
fn typed(account: &str) -> [(&str, &str); 2] {
    [("login", account), ("password", "a password")]
}
