//! The truth about every phone: a line state follows from registration and call legs, and is never set by itself.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::plan::{CallEvent, CallId, CallPlan, Change, Ending, Line, PhoneState, Presence, Registration};
use crate::knobs::DiallingLine;

#[derive(Clone, Debug)]
pub(super) struct Phone {
    pub(super) presence: Presence,
    registration: Registration,
    pub(super) line: Line,
    pub(super) updated_ms: i64,
}

#[derive(Clone, Debug)]
struct Call {
    uuid: String,
    caller: (String, String),
    callee: (String, String),
    legs: Vec<Leg>,
}

#[derive(Clone, Debug)]
struct Leg {
    extension: String,
    direction: &'static str,
    phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Dialling,
    Ringing,
    Connected,
}

/// All phones and calls of the account.
pub(super) struct Lines {
    customer: String,
    phones: BTreeMap<String, Phone>,
    calls: BTreeMap<CallId, Call>,
    next_call: u64,
    rng: ChaCha8Rng,
}

impl Lines {
    pub(super) fn new(
        customer: &str,
        seed: u64,
        extensions: impl Iterator<Item = (String, Presence)>,
        now_ms: i64,
    ) -> Self {
        let phones = extensions.map(|(number, presence)| {
            (number, Phone { presence, registration: Registration::Registered, line: Line::Idle, updated_ms: now_ms })
        });
        Self {
            customer: customer.to_owned(),
            phones: phones.collect(),
            calls: BTreeMap::new(),
            next_call: 1,
            rng: ChaCha8Rng::seed_from_u64(seed ^ 0x11e5),
        }
    }

    pub(super) fn phone(&self, extension: &str) -> Option<&Phone> {
        self.phones.get(extension)
    }

    pub(super) fn state(&self, extension: &str) -> Option<PhoneState> {
        self.phones.get(extension).map(|phone| phone.state(extension.to_owned()))
    }

    pub(super) fn phones(&self) -> impl Iterator<Item = (&String, &Phone)> {
        self.phones.iter()
    }

    pub(super) fn add(&mut self, extension: &str, now_ms: i64) -> Vec<Change> {
        let phone = Phone {
            presence: Presence::Offline,
            registration: Registration::Registered,
            line: Line::Idle,
            updated_ms: now_ms,
        };
        self.phones.insert(extension.to_owned(), phone);
        self.state(extension).map(Change::State).into_iter().collect()
    }

    pub(super) fn remove(&mut self, extension: &str) {
        self.phones.remove(extension);
        for call in self.calls.values_mut() {
            call.legs.retain(|leg| leg.extension != extension);
        }
    }

    pub(super) fn set_presence(&mut self, extension: &str, presence: Presence, now_ms: i64) -> Vec<Change> {
        match self.phones.get_mut(extension) {
            Some(phone) if phone.presence != presence => {
                phone.presence = presence;
                phone.updated_ms = now_ms;
                self.state(extension).map(Change::State).into_iter().collect()
            }
            Some(_) | None => Vec::new(),
        }
    }

    pub(super) fn set_registered(&mut self, extension: &str, registration: Registration, now: Moment) -> Vec<Change> {
        if let Some(phone) = self.phones.get_mut(extension) {
            phone.registration = registration;
        }
        self.settle(std::iter::once(extension.to_owned()).collect(), Vec::new(), now)
    }

