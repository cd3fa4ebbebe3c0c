//! What each answer becomes, and that nothing of it is lost.

use std::error::Error as _;

use expect_test::{Expect, expect};
use tokio::net::TcpListener;

use super::models::ConversationResponse;
use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::{client, client_over};
use crate::runtime::{Call, Client, Error, Method, Operation, decode};

async fn call(client: &Client) -> Result<ConversationResponse, Error> {
    client.update_group_conversation("g").on_behalf_of("u").send().await
}

async fn failure(answer: Answer) -> Error {
    let recorder = Recorder::start(answer).await;
    call(&client(&recorder.url("/v3"))).await.expect_err("a failure")
}

/// The kind of the error, what it says, and the raw answer that it kept.
async fn check(answer: Answer, expect: Expect) {
    let error = failure(answer).await;
    let kind = match &error {
        Error::Build(_) => "Build",
        Error::Transport(_) => "Transport",
        Error::Timeout(_) => "Timeout",
        Error::TooLarge(_) => "TooLarge",
        Error::Api(_) => "Api",
        Error::Decode(_) => "Decode",
    };
    let headers = error.headers().map(|headers| {
        let shown =
            headers.iter().map(|(name, value)| format!("{name}={}", value.to_str().unwrap_or("?")));
        shown.collect::<Vec<_>>().join(" ")
    });
    let body =
        error.body().map(|body| String::from_utf8_lossy(body).chars().take(80).collect::<String>());
    expect.assert_eq(&format!(
        "{kind}: {error}\nstatus: {:?}\nheaders: {headers:?}\nbody: {body:?}\n",
        error.status().map(|status| status.as_u16()),
    ));
}

