//! How a diagnostic is shown.

use std::collections::HashSet;

use expect_test::{Expect, expect};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Place, Pointer, Source};

fn check(text: &str, diagnostic: &Diagnostic, expected: &Expect) {
    let source = Source::from_memory(&[("a.json", text)]);
    expected.assert_eq(&diagnostic.render(&source, false));
}

fn at(pointer: &str) -> Pointer {
    Pointer::new(FileId::ROOT, pointer)
}

#[test]
fn all_parts() {
    let diagnostic = Diagnostic::new(Code::UnresolvedRef, at("/b"), "`x` leads nowhere")
        .help("did you mean `y`?")
        .related(at("/a"), "this is near");
    check(
        "{\n  \"a\": 1,\n  \"b\": \"x\"\n}",
        &diagnostic,
        &expect![[r#"
        error[unresolved-ref]: `x` leads nowhere
         --> a.json:3:8
          |
        3 |   "b": "x"
          |        ^^^
          |
         ::: a.json:2:8
          |
        2 |   "a": 1,
          |        - this is near
          |
          = help: did you mean `y`?
    "#]],
    );
}

#[test]
fn severities() {
    for (severity, expected) in [
        (
            Severity::Warning,
            expect![[r#"
                warning[syntax]: so it is
                 --> a.json:1:7
                  |
                1 | {"a": 1}
                  |       ^
                  |
                  = help: correct it here or just before; until then nothing of the file is read
            "#]],
        ),
        (
            Severity::Note,
            expect![[r#"
            note[syntax]: so it is
             --> a.json:1:7
              |
            1 | {"a": 1}
              |       ^
        "#]],
        ),
    ] {
        let diagnostic = Diagnostic::new(Code::Syntax, at("/a"), "so it is").severity(severity);
        check("{\"a\": 1}", &diagnostic, &expected);
    }
}

#[test]
fn long_lines_are_cut_around_the_caret() {
    let list = (0..2000).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    let diagnostic = Diagnostic::new(Code::Syntax, at("/1500"), "here");
    check(
        &format!("[{list}]"),
        &diagnostic,
        &expect![[r#"
            error[syntax]: here
             --> a.json:1:6392
              |
            1 | …,1488,1489,1490,1491,1492,1493,1494,1495,1496,1497,1498,1499,1500,1501,1502,1503,1504,1505,1506,1507,1508,1509,1510,1511,1512…
              |                                                               ^^^^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
    let diagnostic = Diagnostic::new(Code::Syntax, at("/a"), "a long value");
    check(
        &format!("{{\"a\": \"{}\"}}", "long ".repeat(100)),
        &diagnostic,
        &expect![[r#"
            error[syntax]: a long value
             --> a.json:1:7
              |
            1 | {"a": "long long long long long long long long long long long long long long long long…
              |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: correct it here or just before; until then nothing of the file is read
        "#]],
    );
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text =
        "{\"\u{1b}[31m\u{202e}\": 1,\t\"a\": \"\u{1b}]0;x\u{7}\"}".replace('\u{7}', "\u{7f}");
    let source = Source::from_memory(&[("a\u{1b}.yaml", &text)]);
    let diagnostic =
        Diagnostic::new(Code::Syntax, Place::text(FileId::ROOT, 3..3), "\u{1b}[1m bold\r\n\u{9b}")
            .help("\u{1b}help")
            .related(Place::text(FileId::ROOT, 20..22), "\u{1b}label");
    let shown = diagnostic.render(&source, false);
    assert!(!shown.contains(|char: char| char.is_control() && char != '\n'), "{shown:?}");
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
}

#[test]
fn colour_is_on_request() {
    let source = Source::from_memory(&[("a.json", "{\"a\": 1}")]);
    let diagnostic = Diagnostic::new(Code::Syntax, at("/a"), "so it is");
    assert!(diagnostic.render(&source, true).contains('\u{1b}'));
    assert!(!diagnostic.render(&source, false).contains('\u{1b}'));
}

#[test]
fn sorted_by_position_and_each_once() {
    let source = Source::from_memory(&[("a.json", "{\n\"a\": 1,\n\"b\": 2\n}")]);
    let mut diagnostics = Diagnostics::default();
    for pointer in ["/b", "/a", "/b", ""] {
        diagnostics.push(Diagnostic::new(Code::Syntax, at(pointer), "here"));
    }
    diagnostics.push(Diagnostic::new(Code::IgnoredWebhooks, at("/a"), "here"));
    assert_eq!((diagnostics.count(Severity::Error), diagnostics.count(Severity::Note)), (4, 1));
    diagnostics.sort(&source);
    let order = diagnostics.iter().map(|diagnostic| {
        let pointer = diagnostic.place.pointer().map(|pointer| pointer.to_string());
        format!("{} {}", diagnostic.severity, pointer.unwrap_or_default())
    });
    let expected = ["error #", "error #/a", "note #/a", "error #/b"];
    assert_eq!(order.collect::<Vec<_>>(), expected);
}

#[test]
fn blame_is_for_what_lies_within() {
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::new(Code::Syntax, at("/a/b"), "here"));
    diagnostics.push(Diagnostic::new(Code::UnknownKeyword, at("/c"), "a warning"));
    let blamed =
        ["", "/a", "/a/b", "/a/b/c", "/a/bc", "/c"].map(|pointer| diagnostics.blames(&at(pointer)));
    assert_eq!(blamed, [true, true, true, false, false, false]);
}

/// Errors and warnings always say what to do; a note only if it was given something to say.
#[test]
fn help_is_general_where_there_is_none_of_its_own() {
    let diagnostic = Diagnostic::new(Code::DuplicateParameter, at("/a"), "so it is");
    assert_eq!(diagnostic.advice(), Some("keep one of them"));
    assert_eq!(diagnostic.clone().help("do this").advice(), Some("do this"));
    assert_eq!(diagnostic.severity(Severity::Note).advice(), None);
}

#[test]
fn an_unreadable_part_is_not_said_beside_its_reason() {
    let source = Source::from_memory(&[("a.json", "{\"a\": {\"b\": 1}, \"c\": 2}")]);
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::new(Code::Unreadable, at("/a"), "unreadable"));
    diagnostics.push(Diagnostic::new(Code::InvalidValue, at("/a/b"), "the reason"));
    diagnostics.push(Diagnostic::new(Code::Unreadable, at("/c"), "unreadable"));
    diagnostics.sort(&source);
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::InvalidValue, Code::Unreadable]);
}

#[test]
fn codes_are_told_apart_and_explained() {
    let names: HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        let name = code.as_str();
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'0'..=b'9')),
            "{name}"
        );
        assert!(code.explanation().ends_with('.'), "{name}");
        let advice = code.advice();
        assert!(!advice.is_empty() && !advice.ends_with('.'), "{name}");
    }
}
