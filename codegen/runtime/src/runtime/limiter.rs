//! A rate of the client's own: with the feature `limiter`.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use super::clock::Clock;
use super::error::BuildError;

/// The longest period: the limiter counts nanoseconds in 64 bits.
const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// How many requests a client and its clones send at most in a period, attempts counted one by one.
///
/// In no period of that length, wherever it begins, are there more. Unless [`burst`](Self::burst) says
/// otherwise the requests are spread evenly: 600 a minute is one each 100 ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    requests: u32,
    period: Duration,
    burst: u32,
}

impl Rate {
    /// So many requests in a period. `build` refuses zero of either, and a period of over a year.
    pub const fn new(requests: u32, period: Duration) -> Self {
        Self { requests, period, burst: 1 }
    }

    /// So many requests in a second.
    pub const fn per_second(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(1))
    }

    /// So many requests in a minute.
    pub const fn per_minute(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60))
    }

    /// How many requests may be sent at once after a pause; the others are spread wider for it, since
    /// the rate holds all the same. At least 1, at most the number of requests.
    #[must_use]
    pub const fn burst(mut self, burst: u32) -> Self {
        self.burst = burst;
        self
    }

    /// A bucket of `burst` places, of which one becomes free each `interval`. In a period that begins with
    /// a full bucket, `burst` are taken at once and one more at each interval that ends within the
    /// period: `burst - 1` fewer intervals than requests must fit, so that the sum is the rate.
    fn quota(self) -> Result<Quota, BuildError> {
        let fault = |why: &'static str| BuildError::new("rate", why);
        if self.period > LONGEST {
            return Err(fault("has a period of over a year"));
        }
        let burst = self.burst.clamp(1, self.requests.max(1));
        let spread = self.requests.checked_sub(burst - 1).and_then(NonZeroU32::new);
        let spread = spread.ok_or_else(|| fault("is zero"))?;
        // Rounded up: a remainder of the division must not make the interval too short.
        let nanos = self.period.as_nanos().div_ceil(u128::from(spread.get()));
        let quota =
            Quota::with_period(Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)));
        let burst = NonZeroU32::new(burst).ok_or_else(|| fault("is zero"))?;
        Ok(quota.ok_or_else(|| fault("has a period of zero"))?.allow_burst(burst))
    }
}

/// Hands out places under a rate.
pub(super) struct Limiter(RateLimiter<NotKeyed, InMemoryState, ByClock, NoOpMiddleware<Duration>>);

/// The client's clock, as the limiter asks for it.
#[derive(Clone)]
struct ByClock(Arc<dyn Clock>);

impl GovernorClock for ByClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.now()
    }
}

impl Limiter {
    pub(super) fn new(rate: Rate, clock: Arc<dyn Clock>) -> Result<Self, BuildError> {
        Ok(Self(RateLimiter::direct_with_clock(rate.quota()?, ByClock(clock))))
    }

    /// Takes a place, or says how long there is none.
    pub(super) fn take(&self) -> Result<(), Duration> {
        let now = self.0.clock().now();
        self.0.check().map_err(|until| until.wait_time_from(now).max(Duration::from_nanos(1)))
    }
}
