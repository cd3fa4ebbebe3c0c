//! Changes of operations: which there are, where, and what each is called.

use super::draft::{Draft, Node};
use super::finding::Verdict;
use super::matching::At;
use super::{Comparison, Rule, code};
use crate::emit::surface;
use crate::ir::{Api, Group, Operation};

/// All changes of operations.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Draft> {
    let matching = &comparison.matching;
    let mut drafts = Vec::new();
    drafts.extend(matching.gone.iter().filter_map(|at| removed(comparison.old, *at)));
    drafts.extend(matching.fresh.iter().filter_map(|at| added(comparison.new, *at)));
    drafts
}

fn items(api: &Api, group: &Group, operation: &Operation) -> Vec<String> {
    let items = surface::of_operation(api, group, operation);
    items.into_iter().map(|item| item.path).collect()
}

fn address(operation: &Operation) -> String {
    code(&format!("{} {}", operation.method.as_str(), operation.path))
}

fn removed(api: &Api, at: At) -> Option<Draft> {
    let (group, operation) = at.of(api)?;
    let draft = Draft::new(Rule::OperationRemoved, format!("{} is gone", address(operation)))
        .at(Some(&operation.origin), None)
        .about([Node::OldOperation(at)])
        .wire(Verdict::breaking("who still calls it gets an error"))
        .items(items(api, group, operation));
    Some(draft)
}

fn added(api: &Api, at: At) -> Option<Draft> {
    let (group, operation) = at.of(api)?;
    let draft = Draft::new(Rule::OperationAdded, format!("{} is new", address(operation)))
        .at(None, Some(&operation.origin))
        .about([Node::NewOperation(at)])
        .wire(Verdict::compatible("nobody calls it yet"))
        .items(items(api, group, operation));
    Some(draft)
}
