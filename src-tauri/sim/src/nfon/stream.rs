//! Server-sent events: bootstrap, changes, heartbeats, and every way in which such a stream can go wrong.

use std::{io, sync::Arc, time::Duration};

use axum::{body::Body, response::Response};
use bytes::Bytes;
use http::StatusCode;
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{CallEvent, Line, Nfon, PhoneState};
use crate::knobs::{Bootstrap, InUseWord, LineEnding, NfonKnobs, PresenceForm, Updated};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    States,
    Calls,
}

/// How the server ends a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The body ends as if all had been said.
    Clean,
    /// The connection breaks in the middle of an event.
    Reset,
}

#[derive(Default)]
pub(super) struct Subscribers {
    opened: u64,
    list: Vec<(Topic, mpsc::UnboundedSender<Notice>)>,
}

enum Notice {
    State { state: PhoneState, at: Duration },
    Call { event: CallEvent, at: Duration },
    Cut(Cut),
}

impl Subscribers {
    pub(super) fn state_changed(&mut self, state: &PhoneState, at: Duration) {
        self.tell(Topic::States, || Notice::State { state: state.clone(), at });
    }

    pub(super) fn call_changed(&mut self, event: &CallEvent, at: Duration) {
        self.tell(Topic::Calls, || Notice::Call { event: event.clone(), at });
    }

    pub(super) fn cut(&mut self, how: Cut) {
        for (_, sender) in self.list.drain(..) {
            // A stream that has just ended by itself needs no cutting.
            let _ = sender.send(Notice::Cut(how));
        }
    }

    pub(super) fn count(&self) -> usize {
        self.list.iter().filter(|(_, sender)| !sender.is_closed()).count()
    }

    fn tell(&mut self, wanted: Topic, notice: impl Fn() -> Notice) {
        self.list.retain(|(topic, sender)| *topic != wanted || sender.send(notice()).is_ok());
    }
}

impl Nfon {
    pub(super) fn open_stream(self: &Arc<Self>, topic: Topic, expires_ms: i64) -> Response {
        let (sender, notices) = mpsc::unbounded_channel();
        self.tally.count(match topic {
            Topic::States => "state stream",
            Topic::Calls => "call stream",
        });
        let number = {
            let mut subscribers = self.subscribers();
            subscribers.list.push((topic, sender));
            subscribers.opened += 1;
            subscribers.opened
        };
        let (out, body) = mpsc::channel(64);
        let writer = Writer { nfon: self.clone(), out, rng: ChaCha8Rng::seed_from_u64(self.seed ^ number), states: 0 };
        tokio::spawn(writer.run(topic, notices, expires_ms));
        let body = futures::stream::unfold(body, |mut body: mpsc::Receiver<io::Result<Bytes>>| async move {
            body.recv().await.map(|piece| (piece, body))
        });
        self.reply(StatusCode::OK, "text/event-stream", Body::from_stream(body))
    }

    /// The state of one extension, as the knobs shape it.
    pub(super) fn state_object(&self, phone: &PhoneState) -> Value {
        let knobs = self.knobs().clone();
        let line = match (phone.line, knobs.in_use_word) {
            (Line::InUse, InUseWord::Busy) => "busy",
            (line, InUseWord::InUse | InUseWord::Busy) => line.word(),
        };
        let mut state = json!({"customer": self.company.customer, "extension": phone.extension, "line": line});
        match knobs.presence {
            PresenceForm::Plain => state["presence"] = phone.presence.word().into(),
            PresenceForm::TextNull => state["presence"] = "null".into(),
            PresenceForm::JsonNull => state["presence"] = Value::Null,
            PresenceForm::Missing => {}
        }
        put_updated(&mut state, phone.updated_ms, &knobs);
        state
    }

    /// RFC 3339 with nanoseconds and the offset of the server's winter time.
    pub(super) fn stamp(&self, utc_ms: i64) -> String {
        let skew = self.knobs().clock_skew_seconds;
        stamp_with(utc_ms + skew * 1000)
    }

