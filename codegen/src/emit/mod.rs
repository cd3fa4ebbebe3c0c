//! The ir as files: total, so no `Result` and no panic.
//!
//! Every function here takes plain data and gives tokens or text. What could go wrong with a
//! document was decided and reported in [`lower`](crate::lower).

pub mod doc;

mod client;
mod golden;
mod headers;
mod index;
mod lib_rs;
mod limits;
mod manifest;
mod models;
mod needs;
mod operations;
mod outcomes;
mod runtime;
mod servers;
mod setters;
mod steps;
pub mod surface;
mod table;
mod tables;
mod types;
mod usage;

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::TokenStream;

use crate::Config;
use crate::ir::Api;

/// A file before it is rendered.
#[derive(Debug)]
pub enum Content {
    /// A Rust file, to be formatted.
    Rust(Module),
    /// A file whose text is already final.
    Text(String),
}

/// A Rust file: inner docs and attributes, then items, each set apart by an empty line.
#[derive(Debug, Default)]
pub struct Module {
    /// Lines of `//!` and `#![…]`.
    pub head: Vec<String>,
    /// What follows, in order.
    pub chunks: Vec<Chunk>,
}

/// A part of a Rust file.
#[derive(Debug)]
pub enum Chunk {
    /// Items, formatted by prettyplease.
    Items(TokenStream),
    /// The call of one of the runtime's macros, formatted as a table: prettyplease cannot know how.
    Table(String),
}

/// Keeps rustfmt away from a file that is the root of a crate: what it would make of it depends on
/// its version and settings, and the generator's output does not.
const NO_RUSTFMT: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]";

/// All files of the crate, by their path in it.
pub fn emit(api: &Api, config: &Config) -> BTreeMap<PathBuf, Content> {
    let mut files = BTreeMap::new();
    let limits = limits::Tables::new(api);
    files.insert(
        "Cargo.toml".into(),
        Content::Text(manifest::manifest(api, config, limits.has_patterns())),
    );
    files.insert("README.md".into(), Content::Text(manifest::readme(api, config)));
    files.insert(
        "src/lib.rs".into(),
        Content::Rust(lib_rs::module(api, config, limits.has_tables())),
    );
    files.insert("src/client.rs".into(), Content::Rust(client::module(api, config)));
    files.insert("src/models.rs".into(), Content::Rust(models::module(api)));
    let markers = needs::Markers::new(api);
    let missing = markers.module(api);
    let index = index::module(api, missing.is_some());
    files.insert("src/operations/mod.rs".into(), Content::Rust(index));
    if let Some(module) = missing {
        files.insert(format!("src/operations/{}.rs", index::NEEDS).into(), Content::Rust(module));
    }
    for group in &api.groups {
        let path = format!("src/operations/{}.rs", group.name.ident);
        let module = operations::module(api, &limits, &markers, group);
        files.insert(path.into(), Content::Rust(module));
    }
    if let Some(module) = headers::module(api) {
        files.insert("src/headers.rs".into(), Content::Rust(module));
    }
    if let Some(module) = limits.module() {
        files.insert("src/limits.rs".into(), Content::Rust(module));
    }
    for (path, text) in runtime::files() {
        files.insert(path, Content::Text(text));
    }
    files.extend(golden::files(api, config));
    files
}
