//! The generators at work: on each document in turns, then the compiler on what they made.

use std::env;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Check, Document, Effort, Generator, Made, Measurements, Outcome};
use crate::gauge::{Gauge, Ran};
use crate::said::first_error;
use crate::scratch::{Scratch, output, target, touch};
use crate::stopwatch::{Taken, median};

/// What every generator takes for next to nothing is learnt from this document.
const TINY: &str = include_str!("tiny.json");

/// Where the crates are, and those of an earlier run until this one ends, below the scratch.
const CRATES: &str = "crates";
const ASIDE: &str = "aside";

/// Takes each document through each generator that can be had. `tell` hears how far it has come.
///
/// # Errors
/// When something of ours cannot be built or run, or a folder not be written.
pub fn measure(
    root: &Path,
    documents: Vec<Document>,
    effort: Effort,
    tell: &mut dyn FnMut(&str),
) -> Result<Measurements> {
    let mut found = Measurements { documents, ..Measurements::default() };
    let bench = Bench::new(root, effort, &mut found, tell)?;
    tell("generating: a tiny document");
    for (generator, runs) in bench.generate(&bench.tiny()?)? {
        if let Some(peak) = runs.ok().as_deref().and_then(peak) {
            found.floor.insert(generator, peak);
        }
    }
    for document in &found.documents {
        tell(&format!("generating: {}", document.name));
        let mut outcomes = bench.outcomes(document)?;
        if effort.compiled {
            tell(&format!("compiling: {}", document.name));
            bench.check(document, &mut outcomes)?;
        }
        let outcomes = outcomes.into_iter();
        found.outcomes.extend(outcomes.map(|(who, what)| ((document.name.clone(), who), what)));
    }
    remove(&bench.scratch.path(ASIDE))?;
    Ok(found)
}

/// The runs of a generator, or why one of them failed.
type Runs = Result<Vec<Ran>, String>;

/// What it takes to measure.
struct Bench<'r> {
    root: &'r Path,
    scratch: Scratch,
    gauge: Gauge,
    programs: Vec<(Generator, PathBuf)>,
    rounds: usize,
}

impl<'r> Bench<'r> {
    /// Builds ours and gets the others, as far as they can be had.
    fn new(
        root: &'r Path,
        effort: Effort,
        found: &mut Measurements,
        tell: &mut dyn FnMut(&str),
    ) -> Result<Self> {
        let scratch =
            Scratch::new(root, if effort.peers { "generation" } else { "generation-quick" })?;
        Self::put_aside(&scratch)?;
        let own = if effort.peers {
            tell("building this program for release");
            release(root, &scratch)?
        } else {
            env::current_exe().context("this program has no path")?
        };
        let mut programs = vec![(Generator::Ours, own.clone())];
        let peers = Generator::ALL.into_iter().filter(|it| effort.peers && it.package().is_some());
        for peer in peers {
            tell(&format!("installing {}", peer.name()));
            match peer.install(&scratch) {
                Ok(program) => programs.push((peer, program)),
                Err(error) => found.missing.push((peer, first_error(&format!("{error:#}")))),
            }
        }
        found.generators = programs.iter().map(|&(generator, _)| generator).collect();
        Ok(Self { root, scratch, gauge: Gauge::new(own), programs, rounds: effort.rounds })
    }

    fn tiny(&self) -> Result<Document> {
        self.scratch.write("tiny.json", TINY)?;
        Ok(Document {
            name: "tiny".to_owned(),
            crate_name: "tiny".to_owned(),
            path: self.scratch.path("tiny.json"),
            bytes: TINY.len().try_into()?,
            operations: 1,
        })
    }

    /// The folder of a crate, below the scratch. Each round has its own, and nothing is removed meanwhile: some
    /// file systems take long to write where something was removed a moment ago.
    fn folder(document: &Document, generator: Generator, round: usize) -> String {
        format!("{CRATES}/{round}/{}/{}", generator.name(), document.crate_name)
    }

    /// The folder of the crate that is compiled.
    fn last(&self, document: &Document, generator: Generator) -> String {
        Self::folder(document, generator, self.rounds)
    }

    /// Puts the crates of an earlier run aside.
    fn put_aside(scratch: &Scratch) -> Result<()> {
        let (crates, aside) = (scratch.path(CRATES), scratch.path(ASIDE));
        if !crates.exists() {
            return Ok(());
        }
        remove(&aside)?;
        fs::rename(&crates, aside).with_context(|| format!("cannot move {}", crates.display()))
    }

    /// Has each generator make its crate in every round, in turns.
    fn generate(&self, document: &Document) -> Result<Vec<(Generator, Runs)>> {
        let mut seen: Vec<_> = self.programs.iter().map(|tool| (tool, Ok(Vec::new()))).collect();
        for round in 1..=self.rounds {
            for ((generator, program), runs) in &mut seen {
                if let Ok(done) = runs {
                    let out = self.scratch.path(Self::folder(document, *generator, round));
                    let name = &document.crate_name;
                    // Not every generator makes the folders above its own.
                    fs::create_dir_all(out.parent().unwrap_or(&out))?;
                    let ran = generator.command(program, &document.path, &out, name);
                    let ran = self.gauge.run(&ran)?;
                    if ran.passed {
                        done.push(ran);
                    } else {
                        *runs = Err(fault(document, &out, &ran));
                    }
                }
            }
        }
        Ok(seen.into_iter().map(|((generator, _), runs)| (*generator, runs)).collect())
    }

