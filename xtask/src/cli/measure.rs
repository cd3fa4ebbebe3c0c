//! What can be measured, and how.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What can be measured.
#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// Reading and writing models, and the time that the compiler takes for them.
    Codec(CodecArgs),
    /// Generating from documents, and compiling what is generated.
    Generate(BenchGenerateArgs),
}

/// The options of `bench codec`.
#[derive(Debug, Args)]
#[command(
    long_about = "Measure how the models are read and written, and how long the compiler takes for them.\n\n\
        Plain serde derives are the yardstick; openapi-to-rust, progenitor and jiter, which Cargo fetches \
        when this is run first, stand beside. Instructions are counted where valgrind is installed. It \
        takes a quarter of an hour; what it builds lies below the target folder, in bench/."
)]
pub(crate) struct CodecArgs {
    /// Write the numbers to docs/benchmarks.md, too.
    #[arg(long, conflicts_with = "quick")]
    pub(crate) write: bool,
    /// See that everything works: a few rounds, no compile times, nothing from the registry.
    #[arg(long)]
    pub(crate) quick: bool,
}

/// The options of `bench generate`.
#[derive(Debug, Args)]
#[command(
    long_about = "Measure how long documents take to generate from, and the compiler for what is generated.\n\n\
        openapi-to-rust, oas3-gen and progenitor, which Cargo installs below the target folder when this is run \
        first, stand beside; which of them cannot be had is said. Of each document is told the processor time and \
        the peak memory of the generator, the lines that it makes, and the time of `cargo check`. Large documents \
        take a minute each.",
    after_help = "\
Examples:
  cargo xtask bench generate ../documents
  cargo xtask bench generate ../documents --only github,box --write"
)]
pub(crate) struct BenchGenerateArgs {
    /// The folder of the documents, as `corpus` takes it.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Only these documents, by their names without extension.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Only so many documents, the largest.
    #[arg(long, value_name = "N", default_value_t = 10, conflicts_with = "only")]
    pub(crate) largest: usize,
    /// Write the numbers to docs/benchmarks-generation.md, too.
    #[arg(long, conflicts_with = "quick")]
    pub(crate) write: bool,
    /// See that everything works: this build, one round, no compile times, nothing from the registry.
    #[arg(long)]
    pub(crate) quick: bool,
}

/// What `bench` asks of its child.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// The program and its arguments.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) command: Vec<OsString>,
}
