//! Crates that are written below the target folder, measured, and never committed.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

/// A folder below the workspace's target folder, kept from run to run so that Cargo builds again only
/// what changed.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// The folder of that name, made if it is not there.
    pub(crate) fn new(root: &Path, name: &str) -> Result<Self> {
        let folder = target(root).join("bench").join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { folder })
    }

    /// A path in it.
    pub(crate) fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.folder.join(below)
    }

    /// Writes a file, unless it is as it should be.
    pub(crate) fn write(&self, below: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Result<()> {
        let path = self.path(below);
        if fs::read(&path).is_ok_and(|old| old == bytes.as_ref()) {
            return Ok(());
        }
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            fs::write(&path, bytes)
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }

    /// Copies a file.
    pub(crate) fn copy(&self, from: &Path, below: impl AsRef<Path>) -> Result<()> {
        let bytes = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
        self.write(below, bytes)
    }

    /// A command of Cargo on the crate in a folder below, with a target folder that the crates of this
    /// scratch share.
    pub(crate) fn cargo(&self, below: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        command
            .args(arguments)
            .current_dir(self.path(below))
            .env("CARGO_TARGET_DIR", self.path("target"))
            .env("CARGO_INCREMENTAL", "0")
            // What Cargo tells the programs that it runs is not meant for those that they run.
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("RUSTFLAGS");
        command
    }
}

/// The target folder of the workspace whose root that is.
pub fn target(root: &Path) -> PathBuf {
    root.join(env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from))
}

/// Lets a file seem changed.
///
/// # Errors
/// When it is not there, or may not be written.
pub fn touch(file: &Path) -> Result<()> {
    let touched = File::options().append(true).open(file);
    touched
        .and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("cannot touch {}", file.display()))
}

/// Runs a command to its end and gives what it prints.
///
/// # Errors
/// When it cannot be run, or fails; then with what it said.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    if !output.status.success() {
        bail!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
