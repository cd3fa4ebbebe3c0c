//! The key is in the request and nowhere else.

use std::fmt::Debug;

use expect_test::expect;

use super::clock::TestClock;
use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::{KEY, client, client_over};
use crate::runtime::{
    Call, Client, ClientBuilder, Error, Method, Operation, Scheme, SchemeKind, Secret, Server,
    decode,
};

fn hides(shown: &str) {
    assert!(!shown.contains(KEY), "{shown}");
}

fn debug_hides(value: &impl Debug) {
    hides(&format!("{value:?} {value:#?}"));
}

fn error_hides(error: &impl std::error::Error) {
    debug_hides(error);
    hides(&error.to_string());
    let mut source = error.source();
    while let Some(cause) = source {
        hides(&format!("{cause} {cause:?}"));
        source = cause.source();
    }
}

#[test]
fn values() {
    debug_hides(&Secret::from(KEY));
    expect!["Secret(…)"].assert_eq(&format!("{:?}", Secret::from(KEY)));
    debug_hides(&Client::sample("app", "us").api_key(KEY).base_url(format!("https://u:{KEY}@h")));
    let client = client("http://localhost");
    debug_hides(&client);
    let needs = client.update_group_conversation("g");
    debug_hides(&needs);
    let call = needs.on_behalf_of("u").tags(["t"]);
    debug_hides(&call);
    expect![[r#"UpdateGroupConversation(Gathered { call: Call { operation: "updateGroupConversation", params: [("guid", "g"), ("onBehalfOf", "…")], body_bytes: None, .. }, body: Some(ConversationTags { tags: Some(["t"]) }), is_required: false })"#]].assert_eq(&format!("{call:?}"));
    debug_hides(&call.clone().send());
    debug_hides(&call.send().response());
}

#[test]
fn a_parameter_that_holds_the_key() {
    let client = client("http://localhost");
    debug_hides(&client.update_group_conversation(KEY).on_behalf_of(KEY).call());
}

#[tokio::test]
async fn a_key_between_what_is_not_printed_is_known_too() {
    let wide: String = KEY.chars().flat_map(|c| [c, '\0']).collect();
    let spaced: String = KEY.chars().flat_map(|c| [c, '\u{200B}']).collect();
    for body in [format!("the key {wide} is not good"), spaced] {
        let recorder = Recorder::start(Answer::with_body("401 Unauthorized", &body)).await;
        let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u");
        let error = call.send().await.expect_err("a refusal");
        assert!(error.to_string().contains("[redacted]"), "{error}");
    }
    let head = format!("200 OK\r\ncontent-type: text/{}", KEY.to_ascii_uppercase());
    let recorder = Recorder::start(Answer::with_body(&head, "<p>")).await;
    let upper = Client::sample("app", "us").api_key(KEY.to_ascii_uppercase());
    let upper = upper.base_url(recorder.url("/v3")).build().expect("a good client");
    let call = upper.update_group_conversation("g").on_behalf_of("u");
    let shown = call.send().await.expect_err("no JSON").to_string();
    assert!(!shown.to_ascii_lowercase().contains(&KEY.to_ascii_lowercase()), "{shown}");
}

#[tokio::test]
async fn answers_that_echo_the_key() {
    let answers = [
        ("401 Unauthorized", format!("the key {KEY} is not good")),
        ("400 Bad Request", format!("{}{KEY}", "x".repeat(235))),
        ("500 Oops", format!("{}{KEY}", "🦀".repeat(239))),
        ("200 OK", format!("{{\"data\":\"{KEY}\"}}")),
        ("200 OK", format!("{{\"data\":{{\"{KEY}\":1}}}}")),
        ("200 OK", KEY.to_owned()),
    ];
    for (status, body) in answers {
        let head = format!("{status}\r\nx-echo: {KEY}\r\nset-cookie: session=s3cret");
        let recorder = Recorder::start(Answer::with_body(&head, &body)).await;
        let error = client(&recorder.url("/v3"))
            .update_group_conversation("g")
            .on_behalf_of("u")
            .send()
            .await
            .unwrap_err();
        error_hides(&error);
        assert!(!format!("{error:?}").contains("s3cret"));
        assert_eq!(error.body(), Some(body.as_bytes()), "the raw body is kept as it came");
    }
}

/// What is taken out of an error's body for people, and why it is not what somebody hoped for.
#[tokio::test]
async fn what_an_error_says_of_its_body_has_no_key() {
    let body = format!(
        r#"{{"error":{{"code":"ERR_{KEY}","message":"the key {KEY} is bad","details":{{"{KEY}":["{KEY}"]}}}},"n":"{KEY}"}}"#
    );
    let recorder = Recorder::start(Answer::with_body("401 Unauthorized", &body)).await;
    let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u");
    let error = call.send().await.expect_err("a refusal");
    let error = error.as_api().expect("an answer that refuses");
    let said = (error.code(), error.message(), error.details());
    debug_hides(&said);
    assert_eq!(said.1.as_deref(), Some("the key [redacted] is bad"));
    error_hides(&error.json::<Vec<i64>>().expect_err("an object is no list"));
    assert_eq!(error.body(), body.as_bytes());
}

#[tokio::test]
async fn why_a_body_was_not_decoded_has_no_key() {
    for body in [format!(r#"{{"data":"{KEY}"}}"#), format!(r#"{{"data":{{"{KEY}":1}}}}"#)] {
        let recorder = Recorder::start(Answer::with_body("200 OK", &body)).await;
        let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u");
        let error = call.send().await.expect_err("another shape");
        let Error::Decode(error) = error else { panic!("{error}") };
        let why = error.decode_error();
        error_hides(why);
        hides(&format!("{} {}", why.path(), why.found()));
        error_hides(&error.json::<Vec<i64>>().expect_err("an object is no list"));
    }
}

#[tokio::test]
async fn an_answer_whose_headers_echo_the_key() {
    let head = format!("200 OK\r\nx-echo: {KEY}\r\nset-cookie: session=s3cret");
    let body = r#"{"data":{"conversationId":"c"}}"#;
    let recorder = Recorder::start(Answer::with_body(&head, body)).await;
    let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u").send();
    let response = call.response().await.expect("a success");
    debug_hides(&response);
    let shown = format!("{response:?}");
    let (_, rest) = shown.split_once("status: ").expect("the status is shown");
    expect![[r#"200, headers: ["x-echo", "set-cookie", "content-length"], .. }"#]].assert_eq(rest);
    assert_eq!(response.headers["x-echo"], KEY, "the headers are kept as they came");
}

/// What is shown ends somewhere, and the secret may stand just there.
#[tokio::test]
async fn no_part_of_an_echo_is_shown_where_text_is_cut() {
    let http = reqwest::Client::new();
    let dense = (0..90).chain(220..260).map(|pad| "x".repeat(pad));
    // The bytes that are looked at end as well, and runs of spaces bring that end into view.
    let sparse = (4_060..4_100).map(|pad| " ".repeat(pad));
    for pad in dense.chain(sparse) {
        let text = format!("{pad}{KEY}{KEY}");
        for (status, body) in
            [("200 OK", format!(r#"{{"data":"{text}"}}"#)), ("400 Bad Request", text)]
        {
            let recorder = Recorder::start(Answer::with_body(status, &body)).await;
            let client = client_over(&http, &recorder.url("/v3"));
            let call = client.update_group_conversation("g").on_behalf_of("u").send();
            let error = call.await.expect_err("a failure");
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(&KEY[..2]), "{}: {shown}", pad.len());
        }
    }
}

static SERVER: Server = Server { url: "", variables: &[] };
static LOCK: Scheme = Scheme { name: "lock", kind: SchemeKind::ApiKeyQuery("key") };
static LOGIN: Scheme = Scheme { name: "login", kind: SchemeKind::Basic };
static OPEN: Operation = operation!("open", Method::GET, "/open", security = &[&[&LOCK, &LOGIN]]);

async fn open(base_url: &str) -> Error {
    let builder = ClientBuilder::new(&SERVER, "test/1")
        .credential(&LOCK, KEY)
        .credential(&LOGIN, format!("u:{KEY}"))
        .clock(TestClock::new());
    let client = builder.base_url(base_url).build().expect("a good client");
    debug_hides(&Call::new(&client, &OPEN));
    Call::new(&client, &OPEN).send(decode::unit).await.expect_err("a failure")
}

#[tokio::test]
async fn a_key_in_the_url_is_in_no_error() {
    error_hides(&open("http://127.0.0.1:1").await);
    let cut = Answer::raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
    error_hides(&open(&Recorder::start(cut).await.url("")).await);
    error_hides(&open(&Recorder::start(Answer::raw("")).await.url("")).await);
}

#[tokio::test]
async fn an_echo_of_a_login_is_masked_in_either_form() {
    let recorder = Recorder::start(Answer::with_body(
        "401 No",
        &format!("user u:{KEY}, password {KEY}, dTprM3ktb2YtdGhlLWtpbmdkb20="),
    ))
    .await;
    expect!["open: 401 Unauthorized: user [redacted], password [redacted], [redacted]"]
        .assert_eq(&open(&recorder.url("")).await.to_string());
}
