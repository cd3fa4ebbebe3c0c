//! From an OpenAPI document to the Rust crate that calls the API.
//!
//! The pipeline is this page. A [`Source`] holds the files; [`document`] checks them and reads them
//! as OpenAPI; [`lower`] decides everything and gives the [`ir`]; [`emit`] writes it as tokens, or as
//! text where every member has a line, and [`render`] puts the files together. Data runs one way, a
//! later stage never looks back, and each stage reports what it finds as [`Diagnostics`] instead of
//! failing. Only [`source`] touches the disk.
//!
//! ```
//! use codegen::{Config, Source, generate};
//!
//! let document = "openapi: 3.0.3\ninfo: {title: Empty, version: '1'}\npaths: {}\n";
//! let source = Source::from_memory(&[("openapi.yaml", document)]);
//! let generated = generate(&source, &Config::new("empty-client"));
//! assert!(!generated.diagnostics.has_errors());
//! assert!(generated.files.contains_key(std::path::Path::new("src/lib.rs")));
//! ```

pub mod acknowledge;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lint;
pub mod lower;
mod markdown;
pub mod names;
pub mod render;
pub mod review;
pub mod source;
mod stack;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use ir::Api;
pub use source::Source;
use source::{FileId, Pointer};

/// What the caller decides about the crate.
#[derive(Debug, Clone)]
pub struct Config {
    /// The name of the crate, as Cargo takes it.
    pub crate_name: String,
    /// Its version.
    pub crate_version: String,
    /// An SPDX expression for the manifest.
    pub license: Option<String>,
    /// Whether the crate is a member of a workspace around it. Otherwise it is one of its own.
    pub workspace_member: bool,
    /// The document's name in what is generated.
    pub document: String,
    /// Whether the document is one's own, so that its faults are to be corrected: they stay errors,
    /// and a golden test fails for an example that its schema does not know whole. The faults of
    /// other documents are warnings, as long as anything can be read.
    pub strict: bool,
}

impl Config {
    /// A crate of that name, version 0.1.0, that stands by itself.
    pub fn new(crate_name: impl Into<String>) -> Self {
        Self {
            crate_name: crate_name.into(),
            crate_version: "0.1.0".to_owned(),
            license: None,
            workspace_member: false,
            document: "openapi.yaml".to_owned(),
            strict: false,
        }
    }
}

/// What became of a document.
#[derive(Debug)]
pub struct Generated {
    /// The files of the crate by their path in it. They hold what is sound of the document, even
    /// where there are errors; whoever wants it without any looks at the diagnostics first.
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    /// What there is to say of the document, sorted by position.
    pub diagnostics: Diagnostics,
    /// How much of the document the crate has.
    pub extent: Extent,
}

/// How much of a document its crate has, for whoever holds the two against each other.
#[derive(Debug, Clone, Default)]
pub struct Extent {
    /// Operations.
    pub operations: usize,
    /// Types that stand for a member of `components/schemas` of the root document.
    pub schemas: usize,
    /// All types.
    pub types: usize,
    /// Where the examples stand that the golden tests test.
    pub examples: Vec<Pointer>,
}

impl Extent {
    fn of(api: &Api) -> Self {
        let section = Pointer::root(FileId::ROOT).key("components").key("schemas");
        let is_component = |def: &&ir::TypeDef| def.origin.parent().as_ref() == Some(&section);
        Self {
            operations: api.operations().count(),
            schemas: api.types.iter().filter(is_component).count(),
            types: api.types.len(),
            examples: api
                .examples
                .iter()
                .chain(&api.parts)
                .map(|example| example.origin.clone())
                .collect(),
        }
    }
}

/// Generates the crate that calls the API of the document.
pub fn generate(source: &Source, config: &Config) -> Generated {
    stack::with_room(|| {
        let (api, mut diagnostics) = read_and_lower(source);
        if !config.strict {
            diagnostics.tolerate();
        }
        let emission = emit::Emission::new(&api, config);
        let files = render::files(&emission.jobs());
        Generated { files, diagnostics, extent: Extent::of(&api) }
    })
}

/// The ir of the document, and what there is to say of it.
pub fn analyze(source: &Source) -> (Api, Diagnostics) {
    stack::with_room(|| read_and_lower(source))
}

/// What is wrong with the document, and what those who review it would want otherwise.
pub fn lint(source: &Source) -> Diagnostics {
    stack::with_room(|| {
        let (document, mut diagnostics) = document::read(source);
        let api = lower::lower(&document, &mut diagnostics);
        lint::check(&document, &api, &mut diagnostics);
        diagnostics.sort(source);
        diagnostics
    })
}

fn read_and_lower(source: &Source) -> (Api, Diagnostics) {
    let (document, mut diagnostics) = document::read(source);
    let api = lower::lower(&document, &mut diagnostics);
    diagnostics.sort(source);
    (api, diagnostics)
}
