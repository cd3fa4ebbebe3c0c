//! The models of the sample operation, as the generator writes them.

crate::runtime::model! {
    #[derive(Default)]
    pub(super) struct ConversationTags {
        optional tags: Option<Vec<String>>,
    }
}

crate::runtime::model! {
    pub(super) struct Conversation {
        required conversation_id = "conversationId": String,
        optional tags: Option<Vec<String>>,
    }
}

crate::runtime::model! {
    pub(super) struct ConversationResponse {
        required data: Conversation,
    }
}
