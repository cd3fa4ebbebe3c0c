//! Bodies that are sent piece by piece.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::service::AnyError;

/// A stream as it is being read. `Sync`, as bodies have to be, by a lock that nobody else ever takes.
type Pieces = Mutex<Box<dyn Read>>;

/// Where a stream comes from: each attempt of a call opens one.
#[derive(Clone)]
pub(super) struct Source(Arc<dyn Fn() -> Pieces + Send + Sync>);

impl Source {
    pub(super) fn new<S, E>(stream: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<AnyError> + 'static,
    {
        Self(Arc::new(move || Mutex::new(Box::new(Typed(Box::pin(stream()))))))
    }

    pub(super) fn open(&self) -> Pieces {
        (self.0)()
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Source {}

/// A stream of any type.
pub(super) trait Read: Send {
    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, AnyError>>>;
}

struct Typed<S>(Pin<Box<S>>);

impl<S, E> Read for Typed<S>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<AnyError>,
{
    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, AnyError>>> {
        self.0.as_mut().poll_next(context).map(|piece| piece.map(|it| it.map_err(Into::into)))
    }
}

/// Pieces one after the other.
#[derive(Default)]
pub(super) struct Flow {
    pieces: VecDeque<Piece>,
}

enum Piece {
    Bytes(Bytes),
    /// A stream, and how much of it is still to come, if that is known.
    Stream(Pieces, Option<u64>),
}

impl Flow {
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(super) fn push_bytes(&mut self, bytes: Bytes) {
        if !bytes.is_empty() {
            self.pieces.push_back(Piece::Bytes(bytes));
        }
    }

    pub(super) fn push_stream(&mut self, stream: Pieces, length: Option<u64>) {
        self.pieces.push_back(Piece::Stream(stream, length));
    }
}

impl Body for Flow {
    type Data = Bytes;
    type Error = AnyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, AnyError>>> {
        loop {
            let (stream, left) = match self.pieces.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.pieces.pop_front();
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Some(Piece::Stream(stream, left)) => (stream, left),
            };
            let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
            match stream.next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(bytes))) if bytes.is_empty() => {}
                Poll::Ready(Some(Ok(bytes))) => {
                    let came = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                    let rest = left.map(|left| left.checked_sub(came));
                    if rest == Some(None) {
                        return broken("the stream is longer than it was said to be");
                    }
                    *left = rest.flatten();
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) if left.is_some_and(|left| left > 0) => {
                    return broken("the stream is shorter than it was said to be");
                }
                Poll::Ready(None) => drop(self.pieces.pop_front()),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        let length = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Piece::Stream(_, left) => *left,
        };
        let mut lengths = self.pieces.iter().map(length);
        let sum = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
        sum.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

fn broken<T>(why: &str) -> Poll<Option<Result<T, AnyError>>> {
    Poll::Ready(Some(Err(why.into())))
}
