//! Calls from outside the wire: what the day, the control service and tests make people do with their phones.

use serde_json::{Value, json};

use super::{CallId, CallPlan, Change, Ending, Nfon, Presence, Registration};

impl Nfon {
    /// `None` when an extension of the plan does not exist. Inbound calls ring at once, outbound ones are being dialled.
    pub fn start_call(&self, plan: CallPlan) -> Option<CallId> {
        let now = self.moment();
        let started = self.lines().start(plan, now);
        let (id, changes) = started?;
        self.publish(changes);
        Some(id)
    }

    /// The far end of an outbound call rings.
    pub fn ring(&self, id: CallId) {
        let now = self.moment();
        let changes = self.lines().ring(id, now);
        self.publish(changes);
    }

    /// Everybody in the call is connected.
    pub fn answer(&self, id: CallId) {
        self.answer_by(id, None);
    }

    /// In a group call, one member answers and the others stop ringing.
    pub fn answer_at(&self, id: CallId, extension: &str) {
        self.answer_by(id, Some(extension));
    }

    pub fn hang_up(&self, id: CallId, ending: Ending) {
        let now = self.moment();
        let changes = self.lines().hang_up(id, ending, now);
        self.publish(changes);
    }

    /// `from` leaves the call and `to` rings instead.
    pub fn transfer(&self, id: CallId, from: &str, to: &str) {
        let now = self.moment();
        let changes = self.lines().transfer(id, from, to, now);
        self.publish(changes);
    }

    /// What the person's Cloudya app shows.
    pub fn set_presence(&self, extension: &str, presence: Presence) {
        let now = self.moment();
        let changes = self.lines().set_presence(extension, presence, now.ms);
        self.publish(changes);
    }

    /// Whether any device of the extension is registered.
    pub fn set_registered(&self, extension: &str, registration: Registration) {
        let now = self.moment();
        let changes = self.lines().set_registered(extension, registration, now);
        self.publish(changes);
    }

    /// The newest running call of an extension.
    pub fn call_of(&self, extension: &str) -> Option<CallId> {
        self.lines().call_of(extension)
    }

    /// Running calls, for the control service.
    pub fn calls_json(&self) -> Value {
        let lines = self.lines();
        let calls = lines.calls().map(|(id, uuid, legs)| {
            let legs: Vec<_> = legs
                .into_iter()
                .map(|(extension, connected)| json!({"extension": extension, "connected": connected}))
                .collect();
            json!({"id": id, "uuid": uuid, "legs": legs})
        });
        Value::Array(calls.collect())
    }

    pub(super) fn publish(&self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        let knobs = self.knobs().clone();
        let now = self.clock.elapsed();
        let mut subscribers = self.subscribers();
        for change in changes {
            match change {
                Change::State(state) => subscribers.state_changed(&state, now),
                Change::Call(event) => {
                    let omitted = match event.state {
                        "ring" | "caller-ring" => knobs.omit_ring,
                        "hangup" => knobs.omit_hangup,
                        _ => false,
                    };
                    if omitted {
                        continue;
                    }
                    let bridge = (knobs.bridge && event.state == "answer")
                        .then(|| super::CallEvent { state: "bridge", ..event.clone() });
                    subscribers.call_changed(&event, now);
                    if let Some(bridge) = bridge {
                        subscribers.call_changed(&bridge, now);
                    }
                }
            }
        }
    }

    fn answer_by(&self, id: CallId, by: Option<&str>) {
        let now = self.moment();
        let changes = self.lines().answer(id, by, now);
        self.publish(changes);
    }
}
