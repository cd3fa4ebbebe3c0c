//! An answer by which the server refuses.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::rate_limit::RateLimit;
use super::refusal;
use super::response::Reply;
use super::retry::{Attempts, may_help};
use super::{DecodeError, Model};

/// An answer with a status other than 2xx, kept whole.
///
/// A redirect is one of them: the client's own HTTP client follows none, since it would take the
/// credentials along.
///
/// And an answer with a status of 2xx is one whose body is an error envelope: an object with a member
/// `error` that is an object with a text `code` or `message`. To be taken for a refusal, it must either
/// not decode as what the operation gives; or it must have no other member (save nulls), and the type
/// of the operation's answer must not name `error` itself (an answer of any form names nothing). Data that
/// came beside an `error`, as in an answer to a batch, is a success, and so is whatever the document
/// describes.
pub struct ApiError {
    pub(super) reply: Reply,
}

impl ApiError {
    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.reply.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers, as they came.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body, as it came, empty included.
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// Decodes the body.
    ///
    /// # Errors
    /// When the body is not the JSON of a `T`: errors often come from something in between, as HTML.
    pub fn json<T: Model>(&self) -> Result<T, DecodeError> {
        self.reply.json()
    }

    /// The code of the error as text, where the body has one: `error.code` of the common envelope, or
    /// `code`, the first of `errors`, the `error` of OAuth, the `type` of a problem (RFC 9457). Here, in
    /// [`message`](Self::message) and in [`details`](Self::details) credentials of the client are masked.
    pub fn code(&self) -> Option<String> {
        Some(self.shown(&refusal::code(&self.reply.body)?))
    }

    /// The message for people, where the body has one: `error.message` of the common envelope, or
    /// `message`, the first of `errors`, `detail` or `title` of a problem (RFC 9457), `error_description`.
    pub fn message(&self) -> Option<String> {
        Some(self.shown(&refusal::message(&self.reply.body)?))
    }

    /// What is wrong with each field, by its name: `details` of the common envelope, or an object
    /// `errors`. A lone text is a list of one; what is not text is given as JSON. Empty where there is
    /// nothing of the kind.
    pub fn details(&self) -> BTreeMap<String, Vec<String>> {
        let details = refusal::details(&self.reply.body).into_iter();
        let shown = |said: Vec<String>| said.iter().map(|said| self.shown(said)).collect();
        details.map(|(field, said)| (self.shown(&field), shown(said))).collect()
    }

    fn shown(&self, text: &str) -> String {
        self.reply.redactor.quote(text)
    }

    /// Every attempt that was made, the one with this answer last.
    pub fn attempts(&self) -> &Attempts {
        &self.reply.attempts
    }

    /// What the headers say about the rate at which the server may be called.
    pub fn rate_limit(&self) -> RateLimit {
        self.reply.rate_limit()
    }

    /// How long the server asks to wait before the next call, counted from this answer: by its
    /// `Retry-After`, or on a 429 by its reset header.
    pub fn retry_after(&self) -> Option<Duration> {
        self.reply.asked()
    }

    /// Whether the same call may be answered otherwise a little later: 408, 429, 502, 503 and 504.
    pub fn is_retryable(&self) -> bool {
        may_help(self.status())
    }

    /// Whether the status says success and only the body tells the error.
    pub fn has_success_status(&self) -> bool {
        self.status().is_success()
    }

    /// 400 or 422: the server does not accept what was sent.
    pub fn is_bad_request(&self) -> bool {
        matches!(self.status(), StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// 401: no credential, or not a good one.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == StatusCode::UNAUTHORIZED
    }

    /// 403: the credential does not allow it.
    pub fn is_forbidden(&self) -> bool {
        self.status() == StatusCode::FORBIDDEN
    }

    /// 404: there is no such thing.
    pub fn is_not_found(&self) -> bool {
        self.status() == StatusCode::NOT_FOUND
    }

    /// 409: it does not fit the state of things.
    pub fn is_conflict(&self) -> bool {
        self.status() == StatusCode::CONFLICT
    }

    /// 429: too many requests.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == StatusCode::TOO_MANY_REQUESTS
    }

    /// 300 to 399.
    pub fn is_redirect(&self) -> bool {
        self.status().is_redirection()
    }

    /// 500 to 599: the fault is the server's.
    pub fn is_server_error(&self) -> bool {
        self.status().is_server_error()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}{}",
            self.reply.operation,
            self.reply.summary(),
            self.reply.attempts.note()
        )
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").field("reply", &self.reply).finish()
    }
}

impl std::error::Error for ApiError {}
