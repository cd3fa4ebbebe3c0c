//! `enum`: the values that a schema lists.

use std::collections::HashSet;

use serde_json::Value;

use super::keywords::{Keywords, Kind};
use super::schema::{Shape, prim};
use crate::ir::{Enum, Prim, Repr, Symbol, SymbolValue, TypeKind, TypeRef};
use crate::names::{self, Scope};

/// An enum of strings or of integers; other lists of values are the type of those values.
pub(super) fn shape(keywords: &Keywords<'_>) -> Shape {
    let values = keywords.enumeration.iter().enumerate().filter(|(_, value)| !value.is_null());
    let values: Vec<(usize, &Value)> = values.collect();
    let all = |test: fn(&Value) -> bool| values.iter().all(|(_, value)| test(value));
    let symbols: Option<Vec<(usize, SymbolValue)>> =
        values.iter().map(|(index, value)| Some((*index, symbol_value(value)?))).collect();
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
fn plain(keywords: &Keywords<'_>, values: &[(usize, &Value)]) -> TypeRef {
    let has = |test: fn(&Value) -> bool| values.iter().any(|(_, value)| test(value));
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

/// The symbols with the names that an extension gives them, or else their own; each value once. The
/// lists of extensions go along with `enum`, null included.
fn enumeration(keywords: &Keywords<'_>, repr: Repr, values: Vec<(usize, SymbolValue)>) -> Enum {
    let mut scope = Scope::default();
    let mut seen: HashSet<SymbolValue> = HashSet::new();
    let mut symbols = Vec::with_capacity(values.len());
    for (index, value) in values {
        if !seen.insert(value.clone()) {
            continue;
        }
        let given = |key: &str| beside(keywords, key, index, &value);
        let wanted = given("x-enum-varnames").or_else(|| given("x-enumNames"));
        let wanted = wanted.unwrap_or_else(|| symbol_text(&value));
        let ident = scope.claim(&names::variant_ident(&wanted));
        let doc = given("x-enum-descriptions");
        symbols.push(Symbol { value, ident, doc });
    }
    let unknown = scope.claim_first(&["Unknown", "UnknownValue"]);
    let extensible =
        keywords.extensions.get("x-extensible-enum").is_some_and(|value| *value != false);
    Enum { repr, symbols, unknown, extensible }
}

/// What an extension says of a value: a list in the order of `enum`, or an object by values.
fn beside(keywords: &Keywords<'_>, key: &str, index: usize, value: &SymbolValue) -> Option<String> {
    let said = match keywords.extensions.get(key)? {
        Value::Array(list) => list.get(index),
        Value::Object(named) => named.get(&symbol_text(value)),
        _ => None,
    };
    said.and_then(Value::as_str).map(str::to_owned)
}

fn symbol_text(value: &SymbolValue) -> String {
    match value {
        SymbolValue::String(text) => text.clone(),
        SymbolValue::Integer(value) => value.to_string(),
    }
}
