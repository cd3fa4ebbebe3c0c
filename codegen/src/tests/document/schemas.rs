//! Schemas that contradict themselves.

use expect_test::expect;

use super::check_schema;

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
    for sound in ["^[]a]+(?:b|c)*?$", "\\d{3}", "a{2,}", "(?<n>x)", "(?=a)", "]", "}", "[(]", ""] {
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
    "#]],
    );
}
