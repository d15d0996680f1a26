//! Set-up as a machine: credentials that are tried before they are kept, consent that is verified, sign-ins that are checked.

use crate::{
    Attempt, Effect, Now, Round,
    event::{
        CloudyaFacts, CreatedAccount, CreationFailure, DeviceCode, Failure, FailureKind, MicrosoftFacts, PageFailure,
        SignedIn,
    },
    outbox::Outbox,
    problem::{Permission, Problem, SignInCause},
    progress::{self, Progress},
    request::{ConnectCloudya, ConnectMicrosoft, Credential, Via},
    rules::{
        Cloud, CloudyaProfile, CreatedCertificate, CredentialKind, EmailSource, MicrosoftProfile, Profile,
        SignedInAccount,
    },
    sync_users::{SyncUsers, Waited},
    view::{OpenPage, PagePurpose, StepState},
};
use std::{collections::BTreeMap, time::Duration};

/// What the application needs for itself.
pub(crate) const APPLICATION_PERMISSIONS: [Permission; 2] = [Permission::PresenceReadWriteAll, Permission::UserReadAll];
/// A grant can take this long to reach the tokens.
const PROPAGATION: Duration = Duration::from_secs(5 * 60);

#[derive(Default)]
pub(crate) struct Onboarding {
    cloudya: Progress,
    trying_cloudya: Option<(Attempt, ConnectCloudya)>,
    microsoft: Progress,
    trying_microsoft: Option<(Attempt, ConnectMicrosoft)>,
    certificate: Progress,
    making_certificate: Option<Attempt>,
    consent: Progress,
    verification: Option<Verification>,
    sign_ins: BTreeMap<Round, Progress>,
    pub(crate) sync_users: SyncUsers,
    page: Option<Page>,
    /// Another account than the expected one signed in; a person decides.
    undecided: Option<(Round, Attempt, SignedIn)>,
}

struct Page {
    attempt: Attempt,
    purpose: PagePurpose,
    via: Via,
    code: Option<DeviceCode>,
}

struct Verification {
    give_up: Duration,
    again: Option<Duration>,
    wait: Duration,
}

/// Whether an account may read somebody's presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readable {
    Yes,
    No,
}

/// What the engine has to do after a step of set-up went well.
#[derive(Debug, PartialEq)]
pub(crate) enum Success {
    Cloudya(CloudyaFacts),
    Microsoft,
    SignedIn { round: Round, with: SignedIn },
}

impl Onboarding {
    pub(crate) fn connect_cloudya(&mut self, mut credentials: ConnectCloudya, out: &mut Outbox) {
        credentials.account = credentials.account.trim().to_uppercase();
        let attempt = out.attempt();
        self.cloudya = Progress::Busy;
        self.trying_cloudya = Some((attempt, credentials.clone()));
        out.emit(Effect::TryCloudya { attempt, credentials });
    }

    pub(crate) fn cloudya_tried(
        &mut self,
        attempt: Attempt,
        result: Result<CloudyaFacts, Failure>,
        profile: &mut Profile,
        out: &mut Outbox,
    ) -> Option<Success> {
        let (_, credentials) = self.trying_cloudya.take_if(|(asked, _)| *asked == attempt)?;
        let facts = match result {
            Ok(facts) => facts,
            Err(failure) => {
                self.cloudya = Progress::Failed(cloudya_problem(&failure));
                return None;
            }
        };
        if let Some(problem) = objection(&facts, &credentials) {
            self.cloudya = Progress::Failed(problem);
            return None;
        }
        self.cloudya = Progress::Idle;
        let emails = match (&credentials.configuration, &profile.cloudya) {
            (Some(_), _) => EmailSource::Configuration,
            (None, Some(kept)) if kept.account == credentials.account => kept.emails,
            (None, Some(_) | None) => EmailSource::Imported,
        };
        let kept = profile.cloudya.as_ref().filter(|kept| kept.account == credentials.account);
        let configuration = credentials.configuration.is_some() || kept.is_some_and(CloudyaProfile::can_configure);
        profile.cloudya = Some(CloudyaProfile { account: credentials.account.clone(), emails, configuration });
        out.emit(Effect::KeepCloudya { credentials });
        Some(Success::Cloudya(facts))
    }

