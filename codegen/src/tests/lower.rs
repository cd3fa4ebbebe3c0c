//! From schemas and operations to Rust, seen in what is emitted: the shape of each, one by one.

use expect_test::{Expect, expect};

use crate::{Config, Source, generate};

/// A document with these component schemas and nothing else.
pub(super) fn schemas(yaml: &str) -> String {
    let body = yaml.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n");
    format!(
        "openapi: 3.0.3\ninfo: {{title: Test, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{body}"
    )
}

pub(super) fn file(document: &str, path: &str) -> String {
    let source = Source::from_memory(&[("openapi.yaml", document)]);
    let generated = generate(&source, &Config::new("test-client"));
    let errors = generated.diagnostics.render(&source, false);
    let bytes = generated.files.get(std::path::Path::new(path)).cloned().unwrap_or_default();
    format!("{errors}{}", String::from_utf8_lossy(&bytes))
}

/// The models of the schemas, without docs and constructors.
pub(super) fn check(yaml: &str, expected: &Expect) {
    let text = file(&schemas(yaml), "src/models.rs");
    let mut kept = String::new();
    let mut in_impl = false;
    for line in text.lines() {
        let body = line.trim_start();
        in_impl |= line.starts_with("impl ");
        let noise = body.starts_with("//")
            || body.starts_with("#[") && !body.contains(" pub ")
            || body.starts_with("#![")
            || body.is_empty()
            || body.starts_with("use ");
        if !noise && !in_impl {
            kept.push_str(line);
            kept.push('\n');
        }
        in_impl &= line != "}";
    }
    expected.assert_eq(&kept);
}

