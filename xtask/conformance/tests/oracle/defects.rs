//! Where progenitor is known to be wrong or short, and ours is not. Each test fails when its defect no
//! longer occurs, so that it can go, and the oracle then covers one thing more.

use cometchat_client::models::ErrorCode;
use cometchat_client::{ApiError, Error};
use conformance::clients::{self, TagsCall};
use conformance::progenitor::{self, types};
use conformance::recorder::{Recorder, Sent};
use conformance::spec;
use serde_json::{Value, json};

async fn answering(body: &Value) -> Recorder {
    Recorder::json(body.to_string().as_bytes()).await
}

/// The sample with something changed at a place.
fn sample_with(pointer: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut sample = spec::json(spec::SAMPLE);
    change(sample.pointer_mut(pointer).expect("the place is there"));
    sample
}

/// Ours refuses to send; progenitor sends what stands on the right.
async fn refused_by_ours(guid: &str, sent: &str) {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let call = TagsCall::sample().to_group(guid);
    let Err(Error::Build(error)) = call.send_ours(recorder.url("/v3")).await else {
        panic!("ours sends the group {guid:?}");
    };
    assert_eq!(error.name(), "guid");
    assert_eq!(recorder.take(), [], "nothing is sent");
    call.send_theirs(&recorder.url("/v3")).await.expect("progenitor's sends it");
    let lines: Vec<String> = recorder.take().iter().map(Sent::line).collect();
    assert_eq!(lines, [sent]);
}

#[tokio::test]
async fn a_group_of_two_dots_climbs_up_the_path() {
    refused_by_ours("..", "PUT /v3/conversation").await;
}

#[tokio::test]
async fn a_group_of_one_dot_vanishes_from_the_path() {
    refused_by_ours(".", "PUT /v3/groups/conversation").await;
}

#[tokio::test]
async fn a_backslash_becomes_a_slash() {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let call = TagsCall::sample().to_group("a\\b");
    call.send_ours(recorder.url("/v3")).await.expect("ours sends it");
    call.send_theirs(&recorder.url("/v3")).await.expect("progenitor's sends it");
    let lines: Vec<String> = recorder.take().iter().map(Sent::line).collect();
    assert_eq!(lines, ["PUT /v3/groups/a%5Cb/conversation", "PUT /v3/groups/a/b/conversation"]);
}

#[tokio::test]
async fn a_body_that_may_be_left_out_cannot_be() {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let url = recorder.url("/v3");
    let call = clients::ours(url.clone()).update_group_conversation("g").on_behalf_of("u");
    call.send().await.expect("ours sends no body");
    let theirs = clients::theirs(&url);
    let call = theirs.update_group_conversation().guid("g").on_behalf_of("u");
    call.send().await.expect("progenitor's sends one");
    let bodies: Vec<_> = recorder
        .take()
        .into_iter()
        .map(|sent| (sent.header("content-type").is_some(), String::from_utf8(sent.body)))
        .collect();
    assert_eq!(bodies, [(false, Ok(String::new())), (true, Ok("{}".to_owned()))]);
}

/// Why the document has to be adapted: see `build/adapt.rs`. There the tags are mended; here they are not.
#[test]
fn an_empty_list_is_left_out() {
    let text = r#"{"uid":"u","tags":[]}"#;
    let ours: cometchat_client::models::User = serde_json::from_str(text).expect("ours");
    let theirs: types::User = serde_json::from_str(text).expect("progenitor's");
    assert_eq!(serde_json::to_value(ours).expect("JSON"), json!({"uid": "u", "tags": []}));
    assert_eq!(serde_json::to_value(theirs).expect("JSON"), json!({"uid": "u"}));
}

#[tokio::test]
async fn a_key_that_the_document_does_not_name_is_dropped() {
    let recorder = answering(&sample_with("/data/0", |it| it["muted"] = json!(true))).await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = call.send_ours(url.clone()).await.expect("ours");
    let theirs = call.send_theirs(&url).await.expect("progenitor's");
    let ours = serde_json::to_value(ours).expect("JSON");
    let theirs = serde_json::to_value(theirs).expect("JSON");
    assert_eq!(ours.pointer("/data/0/muted"), Some(&json!(true)));
    assert_eq!(theirs.pointer("/data/0/muted"), None);
}

/// Ours decodes the answer; progenitor's client loses it whole.
async fn lost_by_theirs(answer: &Value) {
    let recorder = answering(answer).await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = call.send_ours(url.clone()).await.expect("ours");
    assert_eq!(&serde_json::to_value(ours).expect("JSON"), answer);
    let theirs = call.send_theirs(&url).await;
    assert!(matches!(theirs, Err(progenitor::Error::InvalidResponsePayload(..))), "{theirs:?}");
}

#[tokio::test]
async fn a_new_value_of_an_enumeration_loses_the_whole_answer() {
    lost_by_theirs(&sample_with("/data/0/conversationType", |it| *it = json!("channel"))).await;
}

#[tokio::test]
async fn a_number_as_text_loses_the_whole_answer() {
    let place = "/data/0/conversationWith/membersCount";
    lost_by_theirs(&sample_with(place, |it| *it = json!("4"))).await;
}

#[tokio::test]
async fn an_error_of_another_shape_loses_status_and_headers() {
    let head = "502 Bad Gateway\r\ncontent-type: text/html\r\nretry-after: 7";
    let recorder = Recorder::start(head, b"<h1>Bad Gateway</h1>").await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = call.send_ours(url.clone()).await.expect_err("ours fails");
    let api = ours.as_api().expect("an answer of the server");
    assert_eq!(
        (api.status().as_u16(), &api.headers()["retry-after"]),
        (502, &"7".parse().expect("a value"))
    );
    assert_eq!((api.as_error_envelope(), api.body()), (None, &b"<h1>Bad Gateway</h1>"[..]));
    let theirs = call.send_theirs(&url).await.expect_err("progenitor's fails");
    assert_eq!(theirs.status(), None, "{theirs}");
}

#[tokio::test]
async fn a_new_error_code_loses_the_status() {
    let body = br#"{"error":{"code":"ERR_NEW","message":"new"}}"#;
    let recorder = Recorder::start("409 Conflict\r\ncontent-type: application/json", body).await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = call.send_ours(url.clone()).await.expect_err("ours fails");
    let envelope = ours.as_api().and_then(ApiError::as_error_envelope).expect("an envelope");
    assert_eq!(envelope.error.code, Some(ErrorCode::Unknown("ERR_NEW".to_owned())));
    let theirs = call.send_theirs(&url).await.expect_err("progenitor's fails");
    assert_eq!(theirs.status(), None, "{theirs}");
}

#[tokio::test]
async fn a_redirect_takes_the_key_to_another_origin() {
    let other = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let head = format!("307 Elsewhere\r\nlocation: {}", other.url("/elsewhere"));
    let recorder = Recorder::start(&head, b"").await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = call.send_ours(url.clone()).await.expect_err("ours does not follow");
    assert_eq!(ours.status().map(|status| status.as_u16()), Some(307));
    assert_eq!(other.take(), []);
    call.send_theirs(&url).await.expect("progenitor's follows");
    let keys: Vec<_> =
        other.take().iter().map(|sent| sent.header("apikey").map(str::to_owned)).collect();
    assert_eq!(keys, [Some(clients::KEY.to_owned())]);
}
