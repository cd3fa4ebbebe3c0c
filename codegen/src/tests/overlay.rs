//! Overlays: what they change, and where faults are shown that they bring.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::source::{FileId, Pointer};
use crate::{Source, analyze};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: https://a}, {url: https://b}]
paths:
  /a:
    get:
      operationId: getA
      parameters:
      - {name: x, in: query, schema: {type: string}}
      - {name: y, in: query, schema: {type: strin}}
      responses: {'204': {description: none}}
  /b:
    get: {operationId: getB, responses: {'204': {description: none}}}
";

fn source(actions: &str) -> Source {
    let overlay =
        format!("overlay: 1.0.0\ninfo: {{title: O, version: '1'}}\nactions:\n{actions}\n");
    let files = [("openapi.yaml", DOCUMENT), ("o.yaml", &*overlay)];
    Source::from_memory_amended(&files, &["o.yaml"])
}

/// The value at a pointer once the document is amended; what went wrong comes first.
fn check(actions: &str, pointer: &str, expected: &Expect) {
    let source = source(actions);
    let faults: Vec<String> =
        source.faults().iter().map(|fault| fault.render(&source, false)).collect();
    let value = source.value(FileId::ROOT).pointer(pointer).map(Value::to_string);
    expected.assert_eq(&(faults.concat() + &value.unwrap_or_else(|| "nothing".to_owned())));
}

/// What is said of the amended document.
fn check_said(actions: &str, expected: &Expect) {
    let source = source(actions);
    let (_, diagnostics) = analyze(&source);
    expected.assert_eq(&diagnostics.render(&source, false));
}

#[test]
fn a_target_is_quoted_as_far_as_it_is_understood() {
    for (target, why) in [
        ("paths", "it must begin with `$`"),
        ("$.paths[", "what follows `$.paths` cannot be read"),
        (
            "$.paths[?@.x=",
            "what follows `$.paths[?@.x` cannot be read (in long-hand segment, expected closing ']')",
        ),
        (
            "$.ä./a",
            "what follows `$.ä.` cannot be read (in dot member name, must start with lowercase alpha or '_')",
        ),
    ] {
        let source = source(&format!("- {{target: '{target}', update: {{}}}}"));
        let said: Vec<&str> = source.faults().iter().map(|it| it.message.as_str()).collect();
        assert_eq!(said, [format!("this is no JSONPath: {why}")], "{target}");
    }
}

