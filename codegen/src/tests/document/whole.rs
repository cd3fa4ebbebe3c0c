//! The document as a whole, and the keywords of its objects.

use expect_test::expect;

use super::super::check;
use super::{check_components, check_paths, check_schema, with};

#[test]
fn a_sound_document_has_no_faults() {
    check_paths(
        "/a/{id}:\n  parameters:\n  - {name: id, in: path, required: true, schema: {type: string}}\n  get:\n    operationId: a\n    responses: {'200': {description: ''}}",
        &expect![[""]],
    );
}

#[test]
fn versions() {
    check(
        "swagger: '2.0'\npaths: {}\n",
        &expect![[r#"
        error[unsupported-version]: this is a Swagger 2.0 document; OpenAPI 3 is needed
         --> openapi.yaml:1:10
          |
        1 | swagger: '2.0'
          |          ^^^^^
          |
          = help: convert it: npx swagger2openapi --outfile openapi.yaml FILE
    "#]],
    );
    check(
        "openapi: 4.0.0\n",
        &expect![[r#"
        error[unsupported-version]: the OpenAPI version `4.0.0` is not supported
         --> openapi.yaml:1:10
          |
        1 | openapi: 4.0.0
          |          ^^^^^
          |
          = help: versions 3.0 and 3.1 are
    "#]],
    );
    check(
        "openapi: 3\n",
        &expect![[r#"
        error[unsupported-version]: the OpenAPI version `3` is not supported
         --> openapi.yaml:1:10
          |
        1 | openapi: 3
          |          ^
          |
          = help: versions 3.0 and 3.1 are
    "#]],
    );
    check(
        "opnapi: 3.0.3\n",
        &expect![[r#"
        error[not-openapi]: this is not an OpenAPI document: it has no `openapi`
         --> openapi.yaml:1:1
          |
        1 | opnapi: 3.0.3
          | ^^^^^^
          |
          = help: an OpenAPI document starts with its version, such as `openapi: 3.0.3`
    "#]],
    );
    check(
        "- openapi: 3.0.3\n",
        &expect![[r#"
            error[not-openapi]: this is not an OpenAPI document: the outermost value must be an object
             --> openapi.yaml:1:1
              |
            1 | - openapi: 3.0.3
              | ^^^^^^^^^^^^^^^^
              |
              = help: an OpenAPI document starts with its version, such as `openapi: 3.0.3`
        "#]],
    );
    check(
        &with("3.2.0", "paths", "{}"),
        &expect![[r#"
            warning[new-version]: OpenAPI 3.2 is read like 3.1; what is new in it is ignored
             --> openapi.yaml:1:10
              |
            1 | openapi: 3.2.0
              |          ^^^^^
              |
              = help: write the document in version 3.1 if nothing of 3.2 is needed
        "#]],
    );
}

#[test]
fn parts_that_must_be_there() {
    check(
        "openapi: 3.0.3\n",
        &expect![[r#"
            warning[missing-keyword]: the document must have `info`
             --> openapi.yaml:1:1
              |
            1 | openapi: 3.0.3
              | ^^^^^^^^^^^^^^
              |
              = help: add it

            warning[missing-keyword]: the document must have `paths`
             --> openapi.yaml:1:10
              |
            1 | openapi: 3.0.3
              |          ^^^^^
              |
              = help: add it
        "#]],
    );
    check(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n",
        &expect![[r#"
            warning[missing-keyword]: the document must have `paths`, or `components`, or `webhooks`
             --> openapi.yaml:1:10
              |
            1 | openapi: 3.1.0
              |          ^^^^^
              |
              = help: add it
        "#]],
    );
    check(&with("3.1.0", "webhooks", "{}"), &expect![""]);
}

#[test]
fn keywords() {
    check_paths(
        "/a:\n  get:\n    opertaionId: a\n    response: {}\n    colour: red",
        &expect![[r#"
            error[missing-operation-id]: `GET /a` has no `operationId`
             --> openapi.yaml:5:5
              |
            5 |     get:
              |     ^^^
              |
              = help: its method and path name it until there is one

            warning[missing-keyword]: an operation must have `responses`
             --> openapi.yaml:5:5
              |
            5 |     get:
              |     ^^^
              |
              = help: say at least which status a success has

            warning[unknown-keyword]: an operation has no keyword `opertaionId`
             --> openapi.yaml:6:7
              |
            6 |       opertaionId: a
              |       ^^^^^^^^^^^
              |
              = help: did you mean `operationId`?

            warning[unknown-keyword]: an operation has no keyword `response`
             --> openapi.yaml:7:7
              |
            7 |       response: {}
              |       ^^^^^^^^
              |
              = help: did you mean `responses`?

            warning[unknown-keyword]: an operation has no keyword `colour`
             --> openapi.yaml:8:7
              |
            8 |       colour: red
              |       ^^^^^^
              |
              = help: names of extensions start with `x-`
        "#]],
    );
    check(
        "openapi: 3.0.3\ninfo: {title: 1, version: 1.10}\npaths: {}\nservers: {}\ntags: ~\n",
        &expect![[r#"
            warning[mistyped-keyword]: `title` must be text, and this is a number
             --> openapi.yaml:2:15
              |
            2 | info: {title: 1, version: 1.10}
              |               ^
              |
              = help: write it in quotes

            warning[mistyped-keyword]: `version` must be text, and this is a number
             --> openapi.yaml:2:27
              |
            2 | info: {title: 1, version: 1.10}
              |                           ^^^^
              |
              = help: write it in quotes

            error[mistyped-keyword]: `servers` must be a list, and this is an object
             --> openapi.yaml:4:1
              |
            4 | servers: {}
              | ^^^^^^^
              |
              = help: give it a value of that type, or leave the keyword out

            warning[mistyped-keyword]: `tags` must be a list, and this is empty (null)
             --> openapi.yaml:5:7
              |
            5 | tags: ~
              |       ^
              |
              = help: give it a value of that type, or leave the keyword out
        "#]],
    );
    check_components(
        "responses:\n  R: {content: {}}\n  S: text",
        &expect![[r#"
            warning[missing-keyword]: a response must have `description`
             --> openapi.yaml:6:5
              |
            6 |     R: {content: {}}
              |     ^
              |
              = help: add it

            error[mistyped-keyword]: a response must be an object, and this is text
             --> openapi.yaml:7:8
              |
            7 |     S: text
              |        ^^^^
              |
              = help: give it a value of that type, or leave the keyword out
        "#]],
    );
}

#[test]
fn keywords_of_schemas() {
    check_schema(
        "3.0.3",
        "type: strnig",
        &expect![[r#"
        error[invalid-value]: there is no type `strnig`
         --> openapi.yaml:7:13
          |
        7 |       type: strnig
          |             ^^^^^^
          |
          = help: did you mean `string`?
    "#]],
    );
    check_schema(
        "3.0.3",
        "type: file",
        &expect![[r#"
        error[invalid-value]: there is no type `file`
         --> openapi.yaml:7:13
          |
        7 |       type: file
          |             ^^^^
          |
          = help: the types are array, boolean, integer, null, number, object, string
    "#]],
    );
    check_schema(
        "3.0.3",
        "properties: {a: {type: string, required: true}}",
        &expect![[r#"
        error[mistyped-keyword]: `required` of a schema must be a list of property names, and this is a flag
         --> openapi.yaml:7:48
          |
        7 |       properties: {a: {type: string, required: true}}
          |                                                ^^^^
          |
          = help: list `a` in the `required` of the schema whose property it is
    "#]],
    );
    check_schema(
        "3.0.3",
        "minLength: -1\nmaxLength: 1.5\nmaxItems: 2.0",
        &expect![[r#"
            error[mistyped-keyword]: `minLength` must be an integer that is not negative
             --> openapi.yaml:7:18
              |
            7 |       minLength: -1
              |                  ^^
              |
              = help: give it a value of that type, or leave the keyword out

            error[mistyped-keyword]: `maxLength` must be an integer that is not negative
             --> openapi.yaml:8:18
              |
            8 |       maxLength: 1.5
              |                  ^^^
              |
              = help: give it a value of that type, or leave the keyword out
        "#]],
    );
}

#[test]
fn unknown_keywords_of_schemas() {
    check_schema(
        "3.0.3",
        "propertes: {}\nfoo: 1",
        &expect![[r#"
        warning[unknown-keyword]: a schema has no keyword `propertes`
         --> openapi.yaml:7:7
          |
        7 |       propertes: {}
          |       ^^^^^^^^^
          |
          = help: did you mean `properties`?

        warning[unknown-keyword]: a schema has no keyword `foo`
         --> openapi.yaml:8:7
          |
        8 |       foo: 1
          |       ^^^
          |
          = help: names of extensions start with `x-`
    "#]],
    );
    check_schema(
        "3.1.0",
        "propertes: {}\nfoo: 1",
        &expect![[r#"
        warning[unknown-keyword]: a schema has no keyword `propertes`
         --> openapi.yaml:7:7
          |
        7 |       propertes: {}
          |       ^^^^^^^^^
          |
          = help: did you mean `properties`?
    "#]],
    );
    check_schema(
        "3.0.3",
        "allOf: {}\nproperties: []\nitems: [{type: string}]",
        &expect![[r#"
            error[mistyped-keyword]: `allOf` must be a list, and this is an object
             --> openapi.yaml:7:7
              |
            7 |       allOf: {}
              |       ^^^^^
              |
              = help: give it a value of that type, or leave the keyword out

            error[mistyped-keyword]: `properties` must be an object, and this is a list
             --> openapi.yaml:8:7
              |
            8 |       properties: []
              |       ^^^^^^^^^^
              |
              = help: give it a value of that type, or leave the keyword out

            error[mistyped-keyword]: `items` must be an object, and this is a list
             --> openapi.yaml:9:7
              |
            9 |       items: [{type: string}]
              |       ^^^^^
              |
              = help: give it a value of that type, or leave the keyword out
        "#]],
    );
}

#[test]
fn forms_of_3_1_in_3_0() {
    check_schema(
        "3.0.3",
        "type: [string, 'null']\nconst: a",
        &expect![[r#"
            warning[newer-keyword]: `type` can be a list since OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:7:7
              |
            7 |       type: [string, 'null']
              |       ^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0

            warning[newer-keyword]: `type` can be `null` since OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:7:22
              |
            7 |       type: [string, 'null']
              |                      ^^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0

            warning[newer-keyword]: `const` came with OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:8:7
              |
            8 |       const: a
              |       ^^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0
        "#]],
    );
    check_schema(
        "3.0.3",
        "exclusiveMinimum: 3\nproperties: {a: true}",
        &expect![[r#"
            warning[newer-keyword]: `exclusiveMinimum` can be a number since OpenAPI 3.1, and the document says 3.0
             --> openapi.yaml:7:25
              |
            7 |       exclusiveMinimum: 3
              |                         ^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0

            warning[newer-keyword]: `true` and `false` are schemas since OpenAPI 3.1
             --> openapi.yaml:8:23
              |
            8 |       properties: {a: true}
              |                       ^^^^
              |
              = help: say `openapi: 3.1.0`, or write it in the form of 3.0
        "#]],
    );
}

#[test]
fn security() {
    check(&with("3.0.3", "paths: {}\nsecurity", "- {apikey: []}\ncomponents:\n  securitySchemes:\n    apiKey: {type: apikey}\n    b: {type: apiKey, in: body}").replace("\n  components", "\ncomponents"), &expect![[r#"
        error[unknown-security-scheme]: there is no security scheme `apikey`
         --> openapi.yaml:5:6
          |
        5 |   - {apikey: []}
          |      ^^^^^^
          |
          = help: did you mean `apiKey`?

        error[invalid-value]: `apikey` is not possible here
         --> openapi.yaml:8:22
          |
        8 |       apiKey: {type: apikey}
          |                      ^^^^^^
          |
          = help: did you mean `apiKey`?

        error[missing-keyword]: a security scheme of type `apiKey` must have `name`
         --> openapi.yaml:9:7
          |
        9 |       b: {type: apiKey, in: body}
          |       ^
          |
          = help: add it

        error[invalid-value]: `body` is not possible here
         --> openapi.yaml:9:29
          |
        9 |       b: {type: apiKey, in: body}
          |                             ^^^^
          |
          = help: it can be query or header or cookie
    "#]]);
}

#[test]
fn servers() {
    check(
        &with(
            "3.0.3",
            "paths: {}\nservers",
            "- url: 'https://{app}.example.com/{'\n  variables: {region: {default: x, enum: [us]}}",
        ),
        &expect![[r#"
            warning[server-variable]: the braces in this URL do not match
             --> openapi.yaml:5:10
              |
            5 |   - url: 'https://{app}.example.com/{'
              |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: every `{name}` in the URL needs a variable of that name, with a default, and every variable a place in the URL

            warning[server-variable]: there is no variable `app` for this URL
             --> openapi.yaml:5:10
              |
            5 |   - url: 'https://{app}.example.com/{'
              |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: every `{name}` in the URL needs a variable of that name, with a default, and every variable a place in the URL

            warning[server-variable]: the URL has no `{region}`
             --> openapi.yaml:6:17
              |
            6 |     variables: {region: {default: x, enum: [us]}}
              |                 ^^^^^^
              |
              = help: every `{name}` in the URL needs a variable of that name, with a default, and every variable a place in the URL

            warning[server-variable]: the default is none of the values in `enum`
             --> openapi.yaml:6:35
              |
            6 |     variables: {region: {default: x, enum: [us]}}
              |                                   ^
              |
              = help: every `{name}` in the URL needs a variable of that name, with a default, and every variable a place in the URL
        "#]],
    );
}
