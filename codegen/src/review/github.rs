//! A review as commands of GitHub's runners, which show each finding beside its line.

use std::fmt::Write as _;

use super::{Finding, Review};
use crate::diagnostic::Severity;

/// A line for each finding.
pub fn github(review: &Review) -> String {
    review.findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let command = match finding.severity {
        _ if finding.acknowledged.is_some() => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = String::new();
    if let Some(place) = finding.place() {
        let _ = write!(properties, "file={},", property(&place.file));
        // The line of what is gone is another one in the new file.
        if finding.new.is_some() {
            let _ = write!(properties, "line={},col={},", place.line, place.column);
        }
    }
    let _ = write!(properties, "title={}", property(finding.rule.as_str()));
    let mut text = finding.message.clone();
    for (name, verdict) in finding.verdicts() {
        let _ = write!(text, "\n{name}: {}: {}", verdict.verdict, verdict.reason);
    }
    format!("::{command} {properties}::{}\n", data(&text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
