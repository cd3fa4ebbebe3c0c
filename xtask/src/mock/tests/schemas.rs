use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::super::check::{Check, Naming};
use super::super::schema::self_contained;
use super::document;

/// Holds values against the schema `S` of a document, and says what is wrong with each.
fn check(schemas: &str, values: &[Value], expected: &Expect) {
    let document = document(&format!("components: {{schemas: {schemas}}}"));
    let check = Check::new(&json!({ "$ref": "#/components/schemas/S" }));
    let line = |value: &Value| {
        let found = match check.complaints(&document, value, Naming::Body) {
            Ok(found) => found.into_iter().map(|one| one.message).collect::<Vec<_>>().join(" "),
            Err(reason) => format!("unchecked: {reason}"),
        };
        format!("{value} => {found}\n")
    };
    expected.assert_eq(&values.iter().map(line).collect::<String>());
}

#[test]
fn the_converted_schema_stands_alone() {
    let document = document("
components:
  schemas:
    'a/b c': {type: object, properties: {self: {$ref: '#/components/schemas/a~1b%20c'}, n: {type: integer, nullable: true, example: 1}}}
");
    let schema = json!({ "type": "array", "items": { "$ref": "#/components/schemas/a~1b%20c" } });
    let converted = serde_json::to_string_pretty(&self_contained(&document, &schema)).unwrap();
    expect![[r##"
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "allOf": [
            {
              "type": "array",
              "items": {
                "$ref": "#/$defs/d0"
              }
            }
          ],
          "$defs": {
            "d0": {
              "type": "object",
              "properties": {
                "self": {
                  "$ref": "#/$defs/d0"
                },
                "n": {
                  "type": [
                    "integer",
                    "null"
                  ]
                }
              }
            }
          }
        }"##]]
    .assert_eq(&converted);
}

#[test]
fn nullable_admits_null_in_every_shape() {
    check(
        "{S: {properties: {a: {type: string, nullable: true}, b: {type: string, enum: [x], nullable: true}, c: {nullable: true, allOf: [{$ref: '#/components/schemas/T'}]}, d: {type: string}}}, T: {type: integer}}",
        &[
            json!({"a": null, "b": null, "c": null}),
            json!({"d": null}),
            json!({"b": "y", "c": "x"}),
        ],
        &expect![[r#"
            {"a":null,"b":null,"c":null} => 
            {"d":null} => The d field must be a string.
            {"b":"y","c":"x"} => The b field must be one of "x", null. The c field has none of the documented forms.
        "#]],
    );
}

#[test]
fn bounds_may_be_exclusive_in_either_version() {
    check(
        "{S: {properties: {a: {type: number, minimum: 1, exclusiveMinimum: true}, b: {type: number, maximum: 1, exclusiveMaximum: false}, c: {exclusiveMaximum: 5}, d: {exclusiveMinimum: true}}}}",
        &[
            json!({"a": 1.5, "b": 1, "c": 4, "d": 0}),
            json!({"a": 1}),
            json!({"b": 2}),
            json!({"c": 5}),
        ],
        &expect![[r#"
            {"a":1.5,"b":1,"c":4,"d":0} => 
            {"a":1} => The a field must be greater than 1.
            {"b":2} => The b field must be at most 1.
            {"c":5} => The c field must be less than 5.
        "#]],
    );
}

#[test]
fn integers_have_the_bounds_of_their_format() {
    check(
        "{S: {properties: {a: {type: integer, format: int32}, b: {type: integer, format: int64, minimum: 0}}}}",
        &[
            json!({"a": 2_147_483_647, "b": 0}),
            json!({"a": 2_147_483_648_u32}),
            json!({"b": -1}),
            json!({"b": u64::MAX}),
        ],
        &expect![[r#"
            {"a":2147483647,"b":0} => 
            {"a":2147483648} => The a field must be at most 2147483647.
            {"b":-1} => The b field must be at least 0.
            {"b":18446744073709551615} => The b field must be at most 9223372036854775807.
        "#]],
    );
}

#[test]
fn what_only_the_server_sets_need_not_be_sent() {
    check(
        "{S: {required: [id, name], properties: {id: {$ref: '#/components/schemas/Id'}, name: {type: string}}}, Id: {type: string, readOnly: true}}",
        &[json!({"name": "x"}), json!({"id": "x"})],
        &expect![[r#"
            {"name":"x"} => 
            {"id":"x"} => The name field is required.
        "#]],
    );
}

#[test]
fn words_beside_a_reference_count_only_from_3_1_on() {
    let schemas = "{S: {$ref: '#/components/schemas/T', maxLength: 1}, T: {type: string}}";
    check(
        schemas,
        &[json!("xx")],
        &expect![[r#"
        "xx" => 
    "#]],
    );
    let document = document(&format!("{{openapi: 3.1.0, components: {{schemas: {schemas}}}}}"));
    let found = Check::new(&json!({ "$ref": "#/components/schemas/S" })).complaints(
        &document,
        &json!("xx"),
        Naming::Body,
    );
    assert_eq!(found.unwrap().len(), 1);
}

#[test]
fn a_schema_that_contains_itself_is_followed_as_deep_as_the_value() {
    check(
        "{S: {type: object, properties: {next: {$ref: '#/components/schemas/S'}, n: {type: integer}}}}",
        &[json!({"next": {"next": {"n": 1}}}), json!({"next": {"next": {"n": "x"}}})],
        &expect![[r#"
            {"next":{"next":{"n":1}}} => 
            {"next":{"next":{"n":"x"}}} => The next.next.n field must be an integer.
        "#]],
    );
}

#[test]
fn a_schema_that_is_itself_admits_everything_and_ends() {
    check(
        "{S: {$ref: '#/components/schemas/S'}}",
        &[json!(1)],
        &expect![[r#"
        1 => 
    "#]],
    );
    check(
        "{S: {allOf: [{$ref: '#/components/schemas/T'}]}, T: {anyOf: [{$ref: '#/components/schemas/S'}]}}",
        &[json!(1)],
        &expect![[r#"
        1 => 
    "#]],
    );
}

#[test]
fn a_faulty_schema_is_noted_and_not_checked() {
    check(
        "{S: {type: string, pattern: '('}}",
        &[json!("x")],
        &expect![[r#"
        "x" => unchecked: "(" is not a "regex"
    "#]],
    );
    check(
        "{S: {type: strange}}",
        &[json!("x")],
        &expect![[r#"
        "x" => unchecked: "strange" is not valid under any of the schemas listed in the 'anyOf' keyword
    "#]],
    );
    check(
        "{S: {$ref: 'other.yaml#/S'}}",
        &[json!("x")],
        &expect![[r#"
        "x" => 
    "#]],
    );
    check(
        "{S: {maxLength: '25'}}",
        &[json!("x")],
        &expect![[r#"
        "x" => unchecked: "25" is not of type "integer"
    "#]],
    );
}

#[test]
fn names_are_dotted_and_escapes_undone() {
    check(
        "{S: {properties: {'a/b': {properties: {'~': {items: {type: integer}}}}}}}",
        &[json!({"a/b": {"~": [1, "x"]}})],
        &expect![[r#"
            {"a/b":{"~":[1,"x"]}} => The a/b.~.1 field must be an integer.
        "#]],
    );
}
