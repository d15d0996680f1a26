//! How long a service asks to be left alone, in every form that has been seen.

use http::{HeaderMap, header};
use std::time::{Duration, SystemTime};

/// The longest wait that is believed: what a service asks for is obeyed exactly, but no service closes for longer than
/// a day, and a typing error at the other end must not stop the program for a year.
const LONGEST: Duration = Duration::from_secs(24 * 3_600);

/// Reads `Retry-After`: whole or decimal seconds, or a date. Negative and past are zero; nonsense is `None`.
///
/// A date is compared with the answer's own `Date`, so that a wrong clock here does not matter; `now` is for answers
/// without one.
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        if seconds.is_nan() {
            return None;
        }
        return Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST).min(LONGEST));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let from = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or(now);
    Some(until.duration_since(from).unwrap_or_default().min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, text.parse().unwrap());
        if let Some(date) = date {
            headers.insert(header::DATE, date.parse().unwrap());
        }
        retry_after(&headers, httpdate::parse_http_date("Fri, 13 Feb 2026 10:00:00 GMT").unwrap())
    }

    #[test]
    fn seconds_may_be_whole_decimal_or_negative() {
        assert_eq!(read("7", None), Some(Duration::from_secs(7)));
        assert_eq!(read(" 2.128 ", None), Some(Duration::from_millis(2_128)));
        assert_eq!(read("7200", None), Some(Duration::from_secs(7_200)), "also when it is long");
        assert_eq!(read("0", None), Some(Duration::ZERO));
        assert_eq!(read("-5", None), Some(Duration::ZERO));
    }

    #[test]
    fn a_date_is_measured_by_the_answers_own_clock() {
        let until = "Fri, 13 Feb 2026 10:00:30 GMT";
        assert_eq!(read(until, None), Some(Duration::from_secs(30)));
        assert_eq!(read(until, Some("Fri, 13 Feb 2026 10:00:20 GMT")), Some(Duration::from_secs(10)));
        assert_eq!(read(until, Some("Fri, 13 Feb 2026 11:00:00 GMT")), Some(Duration::ZERO));
    }

    #[test]
    fn nonsense_is_nothing_and_an_eternity_is_a_day() {
        for nonsense in ["", "soon", "NaN", "1 minute"] {
            assert_eq!(read(nonsense, None), None, "{nonsense}");
        }
        for eternity in ["1e300", "inf", "99999999", "Fri, 13 Feb 2099 10:00:30 GMT"] {
            assert_eq!(read(eternity, None), Some(LONGEST), "{eternity}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), SystemTime::now()), None);
    }
}
