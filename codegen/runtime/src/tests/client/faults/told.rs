//! All that can be seen of a call.

use std::time::Duration;

use super::super::clock::TestClock;
use super::super::models::{ConversationResponse, ConversationTags};
use super::super::operation::operation;
use super::super::sample::{API_KEY, KEY, UpdateGroupConversation, builder};
use super::rows::Row;
use super::server::FaultServer;
use crate::runtime::{
    Attempts, Call, Client, Error, Method, Operation, Outcome, Param, Response, Start, decode,
};

/// A call that is idempotent.
pub(super) fn put() -> &'static Operation {
    UpdateGroupConversation::operation()
}

/// The same as a call that is not idempotent.
pub(super) static POST: &Operation = &operation!(
    "createGroupConversation",
    Method::POST,
    "/groups/{guid}/conversation",
    params = &[Param::path("guid"), Param::header("onBehalfOf")],
    security = &[&[&API_KEY]],
    accept = "application/json",
    content_type = "application/json"
);

/// A call's outcome, in the words of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The kind of the error, or that there was none.
    pub(super) outcome: String,
    /// What came of each attempt, and why there was no further one.
    pub(super) attempts: String,
    /// What was waited between them.
    pub(super) waits: String,
    /// What reached the server.
    pub(super) sent: String,
    /// What of the answer can be had.
    pub(super) kept: String,
}

type Answer = Result<Response<ConversationResponse>, Error>;

/// Makes the calls of a row, and tells of the last.
pub(super) async fn told(row: &Row, operation: &'static Operation, http: &reqwest::Client) -> Told {
    let clock = TestClock::new();
    let other = FaultServer::start(row.other.clone(), &clock).await;
    let server = FaultServer::start(row.script(other.address()), &clock).await;
    let url = format!("{}://{}/v3", row.scheme, server.address());
    // Long enough that three attempts can run out of time.
    let builder = builder(&url, &clock).timeout(4 * ATTEMPT).max_body(row.max_body);
    let builder = if row.own_http { builder } else { builder.http_client(http.clone()) };
    let client = builder.build().expect("a good client");
    let mut answer = call(&client, operation).await;
    for _ in 1..row.calls {
        answer = call(&client, operation).await;
    }
    assert_eq!(other.connections(), 0, "{}: another origin was called", row.name);
    check_kept(row, &server, &answer);
    check_secret(row, &answer);
    Told {
        outcome: outcome(&answer),
        attempts: attempts(attempts_of(&answer)),
        waits: waits(attempts_of(&answer)),
        sent: sent(row, &server),
        kept: kept(&answer),
    }
}

pub(super) async fn call(client: &Client, operation: &'static Operation) -> Answer {
    let mut call = Call::new(client, operation);
    call.set(0, "g");
    call.set(1, "u");
    call.json(&ConversationTags { tags: Some(vec!["t".to_owned()]), ..Default::default() });
    call.send::<ConversationResponse>(decode::json).response().await
}

fn attempts_of(answer: &Answer) -> &Attempts {
    match answer {
        Ok(response) => &response.attempts,
        Err(error) => error.attempts(),
    }
}

pub(super) fn outcome(answer: &Answer) -> String {
    match answer {
        Ok(_) => "success".to_owned(),
        Err(Error::Build(_)) => "`Build`".to_owned(),
        Err(Error::Transport(error)) if error.is_tls() => {
            assert!(
                error.is_connect()
                    && !error.attempts().iter().any(|one| one.outcome.status().is_some())
            );
            "`Transport`, `is_tls`".to_owned()
        }
        Err(Error::Transport(error)) if error.is_connect() => {
            "`Transport`, `is_connect`".to_owned()
        }
        Err(Error::Transport(_)) => "`Transport`".to_owned(),
        Err(Error::Timeout(_)) => "`Timeout`".to_owned(),
        Err(Error::TooLarge(_)) => "`TooLarge`".to_owned(),
        Err(Error::Api(_)) => "`Api`".to_owned(),
        Err(Error::Decode(_)) => "`Decode`".to_owned(),
    }
}

/// `3 × broken off before the answer; AttemptsSpent`.
pub(super) fn attempts(attempts: &Attempts) -> String {
    let mut runs: Vec<(Outcome, usize)> = Vec::new();
    for attempt in attempts.iter() {
        match runs.last_mut() {
            Some((outcome, count)) if *outcome == attempt.outcome => *count += 1,
            _ => runs.push((attempt.outcome, 1)),
        }
    }
    let runs: Vec<String> = runs.iter().map(|(outcome, count)| times(*count, *outcome)).collect();
    format!("{}; `{:?}`", runs.join(", "), attempts.ending())
}

fn times(count: usize, outcome: Outcome) -> String {
    // Without the reason: it would say more of `http`'s table than of ours.
    let shown = match outcome {
        Outcome::Answered(status) => status.as_u16().to_string(),
        other => other.to_string(),
    };
    format!("{count} × {shown}")
}

fn waits(attempts: &Attempts) -> String {
    let waits: Vec<String> =
        attempts.iter().skip(1).map(|attempt| format!("{:?}", attempt.waited)).collect();
    if waits.is_empty() { "–".to_owned() } else { waits.join(", ") }
}

/// All requests are the same, to the byte.
fn sent(row: &Row, server: &FaultServer) -> String {
    let requests = server.requests();
    assert!(
        requests.windows(2).all(|pair| pair[0] == pair[1]),
        "{}: requests differ: {requests:#?}",
        row.name
    );
    assert!(
        requests.iter().all(|request| request.ends_with("\r\n\r\n{\"tags\":[\"t\"]}")),
        "{}: a request is not whole: {requests:#?}",
        row.name
    );
    match (server.connections(), requests.len()) {
        (0, 0) => "nothing".to_owned(),
        (connections, 0) => format!("0 requests, {}", counted(connections, "connection")),
        (connections, requests) if connections == requests => counted(requests, "request"),
        (connections, requests) => {
            format!("{}, {}", counted(requests, "request"), counted(connections, "connection"))
        }
    }
}

fn kept(answer: &Answer) -> String {
    match answer {
        Ok(response) => {
            let headers = counted(response.headers.len(), "header");
            format!("{}, {headers}, the value", response.status.as_u16())
        }
        Err(error) => match (error.status(), error.headers(), error.body()) {
            (Some(status), Some(headers), Some(body)) => format!(
                "{}, {}, {}",
                status.as_u16(),
                counted(headers.len(), "header"),
                counted(body.len(), "byte")
            ),
            _ => "nothing came".to_owned(),
        },
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// What is kept of a body is what was sent, wherever the server sent it in one piece.
fn check_kept(row: &Row, server: &FaultServer, answer: &Answer) {
    let Err(error) = answer else { return };
    let (Some(kept), Some(written)) = (error.body(), row.plain_bytes(server.address())) else {
        return;
    };
    let is_there = kept.is_empty() || written.windows(kept.len()).any(|piece| piece == kept);
    assert!(is_there, "{}: {kept:?} is not what was sent", row.name);
}

fn check_secret(row: &Row, answer: &Answer) {
    let shown = match answer {
        Ok(response) => format!("{response:?}"),
        Err(error) => format!("{error} {error:?}"),
    };
    assert!(!shown.contains(KEY), "{}: the key shows in {shown}", row.name);
}

/// How long an attempt may take, and how long a body may stall, in a client that says nothing of it.
pub(super) const ATTEMPT: Duration = Duration::from_secs(20);
pub(super) const STALL: Duration = Duration::from_secs(10);
