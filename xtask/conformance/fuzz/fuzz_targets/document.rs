//! Documents that are changed part by part: nothing panics, the generator comes to an end, and what it
//! gives is Rust.
//!
//! The input is a row of changes, six bytes each: which document, what is changed, how, and with what.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use codegen::{Config, Source, generate};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

/// The documents that are changed: what trips the generator most, and the one of this project.
static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let texts = [
        include_str!("../everything.yaml"),
        include_str!("../../obstacles/shapes.yaml"),
        include_str!("../../obstacles/names.yaml"),
    ];
    texts.iter().filter_map(|text| serde_yaml::from_str(text).ok()).collect()
});

/// The most changes of one document: more make it none.
const MOST: usize = 12;

fuzz_target!(|input: &[u8]| {
    let [which, changes @ ..] = input else { return };
    let Some(document) = DOCUMENTS.get(usize::from(*which) % DOCUMENTS.len().max(1)) else {
        return;
    };
    let mut document = document.clone();
    for change in changes.chunks_exact(5).take(MOST) {
        apply(&mut document, change);
    }
    check(&document);
});

fn check(document: &Value) {
    let text = document.to_string();
    let source = Source::from_memory(&[("openapi.json", &text)]);
    let generated = generate(&source, &Config::new("wild-client"));
    let _ = generated.diagnostics.render(&source, false);
    for (path, bytes) in &generated.files {
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if !is_rust || path.starts_with(Path::new("src/runtime")) {
            continue;
        }
        let parsed = syn::parse_file(&String::from_utf8_lossy(bytes));
        assert!(parsed.is_ok(), "{} is no Rust: {:?}\n{text}", path.display(), parsed.err());
    }
}

/// Changes one value of the document, found by number; another one gives what is needed.
fn apply(document: &mut Value, change: &[u8]) {
    let [which_high, which_low, how, other_high, other_low] = *change else { return };
    let number = |high: u8, low: u8| usize::from(high) << 8 | usize::from(low);
    let (which, other) = (number(which_high, which_low), number(other_high, other_low));
    let pointers = pointers(document);
    let at =
        |number: usize| pointers.get(number % pointers.len().max(1)).cloned().unwrap_or_default();
    let target = at(other);
    let donor = document.pointer(&target).cloned().unwrap_or_default();
    let Some(value) = document.pointer_mut(&at(which)) else { return };
    match how % 20 {
        0 => *value = Value::Null,
        1 => *value = json!(-1.5),
        2 => *value = json!(true),
        3 => *value = json!(""),
        4 => *value = json!([donor]),
        5 => *value = json!({ "$ref": format!("#{target}") }),
        6 => *value = donor,
        7 => *value = json!({ "": donor }),
        8 => drop_member(value, other),
        9 => rename(value, other, |key| key + "s"),
        10 => *value = json!([]),
        11 => *value = json!({}),
        12 => duplicate(value, other),
        13 => rename(value, other, |_| STRANGE[other % STRANGE.len()].to_owned()),
        14 => *value = json!(STRANGE[other % STRANGE.len()]),
        15 => nest(value, other),
        16 => *value = json!({ "allOf": [value.clone(), donor] }),
        17 => *value = json!({ "oneOf": [value.clone(), { "$ref": format!("#{target}") }] }),
        18 => add_reference(value, &target),
        _ => *value = NUMBERS[other % NUMBERS.len()](),
    }
}

const NUMBERS: &[fn() -> Value] = &[
    || json!(1e300),
    || json!(u64::MAX),
    || json!(i64::MIN),
    || json!(0.1),
    || json!(-0.0),
    || json!(1),
];

const STRANGE: &[&str] = &[
    "",
    " ",
    "self",
    "Self",
    "r#fn",
    "type",
    "日本",
    "🦀",
    "\u{202e}",
    "\n",
    "\"",
    "\\",
    "*/",
    "///",
    "{",
    "}",
    "{}",
    "{a}{a}",
    "#",
    "/",
    "../..",
    "null",
    "object",
    "array",
    "string",
    "integer",
    "path",
    "default",
    "200",
    "extra",
    "Option",
    "String",
    "application/json",
    "x-a",
    "$ref",
    "https://a",
    "(?=a)",
    "[",
];

fn drop_member(value: &mut Value, which: usize) {
    match value {
        Value::Object(members) => {
            let key = members.keys().nth(which % members.len().max(1)).cloned();
            key.and_then(|key| members.shift_remove(&key));
        }
        Value::Array(items) if !items.is_empty() => {
            items.remove(which % items.len());
        }
        _ => {}
    }
}

fn rename(value: &mut Value, which: usize, name: impl Fn(String) -> String) {
    let Value::Object(members) = value else { return };
    let key = members.keys().nth(which % members.len().max(1)).cloned();
    if let Some((key, value)) = key.and_then(|key| members.shift_remove_entry(&key)) {
        members.insert(name(key), value);
    }
}

fn duplicate(value: &mut Value, which: usize) {
    match value {
        Value::Object(members) => {
            let member = members.iter().nth(which % members.len().max(1));
            if let Some((key, value)) =
                member.map(|(key, value)| (key.to_uppercase(), value.clone()))
            {
                members.insert(key, value);
            }
        }
        Value::Array(items) if !items.is_empty() => items.push(items[which % items.len()].clone()),
        _ => {}
    }
}

fn nest(value: &mut Value, levels: usize) {
    for level in 0..levels % 100 {
        let inner = std::mem::take(value);
        *value = match levels % 3 {
            0 => json!({ "type": "array", "items": inner }),
            1 => json!({ "properties": { "a": inner } }),
            _ if level % 2 == 0 => json!({ "anyOf": [inner, { "type": "string" }] }),
            _ => json!({ "allOf": [inner] }),
        };
    }
}

fn add_reference(value: &mut Value, target: &str) {
    if let Value::Object(members) = value {
        members.insert("$ref".to_owned(), json!(format!("#{target}")));
    }
}

fn pointers(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((at, value)) = open.pop() {
        let key = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Object(members) => open.extend(of_members(members, key)),
            Value::Array(items) => {
                open.extend(
                    items.iter().enumerate().map(|(index, item)| (format!("{at}/{index}"), item)),
                );
            }
            _ => {}
        }
        all.push(at);
    }
    all
}

fn of_members<'v>(
    members: &'v Map<String, Value>,
    key: impl Fn(&str) -> String,
) -> impl Iterator<Item = (String, &'v Value)> {
    members.iter().map(move |(name, value)| (key(name), value))
}
