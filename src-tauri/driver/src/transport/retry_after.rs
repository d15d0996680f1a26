//! How long a service asks to be left alone, in every form that has been seen.

use http::{HeaderMap, header};
use std::time::{Duration, SystemTime};

/// The longest wait that is believed. A typing error at the other end must not stop the program for a year.
const LONGEST: Duration = Duration::from_secs(3_600);

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
