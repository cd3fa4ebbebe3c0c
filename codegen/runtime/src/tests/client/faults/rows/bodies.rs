//! The body has another length than it should.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::super::server::Step::{Endless, Read, Stall};
use super::super::told::STALL;
use super::{GOOD, Row, Section, announced, answer, chunked, write};

/// The cap of these rows, in bytes.
const CAP: u64 = 4096;

pub(super) fn section() -> Section {
    Section {
        title: "The length of the body",
        text: "It ends before its end or does not end. Rows that speak of a cap have one of 4096 bytes. Of a \
               body that is longer, as much is kept as the cap allows, unless its length was announced: \
               then nothing of it is read.",
        rows: [lengths(), chunks(), large(), compressed()].into_iter().flatten().collect(),
    }
}

fn lengths() -> Vec<Row> {
    vec![
        Row::answer("shorter than announced, then closed", announced("200 OK", 99, GOOD)),
        Row::new(
            "shorter than announced, then silent",
            [Read, write(announced("200 OK", 99, GOOD)), Stall(STALL)],
        ),
        Row::answer("longer than announced", announced("200 OK", 9, GOOD)),
        Row::answer("announced as empty", announced("200 OK", 0, GOOD)),
        Row::answer(
            "of no announced length, until the end",
            format!("HTTP/1.1 200 OK\r\n\r\n{GOOD}"),
        ),
    ]
}

fn chunks() -> Vec<Row> {
    let first = format!("{:x}\r\n{GOOD}\r\n", GOOD.len());
    let chunks = |name, text: &str| Row::answer(name, chunked(text));
    vec![
        chunks("in chunks", &format!("{first}0\r\n\r\n")),
        chunks(
            "in chunks with extensions and trailers",
            &format!("{:x};a=b\r\n{GOOD}\r\n0\r\nx-t: v\r\n\r\n", GOOD.len()),
        ),
        chunks("without the last chunk", &first),
        chunks("a chunk that is shorter than its size", "ff\r\n{\"data\":"),
        chunks("garbage for a chunk's size", "zz\r\n{\"data\":\r\n"),
        chunks("garbage after a chunk", &format!("{}garbage", &first[..first.len() - 2])),
        chunks("a chunk size beyond 64 bits", "fffffffffffffffff\r\n{}"),
        chunks("a negative chunk size", "-1\r\n{}"),
    ]
}

fn large() -> Vec<Row> {
    let large = "x".repeat(5000);
    let endless =
        |name, head: &str, piece| Row::new(name, [Read, write(head), Endless(piece)]).at_most(CAP);
    vec![
        Row::answer("huge: announced, over the cap", answer("200 OK", &large)).at_most(CAP),
        Row::answer("huge: not announced, over the cap", format!("HTTP/1.1 200 OK\r\n\r\n{large}"))
            .at_most(CAP),
        Row::answer("huge: 8 EiB announced", announced("200 OK", 1 << 63, GOOD)),
        Row::answer("huge: a 503 over the cap", answer("503 X", &large)).at_most(CAP),
        Row::answer("huge: a 404 over the cap", answer("404 X", &large)).at_most(CAP),
        Row::answer("as large as the cap", answer("200 OK", format!("{GOOD:<4096}"))).at_most(CAP),
        endless(
            "without end, in chunks",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "4\r\nabcd\r\n",
        ),
        endless("without end, of no announced length", "HTTP/1.1 200 OK\r\n\r\n", "endless "),
    ]
}

fn compressed() -> Vec<Row> {
    let gzip = |name, body: &[u8]| {
        Row::answer(name, answer("200 OK\r\ncontent-encoding: gzip", body)).at_most(CAP)
    };
    let whole = zipped(GOOD.as_bytes());
    vec![
        gzip("gzip (with the feature `gzip`)", &whole),
        gzip("gzip bomb: 16 KiB that become 16 MiB", &zipped(&vec![b' '; 16 << 20])),
        gzip("gzip that is cut off, its length true", &whole[..whole.len() - 9]),
        gzip("gzip in name only", GOOD.as_bytes()),
        gzip("gzip within gzip", &zipped(&whole)),
    ]
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("a Vec takes all");
    encoder.finish().expect("a Vec takes all")
}
