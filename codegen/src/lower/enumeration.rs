//! `enum`: the values that a schema lists.

use std::collections::HashSet;

use serde_json::Value;

use super::keywords::{Keywords, Kind};
use super::labels::Label;
use super::schema::{Shape, prim};
use crate::ir::{Enum, Prim, Repr, Symbol, SymbolValue, TypeKind, TypeRef};
use crate::names::{self, Scope};

/// An enum of strings or of integers; other lists of values are the type of those values.
pub(super) fn shape(keywords: &Keywords<'_>) -> Shape {
    let values: Vec<&Value> = keywords.enumeration.iter().filter(|it| !it.is_null()).collect();
    let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
    let symbols: Option<Vec<(&Value, SymbolValue)>> =
        values.iter().map(|value| Some((*value, symbol_value(value)?))).collect();
    match symbols.filter(|symbols| !symbols.is_empty()) {
        Some(symbols) if all(Value::is_string) && may_be(keywords, &[Kind::String]) => {
            Shape::Define(TypeKind::Enum(enumeration(keywords, Repr::String, symbols)))
        }
        Some(symbols)
            if all(Value::is_number) && may_be(keywords, &[Kind::Integer, Kind::Number]) =>
        {
            Shape::Define(TypeKind::Enum(enumeration(keywords, Repr::Integer, symbols)))
        }
        _ => Shape::Use(plain(keywords, &values)),
    }
}

/// Whether the schema names none but one of these types.
fn may_be(keywords: &Keywords<'_>, kinds: &[Kind]) -> bool {
    keywords.kind.is_none_or(|kind| kinds.contains(&kind))
}

/// The type of values that are no enum: what all of them are, and what the schema says.
fn plain(keywords: &Keywords<'_>, values: &[&Value]) -> TypeRef {
    let has = |test: fn(&Value) -> bool| values.iter().any(|value| test(value));
    let flags = has(Value::is_boolean) || keywords.kind == Some(Kind::Boolean);
    let texts = has(Value::is_string) || keywords.kind == Some(Kind::String);
    let integers = has(|value| value.is_i64() || value.is_u64());
    let integers = integers || keywords.kind == Some(Kind::Integer);
    let fractions = has(Value::is_f64) || keywords.kind == Some(Kind::Number);
    let parts = has(|value| value.is_array() || value.is_object());
    let parts = parts || matches!(keywords.kind, Some(Kind::Array | Kind::Object));
    TypeRef::Prim(match (flags, texts, integers, fractions) {
        _ if parts => return TypeRef::Json,
        (true, false, false, false) => Prim::Bool,
        (false, true, false, false) => prim(Kind::String, keywords),
        (false, false, true, false) => prim(Kind::Integer, keywords),
        (false, false, _, true) => prim(Kind::Number, keywords),
        (false, true, true, false) => Prim::IntegerOrString,
        (false, true, _, true) => Prim::NumberOrString,
        _ => return TypeRef::Json,
    })
}

fn symbol_value(value: &Value) -> Option<SymbolValue> {
    match value {
        Value::String(text) => Some(SymbolValue::String(text.clone())),
        Value::Number(number) => number.as_i64().map(SymbolValue::Integer),
        _ => None,
    }
}

/// The symbols with the names that the document gives them, or else their own; each value once.
fn enumeration(keywords: &Keywords<'_>, repr: Repr, values: Vec<(&Value, SymbolValue)>) -> Enum {
    let mut scope = Scope::default();
    let mut seen: HashSet<SymbolValue> = HashSet::new();
    let mut symbols = Vec::with_capacity(values.len());
    for (listed, value) in values {
        if !seen.insert(value.clone()) {
            continue;
        }
        let Label { name, doc } = keywords.labels.get(listed).cloned().unwrap_or_default();
        let wanted = name.unwrap_or_else(|| value.to_string());
        let ident = scope.claim(&names::variant_ident(&wanted));
        symbols.push(Symbol { value, ident, doc });
    }
    let unknown = scope.claim_first(&["Unknown", "UnknownValue"]);
    let extensible =
        keywords.extensions.get("x-extensible-enum").is_some_and(|value| *value != false);
    Enum { repr, symbols, unknown, extensible }
}
