//! Depth, size and number: whatever a payload is, it is read or refused, on a small stack.
//!
//! How long it takes is for the benchmarks to say; growth by squares would be noticed here all the same.

use std::fmt::Write;

use super::node::Node;
use super::subjects::{Reading, SUBJECTS, Subject};

/// Far below the 2 MiB that a thread has unless it asks for more.
const STACK: usize = 1 << 20;

fn on_a_small_stack(run: fn()) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread").join().expect("it does not panic");
}

fn subject(name: &str) -> &'static Subject {
    SUBJECTS.iter().find(|subject| subject.name == name).expect("a model")
}

/// Reads JSON as a model, which must give it back.
fn read(name: &str, json: &str) -> Reading {
    let reading = (subject(name).read)(json.as_bytes()).expect("the laws hold");
    let reading = reading.unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(Node::parse(&reading.json).is_same(&Node::parse(json)), "{name} comes back changed");
    reading
}

#[test]
fn deep_nesting_is_refused_by_every_model() {
    on_a_small_stack(|| {
        for (open, close) in [("[", "]"), ("{\"data\":", "}"), ("{\"entity\":[", "]}")] {
            for levels in [128, 100_000] {
                let whole = [open.repeat(levels), close.repeat(levels)].join("1");
                for json in [&whole, &open.repeat(levels)] {
                    for subject in SUBJECTS {
                        let read = (subject.read)(json.as_bytes()).expect("the laws hold");
                        let error = read.map(drop).expect_err("too deep");
                        assert!(
                            error.expected().contains("127 levels"),
                            "{}: {error}",
                            subject.name
                        );
                    }
                }
            }
        }
    });
}

/// A message about a message, and so on: four levels each.
fn messages(count: usize) -> String {
    let open = r#"{"id":"1","data":{"entities":{"on":{"entityType":"message","entity":"#;
    [open.repeat(count), "}}}}".repeat(count)].join(r#"{"id":"1"}"#)
}

#[test]
fn models_within_models_have_room_on_a_small_stack() {
    on_a_small_stack(|| {
        assert!(read("Message", &messages(31)).drift.is_empty());
        for count in [32, 25_000] {
            let read =
                (subject("Message").read)(messages(count).as_bytes()).expect("the laws hold");
            assert!(read.is_err_and(|error| !error.is_json()));
        }
    });
}

/// An object with a member for each of 100,000 numbers, and others after them.
fn object(member: impl Fn(usize) -> String, after: &str) -> String {
    let mut json = "{".to_owned();
    for number in 0..100_000 {
        write!(json, "{},", member(number)).expect("text takes text");
    }
    json + after + "}"
}

#[test]
fn a_hundred_thousand_keys_are_given_back() {
    let unknown = |number: usize| format!("\"key {number}\":[{number}]");
    let group = read("ConversationWith", &object(unknown, r#""guid":"a""#));
    assert_eq!(group.drift.len(), 100_000);
    let tagged = r#""entity":{"uid":"a"},"entityType":"user""#;
    assert_eq!(read("EntityReference", &object(unknown, tagged)).drift.len(), 100_000);
    let field = |number: usize| format!("\"field {number}\":[\"a sentence\"]");
    assert!(read("ErrorDetails", &object(field, r#""x":"y""#)).drift.is_empty());
}

#[test]
fn one_key_a_hundred_thousand_times_is_given_back() {
    for (key, values) in [
        ("guid", ["\"a\"", "\"b\"", "\"\""]),
        ("membersCount", ["1", "\"x\"", "null"]),
        ("joinedAt", ["5.0", "[]", "{}"]),
        ("no key of it", ["1", "{}", "null"]),
    ] {
        let member = |number: usize| format!("\"{key}\":{}", values[number % 3]);
        read("Group", &object(member, &format!(r#""guid":"a","{key}":{}"#, values[0])));
    }
}

#[test]
fn strings_of_five_megabytes_are_given_back() {
    let text = "a".repeat(5_000_000);
    for (json, drift) in [
        (format!(r#"{{"guid":"{text}"}}"#), 0),
        (format!(r#"{{"guid":"{text}\u00e9\\"}}"#), 0),
        (format!(r#"{{"guid":"a","type":"{text}"}}"#), 1),
        (format!(r#"{{"guid":"a","membersCount":"{text}"}}"#), 1),
        (format!(r#"{{"guid":"a","{text}":null}}"#), 1),
    ] {
        assert_eq!(read("Group", &json).drift.len(), drift);
    }
}

#[test]
fn numbers_of_ten_thousand_digits_are_given_back() {
    let digits = "1234567890".repeat(1_000);
    for number in [
        digits.clone(),
        format!("-{digits}"),
        format!("{digits}.{digits}"),
        format!("0.{digits}e{digits}"),
        format!("1e-{digits}"),
    ] {
        let group = format!(r#"{{"guid":"a","membersCount":{number},"joinedAt":{number}}}"#);
        assert_eq!(read("Group", &group).drift.len(), 2);
        assert_eq!(read("MessageId", &number).drift.len(), 1);
        assert!(read("Metadata", &format!("{{\"a\":{number}}}")).drift.is_empty());
        let quoted = format!(r#"{{"guid":"a","joinedAt":"{number}"}}"#);
        assert_eq!(read("Group", &quoted).drift.len(), 1);
    }
}
