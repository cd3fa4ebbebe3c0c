//! Writes the client crate from a document, or checks that it is up to date.

mod name;
mod out;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use codegen::diagnostic::Severity;
use codegen::source::FileId;
use codegen::{Config, Diagnostic, Diagnostics, Source};

use crate::cli::{Colour, GenerateArgs};
use crate::files::{self, Mode, Report, Trouble};
use crate::{mock, say, workspace};

pub use name::check_crate_name;

/// The name of this workspace's own client.
pub const CLIENT_NAME: &str = "cometchat-client";
/// Its licence.
const LICENSE: &str = "MIT OR Apache-2.0";

/// Generates as the arguments say. Whether all is well; what is not has been said.
///
/// # Errors
/// When the arguments are wrong, or a file cannot be read or written.
pub(crate) fn run(args: &GenerateArgs) -> Result<bool> {
    check_crate_name(&args.name)?;
    let spec = args.spec.clone().unwrap_or_else(workspace::spec);
    let out = args.out.clone().unwrap_or_else(workspace::client);
    refuse_other_document(args, &out)?;
    let out = out::check(&out)?;
    let source = Source::load_amended(&spec, &args.overlay);
    let generated = codegen::generate(&source, &config(args, &spec, &out));
    tell(&source, &generated.diagnostics, args.verbose, args.colour);
    if generated.diagnostics.has_errors() {
        tell_hope(&generated.diagnostics);
        say::err(&format!("nothing was written: {}", summary(&generated.diagnostics)));
        return Ok(false);
    }
    let mode = match (args.check, args.force) {
        (true, _) => Mode::Check,
        (false, true) => Mode::Force,
        (false, false) => Mode::Write,
    };
    let report = files::sync(&out, &generated.files, mode)?;
    Ok(conclude(args, &out, &report))
}

/// Another document must not overwrite this workspace's own client by a forgotten `--out`.
fn refuse_other_document(args: &GenerateArgs, out: &Path) -> Result<()> {
    let own = args.out.is_none();
    if own && args.name != CLIENT_NAME {
        bail!("--name without --out would rename {}; give --out DIR too", out.display());
    }
    if own && args.spec.is_some() && !args.check && !same(args.spec.as_deref(), &workspace::spec())
    {
        bail!("--spec without --out would overwrite {}; give --out DIR too", out.display());
    }
    Ok(())
}

fn same(path: Option<&Path>, other: &Path) -> bool {
    let canonical = |path: &Path| path.canonicalize().ok();
    path.and_then(canonical).is_some_and(|path| Some(path) == canonical(other))
}

fn config(args: &GenerateArgs, spec: &Path, out: &Path) -> Config {
    // Only the workspace's own client is named among its members.
    let is_own = args.out.is_none() || same(Some(out), &workspace::client());
    let own_license = is_own.then(|| LICENSE.to_owned());
    let mut config = Config::new(&args.name);
    config.workspace_member = is_own;
    config.strict = is_own || args.strict;
    config.license = args.license.clone().or(own_license);
    config.document = workspace::document_name(spec);
    // The version is raised by hand, and stays as it is found.
    let manifest = std::fs::read_to_string(out.join("Cargo.toml")).unwrap_or_default();
    if let Some(version) = manifest_version(&manifest) {
        config.crate_version = version;
    }
    config
}

/// The version in a manifest as it is generated: three numbers, and what may follow them.
pub(crate) fn manifest_version(manifest: &str) -> Option<String> {
    let lines =
        manifest.lines().take_while(|line| *line != "[features]" && *line != "[dependencies]");
    let mut versions =
        lines.filter_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    let version = versions.next()?;
    let is_plain = |char: char| char.is_ascii_alphanumeric() || ".-+".contains(char);
    let core = version.split(['-', '+']).next()?;
    let is_version = core.split('.').count() == 3
        && core.split('.').all(|part| part.parse::<u64>().is_ok())
        && version.chars().all(is_plain);
    is_version.then(|| version.to_owned())
}

/// Checks as [`run`] does, and tells what is wrong only.
pub(crate) fn run_quietly(args: &GenerateArgs) -> Result<bool> {
    let spec = args.spec.clone().unwrap_or_else(workspace::spec);
    let out = out::check(&args.out.clone().unwrap_or_else(workspace::client))?;
    let source = Source::load_amended(&spec, &args.overlay);
    let generated = codegen::generate(&source, &config(args, &spec, &out));
    if generated.diagnostics.has_errors() {
        tell(&source, &generated.diagnostics, false, args.colour);
        return Ok(false);
    }
    let report = files::sync(&out, &generated.files, Mode::Check)?;
    Ok(report.is_clean() || conclude_check(args, &out, &report))
}

