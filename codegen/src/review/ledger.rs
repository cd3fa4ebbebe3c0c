//! What becomes of the public items: those that are gone, new, or declared otherwise.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::finding::Verdict;
use super::matching::{self, At};
use super::{Comparison, code, neutral};
use crate::emit::surface::{self, Item};
use crate::ir::{Alias, Api, Group, Operation, TypeDef, TypeId, TypeKind, TypeRef};

/// What an item belongs to, by the numbers of the new document where both have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A type that both documents have: its number in the new one.
    Type(TypeId),
    /// An operation that both documents have: its place in the new one.
    Operation(At),
    /// Something that only one of them has.
    Single,
    /// The crate as a whole.
    Crate,
}

/// What becomes of an item.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    pub(super) before: Option<Item>,
    pub(super) after: Option<Item>,
    pub(super) owner: Owner,
}

impl Fate {
    /// Worst first: what is declared otherwise, what is gone, what is only warned of, what is new.
    fn rank(&self) -> u8 {
        match (&self.before, &self.after) {
            (Some(_), Some(_)) if self.is_only_warned() => 2,
            (Some(_), Some(_)) => 0,
            (Some(_), None) => 1,
            _ => 3,
        }
    }

    fn is_only_warned(&self) -> bool {
        let plain = |item: &Option<Item>| {
            item.as_ref().map(|item| item.essence.trim_start_matches("#[deprecated] ").to_owned())
        };
        plain(&self.before) == plain(&self.after)
    }

    fn verdict(&self, path: &str) -> Verdict {
        match (&self.before, &self.after) {
            (Some(_), Some(_)) if self.is_only_warned() => {
                Verdict::compatible("callers compile; whether they are warned changes")
            }
            (Some(before), Some(after)) if before.signature == after.signature => {
                Verdict::breaking(format!(
                    "{} is declared by a type that is another one now",
                    code(path)
                ))
            }
            (Some(_), Some(_)) => {
                Verdict::breaking(format!("{} is declared otherwise", code(path)))
            }
            (Some(_), None) => Verdict::breaking(format!("{} is gone", code(path))),
            _ => Verdict::compatible(format!(
                "{} is new, and nothing that callers name changes",
                code(path)
            )),
        }
    }
}

/// What a finding does to callers: the verdict, the items, and the one that changes most.
pub(super) struct Claim {
    pub(super) verdict: Verdict,
    pub(super) items: Vec<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// All items that do not stay as they were.
pub(super) struct Ledger {
    fates: BTreeMap<String, Fate>,
}

impl Ledger {
    pub(super) fn new(comparison: &Comparison<'_>) -> Self {
        let mut ledger = Self { fates: BTreeMap::new() };
        let scribe = Scribe::new(comparison);
        scribe.types(&mut ledger);
        scribe.operations(&mut ledger);
        let (old, new) = (surface::of_crate(comparison.old), surface::of_crate(comparison.new));
        ledger.compare(old, new, Owner::Crate);
        ledger
    }

    /// What of these items changes, and what that means to callers.
    pub(super) fn claim(&self, paths: &[String]) -> Claim {
        let mut seen = HashSet::new();
        let paths = paths.iter().filter(|path| seen.insert(path.as_str()));
        let mut found: Vec<(&String, &Fate)> =
            paths.filter_map(|path| Some((path, self.fates.get(path)?))).collect();
        found.sort_by_key(|(_, fate)| fate.rank());
        let worst = found.first();
        let text = |item: Option<&Item>| item.map(|item| item.signature.clone());
        Claim {
            verdict: worst.map_or_else(
                || Verdict::none("all that callers can name is declared as it was"),
                |(path, fate)| fate.verdict(path),
            ),
            before: worst.and_then(|(_, fate)| text(fate.before.as_ref())),
            after: worst.and_then(|(_, fate)| text(fate.after.as_ref())),
            items: found.iter().map(|(path, _)| (*path).clone()).collect(),
        }
    }

    /// The items that nothing of these claims.
    pub(super) fn unclaimed(&self, claimed: &HashSet<String>) -> Vec<(&String, &Fate)> {
        self.fates.iter().filter(|(path, _)| !claimed.contains(*path)).collect()
    }

