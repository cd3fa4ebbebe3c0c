//! Whether a call can be sent again when it is not known what became of it.

use super::Subject;
use super::answers::call;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Method, Operation, Place};

/// Operations that RFC 9110 does not call idempotent, and that take no key by which the server would know
/// a second request for the first one.
pub(super) fn unsafe_ones(subject: &Subject<'_>, out: &mut Diagnostics) {
    let unsafe_ones = subject.api.operations().filter(|operation| {
        matches!(operation.method, Method::Post | Method::Patch) && !has_key(operation)
    });
    for operation in unsafe_ones {
        let message = format!(
            "{} cannot be sent again safely: the client does so only where it surely did not arrive",
            call(operation)
        );
        let help = "a header `Idempotency-Key` would let callers repeat it; so would PUT, where the caller can choose the name";
        out.push(Diagnostic::new(Code::UnsafeRetry, operation.origin.at_key(), message).help(help));
    }
}

/// `Idempotency-Key` (a draft of the IETF), and whatever else calls itself so.
fn has_key(operation: &Operation) -> bool {
    operation.params.iter().any(|param| {
        let name = param.name.wire.to_ascii_lowercase();
        matches!(param.place, Place::Header | Place::Query) && name.contains("idempot")
    })
}
