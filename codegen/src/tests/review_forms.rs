//! The forms of a review when the document is not kind: names with all that ends a cell, a span, a line or a tag.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::review::{self, Review, Side};
use crate::{Source, analyze};

const HOSTILE: [&str; 16] = [
    "a|b",
    "a`b",
    "```",
    "\\",
    "\\|",
    "<img src=x onerror=alert(1)>",
    "</details>",
    "<!-- ",
    "@octocat",
    "[x](https://evil.test)",
    "![x](https://evil.test)",
    "https://evil.test",
    "two\nlines",
    "100%\r\n::error::gone",
    "# heading",
    "**bold**",
];

/// A document in which everything that has a name has a hostile one.
fn document(is_old: bool) -> String {
    let mut properties = serde_json::Map::new();
    let mut parameters = Vec::new();
    let long = "x".repeat(3000);
    for name in HOSTILE.into_iter().chain([long.as_str()]) {
        let ty = if is_old { "string" } else { "integer" };
        properties.insert(name.to_owned(), serde_json::json!({"type": ty, "default": name}));
        parameters.push(serde_json::json!({"name": name, "in": "query", "schema": {"type": ty}}));
    }
    let values: Vec<&str> = HOSTILE.into_iter().filter(|_| is_old).chain(["good"]).collect();
    let schemas = serde_json::json!({
        "A|`<b>": {"type": "object", "properties": properties},
        "Values": {"type": "string", "enum": values},
    });
    let answer = serde_json::json!({
        "description": "d",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A|`<b>"}}},
    });
    let path = if is_old { "/a|`<b>@octocat" } else { "/c|`<d>@octocat" };
    serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "T", "version": if is_old { "1|`<b>" } else { "2\n@octocat" }},
        "servers": [{"url": if is_old { "https://a.test/|`<b>" } else { "https://b.test/@octocat" }}],
        "paths": {path: {"get": {
            "operationId": "a|`<b>",
            "tags": [if is_old { "t|`<b>" } else { "@octocat" }],
            "parameters": parameters,
            "responses": {"200": answer},
        }}},
        "components": {"schemas": schemas},
    })
    .to_string()
}

fn hostile() -> Review {
    let source = |is_old| Source::from_memory(&[("a|`<b>.json", &document(is_old))]);
    let (old, new) = (source(true), source(false));
    let ((was, _), (is, _)) = (analyze(&old), analyze(&new));
    let mut review =
        review::review(Side { source: &old, api: &was }, Side { source: &new, api: &is });
    assert!(review.findings.len() > 3 * HOSTILE.len(), "{}", review.findings.len());
    let first = review.findings.first_mut().expect("there are findings");
    first.acknowledged = Some("<b>|`@octocat\n".to_owned());
    review
}

#[test]
fn nothing_of_the_document_is_read_as_markdown() {
    let review = hostile();
    let text = review::markdown(&review);
    let mut rows = 0;
    let mut cells = 0;
    let mut code = 0;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link: {text}"),
            Event::Start(Tag::CodeBlock(_)) => code += 1,
            Event::End(TagEnd::CodeBlock) => code -= 1,
            Event::Start(Tag::TableRow) => cells = 0,
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::TableRow) => {
                assert_eq!(cells, 5, "a row with more cells, or less: {text}");
                rows += 1;
            }
            Event::Text(said) if code == 0 => {
                for part in ["@octocat", "evil", "<img", "::error"] {
                    assert!(!said.contains(part), "{part:?} stands outside of code: {said}");
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let mut rest = html.to_string();
                let code: Vec<&str> = html.split("<code>").skip(1).collect();
                assert!(code.iter().all(|it| it.contains("</code>")), "{html}");
                for tag in ["details", "summary", "code"] {
                    rest = rest.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
                }
                let rest = rest.replace(review::MARKER, "");
                assert!(!rest.contains('<'), "a tag of the document: {html}");
            }
            _ => {}
        }
    }
    assert_eq!(rows, review.findings.len().min(150), "each change has a row");
}

#[test]
fn an_annotation_is_one_line() {
    let review = hostile();
    let text = review::github(&review);
    assert_eq!(text.lines().count(), review.findings.len());
    for line in text.lines() {
        let (head, _) =
            line.strip_prefix("::").and_then(|it| it.split_once("::")).expect("a command");
        let (command, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        for property in properties.split(',') {
            assert!(property.split_once('=').is_some(), "{property:?} of {line}");
        }
        assert!(!line.contains('\r'), "{line}");
    }
    assert!(text.contains("100%25%0D%0A") || text.contains("100%25"), "a percent sign is escaped");
}

#[test]
fn what_programs_read_is_json() {
    let review = hostile();
    let json: Value = serde_json::from_str(&review::json(&review)).expect("JSON");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(review.findings.len()));
    assert_eq!(json["bump"], "major");
    let sarif: Value = serde_json::from_str(&review::sarif(&review)).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), review.findings.len());
    for result in results {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
        assert_eq!(uri, Some("a%7C%60%3Cb%3E.json"));
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index"));
        let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][index.expect("a small index")];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    assert_eq!(results[0]["suppressions"][0]["kind"], "external");
}

const CHANGELOG: &str = "# Changelog

## [Unreleased]

### Changed

- Something else
  in two lines.

## [0.1.0]

### Added

- All of it.
";

#[test]
fn entries_are_added_once_and_below_unreleased() {
    let review = hostile();
    let entries = review::changelog(&review);
    for line in entries.lines().filter(|line| !line.is_empty()) {
        assert!(line.starts_with("- ") || line.starts_with("### "), "{line}");
    }
    let once = review::with_changelog(CHANGELOG, &review).expect("there is a place for them");
    assert_eq!(review::with_changelog(&once, &review).as_ref(), Some(&once));
    let (unreleased, released) = once.split_once("## [0.1.0]").expect("the release stays");
    assert_eq!(released, "\n\n### Added\n\n- All of it.\n");
    assert_eq!(unreleased.matches("### Changed").count(), 1, "{unreleased}");
    for entry in entries.lines().filter(|line| line.starts_with("- ")) {
        assert!(unreleased.contains(entry), "{entry}");
    }
    assert_eq!(review::with_changelog("# Changelog\n", &review), None);
}