    fn compare(&mut self, old: Vec<Item>, new: Vec<Item>, owner: Owner) {
        let mut before: BTreeMap<String, Item> =
            old.into_iter().map(|item| (item.path.clone(), item)).collect();
        for after in new {
            let before = before.remove(&after.path);
            if before.as_ref().map(|it| &it.essence) != Some(&after.essence) {
                self.fates.insert(after.path.clone(), Fate { before, after: Some(after), owner });
            }
        }
        for (path, before) in before {
            self.fates.insert(path, Fate { before: Some(before), after: None, owner });
        }
    }
}

/// Writes down what may have changed, and leaves out what cannot.
struct Scribe<'a> {
    comparison: &'a Comparison<'a>,
    /// The old document with the types renamed as the new one has them.
    renamed: Option<Api>,
    /// The types of the new document that are not what they were.
    differing: BTreeSet<TypeId>,
}

impl<'a> Scribe<'a> {
    fn new(comparison: &'a Comparison<'a>) -> Self {
        let (old, new) = (comparison.old, comparison.new);
        let mut differing = BTreeSet::new();
        let mut other_names = Vec::new();
        for (id, def) in old.types.iter().enumerate() {
            let Some(other) = comparison.matching.new_of(TypeId(id)) else { continue };
            let now = new.type_def(other);
            if def.name.ident != now.name.ident {
                other_names.push((id, now.name.ident.clone()));
            }
            let same = neutral::shape(def, &comparison.numbers()) == neutral::shape(now, &|id| id);
            if !same || def.usage.request != now.usage.request {
                differing.insert(other);
            }
        }
        let renamed = (!other_names.is_empty()).then(|| {
            let mut api = old.clone();
            for (id, ident) in other_names {
                if let Some(def) = api.types.get_mut(id) {
                    rename(def, ident);
                }
            }
            api
        });
        Self { comparison, renamed, differing }
    }

    fn old(&self) -> &Api {
        self.renamed.as_ref().unwrap_or(self.comparison.old)
    }

    fn types(&self, ledger: &mut Ledger) {
        let (matching, new) = (&self.comparison.matching, self.comparison.new);
        for (id, def) in self.old().types.iter().enumerate() {
            match matching.new_of(TypeId(id)) {
                Some(other) => {
                    let now = new.type_def(other);
                    if self.differing.contains(&other) || self.uses(now.kind.uses()) {
                        let (before, after) = (type_items(self.old(), def), type_items(new, now));
                        ledger.compare(before, after, Owner::Type(other));
                    }
                }
                None => ledger.compare(type_items(self.old(), def), Vec::new(), Owner::Single),
            }
        }
        for (id, def) in new.types.iter().enumerate() {
            if matching.old_of(TypeId(id)).is_none() {
                ledger.compare(Vec::new(), type_items(new, def), Owner::Single);
            }
        }
    }

    fn operations(&self, ledger: &mut Ledger) {
        let (matching, new) = (&self.comparison.matching, self.comparison.new);
        for (old_at, new_at) in &matching.operations {
            let (Some((_, was)), Some((group, is))) = (old_at.of(self.old()), new_at.of(new))
            else {
                continue;
            };
            let same = neutral::operation(was, &self.comparison.numbers())
                == neutral::operation(is, &|id| id);
            if same && !self.uses(is.uses()) {
                continue;
            }
            let was = as_named(was, is);
            let before = operation_items(self.old(), group, &was);
            ledger.compare(before, operation_items(new, group, is), Owner::Operation(*new_at));
        }
        for at in &matching.gone {
            if let Some((group, operation)) = at.of(self.old()) {
                ledger.compare(
                    operation_items(self.old(), group, operation),
                    Vec::new(),
                    Owner::Single,
                );
            }
        }
        for at in &matching.fresh {
            if let Some((group, operation)) = at.of(new) {
                ledger.compare(Vec::new(), operation_items(new, group, operation), Owner::Single);
            }
        }
    }

    /// Whether any of these uses leads to a type that is not what it was.
    fn uses<'t>(&self, mut uses: impl Iterator<Item = &'t TypeRef>) -> bool {
        uses.any(|ty| direct(self.comparison.new, ty).iter().any(|id| self.differing.contains(id)))
    }
}

/// The types that a use names, those behind aliases among them.
pub(super) fn direct(api: &Api, ty: &TypeRef) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut next = ty.named();
    while let Some(id) = next {
        found.push(id);
        next = match &api.type_def(id).kind {
            TypeKind::Alias(alias) => alias.ty.named(),
            _ => None,
        };
    }
    found
}

