//! Calls of the runtime's macros, laid out as tables.

use std::fmt::Write;

use super::WIDTH;
use super::table::{part, wrap};
use crate::ir::{Enum, JsonKind, Presence, Repr, Rule, Struct, Symbol, SymbolValue, Test, Union};

/// The call of a macro: on one line where that holds it.
fn call(name: &str, of: &str, lines: &str) -> String {
    let lines = lines.trim_end();
    let head = format!("crate::runtime::{name}! {{ {of} {{");
    match lines.trim_start() {
        "" => format!("{head}}} }}"),
        only if !only.contains('\n')
            && head.len() + only.len() + " ".len() + " } }".len() <= WIDTH =>
        {
            format!("{head} {only} }} }}")
        }
        _ => format!("{head}\n{lines}\n}} }}"),
    }
}

/// The table of a struct: its fields, those of one presence that follow one another together.
pub(super) fn model(ident: &str, body: &Struct) -> String {
    let mut lines = String::new();
    for run in body.fields.chunk_by(|one, next| one.presence == next.presence) {
        let presence = run.first().map_or("", |field| presence(field.presence));
        let fields = run.iter().map(|field| match &field.name {
            name if name.wire == name.ident => name.ident.clone(),
            name => format!("{} = {:?}", name.ident, name.wire),
        });
        let _ = write!(lines, "    {presence}:");
        wrap("", fields, ";", "\n        ", &mut lines);
        lines.push('\n');
    }
    if let Some(rest) = &body.rest {
        let _ = writeln!(lines, "    ..{};", rest.name.ident);
    }
    call("model", ident, &lines)
}

fn presence(presence: Presence) -> &'static str {
    match (presence.required, presence.nullable) {
        (true, false) => "required",
        (true, true) => "required_nullable",
        (false, false) => "optional",
        (false, true) => "optional_nullable",
    }
}

/// The table of an enum: variant and value on the wire.
pub(super) fn enumeration(ident: &str, body: &Enum) -> String {
    let name = match body.repr {
        Repr::String => "string_enum",
        Repr::Integer => "integer_enum",
    };
    let symbols = body.symbols.iter().map(|Symbol { ident, value, .. }| match value {
        SymbolValue::String(value) => format!("{ident} = {value:?}"),
        SymbolValue::Integer(value) => format!("{ident} = {value}"),
    });
    let mut lines = String::from("   ");
    if !body.symbols.is_empty() {
        wrap("", symbols, ",", "\n    ", &mut lines);
    }
    call(name, &format!("{ident} {}", body.unknown), &lines)
}

/// The decision list of a union.
pub(super) fn union(ident: &str, body: &Union) -> String {
    let mut lines = String::from("   ");
    for rule in &body.dispatch {
        if let Some(variant) = body.variants.get(rule.variant) {
            part(&format!("{}: {};", variant.ident, test(rule)), &mut lines);
        }
    }
    call("union", &format!("{ident} {}", body.unknown), &lines)
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
