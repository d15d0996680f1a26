//! A person at Microsoft's pages: opens them, fills in one form after another, and tells where the last one led.

use super::InProcess;
use axum::Router;
use bytes::Bytes;
use driver::transport::{Body, Transport as _};
use http_body_util::BodyExt as _;
use sim::cast::Account;
use url::{Url, form_urlencoded};

pub(crate) struct Browser(InProcess);

/// What is put into one form.
pub(crate) struct Step(Vec<(String, String)>);

impl Step {
    pub(crate) fn credentials(account: &Account) -> Self {
        Self::fields(&[("login", &account.upn), ("password", &account.password)])
    }

    pub(crate) fn button(action: &str) -> Self {
        Self::fields(&[("action", action)])
    }

    pub(crate) fn fields(fields: &[(&str, &str)]) -> Self {
        Self(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self(InProcess::new(router))
    }

    /// Where the last form redirects to.
    pub(crate) async fn walk(&self, address: &Url, steps: &[Step]) -> Url {
        let mut base = address.clone();
        let mut page = self.send(http::Request::get(address.as_str()).body(Bytes::new()).unwrap()).await;
        for Step(fields) in steps {
            let text = text(page).await;
            let action = text.split_once("action=\"").unwrap_or_else(|| panic!("no form: {text}")).1;
            base = base.join(action.split('"').next().unwrap()).unwrap();
            let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let request =
                http::Request::post(base.as_str()).header("content-type", "application/x-www-form-urlencoded");
            page = self.send(request.body(form.into()).unwrap()).await;
        }
        match page.headers().get("location").map(|location| location.to_str().unwrap().to_owned()) {
            Some(location) => base.join(&location).unwrap(),
            None => panic!("no way back: {}", text(page).await),
        }
    }

    async fn send(&self, request: http::Request<Bytes>) -> http::Response<Body> {
        self.0.send(request).await.unwrap()
    }
}

async fn text(page: http::Response<Body>) -> String {
    String::from_utf8(page.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}
