//! In which direction the values of each type travel: requests, responses, or both.

use crate::ir::{Api, TypeId, TypeRef, Usage};

/// Marks every type that a request or a response leads to.
pub(super) fn spread(api: &mut Api) {
    let mut open: Vec<(TypeId, Usage)> = Vec::new();
    let request = Usage { request: true, response: false };
    let response = Usage { request: false, response: true };
    for operation in api.operations() {
        open.extend(operation.sends().filter_map(TypeRef::named).map(|id| (id, request)));
        open.extend(operation.answers().filter_map(TypeRef::named).map(|id| (id, response)));
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
        open.extend(def.kind.uses().filter_map(TypeRef::named).map(|id| (id, usage)));
    }
}
