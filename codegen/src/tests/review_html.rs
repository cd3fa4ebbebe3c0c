//! The page of a review: what it shows, and that nothing of a document can act on it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use expect_test::expect;
use sha2::{Digest, Sha256};

use crate::review::{Release, Side, html, review};
use crate::{Source, analyze};

/// The page about the change of a schema with these properties.
fn page(old: &str, new: &str) -> String {
    let source = |properties: &str| {
        let head =
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
        let schema = format!("    Note:\n      type: object\n      properties:\n{properties}");
        Source::from_memory(&[("openapi.yaml", &format!("{head}{schema}"))])
    };
    let (old, new) = (source(old), source(new));
    let ((was, _), (is, _)) = (analyze(&old), analyze(&new));
    let (old, new) = (Side { source: &old, api: &was }, Side { source: &new, api: &is });
    html(&review(old, new), old, new)
}

/// What stands between the first `start` and the `end` that follows it.
fn between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("the page has no {start}"));
    rest.split_once(end).map_or(rest, |(inner, _)| inner)
}

#[test]
fn a_change_with_its_lines_and_its_rust() {
    let page = page("        id: {type: string}\n", "        id: {type: boolean}\n");
    let article = between(&page, "</form>", "<script>").replace("><", ">\n<");
    expect![[r#"
        <article aria-labelledby="change-0" data-worst="breaking" data-wire="none" data-rust="breaking" data-runtime="none" data-operations="">
        <h3 id="change-0">
        <code>id</code> of <code>Note</code> is <code>boolean</code>, and was <code>string</code>
        </h3>
        <p class="rule">
        <code>property-type</code>: A property has another type.</p>
        <dl class="verdicts">
        <div>
        <dt>Wire</dt>
        <dd>
        <strong class="effect" data-effect="none">none</strong> no operation sends or answers it</dd>
        </div>
        <div>
        <dt>Rust</dt>
        <dd>
        <strong class="effect" data-effect="breaking">breaking</strong> <code>models::Note::id</code> is declared otherwise</dd>
        </div>
        <div>
        <dt>Run time</dt>
        <dd>
        <strong class="effect" data-effect="none">none</strong> what compiles does the same</dd>
        </div>
        </dl>
        <details open>
        <summary>The document</summary>
        <div class="sides">
        <figure>
        <figcaption id="old-0">
        <strong>Before</strong> <span>openapi.yaml, line 9</span>
        </figcaption>
        <pre tabindex="0" role="group" aria-labelledby="old-0">
        <span data-line="7">type: object
        </span>
        <span data-line="8">properties:
        </span>
        <del data-line="9">  id: {type: string}
        </del>
        </pre>
        </figure>
        <figure>
        <figcaption id="new-0">
        <strong>After</strong> <span>openapi.yaml, line 9</span>
        </figcaption>
        <pre tabindex="0" role="group" aria-labelledby="new-0">
        <span data-line="7">type: object
        </span>
        <span data-line="8">properties:
        </span>
        <ins data-line="9">  id: {type: boolean}
        </ins>
        </pre>
        </figure>
        </div>
        </details>
        <details open>
        <summary>In Rust</summary>
        <div class="sides">
        <figure>
        <figcaption id="before-0">
        <strong>Before</strong> <span>Rust</span>
        </figcaption>
        <pre tabindex="0" role="group" aria-labelledby="before-0">
        <del data-line="">pub id: Option&lt;String&gt;
        </del>
        </pre>
        </figure>
        <figure>
        <figcaption id="after-0">
        <strong>After</strong> <span>Rust</span>
        </figcaption>
        <pre tabindex="0" role="group" aria-labelledby="after-0">
        <ins data-line="">pub id: Option&lt;bool&gt;
        </ins>
        </pre>
        </figure>
        </div>
        </details>
        <div class="list">
        <h4>Rust item</h4>
        <ul>
        <li>
        <code>models::Note::id</code>
        </li>
        </ul>
        </div>
        </article>
        </main>"#]].assert_eq(&article);
}

#[test]
fn what_is_new_has_no_lines_before() {
    let page = page(
        "        id: {type: string}\n",
        "        id: {type: string}\n        to: {type: string}\n",
    );
    assert!(page.contains("<p class=\"nothing\">It is not there.</p>"), "{page}");
    assert!(page.contains("to: {type: string}"), "{page}");
}

#[test]
fn without_a_change_there_is_nothing_to_filter() {
    let page = page("        id: {type: string}\n", "        id: {type: string}\n");
    assert!(page.contains("The generated crate stays as it is"), "{page}");
    assert!(!page.contains("<form"), "{page}");
}

#[test]
fn the_version_and_what_is_acknowledged_are_told() {
    let source = |ty: &str| {
        let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n";
        Source::from_memory(&[("a.yaml", &format!("{head}  schemas: {{Id: {{type: {ty}}}}}\n"))])
    };
    let (old, new) = (source("string"), source("boolean"));
    let ((was, _), (is, _)) = (analyze(&old), analyze(&new));
    let (old, new) = (Side { source: &old, api: &was }, Side { source: &new, api: &is });
    let mut review = review(old, new);
    review.release = Release::new("0.1.0", "0.1.1", review.bump);
    review.findings[0].acknowledged = Some("<b>Nobody</b> reads it.".to_owned());
    let page = html(&review, old, new);
    assert!(page.contains("needs <code>0.2.0</code>, and is <code>0.1.1</code>"), "{page}");
    assert!(page.contains("<strong>which is too low.</strong>"), "{page}");
    assert!(page.contains("&lt;b&gt;Nobody&lt;/b&gt; reads it."), "{page}");
}

#[test]
fn one_line_of_any_length_is_cut() {
    let long = format!(
        "        id: {{type: string, description: {}, maxLength: 3}}\n",
        "x".repeat(90_000)
    );
    let page = page(&long, &long.replace("maxLength: 3", "maxLength: 4"));
    assert!(page.len() < 40_000, "the page has {} bytes", page.len());
}

/// Every text that has a meaning where it could end up: in text, in attributes, in style and script.
#[test]
fn nothing_of_a_document_acts_on_the_page() {
    const HOSTILE: &[&str] = &[
        "</script><script>alert(1)</script>",
        "</style><style>*{display:none}</style>",
        "\\\"><img src=x onerror=alert(1)>",
        "' onfocus='alert(1)",
        "<!-- ]]> &amp; &#60;",
        "`</code>` ``x",
        "\\u202Egpj.exe\\u2066\\u200F",
        "\\u2028\\u2029\\u0000\\u001B[31m\\uFEFF",
        "javascript:alert(1)",
    ];
    let properties = |ty: &str| {
        let line = |name: &&str| {
            format!("        \"{name}\": {{type: {ty}, enum: [\"{name}\"]}} # \u{202e}\u{2028}\n")
        };
        HOSTILE.iter().map(line).collect::<String>()
    };
    let page = page(&properties("string"), &properties("integer").replace("enum: [", "x: ["));
    for (tag, times) in
        [("<script>", 1), ("</script>", 1), ("<style>", 1), ("</style>", 1), ("<img", 0)]
    {
        assert_eq!(page.matches(tag).count(), times, "{tag} in\n{page}");
    }
    let unseen = |char: &char| {
        (char.is_control() && *char != '\n')
            || matches!(char, '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}' | '\u{feff}')
    };
    assert_eq!(page.chars().find(unseen), None);
    assert!(page.contains("<span class=\"hidden-character\">U+202E</span>"), "{page}");
    // Attributes stand in double quotes, and none of these is left as it was.
    assert!(page.contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"), "{page}");
}

#[test]
fn the_policy_lets_nothing_run_but_the_script_of_the_page() {
    let page = page("        id: {type: string}\n", "        id: {type: boolean}\n");
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let expected = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(between(&page, "<style>", "</style>")),
        hash(between(&page, "<script>", "</script>")),
    );
    assert_eq!(between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\""), expected);
    for outside in ["http:", "https:", "url(", "@import", " src=", " href=\"/"] {
        assert!(!page.contains(outside), "the page asks for something from outside: {outside}");
    }
}