    /// `None` when an extension of the plan does not exist.
    pub(super) fn start(&mut self, plan: CallPlan, now: Moment) -> Option<(CallId, Vec<Change>)> {
        let account = self.customer.clone();
        let inside = |number: &str| (number.to_owned(), account.clone());
        let outside = |number: &str| match number.starts_with(['*', '#']) || number.len() < 6 {
            true => (number.to_owned(), account.clone()),
            false => (number.to_owned(), "global".to_owned()),
        };
        let leg = |extension: &str, direction, phase| Leg { extension: extension.to_owned(), direction, phase };
        let (caller, callee, legs, first): (_, _, Vec<Leg>, &[&'static str]) = match &plan {
            // The vendor's example shows the account as context of an outside caller.
            CallPlan::Inbound { to, from } => {
                (inside(from), inside(to), vec![leg(to, "inbound", Phase::Ringing)], &["ring"])
            }
            CallPlan::Outbound { from, to } => {
                (inside(from), outside(to), vec![leg(from, "outbound", Phase::Dialling)], &["start", "dial"])
            }
            CallPlan::Internal { from, to } => (
                inside(from),
                inside(to),
                vec![leg(from, "outbound", Phase::Dialling), leg(to, "inbound", Phase::Ringing)],
                &[],
            ),
            CallPlan::Group { members, from } => {
                let legs = members.iter().map(|member| leg(member, "inbound", Phase::Ringing)).collect();
                (inside(from), inside("600"), legs, &["ring"])
            }
            CallPlan::ClickToDial { from, to } => {
                (inside(from), outside(to), vec![leg(from, "outbound", Phase::Dialling)], &["start"])
            }
        };
        if legs.is_empty() || legs.iter().any(|leg| !self.phones.contains_key(&leg.extension)) {
            return None;
        }
        let id = CallId(self.next_call);
        self.next_call += 1;
        let call = Call { uuid: self.uuid(), caller, callee, legs };
        let mut events = Vec::new();
        for leg in &call.legs {
            match first.is_empty() {
                true if leg.phase == Phase::Ringing => events.push(call.event(leg, "ring", None)),
                true => events.extend(["start", "dial"].map(|state| call.event(leg, state, None))),
                false => events.extend(first.iter().map(|state| call.event(leg, state, None))),
            }
        }
        let touched = call.extensions();
        self.calls.insert(id, call);
        Some((id, self.settle(touched, events, now)))
    }

    /// The far end rings: told to those who dialled.
    pub(super) fn ring(&mut self, id: CallId, now: Moment) -> Vec<Change> {
        let Some(call) = self.calls.get(&id) else {
            return Vec::new();
        };
        let dialling = call.legs.iter().filter(|leg| leg.phase == Phase::Dialling);
        let events = dialling.map(|leg| call.event(leg, "ring", None)).collect();
        self.settle(BTreeSet::new(), events, now)
    }

    /// A step of a click-to-dial request that changes no line by itself.
    pub(super) fn step(&mut self, id: CallId, state: &'static str, now: Moment) -> Vec<Change> {
        let Some(call) = self.calls.get_mut(&id) else {
            return Vec::new();
        };
        for leg in &mut call.legs {
            match state {
                "caller-ring" => leg.phase = Phase::Ringing,
                "caller-answer" => leg.phase = Phase::Connected,
                _ => {}
            }
        }
        let events = call.legs.iter().map(|leg| call.event(leg, state, None)).collect();
        let touched = call.extensions();
        self.settle(touched, events, now)
    }

    /// Somebody picks up: `by` names the member of a ringing group; else everybody is connected.
    pub(super) fn answer(&mut self, id: CallId, by: Option<&str>, now: Moment) -> Vec<Change> {
        let Some(call) = self.calls.get_mut(&id) else {
            return Vec::new();
        };
        let touched = call.extensions();
        let by = by
            .filter(|extension| call.legs.iter().any(|leg| leg.extension == *extension && leg.direction == "inbound"));
        let stays = |leg: &Leg| by.is_none_or(|by| leg.extension == by || leg.direction == "outbound");
        let gone: Vec<Leg> = call.legs.iter().filter(|leg| !stays(leg)).cloned().collect();
        call.legs.retain(stays);
        for leg in &mut call.legs {
            leg.phase = Phase::Connected;
        }
        let mut events: Vec<_> = call.legs.iter().map(|leg| call.event(leg, "answer", None)).collect();
        if now.siblings_hang_up {
            events.extend(gone.iter().map(|leg| call.event(leg, "hangup", None)));
        }
        self.settle(touched, events, now)
    }

    pub(super) fn hang_up(&mut self, id: CallId, ending: Ending, now: Moment) -> Vec<Change> {
        let Some(call) = self.calls.remove(&id) else {
            return Vec::new();
        };
        let events = call.legs.iter().map(|leg| call.event(leg, "hangup", ending.error())).collect();
        self.settle(call.extensions(), events, now)
    }

    /// `from` leaves the call, and `to` rings in its place with the same uuid.
    pub(super) fn transfer(&mut self, id: CallId, from: &str, to: &str, now: Moment) -> Vec<Change> {
        let known = self.phones.contains_key(to);
        let Some(call) = self.calls.get_mut(&id).filter(|_| known) else {
            return Vec::new();
        };
        let mut events: Vec<_> =
            call.legs.iter().filter(|leg| leg.extension == from).map(|leg| call.event(leg, "hangup", None)).collect();
        let mut touched = call.extensions();
        call.legs.retain(|leg| leg.extension != from);
        let leg = Leg { extension: to.to_owned(), direction: "inbound", phase: Phase::Ringing };
        events.push(call.event(&leg, "ring", None));
        touched.insert(to.to_owned());
        call.legs.push(leg);
        self.settle(touched, events, now)
    }

    /// The running call of an extension, the newest first.
    pub(super) fn call_of(&self, extension: &str) -> Option<CallId> {
        let here = |call: &Call| call.legs.iter().any(|leg| leg.extension == extension);
        self.calls.iter().rev().find(|(_, call)| here(call)).map(|(id, _)| *id)
    }

    /// Id, uuid and extensions with their phases, for the control service.
    pub(super) fn calls(&self) -> impl Iterator<Item = (CallId, &str, Vec<(&str, bool)>)> {
        self.calls.iter().map(|(id, call)| {
            let legs = call.legs.iter().map(|leg| (leg.extension.as_str(), leg.phase == Phase::Connected));
            (*id, call.uuid.as_str(), legs.collect())
        })
    }

    pub(super) fn uuid_of(&self, id: CallId) -> Option<&str> {
        self.calls.get(&id).map(|call| call.uuid.as_str())
    }

    pub(super) fn exists(&self, id: CallId) -> bool {
        self.calls.contains_key(&id)
    }

    fn settle(&mut self, touched: BTreeSet<String>, events: Vec<CallEvent>, now: Moment) -> Vec<Change> {
        let mut changes: Vec<Change> = events.into_iter().map(Change::Call).collect();
        for extension in touched {
            let line = self.derived(&extension, now.dialling);
            if let Some(phone) = self.phones.get_mut(&extension)
                && phone.line != line
            {
                phone.line = line;
                phone.updated_ms = now.ms;
                changes.push(Change::State(phone.state(extension)));
            }
        }
        changes
    }

    fn derived(&self, extension: &str, dialling: DiallingLine) -> Line {
        let legs = || self.calls.values().flat_map(|call| &call.legs).filter(|leg| leg.extension == extension);
        let any = |phase| legs().any(|leg| leg.phase == phase);
        let registered = self.phones.get(extension).is_some_and(|phone| phone.registration == Registration::Registered);
        match dialling {
            _ if any(Phase::Connected) => Line::InUse,
            DiallingLine::InUse if any(Phase::Dialling) => Line::InUse,
            _ if any(Phase::Ringing) => Line::Ringing,
            DiallingLine::Ringing if any(Phase::Dialling) => Line::Ringing,
            _ if registered => Line::Idle,
            DiallingLine::Ringing | DiallingLine::InUse | DiallingLine::Idle => Line::Offline,
        }
    }

    fn uuid(&mut self) -> String {
        let mut bytes = [0; 16];
        self.rng.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }
}

/// When something happens, and the knobs that shape it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) ms: i64,
    pub(super) dialling: DiallingLine,
    /// Phones that stop ringing because another answered are told to the call stream.
    pub(super) siblings_hang_up: bool,
}

impl Phone {
    fn state(&self, extension: String) -> PhoneState {
        PhoneState { extension, line: self.line, presence: self.presence, updated_ms: self.updated_ms }
    }
}

impl Call {
    fn extensions(&self) -> BTreeSet<String> {
        self.legs.iter().map(|leg| leg.extension.clone()).collect()
    }

    fn event(&self, leg: &Leg, state: &'static str, error: Option<&'static str>) -> CallEvent {
        CallEvent {
            uuid: self.uuid.clone(),
            state,
            extension: leg.extension.clone(),
            direction: leg.direction,
            caller: self.caller.0.clone(),
            caller_context: self.caller.1.clone(),
            callee: self.callee.0.clone(),
            callee_context: self.callee.1.clone(),
            error,
        }
    }
}
