//! Each test is a small document, a request as it goes over the wire, and the expected answer.

// `expect_test` writes its texts with hashes, needed or not.
#![allow(clippy::needless_raw_string_hashes)]

mod answers;
mod failures;
mod http;
mod parameters;
mod routes;
mod samples;
mod schemas;
mod wild;

use expect_test::Expect;
use serde_json::Value;

use super::{Document, Request, Router};

/// A document from YAML, which lacks the lines that every document has.
fn document(yaml: &str) -> Document {
    let mut root: Value = serde_yaml::from_str(yaml).unwrap();
    let root_object = root.as_object_mut().unwrap();
    root_object.entry("openapi").or_insert_with(|| "3.0.3".into());
    Document::new(root)
}

/// A request from its text: the first line, headers, an empty line, the body.
fn request(text: &str) -> Request {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, target) = lines.next().unwrap().split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let header = |line: &str| {
        let (name, value) = line.split_once(':').unwrap();
        (name.trim().to_lowercase(), value.trim().to_owned())
    };
    Request {
        method: method.into(),
        path: path.into(),
        query: query.into(),
        headers: lines.map(header).collect(),
        body: body.trim().as_bytes().to_vec(),
    }
}

/// The answer as text.
fn answer(router: &Router, text: &str) -> String {
    let answer = router.answer(&request(text));
    let mut lines =
        vec![format!("{} {}", answer.status, answer.operation.as_deref().unwrap_or("-"))];
    lines.extend(answer.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    lines.extend(answer.notes.iter().map(|note| format!("note: {note}")));
    if !answer.body.is_empty() {
        lines.push(String::from_utf8_lossy(&answer.body).into_owned());
    }
    lines.join("\n") + "\n"
}

fn check(yaml: &str, text: &str, expected: &Expect) {
    expected.assert_eq(&answer(&Router::new(document(yaml)), text));
}

/// Several requests to one document, with the first line of each answer.
fn check_lines(yaml: &str, requests: &[&str], expected: &Expect) {
    let router = Router::new(document(yaml));
    let line = |text: &&str| {
        let answer = answer(&router, text);
        let body = answer.lines().last().filter(|line| line.starts_with('{')).unwrap_or_default();
        let first = answer.lines().next().unwrap_or_default();
        format!("{} => {first} {body}", text.lines().collect::<Vec<_>>().join(" | "))
            .trim()
            .to_owned()
            + "\n"
    };
    expected.assert_eq(&requests.iter().map(line).collect::<String>());
}
