//! From measurements to tables.

use crate::codec::{Cell, Measurements};
use crate::compile::{Compiled, Crate};
use crate::reader::Built;
use crate::stopwatch::Taken;
use crate::table::{Table, count, ratio, seconds, time};

/// The contenders of the comparison, and how the report calls them. The first is the yardstick.
const COLUMNS: [(&str, &str); 6] = [
    ("derive", "derive"),
    ("derive-list", "derive, list only"),
    ("ours", "ours"),
    ("ours-serde", "ours by serde_json"),
    ("openapi-to-rust", "openapi-to-rust"),
    ("progenitor", "progenitor"),
];
/// Those of the reader's table.
const READERS: [(&str, &str); 4] = [
    ("ours-skip", "our reader, skip"),
    ("jiter-skip", "jiter, skip"),
    ("jiter-walk", "jiter, walk"),
    ("ours", "our models"),
];

/// What is shown of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Instructions.
    Instructions,
    /// Time.
    Time,
    /// Calls that ask for memory.
    Allocations,
}

impl Measure {
    /// All.
    pub const ALL: [Self; 3] = [Self::Instructions, Self::Time, Self::Allocations];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::Time => "time",
            Self::Allocations => "allocations",
        }
    }

    fn of(self, cell: &Cell) -> Option<f64> {
        let Cell::Works { nanoseconds, counted } = cell else { return None };
        match self {
            Self::Time => Some(*nanoseconds),
            Self::Instructions => counted.map(|counted| counted.instructions),
            Self::Allocations => counted.map(|counted| counted.allocations),
        }
    }

    fn show(self, value: f64) -> String {
        if self == Self::Time { time(value) } else { count(value) }
    }
}

/// One direction and one measure: the yardstick in full, the others as ratios to it. Nothing if it was not
/// measured.
pub fn comparison(all: &Measurements, operation: &str, measure: Measure) -> Option<Table> {
    let cell = |payload: &str, contender| all.cell(payload, operation, contender);
    let columns: Vec<_> = COLUMNS
        .into_iter()
        .filter(|(name, _)| all.payloads.iter().any(|payload| cell(payload.name, name).is_some()))
        .collect();
    let mut table = Table::new(["payload"]);
    table.head.extend(columns.iter().map(|(_, title)| (*title).to_owned()));
    for payload in &all.payloads {
        let yardstick = measure.of(cell(payload.name, "derive")?)?;
        let cells = columns.iter().map(|(name, _)| match cell(payload.name, name) {
            Some(Cell::Fails(_)) => "fails".to_owned(),
            Some(cell) if *name == "derive" => {
                measure.of(cell).map_or_else(|| "-".to_owned(), |value| measure.show(value))
            }
            Some(cell) => {
                measure.of(cell).map_or_else(|| "-".to_owned(), |value| ratio(value, yardstick))
            }
            None => "-".to_owned(),
        });
        table.row(std::iter::once(payload.name.to_owned()).chain(cells));
    }
    Some(table)
}

/// Why those that fail do, one line each.
pub fn failures(all: &Measurements) -> Vec<String> {
    let failures = all.cells.iter().filter_map(|((payload, operation, contender), cell)| {
        let Cell::Fails(reason) = cell else { return None };
        let (_, title) = COLUMNS.into_iter().find(|(name, _)| name == contender)?;
        (operation == "decode").then(|| format!("{title}, {payload}: {reason}"))
    });
    failures.collect()
}

/// The payloads: what they are and how long.
pub fn payloads(all: &Measurements) -> Table {
    let mut table = Table::new(["payload", "bytes", "what it is"]);
    for payload in &all.payloads {
        let bytes = payload.bytes().to_string();
        table.row([payload.name.to_owned(), bytes, payload.about.to_owned()]);
    }
    table
}

