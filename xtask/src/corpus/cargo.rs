//! Cargo on the crates that were generated.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use bench::said::first_error;
use bench::scratch;
use codegen::{Config, Source};

use super::row::{Golden, Step};
use crate::files::{self, Mode};
use crate::workspace;

/// The folder of the crates, and the target folder that they share.
#[derive(Clone, Debug)]
pub(super) struct Workshop {
    folder: PathBuf,
}

/// A document that asks for all that any other may ask for: an example and a pattern.
const FIRST: &str = r#"{
    "openapi": "3.0.3",
    "info": {"title": "First", "version": "1"},
    "paths": {"/a/{b}": {"get": {
        "parameters": [{"name": "b", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^a"}}],
        "responses": {"200": {"description": "", "content": {"application/json": {"example": 1}}}}
    }}}
}"#;

impl Workshop {
    /// The folder below the workspace's target folder, kept from run to run.
    pub(super) fn new() -> Result<Self> {
        let folder = scratch::target(&workspace::root()).join("corpus");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { folder })
    }

    /// The folder of a crate.
    pub(super) fn crate_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Builds what all of the crates depend on, so that no time of theirs has it in it.
    ///
    /// # Errors
    /// When that fails: nothing could be said of any document then.
    pub(super) fn prepare(&self) -> Result<()> {
        let source = Source::from_memory(&[("openapi.json", FIRST)]);
        let generated = codegen::generate(&source, &Config::new("first"));
        let out = self.crate_of("first");
        files::sync(&out, &generated.files, Mode::Force)?;
        Self::settle(&out)?;
        for step in [self.check(&out)?, self.clippy(&out)?, self.rustdoc(&out)?] {
            if let Some(said) = step.said {
                bail!("the crate of the smallest document does not compile: {said}");
            }
        }
        self.golden(&out).map(drop)
    }

    /// Gives a crate the versions of this workspace.
    pub(super) fn settle(out: &Path) -> Result<()> {
        let lock = workspace::root().join("Cargo.lock");
        fs::copy(&lock, out.join("Cargo.lock"))
            .map(drop)
            .with_context(|| format!("cannot copy {}", lock.display()))
    }

    /// `cargo check` of the library after a change of it.
    pub(super) fn check(&self, out: &Path) -> Result<Step> {
        scratch::touch(&out.join("src/lib.rs"))?;
        self.step(out, &["check", "--lib"], &[])
    }

    /// Clippy on all that was generated, tests too; a warning is a failure.
    pub(super) fn clippy(&self, out: &Path) -> Result<Step> {
        self.step(out, &["clippy", "--all-targets", "--", "-D", "warnings"], &[])
    }

    /// Clippy on the library with each group of operations alone; none where groups are no features.
    pub(super) fn groups(&self, out: &Path) -> Result<Option<Step>> {
        let manifest = out.join("Cargo.toml");
        let manifest = fs::read_to_string(&manifest)
            .with_context(|| format!("cannot read {}", manifest.display()))?;
        let mut all: Option<Step> = None;
        for group in groups(&manifest) {
            let features = format!("rustls,{group}");
            let alone = ["clippy", "--lib", "--no-default-features", "--features", &features];
            let step = self.step(out, &[&alone[..], &["--", "-D", "warnings"]].concat(), &[])?;
            let seconds = step.seconds + all.map_or(0.0, |before| before.seconds);
            let said = step.said.map(|said| format!("{group} alone: {said}"));
            all = Some(Step { seconds, said, ..step });
            if !step.passed {
                break;
            }
        }
        Ok(all)
    }

    /// The documentation; a warning is a failure.
    pub(super) fn rustdoc(&self, out: &Path) -> Result<Step> {
        self.step(out, &["doc", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])
    }

    /// The golden tests; none where the document shows no payload.
    pub(super) fn golden(&self, out: &Path) -> Result<Golden> {
        if !out.join("tests/golden.rs").is_file() {
            return Ok(Golden::default());
        }
        let output = self.cargo(out, &["test", "--test", "golden"], &[])?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut golden = outcomes(&text);
        if !output.status.success() && golden.failed.is_empty() {
            golden.said = Some(first_error(&String::from_utf8_lossy(&output.stderr)));
        }
        Ok(golden)
    }

    fn step(&self, out: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<Step> {
        let start = Instant::now();
        let output = self.cargo(out, arguments, variables)?;
        let seconds = start.elapsed().as_secs_f64();
        let passed = output.status.success();
        let said = (!passed).then(|| first_error(&String::from_utf8_lossy(&output.stderr)));
        Ok(Step { passed, seconds, said })
    }

    fn cargo(&self, out: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Result<Output> {
        Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
            .args(arguments)
            .current_dir(out)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_TERM_COLOR", "never")
            .env("RUST_BACKTRACE", "0")
            // What Cargo tells this command is not meant for those that it runs.
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("RUSTFLAGS")
            .envs(variables.iter().copied())
            .output()
            .context("cannot run cargo")
    }
}

/// The features of a manifest that are groups of operations.
fn groups(manifest: &str) -> impl Iterator<Item = &str> {
    let features = manifest.lines().filter_map(|line| line.strip_suffix(" = []"));
    features.filter(|feature| feature.starts_with("group-"))
}

/// What libtest printed of its tests.
fn outcomes(text: &str) -> Golden {
    let mut golden = Golden::default();
    for line in text.lines().filter_map(|line| line.strip_prefix("test ")) {
        match line.rsplit_once(" ... ") {
            Some((_, "ok")) => golden.passed += 1,
            Some((name, "FAILED")) => golden.failed.push(name.to_owned()),
            _ => {}
        }
    }
    golden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_off_the_manifest() {
        let manifest = "[features]\noauth = []\ngroups = [\n    \"group-a\",\n]\ngroup-a = []\n";
        assert_eq!(groups(manifest).collect::<Vec<_>>(), ["group-a"]);
    }

    #[test]
    fn outcomes_of_tests_are_counted() {
        let text =
            "\nrunning 3 tests\ntest a ... ok\ntest b ... FAILED\ntest c ... ok\n\nfailures:\n";
        let golden = outcomes(text);
        assert_eq!((golden.passed, golden.failed), (2, vec!["b".to_owned()]));
    }
}
