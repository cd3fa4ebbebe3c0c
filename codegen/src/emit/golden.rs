//! `tests/golden.rs` and its payloads: each example of the document decodes and comes back the same.

use std::collections::BTreeMap;
use std::path::PathBuf;

use quote::{format_ident, quote};

use super::types::Types;
use super::{Chunk, Content, Module, doc};
use crate::Config;
use crate::ir::{Api, Example, Fit};
use crate::names;

/// The test file and one file a payload; nothing where the document shows no payload.
pub(super) fn files(api: &Api, config: &Config) -> BTreeMap<PathBuf, Content> {
    let mut files = BTreeMap::new();
    if api.examples.is_empty() {
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
    let tests: Vec<Chunk> =
        api.examples.iter().map(|example| Chunk::Items(test(&types, example))).collect();
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
    let fit = quote! {
        #[doc = " How a payload stands to its schema."]
        #[derive(Clone, Copy, Debug, PartialEq)]
        enum Fit {
            #[doc = " The schema knows all of it: there is no drift."]
            Whole,
            #[doc = " The document contradicts its own example where nothing depends on it."]
            #[allow(dead_code, reason = "not every document contradicts itself")]
            Drifts,
            #[doc = " The example lacks or contradicts something that the document requires."]
            #[allow(dead_code, reason = "not every document contradicts itself")]
            Rejected,
        }
    };
    let check = quote! {
        #[track_caller]
        fn check<T: Model>(text: &str, fit: Fit) {
            let model = match (T::from_json(text.as_bytes()), fit) {
                (Ok(model), Fit::Whole | Fit::Drifts) => model,
                (Err(error), Fit::Whole | Fit::Drifts) => panic!("the example does not decode: {error}"),
                (Err(_), Fit::Rejected) => return,
                (Ok(_), Fit::Rejected) => panic!("the example decodes, though it contradicts the document"),
            };
            let sent: serde_json::Value = serde_json::from_str(text).expect("the example is JSON");
            let back: serde_json::Value = serde_json::from_str(&model.to_json()).expect("what is encoded is JSON");
            assert_eq!(sent, back, "the example comes back changed");
            let drift = model.drift();
            if fit == Fit::Whole {
                assert!(drift.is_empty(), "the model does not know all of the example: {drift:#?}");
            } else {
                assert!(!drift.is_empty(), "the example no longer drifts from the document");
            }
        }
    };
    let mut chunks = vec![Chunk::Items(imports), Chunk::Items(fit), Chunk::Items(check)];
    chunks.extend(tests);
    let head = vec![
        "//! Each example of the document decodes into its model and comes back the same."
            .to_owned(),
        super::NO_RUSTFMT.to_owned(),
    ];
    Module { head, chunks }
}

fn test(types: &Types<'_>, example: &Example) -> proc_macro2::TokenStream {
    let name = format_ident!("{}", example.name);
    let ty = types.ty(&example.ty);
    let path = format!("golden/{}.json", example.name);
    let fit = match example.fit {
        Fit::Whole => quote!(Fit::Whole),
        Fit::Drifts => quote!(Fit::Drifts),
        Fit::Rejected => quote!(Fit::Rejected),
    };
    let docs = doc::plain(&doc::code(&example.origin.to_string()));
    quote! {
        #docs
        #[test]
        fn #name() {
            let text = include_str!(#path);
            check::<#ty>(text, #fit);
        }
    }
}
