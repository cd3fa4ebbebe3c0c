//! Models as the generator writes them, small ones and the ones of the payload of the seed.

use std::collections::BTreeMap;

use crate::runtime::{Extra, IntegerOrString, Json, Number, NumberOrString, OneOrMany, UnixTime};

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Note {
    pub id: String,
    pub count: Option<i64>,
    pub parent: Option<String>,
    pub text: Option<String>,
    pub extra: Extra,
}
crate::runtime::model! { Note {
    required: id;
    optional: count;
    required_nullable: parent;
    optional_nullable: text;
} }

/// Every type that a field can have.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Kinds {
    pub string: Option<String>,
    pub boolean: Option<bool>,
    pub i32: Option<i32>,
    pub i64: Option<i64>,
    pub u32: Option<u32>,
    pub u64: Option<u64>,
    pub number: Option<Number>,
    pub time: Option<UnixTime>,
    pub json: Option<Json>,
    pub number_or_string: Option<NumberOrString>,
    pub one_or_many: Option<OneOrMany<String>>,
    pub list: Option<Vec<i64>>,
    pub list_of_nullable: Option<Vec<Option<String>>>,
    pub map: Option<BTreeMap<String, Number>>,
    pub kind: Option<Color>,
    pub level: Option<Level>,
    pub shape: Option<Shape>,
    pub inner: Option<Box<Kinds>>,
    pub notes: Option<Vec<Note>>,
    pub extra: Extra,
}
crate::runtime::model! { Kinds {
    optional: string, boolean, i32, i64, u32, u64, number, time, json, number_or_string = "numberOrString",
        one_or_many = "oneOrMany", list, list_of_nullable = "listOfNullable", map, kind, level, shape;
    optional_nullable: inner;
    optional: notes;
} }

crate::runtime::string_enum! {
    pub enum Color else Unknown { Red = "red", DarkBlue = "dark blue" }
}

crate::runtime::integer_enum! {
    pub enum Level else Unknown { V0 = 0, V1 = 1 }
}

/// A union of integers in whatever holds them.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Integers {
    Many(Vec<i64>),
    Levels(BTreeMap<String, Level>),
    Named(BTreeMap<String, i64>),
    Scores(Box<Scores>),
    One(i64),
    Unknown(Json),
}
crate::runtime::union! { Integers Unknown {
    Many: kind array;
    Scores: keys ["name"];
    Levels: attempt;
    Named: attempt;
    One: attempt;
} }

