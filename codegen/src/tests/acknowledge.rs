//! What is acknowledged: what a file of it may hold, and what its places cover.

use expect_test::{Expect, expect};

use crate::acknowledge::Acknowledgements;
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Pointer, Source};

const RULES: &[&str] = &["long-name", "short-name"];

fn read(text: &str) -> (Source, Acknowledgements, Diagnostics) {
    let source = Source::from_memory(&[("acknowledged.yaml", text)]);
    let (read, diagnostics) = Acknowledgements::read(&source, RULES);
    (source, read, diagnostics)
}

/// What is said of a file.
fn check(text: &str, expected: &Expect) {
    let (source, _, diagnostics) = read(text);
    expected.assert_eq(&diagnostics.render(&source, false));
}

/// Whether an acknowledgement of `place` covers what is found at a pointer of the document.
fn covers(place: &str, pointer: &str) -> bool {
    let text = format!("[{{rule: long-name, place: {place:?}, reason: so}}]");
    let (source, mut read, diagnostics) = read(&text);
    assert!(diagnostics.is_empty(), "{}", diagnostics.render(&source, false));
    let document = Source::from_memory(&[("spec/openapi.yaml", "a: 1")]);
    read.covers("long-name", &document, &Pointer::new(FileId::ROOT, pointer)).is_some()
}

#[test]
fn a_place_covers_itself_only() {
    assert!(covers("#/a/b", "/a/b"));
    assert!(covers("/a/b", "/a/b"));
    assert!(covers("#", ""));
    assert!(!covers("#/a", "/a/b"));
    assert!(!covers("#/a/b", "/a"));
    assert!(!covers("#/a/b", "/a/c"));
    assert!(covers("#/paths/~1a~1{b}/get", "/paths/~1a~1{b}/get"));
}

#[test]
fn a_star_stands_for_any_characters_of_a_key() {
    assert!(covers("#/a/*/c", "/a/b/c"));
    assert!(covers("#/a/*/c", "/a//c"));
    assert!(!covers("#/a/*/c", "/a/c"));
    assert!(!covers("#/a/*", "/a/b/c"));
    assert!(covers("#/paths/~1v*~1users*/get", "/paths/~1v12~1users~1{id}/get"));
    assert!(covers("#/a*b*c", "/axbxbxc"));
    assert!(!covers("#/a*b*c", "/axbxbx"));
    assert!(covers("#/ü*", "/üä"));
}

#[test]
fn two_stars_stand_for_any_keys() {
    assert!(covers("#/a/**", "/a"));
    assert!(covers("#/a/**", "/a/b/c"));
    assert!(covers("#/**/type", "/a/b/type"));
    assert!(covers("#/**/a/**/c", "/a/b/a/x/c"));
    assert!(!covers("#/**/a/**/c", "/a/b/a/x"));
    assert!(covers("#/**", ""));
    assert!(!covers("#/a/**", "/ab"));
}

#[test]
fn many_stars_take_no_time() {
    let glob = format!("#{}/x", "/**/a*a*a*a*b".repeat(40));
    assert!(!covers(&glob, &format!("/{}", "a".repeat(400)).repeat(40)));
}

#[test]
fn places_in_other_files_are_named_from_the_folder_of_the_document() {
    let text = "
- {rule: long-name, place: 'shared/x.yaml#/A/**', reason: so}
- {rule: short-name, place: './shared/x.yaml#', reason: thus}
";
    let (_, mut read, _) = read(text);
    let document = Source::from_memory(&[
        ("spec/openapi.yaml", "a: {$ref: 'shared/x.yaml#/A'}"),
        ("spec/shared/x.yaml", "A: {b: 1}"),
    ]);
    let other = document.files().nth(1).expect("the other file was met");
    let at = |path: &str| Pointer::new(other, path);
    assert_eq!(read.covers("long-name", &document, &at("/A/b")), Some("so"));
    assert_eq!(read.covers("short-name", &document, &at("")), Some("thus"));
    assert_eq!(read.covers("short-name", &document, &at("/A")), None);
    assert_eq!(read.covers("long-name", &document, &Pointer::new(FileId::ROOT, "/A/b")), None);
}

