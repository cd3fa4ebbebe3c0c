//! The one place that writes artifacts, or checks those that are there.
//!
//! [`sync`] brings a folder to a given set of files. It touches only what it wrote itself in an
//! earlier run, which it knows from the state file `.generated` in that folder, and it changes
//! all of it or nothing.

mod commit;
mod paths;
mod report;
mod state;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub use report::{Finding, Report, Trouble};

use state::State;

/// The files to write: the path below the folder, with `/` between its parts, and the content.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The name of the file that lists what was generated into a folder.
///
/// Its lines are sorted and have the form of `sha256sum`: 64 hex digits, two spaces, the path.
pub const STATE_FILE: &str = ".generated";

/// What [`sync`] shall do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Change the folder, unless a file that was not generated stands in the way.
    Write,
    /// Change the folder, and overwrite what stands in the way.
    Force,
    /// Change nothing, only report.
    Check,
}

/// Brings `out` to hold exactly `files`, beside whatever people keep there by hand.
///
/// All changes are staged in a temporary folder beside `out` (in it where its parent may not be
/// written), then renamed into place; when one
/// rename fails, those before it are undone. A file whose content is already right is not
/// touched. Files of an earlier run that are no longer wanted are removed, and the folders that
/// this leaves empty. A report with [`Report::is_refused`] means that nothing was changed.
///
/// # Errors
/// When a path would leave `out` (absolute, `..`, through a symbolic link), two paths contradict
/// each other, or a file cannot be read or written.
pub fn sync(out: &Path, files: &Files, mode: Mode) -> Result<Report> {
    paths::check_all(files.keys())?;
    let (state, notes) = State::read(out)?;
    paths::check_all(state.paths())?;
    let state_text = State::of(files).to_text();
    let mut report = compare(out, files, &state)?;
    report.notes = notes;
    compare_state_file(out, &state_text, &mut report)?;
    if mode == Mode::Check || report.is_clean() {
        return Ok(report);
    }
    report.refused = mode == Mode::Write && report.has(Trouble::Foreign);
    if !report.refused {
        let mut all = files.clone();
        all.insert(PathBuf::from(STATE_FILE), state_text);
        commit::apply(out, &all, &report)
            .with_context(|| format!("{} could not be written; it is as it was", out.display()))?;
        report.applied = true;
    }
    Ok(report)
}

/// Compares the folder with what is wanted, and with what an earlier run left.
fn compare(out: &Path, files: &Files, state: &State) -> Result<Report> {
    let mut report = Report::default();
    for (path, wanted) in files {
        let found = read(out, path)?;
        match trouble(found.as_deref(), wanted, state.hash_of(path)) {
            Some(trouble) => report.add(trouble, path),
            None => report.unchanged += 1,
        }
    }
    for path in state.paths().filter(|path| !files.contains_key(*path)) {
        if let Some(found) = read(out, path)? {
            let as_generated = state.hash_of(path) == Some(state::hash(&found).as_str());
            let trouble = if as_generated { Trouble::Orphaned } else { Trouble::EditedOrphan };
            report.add(trouble, path);
        }
    }
    Ok(report)
}

/// What is wrong with one file, if anything.
fn trouble(found: Option<&[u8]>, wanted: &[u8], recorded: Option<&str>) -> Option<Trouble> {
    let Some(found) = found else {
        return Some(Trouble::Missing);
    };
    if found == wanted {
        return None;
    }
    Some(match recorded {
        None => Trouble::Foreign,
        Some(recorded) if recorded == state::hash(found) => Trouble::Stale,
        Some(_) => Trouble::Edited,
    })
}

/// The state file is an artifact too, but nobody's edit of it is worth a warning of its own.
fn compare_state_file(out: &Path, wanted: &[u8], report: &mut Report) -> Result<()> {
    let path = Path::new(STATE_FILE);
    match read(out, path)? {
        Some(found) if found == wanted => {}
        Some(_) => report.add(Trouble::Stale, path),
        None => report.add(Trouble::Missing, path),
    }
    Ok(())
}

/// The content of a file below `out`; `None` when there is none.
fn read(out: &Path, path: &Path) -> Result<Option<Vec<u8>>> {
    paths::check_on_disk(out, path)?;
    let full = out.join(path);
    match fs::read(&full) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // A file stands where a folder is wanted: said when the folder's files are looked at.
        Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", full.display())),
    }
}

#[cfg(test)]
mod tests;
