//! The document as the rest of the pipeline sees it: checked, in the form of `OpenAPI` 3.0, and read
//! piece by piece, so that one broken part does not stop the others.

mod anchors;
mod bounds;
mod cycles;
mod heirs;
mod mend;
mod objects;
mod operations;
mod pattern;
mod references;
mod resolve;
mod rewrite;
mod schema;
mod security;
mod shape;
mod suggest;
mod trail;
mod uses;
mod version;
mod visit;
mod walk;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use operations::OperationAt;
pub use version::Version;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer, Source};
pub(crate) use heirs::Heirs;
pub(crate) use pattern::fault as pattern_fault;
use resolve::Trees;
pub(crate) use resolve::reference_in;
pub(crate) use suggest::{closest, distance};
pub(crate) use trail::Trail;
pub(crate) use uses::Uses;
pub(crate) use walk::type_name;

/// A document that was read and checked.
#[derive(Debug)]
pub struct Document<'s> {
    trees: Trees<'s>,
    version: Option<Version>,
}

/// Checks the document in `source`, all of it in one run, and brings it into the form of `OpenAPI`
/// 3.0. The faults of loading are among the diagnostics, which are sorted.
pub fn read(source: &Source) -> (Document<'_>, Diagnostics) {
    let mut trees = Trees::new(source);
    let mut out = Diagnostics::default();
    out.extend(source.faults().iter().cloned());
    let unread = source
        .faults()
        .iter()
        .any(|fault| fault.place.file == FileId::ROOT && fault.code != Code::DuplicateKey);
    let version = if unread { None } else { version::of(trees.tree(FileId::ROOT), &mut out) };
    match version {
        Some(version) => check(&mut trees, version, &mut out),
        None => trees.clear(),
    }
    out.sort(source);
    (Document { trees, version }, out)
}

fn check(trees: &mut Trees<'_>, version: Version, out: &mut Diagnostics) {
    let modern = version > Version::V3_0;
    let mut walker = walk::Walker::new(trees, modern);
    walker.run();
    let (found, mends, compositions) = (walker.out, walker.mends, walker.compositions);
    out.extend(found);
    cycles::check(trees, &compositions, out);
    let appended = operations::check(trees, out);
    whole(trees, modern, out);
    mend::apply(trees, mends);
    mend::apply(trees, appended);
}

/// What is said about the document as a whole.
fn whole(trees: &Trees<'_>, modern: bool, out: &mut Diagnostics) {
    let root = Pointer::root(FileId::ROOT);
    let Value::Object(members) = trees.tree(FileId::ROOT) else {
        return;
    };
    let webhooks = members.get("webhooks").and_then(Value::as_object);
    if let Some(webhooks) = webhooks.filter(|webhooks| !webhooks.is_empty()) {
        let count = webhooks.len();
        let message =
            format!("webhooks are ignored, {count} here: they are calls to you, not by you");
        out.push(Diagnostic::new(Code::IgnoredWebhooks, root.key("webhooks"), message));
    }
    let alternatives: &[&str] =
        if modern { &["paths", "components", "webhooks"] } else { &["paths"] };
    if !alternatives.iter().any(|key| members.contains_key(*key)) {
        let message = format!("the document must have `{}`", alternatives.join("`, or `"));
        out.push(Diagnostic::new(Code::MissingKeyword, root.key("openapi"), message));
    }
}

/// A value, which stands at a pointer, as an `openapiv3` type: see [`Document::read`].
pub(crate) fn read_value<T: DeserializeOwned>(
    value: &Value,
    at: &Pointer,
) -> Result<T, Diagnostic> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let place = fault_place(at, error.path());
        Diagnostic::new(Code::Unreadable, place, error.into_inner().to_string())
    })
}

