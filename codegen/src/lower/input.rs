//! What lowering asks of the document, with every fault reported where it stands.

use std::cell::RefCell;
use std::collections::HashMap;

use openapiv3::Schema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use typed_arena::Arena;

use crate::diagnostic::Diagnostics;
use crate::document::{Document, OperationAt, read_value, reference_in};
use crate::source::{Cursor, FileId, Pointer};

/// The document, and the schemas of it that were read.
pub(super) struct Input<'a, 'd> {
    document: &'a Document<'a>,
    arena: &'a Arena<Schema>,
    schemas: HashMap<Pointer, Option<&'a Schema>>,
    cursor: RefCell<Cursor<'a>>,
    pub diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Input<'a, 'd> {
    pub(super) fn new(
        document: &'a Document<'a>,
        arena: &'a Arena<Schema>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let (schemas, cursor) = (HashMap::new(), RefCell::default());
        Self { document, arena, schemas, cursor, diagnostics }
    }

    /// The document itself, for what is no question of a single place.
    pub(super) fn document(&self) -> &'a Document<'a> {
        self.document
    }

    /// The root of the document.
    pub(super) fn root(&self) -> Pointer {
        self.document.root()
    }

    /// The value at a place, if there is one.
    pub(super) fn value(&self, at: &Pointer) -> Option<&'a Value> {
        let root = || self.document.get(&Pointer::root(at.file()));
        self.cursor.borrow_mut().find(at, root)
    }

    /// The text at a place, if there is one.
    pub(super) fn text(&self, at: &Pointer) -> Option<String> {
        self.value(at).and_then(Value::as_str).map(str::to_owned)
    }

    /// The name of a file, as references have it.
    pub(super) fn file_name(&self, file: FileId) -> &'a str {
        self.document.source().name(file)
    }

    /// The reference that stands at a place.
    pub(super) fn reference_at(&self, at: &Pointer) -> Option<String> {
        self.text(&at.key("$ref"))
    }

    /// The place itself, or where the reference that stands there leads.
    pub(super) fn follow(&mut self, at: &Pointer) -> Option<Pointer> {
        let Some(value) = self.value(at) else {
            let nothing = self.document.deref(at).map(|(target, _)| target);
            return self.diagnostics.keep(nothing);
        };
        match reference_in(value) {
            Some(reference) => self.target(at, reference),
            None => Some(at.clone()),
        }
    }

    /// Where `reference` leads, which stands at `at`.
    pub(super) fn target(&mut self, at: &Pointer, reference: &str) -> Option<Pointer> {
        let resolved = self.document.resolve(at, reference).map(|(target, _)| target);
        self.diagnostics.keep(resolved)
    }

    /// All operations, in document order.
    pub(super) fn operations(&self) -> Vec<OperationAt> {
        self.document.operations()
    }

    /// Where the parameters of an operation stand, those of its path included.
    pub(super) fn parameters(&mut self, operation: &OperationAt) -> Vec<Pointer> {
        let parameters = self.document.parameters(operation);
        parameters.into_iter().filter_map(|found| self.diagnostics.keep(found)).collect()
    }

    /// The schema that an entry of the discriminator's mapping at `at` names.
    pub(super) fn mapping_target(&self, at: &Pointer, text: &str) -> Option<Pointer> {
        self.document.resolve_mapping(at, text).ok().map(|(target, _)| target)
    }

    /// The value at a place as a part of OpenAPI.
    pub(super) fn read<T: DeserializeOwned>(&mut self, at: &Pointer) -> Option<T> {
        let value = self.value(at).unwrap_or(&Value::Null);
        self.diagnostics.keep(read_value(value, at))
    }

    /// The same where there may be nothing.
    pub(super) fn read_optional<T: DeserializeOwned>(&mut self, at: &Pointer) -> Option<T> {
        self.value(at)?;
        self.read(at)
    }

    /// The schema at a place; each is read once.
    pub(super) fn schema(&mut self, at: &Pointer) -> Option<&'a Schema> {
        if let Some(schema) = self.schemas.get(at) {
            return *schema;
        }
        let schema = self.read::<Schema>(at).map(|schema| &*self.arena.alloc(schema));
        self.schemas.insert(at.clone(), schema);
        schema
    }

    /// The text of the file that the address at `at` leads to, where it is JSON.
    pub(super) fn external_value(&self, at: &Pointer) -> Option<String> {
        let address = self.value(at)?.as_str()?;
        let source = self.document.source();
        let file = source.file_at(at.file(), address)?;
        source.text(file).map(str::to_owned)
    }
}
