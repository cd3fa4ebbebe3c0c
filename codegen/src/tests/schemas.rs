//! Schemas as real documents have them, seen in the models.

use expect_test::{Expect, expect};

use super::lower::{check, schemas};
use crate::Source;
use crate::diagnostic::Code;
use crate::ir::TypeKind;

/// What is said of these component schemas, notes included.
fn check_said(yaml: &str, expected: &Expect) {
    let source = Source::from_memory(&[("openapi.yaml", &schemas(yaml))]);
    expected.assert_eq(&crate::analyze(&source).1.render(&source, false));
}

#[test]
fn enums_of_any_type() {
    check(
        "Flag: {enum: [true]}
Numbers: {enum: [1, 2.5]}
Fractions: {type: number, enum: [0.5, 1.5]}
IntegersAndTexts: {enum: [1, a, null]}
NumbersAndTexts: {enum: [1.5, a]}
Parts: {enum: [[1], {a: 1}, a]}
TextsThatAreIntegers: {type: integer, enum: ['1', '2']}
NullAlone: {enum: [null], nullable: true}
Large: {type: integer, enum: [9223372036854775808]}",
        &expect![[r#"
            warning[contradictory-schema]: `"1"` is not of the type `integer`
              --> openapi.yaml:12:50
               |
            12 |     TextsThatAreIntegers: {type: integer, enum: ['1', '2']}
               |                                  -------         ^^^
               |                                  |
               |                                  the type
               |
               = help: correct one of the keywords, or leave it out
            warning[contradictory-schema]: `"2"` is not of the type `integer`
              --> openapi.yaml:12:55
               |
            12 |     TextsThatAreIntegers: {type: integer, enum: ['1', '2']}
               |                                  ------- the type     ^^^
               |
               = help: correct one of the keywords, or leave it out
            pub type Flag = bool;
            pub type Numbers = Number;
            pub type Fractions = Number;
            pub type IntegersAndTexts = IntegerOrString;
            pub type NumbersAndTexts = NumberOrString;
            pub type Parts = Json;
            pub type TextsThatAreIntegers = IntegerOrString;
            pub type NullAlone = Json;
            pub type Large = Exact<i64>;
        "#]],
    );
}

#[test]
fn symbols_collide_with_each_other_and_with_rust() {
    check(
        "E: {type: string, enum: [self, Self, a, A, 'a ', $, €, '1', '-1', '+1', ' ', '', Unknown, unknown, 日本, a-b, a_b]}",
        &expect![[r#"
            string_enum! { pub enum E else UnknownValue {
                SelfValue = "self", SelfValue2 = "Self", A = "a", A2 = "A", A3 = "a ", Dollar = "$", Unnamed = "€",
                N1 = "1", Minus1 = "-1", Plus1 = "+1", Unnamed2 = " ", Empty = "", Unknown = "Unknown",
                Unknown2 = "unknown", 日本 = "日本", AB = "a-b", AB2 = "a_b" } }
        "#]],
    );
}

/// An alias is for whole payloads, which must keep how integers are spelled; in a field its object does.
#[test]
fn integers_outside_of_objects_keep_their_spelling() {
    check(
        "Id: {type: integer}
Ids: {type: array, items: {$ref: '#/components/schemas/Id'}}
Other: {$ref: '#/components/schemas/Ids'}
Matrix: {type: array, items: {$ref: '#/components/schemas/Other'}}
Texts: {type: array, items: {type: string}}
A:
  type: object
  required: [id]
  properties:
    id: {$ref: '#/components/schemas/Id'}
    matrix: {$ref: '#/components/schemas/Matrix'}
    texts: {$ref: '#/components/schemas/Texts'}
  additionalProperties: {$ref: '#/components/schemas/Ids'}
Either: {oneOf: [{$ref: '#/components/schemas/Ids'}, {$ref: '#/components/schemas/A'}]}",
        &expect![[r#"
            pub type Id = Exact<i64>;
            pub type Ids = Exact<Vec<i64>>;
            pub type Other = Ids;
            pub type Matrix = Exact<Vec<Vec<i64>>>;
            pub type Texts = Vec<String>;
            model! { pub struct A with new {
                required id: i64,
                optional matrix: Option<Vec<Vec<i64>>>,
                optional texts: Option<Texts>,
                ..additional_properties: BTreeMap<String, Vec<i64>>
            } }
            union! { pub enum Either else Unknown {
                Ids(Vec<i64>),
                A(Box<A>),
            } by { Ids: kind array; A: kind object; } }
        "#]],
    );
}

#[test]
fn extensions_that_others_understand() {
    check(
        "Varnames: {type: integer, enum: [null, 1, 2], nullable: true, x-enum-varnames: [NONE, ONE, TWO]}
Named: {type: integer, enum: [1, 2], x-enumNames: [One, Two]}
ByValue: {type: string, enum: [a, b], x-enum-varnames: {a: First, b: Second}}
Extensible: {type: string, x-extensible-enum: [a, b]}
A:
  type: object
  required: [b, c]
  properties:
    b: {type: string, x-nullable: true}
    c: {$ref: '#/components/schemas/Named', x-nullable: true}",
        &expect![[r#"
            integer_enum! { pub enum Varnames else Unknown {
                One = 1, Two = 2 } }
            integer_enum! { pub enum Named else Unknown {
                One = 1, Two = 2 } }
            string_enum! { pub enum ByValue else Unknown {
                First = "a", Second = "b" } }
            string_enum! { pub enum Extensible else Unknown: allowed {
                A = "a", B = "b" } }
            model! { #[derive(Default)] pub struct A {
                required_nullable b: Option<String>,
                required_nullable c: Option<Named>,
            } }
        "#]],
    );
}

/// A choice between any text and some values is an enum of those, and any other is no disagreement with the document:
/// the golden tests of its examples hold.
#[test]
fn values_beside_any_other_are_an_open_enum() {
    check(
        "Model: {anyOf: [{type: string}, {type: string, enum: [large, small]}], example: own}
Version: {oneOf: [{type: integer}, {enum: [1, 2], type: integer}]}",
        &expect![[r#"
            string_enum! { pub enum ModelType else Unknown: allowed {
                Large = "large", Small = "small" } }
            integer_enum! { pub enum Version else Unknown: allowed {
                N1 = 1, N2 = 2 } }
        "#]],
    );
}

#[test]
fn values_without_quotes_are_texts() {
    check(
        "E: {type: string, enum: [1, true, a]}",
        &expect![[r#"
            warning[contradictory-schema]: `1` is not of the type `string`
             --> openapi.yaml:6:30
              |
            6 |     E: {type: string, enum: [1, true, a]}
              |               ------         ^
              |               |
              |               the type
              |
              = help: write it in quotes: "1"
            warning[contradictory-schema]: `true` is not of the type `string`
             --> openapi.yaml:6:33
              |
            6 |     E: {type: string, enum: [1, true, a]}
              |               ------ the type   ^^^^
              |
              = help: write it in quotes: "true"
            string_enum! { pub enum E else Unknown {
                N1 = "1", True = "true", A = "a" } }
        "#]],
    );
}

#[test]
fn members_that_match_a_pattern() {
    check(
        "One: {type: object, patternProperties: {'^x-': {type: string}}, additionalProperties: false}
Named: {type: object, properties: {a: {type: integer}}, patternProperties: {'^x-': {type: string}}}
Several: {type: object, patternProperties: {'^a': {type: string}, '^b': {type: integer}}}
Open: {type: object, patternProperties: {'^a': {type: string}}, additionalProperties: {type: boolean}}
Empty: {type: object, additionalProperties: {}}
Nested: {additionalProperties: {additionalProperties: {type: integer, nullable: true}}}
Closed: {type: object, additionalProperties: false}",
        &expect![[r#"
            warning[newer-keyword]: `patternProperties` came with OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:6:25
              |
            6 |     One: {type: object, patternProperties: {'^x-': {type: string}}, additionalProperties: false}
              |                         ^^^^^^^^^^^^^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0
            warning[newer-keyword]: `patternProperties` came with OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:7:61
              |
            7 |     Named: {type: object, properties: {a: {type: integer}}, patternProperties: {'^x-': {type: string}}}
              |                                                             ^^^^^^^^^^^^^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0
            warning[newer-keyword]: `patternProperties` came with OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:8:29
              |
            8 |     Several: {type: object, patternProperties: {'^a': {type: string}, '^b': {type: integer}}}
              |                             ^^^^^^^^^^^^^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0
            warning[newer-keyword]: `patternProperties` came with OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:9:26
              |
            9 |     Open: {type: object, patternProperties: {'^a': {type: string}}, additionalProperties: {type: boolean}}
              |                          ^^^^^^^^^^^^^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0
            pub type One = BTreeMap<String, String>;
            model! { #[derive(Default)] pub struct Named {
                optional a: Option<i64>,
                ..additional_properties: BTreeMap<String, String>
            } }
            pub type Several = BTreeMap<String, IntegerOrString>;
            pub type Open = BTreeMap<String, OpenValue>;
            pub type Empty = BTreeMap<String, Json>;
            pub type Nested = Exact<BTreeMap<String, BTreeMap<String, Option<i64>>>>;
            model! { #[derive(Default)] pub struct Closed {} }
            union! { pub enum OpenValue else Unknown {
                String(String),
                Boolean(bool),
            } by { String: kind string; Boolean: kind boolean; } }
        "#]],
    );
}

#[test]
fn formats_known_and_unknown() {
    check(
        "A:
  type: object
  properties:
    a: {type: string, format: made-up}
    b: {type: integer, format: int8}
    c: {type: integer, format: uint64}
    d: {type: number, format: decimal}
    e: {type: string, format: binary}
    f: {type: number, format: float}
    g: {type: integer, format: date}
    h: {type: string, format: ''}
    i: {format: date-time}
    j: {type: array, uniqueItems: true, items: {type: string}}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct A {
                optional a: Option<String>,
                optional b: Option<i64>,
                optional c: Option<u64>,
                optional d: Option<Number>,
                optional e: Option<String>,
                optional f: Option<Number>,
                optional g: Option<i64>,
                optional h: Option<String>,
                optional i: Option<Json>,
                optional j: Option<Vec<String>>,
            } }
        "#]],
    );
}

#[test]
fn what_is_not_held_against_a_value_is_noted() {
    check_said(
        "A: {type: string, not: {enum: [a]}}",
        &expect![[r#"
        note[ignored-keyword]: `not` makes no difference to the type of a value, and is not checked
         --> openapi.yaml:6:23
          |
        6 |     A: {type: string, not: {enum: [a]}}
          |                       ^^^
    "#]],
    );
}

#[test]
fn conflicts_of_all_of() {
    check_said(
        "Base: {type: object, properties: {a: {type: string}, b: {type: integer}}}
A:
  allOf:
  - {$ref: '#/components/schemas/Base'}
  - {type: object, properties: {a: {type: boolean}, b: {type: number}}}
E:
  allOf:
  - {type: string, enum: [a, b]}
  - {type: string, enum: [c]}",
        &expect![[r#"
            warning[contradictory-schema]: `a` has another type in another part of `allOf`; this one is taken
              --> openapi.yaml:10:37
               |
            10 |       - {type: object, properties: {a: {type: boolean}, b: {type: number}}}
               |                                     ^
               |
              ::: openapi.yaml:6:39
               |
             6 |     Base: {type: object, properties: {a: {type: string}, b: {type: integer}}}
               |                                       - the other one
               |
               = help: correct one of the keywords, or leave it out

            warning[contradictory-schema]: no value is listed here and in the other part of `allOf`, too; any is taken
              --> openapi.yaml:14:9
               |
            14 |       - {type: string, enum: [c]}
               |         ^^^^^^^^^^^^^^^^^^^^^^^^^
               |
              ::: openapi.yaml:13:9
               |
            13 |       - {type: string, enum: [a, b]}
               |         ---------------------------- the other one
               |
               = help: correct one of the keywords, or leave it out
        "#]],
    );
}

#[test]
fn defaults_that_do_not_fit() {
    check_said(
        "A:
  type: object
  properties:
    a: {type: integer, default: many}
    b: {type: string, enum: [a], default: b}
    c: {type: integer, minimum: 3, default: 1}
    d: {type: string, format: uuid, default: none}
    e: {type: array, items: {type: string}, default: [1]}",
        &expect![[r#"
            warning[mismatched-default]: the default `"many"` is not of the type `integer`
             --> openapi.yaml:9:37
              |
            9 |         a: {type: integer, default: many}
              |                                     ^^^^
              |
              = help: correct the default or the schema

            warning[mismatched-default]: the default `"b"` is none of the values in `enum`
              --> openapi.yaml:10:47
               |
            10 |         b: {type: string, enum: [a], default: b}
               |                                               ^
               |
               = help: correct the default or the schema

            warning[mismatched-default]: the default does not satisfy its schema: 1 is below the minimum 3
              --> openapi.yaml:11:49
               |
            11 |         c: {type: integer, minimum: 3, default: 1}
               |         - the schema                            ^
               |
               = help: change the default, or let the schema admit it

            warning[mismatched-default]: the default does not satisfy its schema: expected a UUID as in RFC 9562, found `"none"`
              --> openapi.yaml:12:50
               |
            12 |         d: {type: string, format: uuid, default: none}
               |         - the schema                             ^^^^
               |
               = help: change the default, or let the schema admit it

            warning[mismatched-default]: the default does not satisfy its schema: expected a string, found `1`
              --> openapi.yaml:13:59
               |
            13 |         e: {type: array, items: {type: string}, default: [1]}
               |         - the schema                                      ^
               |
               = help: change the default, or let the schema admit it
        "#]],
    );
}

#[test]
fn components_that_are_only_references() {
    check(
        "A: {$ref: '#/components/schemas/B'}
B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}
C: {$ref: '#/components/schemas/A'}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct B {
                optional a: Option<Box<B>>,
            } }
            pub type A = B;
            pub type C = B;
        "#]],
    );
}

#[test]
fn a_union_that_is_one_of_its_own_alternatives() {
    check(
        "A: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}, {type: boolean}]}
B: {oneOf: [{type: integer}, {$ref: '#/components/schemas/C'}]}
C: {anyOf: [{type: boolean}, {$ref: '#/components/schemas/B'}]}",
        &expect![[r#"
            warning[recursive-alias]: an alternative of `A` leads back to itself; it is left out
             --> openapi.yaml:6:5
              |
            6 |     A: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}, {type: boolean}]}
              |     ^
              |
              = help: give it a definition of its own
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:6:5
              |
            6 |     A: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}, {type: boolean}]}
              |     ^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            warning[recursive-alias]: an alternative of `B` leads back to itself; it is left out
             --> openapi.yaml:7:5
              |
            7 |     B: {oneOf: [{type: integer}, {$ref: '#/components/schemas/C'}]}
              |     ^
              |
              = help: give it a definition of its own
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:7:5
              |
            7 |     B: {oneOf: [{type: integer}, {$ref: '#/components/schemas/C'}]}
              |     ^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:8:5
              |
            8 |     C: {anyOf: [{type: boolean}, {$ref: '#/components/schemas/B'}]}
              |     ^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            union! { pub enum A else Unknown {
                String(String),
                Boolean(bool),
            } by { String: attempt; Boolean: attempt; } }
            union! { pub enum B else Unknown {
                Integer(i64),
            } by { Integer: attempt; } }
            union! { pub enum C else Unknown {
                Boolean(bool),
                B(Box<B>),
            } by { Boolean: attempt; B: attempt; } }
        "#]],
    );
    // To hold an example against such a one comes to an end, too.
    let example = "A: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}], example: 1}";
    let source = Source::from_memory(&[("openapi.yaml", &schemas(example))]);
    let (_, diagnostics) = crate::analyze(&source);
    assert!(diagnostics.iter().any(|it| it.code == Code::ExampleMismatch));
}

#[test]
fn a_choice_of_nothing_but_null_is_any_value() {
    check(
        "A: {type: object, properties: {a: {oneOf: [{enum: [null]}, {enum: [null]}]}}}",
        &expect![[r#"
            model! { #[derive(Default)] pub struct A {
                optional_nullable a: Option<Json>,
            } }
        "#]],
    );
}

/// A field says its key where its name does not.
#[test]
fn keys_that_names_do_not_say() {
    let text = super::lower::file(
        &schemas(
            "E: {type: object, properties: {_id: {}, id: {}, ID: {}, firstName: {}, first-name: {}, type: {}, extra: {}, URL: {}, Kind: {}}}",
        ),
        "src/models.rs",
    );
    let fields = text.lines().skip_while(|line| !line.contains("pub struct"));
    expect![[r#"
        model! { #[derive(Default)] pub struct E {
            /// `_id`
            optional id = "_id": Option<Json>,
            /// `id`
            optional id_2 = "id": Option<Json>,
            /// `ID`
            optional id_3 = "ID": Option<Json>,
            optional first_name = "firstName": Option<Json>,
            /// `first-name`
            optional first_name_2 = "first-name": Option<Json>,
            optional type_ = "type": Option<Json>,
            /// `extra`
            optional extra_ = "extra": Option<Json>,
            /// `URL`
            optional url = "URL": Option<Json>,
            /// `Kind`
            optional kind = "Kind": Option<Json>,"#]]
    .assert_eq(&fields.take_while(|line| *line != "} }").collect::<Vec<_>>().join("\n"));
}

/// Tabs in docs are a warning of clippy.
#[test]
fn symbols_with_signs_that_do_not_show() {
    let text = super::lower::file(
        &schemas("E: {type: string, enum: [\"a\\tb\", \"a\\nb\"]}"),
        "src/models.rs",
    );
    assert!(text.contains("    //! On the wire: `a b`, `a b` (AB2).\n"), "{text}");
}

#[test]
fn a_choice_between_listed_values_is_an_enum() {
    check(
        "Kind:
  type: integer
  oneOf:
    - {enum: [1], title: ROW, description: Holds others.}
    - {enum: [2], title: BUTTON}
    - {enum: [3]}
Row: {type: integer, enum: [1], allOf: [{$ref: '#/components/schemas/Kind'}]}
State:
  anyOf:
    - {type: string, enum: [on, off], description: It is known.}
    - {type: string, enum: [lost], title: Not found, description: Nobody knows.}
Open: {anyOf: [{type: integer}, {type: integer, enum: [7], x-enum-varnames: [Lucky]}]}
Mixed: {oneOf: [{enum: [1]}, {enum: [a]}]}
Shown: {oneOf: [{type: integer, enum: [1], example: 1}, {enum: [a]}]}
A:
  type: object
  required: [row, state]
  properties:
    row: {$ref: '#/components/schemas/Row'}
    state: {$ref: '#/components/schemas/State'}",
        &expect![[r#"
            integer_enum! { pub enum Kind else Unknown {
                Row = 1,
                Button = 2,
                N3 = 3,
            } }
            integer_enum! { pub enum Row else Unknown {
                Row = 1,
            } }
            string_enum! { pub enum State else Unknown {
                On = "on",
                Off = "off",
                Lost = "lost",
            } }
            integer_enum! { pub enum Open else Unknown: allowed {
                Lucky = 7 } }
            union! { pub enum Mixed else Unknown {
                Variant1(Box<MixedVariant1>),
                Variant2(Box<MixedVariant2>),
            } by { Variant1: kind integer; Variant2: kind string; } }
            union! { pub enum Shown else Unknown {
                Integer(Box<ShownInteger>),
                Variant2(Box<ShownVariant2>),
            } by { Integer: kind integer; Variant2: kind string; } }
            model! { pub struct A with new {
                required_into row: Row,
                required_into state: State,
            } }
            integer_enum! { pub enum MixedVariant1 else Unknown {
                N1 = 1 } }
            string_enum! { pub enum MixedVariant2 else Unknown {
                A = "a" } }
            integer_enum! { pub enum ShownInteger else Unknown {
                N1 = 1 } }
            string_enum! { pub enum ShownVariant2 else Unknown {
                A = "a" } }
        "#]],
    );
}

#[test]
fn integers_and_booleans_tell_alternatives_apart() {
    check(
        "One: {type: object, required: [type], properties: {type: {type: integer, enum: [1]}}}
Two: {type: object, required: [type], properties: {type: {$ref: '#/components/schemas/Number'}}}
Number: {type: integer, enum: [2]}
ByNumber: {oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]}
Yes: {type: object, properties: {ok: {enum: [true]}}}
No: {type: object, properties: {ok: {enum: [false]}}}
ByFlag: {oneOf: [{$ref: '#/components/schemas/Yes'}, {$ref: '#/components/schemas/No'}]}
Mapped:
  oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
  discriminator: {propertyName: type, mapping: {'1': '#/components/schemas/One', '2': Two}}",
        &expect![[r#"
            note[union-by-trial]: the alternatives can't be told apart without trying them
              --> openapi.yaml:12:5
               |
            12 |     ByFlag: {oneOf: [{$ref: '#/components/schemas/Yes'}, {$ref: '#/components/schemas/No'}]}
               |     ^^^^^^
               |
               = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            model! { pub struct One with default {
                required_as type_ = "type": OneType = OneType::N1,
            } }
            model! { pub struct Two with default {
                required_as type_ = "type": NumberType = NumberType::N2,
            } }
            integer_enum! { pub enum NumberType else Unknown {
                N2 = 2 } }
            union! { pub enum ByNumber else Unknown {
                One(Box<One>),
                Two(Box<Two>),
            } by { One: literal "type" = "1"; Two: literal "type" = "2"; } }
            model! { pub struct Yes with default {
                optional_as ok: Option<bool> = Some(true),
            } }
            model! { pub struct No with default {
                optional_as ok: Option<bool> = Some(false),
            } }
            union! { pub enum ByFlag else Unknown {
                Yes(Box<Yes>),
                No(Box<No>),
            } by { Yes: literal "ok" = "true"; No: literal "ok" = "false"; Yes: attempt; No: attempt; } }
            union! { pub enum Mapped else Unknown {
                One(Box<One>),
                Two(Box<Two>),
            } by { One: literal "type" = "1"; Two: literal "type" = "2"; } }
            integer_enum! { pub enum OneType else Unknown {
                N1 = 1 } }
        "#]],
    );
}

#[test]
fn what_cannot_tell_alternatives_apart() {
    check(
        "A: {type: object, required: [v], properties: {v: {type: integer}}}
B: {type: object, required: [v], properties: {v: {type: integer}}}
Unmapped:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: v}
Countries: {type: string, enum: [de, fr]}
Home: {type: object, required: [c], properties: {c: {type: string, enum: [us]}}}
Away: {type: object, required: [c], properties: {c: {$ref: '#/components/schemas/Countries'}}}
Anywhere: {oneOf: [{$ref: '#/components/schemas/Home'}, {$ref: '#/components/schemas/Away'}]}",
        &expect![[r#"
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:8:5
              |
            8 |     Unmapped:
              |     ^^^^^^^^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            note[union-by-trial]: the alternatives can't be told apart without trying them
              --> openapi.yaml:14:5
               |
            14 |     Anywhere: {oneOf: [{$ref: '#/components/schemas/Home'}, {$ref: '#/components/schemas/Away'}]}
               |     ^^^^^^^^
               |
               = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            model! { pub struct A with new {
                required v: i64,
            } }
            model! { pub struct B with new {
                required v: i64,
            } }
            union! { pub enum Unmapped else Unknown {
                A(Box<A>),
                B(Box<B>),
            } by { A: attempt; B: attempt; } }
            string_enum! { pub enum Countries else Unknown {
                De = "de", Fr = "fr" } }
            model! { pub struct Home with new {
                required_into c: HomeC,
            } }
            model! { pub struct Away with new {
                required_into c: Countries,
            } }
            union! { pub enum Anywhere else Unknown {
                Home(Box<Home>),
                Away(Box<Away>),
            } by { Home: attempt; Away: attempt; } }
            string_enum! { pub enum HomeC else Unknown {
                Us = "us" } }
        "#]],
    );
}

#[test]
fn the_schema_of_a_value_documents_it() {
    let yaml = "Kind:
  oneOf:
    - {type: integer, enum: [1], title: ROW, description: Holds others.}
    - {type: integer, enum: [2], title: BUTTON}
State:
  oneOf:
    - {type: string, enum: [on, off], description: It is known.}
    - {type: string, enum: [lost], title: Not found, description: Nobody knows.}
    - {type: string, enum: [gone], title: Gone}
Given: {type: string, enum: [a, b, a], x-enum-descriptions: [First., Second., Third.]}";
    let source = Source::from_memory(&[("openapi.yaml", &schemas(yaml))]);
    let (api, _) = crate::analyze(&source);
    let docs = api.types.iter().filter_map(|def| match &def.kind {
        TypeKind::Enum(body) => Some(body.symbols.iter().map(|it| (&it.ident, &it.doc))),
        _ => None,
    });
    let docs: Vec<String> =
        docs.flatten().map(|(ident, doc)| format!("{ident}: {doc:?}")).collect();
    expect![[r#"
        Row: Some("Holds others.")
        Button: None
        On: Some("It is known.")
        Off: Some("It is known.")
        Lost: Some("Not found\n\nNobody knows.")
        Gone: None
        A: Some("First.")
        B: Some("Second.")"#]]
    .assert_eq(&docs.join("\n"));
}

/// As `schemars` writes an `Option` in OpenAPI 3.0.
#[test]
fn an_alternative_that_is_only_nullable_is_null() {
    check(
        "Id: {anyOf: [{type: integer}, {type: string, format: uuid}]}
A:
  type: object
  required: [d]
  properties:
    a: {anyOf: [{$ref: '#/components/schemas/Id'}, {nullable: true}]}
    b: {description: It has words., oneOf: [{nullable: true}, {$ref: '#/components/schemas/A'}]}
    c: {anyOf: [{type: string}, {type: array, items: {type: string}}, {nullable: true}]}
    d: {anyOf: [{type: string, enum: [x]}, {nullable: true}]}",
        &expect![[r#"
            pub type Id = IntegerOrString;
            model! { #[derive(Default)] pub struct A {
                optional_nullable a: Option<Id>,
                optional_nullable b: Option<Box<A>>,
                optional_nullable c: Option<OneOrMany<String>>,
                required_nullable d: Option<AD>,
            } }
            string_enum! { pub enum AD else Unknown {
                X = "x" } }
        "#]],
    );
}

/// As documents of 3.0 describe a reference.
#[test]
fn words_beside_a_reference_are_of_the_use() {
    check(
        "Tree:
  type: object
  properties:
    left: {allOf: [{$ref: '#/components/schemas/Tree'}, {description: The left one.}]}
    right: {allOf: [{title: Right}, {$ref: '#/components/schemas/Tree'}, {nullable: true, type: object}]}
    word: {allOf: [{$ref: '#/components/schemas/Word'}, {default: a}, {example: 1}]}
    open: {allOf: [{description: Whatever.}]}
    more: {allOf: [{$ref: '#/components/schemas/Tree'}, {required: [word]}]}
Word: {type: string}",
        &expect![[r#"
            warning[example-mismatch]: the example does not satisfy its schema: expected a string, found `1`
              --> openapi.yaml:11:85
               |
            11 |         word: {allOf: [{$ref: '#/components/schemas/Word'}, {default: a}, {example: 1}]}
               |                                                                                     ^
               |
              ::: openapi.yaml:14:5
               |
            14 |     Word: {type: string}
               |     ---- the schema
               |
               = help: change the example, or let the schema admit it
            model! { #[derive(Default)] pub struct Tree {
                optional left: Option<Box<Tree>>,
                optional_nullable right: Option<Box<Tree>>,
                optional word: Option<Word>,
                optional open: Option<Json>,
                optional more: Option<Box<TreeMore>>,
            } }
            pub type Word = String;
            model! { pub struct TreeMore with new {
                optional left: Option<Box<Tree>>,
                optional_nullable right: Option<Box<Tree>>,
                required_into word: Word,
                optional open: Option<Json>,
                optional more: Option<Box<TreeMore>>,
            } }
        "#]],
    );
}

/// Of a member that two parts of `allOf` have, the later says what it is, and the earlier what that leaves open.
#[test]
fn members_of_several_parts() {
    check(
        "Base: {type: object, properties: {name: {type: string, maxLength: 9, description: A name.}, kind: {$ref: '#/components/schemas/Kind'}, n: {type: integer, minimum: 1}, o: {type: object, required: [a], properties: {a: {type: string}}}, one: {type: string}, l: {type: array, items: {type: string}}}}
Kind: {type: string, enum: [a, b]}
Heir:
  allOf:
  - $ref: '#/components/schemas/Base'
  - type: object
    properties:
      name: {minLength: 2}
      kind: {description: Its kind.}
      n: {type: integer, maximum: 7}
      o: {type: object, properties: {b: {type: string}}}
      one: {type: integer}
      l: {minItems: 1}
Last: {allOf: [{$ref: '#/components/schemas/Heir'}], properties: {name: {pattern: ^a}, kind: {enum: [a]}}}",
        &expect![[r#"
            warning[contradictory-schema]: `one` has another type in another part of `allOf`; this one is taken
              --> openapi.yaml:17:11
               |
            17 |           one: {type: integer}
               |           ^^^
               |
              ::: openapi.yaml:6:239
               |
             6 | …pe: object, required: [a], properties: {a: {type: string}}}, one: {type: string}, l: {type: array, items: {type: string}}}}
               |                                                               --- the other one
               |
               = help: correct one of the keywords, or leave it out
            model! { #[derive(Default)] pub struct Base {
                optional name: Option<String>,
                optional kind: Option<Kind>,
                optional n: Option<i64>,
                optional o: Option<BaseO>,
                optional one: Option<String>,
                optional l: Option<Vec<String>>,
            } }
            string_enum! { pub enum Kind else Unknown {
                A = "a", B = "b" } }
            model! { #[derive(Default)] pub struct Heir {
                optional name: Option<String>,
                optional kind: Option<Kind>,
                optional n: Option<i64>,
                optional o: Option<HeirO>,
                optional one: Option<i64>,
                optional l: Option<Vec<String>>,
            } }
            model! { #[derive(Default)] pub struct Last {
                optional name: Option<String>,
                optional kind: Option<LastKind>,
                optional n: Option<i64>,
                optional o: Option<HeirO>,
                optional one: Option<i64>,
                optional l: Option<Vec<String>>,
            } }
            model! { pub struct BaseO with new {
                required_into a: String,
            } }
            model! { pub struct HeirO with new {
                required_into a: String,
                optional b: Option<String>,
            } }
            string_enum! { pub enum LastKind else Unknown {
                A = "a" } }
        "#]],
    );
}

#[test]
fn a_refinement_within_itself_has_an_end() {
    check(
        "L: {type: array, items: {allOf: [{$ref: '#/components/schemas/L'}, {minItems: 1}]}}
U:
  oneOf:
    - {type: string}
    - {allOf: [{$ref: '#/components/schemas/U'}, {title: Again, minProperties: 1}]}
M: {type: object, additionalProperties: {allOf: [{$ref: '#/components/schemas/M'}, {minProperties: 1}]}}",
        &expect![[r#"
            warning[recursive-alias]: `LItem` is only another name for itself; its values are any JSON
             --> openapi.yaml:6:22
              |
            6 |     L: {type: array, items: {allOf: [{$ref: '#/components/schemas/L'}, {minItems: 1}]}}
              |                      ^^^^^
              |
              = help: give it members of its own
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:7:5
              |
            7 |     U:
              |     ^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            pub type L = Vec<Vec<LItem>>;
            union! { pub enum U else Unknown {
                String(String),
                Again(Json),
            } by { String: attempt; Again: attempt; } }
            pub type M = BTreeMap<String, BTreeMap<String, MValue>>;
            pub type LItem = Json;
            model! { #[derive(Default)] pub struct MValue {
                ..additional_properties: BTreeMap<String, MValue>
            } }
        "#]],
    );
}

/// What an enum does not list is of 64 bits with a sign.
#[test]
fn integers_beyond_an_enum_stay_a_union() {
    check(
        "Wide: {anyOf: [{type: integer, format: uint64}, {type: integer, enum: [7]}]}",
        &expect![[r#"
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:6:5
              |
            6 |     Wide: {anyOf: [{type: integer, format: uint64}, {type: integer, enum: [7]}]}
              |     ^^^^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            union! { pub enum Wide else Unknown {
                Integer(u64),
                Integer2(Box<WideInteger2>),
            } by { Integer: attempt; Integer2: attempt; } }
            integer_enum! { pub enum WideInteger2 else Unknown {
                N7 = 7 } }
        "#]],
    );
}
