//! The faults, one row each.

mod bodies;
mod connections;
mod contents;
mod heads;
mod redirects;
mod waits;

use std::net::SocketAddr;

use super::server::{Script, Step};

/// A body that the operation gives.
pub(super) const GOOD: &str = r#"{"data":{"conversationId":"c"}}"#;

/// What stands in a row for the address of the other origin.
const OTHER: &str = "OTHER";

/// Faults of one kind.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) rows: Vec<Row>,
}

/// A fault.
pub(super) struct Row {
    pub(super) name: &'static str,
    script: Script,
    pub(super) scheme: &'static str,
    /// What a second server would do that redirects lead to.
    pub(super) other: Script,
    pub(super) max_body: u64,
    pub(super) calls: usize,
    /// Whether the call goes through an HTTP client of its own, as the runtime makes it. Others share one
    /// like it, since to make one takes longer than the rest of a row.
    pub(super) own_http: bool,
}

pub(super) fn sections() -> [Section; 6] {
    [
        connections::section(),
        heads::section(),
        bodies::section(),
        contents::section(),
        redirects::section(),
        waits::section(),
    ]
}

impl Row {
    /// The same steps on every connection.
    fn new(name: &'static str, steps: impl Into<Vec<Step>>) -> Self {
        Self::script_of(name, [steps.into()])
    }

    /// These steps on the first connection, those on the second.
    fn script_of(name: &'static str, script: impl Into<Script>) -> Self {
        Self {
            name,
            script: script.into(),
            scheme: "http",
            other: vec![vec![Step::Read, good()]],
            max_body: 64 << 20,
            calls: 1,
            own_http: false,
        }
    }

    /// An answer to each request.
    fn answer(name: &'static str, answer: impl Into<Vec<u8>>) -> Self {
        Self::new(name, [Step::Read, write(answer)])
    }

    fn at_most(self, max_body: u64) -> Self {
        Self { max_body, ..self }
    }

    fn https(self) -> Self {
        Self { scheme: "https", ..self }
    }

    fn own_http(self) -> Self {
        Self { own_http: true, ..self }
    }

    fn called(self, calls: usize) -> Self {
        Self { calls, ..self }
    }

    /// The script, leading to the other origin where it is to.
    pub(super) fn script(&self, other: SocketAddr) -> Script {
        let mut script = self.script.clone();
        for step in script.iter_mut().flatten() {
            if let Step::Write(bytes) = step
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                *bytes = text.replace(OTHER, &other.to_string()).into_bytes();
            }
        }
        script
    }

    /// All that is written, if a body in it is as it is.
    pub(super) fn plain_bytes(&self, other: SocketAddr) -> Option<Vec<u8>> {
        let mut written = Vec::new();
        for step in self.script(other).into_iter().flatten() {
            match step {
                Step::Write(bytes) => written.extend(bytes),
                Step::Drip(text) => written.extend(text.bytes()),
                Step::Endless(_) => return None,
                _ => {}
            }
        }
        let text = String::from_utf8_lossy(&written);
        let is_plain = !text.contains("-encoding:");
        is_plain.then_some(written)
    }
}

fn write(bytes: impl Into<Vec<u8>>) -> Step {
    Step::Write(bytes.into())
}

/// A whole answer, as it should be.
fn good() -> Step {
    write(answer("200 OK", GOOD))
}

/// An answer with a body and its true length.
fn answer(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    announced(head, body.len(), body)
}

/// An answer with a body and some length.
fn announced(head: &str, length: usize, body: impl AsRef<[u8]>) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\n\r\n").into_bytes();
    bytes.extend_from_slice(body.as_ref());
    bytes
}

/// An answer in chunks as they are given.
fn chunked(chunks: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}").into_bytes()
}
