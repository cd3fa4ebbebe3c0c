//! Calls of the runtime's macros, laid out as tables.

use std::fmt::Write;

use super::WIDTH;
use super::models::{Made, symbol_docs};
use super::table::{part, part_or, wrap};
use crate::ir::{
    Enum, Field, JsonKind, Presence, Repr, Rule, Struct, Symbol, SymbolValue, Test, Union,
};

/// The table of a struct: its fields, those of one presence that follow one another together, what makes one, and
/// what makes fields null.
pub(super) fn model<'a>(
    ident: &str,
    body: &Struct,
    made: Option<&Made<'_>>,
    nulls: impl Iterator<Item = (&'a str, &'a Field)>,
) -> String {
    let line = "\n    ";
    let mut out = format!("crate::runtime::model! {{ {ident} {{");
    for run in body.fields.chunk_by(|one, next| one.presence == next.presence) {
        let presence = run.first().map_or("", |field| presence(field.presence));
        wrap(&format!("{presence}: "), run.iter().map(member), ";", line, &mut out);
    }
    if let Some(rest) = &body.rest {
        part_or(&format!("..{};", rest.name.ident), line, &mut out);
    }
    out.push_str(if out.ends_with('{') { "}" } else { " }" });
    match made {
        Some(Made::By(arguments)) => {
            let arguments = arguments.iter().map(|(name, taken, made)| match made {
                Some(made) => format!("{name}: {taken} = {made}"),
                None => format!("{name}: {taken}"),
            });
            wrap("new(", arguments, ")", line, &mut out);
        }
        Some(Made::From(holder)) => {
            let required = body.required().map(|field| field.name.ident.clone());
            wrap(&format!("new_from {holder}("), required, ")", line, &mut out);
        }
        None => {}
    }
    let nulls =
        nulls.map(|(null, field)| format!("{null} {} {:?}", field.name.ident, field.name.wire));
    let mut nulls = nulls.peekable();
    if nulls.peek().is_some() {
        wrap("null(", nulls, ")", line, &mut out);
    }
    out.push_str(" }");
    out
}

/// A field, and its name on the wire where that is another.
fn member(field: &Field) -> String {
    match &field.name {
        name if name.wire == name.ident => name.ident.clone(),
        name => format!("{} = {:?}", name.ident, name.wire),
    }
}

fn presence(presence: Presence) -> &'static str {
    match (presence.required, presence.nullable) {
        (true, false) => "required",
        (true, true) => "required_nullable",
        (false, false) => "optional",
        (false, true) => "optional_nullable",
    }
}

/// An enum: each variant, and its value on the wire. `docs` are its lines; variants of which nothing is said share
/// theirs.
pub(super) fn enumeration(ident: &str, body: &Enum, docs: &str, is_plain: bool) -> String {
    let name = match body.repr {
        Repr::String => "string_enum",
        Repr::Integer => "integer_enum",
    };
    let mut item = format!("    pub enum {ident} else {} {{", body.unknown);
    let symbols = body.symbols.iter().map(|Symbol { ident, value, .. }| match value {
        SymbolValue::String(value) => format!("{ident} = {value:?}"),
        SymbolValue::Integer(value) => format!("{ident} = {value}"),
    });
    if is_plain {
        if !body.symbols.is_empty() {
            wrap("", symbols, "", "\n        ", &mut item);
            item.push(' ');
        }
        item.push('}');
    } else {
        for (symbol, line) in body.symbols.iter().zip(symbols) {
            item.push('\n');
            symbol_docs(symbol, &mut item);
            let _ = write!(item, "        {line},");
        }
        item.push_str("\n    }");
    }
    let open = format!("crate::runtime::{name}! {{");
    block(&open, &format!("{docs}{item}"), "}")
}

/// The decision list of a union: on one line where that holds it.
pub(super) fn union(ident: &str, body: &Union) -> String {
    let mut lines = String::from("   ");
    for rule in &body.dispatch {
        if let Some(variant) = body.variants.get(rule.variant) {
            part(&format!("{}: {};", variant.ident, test(rule)), &mut lines);
        }
    }
    let head = format!("crate::runtime::union! {{ {ident} {} {{", body.unknown);
    block(&head, lines.trim_end(), "} }")
}

/// The call of a macro: on one line where that holds it, else what is within on lines of its own.
fn block(head: &str, within: &str, close: &str) -> String {
    match within.trim_start() {
        "" => format!("{head}{close}"),
        only if !only.contains('\n')
            && head.len() + only.len() + close.len() + 2 * " ".len() <= WIDTH =>
        {
            format!("{head} {only} {close}")
        }
        _ => format!("{head}\n{within}\n{close}"),
    }
}

fn test(rule: &Rule) -> String {
    match &rule.test {
        Test::Tag { name, value } => format!("tag {name:?} = {value:?}"),
        Test::Literal { name, value } => format!("literal {name:?} = {value:?}"),
        Test::Kind(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind_name(*kind)).collect();
            format!("kind {}", kinds.join(" | "))
        }
        Test::Keys(keys) => format!("keys {keys:?}"),
        Test::Attempt => "attempt".to_owned(),
    }
}

fn kind_name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    }
}

/// The same test as a value of the runtime's type.
pub(super) fn test_value(test: &Test) -> String {
    let path = "crate::runtime::Test";
    match test {
        Test::Tag { name, value } => format!("{path}::Tag({name:?}, {value:?})"),
        Test::Literal { name, value } => format!("{path}::Literal({name:?}, {value:?})"),
        Test::Kind(kinds) => {
            let kinds: Vec<String> =
                kinds.iter().map(|kind| format!("crate::runtime::Kind::{kind:?}")).collect();
            format!("{path}::Kind(&[{}])", kinds.join(", "))
        }
        Test::Keys(keys) => format!("{path}::Keys(&{keys:?})"),
        Test::Attempt => format!("{path}::Attempt"),
    }
}
