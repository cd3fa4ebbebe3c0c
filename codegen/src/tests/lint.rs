//! The rules of the linter: what each finds, and what it lets pass.

use expect_test::{Expect, expect};

use crate::acknowledge::Acknowledgements;
use crate::diagnostic::{Code, Diagnostics};
use crate::lint::{Lint, rules};
use crate::source::Source;

/// What one rule says of a document with these paths and components.
fn said(code: Code, text: &str) -> String {
    let document = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{}\n", text.trim());
    let source = Source::from_memory(&[("openapi.yaml", &document)]);
    let mut of_rule = Diagnostics::default();
    of_rule.extend(crate::lint(&source).into_iter().filter(|it| it.code == code));
    of_rule.render(&source, false)
}

fn check(code: Code, text: &str, expected: &Expect) {
    expected.assert_eq(&said(code, text));
}

/// The rule has nothing to say.
fn passes(code: Code, text: &str) {
    let said = said(code, text);
    assert!(said.is_empty(), "`{}` was to let this pass:\n{text}\n{said}", code.as_str());
}

/// An operation with these members.
fn operation(method: &str, path: &str, members: &str) -> String {
    let members = members.trim().replace('\n', "\n      ");
    format!("paths:\n  {path}:\n    {method}:\n      operationId: act\n      {members}\n")
}

/// A document with a body that holds `Body`, of these schemas.
fn schemas(text: &str) -> String {
    let text = text.trim().replace('\n', "\n    ");
    let content = "content: {application/json: {schema: {$ref: '#/components/schemas/Body'}}}";
    let answer = format!("responses: {{default: {{description: Done., {content}}}}}");
    format!("{}components:\n  schemas:\n    {text}\n", operation("get", "/a", &answer))
}

