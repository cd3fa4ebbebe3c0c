//! Server-sent events: what their data holds.

use super::Lowerer;
use crate::ir::{Prim, Repr, TypeKind, TypeRef};
use crate::source::Pointer;

impl Lowerer<'_, '_> {
    /// What the data of the events of a media type holds: text as it is, or JSON.
    ///
    /// OpenAPI 3.2 describes an event with all its fields by `itemSchema`, and what its data holds by `contentSchema`
    /// within. Before, documents describe the data by `schema`, or also an event, or a list of either.
    pub(super) fn events(&mut self, media: &Pointer, name: &str) -> TypeRef {
        let places = ["itemSchema", "schema"].map(|key| media.key(key));
        let place = places.into_iter().find(|place| self.input.value(place).is_some());
        let data = place.and_then(|place| self.data(&place, name));
        data.map_or(TypeRef::Prim(Prim::String), |data| self.as_data(data))
    }

    fn data(&mut self, schema: &Pointer, name: &str) -> Option<TypeRef> {
        let schema_at = self.input.follow(schema)?;
        let items = schema_at.key("items");
        if self.input.value(&items).is_some() {
            return self.data(&items, name);
        }
        let properties = schema_at.key("properties");
        let has = |key: &str| self.input.value(&properties.key(key)).is_some();
        if !(has("data")
            && (has("event")
                || has("id")
                || has("retry")
                || schema.last().as_deref() == Some("itemSchema")))
        {
            return Some(self.type_at(schema, &format!("{name}Event"))?.element());
        }
        let data = properties.key("data");
        let data_at = self.input.follow(&data)?;
        let content = data_at.key("contentSchema");
        let described = if self.input.value(&content).is_some() { content } else { data };
        Some(self.type_at(&described, &format!("{name}Data"))?.element())
    }

    /// Data that is a text is not JSON: it has no quotes.
    fn as_data(&self, ty: TypeRef) -> TypeRef {
        let plain = self.aliased(&ty).unwrap_or_else(|| ty.clone());
        let is_text = match &plain {
            TypeRef::Prim(prim) => matches!(
                prim,
                Prim::String
                    | Prim::Bytes
                    | Prim::DateTime
                    | Prim::Date
                    | Prim::Uuid
                    | Prim::Uri
                    | Prim::Base64
                    | Prim::NumberText
            ),
            _ => {
                matches!(self.kind_of(&ty), Some(TypeKind::Enum(found)) if found.repr == Repr::String)
            }
        };
        if is_text { TypeRef::Prim(Prim::String) } else { ty }
    }
}
