use expect_test::expect;
use serde_json::Value;

use super::super::check::{Check, Naming};
use super::super::sample::sample;
use super::document;

/// Samples, one a line, each of which must satisfy its own schema.
fn samples(schemas: &str) -> String {
    let document = document(&format!("components: {{schemas: {schemas}}}"));
    let schemas =
        document.root().pointer("/components/schemas").and_then(Value::as_object).unwrap();
    let line = |(name, schema)| {
        let value = sample(&document, schema);
        let wrong = Check::new(schema).complaints(&document, &value, Naming::Body).unwrap();
        format!(
            "{name}: {value}{}\n",
            if wrong.is_empty() { String::new() } else { format!(" {wrong:?}") }
        )
    };
    schemas.iter().map(line).collect()
}

#[test]
fn samples_satisfy_their_schemas() {
    let text = samples(
        "{
        a: {type: string, minLength: 8},
        b: {type: string, maxLength: 2},
        c: {type: string, format: date-time},
        d: {type: string, format: uuid},
        e: {type: integer, minimum: 3, exclusiveMinimum: true},
        f: {type: integer, maximum: -2, multipleOf: 5},
        g: {type: number, exclusiveMinimum: 0},
        h: {type: array, minItems: 2, items: {type: boolean}},
        i: {type: array, items: {}},
        j: {type: object, required: [x], properties: {x: {enum: [u, v]}, y: {default: 5}}},
        k: {allOf: [{$ref: '#/components/schemas/j'}, {type: object, required: [z], properties: {z: {type: string}}}]},
        l: {oneOf: [{type: integer}, {type: string}]},
        m: {type: object, required: [q], properties: {q: {type: string}}, anyOf: [{properties: {p: {type: integer}}}]},
        n: {type: [string, 'null'], minLength: 7},
        o: {nullable: true},
        p: {},
        q: {type: string, format: email},
        r: {type: object, properties: {r: {$ref: '#/components/schemas/r'}}}
        }",
    );
    expect![[r#"
        a: "stringss"
        b: "st"
        c: "2024-01-02T03:04:05Z"
        d: "00000000-0000-4000-8000-000000000000"
        e: 4
        f: -5
        g: 1
        h: [true,true]
        i: [{}]
        j: {"x":"u","y":5}
        k: {"x":"u","y":5,"z":"string"}
        l: 0
        m: {"q":"string","p":0}
        n: "strings"
        o: null
        p: {}
        q: "someone@example.com"
        r: {"r":{}}
    "#]]
    .assert_eq(&text);
}

#[test]
fn a_schema_that_cannot_end_gives_null() {
    expect!["null"].assert_eq(&serde_json::to_string(&sample(
        &document("components: {schemas: {S: {type: object, required: [s], properties: {s: {$ref: '#/components/schemas/S'}}}}}"),
        &serde_json::json!({ "$ref": "#/components/schemas/S" }),
    )).unwrap());
}
