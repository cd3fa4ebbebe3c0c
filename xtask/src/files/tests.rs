//! Each test is a short story about one folder, told by its report and its final listing.

// `expect_test` writes its texts with hashes, needed or not.
#![allow(clippy::needless_raw_string_hashes)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use super::*;

struct Folder {
    temp: TempDir,
}

impl Folder {
    fn new() -> Self {
        Self { temp: TempDir::new().unwrap() }
    }

    fn out(&self) -> PathBuf {
        self.temp.path().join("crate")
    }

    fn put(&self, path: &str, content: &str) -> &Self {
        let full = self.out().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, content).unwrap();
        self
    }

    fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.out().join(path)).unwrap();
        self
    }

    fn sync(&self, files: &[(&str, &str)], mode: Mode) -> Result<Report> {
        let files = files.iter().map(|(path, text)| (path.into(), text.as_bytes().to_vec()));
        sync(&self.out(), &files.collect(), mode)
    }

    fn write(&self, files: &[(&str, &str)]) -> &Self {
        assert!(!self.sync(files, Mode::Write).unwrap().is_refused());
        self
    }

    /// Says what happened and what is now in the folder, with all files but the state file.
    fn check(&self, files: &[(&str, &str)], mode: Mode, expected: &Expect) -> &Self {
        let mut text = match self.sync(files, mode) {
            Err(error) => {
                format!("error: {error:#}\n").replace(self.temp.path().to_str().unwrap(), "")
            }
            Ok(report) => {
                let lines = report.findings.iter().map(|finding| format!("{finding}\n"));
                let lines: String =
                    lines.chain(report.notes.iter().map(|n| format!("{n}\n"))).collect();
                format!(
                    "{lines}unchanged {} applied {} refused {}\n",
                    report.unchanged, report.applied, report.refused
                )
            }
        };
        text += "--\n";
        self.list(&self.out(), &mut text);
        // Nothing temporary is left behind.
        let beside =
            fs::read_dir(self.temp.path()).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(beside.filter(|name| name != "crate").count() == 0);
        expected.assert_eq(&text);
        self
    }

    fn list(&self, folder: &Path, text: &mut String) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(self.out()).unwrap().display().to_string();
            if path.is_symlink() {
                writeln!(text, "{name} -> link").unwrap();
            } else if path.is_dir() {
                writeln!(text, "{name}/").unwrap();
                self.list(&path, text);
            } else if name != STATE_FILE {
                writeln!(text, "{name}: {}", fs::read_to_string(&path).unwrap()).unwrap();
            }
        }
    }
}

const TWO: &[(&str, &str)] = &[("Cargo.toml", "toml"), ("src/lib.rs", "lib")];

