//! Both clients decode the same payloads, and hold the same.

use std::fmt::Display;

use cometchat_client::Model;
use cometchat_client::models::{ConversationWith, EntityReference};
use conformance::clients::TagsCall;
use conformance::progenitor::{self, types};
use conformance::recorder::Recorder;
use conformance::spec::{self, Example};
use serde_json::Value;

/// The places where what progenitor's types hold is not what ours holds: file, place, ours, progenitor's, and
/// why. There are none as long as no example has an empty list in an optional field, or a key that the
/// document does not name; what happens to these is told by `defects`.
const DIFFERENCES: &[[&str; 5]] = &[];

#[tokio::test]
async fn both_hold_the_same_of_every_example() {
    let mut found = Vec::new();
    for example in spec::response_examples() {
        let came = spec::json(&example.file);
        let (ours, theirs) = held(&example).await;
        assert_eq!(ours, came, "{}: ours holds all that came", example.file);
        compare(&ours, &theirs, &example.file, "", &mut found);
    }
    let known: Vec<[String; 4]> = DIFFERENCES
        .iter()
        .map(|[file, place, ours, theirs, _]| {
            [file, place, ours, theirs].map(|text| (*text).to_owned())
        })
        .collect();
    assert_eq!(found, known, "the differences that there are, and those that are known");
}

/// What each client holds of an example, as it would write it.
async fn held(example: &Example) -> (Value, Value) {
    let head = format!("{} Told\r\ncontent-type: application/json", example.code());
    let recorder = Recorder::start(&head, &spec::payload(&example.file)).await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = match call.send_ours(url.clone()).await {
        Ok(body) => body.to_json(),
        Err(error) => {
            let error = error.as_api().unwrap_or_else(|| panic!("{}: {error}", example.file));
            error.as_error_envelope().expect("an error's body is an envelope").to_json()
        }
    };
    let theirs = match call.send_theirs(&url).await {
        Ok(body) => serde_json::to_value(body),
        Err(progenitor::Error::ErrorResponse(error)) => serde_json::to_value(error.into_inner()),
        Err(error) => panic!("{}: progenitor's client: {error}", example.file),
    };
    let ours = serde_json::from_str(&ours).expect("what is written is JSON");
    (ours, theirs.expect("what progenitor's types hold can be written"))
}

/// Notes each place where two values differ: file, place, one, other.
fn compare(ours: &Value, theirs: &Value, file: &str, at: &str, found: &mut Vec<[String; 4]>) {
    match (ours, theirs) {
        (Value::Object(one), Value::Object(other)) => {
            let added = other.keys().filter(|key| !one.contains_key(*key));
            for key in one.keys().chain(added) {
                let at = format!("{at}/{key}");
                compare(&ours[key], &theirs[key], file, &at, found);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (index, (one, other)) in one.iter().zip(other).enumerate() {
                compare(one, other, file, &format!("{at}/{index}"), found);
            }
        }
        _ if ours == theirs => {}
        _ => found.push([file.to_owned(), at.to_owned(), ours.to_string(), theirs.to_string()]),
    }
}

/// Asserts that two values have the same in the same fields, which are there.
macro_rules! agree {
    ($ours:expr, $theirs:expr; required $($required:ident)*; optional $($optional:ident)*) => {
        $(assert_eq!($ours.$required.to_string(), $theirs.$required.to_string(), stringify!($required));)*
        $({
            let ours = shown($ours.$optional.as_ref());
            assert!(ours.is_some(), "{} is there", stringify!($optional));
            assert_eq!(ours, shown($theirs.$optional.as_ref()), stringify!($optional));
        })*
    };
}

fn shown(value: Option<&impl Display>) -> Option<String> {
    value.map(ToString::to_string)
}

#[tokio::test]
async fn both_have_the_sample_in_the_same_typed_fields() {
    let recorder = Recorder::json(&spec::payload(spec::SAMPLE)).await;
    let (call, url) = (TagsCall::sample(), recorder.url("/v3"));
    let ours = call.send_ours(url.clone()).await.expect("ours decodes the sample");
    let theirs = call.send_theirs(&url).await.expect("progenitor's decodes the sample");
    let types::OneOrManyConversations::Array(theirs) = theirs.data else {
        panic!("the sample has a list");
    };
    assert!(ours.data.is_many(), "ours remembers the list");
    let ([ours], [theirs]) = (&ours.data[..], &theirs[..]) else {
        panic!("of one conversation");
    };
    agree!(ours, theirs;
        required conversation_id conversation_type;
        optional unread_message_count created_at updated_at);
    let (Some(ConversationWith::Group(group)), Some(types::ConversationWith::Group(their_group))) =
        (&ours.conversation_with, &theirs.conversation_with)
    else {
        panic!("both take the other side for a group");
    };
    agree!(group, their_group;
        required guid;
        optional name description icon type_ scope members_count joined_at conversation_id has_joined
            created_at owner updated_at updated_by);
    let message = ours.last_message.as_ref().expect("a message");
    message_agrees(message, theirs.last_message.as_ref().expect("a message"));
}

fn message_agrees(ours: &cometchat_client::models::Message, theirs: &types::Message) {
    agree!(ours, theirs;
        required id;
        optional conversation_id sender receiver_type receiver category type_ sent_at updated_at);
    let receipts = |receipts: Option<usize>| receipts.expect("receipts");
    assert_eq!(
        receipts(ours.receipts.as_ref().and_then(|all| Some(all.data.as_ref()?.len()))),
        receipts(theirs.receipts.as_ref().map(|all| all.data.len())),
    );
    let ours = ours.data.as_ref().expect("data");
    let theirs = Option::as_ref(&theirs.data).expect("data");
    agree!(ours, theirs; required; optional action);
    let ours = ours.entities.as_ref().expect("entities");
    entities_agree(ours, theirs.entities.as_ref().expect("entities"));
}

fn entities_agree(
    ours: &cometchat_client::models::MessageEntities,
    theirs: &types::MessageEntities,
) {
    use types::EntityReference as Their;
    let (Some(EntityReference::User(by)), Some(Their::UserReference(their_by))) =
        (&ours.by, &theirs.by)
    else {
        panic!("a user acted");
    };
    agree!(by, their_by; required entity_type; optional);
    agree!(by.entity, their_by.entity; required uid; optional name role avatar status created_at);
    let (Some(EntityReference::User(on)), Some(Their::UserReference(their_on))) =
        (&ours.on, &theirs.on)
    else {
        panic!("on a user");
    };
    agree!(on, their_on; required entity_type; optional);
    agree!(on.entity, their_on.entity;
        required uid;
        optional link name role avatar status created_at updated_at conversation_id);
    let (Some(EntityReference::Group(group)), Some(Their::GroupReference(their_group))) =
        (&ours.for_, &theirs.for_)
    else {
        panic!("in a group");
    };
    agree!(group, their_group; required entity_type; optional);
    agree!(group.entity, their_group.entity;
        required guid;
        optional icon name type_ owner created_at updated_at updated_by description members_count
            conversation_id);
}
