//! Which type and which operation of the one document is which of the other.

use std::collections::{HashMap, HashSet};

use super::neutral;
use crate::ir::{
    Api, Group, Operation, Place, Status, Struct, TypeDef, TypeId, TypeKind, TypeRef, Union,
};

/// An operation: its group and its number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct At {
    group: usize,
    operation: usize,
}

impl At {
    /// The group and the operation.
    pub(super) fn of(self, api: &Api) -> Option<(&Group, &Operation)> {
        let group = api.groups.get(self.group)?;
        Some((group, group.operations.get(self.operation)?))
    }
}

/// All operations of an api.
pub(super) fn all(api: &Api) -> impl Iterator<Item = (At, &Operation)> {
    api.groups.iter().enumerate().flat_map(|(group, it)| {
        let operations = it.operations.iter().enumerate();
        operations.map(move |(operation, it)| (At { group, operation }, it))
    })
}

/// What is the same in both documents.
#[derive(Debug, Default)]
pub(super) struct Matching {
    new_of: HashMap<TypeId, TypeId>,
    old_of: HashMap<TypeId, TypeId>,
    /// The operations that both have.
    pub(super) operations: Vec<(At, At)>,
    /// Those that only the old one has.
    pub(super) gone: Vec<At>,
    /// Those that only the new one has.
    pub(super) fresh: Vec<At>,
}

impl Matching {
    /// Matches operations by method and path, then by operationId; types by name, then by use, then by
    /// shape and name.
    pub(super) fn new(old: &Api, new: &Api) -> Self {
        let mut matching = Self::default();
        matching.operations(old, new);
        let mut finder = Finder { old, new, matching };
        finder.by_name();
        finder.by_use();
        finder.by_shape();
        finder.by_use();
        finder.matching
    }

    /// What a type of the old document is in the new one.
    pub(super) fn new_of(&self, id: TypeId) -> Option<TypeId> {
        self.new_of.get(&id).copied()
    }

    /// What a type of the new document was in the old one.
    pub(super) fn old_of(&self, id: TypeId) -> Option<TypeId> {
        self.old_of.get(&id).copied()
    }

    /// The number by which a type of the old document is compared with those of the new one.
    pub(super) fn number(&self, id: TypeId) -> TypeId {
        self.new_of(id).unwrap_or(TypeId(usize::MAX - id.0))
    }

    fn link(&mut self, old: TypeId, new: TypeId) {
        self.new_of.insert(old, new);
        self.old_of.insert(new, old);
    }

    fn operations(&mut self, old: &Api, new: &Api) {
        let by_place =
            |operation: &Operation| (operation.method.as_str(), template(&operation.path));
        let mut fresh: Vec<(At, &Operation)> = all(new).collect();
        let mut gone: Vec<(At, &Operation)> = all(old).collect();
        self.pair(&mut gone, &mut fresh, by_place);
        self.pair(&mut gone, &mut fresh, |operation| operation.name.wire.clone());
        self.operations.sort_unstable_by_key(|(_, new)| *new);
        self.gone = gone.into_iter().map(|(at, _)| at).collect();
        self.fresh = fresh.into_iter().map(|(at, _)| at).collect();
    }

    /// Takes out of both lists what has the same key.
    fn pair<K: Eq + std::hash::Hash>(
        &mut self,
        gone: &mut Vec<(At, &Operation)>,
        fresh: &mut Vec<(At, &Operation)>,
        key: impl Fn(&Operation) -> K,
    ) {
        let mut found: HashMap<K, At> = fresh.iter().map(|(at, it)| (key(it), *at)).collect();
        let mut taken = HashSet::new();
        gone.retain(|(old, operation)| match found.remove(&key(operation)) {
            Some(new) => {
                taken.insert(new);
                self.operations.push((*old, new));
                false
            }
            None => true,
        });
        fresh.retain(|(at, _)| !taken.contains(at));
    }
}

