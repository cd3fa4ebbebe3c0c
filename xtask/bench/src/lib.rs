//! Measures the generated client beside other designs and generators.
//!
//! What is measured is a program of its own, written below the target folder from the files in `program/`,
//! so that neither it nor the generators that it is compared with are compiled for anything else. This
//! crate makes the payloads ([`payload`]), runs the program for time and under [`callgrind`] for
//! instructions ([`mod@codec`]), compiles a [`synthetic`] document ([`compile`]) and says what it found
//! ([`report`], [`page`]). Other documents go through the generators, and their crates through the compiler,
//! in [`mod@generation`].

pub mod callgrind;
pub mod codec;
pub mod compile;
pub mod gauge;
pub mod generation;
pub mod machine;
pub mod page;
pub mod payload;
pub mod reader;
pub mod report;
pub mod said;
pub mod scratch;
pub mod stopwatch;
pub mod synthetic;
pub mod table;
pub mod twin;
pub mod usage;

mod measured;

use std::path::Path;

use anyhow::Result;

use codec::{Effort, Measurements};
use page::{Part, prose};
use report::Measure;

/// Everything about reading and writing, for people. `tell` hears how far it has come.
///
/// # Errors
/// When something cannot be built, fetched or run.
pub fn codec(root: &Path, tell: &mut dyn FnMut(&str)) -> Result<Vec<Part>> {
    // First what takes least: if the runtime no longer comes apart, that is known at once.
    tell("compiling readers");
    let reader = reader::measure(root)?;
    let compile = compile::measure(root, tell)?;
    let all = codec::measure(root, Effort::FULL, tell)?;
    let mut parts = vec![Part::Heading("How it is measured")];
    parts.push(Part::List(machine::facts(&all.lock)));
    parts.push(Part::Prose(prose::METHOD.to_owned()));
    parts.extend(comparisons(&all));
    parts.push(Part::Heading("Compile time"));
    parts.push(Part::Prose(prose::COMPILE.to_owned()));
    parts.extend(report::compile(&compile).map(|table| titled("Compile time", table)));
    parts.push(Part::Heading("Why our own reader"));
    parts.push(Part::Prose(prose::READER.to_owned()));
    parts.extend(report::readers(&all).map(|table| titled("Instructions for each byte", table)));
    parts.push(titled("Compile time of a reader", report::built(&reader)));
    parts.push(Part::List(vec![format!("What jiter brings: {}", reader.packages.join(", "))]));
    Ok(parts)
}

/// The comparison alone, with few rounds and no peers: it shows that all of it works, and its numbers mean
/// little.
///
/// # Errors
/// When something cannot be built or run.
pub fn quick(root: &Path, tell: &mut dyn FnMut(&str)) -> Result<Vec<Part>> {
    tell("checking the codec alone");
    reader::check(root)?;
    Ok(comparisons(&codec::measure(root, Effort::QUICK, tell)?))
}

/// Everything about generating from documents, and compiling what is generated, for people. `tell` hears how
/// far it has come.
///
/// # Errors
/// When something of ours cannot be built or run. That a peer cannot be had, or fails, is in the report.
pub fn generation(
    root: &Path,
    documents: Vec<generation::Document>,
    effort: generation::Effort,
    tell: &mut dyn FnMut(&str),
) -> Result<Vec<Part>> {
    Ok(generation::parts(&generation::measure(root, documents, effort, tell)?))
}

fn comparisons(all: &Measurements) -> Vec<Part> {
    let mut parts = vec![Part::Heading("Reading and writing")];
    parts.push(titled("Payloads", report::payloads(all)));
    for (operation, title) in [("decode", "Decode"), ("encode", "Encode")] {
        for measure in Measure::ALL {
            let table = report::comparison(all, operation, measure);
            parts.extend(table.map(|table| titled(&format!("{title}, {}", measure.name()), table)));
        }
    }
    let failures = report::failures(all);
    if !failures.is_empty() {
        parts.push(Part::List(failures));
    }
    let growth = report::growth(all);
    parts.extend(growth.map(|table| titled("Growth: instructions for each byte", table)));
    parts
}

fn titled(title: &str, table: table::Table) -> Part {
    Part::Table(title.to_owned(), table)
}
