//! A call that broke off: what came until then, and why.

use std::error::Error as StdError;
use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::error::Error;
use super::limits::TimeLimit;
use super::platform;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use super::redact::Redactor;
use super::response::Reply;
use super::retry::{Attempts, Outcome};
use super::service::AnyError;

/// A connection that could not be made, broke, or was given up when time or room was over.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    broken: Broken,
    attempts: Attempts,
}

/// An attempt that gave no whole answer.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) cause: Cause,
    /// The answer, as far as it came.
    pub(super) reply: Option<Reply>,
}

/// Why an attempt broke off.
#[derive(Debug)]
pub(super) enum Cause {
    /// Of the HTTP client, without the URL, which may hold a key.
    Http(reqwest::Error),
    /// Of a service around the HTTP client.
    #[cfg_attr(
        all(target_arch = "wasm32", target_os = "unknown"),
        allow(dead_code, reason = "no services there")
    )]
    Service(AnyError),
    /// The time was over.
    Time(TimeLimit),
    /// The body is longer than this.
    TooLarge(u64),
}

impl Cause {
    pub(super) fn http(error: reqwest::Error) -> Self {
        Self::Http(error.without_url())
    }

    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    /// What a service says may quote the URL, and so a key: then only its masked text is kept.
    pub(super) fn service(error: AnyError, redactor: &Redactor) -> Self {
        let error = match error.downcast::<reqwest::Error>() {
            Ok(error) => return Self::http(*error),
            Err(error) => error,
        };
        let mut said = format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(cause) = source {
            said = format!("{said} {cause} {cause:?}");
            source = cause.source();
        }
        if redactor.mask(&said) == said {
            Self::Service(error)
        } else {
            Self::Service(AnyError::from(redactor.mask(&error.to_string()).into_owned()))
        }
    }

    fn time_limit(&self) -> Option<TimeLimit> {
        match self {
            Self::Time(limit) => Some(*limit),
            Self::Http(error) if error.is_timeout() => Some(TimeLimit::HttpClient),
            _ => None,
        }
    }

    fn is_connect(&self) -> bool {
        matches!(self, Self::Http(error) if platform::is_connect(error))
    }

    fn is_tls(&self) -> bool {
        matches!(self, Self::Http(error) if platform::is_tls(error))
    }
}

impl Broken {
    /// Broken off before the head of the answer.
    pub(super) fn early(cause: Cause) -> Self {
        Self { cause, reply: None }
    }

    pub(super) fn within(reply: Reply, cause: Cause) -> Self {
        Self { cause, reply: Some(reply) }
    }

    pub(super) fn outcome(&self) -> Outcome {
        let status = self.reply.as_ref().map(|reply| reply.status);
        match (&self.cause, status) {
            (cause, _) if cause.is_tls() => Outcome::TlsFailed,
            (cause, _) if cause.is_connect() => Outcome::NotConnected,
            (Cause::Http(error), _) if error.is_builder() || error.is_redirect() => {
                Outcome::Refused
            }
            (Cause::TooLarge(_), Some(status)) => Outcome::TooLarge(status),
            (cause, _) => match cause.time_limit() {
                Some(limit) => Outcome::TimedOut(limit, status),
                None => Outcome::Broken(status),
            },
        }
    }
}

impl TransportError {
    pub(super) fn wrap(operation: &'static str, broken: Broken, attempts: Attempts) -> Error {
        let error = Box::new(Self { operation, broken, attempts });
        match error.broken.cause {
            Cause::TooLarge(_) => Error::TooLarge(error),
            _ if error.time_limit().is_some() => Error::Timeout(error),
            _ => Error::Transport(error),
        }
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Every attempt that was made, this one last.
    pub fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// Whether no connection was made, so that the request certainly did not reach the server.
    pub fn is_connect(&self) -> bool {
        self.broken.cause.is_connect()
    }

    /// Whether the server was reached, and TLS with it failed: its certificate is not trusted, or what it
    /// speaks is not TLS. Trying again does not help, so it is not tried again. It is one of the ways in
    /// which no connection is made, so [`is_connect`](Self::is_connect) holds as well.
    ///
    /// It is known with the feature `rustls` only; with `native-tls` it is a connection that failed.
    pub fn is_tls(&self) -> bool {
        self.broken.cause.is_tls()
    }

    /// The limit that ran out, where it was one of time.
    pub fn time_limit(&self) -> Option<TimeLimit> {
        self.broken.cause.time_limit()
    }

    /// The status, when the connection broke only after the head of the answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.reply().map(|reply| reply.status)
    }

    /// The headers, when the connection broke only after the head of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.reply().map(|reply| &reply.headers)
    }

    /// The part of the body that came; empty if none did.
    pub fn partial_body(&self) -> &[u8] {
        self.reply().map_or(&[], |reply| &reply.body)
    }

    /// Whether the same call may end otherwise a little later; that the call's own time was over says
    /// nothing against it.
    pub(super) fn may_change(&self) -> bool {
        match self.broken.outcome() {
            Outcome::TimedOut(_, status) => Outcome::Broken(status).may_change(),
            outcome => outcome.may_change(),
        }
    }

    pub(super) fn reply(&self) -> Option<&Reply> {
        self.broken.reply.as_ref()
    }

    fn phase(&self) -> String {
        match self.reply() {
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
        let (operation, phase) = (self.operation, self.phase());
        match (&self.broken.cause, self.time_limit()) {
            (Cause::TooLarge(limit), _) => {
                write!(f, "{operation}: answer larger than {limit} bytes, given up {phase}")?;
            }
            (Cause::Time(limit), _) => write!(f, "{operation}: timed out {phase}: {limit}")?,
            (_, Some(_)) => write!(f, "{operation}: timed out {phase}")?,
            (_, None) if self.is_tls() => write!(f, "{operation}: TLS failed {phase}")?,
            (_, None) => write!(f, "{operation}: connection failed {phase}")?,
        }
        self.attempts.note().fmt(f)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.broken.cause {
            Cause::Http(error) => Some(error),
            Cause::Service(error) => Some(error.as_ref()),
            Cause::Time(_) | Cause::TooLarge(_) => None,
        }
    }
}
