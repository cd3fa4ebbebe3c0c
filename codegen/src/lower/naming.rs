//! What operations are called: by their operationId, where no other has it, else by method and path.
//!
//! A name depends on the operation itself and on those that want the very same name, never on how many
//! stand before it, so that an operation more in the document renames no other.

use std::collections::HashMap;

use crate::names::{self, Scope};

/// What there is to name an operation by.
pub(super) struct Wish<'d> {
    /// The operationId, if there is one.
    pub id: Option<&'d str>,
    /// The method, in any case.
    pub method: &'d str,
    pub path: &'d str,
}

/// The names of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The operationId, or what takes its place.
    pub wire: String,
    /// The method of the client.
    pub method: String,
    /// The type of the request.
    pub request: String,
    /// The enum of what a successful call gives, if there is to be one.
    pub outcome: String,
    /// The type of a body in parts, if there is to be one.
    pub parts: String,
}

impl Named {
    fn of(wire: &str) -> Self {
        Self {
            method: names::method_ident(wire),
            request: names::request_ident(wire),
            outcome: String::new(),
            parts: String::new(),
            wire: wire.to_owned(),
        }
    }
}

/// How many operations want each name.
#[derive(Default)]
struct Count<'n> {
    methods: HashMap<&'n str, usize>,
    requests: HashMap<&'n str, usize>,
}

impl<'n> Count<'n> {
    fn of(wanted: impl Iterator<Item = &'n Named>) -> Self {
        let mut count = Self::default();
        for named in wanted {
            *count.methods.entry(&named.method).or_default() += 1;
            *count.requests.entry(&named.request).or_default() += 1;
        }
        count
    }

    fn is_alone(&self, named: &Named) -> bool {
        let once = |count: Option<&usize>| count.is_none_or(|count| *count < 2);
        once(self.methods.get(&*named.method)) && once(self.requests.get(&*named.request))
    }
}

/// The names of all operations, in their order.
pub(super) fn names(wishes: &[Wish<'_>]) -> Vec<Named> {
    let by_id: Vec<Option<Named>> = wishes.iter().map(|wish| wish.id.map(Named::of)).collect();
    let count = Count::of(by_id.iter().flatten());
    let kept = |named: &Option<Named>| named.clone().filter(|named| count.is_alone(named));
    let first: Vec<Named> = by_id
        .iter()
        .zip(wishes)
        .map(|(named, wish)| kept(named).unwrap_or_else(|| Named::of(&by_path(wish))))
        .collect();
    let count = Count::of(first.iter());
    let (mut methods, mut types) = (Scope::default(), Scope::default());
    let told_apart = first.iter().zip(&by_id).zip(wishes).map(|((named, by_id), wish)| {
        let own = Some(named) == by_id.as_ref() || count.is_alone(named);
        if own { named.clone() } else { Named::of(&format!("{}_{}", named.wire, mark(wish))) }
    });
    // Two marks may be the same, if hardly ever.
    let claim = |named: Named| Named {
        method: methods.claim(&named.method),
        request: types.claim(&named.request),
        ..named
    };
    let mut named: Vec<Named> = told_apart.map(claim).collect();
    // After all requests: none of those is called otherwise because of an outcome or parts.
    for Named { request, outcome, parts, .. } in &mut named {
        *outcome = types.claim(&format!("{request}Outcome"));
        *parts = types.claim(&format!("{request}Multipart"));
    }
    named
}

/// `get_users_by_id_posts` for `GET /users/{id}/posts`.
fn by_path(wish: &Wish<'_>) -> String {
    let path = wish.path.replace('{', " by ");
    names::plain_snake(&format!("{} {path}", wish.method.to_ascii_lowercase()))
}

/// Four digits that differ for paths of which only the signs differ: FNV-1a, folded.
fn mark(wish: &Wish<'_>) -> String {
    let text = format!("{} {}", wish.method.to_ascii_lowercase(), wish.path);
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{:04x}", (hash >> 16) ^ (hash & 0xFFFF))
}
