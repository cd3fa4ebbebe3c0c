//! What references lead to, from some places on.

use std::collections::HashSet;

use super::Document;
use crate::source::reference::{Use, references};
use crate::source::{Pointer, find};

/// Where the references of some places lead, be it over others.
pub(crate) struct Uses {
    /// Each as it is named: of a reference that leads to another, both.
    pub(crate) targets: HashSet<Pointer>,
}

impl Uses {
    /// What is used by these places. They are not among it, unless something leads to them.
    pub(crate) fn of(document: &Document<'_>, places: Vec<Pointer>) -> Self {
        let mut uses = Self { targets: HashSet::new() };
        uses.follow(document, places);
        uses
    }

    /// Adds places, and what they use.
    pub(crate) fn add(&mut self, document: &Document<'_>, places: Vec<Pointer>) {
        self.targets.extend(places.iter().cloned());
        self.follow(document, places);
    }

    /// Follows references as they were written, since some were replaced by what they lead to.
    fn follow(&mut self, document: &Document<'_>, mut places: Vec<Pointer>) {
        while let Some(at) = places.pop() {
            let written = find(document.source().value(at.file()), at.as_str());
            let mut found = Vec::new();
            if let Some(value) = written {
                references(value, &mut |usage, text| found.push((usage, text.to_owned())));
            }
            for (usage, text) in found {
                let target = match usage {
                    Use::Payload => None,
                    Use::Document => document.named(&at, &text),
                    Use::Schema => document.trees.schema_named(at.file(), &text),
                };
                places.extend(target.filter(|target| self.targets.insert(target.clone())));
            }
        }
    }
}
