//! The entries of a changelog, in the form of Keep a Changelog.

use super::{Effect, Finding, Review, Rule};

/// The headings of a release, in their order.
const HEADINGS: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

/// The heading over `Unreleased` entries.
const UNRELEASED: &str = "## [Unreleased]";

/// The entries, below their headings.
pub fn changelog(review: &Review) -> String {
    let mut text = String::new();
    for heading in HEADINGS {
        let entries = entries(review, heading);
        if !entries.is_empty() {
            let parts = [text.as_str(), if text.is_empty() { "" } else { "\n" }];
            text = format!("{}### {heading}\n\n{}\n", parts.concat(), entries.join("\n"));
        }
    }
    text
}

/// A changelog with the entries below `Unreleased` that are not there yet. Nothing where the changelog has
/// no such heading.
pub fn with_changelog(changelog: &str, review: &Review) -> Option<String> {
    let mut lines: Vec<String> = changelog.lines().map(str::to_owned).collect();
    let start = lines.iter().position(|line| line.trim_end() == UNRELEASED)?;
    for heading in HEADINGS {
        for entry in entries(review, heading) {
            let end = end_of(&lines, start, "## ");
            let known = unwrapped(lines.get(start..end).unwrap_or_default());
            if !known.contains(&entry) {
                insert(&mut lines, start, heading, entry);
            }
        }
    }
    Some(lines.join("\n") + "\n")
}

/// The line before which the part that starts at `start` ends.
fn end_of(lines: &[String], start: usize, mark: &str) -> usize {
    let after = lines.iter().enumerate().skip(start + 1);
    let mut ends = after.filter(|(_, line)| line.starts_with(mark) || line.starts_with("## "));
    ends.next().map_or(lines.len(), |(at, _)| at)
}

/// Each entry as one line.
fn unwrapped(lines: &[String]) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in lines {
        match (line.strip_prefix("  "), entries.last_mut()) {
            (Some(rest), Some(last)) => {
                last.push(' ');
                last.push_str(rest.trim());
            }
            _ => entries.push(line.trim_end().to_owned()),
        }
    }
    entries
}

fn insert(lines: &mut Vec<String>, start: usize, heading: &str, entry: String) {
    let end = end_of(lines, start, "## ");
    let wanted = format!("### {heading}");
    let found =
        (start..end).find(|at| lines.get(*at).is_some_and(|line| line.trim_end() == wanted));
    let Some(at) = found else {
        let rank =
            |line: &str| HEADINGS.iter().position(|it| line.strip_prefix("### ") == Some(it));
        let own = HEADINGS.iter().position(|it| *it == heading);
        let later =
            (start..end).find(|at| lines.get(*at).is_some_and(|line| rank(line.trim_end()) > own));
        let mut before = later.unwrap_or(end);
        while before > start + 1 && lines.get(before - 1).is_some_and(|line| line.trim().is_empty())
        {
            before -= 1;
        }
        lines.splice(before..before, [String::new(), wanted, String::new(), entry]);
        return;
    };
    let mut before = end_of(lines, at, "### ");
    while before > at + 1 && lines.get(before - 1).is_some_and(|line| line.trim().is_empty()) {
        before -= 1;
    }
    if before == at + 1 {
        lines.splice(before..before, [String::new(), entry]);
    } else {
        lines.insert(before, entry);
    }
}

fn entries(review: &Review, heading: &str) -> Vec<String> {
    let fits = |finding: &&Finding| self::heading(finding) == Some(heading);
    review.findings.iter().filter(fits).map(entry).collect()
}

/// Where a finding belongs; nowhere where no caller has to know.
fn heading(finding: &Finding) -> Option<&'static str> {
    let verdicts = finding.verdicts();
    if verdicts.iter().all(|(_, verdict)| verdict.verdict == Effect::None) {
        return None;
    }
    Some(match finding.rule {
        Rule::OperationAdded
        | Rule::ParameterAdded
        | Rule::BodyAdded
        | Rule::ResponseAdded
        | Rule::HeaderAdded
        | Rule::SchemeAdded
        | Rule::ServerAdded
        | Rule::SchemaAdded
        | Rule::PropertyAdded
        | Rule::ValueAdded
        | Rule::AlternativeAdded => "Added",
        Rule::OperationRemoved
        | Rule::ParameterRemoved
        | Rule::BodyRemoved
        | Rule::ResponseRemoved
        | Rule::HeaderRemoved
        | Rule::SchemeRemoved
        | Rule::ServerRemoved
        | Rule::SchemaRemoved
        | Rule::PropertyRemoved
        | Rule::ValueRemoved
        | Rule::AlternativeRemoved => "Removed",
        Rule::OperationDeprecated => "Deprecated",
        Rule::SecurityChanged | Rule::SchemeChanged => "Security",
        _ => "Changed",
    })
}

fn entry(finding: &Finding) -> String {
    let verdicts = finding.verdicts().into_iter();
    let broken: Vec<&str> = verdicts
        .filter(|(_, verdict)| verdict.verdict == Effect::Breaking)
        .map(|(name, _)| name)
        .collect();
    let mark = if broken.is_empty() {
        String::new()
    } else {
        format!("**Breaking** ({}): ", broken.join(", "))
    };
    let item = finding.items.first().filter(|item| !finding.message.contains(item.as_str()));
    let item = item.map(|item| format!(" ({})", super::code(item))).unwrap_or_default();
    format!("- {mark}{}{item}.", finding.message)
}
