//! What a refusal says, and refusals that come as successes.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};

use super::models::ConversationTags;
use super::recorder::{Answer, Recorder};
use super::run::{GET, POST, Run};
use super::sample::client;
use crate::runtime::{ApiError, Call, Decoder, Error, Json, Model, decode};

async fn refusal(body: &str) -> ApiError {
    let run = Run::new([Answer::with_body("400 Bad Request", body)]).await;
    match run.call(&GET).await {
        Err(Error::Api(error)) => *error,
        other => panic!("{other:?}"),
    }
}

async fn check(body: &str, expect: Expect) {
    let error = refusal(body).await;
    let said = (error.code(), error.message(), error.details());
    expect.assert_eq(&format!("{said:?}"));
}

#[tokio::test]
async fn the_envelope_of_the_vendor() {
    check(
        r#"{"error":{"message":"Failed to validate the data sent with the request.","details":{"receiver":["The receiver field is required."]},"code":"ERR_BAD_REQUEST"}}"#,
        expect![[r#"(Some("ERR_BAD_REQUEST"), Some("Failed to validate the data sent with the request."), {"receiver": ["The receiver field is required."]})"#]],
    )
    .await;
    check(
        r#"{"error":{"code":"E","devMessage":"for developers","details":{"a":"one","b":[],"c":["x",1,{"d":null}],"e":null}}}"#,
        expect![[r#"(Some("E"), Some("for developers"), {"a": ["one"], "b": [], "c": ["x", "1", "{\"d\":null}"], "e": []})"#]],
    )
    .await;
}

#[tokio::test]
async fn other_envelopes() {
    check(r#"{"message":"no"}"#, expect![[r#"(None, Some("no"), {})"#]]).await;
    check(r#"{"code":17,"message":"no"}"#, expect![[r#"(Some("17"), Some("no"), {})"#]]).await;
    check(r#"{"error":"Not Found"}"#, expect![[r#"(None, Some("Not Found"), {})"#]]).await;
    check(
        r#"{"error":"invalid_grant","error_description":"The token is old."}"#,
        expect![[r#"(Some("invalid_grant"), Some("The token is old."), {})"#]],
    )
    .await;
    check(
        r#"{"type":"https://example.com/credit","title":"No credit.","status":403,"detail":"30 of 50."}"#,
        expect![[r#"(Some("https://example.com/credit"), Some("30 of 50."), {})"#]],
    )
    .await;
    check(
        r#"{"type":"about:blank","title":"Not Found","status":404}"#,
        expect![[r#"(None, Some("Not Found"), {})"#]],
    )
    .await;
    check(
        r#"{"errors":[{"code":"a","detail":"b"},{"code":"c"}]}"#,
        expect![[r#"(Some("a"), Some("b"), {})"#]],
    )
    .await;
    check(
        r#"{"message":"Invalid.","errors":{"email":["Is taken."]}}"#,
        expect![[r#"(None, Some("Invalid."), {"email": ["Is taken."]})"#]],
    )
    .await;
}

#[tokio::test]
async fn anything_at_all() {
    let nothing = || expect![["(None, None, {})"]];
    for body in [
        "",
        "null",
        "[]",
        "7",
        "\"x\"",
        "<html>",
        "{",
        "{\"error\":",
        "{}",
        r#"{"error":null}"#,
        r#"{"error":[]}"#,
        r#"{"error":{}}"#,
        r#"{"error":{"code":null,"message":{},"details":7}}"#,
        r#"{"errors":[]}"#,
        r#"{"error":{"code":""}}"#,
    ] {
        check(body, nothing()).await;
    }
    check("\u{FEFF}{\"error\":{\"code\":\"E\"}}", expect![[r#"(Some("E"), None, {})"#]]).await;
}

/// What an operation makes of a 200 with this body, by the type of its answer.
async fn success<T: std::fmt::Debug>(body: &str, decode: Decoder<T>) -> String {
    let recorder = Recorder::start(Answer::with_body("200 OK", body)).await;
    match Call::new(&client(&recorder.url("")), &POST).send(decode).await {
        Ok(value) => format!("{value:?}"),
        Err(Error::Api(error)) => {
            assert!(error.has_success_status() && !error.is_retryable());
            assert_eq!((error.status().as_u16(), error.body()), (200, body.as_bytes()));
            format!("refused: {:?}", error.code())
        }
        Err(error) => error.to_string(),
    }
}

const ENVELOPE: &str = r#"{"error":{"code":"ERR_X","message":"no"}}"#;

#[tokio::test]
async fn a_success_that_is_none() {
    // The type asks for something else, nothing at all, for nothing that must be there, or for anything.
    let refused = r#"refused: Some("ERR_X")"#;
    assert_eq!(success(ENVELOPE, decode::json::<Vec<String>>).await, refused);
    assert_eq!(success(ENVELOPE, decode::unit).await, refused);
    assert_eq!(success(ENVELOPE, decode::json::<ConversationTags>).await, refused);
    assert_eq!(success(ENVELOPE, decode::optional::<ConversationTags>).await, refused);
    let with_null = r#"{"data":null,"error":{"code":"ERR_X"}}"#;
    assert_eq!(success(ENVELOPE, decode::json::<Json>).await, refused);
    assert_eq!(success(ENVELOPE, decode::json::<Box<Json>>).await, refused);
    assert_eq!(success(ENVELOPE, decode::json::<BTreeMap<String, Json>>).await, refused);
    assert_eq!(success(with_null, decode::json::<ConversationTags>).await, refused);
    let with_more = r#"{"success":false,"error":{"code":"ERR_X"}}"#;
    assert_eq!(
        success(with_more, decode::json::<super::models::ConversationResponse>).await,
        refused
    );
    assert_eq!(success(&format!("\u{FEFF}{ENVELOPE}"), decode::unit).await, refused);
}

#[tokio::test]
async fn a_success_with_a_member_error() {
    // Data came beside it.
    let beside = r#"{"tags":[],"error":{"code":"ERR_X"}}"#;
    let shown = success(beside, decode::json::<ConversationTags>).await;
    assert!(shown.starts_with("ConversationTags"), "{shown}");
    // The type of the answer names it.
    let shown = success(ENVELOPE, decode::json::<Job>).await;
    assert!(shown.starts_with("Job"), "{shown}");
    // A type that takes anything gets what is no envelope.
    assert_eq!(success(r#"{"error":true}"#, decode::json::<Json>).await, r#"{"error":true}"#);
    assert_eq!(success(beside, decode::json::<Json>).await, beside);
    // It is no envelope.
    for body in
        [r#"{"error":null}"#, r#"{"error":"x"}"#, r#"{"error":{}}"#, r#"{"error":[{"code":1}]}"#]
    {
        assert_eq!(success(body, decode::unit).await, "()", "{body}");
    }
}

crate::runtime::model! {
    #[derive(Default)]
    struct Job {
        //! The state of a job, of which an error is a part.
        optional error: Option<Json>,
    }
}

#[tokio::test]
async fn a_model_of_the_refusal() {
    let error = refusal(&format!("\u{FEFF}{ENVELOPE}")).await;
    let job: Job = error.json().expect("it fits");
    assert_eq!(job.to_json(), ENVELOPE);
}
