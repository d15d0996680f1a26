//! Knows when the end of the application's credential is near enough to tell people.

use crate::{Utc, problem::Problem, rules::MicrosoftProfile};
use std::time::Duration;

/// People are told this many days before the end.
const DAYS: [u16; 3] = [1, 7, 30];
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// What there is to say about a credential that ends in 30 days or less.
pub(crate) fn problem(microsoft: &MicrosoftProfile, now: Utc) -> Option<Problem> {
    let expires = microsoft.credential_expires?;
    let days = days(expires, now)?;
    Some(Problem::CredentialExpires { credential: microsoft.credential, expires, days })
}

/// Of how many days people were not told yet, where there is something new to say.
pub(crate) fn news(microsoft: &MicrosoftProfile, now: Utc) -> Option<u16> {
    let days = days(microsoft.credential_expires?, now)?;
    microsoft.told_days.is_none_or(|told| days < told).then_some(days)
}

fn days(expires: Utc, now: Utc) -> Option<u16> {
    DAYS.into_iter().find(|days| begin(expires, *days) <= now.0)
}

/// How long it is until there is something new to say.
pub(crate) fn next(expires: Utc, now: Utc) -> Option<Duration> {
    let next = DAYS.into_iter().map(|days| begin(expires, days)).filter(|begin| *begin > now.0).min()?;
    u64::try_from(next - now.0).ok().map(Duration::from_millis)
}

fn begin(expires: Utc, days: u16) -> i64 {
    expires.0 - i64::from(days) * DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: Utc = Utc(1_800_000_000_000);

    fn days_said(before: i64) -> Option<u16> {
        let microsoft = MicrosoftProfile { credential_expires: Some(END), ..MicrosoftProfile::default() };
        problem(&microsoft, Utc(END.0 - before)).map(|problem| match problem {
            Problem::CredentialExpires { days, .. } => days,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn thirty_seven_and_one_day_before_the_end_there_is_something_to_say() {
        assert_eq!(days_said(30 * DAY + 1), None);
        assert_eq!(days_said(30 * DAY), Some(30));
        assert_eq!(days_said(7 * DAY + 1), Some(30));
        assert_eq!(days_said(7 * DAY), Some(7));
        assert_eq!(days_said(DAY), Some(1));
        assert_eq!(days_said(-DAY), Some(1), "until the service itself refuses it");
    }

    #[test]
    fn the_next_day_of_those_is_waited_for() {
        let day = Duration::from_secs(24 * 60 * 60);
        assert_eq!(next(END, Utc(END.0 - 40 * DAY)), Some(10 * day));
        assert_eq!(next(END, Utc(END.0 - 30 * DAY)), Some(23 * day));
        assert_eq!(next(END, Utc(END.0 - 2 * DAY)), Some(day));
        assert_eq!(next(END, END), None);
    }
}
