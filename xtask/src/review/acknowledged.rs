//! Findings that somebody has said may stay.

use std::path::Path;

use anyhow::{Result, bail};
use codegen::acknowledge::{self, Acknowledgements};
use codegen::review::{Place, Review, Rule};
use codegen::source::Pointer;
use codegen::{Source, lint};

use super::Reading;
use crate::cli::ReviewArgs;
use crate::say;

/// Marks what is acknowledged in the file beside the new document, and says what is wrong with that file.
/// Whether it can be relied upon.
pub(super) fn apply(
    review: &mut Review,
    args: &ReviewArgs,
    document: &Path,
    old: &Reading,
    new: &Reading,
) -> Result<bool> {
    let path = match &args.acknowledged {
        Some(path) if !path.exists() => bail!("there is no file {}", path.display()),
        Some(path) => path.clone(),
        None => acknowledge::beside(document),
    };
    if !path.exists() {
        return Ok(true);
    }
    let file = Source::load(&path);
    let known: Vec<&str> =
        lint::rules().chain(Rule::ALL.iter().map(|rule| rule.as_str())).collect();
    let (mut read, mut faults) = Acknowledgements::read(&file, &known);
    for finding in &mut review.findings {
        // What is gone is known by where it was.
        let side = if finding.new.is_some() { &new.source } else { &old.source };
        let Some(place) = finding.place().and_then(|place| pointer(place, side)) else { continue };
        finding.acknowledged = read.covers(finding.rule.as_str(), side, &place).map(str::to_owned);
    }
    faults.extend(read.unused(|rule| Rule::ALL.iter().any(|it| it.as_str() == rule)));
    faults.sort(&file);
    for fault in &faults {
        say::err(&fault.render(&file, args.colour.is_wanted()));
    }
    Ok(!faults.has_errors())
}

fn pointer(place: &Place, source: &Source) -> Option<Pointer> {
    let file = source.files().find(|file| source.name(*file) == place.file)?;
    Some(Pointer::new(file, place.pointer.as_str()))
}
