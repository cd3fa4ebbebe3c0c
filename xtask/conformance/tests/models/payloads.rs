//! Every payload that is known: which of its parts has the shape of which schema, and what the document
//! does not say of it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use cometchat_client::Model;
use cometchat_client::models::{ConversationResponse, ErrorEnvelope};
use conformance::spec;
use expect_test::expect;

use super::node::Node;
use super::oracle::Oracle;
use super::subjects::{SUBJECTS, Subject};

/// The folder of the document's examples.
const SPEC: &str = "spec/examples";

/// The folder of the payloads of other operations.
const OTHERS: &str = "xtask/conformance/payloads";

/// A part of a payload that has the shape of a schema.
pub(crate) struct Part {
    /// The file.
    pub(crate) file: &'static str,
    /// JSON pointer to the part, empty for the whole.
    pub(crate) pointer: &'static str,
    /// The model, which has the name of the schema.
    pub(crate) model: &'static str,
}

const fn part(file: &'static str, pointer: &'static str, model: &'static str) -> Part {
    Part { file, pointer, model }
}

/// All parts that have the shape of a schema.
pub(crate) const PARTS: &[Part] = &[
    part("update-group-conversation.200.call.json", "", "ConversationResponse"),
    part("update-group-conversation.200.docs-0384fbab.json", "", "ConversationResponse"),
    part("update-group-conversation.200.edited.json", "", "ConversationResponse"),
    part("update-group-conversation.200.json", "", "ConversationResponse"),
    part("update-group-conversation.200.object.json", "", "ConversationResponse"),
    part("update-group-conversation.400.blank-tag.json", "", "ErrorEnvelope"),
    part("update-group-conversation.400.validation.json", "", "ErrorEnvelope"),
    part("update-group-conversation.401.no-key.json", "", "ErrorEnvelope"),
    part("update-group-conversation.403.key-scope.json", "", "ErrorEnvelope"),
    part("update-group-conversation.404.no-such-group.json", "", "ErrorEnvelope"),
    part("update-group-conversation.404.no-such-user.json", "", "ErrorEnvelope"),
    part("update-group-conversation.429.json", "", "ErrorEnvelope"),
    part("update-group-conversation.4XX.not-accessible.json", "", "ErrorEnvelope"),
    part("update-group-conversation.4XX.sibling-product.json", "", "ErrorEnvelope"),
    part("update-group-conversation.5XX.json", "", "ErrorEnvelope"),
    part("update-group-conversation.request.no-tags.json", "", "ConversationTags"),
    part("update-group-conversation.request.tags.json", "", "ConversationTags"),
    part("add-message-reactions.json", "/data", "Message"),
    part("create-user.json", "/data", "User"),
    part("delete-message.json", "/data", "Message"),
    part("get-group-conversations.json", "", "ConversationResponse"),
    part("get-group.json", "/data", "Group"),
    part("get-user-conversations.json", "", "ConversationResponse"),
    part("get-user.json", "/data", "User"),
    part("list-all-conversations.json", "", "ConversationResponse"),
    part("list-all-messages.json", "/data/0", "Message"),
    part("list-all-reactions.json", "/data/0/reactedBy", "User"),
    part("list-all-reactions.json", "/data/1/reactedBy", "User"),
    part("list-all-reactions.json", "/data/2/reactedBy", "User"),
    part("list-groups.json", "/data", "Group"),
    part("list-groups.json", "/data/0", "Group"),
    part("list-users.json", "/data/0", "User"),
    part("list-users.json", "/data/1", "User"),
    part("list-users.json", "/data/2", "User"),
    part("send-message.json", "/data", "Message"),
    part("send-thread-message.json", "/data", "Message"),
    part("user-list-group-messages.json", "/data/0", "Message"),
    part("v25d57405--error-400-pin-group-conversation.json", "", "ErrorEnvelope"),
    part("v25d57405--error-400-replace-global-pinned-conversations.json", "", "ErrorEnvelope"),
    part("v25d57405--error-403-pin-group-conversation.json", "", "ErrorEnvelope"),
    part("v25d57405--error-403-unpin-group-conversation.json", "", "ErrorEnvelope"),
    part("v25d57405--list-global-pinned-conversations.json", "", "ConversationResponse"),
    part("v25d57405--pin-group-conversation.json", "", "ConversationResponse"),
    part("v25d57405--unpin-group-conversation.json", "", "ConversationResponse"),
];

const OUTCOME: &str = "whether it was done, and a sentence: the document has no schema for that";
const OUTCOMES: &str = "an outcome for each user or feature: the document has no schema for that";
const SETTINGS: &str = "settings of notifications: the document has no schema for them";

