//! The head of an answer is not what HTTP has.

use super::super::server::Step::{Endless, Read};
use super::{GOOD, Row, Section, answer, good, write};

pub(super) fn section() -> Section {
    Section {
        title: "The head of the answer",
        text: "What the HTTP client cannot read as HTTP gives no status: for a call it is a connection that \
               broke. What it can read although HTTP has it otherwise is an answer like any other.",
        rows: [status_lines(), headers(), lengths()].into_iter().flatten().collect(),
    }
}

fn status_lines() -> Vec<Row> {
    vec![
        Row::answer("a status line that is none", "SSH-2.0-OpenSSH_9.6\r\n\r\n"),
        Row::answer("a body without a head, as in HTTP/0.9", GOOD),
        Row::answer("HTTP/1.0", versioned("HTTP/1.0 200 OK")),
        Row::answer("HTTP/1.0 without a length", format!("HTTP/1.0 200 OK\r\n\r\n{GOOD}")),
        Row::answer("HTTP/1.2", versioned("HTTP/1.2 200 OK")),
        Row::answer("HTTP/2 in the clear", "\0\0\u{6}\u{4}\0\0\0\0\0\0\u{3}\0\0\0d"),
        Row::answer("no reason phrase", versioned("HTTP/1.1 200")),
        Row::answer("a status of two digits", versioned("HTTP/1.1 20 OK")),
        Row::answer("status 000", versioned("HTTP/1.1 000 X")),
        Row::answer("status 999", versioned("HTTP/1.1 999 X")),
        Row::answer("101 although no other protocol was asked for", versioned("HTTP/1.1 101 X")),
        Row::new(
            "100 and 103 before the answer",
            [
                Read,
                write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n"),
                good(),
            ],
        ),
        Row::answer(
            "empty lines before the status line",
            [b"\r\n\r\n".to_vec(), answer("200 OK", GOOD)].concat(),
        ),
    ]
}

fn versioned(status_line: &str) -> String {
    format!("{status_line}\r\ncontent-length: {}\r\n\r\n{GOOD}", GOOD.len())
}

fn headers() -> Vec<Row> {
    let many = ["x-a: v"; 200].join("\r\n");
    vec![
        Row::answer("bare LF for CR LF", versioned("HTTP/1.1 200 OK").replace('\r', "")),
        with_header("NUL in a header", "x-a: b\0c"),
        with_header("a control character in a header", "x-a: b\u{1}c"),
        with_header("bytes beyond ASCII in a header", "x-a: é"),
        with_header("a header without a colon", "x-a"),
        with_header("a space before the colon", "x-a : b"),
        with_header("a header without a name", ": b"),
        with_header("a folded header", "x-a: b\r\n c"),
        with_header("a header of 64 KiB", &format!("x-a: {}", "b".repeat(64 << 10))),
        with_header("a header of 1 MiB", &format!("x-a: {}", "b".repeat(1 << 20))),
        with_header("200 headers", &many),
        Row::new(
            "headers without end",
            [Read, write("HTTP/1.1 200 OK\r\n"), Endless("x-a: b\r\n")],
        ),
    ]
}

fn with_header(name: &'static str, header: &str) -> Row {
    Row::answer(name, answer(&format!("200 OK\r\n{header}"), GOOD))
}

fn lengths() -> Vec<Row> {
    vec![
        with_header("two lengths that differ", "content-length: 5"),
        with_header("two lengths that agree", &format!("content-length: {}", GOOD.len())),
        Row::answer("a length that is no number", lengthy("many")),
        Row::answer("a negative length", lengthy("-1")),
        Row::answer("a length beyond 64 bits", lengthy("99999999999999999999")),
        Row::answer(
            "a length, and chunks",
            format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{GOOD}\r\n0\r\n\r\n",
                GOOD.len()
            ),
        ),
        Row::answer(
            "a transfer coding that nobody knows",
            format!("HTTP/1.1 200 OK\r\ntransfer-encoding: morse\r\n\r\n{GOOD}"),
        ),
    ]
}

fn lengthy(length: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{GOOD}")
}
