//! `src/operations/needs.rs`: what requests may still lack. Operations that lack the same share the type that
//! stands for it, its setter and what is said of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::steps::{Step, steps};
use super::types::Types;
use super::{Chunk, Module, doc, setters};
use crate::ir::{Api, Body, Doc, Format, Param, Written};
use crate::names::{self, Scope};

/// What makes two required parameters one: the setter, what it takes, and how the value is given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    marker: String,
    /// Whether it takes other values than texts, which go first.
    is_special: bool,
    setter: String,
    taken: String,
    line: String,
}

/// The types that stand for what is missing.
pub(super) struct Markers<'a> {
    /// For names only: what is written with them is imported by the module of [`Markers::module`].
    types: Types<'a>,
    params: BTreeMap<Key, (String, Doc)>,
    bodies: BTreeMap<(String, &'static str), String>,
}

impl<'a> Markers<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let types = Types::outside(api);
        let mut said: BTreeMap<Key, Vec<(&Doc, usize)>> = BTreeMap::new();
        let mut bodies = BTreeMap::new();
        // What the module imports, and the parameters of the impls.
        let mut scope = Scope::with(names::TAKEN_REQUESTS);
        for parameter in ["B", "P", "T"] {
            scope.claim(parameter);
        }
        for step in api.operations().flat_map(steps) {
            match step {
                Step::Param(param) => {
                    let docs = said.entry(key(&types, param)).or_default();
                    match docs.iter_mut().find(|(doc, _)| **doc == param.doc) {
                        Some((_, count)) => *count += 1,
                        None => docs.push((&param.doc, 1)),
                    }
                }
                Step::Body(body) => {
                    bodies.insert((body.marker.clone(), word(body)), String::new());
                }
            }
        }
        for ((marker, word), ident) in &mut bodies {
            *ident = scope.claim(&body_ident(marker, word));
        }
        let params = said.into_iter().map(|(key, docs)| {
            let special = format!(
                "{}{}",
                key.marker,
                names::type_ident(key.taken.trim_start_matches("impl Into"))
            );
            let ident = scope.claim_first(&[&key.marker, &special]);
            // What most operations say, and of those the first.
            let doc = docs.iter().rev().max_by_key(|(_, count)| *count);
            (key, (ident, doc.map(|(doc, _)| (*doc).clone()).unwrap_or_default()))
        });
        let params = params.collect();
        Self { types, params, bodies }
    }

    /// Without regard to operations: the types are named as if each name had one type.
    pub(super) fn none(api: &'a Api) -> Self {
        let (params, bodies) = (BTreeMap::new(), BTreeMap::new());
        Self { types: Types::outside(api), params, bodies }
    }

    /// The types as Rust, as the runtime's macros declare them.
    pub(super) fn declarations(&self) -> String {
        let enums = self.params.values().map(|(ident, _)| format!("pub enum {ident} {{}}\n"));
        let bodies = self.bodies.iter().map(|((_, word), ident)| match *word {
            "json" | "form" => format!("pub struct {ident}<B>(PhantomData<B>);\n"),
            _ => format!("pub enum {ident} {{}}\n"),
        });
        enums.chain(bodies).collect()
    }

    /// The type that stands for what a step gives.
    pub(super) fn marker(&self, types: &Types<'_>, step: Step<'_>) -> String {
        match step {
            Step::Param(param) => {
                let found = self.params.get(&key(&self.types, param));
                format!("needs::{}", found.map_or(param.marker.as_str(), |(ident, _)| ident))
            }
            Step::Body(body) => {
                let found = self.bodies.get(&(body.marker.clone(), word(body)));
                let ident = found.cloned().unwrap_or_else(|| body_ident(&body.marker, word(body)));
                match body.format {
                    Format::Json | Format::Form => {
                        format!("needs::{ident}<{}>", super::types::text(&types.ty(&body.ty)))
                    }
                    _ => format!("needs::{ident}"),
                }
            }
        }
    }

    /// What the document says of a step here that its shared setter does not say.
    pub(super) fn said_here<'s>(&self, step: Step<'s>) -> Option<&'s Doc> {
        let doc = match step {
            Step::Param(param) => {
                let shared = self.params.get(&key(&self.types, param)).map(|(_, doc)| doc);
                Some(&param.doc).filter(|doc| Some(*doc) != shared)?
            }
            Step::Body(body) => &body.doc,
        };
        Some(doc).filter(|doc| doc.description.is_some() || !doc.facts.is_empty())
    }

    /// The file; none where no operation lacks anything at first.
    pub(super) fn module(&self, api: &Api) -> Option<Module> {
        if self.params.is_empty() && self.bodies.is_empty() {
            return None;
        }
        let types = Types::outside(api);
        let mut written = Vec::new();
        // In the order of the type's names, which are those that people read.
        let mut params: Vec<_> = self.params.iter().collect();
        params.sort_by_key(|(_, (ident, _))| ident);
        for step in api.operations().flat_map(steps) {
            if let Step::Param(param) = step {
                // Only to note what has to be imported.
                types.argument(&param.ty, &quote::quote!(x));
            }
        }
        let mut table = String::from("crate::runtime::needs! {\n");
        for (key, (ident, doc)) in params {
            doc::lines_into(doc, &format!("{}. Required.", doc::code(&key.setter)), 4, &mut table);
            let _ = writeln!(table, "    {ident} {}", key.line);
        }
        table.push('}');
        if !self.params.is_empty() {
            written.push(Chunk::Text(table));
        }
        if !self.bodies.is_empty() {
            let mut table = String::from("crate::runtime::needs_body! {\n");
            for ((_, word), ident) in &self.bodies {
                let held = if matches!(*word, "json" | "form") { "<B>" } else { "" };
                let setter = self.setter(api, ident);
                let _ = writeln!(table, "    {ident}{held} {setter}: {word};");
            }
            table.push('}');
            written.push(Chunk::Text(table));
        }
        let imports = types.imports();
        if !imports.is_empty() {
            written.insert(0, Chunk::Items(imports));
        }
        let head = vec![
            "//! What a request may still lack.".to_owned(),
            "//!".to_owned(),
            "//! The types stand in [`Needs`](crate::runtime::Needs): while one of them is there, the request"
                .to_owned(),
            "//! cannot be sent. Operations that need the same share them.".to_owned(),
        ];
        Some(Module { head, chunks: written })
    }

    /// The setter of a body's marker.
    fn setter<'s>(&self, api: &'s Api, ident: &str) -> &'s str {
        let found = api.operations().flat_map(steps).find_map(|step| match step {
            Step::Body(body) => {
                let of = self.bodies.get(&(body.marker.clone(), word(body)));
                of.is_some_and(|of| of == ident).then_some(body.name.ident.as_str())
            }
            Step::Param(..) => None,
        });
        found.unwrap_or("body")
    }
}

