//! Documents that nobody would write.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::document;
use crate::source::Source;

/// A document that has something of everything.
fn sound() -> Value {
    let schema = json!({
        "type": ["object", "null"], "required": ["a"], "additionalProperties": false,
        "properties": {
            "a": { "type": "string", "enum": ["x"], "default": "x", "pattern": "^x" },
            "b": { "$ref": "#/components/schemas/T", "description": "d" },
            "c": { "type": "array", "items": { "oneOf": [{ "type": "null" }, { "const": 1 }] }, "minItems": 1 },
            "d": { "exclusiveMinimum": 1, "maximum": 2, "prefixItems": [true], "examples": [1] },
        },
    });
    let operation = json!({
        "operationId": "o", "tags": ["t"], "security": [{ "k": [] }],
        "parameters": [
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            { "$ref": "#/components/parameters/P" },
        ],
        "requestBody": { "content": { "application/json": { "schema": schema, "example": {} } } },
        "responses": { "200": { "description": "", "headers": { "H": { "schema": {} } } }, "default": { "$ref": "#/components/responses/R" } },
        "callbacks": { "c": { "{$url}": { "post": { "responses": {} } } } },
    });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "T", "version": "1", "license": { "name": "MIT" } },
        "servers": [{ "url": "https://{a}", "variables": { "a": { "default": "x", "enum": ["x"] } } }],
        "paths": { "/a/{id}": { "get": operation, "parameters": [] } },
        "components": {
            "schemas": { "S": schema, "T": { "allOf": [{ "$ref": "#/components/schemas/S" }] },
                "U": { "oneOf": [{ "$ref": "#/components/schemas/S" }], "discriminator": { "propertyName": "a", "mapping": { "s": "S" } } } },
            "parameters": { "P": { "name": "q", "in": "query", "style": "form", "schema": schema } },
            "responses": { "R": { "description": "", "content": { "a/b": { "examples": { "e": { "value": 1 } } } } } },
            "securitySchemes": { "k": { "type": "apiKey", "in": "header", "name": "k" } },
        },
    })
}

/// A change of one value of a document, found by a number.
fn mutate(document: &mut Value, which: usize, how: u8, other: usize) {
    let pointers = pointers(document);
    let at = |number: usize| pointers.get(number % pointers.len()).cloned().unwrap_or_default();
    let donor = document.pointer(&at(other)).cloned().unwrap_or_default();
    let target = at(other);
    let Some(value) = document.pointer_mut(&at(which)) else {
        return;
    };
    match how {
        0 => *value = Value::Null,
        1 => *value = json!(-1.5),
        2 => *value = json!(true),
        3 => *value = json!(""),
        4 => *value = json!([donor]),
        5 => *value = json!({ "$ref": format!("#{target}") }),
        6 => *value = donor,
        7 => *value = json!({ "": donor }),
        8 => drop_member(value, other),
        9 => rename_member(value, other),
        10 => *value = json!([]),
        _ => *value = Value::Object(Map::new()),
    }
}

fn drop_member(value: &mut Value, which: usize) {
    if let Value::Object(members) = value {
        let key = members.keys().nth(which % members.len().max(1)).cloned();
        key.and_then(|key| members.shift_remove(&key));
    }
}

fn rename_member(value: &mut Value, which: usize) {
    if let Value::Object(members) = value {
        let key = members.keys().nth(which % members.len().max(1)).cloned();
        if let Some(value) = key.as_ref().and_then(|key| members.shift_remove(key)) {
            members.insert(key.unwrap_or_default() + "s", value);
        }
    }
}

fn pointers(value: &Value) -> Vec<String> {
    fn collect(value: &Value, at: &str, all: &mut Vec<String>) {
        all.push(at.to_owned());
        match value {
            Value::Object(members) => members.iter().for_each(|(key, value)| {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, &format!("{at}/{key}"), all);
            }),
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, value)| collect(value, &format!("{at}/{index}"), all));
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(value, "", &mut all);
    all
}

/// Reads all that the pipeline reads. What cannot be read must have been said, and what was said can
/// be shown. Only what references make an object of two kinds is said when it is read.
fn read_all(text: &str, crossed: bool) -> Result<(), TestCaseError> {
    let source = Source::from_memory(&[("openapi.json", text)]);
    let (document, diagnostics) = document::read(&source);
    diagnostics.render(&source, true);
    for (_, at) in document.components("schemas") {
        let read = document.read::<openapiv3::ReferenceOr<openapiv3::Schema>>(&at);
        prop_assert!(read.is_ok() || crossed, "{read:?}\n{text}\n{:?}", document.get(&at));
    }
    for (_, at) in document.components("securitySchemes") {
        let read = document.read::<openapiv3::SecurityScheme>(&at);
        prop_assert!(read.is_ok() || diagnostics.has_errors() || crossed, "{read:?}\n{text}");
    }
    for operation in document.operations() {
        let read = document.read::<openapiv3::Operation>(&operation.pointer);
        prop_assert!(read.is_ok() || diagnostics.has_errors() || crossed, "{read:?}\n{text}");
        for parameter in document.parameters(&operation).into_iter().flatten() {
            let read = document.read::<openapiv3::Parameter>(&parameter);
            prop_assert!(read.is_ok() || diagnostics.has_errors() || crossed, "{read:?}\n{text}");
        }
    }
    Ok(())
}

#[test]
fn the_sound_document_is_sound() {
    let text = serde_json::to_string_pretty(&sound()).expect("JSON");
    super::super::check_files(&[("openapi.json", &text)], &expect_test::expect![[""]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn mutated_documents_are_read(
        changes in prop::collection::vec((any::<usize>(), 0_u8..12, any::<usize>()), 1..4),
        old in any::<bool>(),
    ) {
        let mut document = sound();
        let crossed = changes.iter().any(|(_, how, _)| (4..8).contains(how));
        for (which, how, other) in changes {
            mutate(&mut document, which, how, other);
        }
        if let (true, Some(version)) = (old, document.get_mut("openapi")) {
            *version = json!("3.0.3");
        }
        read_all(&document.to_string(), crossed)?;
    }
}
