//! What a reference says, and which other files a document refers to.

use serde_json::Value;

/// A `$ref` taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reference<'r> {
    /// Within the same file: the fragment, decoded.
    Local(String),
    /// Another file, by its path relative to the referring file, and the fragment, decoded.
    File(String, String),
    /// An address with a scheme, which is not fetched.
    Remote(&'r str),
}

impl<'r> Reference<'r> {
    pub(crate) fn parse(text: &'r str) -> Self {
        // Nearly all are such.
        if let Some(fragment) = text.strip_prefix('#') {
            return Self::Local(percent_decoded(fragment));
        }
        if has_scheme(text) || text.starts_with("//") {
            return Self::Remote(text);
        }
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = percent_decoded(fragment);
        if path.is_empty() {
            Self::Local(fragment)
        } else {
            Self::File(percent_decoded(path), fragment)
        }
    }
}

/// Whether a reference starts with a URI scheme; a single letter is taken for a drive.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    let mut bytes = scheme.bytes();
    scheme.len() > 1
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        && !scheme.contains('.')
}

/// Decodes `%7B` and the like; what is no such sequence, or is no UTF-8 when decoded, stays.
pub(crate) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        match (first, tail.first_chunk()) {
            (b'%', Some(&[high, low])) if is_hex(high) && is_hex(low) => {
                bytes.push(hex(high) << 4 | hex(low));
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn is_hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

fn hex(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        _ => byte.wrapping_sub(b'A').wrapping_add(10) & 0xF,
    }
}

/// The path of `target`, given relative to the file `from`, without `.` and needless `..`.
pub(super) fn relative(from: &str, target: &str) -> String {
    let folder = from.rfind('/').map_or("", |end| &from[..=end]);
    let joined =
        if target.starts_with('/') { target.to_owned() } else { format!("{folder}{target}") };
    normal(&joined)
}

/// A path without `.` and needless `..`, so that one file has one name.
pub(super) fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    match (path.starts_with('/'), parts.join("/")) {
        (true, path) => format!("/{path}"),
        (false, path) if path.is_empty() => ".".to_owned(),
        (false, path) => path,
    }
}

/// How a file is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// `$ref` or a discriminator's mapping: the file is a document.
    Document,
    /// The bare name of a schema in a discriminator's mapping: no file.
    Schema,
    /// `externalValue`: the file is a payload, kept as it is.
    Payload,
}

/// Calls `found` for every reference in `value`, a part of a document that is not a payload itself.
/// Nothing is looked for in examples, defaults, enum values and extensions: they are data, where
/// `$ref` is a key like any other.
pub(crate) fn references(value: &Value, found: &mut dyn FnMut(Use, &str)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                member(key, value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

fn member(key: &str, value: &Value, found: &mut dyn FnMut(Use, &str)) {
    match (key, value) {
        ("$ref", Value::String(text)) => found(Use::Document, text),
        ("externalValue", Value::String(text)) => found(Use::Payload, text),
        (key, value) if is_data(key, value) => {}
        ("mapping", Value::Object(targets)) => {
            let texts = targets.values().filter_map(Value::as_str);
            texts.for_each(|text| {
                found(if is_bare(text) { Use::Schema } else { Use::Document }, text);
            });
        }
        (key, Value::Object(named)) if holds_names(key) => {
            // The whole of a section may stand elsewhere.
            if let Some(Value::String(text)) = named.get("$ref") {
                found(Use::Document, text);
            }
            named.values().for_each(|value| references(value, found));
        }
        (_, value) => references(value, found),
    }
}

/// Whether an entry of a mapping is the name of a schema, and not a reference or the name of a file.
pub(crate) fn is_bare(text: &str) -> bool {
    let is_file = [".yaml", ".yml", ".json"].iter().any(|end| text.ends_with(end));
    !is_file && !text.contains(['#', '/'])
}

/// Whether what stands under this keyword is data, in which nothing is looked for.
pub(crate) fn is_data(key: &str, value: &Value) -> bool {
    match key {
        "example" | "default" | "enum" | "const" | "value" => true,
        "examples" => value.is_array(),
        _ => key.starts_with("x-"),
    }
}

/// Whether the keys of the object under this keyword are names that the document's author chose.
pub(crate) fn holds_names(key: &str) -> bool {
    const MAPS: &[&str] = &[
        "$defs",
        "callbacks",
        "content",
        "definitions",
        "dependentSchemas",
        "encoding",
        "examples",
        "headers",
        "links",
        "parameters",
        "pathItems",
        "paths",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
        "variables",
        "webhooks",
    ];
    MAPS.contains(&key)
}
