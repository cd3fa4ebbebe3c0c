//! Hostile values of a path parameter and of a header: each is one segment, one value, or refused.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::operation::operation;
use super::recorder::{Answer, Recorder};
use super::sample::client;
use crate::runtime::{Call, Method, Operation, Param, decode};

/// Sends with these values and tells the request line and the header, or the refusal.
async fn send(guid: &str, on_behalf_of: &str) -> String {
    let recorder = Recorder::start(Answer::with_body("404 Not Found", "")).await;
    let call = client(&recorder.url("/v3/"))
        .update_group_conversation(guid)
        .on_behalf_of(on_behalf_of)
        .send();
    let error = call.await.expect_err("the server refuses what arrives");
    let seen = recorder.seen();
    match seen.first() {
        None => error.to_string(),
        Some(request) => {
            let wanted = |line: &&str| line.starts_with("PUT") || line.starts_with("onbehalfof");
            let lines: Vec<&str> = request.lines().filter(wanted).collect();
            lines.join(" | ").replace(" HTTP/1.1 | onbehalfof: ", " | ")
        }
    }
}

async fn check_paths(values: &[&str], expect: Expect) {
    let mut table = String::new();
    for value in values {
        let shown: String = format!("{value:?}").chars().take(24).collect();
        let sent = send(value, "u").await.replace(" | u", "");
        let sent = if sent.len() > 200 { format!("{} bytes", sent.len()) } else { sent };
        writeln!(table, "{shown:<16} {sent}").expect("a String takes all");
    }
    expect.assert_eq(&table);
}

async fn check_headers(values: &[&str], expect: Expect) {
    let mut table = String::new();
    for value in values {
        let sent = send("g", value).await.replace("PUT /v3/groups/g/conversation | ", "");
        writeln!(table, "{value:<16?} {sent:?}").expect("a String takes all");
    }
    expect.assert_eq(&table);
}

#[tokio::test]
async fn what_frames_a_message_is_not_for_a_parameter() {
    static FRAMING: Operation =
        operation!("probe", Method::PUT, "/probe", params = &[Param::header("Content-Length")]);
    let recorder = Recorder::start(Answer::with_body("200 OK", "")).await;
    let client = client(&recorder.url("/v3"));
    let mut call = Call::new(&client, &FRAMING);
    call.set(0, "5");
    let error = call.send(decode::unit).await.expect_err("a header that is not the caller's");
    expect![
        "probe could not be built: Content-Length is a header of HTTP itself, not for an API to set"
    ]
    .assert_eq(&error.to_string());
    assert!(recorder.seen().is_empty());
}

