//! The state file: which files were generated, and what was in them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::{Files, STATE_FILE, read};

/// The generated files of a folder, each with the hash of what was generated.
#[derive(Debug, Default)]
pub(super) struct State {
    hashes: BTreeMap<PathBuf, String>,
}

impl State {
    /// Reads the state of a folder, empty when there is none, with a note for each line that is
    /// not understood: a merge can leave such lines, and the next run must be able to mend them.
    pub(super) fn read(out: &Path) -> Result<(Self, Vec<String>)> {
        let bytes = read(out, Path::new(STATE_FILE))?.unwrap_or_default();
        let mut state = Self::default();
        let mut notes = Vec::new();
        for (index, line) in String::from_utf8_lossy(&bytes).lines().enumerate() {
            match parse_line(line) {
                Some((hash, path)) => {
                    state.hashes.insert(path.into(), hash.to_owned());
                }
                None => notes.push(format!("line {} of {STATE_FILE} is not understood", index + 1)),
            }
        }
        Ok((state, notes))
    }

    /// The state after `files` are written.
    pub(super) fn of(files: &Files) -> Self {
        let hashes = files.iter().map(|(path, content)| (path.clone(), hash(content)));
        Self { hashes: hashes.collect() }
    }

    /// The text of the state file.
    pub(super) fn to_text(&self) -> Vec<u8> {
        let lines = self.hashes.iter().map(|(path, hash)| (path.to_string_lossy(), hash));
        // Sorted as text: a path sorts by its parts, which puts `a-b` behind `a/b`.
        let sorted: BTreeMap<_, _> = lines.collect();
        let text = sorted.into_iter().map(|(path, hash)| format!("{hash}  {path}\n"));
        text.collect::<String>().into_bytes()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.hashes.keys()
    }

    pub(super) fn hash_of(&self, path: &Path) -> Option<&str> {
        self.hashes.get(path).map(String::as_str)
    }
}

fn parse_line(line: &str) -> Option<(&str, &str)> {
    let (hash, path) = line.split_once("  ")?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hash && !path.is_empty()).then_some((hash, path))
}

/// The SHA-256 of some content, in lower-case hex.
pub(super) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}