#[test]
fn presence_is_two_bits() {
    check(
        "A:
  type: object
  required: [a, b]
  properties:
    a: {type: string}
    b: {type: string, nullable: true}
    c: {type: string}
    d: {type: string, nullable: true}",
        &expect![[r#"
            model! { pub struct A with new {
                required_into a: String,
                required_nullable b: Option<String>,
                optional c: Option<String>,
                optional_nullable d: Option<String>,
            } }
        "#]],
    );
}

#[test]
fn primitives() {
    check(
        "A:
  type: object
  properties:
    a: {type: integer}
    b: {type: integer, format: int32}
    c: {type: number}
    d: {type: boolean}
    e: {type: integer, format: unixtime}
    f: {}
    g: {type: array, items: {type: string, nullable: true}}
    h: {type: object}
    i: {type: object, additionalProperties: {type: integer}}
    j: {oneOf: [{type: string}, {type: integer}]}
    k: {oneOf: [{type: string}, {type: integer}, {type: number}]}
    l: {oneOf: [{type: string}, {type: integer, format: uint64}]}
    m: {type: number, format: unixtime}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct A {
                optional a: Option<i64>,
                optional b: Option<i32>,
                optional c: Option<Number>,
                optional d: Option<bool>,
                optional e: Option<UnixTime>,
                optional f: Option<Json>,
                optional g: Option<Vec<Option<String>>>,
                optional h: Option<BTreeMap<String, Json>>,
                optional i: Option<BTreeMap<String, i64>>,
                optional j: Option<IntegerOrString>,
                optional k: Option<NumberOrString>,
                optional l: Option<NumberOrString>,
                optional m: Option<Number>,
            } }
        "#]],
    );
}

#[test]
fn enums() {
    check(
        "Level: {type: integer, enum: [1, 2, -1]}
Sort: {type: string, enum: [name, -name, Unknown, '', NAME]}
Mixed: {enum: [1, a, true]}",
        &expect![[r#"
            integer_enum! { pub enum Level else Unknown {
                N1 = 1, N2 = 2, Minus1 = -1 } }
            string_enum! { pub enum Sort else UnknownValue {
                Name = "name", MinusName = "-name", Unknown = "Unknown", Empty = "", Name2 = "NAME" } }
            pub type Mixed = Json;
        "#]],
    );
}

#[test]
fn all_of_merges() {
    check(
        "Base: {type: object, required: [id], properties: {id: {type: string}, kind: {type: string}}}
Derived:
  allOf:
  - $ref: '#/components/schemas/Base'
  - type: object
    required: [kind]
    properties: {kind: {type: string, enum: [derived]}, more: {type: integer}}
Wrapped: {description: Another word for it., allOf: [{$ref: '#/components/schemas/Base'}]}",
        &expect![[r#"
            model! { pub struct Base with new {
                required_into id: String,
                optional kind: Option<String>,
            } }
            model! { pub struct Derived with new {
                required_into id: String,
                required_into kind: DerivedKind,
                optional more: Option<i64>,
            } }
            pub type Wrapped = Base;
            string_enum! { pub enum DerivedKind else Unknown {
                Derived = "derived" } }
        "#]],
    );
}

#[test]
fn what_several_have_from_one_place_is_one_type() {
    check(
        "Derived: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {own: {type: string, enum: [o]}}}
Base:
  allOf: [{type: object, properties: {state: {type: string, enum: [a]}}}]
  properties: {parts: {type: array, items: {type: object, properties: {id: {type: string}}}}}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct Derived {
                optional state: Option<BaseState>,
                optional parts: Option<Vec<BasePartsItem>>,
                optional own: Option<DerivedOwn>,
            } }
            model! { #[derive(Default)] pub struct Base {
                optional state: Option<BaseState>,
                optional parts: Option<Vec<BasePartsItem>>,
            } }
            string_enum! { pub enum BaseState else Unknown {
                A = "a" } }
            model! { #[derive(Default)] pub struct BasePartsItem {
                optional id: Option<String>,
            } }
            string_enum! { pub enum DerivedOwn else Unknown {
                O = "o" } }
        "#]],
    );
}

#[test]
fn an_answer_that_operations_share_has_one_type() {
    let document = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /a: {get: {operationId: a, responses: {'200': {$ref: '#/components/responses/Ok'}}}}
  /b: {get: {operationId: b, responses: {'200': {$ref: '#/components/responses/Ok'}}}}
components:
  responses:
    Ok:
      description: All is well.
      content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}
";
    let models = file(document, "src/models.rs");
    let types: Vec<&str> = models.lines().filter(|line| line.contains("pub struct ")).collect();
    assert_eq!(types, ["model! { #[derive(Default)] pub struct OkBody {"]);
}

/// Two of three have a tag. It decides before anything is tried: what a tag's enum does not list it takes, too.
#[test]
fn some_alternatives_have_a_tag() {
    check(
        "Node: {oneOf: [{$ref: '#/components/schemas/And'}, {$ref: '#/components/schemas/Or'}, {$ref: '#/components/schemas/Leaf'}]}
And: {type: object, required: [type, of], properties: {type: {type: string, enum: [and]}, of: {type: string}}}
Or: {type: object, required: [type, of], properties: {type: {type: string, enum: [or]}, of: {type: string}}}
Leaf: {type: object, required: [field], properties: {field: {type: string}}}",
        &expect![[r#"
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:6:5
              |
            6 |     Node: {oneOf: [{$ref: '#/components/schemas/And'}, {$ref: '#/components/schemas/Or'}, {$ref: '#/components/schemas/Leaf'}]}
              |     ^^^^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            union! { pub enum Node else Unknown {
                And(Box<And>),
                Or(Box<Or>),
                Leaf(Box<Leaf>),
            } by { And: tag "type" = "and"; Or: tag "type" = "or"; Leaf: keys ["field"]; And: attempt; Or: attempt; } }
            model! { pub struct And with new {
                required_as type_ = "type": AndType = AndType::And,
                required_into of: String,
            } }
            model! { pub struct Or with new {
                required_as type_ = "type": OrType = OrType::Or,
                required_into of: String,
            } }
            model! { pub struct Leaf with new {
                required_into field: String,
            } }
            string_enum! { pub enum AndType else Unknown {
                And = "and" } }
            string_enum! { pub enum OrType else Unknown {
                Or = "or" } }
        "#]],
    );
}

/// What is required of it holds in one direction, and there is one type for both.
#[test]
fn members_that_only_answers_or_requests_have() {
    let schema = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let content =
        |name: &str| format!("{{content: {{application/json: {{schema: {}}}}}}}", schema(name));
    let answer = |name: &str| {
        format!("{{description: OK, content: {{application/json: {{schema: {}}}}}}}", schema(name))
    };
    let document = format!(
        "openapi: 3.0.3
info: {{title: t, version: '1'}}
paths:
  /a:
    post: {{operationId: both, requestBody: {both}, responses: {{'200': {both_back}}}}}
    get: {{operationId: answered, responses: {{'200': {answered}}}}}
    put: {{operationId: sent, requestBody: {sent}, responses: {{'204': {{description: OK}}}}}}
components:
  schemas:
    Both: {{type: object, required: [id, name, password, by], properties: {{id: {{type: string, readOnly: true}}, name: {{type: string}}, password: {{type: string, writeOnly: true}}, by: {{$ref: '#/components/schemas/By'}}}}}}
    By: {{type: object, readOnly: true, required: [at], properties: {{at: {{type: string, readOnly: true}}}}}}
    Answered: {{type: object, required: [id, password], properties: {{id: {{type: string, readOnly: true}}, password: {{type: string, writeOnly: true}}}}}}
    Sent: {{type: object, required: [id, password], properties: {{id: {{type: string, readOnly: true}}, password: {{type: string, writeOnly: true}}}}}}
",
        both = content("Both"),
        both_back = answer("Both"),
        answered = answer("Answered"),
        sent = content("Sent"),
    );
    let models = file(&document, "src/models.rs");
    let models = models.split_once("model! {").map_or("", |(_, models)| models);
    expect![[r#"
         pub struct Both with new {
            /// Only requests may lack it.
            optional id: Option<String>,
            required_into name: String,
            /// Only answers may lack it.
            optional password: Option<String>,
            /// Only requests may lack it.
            optional by: Option<By>,
        } }

        model! { #[derive(Default)] pub struct By {
            /// Only requests may lack it.
            optional at: Option<String>,
        } }

        model! { pub struct Answered with new {
            required_into id: String,
            /// Only answers may lack it.
            optional password: Option<String>,
        } }

        model! { pub struct Sent with new {
            /// Only requests may lack it.
            optional id: Option<String>,
            required_into password: String,
        } }
    "#]]
    .assert_eq(models);
}

#[test]
fn unions_are_told_apart_by_looking() {
    check(
        "Cat: {type: object, required: [meow], properties: {meow: {type: string}}}
Dog: {type: object, required: [bark], properties: {bark: {type: string}}}
ByKeys: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
ByKind: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: array, items: {type: string}}, {type: boolean}]}
ByTag:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind, mapping: {c: '#/components/schemas/Cat', d: Dog}}
ByConstant:
  oneOf:
  - {type: object, required: [t], properties: {t: {type: string, enum: [x]}}}
  - {type: object, required: [t], properties: {t: {type: string, enum: [y]}}}
OneOrMany: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: array, items: {$ref: '#/components/schemas/Cat'}}]}
Maybe: {oneOf: [{$ref: '#/components/schemas/Cat'}, {enum: [null]}]}",
        &expect![[r#"
            model! { pub struct Cat with new {
                required_into meow: String,
            } }
            model! { pub struct Dog with new {
                required_into bark: String,
            } }
            union! { pub enum ByKeys else Unknown {
                Cat(Box<Cat>),
                Dog(Box<Dog>),
            } by { Cat: keys ["meow"]; Dog: keys ["bark"]; } }
            union! { pub enum ByKind else Unknown {
                Cat(Box<Cat>),
                List(Vec<String>),
                Boolean(bool),
            } by { Cat: kind object; List: kind array; Boolean: kind boolean; } }
            union! { pub enum ByTag else Unknown {
                C(Box<Cat>),
                D(Box<Dog>),
            } by { C: tag "kind" = "c"; D: tag "kind" = "d"; } }
            union! { pub enum ByConstant else Unknown {
                X(Box<ByConstantX>),
                Y(Box<ByConstantY>),
            } by { X: tag "t" = "x"; Y: tag "t" = "y"; } }
            pub type OneOrManyType = OneOrMany<Cat>;
            pub type Maybe = Cat;
            string_enum! { pub enum ByConstantXT else Unknown {
                X = "x" } }
            model! { pub struct ByConstantX with default {
                required_as t: ByConstantXT = ByConstantXT::X,
            } }
            string_enum! { pub enum ByConstantYT else Unknown {
                Y = "y" } }
            model! { pub struct ByConstantY with default {
                required_as t: ByConstantYT = ByConstantYT::Y,
            } }
        "#]],
    );
}

