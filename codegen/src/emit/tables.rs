//! Calls of the runtime's macros: one line a member, as a table is read.

use std::fmt::Write;

use crate::ir::{Enum, JsonKind, Presence, Repr, Rule, Struct, Symbol, SymbolValue, Test, Union};

/// The table of a struct: wire name, field, presence.
pub(super) fn model(ident: &str, body: &Struct) -> String {
    let mut lines = String::new();
    for field in &body.fields {
        let presence = presence(field.presence);
        let _ = writeln!(lines, "    {:?} {} {presence};", field.name.wire, field.name.ident);
    }
    if let Some(rest) = &body.rest {
        let _ = writeln!(lines, "    additional_properties {};", rest.name.ident);
    }
    format!("crate::runtime::model! {{ {ident} {{\n{lines}}} }}")
}

fn presence(presence: Presence) -> &'static str {
    match (presence.required, presence.nullable) {
        (true, false) => "required",
        (true, true) => "required nullable",
        (false, false) => "optional",
        (false, true) => "optional nullable",
    }
}

/// The table of an enum: variant and value on the wire.
pub(super) fn enumeration(ident: &str, body: &Enum) -> String {
    let name = match body.repr {
        Repr::String => "string_enum",
        Repr::Integer => "integer_enum",
    };
    let mut lines = String::new();
    for Symbol { ident, value, .. } in &body.symbols {
        let _ = match value {
            SymbolValue::String(value) => writeln!(lines, "    {ident} = {value:?},"),
            SymbolValue::Integer(value) => writeln!(lines, "    {ident} = {value},"),
        };
    }
    format!("crate::runtime::{name}! {{ {ident} {} {{\n{lines}}} }}", body.unknown)
}

/// The decision list of a union.
pub(super) fn union(ident: &str, body: &Union) -> String {
    let mut lines = String::new();
    for rule in &body.dispatch {
        if let Some(variant) = body.variants.get(rule.variant) {
            let _ = writeln!(lines, "    {}: {};", variant.ident, test(rule));
        }
    }
    format!("crate::runtime::union! {{ {ident} {} {{\n{lines}}} }}", body.unknown)
}

fn test(rule: &Rule) -> String {
    match &rule.test {
        Test::Tag { name, value } => format!("tag {name:?} = {value:?}"),
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
        Test::Kind(kinds) => {
            let kinds: Vec<String> =
                kinds.iter().map(|kind| format!("crate::runtime::Kind::{kind:?}")).collect();
            format!("{path}::Kind(&[{}])", kinds.join(", "))
        }
        Test::Keys(keys) => format!("{path}::Keys(&{keys:?})"),
        Test::Attempt => format!("{path}::Attempt"),
    }
}
