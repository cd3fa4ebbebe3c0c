//! The golden tests of the client fail when the document loses something.
//!
//! The situation is a reviewer's: somebody changed the document and regenerated the whole crate, its golden
//! tests too. Each crate here is made in that way, and its golden tests are run by Cargo, offline, as anybody
//! would run them.

use std::fs;

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
    // As for the workspace's own client.
    config.strict = true;
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

/// Writes the crate and runs its golden tests. Whether they pass, and what is said.
fn golden_tests(name: &str, files: &Files) -> (bool, String) {
    let scratch = Scratch::new("golden-bites", name);
    for (path, bytes) in files {
        scratch.write(path, bytes);
    }
    scratch.cargo(&["test", "--test", "golden", "--no-fail-fast"], &[])
}