    pub(crate) fn connect_microsoft(&mut self, mut credentials: ConnectMicrosoft, out: &mut Outbox) {
        credentials.tenant = credentials.tenant.trim().to_lowercase();
        credentials.client_id = credentials.client_id.trim().to_lowercase();
        if credentials.cloud == Cloud::China {
            self.microsoft = Progress::Failed(Problem::CloudWithoutPresence { cloud: credentials.cloud });
            return;
        }
        let attempt = out.attempt();
        self.microsoft = Progress::Busy;
        self.trying_microsoft = Some((attempt, credentials.clone()));
        out.emit(Effect::TryMicrosoft { attempt, credentials });
    }

    pub(crate) fn microsoft_tried(
        &mut self,
        attempt: Attempt,
        result: Result<MicrosoftFacts, Failure>,
        profile: &mut Profile,
        now: Now,
        out: &mut Outbox,
    ) -> Option<Success> {
        let (_, credentials) = self.trying_microsoft.take_if(|(asked, _)| *asked == attempt)?;
        let facts = match result {
            Ok(facts) => facts,
            Err(failure) => {
                self.microsoft = Progress::Failed(microsoft_problem(&failure, &credentials.tenant));
                return None;
            }
        };
        self.microsoft = Progress::Idle;
        let other = profile
            .microsoft
            .as_ref()
            .is_some_and(|kept| kept.tenant_id != facts.tenant_id || kept.client_id != credentials.client_id);
        if other {
            profile.consent = None;
            profile.application_reader = None;
            profile.sync_users.clear();
            profile.places.clear();
        }
        let kind = match credentials.credential {
            Credential::Secret { .. } => CredentialKind::Secret,
            Credential::Certificate { .. } => CredentialKind::Certificate,
            Credential::Created => {
                profile.created_certificate = None;
                CredentialKind::Certificate
            }
        };
        profile.microsoft = Some(MicrosoftProfile {
            tenant: credentials.tenant.clone(),
            tenant_id: facts.tenant_id.clone(),
            client_id: credentials.client_id.clone(),
            credential: kind,
            cloud: credentials.cloud,
            credential_expires: facts.credential_expires.or(credentials.expires),
            told_days: None,
        });
        if missing(&facts.granted).is_empty() {
            profile.consent.get_or_insert(now.utc);
        }
        out.emit(Effect::KeepMicrosoft { credentials, tenant_id: facts.tenant_id });
        Some(Success::Microsoft)
    }

    pub(crate) fn create_certificate(&mut self, out: &mut Outbox) {
        let attempt = out.attempt();
        self.certificate = Progress::Busy;
        self.making_certificate = Some(attempt);
        out.emit(Effect::CreateCertificate { attempt });
    }

    pub(crate) fn certificate_created(
        &mut self,
        attempt: Attempt,
        result: Result<CreatedCertificate, Failure>,
        profile: &mut Profile,
    ) {
        if self.making_certificate.take_if(|asked| *asked == attempt).is_none() {
            return;
        }
        self.certificate = match result {
            Ok(certificate) => {
                profile.created_certificate = Some(certificate);
                Progress::Idle
            }
            Err(_) => Progress::Failed(Problem::VaultUnavailable),
        };
    }

    /// Opens the consent page, or says why it cannot be.
    pub(crate) fn give_consent(&mut self, via: Via, profile: &Profile, out: &mut Outbox) {
        if profile.microsoft.is_none() {
            return;
        }
        self.cancel(out);
        let attempt = self.open(PagePurpose::Consent, via, out);
        self.consent = Progress::Busy;
        self.verification = None;
        out.emit(Effect::OpenConsent { attempt, via });
    }

