//! Schemas that are composed with one that has a discriminator. Where a document refers to that one, it means any of
//! them: "Composition and Inheritance (Polymorphism)" in the specification.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use super::Document;
use crate::source::{Pointer, find};

/// How many schemas one is composed with at most, beyond any document that people write.
const MAX_ANCESTORS: usize = 256;

/// How deep parts of a composition may be composed themselves.
const MAX_LEVELS: usize = 16;

/// The schemas with a discriminator, and for each those that inherit from it.
pub(crate) struct Heirs {
    by_parent: IndexMap<Pointer, IndexSet<Pointer>>,
    all: HashSet<Pointer>,
}

impl Heirs {
    /// The heirs among the components of a document.
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let schemas = document.components("schemas").into_iter();
        let schemas: IndexSet<Pointer> = schemas
            .filter_map(|(_, at)| document.deref(&at).ok().map(|(target, _)| target))
            .collect();
        let bases: IndexMap<&Pointer, Vec<Pointer>> =
            schemas.iter().map(|at| (at, bases(document, at))).collect();
        let mut heirs = Self { by_parent: IndexMap::new(), all: HashSet::new() };
        let mut parents: HashMap<Pointer, Option<Parent>> = HashMap::new();
        for at in &schemas {
            let mut open = bases.get(at).cloned().unwrap_or_default();
            let mut seen = HashSet::new();
            while let Some(base) = open.pop() {
                if base == *at || seen.len() >= MAX_ANCESTORS || !seen.insert(base.clone()) {
                    continue;
                }
                open.extend(bases.get(&base).into_iter().flatten().cloned());
                let parent = parents
                    .entry(base.clone())
                    .or_insert_with_key(|base| Parent::of(document, base));
                if parent.as_ref().is_some_and(|parent| parent.means(document, at)) {
                    heirs.by_parent.entry(base).or_default().insert(at.clone());
                    heirs.all.insert(at.clone());
                }
            }
        }
        heirs
    }

    /// The schemas that inherit from one, over any number of others, in the order of the document.
    pub(crate) fn of_parent(&self, parent: &Pointer) -> Option<&IndexSet<Pointer>> {
        self.by_parent.get(parent)
    }

    /// The schemas that have heirs, each with those.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Pointer, &IndexSet<Pointer>)> {
        self.by_parent.iter()
    }

    /// Whether a schema inherits from another.
    pub(crate) fn is_heir(&self, at: &Pointer) -> bool {
        self.all.contains(at)
    }
}

/// The schemas that the one at `at` is composed with, by its own `allOf`. What was written as a reference with words
/// beside it is that reference, not an heir.
fn bases(document: &Document<'_>, at: &Pointer) -> Vec<Pointer> {
    let written = find(document.source().value(at.file()), at.as_str());
    let is_reference = written.is_some_and(|schema| schema.get("$ref").is_some());
    let own = document.get(at).and_then(Value::as_object);
    if is_reference && own.is_some_and(is_another_name) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open = vec![(at.clone(), 0)];
    while let Some((at, level)) = open.pop() {
        let composed = document.get(&at).and_then(|schema| schema.get("allOf"));
        let parts = composed.and_then(Value::as_array).into_iter().flatten().enumerate();
        for (index, part) in parts {
            let place = at.key("allOf").index(index);
            match part.get("$ref").and_then(Value::as_str) {
                Some(text) => found.extend(document.resolve(&place, text).ok().map(|it| it.0)),
                // A part that is composed itself, as a reference with words beside it is.
                None if level < MAX_LEVELS => open.push((place, level + 1)),
                None => {}
            }
        }
    }
    found
}

/// A schema with a discriminator, and no alternatives of its own that this would tell apart.
struct Parent {
    /// What its mapping names.
    mapped: HashSet<Pointer>,
}

impl Parent {
    fn of(document: &Document<'_>, at: &Pointer) -> Option<Self> {
        let schema = document.get(at)?;
        let discriminator = schema.get("discriminator")?.as_object()?;
        if schema.get("oneOf").is_some() || schema.get("anyOf").is_some() {
            return None;
        }
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let texts = mapping.into_iter().flat_map(Map::values).filter_map(Value::as_str);
        let place = at.key("discriminator");
        let targets = texts.filter_map(|text| document.resolve_mapping(&place, text).ok());
        Some(Self { mapped: targets.map(|(target, _)| target).collect() })
    }

    /// Whether one of the schemas that are composed with it is an alternative. Where a mapping names those, what has
    /// only words beside the parent is but another name for it.
    fn means(&self, document: &Document<'_>, at: &Pointer) -> bool {
        let Some(heir) = document.get(at).and_then(Value::as_object) else { return false };
        if !is_another_name(heir) || self.mapped.contains(at) {
            return true;
        }
        self.mapped.is_empty() && heir.get("nullable") != Some(&Value::Bool(true))
    }
}

/// Whether a schema says nothing of its values beside the one that it is composed with.
fn is_another_name(schema: &Map<String, Value>) -> bool {
    let words =
        ["title", "description", "type", "nullable", "deprecated", "example", "externalDocs"];
    let is_alone = schema.get("allOf").and_then(Value::as_array).is_some_and(|it| it.len() == 1);
    let mut others = schema.keys().filter(|key| *key != "allOf" && !key.starts_with("x-"));
    is_alone && others.all(|key| words.contains(&key.as_str()))
}