#[tokio::test]
async fn dot_segments_are_refused() {
    check_paths(
        &[".", "..", "%2e", "%2E%2e", ".%2E", "%2e.", "%252e%252E"],
        expect![[r#"
            "."              updateGroupConversation could not be built: guid is `.` or `..`, which a URL takes for a step within the path
            ".."             updateGroupConversation could not be built: guid is `.` or `..`, which a URL takes for a step within the path
            "%2e"            updateGroupConversation could not be built: guid is `.` or `..`, which a URL takes for a step within the path
            "%2E%2e"         updateGroupConversation could not be built: guid is `.` or `..`, which a URL takes for a step within the path
            ".%2E"           updateGroupConversation could not be built: guid is `.` or `..`, which a URL takes for a step within the path
            "%2e."           updateGroupConversation could not be built: guid is `.` or `..`, which a URL takes for a step within the path
            "%252e%252E"     PUT /v3/groups/%25252e%25252E/conversation
        "#]],
    )
    .await;
}

#[tokio::test]
async fn an_empty_value_is_refused() {
    check_paths(&[""], expect![[r#"
        ""               updateGroupConversation could not be built: guid is empty: a path value must be one segment
    "#]]).await;
}

#[tokio::test]
async fn what_looks_like_a_dot_segment_but_is_none_is_sent() {
    check_paths(
        &["...", "..;", ". .", "..\0", "․․", ".\u{200b}."],
        expect![[r#"
            "..."            PUT /v3/groups/.../conversation
            "..;"            PUT /v3/groups/..%3B/conversation
            ". ."            PUT /v3/groups/.%20./conversation
            "..\0"           PUT /v3/groups/..%00/conversation
            "․․"             PUT /v3/groups/%E2%80%A4%E2%80%A4/conversation
            ".\u{200b}."     PUT /v3/groups/.%E2%80%8B./conversation
        "#]],
    )
    .await;
}

#[tokio::test]
async fn separators_stay_within_the_segment() {
    check_paths(
        &[
            "a/b",
            "a\\b",
            "../../x",
            "..\\..",
            "/",
            "\\",
            "a?b=c",
            "a#b",
            "a;b=c",
            "//evil.com",
            "@evil.com",
        ],
        expect![[r#"
            "a/b"            PUT /v3/groups/a%2Fb/conversation
            "a\\b"           PUT /v3/groups/a%5Cb/conversation
            "../../x"        PUT /v3/groups/..%2F..%2Fx/conversation
            "..\\.."         PUT /v3/groups/..%5C../conversation
            "/"              PUT /v3/groups/%2F/conversation
            "\\"             PUT /v3/groups/%5C/conversation
            "a?b=c"          PUT /v3/groups/a%3Fb%3Dc/conversation
            "a#b"            PUT /v3/groups/a%23b/conversation
            "a;b=c"          PUT /v3/groups/a%3Bb%3Dc/conversation
            "//evil.com"     PUT /v3/groups/%2F%2Fevil.com/conversation
            "@evil.com"      PUT /v3/groups/%40evil.com/conversation
        "#]],
    )
    .await;
}

#[tokio::test]
async fn odd_characters_are_encoded() {
    check_paths(
        &[
            "a b",
            "a+b",
            "%",
            "%zz",
            "a%2Fb",
            "a\nb",
            "a\r\nX: y",
            "\0",
            "\t",
            "\u{7f}",
            "é",
            "🦀",
            "\u{202e}",
            "{guid}",
            "~-._",
        ],
        expect![[r#"
            "a b"            PUT /v3/groups/a%20b/conversation
            "a+b"            PUT /v3/groups/a%2Bb/conversation
            "%"              PUT /v3/groups/%25/conversation
            "%zz"            PUT /v3/groups/%25zz/conversation
            "a%2Fb"          PUT /v3/groups/a%252Fb/conversation
            "a\nb"           PUT /v3/groups/a%0Ab/conversation
            "a\r\nX: y"      PUT /v3/groups/a%0D%0AX%3A%20y/conversation
            "\0"             PUT /v3/groups/%00/conversation
            "\t"             PUT /v3/groups/%09/conversation
            "\u{7f}"         PUT /v3/groups/%7F/conversation
            "é"              PUT /v3/groups/%C3%A9/conversation
            "🦀"              PUT /v3/groups/%F0%9F%A6%80/conversation
            "\u{202e}"       PUT /v3/groups/%E2%80%AE/conversation
            "{guid}"         PUT /v3/groups/%7Bguid%7D/conversation
            "~-._"           PUT /v3/groups/~-._/conversation
        "#]],
    )
    .await;
}

#[tokio::test]
async fn very_long_values_are_sent_until_no_url_can_hold_them() {
    check_paths(
        &["x".repeat(8_000).as_str(), "y".repeat(70_000).as_str()],
        expect![[r#"
            "xxxxxxxxxxxxxxxxxxxxxxx 8028 bytes
            "yyyyyyyyyyyyyyyyyyyyyyy updateGroupConversation could not be built: URL would be longer than 65534 bytes
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_header_cannot_start_another() {
    check_headers(
        &[
            "a\r\nX-Evil: 1",
            "a\nb",
            "a\rb",
            "a\0b",
            "a\u{7f}",
            "\u{85}",
            "a\tb",
        ],
        expect![[r#"
            "a\r\nX-Evil: 1" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
            "a\nb" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
            "a\rb" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
            "a\0b" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
            "a\u{7f}" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
            "\u{85}" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
            "a\tb" "updateGroupConversation could not be built: onBehalfOf holds a control character, such as a line break"
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_header_that_would_lose_something_is_refused() {
    check_headers(&[" a", "a ", " "], expect![[r#"
        " a" "updateGroupConversation could not be built: onBehalfOf begins or ends with a space, which a header would lose"
        "a " "updateGroupConversation could not be built: onBehalfOf begins or ends with a space, which a header would lose"
        " " "updateGroupConversation could not be built: onBehalfOf begins or ends with a space, which a header would lose"
    "#]]).await;
}

#[tokio::test]
async fn other_header_values_are_sent_as_they_are() {
    check_headers(
        &["a b", "a,b", "a%0D%0Ab", "Zoë 🦀", "\"q\"", ""],
        expect![[r#"
            "a b" "a b"
            "a,b" "a,b"
            "a%0D%0Ab" "a%0D%0Ab"
            "Zoë 🦀" "Zoë 🦀"
            "\"q\"" "\"q\""
            "" ""
        "#]],
    )
    .await;
}
