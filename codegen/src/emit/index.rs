//! `src/operations/mod.rs`: the groups of operations, and what requests may still lack.

use quote::{format_ident, quote};

use super::{Chunk, Module};
use crate::ir::Api;

/// The module of the types that stand for what is missing. No group has its name.
pub(super) const NEEDS: &str = "needs";

/// `src/operations/mod.rs`: the groups.
pub(super) fn module(api: &Api, has_needs: bool) -> Module {
    let head = vec!["//! The operations of the document, one module a tag.".to_owned()];
    let groups = api.groups.iter().map(|group| group.name.ident.as_str());
    let modules = groups.chain(has_needs.then_some(NEEDS)).map(|module| {
        let ident = format_ident!("{module}");
        // What rustfmt would make of it depends on its version; the generator's output does not.
        quote!(#[rustfmt::skip] pub mod #ident;)
    });
    Module { head, chunks: vec![Chunk::Items(quote!(#(#modules)*))] }
}