impl<'s> Document<'s> {
    /// The files that it was read from.
    pub fn source(&self) -> &'s Source {
        self.trees.source
    }

    /// The version that it was written in, whatever form it has now; `None` if it could not be read
    /// at all, and then there is nothing in it.
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// The root of the root document.
    pub fn root(&self) -> Pointer {
        Pointer::root(FileId::ROOT)
    }

    /// The value at a pointer, references not followed.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.trees.get(pointer)
    }

    /// The value at a pointer; if it is a reference, what it leads to, across files and chains.
    ///
    /// # Errors
    /// The reference leads nowhere, to a file that could not be read, or in a circle. `read` has
    /// reported that already; the same diagnostic reported again counts once.
    pub fn deref(&self, at: &Pointer) -> Result<(Pointer, &Value), Diagnostic> {
        self.trees.deref(at)
    }

    /// What the reference `text`, standing as `$ref` in the object at `at`, leads to.
    ///
    /// # Errors
    /// As [`deref`](Self::deref).
    pub fn resolve(&self, at: &Pointer, text: &str) -> Result<(Pointer, &Value), Diagnostic> {
        self.trees.resolve(at, text)
    }

    /// What the reference `text`, standing in the object at `at`, names itself: where that is a reference
    /// again, it is not followed.
    pub(crate) fn named(&self, at: &Pointer, text: &str) -> Option<Pointer> {
        self.trees.step(at, text).ok().map(|(target, _)| target)
    }

    /// Calls `found` for every schema that stands in the document or is referred to, those within schemas
    /// included. References among them are not schemas of their own.
    pub(crate) fn schemas(&self, found: &mut dyn FnMut(&Map<String, Value>, &Trail<'_>)) {
        visit::schemas(&self.trees, found);
    }

    /// What an entry of the `mapping` of the discriminator at `at` leads to: a reference, or the
    /// name of a schema.
    ///
    /// # Errors
    /// As [`deref`](Self::deref).
    pub fn resolve_mapping(
        &self,
        at: &Pointer,
        text: &str,
    ) -> Result<(Pointer, &Value), Diagnostic> {
        self.trees.resolve_mapping(at, text)
    }

    /// The value at a pointer as an `openapiv3` type. References are not followed.
    ///
    /// # Errors
    /// The value does not have the form of `T`. The place is as exact as the type allows: within
    /// untagged types, such as `ReferenceOr`, it is that of the outermost one.
    pub fn read<T: DeserializeOwned>(&self, at: &Pointer) -> Result<T, Diagnostic> {
        read_value(self.get(at).unwrap_or(&Value::Null), at)
    }

    /// The operations under `paths`, in the order of the document, those of path items that are
    /// referred to included.
    pub fn operations(&self) -> Vec<OperationAt> {
        operations::list(&self.trees)
    }

    /// The parameters of an operation, references followed: those of its path item that it does not
    /// override, then its own, each once. One that cannot be resolved is its diagnostic.
    pub fn parameters(&self, operation: &OperationAt) -> Vec<Result<Pointer, Diagnostic>> {
        operations::usable_parameters(&self.trees, operation)
    }

    /// The members of a section of the root document's `components`, in the order of the document.
    pub fn components(&self, section: &str) -> Vec<(String, Pointer)> {
        let section = self.root().key("components").key(section);
        let (text, file) = (section.as_str(), section.file());
        let found = self.trees.within(&self.root(), file, text, text);
        let section = found.and_then(|(at, _)| self.deref(&at));
        section.map_or_else(|_| Vec::new(), |(section, _)| self.members(&section))
    }

    /// The members of the object at a pointer, extensions (`x-…`) included; none if it is no object.
    pub fn members(&self, at: &Pointer) -> Vec<(String, Pointer)> {
        let members = self.get(at).and_then(Value::as_object);
        members
            .into_iter()
            .flat_map(|members| members.keys())
            .map(|key| (key.clone(), at.key(key)))
            .collect()
    }
}

fn fault_place(at: &Pointer, path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    path.iter().fold(at.clone(), |place, segment| match segment {
        Segment::Seq { index } => place.index(*index),
        Segment::Map { key } => place.key(key),
        Segment::Enum { .. } | Segment::Unknown => place,
    })
}
