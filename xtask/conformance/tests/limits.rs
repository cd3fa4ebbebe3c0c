//! The limits of this document's operation: what is within them is sent, what is beyond is not.

use cometchat_client::{Client, Error, Region};
use conformance::clients::{KEY, TagsCall};
use conformance::recorder::Recorder;
use conformance::spec;

/// The refusal of a call that never reaches the server; none where the server answers.
async fn refusal(call: &TagsCall, check: bool) -> Option<String> {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let builder = Client::builder("APP_ID", Region::Us).api_key(KEY).check_limits(check);
    let client = builder.base_url(recorder.url("/v3")).build().expect("a good client");
    let request = client.update_group_conversation(&call.guid).on_behalf_of(&call.on_behalf_of);
    match request.tags(call.tags.clone().unwrap_or_default()).send().await {
        Ok(_) => {
            assert_eq!(recorder.take().len(), 1);
            None
        }
        Err(Error::Build(error)) => {
            assert_eq!(recorder.take(), [], "nothing is sent");
            Some(error.to_string().replace("updateGroupConversation could not be built: ", ""))
        }
        Err(other) => panic!("the server answers what it is sent: {other}"),
    }
}

async fn check(call: TagsCall, expected: Option<&str>) {
    assert_eq!(refusal(&call, true).await.as_deref(), expected, "{call:?}");
}

fn tags(tags: &[String]) -> TagsCall {
    TagsCall { tags: Some(tags.to_vec()), ..TagsCall::sample() }
}

#[tokio::test]
async fn a_group_has_1_to_100_characters() {
    check(TagsCall::sample().to_group("g"), None).await;
    check(TagsCall::sample().to_group(&"ü".repeat(100)), None).await;
    let refused = Some("guid is longer than 100 characters");
    check(TagsCall::sample().to_group(&"g".repeat(101)), refused).await;
    let refused = Some("guid is empty: a path value must be one segment");
    check(TagsCall::sample().to_group(""), refused).await;
}

#[tokio::test]
async fn a_user_has_1_to_100_characters() {
    check(TagsCall::sample().for_user("u"), None).await;
    check(TagsCall::sample().for_user(&"u".repeat(100)), None).await;
    let refused = Some("onBehalfOf is longer than 100 characters");
    check(TagsCall::sample().for_user(&"u".repeat(101)), refused).await;
    let refused = Some("onBehalfOf is shorter than 1 character");
    check(TagsCall::sample().for_user(""), refused).await;
}

#[tokio::test]
async fn there_are_at_most_25_tags() {
    let many = |count: usize| -> Vec<String> { (0..count).map(|tag| tag.to_string()).collect() };
    check(tags(&[]), None).await;
    check(tags(&many(25)), None).await;
    check(tags(&many(26)), Some("tags has more than 25 items")).await;
}

#[tokio::test]
async fn a_tag_has_1_to_100_characters() {
    check(tags(&["🦀".repeat(100), "a".to_owned()]), None).await;
    let long = tags(&["a".to_owned(), "b".to_owned(), "c".to_owned(), "🦀".repeat(101)]);
    check(long, Some("tags[3] is longer than 100 characters")).await;
    let refused = Some("tags[1] is shorter than 1 character");
    check(tags(&["a".to_owned(), String::new()]), refused).await;
}

#[tokio::test]
async fn one_switch_turns_the_checks_off() {
    let call = tags(&["a".repeat(101)]).to_group(&"g".repeat(101)).for_user(&"u".repeat(101));
    assert_eq!(refusal(&call, false).await, None);
}
