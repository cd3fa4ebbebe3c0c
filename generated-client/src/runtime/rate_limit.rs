//! What an answer's headers say about the rate at which the server may be called.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::UnixTime;

/// A number below this in a reset header is no point in time (it would be in 1970) but a number of
/// seconds from now, as some servers send it.
const A_YEAR: i64 = 366 * 86_400;

/// The rate limit as an answer's headers tell it. Each part is `None` where no header, or none that
/// can be read, says it.
///
/// Both common families of names are read, `X-Rate-Limit…` and `X-RateLimit-…`; header names know no
/// upper and lower case. Where a header comes several times, its first readable value counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many calls the server takes in a period: `X-Rate-Limit`, `X-Rate-Limit-Limit` or
    /// `X-RateLimit-Limit`.
    pub limit: Option<u64>,
    /// How many of them are left: `X-Rate-Limit-Remaining` or `X-RateLimit-Remaining`.
    pub remaining: Option<u64>,
    /// When the next period begins, by the server's clock: `X-Rate-Limit-Reset` or `X-RateLimit-Reset`,
    /// in seconds since 1970. A number below a year is taken for seconds from the answer on.
    pub reset: Option<UnixTime>,
    /// How long to wait before the next call, counted from the answer: `Retry-After`, as seconds or as
    /// a date, which is compared with the answer's own `Date` where it has one, so that a wrong clock
    /// on either side does not matter. A date that has passed is zero.
    pub retry_after: Option<Duration>,
}

impl RateLimit {
    /// Reads the headers of an answer that came at `received`, counted from 1970 by the client's clock.
    pub(super) fn read(headers: &HeaderMap, received: Duration) -> Self {
        let now = sent_at(headers).unwrap_or(received);
        let number = |names: &[&str]| names.iter().find_map(|name| first(headers, name, unsigned));
        let reset = ["x-rate-limit-reset", "x-ratelimit-reset"]
            .iter()
            .find_map(|name| first(headers, name, unsigned));
        Self {
            limit: number(&["x-rate-limit", "x-rate-limit-limit", "x-ratelimit-limit"]),
            remaining: number(&["x-rate-limit-remaining", "x-ratelimit-remaining"]),
            reset: reset.and_then(|reset| reset_time(reset, now)),
            retry_after: first(headers, RETRY_AFTER.as_str(), |text| retry_after(text, now)),
        }
    }

    /// Whether no header said anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How long the server asks to wait before another attempt: by `Retry-After`, or where it refuses for
/// the rate and has nothing left, until its reset.
pub(super) fn asked(
    status: StatusCode,
    headers: &HeaderMap,
    received: Duration,
) -> Option<Duration> {
    let said = RateLimit::read(headers, received);
    let until_reset = || {
        let is_spent = said.remaining.is_none_or(|remaining| remaining == 0);
        let reset = said.reset.filter(|_| status == StatusCode::TOO_MANY_REQUESTS && is_spent)?;
        let reset = Duration::from_secs(u64::try_from(reset.as_seconds()).ok()?);
        Some(reset.saturating_sub(sent_at(headers).unwrap_or(received)))
    };
    said.retry_after.or_else(until_reset)
}

/// The first value of a header that can be read.
fn first<T>(headers: &HeaderMap, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    headers.get_all(name).iter().find_map(|value| read(value.to_str().ok()?.trim()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits and nothing else: `u64::from_str` would take a sign.
fn unsigned(text: &str) -> Option<u64> {
    is_digits(text).then(|| text.parse().ok())?
}

/// Seconds, or one of the three forms of a date (RFC 9110, sections 5.6.7 and 10.2.3). More seconds than
/// can be counted are as many as can be.
fn retry_after(text: &str, now: Duration) -> Option<Duration> {
    if is_digits(text) {
        return Some(Duration::from_secs(unsigned(text).unwrap_or(u64::MAX)));
    }
    Some(date(text)?.saturating_sub(now))
}

fn reset_time(reset: u64, now: Duration) -> Option<UnixTime> {
    let reset = i64::try_from(reset).ok()?;
    // Rounded up, so that nobody is asked again too soon.
    let now = i64::try_from(now.as_secs() + u64::from(now.subsec_nanos() > 0)).ok()?;
    Some(UnixTime::from(if reset < A_YEAR { now.saturating_add(reset) } else { reset }))
}

/// When the answer was made, by the server's clock.
fn sent_at(headers: &HeaderMap) -> Option<Duration> {
    first(headers, DATE.as_str(), date)
}

/// A date of HTTP, since 1970.
fn date(text: &str) -> Option<Duration> {
    httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()
}
