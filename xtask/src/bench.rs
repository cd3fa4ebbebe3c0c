//! Measurements, shown and written down.

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use bench::generation::{Document, Effort};
use bench::page::{self, Part};
use codegen::Source;

use crate::cli::{BenchCommand, BenchGenerateArgs, CodecArgs, RunArgs};
use crate::corpus::{self, Found};
use crate::{say, workspace};

/// Measures what the arguments ask for. All is well unless there is an error.
///
/// # Errors
/// When something cannot be built or run, or the page not written.
pub(crate) fn run(command: &BenchCommand) -> Result<bool> {
    match command {
        BenchCommand::Codec(args) => codec(args)?,
        BenchCommand::Generate(args) => generate(args)?,
    }
    Ok(true)
}

/// Runs a command alone and prints what it took.
///
/// # Errors
/// When it cannot be run.
pub(crate) fn run_alone(args: &RunArgs) -> Result<bool> {
    say::out(&::bench::gauge::alone(&args.command)?);
    Ok(true)
}

fn codec(args: &CodecArgs) -> Result<()> {
    let root = workspace::root();
    let tell = &mut |step: &str| say::err(step);
    let parts = if args.quick { ::bench::quick(&root, tell) } else { ::bench::codec(&root, tell) }?;
    show(&parts, args.write.then_some(("docs/benchmarks.md", page::CODEC)))
}

fn generate(args: &BenchGenerateArgs) -> Result<()> {
    let documents = documents(args)?;
    let effort = if args.quick { Effort::QUICK } else { Effort::FULL };
    let tell = &mut |step: &str| say::err(step);
    let parts = ::bench::generation(&workspace::root(), documents, effort, tell)?;
    show(&parts, args.write.then_some(("docs/benchmarks-generation.md", page::GENERATION)))
}

/// Prints the report, and writes it to a page, which begins as is said, if it has one.
fn show(parts: &[Part], page: Option<(&str, &str)>) -> Result<()> {
    say::out(&page::terminal(parts));
    let Some((path, head)) = page else { return Ok(()) };
    let path = workspace::root().join(path);
    fs::write(&path, page::markdown(head, parts))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// The documents that are asked for, the largest first.
fn documents(args: &BenchGenerateArgs) -> Result<Vec<Document>> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    let mut found = corpus::documents(&args.folder, &args.only)?;
    found.sort_by_key(|found| Reverse(size(&found.path)));
    if args.only.is_empty() {
        found.truncate(args.largest);
    }
    Ok(found.into_iter().map(document).collect())
}

fn document(found: Found) -> Document {
    let source = Source::load(&found.path);
    let length = |file| source.bytes(file).map_or(0, <[u8]>::len);
    let bytes: usize = source.files().map(length).sum();
    Document {
        crate_name: corpus::crate_name(&found.name),
        name: found.name,
        path: found.path,
        bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
        operations: corpus::operations(&source),
    }
}