#[test]
fn types_that_contain_themselves() {
    check(
        "Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}, all: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}
B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}
Endless: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Endless'}}}
Lists: {type: array, items: {$ref: '#/components/schemas/Lists'}}
Map: {type: object, additionalProperties: {$ref: '#/components/schemas/Map'}}
ListsInMaps: {type: object, additionalProperties: {$ref: '#/components/schemas/MapsInLists'}}
MapsInLists: {type: array, items: {nullable: true, allOf: [{$ref: '#/components/schemas/ListsInMaps'}]}}",
        &expect![[r#"
            warning[endless-required]: `next` requires another value of the type that it is in, without end
             --> openapi.yaml:9:60
              |
            9 |     Endless: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Endless'}}}
              |                                                            ^^^^
              |
              = help: do not list it under `required`
            warning[recursive-alias]: `Lists` is only another name for itself; its values are any JSON
              --> openapi.yaml:10:5
               |
            10 |     Lists: {type: array, items: {$ref: '#/components/schemas/Lists'}}
               |     ^^^^^
               |
               = help: give it members of its own
            model! { #[derive(Default)] pub struct Tree {
                optional left: Option<Box<Tree>>,
                optional all: Option<Vec<Tree>>,
            } }
            model! { #[derive(Default)] pub struct A {
                optional b: Option<Box<B>>,
            } }
            model! { #[derive(Default)] pub struct B {
                optional a: Option<Box<A>>,
            } }
            model! { #[derive(Default)] pub struct Endless {
                optional next: Option<Box<Endless>>,
            } }
            pub type Lists = Json;
            model! { #[derive(Default)] pub struct Map {
                ..additional_properties: BTreeMap<String, Map>
            } }
            model! { #[derive(Default)] pub struct ListsInMaps {
                ..additional_properties: BTreeMap<String, MapsInLists>
            } }
            pub type MapsInLists = Vec<Option<ListsInMaps>>;
        "#]],
    );
}

