//! What the versions of the specification have of their own, seen in what is generated.

use std::path::Path;

use expect_test::{Expect, expect};

use crate::ir::Operation;
use crate::{Config, Source, generate};

/// What is said of a document of several files, the root first, and the names of what it has: types
/// with their fields, and operations.
fn check(files: &[(&str, &str)], expected: &Expect) {
    let source = Source::from_memory(files);
    let generated = generate(&source, &Config::new("test-client"));
    assert!(generated.files.contains_key(Path::new("src/lib.rs")));
    let (api, _) = crate::analyze(&source);
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let name = |it: &Operation| format!("{} {} {}\n", it.name.ident, it.method.as_str(), it.path);
    let names: Vec<String> = operations.map(name).collect();
    let mut text = generated.diagnostics.render(&source, false) + &names.concat();
    let models = generated.files.get(Path::new("src/models.rs")).cloned().unwrap_or_default();
    let models = String::from_utf8_lossy(&models).into_owned();
    let shown = |line: &&str| {
        line.contains("pub ")
            || line.starts_with("    required")
            || line.starts_with("    optional")
    };
    text += &models.lines().filter(shown).map(|line| line.to_owned() + "\n").collect::<String>();
    expected.assert_eq(&text);
}

fn check_schemas(version: &str, yaml: &str, expected: &Expect) {
    let body = yaml.replace('\n', "\n    ");
    let text = format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    {body}\n"
    );
    check(&[("openapi.yaml", &text)], expected);
}