#[test]
fn names_that_rust_does_not_take() {
    check(
        Code::PoorName,
        &schemas(
            "Body:
  type: object
  properties:
    type: {type: string}
    24h: {type: string}
    fooBar: {type: string}
    foo_bar: {type: string}
    '@@': {type: string}
    kind: {type: string, enum: ['', asc, ASC, '+']}
    size: {type: string, enum: [720p, 1080p]}
    inner: {$ref: '#/components/schemas/Option'}
Option: {type: object, properties: {a: {type: string}}}",
        ),
        &expect![[r#"
            note[poor-name]: the property `type` is `type_` in Rust, since Rust or the generated crate has that word for itself
              --> openapi.yaml:13:9
               |
            13 |         type: {type: string}
               |         ^^^^

            warning[poor-name]: the property `24h` is `n24h` in Rust, since it starts with a digit
              --> openapi.yaml:14:9
               |
            14 |         24h: {type: string}
               |         ^^^
               |
               = help: choose a name that starts with a letter, is none of Rust's words, and differs in more than signs from others

            warning[poor-name]: the property `foo_bar` is `foo_bar_2` in Rust, since another one has that name, but for signs and case
              --> openapi.yaml:16:9
               |
            16 |         foo_bar: {type: string}
               |         ^^^^^^^
               |
               = help: choose a name that starts with a letter, is none of Rust's words, and differs in more than signs from others

            warning[poor-name]: the property `@@` is `at_at` in Rust, since it has neither letters nor digits
              --> openapi.yaml:17:9
               |
            17 |         '@@': {type: string}
               |         ^^^^
               |
               = help: choose a name that starts with a letter, is none of Rust's words, and differs in more than signs from others

            warning[poor-name]: values of `BodyKind` become variants with poor names: `Empty` for the empty text, `Asc2` for `ASC` and `Plus` for `+`
              --> openapi.yaml:18:30
               |
            18 |         kind: {type: string, enum: ['', asc, ASC, '+']}
               |                              ^^^^
               |
               = help: `x-enum-varnames`, a list beside `enum`, names the variants

            note[poor-name]: values of `BodySize` become variants with poor names: `N720p` for `720p` and `N1080p` for `1080p`
              --> openapi.yaml:19:30
               |
            19 |         size: {type: string, enum: [720p, 1080p]}
               |                              ^^^^
               |
               = help: `x-enum-varnames`, a list beside `enum`, names the variants

            note[poor-name]: the schema `Option` is `OptionType` in Rust, since Rust or the generated crate has that word for itself
              --> openapi.yaml:21:5
               |
            21 |     Option: {type: object, properties: {a: {type: string}}}
               |     ^^^^^^
        "#]],
    );
}

#[test]
fn names_that_make_good_rust() {
    passes(
        Code::PoorName,
        &schemas(
            "Body:
  type: object
  properties:
    fooBar: {type: string}
    content-type: {type: string}
    level: {type: integer, enum: [1, 2], x-enum-varnames: [Low, High]}
    status: {type: string, enum: [active, in_progress]}",
        ),
    );
}

#[test]
fn operations_with_long_names() {
    let path = "/api/v1/organizations/{organization_id}/projects";
    let long = operation("get", path, "responses: {default: {description: Done.}}")
        .replace("act", "list_projects_api_v1_organizations__organization_id__projects_get");
    check(
        Code::PoorName,
        &long,
        &expect![[r#"
        warning[poor-name]: the operation is `list_projects_api_v1_organizations_organization_id_projects_get` in Rust, 63 characters
         --> openapi.yaml:6:20
          |
        6 |       operationId: list_projects_api_v1_organizations__organization_id__projects_get
          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: a short `operationId`, such as a verb and a noun, makes a method that people can read
    "#]],
    );
    passes(Code::PoorName, &long.replace("_api_v1_organizations__organization_id__projects", ""));
}

#[test]
fn schemas_without_a_name() {
    check(
        Code::InventedName,
        &schemas(
            "Body:
  type: object
  properties:
    owner: {type: object, properties: {id: {type: string}}}
    state: {type: string, enum: [on, off]}
    lines: {type: array, items: {type: object, properties: {n: {type: string}}}}
BodyOwner: {type: string, enum: [a]}",
        ),
        &expect![[r#"
            warning[invented-name]: this object has no name of its own; in Rust it is `BodyOwner2`
              --> openapi.yaml:13:9
               |
            13 |         owner: {type: object, properties: {id: {type: string}}}
               |         ^^^^^
               |
               = help: move it to `components/schemas`, under the name that its type should have

            note[invented-name]: this list of values has no name of its own; in Rust it is `BodyState`
              --> openapi.yaml:14:9
               |
            14 |         state: {type: string, enum: [on, off]}
               |         ^^^^^

            note[invented-name]: this object has no name of its own; in Rust it is `BodyLinesItem`
              --> openapi.yaml:15:30
               |
            15 |         lines: {type: array, items: {type: object, properties: {n: {type: string}}}}
               |                              ^^^^^
        "#]],
    );
}

#[test]
fn schemas_with_a_name_wherever_it_stands() {
    passes(
        Code::InventedName,
        &schemas(
            "Body:
  type: object
  properties:
    owner: {$ref: '#/components/schemas/Owner'}
    other: {$ref: '#/components/schemas/Owner/properties/twin'}
    free: {type: object}
    list: {type: array, items: {type: string}}
    kind: {type: string, enum: [body]}
Owner: {type: object, properties: {twin: {type: object, properties: {id: {type: string}}}}}",
        ),
    );
}

#[test]
fn unions_by_trial_are_worth_a_warning() {
    let union = "Body:
  oneOf:
  - {type: object, properties: {a: {type: string}}}
  - {type: object, properties: {b: {type: string}}}";
    check(
        Code::UnionByTrial,
        &schemas(union),
        &expect![[r#"
        warning[union-by-trial]: the alternatives can't be told apart without trying them
          --> openapi.yaml:10:5
           |
        10 |     Body:
           |     ^^^^
           |
           = help: a `discriminator`, or a required member that only one of them has, would tell them apart
    "#]],
    );
    passes(
        Code::UnionByTrial,
        &schemas(
            &union
                .replace("object, ", "object, required: [a, b], ")
                .replacen("required: [a, b]", "required: [a]", 1)
                .replace("required: [a, b]", "required: [b]"),
        ),
    );
}

#[test]
fn answers_without_an_example() {
    let answers = |content: &str| {
        operation(
            "get",
            "/a",
            &format!(
                "responses:
  '200': {{description: Done., content: {{application/json: {content}}}}}
  '400': {{$ref: '#/components/responses/Bad'}}
  '404': {{$ref: '#/components/responses/Bad'}}
  '409': {{description: Twice., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Fault'}}}}}}}}
  '500': {{description: No JSON., content: {{text/plain: {{}}}}}}"
            ),
        ) + "components:
  responses:
    Bad: {description: Bad., content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}
  schemas:
    Fault: {type: object, properties: {code: {type: string}}}
    Body: {type: object, properties: {id: {type: string}}}
"
    };
    check(
        Code::MissingExample,
        &answers("{schema: {$ref: '#/components/schemas/Body'}}"),
        &expect![[r#"
            warning[missing-example]: no example shows what `GET /a` answers with `200`
             --> openapi.yaml:8:9
              |
            8 |         '200': {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Body'}}}}
              |         ^^^^^
              |
              = help: add an `example` that the server really sent: each becomes a test of the client

            warning[missing-example]: no example shows what `GET /a` answers with `400`, which one other answer has too
              --> openapi.yaml:15:5
               |
            15 |     Bad: {description: Bad., content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}}
               |     ^^^
               |
               = help: add an `example` that the server really sent: each becomes a test of the client
        "#]],
    );
    // An example of the type anywhere will do.
    let shown = answers("{schema: {$ref: '#/components/schemas/Body'}, example: {id: x}}")
        .replace("Fault: {", "Fault: {example: {code: x}, ");
    passes(Code::MissingExample, &shown);
}

#[test]
fn examples_that_their_schema_rejects() {
    let body = |id: &str| {
        schemas(&format!(
            "Body: {{type: object, properties: {{id: {{type: string}}}}, example: {{id: {id}}}}}"
        ))
    };
    check(
        Code::ExampleMismatch,
        &body("1"),
        &expect![[r#"
        error[example-mismatch]: the example does not satisfy its schema: expected a string, found `1`
          --> openapi.yaml:10:74
           |
        10 |     Body: {type: object, properties: {id: {type: string}}, example: {id: 1}}
           |                                       -- the schema                      ^
           |
           = help: change the example, or let the schema admit it
    "#]],
    );
    passes(Code::ExampleMismatch, &body("x"));
}

#[test]
fn properties_that_only_examples_have() {
    check(
        Code::UnknownProperty,
        &schemas(
            "Body:
  type: object
  properties: {id: {type: string}, list: {type: array, items: {$ref: '#/components/schemas/Item'}}}
  example: {id: x, more: 1, list: [{n: 1, m: 2}, {n: 1, m: 3}]}
Item: {type: object, properties: {n: {type: number}}}",
        ),
        &expect![[r#"
            warning[unknown-property]: the example has `more`, which the schema of `Body` lacks
              --> openapi.yaml:13:24
               |
            13 |       example: {id: x, more: 1, list: [{n: 1, m: 2}, {n: 1, m: 3}]}
               |                        ^^^^
               |
              ::: openapi.yaml:10:5
               |
            10 |     Body:
               |     ---- the schema
               |
               = help: add the property to the schema, or take it out of the example

            warning[unknown-property]: the example has `m`, which the schema of `Item` lacks
              --> openapi.yaml:13:47
               |
            13 |       example: {id: x, more: 1, list: [{n: 1, m: 2}, {n: 1, m: 3}]}
               |                                               ^
               |
              ::: openapi.yaml:14:5
               |
            14 |     Item: {type: object, properties: {n: {type: number}}}
               |     ---- the schema
               |
               = help: add the property to the schema, or take it out of the example
        "#]],
    );
    passes(
        Code::UnknownProperty,
        &schemas(
            "Body:
  type: object
  properties: {id: {type: string}}
  additionalProperties: true
  example: {id: x, more: 1}",
        ),
    );
}

#[test]
fn a_payload_in_a_file_is_shown_by_the_line_that_names_it() {
    let document = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: act
      responses:
        default:
          description: Done.
          content:
            application/json:
              schema: {type: object, properties: {list: {type: array, items: {type: object, properties: {a: {type: string}}}}}}
              examples:
                one: {externalValue: one.json}
";
    let payload = r#"{"list": [{"a": "x"}, {"b": 1}]}"#;
    let source = Source::from_memory(&[("openapi.yaml", document), ("one.json", payload)]);
    let mut of_rule = Diagnostics::default();
    of_rule.extend(crate::lint(&source).into_iter().filter(|it| it.code == Code::UnknownProperty));
    expect![[r#"
        warning[unknown-property]: the example has `b`, which the schema of `ActResponseDefaultListItem` lacks, at `list[1].b` of the file
          --> openapi.yaml:14:23
           |
        14 |                 one: {externalValue: one.json}
           |                       ^^^^^^^^^^^^^
           |
          ::: openapi.yaml:12:71
           |
        12 |               schema: {type: object, properties: {list: {type: array, items: {type: object, properties: {a: {type: string}}}}}}
           |                                                                       ----- the schema
           |
           = help: add the property to the schema, or take it out of the example
    "#]].assert_eq(&of_rule.render(&source, false));
}

#[test]
fn properties_that_no_example_has() {
    let body = |example: &str| {
        schemas(&format!(
            "Body:
  type: object
  properties:
    id: {{type: string}}
    name: {{type: string}}
    old: {{type: string, deprecated: true}}
    of: {{oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}]}}
  example: {example}
A: {{type: object, required: [a], properties: {{a: {{type: string}}, c: {{type: string}}}}}}
B: {{type: object, required: [b], properties: {{b: {{type: string}}, c: {{type: string}}}}}}"
        ))
    };
    check(
        Code::UnshownProperty,
        &body("{id: x, of: {a: x}}"),
        &expect![[r#"
        note[unshown-property]: no example of `Body` shows `name`
          --> openapi.yaml:10:5
           |
        10 |     Body:
           |     ^^^^

        note[unshown-property]: no example of `A` shows `c`
          --> openapi.yaml:18:5
           |
        18 |     A: {type: object, required: [a], properties: {a: {type: string}, c: {type: string}}}
           |     ^
    "#]],
    );
    passes(Code::UnshownProperty, &body("{id: x, name: x, of: {a: x, c: x}}"));
    // What is not shown at all lacks an example, not a property.
    passes(
        Code::UnshownProperty,
        &schemas("Body: {type: object, properties: {a: {type: string}}}"),
    );
}

#[test]
fn integers_of_any_size() {
    check(
        Code::IntegerWithoutFormat,
        "paths:
  /a:
    get:
      operationId: act
      parameters:
      - {name: page, in: query, schema: {type: integer, minimum: 1}}
      responses:
        default:
          description: Done.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {type: array, items: {allOf: [{type: integer}]}}}}
components:
  schemas:
    Map: {type: object, additionalProperties: {type: integer}}",
        &expect![[r#"
            warning[integer-without-format]: this integer does not say how large it can be; it is an `i64`
             --> openapi.yaml:8:48
              |
            8 |       - {name: page, in: query, schema: {type: integer, minimum: 1}}
              |                                                ^^^^^^^
              |
              = help: add `format: int32` or `format: int64`, or both `minimum` and `maximum`

            warning[integer-without-format]: this integer does not say how large it can be; it is an `i64`
              --> openapi.yaml:12:45
               |
            12 |           headers: {X-Left: {schema: {type: integer}}}
               |                                             ^^^^^^^
               |
               = help: add `format: int32` or `format: int64`, or both `minimum` and `maximum`

            warning[integer-without-format]: this integer does not say how large it can be; it is an `i64`
              --> openapi.yaml:13:85
               |
            13 |           content: {application/json: {schema: {type: array, items: {allOf: [{type: integer}]}}}}
               |                                                                                     ^^^^^^^
               |
               = help: add `format: int32` or `format: int64`, or both `minimum` and `maximum`

            warning[integer-without-format]: this integer does not say how large it can be; it is an `i64`
              --> openapi.yaml:16:54
               |
            16 |     Map: {type: object, additionalProperties: {type: integer}}
               |                                                      ^^^^^^^
               |
               = help: add `format: int32` or `format: int64`, or both `minimum` and `maximum`
        "#]],
    );
    passes(
        Code::IntegerWithoutFormat,
        &schemas(
            "Body:
  type: object
  properties:
    a: {type: integer, format: int64}
    b: {type: integer, minimum: 0, maximum: 9}
    c: {type: integer, enum: [1, 2]}
    d: {type: number}
  example: {type: integer}",
        ),
    );
}

#[test]
fn integers_in_other_files() {
    let document = "openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components: {schemas: {A: {$ref: 'other.yaml#/A'}}}
";
    let source = Source::from_memory(&[
        ("openapi.yaml", document),
        (
            "other.yaml",
            "A: {type: object, properties: {a: {type: [integer, 'null']}, b: {$ref: '#/A'}}}\n",
        ),
    ]);
    let mut of_rule = Diagnostics::default();
    let found = crate::lint(&source).into_iter();
    of_rule.extend(found.filter(|it| it.code == Code::IntegerWithoutFormat));
    expect![[r#"
        warning[integer-without-format]: this integer does not say how large it can be; it is an `i64`
         --> other.yaml:1:36
          |
        1 | A: {type: object, properties: {a: {type: [integer, 'null']}, b: {$ref: '#/A'}}}
          |                                    ^^^^
          |
          = help: add `format: int32` or `format: int64`, or both `minimum` and `maximum`
    "#]].assert_eq(&of_rule.render(&source, false));
}

#[test]
fn texts_of_any_length_in_the_path() {
    let with = |schema: &str| {
        let members = format!(
            "parameters: [{{name: id, in: path, required: true, schema: {schema}}}]
responses: {{default: {{description: Done.}}}}"
        );
        operation("get", "/a/{id}", &members)
            + "components: {schemas: {Free: {type: string}, Short: {type: string, maxLength: 9}}}\n"
    };
    check(
        Code::UnlimitedPathText,
        &with("{type: string, minLength: 1}"),
        &expect![[r#"
        warning[unlimited-path-text]: `id` goes into the path and may be of any length
         --> openapi.yaml:7:20
          |
        7 |       parameters: [{name: id, in: path, required: true, schema: {type: string, minLength: 1}}]
          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: add `maxLength`, `pattern`, `enum` or a `format`: a path can be refused for its length alone
    "#]],
    );
    check(
        Code::UnlimitedPathText,
        &with("{$ref: '#/components/schemas/Free'}"),
        &expect![[r#"
        warning[unlimited-path-text]: `id` goes into the path and may be of any length
         --> openapi.yaml:7:20
          |
        7 |       parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Free'}…
          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: add `maxLength`, `pattern`, `enum` or a `format`: a path can be refused for its length alone
    "#]],
    );
    for schema in [
        "{type: string, maxLength: 9}",
        "{type: string, pattern: '^[a-z]+$'}",
        "{type: string, format: uuid}",
        "{type: string, enum: [a, b]}",
        "{type: integer}",
        "{$ref: '#/components/schemas/Short'}",
    ] {
        passes(Code::UnlimitedPathText, &with(schema));
    }
}

#[test]
fn errors_that_are_not_described() {
    let with = |responses: &str| {
        operation(
            "get",
            "/a/{id}",
            &format!(
                "security: [{{key: []}}]
parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
responses: {{'200': {{description: Done.}}{responses}}}"
            ),
        ) + "components: {securitySchemes: {key: {type: apiKey, in: header, name: key}}}\n"
    };
    let refused = |status: &str| format!(", {status}: {{description: Refused.}}");
    check(
        Code::UndocumentedError,
        &with(""),
        &expect![[r#"
        warning[undocumented-error]: `GET /a/{id}` describes no answer for a request that is refused
         --> openapi.yaml:9:7
          |
        9 |       responses: {'200': {description: Done.}}
          |       ^^^^^^^^^
          |
          = help: describe the status, or all with `4XX` or `default`: callers decode what is described
    "#]],
    );
    check(
        Code::UndocumentedError,
        &with(&refused("'400'")),
        &expect![[r#"
        note[undocumented-error]: `GET /a/{id}` describes no answer for `401` and `404`
         --> openapi.yaml:9:7
          |
        9 |       responses: {'200': {description: Done.}, '400': {description: Refused.}}
          |       ^^^^^^^^^
          |
          = help: the operation takes a credential or names a thing in its path, either of which can be refused
    "#]],
    );
    passes(Code::UndocumentedError, &with(&refused("default")));
    passes(Code::UndocumentedError, &with(&refused("4XX")));
    passes(Code::UndocumentedError, &with(&(refused("'403'") + &refused("'404'"))));
}

#[test]
fn calls_that_cannot_be_repeated() {
    let with = |method: &str, parameters: &str| {
        operation(
            method,
            "/a",
            &format!("parameters: [{parameters}]\nresponses: {{default: {{description: Done.}}}}"),
        )
    };
    check(
        Code::UnsafeRetry,
        &with("post", ""),
        &expect![[r#"
        note[unsafe-retry]: `POST /a` cannot be sent again safely: the client does so only where it surely did not arrive
         --> openapi.yaml:5:5
          |
        5 |     post:
          |     ^^^^
          |
          = help: a header `Idempotency-Key` would let callers repeat it; so would PUT, where the caller can choose the name
    "#]],
    );
    passes(Code::UnsafeRetry, &with("put", ""));
    passes(
        Code::UnsafeRetry,
        &with("post", "{name: Idempotency-Key, in: header, schema: {type: string}}"),
    );
}

#[test]
fn components_that_nothing_uses() {
    check(
        Code::UnusedComponent,
        &(schemas(
            "Body: {$ref: '#/components/schemas/Chained'}
Chained: {type: object, properties: {a: {$ref: '#/components/schemas/Outer/properties/inner'}}}
Outer: {type: object, properties: {inner: {type: string}}}
Lonely: {type: object, properties: {a: {$ref: '#/components/schemas/Self'}}}
Self: {type: object, properties: {a: {$ref: '#/components/schemas/Self'}}}
x-note: {type: string}",
        ) + "  responses: {Gone: {description: Gone.}}
  parameters: {page: {name: page, in: query, schema: {type: string}}}
  securitySchemes: {key: {type: apiKey, in: header, name: key}}
"),
        &expect![[r#"
            warning[unused-component]: nothing refers to the schema `Lonely`
              --> openapi.yaml:13:5
               |
            13 |     Lonely: {type: object, properties: {a: {$ref: '#/components/schemas/Self'}}}
               |     ^^^^^^
               |
               = help: take it out, or refer to it

            warning[unused-component]: nothing refers to the schema `Self`
              --> openapi.yaml:14:5
               |
            14 |     Self: {type: object, properties: {a: {$ref: '#/components/schemas/Self'}}}
               |     ^^^^
               |
               = help: take it out, or refer to it

            warning[unused-component]: nothing refers to the response `Gone`
              --> openapi.yaml:16:15
               |
            16 |   responses: {Gone: {description: Gone.}}
               |               ^^^^
               |
               = help: take it out, or refer to it

            warning[unused-component]: nothing refers to the parameter `page`
              --> openapi.yaml:17:16
               |
            17 |   parameters: {page: {name: page, in: query, schema: {type: string}}}
               |                ^^^^
               |
               = help: take it out, or refer to it

            warning[unused-component]: nothing refers to the security scheme `key`
              --> openapi.yaml:18:21
               |
            18 |   securitySchemes: {key: {type: apiKey, in: header, name: key}}
               |                     ^^^
               |
               = help: take it out, or refer to it
        "#]],
    );
}

#[test]
fn components_that_are_used_without_being_referred_to() {
    passes(
        Code::UnusedComponent,
        &(String::from("security: [{key: []}]\n")
            + &schemas(
                "Body:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {dog: Dog}}
Dog: {allOf: [{$ref: '#/components/schemas/Body'}, {type: object}]}
Cat: {allOf: [{$ref: '#/components/schemas/Body'}, {$ref: '#/components/schemas/Fur'}]}
Fur: {type: object, properties: {soft: {type: boolean}}}",
            )
            + "  securitySchemes: {key: {type: apiKey, in: header, name: key}}\n"),
    );
}

#[test]
fn what_is_acknowledged_is_apart() {
    let document = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {post: {operationId: act, responses: {default: {description: Done.}}}}
  /b: {post: {operationId: other, responses: {default: {description: Done.}}}}
";
    let known =
        "[{rule: unsafe-retry, place: '#/paths/~1a/*', reason: It is told apart by its time.}]";
    let source = Source::from_memory(&[("openapi.yaml", document)]);
    let file = Source::from_memory(&[("acknowledged.yaml", known)]);
    let rules: Vec<&str> = rules().collect();
    let (mut known, faults) = Acknowledgements::read(&file, &rules);
    assert!(faults.is_empty());
    let lint = Lint::of(crate::lint(&source), &source, &mut known);
    let open: Vec<_> =
        lint.open.iter().map(|it| it.place.pointer().map(|at| at.to_string())).collect();
    assert_eq!(open, [Some("#/paths/~1b/post".to_owned())]);
    let reasons: Vec<_> = lint.acknowledged.iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(reasons, ["It is told apart by its time."]);
    assert_eq!(known.unused(|_| true).count(), 0);
}

#[test]
fn what_cannot_be_read_cannot_be_acknowledged() {
    let source = Source::from_memory(&[("openapi.yaml", "swagger: '2.0'\n")]);
    let file = Source::from_memory(&[(
        "acknowledged.yaml",
        "[{rule: unsupported-version, place: '#/**', reason: no}, {rule: not-openapi, place: '#/**', reason: no}]",
    )]);
    let rules: Vec<&str> = rules().collect();
    let (mut known, _) = Acknowledgements::read(&file, &rules);
    let lint = Lint::of(crate::lint(&source), &source, &mut known);
    assert!(lint.acknowledged.is_empty() && lint.open.has_errors());
}