/// What an overlay takes out is missed where it takes it out.
#[test]
fn what_was_removed_is_missed_in_the_overlay() {
    check_said(
        "- {target: $.info, remove: true}\n- {target: '$.paths[\"/b\"].get', update: {operationId: ''}}\n- {target: '$.paths[\"/a\"].get.parameters[1]', remove: true}",
        &expect![[r#"
            warning[missing-keyword]: the document must have `info`
             --> o.yaml:4:3
              |
            4 | - {target: $.info, remove: true}
              |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: add it

            error[missing-operation-id]: `GET /b` has no `operationId`
             --> o.yaml:5:55
              |
            5 | - {target: '$.paths["/b"].get', update: {operationId: ''}}
              |                                                       ^^
              |
              = help: its method and path name it until there is one
        "#]],
    );
}

#[test]
fn objects_are_merged_and_lists_grow() {
    check(
        "- {target: $.info, update: {title: New, contact: {name: N}}}\n- {target: $.info, update: {contact: {url: https://x}}}",
        "/info",
        &expect![[r#"{"title":"New","version":"1","contact":{"name":"N","url":"https://x"}}"#]],
    );
    check(
        "- {target: $.servers, update: {url: https://c}}",
        "/servers",
        &expect![[r#"[{"url":"https://a"},{"url":"https://b"},{"url":"https://c"}]"#]],
    );
    check(
        "- {target: $, update: {servers: [{url: https://c}], info: ~}}",
        "/servers",
        &expect![[r#"[{"url":"https://a"},{"url":"https://b"},{"url":"https://c"}]"#]],
    );
    check(
        "- {target: '$.paths.*.get', update: {x-all: true}}",
        "/paths/~1b/get",
        &expect![[
            r#"{"operationId":"getB","responses":{"204":{"description":"none"}},"x-all":true}"#
        ]],
    );
    check(
        "- {target: \"$.paths.*.get.parameters[?@.name=='y']\", update: {schema: {type: string}}}",
        "/paths/~1a/get/parameters/1",
        &expect![[r#"{"name":"y","in":"query","schema":{"type":"string"}}"#]],
    );
    check("- {target: $.info.title, update: New}", "/info/title", &expect![[r#""New""#]]);
}

#[test]
fn what_is_removed_is_gone() {
    check(
        "- {target: \"$.paths['/a']\", remove: true}",
        "/paths",
        &expect![[
            r#"{"/b":{"get":{"operationId":"getB","responses":{"204":{"description":"none"}}}}}"#
        ]],
    );
    check("- {target: '$.servers[*]', remove: true}", "/servers", &expect!["[]"]);
    check("- {target: '$..*', remove: true, update: ignored}", "", &expect!["{}"]);
    check(
        "- {target: $.servers, remove: true}\n- {target: $, update: {servers: [{url: https://c}]}}",
        "/servers",
        &expect![[r#"[{"url":"https://c"}]"#]],
    );
}

#[test]
fn overlays_that_cannot_be_applied() {
    check(
        "- {target: $.info, remove: false}",
        "/info",
        &expect![[r#"
        error[invalid-overlay]: an action must have `update`, or `remove: true`
         --> o.yaml:4:3
          |
        4 | - {target: $.info, remove: false}
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
        {"title":"T","version":"1"}"#]],
    );
    check(
        "- {target: 'info', update: {}}",
        "/info",
        &expect![[r#"
            error[invalid-overlay]: this is no JSONPath: it must begin with `$`
             --> o.yaml:4:12
              |
            4 | - {target: 'info', update: {}}
              |            ^^^^^^
              |
              = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
            {"title":"T","version":"1"}"#]],
    );
    check(
        "- {target: $.nowhere, update: {}}",
        "/info",
        &expect![[r#"
        warning[unmatched-target]: nothing in the document matches `$.nowhere`
         --> o.yaml:4:12
          |
        4 | - {target: $.nowhere, update: {}}
          |            ^^^^^^^^^
          |
          = help: correct the target, or take the action out if the document no longer needs it
        {"title":"T","version":"1"}"#]],
    );
    check(
        "- {target: $, remove: true}",
        "/info",
        &expect![[r#"
        error[invalid-overlay]: the whole document cannot be removed
         --> o.yaml:4:3
          |
        4 | - {target: $, remove: true}
          |   ^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
        {"title":"T","version":"1"}"#]],
    );
}

#[test]
fn actions_that_have_the_wrong_form() {
    check(
        "- {target: $, update: {info: text, servers: {}, openapi: []}}",
        "/info",
        &expect![[r#"
            error[invalid-overlay]: this cannot be merged into a value of another type
             --> o.yaml:4:30
              |
            4 | - {target: $, update: {info: text, servers: {}, openapi: []}}
              |                              ^^^^
              |
              = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
            error[invalid-overlay]: this cannot be merged into a value of another type
             --> o.yaml:4:36
              |
            4 | - {target: $, update: {info: text, servers: {}, openapi: []}}
              |                                    ^^^^^^^
              |
              = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
            error[invalid-overlay]: this cannot be merged into a value of another type
             --> o.yaml:4:49
              |
            4 | - {target: $, update: {info: text, servers: {}, openapi: []}}
              |                                                 ^^^^^^^
              |
              = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
            {"title":"T","version":"1"}"#]],
    );
    check(
        "- {update: {}}\n- text\n- {target: $, remove: 1}",
        "/info",
        &expect![[r#"
        error[invalid-overlay]: an action must have `target`, a JSONPath
         --> o.yaml:4:3
          |
        4 | - {update: {}}
          |   ^^^^^^^^^^^^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
        error[invalid-overlay]: an action must have `target`, a JSONPath
         --> o.yaml:5:3
          |
        5 | - text
          |   ^^^^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
        error[invalid-overlay]: `remove` must be `true` or `false`
         --> o.yaml:6:23
          |
        6 | - {target: $, remove: 1}
          |                       ^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
        {"title":"T","version":"1"}"#]],
    );
}

#[test]
fn files_that_are_no_overlays() {
    let files = [("openapi.yaml", DOCUMENT), ("o.yaml", "overlay: 2.0.0\n"), ("p.yaml", "[")];
    let source = Source::from_memory_amended(&files, &["o.yaml", "p.yaml", "q.yaml"]);
    expect![[r#"
        error[invalid-value]: there is no type `strin`
          --> openapi.yaml:10:45
           |
        10 |       - {name: y, in: query, schema: {type: strin}}
           |                                             ^^^^^
           |
           = help: did you mean `string`?

        error[invalid-overlay]: the version `2.0.0` of OpenAPI Overlay is not supported
         --> o.yaml:1:10
          |
        1 | overlay: 2.0.0
          |          ^^^^^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold

        error[invalid-overlay]: did not find expected node content
         --> p.yaml:1:2
          |
        1 | [
          |  ^
          |
          = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold

        error[invalid-overlay]: cannot read the overlay: there is no such file
        --> q.yaml
         = help: correct the overlay; https://spec.openapis.org/overlay/v1.0.0 says what it can hold
    "#]].assert_eq(&analyze(&source).1.render(&source, false));
    assert!(source.faults().iter().all(crate::Diagnostic::is_fatal));
}

#[test]
fn a_fault_is_shown_where_it_was_written() {
    check_said(
        "- target: $.servers[0]\n  remove: true
- target: $.paths['/b'].get
  update:
    parameters:
    - {name: z, in: query, schema: {type: intger}}
    operationId: getA
- target: $.paths['/a'].get.parameters[0]\n  remove: true",
        &expect![[r#"
            error[invalid-value]: there is no type `strin`
              --> openapi.yaml:10:45
               |
            10 |       - {name: y, in: query, schema: {type: strin}}
               |                                             ^^^^^
               |
               = help: did you mean `string`?

            error[invalid-value]: there is no type `intger`
             --> o.yaml:9:43
              |
            9 |     - {name: z, in: query, schema: {type: intger}}
              |                                           ^^^^^^
              |
              = help: did you mean `integer`?

            error[duplicate-operation-id]: the operationId `getA` is taken
              --> o.yaml:10:18
               |
            10 |     operationId: getA
               |                  ^^^^
               |
              ::: openapi.yaml:7:20
               |
             7 |       operationId: getA
               |                    ---- first here
               |
               = help: give one of them another `operationId`

            warning[colliding-name]: another operation is called `get_a`, too; this one, by method and path, `get_b`
              --> o.yaml:10:18
               |
            10 |     operationId: getA
               |                  ^^^^
               |
               = help: give one of them an operationId that differs in more than case and punctuation
        "#]],
    );
}

#[test]
fn overlays_may_refer_to_files_and_to_each_other() {
    let files = [
        ("api/openapi.yaml", DOCUMENT),
        (
            "o.yaml",
            "overlay: 1.0.0\nactions: [{target: $, update: {components: {schemas: {A: {$ref: 'a.yaml#/A'}}}}}]\n",
        ),
        (
            "p.json",
            r#"{"overlay": "1.0.1", "actions": [{"target": "$.components.schemas", "update": {"B": {"type": "string"}}}]}"#,
        ),
        ("api/a.yaml", "A: {type: object}\n"),
    ];
    let source = Source::from_memory_amended(&files, &["o.yaml", "p.json"]);
    assert!(source.faults().is_empty(), "{:?}", source.faults());
    let place = |path: &str| {
        let location = source.locate(&Pointer::new(FileId::ROOT, path).into());
        format!("{}:{:?}", location.file, location.position)
    };
    assert_eq!(place("/components/schemas/B/type"), "p.json:Some((1, 94))");
    assert_eq!(place("/components/schemas/A"), "o.yaml:Some((2, 55))");
    assert_eq!(place("/info/title"), "api/openapi.yaml:Some((2, 15))");
    let (api, diagnostics) = analyze(&source);
    let said = diagnostics.render(&source, false);
    assert!(!said.contains("a.yaml"), "{said}");
    let names: Vec<&str> = api.types.iter().map(|def| &*def.name.ident).collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(api.types[0].origin.as_str(), "/A");
}

#[test]
fn overlays_cannot_grow_without_end() {
    let grow = "- {target: '$..*', update: {a: {}, b: {}, c: {}, d: {}}}\n".repeat(200);
    assert!(
        source(&grow)
            .faults()
            .iter()
            .any(|fault| fault.message.contains("too large") || fault.message.contains("deeper"))
    );
    let nested =
        format!("- {{target: '$[?{}@.a{}]', update: {{}}}}", "(".repeat(5000), ")".repeat(5000));
    assert!(source(&nested).faults().iter().any(|fault| fault.message.contains("too long")));
}
