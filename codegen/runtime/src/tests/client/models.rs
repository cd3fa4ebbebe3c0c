//! The models of the sample operation, as the generator writes them.

use crate::runtime::Extra;

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub(super) struct ConversationTags {
    pub(super) tags: Option<Vec<String>>,
    pub(super) extra: Extra,
}
crate::runtime::model! { ConversationTags {
    optional: tags;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(super) struct Conversation {
    pub(super) conversation_id: String,
    pub(super) tags: Option<Vec<String>>,
    pub(super) extra: Extra,
}
crate::runtime::model! { Conversation {
    required: conversation_id = "conversationId";
    optional: tags;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(super) struct ConversationResponse {
    pub(super) data: Conversation,
    pub(super) extra: Extra,
}
crate::runtime::model! { ConversationResponse {
    required: data;
} }
