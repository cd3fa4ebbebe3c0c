//! Has the other generators make their types of the document, which lies beside this file.

mod adapt;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use openapi_to_rust::{CodeGenerator, GeneratorConfig, SchemaAnalyzer};
use progenitor::Generator;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=openapi.yaml");
    println!("cargo::rerun-if-changed=build.rs");
    let document: Value = serde_yaml::from_str(&fs::read_to_string("openapi.yaml")?)?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("openapi_to_rust.rs"), by_openapi_to_rust(document.clone())?)?;
    fs::write(Path::new(&out).join("progenitor.rs"), by_progenitor(document)?)?;
    Ok(())
}

fn by_openapi_to_rust(document: Value) -> Result<String, Box<dyn Error>> {
    let mut analysis = SchemaAnalyzer::new(document)?.analyze()?;
    let config = GeneratorConfig { enable_async_client: false, ..GeneratorConfig::default() };
    let text = CodeGenerator::new(config).generate(&mut analysis)?;
    // It is included in a module, where attributes and documentation of a file may not stand.
    let inner = |line: &&str| !line.starts_with("#![") && !line.starts_with("//!");
    Ok(text.lines().filter(inner).collect::<Vec<_>>().join("\n"))
}

/// Its types; its client would bring an HTTP client with it.
fn by_progenitor(mut document: Value) -> Result<String, Box<dyn Error>> {
    adapt::adapt(&mut document)?;
    let document = serde_json::from_value(document)?;
    let tokens = Generator::default().generate_tokens(&document)?;
    let mut file: syn::File = syn::parse2(tokens)?;
    file.attrs.clear();
    file.items.retain(|item| matches!(item, syn::Item::Mod(module) if module.ident == "types"));
    Ok(prettyplease::unparse(&file))
}
