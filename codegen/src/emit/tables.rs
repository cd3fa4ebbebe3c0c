//! Calls of the runtime's macros, laid out as tables.

use std::fmt::Write;

use super::models::{docs_within, symbol_docs};
use super::table::{part, wrap};
use crate::ir::{Enum, JsonKind, Rule, Symbol, SymbolValue, Test, Union};

/// An enum by the macro `name`: each variant, and its value on the wire. Variants of which nothing is said share their
/// lines.
pub(super) fn enumeration(
    name: &str,
    ident: &str,
    body: &Enum,
    docs: &str,
    is_plain: bool,
) -> String {
    let others = if body.extensible { ": allowed" } else { "" };
    let mut item = format!("{name}! {{ pub enum {ident} else {}{others} {{", body.unknown);
    let docs = docs_within(docs);
    if !docs.is_empty() {
        let _ = write!(item, "\n{docs}   ");
    }
    let symbols = body.symbols.iter().map(|Symbol { ident, value, .. }| match value {
        SymbolValue::String(value) => format!("{ident} = {value:?}"),
        SymbolValue::Integer(value) => format!("{ident} = {value}"),
    });
    if body.symbols.is_empty() || is_plain {
        wrap(
            "",
            symbols,
            if body.symbols.is_empty() { "} }" } else { " } }" },
            "\n    ",
            &mut item,
        );
    } else {
        for (symbol, line) in body.symbols.iter().zip(symbols) {
            item.push('\n');
            symbol_docs(symbol, &mut item);
            let _ = write!(item, "    {line},");
        }
        item.push_str("\n} }");
    }
    item
}

/// The rules by which the variant of a union is chosen.
pub(super) fn rules(body: &Union, out: &mut String) {
    for rule in &body.dispatch {
        if let Some(variant) = body.variants.get(rule.variant) {
            part(&format!("{}: {};", variant.ident, test(rule)), out);
        }
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
