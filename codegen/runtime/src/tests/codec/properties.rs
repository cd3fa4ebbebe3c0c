//! Wild input: whatever it is, nothing panics, and what is read is given back.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::limits::{Chain, Guess};
use super::models::{
    Branch, Color, ConversationResponse, EntityReference, Integers, Kinds, Level, Note, Scores,
    Shape, Tree,
};
use super::seed::PAYLOAD;
use crate::{
    Exact, IntegerOrString, Json, Lenient, Model, Number, NumberOrString, OneOrMany, UnixTime,
};

/// Keys that mean something to the models, and one that does not.
const KEYS: &[&str] = &[
    "id",
    "count",
    "parent",
    "text",
    "string",
    "boolean",
    "i32",
    "i64",
    "u32",
    "u64",
    "number",
    "time",
    "json",
    "numberOrString",
    "oneOrMany",
    "list",
    "listOfNullable",
    "map",
    "kind",
    "level",
    "shape",
    "inner",
    "notes",
    "type",
    "radius",
    "side",
    "base",
    "tip",
    "name",
    "children",
    "content",
    "data",
    "conversationId",
    "conversationType",
    "lastMessage",
    "entity",
    "entityType",
    "entities",
    "uid",
    "one",
    "two",
    "next",
    "né\"w",
    "",
];

const WORDS: &[&str] =
    &["", "red", "circle", "square", "user", "group", "a", "5", "1630071782", "né\"w\u{1}\\"];

fn any_scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        select(
            &[
                "null",
                "true",
                "false",
                "0",
                "1",
                "5.0",
                "-0",
                "1e2",
                "1e400",
                "18446744073709551615",
                "1.10"
            ][..]
        )
        .prop_map(str::to_owned),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON has finite numbers", |number| number.is_finite())
            .prop_map(|number| format!("{number:?}")),
        select(WORDS).prop_map(|word| Json::from(word).to_string()),
        any::<String>().prop_map(|text| Json::from(text).to_string()),
    ]
}

