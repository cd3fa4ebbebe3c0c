//! `src/operations/mod.rs`: the groups of operations, and what requests may still lack.

use quote::{format_ident, quote};

use super::features::Features;
use super::{Chunk, Module};
use crate::ir::Api;

/// The module of the types that stand for what is missing. No group has its name.
pub(super) const NEEDS: &str = "needs";

/// `src/operations/mod.rs`: the groups.
pub(super) fn module(api: &Api, features: &Features<'_>, has_needs: bool) -> Module {
    let head = vec!["//! The operations of the document, one module a tag.".to_owned()];
    let groups = api.groups.iter().map(|group| (group.name.ident.as_str(), features.of(group)));
    let needs = has_needs.then_some((NEEDS, None));
    let modules = groups.chain(needs).map(|(module, feature)| {
        let ident = format_ident!("{module}");
        let feature = feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        // What rustfmt would make of it depends on its version; the generator's output does not.
        quote!(#feature #[rustfmt::skip] pub mod #ident;)
    });
    Module { head, chunks: vec![Chunk::Items(quote!(#(#modules)*))] }
}
