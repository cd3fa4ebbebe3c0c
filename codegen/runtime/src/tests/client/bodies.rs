//! Bodies as servers send them: with a mark before them, in no encoding, as something else, compressed.

use expect_test::{Expect, expect};

use super::models::ConversationResponse;
use super::recorder::{Answer, Recorder};
use super::sample::client;
use crate::runtime::{Error, Response};

const BODY: &str = r#"{"data":{"conversationId":"c"}}"#;

async fn call(answer: Answer) -> Result<Response<ConversationResponse>, Error> {
    let recorder = Recorder::start(answer).await;
    client(&recorder.url(""))
        .update_group_conversation("g")
        .on_behalf_of("u")
        .send()
        .response()
        .await
}

async fn check(answer: Answer, expect: Expect) {
    let shown = match call(answer).await {
        Ok(response) => {
            format!("{} {}", response.status.as_u16(), response.body.data.conversation_id)
        }
        Err(error) => format!("{error}\nbody: {:?}", error.body().map(String::from_utf8_lossy)),
    };
    expect.assert_eq(&shown);
}

#[tokio::test]
async fn a_byte_order_mark_before_json() {
    check(Answer::with_body("200 OK", &format!("\u{FEFF}{BODY}")), expect!["200 c"]).await;
    check(Answer::with_body("200 OK", "\u{FEFF}\u{FEFF}{}"), expect![[r#"
        updateGroupConversation: answer not decoded: expected a value, found '\u{feff}' (byte 0); 200 OK: {}
        body: Some("\u{feff}\u{feff}{}")"#]]).await;
}

#[tokio::test]
async fn a_body_in_no_encoding() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-length: 31\r\n\r\n".to_vec();
    answer.extend(BODY.bytes().map(|byte| if byte == b'c' { 0xFF } else { byte }));
    let error = call(Answer::Bytes(answer)).await.expect_err("no UTF-8");
    assert_eq!(error.body().map(|body| body.contains(&0xFF)), Some(true));
    expect![[r#"updateGroupConversation: answer not decoded: expected UTF-8 text, found other bytes (byte 10); 200 OK: {"data":{"�onversationId":"�"}}"#]].assert_eq(&error.to_string());
}

#[tokio::test]
async fn a_page_in_place_of_json() {
    let page = "<!doctype html><title>Sign in</title>";
    let head = "200 OK\r\ncontent-type: Text/HTML; charset=utf-8";
    check(Answer::with_body(head, page), expect![[r#"
        updateGroupConversation: answer not decoded: it is text/html, not JSON: expected a value, found '<' (byte 0); 200 OK: <!doctype html><title>Sign in</title>
        body: Some("<!doctype html><title>Sign in</title>")"#]]).await;
    let Err(Error::Decode(error)) = call(Answer::with_body(head, page)).await else {
        panic!("a page is no answer")
    };
    assert_eq!(error.content_type().as_deref(), Some("text/html"));
    assert_eq!((error.status().as_u16(), error.headers().len()), (200, 2));
}

#[tokio::test]
async fn json_by_another_name() {
    for name in ["text/plain", "application/vnd.api+json", "application/json; charset=latin1", ""] {
        let head = format!("200 OK\r\ncontent-type: {name}");
        check(Answer::with_body(&head, BODY), expect!["200 c"]).await;
    }
}

#[tokio::test]
async fn any_success_will_do_whose_body_fits() {
    for status in ["201 Created", "202 Accepted", "203 X", "206 X", "299 X"] {
        assert!(call(Answer::with_body(status, BODY)).await.is_ok(), "{status}");
    }
}

#[tokio::test]
async fn a_success_without_the_body_that_is_needed() {
    for status in ["204 No Content", "205 Reset Content", "200 OK"] {
        let Err(Error::Decode(error)) = call(Answer::with_body(status, "")).await else {
            panic!("{status}: an answer from nothing")
        };
        assert!(error.is_missing() && error.body().is_empty());
        assert!(status.starts_with(error.status().as_str()));
    }
}

#[tokio::test]
async fn a_body_in_chunks() {
    let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"data\":\r\n17\r\n{\"conversationId\":\"c\"}}\r\n0\r\n\r\n";
    check(Answer::raw(chunks), expect!["200 c"]).await;
    let garbage = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"data\":\r\nzz\r\n";
    check(
        Answer::raw(garbage),
        expect![[r#"
        updateGroupConversation: connection failed within the body, 8 bytes after 200 OK; 3 attempts
        body: Some("{\"data\":")"#]],
    )
    .await;
}

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
mod compressed {
    use super::super::run::{GET, Run};
    use super::{Answer, BODY, call};
    use crate::runtime::Error;

    fn answer(encoding: &str, hex: &str) -> Answer {
        let bytes: Vec<u8> = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("two digits"))
            .collect();
        let length = bytes.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\ncontent-length: {length}\r\n\r\n"
        );
        let mut whole = head.into_bytes();
        whole.extend(bytes);
        Answer::Bytes(whole)
    }

    async fn check(encoding: &str, body: &str, zeros: &str) {
        let response = call(answer(encoding, body)).await.expect("a success");
        assert_eq!(response.body.data.conversation_id, "c", "{BODY}");
        // A small body that unfolds: the limit is on what it becomes.
        let run = Run::new([answer(encoding, zeros)]).await;
        let error = run.call(&GET).max_body(1_000).await.expect_err("100,000 bytes");
        assert!(matches!(&error, Error::TooLarge(_)), "{error:?}");
        assert_eq!(error.body().map(<[u8]>::len), Some(1_000));
        // One that is cut off.
        let run = Run::new([answer(encoding, &body[..body.len() - 8])]).await;
        let error = run.call(&GET).await.expect_err("cut off");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200), "{error:?}");
    }

    #[cfg(feature = "gzip")]
    #[tokio::test]
    async fn gzip() {
        check("gzip", "1f8b0800000000000203ab564a492c4954b2aa564acecf2b4b2d2a4e2cc9cccff34c51b2524a56aaad050036fa69811f000000", "1f8b0800000000000203edc13101000000c2a04aeb9fce1a1e4001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000af0685c24dc5a0860100").await;
    }

    #[cfg(feature = "brotli")]
    #[tokio::test]
    async fn brotli() {
        check(
            "br",
            "1b1e00f88dd315f3238475af45f6c892964e5f4ba20928e1480c40588418593b69",
            "5b9f86815f02261e0b04b2fc0200",
        )
        .await;
    }

    #[cfg(feature = "zstd")]
    #[tokio::test]
    async fn zstd() {
        check("zstd", "28b52ffd0468f900007b2264617461223a7b22636f6e766572736174696f6e4964223a2263227d7df6718dbc", "28b52ffd04684d0000083001009c8639100273306df0").await;
    }
}