/// What a byte costs, the longer the payload: it should be the same.
pub fn growth(all: &Measurements) -> Option<Table> {
    let mut table =
        Table::new(["payload", "bytes", "decode, ours", "encode, ours", "decode, derive"]);
    for name in ["sample", "page", "four pages"] {
        let bytes = all.payloads.iter().find(|payload| payload.name == name)?.bytes();
        let each = |operation, contender| {
            let value = Measure::Instructions.of(all.cell(name, operation, contender)?)?;
            Some(format!("{:.1}", value / per(bytes)))
        };
        table.row([
            name.to_owned(),
            bytes.to_string(),
            each("decode", "ours")?,
            each("encode", "ours")?,
            each("decode", "derive")?,
        ]);
    }
    Some(table)
}

/// Instructions for each byte of readers that make nothing of it, beside models that do.
pub fn readers(all: &Measurements) -> Option<Table> {
    let mut table = Table::new(["payload"]);
    table.head.extend(READERS.map(|(_, title)| title.to_owned()));
    for payload in &all.payloads {
        let mut row = vec![payload.name.to_owned()];
        for (name, _) in READERS {
            let value = Measure::Instructions.of(all.cell(payload.name, "decode", name)?)?;
            row.push(format!("{:.1}", value / per(payload.bytes())));
        }
        table.row(row);
    }
    Some(table)
}

/// Payloads have a few million bytes at most.
fn per(bytes: usize) -> f64 {
    u32::try_from(bytes).map_or(f64::INFINITY, f64::from)
}

/// Compile times: whole crates, and their models without what every crate has.
pub fn compile(all: &[Compiled]) -> Option<Table> {
    let find = |what| all.iter().find(|compiled| compiled.what == what);
    let (derive, ours) = (find(Crate::Derive)?, find(Crate::Ours)?);
    let (derive_empty, ours_empty) = (find(Crate::DeriveEmpty)?, find(Crate::OursEmpty)?);
    let mut table = Table::new(["what", "derive", "ours", "ratio", "on the wall: derive", "ours"]);
    let mut row = |what: &str, derive: Taken, ours: Taken| {
        let seconds = |span: std::time::Duration| seconds(span.as_secs_f64());
        let ratio = ratio(ours.cpu.as_secs_f64(), derive.cpu.as_secs_f64());
        let wall = [seconds(derive.wall), seconds(ours.wall)];
        let [derive_wall, ours_wall] = wall;
        let cpu = [seconds(derive.cpu), seconds(ours.cpu)];
        let [derive_cpu, ours_cpu] = cpu;
        table.row([what.to_owned(), derive_cpu, ours_cpu, ratio, derive_wall, ours_wall]);
    };
    row("`cargo check`, the whole crate", derive.check, ours.check);
    row("`cargo check`, a crate without models", derive_empty.check, ours_empty.check);
    let models = |whole: &Compiled, empty: &Compiled| {
        (whole.check.without(empty.check), whole.release.without(empty.release))
    };
    let (derive_models, ours_models) = (models(derive, derive_empty), models(ours, ours_empty));
    row("`cargo check`, the models", derive_models.0, ours_models.0);
    row("release, the whole program", derive.release, ours.release);
    row("release, a program without models", derive_empty.release, ours_empty.release);
    row("release, the models", derive_models.1, ours_models.1);
    let lines = |lines: u32| lines.to_string();
    let ratio = ratio(f64::from(ours.lines), f64::from(derive.lines));
    let none = || "-".to_owned();
    let what = "lines of the models".to_owned();
    table.row([what, lines(derive.lines), lines(ours.lines), ratio, none(), none()]);
    Some(table)
}

/// What the reader of others would cost the compiler.
pub fn built(built: &Built) -> Table {
    let mut table = Table::new(["built for release", "processor", "on the wall"]);
    let row = |what: &str, taken: Taken| {
        let seconds = |span: std::time::Duration| seconds(span.as_secs_f64());
        [what.to_owned(), seconds(taken.cpu), seconds(taken.wall)]
    };
    table.row(row("jiter and what it depends on", built.jiter));
    table.row(row("our codec, whole", built.codec));
    table
}
