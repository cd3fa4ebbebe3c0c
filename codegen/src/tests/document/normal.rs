//! The form of 3.0, and what the pipeline asks of the document.

use expect_test::{Expect, expect};
use serde_json::Value;

use super::{normal, schema_document, with};
use crate::diagnostic::Severity;
use crate::document::{self, Version};
use crate::source::{FileId, Pointer, Source};

fn check(schema: &str, expected: &Expect) {
    let value = normal(&schema_document("3.1.0", schema), "/components/schemas/S");
    expected.assert_eq(&value.to_string());
}

#[test]
fn types() {
    check(
        "type: [string, 'null']\nenum: [a, ~]",
        &expect![[r#"{"enum":["a",null],"nullable":true,"type":"string"}"#]],
    );
    check("type: [string]", &expect![[r#"{"type":"string"}"#]]);
    check("type: 'null'", &expect![[r#"{"nullable":true,"enum":[null]}"#]]);
    check("type: []", &expect!["{}"]);
    check(
        "type: [object, string, 'null']\nproperties: {a: {type: [integer, 'null']}}\nminLength: 1\ndescription: d",
        &expect![[
            r#"{"description":"d","nullable":true,"anyOf":[{"type":"object","properties":{"a":{"nullable":true,"type":"integer"}}},{"type":"string","minLength":1}]}"#
        ]],
    );
    check(
        "type: [string, integer]\nenum: [a, 1]",
        &expect![[r#"{"anyOf":[{"type":"string","enum":["a"]},{"type":"integer","enum":[1]}]}"#]],
    );
    check(
        "type: [string, integer]\nenum: [a]",
        &expect![[r#"{"anyOf":[{"type":"string","enum":["a"]}]}"#]],
    );
    check(
        "type: [string, integer]\nanyOf: [{description: x}]",
        &expect![[
            r#"{"anyOf":[{"description":"x"}],"allOf":[{"anyOf":[{"type":"string"},{"type":"integer"}]}]}"#
        ]],
    );
}

#[test]
fn constants_and_bounds() {
    check("const: a", &expect![[r#"{"enum":["a"]}"#]]);
    check("const: ~", &expect![[r#"{"nullable":true,"enum":[null]}"#]]);
    check(
        "type: number\nexclusiveMinimum: 1\nexclusiveMaximum: 2.5",
        &expect![[
            r#"{"type":"number","exclusiveMinimum":true,"exclusiveMaximum":true,"minimum":1,"maximum":2.5}"#
        ]],
    );
    check(
        "type: number\nminimum: 5\nexclusiveMinimum: 1\nmaximum: 5\nexclusiveMaximum: 5",
        &expect![[r#"{"type":"number","minimum":5,"maximum":5,"exclusiveMaximum":true}"#]],
    );
}

#[test]
fn references_with_siblings() {
    check(
        "$ref: '#/components/schemas/S/$defs/A'\ndescription: d\n$defs: {A: {const: 1}}",
        &expect![[
            r##"{"description":"d","$defs":{"A":{"enum":[1]}},"allOf":[{"$ref":"#/components/schemas/S/$defs/A"}]}"##
        ]],
    );
    let three =
        normal(&schema_document("3.0.3", "$ref: '#/x'\ndescription: d"), "/components/schemas/S");
    assert_eq!(three.to_string(), r##"{"$ref":"#/x","description":"d"}"##);
    let nullable =
        normal(&schema_document("3.0.3", "$ref: '#/x'\nnullable: true"), "/components/schemas/S");
    expect![[r##"{"nullable":true,"allOf":[{"$ref":"#/x"}]}"##]].assert_eq(&nullable.to_string());
}

#[test]
fn null_in_choices() {
    check(
        "anyOf: [{$ref: '#/components/schemas/S'}, {type: 'null'}]\ndescription: d",
        &expect![[
            r##"{"description":"d","allOf":[{"$ref":"#/components/schemas/S"}],"nullable":true}"##
        ]],
    );
    check(
        "oneOf: [{type: string}, {type: integer}, {const: ~}]",
        &expect![[r#"{"oneOf":[{"type":"string"},{"type":"integer"}],"nullable":true}"#]],
    );
    check("oneOf: [{type: 'null'}]", &expect![[r#"{"oneOf":[{"nullable":true,"enum":[null]}]}"#]]);
}

#[test]
fn arrays_and_maps() {
    check(
        "type: array\nprefixItems: [{type: string}, {type: integer}]",
        &expect![[r#"{"type":"array","items":{}}"#]],
    );
    check(
        "type: array\nprefixItems: [{type: string}, {type: integer}, {type: string}]\nitems: false",
        &expect![[r#"{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"integer"}]}}"#]],
    );
    check(
        "type: object\npatternProperties: {'^a': {type: string}, '^b': {type: integer}}",
        &expect![[
            r#"{"type":"object","additionalProperties":{"anyOf":[{"type":"string"},{"type":"integer"}]}}"#
        ]],
    );
    check(
        "type: object\npatternProperties: {'^a': {type: string}}\nadditionalProperties: true",
        &expect![[r#"{"type":"object","additionalProperties":true}"#]],
    );
    check(
        "properties: {a: true, b: false}\nitems: true\nnot: false",
        &expect![[r#"{"properties":{"a":{},"b":{"not":{}}},"items":{},"not":{"not":{}}}"#]],
    );
}

#[test]
fn content_and_examples() {
    check(
        "type: string\ncontentEncoding: base64\ncontentMediaType: image/png",
        &expect![[r#"{"type":"string","format":"byte"}"#]],
    );
    check(
        "type: string\ncontentEncoding: base64url",
        &expect![[r#"{"type":"string","format":"base64url"}"#]],
    );
    check(
        "type: string\ncontentMediaType: application/octet-stream",
        &expect![[r#"{"type":"string","format":"binary"}"#]],
    );
    check(
        "type: string\ncontentMediaType: image/png",
        &expect![[r#"{"type":"string","format":"binary"}"#]],
    );
    // Text of a media type is a text.
    check("type: string\ncontentMediaType: text/html", &expect![[r#"{"type":"string"}"#]]);
    check(
        "type: string\nexamples: [a, b]",
        &expect![[r#"{"type":"string","examples":["a","b"],"example":"a"}"#]],
    );
    check(
        "type: string\nexamples: []\nexample: c",
        &expect![[r#"{"type":"string","examples":[],"example":"c"}"#]],
    );
}

#[test]
fn what_is_missing_is_neutral() {
    let text = with("3.1.0", "paths", "/a:\n  get: {parameters: [{name: q, in: query}]}");
    expect![[r#"{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"parameters":[{"name":"q","in":"query","schema":{}}],"responses":{}}}}}"#]].assert_eq(&normal(&text, "").to_string());
}

#[test]
fn faulty_keywords_are_taken_out() {
    let schema = "type: strin\nrequired: true\nminLength: -1\nproperties: {a: 5, b: {type: string}}\nallOf: [1, {type: object}, 2]";
    let value = normal(&schema_document("3.0.3", schema), "/components/schemas/S");
    expect![[r#"{"properties":{"b":{"type":"string"}},"allOf":[{"type":"object"}]}"#]]
        .assert_eq(&value.to_string());
}

/// Faults are shown at the text as it was written, whatever the tree has become.
#[test]
fn places_survive_the_rewriting() {
    let text = schema_document(
        "3.1.0",
        "$ref: '#/components/schemas/T'\nproperties:\n  a:\n    const: 1\n    examples: [x]",
    );
    let source = Source::from_memory(&[("openapi.yaml", &text)]);
    let (_, _) = document::read(&source);
    let lines = [
        "/allOf/0/$ref",
        "/properties/a/enum/0",
        "/properties/a/example",
        "/properties/a/anyOf/1/type",
    ]
    .map(|pointer| {
        let at = Pointer::new(FileId::ROOT, format!("/components/schemas/S{pointer}"));
        let location = source.locate(&at.into());
        source
            .text(FileId::ROOT)
            .and_then(|text| text.get(location.span))
            .unwrap_or_default()
            .to_owned()
    });
    assert_eq!(lines, ["'#/components/schemas/T'", "1", "examples", "a"]);
}

#[test]
fn what_the_pipeline_asks() {
    let text = with(
        "3.0.3",
        "paths",
        "/b:\n  put: {operationId: p, responses: {}}\n  parameters: [{name: q, in: query, schema: {}}, {name: r, in: query, schema: {}}]\n  get: {operationId: g, responses: {}, parameters: [{name: q, in: query, schema: {}}]}\n/a: {$ref: '#/paths/~1b'}\nx-c: 1",
    );
    let source = Source::from_memory(&[("openapi.yaml", &text)]);
    let (document, diagnostics) = document::read(&source);
    assert_eq!(diagnostics.count(Severity::Error), 0);
    assert_eq!(document.version(), Some(Version::V3_0));
    let operations = document.operations().into_iter().map(|operation| {
        let parameters = document.parameters(&operation).into_iter().flatten();
        let parameters: Vec<_> = parameters.map(|at| at.as_str().to_owned()).collect();
        format!("{} {} {} {parameters:?}", operation.method, operation.path, operation.pointer)
    });
    let operations: Vec<_> = operations.collect();
    expect![[r#"
        put /b #/paths/~1b/put ["/paths/~1b/parameters/0", "/paths/~1b/parameters/1"]
        get /b #/paths/~1b/get ["/paths/~1b/parameters/1", "/paths/~1b/get/parameters/0"]
        put /a #/paths/~1b/put ["/paths/~1b/parameters/0", "/paths/~1b/parameters/1"]
        get /a #/paths/~1b/get ["/paths/~1b/parameters/1", "/paths/~1b/get/parameters/0"]"#]]
    .assert_eq(&operations.join("\n"));
}

#[test]
fn parts_are_read_one_by_one() {
    let text = with(
        "3.0.3",
        "paths: {}\ncomponents",
        "responses:\n  A: {description: a}\n  B: {headers: {C: {schema: {type: integer}}}}",
    );
    let source = Source::from_memory(&[("openapi.yaml", &text)]);
    let (document, _) = document::read(&source);
    let names = document.components("responses").into_iter();
    let read: Vec<_> =
        names.map(|(name, at)| (name, document.read::<openapiv3::Response>(&at).is_ok())).collect();
    assert_eq!(read, [("A".to_owned(), true), ("B".to_owned(), true)]);
    let fault = document.read::<openapiv3::Info>(&document.root().key("paths"));
    let fault = fault.map_err(|diagnostic| diagnostic.render(&source, false));
    expect![[r#"
        error[unreadable-part]: missing field `title`
         --> openapi.yaml:3:1
          |
        3 | paths: {}
          | ^^^^^
          |
          = help: give it the form that the specification gives it
    "#]]
    .assert_eq(&fault.err().unwrap_or_default());
    let wrong: Result<Vec<Value>, _> = document.read(&document.root());
    assert!(wrong.is_err());
}
