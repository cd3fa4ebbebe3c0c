//! Wild input into every model: nothing panics, what is read is given back, and what many changes at once
//! make of a payload is what the oracle says.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use conformance::spec;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use super::node::Node;
use super::oracle::Oracle;
use super::payloads::PARTS;
use super::subjects::{SUBJECTS, Subject};
use super::{bytes, mutants, mutations, subjects};

/// The types of the client's file of models, each once.
#[test]
fn every_model_is_a_subject() {
    let path = spec::workspace().join("generated-client/src/models.rs");
    let text = fs::read_to_string(path).expect("the client is there");
    let words = ["pub struct ", "pub enum ", "pub type "];
    let types = text.lines().filter_map(|line| {
        let (_, rest) = words.iter().find_map(|word| line.split_once(word))?;
        rest.split([' ', '<']).next()
    });
    let types: Vec<_> = types.collect();
    let subjects: Vec<_> = SUBJECTS.iter().map(|subject| subject.name).collect();
    assert_eq!(subjects, types, "give `subjects!` the types of generated-client/src/models.rs");
    let oracle = Oracle::new(spec::document());
    for schema in oracle.schemas() {
        assert!(subjects.contains(&schema), "the schema {schema} has no model");
    }
}

/// Holds a payload against the laws, natively and through serde, for one model.
fn check(subject: &Subject, json: &[u8]) -> Result<(), TestCaseError> {
    let lawful = bytes::check(subject, json).and_then(|()| (subject.bridge)(json));
    lawful.map_err(|broken| {
        let json = String::from_utf8_lossy(json);
        TestCaseError::fail(format!("{} of {json}: {broken}", subject.name))
    })
}

/// The names of the document's properties, and the values that it lists.
fn words() -> Vec<String> {
    fn gather(value: &Value, words: &mut BTreeSet<String>) {
        if let Some(properties) = value["properties"].as_object() {
            words.extend(properties.keys().cloned());
        }
        let listed = value["enum"].as_array().into_iter().flatten().take(4);
        words.extend(listed.filter_map(Value::as_str).map(str::to_owned));
        let inner = value.as_object().into_iter().flatten().map(|(_, inner)| inner);
        inner.chain(value.as_array().into_iter().flatten()).for_each(|inner| gather(inner, words));
    }
    let mut words = BTreeSet::new();
    gather(&spec::document()["components"]["schemas"], &mut words);
    words.into_iter().collect()
}

fn any_scalar(words: Vec<String>) -> impl Strategy<Value = Node> {
    const NUMBERS: &[&str] =
        &["0", "-0", "1", "5.0", "1.10", "1e2", "-1E+2", "1e400", "9223372036854775808"];
    prop_oneof![
        Just(Node::Null),
        any::<bool>().prop_map(Node::Boolean),
        select(NUMBERS).prop_map(Node::number),
        any::<i64>().prop_map(|number| Node::Number(number.to_string())),
        select(words).prop_map(Node::String),
        any::<i32>().prop_map(|number| Node::String(number.to_string())),
        any::<String>().prop_map(Node::String),
    ]
}

/// JSON of all shapes, mostly with keys that the document names, some of them twice.
fn any_json() -> impl Strategy<Value = Node> {
    let words = words();
    any_scalar(words.clone()).prop_recursive(6, 60, 8, move |inner| {
        let key = prop_oneof![12 => select(words.clone()), 1 => any::<String>()];
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Node::List),
            4 => vec((key, inner), 0..8).prop_map(Node::Object),
        ]
    })
}

/// A payload with some bytes put in, taken out or changed: of JSON's own, or half a surrogate pair.
fn broken_payload() -> impl Strategy<Value = (usize, Vec<u8>)> {
    const PIECES: &[&[u8]] =
        &[b"{", b"}", b"[", b"]", b"\"", b",", b":", b"\\", b"\\ud800", b"0", b"-", b"e", b"\xff"];
    let edit = (any::<Index>(), any::<bool>(), select(PIECES));
    (0..PARTS.len(), vec(edit, 1..4)).prop_map(|(part, edits)| {
        let mut bytes = PARTS[part].node().text().into_bytes();
        for (index, replaces, piece) in edits {
            let at = index.index(bytes.len());
            bytes.splice(at..at + usize::from(replaces), piece.iter().copied());
        }
        (part, bytes)
    })
}

/// A payload changed several times, one change after the other.
fn changed_payload() -> impl Strategy<Value = (usize, Node)> {
    let change = (any::<Index>(), any::<Index>());
    (0..PARTS.len(), vec(change, 2..7)).prop_map(|(part, changes)| {
        let mut payload = PARTS[part].node();
        for (place, change) in changes {
            let places = mutations::places(&payload);
            let place = place.get(&places);
            let changes = mutations::changes(mutations::find(&payload, place).0);
            payload = mutations::with(&payload, place, change.get(&changes).2.clone());
        }
        (part, payload)
    })
}

/// Finds of the properties below, kept.
#[test]
fn what_was_found() {
    let found = [("ErrorDetails", r#"{"initiatedAt":null,"initiatedAt":"AUTH_ERR"}"#)];
    for (name, json) in found {
        let subject = SUBJECTS.iter().find(|subject| subject.name == name).expect("it is a model");
        if let Err(broken) = check(subject, json.as_bytes()) {
            panic!("{broken}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn any_json_into_every_model(json in any_json()) {
        for subject in subjects::all() {
            check(subject, json.text().as_bytes())?;
        }
    }

    #[test]
    fn any_bytes_into_every_model(
        wild in vec(any::<u8>(), 0..64),
        tokens in vec(select(&b"{}[]\",:\\u0019eE+-.ntf \n\x01\x7f"[..]), 0..24),
    ) {
        for subject in subjects::all() {
            check(subject, &wild)?;
            check(subject, &tokens)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn broken_payloads_into_their_model_and_another(
        (part, bytes) in broken_payload(),
        other in 0..SUBJECTS.len(),
    ) {
        check(PARTS[part].subject(), &bytes)?;
        check(&SUBJECTS[other], &bytes)?;
    }

    #[test]
    fn payloads_with_many_changes_are_what_the_oracle_says((part, payload) in changed_payload()) {
        static ORACLE: LazyLock<Oracle> = LazyLock::new(|| Oracle::new(spec::document()));
        let (part, text) = (&PARTS[part], payload.text());
        let verdict = ORACLE.judge(part.model, &payload);
        check(part.subject(), text.as_bytes())?;
        if let Err(why) = mutants::check(part.subject(), &payload, text.as_bytes(), &verdict) {
            prop_assert!(false, "{part}: {why}\n{text}");
        }
    }
}
