//! Says what a change of the document does.

use std::path::Path;

use anyhow::Result;
use codegen::diagnostic::Severity;
use codegen::review::{self, Review, Side};
use codegen::{Api, Diagnostic, Diagnostics, Source};

use crate::cli::{ReviewArgs, ReviewForm};
use crate::say;

/// A document, read.
struct Reading {
    source: Source,
    api: Api,
    diagnostics: Diagnostics,
}

impl Reading {
    fn of(path: &Path) -> Self {
        let source = Source::load(path);
        let (api, diagnostics) = codegen::analyze(&source);
        Self { source, api, diagnostics }
    }

    fn side(&self) -> Side<'_> {
        Side { source: &self.source, api: &self.api }
    }

    /// Says why nothing can be said of a document. Whether anything can.
    fn is_readable(&self, colour: bool) -> bool {
        let fatal = |it: &&Diagnostic| it.severity == Severity::Error && it.is_fatal();
        let faults: Vec<&Diagnostic> = self.diagnostics.iter().filter(fatal).collect();
        for fault in &faults {
            say::err(&fault.render(&self.source, colour));
        }
        faults.is_empty()
    }
}

/// Reviews as the arguments say. Whether all is well; what is not has been said.
pub(crate) fn run(args: &ReviewArgs) -> Result<bool> {
    let colour = args.colour.is_wanted();
    let (old, new) = std::thread::scope(|scope| {
        let old = scope.spawn(|| Reading::of(&args.old));
        let new = Reading::of(&args.new);
        (old.join(), new)
    });
    let Ok(old) = old else { anyhow::bail!("{} could not be read", args.old.display()) };
    if !(old.is_readable(colour) & new.is_readable(colour)) {
        return Ok(false);
    }
    let review = review::review(old.side(), new.side());
    say::out(written(&review, &old, &new, args).trim_end());
    Ok(true)
}

fn written(review: &Review, old: &Reading, new: &Reading, args: &ReviewArgs) -> String {
    match args.format {
        ReviewForm::Text => review::text(review, old.side(), new.side(), args.colour.is_wanted()),
        ReviewForm::Json => review::json(review),
        ReviewForm::Html => review::html(review, old.side(), new.side()),
    }
}
