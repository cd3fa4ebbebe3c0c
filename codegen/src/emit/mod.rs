//! The ir as files: total, so no `Result` and no panic.
//!
//! Every function here takes plain data and gives tokens or text. What could go wrong with a
//! document was decided and reported in [`lower`](crate::lower).

pub mod doc;

mod client;
mod failures;
mod features;
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
mod parts;
mod runtime;
mod servers;
mod setters;
mod steps;
mod structs;
pub mod surface;
mod table;
mod tables;
mod types;
mod usage;

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
    /// An alias as final text, of which nothing is told elsewhere: it is its own declaration.
    Declaration(String),
    /// Items of which the text is final: prettyplease cannot know how a line of a macro is laid out, and to parse
    /// and print so many would take most of the time. What they declare is told by their emitter.
    Text(String),
    /// The same for what belongs to the item before it (the setters of a request, the next request where there are
    /// none), which follows without an empty line.
    Attached(String),
}

/// Columns after which a line of code is broken that prettyplease does not lay out.
pub(crate) const WIDTH: usize = 112;

/// Keeps rustfmt away from a file that is the root of a crate: what it would make of it depends on
/// its version and settings, and the generator's output does not.
const NO_RUSTFMT: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]";

/// What makes some files of the crate, by their path in it. Each can be done on a thread of its own.
pub type Job<'a> = Box<dyn Fn() -> Vec<(PathBuf, Content)> + Send + Sync + 'a>;

/// What is emitted, and from what.
pub struct Emission<'a> {
    api: &'a Api,
    config: &'a Config,
    features: features::Features<'a>,
    limits: limits::Tables<'a>,
    markers: needs::Markers<'a>,
}

impl<'a> Emission<'a> {
    /// The crate of the API, named and set up as the caller wants it.
    pub fn new(api: &'a Api, config: &'a Config) -> Self {
        let (limits, markers) = (limits::Tables::new(api), needs::Markers::new(api));
        Self { api, config, features: features::Features::new(api), limits, markers }
    }

    /// What makes all files of the crate, what takes longest first.
    pub fn jobs(&self) -> Vec<Job<'_>> {
        let Self { api, config, .. } = *self;
        let mut jobs: Vec<Job<'_>> = vec![
            Box::new(|| vec![rust("src/models.rs", models::module(api, &self.features))]),
            Box::new(|| golden::files(api, config).into_iter().collect()),
        ];
        jobs.extend(self.features.owned().into_iter().filter_map(
            |(at, owned)| -> Option<Job<'_>> {
                let group = api.groups.get(at)?;
                let path = format!("src/models/{}.rs", group.name.ident);
                Some(Box::new(move || vec![rust(&path, models::of_group(api, group, &owned))]))
            },
        ));
        jobs.extend(api.groups.iter().map(|group| -> Job<'_> {
            let path = format!("src/operations/{}.rs", group.name.ident);
            Box::new(move || {
                let module = operations::module(api, &self.limits, &self.markers, group);
                vec![rust(&path, module)]
            })
        }));
        jobs.push(Box::new(|| self.frame()));
        jobs
    }

    /// What every crate has, more or less the same.
    fn frame(&self) -> Vec<(PathBuf, Content)> {
        let Self { api, config, features, limits, markers } = self;
        let missing = markers.module(api);
        let manifest = manifest::manifest(api, config, features, limits.has_patterns());
        let mut files = vec![
            ("Cargo.toml".into(), Content::Text(manifest)),
            ("README.md".into(), Content::Text(manifest::readme(api, config, features))),
            rust("src/lib.rs", lib_rs::module(api, config, features, limits.has_tables())),
            rust("src/client.rs", client::module(api, config)),
            rust("src/operations/mod.rs", index::module(api, features, missing.is_some())),
        ];
        let needs = format!("src/operations/{}.rs", index::NEEDS);
        files.extend(missing.map(|module| rust(&needs, module)));
        files.extend(headers::module(api).map(|module| rust("src/headers.rs", module)));
        files.extend(limits.module().map(|module| rust("src/limits.rs", module)));
        files.extend(runtime::files().map(|(path, text)| (path, Content::Text(text))));
        files
    }
}

fn rust(path: &str, module: Module) -> (PathBuf, Content) {
    (path.into(), Content::Rust(module))
}
