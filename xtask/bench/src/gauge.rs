//! What one command takes, however it ends.
//!
//! The system tells of ended children only all together, and of their memory only the highest peak. So each
//! command is run by a process of its own that has no other child ([`alone`]), and prints what it found.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::scratch::output;
use crate::stopwatch::Taken;
use crate::usage;

/// How the command is called that runs [`alone`] with what follows it.
pub const COMMAND: &str = "bench-run";

/// How long a process may use the processors before the system ends it, in seconds.
const LONGEST: u32 = 600;

/// A run of a command.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ran {
    /// Whether it succeeded.
    pub passed: bool,
    /// How long it took.
    pub taken: Taken,
    /// The most memory that one of its processes held, in bytes, if the system tells.
    pub peak: Option<u64>,
    /// What it wrote to both its outputs.
    pub text: String,
}

/// Runs a command as the only child of this process, and gives what it took as JSON.
///
/// # Errors
/// When it cannot be run.
pub fn alone(command: &[OsString]) -> Result<String> {
    let (program, arguments) = command.split_first().context("no command is given")?;
    limit();
    let start = Instant::now();
    let output = Command::new(program).args(arguments).output();
    let output = output.with_context(|| format!("cannot run {}", program.display()))?;
    let wall = start.elapsed();
    let usage = usage::children();
    let taken = Taken { wall, cpu: usage.map_or(wall, |usage| usage.cpu) };
    let mut text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let passed = output.status.success();
    if !passed && taken.cpu >= Duration::from_secs(LONGEST.into()) {
        text = format!("error: ended after {LONGEST} s of the processor\n{text}");
    }
    let ran = Ran { passed, taken, peak: usage.map(|usage| usage.peak), text };
    Ok(serde_json::to_string(&ran)?)
}

/// Has the system end each process from now on that uses the processors for too long.
#[cfg(unix)]
fn limit() {
    use nix::sys::resource::{Resource, rlim_t, setrlimit};
    let (soft, hard) = (rlim_t::from(LONGEST), rlim_t::from(LONGEST + 5));
    // It is refused only where a stricter limit holds.
    let _ = setrlimit(Resource::RLIMIT_CPU, soft, hard);
}

#[cfg(not(unix))]
fn limit() {}

/// Runs commands so.
#[derive(Clone, Debug)]
pub(crate) struct Gauge {
    /// A program that knows [`COMMAND`].
    program: PathBuf,
}

impl Gauge {
    pub(crate) fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// Runs a command to its end.
    ///
    /// # Errors
    /// When it cannot be run; not when it fails.
    pub(crate) fn run(&self, command: &Command) -> Result<Ran> {
        let mut outer = Command::new(&self.program);
        outer.args([COMMAND, "--"]).arg(command.get_program()).args(command.get_args());
        outer.env("RUST_BACKTRACE", "0").env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never");
        if let Some(folder) = command.get_current_dir() {
            outer.current_dir(folder);
        }
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => outer.env(key, value),
                None => outer.env_remove(key),
            };
        }
        let text = output(&mut outer)?;
        serde_json::from_str(&text).with_context(|| format!("{COMMAND} prints {text:?}"))
    }
}
