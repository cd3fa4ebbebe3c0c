//! Strings with a format: their types, their arguments, and what is said of their examples.

use expect_test::{Expect, expect};

use super::lower::{check, file, schemas};
use crate::Source;
use crate::ir::{Fit, Prim};
use crate::lower::fits_format;

#[test]
fn strings_with_a_format_have_types() {
    check(
        "A:
  type: object
  required: [a, b]
  properties:
    a: {type: string, format: date-time}
    b: {type: string, format: date, nullable: true}
    c: {type: string, format: uuid, minLength: 36, pattern: '^[0-9a-f-]+$'}
    d: {type: string, format: uri, default: 'https://example.com'}
    e: {type: string, format: url}
    f: {type: string, format: byte}
    g: {type: string, format: int64}
    h: {type: string, format: decimal}
    i: {type: array, items: {type: string, format: uuid}}
    j: {type: object, additionalProperties: {type: string, format: date, nullable: true}}
    k: {$ref: '#/components/schemas/Day'}
    l: {type: string, format: date, enum: ['2024-01-01', '2024-01-02']}
Day: {type: string, format: date}
Other:
  type: object
  properties:
    a: {type: string, format: binary}
    b: {type: string, format: password}
    c: {type: string, format: uri-reference}
    d: {type: string, format: iri}
    e: {type: string, format: email}
    f: {type: string, format: something-else}
    g: {type: integer, format: date-time}
    h: {format: date-time}",
        &expect![[r#"
                Base64, Date, DateTime, Json, NumberText, Uri, Uuid, model, string_enum,
            };
            model! { pub struct A with new {
                required_into a: DateTime,
                required_nullable b: Option<Date>,
                optional c: Option<Uuid>,
                optional d: Option<Uri>,
                optional e: Option<Uri>,
                optional f: Option<Base64>,
                optional g: Option<NumberText>,
                optional h: Option<NumberText>,
                optional i: Option<Vec<Uuid>>,
                optional j: Option<BTreeMap<String, Option<Date>>>,
                optional k: Option<Day>,
                optional l: Option<AL>,
            } }
            pub type Day = Date;
            model! { #[derive(Default)] pub struct Other {
                optional a: Option<String>,
                optional b: Option<String>,
                optional c: Option<String>,
                optional d: Option<String>,
                optional e: Option<String>,
                optional f: Option<String>,
                optional g: Option<i64>,
                optional h: Option<Json>,
            } }
            string_enum! { pub enum AL else Unknown {
                N20240101 = "2024-01-01", N20240102 = "2024-01-02" } }
        "#]],
    );
}

