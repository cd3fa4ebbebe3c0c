//! The hook that is told where an answer and the document disagree.

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use expect_test::{Expect, expect};

use super::recorder::{Answer, Recorder};
use super::sample::KEY;
use crate::runtime::{Client, DriftReport};

/// Holds what the hook is told about this body against what is expected.
async fn check(status: &str, body: &str, expected: Expect) {
    let told = Arc::new(Mutex::new(String::new()));
    let recorder = Recorder::start(Answer::with_body(status, body)).await;
    let hook = {
        let told = Arc::clone(&told);
        move |report: &DriftReport<'_>| {
            let mut told = told.lock().expect("no panic while it was held");
            let _ = writeln!(told, "{} {}", report.operation, report.status);
            for drift in report.drift {
                let _ = writeln!(told, "  {drift}");
            }
        }
    };
    let builder = Client::sample("app", "us").api_key(KEY).base_url(recorder.url("/v3"));
    let client = builder.on_drift(hook).build().expect("a good client");
    let _ = client.update_group_conversation("g").on_behalf_of("u").send().await;
    expected.assert_eq(&told.lock().expect("no panic while it was held"));
}

#[tokio::test]
async fn it_is_told_where_they_disagree() {
    check(
        "200 OK",
        r#"{"data":{"conversationId":"c","x":1},"more":null}"#,
        expect![[r#"
            updateGroupConversation 200 OK
              data.x: unknown key: expected no such key, found 1
              more: unknown key: expected no such key, found null
        "#]],
    )
    .await;
}

#[tokio::test]
async fn it_is_not_called_when_they_agree() {
    check("200 OK", r#"{"data":{"conversationId":"c"}}"#, expect![""]).await;
}

#[tokio::test]
async fn it_is_not_called_for_what_is_no_success() {
    check("404 Not Found", r#"{"error":{"code":"ERR_GUID_NOT_FOUND"}}"#, expect![""]).await;
    check("200 OK", r#"{"data":{"x":1}}"#, expect![""]).await;
}

#[tokio::test]
async fn it_is_not_told_the_key() {
    check(
        "200 OK",
        &format!(r#"{{"data":{{"conversationId":"c","{KEY}":"{KEY}"}}}}"#),
        expect![[r#"
            updateGroupConversation 200 OK
              data.[redacted]: unknown key: expected no such key, found "[redacted]"
        "#]],
    )
    .await;
}
