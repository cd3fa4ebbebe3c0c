//! A finding while it is worked on: it names the Rust items that it may concern, and what becomes of them
//! is looked up when all of them are known.

use super::Rule;
use super::finding::Verdict;
use super::matching::At;
use crate::ir::TypeId;
use crate::source::Pointer;

/// What a finding is about, to find the operations that it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Node {
    /// A type of the old document.
    OldType(TypeId),
    /// A type of the new one.
    NewType(TypeId),
    /// An operation of the old document.
    OldOperation(At),
    /// An operation of the new one.
    NewOperation(At),
    /// Every operation.
    Everything,
}

/// A change that was found.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) rule: Rule,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) wire: Verdict,
    pub(super) run_time: Verdict,
    pub(super) old: Option<Pointer>,
    pub(super) new: Option<Pointer>,
    pub(super) nodes: Vec<Node>,
    /// The paths of the items that may change by it, those that matter most first.
    pub(super) items: Vec<String>,
    /// What is only named otherwise, as it was declared and as it is.
    pub(super) names: Option<(String, String)>,
}

impl Draft {
    /// A change that does nothing on the wire and at run time until it is said.
    pub(super) fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            help: None,
            wire: Verdict::none("what is sent stays the same"),
            run_time: Verdict::none("what compiles does the same"),
            old: None,
            new: None,
            nodes: Vec::new(),
            items: Vec::new(),
            names: None,
        }
    }

    /// Where it stood, and where it stands.
    pub(super) fn at(mut self, old: Option<&Pointer>, new: Option<&Pointer>) -> Self {
        self.old = old.cloned();
        self.new = new.cloned();
        self
    }

    /// The same for places that may not be there; what holds them is meant then.
    pub(super) fn place_at(self, old: Pointer, new: Pointer) -> Self {
        Self { old: Some(old), new: Some(new), ..self }
    }

    pub(super) fn wire(mut self, verdict: Verdict) -> Self {
        self.wire = verdict;
        self
    }

    pub(super) fn run_time(mut self, verdict: Verdict) -> Self {
        self.run_time = verdict;
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn about(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        self.nodes.extend(nodes);
        self
    }

    pub(super) fn names(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.names = Some((before.into(), after.into()));
        self
    }

    pub(super) fn items(mut self, items: impl IntoIterator<Item = String>) -> Self {
        self.items.extend(items);
        self
    }
}
