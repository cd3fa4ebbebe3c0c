//! The golden tests of the client fail when the document loses something.
//!
//! The situation is a reviewer's: somebody changed the document, the models were regenerated from it, and
//! the golden tests and payloads are those that are checked in. Each crate here is made in that way and its
//! golden tests are run by Cargo, offline, as anybody would run them.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Config, Source};
use conformance::scratch::{Files, Scratch};
use conformance::spec;
use serde_json::{Value, json};

/// Where a mutation is made, and what comes of it.
struct Mutation {
    name: &'static str,
    mutate: fn(&mut Value),
    /// What the golden tests say about it, on some line each.
    complaints: &'static [&'static str],
}

const DROPPED: Mutation = Mutation {
    name: "dropped",
    mutate: |schemas| {
        properties(schemas, "Conversation")
            .remove("unreadMessageCount")
            .expect("the property is there");
    },
    complaints: &[r#"path: "data[0].unreadMessageCount""#, "kind: UnknownKey"],
};

const RENAMED: Mutation = Mutation {
    name: "renamed",
    mutate: |schemas| {
        let properties = properties(schemas, "Message");
        let schema = properties.remove("sender").expect("the property is there");
        properties.insert("sentBy".to_owned(), schema);
    },
    complaints: &[r#"path: "data[0].lastMessage.sender""#, "kind: UnknownKey"],
};

const RETYPED: Mutation = Mutation {
    name: "retyped",
    mutate: |schemas| {
        let count =
            properties(schemas, "Group").get_mut("membersCount").expect("the property is there");
        *count = json!({"type": "string", "description": "How many members the group has."});
    },
    complaints: &[
        r#"path: "data[0].conversationWith.membersCount""#,
        "kind: Misfit",
        r#"found: "4""#,
    ],
};

/// A required property, without which the payload cannot be read at all.
const RENAMED_REQUIRED: Mutation = Mutation {
    name: "renamed-required",
    mutate: |schemas| {
        let properties = properties(schemas, "Conversation");
        let schema = properties.remove("conversationId").expect("the property is there");
        properties.insert("id".to_owned(), schema);
        schemas["Conversation"]["required"] = json!(["id", "conversationType"]);
    },
    complaints: &["the example does not decode", "data[0].id"],
};

#[test]
fn the_document_as_it_stands_passes() {
    let (passed, output) = golden_tests("unchanged", &generated("unchanged", |_| {}));
    assert!(passed, "{output}");
    assert!(output.contains("test update_group_conversation_200_array ... ok"), "{output}");
}

#[test]
fn a_property_that_is_dropped_fails() {
    fails(&DROPPED);
}

#[test]
fn a_property_that_is_renamed_fails() {
    fails(&RENAMED);
}

#[test]
fn a_property_that_is_retyped_fails() {
    fails(&RETYPED);
}

#[test]
fn a_required_property_that_is_renamed_fails() {
    fails(&RENAMED_REQUIRED);
}

/// Whoever regenerates the golden tests as well sees the change in their text.
#[test]
fn regenerated_golden_tests_show_each_mutation_in_their_diff() {
    let golden = |files: &Files| {
        let text = files.iter().find(|(path, _)| path == Path::new("tests/golden.rs"));
        let bytes = text.expect("there are golden tests").1.clone();
        String::from_utf8(bytes).expect("Rust is UTF-8")
    };
    let unchanged = golden(&generated("unchanged", |_| {}));
    for mutation in [DROPPED, RENAMED, RETYPED, RENAMED_REQUIRED] {
        let mutated = golden(&generated(mutation.name, mutation.mutate));
        assert_ne!(mutated, unchanged, "{}", mutation.name);
    }
}

#[track_caller]
fn fails(mutation: &Mutation) {
    let (passed, output) = golden_tests(mutation.name, &generated(mutation.name, mutation.mutate));
    assert!(!passed, "{output}");
    assert!(output.contains("test result: FAILED"), "it compiles, and a test fails: {output}");
    for complaint in mutation.complaints {
        assert!(output.contains(complaint), "{complaint} is not in: {output}");
    }
}

/// What is generated from the document once its schemas are mutated. The name goes into the crate's version,
/// by which Cargo tells such crates apart, so that all can share one target folder.
fn generated(name: &str, mutate: impl Fn(&mut Value)) -> Files {
    let mut document = spec::document();
    mutate(&mut document["components"]["schemas"]);
    let document = document.to_string();
    let examples = examples();
    let mut files = vec![("openapi.yaml", document.as_str())];
    files.extend(examples.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let source = Source::from_memory(&files);
    let mut config = Config::new("cometchat-client");
    config.crate_version = format!("0.1.0-{name}");
    codegen::generate(&source, &config).files.into_iter().collect()
}

/// All payloads of the document, by their path in it.
fn examples() -> Vec<(String, String)> {
    let folder = spec::workspace().join("spec/examples");
    let entries = fs::read_dir(folder).expect("the examples are there");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names
        .map(|name| {
            let name = format!("examples/{}", name.to_string_lossy());
            let text = String::from_utf8(spec::payload(&name)).expect("payloads are text");
            (name, text)
        })
        .collect()
}

fn properties<'s>(schemas: &'s mut Value, schema: &str) -> &'s mut serde_json::Map<String, Value> {
    schemas[schema]["properties"].as_object_mut().expect("the schema has properties")
}

/// Writes a crate of the generated sources and the golden tests that are checked in, and runs the latter.
/// Whether they pass, and what is said.
fn golden_tests(name: &str, files: &Files) -> (bool, String) {
    let scratch = Scratch::new("golden-bites", name);
    let kept = |path: &Path| path.starts_with("src") || path == Path::new("Cargo.toml");
    for (path, bytes) in files.iter().filter(|(path, _)| kept(path)) {
        scratch.write(path, bytes);
    }
    scratch.copy(&client().join("tests"), Path::new("tests"));
    scratch.cargo(&["test", "--test", "golden", "--no-fail-fast"], &[])
}

fn client() -> PathBuf {
    spec::workspace().join("generated-client")
}