/// Says so where it is only by being strict that nothing was generated.
fn tell_hope(diagnostics: &Diagnostics) {
    if !diagnostics.iter().any(Diagnostic::is_fatal) {
        say::err(
            "these are errors in a document of one's own; of another, what is sound is generated",
        );
    }
}

/// Says what there is to say about a document; what is merely worth knowing only on demand.
fn tell(source: &Source, diagnostics: &Diagnostics, verbose: bool, colour: Colour) {
    let colour = colour.is_wanted();
    let told = diagnostics.iter().filter(|it| verbose || it.severity != Severity::Note);
    let told: Vec<String> = told.map(|it| it.render(source, colour)).collect();
    // At once: a large document has a thousand.
    if !told.is_empty() {
        say::err(&told.join("\n"));
    }
}

/// How many errors and warnings there are.
fn summary(diagnostics: &Diagnostics) -> String {
    let count = |severity, noun| match diagnostics.count(severity) {
        0 => None,
        number => Some(say::count(number, noun)),
    };
    let counts = [count(Severity::Error, "error"), count(Severity::Warning, "warning")];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Says what became of the files, and whether that is well.
fn conclude(args: &GenerateArgs, out: &Path, report: &Report) -> bool {
    for note in &report.notes {
        say::err(&format!("warning: {note}"));
    }
    if args.check {
        return conclude_check(args, out, report);
    }
    if report.is_refused() {
        tell_refused(out, report);
        return false;
    }
    tell_overwritten(out, report);
    say::out(&format!(
        "{}: {} written, {} unchanged, {} removed",
        out.display(),
        say::count(report.written(), "file"),
        report.unchanged,
        report.removed(),
    ));
    true
}

fn tell_refused(out: &Path, report: &Report) {
    let foreign = report.with(Trouble::Foreign);
    let lines: Vec<String> =
        foreign.map(|path| format!("  {}\n", out.join(path).display())).collect();
    say::err(&format!(
        "error: these files were not written by this command and would be overwritten:\n{}\
         nothing was written; choose another folder, or repeat with --force",
        lines.concat(),
    ));
}

/// Says which work of other hands is gone.
fn tell_overwritten(out: &Path, report: &Report) {
    for (trouble, did, why) in [
        (Trouble::Edited, "overwrote", "was changed by hand"),
        (Trouble::Foreign, "overwrote", "was not written by this command"),
        (Trouble::EditedOrphan, "removed", "was changed by hand"),
    ] {
        for path in report.with(trouble) {
            say::err(&format!("warning: {did} {}, which {why}", out.join(path).display()));
        }
    }
}

fn conclude_check(args: &GenerateArgs, out: &Path, report: &Report) -> bool {
    if report.is_clean() {
        say::out(&format!(
            "{}: {} up to date",
            out.display(),
            say::count(report.unchanged, "file")
        ));
        return true;
    }
    let mut findings = report.findings.clone();
    findings.sort();
    for mut finding in findings {
        finding.path = out.join(finding.path);
        say::out(&finding.to_string());
    }
    let force = if report.has(Trouble::Foreign) { " --force" } else { "" };
    say::err(&format!(
        "error: {} is not up to date; mend it with `{}{force}`",
        out.display(),
        command(args)
    ));
    false
}

/// The command that does what was only checked.
fn command(args: &GenerateArgs) -> String {
    let mut command = vec!["cargo xtask generate".to_owned()];
    let path = |path: &PathBuf| crate::curl::quote(&path.to_string_lossy());
    command.extend(args.spec.as_ref().map(|spec| format!("--spec {}", path(spec))));
    let overlay = |overlay: &PathBuf| format!("--overlay {}", path(overlay));
    command.extend(args.overlay.iter().map(overlay));
    command
        .extend(args.out.as_ref().map(|out| format!("--out {} --name {}", path(out), args.name)));
    command.extend(
        args.license.as_ref().map(|license| format!("--license {}", crate::curl::quote(license))),
    );
    command.extend(args.strict.then(|| "--strict".to_owned()));
    command.join(" ")
}

/// Reads a document for the mock, which makes do with what is sound in it. Nothing when the
/// document cannot be read at all, which has been said.
pub(crate) fn load_for_mock(spec: &Path, colour: Colour) -> Option<mock::Document> {
    let source = Source::load(spec);
    let (document, diagnostics) = codegen::document::read(&source);
    tell(&source, &diagnostics, false, colour);
    if document.version().is_none() || source.value(FileId::ROOT).is_null() {
        say::err(&format!("nothing can be answered: {}", summary(&diagnostics)));
        return None;
    }
    Some(mock::Document::from_source(&source))
}
