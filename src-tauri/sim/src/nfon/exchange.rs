//! The settings of the PBX that an administrator sees: names, voicemail pages, forwards and profiles.

use std::collections::BTreeMap;

use super::profiles::Profiles;
use crate::cast::Extension;

/// Settings by extension, in the order of the portal.
pub(super) struct Exchange {
    order: Vec<String>,
    phones: BTreeMap<String, Settings>,
}

pub(super) struct Settings {
    pub(super) display_name: String,
    pub(super) voicemail_email: String,
    /// Fields of the voicemail page other than address and password, as text.
    pub(super) voicemail: BTreeMap<String, String>,
    /// Fields of the extension's page, as text.
    pub(super) fields: BTreeMap<String, String>,
    /// Target of each forward type of the extension.
    pub(super) forwards: BTreeMap<&'static str, String>,
    pub(super) forward_timeout: u64,
    pub(super) profiles: Profiles,
    pub(super) skills_logged_in: bool,
    pub(super) queue_profile: Option<String>,
}

const PHONE_FIELDS: [(&str, &str); 26] = [
    ("accessCentralPhoneBook", "true"),
    ("autodialTimeout", "5"),
    ("intercomEnabled", "false"),
    ("numberguessingLength", "3"),
    ("callWaitingIndication", "true"),
    ("replicateAgent", "false"),
    ("clirEnabled", "NETWORK"),
    ("language", "de"),
    ("ncontrolEnabled", "true"),
    ("ccbs", "false"),
    ("phoneBookHide", "false"),
    ("timeoutAfterSipTransfer", "10"),
    ("costCenter", ""),
    ("abandonOtherSoftphones", "false"),
    ("clickToDialState", "DEFAULT"),
    ("mediaGatewayEmergencyDialplanPriority", "NORMAL"),
    ("recordingMode", "OFF"),
    ("dialPrefix", "0"),
    ("nMeeting", "false"),
    ("useTps", "false"),
    ("nhospitalityRoom", "false"),
    ("ctiInfo", "NONE"),
    ("isCoach", "false"),
    ("isCoachee", "false"),
    ("isFraudBlocked", "false"),
    ("authorizeExternalByPin", "false"),
];

const VOICEMAIL_FIELDS: [(&str, &str); 5] = [
    ("announceCID", "true"),
    ("announceDateTime", "true"),
    ("sendEmail", "true"),
    ("deleteAfterSending", "false"),
    ("voicemailTranscriptionEnabled", "true"),
];

pub(super) const FORWARD_TYPES: [&str; 5] = ["DEFAULT", "NOT_AVAILABLE", "BUSY", "NOT_REGISTERED", "PARALLEL_RING"];

impl Exchange {
    pub(super) fn new(extensions: &[Extension]) -> Self {
        let mut exchange = Self { order: Vec::new(), phones: BTreeMap::new() };
        for extension in extensions {
            exchange.add(&extension.number, &extension.name, &extension.voicemail_email);
        }
        exchange
    }

    pub(super) fn add(&mut self, number: &str, name: &str, voicemail_email: &str) {
        let text = |fields: &[(&str, &str)]| {
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let settings = Settings {
            display_name: name.to_owned(),
            voicemail_email: voicemail_email.to_owned(),
            voicemail: text(&VOICEMAIL_FIELDS),
            fields: text(&PHONE_FIELDS),
            forwards: FORWARD_TYPES
                .map(|kind| (kind, if kind == "NOT_AVAILABLE" { "OWN_VOICEMAIL" } else { "NO_ACTION" }.to_owned()))
                .into(),
            forward_timeout: 30,
            profiles: Profiles::default(),
            skills_logged_in: true,
            queue_profile: None,
        };
        if self.phones.insert(number.to_owned(), settings).is_none() {
            self.order.push(number.to_owned());
        }
    }

    pub(super) fn remove(&mut self, number: &str) {
        self.phones.remove(number);
        self.order.retain(|other| other != number);
    }

    pub(super) fn phone(&self, number: &str) -> Option<&Settings> {
        self.phones.get(number)
    }

    pub(super) fn phone_mut(&mut self, number: &str) -> Option<&mut Settings> {
        self.phones.get_mut(number)
    }

    pub(super) fn phones(&self) -> impl Iterator<Item = (&String, &Settings)> {
        self.order.iter().filter_map(|number| self.phones.get_key_value(number))
    }
}
