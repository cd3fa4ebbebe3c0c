//! A review as text for a terminal.

use std::fmt::Write as _;

use super::{Bump, Finding, Place, Review, Side};
use crate::Source;
use crate::diagnostic::{Listed, Severity};
use crate::source::Pointer;

/// The review as people read it, each finding with the lines that it is about. With `colour`, ANSI escapes
/// are added; nothing else in the text can hold any.
pub fn text(review: &Review, old: Side<'_>, new: Side<'_>, colour: bool) -> String {
    let mut text = String::new();
    for finding in &review.findings {
        text.push_str(&rendered(finding, old, new, colour));
        text.push('\n');
    }
    text.push_str(&summary(review));
    text
}

/// The line that says all in short.
pub(super) fn summary(review: &Review) -> String {
    let count = |severity| review.findings.iter().filter(|it| it.severity == severity).count();
    let bump = match review.bump {
        Bump::None if review.findings.is_empty() => {
            return "no change: the generated crate is the same\n".to_owned();
        }
        bump => bump.as_str(),
    };
    format!(
        "{bump}: {} breaking, {} other at run time, {} harmless\n",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    )
}

fn rendered(finding: &Finding, old: Side<'_>, new: Side<'_>, colour: bool) -> String {
    let mut notes = Vec::new();
    for (name, verdict) in finding.verdicts() {
        notes.push(format!("{name}: {}: {}", verdict.verdict, verdict.reason));
    }
    match (&finding.before, &finding.after) {
        (Some(before), Some(after)) => notes.push(format!("was `{before}`, is `{after}`")),
        (Some(before), None) => notes.push(format!("was `{before}`")),
        (None, Some(after)) => notes.push(format!("is `{after}`")),
        (None, None) => {}
    }
    if let Some(reason) = &finding.acknowledged {
        notes.push(format!("acknowledged: {reason}"));
    }
    if !finding.operations.is_empty() {
        notes.push(format!("reaches {}", few(&finding.operations)));
    }
    if !finding.items.is_empty() {
        notes.push(format!("concerns {}", few(&finding.items)));
    }
    let at = |place: &Option<Place>, source, label| {
        Some((source_place(place.as_ref()?, source)?, source, label))
    };
    let was = at(&finding.old, old.source, "it was");
    let is = at(&finding.new, new.source, "it is");
    let places: Vec<_> = is.into_iter().chain(was).collect();
    let listed = Listed {
        severity: finding.severity,
        code: finding.rule.as_str(),
        message: &finding.message,
        notes: &notes,
        help: finding.help.as_deref(),
    };
    listed.render(&places, colour)
}

fn source_place(place: &Place, source: &Source) -> Option<crate::source::Place> {
    let file = source.files().find(|file| source.name(*file) == place.file)?;
    Some(Pointer::new(file, place.pointer.as_str()).into())
}

/// The first of many.
fn few(all: &[String]) -> String {
    let mut text = all.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > 6 {
        let _ = write!(text, " and {} more", all.len() - 6);
    }
    text
}
