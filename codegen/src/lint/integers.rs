//! How large integers can be.

use serde_json::{Map, Value};

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Integers that say their size neither by a format nor by their bounds.
pub(super) fn without_format(subject: &Subject<'_>, out: &mut Diagnostics) {
    subject.document.schemas(&mut |schema, at| {
        if is_open(schema) {
            let message = "this integer does not say how large it can be; it is an `i64`";
            out.push(Diagnostic::new(
                Code::IntegerWithoutFormat,
                at.pointer().key("type"),
                message,
            ));
        }
    });
}

fn is_open(schema: &Map<String, Value>) -> bool {
    let has = |key| schema.contains_key(key);
    let bounded = has("minimum") && has("maximum");
    schema.get("type").and_then(Value::as_str) == Some("integer")
        && !(has("format") || has("enum") || bounded)
}
