//! `src/client.rs`: servers, credentials, and what the API adds to the client and its errors.

use std::collections::BTreeMap;
use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Types;
use super::{Chunk, Module, doc};
use crate::Config;
use crate::ir::{
    Api, AuthKind, AuthScheme, Place, Server, ServerVariable, Status, TypeId, TypeRef,
};

/// The module that makes the runtime's client this API's.
pub(super) fn module(api: &Api, config: &Config) -> Module {
    let types = Types::outside(api);
    let server = api.servers.first();
    let mut items = vec![server_static(server), user_agent(config), client_impl(&types, server)];
    items.extend(builder_impl(api, server, &types));
    items.extend(error_impl(api, &types));
    items.extend(auth_module(api));
    for name in ["Client", "ClientBuilder", "Server"] {
        types.runtime(name);
    }
    items.insert(0, types.imports());
    let head = vec![
        "//! Where the API is, how a call is authenticated, and the shape of its errors."
            .to_owned(),
    ];
    Module { head, chunks: items.into_iter().map(Chunk::Items).collect() }
}

fn server_static(server: Option<&Server>) -> TokenStream {
    let url = absolute(server).map_or("", |server| &server.url);
    quote!(static SERVER: Server = Server { url: #url };)
}

/// The server, where its URL says by itself where it is.
fn absolute(server: Option<&Server>) -> Option<&Server> {
    server.filter(|server| server.url.contains("://"))
}

fn user_agent(config: &Config) -> TokenStream {
    let name = &config.crate_name;
    quote!(
        static USER_AGENT: &str = concat!(#name, "/", env!("CARGO_PKG_VERSION"));
    )
}

fn client_impl(types: &Types<'_>, server: Option<&Server>) -> TokenStream {
    let Some(server) = absolute(server) else {
        let docs = doc::plain(
            "A client of the API at `base_url`: the document does not say where the API is.",
        );
        return quote! {
            impl Client {
                #docs
                pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
                    ClientBuilder::new(&SERVER, USER_AGENT).base_url(base_url)
                }
            }
        };
    };
    let docs = doc::plain(&builder_docs(server));
    let (hosted, defaulted): (Vec<_>, Vec<_>) =
        server.variables.iter().partition(|variable| variable.in_host);
    let arguments = hosted.iter().map(|variable| {
        let ident = format_ident!("{}", variable.name.ident);
        let ty = variable_type(types, variable);
        quote!(#ident: #ty)
    });
    let given = hosted.iter().map(|variable| {
        let (name, value) = (&variable.name.wire, variable_text(variable));
        quote!(.variable(#name, #value))
    });
    let defaults = defaulted.iter().map(|variable| {
        let (name, default) = (&variable.name.wire, &variable.default);
        quote!(.variable(#name, #default))
    });
    quote! {
        impl Client {
            #docs
            pub fn builder(#(#arguments),*) -> ClientBuilder {
                ClientBuilder::new(&SERVER, USER_AGENT) #(#given)* #(#defaults)*
            }
        }
    }
}

fn builder_docs(server: &Server) -> String {
    let mut text = format!("A client of the API at {}.\n", doc::code(&server.url));
    for variable in server.variables.iter().filter(|variable| variable.in_host) {
        let said = doc::text(&variable.doc, "A part of the host.").replace('\n', "\n  ");
        let _ = write!(text, "\n- {}: {said}", doc::code(&variable.name.ident));
    }
    text
}

fn variable_type(types: &Types<'_>, variable: &ServerVariable) -> TokenStream {
    variable.ty.map_or_else(|| quote!(impl Into<String>), |id| types.ty(&TypeRef::Named(id)))
}

/// The argument for a variable as text.
fn variable_text(variable: &ServerVariable) -> TokenStream {
    let ident = format_ident!("{}", variable.name.ident);
    if variable.ty.is_some() { quote!(#ident.as_str()) } else { quote!(#ident) }
}

/// The setters of credentials and of the server's variables that have a default.
fn builder_impl(api: &Api, server: Option<&Server>, types: &Types<'_>) -> Option<TokenStream> {
    let credentials = api.auth.iter().map(|scheme| credential(types, scheme));
    let variables = absolute(server).into_iter().flat_map(|server| &server.variables);
    let variables = variables.filter(|variable| !variable.in_host).map(|variable| {
        let (name, ident) = (&variable.name.wire, format_ident!("{}", variable.name.ident));
        let (ty, value) = (variable_type(types, variable), variable_text(variable));
        let docs = doc::attributes(&variable.doc, "A part of the server's URL.");
        quote! {
            #docs
            pub fn #ident(self, #ident: #ty) -> Self {
                self.variable(#name, #value)
            }
        }
    });
    let methods: Vec<TokenStream> = credentials.chain(variables).collect();
    (!methods.is_empty()).then(|| quote!(impl ClientBuilder { #(#methods)* }))
}

fn credential(types: &Types<'_>, scheme: &AuthScheme) -> TokenStream {
    let (method, place) =
        (format_ident!("{}", scheme.name.ident), format_ident!("{}", scheme.static_ident));
    let docs =
        doc::attributes(&scheme.doc, &format!("The credential {}.", doc::code(&scheme.name.wire)));
    let secret = types.runtime("Secret");
    if scheme.kind == AuthKind::Basic {
        return quote! {
            #docs
            pub fn #method(self, user: &str, password: &str) -> Self {
                self.credential(&auth::#place, #secret::from(format!("{user}:{password}")))
            }
        };
    }
    quote! {
        #docs
        pub fn #method(self, #method: impl Into<#secret>) -> Self {
            self.credential(&auth::#place, #method.into())
        }
    }
}

/// For each type that describes an error, a method that reads the error's body as it.
fn error_impl(api: &Api, types: &Types<'_>) -> Option<TokenStream> {
    let mut found: BTreeMap<&str, TypeId> = BTreeMap::new();
    for operation in api.operations() {
        for response in operation.responses.iter().filter(|response| is_error(response.status)) {
            if let Some(TypeRef::Named(id)) = &response.ty {
                found.insert(&api.type_def(*id).name.ident, *id);
            }
        }
    }
    if found.is_empty() {
        return None;
    }
    let methods = found.values().map(|id| {
        let def = api.type_def(*id);
        let ty = types.ty(&TypeRef::Named(*id));
        let method = format_ident!("as_{}", crate::names::plain_snake(&def.name.ident));
        let docs = doc::plain(&format!(
            "The body as [`{0}`](crate::models::{0}), where it has that shape.",
            def.name.ident
        ));
        quote! {
            #docs
            pub fn #method(&self) -> Option<#ty> {
                self.json().ok()
            }
        }
    });
    let error = types.runtime("ApiError");
    Some(quote!(impl #error { #(#methods)* }))
}

fn is_error(status: Status) -> bool {
    !status.is_success()
}

fn auth_module(api: &Api) -> Option<TokenStream> {
    if api.auth.is_empty() {
        return None;
    }
    let statics = api.auth.iter().map(|scheme| {
        let (ident, name) = (format_ident!("{}", scheme.static_ident), &scheme.name.wire);
        let docs = doc::attributes(&scheme.doc, &format!("The scheme {}.", doc::code(name)));
        let kind = match &scheme.kind {
            AuthKind::ApiKey { place: Place::Query, name } => {
                quote!(SchemeKind::ApiKeyQuery(#name))
            }
            AuthKind::ApiKey { place: Place::Cookie, name } => {
                quote!(SchemeKind::ApiKeyCookie(#name))
            }
            AuthKind::ApiKey { name, .. } => quote!(SchemeKind::ApiKeyHeader(#name)),
            AuthKind::Basic => quote!(SchemeKind::Basic),
            AuthKind::Bearer => quote!(SchemeKind::Bearer),
        };
        quote!(#docs pub static #ident: Scheme = Scheme { name: #name, kind: #kind };)
    });
    let docs = doc::plain("The ways in which the API authenticates a call.");
    Some(quote! {
        #docs
        pub mod auth {
            use crate::runtime::{Scheme, SchemeKind};
            #(#statics)*
        }
    })
}
