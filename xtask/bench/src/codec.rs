//! Reading and writing, measured: the payloads through every contender.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::callgrind::{self, PerIteration};
use crate::measured::Measured;
use crate::payload::Payload;
use crate::scratch::output;

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Rounds in which each contender has its turn.
    pub rounds: u32,
    /// How long a turn is, in milliseconds.
    pub milliseconds: u32,
    /// Whether instructions are counted.
    pub counted: bool,
    /// Whether the contenders from the registry take part.
    pub peers: bool,
}

impl Effort {
    /// What the numbers in the documentation are made with.
    pub const FULL: Self = Self { rounds: 31, milliseconds: 20, counted: true, peers: true };
    /// Just enough to see that everything works.
    pub const QUICK: Self = Self { rounds: 3, milliseconds: 1, counted: false, peers: false };
}

/// What is known of one contender with one payload in one direction.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// It cannot read the payload, and says why.
    Fails(String),
    /// It can.
    Works {
        /// The median, in nanoseconds.
        nanoseconds: f64,
        /// What callgrind counted, if it did.
        counted: Option<PerIteration>,
    },
}

/// Payload, operation (`decode`, `encode`) and contender.
pub type Key = (String, String, String);

/// All that was measured.
#[derive(Debug)]
pub struct Measurements {
    /// The payloads.
    pub payloads: Vec<Payload>,
    /// What was found.
    pub cells: BTreeMap<Key, Cell>,
    /// The `Cargo.lock` of the measured program.
    pub lock: String,
}

impl Measurements {
    /// What is known of a contender.
    pub fn cell(&self, payload: &str, operation: &str, contender: &str) -> Option<&Cell> {
        self.cells.get(&(payload.to_owned(), operation.to_owned(), contender.to_owned()))
    }
}

/// Builds the program and measures with it. `tell` hears how far it has come.
///
/// # Errors
/// When the program cannot be built or run.
pub fn measure(root: &Path, effort: Effort, tell: &mut dyn FnMut(&str)) -> Result<Measurements> {
    tell("building the program that is measured");
    let payloads = crate::payload::all(&root.join("spec/examples"))?;
    let measured = Measured::build(root, effort.peers)?;
    let files = measured.write(&payloads)?;
    let mut cells = BTreeMap::new();
    for (payload, file) in payloads.iter().zip(&files) {
        tell(&format!("timing: {}", payload.name));
        cells.extend(timed(&measured, payload, file, effort)?);
    }
    if effort.counted && callgrind::version().is_some() {
        for (payload, file) in payloads.iter().zip(&files) {
            tell(&format!("counting: {}", payload.name));
            counted(&measured, payload, file, &mut cells)?;
        }
    }
    Ok(Measurements { lock: measured.lock()?, payloads, cells })
}

/// The times of all contenders with one payload.
fn timed(
    measured: &Measured,
    payload: &Payload,
    file: &PathBuf,
    effort: Effort,
) -> Result<Vec<(Key, Cell)>> {
    let mut command = measured.command();
    command.args(["time", &effort.rounds.to_string(), &effort.milliseconds.to_string()]).arg(file);
    let printed = output(&mut command)?;
    printed.lines().map(|line| timed_line(payload.name, line)).collect()
}

fn timed_line(payload: &str, line: &str) -> Result<(Key, Cell)> {
    let parts: Vec<&str> = line.split('\t').collect();
    let (operation, contender, cell) = match parts.as_slice() {
        [_, operation, contender, "fails", reason] => {
            (operation, contender, Cell::Fails((*reason).to_owned()))
        }
        [_, operation, contender, number] => {
            let nanoseconds = number.parse().context("the program printed no time")?;
            (operation, contender, Cell::Works { nanoseconds, counted: None })
        }
        _ => anyhow::bail!("the program printed `{line}`"),
    };
    Ok(((payload.to_owned(), (*operation).to_owned(), (*contender).to_owned()), cell))
}

/// From how many bytes on a payload serves only to show how the cost grows.
const LONG: usize = 2_000_000;
/// For whom that is shown.
const GROWING: [&str; 2] = ["derive", "ours"];

/// Adds the counts of all contenders with one payload that can read it.
fn counted(
    measured: &Measured,
    payload: &Payload,
    file: &Path,
    cells: &mut BTreeMap<Key, Cell>,
) -> Result<()> {
    // Under callgrind all is some fifty times as slow, and the large payloads are long enough.
    let times = if payload.bytes() > 100_000 { [1, 2] } else { [1, 9] };
    let file = file.to_str().context("the target folder has a name that is no text")?;
    for ((name, operation, contender), cell) in cells.iter_mut() {
        if let Cell::Works { counted, .. } = cell
            && name == payload.name
            && (payload.bytes() < LONG || GROWING.contains(&contender.as_str()))
        {
            let count = |times: u32| {
                let arguments = ["run", file, operation, contender, &times.to_string()];
                let out = measured.path("callgrind.out");
                callgrind::count(measured.program(), &arguments, &out).map(|count| (times, count))
            };
            let [few, many] = times;
            *counted = Some(callgrind::per_iteration(count(few)?, count(many)?));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(line: &str, expected: &Expect) {
        let text = match timed_line("sample", line) {
            Ok(((payload, operation, contender), cell)) => {
                format!("{payload} {operation} {contender} {cell:?}")
            }
            Err(error) => format!("{error:#}"),
        };
        expected.assert_eq(&text);
    }

    #[test]
    fn the_lines_of_the_program_are_read() {
        check(
            "f\tdecode\tours\t12.5",
            &expect!["sample decode ours Works { nanoseconds: 12.5, counted: None }"],
        );
        check(
            "f\tencode\tpeer\tfails\tno such variant",
            &expect![[r#"sample encode peer Fails("no such variant")"#]],
        );
        check(
            "f\tdecode\tours\tsoon",
            &expect!["the program printed no time: invalid float literal"],
        );
        check("nonsense", &expect!["the program printed `nonsense`"]);
    }
}
