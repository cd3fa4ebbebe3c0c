//! A browser: `fetch`, one thread, the timer of the page.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use web_time::{Instant, SystemTime};

use crate::runtime::error::BuildError;

/// A wait, as a clock gives it.
pub type Sleep = Boxed<()>;

/// A future that knows no more than its output. What a browser promises stays on its thread.
pub(in crate::runtime) type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// The longest time that a page's timer takes at once, in milliseconds; it counts in 32 bits, signed.
const LONGEST: u32 = 0x7FFF_FFFF;

/// The beginning of a clock's time.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Start(Instant);

impl Start {
    /// The time of now.
    pub(in crate::runtime) fn now() -> Self {
        Self(Instant::now())
    }

    /// The time since then.
    pub(in crate::runtime) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The time since 1970; zero where the clock is set to a time before.
pub(in crate::runtime) fn unix_time() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// Waits by the timer of the page, in whole milliseconds, and no longer than 24 days.
pub(in crate::runtime) fn sleep(time: Duration) -> Sleep {
    let whole = time.as_nanos().div_ceil(1_000_000);
    let millis = u32::try_from(whole).unwrap_or(LONGEST).min(LONGEST);
    Box::pin(gloo_timers::future::TimeoutFuture::new(millis))
}

/// A browser does not say why a request failed, so it may have reached the server.
pub(in crate::runtime) fn is_connect(_error: &reqwest::Error) -> bool {
    false
}

/// A browser does not say why a request failed.
pub(in crate::runtime) fn is_tls(_error: &reqwest::Error) -> bool {
    false
}

/// The browser decides on redirects, connections and proxies by itself.
#[allow(clippy::unnecessary_wraps, reason = "it has the type of the native one")]
pub(in crate::runtime) fn own_http(
    _connect_timeout: Duration,
    _base_url: &str,
) -> Result<reqwest::Client, BuildError> {
    Ok(reqwest::Client::new())
}

/// A body that is being received: the browser gives it whole.
pub(in crate::runtime) struct Incoming(Option<reqwest::Response>);

impl Incoming {
    /// The body of an answer.
    pub(in crate::runtime) fn new(response: reqwest::Response) -> Self {
        Self(Some(response))
    }

    /// The whole body, and none after it.
    ///
    /// # Errors
    /// When the connection breaks.
    pub(in crate::runtime) async fn next(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        match self.0.take() {
            Some(response) => response.bytes().await.map(Some),
            None => Ok(None),
        }
    }
}
