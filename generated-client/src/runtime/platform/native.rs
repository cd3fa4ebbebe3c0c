//! Threads, sockets, and the timer of Tokio.

use std::error::Error as StdError;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use tokio::time::Instant;

use crate::runtime::error::BuildError;
use crate::runtime::server::is_readable_by_proxies;

/// A wait, as a clock gives it.
pub type Sleep = Boxed<()>;

/// A future that knows no more than its output.
pub(in crate::runtime) type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The beginning of a clock's time. It is Tokio's, so that it stands still where Tokio's is paused.
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

/// Waits in the Tokio runtime that it is polled in.
pub(in crate::runtime) fn sleep(time: Duration) -> Sleep {
    Box::pin(tokio::time::sleep(time))
}

/// Whether no connection was made, so that the request certainly did not reach the server.
pub(in crate::runtime) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether the server was reached and TLS with it failed in a way that another attempt does not change:
/// its certificate is not trusted, or what it speaks is not TLS.
///
/// rustls says so by an I/O error of the kind `InvalidData` (`tokio_rustls` wraps each `rustls::Error` in
/// one), and of other kinds where the connection broke. The TLS of the system does not tell the two apart.
pub(in crate::runtime) fn is_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause.filter(|_| is_connect(error)) {
        cause = match error.downcast_ref::<io::Error>() {
            Some(error) if error.kind() == io::ErrorKind::InvalidData => return true,
            // Its `source` would leave out the error that it is made of.
            Some(error) => error.get_ref().map(|inner| inner as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    false
}

/// Our own HTTP client. It follows no redirect: credentials and body go to the server that they are
/// for, and the answer 3xx is the caller's to judge. For the same reason no proxy of the environment
/// gets what was allowed in plain text only because it stays on this machine.
pub(in crate::runtime) fn own_http(
    connect_timeout: Duration,
    base_url: &str,
) -> Result<reqwest::Client, BuildError> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(connect_timeout);
    let builder = if is_readable_by_proxies(base_url) { builder.no_proxy() } else { builder };
    builder
        .build()
        .map_err(|error| BuildError::new("HTTP client", format!("cannot be made: {error}")))
}

/// A body that is being received, piece by piece.
pub(in crate::runtime) struct Incoming(reqwest::Response);

impl Incoming {
    /// The body of an answer.
    pub(in crate::runtime) fn new(response: reqwest::Response) -> Self {
        Self(response)
    }

    /// The next piece, decompressed; none at the end.
    ///
    /// # Errors
    /// When the connection breaks or the compression is broken.
    pub(in crate::runtime) async fn next(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        self.0.chunk().await
    }
}
