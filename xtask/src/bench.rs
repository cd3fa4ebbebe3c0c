//! Measurements, shown and written down.

use std::fs;

use anyhow::{Context, Result};

use crate::cli::{BenchCommand, CodecArgs};
use crate::{say, workspace};

/// Where the numbers are kept, from the root of the workspace.
const PAGE: &str = "docs/benchmarks.md";

/// Measures what the arguments ask for. All is well unless there is an error.
///
/// # Errors
/// When something cannot be built or run, or the page not written.
pub(crate) fn run(command: &BenchCommand) -> Result<bool> {
    match command {
        BenchCommand::Codec(args) => codec(args)?,
    }
    Ok(true)
}

fn codec(args: &CodecArgs) -> Result<()> {
    let root = workspace::root();
    let tell = &mut |step: &str| say::err(step);
    let parts = if args.quick { ::bench::quick(&root, tell) } else { ::bench::codec(&root, tell) }?;
    say::out(&::bench::page::terminal(&parts));
    if args.write {
        let page = root.join(PAGE);
        fs::write(&page, ::bench::page::markdown(&parts))
            .with_context(|| format!("cannot write {}", page.display()))?;
    }
    Ok(())
}
