//! Folders that a crate can be written to.

use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};

use crate::workspace;

/// The folders of this workspace that people write in.
const HANDWRITTEN: &[&str] = &["spec", "codegen", "xtask"];

/// Checks that a crate may be written to a folder, which need not be there yet, and gives its path
/// without `..` behind what does not exist.
///
/// # Errors
/// When the folder is a file or below one, when this workspace lies in it, or when it lies in a part
/// of this workspace that is written by hand.
pub(super) fn check(out: &Path) -> Result<PathBuf> {
    let root = workspace::root();
    check_in(&root.canonicalize().unwrap_or(root), out)
}

fn check_in(root: &Path, out: &Path) -> Result<PathBuf> {
    let settled = settle(out);
    let (there, full) = locate(&settled);
    if !there.is_dir() {
        bail!("--out {}: {} is a file; give a folder", out.display(), there.display());
    }
    if full.parent().is_none() {
        bail!("--out {} is the root of the file system; give a folder of its own", out.display());
    }
    if root.starts_with(&full) {
        bail!("--out {} holds this workspace; give a folder of its own", out.display());
    }
    if let Some(part) = HANDWRITTEN.iter().find(|part| full.starts_with(root.join(part))) {
        bail!(
            "--out {} lies in {part}/ of this workspace, which is written by hand; give another folder",
            out.display()
        );
    }
    Ok(settled)
}

/// Takes each `..` off together with the folder before it, where that does not exist: there the
/// system would not go back. Where it exists it may be a link, and only the system knows the way.
fn settle(out: &Path) -> PathBuf {
    let mut settled = PathBuf::new();
    for part in out.components() {
        let is_missing = !settled.as_os_str().is_empty() && !settled.exists();
        if part == Component::ParentDir && is_missing {
            settled.pop();
        } else {
            settled.push(part);
        }
    }
    if settled.as_os_str().is_empty() { PathBuf::from(".") } else { settled }
}

/// What of a path is there, and where the whole of it will be, links followed.
fn locate(path: &Path) -> (&Path, PathBuf) {
    for there in path.ancestors() {
        let shown = if there.as_os_str().is_empty() { Path::new(".") } else { there };
        if let (Ok(full), Ok(rest)) = (shown.canonicalize(), path.strip_prefix(there)) {
            return (shown, if rest.as_os_str().is_empty() { full } else { full.join(rest) });
        }
    }
    (path, path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use expect_test::{Expect, expect};
    use tempfile::TempDir;

    use super::*;

    /// Looks at paths below a folder that holds a workspace `w`.
    fn check(paths: &[&str], expected: &Expect) {
        let temp = TempDir::new().unwrap();
        let home = temp.path().canonicalize().unwrap();
        for folder in ["w/spec", "w/xtask", "w/generated-client"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        fs::write(home.join("file"), "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(home.join("w"), home.join("link")).unwrap();
        let line = |path: &&str| {
            let text = match check_in(&home.join("w"), &home.join(path)) {
                Ok(settled) => format!("{path} -> {}", settled.display()),
                Err(error) => format!("{error:#}"),
            };
            text.replace(home.to_str().unwrap(), "HOME") + "\n"
        };
        expected.assert_eq(&paths.iter().map(line).collect::<String>());
    }

    #[test]
    fn folders_of_their_own_are_taken() {
        check(
            &[
                "new",
                "a/b",
                "w/generated-client",
                "w/new",
                "w/specs",
                "x/../y",
                "x/z/../../y",
                "w/../y",
            ],
            &expect![[r#"
                new -> HOME/new
                a/b -> HOME/a/b
                w/generated-client -> HOME/w/generated-client
                w/new -> HOME/w/new
                w/specs -> HOME/w/specs
                x/../y -> HOME/y
                x/z/../../y -> HOME/y
                w/../y -> HOME/w/../y
            "#]],
        );
    }

    #[test]
    fn files_are_no_folders() {
        check(
            &["file", "file/below", "x/../file"],
            &expect![[r#"
            --out HOME/file: HOME/file is a file; give a folder
            --out HOME/file/below: HOME/file is a file; give a folder
            --out HOME/x/../file: HOME/file is a file; give a folder
        "#]],
        );
    }

    #[test]
    fn what_holds_the_workspace_is_refused() {
        check(
            &["w", "", "w/spec/..", "x/../w", "w/new/..", "/"],
            &expect![[r#"
            --out HOME/w holds this workspace; give a folder of its own
            --out HOME/ holds this workspace; give a folder of its own
            --out HOME/w/spec/.. holds this workspace; give a folder of its own
            --out HOME/x/../w holds this workspace; give a folder of its own
            --out HOME/w/new/.. holds this workspace; give a folder of its own
            --out / is the root of the file system; give a folder of its own
        "#]],
        );
    }

    #[test]
    fn what_is_written_by_hand_is_refused() {
        check(
            &["w/spec", "w/xtask/src/new", "w/x/../spec", "w/codegen"],
            &expect![[r#"
            --out HOME/w/spec lies in spec/ of this workspace, which is written by hand; give another folder
            --out HOME/w/xtask/src/new lies in xtask/ of this workspace, which is written by hand; give another folder
            --out HOME/w/x/../spec lies in spec/ of this workspace, which is written by hand; give another folder
            --out HOME/w/codegen lies in codegen/ of this workspace, which is written by hand; give another folder
        "#]],
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        check(
            &["link", "link/spec/new", "link/generated-client"],
            &expect![[r#"
            --out HOME/link holds this workspace; give a folder of its own
            --out HOME/link/spec/new lies in spec/ of this workspace, which is written by hand; give another folder
            link/generated-client -> HOME/link/generated-client
        "#]],
        );
    }
}
