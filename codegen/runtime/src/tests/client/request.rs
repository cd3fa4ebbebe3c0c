//! The request of the sample operation, byte for byte.

use expect_test::{Expect, expect};

use super::recorder::{Answer, Recorder};
use super::sample::{UpdateGroupConversation, client};
use crate::runtime::Client;

const ANSWER: &str = r#"{"data":{"conversationId":"group_project","tags":["a"],"new":1}}"#;

async fn check(
    base_path: &str,
    make: impl FnOnce(&Client) -> UpdateGroupConversation,
    expect: Expect,
) {
    let recorder = Recorder::start(Answer::with_body("200 OK", ANSWER)).await;
    let answer = make(&client(&recorder.url(base_path))).send().await.expect("the answer decodes");
    assert_eq!(answer.data.conversation_id, "group_project");
    // The features for compressed answers add a header, which is the HTTP client's affair.
    let lines = |request: &String| {
        let lines = request.split('\n').filter(|line| !line.starts_with("accept-encoding:"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let seen: Vec<String> = recorder.seen().iter().map(lines).collect();
    expect.assert_eq(&seen.join("\n----\n"));
}

#[tokio::test]
async fn with_tags() {
    let make = |client: &Client| {
        client
            .update_group_conversation("project-group")
            .on_behalf_of("superhero4")
            .tags(["project", "urgent"])
    };
    check(
        "/v3",
        make,
        expect![[r#"
        PUT /v3/groups/project-group/conversation HTTP/1.1
        user-agent: sample/1.2.3
        accept: application/json
        content-type: application/json
        onbehalfof: superhero4
        apikey: k3y-of-the-kingdom
        host: HOST
        content-length: 29

        {"tags":["project","urgent"]}"#]],
    )
    .await;
}

/// A header of one call is sent in place of what the call would have by that name, and can be no part of HTTP itself.
#[tokio::test]
async fn with_headers_of_its_own() {
    let recorder = Recorder::start(Answer::with_body("200 OK", ANSWER)).await;
    let client = client(&recorder.url("/v3"));
    let call = || client.update_group_conversation("g").on_behalf_of("u").tags(["a"]).send();
    let sent = call().header("X-Trace", "7").header("Accept", "text/csv").header("apiKey", "other");
    sent.response().header("X-More", "8").await.expect("the answer decodes");
    let seen = recorder.seen();
    let headers = |line: &&str| ["x-", "accept:", "apikey"].iter().any(|it| line.starts_with(it));
    let own: Vec<&str> = seen[0].lines().filter(headers).collect();
    expect![[r#"
        accept: text/csv
        apikey: other
        x-trace: 7
        x-more: 8"#]]
    .assert_eq(&own.join("\n"));

    for (name, value) in [("Host", "evil.test"), ("X Y", "1"), ("X-Y", "1\r\nX-Evil: 1")] {
        let error = call().header(name, value).await.expect_err("it cannot be sent").to_string();
        assert!(error.starts_with("updateGroupConversation could not be built: "), "{error}");
        assert!(error.contains(name) && !error.contains(value), "{error}");
    }
    assert_eq!(recorder.seen().len(), 1);
}

#[tokio::test]
async fn with_an_empty_list_of_tags_and_a_slash_behind_the_base() {
    let make = |client: &Client| {
        client.update_group_conversation("g").on_behalf_of("u").tags([] as [&str; 0])
    };
    check(
        "/v3/",
        make,
        expect![[r#"
        PUT /v3/groups/g/conversation HTTP/1.1
        user-agent: sample/1.2.3
        accept: application/json
        content-type: application/json
        onbehalfof: u
        apikey: k3y-of-the-kingdom
        host: HOST
        content-length: 11

        {"tags":[]}"#]],
    )
    .await;
}

#[tokio::test]
async fn without_a_body_and_with_text_beyond_ascii() {
    let make =
        |client: &Client| client.update_group_conversation("Grüße/🦀 %2F").on_behalf_of("Zoë");
    check(
        "",
        make,
        expect![[r#"
            PUT /groups/Gr%C3%BC%C3%9Fe%2F%F0%9F%A6%80%20%252F/conversation HTTP/1.1
            user-agent: sample/1.2.3
            accept: application/json
            onbehalfof: Zoë
            apikey: k3y-of-the-kingdom
            content-length: 0
            host: HOST

        "#]],
    )
    .await;
}

#[tokio::test]
async fn body_status_and_headers_come_together() {
    let recorder =
        Recorder::start(Answer::with_body("201 Created\r\nx-request-id: 7", ANSWER)).await;
    let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u").send();
    let response = call.response().await.expect("any 2xx is a success");
    assert_eq!(response.status, 201);
    assert_eq!(response.headers["x-request-id"], "7");
    assert_eq!(response.body.data.tags.as_deref(), Some(&["a".to_owned()][..]));
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_awaited() {
    let recorder = Recorder::start(Answer::with_body("200 OK", ANSWER)).await;
    let call = client(&recorder.url("/v3")).update_group_conversation("g").on_behalf_of("u").send();
    drop(call);
    assert_eq!(recorder.seen().len(), 0);
}
