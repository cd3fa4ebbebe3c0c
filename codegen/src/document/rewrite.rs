//! A schema of `OpenAPI` 3.1 in the form of 3.0. Its parts have been rewritten before.

use serde_json::{Map, Value, json};

/// Whether a schema has anything that 3.0 does not have.
pub(super) fn is_needed(members: &Map<String, Value>) -> bool {
    const NEWER: &[&str] = &[
        "$dynamicRef",
        "const",
        "contentEncoding",
        "contentMediaType",
        "patternProperties",
        "prefixItems",
        "x-extensible-enum",
        "x-nullable",
    ];
    let has = |key: &str| members.get(key);
    NEWER.iter().any(|key| members.contains_key(*key))
        || has("$ref").is_some() && members.len() > 1
        || has("type").is_some_and(|types| types.is_array() || types == "null")
        || has("exclusiveMinimum").is_some_and(Value::is_number)
        || has("exclusiveMaximum").is_some_and(Value::is_number)
        || has("examples").is_some_and(Value::is_array)
        || ["anyOf", "oneOf"].iter().any(|key| has(key).is_some_and(holds_null))
}

fn holds_null(members: &Value) -> bool {
    members.as_array().is_some_and(|members| members.iter().any(is_null))
}

/// A member of a choice that stands for `null` and nothing else, before or after it was rewritten. In 3.0 that is
/// often written as no more than `nullable: true`, which allows anything, but is not meant so.
fn is_null(schema: &Value) -> bool {
    let Value::Object(members) = schema else {
        return false;
    };
    let only_null = |list: &Value| list.as_array().is_some_and(|list| *list == [Value::Null]);
    members.get("type").is_some_and(|name| name == "null" || *name == json!(["null"]))
        || members.len() == 1 && members.get("nullable") == Some(&Value::Bool(true))
        || members.get("const").is_some_and(Value::is_null)
        || members.get("enum").is_some_and(only_null)
}

/// Rewrites one schema in its place.
pub(super) fn schema(value: &mut Value) {
    match value {
        Value::Bool(true) => *value = json!({}),
        Value::Bool(false) => *value = json!({ "not": {} }),
        Value::Object(members) => object(members),
        _ => {}
    }
}

fn object(members: &mut Map<String, Value>) {
    extensions(members);
    dynamic_reference(members);
    wrap_reference(members);
    constant(members);
    first_example(members);
    bound(members, "exclusiveMinimum", "minimum", f64::max);
    bound(members, "exclusiveMaximum", "maximum", f64::min);
    content(members);
    pattern_properties(members);
    prefix_items(members);
    null_choice(members, "anyOf");
    null_choice(members, "oneOf");
    types(members);
}

/// Extensions that say what a keyword says: `x-nullable` is `nullable`, and the values that
/// `x-extensible-enum` lists are those of an `enum` that may grow.
fn extensions(members: &mut Map<String, Value>) {
    if members.get("x-nullable") == Some(&Value::Bool(true)) {
        members.entry("nullable").or_insert(Value::Bool(true));
    }
    if let Some(Value::Array(values)) = members.get("x-extensible-enum")
        && !values.is_empty()
        && !members.contains_key("const")
    {
        let values = values.clone();
        members.entry("enum").or_insert(Value::Array(values));
    }
}

/// `$dynamicRef` is taken for what it is where nothing overrides its anchor: a reference.
fn dynamic_reference(members: &mut Map<String, Value>) {
    if let Some(target) = members.shift_remove("$dynamicRef")
        && target.is_string()
    {
        members.entry("$ref").or_insert(target);
    }
}

/// `$ref` with siblings is all of them: 3.0 would ignore the siblings.
fn wrap_reference(members: &mut Map<String, Value>) {
    if members.len() < 2 {
        return;
    }
    let Some(target) = members.shift_remove("$ref") else {
        return;
    };
    let reference = json!({ "$ref": target });
    match members.get_mut("allOf") {
        Some(Value::Array(list)) => list.push(reference),
        _ => {
            members.insert("allOf".to_owned(), Value::Array(vec![reference]));
        }
    }
}

