//! Changes a folder as a whole or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::{Files, Report, STATE_FILE};

/// Writes and removes what the report names. After an error the folder is as it was.
pub(super) fn apply(out: &Path, files: &Files, report: &Report) -> Result<()> {
    // A link to a folder may lead to another file system, from which nothing can be renamed.
    let out = &out.canonicalize().unwrap_or_else(|_| out.to_owned());
    let mut undo = Undo::default();
    let staged = stage(out, files, report, &mut undo);
    match staged.and_then(|stage| rename_all(out, &stage, report, &mut undo)) {
        Ok(()) => {
            remove_empty_folders(out, report);
            Ok(())
        }
        Err(error) => Err(undo.run(error)),
    }
}

/// Writes all new content into a temporary folder.
fn stage(out: &Path, files: &Files, report: &Report, undo: &mut Undo) -> Result<PathBuf> {
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    undo.create_folders(parent)?;
    let stage = staging_folder(parent, out)?;
    let folder = stage.path().to_owned();
    undo.steps.push(Step::Staged(stage));
    let mut made = None;
    for (path, content) in report.writes().filter_map(|path| files.get_key_value(path)) {
        let target = folder.join("new").join(path);
        // The files of a folder follow one another.
        if let Some(folder) = target.parent().filter(|_| made != path.parent()) {
            fs::create_dir_all(folder)?;
            made = path.parent();
        }
        fs::write(&target, content).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(folder)
}

/// A temporary folder beside `out`, so on the same file system, or in it where the parent may not
/// be written.
pub(super) fn staging_folder(parent: &Path, out: &Path) -> Result<TempDir> {
    let within = |folder| tempfile::Builder::new().prefix(".generate-").tempdir_in(folder);
    match within(parent) {
        Err(_) if out.is_dir() => {
            within(out).with_context(|| format!("cannot write to {}", out.display()))
        }
        beside => beside.with_context(|| format!("cannot write to {}", parent.display())),
    }
}

/// Puts the staged files into place: all at once where there is nothing yet, otherwise one after the other. The
/// state file comes last then: if the machine stops half-way, the old one still names every file that an
/// earlier run wrote.
fn rename_all(out: &Path, stage: &Path, report: &Report, undo: &mut Undo) -> Result<()> {
    let (new, old) = (stage.join("new"), stage.join("old"));
    if fs::symlink_metadata(out).is_err() && new.is_dir() {
        return undo.rename(&new, out);
    }
    for path in report.removals() {
        undo.set_aside(out, &old, path)?;
    }
    let last = Path::new(STATE_FILE);
    let writes = report.writes().filter(|path| *path != last);
    for path in writes.chain(report.writes().filter(|path| *path == last)) {
        undo.set_aside(out, &old, path)?;
        if let Some(folder) = out.join(path).parent() {
            undo.create_folders(folder)?;
        }
        undo.rename(&new.join(path), &out.join(path))?;
    }
    Ok(())
}

/// Removes the folders that only held removed files. Never fails: a folder that cannot be
/// removed is not empty, or harms nobody.
fn remove_empty_folders(out: &Path, report: &Report) {
    let parents = report.removals().flat_map(|path| path.ancestors().skip(1));
    let folders: BTreeSet<&Path> = parents.filter(|path| !path.as_os_str().is_empty()).collect();
    for folder in folders.into_iter().rev() {
        let _ = fs::remove_dir(out.join(folder)); // refuses a folder that is not empty
    }
}

/// What was done, so that it can be undone. Owns the temporary folder, which holds the files
/// that were set aside and so must outlive every other step.
#[derive(Default)]
struct Undo {
    steps: Vec<Step>,
}

enum Step {
    Staged(TempDir),
    Renamed { from: PathBuf, to: PathBuf },
    Created(PathBuf),
}

impl Undo {
    fn rename(&mut self, from: &Path, to: &Path) -> Result<()> {
        fs::rename(from, to).with_context(|| format!("cannot put {} into place", to.display()))?;
        self.steps.push(Step::Renamed { from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    /// Moves a file out of the way, if there is one.
    fn set_aside(&mut self, out: &Path, old: &Path, path: &Path) -> Result<()> {
        let (file, aside) = (out.join(path), old.join(path));
        if fs::symlink_metadata(&file).is_err() {
            return Ok(());
        }
        if let Some(folder) = aside.parent() {
            fs::create_dir_all(folder)?;
        }
        self.rename(&file, &aside)
    }

    /// Creates a folder and those above it, remembering each.
    fn create_folders(&mut self, folder: &Path) -> Result<()> {
        let missing =
            folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists());
        let missing: Vec<&Path> = missing.collect();
        for path in missing.into_iter().rev() {
            fs::create_dir(path).with_context(|| format!("cannot create {}", path.display()))?;
            self.steps.push(Step::Created(path.to_owned()));
        }
        Ok(())
    }

    /// Undoes every step, the last first; hands back the error, with what could not be undone.
    fn run(self, error: anyhow::Error) -> anyhow::Error {
        let mut lost = Vec::new();
        for step in self.steps.into_iter().rev() {
            match step {
                Step::Renamed { from, to } if fs::rename(&to, &from).is_err() => lost.push(to),
                // Files that could not be put back are left where a person can find them.
                Step::Staged(stage) if !lost.is_empty() => drop(stage.keep()),
                Step::Created(folder) => drop(fs::remove_dir(folder)),
                Step::Staged(_) | Step::Renamed { .. } => {}
            }
        }
        if lost.is_empty() {
            return error;
        }
        let lost: Vec<String> = lost.iter().map(|path| path.display().to_string()).collect();
        error.context(format!("not everything could be put back; see {}", lost.join(", ")))
    }
}
