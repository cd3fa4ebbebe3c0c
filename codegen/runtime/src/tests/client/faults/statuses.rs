//! Every status from 200 to 599, gathered into ranges of one outcome.

use super::super::clock::TestClock;
use super::super::sample::builder;
use super::rows::GOOD;
use super::server::{FaultServer, Step};
use super::told::{POST, call, put};
use crate::runtime::{Client, Error, Operation};

/// What becomes of a status, in words that do not name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) outcome: String,
    pub(super) attempts: String,
}

/// Statuses with one outcome.
pub(super) struct Range {
    pub(super) first: u16,
    pub(super) last: u16,
    pub(super) call: &'static str,
    pub(super) told: Outcome,
}

pub(super) async fn observed(http: &reqwest::Client) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for status in 200..600 {
        let (put, post) = (told(http, status, put()).await, told(http, status, POST).await);
        if put == post {
            add(&mut ranges, status, "both", put);
        } else {
            add(&mut ranges, status, "PUT", put);
            add(&mut ranges, status, "POST", post);
        }
    }
    ranges
}

/// Makes a range longer, or begins one.
fn add(ranges: &mut Vec<Range>, status: u16, call: &'static str, told: Outcome) {
    // The ranges of PUT and POST lie side by side.
    let before = ranges
        .iter_mut()
        .rev()
        .take(2)
        .find(|range| range.last + 1 == status && range.call == call && range.told == told);
    match before {
        Some(range) => range.last = status,
        None => ranges.push(Range { first: status, last: status, call, told }),
    }
}

async fn told(http: &reqwest::Client, status: u16, operation: &'static Operation) -> Outcome {
    let clock = TestClock::new();
    let server = FaultServer::start(vec![vec![Step::Read, answer(status)]], &clock).await;
    let url = format!("http://{}", server.address());
    let client = builder(&url, &clock).http_client(http.clone()).build().expect("a good client");
    let (told, count) = outcome(&client, status, operation).await;
    assert_eq!(server.requests().len(), count, "{status}");
    told
}

async fn outcome(client: &Client, status: u16, operation: &'static Operation) -> (Outcome, usize) {
    let answer = call(client, operation).await;
    let outcome = super::told::outcome(&answer);
    let (attempts, kept) = match &answer {
        Ok(response) => (&response.attempts, response.status),
        Err(error) => (error.attempts(), kept(error)),
    };
    assert_eq!(kept.as_u16(), status, "the status is kept");
    let told = format!("{} × answered; `{:?}`", attempts.count(), attempts.ending());
    (Outcome { outcome, attempts: told }, attempts.count())
}

fn kept(error: &Error) -> reqwest::StatusCode {
    let has_body = ![204, 304].contains(&error.status().map_or(0, |status| status.as_u16()));
    assert_eq!(error.body().unwrap_or_default(), if has_body { GOOD.as_bytes() } else { b"" });
    error.status().expect("the server answered")
}

/// HTTP has no body with 204 and 304, whatever is announced.
fn answer(status: u16) -> Step {
    let body = if [204, 304].contains(&status) { "" } else { GOOD };
    let length = body.len();
    Step::Write(
        format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes(),
    )
}
