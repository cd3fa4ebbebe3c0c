//! `src/models.rs`: the types of the document.

use std::fmt::Write as _;

use quote::quote;

use super::features::Features;
use super::types::{Types, text};
use super::{Chunk, Module, doc, structs, tables};
use crate::ir::{
    Alias, Api, Doc, Enum, Group, Name, Prim, Repr, Symbol, TypeDef, TypeId, TypeKind, TypeRef,
    Union, Variant,
};
use crate::names;

/// The module of the models that no group of operations has for itself, and of the modules of the others.
pub(super) fn module(api: &Api, features: &Features<'_>) -> Module {
    let types = Types::inside(api);
    let shared = features.shared().map(|id| api.type_def(id));
    let mut chunks: Vec<Chunk> = shared.map(|def| definition(&types, def)).collect();
    let imports = types.imports();
    let imports = (!imports.is_empty()).then_some(Chunk::Items(imports));
    let groups = groups(api, features).map(Chunk::Text);
    chunks.splice(0..0, imports.into_iter().chain(groups));
    let mut head = vec![
        "//! The types of the document.".to_owned(),
        "//!".to_owned(),
        "//! What a value holds beyond its fields (members that the document does not name, values that".to_owned(),
        "//! do not fit it) is kept in `extra` and written back.".to_owned(),
    ];
    if !api.types.is_empty() {
        head.extend(LEGEND.lines().map(str::to_owned));
        head.push(UNDOCUMENTED.to_owned());
    }
    Module { head, chunks }
}

/// The modules of what single groups have for themselves, a line each.
fn groups(api: &Api, features: &Features<'_>) -> Option<String> {
    let groups = features.owned().into_keys().filter_map(|at| api.groups.get(at));
    let lines = groups.filter_map(|group| {
        let (ident, feature) = (&group.name.ident, features.of(group)?);
        Some(format!("    {ident} {feature:?};\n"))
    });
    let lines: String = lines.collect();
    (!lines.is_empty()).then(|| format!("{GROUPS}\ngroups! {{\n{lines}}}"))
}

/// What makes modules of lines.
const GROUPS: &str = "macro_rules! groups {
    ($($group:ident $feature:literal;)*) => {$(
        #[cfg(feature = $feature)]
        #[rustfmt::skip]
        mod $group;
        #[cfg(feature = $feature)]
        pub use self::$group::*;
    )*};
}";

