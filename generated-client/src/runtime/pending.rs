//! The futures of a call: named, so that they can be stored, and thin, so that each type of body
//! costs the compiler little. All the work is in one boxed future that knows no type.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::DecodeError;
use super::call::Call;
use super::client::Client;
use super::decode::Watch;
use super::error::{BodyError, Error};
use super::response::{Reply, Response};

/// The exchange, without the type of its body.
type Exchange = Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>;

/// Makes the typed body from the bytes of a successful answer: [`decode::json`](super::decode::json)
/// or [`decode::unit`](super::decode::unit).
pub type Decoder<T> = fn(&[u8], Watch<'_>) -> Result<T, DecodeError>;

/// A call to be awaited for its typed body. Nothing is sent before that; dropping it ends the call.
///
/// [`response`](Self::response) makes it one that gives status and headers as well.
#[must_use = "nothing is sent until it is awaited"]
pub struct Pending<T>(PendingResponse<T>);

/// A call to be awaited for its typed body, status and headers.
#[must_use = "nothing is sent until it is awaited"]
pub struct PendingResponse<T> {
    operation: &'static str,
    exchange: Exchange,
    decode: Decoder<T>,
    client: Client,
}

impl<T> Pending<T> {
    pub(super) fn new(
        client: Client,
        operation: &'static str,
        call: Call,
        decode: Decoder<T>,
    ) -> Self {
        Self(PendingResponse { operation, exchange: Box::pin(call.exchange()), decode, client })
    }

    /// The same call, giving the status and headers of its answer together with the body.
    pub fn response(self) -> PendingResponse<T> {
        self.0
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
        let reply = ready!(self.exchange.as_mut().poll(context))?;
        Poll::Ready(self.decoded(reply))
    }
}

impl<T> PendingResponse<T> {
    fn decoded(&self, reply: Reply) -> Result<Response<T>, Error> {
        let client = &self.client.inner;
        let mut drift = Vec::new();
        let watch = client.watcher.is_some().then_some(&mut drift);
        match (self.decode)(&reply.body, watch) {
            Ok(body) => {
                if let Some(watcher) = &client.watcher {
                    watcher.tell(self.operation, reply.status, drift, &client.redactor);
                }
                Ok(Response::new(body, reply))
            }
            Err(error) => Err(BodyError::wrap(reply, error)),
        }
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
