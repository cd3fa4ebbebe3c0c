//! How long a call may take and how much it may bring.

use std::fmt;
use std::time::Duration;

use super::error::BuildError;

/// What a call may cost in time and memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// From the first byte sent to the last received, attempts and waits together.
    pub(super) call: Duration,
    /// The same of one attempt.
    pub(super) attempt: Duration,
    /// Between two pieces of a body.
    pub(super) stall: Duration,
    /// The bytes of a body, decompressed.
    pub(super) body: u64,
}

impl Limits {
    /// What holds unless it is set otherwise. Three attempts that are cut off fit into a call.
    pub(super) const DEFAULT: Self = Self {
        call: Duration::from_secs(60),
        attempt: Duration::from_secs(20),
        stall: Duration::from_secs(10),
        body: 64 << 20,
    };

    pub(super) fn check(&self) -> Result<(), BuildError> {
        checked_time("timeout", self.call)?;
        checked_time("attempt timeout", self.attempt)?;
        checked_time("stall timeout", self.stall)?;
        Ok(())
    }
}

pub(super) fn checked_time(name: &'static str, time: Duration) -> Result<Duration, BuildError> {
    if time.is_zero() { Err(BuildError::new(name, "is zero")) } else { Ok(time) }
}

/// The limit of time that a call ran into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeLimit {
    /// That of the whole call, `timeout`.
    Call,
    /// That of one attempt, `attempt_timeout`.
    Attempt,
    /// That between two pieces of a body, `stall_timeout`.
    Stall,
    /// That of the whole call, before the client's own rate had a place for it. Nothing was sent.
    Rate,
    /// One of the HTTP client: that of making a connection, or what an HTTP client handed in was told.
    HttpClient,
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call => "the time for the call is over",
            Self::Attempt => "the time for an attempt is over",
            Self::Stall => "nothing more came for too long",
            Self::Rate => "the client's own rate has no place in time",
            Self::HttpClient => "a time limit of the HTTP client ran out",
        })
    }
}
