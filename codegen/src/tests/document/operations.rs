//! Paths, operations, parameters, responses and their examples.

use expect_test::expect;

use super::super::{check, check_files};
use super::{check_components, check_paths, with};
use crate::source::Source;

#[test]
fn paths() {
    check_paths(
        "pets: {}\n/a/{b: {}\n/c/{d}: {}\n/c/{e}: {}",
        &expect![[r#"
            error[invalid-path]: the path `pets` does not start with `/`
             --> openapi.yaml:4:3
              |
            4 |   pets: {}
              |   ^^^^
              |
              = help: write `/pets`

            error[invalid-path]: the braces in `/a/{b` do not match
             --> openapi.yaml:5:3
              |
            5 |   /a/{b: {}
              |   ^^^^^
              |
              = help: write it like `/users/{id}`

            warning[ambiguous-path]: `/c/{e}` and `/c/{d}` match the same requests
             --> openapi.yaml:7:3
              |
            7 |   /c/{e}: {}
              |   ^^^^^^
              |
             ::: openapi.yaml:6:3
              |
            6 |   /c/{d}: {}
              |   ------ the other path
              |
              = help: make one path of the two, or let them differ outside of the braces
        "#]],
    );
}

#[test]
fn responses() {
    check_paths(
        "/a:\n  get:\n    operationId: a",
        &expect![[r#"
        warning[missing-keyword]: an operation must have `responses`
         --> openapi.yaml:5:5
          |
        5 |     get:
          |     ^^^
          |
          = help: say at least which status a success has
    "#]],
    );
    check_paths(
        "/a:\n  get:\n    operationId: a\n    responses: {20: {description: ''}, ok: {description: ''}, 4xx: {description: ''}}",
        &expect![[r#"
            error[invalid-status]: `20` is no status
             --> openapi.yaml:7:19
              |
            7 |       responses: {20: {description: ''}, ok: {description: ''}, 4xx: {description: ''}}
              |                   ^^
              |
              = help: statuses are three digits, such as 200, or ranges, such as 2XX; or `default`

            error[invalid-status]: `ok` is no status
             --> openapi.yaml:7:42
              |
            7 |       responses: {20: {description: ''}, ok: {description: ''}, 4xx: {description: ''}}
              |                                          ^^
              |
              = help: statuses are three digits, such as 200, or ranges, such as 2XX; or `default`
        "#]],
    );
}

#[test]
fn operation_ids() {
    check_paths(
        "/a:\n  get: {responses: {}}\n  put: {operationId: a, responses: {}}\n/b:\n  get: {operationId: a, responses: {}}",
        &expect![[r#"
            error[missing-operation-id]: `GET /a` has no `operationId`
             --> openapi.yaml:5:5
              |
            5 |     get: {responses: {}}
              |     ^^^
              |
              = help: its method and path name it until there is one

            error[duplicate-operation-id]: the operationId `a` is taken
             --> openapi.yaml:8:24
              |
            8 |     get: {operationId: a, responses: {}}
              |                        ^
              |
             ::: openapi.yaml:6:24
              |
            6 |     put: {operationId: a, responses: {}}
              |                        - first here
              |
              = help: give one of them another `operationId`
        "#]],
    );
}

#[test]
fn path_parameters() {
    check_paths(
        "/a/{id}:\n  get: {operationId: a, responses: {}}",
        &expect![[r#"
        error[undeclared-path-parameter]: there is no parameter for `{id}` of the path `/a/{id}`
         --> openapi.yaml:5:5
          |
        5 |     get: {operationId: a, responses: {}}
          |     ^^^
          |
          = help: add a parameter with `name: id` and `in: path`
    "#]],
    );
    check_paths(
        "/a/{id}:\n  get:\n    operationId: a\n    responses: {}\n    parameters:\n    - {name: ID, in: path, required: true, schema: {}}",
        &expect![[r#"
        error[undeclared-path-parameter]: there is no parameter for `{id}` of the path `/a/{id}`
         --> openapi.yaml:5:5
          |
        5 |     get:
          |     ^^^
          |
          = help: add a parameter with `name: id` and `in: path`

        error[unused-path-parameter]: the path `/a/{id}` has no `{ID}`
         --> openapi.yaml:9:16
          |
        9 |       - {name: ID, in: path, required: true, schema: {}}
          |                ^^
          |
          = help: did you mean `id`?
    "#]],
    );
    check_paths(
        "/a/{id}:\n  get:\n    operationId: a\n    responses: {}\n    parameters:\n    - {name: id, in: path, schema: {}}\n    - {name: id, in: path, required: false, schema: {}}",
        &expect![[r#"
            error[optional-path-parameter]: the path parameter `id` must say `required: true`
             --> openapi.yaml:9:24
              |
            9 |       - {name: id, in: path, schema: {}}
              |                        ^^^^
              |
              = help: add `required: true`; a path cannot do without a part

            error[duplicate-parameter]: the path parameter `id` is listed twice
              --> openapi.yaml:10:16
               |
            10 |       - {name: id, in: path, required: false, schema: {}}
               |                ^^
               |
              ::: openapi.yaml:9:16
               |
             9 |       - {name: id, in: path, schema: {}}
               |                -- first here
               |
               = help: keep one of them

            error[optional-path-parameter]: the path parameter `id` must say `required: true`
              --> openapi.yaml:10:40
               |
            10 |       - {name: id, in: path, required: false, schema: {}}
               |                                        ^^^^^
               |
               = help: add `required: true`; a path cannot do without a part
        "#]],
    );
    check_paths(
        "/a/{id}:\n  get:\n    operationId: a\n    responses: {}\n    parameters: [{$ref: '#/components/parameters/Id'}]",
        &expect![[r#"
            error[unresolved-ref]: `#/components/parameters/Id` leads nowhere
             --> openapi.yaml:8:27
              |
            8 |       parameters: [{$ref: '#/components/parameters/Id'}]
              |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: define what it refers to, or correct the reference
        "#]],
    );
}

#[test]
fn shared_path_parameters() {
    let text = "/a:\n  get:\n    operationId: a\n    responses: {}\n    parameters: [{$ref: '#/components/parameters/Id'}]\n";
    let components = "components:\n  parameters:\n    Id: {name: id, in: path, required: true, schema: {type: string}}\n";
    check(
        &(with("3.0.3", "paths", text) + components),
        &expect![[r#"
            error[unused-path-parameter]: the path `/a` has no `{id}`
             --> openapi.yaml:8:27
              |
            8 |       parameters: [{$ref: '#/components/parameters/Id'}]
              |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: add the placeholder to the path, or take the parameter out
        "#]],
    );
}

#[test]
fn parameters() {
    check_components(
        "parameters:\n  A: {name: a, in: quary, schema: {}}\n  B: {in: query, schema: {}}\n  C: {name: c, in: header, style: form, schema: {}}\n  D: {name: d, in: query}\n  E: {name: e, in: query, schema: {}, content: {}}\n  F: {name: f, in: query, content: {}}",
        &expect![[r#"
            error[invalid-value]: `quary` is not possible here
             --> openapi.yaml:6:22
              |
            6 |     A: {name: a, in: quary, schema: {}}
              |                      ^^^^^
              |
              = help: did you mean `query`?

            error[missing-keyword]: a parameter must have `name`
             --> openapi.yaml:7:5
              |
            7 |     B: {in: query, schema: {}}
              |     ^
              |
              = help: add it

            error[invalid-value]: `form` is not possible here
             --> openapi.yaml:8:37
              |
            8 |     C: {name: c, in: header, style: form, schema: {}}
              |                                     ^^^^
              |
              = help: it can be simple

            warning[missing-keyword]: there must be a `schema` or a `content`
             --> openapi.yaml:9:5
              |
            9 |     D: {name: d, in: query}
              |     ^
              |
              = help: add it

            warning[conflicting-keywords]: `schema` and `content` exclude each other; `content` is ignored
              --> openapi.yaml:10:41
               |
            10 |     E: {name: e, in: query, schema: {}, content: {}}
               |                                         ^^^^^^^
               |
               = help: keep one of them

            warning[conflicting-keywords]: `content` of a parameter or header must have exactly one media type
              --> openapi.yaml:11:29
               |
            11 |     F: {name: f, in: query, content: {}}
               |                             ^^^^^^^
               |
               = help: keep one of them
        "#]],
    );
}

#[test]
fn examples() {
    let response =
        "responses:\n  R:\n    description: ''\n    content:\n      application/json:\n        ";
    let check_media =
        |text: &str, expected| check_components(&format!("{response}{text}"), expected);
    check_media(
        "example: 1\n        examples: {a: {value: 1}}",
        &expect![[r#"
            error[conflicting-example]: `example` and `examples` exclude each other
              --> openapi.yaml:11:11
               |
            11 |           examples: {a: {value: 1}}
               |           ^^^^^^^^
               |
              ::: openapi.yaml:10:11
               |
            10 |           example: 1
               |           ------- the other one
               |
               = help: keep one of them
        "#]],
    );
    check_media(
        "examples: {a: {value: 1, externalValue: a.json}}",
        &expect![[r#"
            error[conflicting-example]: `value` and `externalValue` exclude each other
              --> openapi.yaml:10:36
               |
            10 |           examples: {a: {value: 1, externalValue: a.json}}
               |                          -----     ^^^^^^^^^^^^^
               |                          |
               |                          the other one
               |
               = help: keep one of them

            error[unreadable-file]: cannot read `a.json`: there is no such file
              --> openapi.yaml:10:51
               |
            10 |           examples: {a: {value: 1, externalValue: a.json}}
               |                                                   ^^^^^^
               |
               = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
        "#]],
    );
    check_media(
        "examples: {a: {externalValue: 'https://example.com/a.json'}}",
        &expect![[r#"
        note[remote-ref]: `https://example.com/a.json` is an address on the network, and nothing is fetched
          --> openapi.yaml:10:41
           |
        10 |           examples: {a: {externalValue: 'https://example.com/a.json'}}
           |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: there will be no test of this example
    "#]],
    );
    let root = with(
        "3.0.3",
        "paths: {}\ncomponents",
        &format!(
            "{response}examples: {{a: {{$ref: '#/components/examples/A'}}}}\nexamples: {{A: {{externalValue: a.json}}}}"
        ),
    );
    check_files(
        &[("openapi.yaml", &root), ("a.json", "{\"a\": }")],
        &expect![[r#"
            error[example-syntax]: `a.json` is not well-formed JSON: expected value at line 1 column 7
              --> openapi.yaml:11:33
               |
            11 |   examples: {A: {externalValue: a.json}}
               |                                 ^^^^^^
               |
               = help: correct the file
        "#]],
    );
    check_files(&[("openapi.yaml", &root), ("a.json", "{\"a\": 1}")], &expect![[""]]);
}

#[test]
fn placeholders_that_repeat() {
    check_paths(
        "/a/{x}/{x}:\n  get:\n    operationId: a\n    parameters: [{name: x, in: path, required: true, schema: {}}]\n    responses: {'200': {description: ''}}",
        &expect![[r#"
            error[invalid-path]: the path `/a/{x}/{x}` has the placeholder `{x}` twice
             --> openapi.yaml:4:3
              |
            4 |   /a/{x}/{x}:
              |   ^^^^^^^^^^
              |
              = help: give each placeholder a name of its own
        "#]],
    );
}

#[test]
fn statuses_beyond_http() {
    check_paths(
        "/a:\n  get:\n    operationId: a\n    responses: {'599': {description: ''}, '999': {description: ''}, '9XX': {description: ''}}",
        &expect![[r#"
            warning[invalid-status]: `999` is no status of HTTP; they end at 599
             --> openapi.yaml:7:45
              |
            7 |       responses: {'599': {description: ''}, '999': {description: ''}, '9XX': {description: ''}}
              |                                             ^^^^^
              |
              = help: correct it, or use `default`

            error[invalid-status]: `9XX` is no status
             --> openapi.yaml:7:71
              |
            7 |       responses: {'599': {description: ''}, '999': {description: ''}, '9XX': {description: ''}}
              |                                                                       ^^^^^
              |
              = help: statuses are three digits, such as 200, or ranges, such as 2XX; or `default`
        "#]],
    );
}

#[test]
fn an_operation_id_that_is_no_text_is_said_once() {
    check_paths(
        "/a:\n  get: {operationId: [a], responses: {'200': {description: ''}}}\n  put: {operationId: 5, responses: {'200': {description: ''}}}",
        &expect![[r#"
            error[mistyped-keyword]: `operationId` must be text, and this is a list
             --> openapi.yaml:5:11
              |
            5 |     get: {operationId: [a], responses: {'200': {description: ''}}}
              |           ^^^^^^^^^^^
              |
              = help: give it a value of that type, or leave the keyword out

            warning[mistyped-keyword]: `operationId` must be text, and this is a number
             --> openapi.yaml:6:24
              |
            6 |     put: {operationId: 5, responses: {'200': {description: ''}}}
              |                        ^
              |
              = help: write it in quotes
        "#]],
    );
}

/// Lowering does not say again that it cannot read what has been refused.
#[test]
fn a_parameter_in_the_body_is_said_once() {
    let text = with(
        "3.0.3",
        "paths",
        "/a:\n  post:\n    operationId: a\n    parameters: [{name: x, in: body, schema: {}}]\n    responses: {'200': {description: ''}}",
    );
    let source = Source::from_memory(&[("openapi.yaml", &text)]);
    let (_, diagnostics) = crate::analyze(&source);
    expect![[r#"
        error[invalid-value]: `body` is no place of a parameter in OpenAPI 3
         --> openapi.yaml:7:34
          |
        7 |       parameters: [{name: x, in: body, schema: {}}]
          |                                  ^^^^
          |
          = help: describe it in the `requestBody` of the operation
    "#]]
    .assert_eq(&diagnostics.render(&source, false));
}

#[test]
fn examples_in_a_file_without_a_name() {
    check_components(
        "examples: {A: {externalValue: ''}}",
        &expect![[r#"
            error[invalid-value]: `externalValue` must be the path of a file
             --> openapi.yaml:5:33
              |
            5 |   examples: {A: {externalValue: ''}}
              |                                 ^^
              |
              = help: name the file, relative to this one, or write a `value`
        "#]],
    );
}

/// The names of the parameters with which each operation can be called.
fn parameters_of(paths: &str) -> String {
    let text = with("3.0.3", "paths", paths);
    let source = crate::Source::from_memory(&[("openapi.yaml", &text)]);
    let (document, _) = crate::document::read(&source);
    let line = |operation: crate::document::OperationAt| {
        let parameters = document.parameters(&operation).into_iter().flatten();
        let name =
            |at: crate::source::Pointer| Some(document.get(&at.key("name"))?.as_str()?.to_owned());
        let names: Vec<_> = parameters.filter_map(name).collect();
        format!("{} {}: {}\n", operation.method, operation.path, names.join(" "))
    };
    document.operations().into_iter().map(line).collect()
}

#[test]
fn each_operation_has_the_parameters_of_its_path() {
    expect![[r#"
        get /a/{b}: b
        put /a/{b}: q b
        post /a/{b}: b
        get /c/{d: 
        get /e: g h
        get /no/slash/{i}: i
    "#]].assert_eq(&parameters_of(
        "/a/{b}:
  get: {operationId: missing, responses: {}}
  put: {operationId: broken, parameters: [{$ref: '#/nowhere'}, {name: q, in: query}], responses: {}}
  post: {operationId: mistyped, parameters: 3, responses: {}}
/c/{d:
  get: {operationId: braces, responses: {}}
/e:
  parameters: [{name: f, in: path, required: true}, {name: g, in: query}]
  get: {operationId: unused, parameters: [{name: h, in: query}, {name: h, in: query}], responses: {}}
no/slash/{i}:
  get: {operationId: slash, responses: {}}
https://example.com/x:
  get: {operationId: address, responses: {}}
x-own:
  get: {operationId: extension, responses: {}}",
    ));
}
