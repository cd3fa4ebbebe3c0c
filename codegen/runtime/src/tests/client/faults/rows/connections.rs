//! The connection breaks, or falls silent.

use super::super::server::Step::{Await, Drip, Read, Reset, Stall, Tls};
use super::super::told::{ATTEMPT, STALL};
use super::{GOOD, Row, Section, announced, answer, good, write};

const HALF: &[u8] = br#"{"data":"#;

pub(super) fn section() -> Section {
    Section {
        title: "The connection",
        text: "It is refused, reset or closed, or falls silent, at each stage of an exchange. Without a \
               connection the request certainly did not reach the server, so that a POST is tried again, too.",
        rows: [broken(), silent(), tls()].into_iter().flatten().collect(),
    }
}

fn head() -> Vec<u8> {
    announced("200 OK", GOOD.len(), "")
}

fn half() -> Vec<u8> {
    announced("200 OK", GOOD.len(), HALF)
}

fn broken() -> Vec<Row> {
    vec![
        Row::script_of("refused: nobody listens", []),
        Row::new("reset before the request is read", [Await, Reset]),
        Row::new("reset once the request is read", [Read, Reset]),
        Row::new("reset within the head", [Read, write("HTTP/1.1 200 OK\r\nx-a"), Reset]),
        Row::new("reset after the head", [Read, write(head()), Reset]),
        Row::new("reset within the body", [Read, write(half()), Reset]),
        Row::new(
            "reset within the body of a 403",
            [Read, write(announced("403 Forbidden", 99, HALF)), Reset],
        ),
        Row::new("closed before the request is read", [Await]),
        Row::new("closed once the request is read", [Read]),
        Row::answer("closed within the head", "HTTP/1.1 200 OK\r\nx-a"),
        Row::answer("closed after the head", head()),
        Row::answer("closed within the body", half()),
        Row::script_of("reset once, then well", [vec![Read, Reset], vec![Read, good()]]),
        Row::new("reset after the whole answer", [Read, good(), Reset]),
        Row::new("answered before the request is read", [Await, good()]),
        Row::new(
            "403 before the request is read, then reset",
            [Await, write(answer("403 Forbidden\r\nconnection: close", "no")), Reset],
        ),
        Row::new(
            "a second answer that nobody asked for; called twice",
            [Read, write([answer("200 OK", GOOD), answer("500 No", "second")].concat())],
        )
        .called(2),
    ]
}

fn silent() -> Vec<Row> {
    vec![
        Row::new("silent before the request is read", [Stall(ATTEMPT)]),
        Row::new("silent once the request is read", [Read, Stall(ATTEMPT)]),
        Row::new("silent within the head", [Read, write("HTTP/1.1 200 OK\r\nx-a"), Stall(ATTEMPT)]),
        Row::new("silent after the head", [Read, write(head()), Stall(STALL)]),
        Row::new("silent within the body", [Read, write(half()), Stall(STALL)]),
        Row::new(
            "silent within the body of a 403",
            [Read, write(announced("403 Forbidden", 99, HALF)), Stall(STALL)],
        ),
        Row::new("slow drip: a byte of the body a second", [Read, write(head()), Drip(GOOD)]),
        Row::new("slow drip of the head", [Read, Drip("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n")]),
        Row::script_of("silent once, then well", [vec![Read, Stall(ATTEMPT)], vec![Read, good()]]),
    ]
}

fn tls() -> Vec<Row> {
    vec![
        Row::new("TLS with a certificate that nobody trusts", [Tls]).https(),
        Row::new(
            "no TLS where TLS is asked for",
            [Await, write(answer("400 Bad Request", "plain"))],
        )
        .https(),
        Row::new("TLS where none is asked for", [Tls]),
        Row::new("closed in place of the TLS handshake", [Await]).https(),
        Row::new("reset in place of the TLS handshake", [Await, Reset]).https(),
        Row::new("silent in place of the TLS handshake", [Stall(ATTEMPT)]).https(),
    ]
}
