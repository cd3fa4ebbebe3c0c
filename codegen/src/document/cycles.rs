//! Schemas that contain themselves through `allOf`: no end to what they require.

use std::collections::HashMap;

use serde_json::Value;

use super::resolve::{Trees, reference_in};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Pointer;

/// A part of an `allOf`: where it stands, and the schema that it is or refers to.
type Edge = (Pointer, Pointer);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

/// Looks for circles from each of the schemas that have `allOf`, in the order of the document.
pub(super) fn check(trees: &Trees<'_>, compositions: &[Pointer], out: &mut Diagnostics) {
    let mut marks: HashMap<Pointer, Mark> = HashMap::new();
    for start in compositions {
        search(trees, start, &mut marks, out);
    }
}

/// Depth first, with a stack of its own: chains can be longer than the program's.
fn search(
    trees: &Trees<'_>,
    start: &Pointer,
    marks: &mut HashMap<Pointer, Mark>,
    out: &mut Diagnostics,
) {
    if marks.contains_key(start) {
        return;
    }
    marks.insert(start.clone(), Mark::Open);
    let mut stack = vec![(start.clone(), edges(trees, start).into_iter())];
    while let Some((schema, rest)) = stack.last_mut() {
        let Some((place, target)) = rest.next() else {
            marks.insert(schema.clone(), Mark::Done);
            stack.pop();
            continue;
        };
        match marks.get(&target) {
            Some(Mark::Done) => {}
            Some(Mark::Open) => {
                let message = "this part of `allOf` leads back to the schema itself";
                let diagnostic = Diagnostic::new(Code::CircularAllOf, place, message);
                out.push(diagnostic.related(&target, "the schema"));
            }
            None => {
                marks.insert(target.clone(), Mark::Open);
                let next = edges(trees, &target).into_iter();
                stack.push((target, next));
            }
        }
    }
}

fn edges(trees: &Trees<'_>, schema: &Pointer) -> Vec<Edge> {
    let list = trees.get(schema).and_then(|schema| schema.get("allOf")).and_then(Value::as_array);
    let place = schema.key("allOf");
    let parts = list.into_iter().flatten().enumerate();
    let edge = |(index, part): (usize, &Value)| {
        let at = place.index(index);
        match reference_in(part) {
            Some(text) => trees.resolve(&at, text).ok().map(|(target, _)| (at.key("$ref"), target)),
            None => Some((at.clone(), at)),
        }
    };
    parts.filter_map(edge).collect()
}
