//! Problems in words, for terminals and logs: what is wrong and what to do. No names and no addresses of people.

use engine::{
    Round,
    problem::{Permission, PhoneChange, Problem, Recovered, SignInCause},
};

pub(crate) fn sentence(problem: &Problem) -> String {
    let (words, code) = match problem {
        Problem::CloudyaCredentialsRejected => (
            "Cloudya does not accept the CTI user name or password. Check PRESENCE_SYNC_CTI_USERNAME and \
             PRESENCE_SYNC_CTI_PASSWORD."
                .to_owned(),
            None,
        ),
        Problem::CloudyaOtherAccount { expected, actual } => {
            (format!("The CTI credentials belong to {actual}. cloudya.account says {expected}."), None)
        }
        Problem::CloudyaPresenceNotAllowed => {
            ("The CTI key lacks the right to extended presence. Ask NFON to grant it.".to_owned(), None)
        }
        Problem::CloudyaForbidden => {
            ("Cloudya refuses: the CTI key lacks a right or a licence. Ask NFON.".to_owned(), None)
        }
        Problem::CloudyaUnreachable => ("Cloudya cannot be reached. It is tried again.".to_owned(), None),
        Problem::CloudyaStreamLost => (
            "The live stream of Cloudya has been lost for longer than the grace time. It is tried again.".to_owned(),
            None,
        ),
        Problem::ConfigurationCredentialsRejected => (
            "NFON does not accept the PBX Configuration client. Check PRESENCE_SYNC_CONFIGURATION_CLIENT_ID and \
             PRESENCE_SYNC_CONFIGURATION_CLIENT_SECRET."
                .to_owned(),
            None,
        ),
        Problem::ConfigurationForbidden => {
            ("The PBX Configuration client may not read this K-account. Ask NFON for tenant.manager.".to_owned(), None)
        }
        Problem::ConfigurationUnreachable => {
            ("The PBX Configuration API cannot be reached. It is tried again.".to_owned(), None)
        }
        Problem::ConnectorActive => (
            "NFON's own Teams connector is switched on, so nothing is written to Teams. Switch it off in Cloudya."
                .to_owned(),
            None,
        ),
        Problem::TenantUnknown { tenant, code } => {
            (format!("Microsoft does not know the tenant \"{tenant}\". Check microsoft.tenant."), *code)
        }
        Problem::MicrosoftUnreachable => ("Microsoft cannot be reached. It is tried again.".to_owned(), None),
        Problem::ApplicationUnknown { code } => {
            ("The application is not registered in this tenant. Check microsoft.client_id.".to_owned(), *code)
        }
        Problem::ApplicationCredentialRejected { code } => (
            "Microsoft does not accept the client secret or certificate. Use the secret's value, not its id."
                .to_owned(),
            *code,
        ),
        Problem::ApplicationCredentialExpired { code } => {
            ("The client secret or certificate has expired. Make a new one in the app registration.".to_owned(), *code)
        }
        Problem::CredentialExpires { days: 1, .. } => {
            ("The application's secret or certificate ends today. Create a new one.".to_owned(), None)
        }
        Problem::CredentialExpires { days, .. } => {
            (format!("The application's secret or certificate ends in {days} days or less. Create a new one."), None)
        }
        Problem::CloudWithoutPresence { .. } => {
            ("This cloud of Microsoft has no interface for presence.".to_owned(), None)
        }
        Problem::CertificateUnreadable => {
            ("The certificate cannot be read. It must be PEM with certificate and private key.".to_owned(), None)
        }
        Problem::ConsentMissing { missing } => {
            let missing = missing.iter().map(|permission| permission_name(*permission)).collect::<Vec<_>>().join(", ");
            (format!("Admin consent is missing for {missing}. Give it in the app registration, API permissions."), None)
        }
        Problem::ConsentRefused { code } => ("Admin consent was declined.".to_owned(), *code),
        Problem::SignInRefused { round: _, code, cause } => {
            (format!("Microsoft refused the sign-in: {}", cause_words(*cause)), *code)
        }
        Problem::WrongAccount { .. } => ("Another account signed in than the sync user.".to_owned(), None),
        Problem::ForeignAccount { .. } => {
            ("The account that signed in belongs to another tenant or is a guest.".to_owned(), None)
        }
        Problem::SyncUserUnfit { round, .. } => {
            (format!("The account named for round {} cannot serve as sync user.", round.0), None)
        }
        Problem::SyncUserNotCreated { round, .. } => {
            (format!("The sync user of round {} was not created.", round.0), None)
        }
        Problem::SignInLapsed { round, code, cause } => (
            format!(
                "The sign-in of round {round} has lapsed: {} Run `presence-syncd login --round {round}`.",
                cause_words(*cause),
                round = round.0
            ),
            *code,
        ),
        Problem::ReadingForbidden { .. } => (
            "Teams presence may not be read. Check the permission Presence.Read.All and the sync user.".to_owned(),
            None,
        ),
        Problem::WritingForbidden => {
            ("Teams presence may not be written. Check the permission Presence.ReadWrite.All.".to_owned(), None)
        }
        Problem::SecondWriter { .. } => {
            ("Another program writes presence with the same client id. Stop one of them.".to_owned(), None)
        }
        Problem::DuplicateEmail { .. } => ("Several extensions lead to one Teams user.".to_owned(), None),
        Problem::NotFound { .. } => ("No Teams user has this e-mail address.".to_owned(), None),
        Problem::NoEmail { .. } => ("The extension has no voicemail e-mail address.".to_owned(), None),
        Problem::SeveralUsers { .. } => ("Several Teams users have this e-mail address.".to_owned(), None),
        Problem::UserDisabled { .. } => ("The Teams user is disabled.".to_owned(), None),
        Problem::UserIsGuest { .. } => ("The Teams user is a guest.".to_owned(), None),
        Problem::EmailNotCorrected { .. } => ("A voicemail e-mail address was not corrected.".to_owned(), None),
        Problem::ProfileMissing { profile, extensions } => (
            format!(
                "{} extensions have no call-forward profile \"{profile}\", which a phone rule names. Create it in Cloudya \
                 or name another one.",
                extensions.len()
            ),
            None,
        ),
        Problem::PhoneNotChanged { change: PhoneChange::Divert, .. } => {
            ("A phone rule could not activate its call-forward profile. It is tried again.".to_owned(), None)
        }
        Problem::PhoneNotChanged { change: PhoneChange::Return, .. } => (
            "A phone could not be returned to its former call-forward profile. It is tried again; activating the \
             profile by hand settles it too."
                .to_owned(),
            None,
        ),
        Problem::NobodySynchronised => {
            ("Nobody has been synchronised for five minutes. The other problems say why.".to_owned(), None)
        }
        Problem::NotCovered { people, rounds_needed } => (
            format!(
                "{people} people have no place in a round. {rounds_needed} rounds are needed: sign in the next sync \
                 user with `presence-syncd login --round N`."
            ),
            None,
        ),
        Problem::VaultUnavailable => {
            ("Secrets cannot be kept. Check the state directory and its key.".to_owned(), None)
        }
        Problem::DiskUnavailable => ("The state directory cannot be written.".to_owned(), None),
        Problem::SettingsDamaged { recovered: Recovered::Yes } => {
            ("What is kept in the state directory was damaged. A copy is used; check the disk.".to_owned(), None)
        }
        Problem::SettingsDamaged { recovered: Recovered::No } => (
            "What is kept in the state directory was damaged and is lost. Check the disk, and sign in again with \
             `presence-syncd login`."
                .to_owned(),
            None,
        ),
        Problem::JournalDamaged { recovered: Recovered::Yes } => {
            ("The journal was damaged: its former entries are missing. Check the disk.".to_owned(), None)
        }
        Problem::JournalDamaged { recovered: Recovered::No } => (
            "The journal was damaged: which phones were diverted may not be known any more. Check in Cloudya that no \
             phone still has the call-forward profile of a phone rule, and check the disk."
                .to_owned(),
            None,
        ),
    };
    match code {
        Some(code) => format!("{words} (AADSTS{code})"),
        None => words,
    }
}

