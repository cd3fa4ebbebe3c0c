//! Bytes to be sent: all at once, or piece by piece.

use std::fmt;

use bytes::Bytes;

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use super::flow::Source;

/// Bytes to be sent: a body, or what a [`File`](super::File) holds.
///
/// What converts into [`Bytes`], as a `Vec<u8>` or a `String` does, converts into this. What is too large for
/// memory is [`streamed`](Self::streamed).
///
/// `Debug` shows the length, no content. Two streams are equal if one is a clone of the other.
#[derive(Clone, PartialEq, Eq)]
pub struct ByteSource(pub(super) Content);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Content {
    Whole(Bytes),
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    Streamed(Source, Option<u64>),
}

impl ByteSource {
    /// The pieces of a stream, sent as they come.
    ///
    /// `stream` makes the stream, once for each attempt of a call, so that a call can be sent again; what it reads
    /// begins anew then. A fault of the stream breaks off the attempt. The time of an attempt
    /// ([`ClientBuilder::attempt_timeout`](super::ClientBuilder::attempt_timeout)) is for sending and answer together.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn streamed<S, E>(stream: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: futures_core::Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self(Content::Streamed(Source::new(stream), None))
    }

    /// The same stream, of which the length in bytes is known: it is told to the server, where otherwise the body is
    /// sent in chunks, which not every server takes. Nothing changes for bytes.
    ///
    /// A stream that is shorter, or longer, breaks off the attempt.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    #[must_use]
    pub fn sized(self, length: u64) -> Self {
        match self.0 {
            Content::Streamed(source, _) => Self(Content::Streamed(source, Some(length))),
            whole @ Content::Whole(_) => Self(whole),
        }
    }

    /// The length in bytes, where it is known before anything is sent.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Content::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Content::Streamed(_, length) => *length,
        }
    }

    /// The body of a request.
    pub(super) fn body(&self) -> reqwest::Body {
        match &self.0 {
            Content::Whole(bytes) => bytes.clone().into(),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Content::Streamed(source, length) => {
                let mut flow = super::flow::Flow::default();
                flow.push_stream(source.open(), *length);
                reqwest::Body::wrap(flow)
            }
        }
    }
}

impl<T: Into<Bytes>> From<T> for ByteSource {
    fn from(bytes: T) -> Self {
        Self(Content::Whole(bytes.into()))
    }
}

impl fmt::Debug for ByteSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteSource").field("length", &self.length()).finish()
    }
}

/// A body put together of several pieces.
#[derive(Default)]
pub(super) struct Joined {
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    before: super::flow::Flow,
    /// What came since the last stream.
    bytes: Vec<u8>,
}

impl Joined {
    /// A body for which so much room is made at once.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// Adds bytes.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds bytes, or a stream that is made now.
    pub(super) fn push(&mut self, source: &ByteSource) {
        match &source.0 {
            Content::Whole(bytes) => self.extend(bytes),
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            Content::Streamed(source, length) => {
                self.before.push_bytes(std::mem::take(&mut self.bytes).into());
                self.before.push_stream(source.open(), *length);
            }
        }
    }

    /// The whole of it.
    #[cfg_attr(
        all(target_arch = "wasm32", target_os = "unknown"),
        allow(unused_mut, reason = "no streams there")
    )]
    pub(super) fn body(mut self) -> reqwest::Body {
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        if !self.before.is_empty() {
            self.before.push_bytes(self.bytes.into());
            return reqwest::Body::wrap(self.before);
        }
        self.bytes.into()
    }
}
