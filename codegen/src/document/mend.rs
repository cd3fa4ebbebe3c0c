//! Changes to the tree after the walk, so that what is left can be read as `OpenAPI` 3.0.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::resolve::Trees;
use super::rewrite;
use crate::source::Pointer;

/// One change.
#[derive(Clone, Debug)]
pub(super) enum Mend {
    /// Takes a value out of its object or list.
    Remove(Pointer),
    /// Puts another value in its place.
    Replace(Pointer, Value),
    /// Adds a member to an object.
    Add(Pointer, &'static str, Value),
    /// Adds an item to a list that is a member of an object, there already or not.
    Append(Pointer, &'static str, Value),
    /// Brings a schema into the form of 3.0.
    Schema(Pointer),
    /// Puts a copy of another value in the place of a reference to it.
    Inline(Pointer, Pointer),
}

/// Applies the changes from the last to the first: the walk notes an object before its members, so
/// inner values are changed before what holds them is moved.
pub(super) fn apply(trees: &mut Trees<'_>, mends: Vec<Mend>) {
    let mut removed = HashSet::new();
    let mut budget = BUDGET;
    let (inlines, mends): (Vec<_>, Vec<_>) =
        mends.into_iter().partition(|mend| matches!(mend, Mend::Inline(..)));
    // Copies are made last, when what is copied has been mended.
    for mend in mends.into_iter().rev().chain(inlines) {
        match mend {
            Mend::Remove(pointer) => {
                if removed.insert(pointer.clone()) {
                    remove(trees, &pointer);
                }
            }
            Mend::Replace(pointer, value) => change(trees, &pointer, |place| *place = value),
            Mend::Add(pointer, key, value) => change(trees, &pointer, |place| {
                if let Value::Object(members) = place {
                    members.entry(key).or_insert(value);
                }
            }),
            Mend::Append(pointer, key, value) => change(trees, &pointer, |place| {
                let list =
                    place.as_object_mut().map(|members| members.entry(key).or_insert(json!([])));
                match list {
                    Some(Value::Array(items)) => items.push(value),
                    Some(other) => *other = Value::Array(vec![value]),
                    None => {}
                }
            }),
            Mend::Schema(pointer) => change(trees, &pointer, rewrite::schema),
            Mend::Inline(pointer, target) => {
                let levels = MAX_DEPTH.saturating_sub(pointer.as_str().matches('/').count());
                let found = trees.get(&target).filter(|value| afford(&mut budget, value, levels));
                let copy = found.cloned().unwrap_or_else(|| json!({}));
                change(trees, &pointer, |place| *place = copy);
            }
        }
    }
}

/// How many values may be copied. A few references to parts that hold such references themselves
/// would otherwise multiply without end.
const BUDGET: usize = 1 << 20;

/// How deep a tree may nest in which a copy is put: twice what is read.
const MAX_DEPTH: usize = 256;

/// Takes the size of a value out of the budget; `false` if it is too large, or nests too deeply.
fn afford(budget: &mut usize, value: &Value, levels: usize) -> bool {
    let (Some(left), Some(levels)) = (budget.checked_sub(1), levels.checked_sub(1)) else {
        return false;
    };
    *budget = left;
    match value {
        Value::Object(members) => members.values().all(|value| afford(budget, value, levels)),
        Value::Array(items) => items.iter().all(|value| afford(budget, value, levels)),
        _ => true,
    }
}

fn change(trees: &mut Trees<'_>, pointer: &Pointer, change: impl FnOnce(&mut Value)) {
    let tree = trees.tree_mut(pointer.file());
    if let Some(place) = tree.and_then(|tree| tree.pointer_mut(pointer.as_str())) {
        change(place);
    }
}

fn remove(trees: &mut Trees<'_>, pointer: &Pointer) {
    let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
        return change(trees, pointer, |root| *root = Value::Null);
    };
    change(trees, &parent, |holder| match holder {
        Value::Object(members) => {
            members.shift_remove(&last);
        }
        Value::Array(items) => {
            if let Some(index) = last.parse().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    });
}
