//! From a schema of the document to one that a JSON Schema validator takes: self-contained, in
//! the dialect of 2020-12, for a value that is sent (so without what is only ever received).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::document::{Document, elements, entries, flag, reference};

/// Keywords that hold no schema and mean the same in both dialects. What is not listed here or
/// below is dropped: `example`, `xml`, `discriminator` and other words that decide nothing.
const PLAIN: &[&str] = &[
    "type",
    "enum",
    "const",
    "format",
    "pattern",
    "required",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
    "dependentRequired",
];
/// Keywords that hold one schema.
const ONE: &[&str] = &[
    "items",
    "not",
    "additionalProperties",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Keywords that hold a list of schemas.
const LIST: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords that hold schemas by name.
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// Converts a schema, with everything that it refers to.
pub(super) fn self_contained(document: &Document, schema: &Value) -> Value {
    let mut converter = Converter { document, names: BTreeMap::new(), queue: Vec::new() };
    let root = converter.convert(schema);
    let mut definitions = Map::new();
    while let Some((name, pointer)) = converter.queue.pop() {
        let definition = converter.convert(document.at(&pointer));
        definitions.insert(name, definition);
    }
    // The root stays a schema of its own: it may be `true`, which cannot hold definitions.
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [root],
        "$defs": definitions,
    })
}

struct Converter<'a> {
    document: &'a Document,
    /// The name that each JSON pointer got among the definitions.
    names: BTreeMap<String, String>,
    /// Definitions that are named and not yet converted, with their pointers.
    queue: Vec<(String, String)>,
}

impl Converter<'_> {
    fn convert(&mut self, schema: &Value) -> Value {
        let Value::Object(from) = schema else {
            return if schema == &Value::Bool(false) { json!(false) } else { json!(true) };
        };
        let mut to = self.keywords(from);
        if let Some(pointer) = reference(schema) {
            to.insert("$ref".into(), self.refer(pointer).into());
        }
        bound_exclusively(&mut to);
        bound_by_format(&mut to);
        self.drop_received_only(schema, &mut to);
        if flag(schema, "nullable") { nullable(to) } else { Value::Object(to) }
    }

    fn keywords(&mut self, from: &Map<String, Value>) -> Map<String, Value> {
        let mut to = Map::new();
        // Version 3.0 knows no words beside a reference.
        let ignore = from.contains_key("$ref") && self.is_3_0();
        for (key, value) in from.iter().filter(|_| !ignore) {
            let converted = match key.as_str() {
                key if PLAIN.contains(&key) => value.clone(),
                key if ONE.contains(&key) => self.convert(value),
                key if LIST.contains(&key) => {
                    elements(value).iter().map(|schema| self.convert(schema)).collect()
                }
                key if NAMED.contains(&key) => self.convert_named(value),
                _ => continue,
            };
            to.insert(key.clone(), converted);
        }
        to
    }

    fn convert_named(&mut self, schemas: &Value) -> Value {
        let schemas = schemas.as_object().into_iter().flatten();
        let converted = schemas.map(|(name, schema)| (name.clone(), self.convert(schema)));
        Value::Object(converted.collect())
    }

    /// A reference to the definition of what the pointer points at.
    fn refer(&mut self, pointer: String) -> String {
        let next = format!("d{}", self.names.len());
        let name = self.names.entry(pointer.clone()).or_insert_with(|| {
            self.queue.push((next.clone(), pointer));
            next
        });
        format!("#/$defs/{name}")
    }

    /// Nobody has to send what only the server sets.
    fn drop_received_only(&self, schema: &Value, to: &mut Map<String, Value>) {
        let properties = &schema["properties"];
        let is_sent = |name: &Value| {
            let property = name.as_str().map(|name| self.document.get(properties, name));
            !property.is_some_and(|property| flag(property, "readOnly"))
        };
        if let Some(Value::Array(required)) = to.get_mut("required") {
            required.retain(is_sent);
        }
    }

    fn is_3_0(&self) -> bool {
        self.document.root()["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"))
    }
}

/// `minimum: 1, exclusiveMinimum: true` becomes `exclusiveMinimum: 1`.
fn bound_exclusively(schema: &mut Map<String, Value>) {
    for (exclusive, inclusive) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
    {
        let Some(Value::Bool(is_exclusive)) = schema.get(exclusive) else {
            continue;
        };
        let bound = if *is_exclusive { schema.remove(inclusive) } else { None };
        match bound {
            Some(bound) => schema.insert(exclusive.into(), bound),
            None => schema.remove(exclusive),
        };
    }
}

/// `format: int32` bounds an integer that has no closer bound.
fn bound_by_format(schema: &mut Map<String, Value>) {
    let (low, high) = match schema.get("format").and_then(Value::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => return,
    };
    for (keyword, exclusive, bound) in
        [("minimum", "exclusiveMinimum", low), ("maximum", "exclusiveMaximum", high)]
    {
        if !schema.contains_key(exclusive) {
            schema.entry(keyword).or_insert(bound);
        }
    }
}

/// Admits null beside what the schema admits.
fn nullable(mut schema: Map<String, Value>) -> Value {
    let alone = !["$ref", "allOf", "anyOf", "oneOf", "not", "const"]
        .iter()
        .any(|key| schema.contains_key(*key));
    let kind = schema.get("type").and_then(Value::as_str).map(str::to_owned);
    let Some(kind) = kind.filter(|_| alone) else {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    };
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    schema.insert("type".into(), json!([kind, "null"]));
    Value::Object(schema)
}

/// The JSON types that a schema admits, looked for through references and compositions; none
/// when it does not say.
pub(super) fn types<'a>(document: &'a Document, schema: &'a Value, depth: usize) -> Vec<&'a str> {
    let schema = document.follow(schema);
    let mut found: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        kinds => elements(kinds).iter().filter_map(Value::as_str).collect(),
    };
    if depth > 0 && found.is_empty() {
        let composed =
            ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|key| elements(&schema[key]));
        found.extend(composed.flat_map(|schema| types(document, schema, depth - 1)));
    }
    if found.is_empty() && schema.get("properties").is_some() {
        found.push("object");
    }
    found
}

/// The schema of one property of an object, looked for through references and compositions.
pub(super) fn property<'a>(
    document: &'a Document,
    schema: &'a Value,
    name: &str,
    depth: usize,
) -> &'a Value {
    let schema = document.follow(schema);
    let direct = document.get(&schema["properties"], name);
    if !direct.is_null() || depth == 0 {
        return direct;
    }
    let composed = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|key| elements(&schema[key]));
    let found = composed.map(|schema| property(document, schema, name, depth - 1));
    found.into_iter().find(|found| !found.is_null()).unwrap_or(&Value::Null)
}

/// The names of an object's properties, looked for through references and compositions.
pub(super) fn property_names<'a>(
    document: &'a Document,
    schema: &'a Value,
    depth: usize,
) -> Vec<&'a str> {
    let schema = document.follow(schema);
    let mut names: Vec<&str> = entries(&schema["properties"]).map(|(name, _)| name).collect();
    if depth > 0 {
        let composed =
            ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|key| elements(&schema[key]));
        names.extend(composed.flat_map(|schema| property_names(document, schema, depth - 1)));
    }
    names
}
