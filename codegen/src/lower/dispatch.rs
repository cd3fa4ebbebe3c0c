//! The dispatch of a union is a decision list. What can be seen without decoding comes first: a tag,
//! the JSON kind, members that only one alternative requires. Trial comes last, for what is left.

use std::collections::BTreeSet;

use serde_json::Value;

use super::tags::{Tag, Tags};
use super::union::Alternative;
use crate::ir::{JsonKind, Rule, Test};

/// The decision list: tags, then kinds that only one alternative takes, then members that only one
/// requires, then trial.
pub(super) fn dispatch(alternatives: &[Alternative<'_>], tags: Option<&Tags>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut decided = BTreeSet::new();
    if let Some(tags) = tags {
        for Tag { value, of: variant, .. } in &tags.values {
            if tags.certain {
                decided.insert(*variant);
            }
            let (name, variant) = (tags.property.clone(), *variant);
            let test = match value {
                Value::String(value) => Test::Tag { name, value: value.clone() },
                literal => Test::Literal { name, value: literal.to_string() },
            };
            rules.push(Rule { test, variant });
        }
    }
    let open: Vec<usize> =
        (0..alternatives.len()).filter(|index| !decided.contains(index)).collect();
    let mut left = Vec::new();
    for &index in &open {
        let kinds = own_kinds(alternatives, &open, index);
        if !kinds.is_empty() && kinds.len() == alternatives[index].kinds.len() {
            rules.push(Rule { test: Test::Kind(kinds.into_iter().collect()), variant: index });
        } else {
            left.push(index);
        }
    }
    let (keyed, tried) = by_keys(alternatives, &left);
    rules.extend(keyed);
    rules.extend(tried.into_iter().map(|variant| Rule { test: Test::Attempt, variant }));
    rules
}

/// The kinds that this alternative takes and none of the others. An integer beside a number is its
/// own: the narrower comes first.
fn own_kinds(alternatives: &[Alternative<'_>], open: &[usize], index: usize) -> BTreeSet<JsonKind> {
    let mut kinds = alternatives[index].kinds.clone();
    for &other in open.iter().filter(|other| **other != index) {
        let others = &alternatives[other].kinds;
        kinds.retain(|kind| !others.contains(kind));
    }
    kinds
}

/// Objects told apart by a member that one requires and no other has.
fn by_keys(alternatives: &[Alternative<'_>], left: &[usize]) -> (Vec<Rule>, Vec<usize>) {
    let mut rules = Vec::new();
    let mut tried = Vec::new();
    for &index in left {
        let own = alternatives[index].keywords.required.iter().find(|key| {
            left.iter()
                .filter(|other| **other != index)
                .all(|other| !alternatives[*other].keywords.properties.contains_key(**key))
        });
        let object_only = alternatives[index].kinds.iter().all(|kind| *kind == JsonKind::Object);
        match own {
            Some(key) if object_only => {
                rules.push(Rule { test: Test::Keys(vec![(*key).to_owned()]), variant: index });
            }
            _ => tried.push(index),
        }
    }
    (rules, tried)
}
