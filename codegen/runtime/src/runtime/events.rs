//! Server-sent events, read as WHATWG's HTML standard says
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>, sections 9.2.5 and 9.2.6).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::DecodeError;
use super::body::Body;
use super::client::Client;
use super::codec::Fault;
use super::decode::Watch;
use super::error::{BodyError, Error};
use super::response::Reply;
use super::stream::Chunks;
use super::transport_error::Cause;

/// The media type.
pub(super) const MEDIA_TYPE: &str = "text/event-stream";

/// The time between two pieces unless set otherwise: servers that have nothing to say send a comment now and then,
/// most of them every 15 to 30 seconds.
const IDLE: Duration = Duration::from_secs(60);

/// How many bytes an event may have unless set otherwise.
const MOST: usize = 16 << 20;

/// What servers in the manner of `OpenAI` send as data of their last event.
const DONE: &str = "[DONE]";

/// Reads the data of an event: a function of [`decode`](super::decode).
pub type EventDecoder<T> = fn(&str, Watch<'_>) -> Result<T, DecodeError>;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its kind; `message` where the server names none.
    pub name: String,
    /// The id that it or an event before it gave; empty if there was none. By it a server may go on from there.
    pub id: String,
    /// What it holds.
    pub data: T,
}

/// The events of an answer as they come: a `futures_core::Stream`, whose [`next`](Self::next) needs no other
/// crate.
///
/// Nothing is sent before the first event is asked for; dropping it ends the call. Of limits and retries holds what
/// [`Chunks`] says, with 60 seconds between two pieces unless set. A call that ends is not made again: where that
/// is wanted, [`last_id`](Self::last_id) and [`retry`](Self::retry) tell what the server wishes.
///
/// Data that is not what the document says is an [`Error::Decode`] in its place, and the next event follows. Data
/// `[DONE]` ends the stream, unless data may be any text. What an answer has beyond its last empty line is no event.
#[must_use = "nothing is sent until an event is asked for"]
pub struct Events<T> {
    source: Source,
    decode: EventDecoder<T>,
}

impl<T> Event<T> {
    /// An event, as a server would send it: for tests.
    pub fn new(name: impl Into<String>, id: impl Into<String>, data: T) -> Self {
        Self { name: name.into(), id: id.into(), data }
    }
}

impl<T> Events<T> {
    pub(super) fn new(chunks: Chunks, client: Client, decode: EventDecoder<T>) -> Self {
        let source = Source {
            chunks: chunks.idle_timeout(IDLE),
            parser: EventParser::new(MOST),
            client,
            is_checked: false,
        };
        Self { source, decode }
    }

    /// The time between two pieces of the answer, comments included; 60 seconds unless set.
    pub fn idle_timeout(mut self, time: Duration) -> Self {
        self.source.chunks = self.source.chunks.idle_timeout(time);
        self
    }

    /// How many bytes an event may have; 16 MiB (16,777,216) unless set. A larger one is
    /// [`Error::TooLarge`] and the last.
    pub fn max_event(mut self, bytes: usize) -> Self {
        self.source.parser.most = bytes;
        self
    }

    /// The last id that the server gave; empty if there was none.
    pub fn last_id(&self) -> &str {
        &self.source.parser.id
    }

    /// How long the server asks to wait before the call is made again.
    pub fn retry(&self) -> Option<Duration> {
        self.source.parser.retry
    }

