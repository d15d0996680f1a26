//! The call scenarios of the protocol reference, each a small play in simulated time.

use std::time::Duration;

use super::{CallId, CallPlan, Ending, Nfon};

/// Times are short and fixed, so that a test can name the moment it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// Rings 4 s, talks 60 s.
    InboundAnswered { to: String },
    /// Rings 15 s.
    InboundMissed { to: String },
    /// Rejected after 2 s of ringing.
    InboundRejected { to: String },
    /// Dials, and finds the other side busy after 1 s.
    OutboundBusy { from: String },
    /// Dials, rings after 1 s, is answered after 5 s, talks 60 s.
    Outbound { from: String },
    /// Rings 4 s, talks 60 s.
    Internal { from: String, to: String },
    /// All ring 4 s, the first answers, talks 60 s.
    RingGroup { members: Vec<String> },
    /// After 10 s of talk, `from` hands the call to `to`, who answers after 3 s and talks 60 s.
    BlindTransfer { from: String, to: String },
    /// `from` talks 10 s, asks `to` in a second call for 5 s, and leaves both; `to` talks 30 s.
    AttendedTransfer { from: String, to: String },
    /// A call of 2 s to a code such as `*1021`.
    FeatureCode { from: String, code: String },
    /// No ringing at all, talks 60 s.
    AutoAnswer { to: String },
}

/// An invented outside number of a range that is kept free for such uses.
pub(super) const OUTSIDE: &str = "4930231250042";

impl Nfon {
    /// Plays to the end. Does nothing when an extension does not exist.
    pub async fn play(&self, scenario: Scenario) {
        // An unknown extension ends the play before it begins.
        let _ = self.play_known(scenario).await;
    }

    async fn play_known(&self, scenario: Scenario) -> Option<()> {
        let outside = || OUTSIDE.to_owned();
        match scenario {
            Scenario::InboundAnswered { to } => {
                self.talk(self.start_call(CallPlan::Inbound { to, from: outside() })?, 4, 60).await
            }
            Scenario::InboundMissed { to } => {
                self.unanswered(self.start_call(CallPlan::Inbound { to, from: outside() })?, 15, Ending::Timeout).await
            }
            Scenario::InboundRejected { to } => {
                self.unanswered(self.start_call(CallPlan::Inbound { to, from: outside() })?, 2, Ending::Reject).await
            }
            Scenario::OutboundBusy { from } => {
                self.unanswered(self.start_call(CallPlan::Outbound { from, to: outside() })?, 1, Ending::Busy).await
            }
            Scenario::Outbound { from } => {
                let id = self.start_call(CallPlan::Outbound { from, to: outside() })?;
                seconds(1).await;
                self.ring(id);
                self.talk(id, 4, 60).await;
            }
            Scenario::Internal { from, to } => {
                let id = self.start_call(CallPlan::Internal { from, to })?;
                self.ring(id);
                self.talk(id, 4, 60).await;
            }
            Scenario::RingGroup { members } => {
                let first = members.first()?.clone();
                let id = self.start_call(CallPlan::Group { members, from: outside() })?;
                seconds(4).await;
                self.answer_at(id, &first);
                seconds(60).await;
                self.hang_up(id, Ending::Normal);
            }
            Scenario::BlindTransfer { from, to } => {
                let id = self.start_call(CallPlan::Inbound { to: from.clone(), from: outside() })?;
                self.answer(id);
                seconds(10).await;
                self.transfer(id, &from, &to);
                self.talk(id, 3, 60).await;
            }
            Scenario::AttendedTransfer { from, to } => {
                let first = self.start_call(CallPlan::Inbound { to: from.clone(), from: outside() })?;
                self.answer(first);
                seconds(10).await;
                let second = self.start_call(CallPlan::Internal { from: from.clone(), to: to.clone() })?;
                self.answer(second);
                seconds(5).await;
                self.transfer(first, &from, &to);
                self.answer(first);
                self.hang_up(second, Ending::Normal);
                seconds(30).await;
                self.hang_up(first, Ending::Normal);
            }
            Scenario::FeatureCode { from, code } => {
                self.talk(self.start_call(CallPlan::Outbound { from, to: code })?, 0, 2).await
            }
            Scenario::AutoAnswer { to } => {
                self.talk(self.start_call(CallPlan::Inbound { to, from: outside() })?, 0, 60).await
            }
        }
        Some(())
    }

    async fn talk(&self, id: CallId, ring: u64, talk: u64) {
        seconds(ring).await;
        self.answer(id);
        seconds(talk).await;
        self.hang_up(id, Ending::Normal);
    }

    async fn unanswered(&self, id: CallId, ring: u64, ending: Ending) {
        seconds(ring).await;
        self.hang_up(id, ending);
    }
}

async fn seconds(count: u64) {
    if count > 0 {
        tokio::time::sleep(Duration::from_secs(count)).await;
    }
}