/// The payloads of which no part has the shape of a schema, and why.
const WITHOUT_SCHEMA: &[(&str, &str)] = &[
    ("add-friend.json", OUTCOMES),
    ("block-users.json", OUTCOMES),
    ("change-group-member-scope.json", "a membership: `uid` and `guid`, but no user and no group"),
    ("delete-authtoken.json", OUTCOME),
    ("delete-conversation.json", OUTCOME),
    ("delete-user.json", OUTCOME),
    ("mark-conversation-as-delivered.json", OUTCOME),
    ("mark-conversation-as-read.json", OUTCOME),
    ("mark-conversation-as-unread.json", OUTCOME),
    ("mark-group-conversation-as-delivered.json", OUTCOME),
    ("mark-group-conversation-as-read.json", OUTCOME),
    ("mark-group-conversation-as-unread.json", OUTCOME),
    ("notifications-push-list-fcm-providers.json", SETTINGS),
    ("notifications-push-list-muted.json", SETTINGS),
    ("reset-group-conversation.json", OUTCOME),
    ("reset-user-conversation.json", OUTCOME),
    ("restrict-features.json", OUTCOMES),
    ("unban-group-user.json", OUTCOME),
];

impl Part {
    /// The part itself.
    pub(crate) fn node(&self) -> Node {
        let whole = Node::parse(&text_of(self.file));
        whole.pointer(self.pointer).cloned().unwrap_or_else(|| panic!("{self} is not there"))
    }

    /// The model.
    pub(crate) fn subject(&self) -> &'static Subject {
        let subject = SUBJECTS.iter().find(|subject| subject.name == self.model);
        subject.unwrap_or_else(|| panic!("there is no model {}", self.model))
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{} as {}", self.file, self.pointer, self.model)
    }
}

fn text_of(file: &str) -> String {
    let paths = [SPEC, OTHERS].map(|folder| spec::workspace().join(folder).join(file));
    let path = paths.iter().find(|path| path.exists());
    let path = path.unwrap_or_else(|| panic!("{file} is in neither {SPEC} nor {OTHERS}"));
    fs::read_to_string(path).expect("payloads are text")
}

#[test]
fn every_part_is_read_and_given_back() {
    let oracle = Oracle::new(spec::document());
    let mut drifts = String::new();
    for part in PARTS {
        let node = part.node();
        let reading = (part.subject().read)(node.text().as_bytes());
        let reading = reading.unwrap_or_else(|broken| panic!("{part}: {broken}"));
        let reading = reading.unwrap_or_else(|error| panic!("{part}: {error}"));
        let back: serde_json::Value = serde_json::from_str(&reading.json).expect("JSON");
        let sent: serde_json::Value = serde_json::from_str(&node.text()).expect("JSON");
        assert_eq!(back, sent, "{part} comes back changed");
        let told: BTreeSet<_> = reading.drift.iter().map(|drift| drift.path.as_str()).collect();
        let fit = oracle.judge(part.model, &node).expect("a part has the shape of its schema");
        assert_eq!(told, fit.drift.iter().map(|told| told.path.as_str()).collect(), "{part}");
        for drift in &reading.drift {
            writeln!(drifts, "{part}: {drift}").expect("text takes text");
        }
    }
    // What the document does not say of payloads of other operations.
    expect![[r#"
        create-user.json/data as User: authToken: unknown key: expected no such key, found "cometchat-uid-6_16383540156641d37a023c75d26f4c22a21ff126"
        list-all-conversations.json as ConversationResponse: meta: unknown key: expected no such key, found an object
        list-groups.json/data as Group: 0: unknown key: expected no such key, found an object
    "#]].assert_eq(&drifts);
}

#[test]
fn every_payload_is_in_a_table() {
    let in_tables: BTreeSet<String> = PARTS
        .iter()
        .map(|part| part.file)
        .chain(WITHOUT_SCHEMA.iter().map(|(file, _)| *file))
        .map(str::to_owned)
        .collect();
    let entries = [SPEC, OTHERS].into_iter().flat_map(|folder| {
        fs::read_dir(spec::workspace().join(folder)).expect("the folder is there")
    });
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let there: BTreeSet<String> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
        .collect();
    let new: Vec<_> = there.difference(&in_tables).collect();
    assert!(new.is_empty(), "add a row to PARTS, or to WITHOUT_SCHEMA and say why: {new:?}");
    let gone: Vec<_> = in_tables.difference(&there).collect();
    assert!(gone.is_empty(), "these rows have no payload: {gone:?}");
    for (file, _) in WITHOUT_SCHEMA {
        assert!(!PARTS.iter().any(|part| part.file == *file), "{file} is in both tables");
    }
}

/// An answer of another shape is not taken for one that the document has.
#[test]
fn a_payload_without_a_schema_is_refused_where_it_may_come_by_mistake() {
    for (file, _) in WITHOUT_SCHEMA {
        let text = text_of(file);
        let error = ConversationResponse::from_json(text.as_bytes()).map(drop);
        let error = error.expect_err("no conversation");
        assert_eq!((error.path(), error.found()), ("data.conversationId", "nothing"), "{file}");
        let error = ErrorEnvelope::from_json(text.as_bytes()).map(drop).expect_err("no error");
        assert_eq!((error.path(), error.found()), ("error", "nothing"), "{file}");
    }
}