#[test]
fn a_new_folder_is_filled_and_the_second_run_changes_nothing() {
    let folder = Folder::new();
    folder.check(
        TWO,
        Mode::Check,
        &expect![[r#"
        missing   Cargo.toml
        missing   src/lib.rs
        missing   .generated
        unchanged 0 applied false refused false
        --
    "#]],
    );
    folder.check(
        TWO,
        Mode::Write,
        &expect![[r#"
        missing   Cargo.toml
        missing   src/lib.rs
        missing   .generated
        unchanged 0 applied true refused false
        --
        Cargo.toml: toml
        src/
        src/lib.rs: lib
    "#]],
    );
    for mode in [Mode::Check, Mode::Write] {
        folder.check(
            TWO,
            mode,
            &expect![[r#"
            unchanged 2 applied false refused false
            --
            Cargo.toml: toml
            src/
            src/lib.rs: lib
        "#]],
        );
    }
}

#[test]
fn the_state_file_is_sorted_as_text_and_sha256sum_reads_it() {
    let folder = Folder::new();
    folder.write(&[("a/b", "x"), ("a-b", "y"), ("c", "")]);
    let state = fs::read_to_string(folder.out().join(STATE_FILE)).unwrap();
    expect![[r#"
        a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa  a-b
        2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  a/b
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  c
    "#]]
    .assert_eq(&state);
}

#[test]
fn only_what_changed_is_touched() {
    let folder = Folder::new();
    folder.write(TWO);
    let long_ago = SystemTime::UNIX_EPOCH;
    for path in ["Cargo.toml", "src/lib.rs"] {
        fs::File::options()
            .write(true)
            .open(folder.out().join(path))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    folder.write(&[("Cargo.toml", "toml"), ("src/lib.rs", "new")]);
    let modified = |path| fs::metadata(folder.out().join(path)).unwrap().modified().unwrap();
    assert_eq!(modified("Cargo.toml"), long_ago);
    assert_ne!(modified("src/lib.rs"), long_ago);
}

#[test]
fn orphans_go_with_their_empty_folders_and_handwritten_files_stay() {
    let folder = Folder::new();
    folder.write(&[("src/lib.rs", "lib"), ("src/old/a.rs", "a"), ("tests/golden/x.rs", "x")]);
    folder.put("tests/mine.rs", "mine").put("CHANGELOG.md", "log").put("examples/e.rs", "e");
    folder.check(
        &[("src/lib.rs", "lib")],
        Mode::Check,
        &expect![[r#"
        orphaned  src/old/a.rs
        orphaned  tests/golden/x.rs
        stale     .generated
        unchanged 1 applied false refused false
        --
        CHANGELOG.md: log
        examples/
        examples/e.rs: e
        src/
        src/lib.rs: lib
        src/old/
        src/old/a.rs: a
        tests/
        tests/golden/
        tests/golden/x.rs: x
        tests/mine.rs: mine
    "#]],
    );
    folder.check(
        &[("src/lib.rs", "lib")],
        Mode::Write,
        &expect![[r#"
        orphaned  src/old/a.rs
        orphaned  tests/golden/x.rs
        stale     .generated
        unchanged 1 applied true refused false
        --
        CHANGELOG.md: log
        examples/
        examples/e.rs: e
        src/
        src/lib.rs: lib
        tests/
        tests/mine.rs: mine
    "#]],
    );
}

#[test]
fn an_edited_file_is_named_and_then_overwritten() {
    let folder = Folder::new();
    folder.write(&[("a.rs", "a"), ("b.rs", "b"), ("c.rs", "c")]);
    folder.put("a.rs", "by hand").put("b.rs", "by hand").remove("c.rs");
    folder.check(
        &[("a.rs", "a"), ("c.rs", "c")],
        Mode::Write,
        &expect![[r#"
        edited    a.rs (changed by hand since it was generated)
        missing   c.rs
        orphaned  b.rs (changed by hand since it was generated)
        stale     .generated
        unchanged 0 applied true refused false
        --
        a.rs: a
        c.rs: c
    "#]],
    );
}

#[test]
fn a_foreign_file_is_overwritten_only_by_force() {
    let folder = Folder::new();
    folder.put("Cargo.toml", "somebody's").put("src/lib.rs", "lib").put("notes.txt", "notes");
    folder.check(
        TWO,
        Mode::Write,
        &expect![[r#"
        foreign   Cargo.toml (not written by this command)
        missing   .generated
        unchanged 1 applied false refused true
        --
        Cargo.toml: somebody's
        notes.txt: notes
        src/
        src/lib.rs: lib
    "#]],
    );
    folder.check(
        TWO,
        Mode::Force,
        &expect![[r#"
        foreign   Cargo.toml (not written by this command)
        missing   .generated
        unchanged 1 applied true refused false
        --
        Cargo.toml: toml
        notes.txt: notes
        src/
        src/lib.rs: lib
    "#]],
    );
}

#[test]
fn a_failure_half_way_leaves_everything_as_it_was() {
    let folder = Folder::new();
    folder.write(&[("a.rs", "old"), ("gone.rs", "gone")]);
    folder.put("tests", "a file where a folder is wanted");
    let files = [("a.rs", "new"), ("b/c.rs", "new"), ("tests/golden.rs", "new")];
    folder.check(&files, Mode::Force, &expect![[r#"
        error: /crate could not be written; it is as it was: cannot put /crate/tests/golden.rs into place: Not a directory (os error 20)
        --
        a.rs: old
        gone.rs: gone
        tests: a file where a folder is wanted
    "#]]);
}

#[test]
fn a_failure_in_a_new_folder_leaves_no_folder() {
    let folder = Folder::new();
    fs::write(folder.temp.path().join("crate"), "a file").unwrap();
    folder.sync(TWO, Mode::Write).unwrap_err();
    assert_eq!(fs::read_to_string(folder.out()).unwrap(), "a file");
}

#[cfg(unix)]
#[test]
fn a_parent_that_may_not_be_written_does_not_stand_in_the_way() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.put("mine.txt", "mine");
    let parent = |mode| {
        fs::set_permissions(folder.temp.path(), fs::Permissions::from_mode(mode)).unwrap();
    };
    parent(0o555);
    folder.write(TWO);
    parent(0o755);
    let mut listed = String::new();
    folder.list(&folder.out(), &mut listed);
    expect![[r#"
        Cargo.toml: toml
        mine.txt: mine
        src/
        src/lib.rs: lib
    "#]]
    .assert_eq(&listed);
}

#[test]
fn the_stage_is_beside_the_folder_or_else_within() {
    let folder = Folder::new();
    folder.put("mine.txt", "mine");
    let stage = |parent: &Path| commit::staging_folder(parent, &folder.out());
    let place = |stage: Result<TempDir>| stage.unwrap().path().parent().unwrap().to_owned();
    assert_eq!(place(stage(folder.temp.path())), folder.temp.path());
    // Nobody, the superuser included, can put a folder into a file.
    assert_eq!(place(stage(&folder.out().join("mine.txt"))), folder.out());
    let error = commit::staging_folder(&folder.out().join("mine.txt"), Path::new("nowhere"));
    assert!(error.unwrap_err().to_string().starts_with("cannot write to "));
}

#[test]
fn a_folder_may_become_needed_where_a_generated_file_was() {
    let folder = Folder::new();
    folder.write(&[("src/a", "a")]);
    folder.check(
        &[("src/a/b", "b")],
        Mode::Write,
        &expect![[r#"
        missing   src/a/b
        orphaned  src/a
        stale     .generated
        unchanged 0 applied true refused false
        --
        src/
        src/a/
        src/a/b: b
    "#]],
    );
}

#[test]
fn paths_that_leave_the_folder_are_refused() {
    for path in ["", "../x", "/etc/x", "a/../b", "./a", "a//b", "a\\b", "c:x", "a\nb", STATE_FILE] {
        let folder = Folder::new();
        let error = folder.sync(&[(path, "x")], Mode::Force).expect_err(path);
        assert!(!folder.out().exists(), "{path:?}: {error:#}");
    }
}

#[test]
fn paths_that_contradict_each_other_are_refused() {
    for paths in [["a", "a/b"], ["src/A.rs", "src/a.rs"]] {
        let folder = Folder::new();
        folder.sync(&paths.map(|path| (path, "x")), Mode::Force).unwrap_err();
        assert!(!folder.out().exists());
    }
}

#[test]
fn a_forged_state_file_removes_nothing_outside() {
    let folder = Folder::new();
    fs::write(folder.temp.path().join("precious"), "x").unwrap();
    folder.put(STATE_FILE, &format!("{}  ../precious\n", state::hash(b"x")));
    folder.sync(TWO, Mode::Force).unwrap_err();
    assert!(folder.temp.path().join("precious").exists());
}

#[test]
fn lines_that_a_merge_left_in_the_state_are_noted_and_mended() {
    let folder = Folder::new();
    folder.write(TWO);
    let state = fs::read_to_string(folder.out().join(STATE_FILE)).unwrap();
    folder.put(STATE_FILE, &format!("<<<<<<< ours\n{state}"));
    folder.check(
        TWO,
        Mode::Write,
        &expect![[r#"
        stale     .generated
        line 1 of .generated is not understood
        unchanged 2 applied true refused false
        --
        Cargo.toml: toml
        src/
        src/lib.rs: lib
    "#]],
    );
    assert_eq!(fs::read_to_string(folder.out().join(STATE_FILE)).unwrap(), state);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new();
    let outside = TempDir::new().unwrap();
    fs::create_dir_all(folder.out()).unwrap();
    symlink(outside.path(), folder.out().join("src")).unwrap();
    folder.check(
        TWO,
        Mode::Force,
        &expect![[r#"
        error: /crate/src is a symbolic link; remove it first
        --
        src -> link
    "#]],
    );
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn the_folder_itself_may_be_a_link() {
    let folder = Folder::new();
    let real = TempDir::new().unwrap();
    std::os::unix::fs::symlink(real.path(), folder.out()).unwrap();
    folder.write(TWO);
    assert!(real.path().join("src/lib.rs").exists());
}

mod wild {
    use proptest::prelude::*;

    use super::*;

    /// Sets of files that a run could want.
    fn files() -> impl Strategy<Value = Vec<(String, String)>> {
        let path = "[a-c](/[a-c]\\.rs|\\.rs)";
        prop::collection::btree_map(path, "[xy]", 0..6)
            .prop_map(|files| files.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn each_run_leaves_exactly_what_is_wanted(runs in prop::collection::vec(files(), 1..4)) {
            let folder = Folder::new();
            folder.put("mine.txt", "mine");
            for files in runs {
                let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
                folder.write(&files);
                prop_assert!(folder.sync(&files, Mode::Check).unwrap().is_clean());
                let mut listed = String::new();
                folder.list(&folder.out(), &mut listed);
                let found: Vec<&str> = listed.lines().filter(|line| !line.ends_with('/')).collect();
                let mut wanted: Vec<String> = files.iter().map(|(path, text)| format!("{path}: {text}")).collect();
                wanted.push("mine.txt: mine".into());
                prop_assert_eq!(found.len(), wanted.len());
                prop_assert!(wanted.iter().all(|line| found.contains(&line.as_str())));
                // No folder is left empty.
                for folder in listed.lines().filter(|line| line.ends_with('/')) {
                    prop_assert!(found.iter().any(|line| line.starts_with(folder)));
                }
            }
        }
    }
}
