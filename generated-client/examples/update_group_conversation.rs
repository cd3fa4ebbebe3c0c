//! Sets the tags of a group's conversation and prints what comes back.
//!
//! Reads from the environment: `COMETCHAT_APP_ID`, `COMETCHAT_REGION` (`us`, `eu` or `in`),
//! `COMETCHAT_API_KEY`, `COMETCHAT_GUID`, `COMETCHAT_ON_BEHALF_OF`, `COMETCHAT_TAGS` (separated by
//! commas), and `COMETCHAT_BASE_URL` to call another server than the vendor's.

use std::env;
use std::error::Error;

use cometchat_client::models::{Conversation, ConversationWith, Message};
use cometchat_client::{Client, Model, Region};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let region = Region::from(variable("COMETCHAT_REGION")?);
    let mut builder = Client::builder(variable("COMETCHAT_APP_ID")?, region)
        .api_key(variable("COMETCHAT_API_KEY")?);
    if let Ok(base_url) = env::var("COMETCHAT_BASE_URL") {
        builder = builder.base_url(base_url);
    }
    let client = builder.build()?;
    let tags = variable("COMETCHAT_TAGS")?;

    let response = client
        .update_group_conversation(variable("COMETCHAT_GUID")?)
        .on_behalf_of(variable("COMETCHAT_ON_BEHALF_OF")?)
        .tags(tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()))
        .send()
        .await?;

    for conversation in &response.data {
        show(conversation);
    }
    for drift in response.drift() {
        println!("the answer and the document disagree: {drift}");
    }
    Ok(())
}

fn show(conversation: &Conversation) {
    println!("conversation {} ({})", conversation.conversation_id, conversation.conversation_type);
    match &conversation.conversation_with {
        Some(ConversationWith::Group(group)) => {
            let name = group.name.as_deref().unwrap_or("without a name");
            let members = group.members_count.unwrap_or_default();
            println!("  with      group {}, {name}, {members} members", group.guid);
        }
        Some(ConversationWith::User(user)) => println!("  with      user {}", user.uid),
        _ => {}
    }
    if let Some(unread) =
        conversation.unread_message_count.as_ref().and_then(|unread| unread.as_i64())
    {
        println!("  unread    {unread}");
    }
    if let Some(message) = &conversation.last_message {
        println!("  latest    {}", describe(message));
    }
}

fn describe(message: &Message) -> String {
    let sender = message.sender.as_deref().unwrap_or("someone");
    let category = message.category.as_ref().map_or("message", |category| category.as_str());
    let data = message.data.as_ref();
    let what = data.and_then(|data| data.action.as_deref().or(data.text.as_deref()));
    format!("{category} by {sender}: {}", what.unwrap_or("(no text)"))
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("the environment variable {name} is not set"))
}
