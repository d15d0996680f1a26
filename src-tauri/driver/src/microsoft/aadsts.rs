//! The numbers that Microsoft puts on refusals, and what there is to do about each.
//!
//! The numbers choose the explanation only. Whether to ask again is decided by `error` and `suberror`, because
//! Microsoft may renumber at any time.

use engine::problem::SignInCause::{
    self, AccountBlocked, AdministratorNeeded, Declined, Expired, Mismatch, NoConsent, Other, Policy, Registration,
    Revoked, SetUpUnfinished, Unavailable,
};

/// Every number that an administrator is known to meet, in order.
pub const CAUSES: &[(u32, SignInCause)] = &[
    // The browser's account does not exist in this tenant.
    (16_000, Other),
    (16_003, Other),
    // A scope that is not valid, here or for several resources.
    (28_002, Registration),
    // The redirect address is not registered.
    (50_011, Registration),
    // The application's certificate is not accepted.
    (50_012, Registration),
    // An account of another provider or tenant.
    (50_020, Other),
    (50_033, Unavailable),
    // No such account.
    (50_034, Other),
    (50_053, AccountBlocked),
    (50_055, Revoked),
    // No password, or a wrong one.
    (50_056, Other),
    (50_057, AccountBlocked),
    (50_058, Other),
    (50_072, SetUpUnfinished),
    (50_074, SetUpUnfinished),
    (50_076, SetUpUnfinished),
    (50_078, SetUpUnfinished),
    (50_079, SetUpUnfinished),
    (50_089, Expired),
    (50_097, Policy),
    // "Assignment required" is on, and the account is not assigned.
    (50_105, AdministratorNeeded),
    (50_126, Other),
    (50_128, Registration),
    (50_129, Policy),
    (50_131, Policy),
    (50_132, Revoked),
    (50_133, Revoked),
    // A risky account that must change its password first.
    (50_135, AccountBlocked),
    (50_140, SetUpUnfinished),
    (50_144, Revoked),
    // PKCE does not fit.
    (50_147, Mismatch),
    (50_155, Policy),
    (50_158, SetUpUnfinished),
    (50_173, Revoked),
    (50_194, Registration),
    (50_196, Other),
    (50_199, SetUpUnfinished),
    (51_004, Other),
    (53_000, Policy),
    (53_001, Policy),
    (53_002, Policy),
    (53_003, Policy),
    (53_004, Policy),
    (53_010, Policy),
    // The code was used twice.
    (54_005, Mismatch),
    (65_001, NoConsent),
    (65_004, Declined),
    (65_005, Registration),
    (70_000, Expired),
    // The application is disabled in the tenant.
    (70_001, AdministratorNeeded),
    (70_008, Expired),
    (70_011, Registration),
    // Device codes: pending, wrong, expired.
    (70_016, Other),
    (70_018, Mismatch),
    (70_019, Expired),
    // A policy on the sign-in frequency.
    (70_043, Policy),
    (90_006, Unavailable),
    (90_014, Other),
    (90_024, Unavailable),
    (90_033, Unavailable),
    (90_002, Registration),
    (90_038, Registration),
    (90_051, Registration),
    (90_055, Unavailable),
    (90_072, Other),
    (90_094, AdministratorNeeded),
    (90_095, AdministratorNeeded),
    (90_097, Registration),
    (90_124, Registration),
    (90_130, Registration),
    (500_011, Registration),
    // A tenant restriction on the company's proxy.
    (500_021, Policy),
    (500_022, Policy),
    (500_113, Registration),
    (501_481, Mismatch),
    (530_032, Policy),
    (530_035, Policy),
    (650_052, Registration),
    (650_054, Registration),
    (650_056, Registration),
    (650_057, Registration),
    (700_016, Registration),
    (700_022, Registration),
    (700_025, Registration),
    (700_027, Registration),
    (700_054, Registration),
    (700_082, Expired),
    (700_084, Registration),
    (900_144, Other),
    (900_971, Registration),
    (1_000_031, AdministratorNeeded),
    (7_000_112, AdministratorNeeded),
    (7_000_215, Registration),
    (7_000_218, Registration),
    (7_000_222, Registration),
    (9_001_023, Registration),
    (9_002_313, Other),
];

