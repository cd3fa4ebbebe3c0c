//! The table of single changes, and the documents that it is about.

use codegen::Source;
use serde::Deserialize;

/// The document before any change.
pub(super) const BASE: &str = include_str!("base.yaml");

/// A change, and what is to be said of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) name: String,
    /// Whether it is made everywhere instead of once.
    #[serde(default)]
    pub(super) all: bool,
    pub(super) old: String,
    pub(super) new: String,
    pub(super) there: Vec<String>,
    pub(super) back: Vec<String>,
    pub(super) because: String,
    /// Rust that calls the client of the changed document, and breaks when the change is taken back.
    pub(super) caller: Option<String>,
}

impl Change {
    /// The document with the change.
    pub(super) fn document(&self) -> String {
        assert!(BASE.contains(&self.old), "{}: base.yaml does not hold its `old`", self.name);
        let count = if self.all { usize::MAX } else { 1 };
        BASE.replacen(&self.old, &self.new, count)
    }
}

/// All changes, in the order of the table.
pub(super) fn changes() -> Vec<Change> {
    serde_yaml::from_str(include_str!("changes.yaml")).expect("changes.yaml is a list of changes")
}

/// A document of one file.
pub(super) fn source(document: &str) -> Source {
    Source::from_memory(&[("openapi.yaml", document)])
}

/// Whether any of these lines of a row says that Rust callers break.
pub(super) fn breaks(lines: &[String]) -> bool {
    lines.iter().any(|line| line.split(' ').nth(2) == Some("breaking"))
}
