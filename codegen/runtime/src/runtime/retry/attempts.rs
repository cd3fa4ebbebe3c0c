//! What was tried, and what came of it.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;

use crate::runtime::limits::TimeLimit;

/// The attempts of a call, from the first to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// All but the last: none in most calls, and then nothing is allocated.
    earlier: Vec<Attempt>,
    last: Option<Attempt>,
    ending: Ending,
}

/// One attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// How long was waited before it, for the server's or the client's own sake.
    pub waited: Duration,
    /// How long it took, from sending to the last byte or the failure.
    pub took: Duration,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// A whole answer with this status.
    Answered(StatusCode),
    /// No connection: the request certainly did not reach the server.
    NotConnected,
    /// The server was reached, and TLS with it failed: the request certainly did not reach it, and trying
    /// again does not help.
    TlsFailed,
    /// The connection broke; with the status where the head of the answer had come.
    Broken(Option<StatusCode>),
    /// A time limit ran out; with the status where the head of the answer had come.
    TimedOut(TimeLimit, Option<StatusCode>),
    /// The body is larger than the client takes.
    TooLarge(StatusCode),
    /// The HTTP client refused the request or followed redirects in vain. Trying again does not help.
    Refused,
}

/// Why there was no further attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ending {
    /// The answer is one that another attempt would not change: a success, or a refusal for good.
    #[default]
    Settled,
    /// The method is not idempotent, and the request may have reached the server.
    NotSafe,
    /// As many attempts were made as the policy allows.
    AttemptsSpent,
    /// The client's retry budget is used up.
    BudgetSpent,
    /// The server asks for a longer wait than the policy allows.
    AskedTooLong,
    /// The time for the whole call is over, or the wait would have reached beyond it.
    TimeOver,
}

impl Attempts {
    /// None at all, as in a call that could not be built.
    pub(in crate::runtime) const NONE: Self =
        Self { earlier: Vec::new(), last: None, ending: Ending::Settled };

    /// How many there were; 0 when nothing was sent.
    pub fn count(&self) -> usize {
        self.earlier.len() + usize::from(self.last.is_some())
    }

    /// Each of them, in the order of time.
    pub fn iter(&self) -> impl Iterator<Item = &Attempt> {
        self.earlier.iter().chain(&self.last)
    }

    /// The one whose outcome is the call's.
    pub fn last(&self) -> Option<&Attempt> {
        self.last.as_ref()
    }

    /// Why there was no further one.
    pub fn ending(&self) -> Ending {
        self.ending
    }

    pub(in crate::runtime) fn push(&mut self, attempt: Attempt) {
        self.earlier.extend(self.last.replace(attempt));
    }

    pub(in crate::runtime) fn end(&mut self, ending: Ending) {
        self.ending = ending;
    }

    /// `; 3 attempts`, to be put behind an error that is not that of the only attempt.
    pub(in crate::runtime) fn note(&self) -> Note {
        Note(self.count())
    }
}

pub(in crate::runtime) struct Note(usize);

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 { write!(f, "; {} attempts", self.0) } else { Ok(()) }
    }
}

impl Outcome {
    /// The status, where the server answered at least that far.
    pub fn status(self) -> Option<StatusCode> {
        match self {
            Self::Answered(status) | Self::TooLarge(status) => Some(status),
            Self::Broken(status) | Self::TimedOut(_, status) => status,
            Self::NotConnected | Self::TlsFailed | Self::Refused => None,
        }
    }

    /// Whether another attempt may end otherwise.
    pub(in crate::runtime) fn may_change(self) -> bool {
        match self {
            Self::NotConnected => true,
            Self::Answered(status) | Self::TooLarge(status) => may_help(status),
            Self::TimedOut(TimeLimit::Call | TimeLimit::Rate, _)
            | Self::TlsFailed
            | Self::Refused => false,
            // A refusal stays one, however little of its body came.
            Self::Broken(status) | Self::TimedOut(_, status) => {
                status.is_none_or(|status| status.is_success() || may_help(status))
            }
        }
    }
}

/// Whether a status says that the same request may be answered otherwise a little later.
pub(in crate::runtime) fn may_help(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(status) => write!(f, "{status}"),
            Self::NotConnected => f.write_str("not connected"),
            Self::TlsFailed => f.write_str("TLS failed"),
            Self::Broken(None) => f.write_str("broken off before the answer"),
            Self::Broken(Some(status)) => write!(f, "broken off within {status}"),
            Self::TimedOut(limit, None) => write!(f, "{limit}, before the answer"),
            Self::TimedOut(limit, Some(status)) => write!(f, "{limit}, within {status}"),
            Self::TooLarge(status) => write!(f, "{status} with too large a body"),
            Self::Refused => f.write_str("refused by the HTTP client"),
        }
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.waited.is_zero() {
            write!(f, "after {:?}: ", self.waited)?;
        }
        self.outcome.fmt(f)
    }
}
