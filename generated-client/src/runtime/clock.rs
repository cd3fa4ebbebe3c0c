//! Time, as a client sees it: a trait, so that a test can hold the clock in its hand.

use std::time::Duration;

use super::platform;

pub use super::platform::Sleep;

/// Where a client takes the time from, and how it waits.
///
/// [`SystemClock`] is the one to use. Another serves tests: a clock that ends every wait at once shows
/// what a client does in an hour within a millisecond.
pub trait Clock: Send + Sync + 'static {
    /// The time since a point that does not change; it never goes back.
    fn now(&self) -> Duration;

    /// The time since 1970-01-01 00:00 UTC, for the dates that servers send.
    fn unix_time(&self) -> Duration;

    /// A future that is done once `time` is over.
    fn sleep(&self, time: Duration, why: Waiting) -> Sleep;
}

/// What a wait is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Waiting {
    /// For another attempt: nothing else goes on in the meantime.
    ToRetry,
    /// For a place under the client's own rate: nothing else goes on in the meantime.
    ForRate,
    /// For a limit to run out while the server is being waited for; it is dropped when the server is in
    /// time, and made only once there is something to wait for.
    ForServer,
}

/// The clock of the system, and on native targets the timer of the Tokio runtime that the call runs in.
#[derive(Clone, Debug)]
pub struct SystemClock(platform::Start);

impl SystemClock {
    /// A clock whose time begins now.
    pub fn new() -> Self {
        Self(platform::Start::now())
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn unix_time(&self) -> Duration {
        platform::unix_time()
    }

    fn sleep(&self, time: Duration, _why: Waiting) -> Sleep {
        platform::sleep(time)
    }
}
