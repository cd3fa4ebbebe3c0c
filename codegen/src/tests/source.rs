//! Files: reading, parsing, places.

mod positions;

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{check, check_files};
use crate::document;
use crate::source::{Cursor, FileId, Place, Pointer, Source};

fn value(name: &str, text: &str) -> Value {
    let source = Source::from_memory(&[(name, text)]);
    assert_eq!(source.faults(), [], "{text}");
    source.value(FileId::ROOT).clone()
}

/// What is said of a file on the disk that `prepare` has made.
fn check_disk(prepare: impl FnOnce(&Path), expected: &Expect) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    prepare(folder.path());
    let source = Source::load(&folder.path().join("openapi.yaml"));
    let (_, diagnostics) = document::read(&source);
    let text = diagnostics.render(&source, false);
    expected.assert_eq(&text.replace(&*folder.path().to_string_lossy(), "DIR"));
}

#[test]
fn yaml_and_json_give_the_same_tree() {
    let yaml = "a: 1\nb: [x, null, 1.5, true]\n200: {d: ''}\n1.10: yes\n";
    let json = r#"{"a": 1, "b": ["x", null, 1.5, true], "200": {"d": ""}, "1.10": "yes"}"#;
    assert_eq!(value("a.yaml", yaml), value("a.json", json));
}

#[test]
fn the_notation_is_told_from_the_text_where_the_name_says_nothing() {
    assert_eq!(value("document", "{\"a\": 1}"), json!({ "a": 1 }));
    assert_eq!(value("document", "a: 1"), json!({ "a": 1 }));
    assert_eq!(value("a.yaml", "{a: 1}"), json!({ "a": 1 }));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    assert_eq!(
        value("a.yaml", "\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\n"),
        json!({ "a": 1, "b": "x\ny\n" })
    );
    assert_eq!(value("a.json", "\u{feff}{\r\n\"a\": 1}"), json!({ "a": 1 }));
}

#[test]
fn anchors_aliases_merge_keys_and_tags_are_applied() {
    let yaml = "base: &base {a: 1, b: 2}\none: {<<: *base, b: 3}\ntwo:\n  <<: [*base, {c: 4}]\nthree: !!str 5\nfour: !own {x: *base}\n";
    let base = json!({ "a": 1, "b": 2 });
    let expected = json!({
        "base": base, "one": { "b": 3, "a": 1 }, "two": { "a": 1, "b": 2, "c": 4 },
        "three": "5", "four": { "x": base },
    });
    assert_eq!(value("a.yaml", yaml), expected);
}

#[test]
fn integers_of_any_size_are_numbers() {
    let numbers =
        "[18446744073709551615, -9223372036854775808, 340282366920938463463374607431768211455]";
    assert_eq!(value("a.yaml", numbers), value("a.json", numbers));
}

