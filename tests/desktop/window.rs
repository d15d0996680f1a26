//! The program's own window through WebDriver: fields, buttons and states, by their test ids.

use crate::PATIENCE;
use anyhow::{Context as _, ensure};
use fantoccini::{
    Client, ClientBuilder, Locator,
    elements::Element,
    key::Key,
    wd::{Capabilities, TimeoutConfiguration},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{path::Path, time::Duration};
use tokio::time::Instant;

pub struct Window {
    client: Client,
}

impl Window {
    /// Waits for the WebDriver service on `port`, and lets it start the program.
    pub(crate) async fn open(port: u16, app: &Path, arguments: &[String]) -> anyhow::Result<Self> {
        let options = json!({ "application": app, "args": arguments });
        let capabilities = Capabilities::from_iter([("tauri:options".to_owned(), options)]);
        let address = format!("http://127.0.0.1:{port}");
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(client) => break client,
                Err(error) if started.elapsed() > PATIENCE => return Err(error).context("the program does not open"),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        Ok(Self { client })
    }

    /// Types into a field in place of what stands there, with the keys that a person would use.
    pub async fn fill(&self, id: &str, text: &str) -> anyhow::Result<()> {
        let field = self.find(id).await?;
        // WebDriver's own clearing goes behind the back of the page, which then brings the old text back.
        // Modifiers are released at the end of each call.
        field.send_keys(&format!("{}a", char::from(Key::Control))).await?;
        field.send_keys(&char::from(Key::Delete).to_string()).await?;
        if !text.is_empty() {
            field.send_keys(text).await?;
        }
        let typed = field.prop("value").await?;
        ensure!(typed.as_deref() == Some(text), "{id} does not take what was typed");
        Ok(())
    }

    /// Presses keys, together, on whatever has the focus.
    pub async fn keys(&self, keys: &[Key]) -> anyhow::Result<()> {
        let keys = keys.iter().map(|key| char::from(*key)).collect::<String>();
        Ok(self.client.active_element().await?.send_keys(&keys).await?)
    }

    /// Puts the focus on the element, without pressing it.
    pub async fn focus(&self, id: &str) -> anyhow::Result<()> {
        const FOCUS: &str = "document.querySelector(arguments[0]).focus();";
        self.find(id).await?;
        self.client.execute(FOCUS, vec![json!(by_id(id))]).await?;
        Ok(())
    }

    /// The attribute of what has the focus, or of the first around it that has it.
    pub async fn focused(&self, attribute: &str) -> anyhow::Result<Option<String>> {
        const LOOK: &str =
            "return document.activeElement?.closest(`[${arguments[0]}]`)?.getAttribute(arguments[0]) ?? null;";
        let found = self.client.execute(LOOK, vec![json!(attribute)]).await?;
        Ok(found.as_str().map(str::to_owned))
    }

    /// Waits until what has the focus is within an element whose attribute is `expected`.
    pub async fn wait_for_focus(&self, attribute: &str, expected: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            let found = self.focused(attribute).await?;
            if found.as_deref() == Some(expected) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "the focus is at {found:?}; {expected} was expected");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn press(&self, id: &str) -> anyhow::Result<()> {
        Ok(self.find(id).await?.click().await?)
    }

    /// Presses a button that takes the window away. WebDriver's own click would wait for a picture that never comes.
    pub async fn press_and_leave(&self, id: &str) -> anyhow::Result<()> {
        const PRESS: &str = "const button = document.querySelector(arguments[0]); setTimeout(() => button.click());";
        self.find(id).await?;
        self.client.execute(PRESS, vec![json!(by_id(id))]).await?;
        Ok(())
    }

    /// Waits until the element's `data-state` is `state`.
    pub async fn wait_for_state(&self, id: &str, state: &str) -> anyhow::Result<()> {
        self.wait_for(id, "data-state", state).await
    }

    pub async fn wait_for(&self, id: &str, attribute: &str, expected: &str) -> anyhow::Result<()> {
        self.wait(id, attribute, |found| found == Some(expected))
            .await
            .with_context(|| format!("{expected} was expected"))
    }

    /// Waits until the button is no longer shown as disabled.
    pub async fn wait_until_pressable(&self, id: &str) -> anyhow::Result<()> {
        self.wait_for_element(id).await?;
        self.wait(id, "aria-disabled", |found| found != Some("true")).await
    }

    pub async fn wait_for_element(&self, id: &str) -> anyhow::Result<()> {
        self.find(id).await.map(drop)
    }

    pub async fn wait_until_absent(&self, id: &str) -> anyhow::Result<()> {
        let started = Instant::now();
        while self.is_there(id).await? {
            ensure!(started.elapsed() < PATIENCE, "{id} stays");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    pub async fn is_there(&self, id: &str) -> anyhow::Result<bool> {
        Ok(!self.client.find_all(Locator::Css(&by_id(id))).await?.is_empty())
    }

    /// A property as it is drawn, such as `border-top-style`.
    pub async fn style(&self, id: &str, property: &str) -> anyhow::Result<String> {
        Ok(self.find(id).await?.css_value(property).await?)
    }

    /// What a person reads there.
    pub async fn text(&self, id: &str) -> anyhow::Result<String> {
        Ok(self.find(id).await?.text().await?)
    }

    /// Waits until `part` can be read there.
    pub async fn wait_for_text(&self, id: &str, part: &str) -> anyhow::Result<()> {
        self.wait_to_read(id, part, |found| found.contains(part)).await
    }

    /// Waits until something else can be read there.
    pub async fn wait_for_other_text(&self, id: &str, former: &str) -> anyhow::Result<()> {
        self.wait_to_read(id, "something else", |found| !found.is_empty() && found != former).await
    }

    async fn wait_to_read(&self, id: &str, what: &str, fits: impl Fn(&str) -> bool) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            // The window may draw the element anew between finding and asking.
            let found = self.find(id).await?.text().await.unwrap_or_default();
            if fits(&found) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "{id} reads “{found}” and not “{what}”");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// An attribute as it is now, such as `data-user`.
    pub async fn attribute(&self, id: &str, name: &str) -> anyhow::Result<String> {
        self.find(id).await?.attr(name).await?.with_context(|| format!("{id} has no {name}"))
    }

    /// Runs a script of a measurement, whose last argument is what takes the answer.
    pub async fn measure(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// How long a measurement may take.
    pub async fn allow(&self, time: Duration) -> anyhow::Result<()> {
        let allowed = TimeoutConfiguration::new(Some(time), None, None);
        Ok(self.client.update_timeouts(allowed).await?)
    }

    /// Presses a button, and measures in milliseconds until what it leads to is drawn.
    pub async fn time_until_drawn(&self, button: &str, leads_to: &str) -> anyhow::Result<f64> {
        const MEASURE: &str = "
            const [button, leadsTo, done] = arguments;
            const started = performance.now();
            const look = () => {
                if (document.querySelector(leadsTo) === null) return requestAnimationFrame(look);
                requestAnimationFrame(() => done(performance.now() - started));
            };
            document.querySelector(button).click();
            look();";
        let arguments = vec![json!(by_id(button)), json!(by_id(leads_to))];
        let measured = self.client.execute_async(MEASURE, arguments).await?;
        measured.as_f64().with_context(|| format!("no time but {measured}"))
    }

    /// Changes these settings as the page of settings does; the others return to what they are without being chosen.
    pub async fn change_settings(&self, settings: &Value) -> anyhow::Result<()> {
        const CHANGE: &str = "
            const [settings, done] = arguments;
            __TAURI_INTERNALS__.invoke('request', { request: { kind: 'change-settings', settings } }).then(() => done());";
        self.client.execute_async(CHANGE, vec![settings.clone()]).await?;
        Ok(())
    }

    /// Saves the diagnostics as the page of settings does, and gives back what is said to be in them and where they are.
    pub async fn save_diagnostics(&self, names: &str) -> anyhow::Result<(Vec<Value>, String)> {
        const SAVE: &str = "
            const [names, done] = arguments;
            const invoke = (command) => __TAURI_INTERNALS__.invoke(command, { names });
            Promise.all([invoke('diagnostics'), invoke('save_diagnostics')]).then(done, (error) => done(String(error)));";
        let saved = self.client.execute_async(SAVE, vec![json!(names)]).await?;
        serde_json::from_value(saved.clone()).with_context(|| format!("not saved: {saved}"))
    }

    /// Waits until the document itself has the attribute, such as `lang`.
    pub async fn wait_for_document(&self, attribute: &str, expected: &str) -> anyhow::Result<()> {
        let selector = format!("html[{attribute}=\"{expected}\"]");
        self.wait_for_selector(&selector).await
    }

    /// Waits until the window wears this theme.
    pub async fn wait_for_dress(&self, theme: &str) -> anyhow::Result<()> {
        self.wait_for_selector(&format!("[data-theme=\"{theme}\"]")).await
    }

    /// What axe-core finds on the page as it is, one sentence each.
    pub async fn accessibility_faults(&self) -> anyhow::Result<Vec<String>> {
        const LOOK: &str = "
            const done = arguments[0];
            const told = ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')})`;
            axe.run(document).then(({ violations }) => done(violations.map(told)), (error) => done([String(error)]));";
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&axe).with_context(|| format!("{} (npm ci)", axe.display()))?;
        self.client.execute(&axe, Vec::new()).await?;
        let faults = self.client.execute_async(LOOK, Vec::new()).await?;
        Ok(serde_json::from_value(faults)?)
    }

    /// The windows that WebDriver may look into.
    pub async fn reachable(&self) -> anyhow::Result<usize> {
        Ok(self.client.windows().await?.len())
    }

    async fn wait(&self, id: &str, attribute: &str, fits: impl Fn(Option<&str>) -> bool) -> anyhow::Result<()> {
        let started = Instant::now();
        loop {
            // The window may draw the element anew between finding and asking.
            let found = match self.find(id).await {
                Ok(element) => element.attr(attribute).await.ok().flatten(),
                Err(_) => None,
            };
            if fits(found.as_deref()) {
                return Ok(());
            }
            ensure!(started.elapsed() < PATIENCE, "{id} has the {attribute} {found:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn wait_for_selector(&self, selector: &str) -> anyhow::Result<()> {
        let waiting = self.client.wait().at_most(PATIENCE).every(Duration::from_millis(50));
        waiting.for_element(Locator::Css(selector)).await.with_context(|| format!("there is no {selector}"))?;
        Ok(())
    }

    async fn find(&self, id: &str) -> anyhow::Result<Element> {
        let selector = by_id(id);
        let waiting = self.client.wait().at_most(PATIENCE).every(Duration::from_millis(50));
        waiting.for_element(Locator::Css(&selector)).await.with_context(|| format!("{id} is not in the window"))
    }
}

fn by_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}