fn constant(members: &mut Map<String, Value>) {
    let Some(value) = members.shift_remove("const") else {
        return;
    };
    if value.is_null() {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    members.entry("enum").or_insert_with(|| Value::Array(vec![value]));
}

/// The first example, for readers of 3.0. The list stays where it is for those who want all.
fn first_example(members: &mut Map<String, Value>) {
    let Some(Value::Array(examples)) = members.get("examples") else {
        return;
    };
    if let Some(first) = examples.first().cloned() {
        members.entry("example").or_insert(first);
    }
}

/// A numeric exclusive bound. With an inclusive one beside it, the stricter of the two holds.
fn bound(
    members: &mut Map<String, Value>,
    exclusive: &str,
    inclusive: &str,
    stricter: fn(f64, f64) -> f64,
) {
    let Some(limit) = members.get(exclusive).filter(|limit| limit.is_number()).cloned() else {
        return;
    };
    let (new, old) = (limit.as_f64(), members.get(inclusive).and_then(Value::as_f64));
    let keeps_old = new.zip(old).is_some_and(|(new, old)| {
        (stricter(new, old) - old).abs() < f64::EPSILON && (new - old).abs() > f64::EPSILON
    });
    if keeps_old {
        members.shift_remove(exclusive);
        return;
    }
    members.insert(inclusive.to_owned(), limit);
    members.insert(exclusive.to_owned(), Value::Bool(true));
}

/// What 3.1 says by the content's encoding and media type, 3.0 says by the format.
fn content(members: &mut Map<String, Value>) {
    let encoding = members.shift_remove("contentEncoding");
    let media = members.shift_remove("contentMediaType");
    let format = match encoding.as_ref().map(Value::as_str) {
        Some(Some("base64")) => "byte",
        // Another alphabet than that of `byte`.
        Some(Some("base64url")) => "base64url",
        None if media.as_ref().and_then(Value::as_str).is_some_and(is_binary) => "binary",
        _ => return,
    };
    members.entry("format").or_insert_with(|| json!(format));
}

/// Whether what is of a media type is no text.
fn is_binary(media: &str) -> bool {
    let kind = media.split('/').next().unwrap_or_default();
    matches!(kind, "image" | "audio" | "video" | "font")
        || matches!(media, "application/octet-stream" | "application/pdf" | "application/zip")
}

/// Keys that match a pattern become additional properties of any of the patterns' schemas.
fn pattern_properties(members: &mut Map<String, Value>) {
    let Some(Value::Object(patterns)) = members.shift_remove("patternProperties") else {
        return;
    };
    let mut schemas: Vec<Value> = patterns.into_values().collect();
    match members.get("additionalProperties") {
        None | Some(Value::Bool(false)) => {}
        // Whatever the patterns say, other keys can hold anything.
        Some(Value::Bool(true)) => return,
        Some(other) => schemas.push(other.clone()),
    }
    if let Some(schema) = any_of(schemas) {
        members.insert("additionalProperties".to_owned(), schema);
    }
}

/// A tuple becomes a list of any of its members' schemas.
fn prefix_items(members: &mut Map<String, Value>) {
    let Some(Value::Array(mut schemas)) = members.shift_remove("prefixItems") else {
        return;
    };
    let closed = members.get("items").is_some_and(|items| *items == json!({ "not": {} }));
    let full = members
        .get("maxItems")
        .and_then(Value::as_u64)
        .is_some_and(|max| max <= schemas.len() as u64);
    if !closed && !full {
        schemas.push(members.get("items").cloned().unwrap_or_else(|| json!({})));
    }
    members.insert("items".to_owned(), any_of(schemas).unwrap_or_else(|| json!({})));
}

/// The choice of some schemas: one alone stands for itself, and one that allows anything for all.
fn any_of(mut schemas: Vec<Value>) -> Option<Value> {
    let mut distinct: Vec<Value> = Vec::new();
    for schema in schemas.drain(..) {
        if schema == json!({}) {
            return Some(schema);
        }
        if !distinct.contains(&schema) {
            distinct.push(schema);
        }
    }
    if distinct.len() > 1 {
        return Some(json!({ "anyOf": distinct }));
    }
    distinct.pop()
}

/// `null` as a member of a choice: the schema is nullable, the choice is between the others. One
/// other stays as `allOf`, so that a description beside it stays too.
fn null_choice(members: &mut Map<String, Value>, key: &str) {
    let Some(Value::Array(choices)) = members.get_mut(key) else {
        return;
    };
    let count = choices.len();
    if choices.iter().all(is_null) {
        return;
    }
    choices.retain(|choice| !is_null(choice));
    if choices.len() == count {
        return;
    }
    if choices.len() == 1 && !members.contains_key("allOf") {
        let alone = members.shift_remove(key).unwrap_or_default();
        members.insert("allOf".to_owned(), alone);
    }
    members.insert("nullable".to_owned(), Value::Bool(true));
}

/// A list of types: `null` makes the schema nullable; several others make a choice, of which each
/// member keeps the keywords that are about its type.
fn types(members: &mut Map<String, Value>) {
    let names = match members.get("type") {
        Some(Value::Array(names)) => names.clone(),
        Some(name) if name == "null" => vec![name.clone()],
        _ => return,
    };
    members.shift_remove("type");
    let names: Vec<Value> = distinct(names);
    let count = names.len();
    let others: Vec<Value> = names.into_iter().filter(|name| *name != "null").collect();
    let nullable = others.len() < count;
    if nullable {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
    match others.as_slice() {
        [] if nullable => {
            members.insert("enum".to_owned(), json!([null]));
        }
        [] => {}
        [name] => {
            members.insert("type".to_owned(), name.clone());
        }
        names => split(members, names),
    }
}

fn distinct(names: Vec<Value>) -> Vec<Value> {
    let mut distinct = Vec::with_capacity(names.len());
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

fn split(members: &mut Map<String, Value>, names: &[Value]) {
    let choices = names.iter().map(|name| choice(members, name));
    // A type of which `enum` lists no value is none.
    let possible =
        choices.filter(|choice| choice.get("enum").is_none_or(|values| *values != json!([])));
    let choices: Vec<Value> = possible.map(Value::Object).collect();
    for key in OBJECT.iter().chain(ARRAY).chain(STRING).chain(NUMBER).chain(&["enum"]) {
        members.shift_remove(*key);
    }
    let choice = json!({ "anyOf": choices });
    match (members.contains_key("anyOf"), members.get_mut("allOf")) {
        (false, _) => {
            members.insert("anyOf".to_owned(), Value::Array(choices));
        }
        (true, Some(Value::Array(list))) => list.push(choice),
        (true, _) => {
            members.insert("allOf".to_owned(), Value::Array(vec![choice]));
        }
    }
}

const OBJECT: &[&str] =
    &["properties", "required", "additionalProperties", "minProperties", "maxProperties"];
const ARRAY: &[&str] = &["items", "minItems", "maxItems", "uniqueItems"];
const STRING: &[&str] = &["minLength", "maxLength", "pattern", "format"];
const NUMBER: &[&str] =
    &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"];

/// The member for one type.
fn choice(members: &Map<String, Value>, name: &Value) -> Map<String, Value> {
    let about = match name.as_str() {
        Some("object") => OBJECT,
        Some("array") => ARRAY,
        Some("string") => STRING,
        Some("number" | "integer") => NUMBER,
        _ => &[],
    };
    let mut choice = Map::new();
    choice.insert("type".to_owned(), name.clone());
    for key in about {
        if let Some(value) = members.get(*key) {
            choice.insert((*key).to_owned(), value.clone());
        }
    }
    if let Some(Value::Array(values)) = members.get("enum") {
        let own = values
            .iter()
            .filter(|value| super::schema::has_type(value, name.as_str().unwrap_or("")));
        choice.insert("enum".to_owned(), own.cloned().collect());
    }
    choice
}
