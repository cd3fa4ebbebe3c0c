//! An answer by which the server refuses.

use std::fmt;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::response::Reply;
use super::{DecodeError, Model};

/// An answer with a status other than 2xx, kept whole.
///
/// A redirect is one of them: the client's own HTTP client follows none, since it would take the
/// credentials along.
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
        T::from_json(&self.reply.body)
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
        write!(f, "{}: {}", self.reply.operation, self.reply.summary())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").field("reply", &self.reply).finish()
    }
}

impl std::error::Error for ApiError {}
