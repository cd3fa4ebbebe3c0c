//! Where things stand in this workspace, from whatever folder the command is run.

use std::env;
use std::path::{Path, PathBuf};

/// The root folder. Cargo says at run time where the package is; the place that it had when it
/// was compiled serves a binary that is run without Cargo.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.filter(|folder| folder.ends_with("xtask") && folder.is_dir());
    let package = package.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    package.parent().map(Path::to_owned).unwrap_or(package)
}

/// The document that is generated from when no other is named.
pub(crate) fn spec() -> PathBuf {
    shown(&root().join("spec/openapi.yaml"))
}

/// The folder that is generated into when no other is named.
pub(crate) fn client() -> PathBuf {
    shown(&root().join("generated-client"))
}

/// A path as people like to read it: relative, when it lies in the current folder.
fn shown(path: &Path) -> PathBuf {
    let current = env::current_dir().unwrap_or_default();
    path.strip_prefix(current).unwrap_or(path).to_owned()
}

/// The name of a document in what is generated, the same on every machine: its path in this
/// workspace, or for any other its file name.
pub(crate) fn document_name(spec: &Path) -> String {
    let full = spec.canonicalize().unwrap_or_else(|_| spec.to_owned());
    let root = root().canonicalize().unwrap_or_default();
    let name = full.strip_prefix(root).ok().or_else(|| full.file_name().map(Path::new));
    name.unwrap_or(spec).to_string_lossy().replace('\\', "/")
}
