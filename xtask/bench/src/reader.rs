//! What a pull parser from elsewhere would cost the users' compile time, beside our own codec.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::scratch::{Scratch, output};
use crate::stopwatch::{Taken, time};

/// How often each is built; the median counts.
const ROUNDS: usize = 3;
/// Where in the runtime's `mod.rs` the values end.
const CALLS: &str = "// ---- calls";

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// `jiter`, without its default features, and all that it depends on, from nothing.
    pub jiter: Taken,
    /// The packages that this is.
    pub packages: Vec<String>,
    /// The codec, when the client's own dependencies are built.
    pub codec: Taken,
}

/// Builds both for release.
///
/// # Errors
/// When the one cannot be fetched, or the other does not compile without the runtime around it.
pub fn measure(root: &Path) -> Result<Built> {
    let parser = scratch(root, "pull-parser", JITER)?;
    parser.write("src/lib.rs", "//! Nothing.\npub use jiter;\n")?;
    let packages = tree(&parser)?;
    let own = codec_alone(root)?;
    output(&mut own.cargo("", BUILD))?;
    let (mut jiter, mut codec) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        output(&mut parser.cargo("", &["clean", "--quiet"]))?;
        jiter.push(time(&mut parser.cargo("", BUILD))?);
        let package = ["clean", "--quiet", "--release", "--package", "codec-alone"];
        output(&mut own.cargo("", &package))?;
        codec.push(time(&mut own.cargo("", BUILD))?);
    }
    Ok(Built { jiter: Taken::median(&jiter), packages, codec: Taken::median(&codec) })
}

/// Checks that the codec still compiles without the rest of the runtime.
///
/// # Errors
/// When it does not.
pub fn check(root: &Path) -> Result<()> {
    let own = codec_alone(root)?;
    output(&mut own.cargo("", &["check", "--quiet"]))
        .context("the codec needs more than values")?;
    Ok(())
}

fn codec_alone(root: &Path) -> Result<Scratch> {
    let own = scratch(root, "codec-alone", CLIENTS)?;
    copy_codec(root, &own)?;
    Ok(own)
}

const BUILD: &[&str] = &["build", "--release", "--quiet"];

/// A crate with a target folder of its own, so that what is cleaned there is missed by nobody else.
fn scratch(root: &Path, name: &str, dependencies: &str) -> Result<Scratch> {
    let scratch = Scratch::new(root, name)?;
    scratch.write("Cargo.toml", MANIFEST.replace("NAME", name) + dependencies)?;
    if !scratch.path("Cargo.lock").exists() {
        scratch.copy(&root.join("Cargo.lock"), "Cargo.lock")?;
    }
    Ok(scratch)
}

/// What is built for `jiter`: name and version of each package.
fn tree(scratch: &Scratch) -> Result<Vec<String>> {
    let arguments = ["tree", "--edges", "no-dev", "--prefix", "none", "--format", "{p}"];
    let text = output(&mut scratch.cargo("", &arguments))?;
    let mut packages: Vec<String> = text
        .lines()
        .filter(|line| !line.starts_with("pull-parser"))
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// Copies what of the runtime is about values, and the rules for parameters, which know values only.
fn copy_codec(root: &Path, scratch: &Scratch) -> Result<()> {
    let from = root.join("codegen/runtime/src/runtime");
    let to = Path::new("src/runtime");
    let modules = fs::read_to_string(from.join("mod.rs")).context("no runtime")?;
    let values = modules.split(CALLS).next().unwrap_or_default();
    let library =
        "//! The codec.\n#![allow(dead_code, unexpected_cfgs, unused)]\npub mod runtime;\n";
    scratch.write("src/lib.rs", library)?;
    scratch.write(to.join("mod.rs"), format!("{values}{PARAMETERS}"))?;
    for module in ["file.rs", "param.rs"] {
        scratch.copy(&from.join(module), to.join(module))?;
    }
    let mut modules = values.lines().filter_map(|line| {
        let name = line.split_once("mod ")?.1.strip_suffix(';')?;
        line.starts_with(['m', 'p']).then_some(name)
    });
    modules.try_for_each(|name| copy_module(scratch, &from, to, name))
}

/// Copies a module: its file, or the files of its folder.
fn copy_module(scratch: &Scratch, from: &Path, to: &Path, name: &str) -> Result<()> {
    let folder = from.join(name);
    if !folder.is_dir() {
        let file = format!("{name}.rs");
        return scratch.copy(&from.join(&file), to.join(file));
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let below = Path::new(name).join(path.file_name().unwrap_or_default());
        scratch.copy(&path, to.join(below))?;
    }
    Ok(())
}

/// What stands in the place of the calls.
const PARAMETERS: &str =
    "mod file;\nmod param;\npub use file::File;\npub use param::{ParamValue, ToParam};\n";

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

const CLIENTS: &str = "\
[dependencies]
bytes = \"1\"
reqwest = { version = \"0.13\", default-features = false }
serde = { version = \"1\", default-features = false, features = [\"std\"] }
serde_json = { version = \"1\", features = [\"raw_value\"] }
";