/// Whether a path is another one, the names of its parameters aside.
pub(super) fn is_moved(old: &str, new: &str) -> bool {
    template(old) != template(new)
}

/// The path without the names of its parameters, which nobody sends.
fn template(path: &str) -> String {
    let mut parts = path.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("{}");
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text
}

struct Finder<'a> {
    old: &'a Api,
    new: &'a Api,
    matching: Matching,
}

impl Finder<'_> {
    fn by_name(&mut self) {
        let names: HashMap<&str, usize> = self
            .new
            .types
            .iter()
            .enumerate()
            .map(|(id, def)| (def.name.ident.as_str(), id))
            .collect();
        for (old, def) in self.old.types.iter().enumerate() {
            if let Some(new) = names.get(def.name.ident.as_str()) {
                self.matching.link(TypeId(old), TypeId(*new));
            }
        }
    }

    /// Types that stand in the same place of what is the same.
    fn by_use(&mut self) {
        let mut open: Vec<(&TypeRef, &TypeRef)> = Vec::new();
        let (old, new) = (self.old, self.new);
        for (before, after) in &self.matching.operations {
            if let (Some((_, before)), Some((_, after))) = (before.of(old), after.of(new)) {
                open.extend(operation_uses(before, after));
            }
        }
        for (before, after) in &self.matching.new_of {
            open.extend(type_uses(old.type_def(*before), new.type_def(*after)));
        }
        // The order in which a map gives its entries must not decide.
        open.sort_by_key(|(before, after)| (before.named(), after.named()));
        while let Some((before, after)) = open.pop() {
            let (Some(before), Some(after)) = (before.named(), after.named()) else { continue };
            let is_known =
                self.matching.new_of(before).is_some() || self.matching.old_of(after).is_some();
            let (was, is) = (old.type_def(before), new.type_def(after));
            if !is_known && is_alike(was, is) {
                self.matching.link(before, after);
                open.extend(type_uses(was, is));
            }
        }
    }

    /// Types that nothing leads to: by the same shape and a name that is near.
    fn by_shape(&mut self) {
        let mut fresh: HashMap<String, Vec<TypeId>> = HashMap::new();
        for (id, def) in self.new.types.iter().enumerate() {
            if self.matching.old_of(TypeId(id)).is_none() {
                fresh.entry(sketch(def)).or_default().push(TypeId(id));
            }
        }
        for (id, def) in self.old.types.iter().enumerate() {
            let before = TypeId(id);
            if self.matching.new_of(before).is_some() {
                continue;
            }
            let candidates = fresh.get(&sketch(def)).into_iter().flatten().copied();
            let found = candidates
                .filter(|after| self.matching.old_of(*after).is_none())
                .find(|after| self.is_renamed(before, *after));
            if let Some(after) = found {
                self.matching.link(before, after);
            }
        }
    }

    fn is_renamed(&self, before: TypeId, after: TypeId) -> bool {
        let (old, new) = (self.old.type_def(before), self.new.type_def(after));
        let numbers = |id: TypeId| if id == before { after } else { self.matching.number(id) };
        is_near(&old.name.ident, &new.name.ident)
            && neutral::shape(old, &numbers) == neutral::shape(new, &|id| id)
    }
}

fn operation_uses<'a>(old: &'a Operation, new: &'a Operation) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let key = |param: &crate::ir::Param| (param.place, param.name.wire.clone());
    let params: HashMap<(Place, String), &TypeRef> =
        new.inputs().map(|param| (key(param), &param.ty)).collect();
    let mut uses: Vec<(&TypeRef, &TypeRef)> =
        old.inputs().filter_map(|param| Some((&param.ty, *params.get(&key(param))?))).collect();
    uses.extend(old.bodies().zip(new.bodies()).map(|(old, new)| (&old.ty, &new.ty)));
    let answers: HashMap<Status, &TypeRef> =
        new.responses.iter().filter_map(|it| Some((it.status, it.ty.as_ref()?))).collect();
    let answers =
        old.responses.iter().filter_map(|it| Some((it.ty.as_ref()?, *answers.get(&it.status)?)));
    uses.extend(answers);
    uses
}

