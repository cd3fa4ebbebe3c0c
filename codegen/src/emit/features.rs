//! Groups of operations as features of Cargo: who calls a few operations of a large API compiles those, and the
//! models that they alone lead to.

use std::collections::BTreeMap;

use super::client;
use crate::ir::{Api, Group, Operation, TypeId, TypeRef};

/// Below so many operations a crate compiles in seconds as a whole, and features would only be something more
/// to know.
const MANY_OPERATIONS: usize = 100;

/// The feature that has all groups; on by default.
pub(super) const ALL: &str = "groups";

/// Which group has which types for itself.
pub(super) struct Features<'a> {
    api: &'a Api,
    /// Whether groups are features at all.
    are_used: bool,
    /// For each type the group that has it for itself, by its number.
    owners: Vec<Option<usize>>,
}

/// What is known of a type while the groups are walked.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Nobody,
    Group(usize),
    Several,
}

impl<'a> Features<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let are_used = api.groups.len() > 1 && api.operations().count() >= MANY_OPERATIONS;
        let owners = if are_used { owners(api) } else { vec![None; api.types.len()] };
        Self { api, are_used, owners }
    }

    /// The features of groups, in document order; none where the crate has no such features.
    pub(super) fn names(&self) -> Vec<String> {
        let groups = self.api.groups.iter().filter(|_| self.are_used);
        groups.map(name).collect()
    }

    /// The feature that a group is behind.
    pub(super) fn of(&self, group: &Group) -> Option<String> {
        self.are_used.then(|| name(group))
    }

    /// The groups that have types for themselves, each with these.
    pub(super) fn owned(&self) -> BTreeMap<usize, Vec<TypeId>> {
        let mut owned: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
        for (id, owner) in self.owners.iter().enumerate() {
            if let Some(group) = owner {
                owned.entry(*group).or_default().push(TypeId(id));
            }
        }
        owned
    }

    /// The types that no group has for itself.
    pub(super) fn shared(&self) -> impl Iterator<Item = TypeId> {
        let owners = self.owners.iter().enumerate();
        owners.filter(|(_, owner)| owner.is_none()).map(|(id, _)| TypeId(id))
    }
}

/// A prefix, since tags may be called as other features of the crate are.
fn name(group: &Group) -> String {
    format!("group-{}", group.name.ident.trim_end_matches('_').replace('_', "-"))
}

/// A type is a group's if operations of this group lead to it, and nothing else does.
fn owners(api: &Api) -> Vec<Option<usize>> {
    let mut owners = vec![Owner::Nobody; api.types.len()];
    for (at, group) in api.groups.iter().enumerate() {
        let uses = group.operations.iter().flat_map(Operation::uses);
        spread(api, uses.filter_map(TypeRef::named).collect(), Owner::Group(at), &mut owners);
    }
    // What no operation leads to is always there, and so is what it is made of.
    let unused = |id: &TypeId| owners.get(id.0) == Some(&Owner::Nobody);
    let unused = (0..api.types.len()).map(TypeId).filter(unused).collect();
    let variables = api.servers.iter().chain(&api.own_servers).flat_map(|it| &it.variables);
    let variables = variables.filter_map(|variable| variable.ty);
    // What requests lack and what errors hold is written for all groups in one place.
    let required = api.operations().flat_map(|it| &it.params).filter(|param| param.required);
    let required = required.filter_map(|param| param.ty.named());
    spread(api, unused, Owner::Several, &mut owners);
    let errors = client::errors(api).into_values();
    let common = variables.chain(required).chain(errors).collect();
    spread(api, common, Owner::Several, &mut owners);
    let group = |owner| match owner {
        Owner::Group(group) => Some(group),
        Owner::Nobody | Owner::Several => None,
    };
    owners.into_iter().map(group).collect()
}

/// Marks what these types are made of.
fn spread(api: &Api, mut open: Vec<TypeId>, by: Owner, owners: &mut [Owner]) {
    while let Some(id) = open.pop() {
        let Some(owner) = owners.get_mut(id.0) else { continue };
        let joined = match *owner {
            Owner::Nobody => by,
            same if same == by => continue,
            Owner::Several => continue,
            Owner::Group(_) => Owner::Several,
        };
        *owner = joined;
        open.extend(api.type_def(id).kind.uses().filter_map(TypeRef::named));
    }
}