fn rename(def: &mut TypeDef, ident: String) {
    if let TypeKind::Struct(body) = &mut def.kind
        && let Some(holder) = &mut body.holder
        && *holder == format!("{}Required", def.name.ident)
    {
        *holder = format!("{ident}Required");
    }
    def.name.ident = ident;
}

/// The operation under the names that it has now.
fn as_named(was: &Operation, is: &Operation) -> Operation {
    let mut operation = was.clone();
    operation.name = is.name.clone();
    operation.type_ident.clone_from(&is.type_ident);
    if let (Some(was), Some(is)) = (&mut operation.outcomes, &is.outcomes) {
        was.ident.clone_from(&is.ident);
    }
    let bodies = operation.body.iter_mut().chain(&mut operation.other_bodies);
    for (was, is) in bodies.filter_map(|body| body.parts.as_mut()).zip(is.parts()) {
        was.ident.clone_from(&is.ident);
    }
    operation
}

/// The items of a type. What callers depend on is told with aliases replaced by what they stand for: to
/// the compiler they are the same.
pub(super) fn type_items(api: &Api, def: &TypeDef) -> Vec<Item> {
    let items = surface::of_type(api, def);
    if !has_alias(api, def.kind.uses()) {
        return items;
    }
    let mut plain = def.clone();
    match &mut plain.kind {
        TypeKind::Struct(body) => {
            body.fields.iter_mut().for_each(|it| it.ty = unaliased(api, &it.ty));
            body.rest.iter_mut().for_each(|it| it.ty = unaliased(api, &it.ty));
        }
        TypeKind::Union(body) => {
            body.variants.iter_mut().for_each(|it| it.ty = unaliased(api, &it.ty));
        }
        TypeKind::Alias(Alias { ty, .. }) => *ty = unaliased(api, ty),
        TypeKind::Enum(_) => {}
    }
    with_essence(items, surface::of_type(api, &plain))
}

fn operation_items(api: &Api, group: &Group, operation: &Operation) -> Vec<Item> {
    let items = surface::of_operation(api, group, operation);
    if !has_alias(api, operation.uses()) {
        return items;
    }
    let mut plain = operation.clone();
    plain.params.iter_mut().for_each(|it| it.ty = unaliased(api, &it.ty));
    for body in plain.body.iter_mut().chain(&mut plain.other_bodies) {
        body.ty = unaliased(api, &body.ty);
        let parts = body.parts.iter_mut().flat_map(|parts| &mut parts.params);
        parts.for_each(|it| it.ty = unaliased(api, &it.ty));
    }
    let answers = plain.responses.iter_mut().filter_map(|it| it.ty.as_mut());
    let outcomes = plain.outcomes.iter_mut().flat_map(|it| &mut it.variants);
    let answers = answers.chain(outcomes.filter_map(|it| it.ty.as_mut()));
    answers.for_each(|ty| *ty = unaliased(api, ty));
    with_essence(items, surface::of_operation(api, group, &plain))
}

fn with_essence(mut items: Vec<Item>, plain: Vec<Item>) -> Vec<Item> {
    for (item, plain) in items.iter_mut().zip(plain) {
        item.essence = plain.essence;
    }
    items
}

fn has_alias<'t>(api: &Api, mut uses: impl Iterator<Item = &'t TypeRef>) -> bool {
    uses.any(|ty| {
        direct(api, ty).iter().any(|id| matches!(api.type_def(*id).kind, TypeKind::Alias(_)))
    })
}

fn unaliased(api: &Api, ty: &TypeRef) -> TypeRef {
    let inner = |inner: &TypeRef| Box::new(unaliased(api, inner));
    match api.resolve(ty) {
        TypeRef::List(item) => TypeRef::List(inner(item)),
        TypeRef::Map(value) => TypeRef::Map(inner(value)),
        TypeRef::OneOrMany(item) => TypeRef::OneOrMany(inner(item)),
        TypeRef::Boxed(boxed) => TypeRef::Boxed(inner(boxed)),
        TypeRef::Nullable(value) => TypeRef::Nullable(inner(value)),
        plain => plain.clone(),
    }
}

/// Where the operation of the new document stands that a place in the ledger is about.
pub(super) fn operation_at(api: &Api, at: At) -> Option<&Operation> {
    matching::At::of(at, api).map(|(_, operation)| operation)
}