/// What the setter of a step takes.
pub(super) fn taken(types: &Types<'_>, step: Step<'_>) -> String {
    match step {
        Step::Param(param) => key(types, param).taken,
        Step::Body(body) => match body.format {
            Format::Json | Format::Form => {
                format!("impl Into<{}>", super::types::text(&types.ty(&body.ty)))
            }
            Format::Text => "impl Into<String>".to_owned(),
            Format::Bytes if body.is_file() => "impl Into<File>".to_owned(),
            Format::Bytes => "impl Into<Bytes>".to_owned(),
            Format::Multipart => "impl Into<Multipart>".to_owned(),
        },
    }
}

/// `Body` for JSON, `TextBody` for text.
fn body_ident(marker: &str, word: &str) -> String {
    if word == "json" { marker.to_owned() } else { format!("{}{marker}", names::type_ident(word)) }
}

fn key(types: &Types<'_>, param: &Param) -> Key {
    let name = &param.name.ident;
    let value = quote::format_ident!("{name}");
    let (taken, made) = types.argument(&param.ty, &quote::quote!(#value));
    let (taken, made) =
        (super::types::text(&taken), setters::collected(&super::types::text(&made)));
    let give = match param.written {
        Written::Plain => "give",
        Written::Tree => "give_tree",
        Written::Json => "give_json",
    };
    Key {
        marker: param.marker.clone(),
        is_special: taken != "impl Into<String>",
        setter: name.clone(),
        line: format!("{name}: {taken} => {give} {made};"),
        taken,
    }
}

/// The word of the runtime's macro for a body like this.
fn word(body: &Body) -> &'static str {
    match body.format {
        Format::Bytes if body.is_file() => "file",
        Format::Json => "json",
        Format::Form => "form",
        Format::Multipart => "multipart",
        Format::Text => "text",
        Format::Bytes => "bytes",
    }
}
