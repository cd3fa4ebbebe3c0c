//! The rows as a table, and below it what does not fit into one.

use std::collections::BTreeMap;

use bench::table::{Table, float};

use crate::say;

use super::row::{Counted, Generated, Row, Step};

/// What people read.
pub(super) fn terminal(rows: &[Row]) -> String {
    let mut parts = vec![table(rows).terminal()];
    for row in rows {
        let notes = notes(row);
        if !notes.is_empty() {
            parts.push(format!("{}\n  {}", row.name, notes.join("\n  ")));
        }
    }
    let below = rows.iter().filter(|row| !row.below.is_empty()).count();
    parts.push(format!("{}, {below} below reach", say::count(rows.len(), "document")));
    parts.join("\n\n")
}

/// One line for whoever waits and has no terminal.
pub(super) fn line(row: &Row) -> String {
    let end = if row.below.is_empty() { "well" } else { "below reach" };
    let operations = row.generated.as_ref().map(|generated| counted(generated.operations));
    format!("{}: {} operations, {end}", row.name, operations.unwrap_or_else(|| "no".to_owned()))
}

const HEAD: [&str; 15] = [
    "document",
    "kB",
    "operations",
    "schemas",
    "said",
    "generate",
    "ns/B",
    "B/B",
    "lines",
    "lines/op",
    "check",
    "clippy",
    "groups",
    "rustdoc",
    "golden",
];

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(HEAD);
    for row in rows {
        let kilobytes = format!("{:.0}", float(row.bytes) / 1e3);
        let cells = [row.name.clone(), kilobytes].into_iter();
        let generated = row.generated.as_ref().map_or_else(
            || vec!["-".to_owned(); 8],
            |generated| generated_cells(row.bytes, generated),
        );
        let steps = [&row.check, &row.clippy, &row.groups, &row.rustdoc]
            .map(|step| step_cell(step.as_ref()));
        table.row(cells.chain(generated).chain(steps).chain([golden_cell(row)]));
    }
    table
}

fn generated_cells(bytes: u64, generated: &Generated) -> Vec<String> {
    let per_byte = |value: Option<f64>| {
        value.map_or_else(|| "-".to_owned(), |value| format!("{:.0}", value / float(bytes.max(1))))
    };
    let operations = count_float(generated.operations.generated);
    let lines = count_float(generated.lines);
    vec![
        counted(generated.operations),
        counted(generated.schemas),
        generated.diagnostics.values().sum::<usize>().to_string(),
        format!("{:.2} s", generated.seconds),
        per_byte(generated.cpu_seconds.map(|seconds| seconds * 1e9)),
        per_byte(generated.peak_bytes.map(float)),
        generated.lines.to_string(),
        if operations > 0.0 { format!("{:.0}", lines / operations) } else { "-".to_owned() },
    ]
}

fn step_cell(step: Option<&Step>) -> String {
    match step {
        None => "-".to_owned(),
        Some(step) if step.passed => format!("{:.1} s", step.seconds),
        Some(_) => "fails".to_owned(),
    }
}

/// Passed, failed, skipped.
fn golden_cell(row: &Row) -> String {
    let skipped: usize =
        row.generated.iter().flat_map(|generated| generated.untested.values()).sum();
    let (passed, failed) = row.golden.as_ref().map_or(("-".to_owned(), "-".to_owned()), |golden| {
        (golden.passed.to_string(), golden.failed.len().to_string())
    });
    format!("{passed}/{failed}/{skipped}")
}

/// `3` where all are there, `2 of 3` otherwise.
fn counted(counted: Counted) -> String {
    if counted.document == counted.generated {
        counted.document.to_string()
    } else {
        format!("{} of {}", counted.generated, counted.document)
    }
}

/// What is said, what is skipped and why, and what is wrong.
fn notes(row: &Row) -> Vec<String> {
    let list = |counts: &BTreeMap<String, usize>| {
        let each = counts.iter().map(|(name, count)| format!("{count} {name}"));
        each.collect::<Vec<_>>().join(", ")
    };
    let mut notes = Vec::new();
    if let Some(generated) = &row.generated {
        if !generated.diagnostics.is_empty() {
            notes.push(format!("said: {}", list(&generated.diagnostics)));
        }
        if !generated.untested.is_empty() {
            notes.push(format!("examples without a golden test: {}", list(&generated.untested)));
        }
    }
    notes.extend(row.below.iter().map(|fault| format!("BELOW REACH: {fault}")));
    notes
}

fn count_float(count: usize) -> f64 {
    u64::try_from(count).map_or(f64::MAX, float)
}
