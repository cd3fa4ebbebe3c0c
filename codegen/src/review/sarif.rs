//! A review as SARIF 2.1.0, for those who gather the findings of many tools.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Finding, Place, Review, Rule};

/// The review as a SARIF log, with a line end.
pub fn sarif(review: &Review) -> String {
    let rules: Vec<Value> = Rule::ALL.iter().map(|rule| described(*rule)).collect();
    let results: Vec<Value> = review.findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "cargo xtask review",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn described(rule: Rule) -> Value {
    json!({"id": rule.as_str(), "shortDescription": {"text": rule.explanation()}})
}

fn result(finding: &Finding) -> Value {
    let verdicts = finding
        .verdicts()
        .map(|(name, verdict)| format!("{name}: {}: {}", verdict.verdict, verdict.reason));
    let text = format!("{}. {}.", finding.message, verdicts.join("; "));
    let index = Rule::ALL.iter().position(|rule| *rule == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule.as_str(),
        "ruleIndex": index,
        "level": finding.severity.to_string(),
        "message": {"text": text},
        "locations": finding.place().map(location).into_iter().collect::<Vec<_>>(),
        "properties": {
            "operations": finding.operations,
            "items": finding.items,
        },
    });
    let was = finding.old.as_ref().filter(|_| finding.new.is_some());
    if let (Some(was), Some(result)) = (was, result.as_object_mut()) {
        let mut location = location(was);
        if let Some(location) = location.as_object_mut() {
            location.insert("message".to_owned(), json!({"text": "it was"}));
        }
        result.insert("relatedLocations".to_owned(), json!([location]));
    }
    if let (Some(reason), Some(result)) = (&finding.acknowledged, result.as_object_mut()) {
        let suppressed = json!([{"kind": "external", "justification": reason}]);
        result.insert("suppressions".to_owned(), suppressed);
    }
    result
}

fn location(place: &Place) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.file)},
        "region": {"startLine": place.line, "startColumn": place.column},
    }})
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
