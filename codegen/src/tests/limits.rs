//! Limits of what is sent: the tables, the parameters, and what is left to the server.

use expect_test::{Expect, expect};

use super::lower::file;

/// A document with an operation that takes `parameters` and a body of the schema `Body`.
fn document(parameters: &str, schemas: &str) -> String {
    let indented = |text: &str, by: usize| {
        let indent = " ".repeat(by);
        text.lines().fold(String::new(), |text, line| text + &indent + line + "\n")
    };
    format!(
        "openapi: 3.0.3
info: {{title: Test, version: '1'}}
paths:
  /a/{{id}}:
    post:
      operationId: change
      parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}}}
{}      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Body'}}}}}}}}
      responses: {{'200': {{description: Done., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Answer'}}}}}}}}}}
components:
  schemas:
    Answer: {{type: object, properties: {{a: {{type: string, maxLength: 1}}}}}}
{}",
        indented(parameters, 6),
        indented(schemas, 4),
    )
}

/// The tables of the schemas, `Body` being what is sent.
fn tables(schemas: &str, expected: &Expect) {
    let text = file(&document("", schemas), "src/limits.rs");
    let start = text.find("limits_of! {").unwrap_or(text.len());
    let said = text.find("// @generated").unwrap_or(text.len());
    expected.assert_eq(&format!("{}{}", &text[..said], &text[start..]));
}

/// The lines of the operation that have limits.
fn operation(parameters: &str, schemas: &str, expected: &Expect) {
    let text = file(&document(parameters, schemas), "src/operations/operations.rs");
    let text = if text.is_empty() {
        file(&document(parameters, schemas), "src/operations/default.rs")
    } else {
        text
    };
    let start = text.find("request! ").unwrap_or_default();
    let text = text.get(start..).unwrap_or_default();
    let end = text.find(" }\n").unwrap_or(text.len());
    expected.assert_eq(&format!("{}\n", text.get(..end).unwrap_or_default()));
}

#[test]
fn each_type_that_is_sent_has_a_table_if_it_demands_anything() {
    tables(
        "Body:
  type: object
  minProperties: 1
  properties:
    tags: {type: array, maxItems: 25, uniqueItems: true, items: {type: string, minLength: 1, maxLength: 100}}
    grid: {type: array, items: {type: array, minItems: 2, items: {type: integer, minimum: 0, maximum: 9007199254740993}}}
    price: {type: number, multipleOf: 0.1, minimum: 0, exclusiveMinimum: true, maximum: 1000000, exclusiveMaximum: true}
    step: {type: integer, multipleOf: 5}
    id: {$ref: '#/components/schemas/Id'}
    short: {allOf: [{$ref: '#/components/schemas/Id'}], maxLength: 5}
    child: {$ref: '#/components/schemas/Body'}
    free: {$ref: '#/components/schemas/Free'}
    state: {type: string, enum: [a, b], maxLength: 1}
    inner: {type: object, maxProperties: 3, properties: {a: {type: string}}}
    sizes: {type: object, maxProperties: 2, additionalProperties: {type: integer, minimum: 1}}
    any: {maxLength: 3, maxItems: 2}
    flag: {type: boolean}
    zero: {type: string, minLength: 0}
Id: {type: string, pattern: '^[a-z]+$', minLength: 2}
Free: {type: object, properties: {a: {$ref: '#/components/schemas/Free'}, b: {type: string}}}
Unsent: {type: object, properties: {a: {type: string, maxLength: 1}}}",
        &expect![[r#"
            limits_of! { Body: Limit::MinMembers(1),
                Limit::Member("tags", &[Limit::MaxItems(25), Limit::UniqueItems, Limit::Items(&[Limit::MinLength(1), Limit::MaxLength(100)])]),
                Limit::Member("grid", &[Limit::Items(&[Limit::MinItems(2), Limit::Items(&[Limit::Minimum("0"), Limit::Maximum("9007199254740993")])])]),
                Limit::Member("price", &[Limit::Above("0"), Limit::Below("1000000"), Limit::MultipleOf("0.1")]),
                Limit::Member("step", &[Limit::MultipleOf("5")]), Limit::Member("id", &[Limit::Of(&Id)]),
                Limit::Member("short", &[Limit::Of(&Id), Limit::MinLength(2), Limit::MaxLength(5), Limit::Pattern("^[a-z]+$")]),
                Limit::Member("child", &[Limit::Of(&Body)]), Limit::Member("inner", &[Limit::Of(&BodyInner)]),
                Limit::Member("sizes", &[Limit::MaxMembers(2), Limit::Values(&[Limit::Minimum("1")])]),
                Limit::Member("any", &[Limit::MaxLength(3), Limit::MaxItems(2)]) }
            limits_of! { Id: Limit::MinLength(2), Limit::Pattern("^[a-z]+$") }
            limits_of! { BodyInner: Limit::MaxMembers(3) }
        "#]],
    );
}

#[test]
fn members_beside_limited_others_are_listed() {
    tables(
        "Body:
  type: object
  properties: {id: {type: string}, n: {type: integer, maximum: 3}}
  additionalProperties: {type: string, maxLength: 3}",
        &expect![[r#"
            limits_of! { Body: Limit::Member("id", &[]), Limit::Member("n", &[Limit::Maximum("3")]),
                Limit::Rest(&[Limit::MaxLength(3)]) }
        "#]],
    );
}

#[test]
fn members_whose_type_demands_nothing_are_none_of_the_rest() {
    tables(
        "Body:
  type: object
  properties: {e: {type: string, enum: [aaaa, bb]}, p: {$ref: '#/components/schemas/Plain'}}
  additionalProperties: {type: string, maxLength: 3}
Free:
  type: object
  properties: {p: {$ref: '#/components/schemas/Plain'}}
  additionalProperties: {$ref: '#/components/schemas/Plain'}
Plain: {type: object, properties: {a: {type: string}}}",
        &expect![[r#"
            limits_of! { Body: Limit::Member("e", &[]), Limit::Member("p", &[]), Limit::Rest(&[Limit::MaxLength(3)]) }
        "#]],
    );
}

/// A key is what it is, also where it looks like the path to a table.
#[test]
fn keys_of_limits_are_as_they_are() {
    tables(
        "Body: {type: object, properties: {'&crate::limits::x': {$ref: '#/components/schemas/Id'}}}
Id: {type: string, maxLength: 3}",
        &expect![[r#"
            limits_of! { Body: Limit::Member("&crate::limits::x", &[Limit::Of(&Id)]) }
            limits_of! { Id: Limit::MaxLength(3) }
        "#]],
    );
}

#[test]
fn alternatives_are_limited_where_they_are_told_from_outside() {
    tables(
        "Body:
  type: object
  properties:
    tagged:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}
    kinds: {oneOf: [{type: string, maxLength: 3}, {type: array, items: {type: integer}, maxItems: 2}, {type: boolean}]}
    keys: {oneOf: [{$ref: '#/components/schemas/ByName'}, {$ref: '#/components/schemas/ByPlace'}]}
    alike: {oneOf: [{$ref: '#/components/schemas/ByName'}, {$ref: '#/components/schemas/Either'}]}
    or_null: {anyOf: [{type: string, maxLength: 7}, {enum: [null]}]}
    many: {oneOf: [{$ref: '#/components/schemas/ByName'}, {type: array, items: {$ref: '#/components/schemas/ByName'}}]}
Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer, maximum: 9}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string}}}
ByName: {type: object, required: [name], properties: {name: {type: string, maxLength: 5}}}
ByPlace: {type: object, required: [place], properties: {place: {type: string, minLength: 1}}}
Either: {type: object, required: [x], properties: {x: {type: string}, name: {type: string}}}",
        &expect![[r#"
            limits_of! { Body: Limit::Member("tagged", &[Limit::Of(&BodyTagged)]),
                Limit::Member("kinds", &[Limit::Of(&BodyKinds)]), Limit::Member("keys", &[Limit::Of(&BodyKeys)]),
                Limit::Member("or_null", &[Limit::MaxLength(7)]),
                Limit::Member("many", &[Limit::Of(&ByName), Limit::Items(&[Limit::Of(&ByName)])]) }
            limits_of! { Cat: Limit::Member("lives", &[Limit::Maximum("9")]) }
            limits_of! { ByName: Limit::Member("name", &[Limit::MaxLength(5)]) }
            limits_of! { ByPlace: Limit::Member("place", &[Limit::MinLength(1)]) }
            limits_of! { BodyTagged:
                Limit::Choice(&[(crate::runtime::Test::Tag("kind", "cat"), &[Limit::Of(&Cat)]), (crate::runtime::Test::Tag("kind", "dog"), &[])]) }
            limits_of! { BodyKinds:
                Limit::Choice(&[(crate::runtime::Test::Kind(&[crate::runtime::Kind::String]), &[Limit::MaxLength(3)]), (crate::runtime::Test::Kind(&[crate::runtime::Kind::Array]), &[Limit::MaxItems(2)]), (crate::runtime::Test::Kind(&[crate::runtime::Kind::Boolean]), &[])]) }
            limits_of! { BodyKeys:
                Limit::Choice(&[(crate::runtime::Test::Keys(&["name"]), &[Limit::Of(&ByName)]), (crate::runtime::Test::Keys(&["place"]), &[Limit::Of(&ByPlace)])]) }
        "#]],
    );
}

#[test]
fn blanks_of_patterns_are_kept() {
    operation(
        r#"- {name: q, in: query, schema: {type: string, pattern: '^[\w ]+$'}}
- {name: two, in: query, schema: {type: string, pattern: '^\"a  \\b$'}}"#,
        "Body: {type: string}",
        &expect![[r#"
            request! { Change(Call) by change, POST "/a/{id}" [path "id", query "q".limited(&[Limit::Pattern("^[\\w ]+$")]),
                query "two".limited(&[Limit::Pattern("^\\\"a  \\\\b$")])] sends "application/json" -> json models::Answer
        "#]],
    );
}

/// A schema takes members that it does not name. What has those that another requires may be meant as that.
#[test]
fn an_object_that_may_be_of_several_alternatives_is_held_to_none() {
    tables(
        "Body:
  type: object
  properties:
    all_keys: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}]}
    tried: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Bank'}, {$ref: '#/components/schemas/Iban'}]}
    open: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Open'}]}
    closed: {oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Closed'}]}
Card: {type: object, required: [number, expiry], properties: {number: {type: string, maxLength: 5}, expiry: {type: string}}}
Bank: {type: object, required: [account], properties: {account: {type: string}, name: {type: string}}}
Iban: {type: object, required: [name], properties: {name: {type: string}}}
Open: {type: object, properties: {x: {type: string}}}
Closed: {type: object, additionalProperties: false, properties: {x: {type: string}}}",
        &expect![[r#"
            limits_of! { Body: Limit::Member("all_keys", &[Limit::Of(&BodyAllKeys)]),
                Limit::Member("tried", &[Limit::Of(&BodyTried)]), Limit::Member("closed", &[Limit::Of(&BodyClosed)]) }
            limits_of! { Card: Limit::Member("number", &[Limit::MaxLength(5)]) }
            limits_of! { BodyAllKeys:
                Limit::Choice(&[(crate::runtime::Test::Keys(&["number", "expiry"]), &[Limit::Of(&Card)]), (crate::runtime::Test::Keys(&["account"]), &[])]) }
            limits_of! { BodyTried:
                Limit::Choice(&[(crate::runtime::Test::Keys(&["number", "expiry"]), &[Limit::Of(&Card)]), (crate::runtime::Test::Keys(&["account"]), &[]), (crate::runtime::Test::Keys(&["name"]), &[])]) }
            limits_of! { BodyClosed:
                Limit::Choice(&[(crate::runtime::Test::Keys(&["number", "expiry"]), &[Limit::Of(&Card)])]) }
        "#]],
    );
}

#[test]
fn parameters_have_theirs_in_the_operation() {
    operation(
        "- {name: q, in: query, schema: {type: string, minLength: 1, maxLength: 3, pattern: '^\\d+$'}}
- {name: ids, in: query, style: form, explode: false, schema: {type: array, maxItems: 2, items: {type: integer, minimum: 1}}}
- {name: name, in: header, schema: {$ref: '#/components/schemas/Name'}}
- {name: sort, in: query, schema: {type: string, enum: [up, down], maxLength: 4}}
- {name: both, in: query, schema: {oneOf: [{type: string, maxLength: 3}, {type: integer}]}}",
        "Body: {type: object, properties: {name: {$ref: '#/components/schemas/Name'}}}
Name: {type: string, maxLength: 7}",
        &expect![[r#"
            request! { Change(Gathered<models::Body>: optional) by change, POST "/a/{id}" [path "id",
                query "q".limited(&[Limit::MinLength(1), Limit::MaxLength(3), Limit::Pattern("^\\d+$")]),
                query "ids".exploded(false).limited(&[Limit::MaxItems(2), Limit::Items(&[Limit::Minimum("1")])]),
                header "name".limited(&[Limit::Of(&crate::limits::Name)]), query "sort", query "both"]
                sends "application/json" within [crate::limits::Body] -> json models::Answer
        "#]],
    );
}

#[test]
fn parameters_that_are_sent_by_their_json_have_those_of_their_types() {
    let filter = "Filter: {type: object, properties: {a: {type: string, maxLength: 1}}}
Body: {type: object}";
    operation(
        "- {name: f, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/Filter'}}}}
- {name: d, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Filter'}}
- {name: l, in: query, schema: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Filter'}}}",
        filter,
        &expect![[r#"
            request! { Change(Call) by change, POST "/a/{id}" [path "id",
                query "f".limited(&[Limit::Of(&crate::limits::Filter)]),
                query "d".styled(crate::runtime::Style::DeepObject).exploded(false).limited(&[Limit::Of(&crate::limits::Filter)]),
                query "l".limited(&[Limit::MaxItems(2), Limit::Items(&[Limit::Of(&crate::limits::Filter)])])]
                sends "application/json" -> json models::Answer
        "#]],
    );
}

/// What has none of the tags of a hierarchy is held to the limits of its base.
#[test]
fn a_base_is_limited_as_its_heirs_are() {
    tables(
        "Body: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string, maxLength: 5}}, discriminator: {propertyName: kind, mapping: {cat: Cat}}}
Cat: {allOf: [{$ref: '#/components/schemas/Body'}], properties: {lives: {type: integer, maximum: 9}}}",
        &expect![[r#"
            limits_of! { Body:
                Limit::Choice(&[(crate::runtime::Test::Tag("kind", "cat"), &[Limit::Of(&Cat)]), (crate::runtime::Test::Kind(&[crate::runtime::Kind::Object]), &[Limit::Of(&BodyBase)])]) }
            limits_of! { Cat: Limit::Member("name", &[Limit::MaxLength(5)]),
                Limit::Member("lives", &[Limit::Maximum("9")]) }
            limits_of! { BodyBase: Limit::Member("name", &[Limit::MaxLength(5)]) }
        "#]],
    );
}

#[test]
fn what_demands_nothing_costs_nothing() {
    operation(
        "",
        "Body: {type: object, properties: {a: {type: string}}}",
        &expect![[r#"
            request! { Change(Gathered<models::Body>: optional) by change, POST "/a/{id}" [path "id"]
                sends "application/json" -> json models::Answer
        "#]],
    );
    tables("Body: {type: object, properties: {a: {type: string}}}", &expect![[r#""#]]);
}

#[test]
fn a_pattern_that_the_client_cannot_check_is_told_and_left_out() {
    tables(
        "Body:
  type: object
  properties:
    a: {type: string, pattern: '^(?!x)', maxLength: 3}
    b: {type: string, pattern: '^\\s[[]$'}",
        &expect![[r#"
            note[unchecked-pattern]: the client does not check the pattern `^(?!x)` before it sends
              --> openapi.yaml:17:9
               |
            17 |         a: {type: string, pattern: '^(?!x)', maxLength: 3}
               |         ^
            limits_of! { Body: Limit::Member("a", &[Limit::MaxLength(3)]),
                Limit::Member("b", &[Limit::Pattern("^\\s[[]$")]) }
        "#]],
    );
}

#[test]
fn the_feature_is_on_where_a_pattern_is_sent() {
    let default = |schemas: &str| {
        let manifest = file(&document("", schemas), "Cargo.toml");
        manifest.lines().find(|line| line.starts_with("default")).map(str::to_owned)
    };
    let with = "Body: {type: object, properties: {a: {type: string, pattern: '^a'}}}";
    let without = "Body: {type: object, properties: {a: {type: string}}}
Other: {type: string, pattern: '^a'}";
    assert_eq!(default(with).as_deref(), Some(r#"default = ["rustls", "patterns"]"#));
    assert_eq!(default(without).as_deref(), Some(r#"default = ["rustls"]"#));
}
