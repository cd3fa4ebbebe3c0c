//! The command line: what can be asked for, and how it is explained.

mod measure;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};

use codegen::diagnostic::Severity;

pub(crate) use measure::{BenchCommand, BenchGenerateArgs, CodecArgs, RunArgs};

use crate::{bench, bundle, corpus, demo, generate, lint, mock, review, say, workspace};

/// Keeps the client crate in step with the API's document, and stands in for the API.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask demo              see the whole thing work
  cargo xtask generate          write the client anew after a change of the document
  cargo xtask generate --check  fail when somebody forgot to
  cargo xtask mock --port 4010  have something to call";

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the client crate from the document, or check that it is up to date.
    Generate(GenerateArgs),
    /// Hold the document to what its reviewers want.
    Lint(LintArgs),
    /// Answer the document's operations on a local port, from the document's examples.
    Mock(MockArgs),
    /// Write the document as one JSON file, its example payloads in place.
    Bundle(BundleArgs),
    /// Say what a change of the document does, on the wire, to Rust callers and at run time.
    Review(ReviewArgs),
    /// Regenerate, start the mock, and make a call through the client.
    Demo(DemoArgs),
    /// Measure, beside other designs and generators.
    #[command(subcommand)]
    Bench(BenchCommand),
    /// Generate and check a crate of each document of a folder.
    Corpus(CorpusArgs),
    /// One document, for `corpus`, which runs this in a process of its own.
    #[command(hide = true)]
    CorpusDocument(CorpusDocumentArgs),
    /// Another command, for `bench`, which runs each in a process that has no other child.
    #[command(name = ::bench::gauge::COMMAND, hide = true)]
    BenchRun(RunArgs),
}

/// The options of `corpus`.
#[derive(Debug, Args)]
#[command(
    long_about = "Generate and check a crate of each document of a folder.\n\n\
        A document is a YAML or JSON file, or a folder with an openapi.yaml, .yml or .json. Of each is told \
        what is said of it, how many of its operations and schemas the crate has, how long and with how much \
        memory it is generated (by a process of its own), how long `cargo check` takes once the dependencies \
        are built, its lines (the runtime left out), whether clippy and rustdoc find nothing to warn of, and \
        what becomes of the golden tests: passed/failed/skipped. The crates lie below the target folder, in \
        corpus/.",
    after_help = "\
Examples:
  cargo xtask corpus ../documents
  cargo xtask corpus ../documents --only petstore,github
  cargo xtask corpus ../documents --generate-only --json

With --json there is a list with an object for each document: `name`, `document`, `bytes`,
`generated` (`seconds`, `cpu_seconds`, `peak_bytes`, `diagnostics` by code, `valid`, `written`,
`operations`, `schemas` and `examples` each with `document` and `generated`, `types`, `untested`
examples by reason, `lines`, `files`), `check`, `clippy` and `rustdoc` (`passed`, `seconds`,
`said`), `golden` (`passed`, `failed` names, `said`) and `below`, which says what is not as it
should be. What was not run is null.

The exit code is 1 when anything is below reach: a crate that does not compile without warnings,
an operation of a valid document that is left out, a golden test that fails. Faults of a document
that the generator copes with are not."
)]
pub(crate) struct CorpusArgs {
    /// The folder of the documents.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Only these documents, by their names without extension.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Generate, and run no compiler.
    #[arg(long)]
    pub(crate) generate_only: bool,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What `corpus` asks of its child.
#[derive(Debug, Args)]
pub(crate) struct CorpusDocumentArgs {
    /// The document.
    #[arg(long)]
    pub(crate) spec: PathBuf,
    /// The folder of the crate.
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// The name of the crate.
    #[arg(long)]
    pub(crate) name: String,
}

/// The options of `generate`.
#[derive(Debug, Args)]
#[command(
    long_about = "Write the client crate from the document, or check that it is up to date.\n\n\
        Files that are not generated (examples, tests and notes of your own) are never touched. \
        Which are generated is kept in the file `.generated`. Either all changes are made or none.",
    after_help = "\
Examples:
  cargo xtask generate
  cargo xtask generate --check
  cargo xtask generate --spec petstore.yaml --out ../petstore --name petstore

What cannot be understood of a document is named with its line and left out, and the rest is
generated. The exit code is 1 when the document cannot be read at all or, with --strict, has any
fault that is an error; when something stands in the way; and with --check when anything is
stale, missing, edited or orphaned. Nothing is written then."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct GenerateArgs {
    /// Write nothing; list what is not as generating would leave it, and exit with 1 if anything.
    #[arg(long, conflicts_with = "force")]
    pub(crate) check: bool,
    /// The document, YAML or JSON [default: spec/openapi.yaml of this workspace].
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// An OpenAPI Overlay that amends the document before it is read; several are applied in order.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<PathBuf>,
    /// The folder of the crate [default: generated-client in this workspace].
    #[arg(long, value_name = "DIR", requires = "name")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the crate; --out needs it, and without --out it is cometchat-client.
    #[arg(long, value_name = "CRATE", default_value = generate::CLIENT_NAME, hide_default_value = true)]
    pub(crate) name: String,
    /// The licence of the crate, an SPDX expression [default: that of this workspace for its own
    /// client, none for any other].
    #[arg(long, value_name = "SPDX")]
    pub(crate) license: Option<String>,
    /// Overwrite files that stand in the way and were not generated.
    #[arg(long)]
    pub(crate) force: bool,
    /// Was needed once to generate what is sound of a faulty document.
    #[arg(long, hide = true)]
    keep_going: bool,
    /// Take the faults of the document for errors, and let a golden test fail for each example that
    /// its schema does not know whole [always so for this workspace's own client].
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say what is merely worth knowing, too.
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) colour: Colour,
}

