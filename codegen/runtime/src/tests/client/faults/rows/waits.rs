//! The server asks to be called again later.

use super::super::server::Step::Read;
use super::{Row, Section, answer, good, write};

pub(super) fn section() -> Section {
    Section {
        title: "Come back later",
        text: "The clock of these rows stands at Sun, 06 Nov 1994 08:49:37 GMT, and chance gives the whole \
               back-off: 200 ms, 400 ms. A server that asks for more than 30 s is not asked again.",
        rows: vec![
            once("429 without a time, then well", "429 X"),
            once("429 with `Retry-After: 3`, then well", "429 X\r\nretry-after: 3"),
            once(
                "429 with `Retry-After` as a date in 5 s, then well",
                "429 X\r\nretry-after: Sun, 06 Nov 1994 08:49:42 GMT",
            ),
            once(
                "429 with `Retry-After` as a date gone by, then well",
                "429 X\r\nretry-after: Sun, 06 Nov 1994 08:49:00 GMT",
            ),
            once(
                "429 with `X-Rate-Limit-Reset` in 7 s, then well",
                "429 X\r\nx-rate-limit-reset: 784111784",
            ),
            once(
                "429 with `X-RateLimit-Reset` in 7 s, then well",
                "429 X\r\nx-ratelimit-reset: 784111784",
            ),
            once("503 with `Retry-After: 3`, then well", "503 X\r\nretry-after: 3"),
            once("429 with `Retry-After: soon`, then well", "429 X\r\nretry-after: soon"),
            once("429 with `Retry-After: -1`, then well", "429 X\r\nretry-after: -1"),
            Row::answer("429 with `Retry-After: 31`", answer("429 X\r\nretry-after: 31", "")),
            Row::answer(
                "429 with `Retry-After` beyond 64 bits",
                answer("429 X\r\nretry-after: 99999999999999999999", ""),
            ),
            Row::answer(
                "429 with `Retry-After: 29`, always",
                answer("429 X\r\nretry-after: 29", ""),
            ),
            Row::answer("500 with `Retry-After: 1`", answer("500 X\r\nretry-after: 1", "")),
        ],
    }
}

/// A refusal, and a success after it.
fn once(name: &'static str, head: &str) -> Row {
    Row::script_of(name, [vec![Read, write(answer(head, ""))], vec![Read, good()]])
}
