//! Both clients make the same calls, and the same requests arrive.

use std::collections::{BTreeMap, BTreeSet};

use conformance::clients::TagsCall;
use conformance::recorder::{Recorder, Sent};
use conformance::spec;
use serde_json::{Value, json};

/// The headers in which the two may differ.
const UNLIKE_HEADERS: &[(&str, &str)] = &[
    ("user-agent", "ours says which crate calls, in which version; progenitor's sends none"),
    (
        "api-version",
        "progenitor sends the document's version, for an API of its makers; ours sends nothing undocumented",
    ),
];

/// How the paths of a call compare.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Spelling {
    /// Byte for byte.
    Same,
    /// Other escapes for the same segment: ours leaves only what RFC 3986 calls unreserved, so that no
    /// server can take `+` for a space or `;` for the start of a matrix parameter. Progenitor escapes what
    /// the URL standard must have escaped in a segment, and no more.
    OtherEscapes,
}

fn calls() -> Vec<(&'static str, Spelling, TagsCall)> {
    use Spelling::{OtherEscapes, Same};
    let call = TagsCall::sample;
    let tags = |tags: &[&str]| TagsCall::new("project-group", "superhero4", tags);
    let longest = "x".repeat(100);
    let full = [longest.as_str(); 25];
    vec![
        ("the README's", Same, call()),
        ("a body without tags", Same, call().without_tags()),
        ("an empty list of tags", Same, tags(&[])),
        ("one tag", Same, tags(&["project"])),
        ("tags of any script", Same, tags(&["größe", "プロジェクト", "проект", "🚀", "e\u{301}"])),
        (
            "tags to be escaped in JSON",
            Same,
            tags(&["\"so\"", "a\\b", "a\nb\t", "\u{1}", "</script>", "\u{2028}"]),
        ),
        ("as many tags as allowed, each as long as allowed", Same, tags(&full)),
        ("a tag of spaces and one twice", Same, tags(&[" ", "again", "again"])),
        ("a group with a space", Same, call().to_group("project group")),
        ("a group with a slash", Same, call().to_group("project/group")),
        ("a group with a percent sign", Same, call().to_group("100%")),
        ("a group that looks escaped", Same, call().to_group("a%2Fb%20c")),
        ("a group beyond ASCII", Same, call().to_group("größe-プロジェクト-🚀")),
        ("a group with query and fragment", Same, call().to_group("a?b#c")),
        ("a group of brackets and quotes", Same, call().to_group("{a}<b>\"c\"`d`")),
        ("a group with dots inside", Same, call().to_group("a..b.c")),
        ("a group of unreserved characters", Same, call().to_group("Team-1_a.b~c")),
        ("a group as long as allowed", Same, call().to_group(&longest)),
        ("a group with a plus sign", OtherEscapes, call().to_group("a+b")),
        ("a group of delimiters", OtherEscapes, call().to_group("a;b=c&d,e:f@g!h$i'j(k)*")),
        ("a group of other ASCII", OtherEscapes, call().to_group("a|b^c[d]")),
        ("a user of all allowed characters", Same, call().for_user("user-1_a")),
        ("a user with a space", Same, call().for_user("super hero")),
        ("a user with delimiters", Same, call().for_user("a:b,c;d=\"e\"@f%20")),
    ]
}

#[tokio::test]
async fn both_send_the_same_requests() {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let mut unlike = BTreeSet::new();
    for (name, spelling, call) in calls() {
        let (ours, theirs) = both(&recorder, &call).await;
        assert_eq!(ours.method, theirs.method, "{name}");
        assert_eq!(segments(&ours.target), segments(&theirs.target), "{name}");
        let found =
            if ours.target == theirs.target { Spelling::Same } else { Spelling::OtherEscapes };
        assert_eq!(found, spelling, "{name}: {} and {}", ours.target, theirs.target);
        assert_eq!(json(&ours), json(&theirs), "{name}");
        assert_is(&ours, &call, name);
        unlike.extend(unlike_headers(&ours, &theirs));
    }
    let explained: BTreeSet<String> =
        UNLIKE_HEADERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(unlike, explained, "the headers that differ, and those that are known to");
}

/// Asserts that a request says what the call means, so that both cannot be wrong alike.
fn assert_is(sent: &Sent, call: &TagsCall, name: &str) {
    let path =
        ["", "v3", "groups", &call.guid, "conversation"].map(|text| text.as_bytes().to_vec());
    assert_eq!(segments(&sent.target), path, "{name}");
    assert_eq!(sent.header("onbehalfof"), Some(call.on_behalf_of.as_str()), "{name}");
    let body = call.tags.as_ref().map_or(json!({}), |tags| json!({"tags": tags}));
    assert_eq!(json(sent), body, "{name}");
}

#[tokio::test]
async fn the_request_is_the_one_that_the_document_describes() {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let (ours, theirs) = both(&recorder, &TagsCall::sample()).await;
    for sent in [&ours, &theirs] {
        assert_eq!(sent.line(), "PUT /v3/groups/project-group/conversation");
        assert_eq!(sent.header("apikey"), Some(conformance::clients::KEY));
        assert_eq!(sent.header("onbehalfof"), Some("superhero4"));
        assert_eq!(sent.header("content-type"), Some("application/json"));
        assert_eq!(sent.header("accept"), Some("application/json"));
        assert_eq!(json(sent), json!({"tags": ["project", "urgent"]}));
    }
}

/// What arrives when each client makes the call; both succeed.
async fn both(recorder: &Recorder, call: &TagsCall) -> (Sent, Sent) {
    let base_url = recorder.url("/v3");
    call.send_ours(base_url.clone()).await.expect("ours is answered");
    let ours = recorder.take();
    call.send_theirs(&base_url).await.expect("progenitor's is answered");
    let theirs = recorder.take();
    match (&ours[..], &theirs[..]) {
        ([ours], [theirs]) => (ours.clone(), theirs.clone()),
        _ => panic!("one request each, not {ours:?} and {theirs:?}"),
    }
}

fn json(sent: &Sent) -> Value {
    serde_json::from_slice(&sent.body).expect("the body is JSON")
}

/// The names of the headers that only one sends, or that differ in value or number.
fn unlike_headers(ours: &Sent, theirs: &Sent) -> BTreeSet<String> {
    let (ours, theirs) = (grouped(ours), grouped(theirs));
    let names = ours.keys().chain(theirs.keys());
    let unlike = names.filter(|name| ours.get(*name) != theirs.get(*name));
    unlike.map(|name| (*name).to_owned()).collect()
}

fn grouped(sent: &Sent) -> BTreeMap<&str, Vec<&str>> {
    let mut grouped = BTreeMap::<&str, Vec<&str>>::new();
    for (name, value) in &sent.headers {
        grouped.entry(name).or_default().push(value);
    }
    grouped
}

/// The segments of a path, escapes decoded; a query would be part of the last.
fn segments(target: &str) -> Vec<Vec<u8>> {
    target.split('/').map(decoded).collect()
}

fn decoded(segment: &str) -> Vec<u8> {
    let mut pieces = segment.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("an escape has two digits"));
        bytes.extend(rest.bytes());
    }
    bytes
}
