//! Types that contain themselves: put on the heap where Rust wants it, cut where no value could be.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, TypeId, TypeKind, TypeRef};

/// Makes every type of the api one that Rust can lay out and a value of which can be made.
pub(super) fn resolve(api: &mut Api, diagnostics: &mut Diagnostics) {
    cut_aliases(api, diagnostics);
    cut_required(api, diagnostics);
    box_fields(api);
}

/// An alias that leads to itself through nothing but aliases has no type: it becomes any JSON.
fn cut_aliases(api: &mut Api, diagnostics: &mut Diagnostics) {
    for index in 0..api.types.len() {
        let start = TypeId(index);
        if !leads_back(api, start, alias_targets) {
            continue;
        }
        if let Some(def) = api.types.get_mut(index)
            && let TypeKind::Alias(alias) = &mut def.kind
        {
            alias.ty = TypeRef::Json;
            let message = format!(
                "`{}` is only another name for itself; its values are any JSON",
                def.name.wire
            );
            diagnostics.push(
                Diagnostic::new(Code::RecursiveAlias, &def.origin, message)
                    .help("give it members of its own"),
            );
        }
    }
}

/// The aliases that an alias is made of, at any depth of lists and maps.
fn alias_targets(api: &Api, id: TypeId) -> Vec<TypeId> {
    let mut found = Vec::new();
    if let Some(TypeKind::Alias(alias)) = api.types.get(id.0).map(|def| &def.kind) {
        every_name(&alias.ty, &mut |id| found.push(id));
    }
    found.retain(|id| matches!(api.types.get(id.0).map(|def| &def.kind), Some(TypeKind::Alias(_))));
    found
}

fn every_name(ty: &TypeRef, take: &mut impl FnMut(TypeId)) {
    match ty {
        TypeRef::Named(id) => take(*id),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::OneOrMany(inner)
        | TypeRef::Boxed(inner)
        | TypeRef::Nullable(inner) => every_name(inner, take),
        TypeRef::Prim(_) | TypeRef::Json => {}
    }
}

/// A struct that requires another of itself has no value: one of the members becomes optional.
fn cut_required(api: &mut Api, diagnostics: &mut Diagnostics) {
    for index in 0..api.types.len() {
        while let Some(field) = endless_field(api, TypeId(index)) {
            let Some(TypeKind::Struct(body)) = api.types.get_mut(index).map(|def| &mut def.kind)
            else {
                break;
            };
            let Some(field) = body.fields.get_mut(field) else {
                break;
            };
            field.presence.required = false;
            let message = format!(
                "`{}` requires another value of the type that it is in, without end",
                field.name.wire
            );
            diagnostics.push(
                Diagnostic::new(Code::EndlessRequired, &field.origin, message)
                    .help("do not list it under `required`"),
            );
        }
    }
}

fn endless_field(api: &Api, id: TypeId) -> Option<usize> {
    let TypeKind::Struct(body) = &api.types.get(id.0)?.kind else {
        return None;
    };
    body.fields.iter().position(|field| {
        !field.presence.is_option()
            && held(&field.ty)
                .is_some_and(|inner| inner == id || reaches(api, inner, id, required_targets))
    })
}

/// The types of which a value always holds one.
fn required_targets(api: &Api, id: TypeId) -> Vec<TypeId> {
    match api.types.get(id.0).map(|def| &def.kind) {
        Some(TypeKind::Struct(body)) => {
            let required = body.fields.iter().filter(|field| !field.presence.is_option());
            required.filter_map(|field| held(&field.ty)).collect()
        }
        Some(TypeKind::Alias(alias)) => held(&alias.ty).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Puts a member on the heap where its type leads back to the struct that it is in.
fn box_fields(api: &mut Api) {
    for index in 0..api.types.len() {
        let id = TypeId(index);
        let Some(TypeKind::Struct(body)) = api.types.get(index).map(|def| &def.kind) else {
            continue;
        };
        let boxed: Vec<usize> = body
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| {
                held(&field.ty)
                    .is_some_and(|inner| inner == id || reaches(api, inner, id, held_targets))
            })
            .map(|(position, _)| position)
            .collect();
        let Some(TypeKind::Struct(body)) = api.types.get_mut(index).map(|def| &mut def.kind) else {
            continue;
        };
        for position in boxed {
            if let Some(field) = body.fields.get_mut(position) {
                let ty = std::mem::replace(&mut field.ty, TypeRef::Json);
                field.ty = TypeRef::Boxed(Box::new(ty));
            }
        }
    }
}

/// The types that lie directly within a value, not on the heap.
fn held_targets(api: &Api, id: TypeId) -> Vec<TypeId> {
    match api.types.get(id.0).map(|def| &def.kind) {
        Some(TypeKind::Struct(body)) => {
            body.fields.iter().filter_map(|field| held(&field.ty)).collect()
        }
        Some(TypeKind::Alias(alias)) => held(&alias.ty).into_iter().collect(),
        Some(TypeKind::Union(body)) => {
            body.variants.iter().filter_map(|variant| held(&variant.ty)).collect()
        }
        _ => Vec::new(),
    }
}

/// The named type that a use of a type holds directly.
fn held(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(inner) | TypeRef::OneOrMany(inner) => held(inner),
        TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Boxed(_)
        | TypeRef::Prim(_)
        | TypeRef::Json => None,
    }
}

fn leads_back(api: &Api, id: TypeId, next: impl Fn(&Api, TypeId) -> Vec<TypeId>) -> bool {
    next(api, id).into_iter().any(|inner| inner == id || reaches(api, inner, id, &next))
}

/// Whether `from` leads to `target`. Each type is looked at once, so cycles end.
fn reaches(
    api: &Api,
    from: TypeId,
    target: TypeId,
    next: impl Fn(&Api, TypeId) -> Vec<TypeId>,
) -> bool {
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        for inner in next(api, id) {
            if inner == target {
                return true;
            }
            if seen.insert(inner) {
                open.push(inner);
            }
        }
    }
    false
}
