//! Every fact about Microsoft's services that is not certain, as a setting; the first value of each is the default.

use serde::{Deserialize, Serialize};

/// Declares the values of one knob; the first is the default, and JSON spells them in kebab-case.
macro_rules! knob {
    ($(#[$meta:meta])* $name:ident: $(#[$first_meta:meta])* $first:ident $(, $(#[$other_meta:meta])* $other:ident)+) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $(#[$first_meta])*
            #[default]
            $first,
            $($(#[$other_meta])* $other,)+
        }
    };
}

knob!(/// May a token without a user read presence?
    AppOnlyReading: Allowed, Forbidden);
knob!(/// May an account without a licence read the presence of others?
    UnlicensedReader: Allowed, Unauthorized, Forbidden);
knob!(/// May `User.Read.All` read what somebody is a member of?
    MembershipReading: Allowed, Forbidden);
knob!(/// How a new user is refused whose address lies in a domain that is not verified.
    UnverifiedDomain:
        /// In words.
        Explained,
        /// Only the property is named.
        PropertyInvalid);
knob!(/// The form of the `Retry-After` header.
    RetryAfter: Integer, Decimal, HttpDate, Absent);
knob!(/// The body of a 429.
    ThrottleBody: TooManyRequests, ActivityLimitReached, UnknownError);
knob!(/// What a bulk read says about an id that nobody has.
    UnknownId: PresenceUnknown, LeftOut, Offline);
knob!(/// The order of a bulk answer.
    BulkOrder: Request, Shuffled);
knob!(/// The answer to more than 650 ids; always 400.
    TooManyIds: BadRequest, EmptyBody);
knob!(/// How presence values are spelled in answers.
    PresenceCase: Pascal, Camel);
knob!(/// Which members a presence object has.
    PresenceFields: All, UsGovernment,
        /// Only the id, availability and activity.
        Core);
knob!(/// How a write without permission is refused: 403 or 401.
    MissingWritePermission: Forbidden, ServiceError);
knob!(/// How a signed-in person is refused who sets somebody else's presence: 401 or 403.
    WriteToOther: Unauthorized, Forbidden);
knob!(/// Whether a refused pair or duration is explained; always 400.
    RefusedPair: Explained, EmptyMessage);
knob!(/// Whether `DoNotDisturb/Presenting` can be set at all.
    DoNotDisturbPair: Allowed, Refused);
knob!(/// How a session id that is not the application's is refused.
    ForeignSession: BadRequest, Forbidden);
knob!(/// A write to a user who is disabled or has no licence.
    UnlicensedTarget:
        /// 200, and nothing changes.
        Ineffective,
        NotFound, Forbidden);
knob!(/// Which session decides when two have the same availability and different activities.
    EqualAvailability: Newest, TeamsClient, Ours);
knob!(/// Where BeRightBack ranks among sessions.
    BeRightBackRank: AboveAway, BelowAway);
knob!(/// Does a state that the user chose count while only an application has a session?
    PreferredWithAppOnly: TakesEffect, Ignored);
knob!(/// What arrives when the administrator declines the consent.
    ConsentDecline: ConsentRequired, AccessDenied, CancelSubcode,
        /// No redirect: as if the window had been closed.
        WindowClosed);
knob!(/// May ordinary users consent to what Microsoft does not reserve for administrators?
    UserConsent: AdministratorsOnly, Allowed);
knob!(/// The answer to an expired delta link.
    DeltaExpiry:
        /// 410 with a `Location`.
        Gone,
        /// 400.
        SyncStateNotFound,
        /// 404.
        NotFound);
knob!(/// The outer status of a batch in which an item was throttled.
    ThrottledBatch: Ok, FailedDependency);
knob!(/// How long access tokens live.
    TokenLifetime:
        /// 75 minutes.
        Usual,
        /// 60 seconds.
        Short,
        /// 24 hours with claims challenges, for clients that declare `cp1`; 75 minutes for the others.
        Continuous);
knob!(/// What happens to an authorization code that is redeemed.
    CodeFate: GivesTokens,
        /// 50079: the account has to register for multi-factor authentication first.
        RegistrationRequired);
knob!(/// What happens to a refresh token that is redeemed.
    RefreshFate: Rotates,
        /// 50173, `bad_token`.
        Revoked,
        /// 50076.
        MfaRequired,
        /// 70043.
        SignInFrequency,
        /// 700082.
        Expired);
knob!(/// What a person meets on the way through the sign-in pages.
    SignInWeather: Smooth, Mfa,
        /// Conditional access refuses, and nothing is redirected.
        Blocked,
        NeedAdminApproval);
knob!(/// Whether an optional page of the sign-in is shown.
    OptionalPage: Skipped, Shown);
knob!(/// The JSON type of `expires_in`.
    ExpiresIn: Number, String);
knob!(/// How the token answer spells scopes.
    ScopeNames: Uris, Short);
knob!(/// Whether the redirect carries `session_state`.
    SessionState: Sent, Absent);
knob!(/// The HTTP status of `invalid_client`: 401 or 400.
    InvalidClientStatus: Unauthorized, BadRequest);
knob!(/// What a disturbed service answers.
    Fault: ServiceUnavailable,
        /// 503 with `Retry-After: 2`.
        ServiceUnavailableWithRetryAfter,
        GatewayTimeout, InternalServerError,
        /// 502 with a page made for people, as proxies answer.
        HtmlPage);

/// The state of all knobs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MicrosoftKnobs {
    pub app_only_reading: AppOnlyReading,
    pub unlicensed_reader: UnlicensedReader,
    pub membership_reading: MembershipReading,
    pub unverified_domain: UnverifiedDomain,
    /// Presence requests in any 30 seconds, per application and tenant.
    pub presence_limit: u32,
    pub retry_after: RetryAfter,
    pub throttle_body: ThrottleBody,
    pub unknown_id: UnknownId,
    pub bulk_order: BulkOrder,
    pub too_many_ids: TooManyIds,
    pub presence_case: PresenceCase,
    pub presence_fields: PresenceFields,
    pub missing_write_permission: MissingWritePermission,
    pub write_to_other: WriteToOther,
    pub refused_pair: RefusedPair,
    pub do_not_disturb_pair: DoNotDisturbPair,
    pub foreign_session: ForeignSession,
    pub unlicensed_target: UnlicensedTarget,
    pub equal_availability: EqualAvailability,
    pub be_right_back_rank: BeRightBackRank,
    /// How far Graph's reading lags behind writes.
    pub read_delay_seconds: u32,
    /// How far what people see in Teams lags behind.
    pub teams_view_delay_seconds: u32,
    /// Percent of `setPresence` calls that answer 200 and change nothing.
    pub ineffective_percent: u8,
    pub preferred_with_app_only: PreferredWithAppOnly,
    /// How long a fresh consent is invisible to new tokens.
    pub consent_delay_seconds: u32,
    pub consent_decline: ConsentDecline,
    pub user_consent: UserConsent,
    /// Names of permissions that a consent leaves out although the registration asks for them.
    pub withheld_permissions: Vec<String>,
    pub delta_expiry: DeltaExpiry,
    pub delta_lifetime_seconds: u32,
    /// Users on one page of a delta answer.
    pub delta_page_size: u32,
    pub throttled_batch: ThrottledBatch,
    pub token_lifetime: TokenLifetime,
    pub code_fate: CodeFate,
    pub refresh_fate: RefreshFate,
    pub sign_in: SignInWeather,
    pub more_information_page: OptionalPage,
    pub stay_signed_in_page: OptionalPage,
    pub expires_in: ExpiresIn,
    pub scope_names: ScopeNames,
    pub session_state: SessionState,
    pub invalid_client_status: InvalidClientStatus,
    /// Percent of Graph requests that meet `graph_fault`.
    pub graph_fault_percent: u8,
    pub graph_fault: Fault,
    /// Percent of token requests that meet `login_fault`.
    pub login_fault_percent: u8,
    pub login_fault: Fault,
    /// Whether the sign-in pages tell which demonstration account to use.
    pub show_hints: bool,
}

impl Default for MicrosoftKnobs {
    fn default() -> Self {
        Self {
            app_only_reading: AppOnlyReading::default(),
            unlicensed_reader: UnlicensedReader::default(),
            membership_reading: MembershipReading::default(),
            unverified_domain: UnverifiedDomain::default(),
            presence_limit: 1_500,
            retry_after: RetryAfter::default(),
            throttle_body: ThrottleBody::default(),
            unknown_id: UnknownId::default(),
            bulk_order: BulkOrder::default(),
            too_many_ids: TooManyIds::default(),
            presence_case: PresenceCase::default(),
            presence_fields: PresenceFields::default(),
            missing_write_permission: MissingWritePermission::default(),
            write_to_other: WriteToOther::default(),
            refused_pair: RefusedPair::default(),
            do_not_disturb_pair: DoNotDisturbPair::default(),
            foreign_session: ForeignSession::default(),
            unlicensed_target: UnlicensedTarget::default(),
            equal_availability: EqualAvailability::default(),
            be_right_back_rank: BeRightBackRank::default(),
            read_delay_seconds: 0,
            teams_view_delay_seconds: 120,
            ineffective_percent: 0,
            preferred_with_app_only: PreferredWithAppOnly::default(),
            consent_delay_seconds: 0,
            consent_decline: ConsentDecline::default(),
            user_consent: UserConsent::default(),
            withheld_permissions: Vec::new(),
            delta_expiry: DeltaExpiry::default(),
            delta_lifetime_seconds: 7 * 24 * 3_600,
            delta_page_size: 200,
            throttled_batch: ThrottledBatch::default(),
            token_lifetime: TokenLifetime::default(),
            code_fate: CodeFate::default(),
            refresh_fate: RefreshFate::default(),
            sign_in: SignInWeather::default(),
            more_information_page: OptionalPage::default(),
            stay_signed_in_page: OptionalPage::default(),
            expires_in: ExpiresIn::default(),
            scope_names: ScopeNames::default(),
            session_state: SessionState::default(),
            invalid_client_status: InvalidClientStatus::default(),
            graph_fault_percent: 0,
            graph_fault: Fault::default(),
            login_fault_percent: 0,
            login_fault: Fault::default(),
            show_hints: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_changes_what_it_names_and_nothing_else() {
        let patched = crate::knobs::patched(
            &MicrosoftKnobs::default(),
            &json!({"unknown_id": "left-out", "presence_limit": 10_000}),
        )
        .unwrap();
        let expected =
            MicrosoftKnobs { unknown_id: UnknownId::LeftOut, presence_limit: 10_000, ..MicrosoftKnobs::default() };
        assert_eq!(patched, expected);
    }

    #[test]
    fn a_patch_with_an_unknown_knob_is_refused() {
        let error = crate::knobs::patched(&MicrosoftKnobs::default(), &json!({"wether": "storm"})).unwrap_err();
        assert!(error.contains("wether"), "{error}");
    }
}
