//! Where a payload and the document disagree although the payload could be read.

use std::fmt;

use super::fault::{Fault, Step, path_text};
use super::text::excerpt;

/// A place where a value that was read and the API's document disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// Where, such as `data[0].lastMessage.id`; empty for the value as a whole.
    pub path: String,
    /// In what way.
    pub kind: DriftKind,
    /// What the document says, in words.
    pub expected: String,
    /// What is there: a short piece of the payload, or "nothing".
    pub found: String,
}

/// The ways in which a payload and the document can disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A key that the document does not name.
    UnknownKey,
    /// `null` where the document does not allow it.
    UnexpectedNull,
    /// A value of another type. Unless the field's type can hold it all the same (a time in quotes, a number
    /// that is no integer beside a string), the field reads as absent and the value is kept in `extra`.
    Misfit,
    /// Something required is missing inside an optional value, which therefore reads as absent.
    Missing,
    /// A value that the document's list of values does not have.
    UnknownValue,
    /// A value that is none of the members of its union.
    UnknownMember,
    /// A text that does not fit its format, such as a date-time; it is kept as it came.
    WrongFormat,
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownKey => "unknown key",
            Self::UnexpectedNull => "unexpected null",
            Self::Misfit => "another type",
            Self::Missing => "missing",
            Self::UnknownValue => "unknown value",
            Self::UnknownMember => "unknown member",
            Self::WrongFormat => "wrong format",
        })
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, kind, expected, found } = self;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "{kind}: expected {expected}, found {found}")
    }
}

/// A walk over a value that gathers its drift.
#[doc(hidden)]
#[derive(Default)]
pub struct Walk {
    steps: Vec<Step>,
    found: Vec<Drift>,
    /// The tag that a union chose the next object by; it is known, even if the object's type lacks it.
    pub(super) tag: Option<&'static str>,
}

impl Walk {
    /// What was gathered.
    pub(super) fn finish(self) -> Vec<Drift> {
        self.found
    }

    pub(super) fn enter(&mut self, step: Step) {
        self.steps.push(step);
    }

    pub(super) fn leave(&mut self) {
        self.steps.pop();
    }

    /// Notes something about the place where the walk is; `found` is JSON text.
    pub fn note(&mut self, kind: DriftKind, expected: &str, found: &str) {
        let path = path_text(self.steps.iter());
        self.found.push(Drift { path, kind, expected: expected.to_owned(), found: excerpt(found) });
    }

    /// Notes why the value `text` does not fit the place where the walk is.
    pub(super) fn note_fault(&mut self, fault: &Fault, text: &str) {
        let path = path_text(self.steps.iter().chain(fault.steps()));
        let (expected, found) = (fault.expected().to_owned(), fault.found(text));
        let kind = match found.as_str() {
            "null" => DriftKind::UnexpectedNull,
            _ if fault.is_missing() => DriftKind::Missing,
            _ => DriftKind::Misfit,
        };
        self.found.push(Drift { path, kind, expected, found });
    }
}
