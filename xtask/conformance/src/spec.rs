//! The document in `spec/` and its payloads.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The payload that the project started from.
pub const SAMPLE: &str = "examples/update-group-conversation.200.json";

/// A response example of the one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The key of the response: `200`, `4XX`.
    pub status: String,
    /// The name of the example.
    pub name: String,
    /// Its file, relative to the document.
    pub file: String,
}

impl Example {
    /// Whether it is an answer of success.
    pub fn is_success(&self) -> bool {
        self.status.starts_with('2')
    }

    /// A status that the response stands for: the least one of a range.
    ///
    /// # Panics
    /// When the document has a key that is not a status.
    pub fn code(&self) -> u16 {
        let digits = self.status.replace("XX", "00");
        digits.parse().expect("a response's key is a status or a range")
    }
}

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The path of the document.
pub fn path() -> PathBuf {
    workspace().join("spec/openapi.yaml")
}

/// The document as a value tree.
///
/// # Panics
/// When it is not there or no YAML.
pub fn document() -> Value {
    let text = fs::read_to_string(path()).expect("the document is there");
    serde_yaml::from_str(&text).expect("the document is YAML")
}

/// The bytes of a payload, by its path in the document.
///
/// # Panics
/// When it is not there.
pub fn payload(file: &str) -> Vec<u8> {
    let path = workspace().join("spec").join(file);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A payload as a value.
///
/// # Panics
/// When it is not there or no JSON.
pub fn json(file: &str) -> Value {
    serde_json::from_slice(&payload(file)).expect("the payload is JSON")
}

/// The examples of all responses of the operation, in the order of the document.
///
/// # Panics
/// When the document has no such operation, or one of its examples is not a file.
pub fn response_examples() -> Vec<Example> {
    let document = document();
    let responses = &document["paths"]["/groups/{guid}/conversation"]["put"]["responses"];
    let responses = responses.as_object().expect("the operation has responses");
    let all = responses.iter().map(|(status, response)| {
        let response = follow(&document, response);
        let examples = &response["content"]["application/json"]["examples"];
        let examples = examples.as_object().expect("each response has examples");
        examples.iter().map(|(name, example)| Example {
            status: status.clone(),
            name: name.clone(),
            file: example["externalValue"].as_str().expect("examples are files").to_owned(),
        })
    });
    all.flatten().collect()
}

/// What a reference within the document leads to, or the value itself.
fn follow<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let Some(reference) = value["$ref"].as_str() else {
        return value;
    };
    let pointer = reference.strip_prefix('#').expect("references stay within the document");
    document.pointer(pointer).expect("references lead somewhere")
}
