//! Which paths may be written: only those that stay inside the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};

use super::STATE_FILE;

/// Refuses a set of paths of which one leaves the folder, or two cannot both be files.
pub(super) fn check_all<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    let paths: BTreeSet<&Path> = paths.map(PathBuf::as_path).collect();
    let mut folded = BTreeMap::new();
    for path in &paths {
        check(path)?;
        // Two names that differ only in case are one file on macOS and Windows.
        if let Some(other) = folded.insert(path.to_string_lossy().to_lowercase(), path) {
            bail!("{} and {} are one file on some systems", other.display(), path.display());
        }
        if let Some(folder) = path.ancestors().skip(1).find(|folder| paths.contains(folder)) {
            bail!("{} would be both a file and a folder", folder.display());
        }
    }
    Ok(())
}

/// Refuses a path that is not plainly below the folder.
fn check(path: &Path) -> Result<()> {
    let plain = |part| matches!(part, Component::Normal(_));
    if path.as_os_str().is_empty() || !path.components().all(plain) {
        bail!("{} does not lie inside the output folder", path.display());
    }
    let Some(text) = path.to_str() else {
        bail!("{} is not valid Unicode", path.display());
    };
    // A backslash or a colon means something else on Windows; a line break would forge the state.
    if text.contains(['\\', ':', '\n', '\r'])
        || text.split('/').any(|part| part.is_empty() || part == ".")
    {
        bail!("{text:?} is not a path that every system takes");
    }
    if path == Path::new(STATE_FILE) {
        bail!("{STATE_FILE} is where the list of generated files is kept");
    }
    Ok(())
}

/// Refuses a path that goes through a symbolic link, or ends in something that is not a file.
pub(super) fn check_on_disk(out: &Path, path: &Path) -> Result<()> {
    let mut full = out.to_path_buf();
    for part in path.components() {
        full.push(part);
        let Ok(found) = fs::symlink_metadata(&full) else {
            return Ok(()); // Nothing there, so nothing to follow; other faults come out on reading.
        };
        if found.is_symlink() {
            bail!("{} is a symbolic link; remove it first", full.display());
        }
        if full == out.join(path) && !found.is_file() {
            bail!("{} is not a file; remove it first", full.display());
        }
    }
    Ok(())
}