fn type_uses<'a>(old: &'a TypeDef, new: &'a TypeDef) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(old), TypeKind::Struct(new)) => struct_uses(old, new),
        (TypeKind::Union(old), TypeKind::Union(new)) => union_uses(old, new),
        (TypeKind::Alias(old), TypeKind::Alias(new)) => vec![(&old.ty, &new.ty)],
        _ => Vec::new(),
    }
}

fn struct_uses<'a>(old: &'a Struct, new: &'a Struct) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let fields: HashMap<&str, &TypeRef> =
        new.fields.iter().map(|field| (field.name.wire.as_str(), &field.ty)).collect();
    let shared = old.fields.iter();
    let shared =
        shared.filter_map(|field| Some((&field.ty, *fields.get(field.name.wire.as_str())?)));
    let rest = old.rest.as_ref().zip(new.rest.as_ref()).map(|(old, new)| (&old.ty, &new.ty));
    shared.chain(rest).collect()
}

fn union_uses<'a>(old: &'a Union, new: &'a Union) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let by_name = |old: &'a crate::ir::Variant| {
        let new = new.variants.iter().find(|new| new.ident == old.ident);
        Some((&old.ty, &new?.ty))
    };
    let named: Vec<_> = old.variants.iter().filter_map(by_name).collect();
    if named.len() < old.variants.len() && old.variants.len() == new.variants.len() {
        return old
            .variants
            .iter()
            .zip(&new.variants)
            .map(|(old, new)| (&old.ty, &new.ty))
            .collect();
    }
    named
}

/// Whether two definitions that stand in the same place are one under two names: they have at least half
/// of their members in common.
fn is_alike(old: &TypeDef, new: &TypeDef) -> bool {
    let share = |old: Vec<String>, new: Vec<String>| {
        let old: HashSet<String> = old.into_iter().collect();
        let common = new.iter().filter(|it| old.contains(*it)).count();
        2 * common >= old.len().max(new.len())
    };
    match (&old.kind, &new.kind) {
        (TypeKind::Alias(old), TypeKind::Alias(new)) => {
            old.ty.named() == new.ty.named() || old == new
        }
        (TypeKind::Struct(_), TypeKind::Struct(_))
        | (TypeKind::Enum(_), TypeKind::Enum(_))
        | (TypeKind::Union(_), TypeKind::Union(_)) => share(members(old), members(new)),
        _ => false,
    }
}

/// The names of what a definition consists of.
fn members(def: &TypeDef) -> Vec<String> {
    match &def.kind {
        TypeKind::Struct(body) => body.fields.iter().map(|it| it.name.wire.clone()).collect(),
        TypeKind::Enum(body) => body.symbols.iter().map(|it| it.value.to_string()).collect(),
        TypeKind::Union(body) => body.variants.iter().map(|it| it.ident.clone()).collect(),
        TypeKind::Alias(alias) => vec![format!("{:?}", std::mem::discriminant(&alias.ty))],
    }
}

/// What two definitions of one shape have in common.
fn sketch(def: &TypeDef) -> String {
    let kind = match &def.kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
        TypeKind::Alias(_) => "alias",
    };
    format!("{kind} {}", members(def).join("\n"))
}

/// Whether two names are near: one is in the other, or no more than half of the characters differ.
pub(super) fn is_near(old: &str, new: &str) -> bool {
    let (old, new) = (old.to_lowercase(), new.to_lowercase());
    let allowed = old.chars().count().max(new.chars().count()) / 2;
    old.contains(&new)
        || new.contains(&old)
        || crate::document::distance(&old, &new, allowed).is_some()
}
