//! Faults of documents, each with the least input that has it, and the form of 3.0.

mod normal;
mod operations;
mod references;
mod schemas;
mod whole;
mod wild;

use expect_test::Expect;
use serde_json::Value;

use crate::document;
use crate::source::{FileId, Pointer, Source};

/// What is said of a document with these paths.
fn check_paths(paths: &str, expected: &Expect) {
    super::check(&with("3.0.3", "paths", paths), expected);
}

/// What is said of a document with these components.
fn check_components(components: &str, expected: &Expect) {
    super::check(&with("3.0.3", "paths: {}\ncomponents", components), expected);
}

/// What is said of a document with this schema.
fn check_schema(version: &str, schema: &str, expected: &Expect) {
    super::check(&schema_document(version, schema), expected);
}

fn schema_document(version: &str, schema: &str) -> String {
    let schema = schema.replace('\n', "\n    ");
    with(version, "paths: {}\ncomponents", &format!("schemas:\n  S:\n    {schema}"))
}

fn with(version: &str, key: &str, text: &str) -> String {
    let text = text.replace('\n', "\n  ");
    format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{key}:\n  {text}\n")
}

/// The value at a pointer in the form of 3.0.
fn normal(text: &str, pointer: &str) -> Value {
    let source = Source::from_memory(&[("openapi.yaml", text)]);
    let (document, _) = document::read(&source);
    document.get(&Pointer::new(FileId::ROOT, pointer)).cloned().unwrap_or_default()
}
