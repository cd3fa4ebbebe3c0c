//! Whether operations say how they fail.

use super::{Subject, quoted};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Operation, Place, Status};

/// An operation without any answer for an error; and what must be able to happen by what the operation
/// itself says: a credential that is refused, a thing of the path that is not there.
pub(super) fn undocumented_errors(subject: &Subject<'_>, out: &mut Diagnostics) {
    for operation in subject.api.operations() {
        let place = operation.origin.key("responses").at_key();
        let say = |what: &str| {
            let message = format!("{} describes no answer for {what}", call(operation));
            Diagnostic::new(Code::UndocumentedError, place, message)
        };
        if has(operation, &[Status::Default, Status::Range(4)]) {
            continue;
        }
        let is_refusal = |status| matches!(status, Status::Code(400..=499));
        if operation.responses.iter().any(|response| is_refusal(response.status)) {
            let missing = implied(operation);
            if !missing.is_empty() {
                let help = "the operation takes a credential or names a thing in its path, either of which can be refused";
                out.push(say(&quoted(missing)).severity(Severity::Note).help(help));
            }
        } else {
            out.push(say("a request that is refused"));
        }
    }
}

/// The statuses that are not described, and must be possible.
fn implied(operation: &Operation) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let authenticated = operation.auth.iter().any(|schemes| !schemes.is_empty());
    if authenticated && !has(operation, &[Status::Code(401), Status::Code(403)]) {
        missing.push("401");
    }
    let named = operation.params.iter().any(|param| param.place == Place::Path);
    if named && !has(operation, &[Status::Code(404), Status::Code(410)]) {
        missing.push("404");
    }
    missing
}

fn has(operation: &Operation, statuses: &[Status]) -> bool {
    operation.responses.iter().any(|response| statuses.contains(&response.status))
}

/// The operation as people name it: `GET /users`.
pub(super) fn call(operation: &Operation) -> String {
    crate::markdown::code(&format!("{} {}", operation.method.as_str(), operation.path))
}
