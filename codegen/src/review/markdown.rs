//! A review as Markdown for a comment of a pull request: the verdict first, then a table, details folded.
//!
//! Whatever comes from a document stands in code spans, in fences, or escaped, so that it cannot end what
//! it stands in.

use std::fmt::Write as _;

use super::text::summary;
use super::{Effect, Finding, Place, Review};
use crate::diagnostic::Severity;
use crate::markdown::code;

/// By this line a comment is found again, to be replaced.
pub const MARKER: &str = "<!-- cargo xtask review -->";

/// How many changes are listed, and of how many more is told: a comment takes 65,536 characters.
const MOST_ROWS: usize = 150;
const MOST_DETAILS: usize = 40;

/// The review as a comment.
pub fn markdown(review: &Review) -> String {
    let mut text = format!("{MARKER}\n### What this change of the API does\n\n");
    let _ = writeln!(text, "**{}**", summary(review).trim_end());
    if let Some(release) = &review.release {
        let verdict = if release.is_enough { "which is enough" } else { "**which is too low**" };
        let _ = writeln!(
            text,
            "\nThe crate was {}, needs {}, and is {}: {verdict}.",
            code(&release.base),
            code(&release.needed),
            code(&release.current)
        );
    }
    if review.findings.is_empty() {
        return text;
    }
    text.push_str("\n| | change | wire | Rust | run time |\n|---|---|---|---|---|\n");
    for finding in review.findings.iter().take(MOST_ROWS) {
        text.push_str(&row(finding));
    }
    let left = review.findings.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        let _ = writeln!(text, "| | and {left} more | | | |");
    }
    text.push('\n');
    for finding in review.findings.iter().take(MOST_DETAILS) {
        text.push_str(&details(finding));
    }
    text
}

fn row(finding: &Finding) -> String {
    let sign = match finding.severity {
        _ if finding.acknowledged.is_some() => "☑️",
        Severity::Error => "🛑",
        Severity::Warning => "⚠️",
        Severity::Note => "",
    };
    let [wire, rust, run_time] = finding.verdicts().map(|(_, verdict)| word(verdict.verdict));
    format!("| {sign} | {} | {wire} | {rust} | {run_time} |\n", cell(&finding.message))
}

fn word(effect: Effect) -> &'static str {
    match effect {
        Effect::None => "–",
        Effect::Compatible => "compatible",
        Effect::Breaking => "**breaking**",
    }
}

/// A text as a cell: what stands in code spans there is still cut at bars.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ")
}

fn details(finding: &Finding) -> String {
    let mut text = format!(
        "<details><summary><code>{}</code> {}</summary>\n\n",
        finding.rule.as_str(),
        html(&finding.message)
    );
    for (name, verdict) in finding.verdicts() {
        let _ = writeln!(text, "- **{name}: {}.** {}", verdict.verdict, sentence(&verdict.reason));
    }
    if let Some(reason) = &finding.acknowledged {
        let _ = writeln!(text, "- **acknowledged:** {}", code(reason));
    }
    if let Some(place) = &finding.old {
        let _ = writeln!(text, "- it was at {}", at(place));
    }
    if let Some(place) = &finding.new {
        let _ = writeln!(text, "- it is at {}", at(place));
    }
    for (word, list) in [("reaches", &finding.operations), ("concerns", &finding.items)] {
        if !list.is_empty() {
            let _ = writeln!(text, "- {word} {}", spans(list));
        }
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "- {help}");
    }
    if finding.before.is_some() || finding.after.is_some() {
        text.push_str(&diff(finding));
    }
    text + "\n</details>\n\n"
}

fn at(place: &Place) -> String {
    code(&format!("{}:{}:{}", place.file, place.line, place.column))
}

fn spans(list: &[String]) -> String {
    let mut text: Vec<String> = list.iter().take(8).map(|item| code(item)).collect();
    if list.len() > 8 {
        text.push(format!("{} more", list.len() - 8));
    }
    text.join(", ")
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

fn diff(finding: &Finding) -> String {
    let lines = [("-", &finding.before), ("+", &finding.after)];
    let lines: Vec<String> = lines
        .into_iter()
        .filter_map(|(sign, line)| Some(format!("{sign} {}", line.as_ref()?.replace('\n', " "))))
        .collect();
    let all = lines.join("\n");
    let longest = all.split(|char| char != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("\n{fence}diff\n{all}\n{fence}\n")
}

/// Markdown of ours as HTML: code spans, and text. Within HTML, Markdown is not read.
fn html(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let (before, span) = rest.split_at(start);
        let fence = span.len() - span.trim_start_matches('`').len();
        let (fence, inner) = span.split_at(fence);
        let Some(end) = close(inner, fence) else { break };
        let (inside, after) = inner.split_at(end);
        let _ = write!(out, "{}<code>{}</code>", escaped(before), escaped(inside.trim()));
        rest = after.get(fence.len()..).unwrap_or_default();
    }
    out + &escaped(rest)
}

/// Where a fence of just this length stands.
fn close(text: &str, fence: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find('`').map(|at| from + at) {
        let run = text.get(at..)?.len() - text.get(at..)?.trim_start_matches('`').len();
        if run == fence.len() {
            return Some(at);
        }
        from = at + run;
    }
    None
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(['\n', '\r'], " ")
}
