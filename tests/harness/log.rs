//! Listens to the log of a scenario: whatever goes wrong outside, none of it is an error of ours.

use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    subscriber::{DefaultGuard, NoSubscriber},
};
use tracing_subscriber::{
    Layer,
    filter::LevelFilter,
    layer::{Context, SubscriberExt as _},
};

/// Fails the scenario at its end when an error was logged.
pub(crate) struct Log {
    errors: Errors,
    /// `None` where somebody listens already.
    _listening: Option<DefaultGuard>,
}

#[derive(Clone, Default)]
struct Errors(Arc<Mutex<Vec<String>>>);

impl Log {
    pub(crate) fn listen() -> Self {
        let errors = Errors::default();
        let is_free = tracing::dispatcher::get_default(|current| current.is::<NoSubscriber>());
        let listening = is_free.then(|| {
            let layer = errors.clone().with_filter(LevelFilter::ERROR);
            tracing::subscriber::set_default(tracing_subscriber::registry().with(layer))
        });
        Self { errors, _listening: listening }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        let errors = self.errors.0.lock().unwrap();
        assert!(std::thread::panicking() || errors.is_empty(), "errors in the log: {errors:#?}");
    }
}

impl<S: Subscriber> Layer<S> for Errors {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() == Level::ERROR {
            let mut line = Line(event.metadata().target().to_owned());
            event.record(&mut line);
            self.0.lock().unwrap().push(line.0);
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}
