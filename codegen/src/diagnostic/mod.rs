//! Diagnostics are values: a severity, a stable code, a place, and what can be done.

mod code;
mod render;

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;

pub use code::Code;
pub(crate) use render::Listed;

use crate::source::{FileId, Place, Pointer, Source};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document is at fault; what is concerned is left out, or a neutral value is taken for it.
    Error,
    /// The document is questionable, and was understood.
    Warning,
    /// Something worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// Something to say about a place in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it, where that is more than the code advises.
    pub help: Option<String>,
    /// Other places that matter, each with what it is.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A diagnostic with the severity that its code has by default.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            place: place.into(),
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// With another severity than the code's own.
    #[must_use]
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// With a line that says what to do.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// With one more place.
    #[must_use]
    pub fn related(mut self, place: impl Into<Place>, label: impl Into<String>) -> Self {
        self.related.push((place.into(), label.into()));
        self
    }

    /// What to do about it: its own help, or what its code advises. A note needs none.
    pub fn advice(&self) -> Option<&str> {
        let general = (self.severity != Severity::Note).then(|| self.code.advice());
        self.help.as_deref().or(general)
    }

    /// Whether nothing of the document can be read for it, or not as it was wanted.
    pub fn is_fatal(&self) -> bool {
        match self.code {
            Code::NotOpenApi | Code::UnsupportedVersion | Code::InvalidOverlay => true,
            Code::UnreadableFile | Code::NotUtf8 | Code::EmptyFile | Code::Syntax => {
                // What stands at a value is about another file, to which it refers.
                self.place.file == FileId::ROOT && self.place.pointer().is_none()
            }
            _ => false,
        }
    }

    /// The diagnostic as people read it: the message, the place, the line with a caret, the help.
    /// With `colour`, ANSI escapes are added; nothing else in the text can hold any.
    pub fn render(&self, source: &Source, colour: bool) -> String {
        render::render(self, source, colour)
    }
}

/// Collects diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// The value, or nothing and one diagnostic more.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// Whether anything is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Makes warnings of the errors that leave something of the document to be generated.
    pub fn tolerate(&mut self) {
        let errors = self.list.iter_mut().filter(|it| it.severity == Severity::Error);
        errors.filter(|it| !it.is_fatal()).for_each(|it| it.severity = Severity::Warning);
    }

    /// Gives what is said under a code another severity.
    pub fn raise(&mut self, code: Code, severity: Severity) {
        self.list.iter_mut().filter(|it| it.code == code).for_each(|it| it.severity = severity);
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether an error lies at `pointer` or within it.
    pub fn blames(&self, pointer: &Pointer) -> bool {
        let errors = self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.filter_map(|error| error.place.pointer()).any(|place| pointer.holds(&place))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The diagnostics, in the order in which they were added or last sorted.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Sorts by file and position, and drops what says the same about the same place, and that a
    /// part is unreadable where another error says why.
    pub fn sort(&mut self, source: &Source) {
        let key = |diagnostic: &Diagnostic| {
            let start = source.start(&diagnostic.place);
            let message = diagnostic.message.clone();
            (
                source.written(&diagnostic.place).file,
                start,
                diagnostic.severity,
                diagnostic.code,
                message,
            )
        };
        self.list.sort_by_cached_key(key);
        let mut seen = HashSet::new();
        self.list.retain(|diagnostic| seen.insert(key(diagnostic)));
        let reasons = self.reasons();
        self.list.retain(|diagnostic| {
            let unreadable = Some(diagnostic).filter(|it| it.code == Code::Unreadable);
            let part = unreadable.and_then(|it| it.place.pointer());
            part.is_none_or(|part| !reasons.iter().any(|reason| part.holds(reason)))
        });
    }

    /// Where the errors are that may make a part unreadable.
    fn reasons(&self) -> Vec<Pointer> {
        const FORM: &[Code] = &[Code::MistypedKeyword, Code::MissingKeyword, Code::InvalidValue];
        let errors = self.list.iter().filter(|it| it.severity == Severity::Error);
        let reasons = errors.filter(|it| FORM.contains(&it.code));
        reasons.filter_map(|reason| reason.place.pointer()).collect()
    }

    /// All of them as people read them, sorted, each once, with an empty line between two.
    pub fn render(&self, source: &Source, colour: bool) -> String {
        let mut sorted = self.clone();
        sorted.sort(source);
        let texts: Vec<_> =
            sorted.iter().map(|diagnostic| diagnostic.render(source, colour)).collect();
        texts.join("\n")
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.list.extend(diagnostics);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
