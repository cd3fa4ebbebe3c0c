//! The body of an answer piece by piece, instead of whole.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::call::Call;
use super::client::Client;
use super::clock::Clock;
use super::error::Error;
use super::exchange::{Plan, opened};
use super::limits::{TimeLimit, checked_time};
use super::platform::{Boxed, Incoming};
use super::response::Reply;
use super::timer::Timer;
use super::transport_error::{Broken, Cause, TransportError};

/// Where an exchange leaves a body that it does not read.
pub(super) type Open = Arc<Mutex<Option<Incoming>>>;

/// The body of a successful answer piece by piece, as it comes: a `futures_core::Stream`, whose
/// [`next`](Self::next) needs no other crate. Pieces are cut as the network cut them.
///
/// Nothing is sent before the first piece is asked for; dropping it ends the call. Until the head of the answer
/// is there, the limits and retries of the call hold. From then on there is no limit but the one between two
/// pieces ([`idle_timeout`](Self::idle_timeout)): neither the time of the call nor the size of the body has one, and
/// what breaks off is not asked for again. In a browser the body is one piece.
#[must_use = "nothing is sent until a piece is asked for"]
pub struct Chunks {
    operation: &'static str,
    clock: Arc<dyn Clock>,
    idle: Duration,
    state: State,
    /// The answer without its body, once it is there.
    head: Option<Reply>,
}

/// How far it is.
enum State {
    Ready(Box<(Call, Plan)>),
    Opening(Boxed<Result<(Reply, Option<Incoming>), Error>>),
    Open(Incoming),
    /// The next piece is on its way.
    Reading(Boxed<(Incoming, Result<Option<Bytes>, Cause>)>),
    Done,
}

impl Chunks {
    pub(super) fn new(call: Call, plan: Plan) -> Self {
        Self {
            operation: call.operation.id,
            clock: Arc::clone(&call.client.inner.clock),
            idle: plan.limits.stall,
            state: State::Ready(Box::new((call, plan))),
            head: None,
        }
    }

    /// What is left of a call that was awaited before.
    pub(super) fn spent(operation: &'static str, client: &Client) -> Self {
        let client = &client.inner;
        let (clock, idle) = (Arc::clone(&client.clock), client.plan.limits.stall);
        Self { operation, clock, idle, state: State::Done, head: None }
    }

    /// The time between two pieces, in place of the client's `stall_timeout`.
    pub fn idle_timeout(mut self, time: Duration) -> Self {
        self.idle = time;
        self
    }

    /// The status of the answer, once its head is there: with the first piece at the latest.
    pub fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|head| head.status)
    }

    /// The headers of the answer, once its head is there.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|head| &head.headers)
    }

    /// The next piece; nothing at the end of the body.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub(super) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The answer without its body.
    pub(super) fn head(&self) -> Option<&Reply> {
        self.head.as_ref()
    }

    /// Reads no further.
    pub(super) fn end(&mut self) {
        self.state = State::Done;
    }

    /// Ends it with a fault within the body.
    pub(super) fn fail(&mut self, cause: Cause) -> Error {
        self.end();
        match self.head.take() {
            Some(mut head) => {
                let attempts = std::mem::take(&mut head.attempts);
                TransportError::wrap(self.operation, Broken::within(head, cause), attempts)
            }
            None => {
                TransportError::wrap(self.operation, Broken::early(cause), super::Attempts::NONE)
            }
        }
    }

    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Ready(begin) => {
                    if let Err(error) = checked_time("idle timeout", self.idle) {
                        return Poll::Ready(Some(Err(error.of(self.operation).into())));
                    }
                    let (call, plan) = *begin;
                    self.state = State::Opening(opened(call, plan));
                }
                State::Opening(mut opening) => match opening.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Opening(opening);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready(Ok((head, incoming))) => {
                        self.head = Some(head);
                        self.state = incoming.map_or(State::Done, State::Open);
                    }
                },
                State::Open(incoming) => {
                    let reading = piece(incoming, Arc::clone(&self.clock), self.idle);
                    self.state = State::Reading(Box::pin(reading));
                }
                State::Reading(mut reading) => match reading.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    }
                    Poll::Ready((_, Ok(None))) => return Poll::Ready(None),
                    Poll::Ready((_, Err(cause))) => {
                        return Poll::Ready(Some(Err(self.fail(cause))));
                    }
                    Poll::Ready((incoming, Ok(Some(piece)))) => {
                        self.state = State::Open(incoming);
                        if !piece.is_empty() {
                            return Poll::Ready(Some(Ok(piece)));
                        }
                    }
                },
            }
        }
    }
}

/// The next piece of a body, and the rest of it.
async fn piece(
    mut incoming: Incoming,
    clock: Arc<dyn Clock>,
    idle: Duration,
) -> (Incoming, Result<Option<Bytes>, Cause>) {
    let mut timer = Timer::new(&*clock);
    let due = |now: Duration| now.saturating_add(idle);
    let piece = match timer.within(due, pin!(incoming.next())).await {
        Ok(piece) => piece.map_err(Cause::http),
        Err(_) => Err(Cause::Time(TimeLimit::Stall)),
    };
    (incoming, piece)
}

/// Takes what an exchange left there.
pub(super) fn left(open: &Open) -> Option<Incoming> {
    open.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Leaves a body there.
pub(super) fn leave(open: &Open, incoming: Incoming) {
    *open.lock().unwrap_or_else(PoisonError::into_inner) = Some(incoming);
}

impl Stream for Chunks {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(self.poll(context)))
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("operation", &self.operation)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
