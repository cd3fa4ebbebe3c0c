//! Components that nothing refers to.

use std::collections::HashSet;

use serde_json::Value;

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Heirs, Uses};
use crate::source::{FileId, Pointer};

/// The sections of `components`, each with what people call a member of it.
const SECTIONS: &[(&str, &str)] = &[
    ("schemas", "schema"),
    ("responses", "response"),
    ("parameters", "parameter"),
    ("examples", "example"),
    ("requestBodies", "request body"),
    ("headers", "header"),
    ("securitySchemes", "security scheme"),
    ("links", "link"),
    ("callbacks", "callback"),
    ("pathItems", "path item"),
];

/// Components that no operation reaches, be it over others.
pub(super) fn unused(subject: &Subject<'_>, out: &mut Diagnostics) {
    let mut uses = uses(subject.document);
    inherit(&mut uses, subject.document);
    let reached = reached(&uses);
    let schemes = scheme_names(subject.document);
    for (section, what) in SECTIONS {
        for (name, at) in subject.document.components(section) {
            let is_used = if *section == "securitySchemes" {
                schemes.contains(&name)
            } else {
                reached.contains(&at)
            };
            if !is_used && !name.starts_with("x-") {
                let name = crate::markdown::code(&name);
                let message = format!("nothing refers to the {what} {name}");
                out.push(Diagnostic::new(Code::UnusedComponent, at.at_key(), message));
            }
        }
    }
}

/// What references lead to, starting with the paths of the document.
pub(super) fn uses(document: &Document<'_>) -> Uses {
    let root = document.root();
    Uses::of(document, vec![root.key("paths"), root.key("webhooks")])
}

/// Adds what is meant without being named: the heirs of a schema that has a discriminator.
fn inherit(uses: &mut Uses, document: &Document<'_>) {
    let heirs = Heirs::of(document);
    loop {
        let meant = heirs.iter().filter(|(parent, _)| uses.targets.contains(*parent));
        let found: Vec<Pointer> = meant
            .flat_map(|(_, heirs)| heirs)
            .filter(|heir| !uses.targets.contains(*heir))
            .cloned()
            .collect();
        if found.is_empty() {
            return;
        }
        uses.add(document, found);
    }
}

/// Where references lead to, and all that holds it.
fn reached(uses: &Uses) -> HashSet<Pointer> {
    let mut reached = HashSet::new();
    for target in &uses.targets {
        let mut at = Some(target.clone());
        // What holds a place that was reached before was, too.
        while let Some(new) = at.filter(|at| !reached.contains(at)) {
            at = new.parent();
            reached.insert(new);
        }
    }
    reached
}

/// The names in all security requirements.
fn scheme_names(document: &Document<'_>) -> HashSet<String> {
    let operations = document.operations();
    let places = operations.iter().map(|operation| operation.pointer.key("security"));
    let places = places.chain([Pointer::root(FileId::ROOT).key("security")]);
    let requirements = places.filter_map(|at| document.get(&at)?.as_array()).flatten();
    let names =
        requirements.filter_map(Value::as_object).flat_map(|schemes| schemes.keys().cloned());
    names.collect()
}