    pub(crate) fn sign_in(&mut self, round: Round, via: Via, profile: &Profile, out: &mut Outbox) {
        if profile.microsoft.is_none() {
            return;
        }
        self.cancel(out);
        let attempt = self.open(PagePurpose::SignIn { round }, via, out);
        self.sign_ins.insert(round, Progress::Busy);
        out.emit(Effect::OpenSignIn { attempt, round, via, login_hint: expected(round, profile) });
    }

    /// Opens a page on which an administrator signs in, to create the sync user.
    pub(crate) fn create_sync_user(&mut self, round: Round, via: Via, profile: &Profile, out: &mut Outbox) {
        if profile.microsoft.is_none() {
            return;
        }
        self.cancel(out);
        let attempt = self.open(PagePurpose::CreateSyncUser { round }, via, out);
        self.sync_users.creation_begins(attempt, round);
        out.emit(Effect::CreateSyncUser { attempt, round, via, address: expected(round, profile) });
    }

    /// An account that was created is there whether or not somebody still waits for it.
    pub(crate) fn sync_user_created(
        &mut self,
        attempt: Attempt,
        result: Result<CreatedAccount, CreationFailure>,
        profile: &mut Profile,
        now: Now,
    ) {
        let waited = match self.page.take_if(|page| page.attempt == attempt) {
            Some(_) => Waited::Yes,
            None => Waited::No,
        };
        self.sync_users.created(attempt, waited, result, profile, now);
    }

    /// A round is given up: nothing that was under way for it counts any more.
    pub(crate) fn release(&mut self, round: Round, out: &mut Outbox) {
        if self.page.as_ref().is_some_and(|page| page.purpose == PagePurpose::SignIn { round }) {
            self.cancel(out);
        }
        self.sign_ins.remove(&round);
        self.sync_users.forget(round);
        out.emit(Effect::ForgetSignIn { round });
    }

    /// A round that just signed in is being tried.
    pub(crate) fn sign_in_is_tried(&mut self, round: Round) {
        self.sign_ins.insert(round, Progress::Busy);
    }

    /// What the first reading of a round that just signed in came to.
    pub(crate) fn sign_in_tried(&mut self, round: Round, readable: Readable) {
        match readable {
            Readable::Yes => {
                self.sign_ins.remove(&round);
            }
            Readable::No => {
                let problem = Problem::ReadingForbidden { round: Some(round) };
                self.sign_ins.insert(round, Progress::Failed(problem));
            }
        }
    }

    /// Somebody read with this round's account: a trial that failed is outdated.
    pub(crate) fn reading_works(&mut self, round: Round) {
        let outdated = Progress::Failed(Problem::ReadingForbidden { round: Some(round) });
        if self.sign_ins.get(&round) == Some(&outdated) {
            self.sign_ins.remove(&round);
        }
    }

    pub(crate) fn page_opened(&mut self, attempt: Attempt, code: Option<DeviceCode>) {
        if let Some(page) = self.page.as_mut().filter(|page| page.attempt == attempt) {
            page.code = code;
        }
    }

    /// Closes the page that is open, if any, and returns to where it was opened.
    pub(crate) fn cancel(&mut self, out: &mut Outbox) {
        if let Some((_, attempt, _)) = self.undecided.take() {
            out.emit(Effect::RejectSignIn { attempt });
        }
        let Some(page) = self.page.take() else { return };
        out.emit(Effect::ClosePage { attempt: page.attempt });
        self.returned(page.purpose, Progress::Idle);
    }

