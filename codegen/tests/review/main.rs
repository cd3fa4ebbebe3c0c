//! Single changes of a small document, each with its three verdicts, and the verdict on Rust callers held against
//! what is emitted. `tests/callers` holds it against the compiler.

mod changes;
mod public;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use changes::{BASE, Change, breaks, changes, source};
use codegen::diagnostic::{Code, Diagnostic, Severity};
use codegen::review::{Effect, Review, Rule, Side, review};
use codegen::{Config, analyze, generate};

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

/// A change, made and taken back.
struct Row {
    change: Change,
    document: String,
    there: Review,
    back: Review,
}

impl Row {
    /// Both ways, with what is written down for each.
    fn ways(&self) -> [(&'static str, &Review, &[String]); 2] {
        [("there", &self.there, &self.change.there), ("back", &self.back, &self.change.back)]
    }
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |change: Change| {
        let document = change.document();
        let (there, back) = (reviewed(BASE, &document), reviewed(&document, BASE));
        Row { change, document, there, back }
    };
    changes().into_iter().map(row).collect()
});

#[test]
fn each_change_has_its_verdicts() {
    let mut wrong = String::new();
    for row in ROWS.iter() {
        for (way, review, expected) in row.ways() {
            let found = said(review);
            if found != *expected {
                let _ = writeln!(
                    wrong,
                    "{}, {way}:\n  expected {expected:?}\n  found    {found:?}",
                    row.change.name
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
        assert_eq!(
            change.caller.is_some(),
            breaks(&change.back),
            "{}: a row has a `caller` exactly when taking the change back breaks callers",
            change.name
        );
    }
}

#[test]
fn each_rule_is_met() {
    let said: BTreeSet<String> = changes()
        .iter()
        .flat_map(|change| change.there.iter().chain(&change.back))
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .collect();
    // The first is for what no other rule explains, which nothing here may need. The others are of documents
    // larger than this one, and of bodies without a name: `codegen/src/tests` has them.
    let elsewhere = [Rule::GeneratedCode, Rule::Features, Rule::BodyLimits];
    let rules = Rule::ALL.iter().filter(|rule| !elsewhere.contains(rule));
    let unmet: Vec<&str> =
        rules.map(|rule| rule.as_str()).filter(|rule| !said.contains(*rule)).collect();
    assert!(unmet.is_empty(), "add changes that show these rules: {unmet:?}");
    assert!(
        !said.contains(Rule::GeneratedCode.as_str()),
        "a change is told as no more than a consequence"
    );
}

fn files(document: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    generate(&source(document), &Config::new("test-client")).files
}

/// The items are read off the emitted files by other code than the review's.
#[test]
fn the_verdict_in_rust_is_that_of_the_emitted_files() {
    let base = files(BASE);
    let before = public::Surface::of(&base);
    let mut wrong = String::new();
    for row in ROWS.iter() {
        let changed = files(&row.document);
        let after = public::Surface::of(&changed);
        let found = [before.effect_on_callers(&after), after.effect_on_callers(&before)];
        for ((way, review, _), found) in row.ways().into_iter().zip(found) {
            let said = review.findings.iter().map(|it| it.rust.verdict).max();
            let (said, name) = (said.unwrap_or(Effect::None), &row.change.name);
            if said != found {
                let differences = before.differences(&after);
                let _ = writeln!(
                    wrong,
                    "{name}, {way}: {said} is said, and {found} emitted: {differences:#?}"
                );
            }
            if review.findings.is_empty() && base != changed {
                let _ =
                    writeln!(wrong, "{name}, {way}: nothing is found, and other files are emitted");
            }
        }
    }
    assert!(wrong.is_empty(), "correct the review:\n{wrong}");
}
