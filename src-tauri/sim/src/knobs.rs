//! Every uncertain behaviour of the NFON services, as a setting that can be changed while they run.

use serde::{Deserialize, Serialize};

/// The default values are the documented or most likely behaviour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NfonKnobs {
    /// Lifetime of a CTI access token.
    pub access_token_seconds: u64,
    pub refresh_token_seconds: u64,
    /// Lifetime of a token of the PBX Configuration API.
    pub configuration_token_seconds: u64,
    /// A refresh gives a new refresh token, too.
    pub rotate_refresh_token: bool,
    /// A refresh token that has been used works again.
    pub accept_used_refresh_token: bool,
    /// The claim of the CTI access token; `null` leaves it out.
    pub extended_presence: Option<bool>,
    /// Every CTI access token is refused from its n-th request on.
    pub unauthorized_after_requests: Option<u32>,
    /// Added to the server's clock in `exp` and `updated`.
    pub clock_skew_seconds: i64,
    pub login_latency_ms: u64,
    pub cut_streams_at_token_expiry: bool,

    /// Time between comment lines on a stream; `null` for none.
    pub heartbeat_seconds: Option<f64>,
    pub updated: Updated,
    pub presence: PresenceForm,
    pub duplicate_percent: u8,
    /// A state event is followed by an older one that carries its older `updated`.
    pub out_of_order_percent: u8,
    pub dropped_percent: u8,
    /// Streams stay open and say nothing, not even a comment.
    pub stall_streams: bool,
    /// `false`: states and calls answer 403.
    pub licensed: bool,
    pub bootstrap: Bootstrap,
    /// Each fourth state event carries a line value that no document names.
    pub unknown_line_values: bool,
    /// The word for a line in a call; one public project saw `busy`.
    pub in_use_word: InUseWord,
    /// What the caller's line shows until somebody answers.
    pub dialling_line: DiallingLine,
    /// Every event carries a member that no document names and that is this long.
    pub padding_bytes: usize,
    /// Streams are sent in pieces of this size.
    pub chunk_bytes: Option<usize>,
    pub line_ending: LineEnding,
    /// Streams carry `event:` lines.
    pub event_names: bool,
    pub byte_order_mark: bool,
    pub state_stream_delay_ms: u64,
    pub call_stream_delay_ms: u64,
    pub omit_ring: bool,
    pub omit_hangup: bool,
    /// `bridge` follows `answer`.
    pub bridge: bool,
    /// The phones that ring in a group get a `hangup` of their own when another answers.
    pub group_siblings_hang_up: bool,

    pub default_page_size: usize,
    pub page_cap: usize,
    pub ignore_page_size: bool,
    /// The collection's `last` link is there but has no address.
    pub empty_last_link: bool,
    /// The list is a bare array.
    pub bare_list: bool,
    pub scalars: Scalars,
    /// No links are written as `{}`.
    pub empty_links_as_object: bool,
    /// PUT answers 204 and changes nothing.
    pub ignore_writes: bool,
    /// `presenceTeamsConnectorEnabled`; `null` leaves the field out.
    pub teams_connector: Option<bool>,
    /// A profile that is created without `active` becomes the active one.
    pub create_activates_profile: bool,
    /// Profile 0 can be activated again.
    pub default_profile_can_return: bool,

    /// Added to every answer of the three services.
    pub latency_ms: u64,
    /// Answers to the next requests.
    pub burst: Option<Burst>,
}

impl Default for NfonKnobs {
    fn default() -> Self {
        Self {
            access_token_seconds: 300,
            refresh_token_seconds: 86_400,
            configuration_token_seconds: 300,
            rotate_refresh_token: true,
            accept_used_refresh_token: false,
            extended_presence: Some(true),
            unauthorized_after_requests: None,
            clock_skew_seconds: 0,
            login_latency_ms: 0,
            cut_streams_at_token_expiry: false,
            heartbeat_seconds: Some(15.0),
            updated: Updated::Present,
            presence: PresenceForm::Plain,
            duplicate_percent: 0,
            out_of_order_percent: 0,
            dropped_percent: 0,
            stall_streams: false,
            licensed: true,
            bootstrap: Bootstrap::All,
            unknown_line_values: false,
            in_use_word: InUseWord::InUse,
            dialling_line: DiallingLine::Ringing,
            padding_bytes: 0,
            chunk_bytes: None,
            line_ending: LineEnding::Lf,
            event_names: false,
            byte_order_mark: false,
            state_stream_delay_ms: 0,
            call_stream_delay_ms: 0,
            omit_ring: false,
            omit_hangup: false,
            bridge: false,
            group_siblings_hang_up: false,
            default_page_size: 16,
            page_cap: 100,
            ignore_page_size: false,
            empty_last_link: false,
            bare_list: false,
            scalars: Scalars::Mixed,
            empty_links_as_object: true,
            ignore_writes: false,
            teams_connector: Some(false),
            create_activates_profile: false,
            default_profile_can_return: true,
            latency_ms: 0,
            burst: None,
        }
    }
}

/// The member `updated` of states and calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Updated {
    Present,
    Absent,
    /// With the superfluous colon field of the vendor's examples.
    Malformed,
}

/// How a state says what the Cloudya app shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PresenceForm {
    Plain,
    /// The four letters n-u-l-l.
    TextNull,
    JsonNull,
    Missing,
}

/// What a state stream begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bootstrap {
    All,
    Empty,
    /// Every other extension only.
    Half,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InUseWord {
    InUse,
    Busy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiallingLine {
    Ringing,
    InUse,
    Idle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineEnding {
    Lf,
    CrLf,
    Cr,
}

/// How the PBX Configuration API writes booleans and numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scalars {
    /// Now as text, now native, by extension and field.
    Mixed,
    Text,
    Native,
}

/// The next `count` requests are refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Burst {
    /// `cti`, `configuration`, `sso`; all when missing.
    #[serde(default)]
    pub service: Option<String>,
    pub status: u16,
    pub count: u32,
    #[serde(default)]
    pub retry_after_seconds: Option<u32>,
    #[serde(default)]
    pub retry_after: RetryAfter,
}

/// How the header `Retry-After` is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetryAfter {
    #[default]
    Seconds,
    /// By the clock that the header `Date` shows.
    Date,
}

/// Overlays `patch` on the present values; an unknown name or a wrong type changes nothing and is explained.
pub fn patched<K: Serialize + serde::de::DeserializeOwned>(knobs: &K, patch: &serde_json::Value) -> Result<K, String> {
    let mut value = serde_json::to_value(knobs).map_err(|error| error.to_string())?;
    overlay(&mut value, patch);
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn overlay(value: &mut serde_json::Value, patch: &serde_json::Value) {
    match (value, patch) {
        (serde_json::Value::Object(value), serde_json::Value::Object(patch)) => {
            for (name, part) in patch {
                overlay(value.entry(name.clone()).or_insert(serde_json::Value::Null), part);
            }
        }
        (value, patch) => *value = patch.clone(),
    }
}
