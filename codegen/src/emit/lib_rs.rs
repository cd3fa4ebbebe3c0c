//! `src/lib.rs`: the crate's front page.

use quote::{format_ident, quote};

use super::features::Features;
use super::{Chunk, Module, doc};
use crate::Config;
use crate::ir::{Api, Doc};

/// The root of the crate.
pub(super) fn module(
    api: &Api,
    config: &Config,
    features: &Features<'_>,
    has_limits: bool,
) -> Module {
    let enums: Vec<_> = api
        .servers
        .iter()
        .chain(&api.own_servers)
        .flat_map(|server| &server.variables)
        .filter_map(|variable| variable.ty)
        .map(|id| format_ident!("{}", api.type_def(id).name.ident))
        .collect();
    let enums = (!enums.is_empty()).then(|| quote!(pub use models::{#(#enums),*};));
    let auth = (!api.auth.is_empty()).then(|| {
        quote!(
            pub use client::auth;
        )
    });
    let has_servers = api.servers.len() > 1 || !api.own_servers.is_empty();
    let servers = has_servers.then(|| {
        quote!(
            pub use client::servers;
        )
    });
    let oauth = api.auth.iter().any(|scheme| scheme.tokens.is_some()).then(|| {
        quote!(
            #[cfg(feature = "oauth")]
            pub use runtime::ClientCredentials;
        )
    });
    // In two steps, since rustfmt would heed the attribute here.
    let skip = quote!(#[rustfmt::skip]);
    let limits = has_limits.then(|| quote!(#skip mod limits;));
    let headers = (!api.headers.is_empty()).then(|| quote!(#skip pub mod headers;));
    let modules = quote! {
        // What rustfmt would make of it depends on its version; the generator's output does not.
        #[rustfmt::skip]
        mod client;
        #headers
        #limits
        #[rustfmt::skip]
        pub mod models;
        #[rustfmt::skip]
        pub mod operations;
        #[rustfmt::skip]
        pub mod runtime;
    };
    let exports = quote! {
        #auth
        #servers
        #enums
        #oauth
        pub use runtime::{
            ApiError, Client, ClientBuilder, DecodeError, Drift, Error, Json, Model, Response,
            RetryPolicy, Secret,
        };
    };
    let mut head = head(api, config, features);
    if !features.names().is_empty() {
        head.push(FEWER.to_owned());
    }
    Module { head, chunks: vec![Chunk::Items(modules), Chunk::Items(exports)] }
}

/// What the compiler and clippy would say of names and types that the document decides.
const NAMES: &str = "#![allow(
    confusable_idents,
    mixed_script_confusables,
    uncommon_codepoints,
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::len_without_is_empty,
    clippy::module_inception,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = \"names and types are those of the document\"
)]";

/// Without some groups some of the runtime and of the tables has no use.
const FEWER: &str = "#![cfg_attr(
    not(feature = \"groups\"),
    allow(dead_code, unused_imports, unused_macros, reason = \"groups that are left out would use it\")
)]";

fn head(api: &Api, config: &Config, features: &Features<'_>) -> Vec<String> {
    let doc = Doc {
        summary: Some(api.info.title.clone()),
        description: api.info.description.clone(),
        ..Doc::default()
    };
    let mut lines: Vec<String> =
        doc::text(&doc, &api.info.title).lines().map(str::to_owned).collect();
    lines.push(String::new());
    lines.push(format!(
        "Generated from {}, version {} of the document.",
        doc::code(&config.document),
        doc::code(&api.info.version)
    ));
    lines.extend(["", "# Where to begin", ""].map(str::to_owned));
    lines.push(
        "[`Client::builder`] makes a client; each operation of [`operations`] is a method of it."
            .to_owned(),
    );
    lines.push(
        "What comes back is a type of [`models`]; what goes wrong is an [`Error`].".to_owned(),
    );
    if let Some(example) = super::usage::example(api, config, features) {
        lines.push(String::new());
        lines.extend(example);
    }
    let inner = lines.into_iter().map(|line| format!("//! {line}").trim_end().to_owned());
    inner
        .chain([
            super::NO_RUSTFMT.to_owned(),
            "#![forbid(unsafe_code)]".to_owned(),
            "#![warn(missing_docs)]".to_owned(),
            NAMES.to_owned(),
        ])
        .collect()
}
