//! What was found as JSON. `cargo xtask help lint` has its form.

use codegen::Diagnostic;
use codegen::source::{Place, Source};
use serde_json::{Value, json};

use super::Outcome;

/// One object with the list of findings, indented, without a line break at the end.
pub(super) fn report(outcome: &Outcome) -> String {
    let open = outcome.open().map(|(source, diagnostic)| finding(source, diagnostic, None));
    let acknowledged = outcome
        .acknowledged
        .iter()
        .map(|(diagnostic, reason)| finding(&outcome.document.source, diagnostic, Some(reason)));
    let findings: Vec<Value> = open.chain(acknowledged).collect();
    format!("{:#}", json!({ "findings": findings }))
}

fn finding(source: &Source, diagnostic: &Diagnostic, acknowledged: Option<&str>) -> Value {
    let related = diagnostic.related.iter().map(|(at, label)| {
        let mut related = place(source, at);
        related["label"] = json!(label);
        related
    });
    json!({
        "rule": diagnostic.code.as_str(),
        "severity": diagnostic.severity.to_string(),
        "message": diagnostic.message,
        "help": diagnostic.advice(),
        "place": place(source, &diagnostic.place),
        "related": related.collect::<Vec<_>>(),
        "acknowledged": acknowledged,
    })
}

fn place(source: &Source, place: &Place) -> Value {
    let location = source.locate(place);
    json!({
        "file": location.file,
        "line": location.position.map(|(line, _)| line),
        "column": location.position.map(|(_, column)| column),
        "pointer": place.pointer().map(|pointer| pointer.as_str().to_owned()),
    })
}
