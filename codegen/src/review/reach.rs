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
        let (mut seen, mut open, mut found) = (BTreeSet::from([id]), vec![id], BTreeSet::new());
        while let Some(id) = open.pop() {
            found.extend(self.operations.get(&id).into_iter().flatten());
            let users = self.types.get(&id).into_iter().flatten();
            open.extend(users.filter(|user| seen.insert(**user)));
        }
        found
    }
}
