//! `src/client.rs`: servers, credentials, and what the API adds to the client and its errors.

use std::collections::BTreeMap;
use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Types;
use super::{Chunk, Module, doc, servers};
use crate::Config;
use crate::ir::{
    Api, AuthKind, AuthScheme, Place, Server, ServerVariable, Status, Tokens, TypeId, TypeRef,
};
use crate::names::{self, Scope};

/// The module that makes the runtime's client this API's.
pub(super) fn module(api: &Api, config: &Config) -> Module {
    let types = Types::outside(api);
    let server = api.servers.first();
    let mut items =
        vec![server_static(api, server), user_agent(config), client_impl(&types, server)];
    items.extend(builder_impl(api, &types));
    items.extend(error_impl(api, &types));
    items.extend(auth_module(api));
    items.extend(servers::module(api));
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

fn server_static(api: &Api, server: Option<&Server>) -> TokenStream {
    let table = server.map_or_else(
        || quote!(Server { url: "", variables: &[] }),
        |server| servers::table(api, server, |it| server.is_absolute() && it.in_host),
    );
    quote!(static SERVER: Server = #table;)
}

fn user_agent(config: &Config) -> TokenStream {
    let name = &config.crate_name;
    quote!(
        static USER_AGENT: &str = concat!(#name, "/", env!("CARGO_PKG_VERSION"));
    )
}

fn client_impl(types: &Types<'_>, server: Option<&Server>) -> TokenStream {
    let (docs, arguments, given) = match server {
        Some(server) if server.is_absolute() => hosted(types, server),
        Some(server) if !matches!(server.url.as_str(), "" | "/") => {
            let docs = format!(
                "A client of the API at {}, as seen from `origin`: the address of the document, or of its\nhost.",
                doc::code(&server.url)
            );
            (docs, quote!(origin: impl Into<String>), quote!(.origin(origin)))
        }
        _ => (
            "A client of the API at `base_url`: the document does not say where the API is."
                .to_owned(),
            quote!(base_url: impl Into<String>),
            quote!(.base_url(base_url)),
        ),
    };
    let docs = doc::plain(&docs);
    quote! {
        impl Client {
            #docs
            pub fn builder(#arguments) -> ClientBuilder {
                ClientBuilder::new(&SERVER, USER_AGENT) #given
            }
        }
    }
}

/// What is said, taken and given for a server that the document places: the variables of its host.
fn hosted(types: &Types<'_>, server: &Server) -> (String, TokenStream, TokenStream) {
    let hosted = || server.variables.iter().filter(|variable| variable.in_host);
    let arguments = hosted().map(|variable| {
        let ident = format_ident!("{}", variable.name.ident);
        let ty = variable_type(types, variable);
        quote!(#ident: #ty)
    });
    let given = hosted().map(|variable| {
        let (name, value) = (&variable.name.wire, variable_text(variable));
        quote!(.variable(#name, #value))
    });
    (builder_docs(server), quote!(#(#arguments),*), quote!(#(#given)*))
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

/// The setters of credentials and of the servers' variables that are no argument of `builder`.
fn builder_impl(api: &Api, types: &Types<'_>) -> Option<TokenStream> {
    let credentials = api.auth.iter().map(|scheme| credential(types, scheme));
    let tokens = api.auth.iter().filter_map(token_setter);
    let variables = servers::settable(api).into_iter().map(|variable| {
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
    let methods: Vec<TokenStream> = credentials.chain(tokens).chain(variables).collect();
    (!methods.is_empty()).then(|| quote!(impl ClientBuilder { #(#methods)* }))
}

/// The setter by which a client gets its tokens itself.
fn token_setter(scheme: &AuthScheme) -> Option<TokenStream> {
    let Tokens { ident, url, scopes } = scheme.tokens.as_ref()?;
    let (method, place) = (format_ident!("{ident}"), format_ident!("{}", scheme.static_ident));
    let docs = doc::plain(&format!(
        "Id and secret by which the client gets tokens for {} itself, at\n{} unless told otherwise.",
        doc::code(&scheme.name.wire),
        doc::code(url),
    ));
    // Named in full: without the feature they would be imported for nothing.
    Some(quote! {
        #docs
        #[cfg(feature = "oauth")]
        pub fn #method(self, credentials: crate::runtime::ClientCredentials) -> Self {
            const SOURCE: &crate::runtime::TokenSource =
                &crate::runtime::TokenSource { url: #url, scopes: &[#(#scopes),*] };
            self.client_credentials(&auth::#place, SOURCE, credentials)
        }
    })
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

/// The types that describe an error, by their names.
pub(super) fn errors(api: &Api) -> BTreeMap<&str, TypeId> {
    let answers = api.operations().flat_map(|operation| &operation.responses);
    let types = answers.filter(|answer| is_error(answer.status)).filter_map(|it| it.ty.as_ref());
    let named = types.filter_map(|ty| match ty {
        TypeRef::Named(id) => Some((api.type_def(*id).name.ident.as_str(), *id)),
        _ => None,
    });
    named.collect()
}

/// For each type that describes an error, a method that reads the error's body as it.
fn error_impl(api: &Api, types: &Types<'_>) -> Option<TokenStream> {
    let found = errors(api);
    if found.is_empty() {
        return None;
    }
    // Types whose names differ by case alone have one in snake case.
    let mut scope = Scope::default();
    let methods = found.values().map(|id| {
        let def = api.type_def(*id);
        let ty = types.ty(&TypeRef::Named(*id));
        let wanted = format!("as_{}", names::plain_snake(&def.name.ident));
        let method = format_ident!("{}", scope.claim(&wanted));
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
