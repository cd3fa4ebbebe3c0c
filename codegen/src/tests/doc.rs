//! Descriptions as rustdoc.

use expect_test::{Expect, expect};

use crate::emit::doc::markdown;
use crate::markdown::code;

fn check(source: &str, expected: &Expect) {
    expected.assert_eq(&markdown(source));
}

#[test]
fn prose_is_broken_anew() {
    check(
        "One line\nand another one that goes on for a while, so that there is something to break at the end of it, twice.",
        &expect![[r#"
            One line and another one that goes on for a while, so that there is something to break at
            the end of it, twice."#]],
    );
}

#[test]
fn brackets_are_no_links_to_items() {
    check(
        "See [Group] and `[x]` and [the page](https://example.com/a_b).",
        &expect![[r#"See \[Group\] and `[x]` and [the page](https://example.com/a_b)."#]],
    );
    check(
        "[relative](/docs/x) and [broken][nowhere].",
        &expect![[r#"relative and \[broken\]\[nowhere\]."#]],
    );
}

#[test]
fn html_is_text() {
    check(
        "a <b>bold</b> <br/> word, List<String>, <script>alert(1)</script>",
        &expect![[r#"a \<b>bold\</b> word, List\<String>, \<script>alert(1)\</script>"#]],
    );
    check(
        "<p>A paragraph</p>\n\nnext",
        &expect![[r#"
        \<p>A paragraph\</p>

        next"#]],
    );
}

#[test]
fn urls_are_links() {
    check(
        "Call https://example.com/x, or https://{host}/y.",
        &expect!["Call <https://example.com/x>, or `https://{host}/y`."],
    );
}

#[test]
fn code_blocks_are_no_doctests() {
    check(
        "```\nlet x = 1;\n```\n\n    indented()\n\n```rust\npanic!()\n```\n\n```json\n{}\n```",
        &expect![[r#"
        ```text
        let x = 1;
        ```

        ```text
        indented()
        ```

        ```text
        panic!()
        ```

        ```json
        {}
        ```"#]],
    );
}

#[test]
fn lists_are_indented() {
    check(
        "- one\ncontinued\n- two\n    - inner\n\n1. first\n2) second",
        &expect![[r#"
        - one continued
        - two
          - inner

        1. first

        2) second"#]],
    );
}

#[test]
fn control_characters_are_left_out() {
    check("a\u{7}b\u{202e}c\u{1b}[31m", &expect![[r#"abc\[31m"#]]);
}

#[test]
fn code_spans_hold_anything() {
    expect!["`a`"].assert_eq(&code("a"));
    expect!["``a`b``"].assert_eq(&code("a`b"));
    expect!["`` `a` ``"].assert_eq(&code("`a`"));
    expect!["The empty string"].assert_eq(&code(""));
}

#[test]
fn whatever_comes_stays_one_text() {
    proptest::proptest!(|(source in "(\\PC|\n){0,80}")| {
        let once = markdown(&source);
        proptest::prop_assert!(!once.contains(char::from(0x1b)));
    });
}
