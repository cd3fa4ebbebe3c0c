//! The document as one file, for tools that read neither other files nor `externalValue`.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::cli::{BundleArgs, Colour};
use crate::mock::Document;
use crate::{generate, say, workspace};

/// Writes the document with its payloads in place. Whether all is well; what is not has been said.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn run(args: &BundleArgs, colour: Colour) -> Result<bool> {
    let spec = args.spec.clone().unwrap_or_else(workspace::spec);
    let Some(document) = generate::load_for_mock(&spec, colour) else { return Ok(false) };
    let mut text = serde_json::to_string_pretty(&bundled(&document))?;
    text.push('\n');
    match &args.out {
        Some(out) => write(out, &text)?,
        None => say::out(text.trim_end()),
    }
    Ok(true)
}

fn write(out: &Path, text: &str) -> Result<()> {
    std::fs::write(out, text).with_context(|| format!("cannot write {}", out.display()))
}

/// The tree of the document, each `externalValue` that leads to a JSON file replaced by a `value`.
fn bundled(document: &Document) -> Value {
    let mut root = document.root().clone();
    inline(document, &mut root);
    root
}

fn inline(document: &Document, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| inline(document, item)),
        Value::Object(members) => {
            let address = members.get("externalValue").and_then(Value::as_str);
            let payload = address.and_then(|address| document.payload(address));
            // What is no JSON stays a reference: `value` could hold it only as a string.
            if let Some(payload) = payload.and_then(|bytes| serde_json::from_slice(bytes).ok()) {
                members.shift_remove("externalValue");
                members.insert("value".to_owned(), payload);
            } else {
                members.values_mut().for_each(|member| inline(document, member));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn payloads_take_the_place_of_their_addresses() {
        let root = json!({"a": [{"summary": "x", "externalValue": "a.json"}], "b": {"externalValue": "b.txt"}});
        let document = Document::new(root)
            .with_payload("a.json", b"{\"n\": 1}".to_vec())
            .with_payload("b.txt", b"plain".to_vec());
        let expected =
            json!({"a": [{"summary": "x", "value": {"n": 1}}], "b": {"externalValue": "b.txt"}});
        assert_eq!(bundled(&document), expected);
    }
}