    fn outcomes(&self, document: &Document) -> Result<Vec<(Generator, Outcome)>> {
        let mut outcomes = Vec::new();
        for (generator, runs) in self.generate(document)? {
            let outcome = match runs {
                Ok(runs) => Outcome::Made(self.made(document, generator, &runs)?),
                Err(said) => Outcome::Fails(said),
            };
            outcomes.push((generator, outcome));
        }
        Ok(outcomes)
    }

    fn made(&self, document: &Document, generator: Generator, runs: &[Ran]) -> Result<Made> {
        let source = self.scratch.path(self.last(document, generator)).join("src");
        let all = lines(&source)?;
        let runtime =
            if generator == Generator::Ours { lines(&source.join("runtime"))? } else { 0 };
        let lines = all - runtime;
        Ok(Made { taken: taken(runs), peak: peak(runs), lines, runtime, check: None })
    }

    /// Checks what the generators made, in turns.
    fn check(&self, document: &Document, outcomes: &mut [(Generator, Outcome)]) -> Result<()> {
        let mut crates = Vec::new();
        for (generator, outcome) in outcomes {
            if let Outcome::Made(made) = outcome {
                crates.push((made, self.subject(document, *generator)?));
            }
        }
        for _ in 0..self.rounds {
            for (_, subject) in &mut crates {
                if subject.is_timed {
                    touch(&self.scratch.path(&subject.folder).join("src/lib.rs"))?;
                    subject.runs.push(self.compile(&subject.folder)?);
                }
            }
        }
        for (made, subject) in crates {
            let taken = subject.is_timed.then(|| taken(&subject.runs));
            made.check = Some(Check { taken, fault: subject.fault });
        }
        Ok(())
    }

    /// A crate whose dependencies are built.
    fn subject(&self, document: &Document, generator: Generator) -> Result<Subject> {
        let folder = self.last(document, generator);
        let out = self.scratch.path(&folder);
        generator.complete(&out, &document.crate_name)?;
        self.scratch.copy(&self.root.join("Cargo.lock"), format!("{folder}/Cargo.lock"))?;
        let ran = self.compile(&folder)?;
        let fault = (!ran.passed).then(|| fault(document, &out, &ran));
        let own = format!("could not compile `{}`", document.crate_name);
        let is_timed = ran.passed || ran.text.contains(&own);
        Ok(Subject { folder, fault, is_timed, runs: Vec::new() })
    }

    fn compile(&self, folder: &str) -> Result<Ran> {
        self.gauge.run(&self.scratch.cargo(folder, &["check", "--lib", "--quiet"]))
    }
}

/// The first error of a run, without the folders of this machine.
fn fault(document: &Document, out: &Path, ran: &Ran) -> String {
    let file = document.path.file_name().unwrap_or_default().to_string_lossy();
    let error = first_error(&ran.text).replace(&*document.path.to_string_lossy(), &file);
    let error = error.replace(&*out.to_string_lossy(), "");
    let mut chars = error.chars();
    let mut shown: String = chars.by_ref().take(LONGEST).collect();
    shown.extend(chars.next().map(|_| '…'));
    shown
}

/// How much of an error is shown, in characters.
const LONGEST: usize = 200;

/// A crate that the compiler checks.
struct Subject {
    folder: String,
    /// Why it does not compile.
    fault: Option<String>,
    /// Whether the compiler came to it.
    is_timed: bool,
    runs: Vec<Ran>,
}

/// Builds the command that this is a part of, for release, and gives its program: a copy, so that it stays the
/// same whatever is built meanwhile.
fn release(root: &Path, scratch: &Scratch) -> Result<PathBuf> {
    let target = target(root);
    let mut cargo = scratch.cargo("", &["build", "--release", "--quiet", "--package", "xtask"]);
    output(cargo.current_dir(root).env("CARGO_TARGET_DIR", &target))?;
    let name = format!("xtask{EXE_SUFFIX}");
    let (built, copy) = (target.join("release").join(&name), scratch.path(&name));
    fs::copy(&built, &copy).with_context(|| format!("cannot copy {}", built.display()))?;
    Ok(copy)
}

fn remove(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))
}

fn taken(runs: &[Ran]) -> Taken {
    Taken::median(&runs.iter().map(|ran| ran.taken).collect::<Vec<_>>())
}

fn peak(runs: &[Ran]) -> Option<u64> {
    let peaks: Option<Vec<u64>> = runs.iter().map(|ran| ran.peak).collect();
    peaks.map(median)
}

/// The lines of Rust in a folder and those below.
fn lines(folder: &Path) -> Result<u64> {
    let context = || format!("cannot read {}", folder.display());
    let mut sum = 0;
    for entry in fs::read_dir(folder).with_context(context)? {
        let path = entry.with_context(context)?.path();
        if path.is_dir() {
            sum += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read(&path).with_context(context)?;
            sum += u64::try_from(String::from_utf8_lossy(&text).lines().count())?;
        }
    }
    Ok(sum)
}
