//! What a pull parser from elsewhere would cost the users' compile time, beside our own codec.

use std::path::Path;

use anyhow::{Context, Result};

use crate::scratch::{Scratch, output};
use crate::stopwatch::{Taken, time};

/// How often each is built; the median counts.
const ROUNDS: usize = 3;
/// What of the runtime is about values, beside the folder `codec`.
const VALUES: [&str; 7] = [
    "decode.rs",
    "json.rs",
    "model.rs",
    "number.rs",
    "number_or_string.rs",
    "one_or_many.rs",
    "unix_time.rs",
];
/// Where in the runtime's `mod.rs` the values end.
const CALLS: &str = "// ---- calls";

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// `jiter`, without its default features, and all that it depends on, from nothing.
    pub jiter: Taken,
    /// The packages that this is.
    pub packages: Vec<String>,
    /// The codec, when `serde` and `serde_json` are built, as they are for every contender.
    pub codec: Taken,
}

/// Builds both for release.
///
/// # Errors
/// When the one cannot be fetched, or the other does not compile without the runtime around it.
pub fn measure(root: &Path) -> Result<Built> {
    let scratch = Scratch::new(root, "reader")?;
    for (name, dependencies) in [("pull-parser", JITER), ("codec-alone", SERDE)] {
        let manifest = MANIFEST.replace("NAME", name) + dependencies;
        scratch.write(Path::new(name).join("Cargo.toml"), manifest)?;
        scratch.copy(&root.join("Cargo.lock"), Path::new(name).join("Cargo.lock"))?;
    }
    scratch.write("pull-parser/src/lib.rs", "//! Nothing.\npub use jiter;\n")?;
    copy_codec(root, &scratch)?;
    let packages = tree(&scratch)?;
    output(&mut scratch.cargo("codec-alone", &["build", "--release", "--quiet"]))?;
    let (mut jiter, mut codec) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let clean = |package| ["clean", "--quiet", "--release", "--package", package];
        for package in packages.iter().filter_map(|package| package.split(' ').next()) {
            output(&mut scratch.cargo("pull-parser", &clean(package)))?;
        }
        jiter.push(time(&mut scratch.cargo("pull-parser", &["build", "--release", "--quiet"]))?);
        output(&mut scratch.cargo("codec-alone", &clean("codec-alone")))?;
        codec.push(time(&mut scratch.cargo("codec-alone", &["build", "--release", "--quiet"]))?);
    }
    Ok(Built { jiter: Taken::median(&jiter), packages, codec: Taken::median(&codec) })
}

/// What is built for `jiter`: name and version of each package.
fn tree(scratch: &Scratch) -> Result<Vec<String>> {
    let arguments = ["tree", "--edges", "no-dev", "--prefix", "none", "--format", "{p}"];
    let text = output(&mut scratch.cargo("pull-parser", &arguments))?;
    let mut packages: Vec<String> = text
        .lines()
        .filter(|line| !line.starts_with("pull-parser"))
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// Copies what of the runtime is about values.
fn copy_codec(root: &Path, scratch: &Scratch) -> Result<()> {
    let from = root.join("codegen/runtime/src/runtime");
    let to = Path::new("codec-alone/src/runtime");
    let modules = std::fs::read_to_string(from.join("mod.rs")).context("no runtime")?;
    let values = modules.split(CALLS).next().unwrap_or_default();
    scratch.write(to.join("mod.rs"), values)?;
    let library = "//! The codec.\n#![allow(dead_code, unused_imports)]\npub mod runtime;\n";
    scratch.write("codec-alone/src/lib.rs", library)?;
    for name in VALUES {
        scratch.copy(&from.join(name), to.join(name))?;
    }
    for entry in std::fs::read_dir(from.join("codec"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        scratch.copy(&path, to.join("codec").join(name))?;
    }
    Ok(())
}

const MANIFEST: &str = "\
[package]
name = \"NAME\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[workspace]

";

const JITER: &str = "\
[dependencies]
jiter = { version = \"0.19\", default-features = false }
";

const SERDE: &str = "\
[dependencies]
serde = { version = \"1\", default-features = false, features = [\"std\"] }
serde_json = { version = \"1\", features = [\"raw_value\"] }
";
