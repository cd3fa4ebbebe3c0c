//! What a server answered: typed, and as it came.

use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};

use super::body::Body;
use super::rate_limit::{RateLimit, asked};
use super::redact::Redactor;
use super::refusal::without_bom;
use super::retry::Attempts;
use super::{DecodeError, Model};

/// The typed body of a successful answer together with its status and headers.
///
/// `Debug` gives the names of the headers only: a server may set a session in them, or echo a key.
/// Two are equal if body, status and headers are.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded body.
    pub body: T,
    /// The status, one of 200 to 299.
    pub status: StatusCode,
    /// The headers, as they came.
    pub headers: HeaderMap,
    /// Every attempt that was made, the one with this answer last.
    pub attempts: Attempts,
    /// When the answer came, since 1970.
    received: Duration,
}

impl<T> Response<T> {
    pub(super) fn new(body: T, reply: Reply) -> Self {
        let Reply { status, headers, attempts, received, .. } = reply;
        Self { body, status, headers, attempts, received }
    }

    /// What the headers say about the rate at which the server may be called.
    pub fn rate_limit(&self) -> RateLimit {
        RateLimit::read(&self.headers, self.received)
    }
}

impl<T: PartialEq> PartialEq for Response<T> {
    fn eq(&self, other: &Self) -> bool {
        self.body == other.body && self.status == other.status && self.headers == other.headers
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Response")
            .field("body", &self.body)
            .field("status", &self.status)
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// An answer as it came, or as much of it as came.
pub(super) struct Reply {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) redactor: Redactor,
    /// The attempts of the call; none yet while it goes on.
    pub(super) attempts: Attempts,
    /// When its head came, since 1970.
    pub(super) received: Duration,
}

impl Reply {
    pub(super) fn rate_limit(&self) -> RateLimit {
        RateLimit::read(&self.headers, self.received)
    }

    /// How long the server asks to wait before another attempt.
    pub(super) fn asked(&self) -> Option<Duration> {
        asked(self.status, &self.headers, self.received)
    }

    /// Decodes the body. What the error quotes of it is masked.
    pub(super) fn json<T: Model>(&self) -> Result<T, DecodeError> {
        T::from_json(without_bom(&self.body)).map_err(|error| self.shown_error(error))
    }

    /// The error of decoding the body as it may be shown.
    pub(super) fn shown_error(&self, error: DecodeError) -> DecodeError {
        error.shown(|text| self.redactor.quote(text))
    }

    /// The media type, in lower case and without parameters.
    pub(super) fn content_type(&self) -> Option<String> {
        // Masked as it came: in small letters an echo of a key would not be known.
        let text = self.redactor.mask(self.headers.get(CONTENT_TYPE)?.to_str().ok()?);
        let media_type = text.split(';').next().unwrap_or_default().trim();
        Some(media_type.to_ascii_lowercase()).filter(|media_type| !media_type.is_empty())
    }

    /// `404 Not Found: {"error":…}`, on one line, bounded, without secrets.
    pub(super) fn summary(&self) -> String {
        let snippet = self.redactor.snippet(&self.body);
        match (snippet.is_empty(), self.body.is_empty()) {
            (_, true) => format!("{} with an empty body", self.status),
            (true, false) => format!("{} with a body of {} bytes", self.status, self.body.len()),
            (false, false) => format!("{}: {snippet}", self.status),
        }
    }

    /// A header's value as it may be shown.
    fn shown(&self, name: &str, value: &HeaderValue) -> String {
        if name == SET_COOKIE.as_str() || value.is_sensitive() {
            return "…".to_owned();
        }
        self.redactor.snippet(value.as_bytes())
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<(&str, String)> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), self.shown(name.as_str(), value)))
            .collect();
        f.debug_struct("Reply")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("headers", &headers)
            .field("body", &self.redactor.snippet(&self.body))
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
