//! Where faults of whole files are shown.

use std::fs;

use expect_test::{Expect, expect};

use super::super::{check, check_files};
use super::check_disk;

/// What is said of a root document of these bytes.
fn check_bytes(bytes: &[u8], expected: &Expect) {
    check_disk(|folder| fs::write(folder.join("openapi.yaml"), bytes).expect("a file"), expected);
}

#[test]
fn files_that_hold_nothing() {
    check(
        "",
        &expect![[r#"
            error[empty-file]: the file is empty
            --> openapi.yaml:1:1
             = help: write the document, or the part that is referred to, into it
        "#]],
    );
    check(
        "\n \n",
        &expect![[r#"
            error[empty-file]: the file is empty
            --> openapi.yaml:1:1
             = help: write the document, or the part that is referred to, into it
        "#]],
    );
    check(
        "# only a comment\n---\n# and another\n",
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
    check(
        "null\n",
        &expect![[r#"
        error[not-openapi]: this is not an OpenAPI document: the outermost value must be an object
         --> openapi.yaml:1:1
          |
        1 | null
          | ^^^^
          |
          = help: an OpenAPI document starts with its version, such as `openapi: 3.0.3`
    "#]],
    );
}

#[test]
fn files_that_are_no_utf8() {
    check_bytes(
        b"info: {title: Caf\xe9}\n",
        &expect![[r#"
        error[not-utf8]: the file is not UTF-8 text
        --> DIR/openapi.yaml:1:1
         = help: save it as UTF-8
    "#]],
    );
    check_bytes(
        b"\xff\xfeo\0p\0e\0n\0",
        &expect![[r#"
        error[not-utf8]: the file is not UTF-8 text
        --> DIR/openapi.yaml:1:1
         = help: save it as UTF-8
    "#]],
    );
    check_bytes(
        b"\x7fELF\x02\x01\x01\0\x80\xc3",
        &expect![[r#"
        error[not-utf8]: the file is not UTF-8 text
        --> DIR/openapi.yaml:1:1
         = help: save it as UTF-8
    "#]],
    );
}

#[test]
fn control_characters() {
    check(
        "openapi: 3.0.3\ninfo: {title: é\u{1}}\n",
        &expect![[r#"
            error[syntax]: control characters are not allowed
             --> openapi.yaml:2:16
              |
            2 | info: {title: é�}
              |                ^
              |
              = help: take the character out
        "#]],
    );
    check(
        "\0\0",
        &expect![[r#"
            error[syntax]: control characters are not allowed
             --> openapi.yaml:1:1
              |
            1 | ��
              | ^
              |
              = help: take the character out
        "#]],
    );
    check_files(
        &[("openapi.json", "{\n  \"openapi\": \"\u{1}\"}")],
        &expect![[r#"
            error[syntax]: control character (\u0000-\u001F) found while parsing a string
             --> openapi.json:2:15
              |
            2 |   "openapi": "�"}
              |               ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
}

#[test]
fn several_documents() {
    check(
        "# one\n---\nopenapi: 3.0.3\n---\nopenapi: 3.0.3\n---\nmore: 1\n",
        &expect![[r#"
            error[syntax]: the file holds more than one YAML document
             --> openapi.yaml:4:1
              |
            4 | ---
              | ^
              |
              = help: keep one document; the others need files of their own
        "#]],
    );
    check(
        "openapi: 3.0.3\n...\n--- {openapi: 3.0.3}\n",
        &expect![[r#"
            error[syntax]: the file holds more than one YAML document
             --> openapi.yaml:3:1
              |
            3 | --- {openapi: 3.0.3}
              | ^
              |
              = help: keep one document; the others need files of their own
        "#]],
    );
}

#[test]
fn aliases_without_end() {
    let levels = (1..30).map(|level| {
        let last = format!("*a{}, ", level - 1).repeat(9);
        format!("a{level}: &a{level} [{last}]\n")
    });
    check(
        &("a0: &a0 [x, x]\n".to_owned() + &levels.collect::<String>()),
        &expect![[r#"
            error[syntax]: aliases repeat too much of the document
             --> openapi.yaml:1:1
              |
            1 | a0: &a0 [x, x]
              | ^
              |
              = help: define what repeats under `components`, and refer to it with `$ref`
        "#]],
    );
    check(
        "a: &a [*a]\n",
        &expect![[r#"
            error[syntax]: the nesting is deeper than 128 levels
             --> openapi.yaml:1:4
              |
            1 | a: &a [*a]
              |    ^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
}

#[test]
fn a_fault_of_a_file_is_said_once() {
    let root = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: 'b.yaml#/A'}\n    B: {$ref: 'b.yaml#/B'}\n";
    check_files(
        &[("openapi.yaml", root), ("b.yaml", "A: [\n")],
        &expect![[r#"
            error[syntax]: did not find expected node content
            --> b.yaml:2:1
             = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
    check_files(
        &[("openapi.yaml", root), ("b.yaml", "")],
        &expect![[r#"
            error[empty-file]: the file is empty
            --> b.yaml:1:1
             = help: write the document, or the part that is referred to, into it
        "#]],
    );
    check_disk(
        |folder| {
            fs::write(folder.join("openapi.yaml"), root).expect("a file");
            fs::write(folder.join("b.yaml"), b"A: \xff").expect("a file");
        },
        &expect![[r#"
            error[not-utf8]: the file is not UTF-8 text
            --> DIR/b.yaml:1:1
             = help: save it as UTF-8
        "#]],
    );
}
