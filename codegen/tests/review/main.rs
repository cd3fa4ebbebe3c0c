//! Single changes of a small document, each with its three verdicts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use codegen::diagnostic::{Code, Diagnostic, Severity};
use codegen::review::{Review, Rule, Side, review};
use codegen::{Source, analyze};
use serde::Deserialize;

const BASE: &str = include_str!("base.yaml");
const CHANGES: &str = include_str!("changes.yaml");

/// A change, and what is to be said of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    name: String,
    /// Whether it is made everywhere instead of once.
    #[serde(default)]
    all: bool,
    old: String,
    new: String,
    there: Vec<String>,
    back: Vec<String>,
    because: String,
}

impl Change {
    /// The document with the change.
    fn document(&self) -> String {
        assert!(BASE.contains(&self.old), "{}: base.yaml does not hold its `old`", self.name);
        let count = if self.all { usize::MAX } else { 1 };
        BASE.replacen(&self.old, &self.new, count)
    }
}

fn changes() -> Vec<Change> {
    serde_yaml::from_str(CHANGES).expect("changes.yaml is a list of changes")
}

fn source(document: &str) -> Source {
    Source::from_memory(&[("openapi.yaml", document)])
}

fn reviewed(old: &str, new: &str) -> Review {
    let (old, new) = (source(old), source(new));
    let ((was, _), (is, faults)) = (analyze(&old), analyze(&new));
    // An example need not follow what is changed.
    let is_fault =
        |it: &Diagnostic| it.severity == Severity::Error && it.code != Code::ExampleMismatch;
    assert!(!faults.iter().any(is_fault), "{}", faults.render(&new, false));
    review(Side { source: &old, api: &was }, Side { source: &new, api: &is })
}

/// The findings in short: the rule and the three verdicts.
fn said(review: &Review) -> Vec<String> {
    let line = |finding: &codegen::review::Finding| {
        let [wire, rust, run_time] = finding.verdicts().map(|(_, verdict)| verdict.verdict);
        format!("{} {wire} {rust} {run_time}", finding.rule.as_str())
    };
    review.findings.iter().map(line).collect()
}

#[test]
fn each_change_has_its_verdicts() {
    let mut wrong = String::new();
    for change in changes() {
        let document = change.document();
        for (way, old, new, expected) in [
            ("there", BASE, document.as_str(), &change.there),
            ("back", &document, BASE, &change.back),
        ] {
            let found = said(&reviewed(old, new));
            if found != *expected {
                let _ = writeln!(
                    wrong,
                    "{}, {way}:\n  expected {expected:?}\n  found    {found:?}",
                    change.name
                );
            }
        }
    }
    assert!(wrong.is_empty(), "correct the review, or changes.yaml with a new reason:\n{wrong}");
}

#[test]
fn there_are_many_and_each_is_argued() {
    let changes = changes();
    assert!(2 * changes.len() >= 200, "changes were lost: {} are left", changes.len());
    let mut names = BTreeSet::new();
    for change in &changes {
        assert!(names.insert(&change.name), "there are two changes called {:?}", change.name);
        assert!(change.because.ends_with('.'), "{}: say why the verdicts are true", change.name);
    }
}

#[test]
fn each_rule_is_met() {
    let said: BTreeSet<String> = changes()
        .iter()
        .flat_map(|change| change.there.iter().chain(&change.back))
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    // This one is for what no other rule explains, which nothing here may need.
    let rules = Rule::ALL.iter().filter(|rule| **rule != Rule::GeneratedCode);
    let unmet: Vec<&str> =
        rules.map(|rule| rule.as_str()).filter(|rule| !said.contains(*rule)).collect();
    assert!(unmet.is_empty(), "add changes that show these rules: {unmet:?}");
    assert!(
        !said.contains(Rule::GeneratedCode.as_str()),
        "a change is told as no more than a consequence"
    );
}