/// Why somebody was not let in: by the number where it is known, else by what the standard's words say.
pub fn cause(error: &str, suberror: Option<&str>, number: Option<u32>) -> SignInCause {
    if let Some(cause) = number.and_then(cause_of_number) {
        return cause;
    }
    match suberror.map(str::to_ascii_lowercase).as_deref() {
        Some("cancel") => return Declined,
        Some("bad_token" | "user_password_expired") => return Revoked,
        Some("token_expired") => return Expired,
        Some("consent_required") => return NoConsent,
        Some("protection_policy_required" | "message_only") => return Policy,
        Some("basic_action" | "additional_action") => return SetUpUnfinished,
        Some("client_mismatch") => return Registration,
        Some(_) | None => {}
    }
    match error {
        "access_denied" | "permission_denied" | "authorization_declined" => Declined,
        "consent_required" => NoConsent,
        "interaction_required" | "login_required" => SetUpUnfinished,
        "expired_token" => Expired,
        "bad_verification_code" => Mismatch,
        "server_error" | "temporarily_unavailable" => Unavailable,
        "invalid_client"
        | "unauthorized_client"
        | "invalid_scope"
        | "invalid_resource"
        | "unsupported_grant_type"
        | "unsupported_response_type" => Registration,
        _ => Other,
    }
}

/// The number in a description such as `AADSTS50173: The provided grant has expired …`.
pub fn number_in(text: &str) -> Option<u32> {
    let after = text.split_once("AADSTS")?.1;
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..end].parse().ok()
}

fn cause_of_number(number: u32) -> Option<SignInCause> {
    CAUSES.iter().find(|(known, _)| *known == number).map(|(_, cause)| *cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The numbers of the reference's table, in its order.
    const REFERENCE: &[u32] = &[
        16_000, 16_003, 50_011, 500_113, 900_971, 50_012, 700_027, 500_011, 50_020, 500_021, 500_022, 50_034, 51_004,
        50_053, 50_055, 50_144, 50_056, 50_126, 50_057, 50_058, 50_072, 50_079, 50_074, 50_076, 50_078, 50_089, 70_000,
        50_097, 50_129, 50_155, 53_001, 50_105, 50_128, 90_002, 50_131, 53_002, 53_003, 530_032, 50_132, 50_133,
        50_173, 50_135, 50_140, 50_199, 50_158, 50_194, 50_196, 501_481, 50_147, 53_000, 53_004, 53_010, 530_035,
        54_005, 65_001, 65_004, 65_005, 650_056, 650_057, 650_052, 650_054, 70_008, 700_082, 70_011, 700_022, 28_002,
        70_016, 70_018, 70_019, 70_043, 700_016, 70_001, 7_000_112, 1_000_031, 700_025, 700_054, 700_084, 7_000_215,
        7_000_218, 7_000_222, 90_014, 900_144, 9_002_313, 90_033, 90_006, 90_024, 50_033, 90_038, 90_051, 90_055,
        90_072, 90_094, 90_095, 9_001_023, 90_124, 90_130,
    ];

    #[test]
    fn every_number_of_the_reference_has_a_cause_and_only_one() {
        let known: BTreeSet<u32> = CAUSES.iter().map(|(number, _)| *number).collect();
        assert_eq!(known.len(), CAUSES.len(), "a number stands twice");
        let missing: Vec<_> = REFERENCE.iter().filter(|number| !known.contains(number)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_number_explains_better_than_the_word() {
        assert_eq!(cause("invalid_grant", None, Some(50_173)), Revoked);
        assert_eq!(cause("invalid_grant", None, Some(50_076)), SetUpUnfinished);
        assert_eq!(cause("invalid_grant", Some("bad_token"), Some(700_082)), Expired);
        assert_eq!(cause("invalid_grant", None, Some(53_003)), Policy);
        assert_eq!(cause("invalid_grant", None, Some(65_001)), NoConsent);
        assert_eq!(cause("consent_required", None, Some(65_004)), Declined);
        assert_eq!(cause("invalid_grant", None, Some(50_057)), AccountBlocked);
    }

    #[test]
    fn without_a_known_number_the_words_decide() {
        assert_eq!(cause("access_denied", Some("cancel"), None), Declined);
        assert_eq!(cause("invalid_grant", Some("bad_token"), Some(42)), Revoked);
        assert_eq!(cause("invalid_grant", Some("basic_action"), None), SetUpUnfinished);
        assert_eq!(cause("temporarily_unavailable", None, None), Unavailable);
        assert_eq!(cause("consent_required", None, None), NoConsent);
        assert_eq!(cause("invalid_grant", None, None), Other);
        assert_eq!(cause("something_new", Some("unheard_of"), None), Other);
    }

    #[test]
    fn the_number_is_found_in_the_text() {
        assert_eq!(number_in("AADSTS50173: The grant has expired.\r\nTrace ID: 1"), Some(50_173));
        assert_eq!(number_in("refused (AADSTS7000222)"), Some(7_000_222));
        assert_eq!(number_in("AADSTS"), None);
        assert_eq!(number_in("AADSTS99999999999999"), None);
        assert_eq!(number_in("no number"), None);
    }
}
