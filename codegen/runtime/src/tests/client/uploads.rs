//! Bodies that are sent piece by piece.

use std::collections::VecDeque;
use std::error::Error as _;
use std::fmt::Write as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use expect_test::{Expect, expect};
use futures_core::Stream;

use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::client;
use crate::runtime::{ByteSource, Bytes, Call, File, Method, Multipart, Operation, decode};

static PUT: Operation = sends(Method::PUT, "application/octet-stream");
static POST: Operation = sends(Method::POST, "application/octet-stream");
static PARTS: Operation = sends(Method::POST, "multipart/form-data");

const fn sends(method: Method, content_type: &'static str) -> Operation {
    operation!("put", method, "/put", content_type = content_type)
}

type Given = Result<&'static str, &'static str>;

/// A stream that gives these pieces and faults.
struct Pieces(VecDeque<Given>);

impl Stream for Pieces {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.pop_front();
        Poll::Ready(piece.map(|it| it.map(Bytes::from).map_err(io::Error::other)))
    }
}

fn of(pieces: &'static [Given]) -> ByteSource {
    ByteSource::streamed(|| Pieces(pieces.iter().copied().collect()))
}

/// What the server sees of a call, or the error.
async fn sent(
    operation: &'static Operation,
    answers: &[&str],
    fill: impl FnOnce(&mut Call),
) -> String {
    let answers = answers.iter().map(|status| Answer::with_body(status, ""));
    let recorder = Recorder::script(answers.collect()).await;
    let mut call = Call::new(&client(&recorder.url("")), operation);
    fill(&mut call);
    if let Err(error) = call.send(decode::unit).await {
        let (mut text, mut cause) = (error.to_string(), error.source());
        while let Some(error) = cause {
            let _ = write!(text, ": {error}");
            cause = error.source();
        }
        return text;
    }
    let told = recorder.seen().into_iter().map(|request| {
        let (head, body) = request.split_once("\n\n").expect("a head");
        let framing = ["content-length", "transfer-encoding"];
        let lines = head.lines().filter(|line| framing.iter().any(|name| line.starts_with(name)));
        let boundary = head.split_once("boundary=").map_or("", |(_, rest)| &rest[..32]);
        let body = if boundary.is_empty() { body.to_owned() } else { body.replace(boundary, "B") };
        format!("{}\n{body}\n", lines.collect::<Vec<_>>().join("\n"))
    });
    told.collect()
}

async fn check(upload: ByteSource, expected: Expect) {
    let upload = |call: &mut Call| call.raw(upload);
    expected.assert_eq(&sent(&POST, &["204 No Content"], upload).await);
}

#[tokio::test]
async fn a_stream_goes_in_chunks() {
    check(
        of(&[Ok("one"), Ok(""), Ok(" two")]),
        expect![[r#"
        transfer-encoding: chunked
        3
        one
        4
         two
        0


    "#]],
    )
    .await;
    check(
        of(&[]),
        expect![[r#"
        transfer-encoding: chunked
        0


    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_stream_of_known_length_goes_as_such() {
    check(
        of(&[Ok("one"), Ok(" two")]).sized(7),
        expect![[r#"
        content-length: 7
        one two
    "#]],
    )
    .await;
    check(
        of(&[]).sized(0),
        expect![[r#"
        content-length: 0

    "#]],
    )
    .await;
    check(
        ByteSource::from("one").sized(7),
        expect![[r#"
        content-length: 3
        one
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_stream_that_breaks_off_fails_the_call() {
    check(of(&[Ok("one"), Err("the disk is gone")]), expect!["put: connection failed before the answer came: error sending request: client error (SendRequest): error from user's Body stream: request or response body error: the disk is gone"]).await;
    check(of(&[Ok("one")]).sized(7), expect!["put: connection failed before the answer came: error sending request: client error (SendRequest): error from user's Body stream: request or response body error: the stream is shorter than it was said to be"]).await;
    check(of(&[Ok("one")]).sized(2), expect!["put: connection failed before the answer came: error sending request: client error (SendRequest): error from user's Body stream: request or response body error: the stream is longer than it was said to be"]).await;
}

#[tokio::test]
async fn each_attempt_has_a_stream_of_its_own() {
    let upload = |call: &mut Call| call.raw(of(&[Ok("one")]).sized(3));
    let told = sent(&PUT, &["503 Service Unavailable", "204 No Content"], upload).await;
    expect![[r#"
        content-length: 3
        one
        content-length: 3
        one
    "#]]
    .assert_eq(&told);
}

#[tokio::test]
async fn a_file_can_be_a_stream() {
    let parts = |upload: ByteSource| {
        let file = File::new(upload).named("a.txt").typed("text/plain");
        Multipart::new().text("note", "x").file("file", file).text("end", "y")
    };
    let known = parts(of(&[Ok("one"), Ok(" two")]).sized(7));
    let told = sent(&PARTS, &["204 No Content"], |call| call.multipart(known)).await;
    expect![[r#"
        content-length: 345
        --B
        Content-Disposition: form-data; name="note"

        x
        --B
        Content-Disposition: form-data; name="file"; filename="a.txt"
        Content-Type: text/plain

        one two
        --B
        Content-Disposition: form-data; name="end"

        y
        --B--

    "#]]
    .assert_eq(&told);
    let unknown = parts(of(&[Ok("one"), Ok(" two")]));
    let told = sent(&PARTS, &["204 No Content"], |call| call.multipart(unknown)).await;
    expect![[r#"
        transfer-encoding: chunked
        D5
        --B
        Content-Disposition: form-data; name="note"

        x
        --B
        Content-Disposition: form-data; name="file"; filename="a.txt"
        Content-Type: text/plain


        3
        one
        4
         two
        7D

        --B
        Content-Disposition: form-data; name="end"

        y
        --B--

        0


    "#]]
    .assert_eq(&told);
}

#[test]
fn content_is_not_shown() {
    let stream = of(&[Ok("one")]);
    let told = format!("{:?} {:?} {:?}", ByteSource::from("one"), stream, stream.clone().sized(3));
    expect![
        "ByteSource { length: Some(3) } ByteSource { length: None } ByteSource { length: Some(3) }"
    ]
    .assert_eq(&told);
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, of(&[Ok("one")]));
    assert_ne!(stream, ByteSource::from("one"));
}
