//! Generates progenitor's client from the document, as progenitor's documentation has it.

mod adapt;

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use progenitor::{GenerationSettings, Generator, InterfaceStyle};

fn main() -> Result<(), Box<dyn Error>> {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/openapi.yaml");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={}", document.display());
    let code = generate(&fs::read_to_string(document)?)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("progenitor.rs"), code)?;
    Ok(())
}

/// The text of progenitor's client of a document.
fn generate(document: &str) -> Result<String, Box<dyn Error>> {
    let mut document = serde_yaml::from_str(document)?;
    adapt::adapt(&mut document)?;
    let document = serde_json::from_value(document)?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}