#[test]
fn syntax() {
    check(
        "openapi: 3.0.3\ninfo:\n  title: a: b\n",
        &expect![[r#"
            error[syntax]: mapping values are not allowed in this context
             --> openapi.yaml:3:11
              |
            3 |   title: a: b
              |           ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
    check_files(
        &[("openapi.json", "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {]\n}")],
        &expect![[r#"
            error[syntax]: key must be a string
             --> openapi.json:3:12
              |
            3 |   "info": {]
              |            ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
    check(
        "openapi: 3.0.3\n---\nopenapi: 3.0.3\n",
        &expect![[r#"
            error[syntax]: the file holds more than one YAML document
             --> openapi.yaml:2:1
              |
            2 | ---
              | ^
              |
              = help: keep one document; the others need files of their own
        "#]],
    );
    check(
        "paths: *nowhere\n",
        &expect![[r#"
            error[syntax]: unknown anchor
             --> openapi.yaml:1:8
              |
            1 | paths: *nowhere
              |        ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
}

#[test]
fn numbers_that_are_not_finite() {
    // YAML has them, and they matter only where a number is wanted.
    check(
        "openapi: 3.0.3\ninfo: {title: T, version: .inf}\nx-limit: .nan\npaths: {}\ncomponents:\n  schemas:\n    A: {type: number, maximum: .inf, default: -.inf}\n",
        &expect![[r#"
            error[mistyped-keyword]: `maximum` must be a number, and this is text
             --> openapi.yaml:7:32
              |
            7 |     A: {type: number, maximum: .inf, default: -.inf}
              |                                ^^^^
              |
              = help: give it a value of that type, or leave the keyword out

            warning[mismatched-default]: the default `"-.inf"` is not of the type `number`
             --> openapi.yaml:7:47
              |
            7 |     A: {type: number, maximum: .inf, default: -.inf}
              |                                               ^^^^^
              |
              = help: correct the default or the schema
        "#]],
    );
    check_files(
        &[("openapi.json", "{\"a\": 1e999}")],
        &expect![[r#"
            error[syntax]: number out of range
             --> openapi.json:1:11
              |
            1 | {"a": 1e999}
              |           ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
}

#[test]
fn keys_that_are_not_text() {
    check(
        "openapi: 3.0.3\n{a: 1}: 2\n",
        &expect![[r#"
            error[syntax]: invalid type: map, expected a key that is text
             --> openapi.yaml:2:1
              |
            2 | {a: 1}: 2
              | ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
}

#[test]
fn duplicate_keys() {
    let yaml = "openapi: 3.0.3\ninfo: {title: T, version: '1', title: U}\npaths: {}\npaths: {}\n";
    check(
        yaml,
        &expect![[r#"
        error[duplicate-key]: the key `title` stands twice in the same object
         --> openapi.yaml:2:32
          |
        2 | info: {title: T, version: '1', title: U}
          |        ----- first here        ^^^^^
          |
          = help: keep one of them

        error[duplicate-key]: the key `paths` stands twice in the same object
         --> openapi.yaml:4:1
          |
        4 | paths: {}
          | ^^^^^
          |
         ::: openapi.yaml:3:1
          |
        3 | paths: {}
          | ----- first here
          |
          = help: keep one of them
    "#]],
    );
    let json = "{\"openapi\": \"3.0.3\",\n \"info\": {\"title\": \"T\", \"version\": \"1\"},\n \"paths\": {}, \"p\\u0061ths\": {}}";
    check_files(
        &[("openapi.json", json)],
        &expect![[r#"
        error[duplicate-key]: the key `paths` stands twice in the same object
         --> openapi.json:3:15
          |
        3 |  "paths": {}, "p\u0061ths": {}}
          |  -------      ^^^^^^^^^^^^
          |  |
          |  first here
          |
          = help: keep one of them
    "#]],
    );
}

/// The first is the first.
#[test]
fn keys_that_stand_three_times() {
    check(
        "openapi: 3.0.3\ninfo: {title: T, title: U, title: V, version: '1'}\npaths: {}\n",
        &expect![[r#"
            error[duplicate-key]: the key `title` stands twice in the same object
             --> openapi.yaml:2:18
              |
            2 | info: {title: T, title: U, title: V, version: '1'}
              |        -----     ^^^^^
              |        |
              |        first here
              |
              = help: keep one of them

            error[duplicate-key]: the key `title` stands twice in the same object
             --> openapi.yaml:2:28
              |
            2 | info: {title: T, title: U, title: V, version: '1'}
              |        ----- first here    ^^^^^
              |
              = help: keep one of them
        "#]],
    );
}

/// Some write a merge for each mapping, and readers of YAML take all of them.
#[test]
fn mappings_can_be_merged_one_by_one() {
    let text = "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc:\n  <<: *a\n  <<: [*b]\n  v: 3\n";
    assert_eq!(value("a.yaml", text)["c"], json!({"v": 3, "x": 1, "y": 1, "z": 2}));
    let pointers = ["/c/v", "/c/x", "/c/y", "/c/z"];
    check_places(
        "a.yaml",
        text,
        &pointers,
        &expect![[r#"
        #/c/v -> 6:6 3 | 6:3 v
        #/c/x -> 1:11 1 | 1:8 x
        #/c/y -> 1:17 1 | 1:14 y
        #/c/z -> 2:17 2 | 2:14 z
    "#]],
    );
}

#[test]
fn empty_files() {
    check(
        "",
        &expect![[r#"
            error[empty-file]: the file is empty
            --> openapi.yaml:1:1
             = help: write the document, or the part that is referred to, into it
        "#]],
    );
    check(
        "# only a comment\n",
        &expect![[r#"
            error[empty-file]: the file holds nothing but comments
             --> openapi.yaml:1:1
              |
            1 | # only a comment
              | ^
              |
              = help: write the document, or the part that is referred to, into it
        "#]],
    );
}

#[test]
fn files_that_cannot_be_read() {
    check_disk(
        |_| {},
        &expect![[r#"
            error[unreadable-file]: cannot read the document: there is no such file
            --> DIR/openapi.yaml
             = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
        "#]],
    );
    check_disk(
        |folder| fs::create_dir(folder.join("openapi.yaml")).expect("a folder"),
        &expect![[r#"
            error[unreadable-file]: cannot read the document: this is a folder, not a file
            --> DIR/openapi.yaml
             = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
        "#]],
    );
    check_disk(
        |folder| fs::write(folder.join("openapi.yaml"), b"a: \xff").expect("a file"),
        &expect![[r#"
            error[not-utf8]: the file is not UTF-8 text
            --> DIR/openapi.yaml:1:1
             = help: save it as UTF-8
        "#]],
    );
}

#[test]
fn files_are_found_from_the_file_that_refers_to_them() {
    let root =
        "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    $ref: paths/a.yaml\n";
    let item = "get:\n  operationId: a\n  responses:\n    '200':\n      description: ''\n      content:\n        application/json:\n          schema: {$ref: '../schemas.yaml#/A%20B'}\n          examples: {one: {externalValue: ../examples/one.json}}\n";
    let schemas =
        "A B: {type: object, properties: {next: {$ref: '#/C~1D'}}}\nC/D: {type: string}\n";
    check_disk(
        |folder| {
            fs::create_dir(folder.join("paths")).expect("a folder");
            fs::create_dir(folder.join("examples")).expect("a folder");
            fs::write(folder.join("openapi.yaml"), root).expect("a file");
            fs::write(folder.join("paths/a.yaml"), item).expect("a file");
            fs::write(folder.join("schemas.yaml"), schemas).expect("a file");
            fs::write(folder.join("examples/one.json"), "{\"a\": 1}").expect("a file");
        },
        &expect![[""]],
    );
}

#[test]
fn payloads_are_kept_byte_for_byte() {
    let payload = "\u{feff}{\"a\":\t1}\r\n";
    let root = "openapi: 3.0.3\ncomponents: {examples: {one: {externalValue: one.json}}}\n";
    let source = Source::from_memory(&[("api/openapi.yaml", root), ("api/one.json", payload)]);
    let file = source.file_at(FileId::ROOT, "./one.json").expect("the file was loaded");
    assert_eq!(source.bytes(file), Ok(payload.as_bytes()));
    assert_eq!(source.name(file), "api/one.json");
}

#[test]
fn nothing_is_looked_for_in_data() {
    let root = "openapi: 3.0.3\nx-a: {$ref: a.yaml}\ncomponents:\n  schemas:\n    A:\n      example: {$ref: b.yaml}\n      default: {$ref: c.yaml}\n      properties: {default: {$ref: d.yaml}}\n";
    let source = Source::from_memory(&[("openapi.yaml", root)]);
    let names: Vec<_> = source.files().map(|file| source.name(file)).collect();
    assert_eq!(names, ["openapi.yaml", "d.yaml"]);
}

/// Line, column and text of each pointer.
fn check_places(name: &str, text: &str, pointers: &[&str], expected: &Expect) {
    let source = Source::from_memory(&[(name, text)]);
    assert_eq!(source.faults(), []);
    let lines = pointers.iter().map(|pointer| {
        let pointer = Pointer::new(FileId::ROOT, *pointer);
        let show = |place: Place| {
            let location = source.locate(&place);
            let text = source.text(FileId::ROOT).and_then(|text| text.get(location.span));
            let (line, column) = location.position.unwrap_or_default();
            format!("{line}:{column} {}", text.unwrap_or_default())
        };
        format!("{pointer} -> {} | {}\n", show(Place::from(&pointer)), show(pointer.at_key()))
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn places_in_yaml() {
    let text = "é: \"ü\\\"x\" # note\r\nlist:\r\n- a\r\n- b: 'it''s'\r\n  c: |\r\n    text\r\n    more\r\nbase: &b {k: v}\r\nuse: {<<: *b, alias: *b}\r\nplain: two words # note\r\nempty:\r\n";
    let pointers = [
        "",
        "/é",
        "/list",
        "/list/0",
        "/list/1",
        "/list/1/b",
        "/list/1/c",
        "/base/k",
        "/use/k",
        "/use/alias/k",
        "/plain",
        "/empty",
        "/list/7/x",
        "/gone",
    ];
    check_places(
        "a.yaml",
        text,
        &pointers,
        &expect![[r##"
        # -> 1:1 é: "ü\"x" # note | 1:1 é: "ü\"x" # note
        #/é -> 1:4 "ü\"x" | 1:1 é
        #/list -> 2:1 list | 2:1 list
        #/list/0 -> 3:3 a | 3:3 a
        #/list/1 -> 4:3 b: 'it''s' | 4:3 b: 'it''s'
        #/list/1/b -> 4:6 'it''s' | 4:3 b
        #/list/1/c -> 6:5 text | 5:3 c
        #/base/k -> 8:14 v | 8:11 k
        #/use/k -> 8:14 v | 8:11 k
        #/use/alias/k -> 8:14 v | 8:11 k
        #/plain -> 10:8 two words | 10:1 plain
        #/empty -> 11:6  | 11:1 empty
        #/list/7/x -> 2:1 list | 2:1 list
        #/gone -> 1:1 é: "ü\"x" # note | 1:1 é: "ü\"x" # note
    "##]],
    );
}

/// A key can have an anchor, and be an alias.
#[test]
fn places_behind_aliases_of_keys() {
    let text = "m: {&n name: x, other: *n, next: 1}\nl: [*n, b]\nk: {*n : v, w: 2}\n";
    let pointers = ["/m/other", "/m/next", "/l/0", "/l/1", "/k/name", "/k/w"];
    check_places(
        "a.yaml",
        text,
        &pointers,
        &expect![[r#"
        #/m/other -> 1:24 *n | 1:17 other
        #/m/next -> 1:34 1 | 1:28 next
        #/l/0 -> 2:5 *n | 2:5 *n
        #/l/1 -> 2:9 b | 2:9 b
        #/k/name -> 3:10 v | 3:5 *n
        #/k/w -> 3:16 2 | 3:13 w
    "#]],
    );
}

#[test]
fn places_in_json() {
    let text = "{\"é\": \"ü\\\"x\",\r\n\"l\": [1, {\"a/b\": {}, \"c~d\" : -1.5e3}, [] ],\n\t\"\\u0065\":null}";
    let pointers = ["", "/é", "/l", "/l/0", "/l/1", "/l/1/a~1b", "/l/1/c~0d", "/l/2", "/e"];
    check_places(
        "a.json",
        text,
        &pointers,
        &expect![[r##"
        # -> 1:1 { | 1:1 {
        #/é -> 1:7 "ü\"x" | 1:2 "é"
        #/l -> 2:1 "l" | 2:1 "l"
        #/l/0 -> 2:7 1 | 2:7 1
        #/l/1 -> 2:10 { | 2:10 {
        #/l/1/a~1b -> 2:11 "a/b" | 2:11 "a/b"
        #/l/1/c~0d -> 2:30 -1.5e3 | 2:22 "c~d"
        #/l/2 -> 2:39 [ | 2:39 [
        #/e -> 3:11 null | 3:2 "\u0065"
    "##]],
    );
}

/// Input that takes others down: it must be refused, and soon.
#[test]
fn hostile_input_is_refused() {
    let deep = 100_000;
    let mut inputs = vec![
        "[".repeat(deep),
        "{a: ".repeat(deep),
        "{\"a\":".repeat(deep),
        "- ".repeat(deep),
        "[".repeat(deep) + &"]".repeat(deep),
        "? ".repeat(deep),
        "&a [*a]".to_owned(),
        "'".repeat(deep),
        "\"".to_owned() + &"\\".repeat(deep),
        "\0".repeat(deep),
        "!".repeat(deep),
    ];
    let levels = (1..40).map(|level| {
        let last = format!("*a{}, ", level - 1).repeat(9);
        format!("a{level}: &a{level} [{last}]\n")
    });
    let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned() + &levels.collect::<String>();
    inputs.push(bomb);
    let text = "x".repeat(1 << 20);
    inputs.push(format!("a: &a {text}\nb: [{}]\n", "*a, ".repeat(10_000)));
    for input in &inputs {
        for name in ["openapi.yaml", "openapi.json", "openapi"] {
            let start = std::time::Instant::now();
            let source = Source::from_memory(&[(name, input)]);
            let (_, diagnostics) = document::read(&source);
            assert!(diagnostics.has_errors(), "{input:.40}");
            assert!(start.elapsed().as_secs() < 20, "{input:.40}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*|[\\[\\]{}:,\"'&*\\- \n\ra<>|?#!%0-9.]*") {
        for name in ["openapi.yaml", "openapi.json"] {
            let source = Source::from_memory(&[(name, &text)]);
            let (_, diagnostics) = document::read(&source);
            prop_assert!(diagnostics.has_errors());
            diagnostics.render(&source, true);
        }
    }

    #[test]
    fn every_value_of_a_tree_has_its_place(tree in tree()) {
        let text = serde_json::to_string_pretty(&tree).expect("JSON");
        for name in ["a.yaml", "a.json"] {
            let source = Source::from_memory(&[(name, &text)]);
            prop_assert_eq!(source.value(FileId::ROOT), &tree);
            placed(&source, &tree, &Pointer::root(FileId::ROOT))?;
        }
    }
}

fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-zé\"\\\\/~ ]*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..20).prop_map(Value::from),
            prop::collection::vec(("[a-z/~é\"]{1,8}", inner), 0..20)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Each scalar's span holds its text.
fn placed(source: &Source, value: &Value, at: &Pointer) -> Result<(), TestCaseError> {
    match value {
        Value::Object(members) => {
            members.iter().try_for_each(|(key, value)| placed(source, value, &at.key(key)))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, value)| placed(source, value, &at.index(index))),
        scalar => {
            let location = source.locate(&at.into());
            let text = source.text(FileId::ROOT).and_then(|text| text.get(location.span));
            prop_assert_eq!(text.unwrap_or_default(), scalar.to_string());
            Ok(())
        }
    }
}

proptest! {
    /// A value is found where it is, whichever was found before.
    #[test]
    fn values_are_found_one_after_another(
        paths in prop::collection::vec("(/(a|ab|a~1b|0|1|01|x)){0,4}", 1..12),
    ) {
        let tree = json!({
            "a": {"a": [{"a": 1}, {"ab": {"0": 2}}], "ab": {"a": 3}, "a/b": [4]},
            "ab": [[{"a": 5}], {"a/b": {"a": 6}}],
            "a/b": {"a": {"a": {"a": 7}}},
        });
        let mut cursor = Cursor::default();
        for path in &paths {
            let found = cursor.find(&Pointer::new(FileId::ROOT, path.as_str()), || Some(&tree));
            prop_assert_eq!(found, tree.pointer(path), "{} of {:?}", path, paths);
        }
    }
}
