//! `enum`: the values that a schema lists.

use serde_json::Value;

use super::keywords::{Keywords, Kind};
use super::schema::{Shape, prim};
use crate::ir::{Enum, Repr, Symbol, SymbolValue, TypeKind, TypeRef};
use crate::names::{self, Scope};

/// An enum of strings or of integers; other lists of values are the type of those values.
pub(super) fn shape(keywords: &Keywords<'_>) -> Shape {
    let values: Vec<&Value> =
        keywords.enumeration.iter().filter(|value| !value.is_null()).collect();
    let symbols: Option<Vec<SymbolValue>> =
        values.iter().map(|value| symbol_value(value)).collect();
    let strings = values.iter().filter(|value| value.is_string()).count();
    match symbols {
        Some(symbols) if !symbols.is_empty() && strings == symbols.len() => {
            Shape::Define(TypeKind::Enum(enumeration(keywords, Repr::String, symbols)))
        }
        Some(symbols) if !symbols.is_empty() && strings == 0 => {
            Shape::Define(TypeKind::Enum(enumeration(keywords, Repr::Integer, symbols)))
        }
        _ => Shape::Use(match keywords.kind {
            Some(kind @ (Kind::Boolean | Kind::Number | Kind::Integer | Kind::String)) => {
                TypeRef::Prim(prim(kind, keywords))
            }
            _ => TypeRef::Json,
        }),
    }
}

fn symbol_value(value: &Value) -> Option<SymbolValue> {
    match value {
        Value::String(text) => Some(SymbolValue::String(text.clone())),
        Value::Number(number) => number.as_i64().map(SymbolValue::Integer),
        _ => None,
    }
}

fn enumeration(keywords: &Keywords<'_>, repr: Repr, values: Vec<SymbolValue>) -> Enum {
    let given = |key: &str, index: usize| {
        let list = keywords.extensions.get(key).and_then(Value::as_array);
        list.and_then(|list| list.get(index)).and_then(Value::as_str).map(str::to_owned)
    };
    let mut scope = Scope::default();
    let mut seen: Vec<SymbolValue> = Vec::new();
    let mut symbols = Vec::with_capacity(values.len());
    for (index, value) in values.into_iter().enumerate() {
        if seen.contains(&value) {
            continue;
        }
        let wanted = given("x-enum-varnames", index).or_else(|| given("x-enumNames", index));
        let wanted = wanted.unwrap_or_else(|| symbol_text(&value));
        let ident = scope.claim(&names::variant_ident(&wanted));
        seen.push(value.clone());
        symbols.push(Symbol { value, ident, doc: given("x-enum-descriptions", index) });
    }
    let unknown = scope.claim_first(&["Unknown", "UnknownValue"]);
    let extensible =
        keywords.extensions.get("x-extensible-enum").is_some_and(|value| *value != false);
    Enum { repr, symbols, unknown, extensible }
}

fn symbol_text(value: &SymbolValue) -> String {
    match value {
        SymbolValue::String(text) => text.clone(),
        SymbolValue::Integer(value) => value.to_string(),
    }
}
