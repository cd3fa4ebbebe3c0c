//! Everything that can go wrong with a call, each kind with all that is known about it.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::api_error::ApiError;
use super::rate_limit::RateLimit;
use super::response::Reply;
use super::retry::Attempts;
use super::{DecodeError, Model, TransportError};

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
    /// The answer's body is larger than the client takes, and was not read to its end.
    TooLarge(Box<TransportError>),
    /// The server answered with a status other than 2xx, a redirect included; or with 2xx and nothing
    /// but an error envelope ([`ApiError::has_success_status`]).
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
        self.reply().map(|reply| &*reply.body)
    }

    /// The `operationId` of the call, unless the client itself could not be built.
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Build(error) => error.operation,
            Self::Transport(error) | Self::Timeout(error) | Self::TooLarge(error) => {
                Some(error.operation())
            }
            Self::Api(error) => Some(error.operation()),
            Self::Decode(error) => Some(error.reply.operation),
        }
    }

    /// Every attempt that was made, and why there was no further one; none where nothing was sent.
    pub fn attempts(&self) -> &Attempts {
        match self {
            Self::Build(_) => const { &Attempts::NONE },
            Self::Transport(error) | Self::Timeout(error) | Self::TooLarge(error) => {
                error.attempts()
            }
            Self::Api(error) => error.attempts(),
            Self::Decode(error) => &error.reply.attempts,
        }
    }

    /// Whether the same call may end otherwise a little later: a connection that failed, a time limit
    /// that ran out, or the status 408, 429, 502, 503 or 504.
    ///
    /// It does not say that repeating is safe: after all but [`TransportError::is_connect`], the server
    /// may have done already what a POST asked for. What is safe, the client has tried.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Build(_) | Self::Decode(_) => false,
            Self::Transport(error) | Self::Timeout(error) | Self::TooLarge(error) => {
                error.may_change()
            }
            Self::Api(error) => error.is_retryable(),
        }
    }

    /// What the answer's headers say about the rate, where the server answered at least that far.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.reply().map(Reply::rate_limit)
    }

    fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Build(_) => None,
            Self::Transport(error) | Self::Timeout(error) | Self::TooLarge(error) => error.reply(),
            Self::Api(error) => Some(&error.reply),
            Self::Decode(error) => Some(&error.reply),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Transport(error) | Self::Timeout(error) | Self::TooLarge(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) | Self::Timeout(error) | Self::TooLarge(error) => error.source(),
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

/// A successful answer whose body could not be decoded, kept whole.
pub struct BodyError {
    /// Shared among the items of a page that do not decode.
    reply: Arc<Reply>,
    error: DecodeError,
    /// Whether the body is the data of an event, whatever the answer's media type is.
    is_event: bool,
}

impl BodyError {
    pub(super) fn wrap(reply: Arc<Reply>, error: DecodeError) -> Error {
        let error = reply.shown_error(error);
        Error::Decode(Box::new(Self { reply, error, is_event: false }))
    }

    /// The same of the data of a server-sent event, which stands in place of the body.
    pub(super) fn wrap_event(reply: Reply, error: DecodeError) -> Error {
        let error = reply.shown_error(error);
        Error::Decode(Box::new(Self { reply: Arc::new(reply), error, is_event: true }))
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.reply.operation
    }

    /// Where in the body, what was expected and what was found; credentials of the client are masked in
    /// what it quotes.
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

    /// Whether no body came, as with 204, where the document says that there is one.
    pub fn is_missing(&self) -> bool {
        self.reply.body.iter().all(u8::is_ascii_whitespace)
    }

    /// The media type of the body by its `Content-Type`, in lower case and without parameters.
    pub fn content_type(&self) -> Option<String> {
        self.reply.content_type()
    }

    /// Decodes the body as something else.
    ///
    /// # Errors
    /// When the body is not the JSON of a `T`.
    pub fn json<T: Model>(&self) -> Result<T, DecodeError> {
        self.reply.json()
    }

    /// What was sent in place of JSON, where headers say that it is not meant to be JSON.
    fn sent_instead(&self) -> Option<String> {
        if self.is_event {
            return None;
        }
        let is_json = |sent: &String| sent.ends_with("/json") || sent.ends_with("+json");
        let sent = self.content_type().filter(|sent| !is_json(sent) && !self.is_missing())?;
        Some(self.reply.redactor.message(&sent))
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.reply.redactor.message(&self.error.to_string());
        write!(f, "{}: answer not decoded: ", self.reply.operation)?;
        if let Some(sent) = self.sent_instead() {
            write!(f, "it is {sent}, not JSON: ")?;
        }
        write!(f, "{reason}; {}{}", self.reply.summary(), self.reply.attempts.note())
    }
}

impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.error.to_string();
        f.debug_struct("BodyError")
            .field("error", &self.reply.redactor.message(&reason))
            .field("reply", &self.reply)
            .finish_non_exhaustive()
    }
}

impl StdError for BodyError {}
