//! Every document of a folder, through the generator and the compilers of what it generates.
//!
//! The generator runs in a process of its own for each document ([`one`]), so that a document that brings it
//! down is a row like any other.

mod cargo;
mod census;
mod find;
mod one;
mod page;
mod row;

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use codegen::Source;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::CorpusArgs;
use crate::say;
use cargo::Workshop;
use row::{Generated, Row};

pub(crate) use find::{Found, documents};
pub(crate) use one::run as run_one;

/// How long the generator may take for one document: it is to come to an end on any.
const LONGEST: Duration = Duration::from_secs(300);

/// How many operations a document has, by itself.
pub(crate) fn operations(source: &Source) -> usize {
    census::of(source).operations
}

/// Looks at each document. Whether none is below reach.
///
/// # Errors
/// When the folder cannot be read, Cargo cannot be run, or a crate without a document does not compile.
pub(crate) fn run(args: &CorpusArgs) -> Result<bool> {
    let documents = documents(&args.folder, &args.only)?;
    let workshop = Workshop::new()?;
    let bar = progress(documents.len());
    if !args.generate_only {
        bar.set_message("what all crates depend on");
        workshop.prepare()?;
    }
    let mut rows = Vec::new();
    for document in &documents {
        let mut row = row(&workshop, document, args.generate_only, &bar)?;
        row.judge();
        bar.inc(1);
        if bar.is_hidden() {
            say::err(&page::line(&row));
        }
        rows.push(row);
    }
    bar.finish_and_clear();
    if args.json {
        say::out(&serde_json::to_string_pretty(&rows)?);
    } else {
        say::out(&page::terminal(&rows));
    }
    Ok(rows.iter().all(|row| row.below.is_empty()))
}

/// A bar on a terminal; nothing elsewhere.
fn progress(documents: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed_precise} {msg}");
    let bar = ProgressBar::new(u64::try_from(documents).unwrap_or(u64::MAX));
    bar.enable_steady_tick(Duration::from_millis(500));
    // A template that cannot be read leaves the usual bar.
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn row(
    workshop: &Workshop,
    document: &Found,
    generate_only: bool,
    bar: &ProgressBar,
) -> Result<Row> {
    let out = workshop.crate_of(&document.name);
    let mut row = Row {
        name: document.name.clone(),
        document: document.path.display().to_string(),
        bytes: fs::metadata(&document.path).map_or(0, |metadata| metadata.len()),
        generated: None,
        check: None,
        clippy: None,
        groups: None,
        rustdoc: None,
        golden: None,
        below: Vec::new(),
    };
    let told = |what: &str| bar.set_message(format!("{}: {what}", document.name));
    told("generating");
    match generated(document, &out) {
        Ok(generated) => row.generated = Some(generated),
        Err(error) => row.below.push(format!("the generator fails: {error:#}")),
    }
    let written = row.generated.as_ref().is_some_and(|generated| generated.written);
    if generate_only || !written {
        return Ok(row);
    }
    Workshop::settle(&out)?;
    told("checking");
    row.check = Some(workshop.check(&out)?);
    if row.check.as_ref().is_some_and(|check| check.passed) {
        told("clippy");
        row.clippy = Some(workshop.clippy(&out)?);
        told("groups");
        row.groups = workshop.groups(&out)?;
        told("rustdoc");
        row.rustdoc = Some(workshop.rustdoc(&out)?);
        told("golden tests");
        row.golden = Some(workshop.golden(&out)?);
    }
    Ok(row)
}

/// Runs this program on one document.
fn generated(document: &Found, out: &Path) -> Result<Generated> {
    // A crate that an earlier run left would be checked again where this one writes nothing.
    match fs::remove_dir_all(out) {
        Err(error) if out.exists() => {
            return Err(error).with_context(|| format!("cannot remove {}", out.display()));
        }
        _ => {}
    }
    let name = crate_name(&document.name);
    let start = Instant::now();
    let mut child = Command::new(env::current_exe().context("this program has no path")?)
        .arg("corpus-document")
        .arg("--spec")
        .arg(&document.path)
        .arg("--out")
        .arg(out)
        .args(["--name", &name])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start this program anew")?;
    while child.try_wait()?.is_none() {
        if start.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            bail!("it comes to no end within {} s", LONGEST.as_secs());
        }
        thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}: {}", output.status, said.lines().next().unwrap_or("it says nothing"));
    }
    serde_json::from_str(&text).with_context(|| format!("it prints {text:?}"))
}

/// A name that Cargo takes, and no two documents share.
pub(crate) fn crate_name(name: &str) -> String {
    let clean = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    let words: String = name.to_ascii_lowercase().chars().map(clean).collect();
    format!("corpus-{words}")
}