/// The options of `lint`.
#[derive(Debug, Args)]
#[command(
    long_about = "Hold the document to what its reviewers want.\n\n\
        Whatever `generate` says of the document, and beyond that: names that make poor Rust, types whose \
        name is made up, unions told apart by trial, answers without an example, examples and schemas that \
        know different properties, integers without a size, texts of any length in the path, errors that \
        are not described, calls that cannot be repeated, components that nothing uses.",
    after_help = "\
Examples:
  cargo xtask lint
  cargo xtask lint --fail-on note
  cargo xtask lint --spec petstore.yaml --verbose

What stays as it is stands in acknowledged.yaml beside the document:
  - rule: unsafe-retry
    place: '#/paths/~1messages/post'
    reason: The vendor has no idempotency key.
In a place `*` stands for any characters of one key, and `**` for any number of keys.

--format json gives {findings: [{rule, severity, message, help, place, related, acknowledged}]}: places
are {file, line, column, pointer}, related ones have a label, too; acknowledged is the reason, or null.

The exit code is 1 when anything is as bad as --fail-on says, and not acknowledged, or when the document
cannot be read."
)]
pub(crate) struct LintArgs {
    /// The document, YAML or JSON [default: spec/openapi.yaml of this workspace].
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// An OpenAPI Overlay that amends the document before it is read; several are applied in order.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<PathBuf>,
    /// What is known and stays as it is [default: acknowledged.yaml beside the document, if it is there].
    #[arg(long, value_name = "FILE")]
    pub(crate) acknowledged: Option<PathBuf>,
    /// How to say it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = LintFormat::Text)]
    pub(crate) format: LintFormat,
    /// What makes the exit code 1.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Warning)]
    pub(crate) fail_on: FailOn,
    /// Say what is merely worth knowing, too.
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) colour: Colour,
}

/// The forms in which `lint` speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// For people, with the lines of the document.
    Text,
    /// For programs.
    Json,
    /// As annotations of a pull request on GitHub.
    Github,
}

/// The least severity that makes a command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// Whether something of that severity makes the command fail.
    pub(crate) fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity <= Severity::Warning,
            Self::Note => true,
            Self::Never => false,
        }
    }
}

/// The options of `mock`.
#[derive(Debug, Args)]
#[command(
    long_about = "Answer the document's operations on a local port, from the document's examples.\n\n\
        Method, path, parameters, key and body of each request are held against the document: 401 \
        without a key (any will do), 400 with the field that is wrong, 404, 405, 415. Each request is \
        logged on one line, without its query and headers.",
    after_help = "\
Examples:
  cargo xtask mock
  cargo xtask mock --port 4010 --example object
  curl -H 'Prefer: code=404' …                 another documented answer
  curl -H 'Prefer: example=tooManyRequests' …  an example by its name

Stop it with Ctrl-C."
)]
struct MockArgs {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The document [default: spec/openapi.yaml of this workspace].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Answer with the example of this name wherever an operation has it.
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
    #[command(flatten)]
    colour: Colour,
}

/// The options of `bundle`.
#[derive(Debug, Args)]
#[command(long_about = "Write the document as one JSON file, its example payloads in place.\n\n\
        For tools that read neither other files nor `externalValue`, such as Prism.")]
pub(crate) struct BundleArgs {
    /// The document [default: spec/openapi.yaml of this workspace].
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// Where to write [default: standard output].
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    colour: Colour,
}

