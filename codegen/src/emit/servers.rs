//! Servers as static tables, and those among which a client chooses.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc;
use crate::ir::{Api, Server, ServerVariable};

/// A server's line: its URL, and the value of each variable where none is given. `given` tells those that
/// always are.
pub(super) fn table(server: &Server, given: impl Fn(&ServerVariable) -> bool) -> TokenStream {
    let url = &server.url;
    let defaults = server.variables.iter().filter(|variable| !given(variable));
    let defaults = defaults.map(|variable| {
        let (name, default) = (&variable.name.wire, &variable.default);
        quote!((#name, #default))
    });
    quote!(Server { url: #url, variables: &[#(#defaults),*] })
}

/// The variables that a method of the builder sets: those of all servers, each name once, without those that
/// are arguments of `builder`.
pub(super) fn settable(api: &Api) -> Vec<&ServerVariable> {
    let arguments = api.servers.first().filter(|server| server.is_absolute());
    let arguments = arguments.into_iter().flat_map(|server| &server.variables);
    let arguments = arguments.filter(|variable| variable.in_host);
    let mut known: BTreeSet<&str> = arguments.map(|it| it.name.wire.as_str()).collect();
    let servers = api.servers.iter().chain(&api.own_servers);
    servers
        .flat_map(|server| &server.variables)
        .filter(|variable| known.insert(&variable.name.wire))
        .collect()
}

/// The servers that have a name: all of the document's where there are several, and those of single paths
/// and operations.
pub(super) fn module(api: &Api) -> Option<TokenStream> {
    let several = api.servers.iter().filter(|_| api.servers.len() > 1);
    let named: Vec<TokenStream> = several.chain(&api.own_servers).map(named).collect();
    if named.is_empty() {
        return None;
    }
    let docs = doc::plain(
        "The servers of the document: `ClientBuilder::server` takes one of those that serve all of the API.\nThose of single operations are used for them by themselves.",
    );
    Some(quote! {
        #docs
        pub mod servers {
            use crate::runtime::Server;
            #(#named)*
        }
    })
}

fn named(server: &Server) -> TokenStream {
    let (ident, table) = (format_ident!("{}", server.ident), table(server, |_| false));
    let said = server.description.as_deref().map(|said| format!("{said}\n\n")).unwrap_or_default();
    let docs = doc::plain(&format!("{said}{}", doc::code(&server.url)));
    quote!(#docs pub static #ident: Server = #table;)
}
