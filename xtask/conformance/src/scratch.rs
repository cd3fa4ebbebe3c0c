//! Crates that a test generates, and Cargo run on them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::spec;

/// The files of a crate, by their path in it.
pub type Files = Vec<(PathBuf, Vec<u8>)>;

/// The folder of a crate below this workspace's target folder, kept from run to run so that Cargo builds
/// again only what changed.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    target: PathBuf,
    /// What was written, or is as it should be.
    written: RefCell<BTreeSet<PathBuf>>,
}

impl Scratch {
    /// The crate `name`; the crates of one `room` share what their dependencies are built to.
    pub fn new(room: &str, name: &str) -> Self {
        let room = target_folder().join(room);
        let (folder, target) = (room.join(name), room.join("target"));
        let scratch = Self { folder, target, written: RefCell::default() };
        let lock = spec::workspace().join("Cargo.lock");
        scratch.write(Path::new("Cargo.lock"), &read(&lock));
        scratch
    }

    /// Writes a file, unless it is as it should be.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, path: &Path, bytes: &[u8]) {
        let path = self.folder.join(path);
        self.written.borrow_mut().insert(path.clone());
        if fs::read(&path).is_ok_and(|old| old == bytes) {
            return;
        }
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    /// Copies a folder and what is in it.
    ///
    /// # Panics
    /// When it cannot be read, or a file cannot be written.
    pub fn copy(&self, from: &Path, to: &Path) {
        for entry in fs::read_dir(from).expect("the folder is there") {
            let entry = entry.expect("an entry");
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            if from.is_dir() {
                self.copy(&from, &to);
            } else {
                self.write(&to, &read(&from));
            }
        }
    }

    /// Removes what an earlier run wrote and this one did not: a module that has moved would be there twice.
    fn sweep(&self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.sweep(&path);
            } else if !self.written.borrow().contains(&path) {
                fs::remove_file(path).expect("the file can be removed");
            }
        }
    }

    /// Runs a command of Cargo on the crate, offline. Whether it succeeds, and what is said.
    ///
    /// # Panics
    /// When Cargo cannot be run.
    pub fn cargo(&self, arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String) {
        for folder in ["src", "tests"] {
            self.sweep(&self.folder.join(folder));
        }
        let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(arguments)
            // Without TLS, which these tests have no use for, little is to be built.
            .args(["--offline", "--no-default-features", "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.folder)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUST_BACKTRACE", "0")
            .envs(environment.iter().copied())
            .output()
            .expect("Cargo runs");
        let text =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        (output.status.success(), text.concat())
    }
}

/// The workspace's target folder, found from this test's own program, which lies in it.
fn target_folder() -> PathBuf {
    let program = env::current_exe().expect("a test knows its program");
    let profile = program.ancestors().find(|folder| folder.ends_with("deps"));
    profile.and_then(Path::parent).map_or_else(env::temp_dir, |folder| folder.join("scratch"))
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
