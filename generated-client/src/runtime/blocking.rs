//! Waiting for a call without an async runtime: with the feature `blocking`.

use std::future::Future;
use std::io;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::error::{BuildError, Error};
use super::pending::{Pending, PendingResponse};
use super::response::Response;

/// One for the process, made at the first wait. Its thread keeps connections alive between calls, which
/// a runtime that is there only during a call could not.
static RUNTIME: OnceLock<Runtime> = OnceLock::new();

impl<T> Pending<T> {
    /// Makes the call and blocks the thread until it ends: for programs without an async runtime.
    ///
    /// The first wait of the process starts a thread that drives the connections of all.
    ///
    /// # Errors
    /// As awaiting it gives them. And [`Error::Build`] within an async runtime, where to block would
    /// stop other tasks or never end: await the call there. On a thread where to block is allowed, as in
    /// `spawn_blocking`, give it to the runtime's own `Handle::block_on`.
    pub fn wait(self) -> Result<T, Error> {
        let operation = self.operation();
        block(operation, self)
    }
}

impl<T> PendingResponse<T> {
    /// As [`Pending::wait`], with the status and headers of the answer.
    ///
    /// # Errors
    /// As [`Pending::wait`].
    pub fn wait(self) -> Result<Response<T>, Error> {
        let operation = self.operation();
        block(operation, self)
    }
}

fn block<T>(
    operation: &'static str,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let fault = |why: String| Error::from(BuildError::new("wait", why).of(operation));
    if Handle::try_current().is_ok() {
        return Err(fault(
            "was called within an async runtime: await the call, or give it to `Handle::block_on`"
                .to_owned(),
        ));
    }
    let runtime = runtime().map_err(|error| fault(format!("cannot start a thread: {error}")))?;
    runtime.block_on(call)
}

fn runtime() -> io::Result<&'static Runtime> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let mut builder = Builder::new_multi_thread();
    let made = builder.worker_threads(1).thread_name("api-client").enable_all().build()?;
    // Another thread may have been first; then this one's is dropped.
    Ok(RUNTIME.get_or_init(|| made))
}