#[test]
fn names_that_collide() {
    check(
        "Result: {type: object, properties: {type: {type: string}, extra: {type: string}, self: {type: string}, fooBar: {type: string}, foo_bar: {type: string}}}
Option: {type: string, enum: [a]}
String: {type: object, properties: {x: {type: string}}}
foo-bar: {type: object, properties: {x: {type: string}}}
FooBar: {type: object, properties: {x: {type: object, properties: {y: {type: string}}}}}
FooBarX: {type: string}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct ResultType {
                optional type_ = "type": Option<String>,
                optional extra_ = "extra": Option<String>,
                optional self_ = "self": Option<String>,
                optional foo_bar = "fooBar": Option<String>,
                optional foo_bar_2 = "foo_bar": Option<String>,
            } }
            string_enum! { pub enum OptionType else Unknown {
                A = "a" } }
            model! { #[derive(Default)] pub struct StringType {
                optional x: Option<String>,
            } }
            model! { #[derive(Default)] pub struct FooBar {
                optional x: Option<String>,
            } }
            model! { #[derive(Default)] pub struct FooBar2 {
                optional x: Option<FooBar2X>,
            } }
            pub type FooBarX = String;
            model! { #[derive(Default)] pub struct FooBar2X {
                optional y: Option<String>,
            } }
        "#]],
    );
}

#[test]
fn members_without_a_name() {
    check(
        "Open: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
Closed: {type: object, properties: {a: {type: string}}, additionalProperties: false}
Free: {type: object, properties: {a: {type: string}}, additionalProperties: true}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct Open {
                optional a: Option<String>,
                ..additional_properties: BTreeMap<String, i64>
            } }
            model! { #[derive(Default)] pub struct Closed {
                optional a: Option<String>,
            } }
            model! { #[derive(Default)] pub struct Free {
                optional a: Option<String>,
            } }
        "#]],
    );
}

#[test]
fn an_operation_in_full() {
    let document = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /owners/{owner}/pets/{pet-id}:
    post:
      tags: [Pets]
      operationId: addPet
      summary: Adds a pet
      parameters:
      - {name: owner, in: path, required: true, schema: {type: string}}
      - {name: pet-id, in: path, required: true, schema: {type: integer}}
      - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string}, maxItems: 3}}
      - {name: X-Trace, in: header, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string}}}
      responses:
        '201': {description: Made., content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}
        '204': {description: Nothing.}
