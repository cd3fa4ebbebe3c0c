//! What a review says, as plain data.

use std::fmt;

use serde::Serialize;

use super::{Release, Rule};
use crate::diagnostic::Severity;

/// What a change of a document does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The release that the change asks of the generated crate.
    pub bump: Bump,
    /// What that means for the version of the generated crate, where that is known.
    pub release: Option<Release>,
    /// The changes, each once where it has its cause: what breaks first, then by place.
    pub findings: Vec<Finding>,
}

/// The part of a version that a change raises, by the meaning of its parts from 1.0.0 on. Before, a
/// [`Major`](Self::Major) one raises the minor part and all others the patch, as Cargo reads versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// The generated crate stays as it is.
    None,
    /// Something changes, and nobody has to know.
    Patch,
    /// Something is new.
    Minor,
    /// A program that compiled and ran may do so no longer.
    Major,
}

impl Bump {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: Rule,
    /// An error breaks something; a warning changes what happens at run time; a note does neither.
    pub severity: Severity,
    /// What changes, in one sentence without a full stop; names and values stand between backticks.
    pub message: String,
    /// What can be done about it, where there is something: an alias, for instance.
    pub help: Option<String>,
    /// Whether what is sent by those who know the old document still means the same.
    pub wire: Verdict,
    /// Whether those who call the generated crate still compile.
    pub rust: Verdict,
    /// Whether what still compiles does the same.
    pub run_time: Verdict,
    /// Where it stood; nothing for what is new.
    pub old: Option<Place>,
    /// Where it stands; nothing for what is gone.
    pub new: Option<Place>,
    /// The operations that it reaches, as `GET /path`, in the order of the document.
    pub operations: Vec<String>,
    /// The Rust items that it changes, by their paths in the generated crate: those of the old crate and
    /// those of the new one.
    pub items: Vec<String>,
    /// The item that changes most, as it was declared.
    pub before: Option<String>,
    /// As it is declared now.
    pub after: Option<String>,
    /// Why it is taken as it is, where somebody has said so.
    pub acknowledged: Option<String>,
}

impl Finding {
    /// The three verdicts, each with the word for what it judges.
    pub fn verdicts(&self) -> [(&'static str, &Verdict); 3] {
        [("wire", &self.wire), ("Rust", &self.rust), ("run time", &self.run_time)]
    }

    /// Where it stands, or where it stood when it is gone.
    pub fn place(&self) -> Option<&Place> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// What a change does to those it concerns, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What it does.
    pub verdict: Effect,
    /// Why, in one sentence without a full stop.
    pub reason: String,
}

impl Verdict {
    /// Nothing changes.
    pub(super) fn none(reason: impl Into<String>) -> Self {
        Self { verdict: Effect::None, reason: reason.into() }
    }

    /// Something changes, and what worked still does.
    pub(super) fn compatible(reason: impl Into<String>) -> Self {
        Self { verdict: Effect::Compatible, reason: reason.into() }
    }

    /// What worked may do so no longer.
    pub(super) fn breaking(reason: impl Into<String>) -> Self {
        Self { verdict: Effect::Breaking, reason: reason.into() }
    }
}

/// What a change does to those it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Nothing.
    None,
    /// Something changes, and what worked still does.
    Compatible,
    /// What worked may do so no longer.
    Breaking,
}

impl fmt::Display for Effect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        })
    }
}

/// A value in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's name as it was given, or as the path from the document's folder leads to it.
    pub file: String,
    /// Counted from 1; 1 also where the file as a whole is meant.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// The JSON pointer, escaped (RFC 6901).
    pub pointer: String,
}
