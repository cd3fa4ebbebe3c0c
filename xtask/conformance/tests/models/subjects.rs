//! Every model of the client, and the laws that hold for each, whatever it is given.

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use cometchat_client::models;
use cometchat_client::runtime::{Exact, Lenient, OneOrMany, UnixTime};
use cometchat_client::{DecodeError, Drift, Model};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What came of reading a payload.
pub(crate) struct Reading {
    /// What the model writes.
    pub(crate) json: String,
    /// Where payload and document disagree.
    pub(crate) drift: Vec<Drift>,
    /// Whether what it writes is read as an equal model.
    pub(crate) is_equal: bool,
}

/// What came of it, or which law is broken.
pub(crate) type Lawful<T> = Result<T, String>;

/// A model of the client.
pub(crate) struct Subject {
    /// The name of the type, which is that of its schema too.
    pub(crate) name: &'static str,
    /// Reads bytes by the native entry, and holds the model against the laws.
    pub(crate) read: fn(&[u8]) -> Lawful<Result<Reading, DecodeError>>,
    /// Holds what serde makes of the bytes against what the native entry does.
    pub(crate) bridge: fn(&[u8]) -> Lawful<()>,
}

macro_rules! subjects {
    ($($name:ident)*) => {
        /// All of them, in the order of the client's file.
        pub(crate) const SUBJECTS: &[Subject] = &[$(Subject {
            name: stringify!($name),
            read: read::<models::$name>,
            bridge: bridge::<models::$name>,
        }),*];
    };
}

subjects! {
    Region
    ConversationTags
    ConversationResponse
    OneOrManyConversations
    Conversation
    ConversationType
    UnreadMessageCount
    ConversationWith
    Message
    MessageId
    ReceiverType
    MessageCategory
    MessageData
    MessageEntities
    EntityReference
    UserReference
    GroupReference
    MessageReference
    CallReference
    Call
    CallChannel
    MessageReaction
    Receipts
    ReceiptOrList
    Receipt
    User
    UserStatus
    Group
    GroupType
    MemberScope
    Metadata
    ErrorEnvelope
    ErrorBody
    ErrorDetails
    FieldErrors
    ErrorCode
    UserReferenceEntityType
    GroupReferenceEntityType
    MessageReferenceEntityType
    CallReferenceEntityType
}

macro_rules! holders {
    ($($holder:ty;)*) => {
        /// What the runtime has to hold models and integers in.
        pub(crate) const HOLDERS: &[Subject] = &[$(Subject {
            name: stringify!($holder),
            read: read::<$holder>,
            bridge: bridge::<$holder>,
        }),*];
    };
}

holders! {
    Exact<Vec<i64>>;
    Exact<OneOrMany<UnixTime>>;
    Exact<BTreeMap<String, Vec<i64>>>;
    Lenient<models::Message>;
    OneOrMany<Lenient<models::Conversation>>;
}

/// All models, and what holds such.
pub(crate) fn all() -> impl Iterator<Item = &'static Subject> {
    SUBJECTS.iter().chain(HOLDERS)
}

/// Reads bytes as a model. If that succeeds, what is written is read as one that disagrees with the document
/// in the same places and is written the same.
fn read<T: Model + PartialEq + Debug>(bytes: &[u8]) -> Lawful<Result<Reading, DecodeError>> {
    let model = match T::from_json(bytes) {
        Ok(model) => model,
        Err(error) => return Ok(Err(error)),
    };
    let (json, drift) = (model.to_json(), model.drift());
    let again = T::from_json(json.as_bytes())
        .map_err(|error| format!("what is written is not read: {error}\n{json}"))?;
    same("what was written and read is written", &json, &again.to_json())?;
    let told = |drift: &[Drift]| drift.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    same("what was written and read drifts", &told(&drift), &told(&again.drift()))?;
    Ok(Ok(Reading { json, drift, is_equal: model == again }))
}

/// Through serde, a model is read and written as it is natively.
fn bridge<T: Model + PartialEq + Debug + Serialize + DeserializeOwned>(bytes: &[u8]) -> Lawful<()> {
    let native = T::from_json(bytes).ok();
    let by_serde = serde_json::from_slice(bytes).ok();
    match &native {
        // A map of the standard library stops at the first value that does not fit, though its key comes again;
        // what is written has each key once.
        Some(model) if by_serde.is_none() && type_name::<T>().starts_with("alloc::") => {
            let again = serde_json::from_str(&model.to_json()).ok();
            same("serde_json::from_str reads what was written as", &native, &again)?;
        }
        _ => same("serde_json::from_slice reads", &native, &by_serde)?,
    }
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return Ok(());
    };
    // A `Value` has each key once and numbers as `f64`: it is held against its own text.
    let of_value = T::from_json(value.to_string().as_bytes()).ok();
    same("serde_json::from_value reads", &of_value, &serde_json::from_value(value).ok())?;
    let Some(model) = native else {
        return Ok(());
    };
    let written: Option<Value> = serde_json::from_str(&model.to_json()).ok();
    same("serde_json::to_value writes", &written, &serde_json::to_value(&model).ok())
}

fn same<T: PartialEq + Debug>(what: &str, due: &T, found: &T) -> Lawful<()> {
    if due == found { Ok(()) } else { Err(format!("{what} another: {found:?}, not {due:?}")) }
}
