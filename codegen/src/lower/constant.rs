//! Members that tell of which alternative a value is. Who makes a value of one alternative need not say so: a new
//! value has what the discriminator of the union demands, and is not sent as another by mistake.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::define::MOST_ARGUMENTS;
use super::tags::{Known, Tag};
use crate::document::Document;
use crate::ir::{Api, Field, Operation, Prim, TypeDef, TypeId, TypeKind, TypeRef};

/// What unions tell each of their alternatives by.
#[derive(Default)]
pub(super) struct Constants {
    tags: Vec<(TypeRef, String, Value, Known)>,
}

impl Constants {
    /// Takes note of a tag, by which a member of this type's values tells them.
    pub(super) fn note(&mut self, ty: &TypeRef, member: &str, tag: &Tag) {
        if tag.known != Known::Respelled {
            self.tags.push((ty.clone(), member.to_owned(), tag.value.clone(), tag.known));
        }
    }

    /// Gives each member that is a tag its value, where all unions agree on one. Also one that may be missing, where
    /// the object is nothing but an alternative: many documents forget to require it, and no server can tell the value
    /// without.
    pub(super) fn settle(self, api: &mut Api, document: &Document<'_>) {
        let bodies = bodies(api);
        for ((id, member), told) in self.by_member(api) {
            let Some(value) = told.only() else { continue };
            let Some(body) = api.as_struct(&TypeRef::Named(id)) else { continue };
            let is_free = bodies.contains(&id);
            let is_tag = |field: &Field| {
                let is_read_only = document.get(&field.origin.key("readOnly"));
                field.name.wire == member
                    && can_be(api, field, value)
                    && !(is_free && field.presence.is_option())
                    && is_read_only != Some(&Value::Bool(true))
            };
            let Some(index) = body.fields.iter().position(is_tag) else { continue };
            let TypeDef { kind: TypeKind::Struct(body), .. } = &mut api.types[id.0] else {
                continue;
            };
            body.fields[index].constant = Some(value.clone());
            if body.arguments().count() <= MOST_ARGUMENTS {
                body.holder = None;
            }
        }
    }

    /// By the object and the name of the member.
    fn by_member(self, api: &Api) -> IndexMap<(TypeId, String), Told> {
        let mut all: IndexMap<(TypeId, String), Told> = IndexMap::new();
        for (ty, member, value, known) in self.tags {
            let Some(id) = definition(api, &ty) else { continue };
            let told = all.entry((id, member)).or_default();
            let values = if known == Known::Said { &mut told.said } else { &mut told.named };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        all
    }
}

/// The values by which unions tell an object.
#[derive(Default)]
struct Told {
    said: Vec<Value>,
    /// Its names, which count where nothing is said.
    named: Vec<Value>,
}

impl Told {
    fn only(&self) -> Option<&Value> {
        match (self.said.as_slice(), self.named.as_slice()) {
            ([only], _) | ([], [only]) => Some(only),
            _ => None,
        }
    }
}

/// The definitions that are a body by themselves.
fn bodies(api: &Api) -> HashSet<TypeId> {
    let bodies = api.operations().flat_map(Operation::bodies);
    bodies.filter_map(|body| definition(api, &body.ty)).collect()
}

/// The definition that a type is.
fn definition(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    match api.resolve(ty) {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Boxed(inner) => definition(api, inner),
        _ => None,
    }
}

/// Whether a value may be that of a member, and null may not.
fn can_be(api: &Api, field: &Field, value: &Value) -> bool {
    let fits = match api.resolve(&field.ty) {
        TypeRef::Prim(Prim::String) => value.is_string(),
        TypeRef::Prim(Prim::Bool) => value.is_boolean(),
        TypeRef::Prim(Prim::I32) => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        TypeRef::Prim(Prim::I64) => value.is_i64(),
        TypeRef::Prim(Prim::U32) => value.as_i64().is_some_and(|it| u32::try_from(it).is_ok()),
        TypeRef::Prim(Prim::U64) => value.is_u64(),
        TypeRef::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Enum(body) => body.symbol(value).is_some(),
            _ => false,
        },
        _ => false,
    };
    fits && !field.presence.nullable
}