    /// The consent page answered. Gives back whether the grant is to be verified with a new token.
    pub(crate) fn consent_returned(&mut self, attempt: Attempt, result: Result<(), PageFailure>, now: Now) -> bool {
        if self.page.take_if(|page| page.attempt == attempt).is_none() {
            return false;
        }
        match result {
            Ok(()) => {
                let give_up = now.mono + PROPAGATION;
                self.verification = Some(Verification { give_up, again: None, wait: Duration::from_secs(2) });
                true
            }
            Err(failure) => {
                self.consent = match failure {
                    PageFailure::Closed => Progress::Idle,
                    PageFailure::Refused { cause: SignInCause::Declined, code } => {
                        Progress::Failed(Problem::ConsentRefused { code })
                    }
                    PageFailure::Refused { cause, code } => {
                        Progress::Failed(Problem::SignInRefused { round: None, code, cause })
                    }
                    PageFailure::Foreign { .. } => {
                        let cause = SignInCause::Mismatch;
                        Progress::Failed(Problem::SignInRefused { round: None, code: None, cause })
                    }
                };
                false
            }
        }
    }

    /// A new application token tells what is granted. While a fresh consent is verified, it is asked for again.
    pub(crate) fn application_token(&mut self, granted: &[Permission], profile: &mut Profile, now: Now) {
        let missing = missing(granted);
        if missing.is_empty() {
            self.verification = None;
            self.consent = Progress::Idle;
            profile.consent.get_or_insert(now.utc);
            return;
        }
        profile.consent = None;
        if let Some(verification) = &mut self.verification {
            if now.mono >= verification.give_up {
                self.verification = None;
                self.consent = Progress::Failed(Problem::ConsentMissing { missing });
            } else {
                verification.again = Some(now.mono + verification.wait);
                verification.wait = (verification.wait * 2).min(Duration::from_secs(30));
            }
        }
    }

    /// Whether it is time to ask for another application token, to see a fresh grant.
    pub(crate) fn wants_token(&mut self, now: Duration) -> bool {
        let due = self.verification.as_mut().filter(|verification| verification.again.is_some_and(|at| at <= now));
        due.map(|verification| verification.again = None).is_some()
    }

    pub(crate) fn poll_timeout(&self) -> Option<Duration> {
        self.verification.as_ref().and_then(|verification| verification.again)
    }

    pub(crate) fn sign_in_returned(
        &mut self,
        attempt: Attempt,
        result: Result<SignedIn, PageFailure>,
        profile: &Profile,
        out: &mut Outbox,
    ) -> Option<Success> {
        let page = self.page.take_if(|page| page.attempt == attempt);
        let Some(PagePurpose::SignIn { round }) = page.map(|page| page.purpose) else {
            out.emit(Effect::RejectSignIn { attempt });
            return None;
        };
        match result {
            Ok(signed_in) => self.judge(round, attempt, signed_in, profile, out),
            Err(failure) => {
                self.sign_ins.insert(round, Progress::after(failure, round, Some(round)));
                None
            }
        }
    }

    /// A person decided to keep the account that signed in although another was expected.
    pub(crate) fn accept_account(&mut self, round: Round, out: &mut Outbox) -> Option<Success> {
        let (_, attempt, with) = self.undecided.take_if(|(waiting, ..)| *waiting == round)?;
        self.sign_ins.remove(&round);
        out.emit(Effect::AcceptSignIn { attempt, round });
        Some(Success::SignedIn { round, with })
    }

    pub(crate) fn cloudya_state(&self, profile: &Profile, since: Option<crate::Utc>) -> StepState {
        progress::state(&self.cloudya, profile.cloudya.as_ref().map(|_| since.unwrap_or_default()))
    }

    pub(crate) fn microsoft_state(&self, profile: &Profile, since: Option<crate::Utc>) -> StepState {
        progress::state(&self.microsoft, profile.microsoft.as_ref().map(|_| since.unwrap_or_default()))
    }

    pub(crate) fn certificate_state(&self, profile: &Profile) -> StepState {
        progress::state(&self.certificate, profile.created_certificate.as_ref().map(|certificate| certificate.created))
    }

    pub(crate) fn consent_state(&self, profile: &Profile) -> StepState {
        progress::state(&self.consent, profile.consent)
    }

