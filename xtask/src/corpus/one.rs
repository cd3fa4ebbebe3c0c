//! One document, generated in a process of its own: the generator may fail as it likes, and the peak of the
//! memory is its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use codegen::diagnostic::{Code, Severity};
use codegen::{Config, Diagnostics, Source};

use super::census;
use super::row::{Counted, Generated};
use crate::cli::CorpusDocumentArgs;
use crate::files::{self, Mode};
use crate::say;

/// Generates the crate of a document and prints what is known of it, as JSON.
///
/// # Errors
/// When the files cannot be written.
pub(crate) fn run(args: &CorpusDocumentArgs) -> Result<bool> {
    let start = Instant::now();
    let source = Source::load(&args.spec);
    let mut config = Config::new(&args.name);
    config.document = crate::workspace::document_name(&args.spec);
    let generated = codegen::generate(&source, &config);
    let written = !generated.diagnostics.has_errors();
    if written {
        files::sync(&args.out, &generated.files, Mode::Force)?;
    }
    // The peak and the time are taken before anything else is done.
    let seconds = start.elapsed().as_secs_f64();
    let usage = bench::usage::own();
    let census = census::of(&source);
    let extent = &generated.extent;
    let untested = census::untested(&census, &extent.examples);
    let untested_count: usize = untested.values().sum();
    let examples = census.examples.len();
    let facts = Generated {
        seconds,
        cpu_seconds: usage.map(|usage| usage.cpu.as_secs_f64()),
        peak_bytes: usage.map(|usage| usage.peak),
        diagnostics: by_code(&generated.diagnostics),
        valid: is_valid(&generated.diagnostics),
        written,
        operations: Counted { document: census.operations, generated: extent.operations },
        schemas: Counted { document: census.schemas, generated: extent.schemas },
        types: extent.types,
        examples: Counted { document: examples, generated: examples - untested_count },
        untested,
        lines: lines(&generated.files),
        files: generated.files.len(),
    };
    say::out(&serde_json::to_string(&facts)?);
    Ok(true)
}

fn by_code(diagnostics: &Diagnostics) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for diagnostic in diagnostics {
        *count.entry(diagnostic.code.as_str().to_owned()).or_default() += 1;
    }
    count
}

/// Whether the document is sound, save for examples that contradict it.
fn is_valid(diagnostics: &Diagnostics) -> bool {
    let mut faults = diagnostics.iter().filter(|it| it.code.severity() == Severity::Error);
    faults.all(|fault| fault.code == Code::ExampleMismatch)
}

fn lines(files: &BTreeMap<PathBuf, Vec<u8>>) -> usize {
    let is_counted = |path: &Path| path.starts_with("src") && !path.starts_with("src/runtime");
    let counted = files.iter().filter(|(path, _)| is_counted(path));
    counted.map(|(_, bytes)| String::from_utf8_lossy(bytes).lines().count()).sum()
}
