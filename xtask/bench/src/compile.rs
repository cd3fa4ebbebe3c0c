//! How long the compiler takes for the models, beside derives.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use codegen::{Config, Source, generate};
use serde_json::{Value, json};

use crate::scratch::{Scratch, touch};
use crate::stopwatch::{self, Taken};
use crate::synthetic::{Synthetic, document};
use crate::twin;

/// How often each is compiled; the median counts.
const ROUNDS: usize = 3;

/// What is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crate {
    /// Derives, the yardstick.
    Derive,
    /// The crate that the generator makes.
    Ours,
    /// A crate of derives without a type.
    DeriveEmpty,
    /// What the generator makes of a document without a schema: the runtime.
    OursEmpty,
}

impl Crate {
    /// All, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Derive, Self::Ours, Self::DeriveEmpty, Self::OursEmpty];

    fn folder(self) -> &'static str {
        match self {
            Self::Derive => "plain-derives",
            Self::Ours => "generated-models",
            Self::DeriveEmpty => "plain-empty",
            Self::OursEmpty => "generated-empty",
        }
    }

    fn is_ours(self) -> bool {
        matches!(self, Self::Ours | Self::OursEmpty)
    }

    fn has_models(self) -> bool {
        matches!(self, Self::Derive | Self::Ours)
    }
}

/// What was found of one crate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compiled {
    /// Which.
    pub what: Crate,
    /// `cargo check` of the library.
    pub check: Taken,
    /// `cargo build --release` of the library and a program that reads and writes each type once.
    pub release: Taken,
    /// Lines of the models, or of the library where there are none.
    pub lines: u32,
}

/// Compiles all of them, in turns. `tell` hears how far it has come.
///
/// # Errors
/// When a crate cannot be written or does not compile.
pub fn measure(root: &Path, tell: &mut dyn FnMut(&str)) -> Result<Vec<Compiled>> {
    let scratch = Scratch::new(root, "compile")?;
    let mut seen = Vec::new();
    for what in Crate::ALL {
        let lines = write(root, &scratch, what)?;
        let bench = Bench { scratch: &scratch, what };
        if !what.has_models() {
            // It has the same dependencies as the one with models, for which they are then built, too.
            tell(&format!("compiling: what {} depends on", what.folder()));
            bench.check()?;
            bench.release()?;
        }
        seen.push((bench, lines, Vec::new(), Vec::new()));
    }
    for round in 1..=ROUNDS {
        tell(&format!("compiling: round {round} of {ROUNDS}"));
        for (bench, _, checks, releases) in &mut seen {
            checks.push(bench.check()?);
            releases.push(bench.release()?);
        }
    }
    let compiled = seen.into_iter().map(|(bench, lines, checks, releases)| Compiled {
        what: bench.what,
        check: Taken::median(&checks),
        release: Taken::median(&releases),
        lines,
    });
    Ok(compiled.collect())
}

struct Bench<'s> {
    scratch: &'s Scratch,
    what: Crate,
}

impl Bench<'_> {
    fn check(&self) -> Result<Taken> {
        self.time(&["check", "--lib", "--quiet", "--offline", "--no-default-features"])
    }

    fn release(&self) -> Result<Taken> {
        self.time(&["build", "--release", "--quiet", "--offline", "--no-default-features"])
    }

    /// The time of a command of Cargo, after a change of the library.
    fn time(&self, arguments: &[&str]) -> Result<Taken> {
        let folder = self.what.folder();
        touch(&self.scratch.path(folder).join("src/lib.rs"))?;
        stopwatch::time(&mut self.scratch.cargo(folder, arguments))
    }
}

/// Writes a crate and gives the lines of its models.
fn write(root: &Path, scratch: &Scratch, what: Crate) -> Result<u32> {
    let folder = PathBuf::from(what.folder());
    scratch.copy(&root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let types = Synthetic::new();
    scratch.write(folder.join("src/main.rs"), program(what, &types))?;
    if what.is_ours() {
        let schemas = if what.has_models() { types.document() } else { document(&json!({})) };
        generated(scratch, what, &schemas)
    } else {
        let text = if what.has_models() { twin::text(&types) } else { "//! Nothing.\n".to_owned() };
        scratch.write(folder.join("Cargo.toml"), PLAIN.replace("NAME", what.folder()))?;
        scratch.write(folder.join("src/lib.rs"), &text)?;
        Ok(lines(&text))
    }
}

/// Runs the generator, and gives the lines of the models.
fn generated(scratch: &Scratch, what: Crate, document: &Value) -> Result<u32> {
    let text = document.to_string();
    let source = Source::from_memory(&[("openapi.json", &text)]);
    let generated = generate(&source, &Config::new(what.folder()));
    if let Some(diagnostic) = generated.diagnostics.into_iter().next() {
        bail!("the synthetic document is at fault:\n{}", diagnostic.render(&source, false));
    }
    for (path, bytes) in &generated.files {
        scratch.write(Path::new(what.folder()).join(path), bytes)?;
    }
    let models = generated.files.get(Path::new("src/models.rs"));
    Ok(models.map_or(0, |bytes| lines(&String::from_utf8_lossy(bytes))))
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.lines().count()).unwrap_or(u32::MAX)
}

const PLAIN: &str = "\
[package]
name = \"NAME\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[dependencies]
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"

[workspace]
";

/// A program that reads and writes each type once.
fn program(what: Crate, types: &Synthetic) -> String {
    let library = what.folder().replace('-', "_");
    let (head, models) = if what.is_ours() {
        (OURS, format!("{library}::models"))
    } else {
        (DERIVE, library.clone())
    };
    let uses = types.names().map(|name| format!("    sum += both::<{models}::{name}>(&text);\n"));
    let uses: String = if what.has_models() { uses.collect() } else { String::new() };
    let head = if what.has_models() { head.replace("LIBRARY", &library) } else { String::new() };
    format!(
        "//! Reads and writes each type once.\n#![allow(unused_mut)]\n{head}\nfn main() {{\n    \
         let text = std::env::args().next().unwrap_or_default();\n    let mut sum = text.len();\n\
         {uses}    println!(\"{{sum}}\");\n}}\n"
    )
}

const OURS: &str = "
fn both<T: LIBRARY::Model>(text: &str) -> usize {
    T::from_json(text.as_bytes()).map_or(0, |value| value.to_json().len())
}
";

const DERIVE: &str = "
fn both<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> usize {
    let value = serde_json::from_slice::<T>(text.as_bytes());
    value.map_or(0, |value| serde_json::to_string(&value).map_or(0, |text| text.len()))
}
";
