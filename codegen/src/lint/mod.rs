//! What a reviewer wants of a document beyond that it can be read: a rule a function.
//!
//! Rules see the document and the ir, and change neither. What lowering knows anyway (an example that
//! its schema rejects, a union that can be told apart by trial only) is not looked for again; here it is
//! only given the weight that it has for a reviewer.

mod answers;
mod components;
mod examples;
mod inline;
mod integers;
mod names;
mod path;
mod retry;

use crate::acknowledge::Acknowledgements;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::Document;
use crate::ir::Api;
use crate::source::Source;

/// What the rules look at.
struct Subject<'a> {
    document: &'a Document<'a>,
    api: &'a Api,
}

/// A rule: looks, and says what it finds.
type Rule = fn(&Subject<'_>, &mut Diagnostics);

const RULES: &[Rule] = &[
    answers::undocumented_errors,
    components::unused,
    examples::missing,
    examples::against_schemas,
    inline::invented_names,
    integers::without_format,
    names::poor,
    path::unlimited_texts,
    retry::unsafe_ones,
];

/// Adds what the rules find to what was said of the document so far.
pub(crate) fn check(document: &Document<'_>, api: &Api, diagnostics: &mut Diagnostics) {
    let subject = Subject { document, api };
    for rule in RULES {
        rule(&subject, diagnostics);
    }
    diagnostics.raise(Code::UnionByTrial, Severity::Warning);
}

/// The names of all rules that the linter goes by: those of every diagnostic.
pub fn rules() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().map(|code| code.as_str())
}

/// What was found, apart by whether it is acknowledged.
#[derive(Debug, Default)]
pub struct Lint {
    /// What is to be mended.
    pub open: Diagnostics,
    /// What stays as it is, each with its reason.
    pub acknowledged: Vec<(Diagnostic, String)>,
}

impl Lint {
    /// Takes apart what was `found` in `document`. What keeps it from being read cannot be acknowledged.
    pub fn of(found: Diagnostics, document: &Source, known: &mut Acknowledgements) -> Self {
        let mut lint = Self::default();
        for diagnostic in found {
            let place = diagnostic.place.pointer().filter(|_| !diagnostic.is_fatal());
            let rule = diagnostic.code.as_str();
            let reason = place.and_then(|place| known.covers(rule, document, &place));
            match reason.map(str::to_owned) {
                Some(reason) => lint.acknowledged.push((diagnostic, reason)),
                None => lint.open.push(diagnostic),
            }
        }
        lint
    }
}

/// The names in backticks: see [`listed`].
fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    listed(names.into_iter().map(crate::markdown::code).collect())
}

/// Some of `parts`, and how many there are besides: a, b and 3 more.
fn listed(mut parts: Vec<String>) -> String {
    const MOST: usize = 6;
    let last = if parts.len() > MOST + 1 {
        let others = parts.split_off(MOST).len();
        format!("{others} more")
    } else {
        parts.pop().unwrap_or_default()
    };
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}
