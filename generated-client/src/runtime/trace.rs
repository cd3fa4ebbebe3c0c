//! A span for each attempt: with the feature `tracing`, and nothing at all without it.
//!
//! Names are those of OpenTelemetry's semantic conventions for HTTP clients, as of version 1.27
//! (<https://opentelemetry.io/docs/specs/semconv/http/http-spans/>), which asks for a span an attempt.

use reqwest::Request;

use super::operation::Operation;
use super::redact::Redactor;
use super::retry::Outcome;

/// What is told of an attempt while it goes on.
pub(super) struct AttemptSpan {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(not(feature = "tracing"))]
impl AttemptSpan {
    #[inline]
    pub(super) fn new(_: &Operation, _: &Request, _: &Redactor, _resends: usize) -> Self {
        Self {}
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "it has the type of the one that traces")]
    pub(super) fn holds<T>(&self, act: impl FnOnce() -> T) -> T {
        act()
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "it has the type of the one that traces")]
    pub(super) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    #[inline]
    #[allow(clippy::unused_self, reason = "it has the type of the one that traces")]
    pub(super) fn end(&self, _: Outcome) {}
}

#[cfg(feature = "tracing")]
impl AttemptSpan {
    /// A span that is open from here on. `resends` counts the attempts before.
    pub(super) fn new(
        operation: &Operation,
        request: &Request,
        redactor: &Redactor,
        resends: usize,
    ) -> Self {
        use tracing::field::Empty;
        let method = operation.method.as_str();
        let url = request.url();
        let span = tracing::info_span!(
            "http_client_request",
            otel.kind = "client",
            otel.name = %format_args!("{method} {}", operation.path),
            otel.status_code = Empty,
            http.request.method = method,
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            url.template = operation.path,
            url.full = %redactor.mask(url.as_str()),
            server.address = url.host_str().unwrap_or_default(),
            server.port = url.port_or_known_default(),
            error.type = Empty,
            operation.id = operation.id,
        );
        if resends > 0 {
            span.record("http.request.resend_count", resends);
        }
        Self { span }
    }

    /// Acts within the span.
    pub(super) fn holds<T>(&self, act: impl FnOnce() -> T) -> T {
        self.span.in_scope(act)
    }

    /// The future, within the span whenever it is polled.
    pub(super) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// What came of the attempt. A status from 400 on is an error to a client.
    pub(super) fn end(&self, outcome: Outcome) {
        if let Some(status) = outcome.status() {
            self.span.record("http.response.status_code", status.as_u16());
        }
        let status_text;
        let error = match outcome {
            Outcome::Answered(status) if status.as_u16() < 400 => return,
            Outcome::Answered(status) => {
                status_text = status.as_u16().to_string();
                status_text.as_str()
            }
            Outcome::NotConnected => "connect",
            Outcome::TlsFailed => "tls",
            Outcome::Broken(_) => "broken",
            Outcome::TimedOut(..) => "timeout",
            Outcome::TooLarge(_) => "too_large",
            Outcome::Refused => "refused",
        };
        self.span.record("error.type", error);
        self.span.record("otel.status_code", "ERROR");
    }
}

/// Tells that there will be another attempt.
#[cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "nobody listens"))]
pub(super) fn retrying(operation: &Operation, outcome: Outcome, wait: std::time::Duration) {
    #[cfg(feature = "tracing")]
    tracing::debug!(operation.id = operation.id, %outcome, ?wait, "trying again");
}
