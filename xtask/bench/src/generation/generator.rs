//! The generators: how their users call them, and what their users add to make a crate of the result.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::scratch::{Scratch, output};

/// One of those that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generator {
    /// `cargo xtask generate`.
    Ours,
    /// The peer to beat.
    OpenapiToRust,
    /// For `OpenAPI` 3.1; it reads 3.0 as well.
    Oas3Gen,
    /// `cargo progenitor`, for `OpenAPI` 3.0.
    Progenitor,
}

impl Generator {
    /// All, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Ours, Self::OpenapiToRust, Self::Oas3Gen, Self::Progenitor];

    /// How the report calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::OpenapiToRust => "openapi-to-rust",
            Self::Oas3Gen => "oas3-gen",
            Self::Progenitor => "progenitor",
        }
    }

    /// The package on crates.io, which has a program of the same name, and its version.
    pub fn package(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Ours => None,
            Self::OpenapiToRust => Some(("openapi-to-rust", "0.23.0")),
            Self::Oas3Gen => Some(("oas3-gen", "0.29.0")),
            Self::Progenitor => Some(("cargo-progenitor", "0.15.1")),
        }
    }

    /// Its program: a build for release in the folder of the peers.
    ///
    /// # Errors
    /// When Cargo cannot install it; then with the reason.
    pub(super) fn install(self, scratch: &Scratch) -> Result<PathBuf> {
        let (package, version) = self.package().context("it is not on crates.io")?;
        let folder = format!("peers/{package}-{version}");
        let program = scratch.path(&folder).join(format!("bin/{package}{EXE_SUFFIX}"));
        if !program.is_file() {
            let exact = format!("={version}");
            let options = ["install", "--quiet", "--locked", "--no-track", "--version", &exact];
            let mut cargo = scratch.cargo("", &options);
            output(cargo.arg("--root").arg(scratch.path(&folder)).arg(package))?;
        }
        Ok(program)
    }

    /// What makes the crate `name` in the folder `out`, which is not there yet.
    pub(super) fn command(
        self,
        program: &Path,
        document: &Path,
        out: &Path,
        name: &str,
    ) -> Command {
        let mut command = Command::new(program);
        match self {
            Self::Ours => command
                .args(["generate", "--name", name, "--spec"])
                .arg(document)
                .arg("--out")
                .arg(out),
            Self::OpenapiToRust => command
                .arg("generate")
                .arg(document)
                .arg("--output-dir")
                .arg(out.join("src/generated")),
            Self::Oas3Gen => {
                command.args(["generate", "client-mod", "--workspace", "--input"]);
                command.arg(document).arg("--output").arg(out)
            }
            Self::Progenitor => {
                command.args(["progenitor", "--name", name, "--version", "0.1.0", "--input"]);
                command.arg(document).arg("--output").arg(out)
            }
        };
        command
    }

    /// Makes the result a crate of its own, as far as the generator leaves that to its users.
    pub(super) fn complete(self, out: &Path, name: &str) -> Result<()> {
        let read = |file: &str| {
            let path = out.join(file);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        let write = |file: &str, text: &str| {
            let path = out.join(file);
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
        };
        match self {
            Self::Ours => Ok(()),
            Self::OpenapiToRust => {
                let dependencies = read("src/generated/REQUIRED_DEPS.toml")?;
                write("src/lib.rs", "pub mod generated;\n")?;
                write(
                    "Cargo.toml",
                    &format!("{}{dependencies}{ALONE}", MANIFEST.replace("NAME", name)),
                )
            }
            Self::Oas3Gen | Self::Progenitor => {
                write("Cargo.toml", &format!("{}{ALONE}", read("Cargo.toml")?))
            }
        }
    }
}

const MANIFEST: &str = "\
[package]
name = \"NAME\"
version = \"0.1.0\"
edition = \"2024\"
publish = false

";

/// It lies in the folder of another workspace.
const ALONE: &str = "\n[workspace]\n";

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(generator: Generator, expected: &Expect) {
        let (program, document) = (Path::new("PROGRAM"), Path::new("pets.yaml"));
        let command = generator.command(program, document, Path::new("out"), "pets");
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        let words: Vec<_> = words.map(|word| word.to_string_lossy().replace('\\', "/")).collect();
        expected.assert_eq(&words.join(" "));
    }

    #[test]
    fn each_is_called_as_its_users_call_it() {
        check(Generator::Ours, &expect!["PROGRAM generate --name pets --spec pets.yaml --out out"]);
        check(
            Generator::OpenapiToRust,
            &expect!["PROGRAM generate pets.yaml --output-dir out/src/generated"],
        );
        check(
            Generator::Oas3Gen,
            &expect!["PROGRAM generate client-mod --workspace --input pets.yaml --output out"],
        );
        check(
            Generator::Progenitor,
            &expect![
                "PROGRAM progenitor --name pets --version 0.1.0 --input pets.yaml --output out"
            ],
        );
    }
}
