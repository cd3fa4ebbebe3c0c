//! Components that nothing refers to.

use std::collections::HashSet;

use serde_json::Value;

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::source::reference::{Use, references};
use crate::source::{FileId, Pointer, find};

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
    let mut uses = Uses::of(subject.document);
    uses.inherit(subject.document);
    let reached = uses.reached();
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
pub(super) struct Uses {
    /// Where references lead to, each as it names it.
    pub(super) targets: HashSet<Pointer>,
    queue: Vec<Pointer>,
}

impl Uses {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let root = document.root();
        let queue = vec![root.key("paths"), root.key("webhooks")];
        let mut uses = Self { targets: HashSet::new(), queue };
        uses.follow(document);
        uses
    }

    /// Follows references as they were written, since some were replaced by what they lead to.
    fn follow(&mut self, document: &Document<'_>) {
        while let Some(at) = self.queue.pop() {
            let written = find(document.source().value(at.file()), at.as_str());
            let mut found = Vec::new();
            if let Some(value) = written {
                references(value, &mut |usage, text| found.push((usage, text.to_owned())));
            }
            for (usage, text) in found {
                let target = match usage {
                    Use::Payload => None,
                    Use::Document => document.named(&at, &text),
                    Use::Schema => {
                        Some(document.root().key("components").key("schemas").key(&text))
                    }
                };
                let new = target.filter(|target| self.targets.insert(target.clone()));
                self.queue.extend(new);
            }
        }
    }

    /// Follows what is meant without being named: a schema is an alternative of the one that it is
    /// composed with, where that has a discriminator.
    fn inherit(&mut self, document: &Document<'_>) {
        let schemas = document.components("schemas");
        let heirs: Vec<(Pointer, Vec<Pointer>)> = schemas
            .into_iter()
            .map(|(_, at)| {
                let parents = parents(document, &at);
                (at, parents)
            })
            .filter(|(_, parents)| !parents.is_empty())
            .collect();
        loop {
            let found = heirs.iter().filter(|(heir, parents)| {
                !self.targets.contains(heir)
                    && parents.iter().any(|parent| self.targets.contains(parent))
            });
            let found: Vec<Pointer> = found.map(|(heir, _)| heir.clone()).collect();
            if found.is_empty() {
                return;
            }
            self.targets.extend(found.iter().cloned());
            self.queue.extend(found);
            self.follow(document);
        }
    }

    /// Where references lead to, and all that holds it.
    fn reached(&self) -> HashSet<Pointer> {
        let mut reached = HashSet::new();
        for target in &self.targets {
            let mut at = Some(target.clone());
            // What holds a place that was reached before was, too.
            while let Some(new) = at.filter(|at| !reached.contains(at)) {
                at = new.parent();
                reached.insert(new);
            }
        }
        reached
    }
}

/// The schemas with a discriminator that the schema at `at` is composed with.
fn parents(document: &Document<'_>, at: &Pointer) -> Vec<Pointer> {
    let composed =
        document.get(at).and_then(|schema| schema.get("allOf")).and_then(Value::as_array);
    let texts = composed.into_iter().flatten().filter_map(|part| part.get("$ref")?.as_str());
    let targets = texts.filter_map(|text| document.named(at, text));
    targets
        .filter(|target| {
            document.get(target).is_some_and(|schema| schema.get("discriminator").is_some())
        })
        .collect()
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
