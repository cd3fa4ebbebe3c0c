//! The program that is measured: written, built, run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::payload::Payload;
use crate::scratch::{Scratch, output};

const FILES: [(&str, &str); 5] = [
    ("main.rs", include_str!("../program/main.rs")),
    ("contender.rs", include_str!("../program/contender.rs")),
    ("yardstick.rs", include_str!("../program/yardstick.rs")),
    ("peers.rs", include_str!("../program/peers.rs")),
    ("build.rs", include_str!("../program/build.rs")),
];
const MANIFEST: &str = include_str!("../program/manifest.toml");
const PEERS: &str = include_str!("../program/peers.toml");
const ADAPT: &str = include_str!("../../conformance/build/adapt.rs");

/// The program, and the payloads as files beside it.
#[derive(Debug)]
pub(crate) struct Measured {
    scratch: Scratch,
    program: PathBuf,
}

impl Measured {
    /// Writes and builds it. With `peers` Cargo fetches them from the registry; without, nothing.
    pub(crate) fn build(root: &Path, peers: bool) -> Result<Self> {
        let scratch = Scratch::new(root, if peers { "codec" } else { "codec-quick" })?;
        for (name, text) in FILES {
            scratch.write(name, text)?;
        }
        scratch.write("adapt.rs", ADAPT)?;
        scratch.copy(&root.join("spec/openapi.yaml"), "openapi.yaml")?;
        scratch.write("Cargo.toml", manifest(root, peers))?;
        if !scratch.path("Cargo.lock").exists() {
            scratch.copy(&root.join("Cargo.lock"), "Cargo.lock")?;
        }
        let offline: &[&str] = if peers { &[] } else { &["--offline"] };
        let arguments = [&["build", "--release", "--quiet"], offline].concat();
        output(&mut scratch.cargo("", &arguments)).context("the measured program is not built")?;
        let program = scratch.path("target/release/measured");
        Ok(Self { scratch, program })
    }

    /// Writes the payloads for it, and gives their files.
    pub(crate) fn write(&self, payloads: &[Payload]) -> Result<Vec<PathBuf>> {
        let write = |payload: &Payload| {
            let file = Path::new("payloads").join(payload.name);
            self.scratch.write(&file, payload.file())?;
            Ok(self.scratch.path(file))
        };
        payloads.iter().map(write).collect()
    }

    /// A run of it.
    pub(crate) fn command(&self) -> Command {
        Command::new(&self.program)
    }

    /// Its program file.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// A path beside it.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.scratch.path(below)
    }

    /// The versions that its `Cargo.lock` settled on.
    pub(crate) fn lock(&self) -> Result<String> {
        std::fs::read_to_string(self.scratch.path("Cargo.lock")).context("no Cargo.lock")
    }
}

fn manifest(root: &Path, peers: bool) -> String {
    // Between single quotes TOML takes a text as it is, backslashes too.
    let client = format!("'{}'", root.join("generated-client").display());
    let (build, default) = if peers { ("\"build.rs\"", "\"peers\"") } else { ("false", "") };
    let manifest = MANIFEST
        .replace("{client}", &client)
        .replace("{build}", build)
        .replace("{default}", default);
    if peers { manifest + PEERS } else { manifest }
}