/// The module of the models that only the operations of one group lead to.
pub(super) fn of_group(api: &Api, group: &Group, owned: &[TypeId]) -> Module {
    let types = Types::inside(api);
    let own = owned.iter().map(|id| api.type_def(*id));
    let mut chunks: Vec<Chunk> = own.map(|def| definition(&types, def)).collect();
    let shared = types.names_others(owned).then(|| {
        quote!(
            use super::*;
        )
    });
    let imports = types.imports();
    chunks.insert(0, Chunk::Items(quote!(#shared #imports)));
    let tag = doc::code(&group.name.wire);
    let head = vec![format!("//! The types that only the operations of {tag} lead to.")];
    Module { head, chunks }
}

/// The words of the lines, for those who read the source: the documentation has none of them.
const LEGEND: &str = "\
// A field says whether it is `required` or `optional`, and `_nullable`; behind `=`, its name on the wire where that is
// another; and its type. `new` takes what is `required` as it is, what converts into it (`required_into`), or what
// stands in brackets (`required_by`); behind a type (`required_as`, `optional_as`) stands what a new value has there, as
// it tells one alternative of a union from the others. The method in parentheses makes the field null.";

/// What has a name that says all that the document says of it has no documentation; one that repeats it would be a
/// third of the module.
const UNDOCUMENTED: &str =
    "#![allow(missing_docs, reason = \"of some items the document has no more than the name\")]";

/// A type with all that belongs to it.
pub(super) fn definition(types: &Types<'_>, def: &TypeDef) -> Chunk {
    match &def.kind {
        TypeKind::Struct(body) => structs::definition(types, def, body),
        TypeKind::Enum(body) => enumeration(types, def, body),
        TypeKind::Union(body) => union(types, def, body),
        TypeKind::Alias(alias) => alias_item(types, def, alias),
    }
}

/// What the runtime's macros write of a type that callers can name, as Rust without bodies.
pub(super) fn declarations(types: &Types<'_>, def: &TypeDef) -> String {
    let ident = &def.name.ident;
    match &def.kind {
        TypeKind::Struct(body) => structs::declarations(types, def, body),
        TypeKind::Enum(body) => {
            let symbols = body.symbols.iter().map(|symbol| format!("{}, ", symbol.ident));
            let (symbols, kept) = (symbols.collect::<String>(), kept(types, body.repr));
            format!("#[non_exhaustive] pub enum {ident} {{ {symbols}{}({kept}) }}", body.unknown)
        }
        TypeKind::Union(body) => {
            let variants = body
                .variants
                .iter()
                .map(|variant| format!("{}({}), ", variant.ident, text(&types.ty(&variant.ty))));
            let (variants, json) = (variants.collect::<String>(), types.runtime("Json"));
            format!("#[non_exhaustive] pub enum {ident} {{ {variants}{}({json}) }}", body.unknown)
        }
        TypeKind::Alias(_) => String::new(),
    }
}

/// The lines that document a type.
pub(super) fn docs(def: &TypeDef) -> String {
    docs_of(def, &def.doc)
}

fn docs_of(def: &TypeDef, said_of_it: &Doc) -> String {
    let Name { wire, ident } = &def.name;
    let said =
        if wire == ident { String::new() } else { format!("The schema {}.", doc::code(wire)) };
    let mut out = String::new();
    doc::lines_into(said_of_it, &said, 0, &mut out);
    out
}

/// The same within the type, where the runtime's macros take them.
pub(super) fn docs_within(docs: &str) -> String {
    let lines = docs.lines().filter_map(|line| line.strip_prefix("///"));
    lines.flat_map(|line| ["    //!", line, "\n"]).collect()
}

/// An enum, as the runtime's macro takes it.
fn enumeration(types: &Types<'_>, def: &TypeDef, body: &Enum) -> Chunk {
    let is_plain = body.symbols.iter().all(|symbol| symbol.doc.is_none());
    let docs = if is_plain { docs_of(def, &with_values(def, body)) } else { docs(def) };
    let name = match body.repr {
        Repr::String => "string_enum",
        Repr::Integer => "integer_enum",
    };
    types.runtime(name);
    Chunk::Text(tables::enumeration(name, &def.name.ident, body, &docs, is_plain))
}

/// What an enum keeps of a value that is not listed.
fn kept(types: &Types<'_>, repr: Repr) -> String {
    match repr {
        Repr::String => "String".to_owned(),
        Repr::Integer => text(&types.exact(&TypeRef::Prim(Prim::I64))),
    }
}

/// What is said of an enum, and its values, whose variants need no words of their own then.
fn with_values(def: &TypeDef, body: &Enum) -> Doc {
    let values = body.symbols.iter().map(|Symbol { ident, value, .. }| {
        let value = value.to_string();
        let wire = doc::code(&value);
        // Where the value gives the variant its name, that need not be said.
        if *ident == names::variant_ident(&value) { wire } else { format!("{wire} ({ident})") }
    });
    let values: Vec<String> = values.collect();
    let mut doc = def.doc.clone();
    if !values.is_empty() {
        doc.facts.push(format!("On the wire: {}.", values.join(", ")));
    }
    doc
}

pub(super) fn symbol_docs(symbol: &Symbol, out: &mut String) {
    let value = doc::code(&symbol.value.to_string());
    let doc = match &symbol.doc {
        Some(_) => Doc {
            description: symbol.doc.clone(),
            facts: vec![format!("On the wire: {value}.")],
            ..Doc::default()
        },
        None => Doc::default(),
    };
    doc::lines_into(&doc, &value, 4, out);
}

/// A union, as the runtime's macro takes it.
fn union(types: &Types<'_>, def: &TypeDef, body: &Union) -> Chunk {
    types.runtime("union");
    let mut item = format!("union! {{ pub enum {} else {} {{\n", def.name.ident, body.unknown);
    item.push_str(&docs_within(&docs(def)));
    for variant in &body.variants {
        union_variant(types, variant, &mut item);
    }
    item.push_str("} by {");
    tables::rules(body, &mut item);
    item.push_str(" } }");
    Chunk::Text(item)
}

fn union_variant(types: &Types<'_>, variant: &Variant, out: &mut String) {
    let doc = types.beyond(&variant.doc, &variant.ty);
    doc::lines_into(&doc, "", 4, out);
    let _ = writeln!(out, "    {}({}),", variant.ident, text(&types.ty(&variant.ty)));
}

fn alias_item(types: &Types<'_>, def: &TypeDef, alias: &Alias) -> Chunk {
    let ty = text(&types.whole(&alias.ty));
    Chunk::Declaration(format!("{}pub type {} = {ty};", docs(def), def.name.ident))
}
