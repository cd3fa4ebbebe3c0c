//! `src/models.rs`: the types of the document.

use std::fmt::Write as _;

use quote::{format_ident, quote};

use super::features::Features;
use super::types::{Types, text};
use super::{Chunk, Module, doc, tables};
use crate::ir::{
    Alias, Api, Doc, Enum, Field, Group, Name, Prim, Repr, Struct, Symbol, TypeDef, TypeId,
    TypeKind, TypeRef, Union, Variant,
};
use crate::names;

/// The module of the models that no group of operations has for itself, and of the modules of the others.
pub(super) fn module(api: &Api, features: &Features<'_>) -> Module {
    let types = Types::inside(api);
    let shared = features.shared().map(|id| api.type_def(id));
    let mut chunks: Vec<Chunk> = shared.flat_map(|def| definition(&types, def)).collect();
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
    let mut chunks: Vec<Chunk> = own.flat_map(|def| definition(&types, def)).collect();
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

/// What has a name that says all that the document says of it has no documentation; one that repeats it would be a
/// third of the module.
const UNDOCUMENTED: &str =
    "#![allow(missing_docs, reason = \"of some items the document has no more than the name\")]";

/// A type and what belongs to it.
pub(super) fn definition(types: &Types<'_>, def: &TypeDef) -> Vec<Chunk> {
    match &def.kind {
        TypeKind::Struct(body) => structure(types, def, body),
        TypeKind::Enum(body) => vec![enumeration(def, body)],
        TypeKind::Union(body) => union(types, def, body),
        TypeKind::Alias(alias) => vec![alias_item(types, def, alias)],
    }
}

/// What the runtime's macros write of a type that callers can name, as Rust without bodies.
pub(super) fn declarations(types: &Types<'_>, def: &TypeDef) -> String {
    let ident = &def.name.ident;
    match &def.kind {
        TypeKind::Struct(body) => {
            let made = match made(types, def, body) {
                Some(Made::By(arguments)) => {
                    let taken = arguments.iter().map(|(name, taken, _)| format!("{name}: {taken}"));
                    format!("pub fn new({}) -> Self {{}}", taken.collect::<Vec<_>>().join(", "))
                }
                Some(Made::From(holder)) => format!("pub fn new(required: {holder}) -> Self {{}}"),
                None => String::new(),
            };
            let nulls =
                nulls(def, body).map(|(null, _)| format!("pub fn {null}(self) -> Self {{}}"));
            format!("impl {ident} {{ {made} {} }}", nulls.collect::<String>())
        }
        TypeKind::Enum(body) => {
            let symbols = body.symbols.iter().map(|symbol| format!("{}, ", symbol.ident));
            let (symbols, kept) = (symbols.collect::<String>(), kept(types, body.repr));
            format!("#[non_exhaustive] pub enum {ident} {{ {symbols}{}({kept}) }}", body.unknown)
        }
        TypeKind::Union(_) | TypeKind::Alias(_) => String::new(),
    }
}

/// The lines that document a type.
fn docs(def: &TypeDef) -> String {
    let mut out = String::new();
    docs_of(def, &def.doc, 0, &mut out);
    out
}

fn docs_of(def: &TypeDef, said_of_it: &Doc, indent: usize, out: &mut String) {
    let Name { wire, ident } = &def.name;
    let said =
        if wire == ident { String::new() } else { format!("The schema {}.", doc::code(wire)) };
    doc::lines_into(said_of_it, &said, indent, out);
}

fn structure(types: &Types<'_>, def: &TypeDef, body: &Struct) -> Vec<Chunk> {
    let default = if body.is_default() { "Default, " } else { "" };
    let mut item = docs(def);
    let _ = writeln!(
        item,
        "#[derive(Clone, {default}PartialEq)] #[non_exhaustive]\npub struct {} {{",
        def.name.ident
    );
    for member in &body.fields {
        field(types, member, &mut item);
    }
    if let Some(rest) = &body.rest {
        let ty = text(&types.ty(&TypeRef::Map(Box::new(rest.ty.clone()))));
        item.push_str("    /// The members that have no field of their own.\n");
        let _ = writeln!(item, "    pub {}: {ty},", rest.name.ident);
    }
    let extra = types.runtime("Extra");
    let _ = write!(item, "    pub extra: {extra},\n}}");
    let made = made(types, def, body);
    let holder = match &made {
        Some(Made::From(holder)) => Some(needed(types, def, body, holder)),
        _ => None,
    };
    let table = tables::model(&def.name.ident, body, made.as_ref(), nulls(def, body));
    [Chunk::Declaration(item), Chunk::Attached(table)].into_iter().chain(holder).collect()
}

fn field(types: &Types<'_>, field: &Field, out: &mut String) {
    let name = &field.name;
    let wire = if says_its_key(name) { String::new() } else { doc::code(&name.wire) };
    doc::lines_into(&types.beyond(&field.doc, &field.ty), &wire, 4, out);
    let ty = text(&types.field(&field.ty, field.presence));
    let _ = writeln!(out, "    pub {}: {ty},", name.ident);
}

/// Whether the name of a field says what it is on the wire: `first_name` may be `firstName`, and `type_` is `type`.
fn says_its_key(name: &Name) -> bool {
    let Name { wire, ident } = name;
    let is_camel = wire.starts_with(|first: char| first.is_ascii_lowercase())
        && wire.chars().all(|char| char.is_ascii_alphanumeric());
    // What every model has of its own is no keyword, and `extra_` says nothing of `extra`.
    wire == ident || (is_camel && wire != "extra" && *ident == names::field_ident(wire))
}

/// What `new` takes.
pub(super) enum Made<'a> {
    /// What is required, each as an argument: its name, its type, and the value of the field, where that is made of
    /// it.
    By(Vec<(&'a str, String, Option<String>)>),
    /// A struct of what is required: so many arguments need their names.
    From(&'a str),
}

/// How a struct is made that something is required of. One with many such fields that no caller sends has no `new`.
fn made<'a>(types: &Types<'_>, def: &TypeDef, body: &'a Struct) -> Option<Made<'a>> {
    let mut required = body.required().peekable();
    required.peek()?;
    match &body.holder {
        Some(holder) => def.usage.request.then_some(Made::From(holder)),
        None => Some(Made::By(
            required
                .map(|field| {
                    let name = field.name.ident.as_str();
                    let ident = format_ident!("{name}");
                    let (taken, made) = types.argument(&field.ty, &quote!(#ident));
                    let made = Some(text(&made)).filter(|made| made != name);
                    (name, text(&taken), made)
                })
                .collect(),
        )),
    }
}

/// The struct of what is required. What its fields are is said at the type.
fn needed(types: &Types<'_>, def: &TypeDef, body: &Struct, holder: &str) -> Chunk {
    let of = doc::item(&def.name.ident);
    let mut item = format!(
        "/// What [`{of}`] cannot do without.\n#[derive(Clone, Debug, PartialEq)]\npub struct {holder} {{\n"
    );
    for field in body.required() {
        let ty = text(&types.field(&field.ty, field.presence));
        let _ = writeln!(item, "    pub {}: {ty},", field.name.ident);
    }
    item.push('}');
    Chunk::Declaration(item)
}

/// The methods that make fields null, and those fields.
fn nulls<'a>(def: &TypeDef, body: &'a Struct) -> impl Iterator<Item = (&'a str, &'a Field)> {
    let sent = def.usage.request;
    let fields = body.fields.iter().filter(move |_| sent);
    fields.filter_map(|field| Some((field.null.as_deref()?, field)))
}

/// An enum, of which the runtime's macro names the type that keeps what is not listed.
fn enumeration(def: &TypeDef, body: &Enum) -> Chunk {
    let is_plain = body.symbols.iter().all(|symbol| symbol.doc.is_none());
    let mut item = String::new();
    if is_plain {
        docs_of(def, &with_values(def, body), 4, &mut item);
    } else {
        docs_of(def, &def.doc, 4, &mut item);
    }
    Chunk::Declaration(tables::enumeration(&def.name.ident, body, &item, is_plain))
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
    doc::lines_into(&doc, &value, 8, out);
}

fn union(types: &Types<'_>, def: &TypeDef, body: &Union) -> Vec<Chunk> {
    let mut item = docs(def);
    let derives = "#[derive(Clone, PartialEq)] #[non_exhaustive]";
    let _ = writeln!(item, "{derives}\npub enum {} {{", def.name.ident);
    for variant in &body.variants {
        union_variant(types, variant, &mut item);
    }
    let json = types.runtime("Json");
    item.push_str("    /// A value that none of the document's members takes, as it came.\n");
    let _ = write!(item, "    {}({json}),\n}}", body.unknown);
    vec![Chunk::Declaration(item), Chunk::Attached(tables::union(&def.name.ident, body))]
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