/// A union by every kind of rule.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    Circle(Box<Circle>),
    Square(Box<Square>),
    Triangle(Box<Triangle>),
    Text(String),
    Count(i64),
    Amount(Number),
    List(Vec<Shape>),
    Note(Box<Note>),
    Unknown(Json),
}
crate::runtime::union! { Shape Unknown {
    Circle: tag "type" = "circle";
    Square: tag "type" = "square";
    Triangle: tag "type" = "triangle";
    Circle: keys ["radius"];
    Text: kind string;
    Count: kind integer;
    Amount: kind number;
    List: kind array;
    Note: attempt;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Circle {
    pub radius: Number,
    pub extra: Extra,
}
crate::runtime::model! { Circle {
    required: radius;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Square {
    pub r#type: String,
    pub side: Option<Number>,
    pub extra: Extra,
}
crate::runtime::model! { Square {
    required: r#type = "type";
    optional: side;
} }

/// It does not name its tag.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Triangle {
    pub base: Option<Number>,
    pub tip: Option<Box<Shape>>,
    pub extra: Extra,
}
crate::runtime::model! { Triangle {
    optional: base, tip;
} }

/// An object whose keys are the API's own, but for one.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Scores {
    pub name: Option<String>,
    pub scores: BTreeMap<String, i64>,
    pub extra: Extra,
}
crate::runtime::model! { Scores {
    optional: name;
    ..scores;
} }

/// Nothing is known of it.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Empty {
    pub extra: Extra,
}
crate::runtime::model! { Empty {} }

/// A tree: required lists of itself end, and boxes of a union do.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Tree {
    pub children: Vec<Tree>,
    pub content: Branch,
    pub extra: Extra,
}
crate::runtime::model! { Tree {
    required: children, content;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Branch {
    Leaf(String),
    Tree(Box<Tree>),
    Unknown(Json),
}
crate::runtime::union! { Branch Unknown {
    Leaf: kind string;
    Tree: keys ["children", "content"];
} }

/// A union by numbers and booleans under a key.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Numbered {
    One(Json),
    Minus(Json),
    Yes(Json),
    Unknown(Json),
}
crate::runtime::union! { Numbered Unknown {
    One: literal "k" = "1";
    Minus: literal "k" = "-1";
    Yes: literal "k" = "true";
} }

// ---- the payload of the seed, with unions where its document only says `object` ----

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ConversationResponse {
    pub data: OneOrMany<Conversation>,
    pub extra: Extra,
}
crate::runtime::model! { ConversationResponse {
    required: data;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Conversation {
    pub conversation_id: String,
    pub conversation_type: ConversationType,
    pub unread_message_count: Option<IntegerOrString>,
    pub created_at: Option<UnixTime>,
    pub updated_at: Option<UnixTime>,
    pub last_message: Option<Box<Message>>,
    pub conversation_with: Option<Box<Group>>,
    pub extra: Extra,
}
crate::runtime::model! { Conversation {
    required: conversation_id = "conversationId", conversation_type = "conversationType";
    optional: unread_message_count = "unreadMessageCount", created_at = "createdAt", updated_at = "updatedAt",
        last_message = "lastMessage", conversation_with = "conversationWith";
} }

crate::runtime::string_enum! {
    pub enum ConversationType else Unknown { User = "user", Group = "group" }
}

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    pub id: String,
    pub conversation_id: Option<String>,
    pub sender: Option<String>,
    pub receiver_type: Option<ConversationType>,
    pub receiver: Option<String>,
    pub category: Option<String>,
    pub r#type: Option<String>,
    pub data: Option<Box<MessageData>>,
    pub sent_at: Option<UnixTime>,
    pub updated_at: Option<UnixTime>,
    pub receipts: Option<Receipts>,
    pub extra: Extra,
}
crate::runtime::model! { Message {
    required: id;
    optional: conversation_id = "conversationId", sender, receiver_type = "receiverType", receiver, category,
        r#type = "type", data, sent_at = "sentAt", updated_at = "updatedAt", receipts;
} }

#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Receipts {
    pub data: Option<Vec<Json>>,
    pub extra: Extra,
}
crate::runtime::model! { Receipts {
    optional: data;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct MessageData {
    pub action: String,
    pub entities: Option<BTreeMap<String, EntityReference>>,
    pub extra: Extra,
}
crate::runtime::model! { MessageData {
    required: action;
    optional: entities;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum EntityReference {
    User(Box<UserReference>),
    Group(Box<GroupReference>),
    Unknown(Json),
}
crate::runtime::union! { EntityReference Unknown {
    User: tag "entityType" = "user";
    Group: tag "entityType" = "group";
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UserReference {
    pub entity: User,
    pub entity_type: Option<String>,
    pub extra: Extra,
}
crate::runtime::model! { UserReference {
    required: entity;
    optional: entity_type = "entityType";
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct GroupReference {
    pub entity: Group,
    pub extra: Extra,
}
crate::runtime::model! { GroupReference {
    required: entity;
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct User {
    pub uid: String,
    pub name: Option<String>,
    pub link: Option<String>,
    pub role: Option<String>,
    pub avatar: Option<String>,
    pub status: Option<String>,
    pub created_at: Option<UnixTime>,
    pub updated_at: Option<UnixTime>,
    pub conversation_id: Option<String>,
    pub extra: Extra,
}
crate::runtime::model! { User {
    required: uid;
    optional: name, link, role, avatar, status, created_at = "createdAt", updated_at = "updatedAt",
        conversation_id = "conversationId";
} }

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    pub guid: String,
    pub name: Option<String>,
    pub icon: Option<String>,
    pub description: Option<String>,
    pub r#type: Option<GroupType>,
    pub owner: Option<String>,
    pub scope: Option<String>,
    pub has_joined: Option<bool>,
    pub created_at: Option<UnixTime>,
    pub joined_at: Option<UnixTime>,
    pub updated_at: Option<UnixTime>,
    pub updated_by: Option<IntegerOrString>,
    pub members_count: Option<i64>,
    pub conversation_id: Option<String>,
    pub extra: Extra,
}
crate::runtime::model! { Group {
    required: guid;
    optional: name, icon, description, owner, r#type = "type", scope, has_joined = "hasJoined", created_at = "createdAt",
        joined_at = "joinedAt", updated_at = "updatedAt", updated_by = "updatedBy",
        members_count = "membersCount", conversation_id = "conversationId";
} }

crate::runtime::string_enum! {
    pub enum GroupType else Unknown { Public = "public", Private = "private", Password = "password" }
}
