//! Bodies piece by piece, and server-sent events.

use std::fmt::Write as _;
use std::time::Duration;

use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::clock::TestClock;
use super::models::ConversationResponse;
use super::recorder::{Answer, Recorder};
use super::run::{GET, Run};
use super::sample::builder;
use crate::runtime::{Call, Client, Error, Event, EventParser, Events, TimeLimit, decode};

/// The events of a text, all of it at once.
fn parsed(text: &[u8]) -> String {
    told(&split(text, &[]))
}

fn split(text: &[u8], cuts: &[usize]) -> Vec<Event<String>> {
    let mut parser = EventParser::new(usize::MAX);
    let mut from = 0;
    for cut in cuts.iter().chain([&text.len()]) {
        let cut = (*cut).clamp(from, text.len());
        parser.push(&text[from..cut]);
        from = cut;
    }
    std::iter::from_fn(|| parser.next()).collect()
}

fn told(events: &[Event<String>]) -> String {
    let mut text = String::new();
    for Event { name, id, data, .. } in events {
        let _ = writeln!(text, "{name} {id:?} {data:?}");
    }
    text
}

#[track_caller]
fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&parsed(text.as_bytes()));
}

/// The examples of the standard, section 9.2.6.
#[test]
fn what_the_standard_shows() {
    check(
        "data: YHOO\ndata: +2\ndata: 10\n\n",
        &expect![[r#"
        message "" "YHOO\n+2\n10"
    "#]],
    );
    check(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        &expect![[r#"
        message "1" "first event"
        message "" "second event"
        message "" " third event"
    "#]],
    );
    check(
        "data\n\ndata\ndata\n\ndata:",
        &expect![[r#"
        message "" ""
        message "" "\n"
    "#]],
    );
    check(
        "data:test\n\ndata: test\n\n",
        &expect![[r#"
        message "" "test"
        message "" "test"
    "#]],
    );
}

#[test]
fn lines_end_in_three_ways() {
    check(
        "data:a\rdata:b\r\ndata:c\n\r\n\r\rdata:d\r\r",
        &expect![[r#"
        message "" "a\nb\nc"
        message "" "d"
    "#]],
    );
}

#[test]
fn fields_that_are_none_are_passed_over() {
    check(
        "\u{feff}event: add\ndata: 1\nDATA: 2\n data: 3\nother: 4\n\u{feff}data: 5\n\n",
        &expect![[r#"
        add "" "1"
    "#]],
    );
    // A kind without data is no event, and is not that of the next.
    check(
        "event: a\n\ndata: 1\n\n",
        &expect![[r#"
        message "" "1"
    "#]],
    );
    check(
        "id: 1\n\nid: a\0b\ndata: x\n\n",
        &expect![[r#"
        message "1" "x"
    "#]],
    );
}

#[test]
fn the_time_to_wait_is_digits_only() {
    let mut parser = EventParser::new(100);
    for (line, expected) in [
        ("retry: 10", Some(10)),
        ("retry: 1s", Some(10)),
        ("retry", Some(10)),
        ("retry:7", Some(7)),
        ("retry: -1", Some(7)),
    ] {
        parser.push(format!("{line}\n").as_bytes());
        assert_eq!(parser.retry(), expected.map(Duration::from_millis), "{line}");
    }
}

/// The standard's algorithm in the plainest way: over the whole text, line by line.
fn plainly(text: &[u8]) -> Vec<Event<String>> {
    let text = String::from_utf8_lossy(text).into_owned();
    let text =
        text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.rsplit_once('\n').map_or("", |(lines, _)| lines);
    let (mut events, mut name, mut data, mut id): (Vec<_>, _, Vec<&str>, _) =
        (Vec::new(), "", Vec::new(), "");
    if !text.contains('\n') {
        return events;
    }
    for line in lines.split('\n') {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            _ if line.is_empty() => {
                if !data.is_empty() {
                    let name = if name.is_empty() { "message" } else { name };
                    events.push(Event::new(name, id, data.join("\n")));
                }
                (name, data) = ("", Vec::new());
            }
            "event" => name = value,
            "data" => data.push(value),
            "id" if !value.contains('\0') => id = value,
            _ => {}
        }
    }
    events
}

proptest! {
    /// However the network cuts a text, its events are the same, and those of the standard.
    #[test]
    fn any_split_gives_the_same_events(
        words in proptest::collection::vec(
            prop_oneof![
                Just("data"), Just("event"), Just("id"), Just("retry"), Just(":"), Just(": "), Just("\n"), Just("\n\n"),
                Just("\r"), Just("\r\n"), Just("\u{feff}"), Just("é"), Just("\0"), Just("7"), Just("data: x\n\n"),
            ].prop_map(str::as_bytes).boxed().prop_union(Just(&b"\xE2\x82"[..]).boxed()),
            0..24,
        ),
        mut cuts in proptest::collection::vec(0_usize..80, 0..8),
    ) {
        let text = words.concat();
        cuts.sort_unstable();
        let whole = split(&text, &[]);
        prop_assert_eq!(told(&split(&text, &cuts)), told(&whole));
        prop_assert_eq!(told(&whole), told(&plainly(&text)));
    }

    /// No bytes make more of an event than is allowed.
    #[test]
    fn what_is_held_has_a_limit(pieces in proptest::collection::vec(proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b':'), any::<u8>()], 0..40), 0..40)) {
        let mut parser = EventParser::new(64);
        for piece in &pieces {
            parser.push(piece);
            while let Some(event) = parser.next() {
                // What is no UTF-8 becomes a sign of three bytes.
                prop_assert!(event.data.len() <= 3 * 64);
            }
        }
    }
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n";

fn client(recorder: &Recorder) -> Client {
    builder(&recorder.url(""), &TestClock::new()).build().expect("a good client")
}

async fn all<T: std::fmt::Debug>(mut events: Events<T>) -> String {
    let mut text = String::new();
    while let Some(event) = events.next().await {
        let _ = match event {
            Ok(Event { name, data, .. }) => writeln!(text, "{name} {data:?}"),
            Err(error) => writeln!(text, "{error}"),
        };
    }
    assert!(events.next().await.is_none(), "an end is the end");
    text
}

async fn over_http(answer: impl Into<String>, expected: Expect) -> Recorder {
    let recorder = Recorder::start(Answer::raw(answer.into())).await;
    let events: Events<i64> = Call::new(&client(&recorder), &GET).event_stream(decode::event);
    expected.assert_eq(&all(events).await);
    recorder
}

#[tokio::test]
async fn events_are_typed_and_asked_for() {
    let recorder = over_http(
        format!("{HEAD}: hello\n\nevent: add\ndata: 1\n\ndata: two\n\ndata: 3\n\ndata: [DONE]\n\ndata: 4\n\n"),
        expect![[r#"
            add 1
            probe: answer not decoded: expected a value, found 't' (byte 0); 200 OK: two
            message 3
        "#]],
    )
    .await;
    assert!(recorder.seen()[0].contains("\naccept: text/event-stream\n"), "{:?}", recorder.seen());
}

#[tokio::test]
async fn texts_are_events_as_they_are() {
    let recorder =
        Recorder::start(Answer::raw(format!("{HEAD}data: a\ndata: b\n\ndata: [DONE]\n\n"))).await;
    let events = Call::new(&client(&recorder), &GET).event_stream(decode::event_text);
    assert_eq!(all(events).await, "message \"a\\nb\"\nmessage \"[DONE]\"\n");
}

#[tokio::test]
async fn an_answer_of_another_type_is_an_error() {
    over_http(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
        expect![[r#"
            probe: answer not decoded: expected server-sent events (`text/event-stream`), found application/json (byte 0); 200 OK: {}
        "#]],
    )
    .await;
    over_http(
        "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\ngone",
        expect![[r#"
            probe: 404 Not Found: gone
        "#]],
    )
    .await;
}

#[tokio::test]
async fn an_event_that_is_too_large_is_the_last() {
    let recorder = Recorder::start(Answer::raw(format!(
        "{HEAD}data: 1\n\ndata: {}\n\ndata: 3\n\n",
        "1".repeat(99)
    )))
    .await;
    let events: Events<i64> = Call::new(&client(&recorder), &GET).event_stream(decode::event);
    let told = all(events.max_event(50)).await;
    assert!(told.starts_with("message 1\nprobe: "), "{told}");
    assert_eq!(told.lines().count(), 2, "{told}");
}

#[tokio::test]
async fn a_body_that_breaks_off_keeps_what_came() {
    let recorder = Recorder::start(Answer::raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 99\r\n\r\ndata: 1\n\ndata: 2")).await;
    let events: Events<i64> = Call::new(&client(&recorder), &GET).event_stream(decode::event);
    let told = all(events).await;
    assert!(told.starts_with("message 1\nprobe: connection failed within the body"), "{told}");
}

#[tokio::test]
async fn a_server_that_falls_silent_is_left() {
    let run = Run::new([Answer::Stall(format!("{HEAD}data: 1\n\n").into())]).await;
    let mut events: Events<i64> = Call::new(&run.client(), &GET).event_stream(decode::event);
    assert_eq!(events.next().await.expect("an event").expect("a number").data, 1);
    let patience = async {
        run.clock.until_limited(Duration::from_secs(60)).await;
        run.clock.advance(Duration::from_secs(60));
    };
    let (event, ()) = tokio::join!(events.next(), patience);
    let Some(Err(Error::Timeout(error))) = event else { panic!("{event:?}") };
    assert_eq!(error.time_limit(), Some(TimeLimit::Stall));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn to_drop_it_ends_the_call() {
    let recorder = Recorder::start(Answer::Stall(format!("{HEAD}data: 1\n\n").into())).await;
    let mut events: Events<i64> = Call::new(&client(&recorder), &GET).event_stream(decode::event);
    events.next().await.expect("an event").expect("a number");
    drop(events);
    recorder.until_left().await;
}

#[tokio::test]
async fn the_last_id_and_the_wait_are_told() {
    let recorder =
        Recorder::start(Answer::raw(format!("{HEAD}retry: 1500\nid: a\ndata: 1\n\n"))).await;
    let mut events: Events<i64> = Call::new(&client(&recorder), &GET).event_stream(decode::event);
    assert_eq!((events.last_id(), events.retry()), ("", None));
    assert_eq!(events.next().await.expect("an event").expect("a number").id, "a");
    assert_eq!((events.last_id(), events.retry()), ("a", Some(Duration::from_millis(1500))));
}

#[tokio::test]
async fn a_body_comes_in_pieces_of_any_size() {
    let body = "x".repeat(200_000);
    let recorder = Recorder::start(Answer::with_body("200 OK\r\nx-a: b", &body)).await;
    let client = client(&recorder);
    let pending = || Call::new(&client, &GET).send::<ConversationResponse>(decode::json);
    // The limit on the size of a body is one on what is held.
    let mut chunks = pending().max_body(10).chunks();
    let (mut length, mut pieces) = (0, 0);
    assert_eq!(chunks.status(), None);
    while let Some(piece) = chunks.next().await {
        length += piece.expect("a piece").len();
        pieces += 1;
    }
    assert!(length == body.len() && pieces > 1, "{length} in {pieces}");
    assert_eq!(chunks.headers().map(|headers| headers["x-a"].as_bytes()), Some(&b"b"[..]));
}

#[tokio::test]
async fn the_head_of_an_answer_is_asked_for_again_where_that_is_safe() {
    let run =
        Run::new([Answer::with_body("503 Down", ""), Answer::with_body("200 OK", "abc")]).await;
    let mut chunks = run.call(&GET).chunks();
    assert_eq!(chunks.next().await.expect("a piece").expect("the body"), "abc");
    assert_eq!(run.recorder.seen().len(), 2);
    let error = run.call(&GET).chunks().idle_timeout(Duration::ZERO).next().await;
    expect!["probe could not be built: idle timeout is zero"]
        .assert_eq(&error.expect("an error").expect_err("no piece").to_string());
}
