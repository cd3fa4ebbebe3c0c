//! Members that tell of which alternative a value is. Who makes a value of one alternative need not say so: `new`
//! gives the member what the discriminator of the union demands, and no caller can give it that of another.

use indexmap::IndexMap;
use serde_json::Value;

use super::define::MOST_ARGUMENTS;
use crate::ir::{Api, Field, Prim, Test, TypeDef, TypeId, TypeKind, TypeRef};
use crate::names;

/// Gives each member that is a tag its value, where all unions of the api agree on one. Also one that may be missing:
/// many documents forget to require it, and no server can tell the value without.
pub(super) fn settle(api: &mut Api) {
    for ((id, member), values) in tags(api) {
        let Some(value) = only(&values) else { continue };
        let Some(body) = api.as_struct(&TypeRef::Named(id)) else { continue };
        let is_tag = |field: &Field| field.name.wire == member && can_be(api, field, value);
        let Some(index) = body.fields.iter().position(is_tag) else { continue };
        let TypeDef { kind: TypeKind::Struct(body), .. } = &mut api.types[id.0] else { continue };
        body.fields[index].constant = Some(value.clone());
        if body.arguments().count() <= MOST_ARGUMENTS {
            body.holder = None;
        }
    }
}

/// The values by which unions tell each struct, by the name of the member.
fn tags(api: &Api) -> IndexMap<(TypeId, String), Vec<Value>> {
    let mut tags: IndexMap<(TypeId, String), Vec<Value>> = IndexMap::new();
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else { continue };
        for rule in &union.dispatch {
            let (name, value) = match &rule.test {
                Test::Tag { name, value } => (name, Value::from(value.as_str())),
                Test::Literal { name, value } => {
                    (name, serde_json::from_str(value).unwrap_or_default())
                }
                Test::Kind(_) | Test::Keys(_) | Test::Attempt => continue,
            };
            let variant = &union.variants[rule.variant];
            // What stands for any other value has any other tag.
            let is_base = union.base().is_some_and(|base| base.ident == variant.ident);
            if let Some(id) = definition(api, &variant.ty).filter(|_| !is_base) {
                tags.entry((id, name.clone())).or_default().push(value);
            }
        }
    }
    tags
}

/// The definition that an alternative is.
fn definition(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    match api.resolve(ty) {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Boxed(inner) => definition(api, inner),
        _ => None,
    }
}

/// The first of several ways to write the same tag, which is that of the document; nothing where they differ.
fn only(values: &[Value]) -> Option<&Value> {
    let (first, others) = values.split_first()?;
    let is_same = |other: &Value| match (first.as_str(), other.as_str()) {
        (Some(first), Some(other)) => names::type_ident(first) == names::type_ident(other),
        _ => first == other,
    };
    others.iter().all(is_same).then_some(first)
}

/// Whether a value may be that of a member, and null may not.
fn can_be(api: &Api, field: &Field, value: &Value) -> bool {
    !field.presence.nullable
        && match api.resolve(&field.ty) {
            TypeRef::Prim(Prim::String) => value.is_string(),
            TypeRef::Prim(Prim::Bool) => value.is_boolean(),
            TypeRef::Prim(Prim::I64) => value.is_i64(),
            TypeRef::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Enum(body) => body.symbol(value).is_some(),
                _ => false,
            },
            _ => false,
        }
}
