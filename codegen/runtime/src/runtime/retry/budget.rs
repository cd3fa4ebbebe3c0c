//! How many retries a client and its clones may make together.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Tokens for retries, shared by a client and its clones, so that an outage is not multiplied.
///
/// When a server is down, every call fails, and retries would make three calls of each: just when the
/// server needs the opposite. So each retry takes tokens out of a bucket, and none is made while it has
/// too few; a call that shows the server well, be it by a refusal such as 404, puts some back. With every
/// server well, the bucket stays full and nobody notices it; with every call failing, a client makes 100
/// retries, or 50 after time-outs, and from then on one attempt a call. In between, one call in five may be
/// tried again for good.
///
/// The numbers are those that the AWS SDKs settled on: 500 tokens, 5 for a retry, 10 for one after a
/// time-out, which is dearer for both sides; a call that needed no retry puts back 1, one that did what
/// its last retry took.
///
/// A clone is the same bucket: clients of one server may share it.
#[derive(Clone)]
pub struct RetryBudget(Option<Arc<Bucket>>);

struct Bucket {
    capacity: u32,
    tokens: AtomicU32,
}

/// Tokens that were taken for a retry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::runtime) struct Taken(u32);

impl RetryBudget {
    /// The tokens of a full bucket.
    const CAPACITY: u32 = 500;
    /// The price of a retry.
    const RETRY: u32 = 5;
    /// The price of a retry after a time-out.
    const RETRY_AFTER_TIMEOUT: u32 = 10;
    /// What a call puts back that went well at once.
    const SUCCESS: u32 = 1;

    /// A full bucket of 500 tokens.
    pub fn new() -> Self {
        Self::with_tokens(Self::CAPACITY)
    }

    /// A full bucket of so many tokens; a retry takes 5.
    pub fn with_tokens(tokens: u32) -> Self {
        Self(Some(Arc::new(Bucket { capacity: tokens, tokens: AtomicU32::new(tokens) })))
    }

    /// No bound but that of each call. An outage is then multiplied.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// The tokens that are left; `None` where there is no bound.
    pub fn tokens(&self) -> Option<u32> {
        self.0.as_ref().map(|bucket| bucket.tokens.load(Ordering::Relaxed))
    }

    pub(in crate::runtime) fn take(&self, after_timeout: bool) -> Option<Taken> {
        let price = if after_timeout { Self::RETRY_AFTER_TIMEOUT } else { Self::RETRY };
        let Some(bucket) = &self.0 else { return Some(Taken(price)) };
        let less = |tokens: u32| tokens.checked_sub(price);
        let taken = bucket.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.ok().map(|_| Taken(price))
    }

    /// For a call that ended well; `last` is what its last retry took.
    pub(in crate::runtime) fn put_back(&self, last: Option<Taken>) {
        self.give_back(last.unwrap_or(Taken(Self::SUCCESS)));
    }

    /// For a retry that was not made.
    pub(in crate::runtime) fn give_back(&self, Taken(back): Taken) {
        let Some(bucket) = &self.0 else { return };
        let more = |tokens: u32| {
            Some(tokens.saturating_add(back).min(bucket.capacity)).filter(|more| *more != tokens)
        };
        // An `Err` is a bucket that is full already.
        let _ = bucket.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("RetryBudget(unlimited)"),
            Some(bucket) => {
                let tokens = bucket.tokens.load(Ordering::Relaxed);
                write!(f, "RetryBudget({tokens} of {})", bucket.capacity)
            }
        }
    }
}