#[test]
fn what_covers_nothing_is_said_where_its_rule_was_judged() {
    let text = "
- rule: long-name
  place: '#/a'
  reason: It was there once.
- rule: long-name
  place: '#/b'
  reason: It is there.
- rule: short-name
  place: '#/c'
  reason: Judged by another command.
";
    let (source, mut read, _) = read(text);
    let document = Source::from_memory(&[("openapi.yaml", "b: 1")]);
    assert!(read.covers("long-name", &document, &Pointer::new(FileId::ROOT, "/b")).is_some());
    let mut unused = Diagnostics::default();
    unused.extend(read.unused(|rule| rule == "long-name"));
    expect![[r#"
        warning[unused-acknowledgement]: no `long-name` is there any longer that this covers
         --> acknowledged.yaml:3:10
          |
        3 |   place: '#/a'
          |          ^^^^^
          |
          = help: take it out, or correct its place; `/**` at the end covers what lies within
    "#]]
    .assert_eq(&unused.render(&source, false));
}

#[test]
fn an_entry_has_three_keys() {
    check(
        "
- rule: long-name
  place: '#/a'
  reason: ' '
- rule: long-name
  reasons: 1
  place: 7
- just text
",
        &expect![[r#"
            error[invalid-acknowledgement]: `reason` is empty
             --> acknowledged.yaml:4:11
              |
            4 |   reason: ' '
              |           ^^^
              |
              = help: it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty

            error[invalid-acknowledgement]: this acknowledgement has no `reason`
             --> acknowledged.yaml:5:3
              |
            5 | - rule: long-name
              |   ^^^^^^^^^^^^^^^
              |
              = help: it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty

            error[invalid-acknowledgement]: an acknowledgement has no key `reasons`
             --> acknowledged.yaml:6:3
              |
            6 |   reasons: 1
              |   ^^^^^^^
              |
              = help: did you mean `reason`?

            error[invalid-acknowledgement]: `place` must be text, and this is a number
             --> acknowledged.yaml:7:10
              |
            7 |   place: 7
              |          ^
              |
              = help: it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty

            error[invalid-acknowledgement]: an acknowledgement must be an object, and this is text
             --> acknowledged.yaml:8:3
              |
            8 | - just text
              |   ^^^^^^^^^
              |
              = help: it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty
        "#]],
    );
}

#[test]
fn rules_and_places_are_checked() {
    check(
        "
- {rule: long-names, place: '#/a', reason: so}
- {rule: none-such-at-all, place: '#/a', reason: so}
- {rule: long-name, place: components/schemas/A, reason: so}
- {rule: long-name, place: '#/b', reason: so}
- {rule: long-name, place: '/b', reason: thus}
",
        &expect![[r#"
            error[invalid-acknowledgement]: there is no rule `long-names`
             --> acknowledged.yaml:2:10
              |
            2 | - {rule: long-names, place: '#/a', reason: so}
              |          ^^^^^^^^^^
              |
              = help: did you mean `long-name`?

            error[invalid-acknowledgement]: there is no rule `none-such-at-all`
             --> acknowledged.yaml:3:10
              |
            3 | - {rule: none-such-at-all, place: '#/a', reason: so}
              |          ^^^^^^^^^^^^^^^^
              |
              = help: the code in brackets of what is said is its rule

            error[invalid-acknowledgement]: `components/schemas/A` is no JSON pointer; such a place is written like `#/components/schemas/Name`
             --> acknowledged.yaml:4:28
              |
            4 | - {rule: long-name, place: components/schemas/A, reason: so}
              |                            ^^^^^^^^^^^^^^^^^^^^
              |
              = help: it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty

            error[invalid-acknowledgement]: this is acknowledged twice
             --> acknowledged.yaml:6:3
              |
            6 | - {rule: long-name, place: '/b', reason: thus}
              |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
             ::: acknowledged.yaml:5:3
              |
            5 | - {rule: long-name, place: '#/b', reason: so}
              |   ------------------------------------------- first here
              |
              = help: keep one of them
        "#]],
    );
}

#[test]
fn an_empty_file_acknowledges_nothing() {
    for text in ["", "# nothing any more\n", "[]"] {
        check(text, &expect![""]);
    }
    check(
        "rule: long-name\n",
        &expect![[r#"
        error[invalid-acknowledgement]: acknowledgements are a list of objects with `rule`, `place` and `reason`, and this is an object
         --> acknowledged.yaml:1:1
          |
        1 | rule: long-name
          | ^^^^^^^^^^^^^^^
          |
          = help: it has a `rule`, a `place` in the document and a `reason`, each a text that is not empty
    "#]],
    );
    check(
        "- rule: [\n",
        &expect![[r#"
        error[syntax]: did not find expected node content
        --> acknowledged.yaml:2:1
         = help: correct it here or just before; until then nothing of the file is read
    "#]],
    );
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let source = Source::load(std::path::Path::new("none/such.yaml"));
    let (_, diagnostics) = Acknowledgements::read(&source, RULES);
    expect![[r#"
        error[unreadable-file]: cannot read the acknowledgements: there is no such file
        --> none/such.yaml
         = help: see that the file is there, is a regular file and can be read; paths count from the file that refers to it
    "#]].assert_eq(&diagnostics.render(&source, false));
}
