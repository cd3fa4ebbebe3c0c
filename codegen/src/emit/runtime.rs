//! `src/runtime/`: the hand-written part of every client, copied as it is.

use std::path::PathBuf;

include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// The files of the runtime by their path in the generated crate.
pub(super) fn files() -> impl Iterator<Item = (PathBuf, String)> {
    RUNTIME.iter().map(|(path, text)| (PathBuf::from("src/runtime").join(path), (*text).to_owned()))
}
