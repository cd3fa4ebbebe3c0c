//! How often a call is tried, and how long is waited in between.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// When and how often a call is tried again.
///
/// **What is tried again.** A call whose method is idempotent (GET, HEAD, OPTIONS, TRACE, PUT, DELETE),
/// when the connection could not be made or broke, when an attempt ran out of time, and when the server
/// answers 408, 429, 502, 503 or 504. A call of another method (POST, PATCH) only where no connection
/// was made, so that the request certainly did not reach the server; [`repeatable`](Self::repeatable)
/// says of a call that it may be repeated all the same. A server whose certificate is not trusted is not
/// tried again.
///
/// **How long is waited.** Before attempt *n* + 1 a random part, from none to all, of a back-off that
/// begins with 200 ms and doubles up to 10 s ("full jitter": callers that failed together do not come
/// back together). Where the server says when to come back (`Retry-After`, or on a 429 its reset header),
/// that time is waited before it. A server that asks for more than 30 s is not waited for: the
/// call ends, and the error tells the time.
///
/// **When it ends.** After three attempts; when the wait would reach beyond the call's `timeout`;
/// when the client's [`RetryBudget`](super::RetryBudget) is used up.
///
/// It is on unless it is turned off, because what it does by itself is safe by the definition of those
/// methods (RFC 9110, section 9.2.2), and because without it each caller writes a loop of their own that
/// knows neither the server's wishes nor the other callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first: Duration,
    longest: Duration,
    longest_asked: Duration,
    repeatable: bool,
}

impl RetryPolicy {
    /// Three attempts, and the waits above.
    pub const fn new() -> Self {
        Self {
            attempts: 3,
            first: Duration::from_millis(200),
            longest: Duration::from_secs(10),
            longest_asked: Duration::from_secs(30),
            repeatable: false,
        }
    }

    /// One attempt, whatever comes of it.
    pub const fn none() -> Self {
        Self::new().attempts(1)
    }

    /// At most so many attempts, the first included; 0 is taken for 1.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The back-off before the second attempt, and the longest one; each wait is a random part of it.
    #[must_use]
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    /// The longest time that is waited because the server asks for it.
    #[must_use]
    pub const fn longest_asked(mut self, longest: Duration) -> Self {
        self.longest_asked = longest;
        self
    }

    /// Whether to treat every method as one that can be repeated: for a POST that carries an
    /// idempotency key, or does no harm when done twice.
    #[must_use]
    pub const fn repeatable(mut self, repeatable: bool) -> Self {
        self.repeatable = repeatable;
        self
    }

    pub(in crate::runtime) fn is_repeatable(&self) -> bool {
        self.repeatable
    }

    pub(in crate::runtime) fn max_attempts(&self) -> usize {
        usize::try_from(self.attempts).unwrap_or(usize::MAX)
    }

    pub(in crate::runtime) fn max_asked(&self) -> Duration {
        self.longest_asked
    }

    /// The back-off before the next attempt after so many, before any chance comes into it.
    pub(in crate::runtime) fn backoff_after(&self, attempts: usize) -> Duration {
        self.backoffs().nth(attempts.saturating_sub(1)).unwrap_or_default()
    }

    /// The back-offs, one for each attempt after the first.
    fn backoffs(&self) -> impl Iterator<Item = Duration> + use<> {
        let longest = self.longest;
        let sequence = ExponentialBuilder::new()
            .with_factor(2.0)
            .with_min_delay(self.first.min(longest))
            .with_max_delay(longest)
            .without_max_times();
        // Its arithmetic is in `f32`, which is right to a ten-millionth: what is below is noise.
        sequence.build().map(|wait| {
            wait.saturating_sub(Duration::from_nanos(u64::from(wait.subsec_nanos() % 1_000)))
        })
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// A random part of a back-off; `chance` from 0 to 1.
pub(in crate::runtime) fn part_of(backoff: Duration, chance: f64) -> Duration {
    let chance = if chance.is_finite() { chance.clamp(0.0, 1.0) } else { 1.0 };
    // Beyond what a duration can be only where the back-off is near its end, and then whole.
    Duration::try_from_secs_f64(backoff.as_secs_f64() * chance).unwrap_or(backoff)
}
