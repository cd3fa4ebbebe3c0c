//! Files as they were in a revision.

use std::env;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A commit of the repository around the current folder.
pub(super) struct Revision {
    name: String,
    /// The hash, which nothing else is called.
    commit: String,
    root: PathBuf,
}

impl Revision {
    /// The commit that a name stands for.
    ///
    /// # Errors
    /// Without git, outside a repository, and for a name that is none.
    pub(super) fn find(name: &str) -> Result<Self> {
        let root = git(&["rev-parse", "--show-toplevel"])?;
        let Some(root) = root else {
            bail!("--base needs a git repository, and this folder is in none")
        };
        // What begins with a dash is no revision, and git must not take it for an option.
        let peeled = format!("{name}^{{commit}}");
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", &peeled];
        let Some(commit) = git(&args)? else {
            bail!(
                "--base: git knows no revision {name:?}; a shallow clone may have to be deepened"
            );
        };
        Ok(Self { name: name.to_owned(), commit, root: PathBuf::from(root) })
    }

    /// The name as it was given.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The bytes that a file had, or why there are none.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let full = settled(Path::new(path)).map_err(|error| error.to_string())?;
        let Ok(inside) = full.strip_prefix(&self.root) else {
            return Err("it is outside the repository, and no revision has it".to_owned());
        };
        let inside = inside.to_string_lossy().replace('\\', "/");
        let object = format!("{}:{inside}", self.commit);
        let output = Command::new("git")
            .args(["cat-file", "blob", &object])
            .current_dir(&self.root)
            .stderr(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(format!("there is no such file in the revision {}", self.name));
        }
        Ok(output.stdout)
    }
}

/// What git writes, without the line end; nothing where it refuses.
fn git(args: &[&str]) -> Result<Option<String>> {
    let output = Command::new("git").args(args).stderr(Stdio::null()).output();
    let output = output.context("cannot run git, which --base needs")?;
    let text = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    Ok(output.status.success().then_some(text))
}

/// The path from the root of the system, of a file that need not be there any more.
fn settled(path: &Path) -> Result<PathBuf> {
    let mut full = env::current_dir()?.canonicalize()?;
    for part in path.components() {
        match part {
            Component::ParentDir => drop(full.pop()),
            Component::CurDir => {}
            part => full.push(part),
        }
    }
    Ok(full)
}
