//! Wild values: what comes out of a parsed URL is what went in.

use std::sync::LazyLock;

use proptest::prelude::*;
use reqwest::Url;

use super::operation::operation;
use crate::runtime::{Call, Client, ClientBuilder, Error, Method, Operation, Param, Server, Style};

static SERVER: Server = Server { url: "https://h/v3", variables: &[] };

static WILD: Operation = operation!(
    "wild",
    Method::GET,
    "/a/{x}/b/{y}.{z}",
    params = &[
        Param::path("x"),
        Param::path("y"),
        Param::path("z"),
        Param::query("one"),
        Param::query("many"),
        Param::query("list").exploded(false),
        Param::query("deep").styled(Style::DeepObject),
        Param::header("head"),
        Param::query("open").reserved(true),
    ]
);

/// One for all cases: making a client reads the certificates of the machine.
static CLIENT: LazyLock<Client> =
    LazyLock::new(|| ClientBuilder::new(&SERVER, "test/1").build().expect("a good client"));

/// Long, and not so long that many of them make no URL.
const LONG: &str = "🦀%2e/\\🦀%2e/\\🦀%2e/\\🦀%2e/\\🦀%2e/\\🦀%2e/\\🦀%2e/\\🦀%2e/\\";

/// A text of the kind that breaks URLs, more often than chance would make it.
fn wild() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(
            prop::sample::select(vec![
                ".",
                "%2e",
                "%2E",
                "%25",
                "/",
                "\\",
                "%",
                "a",
                "?",
                "#",
                "\t",
                "\n",
                "\0",
                ":",
                "@",
                "é",
                " ",
                "..",
                ".%2e",
                "%252e",
                "%5c",
                "\u{7f}",
                "\u{85}",
                "\u{202e}",
                "🦀",
                "👩\u{200d}👩\u{200d}👧",
                LONG
            ]),
            0..6
        )
        .prop_map(|pieces| pieces.concat()),
    ]
}

/// Percent-decoding by hand, so that the test does not lean on what it tests.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let triple = after
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = triple.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).expect("what was encoded was UTF-8")
}

fn segments(url: &Url) -> Vec<String> {
    url.path_segments().expect("an http URL has segments").map(decoded).collect()
}

/// The values that no segment can hold.
fn must_be_refused(text: &str) -> bool {
    let plain = text.to_ascii_lowercase().replace("%2e", ".");
    text.is_empty() || plain == "." || plain == ".."
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn path_values_are_segments(x in wild(), y in wild(), z in wild()) {
        let mut call = Call::new(&CLIENT, &WILD);
        call.set(0, &x);
        call.set(1, &y);
        call.set(2, &z);
        let refused = [&x, &y, &z].into_iter().any(|value| must_be_refused(value));
        match call.request() {
            Ok(request) => {
                prop_assert!(!refused);
                prop_assert_eq!(request.url().host_str(), Some("h"));
                let expected: Vec<String> = ["v3", "a", &x, "b", &format!("{y}.{z}")].map(str::to_owned).into();
                prop_assert_eq!(segments(request.url()), expected);
                // Once more through the parser of what is written on the wire.
                let again = Url::parse(request.url().as_str()).expect("a URL");
                prop_assert_eq!(&again, request.url());
            }
            Err(Error::Build(_)) => prop_assert!(refused),
            Err(error) => prop_assert!(false, "{:?}", error),
        }
    }

    #[test]
    fn query_values_are_values(
        one in wild(),
        many in prop::collection::vec(wild(), 0..4),
        list in prop::collection::vec(wild(), 1..4),
        deep in prop::collection::btree_map(wild(), wild(), 0..3),
    ) {
        let mut call = with_path();
        call.set(3, &one);
        call.set(4, &many);
        call.set(5, &list);
        call.set(6, deep.clone());
        let request = call.request().expect("any text can stand in a query");
        let mut expected = vec![("one".to_owned(), one)];
        expected.extend(many.into_iter().map(|value| ("many".to_owned(), value)));
        expected.push(("list".to_owned(), list.join(",")));
        expected.extend(deep.into_iter().map(|(key, value)| (format!("deep[{key}]"), value)));
        let pairs: Vec<(String, String)> = request.url().query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, expected);
        prop_assert_eq!(segments(request.url()), ["v3", "a", "x", "b", "y.z"]);
    }

    #[test]
    fn an_open_query_value_stays_one_value(open in wild()) {
        let mut call = with_path();
        call.set(8, &open);
        let request = call.request().expect("any text can stand in a query");
        prop_assert_eq!(request.url().query_pairs().count(), 1);
        prop_assert_eq!(request.url().fragment(), None);
        prop_assert_eq!(segments(request.url()), ["v3", "a", "x", "b", "y.z"]);
    }

    #[test]
    fn header_values_are_themselves_or_refused(head in wild()) {
        let mut call = with_path();
        call.set(7, &head);
        let refused = head.chars().any(char::is_control) || head.starts_with(' ') || head.ends_with(' ');
        match call.request() {
            Ok(request) => {
                prop_assert!(!refused);
                prop_assert_eq!(request.headers()["head"].as_bytes(), head.as_bytes());
                prop_assert_eq!(request.headers().len(), 2);
            }
            Err(_) => prop_assert!(refused),
        }
    }
}

fn with_path() -> Call {
    let mut call = Call::new(&CLIENT, &WILD);
    call.set(0, "x");
    call.set(1, "y");
    call.set(2, "z");
    call
}
