//! From the files of a document to the one tree that the mock works on.

use std::path::Path;

use anyhow::{Result, bail};
use codegen::Source;
use codegen::source::FileId;
use serde_json::{Map, Value};

use super::document::Document;

/// Where the trees of other files stand in the one tree.
const FILES: &str = "x-files";
/// Keys that hold data, in which `$ref` is a word like any other…
const DATA: &[&str] = &["default", "const", "enum", "example", "value"];
/// …unless they stand in one of these, where keys are names that people chose.
const NAMES: &[&str] = &["properties", "patternProperties", "schemas", "examples", "$defs"];

impl Document {
    /// Reads a document and the files that it refers to.
    ///
    /// # Errors
    /// When the document itself cannot be read or parsed. Other faults are passed over.
    pub fn load(path: &Path) -> Result<Self> {
        let source = Source::load(path);
        if !source.value(FileId::ROOT).is_object() {
            bail!("{} is not a readable document", path.display());
        }
        Ok(Self::from_source(&source))
    }

    /// Joins a document's files into one tree, whose references all point into itself. A
    /// reference that leads nowhere stays one.
    pub fn from_source(source: &Source) -> Self {
        let mut joiner = Joiner { source, document: Self::default() };
        let mut root = joiner.tree(FileId::ROOT);
        let mut others = Map::new();
        for file in source.files().filter(|file| *file != FileId::ROOT) {
            others.insert(source.name(file).to_owned(), joiner.tree(file));
        }
        if let Value::Object(root) = &mut root
            && !others.is_empty()
        {
            root.insert(FILES.to_owned(), Value::Object(others));
        }
        joiner.document.with_root(root)
    }
}

struct Joiner<'s> {
    source: &'s Source,
    document: Document,
}

impl Joiner<'_> {
    fn tree(&mut self, file: FileId) -> Value {
        let mut tree = self.source.value(file).clone();
        self.value(file, &mut tree, "");
        tree
    }

    /// Rewrites what a value refers to. `within` is the key under which it stands.
    fn value(&mut self, file: FileId, value: &mut Value, within: &str) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(file, item, within)),
            Value::Object(members) => {
                for (key, member) in members {
                    let is_name = NAMES.contains(&within);
                    match member {
                        Value::String(text) if key == "$ref" && !is_name => {
                            *text = self.reference(file, text);
                        }
                        Value::String(text) if key == "externalValue" && !is_name => {
                            *text = self.payload(file, text);
                        }
                        _ if DATA.contains(&key.as_str()) && !is_name => {}
                        _ => self.value(file, member, if is_name { "" } else { key }),
                    }
                }
            }
            _ => {}
        }
    }

    /// The reference that has the same meaning in the one tree.
    fn reference(&self, from: FileId, text: &str) -> String {
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        let target = if path.is_empty() { Some(from) } else { self.source.file_at(from, text) };
        match target {
            Some(FileId::ROOT) => format!("#{fragment}"),
            Some(file) => format!("#/{FILES}/{}{fragment}", escape(self.source.name(file))),
            None => text.to_owned(),
        }
    }

    /// The name of a payload among all files, which is remembered with its bytes.
    fn payload(&mut self, from: FileId, text: &str) -> String {
        let Some(file) = self.source.file_at(from, text) else {
            return text.to_owned();
        };
        let name = self.source.name(file).to_owned();
        if let Ok(bytes) = self.source.bytes(file) {
            self.document.add_payload(&name, bytes.to_vec());
        }
        name
    }
}

/// A key as a part of a JSON pointer in a URL fragment.
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1").replace('%', "%25").replace('#', "%23")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_across_files_lead_into_the_one_tree() {
        let source = Source::from_memory(&[
            (
                "api/openapi.yaml",
                "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: 'parts/a b.yaml#/item'}\ncomponents: {schemas: {T: {type: string}, default: {$ref: '#/components/schemas/T'}}}\n",
            ),
            (
                "api/parts/a b.yaml",
                "item: {get: {responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/own'}, examples: {one: {externalValue: ../one.json}}}}}}}}\nown: {properties: {value: {$ref: '../openapi.yaml#/components/schemas/T'}}, example: {$ref: '#/data'}}\n",
            ),
            ("api/one.json", "{ \"value\": \"x\" }"),
        ]);
        let document = Document::from_source(&source);
        let follow = |pointer: &str| document.follow(document.at(pointer));
        let item = follow("/paths/~1a");
        let media = &item["get"]["responses"]["200"]["content"]["application/json"];
        let schema = document.get(media, "schema");
        assert_eq!(document.get(&schema["properties"], "value"), &json!({ "type": "string" }));
        assert_eq!(schema["example"], json!({ "$ref": "#/data" }));
        assert_eq!(follow("/components/schemas/default"), &json!({ "type": "string" }));
        let name = media["examples"]["one"]["externalValue"].as_str().unwrap_or_default();
        assert_eq!(document.payload(name), Some(b"{ \"value\": \"x\" }".as_slice()));
    }
}
