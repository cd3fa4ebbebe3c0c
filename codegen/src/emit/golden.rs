//! `tests/golden.rs` and its payloads: each example of the document decodes and comes back the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::Types;
use super::{Chunk, Content, Module, doc};
use crate::Config;
use crate::ir::{Api, Example, Fit};
use crate::names;

/// Whether the document shows a payload, or a part of one.
pub(super) fn has_tests(api: &Api) -> bool {
    !api.examples.is_empty() || !api.parts.is_empty()
}

/// The test file and one file a payload; nothing where the document shows no payload.
pub(super) fn files(api: &Api, config: &Config) -> BTreeMap<PathBuf, Content> {
    let mut files = BTreeMap::new();
    if !has_tests(api) {
        return files;
    }
    for example in &api.examples {
        files.insert(
            format!("tests/golden/{}.json", example.name).into(),
            Content::Text(example.text.clone()),
        );
    }
    files.insert("tests/golden.rs".into(), Content::Rust(module(api, config)));
    files
}

fn module(api: &Api, config: &Config) -> Module {
    let library = names::crate_ident(&config.crate_name);
    let library = format_ident!("{library}");
    let types = Types::outside(api);
    let tests = tests(&types, api, config);
    let parts = parts(&types, api, config);
    if is_used(api, config, Fit::Rejected) {
        types.runtime("Lenient");
    }
    let uses_map = types.imports().to_string().contains("BTreeMap");
    let map = uses_map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let models =
        types.imports().to_string().contains("models").then(|| quote!(use #library::models;));
    let names = types.runtime_names();
    let names = names.iter().map(|name| format_ident!("{name}"));
    let imports = quote! {
        #map
        use #library::runtime::{Model, #(#names),*};
        #models
    };
    let mut chunks = vec![Chunk::Items(imports)];
    chunks.extend(checks(api, config).into_iter().map(Chunk::Items));
    if !api.examples.is_empty() {
        chunks.push(Chunk::Text(MACRO.to_owned()));
        chunks.push(Chunk::Text(tests));
    }
    chunks.extend(parts.into_iter().map(Chunk::Text));
    let mut head = vec![
        "//! Each example of the document decodes into its model and comes back the same."
            .to_owned(),
        super::NO_RUSTFMT.to_owned(),
    ];
    let mut names = api.examples.iter().chain(&api.parts).map(|example| &example.name);
    if names.any(|name| !name.is_ascii()) {
        head.push(SCRIPTS.to_owned());
    }
    Module { head, chunks }
}

/// What the compiler would say of names in other scripts.
const SCRIPTS: &str = "#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]";

/// What the test of an example expects of it.
fn expected(config: &Config, example: &Example) -> Fit {
    if config.strict { Fit::Whole } else { example.fit }
}

fn is_used(api: &Api, config: &Config, fit: Fit) -> bool {
    api.examples.iter().chain(&api.parts).any(|example| expected(config, example) == fit)
}

/// The functions that the tests call; only those that some test calls.
fn checks(api: &Api, config: &Config) -> Vec<TokenStream> {
    let is_used = |fit| is_used(api, config, fit);
    let mut checks = Vec::new();
    if is_used(Fit::Whole) {
        let docs = doc::plain("The payload comes back the same, and the model knows all of it.");
        checks.push(quote! {
            #docs
            #[track_caller]
            fn whole<T: Model>(text: &str, origin: &str) {
                let drift = round_trip::<T>(text, origin).drift();
                assert!(drift.is_empty(), "the model does not know all of the example {origin}: {drift:#?}");
            }
        });
    }
    if is_used(Fit::Drifts) {
        let docs = doc::plain(
            "The payload comes back the same, and contradicts the document where nothing depends on it.",
        );
        checks.push(quote! {
            #docs
            #[track_caller]
            fn drifts<T: Model>(text: &str, origin: &str) {
                let drift = round_trip::<T>(text, origin).drift();
                assert!(!drift.is_empty(), "the example {origin} no longer drifts from the document");
            }
        });
    }
    if is_used(Fit::Rejected) {
        let docs = doc::plain(
            "The payload contradicts or lacks, at `place`, something that the document requires: it is no value of\n\
             the type, and comes back the same all the same.",
        );
        checks.push(quote! {
            #docs
            #[track_caller]
            fn rejected<T: Model>(text: &str, origin: &str, place: &str) {
                let lenient = round_trip::<Lenient<T>>(text, origin);
                let misfit = lenient.misfit().expect("the example decodes, though it contradicts the document");
                assert_eq!(misfit.path(), place, "the example {origin} does not fit for another reason: {misfit}");
            }
        });
    }
    checks.push(round_trip());
    checks
}

fn round_trip() -> TokenStream {
    quote! {
        #[track_caller]
        fn round_trip<T: Model>(text: &str, origin: &str) -> T {
            let model = match T::from_json(text.as_bytes()) {
                Ok(model) => model,
                Err(error) => panic!("the example does not decode: {error}, at {origin}"),
            };
            let sent: serde_json::Value = serde_json::from_str(text).expect("the example is JSON");
            let back: serde_json::Value =
                serde_json::from_str(&model.to_json()).expect("what is encoded is JSON");
            assert_eq!(sent, back, "the example {origin} comes back changed");
            model
        }
    }
}

/// What makes a test of a line.
const MACRO: &str = r#"/// A test of each payload below `golden/`: what is expected of it, its name and type, and where the document has it.
macro_rules! golden {
    ($($check:ident $name:ident: $ty:ty, $origin:literal $(at $place:literal)?;)*) => {$(
        #[test]
        fn $name() {
            $check::<$ty>(include_str!(concat!("golden/", stringify!($name), ".json")), $origin $(, $place)?);
        }
    )*};
}"#;

/// The tests, one a line.
fn tests(types: &Types<'_>, api: &Api, config: &Config) -> String {
    let mut out = String::from("golden! {\n");
    for example in &api.examples {
        let ty = super::types::text(&types.whole(&example.ty));
        let check = check(config, example);
        let origin = example.origin.to_string();
        let place = place(config, example).map(|place| format!(" at {place:?}"));
        let place = place.unwrap_or_default();
        let _ = writeln!(out, "    {check} {}: {ty}, {origin:?}{place};", example.name);
    }
    out.push('}');
    out
}

/// The tests of parts of payloads, each of which is a line of one.
fn parts(types: &Types<'_>, api: &Api, config: &Config) -> Vec<String> {
    let mut tests: BTreeMap<&str, String> = BTreeMap::new();
    for part in &api.parts {
        let ty = if part.respelled { types.whole(&part.ty) } else { types.ty(&part.ty) };
        let (check, ty) = (check(config, part), super::types::text(&ty));
        let (text, origin) = (&part.text, part.origin.to_string());
        let lines = tests.entry(&part.name).or_default();
        let place = place(config, part).map(|place| format!(", {place:?}")).unwrap_or_default();
        let _ = writeln!(lines, "    {check}::<{ty}>({text:?}, {origin:?}{place});");
    }
    let test = |(name, lines)| format!("#[test]\nfn {name}() {{\n{lines}}}");
    tests.into_iter().map(test).collect()
}

/// Where an example does not fit, if that is expected of it.
fn place<'e>(config: &Config, example: &'e Example) -> Option<&'e str> {
    let refused = example.refused.as_deref();
    refused.filter(|_| expected(config, example) == Fit::Rejected)
}

/// The function that holds an example against its type.
fn check(config: &Config, example: &Example) -> &'static str {
    match expected(config, example) {
        Fit::Whole => "whole",
        Fit::Drifts => "drifts",
        Fit::Rejected => "rejected",
    }
}