    pub(crate) fn sign_in_state(&self, round: Round, profile: &Profile) -> StepState {
        let done = profile.sync_users.get(&round).and_then(|user| user.signed_in.as_ref()).map(|account| account.at);
        progress::state(self.sign_ins.get(&round).unwrap_or(&Progress::Idle), done)
    }

    /// Rounds of which somebody is signing in, or whose sign-in went wrong.
    pub(crate) fn signing_in(&self) -> impl Iterator<Item = Round> {
        let under_way = self.sign_ins.iter().filter(|(_, progress)| **progress != Progress::Idle);
        under_way.map(|(round, _)| *round)
    }

    pub(crate) fn open_page(&self) -> Option<OpenPage> {
        let page = self.page.as_ref()?;
        let purpose = page.purpose;
        match (page.via, &page.code) {
            (Via::Window, _) => Some(OpenPage::Window { purpose }),
            (Via::Browser, _) => Some(OpenPage::Browser { purpose }),
            (Via::DeviceCode, Some(code)) => Some(OpenPage::DeviceCode {
                purpose,
                address: code.address.clone(),
                code: code.code.clone(),
                expires: code.expires,
            }),
            (Via::DeviceCode, None) => None,
        }
    }

    fn open(&mut self, purpose: PagePurpose, via: Via, out: &mut Outbox) -> Attempt {
        let attempt = out.attempt();
        self.page = Some(Page { attempt, purpose, via, code: None });
        attempt
    }

    fn returned(&mut self, purpose: PagePurpose, progress: Progress) {
        match purpose {
            PagePurpose::Consent => self.consent = progress,
            PagePurpose::SignIn { round } => {
                self.sign_ins.insert(round, progress);
            }
            PagePurpose::CreateSyncUser { round } => self.sync_users.creation_ends(round, progress),
        }
    }

    /// The account must be the expected one, and its token must let it read.
    fn judge(
        &mut self,
        round: Round,
        attempt: Attempt,
        signed_in: SignedIn,
        profile: &Profile,
        out: &mut Outbox,
    ) -> Option<Success> {
        if !signed_in.token.granted.contains(&Permission::PresenceReadAll) {
            out.emit(Effect::RejectSignIn { attempt });
            let missing = vec![Permission::PresenceReadAll];
            self.sign_ins.insert(round, Progress::Failed(Problem::ConsentMissing { missing }));
            return None;
        }
        let known = profile.sync_users.get(&round).and_then(|user| user.signed_in.as_ref());
        let expected = expected(round, profile);
        let is_expected = signed_in.user_principal_name.eq_ignore_ascii_case(&expected)
            || known.is_some_and(|account| account.user_id == signed_in.user);
        if !is_expected {
            let actual = signed_in.user_principal_name.clone();
            self.sign_ins.insert(round, Progress::Failed(Problem::WrongAccount { round, expected, actual }));
            self.undecided = Some((round, attempt, signed_in));
            return None;
        }
        self.sign_ins.remove(&round);
        out.emit(Effect::AcceptSignIn { attempt, round });
        Some(Success::SignedIn { round, with: signed_in })
    }
}

/// Who signed in, as it is kept.
pub(crate) fn account(signed_in: &SignedIn, now: Now) -> SignedInAccount {
    let user_principal_name = signed_in.user_principal_name.clone();
    SignedInAccount { user_id: signed_in.user.clone(), user_principal_name, at: now.utc }
}

/// The address that should sign in for the round: the typed one, or the recommended one.
pub(crate) fn expected(round: Round, profile: &Profile) -> String {
    let typed = profile.sync_users.get(&round).map(|user| user.expected.clone()).filter(|address| !address.is_empty());
    typed.unwrap_or_else(|| {
        let domain = profile.microsoft.as_ref().map(|microsoft| microsoft.tenant.as_str());
        let domain = domain.filter(|tenant| tenant.contains('.')).unwrap_or_default();
        match round.0 {
            1 => format!("presence-sync@{domain}"),
            number => format!("presence-sync-{number}@{domain}"),
        }
    })
}

