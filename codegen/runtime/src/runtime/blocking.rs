//! Waiting for a call without an async runtime: with the feature `blocking`.

use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle, Runtime};

use super::error::{BuildError, Error};
use super::events::Events;
use super::items::Items;
use super::pending::{Pending, PendingResponse};
use super::response::Response;
use super::stream::Chunks;

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

/// A stream whose items are waited for, as an iterator.
///
/// Within an async runtime, where to block would stop other tasks, its only item is [`Error::Build`].
#[must_use = "nothing is sent until an item is asked for"]
pub struct Blocking<S> {
    stream: S,
    operation: &'static str,
    is_done: bool,
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.stream).finish()
    }
}

impl<S: Stream<Item = Result<T, Error>> + Unpin, T> Iterator for Blocking<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let stream = &mut self.stream;
        let next = poll_fn(|context| Pin::new(&mut *stream).poll_next(context).map(Ok));
        let item = block(self.operation, next).unwrap_or_else(|error| {
            self.is_done = true;
            Some(Err(error))
        });
        self.is_done |= item.is_none();
        item
    }
}

impl<T> Items<T> {
    /// The items as an iterator that blocks the thread while a page is on its way: for programs without an async
    /// runtime. As [`Pending::wait`].
    pub fn wait(self) -> Blocking<Self> {
        let operation = self.operation();
        Blocking { stream: self, operation, is_done: false }
    }
}

impl Chunks {
    /// The pieces as an iterator that blocks the thread while the next one is on its way. As [`Pending::wait`].
    pub fn wait(self) -> Blocking<Self> {
        let operation = self.operation();
        Blocking { stream: self, operation, is_done: false }
    }
}

impl<T> Events<T> {
    /// The events as an iterator that blocks the thread while the next one is on its way. As [`Pending::wait`].
    pub fn wait(self) -> Blocking<Self> {
        let operation = self.operation();
        Blocking { stream: self, operation, is_done: false }
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
