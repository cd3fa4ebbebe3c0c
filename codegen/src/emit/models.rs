//! `src/models.rs`: the types of the document.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::features::Features;
use super::types::{Types, text};
use super::{Chunk, Module, doc, table, tables};
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
        TypeKind::Enum(body) => enumeration(types, def, body),
        TypeKind::Union(body) => union(types, def, body),
        TypeKind::Alias(alias) => vec![alias_item(types, def, alias)],
    }
}

/// The lines that document a type.
fn docs(def: &TypeDef) -> String {
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

fn structure(types: &Types<'_>, def: &TypeDef, body: &Struct) -> Vec<Chunk> {
    let default = if body.is_default() { "Default, " } else { "" };
    let mut item = docs(def);
    let _ = write!(
        item,
        "#[derive(Clone, {default}PartialEq)]\n#[non_exhaustive]\npub struct {} {{\n",
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
    let table = Chunk::Attached(tables::model(&def.name.ident, body));
    let mut chunks = vec![Chunk::Declaration(item), table];
    chunks.extend(methods(types, def, body));
    chunks
}

fn field(types: &Types<'_>, field: &Field, out: &mut String) {
    let name = &field.name;
    let wire = if name.wire == name.ident { String::new() } else { doc::code(&name.wire) };
    doc::lines_into(&types.beyond(&field.doc, &field.ty), &wire, 4, out);
    let ty = text(&types.field(&field.ty, field.presence));
    let _ = writeln!(out, "    pub {}: {ty},", name.ident);
}

/// What is done with a struct beside reading and writing it.
fn methods(types: &Types<'_>, def: &TypeDef, body: &Struct) -> Vec<Chunk> {
    let ident = format_ident!("{}", def.name.ident);
    let is_sent = def.usage.request;
    let is_empty = body.fields.iter().all(|field| field.presence.is_option());
    let (holder, new) = match &body.holder {
        _ if is_empty => (None, None),
        None => (None, Some(constructor(types, body))),
        Some(holder) if is_sent => {
            (Some(needed(types, def, body, holder)), Some(constructor_by_name(types, body, holder)))
        }
        Some(_) => (None, None),
    };
    let nulls: Vec<_> = body.fields.iter().filter(|_| is_sent).filter_map(null_method).collect();
    let some = new.is_some() || !nulls.is_empty();
    let methods = some.then(|| Chunk::Methods(quote!(impl #ident { #new #(#nulls)* })));
    holder.into_iter().chain(methods).collect()
}

/// `new` with what is required.
fn constructor(types: &Types<'_>, body: &Struct) -> TokenStream {
    let required = body.fields.iter().filter(|field| !field.presence.is_option());
    let arguments = required.map(|field| {
        let name = format_ident!("{}", field.name.ident);
        let (taken, _) = types.argument(&field.ty, &quote!(#name));
        quote!(#name: #taken)
    });
    let fields = initial_fields(types, body, |field| {
        let name = format_ident!("{}", field.name.ident);
        let (_, made) = types.argument(&field.ty, &quote!(#name));
        if name == made.to_string() { quote!(#name) } else { quote!(#name: #made) }
    });
    new(&quote!(#(#arguments),*), &fields)
}

/// `new` with a struct of what is required: so many arguments need their names.
fn constructor_by_name(types: &Types<'_>, body: &Struct, holder: &str) -> TokenStream {
    let holder = format_ident!("{holder}");
    let fields = initial_fields(types, body, |field| {
        let name = format_ident!("{}", field.name.ident);
        quote!(#name: required.#name)
    });
    new(&quote!(required: #holder), &fields)
}

fn new(arguments: &TokenStream, fields: &TokenStream) -> TokenStream {
    let docs = doc::plain("A value with what is required, and nothing else.");
    quote! {
        #docs
        pub fn new(#arguments) -> Self {
            Self { #fields }
        }
    }
}

/// The struct of what is required. What its fields are is said at the type.
fn needed(types: &Types<'_>, def: &TypeDef, body: &Struct, holder: &str) -> Chunk {
    let of = doc::item(&def.name.ident);
    let mut item = format!(
        "/// What [`{of}`] cannot do without.\n#[derive(Clone, Debug, PartialEq)]\npub struct {holder} {{\n"
    );
    for field in body.fields.iter().filter(|field| !field.presence.is_option()) {
        let ty = text(&types.field(&field.ty, field.presence));
        let _ = writeln!(item, "    pub {}: {ty},", field.name.ident);
    }
    item.push('}');
    Chunk::Declaration(item)
}

/// The method that makes a field null.
fn null_method(field: &Field) -> Option<TokenStream> {
    let (null, name) = (format_ident!("{}", field.null.as_ref()?), &field.name);
    let (member, wire, docs) =
        (format_ident!("{}", name.ident), &name.wire, doc::plain(&null_text(field)));
    Some(quote! {
        #docs
        pub fn #null(mut self) -> Self {
            self.#member = None;
            self.extra.set_null(#wire);
            self
        }
    })
}

/// What is said of a method that makes a field null.
pub(super) fn null_text(field: &Field) -> String {
    let wire = doc::code(&field.name.wire);
    format!("Sends {wire} as `null`, which is not the same as leaving it out.")
}

fn initial_fields(
    types: &Types<'_>,
    body: &Struct,
    required: impl Fn(&Field) -> TokenStream,
) -> TokenStream {
    let blank = types.runtime("Blank");
    let fields = body.fields.iter().filter(|field| !field.presence.is_option()).map(required);
    quote!(#(#fields,)* ..#blank::blank())
}

fn enumeration(types: &Types<'_>, def: &TypeDef, body: &Enum) -> Vec<Chunk> {
    let is_plain = body.symbols.iter().all(says_its_value);
    let mut item = if is_plain { docs_of(def, &with_values(def, body)) } else { docs(def) };
    let derives = "#[derive(Clone, PartialEq, Eq, Hash)]\n#[non_exhaustive]";
    let _ = writeln!(item, "{derives}\npub enum {} {{", def.name.ident);
    if is_plain && !body.symbols.is_empty() {
        let mut lines = String::from("   ");
        let idents = body.symbols.iter().map(|symbol| symbol.ident.clone());
        table::wrap("", idents, ",", "\n    ", &mut lines);
        let _ = writeln!(item, "{lines}");
    } else {
        for symbol in &body.symbols {
            symbol_docs(symbol, &mut item);
            let _ = writeln!(item, "    {},", symbol.ident);
        }
    }
    let kept = match body.repr {
        Repr::String => "String".to_owned(),
        Repr::Integer => text(&types.exact(&TypeRef::Prim(Prim::I64))),
    };
    item.push_str("    /// A value that the document does not list, as it came.\n");
    let _ = write!(item, "    {}({kept}),\n}}", body.unknown);
    vec![Chunk::Declaration(item), Chunk::Attached(tables::enumeration(&def.name.ident, body))]
}

/// Whether the document says no more of a value than the value, and that gives the variant its name.
fn says_its_value(symbol: &Symbol) -> bool {
    symbol.doc.is_none() && symbol.ident == names::variant_ident(&symbol.value.to_string())
}

/// What is said of an enum, and its values, whose variants need no words of their own then.
fn with_values(def: &TypeDef, body: &Enum) -> Doc {
    let values: Vec<String> =
        body.symbols.iter().map(|symbol| doc::code(&symbol.value.to_string())).collect();
    let mut doc = def.doc.clone();
    if !values.is_empty() {
        doc.facts.push(format!("On the wire: {}.", values.join(", ")));
    }
    doc
}

fn symbol_docs(symbol: &Symbol, out: &mut String) {
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

fn union(types: &Types<'_>, def: &TypeDef, body: &Union) -> Vec<Chunk> {
    let mut item = docs(def);
    let derives = "#[derive(Clone, PartialEq)]\n#[non_exhaustive]";
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
