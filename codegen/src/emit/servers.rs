//! Servers as static tables, and those among which a client chooses.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::doc;
use crate::ir::{Api, Server, ServerVariable, SymbolValue, TypeKind};

/// A server's line: its URL, and the value of each variable where none is given. `given` tells those that
/// always are.
pub(super) fn table(
    api: &Api,
    server: &Server,
    given: impl Fn(&ServerVariable) -> bool,
) -> TokenStream {
    let url = &server.url;
    let values = server.variables.iter().flat_map(|variable| {
        let default = variable.default.as_str();
        let own = (!given(variable) || !is_plain(default)).then_some(default);
        let listed = listed(api, variable).filter(move |value| *value != default);
        let name = &variable.name.wire;
        own.into_iter()
            .chain(listed.filter(|value| !is_plain(value)))
            .map(move |value| quote!((#name, #value)))
    });
    quote!(Server { url: #url, variables: &[#(#values),*] })
}

/// The values that the document lists for a variable.
fn listed<'a>(api: &'a Api, variable: &ServerVariable) -> impl Iterator<Item = &'a str> {
    let symbols = variable.ty.and_then(|id| match &api.type_def(id).kind {
        TypeKind::Enum(listed) => Some(&listed.symbols),
        _ => None,
    });
    symbols.into_iter().flatten().filter_map(|symbol| match &symbol.value {
        SymbolValue::String(value) => Some(value.as_str()),
        SymbolValue::Integer(_) => None,
    })
}

/// Whether a value is taken wherever a variable may stand, be it the document's or the caller's.
fn is_plain(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !value.is_empty() && value.bytes().all(is_plain)
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
    let named: Vec<TokenStream> =
        several.chain(&api.own_servers).map(|it| named(api, it)).collect();
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

fn named(api: &Api, server: &Server) -> TokenStream {
    let (ident, table) = (format_ident!("{}", server.ident), table(api, server, |_| false));
    let said = server.description.as_deref().map(|said| format!("{said}\n\n")).unwrap_or_default();
    let docs = doc::plain(&format!("{said}{}", doc::code(&server.url)));
    quote!(#docs pub static #ident: Server = #table;)
}