";
    expect![[r#"
        // @generated by `cargo xtask generate`; edit the document, not this file.

        //! The operations tagged `Pets`.

        #![allow(clippy::type_complexity, reason = "what is missing has to be said, however much it is")]

        use super::needs;
        use crate::models;
        use crate::runtime::{Call, Client, Limit, Needs, request};

        impl Client {
            /// Adds a pet. `POST /owners/{owner}/pets/{pet-id}`
            pub fn add_pet(&self)
            -> Needs<AddPet, (needs::Owner, (needs::PetId, needs::Body<models::AddPetBody>))> { Call::start(self) }
        }

        request! { AddPet(Call) by add_pet, POST "/owners/{owner}/pets/{pet-id}" as "addPet" [path "owner",
            path "pet-id", query "tags".exploded(false).limited(&[Limit::MaxItems(3)]), header "X-Trace"]
            sends "application/json" -> optional Option<models::AddPetResponse201> }
        impl AddPet {
            /// `tags`. Limits: at most 3 items.
            pub fn tags(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
                Self(self.0.with(2, value.into_iter().map(Into::into).collect::<Vec<_>>()))
            }
            /// `X-Trace`
            pub fn x_trace(self, value: impl Into<String>) -> Self { Self(self.0.with(3, value.into())) }
        }
    "#]]
    .assert_eq(&file(document, "src/operations/pets.rs"));
}

#[test]
fn an_example_that_contradicts_its_schema_is_reported() {
    let document = schemas(
        "A:
  type: object
  required: [id]
  properties: {id: {type: string, maxLength: 2}, n: {type: integer}}
  example: {id: abc, n: x, other: 1}",
    );
    let source = Source::from_memory(&[("openapi.yaml", &document)]);
    let (api, diagnostics) = crate::analyze(&source);
    expect![[r#"
        error[example-mismatch]: the example does not satisfy its schema: 3 characters, at most 2 are allowed
          --> openapi.yaml:10:21
           |
        10 |       example: {id: abc, n: x, other: 1}
           |                     ^^^
           |
          ::: openapi.yaml:9:20
           |
         9 |       properties: {id: {type: string, maxLength: 2}, n: {type: integer}}
           |                    -- the schema
           |
           = help: change the example, or let the schema admit it

        error[example-mismatch]: the example does not satisfy its schema: expected an integer, found `"x"`
          --> openapi.yaml:10:29
           |
        10 |       example: {id: abc, n: x, other: 1}
           |                             ^
           |
          ::: openapi.yaml:9:54
           |
         9 |       properties: {id: {type: string, maxLength: 2}, n: {type: integer}}
           |                                                      - the schema
           |
           = help: change the example, or let the schema admit it
    "#]].assert_eq(&diagnostics.render(&source, false));
    assert_eq!(api.examples[0].fit, crate::ir::Fit::Drifts);
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let document = schemas(
        "A: {type: object, properties: {b: {type: object, properties: {c: {type: string, enum: [x, y]}}}}}",
    );
    let files = || {
        generate(&Source::from_memory(&[("openapi.yaml", &document)]), &Config::new("test-client"))
            .files
    };
    assert_eq!(files(), files());
}

#[test]
fn a_chain_of_references_is_no_chain_of_calls() {
    let links = (0..5000).map(|n| {
        format!(
            "A{n}: {{type: object, properties: {{a: {{$ref: '#/components/schemas/A{}'}}}}}}",
            n + 1
        )
    });
    let chain = links.chain(["A5000: {type: string}".to_owned()]).collect::<Vec<_>>().join("\n");
    let document = schemas(&chain);
    let (api, diagnostics) = crate::analyze(&Source::from_memory(&[("openapi.yaml", &document)]));
    assert_eq!((api.types.len(), diagnostics.len()), (5001, 0));
}

#[test]
fn a_base_that_many_share_is_put_together_once() {
    let layers = (0..40).map(|n| {
        let base = format!("{{$ref: '#/components/schemas/A{}'}}", n + 1);
        format!("A{n}: {{allOf: [{base}, {base}]}}")
    });
    let diamond = layers.chain(["A40: {type: object, properties: {x: {type: string}}}".to_owned()]);
    let document = schemas(&diamond.collect::<Vec<_>>().join("\n"));
    let (api, _) = crate::analyze(&Source::from_memory(&[("openapi.yaml", &document)]));
    assert_eq!(api.types.len(), 41);
}

#[test]
fn an_example_is_valid_if_any_alternative_takes_it() {
    let document = schemas(
        "Ach: {type: object, properties: {type: {type: string, enum: [ach]}}}
Card: {type: object, properties: {type: {type: string, enum: [scheme, card]}, number: {type: string}}}
Method: {oneOf: [{$ref: '#/components/schemas/Ach'}, {$ref: '#/components/schemas/Card'}], example: {type: scheme, number: '1'}}
Loose: {anyOf: [{properties: {a: {type: integer}}}, {properties: {a: {type: string}}}], example: {a: x}}
N: {type: object, nullable: true, properties: {a: {type: string}}, example: null}
L: {type: array, nullable: true, items: {type: string}, example: null}
Big: {type: object, properties: {n: {type: integer}}, example: {n: 18446744073709551615}}",
    );
    let source = Source::from_memory(&[("openapi.yaml", &document)]);
    let (_, diagnostics) = crate::analyze(&source);
    let errors =
        diagnostics.iter().filter(|said| said.severity == crate::diagnostic::Severity::Error);
    assert_eq!(errors.count(), 0, "{}", diagnostics.render(&source, false));
}

#[test]
fn examples_are_held_against_their_schema_wherever_they_stand() {
    let document = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /a/{id}:
    get:
      operationId: getA
      parameters:
      - {name: id, in: path, required: true, example: 5, schema: {type: string}}
      - {name: n, in: query, schema: {type: integer, maximum: 3, example: 4}}
      - {name: tags, in: query, examples: {one: {value: [a, 1]}}, schema: {type: array, items: {type: string}}}
      responses:
        '200':
          description: ok
          headers:
            X-Left: {example: few, schema: {type: integer}}
          content:
            application/json:
              schema:
                type: object
                properties:
                  note: {type: string, nullable: true, example: null}
                  count: {type: integer, example: many}
              example: {count: [], note: null}
              
";
    let source = Source::from_memory(&[("openapi.yaml", document)]);
    let (_, diagnostics) = crate::analyze(&source);
    expect![[r#"
        error[example-mismatch]: the example does not satisfy its schema: expected a string, found `5`
         --> openapi.yaml:8:55
          |
        8 |       - {name: id, in: path, required: true, example: 5, schema: {type: string}}
          |                                                       ^  ------ the schema
          |
          = help: change the example, or let the schema admit it

        error[example-mismatch]: the example does not satisfy its schema: 4 is above the maximum 3
         --> openapi.yaml:9:75
          |
        9 |       - {name: n, in: query, schema: {type: integer, maximum: 3, example: 4}}
          |                              ------ the schema                            ^
          |
          = help: change the example, or let the schema admit it

        error[example-mismatch]: the example does not satisfy its schema: expected a string, found `1`
          --> openapi.yaml:10:61
           |
        10 |       - {name: tags, in: query, examples: {one: {value: [a, 1]}}, schema: {type: array, items: {type: string}}}
           |                                                             ^     ------ the schema
           |
           = help: change the example, or let the schema admit it

        error[example-mismatch]: the example does not satisfy its schema: expected an integer, found `"few"`
          --> openapi.yaml:15:31
           |
        15 |             X-Left: {example: few, schema: {type: integer}}
           |                               ^^^  ------ the schema
           |
           = help: change the example, or let the schema admit it

        error[example-mismatch]: the example does not satisfy its schema: expected an integer, found `"many"`
          --> openapi.yaml:22:51
           |
        22 |                   count: {type: integer, example: many}
           |                   ----- the schema                ^^^^
           |
           = help: change the example, or let the schema admit it

        error[example-mismatch]: the example does not satisfy its schema: expected an integer, found an empty array
          --> openapi.yaml:23:25
           |
        23 |               example: {count: [], note: null}
           |                         ^^^^^
           |
          ::: openapi.yaml:22:19
           |
        22 |                   count: {type: integer, example: many}
           |                   ----- the schema
           |
           = help: change the example, or let the schema admit it
    "#]].assert_eq(&diagnostics.render(&source, false));
}

#[test]
fn operations_whose_names_collide_are_told_apart() {
    let document = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /a:
    get: {operationId: getA, responses: {'204': {description: none}}}
    put: {operationId: get_a, responses: {'204': {description: none}}}
";
    let source = Source::from_memory(&[("openapi.yaml", document)]);
    let (_, diagnostics) = crate::analyze(&source);
    expect![[r#"
        warning[colliding-name]: another operation is called `get_a`, too; this one, by method and path, `put_a`
         --> openapi.yaml:6:24
          |
        6 |     put: {operationId: get_a, responses: {'204': {description: none}}}
          |                        ^^^^^
          |
          = help: give one of them an operationId that differs in more than case and punctuation
    "#]]
    .assert_eq(&diagnostics.render(&source, false));
}

#[test]
fn a_mapping_may_name_a_schema_in_another_way_than_the_union() {
    let document = schemas(
        "Cat: {$ref: 'cat.yaml#/Cat'}
Dog: {type: object, properties: {bark: {type: string}}}
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind, mapping: {c: 'cat.yaml#/Cat', d: Dog}}",
    );
    let cat = "Cat: {type: object, properties: {meow: {type: string}}}\n";
    let source = Source::from_memory(&[("openapi.yaml", &document), ("cat.yaml", cat)]);
    let generated = generate(&source, &Config::new("test-client"));
    let models = &generated.files[std::path::Path::new("src/models.rs")];
    let models = String::from_utf8_lossy(models);
    let rules = models.split("} by {").nth(1).and_then(|rest| rest.split('}').next());
    assert_eq!(rules.map(str::trim), Some("C: tag \"kind\" = \"c\"; D: tag \"kind\" = \"d\";"));
}

/// Where no mapping says otherwise, an alternative is called as the reference calls it, whatever stands there.
#[test]
fn alternatives_are_called_as_they_are_referred_to() {
    let document = schemas(
        "Cat: {$ref: 'cats.yaml#/TheCat'}
Dog: {$ref: dog.yaml}
Bird: {$ref: '#/components/schemas/RealBird'}
RealBird: {type: object, properties: {wings: {type: string}}}
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Bird'}, {$ref: fish.yaml}]
  discriminator: {propertyName: kind}",
    );
    let animal = "type: object\nproperties: {sound: {type: string}}\n";
    let source = Source::from_memory(&[
        ("openapi.yaml", &document),
        ("cats.yaml", "TheCat: {type: object, properties: {meow: {type: string}}}\n"),
        ("dog.yaml", animal),
        ("fish.yaml", animal),
    ]);
    let models = &generate(&source, &Config::new("test-client")).files
        [std::path::Path::new("src/models.rs")];
    let models = String::from_utf8_lossy(models);
    let shown = models.lines().map(str::trim);
    let shown = shown.filter(|line| line.contains("pub struct ") || line.contains(": tag "));
    expect![[r#"
        model! { #[derive(Default)] pub struct Cat {
        model! { #[derive(Default)] pub struct Dog {
        model! { #[derive(Default)] pub struct RealBird {
        } by { Cat: tag "kind" = "Cat"; Dog: tag "kind" = "Dog"; Bird: tag "kind" = "Bird"; Fish: tag "kind" = "fish";
        Cat: tag "kind" = "cat"; Cat: tag "kind" = "CAT"; Dog: tag "kind" = "dog"; Dog: tag "kind" = "DOG";
        Bird: tag "kind" = "bird"; Bird: tag "kind" = "BIRD"; Fish: tag "kind" = "FISH"; } }
        model! { #[derive(Default)] pub struct Fish {"#]]
    .assert_eq(&shown.collect::<Vec<_>>().join("\n"));
}

#[test]
fn alternatives_may_have_words_beside_their_reference() {
    let document = schemas(
        "Cat: {type: object, properties: {meow: {type: string}}}
Dog: {type: object, properties: {bark: {type: string}}}
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat', description: One.}, {$ref: '#/components/schemas/Dog', description: Two.}]
  discriminator: {propertyName: kind, mapping: {d: Dog}}",
    );
    let models = file(&document.replace("3.0.3", "3.1.0"), "src/models.rs");
    let table = models.lines().find(|line| line.contains("} by {")).unwrap_or_default();
    expect![[r#"} by { Cat: tag "kind" = "Cat"; D: tag "kind" = "d"; Cat: tag "kind" = "cat"; Cat: tag "kind" = "CAT"; } }"#]].assert_eq(table);
}
