//! What a server answered: typed, and as it came.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE};

use super::redact::Redactor;

/// The typed body of a successful answer together with its status and headers.
///
/// `Debug` gives the names of the headers only: a server may set a session in them, or echo a key.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// The decoded body.
    pub body: T,
    /// The status, one of 200 to 299.
    pub status: StatusCode,
    /// The headers, as they came.
    pub headers: HeaderMap,
}

impl<T> Response<T> {
    pub(super) fn new(body: T, reply: Reply) -> Self {
        Self { body, status: reply.status, headers: reply.headers }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Response")
            .field("body", &self.body)
            .field("status", &self.status)
            .field("headers", &names)
            .finish()
    }
}

/// An answer as it came, or as much of it as came.
pub(super) struct Reply {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    pub(super) redactor: Redactor,
}

impl Reply {
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
            .finish()
    }
}
