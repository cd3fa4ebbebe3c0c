//! How a client sends: time, attempts, rate, and what stands around the HTTP client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::client::ClientBuilder;
use super::clock::{Clock, SystemClock};
use super::error::BuildError;
use super::exchange::Plan;
use super::retry::{RetryBudget, RetryPolicy};
use super::service::Sender;

/// A number from 0 to 1 by chance.
pub(super) type Chance = Arc<dyn Fn() -> f64 + Send + Sync>;

/// What a builder was told of sending.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) plan: Plan,
    /// That of the caller; otherwise each client that is built gets one of its own.
    pub(super) budget: Option<RetryBudget>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Chance,
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    wrap: Option<super::service::Wrap>,
    #[cfg(feature = "limiter")]
    rate: Option<super::limiter::Rate>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            plan: Plan::default(),
            budget: None,
            clock: Arc::new(SystemClock::new()),
            chance: Arc::new(fastrand::f64),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            wrap: None,
            #[cfg(feature = "limiter")]
            rate: None,
        }
    }
}

impl Settings {
    pub(super) fn checked_plan(&self) -> Result<Plan, BuildError> {
        self.plan.limits.check().map(|()| self.plan)
    }

    #[cfg_attr(
        all(target_arch = "wasm32", target_os = "unknown"),
        allow(clippy::unused_self, reason = "no services there")
    )]
    pub(super) fn sender(&self, http: reqwest::Client) -> Sender {
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        if let Some(wrap) = &self.wrap {
            return Sender::Service(wrap(http));
        }
        Sender::Http(http)
    }

    #[cfg(feature = "limiter")]
    pub(super) fn limiter(&self) -> Result<Option<super::limiter::Limiter>, BuildError> {
        let made = |rate| super::limiter::Limiter::new(rate, Arc::clone(&self.clock));
        self.rate.map(made).transpose()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("plan", &self.plan).finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// The time for a whole call, its attempts and the waits between them; 60 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.plan.limits.call = timeout;
        self
    }

    /// The time for one attempt, from connecting to the last byte of the answer; 20 seconds unless set.
    ///
    /// An attempt that takes longer is given up, and made again where that is safe.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.plan.limits.attempt = timeout;
        self
    }

    /// The time between two pieces of a body; 10 seconds unless set. It finds a server that has gone
    /// silent within a long answer before the attempt's time is over.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.settings.plan.limits.stall = timeout;
        self
    }

    /// How many bytes the body of an answer may have, decompressed; 64 MiB (67,108,864) unless set.
    ///
    /// A body is held in memory whole, and a server, or one that poses as it, may send without end.
    /// [`Error::TooLarge`](super::Error::TooLarge) keeps the status, the headers and what came.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.settings.plan.limits.body = bytes;
        self
    }

    /// When and how often calls are tried again: [`RetryPolicy::none`] turns it off.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.plan.retry = policy;
        self
    }

    /// The bucket that retries take from, to be shared among clients or to have another size.
    ///
    /// Unless given, each client that is built has one of its own, which its clones share.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.settings.budget = Some(budget);
        self
    }

    /// Where time comes from, in place of the system's clock: for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Where chance comes from: numbers from 0 to 1, by which back-offs are multiplied. For tests.
    pub fn jitter(mut self, chance: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.settings.chance = Arc::new(chance);
        self
    }

    /// Keeps the client and its clones together below a rate: each attempt waits for its place.
    ///
    /// The wait counts into the call's `timeout`; a call whose place would come later ends at once.
    #[cfg(feature = "limiter")]
    pub fn rate(mut self, rate: super::limiter::Rate) -> Self {
        self.settings.rate = Some(rate);
        self
    }

    /// Puts a service around the HTTP client: `wrap` is given the client, our own or the one handed in,
    /// and gives what each attempt is sent through.
    ///
    /// The service is a `tower_service::Service` from [`reqwest::Request`] to [`reqwest::Response`], as
    /// `reqwest::Client` itself is one, so that every layer of `tower` fits that keeps the response's
    /// type:
    ///
    /// ```text
    /// builder.middleware(|http| ServiceBuilder::new().layer(MyLayer).service(http))
    /// ```
    ///
    /// It is run for each attempt and sees the credentials. It is tower's trait and not
    /// `reqwest-middleware`, since reqwest has it among its own dependencies: it costs no compile time,
    /// and follows reqwest's version by itself.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn middleware<S>(
        mut self,
        wrap: impl Fn(reqwest::Client) -> S + Send + Sync + 'static,
    ) -> Self
    where
        S: tower_service::Service<reqwest::Request, Response = reqwest::Response>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.settings.wrap = Some(super::service::wrap(wrap));
        self
    }
}