#[tokio::test]
async fn unauthorized_in_another_shape() {
    check(
        Answer::with_body("401 Unauthorized", r#"{"message":"no"}"#),
        expect![[r#"
            Api: updateGroupConversation: 401 Unauthorized: {"message":"no"}
            status: Some(401)
            headers: Some("content-length=16")
            body: Some("{\"message\":\"no\"}")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn not_found_with_an_envelope() {
    let body = r#"{"error":{"code":"ERR_GUID_NOT_FOUND","message":"The group does not exist."}}"#;
    check(Answer::with_body("404 Not Found", body), expect![[r#"
        Api: updateGroupConversation: 404 Not Found: {"error":{"code":"ERR_GUID_NOT_FOUND","message":"The group does not exist."}}
        status: Some(404)
        headers: Some("content-length=77")
        body: Some("{\"error\":{\"code\":\"ERR_GUID_NOT_FOUND\",\"message\":\"The group does not exist.\"}}")
    "#]]).await;
}

#[tokio::test]
async fn rate_limited_with_nothing_but_headers() {
    check(
        Answer::with_body("429 Too Many Requests\r\nretry-after: 3", ""),
        expect![[r#"
            Api: updateGroupConversation: 429 Too Many Requests with an empty body; 3 attempts
            status: Some(429)
            headers: Some("retry-after=3 content-length=0")
            body: Some("")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn html_from_something_in_between() {
    let html = "<html>\r\n<head><title>503</title></head>\n\t<body>\u{1b}[31mService Unavailable</body></html>";
    check(
        Answer::with_body("503 Service Unavailable\r\ncontent-type: text/html", html),
        expect![[r#"
            Api: updateGroupConversation: 503 Service Unavailable: <html> <head><title>503</title></head> <body> [31mService Unavailable</body></html>; 3 attempts
            status: Some(503)
            headers: Some("content-type=text/html content-length=85")
            body: Some("<html>\r\n<head><title>503</title></head>\n\t<body>\u{1b}[31mService Unavailable</body></")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_long_error_is_shown_in_part_and_kept_whole() {
    let error = failure(Answer::with_body("500 Oops", &"x".repeat(100_000))).await;
    assert!(error.to_string().chars().count() < 320, "{error}");
    assert_eq!(error.body().map(<[u8]>::len), Some(100_000));
}

#[tokio::test]
async fn a_body_that_is_cut_off() {
    check(
        Answer::raw("HTTP/1.1 200 OK\r\nx-request-id: 7\r\ncontent-length: 100\r\n\r\n{\"data\":"),
        expect![[r#"
            Transport: updateGroupConversation: connection failed within the body, 8 bytes after 200 OK; 3 attempts
            status: Some(200)
            headers: Some("x-request-id=7 content-length=100")
            body: Some("{\"data\":")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_refusal_that_is_cut_off_keeps_its_status() {
    check(
        Answer::raw("HTTP/1.1 403 Forbidden\r\ncontent-length: 100\r\n\r\n{\"err"),
        expect![[r#"
            Transport: updateGroupConversation: connection failed within the body, 5 bytes after 403 Forbidden
            status: Some(403)
            headers: Some("content-length=100")
            body: Some("{\"err")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn no_answer_at_all() {
    check(
        Answer::raw(""),
        expect![[r#"
            Transport: updateGroupConversation: connection failed before the answer came; 3 attempts
            status: None
            headers: None
            body: None
        "#]],
    )
    .await;
}

#[tokio::test]
async fn an_answer_that_is_not_http() {
    check(
        Answer::raw("SSH-2.0-OpenSSH_9.6\r\n"),
        expect![[r#"
            Transport: updateGroupConversation: connection failed before the answer came; 3 attempts
            status: None
            headers: None
            body: None
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_json() {
    check(Answer::with_body("200 OK", "<html>"), expect![[r#"
        Decode: updateGroupConversation: answer not decoded: expected a value, found '<' (byte 0); 200 OK: <html>
        status: Some(200)
        headers: Some("content-length=6")
        body: Some("<html>")
    "#]]).await;
}

#[tokio::test]
async fn a_body_that_does_not_fit() {
    check(
        Answer::with_body("200 OK", r#"{"data":{"conversationId":7}}"#),
        expect![[r#"
            Decode: updateGroupConversation: answer not decoded: data.conversationId: expected a string, found 7 (byte 26); 200 OK: {"data":{"conversationId":7}}
            status: Some(200)
            headers: Some("content-length=29")
            body: Some("{\"data\":{\"conversationId\":7}}")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_body_that_lacks_something() {
    check(Answer::with_body("200 OK", r#"{"data":{}}"#), expect![[r#"
        Decode: updateGroupConversation: answer not decoded: data.conversationId: expected a value, found nothing (byte 8); 200 OK: {"data":{}}
        status: Some(200)
        headers: Some("content-length=11")
        body: Some("{\"data\":{}}")
    "#]]).await;
}

#[tokio::test]
async fn no_body_where_one_is_needed() {
    check(
        Answer::raw("HTTP/1.1 204 No Content\r\nx-request-id: 7\r\n\r\n"),
        expect![[r#"
            Decode: updateGroupConversation: answer not decoded: expected a value, found the end (byte 0); 204 No Content with an empty body
            status: Some(204)
            headers: Some("x-request-id=7")
            body: Some("")
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_decode_error_tells_the_place() {
    let error = failure(Answer::with_body("200 OK", r#"{"data":{"conversationId":7}}"#)).await;
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.decode_error().path(), "data.conversationId");
}

#[tokio::test]
async fn the_body_of_a_refusal_can_be_decoded() {
    let error =
        failure(Answer::with_body("409 Conflict", r#"{"data":{"conversationId":"c"}}"#)).await;
    let api = error.as_api().expect("a refusal");
    assert!(
        api.is_conflict()
            && !api.is_not_found()
            && !api.is_rate_limited()
            && !api.is_server_error()
    );
    assert_eq!(api.operation(), "updateGroupConversation");
    assert_eq!(api.json::<ConversationResponse>().expect("it fits").data.conversation_id, "c");
}

#[tokio::test]
async fn every_status_has_its_outcome() {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    for status in 200..600 {
        let recorder = Recorder::start(Answer::raw(format!(
            "HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n"
        )))
        .await;
        let outcome = Call::new(&client_over(&http, &recorder.url("")), &PING)
            .send(decode::unit)
            .response()
            .await;
        match outcome {
            Ok(response) => assert_eq!((response.status.as_u16(), status / 100), (status, 2)),
            Err(Error::Api(error)) => {
                assert_eq!((error.status().as_u16(), status / 100 != 2), (status, true));
            }
            Err(error) => panic!("{status}: {error:?}"),
        }
    }
}

static PING: Operation = operation!("ping", Method::GET, "/ping");

#[tokio::test]
async fn a_body_that_nobody_asked_for_is_ignored() {
    let recorder = Recorder::start(Answer::with_body("200 OK", "not json")).await;
    Call::new(&client(&recorder.url("")), &PING)
        .send(decode::unit)
        .await
        .expect("any body will do");
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    drop(listener);
    let error = call(&client(&format!("http://{address}"))).await.expect_err("nobody listens");
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert!(
        transport.is_connect()
            && transport.status().is_none()
            && transport.partial_body().is_empty()
    );
    assert!(error.source().is_some_and(|source| !source.to_string().contains("127.0.0.1")));
    expect!["updateGroupConversation: connection failed while connecting; 3 attempts"]
        .assert_eq(&error.to_string());
}