    fn call_object(&self, event: &CallEvent) -> Value {
        let mut call = json!({
            "uuid": event.uuid, "state": event.state, "caller": event.caller, "caller_context": event.caller_context,
            "callee": event.callee, "callee_context": event.callee_context, "direction": event.direction,
            "extension": event.extension, "customer": self.company.customer,
        });
        if let Some(error) = event.error {
            call["error"] = error.into();
        }
        let knobs = self.knobs().clone();
        put_updated(&mut call, self.clock.utc_ms(), &knobs);
        call
    }
}

fn put_updated(object: &mut Value, utc_ms: i64, knobs: &NfonKnobs) {
    let stamp = stamp_with(utc_ms + knobs.clock_skew_seconds * 1000);
    match knobs.updated {
        Updated::Present => object["updated"] = stamp.into(),
        Updated::Absent => {}
        Updated::Malformed => object["updated"] = stamp.replacen('.', ":00.", 1).into(),
    }
}

fn stamp_with(utc_ms: i64) -> String {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(1));
    let at = jiff::Timestamp::from_millisecond(utc_ms).unwrap_or_default().to_zoned_datetime(zone);
    // The last digits only have to look like nanoseconds.
    let nanos = utc_ms.rem_euclid(1000) * 1_000_000 + utc_ms.rem_euclid(9973) * 100;
    format!("{}.{nanos:09}+01:00", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// One open stream.
struct Writer {
    nfon: Arc<Nfon>,
    out: mpsc::Sender<io::Result<Bytes>>,
    rng: ChaCha8Rng,
    states: u64,
}

/// The client is gone, or the stream was cut.
struct Ended;

impl Writer {
    async fn run(mut self, topic: Topic, mut notices: mpsc::UnboundedReceiver<Notice>, expires_ms: i64) {
        // The result only says why the loop ended, and the loop is all there is.
        let _ = self.write_all(topic, &mut notices, expires_ms).await;
    }

    async fn write_all(
        &mut self,
        topic: Topic,
        notices: &mut mpsc::UnboundedReceiver<Notice>,
        expires_ms: i64,
    ) -> Result<(), Ended> {
        if self.knobs().byte_order_mark {
            self.send("\u{feff}").await?;
        }
        if topic == Topic::States {
            self.bootstrap().await?;
        }
        loop {
            let knobs = self.knobs();
            let pause = knobs
                .heartbeat_seconds
                .map_or(Duration::from_secs(3600), |seconds| Duration::from_secs_f64(seconds.max(0.01)));
            let left = Duration::from_millis(u64::try_from(expires_ms - self.nfon.clock.utc_ms()).unwrap_or_default());
            tokio::select! {
                biased;
                () = self.out.closed() => return Err(Ended),
                notice = notices.recv() => match notice {
                    Some(notice) => self.tell(notice).await?,
                    None => return Err(Ended),
                },
                () = tokio::time::sleep(left), if knobs.cut_streams_at_token_expiry => {
                    self.nfon.tally.count("expired stream");
                    return Err(Ended);
                }
                () = tokio::time::sleep(pause) => {
                    if knobs.heartbeat_seconds.is_some() && !knobs.stall_streams {
                        self.send(&format!(":{}", ending(knobs.line_ending))).await?;
                    }
                }
            }
        }
    }

    /// The latest state of each extension, in no order that means anything.
    async fn bootstrap(&mut self) -> Result<(), Ended> {
        let mut numbers: Vec<String> = self.nfon.lines().phones().map(|(number, _)| number.clone()).collect();
        numbers.shuffle(&mut self.rng);
        match self.knobs().bootstrap {
            Bootstrap::All => {}
            Bootstrap::Empty => {
                self.nfon.tally.count("empty start");
                numbers.clear();
            }
            Bootstrap::Half => numbers.truncate(numbers.len() / 2),
        }
        for number in numbers {
            let state = self.nfon.lines().state(&number);
            if let Some(state) = state.map(|state| self.nfon.state_object(&state)) {
                self.event("state", &state).await?;
            }
        }
        Ok(())
    }

    async fn tell(&mut self, notice: Notice) -> Result<(), Ended> {
        let knobs = self.knobs();
        match notice {
            Notice::Cut(Cut::Clean) => Err(Ended),
            Notice::Cut(Cut::Reset) => {
                self.send("data: {\"customer\":\"K").await?;
                let broken = io::Error::new(io::ErrorKind::ConnectionReset, "cut by the simulator");
                self.out.send(Err(broken)).await.map_err(|_| Ended)?;
                Err(Ended)
            }
            Notice::State { state: phone, at } => {
                let mut state = self.nfon.state_object(&phone);
                self.wait_until(at, knobs.state_stream_delay_ms).await;
                self.states += 1;
                if knobs.unknown_line_values && self.states.is_multiple_of(4) {
                    self.nfon.tally.count("unknown state");
                    state["line"] = "on-hold".into();
                }
                if self.chance(knobs.dropped_percent) {
                    return Ok(());
                }
                self.event("state", &state).await?;
                if self.chance(knobs.duplicate_percent) {
                    self.nfon.tally.count("repeated state");
                    self.event("state", &state).await?;
                }
                if self.chance(knobs.out_of_order_percent) {
                    self.nfon.tally.count("older state");
                    let mut older = state;
                    older["line"] = if older["line"] == "idle" { "ringing" } else { "idle" }.into();
                    put_updated(&mut older, phone.updated_ms - 1500, &knobs);
                    self.event("state", &older).await?;
                }
                Ok(())
            }
            Notice::Call { event, at } => {
                let call = self.nfon.call_object(&event);
                self.wait_until(at, knobs.call_stream_delay_ms).await;
                if self.chance(knobs.dropped_percent) {
                    return Ok(());
                }
                self.event("call", &call).await?;
                if self.chance(knobs.duplicate_percent) {
                    self.event("call", &call).await?;
                }
                Ok(())
            }
        }
    }

    async fn event(&mut self, name: &str, object: &Value) -> Result<(), Ended> {
        let knobs = self.knobs();
        if knobs.stall_streams {
            self.nfon.tally.count("swallowed event");
            return Ok(());
        }
        if knobs.padding_bytes > 0 {
            self.nfon.tally.count("padded event");
        }
        let padded = (knobs.padding_bytes > 0).then(|| {
            let mut padded = object.clone();
            padded["padding"] = "x".repeat(knobs.padding_bytes).into();
            padded
        });
        let object = padded.as_ref().unwrap_or(object);
        let end = ending(knobs.line_ending);
        let name = if knobs.event_names { format!("event: {name}{end}") } else { String::new() };
        self.send(&format!("{name}data: {object}{end}{end}")).await
    }

    async fn send(&mut self, text: &str) -> Result<(), Ended> {
        let size = self.knobs().chunk_bytes.unwrap_or(text.len()).max(1);
        for piece in text.as_bytes().chunks(size) {
            self.out.send(Ok(Bytes::copy_from_slice(piece))).await.map_err(|_| Ended)?;
        }
        Ok(())
    }

    async fn wait_until(&self, at: Duration, delay_ms: u64) {
        if delay_ms > 0 {
            tokio::time::sleep_until(self.nfon.clock.instant_at(at + Duration::from_millis(delay_ms))).await;
        }
    }

    fn chance(&mut self, percent: u8) -> bool {
        percent > 0 && self.rng.random_range(0..100) < percent
    }

    fn knobs(&self) -> NfonKnobs {
        self.nfon.knobs().clone()
    }
}

fn ending(line_ending: LineEnding) -> &'static str {
    match line_ending {
        LineEnding::Lf => "\n",
        LineEnding::CrLf => "\r\n",
        LineEnding::Cr => "\r",
    }
}
