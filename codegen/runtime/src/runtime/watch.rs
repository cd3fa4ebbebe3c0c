//! Telling whoever runs a client where the API and its document disagree.

use std::fmt;
use std::sync::Arc;

use reqwest::StatusCode;

use super::Drift;
use super::redact::Redactor;

/// What a successful answer has that the document does not say, or says otherwise: the argument of the
/// hook that [`ClientBuilder::on_drift`](super::ClientBuilder::on_drift) takes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DriftReport<'a> {
    /// The `operationId` of the call.
    pub operation: &'static str,
    /// The status of the answer, one of 200 to 299.
    pub status: StatusCode,
    /// Where they disagree, at least one place; secrets of the client are masked.
    pub drift: &'a [Drift],
}

/// The hook of a client.
#[derive(Clone)]
pub(super) struct Watcher(Arc<dyn Fn(&DriftReport<'_>) + Send + Sync>);

impl Watcher {
    pub(super) fn new(hook: impl Fn(&DriftReport<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hook))
    }

    /// Calls the hook if there is anything to tell.
    pub(super) fn tell(
        &self,
        operation: &'static str,
        status: StatusCode,
        mut drift: Vec<Drift>,
        redactor: &Redactor,
    ) {
        if drift.is_empty() {
            return;
        }
        for Drift { path, found, .. } in &mut drift {
            *path = redactor.message(path);
            *found = redactor.message(found);
        }
        (self.0)(&DriftReport { operation, status, drift: &drift });
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
