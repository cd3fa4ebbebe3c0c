//! Says what a change of the document does, and whether it may be made so.

mod acknowledged;
mod git;
mod verify;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use codegen::diagnostic::{Code, Severity};
use codegen::review::{self, Release, Review, Side};
use codegen::{Api, Diagnostic, Diagnostics, Source};

use crate::cli::{ReviewArgs, ReviewForm};
use crate::{say, workspace};

/// A document, read.
struct Reading {
    /// What it is called where one is told from the other.
    name: String,
    source: Source,
    api: Api,
    diagnostics: Diagnostics,
}

impl Reading {
    fn of(name: String, source: Source) -> Self {
        let (api, diagnostics) = codegen::analyze(&source);
        Self { name, source, api, diagnostics }
    }

    fn side(&self) -> Side<'_> {
        Side { source: &self.source, api: &self.api }
    }

    /// Why nothing can be said of the document, if so.
    fn faults(&self) -> Vec<&Diagnostic> {
        let is_fatal = |it: &&Diagnostic| it.severity == Severity::Error && it.is_fatal();
        self.diagnostics.iter().filter(is_fatal).collect()
    }

    /// Says which files that the document refers to could not be read. Whether all could: what stands in the
    /// others looks as if it were not there.
    fn tell_gaps(&self, colour: bool) -> bool {
        let is_of_file = |it: &&Diagnostic| {
            matches!(it.code, Code::UnreadableFile | Code::NotUtf8 | Code::EmptyFile | Code::Syntax)
        };
        let gaps: Vec<&Diagnostic> = self.diagnostics.iter().filter(is_of_file).collect();
        for gap in &gaps {
            say::err(&gap.render(&self.source, colour));
        }
        if !gaps.is_empty() {
            say::err(&format!(
                "error: not all of {} could be read: what is missing is taken for a change",
                self.name
            ));
        }
        gaps.is_empty()
    }
}

/// What is compared with what.
enum Sides {
    /// Two files.
    Files(PathBuf, PathBuf),
    /// A file with what it was in a revision.
    Revision(git::Revision, PathBuf),
}

impl Sides {
    fn of(args: &ReviewArgs) -> Result<Self> {
        match (&args.old, &args.new, &args.base) {
            (Some(old), Some(new), None) if args.spec.is_none() => {
                Ok(Self::Files(old.clone(), new.clone()))
            }
            (None, None, Some(base)) => {
                let spec = args.spec.clone().unwrap_or_else(workspace::spec);
                Ok(Self::Revision(git::Revision::find(base)?, spec))
            }
            (None, None, None) => bail!("say what to compare: OLD and NEW, or --base REV"),
            _ => bail!("give OLD and NEW, or --base REV with --spec"),
        }
    }

    fn new_path(&self) -> &Path {
        match self {
            Self::Files(_, new) => new,
            Self::Revision(_, spec) => spec,
        }
    }

    /// Both documents. They are read at the same time, which halves the wait for large ones.
    fn read(&self) -> Result<(Reading, Reading)> {
        let new = self.new_path();
        let new_name = new.display().to_string();
        let read_old = || match self {
            Self::Files(old, _) => Reading::of(old.display().to_string(), Source::load(old)),
            Self::Revision(revision, spec) => {
                let source = Source::load_by(spec, &|path| revision.read(path));
                Reading::of(format!("{} at {}", spec.display(), revision.name()), source)
            }
        };
        std::thread::scope(|scope| {
            let old = scope.spawn(read_old);
            let new = Reading::of(new_name, Source::load(new));
            let old = old.join().map_err(|_| anyhow::anyhow!("the old document could not be read"));
            Ok((old?, new))
        })
    }
}

/// Reviews as the arguments say. Whether all is well; what is not has been said.
///
/// # Errors
/// When the arguments are wrong, or a file cannot be read or written.
pub(crate) fn run(args: &ReviewArgs) -> Result<bool> {
    let sides = Sides::of(args)?;
    let (old, new) = sides.read()?;
    if !tell_unreadable(&old, &new, args.colour.is_wanted()) {
        return Ok(false);
    }
    let is_whole = old.tell_gaps(args.colour.is_wanted()) & new.tell_gaps(args.colour.is_wanted());
    let mut review = review::review(old.side(), new.side());
    if let Sides::Revision(revision, _) = &sides {
        review.release = release(revision, &review)?;
    }
    let is_known = acknowledged::apply(&mut review, args, sides.new_path(), &old, &new)?;
    if args.write {
        write_changelog(&review)?;
    }
    say::out(written(&review, &old, &new, args).trim_end());
    let is_verified = !args.check || verify::verify(&review, args, &sides)?;
    // The process ends, and its memory with it: freeing two large trees piece by piece would take as long as
    // comparing them.
    std::mem::forget((old, new));
    Ok(is_whole && is_known && is_verified)
}

/// Says why nothing can be said, and of which document something could be. Whether anything can.
fn tell_unreadable(old: &Reading, new: &Reading, colour: bool) -> bool {
    let (old_faults, new_faults) = (old.faults(), new.faults());
    for (reading, faults) in [(old, &old_faults), (new, &new_faults)] {
        for fault in faults {
            say::err(&fault.render(&reading.source, colour));
        }
    }
    let (which, other) = match (old_faults.is_empty(), new_faults.is_empty()) {
        (true, true) => return true,
        (false, true) => (old.name.clone(), format!("; {} can be", new.name)),
        (true, false) => (new.name.clone(), format!("; {} can be", old.name)),
        (false, false) => (format!("neither {} nor {}", old.name, new.name), String::new()),
    };
    let verb = if old_faults.is_empty() == new_faults.is_empty() { "can" } else { "cannot" };
    say::err(&format!("error: nothing can be reviewed: {which} {verb} be read{other}"));
    false
}

/// What the change asks of the version of this workspace's client.
fn release(revision: &git::Revision, review: &Review) -> Result<Option<Release>> {
    let manifest = workspace::client().join("Cargo.toml");
    let Ok(text) = fs::read_to_string(&manifest) else { return Ok(None) };
    // A client that was not there yet has no version to be raised from.
    let Ok(old) = revision.read(&manifest.to_string_lossy()) else { return Ok(None) };
    let version = |text: &str| crate::generate::manifest_version(text);
    let (Some(base), Some(current)) = (version(&String::from_utf8_lossy(&old)), version(&text))
    else {
        bail!("{} has no version in the one form that is generated", manifest.display());
    };
    Ok(Release::new(&base, &current, review.bump))
}

fn write_changelog(review: &Review) -> Result<()> {
    let path = workspace::client().join("CHANGELOG.md");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let Some(changed) = review::with_changelog(&text, review) else {
        bail!("{} has no heading `## [Unreleased]` to write below", path.display());
    };
    let is_same = changed == text;
    if !is_same {
        fs::write(&path, changed).with_context(|| format!("cannot write {}", path.display()))?;
    }
    say::err(&format!("{}: {}", path.display(), if is_same { "up to date" } else { "written" }));
    Ok(())
}

fn written(review: &Review, old: &Reading, new: &Reading, args: &ReviewArgs) -> String {
    match args.format {
        ReviewForm::Text => {
            review::text(review, old.side(), new.side(), args.colour.is_wanted_on_stdout())
        }
        ReviewForm::Json => review::json(review),
        ReviewForm::Html => review::html(review, old.side(), new.side()),
        ReviewForm::Markdown => review::markdown(review),
        ReviewForm::Sarif => review::sarif(review),
        ReviewForm::Github => review::github(review),
        ReviewForm::Changelog => review::changelog(review),
    }
}