/// What is missing where sync users read and these rounds have one: the first must, before anything is activated.
pub(crate) fn missing_sign_in(mut signed_in: impl Iterator<Item = Round>) -> Option<&'static str> {
    match signed_in.by_ref().min() {
        Some(Round(1)) => None,
        Some(_) => Some("no sync user has signed in for round 1; run `presence-syncd login --round 1` first"),
        None => Some("no sync user has signed in; run `presence-syncd login` first"),
    }
}

/// Whether waiting can help.
pub(crate) fn heals_by_itself(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::CloudyaUnreachable
            | Problem::CloudyaStreamLost
            | Problem::ConfigurationUnreachable
            | Problem::MicrosoftUnreachable
    )
}

fn cause_words(cause: SignInCause) -> &'static str {
    match cause {
        SignInCause::Declined => "it was declined.",
        SignInCause::AdministratorNeeded => "only an administrator can allow this.",
        SignInCause::SetUpUnfinished => {
            "the account's own set-up is not finished. Sign in once at https://myaccount.microsoft.com."
        }
        SignInCause::Policy => "a security policy of the tenant forbids it.",
        SignInCause::AccountBlocked => "the account is blocked.",
        SignInCause::Revoked => "the password was changed or sessions were revoked.",
        SignInCause::Expired => "it was not used for too long.",
        SignInCause::NoConsent => "admin consent is missing or was withdrawn.",
        SignInCause::Registration => "the app registration is not as needed; public client flows must be allowed.",
        SignInCause::Mismatch => "what came back does not belong to what was asked.",
        SignInCause::Unavailable => "the service failed or could not be reached.",
        SignInCause::Other => "the number names the reason.",
    }
}

