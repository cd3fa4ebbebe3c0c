//! Which operations a type is part of.

use std::collections::{BTreeSet, HashMap};

use super::ledger::direct;
use super::matching::{self, At};
use crate::ir::{Api, TypeId};

/// Who names each type.
pub(super) struct Reach {
    types: HashMap<TypeId, Vec<TypeId>>,
    operations: HashMap<TypeId, Vec<At>>,
}

impl Reach {
    pub(super) fn new(api: &Api) -> Self {
        let mut reach = Self { types: HashMap::new(), operations: HashMap::new() };
        for (user, def) in api.types.iter().enumerate() {
            for id in def.kind.uses().flat_map(|ty| direct(api, ty)) {
                reach.types.entry(id).or_default().push(TypeId(user));
            }
        }
        for (at, operation) in matching::all(api) {
            for id in operation.uses().flat_map(|ty| direct(api, ty)) {
                reach.operations.entry(id).or_default().push(at);
            }
        }
        reach
    }

    /// The operations that a type is part of.
    pub(super) fn of(&self, id: TypeId) -> BTreeSet<At> {
        let users = self.users(id);
        users.iter().flat_map(|id| self.operations.get(id).into_iter().flatten()).copied().collect()
    }

    /// The types that a type is part of, itself included.
    pub(super) fn users(&self, id: TypeId) -> BTreeSet<TypeId> {
        let (mut seen, mut open) = (BTreeSet::from([id]), vec![id]);
        while let Some(id) = open.pop() {
            let users = self.types.get(&id).into_iter().flatten();
            open.extend(users.filter(|user| seen.insert(**user)));
        }
        seen
    }
}
