//! Everything that can go wrong with a call, each kind with all that is known about it.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::api_error::ApiError;
use super::response::Reply;
use super::{DecodeError, Model};

/// Why a call did not give what was asked for.
///
/// Neither `Display` nor `Debug` shows a credential of the client, even where the server echoes it;
/// the raw body does hold what the server sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client or the request could not be built. Nothing was sent.
    Build(Box<BuildError>),
    /// The connection could not be made or broke. What the server did is not known, unless
    /// [`TransportError::is_connect`] says that the request did not reach it.
    Transport(Box<TransportError>),
    /// The answer did not come in time. What the server did is not known.
    Timeout(Box<TransportError>),
    /// The server answered with a status other than 2xx, a redirect included.
    Api(Box<ApiError>),
    /// The server answered 2xx with a body that is not what the document says.
    Decode(Box<BodyError>),
}

impl Error {
    /// The server's refusal, where it is one.
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The status, where the server answered at least that far.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(|reply| reply.status)
    }

    /// The headers, where the server answered at least that far.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply().map(|reply| &reply.headers)
    }

    /// The raw body, or as much of it as came, where the server answered at least with its head.
    pub fn body(&self) -> Option<&[u8]> {
        self.reply().map(|reply| reply.body.as_slice())
    }

    /// The `operationId` of the call, unless the client itself could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Build(error) => error.operation,
            Self::Transport(error) | Self::Timeout(error) => Some(error.operation),
            Self::Api(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.reply.operation),
        }
    }

    fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) | Self::Timeout(error) => error.reply.as_ref(),
            Self::Api(error) => Some(&error.reply),
            Self::Decode(error) => Some(&error.reply),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) => {
                write!(f, "{}: connection failed {}", error.operation, error.phase())
            }
            Self::Timeout(error) => write!(f, "{}: timed out {}", error.operation, error.phase()),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) | Self::Timeout(error) => error.source(),
            Self::Build(_) | Self::Api(_) | Self::Decode(_) => None,
        }
    }
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::Build(Box::new(error))
    }
}

/// What of a client or request could not be built, and why. It never quotes the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError {
    operation: Option<&'static str>,
    name: Cow<'static, str>,
    reason: Cow<'static, str>,
}

impl BuildError {
    pub(super) fn new(
        name: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { operation: None, name: name.into(), reason: reason.into() }
    }

    pub(super) fn of(self, operation: &'static str) -> Self {
        Self { operation: Some(operation), ..self }
    }

    /// The `operationId`; `None` when the client itself could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// The parameter, server variable or credential at fault, by its name in the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it, as in "is empty".
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.operation.unwrap_or("client");
        write!(f, "{what} could not be built: {} {}", self.name, self.reason)
    }
}

impl StdError for BuildError {}

/// A connection that could not be made, broke, or was given up when the time was over.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    source: reqwest::Error,
    reply: Option<Reply>,
}

impl TransportError {
    /// As an [`Error`]. The URL is taken off the source, for it may hold a key.
    pub(super) fn wrap(
        operation: &'static str,
        source: reqwest::Error,
        reply: Option<Reply>,
    ) -> Error {
        let timed_out = source.is_timeout();
        let error = Box::new(Self { operation, source: source.without_url(), reply });
        if timed_out { Error::Timeout(error) } else { Error::Transport(error) }
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Whether no connection was made, so that the request certainly did not reach the server.
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }

    /// The status, when the connection broke only after the head of the answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply.as_ref().map(|reply| reply.status)
    }

    /// The headers, when the connection broke only after the head of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply.as_ref().map(|reply| &reply.headers)
    }

    /// The part of the body that came; empty if none did.
    pub fn partial_body(&self) -> &[u8] {
        self.reply.as_ref().map_or(&[], |reply| &reply.body)
    }

    fn phase(&self) -> String {
        match &self.reply {
            _ if self.is_connect() => "while connecting".to_owned(),
            None => "before the answer came".to_owned(),
            Some(reply) => {
                format!("within the body, {} bytes after {}", reply.body.len(), reply.status)
            }
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: broken off {}", self.operation, self.phase())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.source)
    }
}

/// A successful answer whose body could not be decoded, kept whole.
pub struct BodyError {
    reply: Reply,
    error: DecodeError,
}

impl BodyError {
    pub(super) fn wrap(reply: Reply, error: DecodeError) -> Error {
        Error::Decode(Box::new(Self { reply, error }))
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.reply.operation
    }

    /// Where in the body, what was expected and what was found.
    ///
    /// It may quote the body, and so whatever the server put there.
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }

    /// The status, one of 200 to 299.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers, as they came.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body, as it came.
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// Decodes the body as something else.
    ///
    /// # Errors
    /// When the body is not the JSON of a `T`.
    pub fn json<T: Model>(&self) -> Result<T, DecodeError> {
        T::from_json(&self.reply.body)
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.error.to_string();
        let reason = self.reply.redactor.message(&reason);
        write!(
            f,
            "{}: answer not decoded: {reason}; {}",
            self.reply.operation,
            self.reply.summary()
        )
    }
}

impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.error.to_string();
        f.debug_struct("BodyError")
            .field("error", &self.reply.redactor.message(&reason))
            .field("reply", &self.reply)
            .finish()
    }
}

impl StdError for BodyError {}
