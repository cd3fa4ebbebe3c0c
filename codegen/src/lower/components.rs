//! The schemas that the document names: each becomes a type, whether an operation leads to it or not.

use super::Lowerer;
use crate::ir::{Alias, Doc, Limits, Name, TypeDef, TypeKind, TypeRef, Usage};
use crate::names;
use crate::source::Pointer;

impl Lowerer<'_, '_> {
    /// Claims the names of all component schemas, so that no type within another can take them.
    pub(crate) fn claim_components(&mut self) {
        for origin in self.component_origins() {
            let wanted = names::type_ident(&self.wire_name(&origin));
            let ident = self.type_names.claim(&wanted);
            // A component that stands in a file of its own is known by its name among the components.
            if let Some(target) = self.input.follow(&origin).filter(|it| it.file() != origin.file())
            {
                self.component_idents.entry(target).or_insert_with(|| ident.clone());
            }
            self.component_idents.insert(origin, ident);
        }
    }

    /// Lowers all component schemas, whether an operation leads to them or not.
    pub(crate) fn components(&mut self) {
        for origin in self.component_origins() {
            match self.input.follow(&origin).filter(|target| *target != origin) {
                Some(target) => self.other_name(&origin, &target),
                None => _ = self.named(&origin),
            }
        }
        self.finish();
    }

    /// The other name that a component is, which is only a reference; none where it has the name itself.
    fn other_name(&mut self, origin: &Pointer, target: &Pointer) {
        let Some(id) = self.named(target) else { return };
        let ident = self.component_idents.get(origin).cloned().unwrap_or_default();
        let Some(named) = self.types.get(id.0).filter(|def| def.name.ident != ident) else {
            return;
        };
        let wire = self.wire_name(origin);
        let doc = Doc { description: named.doc.description.clone(), ..Doc::default() };
        let alias = Alias { ty: TypeRef::Named(id), nullable: self.nullable.contains(&id) };
        self.types.push(TypeDef {
            name: Name { wire, ident },
            doc,
            origin: origin.clone(),
            usage: Usage::default(),
            limits: Limits::default(),
            kind: TypeKind::Alias(alias),
        });
    }

    fn component_origins(&self) -> Vec<Pointer> {
        let schemas = self.input.root().key("components").key("schemas");
        let keys = self.input.value(&schemas).and_then(serde_json::Value::as_object);
        keys.map(|schemas_by_key| schemas_by_key.keys().map(|key| schemas.key(key)).collect())
            .unwrap_or_default()
    }
}
