//! The futures of a call: named, so that they can be stored, and thin, so that each type of body
//! costs the compiler little. All the work is in one boxed future that knows no type.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::call::Call;
use super::client::Client;
use super::decode::{Answer, Watch};
use super::error::{BodyError, Error};
use super::exchange::{Plan, boxed};
use super::platform::Boxed;
use super::refusal::{is_refusal, without_bom};
use super::response::{Reply, Response};
use super::retry::RetryPolicy;
use super::stream::Chunks;
use super::{ApiError, DecodeError};

/// The exchange, without the type of its body.
pub(super) type Exchange = Boxed<Result<Reply, Error>>;

/// Makes the typed body from a successful answer: a function of [`decode`](super::decode), or that of an
/// enum of outcomes.
pub type Decoder<T> = fn(Answer<'_>, Watch<'_>) -> Result<T, DecodeError>;

/// A call to be awaited for its typed body. Nothing is sent before that; dropping it ends the call, at
/// once and wholly: nothing goes on behind it.
///
/// [`response`](Self::response) makes it one that gives status and headers as well. The other methods
/// change for this call what the client was built with; they have no effect once it has been polled:
///
/// ```text
/// client.update_group_conversation("project-group").on_behalf_of("superhero4")
///     .send()
///     .timeout(Duration::from_secs(5))
///     .retries(0)
///     .await
/// ```
#[must_use = "nothing is sent until it is awaited"]
pub struct Pending<T>(PendingResponse<T>);

/// A call to be awaited for its typed body, status and headers.
#[must_use = "nothing is sent until it is awaited"]
pub struct PendingResponse<T> {
    operation: &'static str,
    /// What is to be done, until it has begun.
    ready: Option<(Call, Plan)>,
    /// What is going on, once it has begun.
    begun: Option<Exchange>,
    decode: Decoder<T>,
    client: Client,
}

impl<T> Pending<T> {
    pub(super) fn new(call: Call, decode: Decoder<T>) -> Self {
        let (operation, client) = (call.operation.id, call.client.clone());
        let ready = Some((call, client.inner.plan));
        Self(PendingResponse { operation, ready, begun: None, decode, client })
    }

    /// The time for the whole call, all its attempts and the waits between them.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// The time for one attempt, from connecting to the last byte of the answer.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        Self(self.0.attempt_timeout(timeout))
    }

    /// How many retries there may be; 0 for one attempt only.
    pub fn retries(self, retries: u32) -> Self {
        Self(self.0.retries(retries))
    }

    /// When and how often the call is tried again.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self(self.0.retry(policy))
    }

    /// How many bytes the answer's body may have, decompressed.
    pub fn max_body(self, bytes: u64) -> Self {
        Self(self.0.max_body(bytes))
    }

    /// A header of this call alone, in place of what it would have by that name: for what the document does not say
    /// of the API, or to ask with [`chunks`](Self::chunks) for another media type that it offers.
    ///
    /// What is no header, and what HTTP itself sets (`Host`, `Content-Length`), is an error when the call is sent.
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self(self.0.header(name, value))
    }

    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub(super) fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The body of the same call piece by piece, not decoded: for what is large, or has no end. What this call was
    /// told of time, retries and size holds until the head of the answer is there.
    pub fn chunks(self) -> Chunks {
        self.0.chunks()
    }

    /// The same call, giving the status and headers of its answer together with the body.
    pub fn response(self) -> PendingResponse<T> {
        self.0
    }
}

impl<T> PendingResponse<T> {
    /// As [`Pending::timeout`].
    pub fn timeout(self, timeout: Duration) -> Self {
        self.planned(|plan| plan.limits.call = timeout)
    }

    /// As [`Pending::attempt_timeout`].
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        self.planned(|plan| plan.limits.attempt = timeout)
    }

    /// As [`Pending::retries`].
    pub fn retries(self, retries: u32) -> Self {
        self.planned(|plan| plan.retry = plan.retry.attempts(retries.saturating_add(1)))
    }

    /// As [`Pending::retry`].
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.planned(|plan| plan.retry = policy)
    }

    /// As [`Pending::max_body`].
    pub fn max_body(self, bytes: u64) -> Self {
        self.planned(|plan| plan.limits.body = bytes)
    }

    /// As [`Pending::header`].
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Some((call, _)) = &mut self.ready {
            call.header(name.into(), value.into());
        }
        self
    }

    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub(super) fn operation(&self) -> &'static str {
        self.operation
    }

    /// As [`Pending::chunks`].
    pub fn chunks(self) -> Chunks {
        match self.ready {
            Some((call, plan)) => Chunks::new(call, plan),
            None => Chunks::spent(self.operation, &self.client),
        }
    }

    fn planned(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        if let Some((_, plan)) = &mut self.ready {
            change(plan);
        }
        self
    }

    /// What is going on. It is polled until it is done, and not again, so there always is something.
    fn exchange(&mut self) -> Option<&mut Exchange> {
        if let Some((call, plan)) = self.ready.take() {
            self.begun = Some(boxed(call, plan));
        }
        self.begun.as_mut()
    }

    fn decoded(&self, reply: Reply) -> Result<Response<T>, Error> {
        let client = &self.client.inner;
        let mut drift = Vec::new();
        let watch = client.watcher.is_some().then_some(&mut drift);
        let answer = Answer { status: reply.status, body: without_bom(&reply.body) };
        match (self.decode)(answer, watch) {
            Ok(body) => {
                if let Some(watcher) = &client.watcher {
                    watcher.tell(self.operation, reply.status, drift, &reply.redactor);
                }
                Ok(Response::new(body, reply))
            }
            Err(_) if is_refusal(&reply.body) => Err(Error::Api(Box::new(ApiError { reply }))),
            Err(error) => Err(BodyError::wrap(reply.into(), error)),
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_ok(|response| response.body)
    }
}

impl<T> Future for PendingResponse<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(exchange) = self.exchange() else { return Poll::Pending };
        let reply = ready!(exchange.as_mut().poll(context))?;
        Poll::Ready(self.decoded(reply))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pending").field(&self.0.operation).finish()
    }
}

impl<T> fmt::Debug for PendingResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PendingResponse").field(&self.operation).finish()
    }
}
