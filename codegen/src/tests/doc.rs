//! Descriptions as rustdoc.

use expect_test::{Expect, expect};

use crate::emit::doc::{list_item, markdown, prose, rewritten};
use crate::markdown::code;

fn check(source: &str, expected: &Expect) {
    expected.assert_eq(&markdown(source));
}

#[test]
fn prose_is_broken_anew() {
    check(
        "One line\nand another one that goes on for a while, so that there is something to break at the end of it, twice.",
        &expect![[r#"
            One line and another one that goes on for a while, so that there is something to break at the end of it,
            twice."#]],
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

/// rustdoc warns of an address that is no link, also within HTML.
#[test]
fn anchors_are_links() {
    check(
        "See <a href='https://example.com/a' target='_blank'>the **page**</a> or <a href=\"https://example.com/b\">the other\npage</a>.",
        &expect![[r#"
            See \<a href='<https://example.com/a>' target='\_blank'>the **page**\</a> or [the other
            page](https://example.com/b)."#]],
    );
    check(
        "Never closed: <a href=\"https://example.com/\">here. <a href=\"/x\">There</a>, <a name=x>y</a>.",
        &expect![[
            r#"Never closed: \<a href="<https://example.com/>">here. \<a href="/x">There\</a>, \<a name=x>y\</a>."#
        ]],
    );
    check(
        "<p>See <a href=\"https://example.com/\">here</a></p>\n\n<img src='https://example.com/x.png'>",
        &expect![[r#"
            \<p>See \<a href="<https://example.com/>">here\</a>\</p>

            \<img src='<https://example.com/x.png>'>"#]],
    );
}

/// clippy warns of a quote that goes on without its marker.
#[test]
fn quotes_keep_their_markers() {
    check(
        "> A quote that goes on for a while, so that there is something to break at the end of it, twice.\n> - an item that goes on for a while, so that there is something to break at the end of it.\n>\n> > inner quote that goes on for a while, so that there is something to break at the end of it\n\n- item\n  > quoted in an item that goes on for a while, so that there is something to break at the end of it",
        &expect![[r#"
            >
             > A quote that goes on for a while, so that there is something to break at the end of it, twice.
             >
             > - an item that goes on for a while, so that there is something to break at the end of it.
             >
             >  >
             >  > inner quote that goes on for a while, so that there is something to break at the end of it

            - item
               >
               > quoted in an item that goes on for a while, so that there is something to break at the end of it"#]],
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

/// A list would otherwise be words of the item, and the lines of its own items indented too far.
/// A line that begins with it would begin HTML, also within a span of code.
#[test]
fn no_line_begins_with_a_tag() {
    check(
        "The markup which the widget shows to whoever visits the page. Default: `hello <b>you, and all others</b> <script>x()</script>`.",
        &expect![
            "The markup which the widget shows to whoever visits the page. Default: `hello <b>you, and all others</b> <script>x()</script>`."
        ],
    );
}

#[test]
fn what_is_said_of_an_item_may_be_a_list() {
    let item = |said| list_item("`a`", &markdown(said));
    expect![[r#"
        - `a`: words and

          - more"#]]
    .assert_eq(&item("words and\n- more"));
    expect![[r#"
        - `a`:

          - one
          - two"#]]
    .assert_eq(&item("- one\n- two"));
    expect![[r#"
        - `a`:

          # Title

          Words"#]]
    .assert_eq(&item("# Title\nWords"));
}

#[test]
fn control_characters_are_left_out() {
    check("a\u{7}b\u{202e}c\u{1b}[31m", &expect![[r#"abc\[31m"#]]);
    check("right to left: &#x202e;", &expect!["right to left:"]);
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

/// A derive macro has the same name.
#[test]
fn links_to_a_type_lead_to_no_macro() {
    let members = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let properties = members.map(|member| format!("{member}: {{type: string}}")).join(", ");
    let schema = format!(
        "{{type: object, required: [{}], properties: {{{properties}}}}}",
        members.join(", ")
    );
    let document = format!(
        "openapi: 3.0.3
info: {{title: Test, version: '1'}}
paths:
  /a: {{post: {{operationId: a, requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Default'}}}}}}}}, responses: {{}}}}}}
components: {{schemas: {{Default: {schema}}}}}
"
    );
    let text = super::lower::file(&document, "src/models.rs");
    assert!(text.contains("pub struct Default with new(DefaultRequired) {"), "{text}");
    let text = super::lower::file(&document, "src/runtime/codec/macros/structs.rs");
    assert!(text.contains("\"What [`struct@\", ::core::stringify!($name)"), "{text}");
}

/// What is not parsed is what parsing would give.
#[test]
fn prose_is_not_parsed() {
    assert!(prose("The user's `full_name`: at most 50% of it (see 1.), please?\n").is_some());
    assert_eq!(
        prose("One\nparagraph.\n\n\nAnd one.").as_deref(),
        Some("One paragraph.\n\nAnd one.")
    );
    for parsed in ["1. The first of a list.", "See https://example.com", "a  \nb", "_a_", "``a``"] {
        assert_eq!(prose(parsed), None, "{parsed}");
    }
    let word = "[a-zA-Z0-9]{1,4}|[ .,:;?!'\"()/%$@=+-]|`|_|`[a-z_.]{1,3}`|\n|\n\n";
    proptest::proptest!(|(source in proptest::collection::vec(word, 1..24))| {
        let source = source.concat();
        if prose(&source).is_some() {
            proptest::prop_assert_eq!(markdown(&source), rewritten(&source));
        }
    });
}
