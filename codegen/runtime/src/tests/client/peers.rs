//! What other generators' clients get wrong: each defect, measured on a client of progenitor or of
//! openapi-to-rust, has a test here that bears its name and shows that ours has not got it.

use std::time::Duration;

use super::recorder::{Answer, Recorder};
use super::run::{PUT, Run, status};
use super::sample::{KEY, client};
use crate::runtime::{Client, Error};

async fn failure(answer: Answer) -> Error {
    let recorder = Recorder::start(answer).await;
    let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u");
    call.send().await.expect_err("a failure")
}

/// The request line of a call for this group, or the refusal, as nothing was sent.
fn line(guid: &str) -> String {
    let call = client("http://localhost/v3").update_group_conversation(guid).on_behalf_of("u");
    call.call().request().map_or_else(
        |error| {
            assert!(matches!(error, Error::Build(_)));
            error.to_string()
        },
        |request| format!("{} {}", request.method(), request.url().path()),
    )
}

#[test]
fn a_group_id_of_two_dots_sends_put_conversation() {
    for dots in ["..", ".%2e", "%2E%2E"] {
        assert!(line(dots).ends_with("which a URL takes for a step within the path"), "{dots}");
    }
}

#[test]
fn a_backslash_adds_a_segment() {
    assert_eq!(line(r"a\b"), "PUT /v3/groups/a%5Cb/conversation");
}

#[test]
fn an_empty_id_gives_two_slashes() {
    assert!(line("").ends_with("guid is empty: a path value must be one segment"));
}

#[test]
fn the_api_key_is_sent_as_a_bearer_token() {
    let call = client("http://localhost/v3").update_group_conversation("g").on_behalf_of("u");
    let request = call.call().request().expect("a request");
    assert_eq!(request.headers()["apikey"], KEY);
    assert!(!request.headers().contains_key("authorization"));
}

#[tokio::test]
async fn redirects_carry_key_uid_and_body_to_another_origin() {
    for code in [301, 302, 307, 308] {
        let other = Recorder::start(status("200 OK")).await;
        let error = failure(status(&format!("{code} X\r\nlocation: {}", other.url("/")))).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(code));
        assert_eq!((other.connections(), error.attempts().count()), (0, 1));
    }
}

#[tokio::test]
async fn a_401_of_another_shape_loses_status_and_headers() {
    let error =
        failure(Answer::with_body("401 No\r\nx-request-id: 7", r#"{"message":"no"}"#)).await;
    let api = error.as_api().expect("a refusal");
    assert!(api.is_unauthorized() && api.headers()["x-request-id"] == "7");
    assert_eq!((api.message().as_deref(), api.body()), (Some("no"), &br#"{"message":"no"}"#[..]));
}

#[tokio::test]
async fn an_empty_429_is_called_not_retryable() {
    let error = failure(status("429 X\r\nretry-after: 99")).await;
    let api = error.as_api().expect("a refusal");
    assert!(error.is_retryable() && api.is_retryable() && api.is_rate_limited());
    assert_eq!(api.retry_after(), Some(Duration::from_secs(99)));
}

#[tokio::test]
async fn an_html_503_is_called_not_retryable() {
    let page = "<html>down</html>";
    let error = failure(Answer::with_body("503 X\r\ncontent-type: text/html", page)).await;
    assert!(
        error.is_retryable() && error.headers().is_some_and(|h| h["content-type"] == "text/html")
    );
    assert_eq!((error.attempts().count(), error.body()), (3, Some(page.as_bytes())));
}

#[test]
fn debug_shows_the_key() {
    let client = client("http://localhost");
    let call = client.update_group_conversation("g").on_behalf_of("u");
    assert!(!format!("{client:?} {call:?}").contains(KEY));
}

#[test]
fn a_placeholder_left_in_the_url_fails_only_at_send() {
    let builder = Client::sample("app", "us").base_url("https://{appid}.api-us.cometchat.io/v3");
    let error = builder.build().expect_err("no host");
    assert!(matches!(error, Error::Build(_)) && !error.is_retryable());
}

#[tokio::test]
async fn a_retry_ignores_retry_after() {
    let run = Run::new([status("429 X\r\nretry-after: 3"), status("200 OK")]).await;
    run.call(&PUT).await.expect("a success");
    let waited: Duration = run.clock.waits().iter().map(|(_, time)| *time).sum();
    assert!(waited >= Duration::from_secs(3), "{waited:?}");
}

#[tokio::test]
async fn a_silent_server_outlives_the_time_out() {
    let run = Run::new([Answer::Stall(Vec::new())]).await;
    let time = Duration::from_secs(2);
    let over = async {
        run.clock.until_limited(time).await;
        run.clock.advance(time);
    };
    let (outcome, ()) = tokio::join!(run.call(&PUT).timeout(time), over);
    let error = outcome.expect_err("silence");
    assert!(matches!(&error, Error::Timeout(_)) && error.attempts().count() == 1, "{error:?}");
    assert_eq!(crate::runtime::Clock::now(&run.clock), time);
}

#[tokio::test]
async fn a_truncated_body_loses_the_status() {
    let error =
        failure(Answer::raw("HTTP/1.1 201 X\r\nx-a: b\r\ncontent-length: 9\r\n\r\n{\"d")).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
    assert!(error.headers().is_some_and(|headers| headers["x-a"] == "b"));
    assert_eq!(error.body(), Some(&b"{\"d"[..]));
}

#[tokio::test]
async fn invalid_utf_8_is_silently_replaced() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 33\r\n\r\n{\"data\":{\"conversationId\":\"\xC3\x28c\"}}";
    let error = failure(Answer::Bytes(answer.to_vec())).await;
    assert!(matches!(&error, Error::Decode(_)), "{error:?}");
    assert!(error.body().is_some_and(|body| body.contains(&0xC3)));
}

#[tokio::test]
async fn a_201_or_204_where_200_is_documented_is_an_error() {
    for code in [201, 202, 204] {
        let run = Run::new([status(&format!("{code} X"))]).await;
        let response = run.call(&PUT).await.expect("no body is needed, and none came");
        assert_eq!(response.status.as_u16(), code);
    }
    let body = r#"{"data":{"conversationId":"c"}}"#;
    let recorder = Recorder::start(Answer::with_body("201 Created", body)).await;
    let call = client(&recorder.url("")).update_group_conversation("g").on_behalf_of("u").send();
    assert_eq!(call.await.expect("the body fits").data.conversation_id, "c");
}