/// JSON text of all shapes, mostly with keys that the models know; without keys that come twice.
fn any_json() -> impl Strategy<Value = String> {
    any_scalar().prop_recursive(6, 60, 6, |inner| {
        let key = prop_oneof![8 => select(KEYS).prop_map(str::to_owned), 1 => any::<String>()];
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            4 => proptest::collection::btree_map(key, inner, 0..6).prop_map(|members| {
                let members: Vec<String> = members.iter().map(|(key, value)| format!("{}:{value}", Json::from(key.as_str()))).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// JSON text with some bytes taken out, put in, or changed.
fn broken_json() -> impl Strategy<Value = String> {
    let edit = (any::<Index>(), 0..3_u8, select(&b"{}[]\",:\\u0019eE+-.ntf \n\x01\x7f"[..]));
    (any_json(), vec(edit, 1..4)).prop_map(|(json, edits)| {
        let mut chars: Vec<char> = json.chars().collect();
        for (index, what, byte) in edits {
            let at = index.index(chars.len() + 1);
            match what {
                0 => chars.insert(at, char::from(byte)),
                1 if at < chars.len() => drop(chars.remove(at)),
                _ if at < chars.len() => chars[at] = char::from(byte),
                _ => {}
            }
        }
        chars.into_iter().collect()
    })
}

/// Whether two texts are one value to `serde_json`, which tells `1` from `1.0`. Where it can hold no such
/// number, they need only mean the same.
fn same(one: &str, other: &str) -> bool {
    match (serde_json::from_str::<Value>(one), serde_json::from_str::<Value>(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one.parse::<Json>() == other.parse::<Json>(),
    }
}

/// All that must hold of a model and a JSON text.
fn holds<T: Model + Serialize + DeserializeOwned + PartialEq + Clone>(json: &str) -> bool {
    let native = T::from_json(json.as_bytes());
    assert_eq!(serde_json::from_str::<T>(json).is_ok(), native.is_ok(), "{json}");
    let Ok(model) = native else { return false };
    let written = model.to_json();
    assert!(same(&written, json), "{json} came back as {written}");
    let through_serde = serde_json::to_string(&model).expect("models can be written");
    assert!(same(&through_serde, json), "{json} came back through serde as {through_serde}");
    let again = T::from_json(written.as_bytes()).expect("what was written can be read");
    assert!(again == model && model == model.clone(), "{json} is not equal to itself");
    assert_eq!(again.drift().len(), model.drift().len(), "{json}");
    true
}

/// As [`holds`], for every model there is; how many took the text.
fn all_hold(json: &str) -> usize {
    let taken = [
        holds::<Note>(json),
        holds::<Kinds>(json),
        holds::<Shape>(json),
        holds::<Scores>(json),
        holds::<Tree>(json),
        holds::<Branch>(json),
        holds::<ConversationResponse>(json),
        holds::<EntityReference>(json),
        holds::<Guess>(json),
        holds::<Chain>(json),
        holds::<Color>(json),
        holds::<Level>(json),
        holds::<Json>(json),
        holds::<Number>(json),
        holds::<IntegerOrString>(json),
        holds::<NumberOrString>(json),
        holds::<Exact<UnixTime>>(json),
        holds::<Integers>(json),
        holds::<Exact<OneOrMany<i64>>>(json),
        holds::<OneOrMany<Kinds>>(json),
        holds::<Vec<Option<Shape>>>(json),
        holds::<BTreeMap<String, Kinds>>(json),
        holds::<String>(json),
        holds::<Lenient<Note>>(json),
        holds::<OneOrMany<Lenient<Shape>>>(json),
        holds::<BTreeMap<String, Lenient<Exact<i64>>>>(json),
        holds::<bool>(json),
    ];
    taken.iter().filter(|taken| **taken).count()
}

/// Nothing but an answer is asked for.
fn all_answer(json: &[u8]) {
    let _ = (
        Note::from_json(json).map(|model| model.drift()),
        Kinds::from_json(json).map(|model| model.drift()),
    );
    let _ = (
        Shape::from_json(json).map(|model| model.drift()),
        Tree::from_json(json).map(|model| model.drift()),
    );
    let _ = (
        Guess::from_json(json),
        Scores::from_json(json),
        ConversationResponse::from_json(json),
        UnixTime::from_json(json),
    );
}

/// Whether the text is JSON to `serde_json`, values and raw text alike.
fn agrees_with_serde_json(text: &str) {
    let kept = Json::from_json(text.as_bytes());
    let raw = serde_json::from_str::<&RawValue>(text);
    assert_eq!(kept.is_ok(), raw.is_ok(), "{text:?}: {kept:?}");
    if let (Ok(kept), Ok(raw)) = (&kept, raw) {
        assert_eq!(kept.text(), raw.get());
    }
    if let (Ok(kept), Ok(plain)) = (kept, serde_json::from_str::<Value>(text)) {
        assert_eq!(kept.parse::<Value>().expect("what is kept is JSON"), plain, "{text}");
    }
    if let Ok(plain) = serde_json::from_str::<String>(text) {
        assert_eq!(String::from_json(text.as_bytes()), Ok(plain));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read_or_refused_and_comes_back(json in any_json()) {
        prop_assert!(all_hold(&json) > 0);
    }

    #[test]
    fn any_members_come_back_from_a_struct(json in vec(any_json(), 6), keys in proptest::sample::subsequence(KEYS, 6)) {
        let members: Vec<String> = keys.iter().zip(&json).map(|(key, json)| format!("{}: {json}", Json::from(*key))).collect();
        let json = format!("{{{}}}", members.join(" ,"));
        prop_assert!(holds::<Kinds>(&json) && holds::<Scores>(&json) && all_hold(&json) > 3);
    }

    #[test]
    fn broken_json_is_told_from_whole_as_serde_json_tells_it(text in broken_json()) {
        agrees_with_serde_json(&text);
        all_answer(text.as_bytes());
    }

    #[test]
    fn any_text_is_answered(text in any::<String>(), bytes in vec(any::<u8>(), 0..40)) {
        agrees_with_serde_json(&text);
        all_answer(text.as_bytes());
        all_answer(&bytes);
    }

    #[test]
    fn the_payload_of_the_seed_in_pieces_is_answered(cut in any::<Index>(), put in select(&b"{}[]\",:\\0e-n \xff"[..])) {
        let mut bytes = PAYLOAD.as_bytes().to_vec();
        let at = cut.index(bytes.len());
        all_answer(&bytes[..at]);
        prop_assert!(ConversationResponse::from_json(&bytes[..at.min(bytes.len() - 2)]).is_err());
        bytes[at] = put;
        all_answer(&bytes);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            agrees_with_serde_json(text);
        }
    }
}
