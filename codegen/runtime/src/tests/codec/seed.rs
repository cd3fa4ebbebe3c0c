//! The payload that the project began with.

use super::models::{
    Conversation, ConversationResponse, ConversationType, EntityReference, GroupType,
};
use super::{read, value};
use crate::{Json, Model, UnixTime};

pub(super) const PAYLOAD: &str = include_str!("../fixtures/update-group-conversation.200.json");

fn first() -> Conversation {
    read::<ConversationResponse>(PAYLOAD).unwrap().data.into_vec().remove(0)
}

#[test]
fn it_comes_back_equal_and_without_drift() {
    let response = read::<ConversationResponse>(PAYLOAD).unwrap();
    assert!(response.data.is_many());
    assert_eq!(response.drift(), []);
    assert_eq!(ConversationResponse::from_json(response.to_json().as_bytes()), Ok(response));
}

#[test]
fn its_values_are_at_hand() {
    let conversation = first();
    assert_eq!(conversation.conversation_type, ConversationType::Group);
    assert_eq!(
        conversation.unread_message_count.as_ref().and_then(|count| count.as_i64()),
        Some(0)
    );
    assert_eq!(conversation.created_at, Some(UnixTime::from(1_630_071_782)));
    let group = conversation.conversation_with.unwrap();
    assert_eq!((group.r#type, group.has_joined), (Some(GroupType::Private), Some(true)));
    let message = conversation.last_message.unwrap();
    assert_eq!(message.receipts.unwrap().data, Some(vec!["[]".parse::<Json>().unwrap()]));
    let entities = message.data.unwrap().entities.unwrap();
    assert!(
        matches!(&entities["by"], EntityReference::User(user) if user.entity.uid == "superhero4")
    );
    assert!(
        matches!(&entities["for"], EntityReference::Group(group) if group.entity.members_count == Some(4))
    );
}

#[test]
fn one_conversation_reads_like_a_list_of_one() {
    let mut payload = value(PAYLOAD);
    payload["data"] = payload["data"][0].clone();
    let response = read::<ConversationResponse>(&payload.to_string()).unwrap();
    assert!(!response.data.is_many());
    assert_eq!(response.data.first(), Some(&first()));
}