/// The options of `review`.
#[derive(Debug, Args)]
#[command(
    long_about = "Say what a change of the document does.\n\n\
        Each change is told once, where it has its cause, with three verdicts: on the wire (does what those \
        send and read who know the old document still mean the same?), in Rust (do callers of the generated \
        crate still compile?), at run time (does what compiles do the same?). An error breaks something, a \
        warning changes what happens at run time, a note does neither.",
    after_help = "\
Examples:
  cargo xtask review --base main                  the working tree against a revision
  cargo xtask review --base main --check          fail where the change may not be made so
  cargo xtask review old.yaml new.yaml --format json
  cargo xtask review --base v0.1.0 --format changelog --write

With --check the exit code is 1 when a change that is as bad as --fail-on is not acknowledged, and with
--base also when the version of the client is too low or the client is not what the document gives.
What is acknowledged stands beside the document in acknowledged.yaml, a list of rule, place and reason."
)]
pub(crate) struct ReviewArgs {
    /// The document as it was.
    #[arg(requires = "new")]
    pub(crate) old: Option<PathBuf>,
    /// The document as it is.
    pub(crate) new: Option<PathBuf>,
    /// Compare the working tree with a git revision; all files are read from it.
    #[arg(long, value_name = "REV", conflicts_with = "old")]
    pub(crate) base: Option<String>,
    /// The document, with --base [default: spec/openapi.yaml of this workspace].
    #[arg(long, value_name = "FILE", requires = "base")]
    pub(crate) spec: Option<PathBuf>,
    /// The form of what is said.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = ReviewForm::Text)]
    pub(crate) format: ReviewForm,
    /// Exit with 1 where the change may not be made so.
    #[arg(long)]
    pub(crate) check: bool,
    /// How bad a change has to be for --check to fail unless it is acknowledged.
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    pub(crate) fail_on: FailOn,
    /// What is acknowledged [default: acknowledged.yaml beside the document, where it is there].
    #[arg(long, value_name = "FILE")]
    pub(crate) acknowledged: Option<PathBuf>,
    /// Add what callers have to know to the changelog of this workspace's client.
    #[arg(long)]
    pub(crate) write: bool,
    #[command(flatten)]
    pub(crate) colour: Colour,
}

/// The forms of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReviewForm {
    /// Each change with the lines that it is about.
    Text,
    /// A comment for a pull request.
    Markdown,
    /// For programs: docs/review.schema.json describes it.
    Json,
    /// One page with everything in it, for a browser.
    Html,
    /// SARIF 2.1.0, for those who gather the findings of many tools.
    Sarif,
    /// As annotations of a pull request on GitHub.
    Github,
    /// The entries of a changelog.
    Changelog,
}

/// The options of `demo`.
#[derive(Debug, Args)]
struct DemoArgs {
    #[command(flatten)]
    colour: Colour,
}

/// Whether what is said is coloured.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Colour {
    /// Colour what is said about the document.
    #[arg(long = "color", alias = "colour", value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    when: When,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum When {
    /// On a terminal, unless the environment has `NO_COLOR`.
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Whether what goes to standard error is coloured.
    pub(crate) fn is_wanted(self) -> bool {
        self.is_wanted_on(&std::io::stderr())
    }

    /// The same for standard output.
    pub(crate) fn is_wanted_on_stdout(self) -> bool {
        self.is_wanted_on(&std::io::stdout())
    }

    fn is_wanted_on(self, stream: &impl IsTerminal) -> bool {
        match self.when {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                !refused && stream.is_terminal()
            }
        }
    }
}

/// Reads the arguments of this process and does what they ask for.
pub fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say::err(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Whether all is well; what is not has been said.
fn run(cli: Cli) -> Result<bool> {
    match cli.command {
        Command::Generate(args) => generate::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Mock(args) => {
            let spec = args.spec.unwrap_or_else(workspace::spec);
            let Some(document) = generate::load_for_mock(&spec, args.colour) else {
                return Ok(false);
            };
            let mut router = mock::Router::new(document);
            if let Some(name) = &args.example {
                router = router.prefer_example(name)?;
            }
            mock::serve(router, args.port).map(|()| true)
        }
        Command::Bundle(args) => bundle::run(&args, args.colour),
        Command::Review(args) => review::run(&args),
        Command::Demo(args) => demo::run(args.colour),
        Command::Bench(command) => bench::run(&command),
        Command::Corpus(args) => corpus::run(&args),
        Command::CorpusDocument(args) => corpus::run_one(&args),
        Command::BenchRun(args) => bench::run_alone(&args),
    }
}

impl GenerateArgs {
    /// What regenerates this workspace's own client.
    pub(crate) fn for_own_client(colour: Colour) -> Self {
        Self {
            check: false,
            spec: None,
            overlay: Vec::new(),
            out: None,
            name: generate::CLIENT_NAME.to_owned(),
            license: None,
            force: false,
            keep_going: false,
            strict: false,
            verbose: false,
            colour,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        super::Cli::command().debug_assert();
    }
}
