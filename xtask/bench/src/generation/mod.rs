//! Generating and compiling, measured: documents through every generator.

mod bench;
mod generator;
mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::stopwatch::Taken;
pub use bench::measure;
pub use generator::Generator;
pub(crate) use report::parts;

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// How often each thing is done; the median counts.
    pub rounds: usize,
    /// Whether the crates are compiled, too.
    pub compiled: bool,
    /// Whether ours is built for release, and the generators from the registry take part.
    pub peers: bool,
}

impl Effort {
    /// What the numbers in the documentation are made with.
    pub const FULL: Self = Self { rounds: 3, compiled: true, peers: true };
    /// Just enough to see that everything works.
    pub const QUICK: Self = Self { rounds: 1, compiled: false, peers: false };
}

/// A document that is generated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How the report calls it.
    pub name: String,
    /// The name of the crates that are made of it.
    pub crate_name: String,
    /// Its root file.
    pub path: PathBuf,
    /// The bytes of all its files.
    pub bytes: u64,
    /// The operations that it has.
    pub operations: usize,
}

/// What became of a document with a generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It makes nothing of the document, and says why.
    Fails(String),
    /// It does.
    Made(Made),
}

/// What a generator made of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// How long that took.
    pub taken: Taken,
    /// The most memory that it held, in bytes; nothing where the system does not tell.
    pub peak: Option<u64>,
    /// Lines of Rust in `src/`, without `src/runtime/` in ours, which is the same for every document.
    pub lines: u64,
    /// The lines of that runtime.
    pub runtime: u64,
    /// What the compiler says; nothing if it was not asked.
    pub check: Option<Check>,
}

/// `cargo check` of a library after a change of it, its dependencies built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// How long it took; nothing where its dependencies cannot be built.
    pub taken: Option<Taken>,
    /// The first error, if it does not compile.
    pub fault: Option<String>,
}

/// All that was measured.
#[derive(Debug, Default)]
pub struct Measurements {
    /// The documents.
    pub documents: Vec<Document>,
    /// Who took part.
    pub generators: Vec<Generator>,
    /// Who did not, and why.
    pub missing: Vec<(Generator, String)>,
    /// The peak of each generator for a document of one operation, in bytes.
    pub floor: BTreeMap<Generator, u64>,
    /// What was found, by the name of the document.
    pub outcomes: BTreeMap<(String, Generator), Outcome>,
}

impl Measurements {
    /// What a generator made of a document.
    pub fn made(&self, document: &Document, generator: Generator) -> Option<&Made> {
        match self.outcomes.get(&(document.name.clone(), generator))? {
            Outcome::Fails(_) => None,
            Outcome::Made(made) => Some(made),
        }
    }
}
