//! Instructions and allocations, counted by callgrind.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::scratch::output;
use crate::table::float;

/// The functions of the C library by which Rust's default allocator gets memory.
const ALLOCATORS: [&str; 5] = ["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"];

/// What a whole run of a program took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Instructions.
    pub instructions: u64,
    /// Calls that asked for memory.
    pub allocations: u64,
}

/// What one iteration takes, start and end of the program left out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PerIteration {
    /// Instructions.
    pub instructions: f64,
    /// Calls that asked for memory.
    pub allocations: f64,
}

/// The version of the valgrind that is installed.
pub fn version() -> Option<String> {
    let text = output(Command::new("valgrind").arg("--version")).ok()?;
    Some(text.trim().to_owned())
}

/// Runs a program under callgrind, which writes to `file`.
///
/// # Errors
/// When it fails.
pub fn count(program: &Path, arguments: &[&str], file: &Path) -> Result<Count> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--quiet"]);
    command.arg(format!("--callgrind-out-file={}", file.display()));
    output(command.arg(program).args(arguments))?;
    let text = fs::read_to_string(file).context("callgrind wrote nothing")?;
    parse(&text).context("callgrind wrote something without a sum")
}

/// The difference of two runs that did the work so many times.
pub fn per_iteration(few: (u32, Count), many: (u32, Count)) -> PerIteration {
    let times = f64::from(many.0.saturating_sub(few.0).max(1));
    let each = |few: u64, many: u64| float(many.saturating_sub(few)) / times;
    PerIteration {
        instructions: each(few.1.instructions, many.1.instructions),
        allocations: each(few.1.allocations, many.1.allocations),
    }
}

/// Reads what callgrind writes. A function is named `(7) malloc` where it comes first and `(7)` after
/// that; `cfn=` names the one that is called by the line `calls=` that follows.
pub fn parse(text: &str) -> Option<Count> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut called = "";
    let mut count = Count::default();
    let mut sum = None;
    for line in text.lines() {
        let Some((key, value)) = line.split_once(['=', ':']) else { continue };
        match key {
            "fn" => drop(function(&mut names, value)),
            "cfn" => called = function(&mut names, value),
            "calls" if ALLOCATORS.contains(&called) => {
                count.allocations += first_number(value).unwrap_or_default();
            }
            "summary" | "totals" => sum = sum.or_else(|| first_number(value)),
            _ => {}
        }
    }
    sum.map(|instructions| Count { instructions, ..count })
}

fn function<'t>(names: &mut HashMap<&'t str, &'t str>, value: &'t str) -> &'t str {
    let (number, name) = value.split_once(' ').unwrap_or((value, ""));
    if !name.is_empty() {
        names.insert(number, name);
    }
    names.get(number).copied().unwrap_or_default()
}

fn first_number(value: &str) -> Option<u64> {
    value.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# callgrind format
version: 1
cmd: ./measured run sample decode ours 2
events: Ir

ob=(1) /lib/libc.so.6
fl=(1) main.rs
fn=(1) measured::run
10 7
cob=(1)
cfn=(2) malloc
calls=3 0
10 300
cfn=(3) measured::read
calls=2 40
11 500

fn=(3)
40 500
cfn=(2)
calls=4 0
41 400
cfn=(4) free
calls=9 0
42 90
totals: 1297
";

    #[test]
    fn sum_and_allocations_are_found() {
        let expected = Count { instructions: 1297, allocations: 7 };
        assert_eq!(parse(FILE), Some(expected));
    }

    #[test]
    fn a_file_without_a_sum_is_none() {
        assert_eq!(parse("fn=(1) main\n1 2\n"), None);
    }

    #[test]
    fn start_and_end_cancel() {
        let run =
            |times: u64| Count { instructions: 1000 + 50 * times, allocations: 8 + 3 * times };
        let each = per_iteration((2, run(2)), (6, run(6)));
        assert_eq!(each, PerIteration { instructions: 50.0, allocations: 3.0 });
    }
}
