//! `src/operations/mod.rs`: the groups of operations, and what requests may still lack.

use std::collections::BTreeMap;

use quote::{format_ident, quote};

use super::steps::steps;
use super::{Chunk, Module, doc};
use crate::ir::Api;

/// `src/operations/mod.rs`: the groups, and the markers of required parameters.
pub(super) fn module(api: &Api) -> Module {
    let head = vec!["//! The operations of the document, one module a tag.".to_owned()];
    let groups = api.groups.iter().map(|group| {
        let ident = format_ident!("{}", group.name.ident);
        // What rustfmt would make of it depends on its version; the generator's output does not.
        quote!(#[rustfmt::skip] pub mod #ident;)
    });
    let mut chunks = vec![Chunk::Items(quote!(#(#groups)*))];
    chunks.extend(markers(api));
    Module { head, chunks }
}

/// A type for each name of a required parameter that is given by a method of its own.
fn markers(api: &Api) -> Option<Chunk> {
    let mut markers: BTreeMap<&str, &str> = BTreeMap::new();
    for operation in api.operations() {
        for step in steps(operation) {
            markers.insert(step.marker(), step.setter());
        }
    }
    if markers.is_empty() {
        return None;
    }
    let items = markers.iter().map(|(marker, setter)| {
        let ident = format_ident!("{marker}");
        let docs = doc::plain(&format!("Given by `{setter}`."));
        quote!(#docs #[derive(Clone, Copy, Debug)] pub enum #ident {})
    });
    let docs = doc::plain(
        "What a request may still lack.\n\nThe types stand in [`Needs`](crate::runtime::Needs): while one of them is there, the request\ncannot be sent.",
    );
    Some(Chunk::Items(quote!(#docs pub mod needs { #(#items)* })))
}
