//! Members that only requests or only answers have: `readOnly` and `writeOnly`.
//!
//! What is `required` of such a member holds in one direction alone. One type stands for a schema in both, so that
//! the member may be missing where values of the schema travel in the other.

use std::collections::HashSet;

use serde_json::Value;

use super::Lowerer;
use super::input::Input;
use super::keywords::Sub;
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
        let reached = self.reached.get_or_insert_with(|| Reached::of(&self.input));
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
    fn of(input: &Input<'_, '_>) -> Self {
        let (mut requests, mut answers) = (Vec::new(), Vec::new());
        for operation in input.operations() {
            requests.push(operation.item.key("parameters"));
            requests.extend(["parameters", "requestBody"].map(|key| operation.pointer.key(key)));
            answers.push(operation.pointer.key("responses"));
        }
        Self { requests: spread(input, requests), answers: spread(input, answers) }
    }
}

/// The places, and all to which a reference within one leads.
fn spread(input: &Input<'_, '_>, places: Vec<Pointer>) -> HashSet<Pointer> {
    let mut reached: HashSet<Pointer> = places.iter().cloned().collect();
    let mut open = places;
    while let Some(place) = open.pop() {
        let Some(value) = input.value(&place) else { continue };
        let mut inner = vec![(place, value)];
        while let Some((at, value)) = inner.pop() {
            match value {
                Value::Object(members) => {
                    let reference = members.get("$ref").and_then(Value::as_str);
                    let target = reference.and_then(|reference| input.resolved(&at, reference));
                    open.extend(target.filter(|target| reached.insert(target.clone())));
                    inner.extend(members.iter().map(|(key, value)| (at.key(key), value)));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    inner.extend(items.map(|(index, value)| (at.key(&index.to_string()), value)));
                }
                _ => {}
            }
        }
    }
    reached
}

fn is_within(place: &Pointer, reached: &HashSet<Pointer>) -> bool {
    let mut at = Some(place.clone());
    while let Some(place) = at {
        if reached.contains(&place) {
            return true;
        }
        at = place.parent();
    }
    false
}
