//! What was found of a document: a row of the table, and an object of the JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// All that is known of one document.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// Its name: that of the file without extension, or of its folder.
    pub(super) name: String,
    /// Its path.
    pub(super) document: String,
    /// The bytes of its root file.
    pub(super) bytes: u64,
    /// What was generated; null if the generator came to no end.
    pub(super) generated: Option<Generated>,
    /// `cargo check` of the library, after a change of it; its dependencies were built before.
    pub(super) check: Option<Step>,
    /// `cargo clippy --all-targets -- -D warnings`.
    pub(super) clippy: Option<Step>,
    /// `cargo clippy` with each group of operations alone, where groups are features.
    pub(super) groups: Option<Step>,
    /// `cargo doc --no-deps` with `-D warnings`.
    pub(super) rustdoc: Option<Step>,
    /// The golden tests.
    pub(super) golden: Option<Golden>,
    /// What is not as it should be, a sentence each; empty if all is well.
    pub(super) below: Vec<String>,
}

/// What the generator made of a document, by its own account and beside what the document holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Generated {
    /// From the first byte read to the last written, in seconds.
    pub(super) seconds: f64,
    /// Of all processors, in seconds; null where the system does not tell.
    pub(super) cpu_seconds: Option<f64>,
    /// The most memory that the process held, in bytes; null where the system does not tell.
    pub(super) peak_bytes: Option<u64>,
    /// How many diagnostics there are of each code.
    pub(super) diagnostics: BTreeMap<String, usize>,
    /// Whether no diagnostic is of a code that is an error in a document of one's own, examples aside.
    pub(super) valid: bool,
    /// Whether anything was written.
    pub(super) written: bool,
    /// Operations.
    pub(super) operations: Counted,
    /// Schemas under `components`, and the types that are made of them.
    pub(super) schemas: Counted,
    /// Types, those within other schemas included.
    pub(super) types: usize,
    /// Examples: how many there are, and how many have a golden test.
    pub(super) examples: Counted,
    /// Examples without a golden test, by the reason.
    pub(super) untested: BTreeMap<String, usize>,
    /// Lines of Rust in `src/`, the runtime, which is the same for all, left out.
    pub(super) lines: usize,
    /// Files.
    pub(super) files: usize,
}

/// How many there are in the document, and how many in the crate.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Counted {
    pub(super) document: usize,
    pub(super) generated: usize,
}

/// A run of Cargo.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Step {
    /// Whether it succeeded.
    pub(super) passed: bool,
    /// From start to end, in seconds.
    pub(super) seconds: f64,
    /// The first errors, where it did not.
    pub(super) said: Option<String>,
}

/// What became of the golden tests.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Golden {
    pub(super) passed: usize,
    /// The names of those that failed.
    pub(super) failed: Vec<String>,
    /// What was said, where they could not be run.
    pub(super) said: Option<String>,
}

impl Row {
    /// Says what is below reach.
    pub(super) fn judge(&mut self) {
        let mut below = Vec::new();
        match &self.generated {
            Some(generated) if !generated.written => {
                below.push("nothing could be generated".to_owned());
            }
            Some(Generated { operations, valid: true, .. })
                if operations.generated != operations.document =>
            {
                let missing = operations.document.saturating_sub(operations.generated);
                below.push(format!("{missing} operations of a valid document are left out"));
            }
            None | Some(_) => {}
        }
        for (name, step) in [
            ("check", &self.check),
            ("clippy", &self.clippy),
            ("groups", &self.groups),
            ("rustdoc", &self.rustdoc),
        ] {
            if let Some(Step { passed: false, said, .. }) = step {
                below.push(format!("{name}: {}", said.as_deref().unwrap_or("it fails")));
            }
        }
        if let Some(golden) = &self.golden {
            below.extend(golden.said.clone().map(|said| format!("golden tests: {said}")));
            if !golden.failed.is_empty() {
                below.push(format!("golden tests fail: {}", golden.failed.join(", ")));
            }
        }
        self.below.extend(below);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(change: impl FnOnce(&mut Row), expected: &Expect) {
        let counted = Counted { document: 3, generated: 3 };
        let mut row = Row {
            name: "pets".to_owned(),
            document: "pets.yaml".to_owned(),
            bytes: 100,
            generated: Some(Generated {
                valid: true,
                written: true,
                operations: counted,
                ..Generated::default()
            }),
            check: Some(Step { passed: true, seconds: 1.0, said: None }),
            clippy: None,
            groups: None,
            rustdoc: None,
            golden: Some(Golden { passed: 4, ..Golden::default() }),
            below: Vec::new(),
        };
        change(&mut row);
        row.judge();
        expected.assert_eq(&row.below.join("\n"));
    }

    #[test]
    fn all_is_well() {
        check(|_| {}, &expect![[""]]);
    }

    #[test]
    fn an_operation_is_missing() {
        let lose = |row: &mut Row, valid| {
            let generated = row.generated.as_mut().unwrap();
            generated.operations.generated = 1;
            generated.valid = valid;
        };
        check(|row| lose(row, true), &expect![["2 operations of a valid document are left out"]]);
        check(|row| lose(row, false), &expect![[""]]);
    }

    #[test]
    fn a_step_fails() {
        check(
            |row| {
                let said = Some("error: unused".to_owned());
                row.clippy = Some(Step { passed: false, seconds: 1.0, said });
                row.golden.as_mut().unwrap().failed = vec!["a".to_owned(), "b".to_owned()];
            },
            &expect![[r#"
                clippy: error: unused
                golden tests fail: a, b"#]],
        );
    }
}
