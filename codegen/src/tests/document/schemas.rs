//! Schemas that contradict themselves.

use expect_test::expect;

use super::{check_components, check_schema};

#[test]
fn contradictory_limits() {
    check_schema(
        "3.0.3",
        "minLength: 2\nmaxLength: 1",
        &expect![[r#"
            error[contradictory-schema]: `minLength` is more than `maxLength`: no value satisfies both
             --> openapi.yaml:7:18
              |
            7 |       minLength: 2
              |                  ^
              |
             ::: openapi.yaml:8:18
              |
            8 |       maxLength: 1
              |                  - the upper limit
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
    check_schema(
        "3.0.3",
        "minimum: 2\nmaximum: 1.5",
        &expect![[r#"
            error[contradictory-schema]: `minimum` is more than `maximum`: no value satisfies both
             --> openapi.yaml:7:16
              |
            7 |       minimum: 2
              |                ^
              |
             ::: openapi.yaml:8:16
              |
            8 |       maximum: 1.5
              |                --- the upper limit
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
    check_schema("3.0.3", "minimum: 2\nmaximum: 2", &expect![[""]]);
    check_schema(
        "3.0.3",
        "minimum: 2\nmaximum: 2\nexclusiveMaximum: true",
        &expect![[r#"
            error[contradictory-schema]: no number lies between the limits
             --> openapi.yaml:7:16
              |
            7 |       minimum: 2
              |                ^
              |
             ::: openapi.yaml:8:16
              |
            8 |       maximum: 2
              |                - the upper limit
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
    check_schema(
        "3.1.0",
        "exclusiveMinimum: 3\nmaximum: 2",
        &expect![[r#"
            error[contradictory-schema]: no number lies between the limits
             --> openapi.yaml:7:25
              |
            7 |       exclusiveMinimum: 3
              |                         ^
              |
             ::: openapi.yaml:8:16
              |
            8 |       maximum: 2
              |                - the upper limit
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: array\nitems: {}\nminItems: 3\nmaxItems: 2",
        &expect![[r#"
            error[contradictory-schema]: `minItems` is more than `maxItems`: no value satisfies both
              --> openapi.yaml:9:17
               |
             9 |       minItems: 3
               |                 ^
               |
              ::: openapi.yaml:10:17
               |
            10 |       maxItems: 2
               |                 - the upper limit
               |
               = help: correct one of the keywords, or leave it out
        "#]],
    );
}

#[test]
fn contradictory_values() {
    check_schema(
        "3.0.3",
        "type: string\nenum: []",
        &expect![[r#"
            warning[contradictory-schema]: `enum` lists no value, so that none would be possible; it is ignored
             --> openapi.yaml:8:7
              |
            8 |       enum: []
              |       ^^^^
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: string\nenum: [1, 2]",
        &expect![[r#"
        error[contradictory-schema]: `1` is not of the type `string`
         --> openapi.yaml:8:14
          |
        8 |       enum: [1, 2]
          |              ^
          |
         ::: openapi.yaml:7:13
          |
        7 |       type: string
          |             ------ the type
          |
          = help: write it in quotes: "1"

        error[contradictory-schema]: `2` is not of the type `string`
         --> openapi.yaml:8:17
          |
        8 |       enum: [1, 2]
          |                 ^
          |
         ::: openapi.yaml:7:13
          |
        7 |       type: string
          |             ------ the type
          |
          = help: write it in quotes: "2"
    "#]],
    );
    check_schema(
        "3.0.3",
        "type: string\nenum: [a, ~, a]",
        &expect![[r#"
            warning[contradictory-schema]: `null` is not of the type `string`
             --> openapi.yaml:8:17
              |
            8 |       enum: [a, ~, a]
              |                 ^
              |
             ::: openapi.yaml:7:13
              |
            7 |       type: string
              |             ------ the type
              |
              = help: say that the schema is nullable

            warning[repeated-name]: the value `"a"` is listed twice
             --> openapi.yaml:8:20
              |
            8 |       enum: [a, ~, a]
              |              -     ^
              |              |
              |              first here
              |
              = help: keep one of them
        "#]],
    );
    check_schema(
        "3.1.0",
        "type: integer\nconst: a",
        &expect![[r#"
            error[contradictory-schema]: `"a"` is not of the type `integer`
             --> openapi.yaml:8:14
              |
            8 |       const: a
              |              ^
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
}

#[test]
fn mismatched_defaults() {
    check_schema(
        "3.0.3",
        "type: string\ndefault: 1",
        &expect![[r#"
            warning[mismatched-default]: the default `1` is not of the type `string`
             --> openapi.yaml:8:16
              |
            8 |       default: 1
              |                ^
              |
              = help: correct the default or the schema
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: string\nenum: [a]\ndefault: b",
        &expect![[r#"
            warning[mismatched-default]: the default `"b"` is none of the values in `enum`
             --> openapi.yaml:9:16
              |
            9 |       default: b
              |                ^
              |
              = help: correct the default or the schema
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: number\nnullable: true\nenum: [1, 2.5, ~]\ndefault: 1",
        &expect![[""]],
    );
}

#[test]
fn contradictory_objects() {
    check_schema(
        "3.0.3",
        "required: [a, a]",
        &expect![[r#"
            warning[repeated-name]: the name `"a"` is listed twice
             --> openapi.yaml:7:21
              |
            7 |       required: [a, a]
              |                  -  ^
              |                  |
              |                  first here
              |
              = help: keep one of them
        "#]],
    );
    check_schema(
        "3.0.3",
        "required: [idd, x]\nproperties: {id: {}}\nadditionalProperties: false",
        &expect![[r#"
        error[contradictory-schema]: `idd` is required, and no such property is allowed
         --> openapi.yaml:7:18
          |
        7 |       required: [idd, x]
          |                  ^^^
          |
          = help: did you mean `id`?

        error[contradictory-schema]: `x` is required, and no such property is allowed
         --> openapi.yaml:7:23
          |
        7 |       required: [idd, x]
          |                       ^
          |
          = help: add it to `properties`, or allow additional properties
    "#]],
    );
    check_schema(
        "3.0.3",
        "allOf: [{type: object}, {allOf: [{type: string}]}]",
        &expect![[r#"
            error[contradictory-schema]: this part of `allOf` has another type than the parts before it: no value has both
             --> openapi.yaml:7:31
              |
            7 |       allOf: [{type: object}, {allOf: [{type: string}]}]
              |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: correct one of the keywords, or leave it out
        "#]],
    );
    check_schema(
        "3.0.3",
        "allOf: [{type: integer}, {type: number, nullable: true}]",
        &expect![[""]],
    );
}

#[test]
fn patterns() {
    for sound in [
        "^[]a]+(?:b|c)*?$",
        "\\d{3}",
        "a{2,}",
        "(?<n>x)",
        "(?=a)",
        "]",
        "}",
        "[(]",
        "[^]*",
        "([]|a)",
        "",
    ] {
        assert_eq!(crate::document::pattern_fault(sound), None, "{sound}");
    }
    check_schema(
        "3.0.3",
        "type: string\npattern: '(a'",
        &expect![[r#"
            warning[invalid-pattern]: this is no regular expression: a `(` is not closed
             --> openapi.yaml:8:16
              |
            8 |       pattern: '(a'
              |                ^^^^
              |
              = help: write a regular expression of ECMA-262
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: string\npattern: '[a'",
        &expect![[r#"
            warning[invalid-pattern]: this is no regular expression: a `[` is not closed
             --> openapi.yaml:8:16
              |
            8 |       pattern: '[a'
              |                ^^^^
              |
              = help: write a regular expression of ECMA-262
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: string\npattern: 'a)'",
        &expect![[r#"
            warning[invalid-pattern]: this is no regular expression: a `)` closes nothing
             --> openapi.yaml:8:16
              |
            8 |       pattern: 'a)'
              |                ^^^^
              |
              = help: write a regular expression of ECMA-262
        "#]],
    );
    check_schema(
        "3.0.3",
        "type: string\npattern: '*.txt'",
        &expect![[r#"
            warning[invalid-pattern]: this is no regular expression: there is nothing to repeat
             --> openapi.yaml:8:16
              |
            8 |       pattern: '*.txt'
              |                ^^^^^^^
              |
              = help: write a regular expression of ECMA-262
        "#]],
    );
}

#[test]
fn lists_of_no_schema() {
    check_schema(
        "3.0.3",
        "properties:\n  a: {oneOf: []}\n  b: {anyOf: []}\n  c: {allOf: []}",
        &expect![[r#"
            error[contradictory-schema]: `oneOf` lists no schema: no value is possible
             --> openapi.yaml:8:13
              |
            8 |         a: {oneOf: []}
              |             ^^^^^
              |
              = help: list a schema, or leave the keyword out

            error[contradictory-schema]: `anyOf` lists no schema: no value is possible
             --> openapi.yaml:9:13
              |
            9 |         b: {anyOf: []}
              |             ^^^^^
              |
              = help: list a schema, or leave the keyword out

            warning[contradictory-schema]: `allOf` lists no schema; it is ignored
              --> openapi.yaml:10:13
               |
            10 |         c: {allOf: []}
               |             ^^^^^
               |
               = help: list a schema, or leave the keyword out
        "#]],
    );
}

#[test]
fn steps_that_lead_nowhere() {
    check_schema(
        "3.0.3",
        "properties:\n  a: {type: integer, multipleOf: 0}\n  b: {type: number, multipleOf: -0.5}\n  c: {type: number, multipleOf: 0.01}",
        &expect![[r#"
            error[invalid-value]: `multipleOf` must be more than 0
             --> openapi.yaml:8:40
              |
            8 |         a: {type: integer, multipleOf: 0}
              |                                        ^
              |
              = help: leave it out, or give the step between two values

            error[invalid-value]: `multipleOf` must be more than 0
             --> openapi.yaml:9:39
              |
            9 |         b: {type: number, multipleOf: -0.5}
              |                                       ^^^^
              |
              = help: leave it out, or give the step between two values
        "#]],
    );
}

#[test]
fn lists_of_unknown_items() {
    check_schema(
        "3.0.3",
        "type: array",
        &expect![[r#"
        warning[missing-keyword]: a schema of the type `array` must have `items`; any items are taken
         --> openapi.yaml:7:13
          |
        7 |       type: array
          |             ^^^^^
          |
          = help: describe them, or write `items: {}` if they can be anything
    "#]],
    );
    check_schema("3.0.3", "type: array\nitems: {}", &expect![[""]]);
    check_schema("3.1.0", "type: array", &expect![[""]]);
}

#[test]
fn limits_of_parts_that_contradict_each_other() {
    check_schema(
        "3.0.3",
        "allOf:\n- {type: integer, minimum: 5}\n- {type: integer, maximum: 3}",
        &expect![[r#"
            error[contradictory-schema]: `minimum` is more than `maximum` in these parts: no value has both
             --> openapi.yaml:7:7
              |
            7 |       allOf:
              |       ^^^^^
              |
             ::: openapi.yaml:8:34
              |
            8 |       - {type: integer, minimum: 5}
              |                                  - the lower limit
              |
             ::: openapi.yaml:9:34
              |
            9 |       - {type: integer, maximum: 3}
              |                                  - the upper limit
              |
              = help: let the parts have limits between which there is a value
        "#]],
    );
    check_components(
        "schemas:\n  A: {type: string, minLength: 5}\n  B: {allOf: [{$ref: '#/components/schemas/A'}]}\n  C:\n    maxLength: 3\n    allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]",
        &expect![[r#"
            error[contradictory-schema]: `minLength` is more than `maxLength` in these parts: no value has both
              --> openapi.yaml:10:7
               |
            10 |       allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]
               |       ^^^^^
               |
              ::: openapi.yaml:6:34
               |
             6 |     A: {type: string, minLength: 5}
               |                                  - the lower limit
               |
              ::: openapi.yaml:9:18
               |
             9 |       maxLength: 3
               |                  - the upper limit
               |
               = help: let the parts have limits between which there is a value

            error[circular-all-of]: this part of `allOf` leads back to the schema itself
              --> openapi.yaml:10:56
               |
            10 |       allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]
               |                                                        ^^^^^^^^^^^^^^^^^^^^^^^^
               |
              ::: openapi.yaml:8:5
               |
             8 |     C:
               |     - the schema
               |
               = help: take the part out of `allOf`; a schema may hold itself in a property
        "#]],
    );
    check_schema("3.0.3", "allOf: [{minimum: 1}, {minimum: 2, maximum: 2}]", &expect![[""]]);
}