pub(crate) fn missing(granted: &[Permission]) -> Vec<Permission> {
    APPLICATION_PERMISSIONS.into_iter().filter(|permission| !granted.contains(permission)).collect()
}

/// What the application lacks to read presence itself. Who may write may also read, as Microsoft's documents have it.
pub(crate) fn missing_to_read(granted: &[Permission]) -> Vec<Permission> {
    let reads = [Permission::PresenceReadAll, Permission::PresenceReadWriteAll];
    if reads.iter().any(|permission| granted.contains(permission)) { Vec::new() } else { vec![reads[0]] }
}

/// What a failure of the CTI API means to people.
pub(crate) fn cloudya_problem(failure: &Failure) -> Problem {
    match failure.kind {
        FailureKind::CredentialsRejected
        | FailureKind::CredentialsExpired
        | FailureKind::SignInNeeded(_)
        | FailureKind::Unauthorized
        | FailureKind::SecretMissing => Problem::CloudyaCredentialsRejected,
        FailureKind::Forbidden => Problem::CloudyaForbidden,
        FailureKind::Unreachable
        | FailureKind::Throttled
        | FailureKind::Server
        | FailureKind::NotFound
        | FailureKind::Refused
        | FailureKind::TenantUnknown
        | FailureKind::ApplicationUnknown
        | FailureKind::CertificateUnreadable => Problem::CloudyaUnreachable,
    }
}

pub(crate) fn configuration_problem(failure: &Failure) -> Problem {
    match failure.kind {
        FailureKind::CredentialsRejected
        | FailureKind::CredentialsExpired
        | FailureKind::SignInNeeded(_)
        | FailureKind::Unauthorized
        | FailureKind::SecretMissing => Problem::ConfigurationCredentialsRejected,
        FailureKind::Forbidden | FailureKind::NotFound => Problem::ConfigurationForbidden,
        FailureKind::Unreachable
        | FailureKind::Throttled
        | FailureKind::Server
        | FailureKind::Refused
        | FailureKind::TenantUnknown
        | FailureKind::ApplicationUnknown
        | FailureKind::CertificateUnreadable => Problem::ConfigurationUnreachable,
    }
}

pub(crate) fn microsoft_problem(failure: &Failure, tenant: &str) -> Problem {
    let code = failure.code;
    match failure.kind {
        FailureKind::TenantUnknown => Problem::TenantUnknown { tenant: tenant.to_owned(), code },
        FailureKind::ApplicationUnknown => Problem::ApplicationUnknown { code },
        FailureKind::CredentialsRejected | FailureKind::Unauthorized | FailureKind::SecretMissing => {
            Problem::ApplicationCredentialRejected { code }
        }
        FailureKind::CredentialsExpired => Problem::ApplicationCredentialExpired { code },
        FailureKind::CertificateUnreadable => Problem::CertificateUnreadable,
        FailureKind::SignInNeeded(cause) => Problem::SignInRefused { round: None, code, cause },
        FailureKind::Unreachable | FailureKind::Throttled | FailureKind::Server => Problem::MicrosoftUnreachable,
        FailureKind::Forbidden | FailureKind::NotFound | FailureKind::Refused => {
            Problem::SignInRefused { round: None, code, cause: SignInCause::Other }
        }
    }
}

/// What speaks against credentials that work.
fn objection(facts: &CloudyaFacts, credentials: &ConnectCloudya) -> Option<Problem> {
    if let Some(actual) = facts.customer.clone().filter(|actual| !actual.eq_ignore_ascii_case(&credentials.account)) {
        return Some(Problem::CloudyaOtherAccount { expected: credentials.account.clone(), actual });
    }
    if facts.extended_presence == Some(false) {
        return Some(Problem::CloudyaPresenceNotAllowed);
    }
    match &facts.configuration {
        Some(Err(failure)) => Some(configuration_problem(failure)),
        Some(Ok(_)) | None => None,
    }
}
