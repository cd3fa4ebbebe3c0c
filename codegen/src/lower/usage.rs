//! In which direction the values of each type travel: requests, responses, or both.

use crate::ir::{Api, TypeId, TypeKind, TypeRef, Usage};

/// Marks every type that a request or a response leads to.
pub(super) fn spread(api: &mut Api) {
    let mut open: Vec<(TypeId, Usage)> = Vec::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        let request = Usage { request: true, response: false };
        let response = Usage { request: false, response: true };
        for ty in operation
            .params
            .iter()
            .map(|param| &param.ty)
            .chain(operation.bodies().map(|body| &body.ty))
        {
            named(ty, &mut |id| open.push((id, request)));
        }
        for ty in
            operation.responses.iter().flat_map(|answer| answer.ty.iter().chain(&answer.events))
        {
            named(ty, &mut |id| open.push((id, response)));
        }
    }
    while let Some((id, usage)) = open.pop() {
        let Some(def) = api.types.get_mut(id.0) else {
            continue;
        };
        let joined = Usage {
            request: def.usage.request || usage.request,
            response: def.usage.response || usage.response,
        };
        if joined == def.usage {
            continue;
        }
        def.usage = joined;
        members(&def.kind, &mut |id| open.push((id, usage)));
    }
}

/// The types that a definition names.
fn members(kind: &TypeKind, take: &mut impl FnMut(TypeId)) {
    match kind {
        TypeKind::Struct(body) => {
            let rest = body.rest.iter().map(|rest| &rest.ty);
            for ty in body.fields.iter().map(|field| &field.ty).chain(rest) {
                named(ty, take);
            }
        }
        TypeKind::Union(body) => body.variants.iter().for_each(|variant| named(&variant.ty, take)),
        TypeKind::Alias(alias) => named(&alias.ty, take),
        TypeKind::Enum(_) => {}
    }
}

/// The types that a use of a type names.
fn named(ty: &TypeRef, take: &mut impl FnMut(TypeId)) {
    match ty {
        TypeRef::Named(id) => take(*id),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::OneOrMany(inner)
        | TypeRef::Boxed(inner)
        | TypeRef::Nullable(inner) => named(inner, take),
        TypeRef::Prim(_) | TypeRef::Json => {}
    }
}