    /// The next event; nothing at the end of the answer.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub(super) fn operation(&self) -> &'static str {
        self.source.chunks.operation()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>, Error>>> {
        let Event { name, id, data } = match ready!(self.source.poll(context)) {
            Some(Ok(event)) => event,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let mut drift = Vec::new();
        let watch = self.source.client.inner.watcher.is_some().then_some(&mut drift);
        match (self.decode)(&data, watch) {
            Ok(data) => {
                self.source.tell(drift);
                Poll::Ready(Some(Ok(Event { name, id, data })))
            }
            Err(_) if data == DONE => {
                self.source.end();
                Poll::Ready(None)
            }
            Err(error) => Poll::Ready(self.source.misfit(data, error).map(Err)),
        }
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Events").field(&self.source.chunks).finish()
    }
}

/// The events, whatever their data is.
struct Source {
    chunks: Chunks,
    parser: EventParser,
    client: Client,
    /// Whether the answer was seen to be one of events.
    is_checked: bool,
}

impl Source {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<String>, Error>>> {
        loop {
            if let Some(event) = self.parser.next() {
                return Poll::Ready(Some(Ok(event)));
            }
            if self.parser.is_full {
                self.parser.is_full = false;
                let most = u64::try_from(self.parser.most).unwrap_or(u64::MAX);
                return Poll::Ready(Some(Err(self.chunks.fail(Cause::TooLarge(most)))));
            }
            match ready!(self.chunks.poll(context)) {
                Some(Ok(piece)) => {
                    if let Some(error) = self.other_type(&piece) {
                        self.chunks.end();
                        return Poll::Ready(Some(Err(error)));
                    }
                    self.parser.push(&piece);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// The error of an answer that says it is something else, with the first of its body.
    fn other_type(&mut self, piece: &Bytes) -> Option<Error> {
        if std::mem::replace(&mut self.is_checked, true) {
            return None;
        }
        let sent = self.chunks.head()?.content_type().filter(|sent| sent != MEDIA_TYPE)?;
        let error = Fault::misfit(0, "server-sent events (`text/event-stream`)").into_error(&sent);
        Some(BodyError::wrap(Arc::new(self.reply(piece.clone())?), error))
    }

    /// Gives no further events.
    fn end(&mut self) {
        self.chunks.end();
        self.parser.ready.clear();
    }

    fn misfit(&self, data: String, error: DecodeError) -> Option<Error> {
        Some(BodyError::wrap_event(self.reply(data.into())?, error))
    }

    /// The answer with a part of its body.
    fn reply(&self, body: Bytes) -> Option<Reply> {
        let head = self.chunks.head()?;
        Some(Reply {
            operation: head.operation,
            status: head.status,
            headers: head.headers.clone(),
            body: Body::Piece(body),
            redactor: head.redactor.clone(),
            attempts: head.attempts.clone(),
            received: head.received,
        })
    }

    fn tell(&self, drift: Vec<super::Drift>) {
        if let (Some(watcher), Some(head)) = (&self.client.inner.watcher, self.chunks.head()) {
            watcher.tell(head.operation, head.status, drift, &head.redactor);
        }
    }
}

/// Cuts bytes into lines, and lines into events.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct EventParser {
    /// The line that has no end yet.
    line: Vec<u8>,
    /// Whether a line has ended before; a byte order mark stands before the first only.
    has_begun: bool,
    /// Whether the last byte was a carriage return, with which a line feed is one end of a line.
    after_return: bool,
    name: String,
    data: String,
    /// The last id, and the one that the event to come gives.
    id: String,
    next_id: String,
    retry: Option<Duration>,
    ready: VecDeque<Event<String>>,
    most: usize,
    /// Whether an event is larger than `most`.
    is_full: bool,
}

const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

impl EventParser {
    /// A parser of events of no more bytes than this.
    pub fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// The next event that is whole.
    #[allow(clippy::should_implement_trait, reason = "there may be one after there was none")]
    pub fn next(&mut self) -> Option<Event<String>> {
        self.ready.pop_front()
    }

    /// How long to wait before the call is made again.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Takes the next bytes.
    pub fn push(&mut self, mut piece: &[u8]) {
        while !piece.is_empty() && !self.is_full {
            if std::mem::take(&mut self.after_return) && piece.first() == Some(&b'\n') {
                piece = piece.get(1..).unwrap_or_default();
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (text, rest) = piece.split_at(end.unwrap_or(piece.len()));
            let held = self.line.len() + self.data.len() + self.name.len();
            if held.saturating_add(text.len()) > self.most {
                self.is_full = true;
                return;
            }
            self.line.extend_from_slice(text);
            if let Some((mark, rest)) = rest.split_first() {
                self.after_return = *mark == b'\r';
                self.end_line();
                piece = rest;
            } else {
                piece = rest;
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut bytes = line.as_slice();
        if !std::mem::replace(&mut self.has_begun, true) {
            bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
        }
        let line = String::from_utf8_lossy(bytes);
        if line.is_empty() {
            self.end_event();
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.next_id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment begins with the colon.
            _ => {}
        }
    }

    fn end_event(&mut self) {
        self.id.clone_from(&self.next_id);
        let (name, mut data) = (std::mem::take(&mut self.name), std::mem::take(&mut self.data));
        if data.pop().is_none() {
            return;
        }
        let name = if name.is_empty() { "message".to_owned() } else { name };
        self.ready.push_back(Event { name, id: self.id.clone(), data });
    }
}
