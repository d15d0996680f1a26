//! Addresses that are being put right in Cloudya, one write for each, and those that were.

use crate::{
    Attempt, Effect, ExtensionNumber, Now,
    event::{EmailNotWritten, FailureKind},
    outbox::Outbox,
    problem::{NotCorrected, Problem},
    progress::{self, Progress},
    rules::Correction,
    view::CorrectionView,
};
use std::collections::BTreeMap;

/// As many corrections are remembered, to be undone.
const REMEMBERED: usize = 100;

#[derive(Default)]
pub(crate) struct Corrections {
    open: BTreeMap<ExtensionNumber, Open>,
}

struct Open {
    attempt: Attempt,
    former: String,
    email: String,
    progress: Progress,
}

impl Corrections {
    pub(crate) fn begin(&mut self, extension: ExtensionNumber, former: String, email: String, out: &mut Outbox) {
        let attempt = out.attempt();
        if !is_address(&email) {
            let reason = NotCorrected::Invalid;
            let problem = Problem::EmailNotCorrected { extension: extension.clone(), email: email.clone(), reason };
            self.open.insert(extension, Open { attempt, former, email, progress: Progress::Failed(problem) });
            return;
        }
        let (asked, was, wanted) = (extension.clone(), former.clone(), email.clone());
        self.open.insert(extension, Open { attempt, former, email, progress: Progress::Busy });
        out.emit(Effect::WriteEmail { attempt, extension: asked, former: was, email: wanted });
    }

    /// Gives back the address that stands in Cloudya now, where that is known.
    pub(crate) fn written(
        &mut self,
        attempt: Attempt,
        result: Result<(), EmailNotWritten>,
        done: &mut Vec<Correction>,
        now: Now,
    ) -> Option<(ExtensionNumber, String)> {
        let extension = self.open.iter().find(|(_, open)| open.attempt == attempt)?.0.clone();
        let open = self.open.get_mut(&extension)?;
        let (reason, actual) = match result {
            Ok(()) => {
                let Open { former, email, .. } = self.open.remove(&extension)?;
                done.insert(0, Correction { extension: extension.clone(), former, email: email.clone(), at: now.utc });
                done.truncate(REMEMBERED);
                return Some((extension, email));
            }
            Err(EmailNotWritten::ChangedMeanwhile { actual }) => (NotCorrected::ChangedMeanwhile, Some(actual)),
            Err(EmailNotWritten::NotTaken { actual }) => (NotCorrected::NotTaken, Some(actual)),
            Err(EmailNotWritten::Failed(failure)) => (reason(failure.kind), None),
        };
        let problem = Problem::EmailNotCorrected { extension: extension.clone(), email: open.email.clone(), reason };
        open.progress = Progress::Failed(problem);
        actual.map(|actual| (extension, actual))
    }

    /// What is under way or failed first, then what was done, the latest first.
    pub(crate) fn view(&self, done: &[Correction]) -> Vec<CorrectionView> {
        let open = self.open.iter().map(|(extension, open)| CorrectionView {
            extension: extension.clone(),
            former: open.former.clone(),
            email: open.email.clone(),
            state: progress::state(&open.progress, None),
        });
        let done = done.iter().map(|correction| CorrectionView {
            extension: correction.extension.clone(),
            former: correction.former.clone(),
            email: correction.email.clone(),
            state: progress::state(&Progress::Idle, Some(correction.at)),
        });
        open.chain(done).collect()
    }
}

/// Nothing at all is allowed: it removes the address.
fn is_address(text: &str) -> bool {
    let well_formed = |(mailbox, domain): (&str, &str)| {
        !mailbox.is_empty() && domain.contains('.') && !domain.contains('@') && !text.contains(char::is_whitespace)
    };
    text.is_empty() || text.split_once('@').is_some_and(well_formed)
}

/// Why Cloudya did not change something, for people.
pub(crate) fn reason(kind: FailureKind) -> NotCorrected {
    match kind {
        FailureKind::Forbidden
        | FailureKind::Unauthorized
        | FailureKind::CredentialsRejected
        | FailureKind::CredentialsExpired
        | FailureKind::SecretMissing => NotCorrected::NotAllowed,
        FailureKind::Unreachable | FailureKind::Throttled | FailureKind::Server => NotCorrected::Unreachable,
        FailureKind::NotFound
        | FailureKind::Refused
        | FailureKind::SignInNeeded(_)
        | FailureKind::TenantUnknown
        | FailureKind::ApplicationUnknown
        | FailureKind::CertificateUnreadable => NotCorrected::Refused,
    }
}