#[test]
fn schemas_of_3_1() {
    check_schemas(
        "3.1.0",
        "A:
  type: [object, 'null']
  required: [a, b, c]
  properties:
    a: {type: [string, 'null'], examples: [x]}
    b: {type: [string, integer]}
    c: {const: fixed}
    d: {const: 1}
    e: {type: number, exclusiveMinimum: 1}
    f: {type: array, prefixItems: [{type: string}, {type: string}], items: false}
    g: {$ref: '#/components/schemas/B', description: beside}
    h: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}
    i: true
    j: {type: string, contentEncoding: base64}
B:
  $defs: {Inner: {type: object, properties: {x: {type: integer}}}}
  type: object
  properties: {inner: {$ref: '#/$defs/Inner'}, again: {$ref: '#/components/schemas/B/$defs/Inner'}}",
        &expect![[r#"
            model! { pub struct A with new {
                required_nullable a: Option<String>,
                required_into b: IntegerOrString,
                required_into c: AC,
                optional d: Option<AD>,
                optional e: Option<Number>,
                optional f: Option<Vec<String>>,
                optional g: Option<B>,
                optional_nullable h: Option<B>,
                optional i: Option<Json>,
                optional j: Option<Base64>,
            model! { #[derive(Default)] pub struct B {
                optional inner: Option<Inner>,
                optional again: Option<Inner>,
            string_enum! { pub enum AC else Unknown {
            integer_enum! { pub enum AD else Unknown {
            model! { #[derive(Default)] pub struct Inner {
                optional x: Option<i64>,
        "#]],
    );
}

#[test]
fn anchors_are_referred_to_by_name() {
    check_schemas(
        "3.1.0",
        "Tree:
  $dynamicAnchor: node
  type: object
  properties: {name: {type: string}, children: {type: array, items: {$dynamicRef: '#node'}}}
Shop:
  type: object
  properties: {owner: {$ref: '#person'}, tree: {$dynamicRef: '#node', description: beside}, lost: {$ref: '#nobody'}}
Parts:
  $defs: {Person: {$anchor: person, type: object, properties: {age: {type: integer}}}}
  type: object
  example: {$anchor: nobody}
  properties: {$anchor: {type: string}}",
        &expect![[r#"
            warning[unresolved-ref]: `#nobody` leads nowhere
              --> openapi.yaml:12:110
               |
            12 |       properties: {owner: {$ref: '#person'}, tree: {$dynamicRef: '#node', description: beside}, lost: {$ref: '#nobody'}}
               |                                                                                                              ^^^^^^^^^
               |
               = help: a reference within a file has the form `#/components/schemas/Name`
            model! { #[derive(Default)] pub struct Tree {
                optional name: Option<String>,
                optional children: Option<Vec<Tree>>,
            model! { #[derive(Default)] pub struct Shop {
                optional owner: Option<Person>,
                optional tree: Option<Tree>,
                optional lost: Option<Json>,
            model! { #[derive(Default)] pub struct Parts {
                optional anchor = "$anchor": Option<String>,
            model! { #[derive(Default)] pub struct Person {
                optional age: Option<i64>,
        "#]],
    );
}

#[test]
fn schemas_with_addresses_are_referred_to_by_them() {
    check_schemas(
        "3.1.0",
        "Shop:
  type: object
  properties:
    box: {$ref: 'https://example.com/schemas/box.json'}
    lid: {$ref: 'https://example.com/schemas/box.json#/properties/lid'}
    item: {$ref: 'https://example.com/schemas/parts/item.json#weight'}
    plain: {$ref: 'plain.json'}
    lost: {$ref: 'https://example.com/schemas/crate.json'}
Box:
  $id: https://example.com/schemas/box.json
  type: object
  properties:
    lid: {type: object, properties: {a: {type: integer}}}
    same: {$ref: '#/properties/lid'}
    inner: {$ref: '#'}
    item: {$ref: 'parts/item.json'}
  $defs:
    Item:
      $id: parts/item.json
      type: object
      properties:
        box: {$ref: '../box.json'}
        weight: {$ref: '#weight'}
      $defs: {W: {$anchor: weight, type: object, properties: {grams: {type: integer}}}}
Plain: {$id: plain.json, type: object, properties: {b: {type: boolean}}}
Data: {type: object, example: {$id: nowhere.json}, properties: {$id: {type: string}, x: {$ref: nowhere.json}}}",
        &expect![[r#"
            warning[remote-ref]: `https://example.com/schemas/crate.json` is an address on the network, and nothing is fetched
              --> openapi.yaml:13:22
               |
            13 |         lost: {$ref: 'https://example.com/schemas/crate.json'}
               |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = help: save the file beside the document and refer to it by its path

            warning[unreadable-file]: cannot read `nowhere.json`: there is no such file
              --> openapi.yaml:31:100
               |
            31 |     Data: {type: object, example: {$id: nowhere.json}, properties: {$id: {type: string}, x: {$ref: nowhere.json}}}
               |                                                                                                    ^^^^^^^^^^^^
               |
               = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
            model! { #[derive(Default)] pub struct Shop {
                optional box_ = "box": Option<BoxType>,
                optional lid: Option<Lid>,
                optional item: Option<W>,
                optional plain: Option<Plain>,
                optional lost: Option<Json>,
            model! { #[derive(Default)] pub struct BoxType {
                optional lid: Option<BoxTypeLid>,
                optional same: Option<Lid>,
                optional inner: Option<Box<BoxType>>,
                optional item: Option<Box<Item>>,
            model! { #[derive(Default)] pub struct Plain {
                optional b: Option<bool>,
            model! { #[derive(Default)] pub struct Data {
                optional id = "$id": Option<String>,
                optional x: Option<Json>,
            model! { #[derive(Default)] pub struct Lid {
                optional a: Option<i64>,
            model! { #[derive(Default)] pub struct W {
                optional grams: Option<i64>,
            model! { #[derive(Default)] pub struct BoxTypeLid {
                optional a: Option<i64>,
            model! { #[derive(Default)] pub struct Item {
                optional box_ = "box": Option<Box<BoxType>>,
                optional weight: Option<W>,
        "#]],
    );
}

#[test]
fn what_an_address_does_not_mean() {
    check_schemas(
        "3.1.0",
        "A:
  type: object
  properties: {a: {$ref: 'https://e.com/x#nope'}, b: {$ref: 'https://e.com/x#/properties/none'}}
X: {$id: 'https://e.com/x?v=1/2', type: object, properties: {q: {$ref: y}, r: {$ref: /y}, s: {$ref: //e.com/../y}}}
Z: {$id: 'https://e.com/x', type: object}
Y: {$id: 'https://e.com/y', type: object, $defs: {N: {$anchor: nope, type: object, properties: {n: {type: string}}}}}
default: {$id: 'https://e.com/d', type: object, properties: {default: {$id: e, type: object, properties: {f: {type: string}}}}}
D: {type: object, properties: {d: {$ref: 'https://e.com/d'}, e: {$ref: 'https://e.com/e'}}}",
        &expect![[r#"
            warning[unresolved-ref]: `https://e.com/x#nope` leads nowhere
             --> openapi.yaml:8:30
              |
            8 |       properties: {a: {$ref: 'https://e.com/x#nope'}, b: {$ref: 'https://e.com/x#/properties/none'}}
              |                              ^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: define what it refers to, or correct the reference

            warning[unresolved-ref]: `https://e.com/x#/properties/none` leads nowhere
             --> openapi.yaml:8:65
              |
            8 |       properties: {a: {$ref: 'https://e.com/x#nope'}, b: {$ref: 'https://e.com/x#/properties/none'}}
              |                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: define what it refers to, or correct the reference
            model! { #[derive(Default)] pub struct A {
                optional a: Option<Json>,
                optional b: Option<Json>,
            model! { #[derive(Default)] pub struct X {
                optional q: Option<Y>,
                optional r: Option<Y>,
                optional s: Option<Y>,
            pub type Z = BTreeMap<String, Json>;
            pub type Y = BTreeMap<String, Json>;
            model! { #[derive(Default)] pub struct Default {
                optional default: Option<DefaultDefault>,
            model! { #[derive(Default)] pub struct D {
                optional d: Option<Default>,
                optional e: Option<Default2>,
            model! { #[derive(Default)] pub struct DefaultDefault {
                optional f: Option<String>,
            model! { #[derive(Default)] pub struct Default2 {
                optional f: Option<String>,
        "#]],
    );
    check_schemas(
        "3.0.3",
        "A: {$id: 'https://e.com/a', type: object, properties: {a: {$ref: 'https://e.com/a'}}}",
        &expect![[r#"
            warning[remote-ref]: `https://e.com/a` is an address on the network, and nothing is fetched
             --> openapi.yaml:6:70
              |
            6 |     A: {$id: 'https://e.com/a', type: object, properties: {a: {$ref: 'https://e.com/a'}}}
              |                                                                      ^^^^^^^^^^^^^^^^^
              |
              = help: save the file beside the document and refer to it by its path
            model! { #[derive(Default)] pub struct A {
                optional a: Option<Json>,
        "#]],
    );
}

#[test]
fn addresses_count_from_where_they_stand() {
    let root = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {type: object, properties: {o: {$ref: 'sub/other.yaml#/O'}, x: {$ref: sub/x.json}, y: {$ref: x.json}}}
    S: {$id: 'https://e.com/s/a.json', type: object, properties: {i: {$ref: item.json}}}
    Item: {$id: 'https://e.com/s/item.json', type: object, properties: {by_address: {type: string}}}
    Pet:
      oneOf: [{$ref: dog.json}, {$ref: cat.json}]
      discriminator: {propertyName: kind, mapping: {d: dog.json, c: cat.json}}
    Dog: {$id: dog.json, type: object, required: [kind], properties: {kind: {type: string}}}
    Cat: {$id: cat.json, type: object, required: [kind], properties: {kind: {type: string}}}
";
    let other = "O: {$id: x.json, type: object, properties: {x: {type: string}}}\n";
    let item = r#"{"type": "object", "properties": {"by_path": {"type": "string"}}}"#;
    check(
        &[("openapi.yaml", root), ("sub/other.yaml", other), ("item.json", item)],
        &expect![[r#"
            warning[unreadable-file]: cannot read `x.json`: there is no such file
             --> openapi.yaml:6:101
              |
            6 |     A: {type: object, properties: {o: {$ref: 'sub/other.yaml#/O'}, x: {$ref: sub/x.json}, y: {$ref: x.json}}}
              |                                                                                                     ^^^^^^
              |
              = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
            model! { #[derive(Default)] pub struct A {
                optional o: Option<O>,
                optional x: Option<O>,
                optional y: Option<Json>,
            model! { #[derive(Default)] pub struct S {
                optional i: Option<Item>,
            model! { #[derive(Default)] pub struct Item {
                optional by_address: Option<String>,
            union! { pub enum Pet else Unknown {
            model! { pub struct Dog with default {
                required_as kind: String = "d".into(),
            model! { pub struct Cat with default {
                required_as kind: String = "c".into(),
            model! { #[derive(Default)] pub struct O {
                optional x: Option<String>,
        "#]],
    );
}

#[test]
fn schemas_of_3_0() {
    check_schemas(
        "3.0.4",
        "A:
  type: object
  required: [a]
  properties:
    a: {type: string, nullable: true}
    e: {type: number, minimum: 1, exclusiveMinimum: true}
    g: {$ref: '#/components/schemas/B', description: ignored}
    h: {allOf: [{$ref: '#/components/schemas/B'}], nullable: true}
B: {type: object, properties: {x: {type: integer, exclusiveMaximum: false, maximum: 3}}}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct A {
                required_nullable a: Option<String>,
                optional e: Option<Number>,
                optional g: Option<B>,
                optional_nullable h: Option<B>,
            model! { #[derive(Default)] pub struct B {
                optional x: Option<i64>,
        "#]],
    );
}

#[test]
fn forms_of_3_1_are_understood_in_3_0() {
    check_schemas(
        "3.0.3",
        "A:
  type: object
  properties:
    a: {type: [string, 'null']}
    b: {const: fixed}
    c: {type: integer, exclusiveMinimum: 1}",
        &expect![[r#"
            warning[newer-keyword]: `type` can be a list since OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:9:13
              |
            9 |         a: {type: [string, 'null']}
              |             ^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0

            warning[newer-keyword]: `type` can be `null` since OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:9:28
              |
            9 |         a: {type: [string, 'null']}
              |                            ^^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0

            warning[newer-keyword]: `const` came with OpenAPI 3.1, and the document says 3.0
              --> openapi.yaml:10:13
               |
            10 |         b: {const: fixed}
               |             ^^^^^
               |
               = help: say `openapi: 3.1.0`, or write it in the form of 3.0

            warning[newer-keyword]: `exclusiveMinimum` can be a number since OpenAPI 3.1, and the document says 3.0
              --> openapi.yaml:11:46
               |
            11 |         c: {type: integer, exclusiveMinimum: 1}
               |                                              ^
               |
               = help: say `openapi: 3.1.0`, or write it in the form of 3.0
            model! { #[derive(Default)] pub struct A {
                optional_nullable a: Option<String>,
                optional b: Option<AB>,
                optional c: Option<i64>,
            string_enum! { pub enum AB else Unknown {
        "#]],
    );
}

#[test]
fn webhooks_path_items_and_no_paths() {
    let root = "openapi: 3.1.1
info: {title: T, version: '1', summary: s, license: {name: MIT, identifier: MIT}}
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base";
    let webhooks = format!("{root}\nwebhooks: {{a: {{post: {{responses: {{}}}}}}}}\n");
    check(
        &[("openapi.yaml", &webhooks)],
        &expect![[r#"
        note[ignored-webhooks]: webhooks are ignored, 1 here: they are calls to you, not by you
         --> openapi.yaml:4:1
          |
        4 | webhooks: {a: {post: {responses: {}}}}
          | ^^^^^^^^
    "#]],
    );
    let items = format!(
        "{root}
paths:
  /a/{{id}}: {{$ref: '#/components/pathItems/A'}}
  /b: {{$ref: '#/components/pathItems/A', put: {{operationId: putB, responses: {{}}}}}}
components:
  pathItems:
    A: {{get: {{operationId: getA, responses: {{}}}}}}
"
    );
    check(
        &[("openapi.yaml", &items)],
        &expect![[r#"
        warning[undeclared-path-parameter]: there is no parameter for `{id}` of the path `/a/{id}`
         --> openapi.yaml:9:9
          |
        9 |     A: {get: {operationId: getA, responses: {}}}
          |         ^^^
          |
          = help: add a parameter with `name: id` and `in: path`

        warning[colliding-name]: another operation is called `get_a`, too; this one, by method and path, `get_a_by_id`
         --> openapi.yaml:9:28
          |
        9 |     A: {get: {operationId: getA, responses: {}}}
          |                            ^^^^
          |
          = help: give one of them an operationId that differs in more than case and punctuation

        warning[colliding-name]: another operation is called `get_a`, too; this one, by method and path, `get_b`
         --> openapi.yaml:9:28
          |
        9 |     A: {get: {operationId: getA, responses: {}}}
          |                            ^^^^
          |
          = help: give one of them an operationId that differs in more than case and punctuation
        get_a_by_id GET /a/{id}
        put_b PUT /b
        get_b GET /b
    "#]],
    );
    let components = format!(
        "{root}\ncomponents: {{schemas: {{A: {{type: object, properties: {{a: {{}}}}}}}}}}\n"
    );
    check(
        &[("openapi.yaml", &components)],
        &expect![[r#"
        model! { #[derive(Default)] pub struct A {
            optional a: Option<Json>,
    "#]],
    );
}

#[test]
fn a_document_of_3_2_is_read_as_far_as_it_is_like_3_1() {
    check(
        &[(
            "openapi.yaml",
            "openapi: 3.2.0
$self: https://example.com/api
info: {title: T, version: '1'}
tags: [{name: a, parent: b, kind: nav}]
paths:
  /a:
    get: {operationId: getA, responses: {'200': {summary: s, content: {application/json: {itemSchema: {}}}}}}
    query: {operationId: queryA, responses: {}}
    additionalOperations: {COPY: {operationId: copyA, responses: {}}}
",
        )],
        &expect![[r#"
            warning[new-version]: OpenAPI 3.2 is read like 3.1; what is new in it is ignored
             --> openapi.yaml:1:10
              |
            1 | openapi: 3.2.0
              |          ^^^^^
              |
              = help: write the document in version 3.1 if nothing of 3.2 is needed

            warning[missing-keyword]: a response must have `description`
             --> openapi.yaml:7:42
              |
            7 |     get: {operationId: getA, responses: {'200': {summary: s, content: {application/json: {itemSchema: {}}}}}}
              |                                          ^^^^^
              |
              = help: add it

            warning[unknown-keyword]: a response has no keyword `summary`
             --> openapi.yaml:7:50
              |
            7 |     get: {operationId: getA, responses: {'200': {summary: s, content: {application/json: {itemSchema: {}}}}}}
              |                                                  ^^^^^^^
              |
              = help: names of extensions start with `x-`

            warning[unknown-keyword]: a path item has no keyword `query`
             --> openapi.yaml:8:5
              |
            8 |     query: {operationId: queryA, responses: {}}
              |     ^^^^^
              |
              = help: names of extensions start with `x-`

            warning[unknown-keyword]: a path item has no keyword `additionalOperations`
             --> openapi.yaml:9:5
              |
            9 |     additionalOperations: {COPY: {operationId: copyA, responses: {}}}
              |     ^^^^^^^^^^^^^^^^^^^^
              |
              = help: names of extensions start with `x-`
            get_a GET /a
        "#]],
    );
}

#[test]
fn files_of_both_notations() {
    check(
        &[
            (
                "api/openapi.json",
                r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {
                    "/a": {"$ref": "paths/a.yaml"}, "/b": {"$ref": "paths/all.json#/~1b"}}}"#,
            ),
            (
                "api/paths/a.yaml",
                "get:
  operationId: getA
  responses:
    '200':
      description: ''
      content: {application/json: {schema: {$ref: '../models.yaml#/A'}}}
",
            ),
            ("api/paths/all.json", r#"{"/b": {"get": {"operationId": "getB", "responses": {}}}}"#),
            (
                "api/models.yaml",
                "A: {type: object, properties: {b: {$ref: '#/B'}}}\nB: {type: object, properties: {a: {$ref: 'models.yaml#/A'}}}\n",
            ),
        ],
        &expect![[r#"
            get_a GET /a
            get_b GET /b
            model! { #[derive(Default)] pub struct A {
                optional b: Option<Box<B>>,
            model! { #[derive(Default)] pub struct B {
                optional a: Option<Box<A>>,
        "#]],
    );
}
