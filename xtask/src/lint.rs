//! Holds the document to what its reviewers want, save what they acknowledged.

mod github;
mod json;

use std::path::Path;

use anyhow::{Result, bail};
use codegen::acknowledge::{self, Acknowledgements};
use codegen::diagnostic::{Code, Severity};
use codegen::lint::{Lint, rules};
use codegen::review::Rule;
use codegen::{Diagnostic, Diagnostics, Source};

use crate::cli::{LintArgs, LintFormat};
use crate::{say, workspace};

/// A text with what is said of it.
struct Said {
    source: Source,
    diagnostics: Diagnostics,
}

/// What became of a document.
struct Outcome {
    /// The document, with what stays open.
    document: Said,
    /// What is acknowledged, with the reason.
    acknowledged: Vec<(Diagnostic, String)>,
    /// The file of acknowledgements, with its own faults.
    acknowledgements: Option<Said>,
}

/// Lints as the arguments say. Whether nothing is as bad as what is to fail.
///
/// # Errors
/// When the file of acknowledgements is asked for and is not there.
pub(crate) fn run(args: &LintArgs) -> Result<bool> {
    let spec = args.spec.clone().unwrap_or_else(workspace::spec);
    let outcome = lint(&spec, args)?;
    match args.format {
        LintFormat::Text => tell(&spec, &outcome, args),
        LintFormat::Json => say::out(&json::report(&outcome)),
        LintFormat::Github => {
            for line in github::lines(&outcome) {
                say::out(&line);
            }
            say::err(&summary(&spec, &outcome));
        }
    }
    let fails = |it: &Diagnostic| it.is_fatal() || args.fail_on.fails(it.severity);
    Ok(!outcome.open().any(|(_, diagnostic)| fails(diagnostic)))
}

fn lint(spec: &Path, args: &LintArgs) -> Result<Outcome> {
    let source = Source::load_amended(spec, &args.overlay);
    let found = codegen::lint(&source);
    let read = acknowledgements(spec, args.acknowledged.as_deref())?;
    let Some((file, mut read, mut faults)) = read else {
        let document = Said { source, diagnostics: found };
        return Ok(Outcome { document, acknowledged: Vec::new(), acknowledgements: None });
    };
    let Lint { open, acknowledged } = Lint::of(found, &source, &mut read);
    // A document that cannot be read has nothing that could be covered.
    if !open.iter().any(Diagnostic::is_fatal) {
        faults.extend(read.unused(|rule| rules().any(|known| known == rule)));
        faults.sort(&file);
    }
    Ok(Outcome {
        document: Said { source, diagnostics: open },
        acknowledged,
        acknowledgements: Some(Said { source: file, diagnostics: faults }),
    })
}

/// The file of acknowledgements: the one that is named, or the one beside the document if there is any.
fn acknowledgements(
    spec: &Path,
    named: Option<&Path>,
) -> Result<Option<(Source, Acknowledgements, Diagnostics)>> {
    let path = match named {
        Some(path) if !path.exists() => bail!("there is no file {}", path.display()),
        Some(path) => path.to_owned(),
        None => acknowledge::beside(spec),
    };
    if !path.exists() {
        return Ok(None);
    }
    let source = Source::load(&path);
    // One file serves both commands.
    let known: Vec<&str> = rules().chain(Rule::ALL.iter().map(|rule| rule.as_str())).collect();
    let (read, faults) = Acknowledgements::read(&source, &known);
    Ok(Some((source, read, faults)))
}

impl Outcome {
    /// What is open, of the document and of the acknowledgements, each with the text that it is about.
    fn open(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        let said = [Some(&self.document), self.acknowledgements.as_ref()];
        said.into_iter()
            .flatten()
            .flat_map(|said| said.diagnostics.iter().map(|it| (&said.source, it)))
    }

    fn count(&self, severity: Severity) -> usize {
        self.open().filter(|(_, diagnostic)| diagnostic.severity == severity).count()
    }
}

/// The listings, and what there is of each rule.
fn tell(spec: &Path, outcome: &Outcome, args: &LintArgs) {
    let colour = args.colour.is_wanted_on_stdout();
    let is_shown =
        |severity| args.verbose || severity != Severity::Note || args.fail_on.fails(severity);
    for (source, diagnostic) in outcome.open().filter(|(_, it)| is_shown(it.severity)) {
        say::out(&diagnostic.render(source, colour));
    }
    for (code, severity, count) in by_rule(outcome) {
        let hidden = if is_shown(severity) { "" } else { " (shown with --verbose)" };
        say::out(&format!("{count:>6} {code}{hidden}"));
    }
    say::out(&summary(spec, outcome));
}

/// How often each rule finds something, the worst first.
fn by_rule(outcome: &Outcome) -> Vec<(&'static str, Severity, usize)> {
    let mut counts: Vec<(Severity, Code, usize)> = Vec::new();
    for (_, Diagnostic { severity, code, .. }) in outcome.open() {
        match counts.iter_mut().find(|(known, of, _)| (known, of) == (severity, code)) {
            Some((_, _, count)) => *count += 1,
            None => counts.push((*severity, *code, 1)),
        }
    }
    counts.sort_unstable();
    counts.into_iter().map(|(severity, code, count)| (code.as_str(), severity, count)).collect()
}

fn summary(spec: &Path, outcome: &Outcome) -> String {
    let kinds =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let mut parts: Vec<String> = kinds
        .into_iter()
        .map(|(severity, noun)| (outcome.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| say::count(count, noun))
        .collect();
    if parts.is_empty() {
        parts.push("nothing to say".to_owned());
    }
    if !outcome.acknowledged.is_empty() {
        parts.push(format!("{} acknowledged", outcome.acknowledged.len()));
    }
    format!("{}: {}", spec.display(), parts.join(", "))
}
