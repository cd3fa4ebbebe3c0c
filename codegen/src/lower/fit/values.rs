//! What can be said of a value at a glance.

use serde_json::Value;

use crate::ir::{Api, JsonKind, Test, TypeRef};

/// Whether the value has an integer outside of any object that is spelled otherwise than integers are.
pub(super) fn respells(api: &Api, ty: &TypeRef, value: &Value) -> bool {
    api.is_bare_integers(ty) && has_fraction(value)
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_fraction),
        Value::Object(members) => members.values().any(has_fraction),
        _ => false,
    }
}

/// Whether a rule of a union's decision list takes the value.
pub(super) fn holds(test: &Test, value: &Value) -> bool {
    match test {
        Test::Tag { name, value: tag } => value.get(name).and_then(Value::as_str) == Some(tag),
        Test::Literal { name, value: literal } => {
            let literal = serde_json::from_str::<Value>(literal).ok();
            literal.is_some() && value.get(name) == literal.as_ref()
        }
        Test::Keys(keys) => keys.iter().all(|key| value.get(key).is_some()),
        Test::Kind(kinds) => kinds.iter().any(|kind| is_kind(*kind, value)),
        Test::Attempt => false,
    }
}

fn is_kind(kind: JsonKind, value: &Value) -> bool {
    match kind {
        JsonKind::Null => value.is_null(),
        JsonKind::Boolean => value.is_boolean(),
        JsonKind::Integer => value.is_i64() || value.is_u64(),
        JsonKind::Number => value.is_number(),
        JsonKind::String => value.is_string(),
        JsonKind::Array => value.is_array(),
        JsonKind::Object => value.is_object(),
    }
}

/// Whether a number is an integer, of any size.
pub(super) fn is_integral(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

pub(super) fn in_range<T: TryFrom<i128>>(value: &Value) -> bool {
    integer(value).is_some_and(|integer| T::try_from(integer).is_ok())
}

/// The integer that a number is, `5.0` included: for JSON Schema the two are the same.
#[allow(clippy::cast_possible_truncation, reason = "the range is checked before")]
pub(super) fn integer(value: &Value) -> Option<i128> {
    let whole = |number: f64| number.fract() == 0.0 && number.abs() < 1e18;
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
        .or_else(|| value.as_f64().filter(|number| whole(*number)).map(|number| number as i128))
}

/// A value in a message, cut to a readable length.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        scalar => {
            let text = scalar.to_string();
            let short: String = text.chars().take(60).collect();
            if short.len() < text.len() { format!("`{short}…`") } else { format!("`{short}`") }
        }
    }
}
