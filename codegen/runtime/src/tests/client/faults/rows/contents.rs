//! The body is whole, and not what it should be.

use super::{GOOD, Row, Section, answer};

const REFUSAL: &str = r#"{"error":{"code":"ERR_NO","message":"No."}}"#;

pub(super) fn section() -> Section {
    Section {
        title: "What the body is",
        text: "A success is one whose body is what the operation gives, whatever its status of 2xx and its \
               content type. Any other keeps status, headers and every byte.",
        rows: [successes(), refusals()].into_iter().flatten().collect(),
    }
}

fn successes() -> Vec<Row> {
    let page = "<!doctype html><title>Sign in</title>";
    let not_utf8 = GOOD.replace(":\"c\"", ":\"\u{fffd}\"").replace('\u{fffd}', "@");
    let not_utf8: Vec<u8> =
        not_utf8.bytes().map(|byte| if byte == b'@' { 0xff } else { byte }).collect();
    let mut half = GOOD.as_bytes().to_vec();
    half.truncate(20);
    vec![
        Row::answer("JSON as `text/html`", answer("200 OK\r\ncontent-type: text/html", GOOD)),
        Row::answer("a page as `text/html`", answer("200 OK\r\ncontent-type: text/html", page)),
        Row::answer(
            "a page as `application/json`",
            answer("200 OK\r\ncontent-type: application/json", page),
        ),
        Row::answer("half of the JSON, its length true", answer("200 OK", half)),
        Row::answer("two JSON values", answer("200 OK", format!("{GOOD}{GOOD}"))),
        Row::answer("JSON of another shape", answer("200 OK", r#"{"data":{"conversationId":7}}"#)),
        Row::answer("`null`", answer("200 OK", "null")),
        Row::answer("a list nested a million deep", answer("200 OK", "[".repeat(1_000_000))),
        Row::answer("a byte order mark before JSON", answer("200 OK", format!("\u{feff}{GOOD}"))),
        Row::answer("UTF-16", answer("200 OK", utf16(GOOD))),
        Row::answer("invalid UTF-8", answer("200 OK", not_utf8)),
        Row::answer("an empty 200", answer("200 OK", "")),
        Row::answer("white space only", answer("200 OK", " \r\n")),
        Row::answer("204 where 200 is documented", "HTTP/1.1 204 No Content\r\n\r\n"),
        Row::answer("201 where 200 is documented", answer("201 Created", GOOD)),
        Row::answer("an empty 201", answer("201 Created", "")),
    ]
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn refusals() -> Vec<Row> {
    let html = "<html><h1>Something went wrong</h1></html>";
    let page = |status: &str| answer(&format!("{status}\r\ncontent-type: text/html"), html);
    vec![
        Row::answer("200 with nothing but an error envelope", answer("200 OK", REFUSAL)),
        Row::answer("400 with an error envelope", answer("400 Bad Request", REFUSAL)),
        Row::answer("401 of another shape", answer("401 X", r#"{"message":"no"}"#)),
        Row::answer("404 as a page", page("404 Not Found")),
        Row::answer("500 as a page", page("500 X")),
        Row::answer("503 as a page", page("503 X")),
        Row::answer("an empty 403", answer("403 Forbidden", "")),
        Row::answer("an empty 429", answer("429 X", "")),
        Row::answer("an empty 500", answer("500 X", "")),
        Row::answer("a 500 of no announced length, empty", "HTTP/1.1 500 X\r\n\r\n"),
        Row::answer("a 500 in invalid UTF-8", answer("500 X", b"\xff\xfe\x00")),
    ]
}
