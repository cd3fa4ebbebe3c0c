//! The document as the mock sees it: a value tree and the payloads that it names.

use std::collections::BTreeMap;

use serde_json::Value;

/// How many references may be followed in a row; a document that needs more refers in a circle.
const MAX_HOPS: usize = 32;

/// An `OpenAPI` document whose references all point into itself.
#[derive(Clone, Debug, Default)]
pub struct Document {
    root: Value,
    payloads: BTreeMap<String, Vec<u8>>,
}

impl Document {
    /// A document from its value tree.
    pub fn new(root: Value) -> Self {
        Self { root, payloads: BTreeMap::new() }
    }

    /// Adds the bytes of a file that the document names in `externalValue`, by that very text.
    #[must_use]
    pub fn with_payload(mut self, external_value: &str, bytes: Vec<u8>) -> Self {
        self.add_payload(external_value, bytes);
        self
    }

    pub(super) fn add_payload(&mut self, external_value: &str, bytes: Vec<u8>) {
        self.payloads.insert(external_value.to_owned(), bytes);
    }

    /// The same payloads with another tree.
    pub(super) fn with_root(self, root: Value) -> Self {
        Self { root, ..self }
    }

    /// The value tree.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The bytes of a file that `externalValue` names.
    pub(crate) fn payload(&self, external_value: &str) -> Option<&[u8]> {
        self.payloads.get(external_value).map(Vec::as_slice)
    }

    /// The value itself, or what it refers to; null when that is nowhere.
    pub(super) fn follow<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        for _ in 0..MAX_HOPS {
            match reference(value) {
                Some(pointer) => value = self.at(&pointer),
                None => return value,
            }
        }
        &Value::Null
    }

    /// What a JSON pointer points at; null when that is nowhere.
    pub(super) fn at(&self, pointer: &str) -> &Value {
        self.root.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// A member, with references followed; null when it is not there.
    pub(super) fn get<'a>(&'a self, value: &'a Value, key: &str) -> &'a Value {
        value.get(key).map_or(&Value::Null, |member| self.follow(member))
    }
}

/// The JSON pointer that a reference object holds: `#/a%20b` gives `/a b`.
pub(super) fn reference(value: &Value) -> Option<String> {
    let fragment = value.get("$ref")?.as_str()?.strip_prefix('#')?;
    super::text::percent_decode(fragment)
}

/// The members of an object; none when it is something else.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(key, value)| (key.as_str(), value))
}

/// The same, without the extensions that `paths` and `responses` may hold beside their members.
/// Elsewhere a name may begin like one: a header, a property, a key.
pub(super) fn fixed_entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    entries(value).filter(|(key, _)| !key.starts_with("x-"))
}

/// The elements of an array; none when it is something else.
pub(super) fn elements(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text member.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

/// Whether a member is there and true.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}
