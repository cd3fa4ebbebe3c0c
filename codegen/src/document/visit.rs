//! Every schema of a document, found by the tables of [`shape`](super::shape).

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::resolve::{Trees, reference_in};
use super::shape::{Form, Kind};
use super::trail::Trail;
use crate::source::{FileId, Pointer};

/// Calls `found` for every schema of the root document, and of what it refers to in other files.
pub(super) fn schemas(trees: &Trees<'_>, found: &mut dyn FnMut(&Map<String, Value>, &Trail<'_>)) {
    let mut visit = Visit { trees, found, queue: Vec::new(), seen: HashSet::new() };
    visit.queue.push((Kind::Document, Pointer::root(FileId::ROOT)));
    while let Some((kind, pointer)) = visit.queue.pop() {
        let new = visit.seen.insert((kind, pointer.clone()));
        if let Some(value) = trees.get(&pointer).filter(|_| new) {
            visit.object(kind, value, &Trail::start(&pointer));
        }
    }
}

struct Visit<'v, 's> {
    trees: &'v Trees<'s>,
    found: &'v mut dyn FnMut(&Map<String, Value>, &Trail<'_>),
    /// What is referred to in other files.
    queue: Vec<(Kind, Pointer)>,
    seen: HashSet<(Kind, Pointer)>,
}

impl Visit<'_, '_> {
    fn object(&mut self, kind: Kind, value: &Value, at: &Trail<'_>) {
        let Value::Object(members) = value else { return };
        if let Some(text) = reference_in(value) {
            return self.reference(kind, text, at);
        }
        if kind == Kind::Schema {
            (self.found)(members, at);
        }
        for (key, value) in members {
            let at = at.key(key);
            match kind {
                Kind::Paths | Kind::Callback => self.object(Kind::PathItem, value, &at),
                Kind::Responses => self.object(Kind::Response, value, &at),
                _ => self.form(kind.form(key), value, &at),
            }
        }
    }

    fn form(&mut self, form: Option<Form>, value: &Value, at: &Trail<'_>) {
        match (form, value) {
            (Some(Form::One(kind)), value) => self.object(kind, value, at),
            (Some(Form::SchemaOrFlag), value) => self.object(Kind::Schema, value, at),
            (Some(Form::List(kind)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(kind, item, &at.item(index));
                }
            }
            (Some(Form::Map(kind)), Value::Object(members)) => {
                for (name, member) in members {
                    self.object(kind, member, &at.key(name));
                }
            }
            _ => {}
        }
    }

    /// What stands in the root document is met with where it stands.
    fn reference(&mut self, kind: Kind, text: &str, at: &Trail<'_>) {
        let target = self.trees.step(&at.pointer(), text);
        let elsewhere = target.ok().filter(|(target, _)| target.file() != FileId::ROOT);
        self.queue.extend(elsewhere.map(|(target, _)| (kind, target)));
    }
}
