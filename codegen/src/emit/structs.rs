//! Structs, as the runtime's macro `model` takes them: each field beside what it is called on the wire.

use std::fmt::Write as _;

use quote::{format_ident, quote};

use super::types::{Types, text};
use super::{Chunk, doc, models};
use crate::ir::{Field, Name, Presence, Struct, TypeDef, TypeRef};
use crate::names;

/// A struct with all that belongs to it.
pub(super) fn definition(types: &Types<'_>, def: &TypeDef, body: &Struct) -> Chunk {
    types.runtime("model");
    let new = New::of(def, body);
    // Otherwise the macro writes one.
    let default = if has_default(body) && new == New::None { "#[derive(Default)] " } else { "" };
    let mut within = models::docs_within(&models::docs(def));
    for member in &body.fields {
        field(types, def, member, &new, &mut within);
    }
    if let Some((name, ty)) = rest(types, body) {
        let _ = writeln!(within, "    ..{name}: {ty}");
    }
    let line = if within.is_empty() { "" } else { "\n" };
    let item = format!(
        "model! {{ {default}pub struct {}{} {{{line}{within}}} }}",
        def.name.ident,
        new.words()
    );
    Chunk::Text(item)
}

/// What the macro writes of a struct that callers can name, as Rust without bodies.
pub(super) fn declarations(types: &Types<'_>, def: &TypeDef, body: &Struct) -> String {
    let ident = &def.name.ident;
    let default = if has_default(body) { "#[derive(Default)] " } else { "" };
    let mut out = format!("{default}#[non_exhaustive] pub struct {ident} {{");
    for field in &body.fields {
        let _ = write!(out, "pub {}: {}, ", field.name.ident, field_type(types, field));
    }
    if let Some((name, ty)) = rest(types, body) {
        let _ = write!(out, "pub {name}: {ty}, ");
    }
    let extra = types.runtime("Extra");
    let _ = writeln!(out, "pub extra: {extra} }}\nimpl {ident} {{");
    let new = New::of(def, body);
    match new {
        New::Taking => {
            let taken = body.arguments().map(|field| {
                let (taken, _) = argument(types, field);
                format!("{}: {taken}", field.name.ident)
            });
            let taken = taken.collect::<Vec<_>>().join(", ");
            let _ = writeln!(out, "pub fn new({taken}) -> Self {{}}");
        }
        New::From(holder) => {
            let _ = writeln!(out, "pub fn new(required: {holder}) -> Self {{}}");
        }
        New::Default | New::None => {}
    }
    for null in body.fields.iter().filter_map(|field| null(def, field)) {
        let _ = writeln!(out, "pub fn {null}(self) -> Self {{}}");
    }
    out.push('}');
    if let New::From(holder) = new {
        let fields = body
            .arguments()
            .map(|field| format!("pub {}: {}", field.name.ident, field_type(types, field)));
        let fields = fields.collect::<Vec<_>>().join(", ");
        let _ = write!(out, " pub struct {holder} {{ {fields} }}");
    }
    out
}

/// Whether a value can be made without being given anything.
fn has_default(body: &Struct) -> bool {
    body.arguments().next().is_none()
}

/// The map of what has no field of its own: its name and type.
fn rest<'a>(types: &Types<'_>, body: &'a Struct) -> Option<(&'a str, String)> {
    let rest = body.rest.as_ref()?;
    Some((&rest.name.ident, text(&types.ty(&TypeRef::Map(Box::new(rest.ty.clone()))))))
}

fn field(types: &Types<'_>, def: &TypeDef, field: &Field, new: &New<'_>, out: &mut String) {
    let Name { wire, ident } = &field.name;
    let said = if says_its_key(&field.name) { String::new() } else { doc::code(wire) };
    doc::lines_into(&types.beyond(&field.doc, &field.ty), &said, 4, out);
    let ty = field_type(types, field);
    let (way, behind) = match (new, constant(types, field)) {
        (New::Taking | New::From(_) | New::Default, Some(constant)) => {
            let is_optional = field.presence.is_option();
            (if is_optional { "optional_as" } else { "required_as" }, format!(" = {constant}"))
        }
        (New::Taking, None) if !field.presence.is_option() => {
            let (taken, made) = argument(types, field);
            if made == *ident {
                ("required", String::new())
            } else if taken == format!("impl Into<{ty}>") {
                ("required_into", String::new())
            } else {
                ("required_by", format!(" [{taken} = {made}]"))
            }
        }
        _ => (presence(field.presence), String::new()),
    };
    let _ = write!(out, "    {way} {ident}");
    if let Some(null) = null(def, field) {
        let _ = write!(out, "({null} {wire:?})");
    }
    if wire != ident {
        let _ = write!(out, " = {wire:?}");
    }
    let _ = writeln!(out, ": {ty}{behind},");
}

fn field_type(types: &Types<'_>, field: &Field) -> String {
    text(&types.field(&field.ty, field.presence))
}

/// Whether the name of a field says what it is on the wire: `first_name` may be `firstName`, and `type_` is `type`.
fn says_its_key(name: &Name) -> bool {
    let Name { wire, ident } = name;
    let is_camel = wire.starts_with(|first: char| first.is_ascii_lowercase())
        && wire.chars().all(|char| char.is_ascii_alphanumeric());
    // What every model has of its own is no keyword, and `extra_` says nothing of `extra`.
    wire == ident || (is_camel && wire != "extra" && *ident == names::field_ident(wire))
}

fn presence(presence: Presence) -> &'static str {
    match (presence.required, presence.nullable) {
        (true, false) => "required",
        (true, true) => "required_nullable",
        (false, false) => "optional",
        (false, true) => "optional_nullable",
    }
}

/// The value that `new` gives a field without being told.
fn constant(types: &Types<'_>, field: &Field) -> Option<String> {
    let value = field.constant.as_ref()?;
    let constant = match (types.symbol(&field.ty, value), value.as_str()) {
        (Some(symbol), _) => symbol,
        (None, Some(text)) => format!("{text:?}.into()"),
        (None, None) => value.to_string(),
    };
    Some(if field.presence.is_option() { format!("Some({constant})") } else { constant })
}

/// What `new` takes.
#[derive(PartialEq)]
enum New<'a> {
    /// There is none: nothing is required, or there are many such fields and no caller sends them.
    None,
    /// There is none, but a default: nothing is required of callers, and some fields have a value from the start.
    Default,
    /// What is required, each as an argument.
    Taking,
    /// A struct of what is required: so many arguments need their names.
    From(&'a str),
}

impl<'a> New<'a> {
    fn of(def: &TypeDef, body: &'a Struct) -> Self {
        match &body.holder {
            _ if has_default(body) => {
                let has_constants = body.fields.iter().any(|field| field.constant.is_some());
                if has_constants { Self::Default } else { Self::None }
            }
            None => Self::Taking,
            Some(holder) if def.usage.request => Self::From(holder),
            Some(_) => Self::None,
        }
    }

    /// How the macro is told.
    fn words(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Default => " with default".to_owned(),
            Self::Taking => " with new".to_owned(),
            Self::From(holder) => format!(" with new({holder})"),
        }
    }
}

/// What `new` takes for a field, and the value that it makes of it.
fn argument(types: &Types<'_>, field: &Field) -> (String, String) {
    let ident = format_ident!("{}", field.name.ident);
    let (taken, made) = types.argument(&field.ty, &quote!(#ident));
    (text(&taken), text(&made))
}

/// The method that makes a field null, where it is sent.
fn null<'a>(def: &TypeDef, field: &'a Field) -> Option<&'a str> {
    field.null.as_deref().filter(|_| def.usage.request)
}
