//! What the values that a schema lists are called: by extensions beside `enum`, or by the schemas of a
//! choice that has one for each value, as documents write an enum whose values they describe.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use super::keywords::{Keywords, Kind};

/// What a listed value is called, and what is said of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Label {
    /// The name that the document gives it, if it gives one.
    pub name: Option<String>,
    pub doc: Option<String>,
}

/// The labels of values; the others have none.
pub(crate) type Labels = HashMap<Value, Label>;

/// The labels that extensions give: lists in the order of `enum`, null included, or objects by values.
pub(super) fn given(values: &[Value], extensions: &IndexMap<String, Value>) -> Labels {
    let said = |key: &str| extensions.get(key).filter(|said| said.is_array() || said.is_object());
    let names = said("x-enum-varnames").or_else(|| said("x-enumNames"));
    let docs = said("x-enum-descriptions");
    if names.is_none() && docs.is_none() {
        return Labels::new();
    }
    let label = |(index, value): (usize, &Value)| {
        let of = |said: Option<&Value>| beside(said?, index, value);
        (value.clone(), Label { name: of(names), doc: of(docs) })
    };
    // Of a value that is listed twice, the first label counts.
    values.iter().enumerate().rev().map(label).collect()
}

fn beside(said: &Value, index: usize, value: &Value) -> Option<String> {
    let said = match (said, value) {
        (Value::Array(list), _) => list.get(index),
        (Value::Object(named), Value::String(text)) => named.get(text),
        (Value::Object(named), _) => named.get(&value.to_string()),
        _ => None,
    };
    said.and_then(Value::as_str).map(str::to_owned)
}

impl Keywords<'_> {
    /// Takes a choice between schemas that do nothing but list values for what it is: an `enum`, whose
    /// values have the titles and descriptions of their schemas.
    pub(super) fn take_listed_choice(&mut self) {
        let subs = match (self.one_of.as_slice(), self.any_of.as_slice()) {
            (subs, []) | ([], subs) if !subs.is_empty() && self.discriminator.is_none() => subs,
            _ => return,
        };
        let listed: Option<Vec<Listed>> = subs.iter().map(|sub| listed(&sub.schema)).collect();
        let Some(listed) = listed else { return };
        let Some(kind) = kind_of_all(&listed) else { return };
        if self.kind.is_some_and(|own| own != kind && own != Kind::Number) {
            return;
        }
        let values: Vec<Value> = listed.iter().flat_map(|it| it.values.iter().cloned()).collect();
        for Listed { values, label } in listed.into_iter().rev() {
            self.labels.extend(values.into_iter().map(|value| (value, label.clone())));
        }
        if self.enumeration.is_empty() {
            self.enumeration = values;
        } else {
            self.enumeration.retain(|value| values.contains(value));
        }
        self.kind = self.kind.or(Some(kind));
        self.one_of.clear();
        self.any_of.clear();
    }
}

/// A schema that lists values and says nothing else of them.
struct Listed {
    values: Vec<Value>,
    label: Label,
}

fn listed(schema: &ReferenceOr<&Schema>) -> Option<Listed> {
    let ReferenceOr::Item(Schema { schema_data: data, schema_kind: kind }) = schema else {
        return None;
    };
    // What shows a value needs a type of its own, to be held to it.
    if data.nullable || data.default.is_some() || data.example.is_some() {
        return None;
    }
    let values: Vec<Value> = match kind {
        SchemaKind::Type(Type::String(text)) => {
            text.enumeration.iter().cloned().map(Value::from).collect()
        }
        SchemaKind::Type(Type::Integer(integer)) => {
            integer.enumeration.iter().copied().map(Value::from).collect()
        }
        SchemaKind::Any(any) if lists_only(any) => any.enumeration.clone(),
        _ => return None,
    };
    let scalar = |value: &Value| value.is_string() || value.is_i64();
    if values.is_empty() || !values.iter().all(scalar) {
        return None;
    }
    // One title cannot name several values; a text names itself.
    let named = values.len() == 1 && values.iter().all(Value::is_i64);
    let name = data.title.clone().filter(|_| named);
    let title = data.title.as_ref().filter(|title| name.is_none() && !is_in(title, &values));
    let doc = match (title, &data.description) {
        (Some(title), Some(text)) => Some(format!("{title}\n\n{text}")),
        (title, text) => title.or(text.as_ref()).cloned(),
    };
    Some(Listed { values, label: Label { name, doc } })
}

fn lists_only(any: &AnySchema) -> bool {
    let AnySchema { typ, format, enumeration, .. } = any.clone();
    *any == AnySchema { typ, format, enumeration, ..AnySchema::default() }
}

/// Whether a title says no more than a value does.
fn is_in(title: &str, values: &[Value]) -> bool {
    values.iter().filter_map(Value::as_str).any(|value| value.eq_ignore_ascii_case(title))
}

/// The type of all values, if it is one.
fn kind_of_all(listed: &[Listed]) -> Option<Kind> {
    let mut values = listed.iter().flat_map(|it| &it.values);
    let text = values.next()?.is_string();
    let kind = if text { Kind::String } else { Kind::Integer };
    values.all(|value| value.is_string() == text).then_some(kind)
}
