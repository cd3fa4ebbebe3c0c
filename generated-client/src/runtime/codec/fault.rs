//! What goes wrong while reading, and where.

use std::borrow::Cow;
use std::fmt;

use super::text::{excerpt, write_index, write_key};

/// One step of a path into a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A member of an object that the document names.
    Field(&'static str),
    /// A member of an object with a key of the API's own.
    Key(String),
    /// An item of a list, counted from 0.
    Item(usize),
    /// Not a step in the value: the member of a union as which the value is read.
    Member(&'static str),
}

/// Steps as text: `data[0].lastMessage.id`, keys that are not words as `["a key"]`.
pub(super) fn path_text<'a>(steps: impl Iterator<Item = &'a Step>) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Field(key) => write_key(&mut path, key),
            Step::Key(key) => write_key(&mut path, key),
            Step::Item(index) => write_index(&mut path, *index),
            Step::Member(_) => {}
        }
    }
    path
}

/// Why reading a value stopped. The path is added while the routines return, so that it costs nothing
/// until something is wrong.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fault(Box<Details>);

#[derive(Debug)]
struct Details {
    cause: Cause,
    at: usize,
    expected: Cow<'static, str>,
    /// From the innermost step to the outermost.
    steps: Vec<Step>,
}

/// The ways to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// The text is not JSON, or nested too deeply: nothing can be kept of it.
    Broken,
    /// A JSON value of another shape than the one expected.
    Misfit,
    /// A required member is not there.
    Missing,
}

impl Fault {
    fn new(cause: Cause, at: usize, expected: Cow<'static, str>) -> Self {
        Self(Box::new(Details { cause, at, expected, steps: Vec::new() }))
    }

    /// The text is not JSON at this byte.
    #[cold]
    pub fn broken(at: usize, expected: &'static str) -> Self {
        Self::new(Cause::Broken, at, Cow::Borrowed(expected))
    }

    /// The value at this byte has another shape.
    #[cold]
    pub fn misfit(at: usize, expected: &'static str) -> Self {
        Self::new(Cause::Misfit, at, Cow::Borrowed(expected))
    }

    /// The object that begins at this byte lacks a member that it must have.
    #[cold]
    pub(super) fn missing(at: usize, field: &'static str) -> Self {
        Self::new(Cause::Missing, at, Cow::Borrowed("a value")).within(Step::Field(field))
    }

    /// Says that it happened inside this step.
    #[cold]
    pub(super) fn within(mut self, step: Step) -> Self {
        self.0.steps.push(step);
        self
    }

    /// Whether no value can be had from the text at all.
    pub(super) fn is_broken(&self) -> bool {
        self.0.cause == Cause::Broken
    }

    /// The offset in bytes of what is wrong.
    pub(super) fn at(&self) -> usize {
        self.0.at
    }

    /// Whether a required member is missing.
    pub(super) fn is_missing(&self) -> bool {
        self.0.cause == Cause::Missing
    }

    /// The steps from the outermost to the innermost.
    pub(super) fn steps(&self) -> impl Iterator<Item = &Step> {
        self.0.steps.iter().rev()
    }

    /// What was expected.
    pub(super) fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What is there instead, in words; `text` is what was being read.
    pub(super) fn found(&self, text: &str) -> String {
        match self.0.cause {
            Cause::Missing => "nothing".to_owned(),
            Cause::Broken => found_broken(text, self.0.at),
            Cause::Misfit => excerpt(text.get(self.0.at..).unwrap_or_default()),
        }
    }

    /// The error that callers see; `text` is what was being read.
    pub(in crate::runtime) fn into_error(self, text: &str) -> DecodeError {
        let members = self.steps().filter_map(|step| match step {
            Step::Member(name) => Some(*name),
            _ => None,
        });
        DecodeError(Box::new(Report {
            path: path_text(self.steps()),
            members: members.collect(),
            found: self.found(text),
            offset: self.0.at,
            is_json: !self.is_broken(),
            expected: self.0.expected,
        }))
    }
}

fn found_broken(text: &str, at: usize) -> String {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.map_or_else(|| "the end".to_owned(), |char| format!("{char:?}"))
}

/// A payload could not be read as the type that was asked for.
///
/// It says where (a path such as `data[0].lastMessage.id`, and the offset in bytes), what was expected
/// there and what was found.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Report>);

#[derive(Clone, PartialEq, Eq)]
struct Report {
    path: String,
    members: Vec<&'static str>,
    expected: Cow<'static, str>,
    found: String,
    offset: usize,
    is_json: bool,
}

impl DecodeError {
    /// Bytes that are not UTF-8 from this offset on.
    pub(super) fn not_utf8(offset: usize) -> Self {
        Self(Box::new(Report {
            path: String::new(),
            members: Vec::new(),
            expected: Cow::Borrowed("UTF-8 text"),
            found: "other bytes".to_owned(),
            offset,
            is_json: false,
        }))
    }

    /// The same, what it quotes of the payload as it may be shown.
    pub(in crate::runtime) fn shown(mut self, show: impl Fn(&str) -> String) -> Self {
        self.0.path = show(&self.0.path);
        self.0.found = show(&self.0.found);
        self
    }

    /// Where in the payload, such as `data[0].lastMessage.id`; empty for the payload as a whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What the API's document promises there, in words.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What is there: a short piece of the payload, or "nothing".
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// The offset in bytes, from 0, of the value that does not fit, or of the object that lacks one.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The members of unions as which the value was being read, outermost first.
    pub fn members(&self) -> &[&'static str] {
        &self.0.members
    }

    /// Whether the payload is well-formed JSON as far as it was read.
    pub fn is_json(&self) -> bool {
        self.0.is_json
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { path, members, expected, found, offset, .. } = &*self.0;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "expected {expected}, found {found} (byte {offset}")?;
        for member in members {
            write!(f, ", read as {member}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}