#[test]
fn formats_meet() {
    check(
        "Refined: {allOf: [{type: string, format: something}, {type: string, format: date-time}]}
Typed: {type: string, allOf: [{format: uuid}]}
Same: {allOf: [{type: string, format: uri}, {type: string, format: url}]}
Beside: {type: string, format: date, allOf: [{$ref: '#/components/schemas/Text'}]}
BesideNothing: {format: uuid, allOf: [{$ref: '#/components/schemas/Text'}]}
BesideInteger: {type: integer, format: int32, allOf: [{$ref: '#/components/schemas/Level'}]}
Level: {type: integer, enum: [1]}
Text: {type: string, maxLength: 10}
Conflict: {allOf: [{type: string, format: date}, {type: string, format: date-time}, {format: date}]}
Integer: {allOf: [{type: integer, format: int64}, {type: integer, format: int32}]}
Either: {anyOf: [{type: string}, {type: string, format: date-time}]}
Both: {oneOf: [{type: string, format: uuid, maxLength: 36}, {type: string, format: uuid}]}
NumberOr: {oneOf: [{type: string, format: int64}, {type: integer}]}
Many: {oneOf: [{type: string, format: uuid}, {type: array, items: {type: string, format: uuid}}]}
Union: {oneOf: [{type: string, format: date}, {type: boolean}]}
Word: {anyOf: [{type: string, format: uri}, {type: string, enum: [none]}]}",
        &expect![[r#"
                Date, DateTime, Exact, IntegerOrString, OneOrMany, Uri, Uuid, integer_enum,
                string_enum, union,
            };
            pub type Refined = DateTime;
            pub type Typed = Uuid;
            pub type Same = Uri;
            pub type Beside = Date;
            pub type BesideNothing = Uuid;
            pub type BesideInteger = Level;
            integer_enum! { pub enum Level else Unknown {
                N1 = 1 } }
            pub type Text = String;
            pub type Conflict = String;
            pub type Integer = Exact<i32>;
            pub type Either = String;
            pub type Both = Uuid;
            pub type NumberOr = IntegerOrString;
            pub type Many = OneOrMany<Uuid>;
            union! { pub enum Union else Unknown {
                String(Date),
                Boolean(bool),
            } by { String: kind string; Boolean: kind boolean; } }
            string_enum! { pub enum Word else Unknown: allowed {
                None = "none" } }
        "#]],
    );
}

#[test]
fn names_of_format_types_are_taken() {
    check(
        "Date: {type: string, format: date}
Uuid: {type: object, properties: {id: {type: string, format: uuid}}}",
        &expect![[r#"
            pub type DateType = Date;
            model! { #[derive(Default)] pub struct UuidType {
                optional id: Option<Uuid>,
            } }
        "#]],
    );
}

#[test]
fn texts_are_arguments() {
    let document = "openapi: 3.0.3
info: {title: Test, version: '1'}
paths:
  /days/{day}:
    get:
      operationId: getDay
      parameters:
      - {name: day, in: path, required: true, schema: {type: string, format: date}}
      - {name: since, in: query, description: Nothing before it., schema: {type: string, format: date-time}}
      - {name: ids, in: query, schema: {type: array, items: {type: string, format: uuid}}}
      - {name: X-From, in: header, schema: {type: string, format: uri, nullable: true}}
      responses: {'204': {description: Nothing.}}
";
    let text = file(document, "src/operations/default.rs");
    let kept = text.lines().filter(|line| {
        ["pub fn", "let ", "use ", "///"].iter().any(|start| line.trim_start().starts_with(start))
    });
    expect![[r#"
        use crate::runtime::{Call, Client, Date, DateTime, Uri, Uuid, request};
            /// `GET /days/{day}`
            pub fn get_day(&self, day: impl Into<Date>) -> GetDay { Call::start_with(self, 0, day.into()) }
            /// Nothing before it.
            pub fn since(self, value: impl Into<DateTime>) -> Self { Self(self.0.with(1, value.into())) }
            /// `ids`
            pub fn ids(self, value: impl IntoIterator<Item = impl Into<Uuid>>) -> Self {
            /// `X-From`
            pub fn x_from(self, value: impl Into<Uri>) -> Self { Self(self.0.with(3, value.into())) }"#]]
    .assert_eq(&kept.collect::<Vec<_>>().join("\n"));
}

#[test]
fn constructors_take_texts() {
    let text = file(
        &schemas(
            "A: {type: object, required: [at, size], properties: {at: {type: string, format: date-time}, size: {type: string, format: int64}}}",
        ),
        "src/models.rs",
    );
    let from = text.find("model! {").unwrap_or_default();
    expect![[r#"
        model! { pub struct A with new {
            required_into at: DateTime,
            required_into size: NumberText,
        } }
    "#]]
    .assert_eq(&text[from..]);
}

/// What is said of the schema's example, and what the golden test expects.
fn judged(yaml: &str, fit: Fit, expected: &Expect) {
    let document = schemas(yaml);
    let source = Source::from_memory(&[("openapi.yaml", &document)]);
    let (api, diagnostics) = crate::analyze(&source);
    expected.assert_eq(&diagnostics.render(&source, false));
    assert_eq!(api.examples[0].fit, fit);
}

#[test]
fn an_example_that_does_not_fit_its_format_drifts() {
    judged(
        "A:
  type: object
  required: [at]
  properties:
    at: {type: string, format: date-time}
    days: {type: array, items: {type: string, format: date}}
  example: {at: yesterday, days: ['2024-02-29', '2023-02-29']}",
        Fit::Drifts,
        &expect![[r#"
            error[example-mismatch]: the example does not satisfy its schema: expected a date-time as in RFC 3339, found `"yesterday"`
              --> openapi.yaml:12:21
               |
            12 |       example: {at: yesterday, days: ['2024-02-29', '2023-02-29']}
               |                     ^^^^^^^^^
               |
              ::: openapi.yaml:10:9
               |
            10 |         at: {type: string, format: date-time}
               |         -- the schema
               |
               = help: change the example, or let the schema admit it

            error[example-mismatch]: the example does not satisfy its schema: expected a date as in RFC 3339, found `"2023-02-29"`
              --> openapi.yaml:12:53
               |
            12 |       example: {at: yesterday, days: ['2024-02-29', '2023-02-29']}
               |                                                     ^^^^^^^^^^^^
               |
              ::: openapi.yaml:11:9
               |
            11 |         days: {type: array, items: {type: string, format: date}}
               |         ---- the schema
               |
               = help: change the example, or let the schema admit it
        "#]],
    );
    judged(
        "A:
  type: object
  required: [at]
  properties: {at: {type: string, format: date-time}}
  example: {at: 5}",
        Fit::Rejected,
        &expect![[r#"
            error[example-mismatch]: the example does not satisfy its schema: expected a date-time as in RFC 3339, found `5`
              --> openapi.yaml:10:21
               |
            10 |       example: {at: 5}
               |                     ^
               |
              ::: openapi.yaml:9:20
               |
             9 |       properties: {at: {type: string, format: date-time}}
               |                    -- the schema
               |
               = help: change the example, or let the schema admit it
        "#]],
    );
    judged("A: {type: string, format: byte, example: aGk=}", Fit::Whole, &expect![[r#""#]]);
}

#[test]
fn an_example_with_a_time_in_quotes_or_another_number_than_an_integer_drifts() {
    judged(
        "A: {type: integer, format: unixtime, example: '5'}",
        Fit::Drifts,
        &expect![[r#"
        error[example-mismatch]: the example does not satisfy its schema: seconds since 1970 are wanted as a number
         --> openapi.yaml:6:51
          |
        6 |     A: {type: integer, format: unixtime, example: '5'}
          |     - the schema                                  ^^^
          |
          = help: change the example, or let the schema admit it
    "#]],
    );
    let either = |example: &str| {
        format!("A: {{oneOf: [{{type: string}}, {{type: integer}}], example: {example}}}")
    };
    judged(&either("5.0"), Fit::Whole, &expect![""]);
    judged(&either("'1.5'"), Fit::Whole, &expect![""]);
    judged(
        &either("1.5"),
        Fit::Drifts,
        &expect![[r#"
        error[example-mismatch]: the example does not satisfy its schema: expected an integer of 64 bits or a string, found `1.5`
         --> openapi.yaml:6:60
          |
        6 |     A: {oneOf: [{type: string}, {type: integer}], example: 1.5}
          |     - the schema                                           ^^^
          |
          = help: change the example, or let the schema admit it
    "#]],
    );
    judged(
        &either("true"),
        Fit::Rejected,
        &expect![[r#"
        error[example-mismatch]: the example does not satisfy its schema: expected an integer of 64 bits or a string, found `true`
         --> openapi.yaml:6:60
          |
        6 |     A: {oneOf: [{type: string}, {type: integer}], example: true}
          |     - the schema                                           ^^^^
          |
          = help: change the example, or let the schema admit it
    "#]],
    );
}

#[test]
fn formats_have_a_verdict() {
    let cases: &[(Prim, &[&str], &[&str])] = &[
        (
            Prim::DateTime,
            &[
                "2024-02-29t23:59:60.123z",
                "2024-03-01T00:59:60+01:00",
                "2024-01-31T00:59:60-23:00",
                "0000-01-01T00:00:00-00:00",
            ],
            &[
                "2024-02-29T12:59:60Z",
                "2024-02-29 00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2024-01-01T00:00:00Z\n",
            ],
        ),
        (Prim::Date, &["2024-02-29", "0000-12-31"], &["2024-13-01", "2024-1-1", "2024-01-00"]),
        (
            Prim::Uuid,
            &["F81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
            &["f81d4fae7dec11d0a76500a0c91e6bf6", ""],
        ),
        (
            Prim::Uri,
            &["a:", "http://[::1]:80/%20?a#b", "urn:a:b"],
            &["/a", "a b:c", "http://[::g]", "http://x/{y}"],
        ),
        (Prim::Base64, &["", "Zg==", "Zm8="], &["Zh==", "Zg", "Zm9\n"]),
        (Prim::NumberText, &["-0.5e+9", "12"], &["+1", "01", "1.", ""]),
        (Prim::String, &["", "anything"], &[]),
    ];
    for (prim, fitting, others) in cases {
        for text in *fitting {
            assert!(fits_format(*prim, text), "{text:?} is a {prim:?}");
        }
        for text in *others {
            assert!(!fits_format(*prim, text), "{text:?} is no {prim:?}");
        }
    }
}