fn permission_name(permission: Permission) -> &'static str {
    match permission {
        Permission::PresenceReadWriteAll => "Presence.ReadWrite.All",
        Permission::UserReadAll => "User.Read.All",
        Permission::PresenceReadAll => "Presence.Read.All",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_round_that_is_missing_is_named() {
        let missing = |rounds: &[u16]| missing_sign_in(rounds.iter().copied().map(Round));
        assert_eq!(missing(&[2, 1]), None);
        assert!(missing(&[]).is_some_and(|words| words.contains("run `presence-syncd login` first")));
        assert!(missing(&[3, 2]).is_some_and(|words| words.contains("run `presence-syncd login --round 1` first")));
    }

    #[test]
    fn a_lapsed_sign_in_says_which_command_cures_it_and_shows_the_number() {
        let lapsed = Problem::SignInLapsed { round: Round(2), code: Some(50_173), cause: SignInCause::Revoked };
        let sentence = sentence(&lapsed);
        assert!(sentence.contains("`presence-syncd login --round 2`"), "{sentence}");
        assert!(sentence.ends_with("(AADSTS50173)"), "{sentence}");
    }

    #[test]
    fn missing_permissions_are_named() {
        let missing = vec![Permission::PresenceReadWriteAll, Permission::UserReadAll];
        let sentence = sentence(&Problem::ConsentMissing { missing });
        assert!(sentence.contains("Presence.ReadWrite.All, User.Read.All"), "{sentence}");
    }

    #[test]
    fn accounts_of_people_are_not_repeated() {
        let actual = "anna.weber@example.com".to_owned();
        assert!(!sentence(&Problem::ForeignAccount { round: Round(1), actual }).contains("anna"));
    }
}
