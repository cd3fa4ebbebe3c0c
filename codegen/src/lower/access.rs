//! Members that only requests or only answers have: `readOnly` and `writeOnly`.
//!
//! What is `required` of such a member holds in one direction alone. One type stands for a schema in both, so that
//! the member may be missing where values of the schema travel in the other.

use std::collections::HashSet;

use super::Lowerer;
use super::keywords::Sub;
use crate::document::{Document, Uses};
use crate::source::Pointer;

/// Where requests and answers lead by references, and where they stand themselves.
pub(super) struct Reached {
    requests: HashSet<Pointer>,
    answers: HashSet<Pointer>,
}

impl<'a> Lowerer<'a, '_> {
    /// In what a required member may be missing nevertheless: in requests, or in answers.
    pub(super) fn optional_in(&mut self, sub: &Sub<'a>) -> Option<&'static str> {
        let (schema, _) = self.followed(sub)?;
        let (read_only, write_only) = (schema.schema_data.read_only, schema.schema_data.write_only);
        if !read_only && !write_only {
            return None;
        }
        let document = self.input.document();
        let reached = self.reached.get_or_insert_with(|| Reached::of(document));
        if read_only && is_within(&sub.origin, &reached.requests) {
            Some("requests")
        } else if write_only && is_within(&sub.origin, &reached.answers) {
            Some("answers")
        } else {
            None
        }
    }
}

impl Reached {
    fn of(document: &Document<'_>) -> Self {
        let (mut requests, mut answers) = (Vec::new(), Vec::new());
        for operation in document.operations() {
            requests.push(operation.item.key("parameters"));
            requests.extend(["parameters", "requestBody"].map(|key| operation.pointer.key(key)));
            answers.push(operation.pointer.key("responses"));
        }
        let reached = |places: Vec<Pointer>| {
            let mut reached = Uses::of(document, places.clone()).targets;
            reached.extend(places);
            reached
        };
        Self { requests: reached(requests), answers: reached(answers) }
    }
}

/// Whether a place is one of these, or within one.
fn is_within(place: &Pointer, reached: &HashSet<Pointer>) -> bool {
    std::iter::successors(Some(place.clone()), Pointer::parent).any(|at| reached.contains(&at))
}
