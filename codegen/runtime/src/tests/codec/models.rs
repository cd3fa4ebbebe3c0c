//! Models as the generator writes them, small ones and the ones of the payload of the seed.

use std::collections::BTreeMap;

use crate::runtime::{IntegerOrString, Json, Number, NumberOrString, OneOrMany, UnixTime};

crate::runtime::model! {
    pub struct Note {
        required id: String,
        optional count: Option<i64>,
        required_nullable parent: Option<String>,
        optional_nullable text: Option<String>,
    }
}

crate::runtime::model! {
    #[derive(Default)]
    pub struct Kinds {
        //! Every type that a field can have.
        optional string: Option<String>,
        optional boolean: Option<bool>,
        optional i32: Option<i32>,
        optional i64: Option<i64>,
        optional u32: Option<u32>,
        optional u64: Option<u64>,
        optional number: Option<Number>,
        optional time: Option<UnixTime>,
        optional json: Option<Json>,
        optional number_or_string = "numberOrString": Option<NumberOrString>,
        optional one_or_many = "oneOrMany": Option<OneOrMany<String>>,
        optional list: Option<Vec<i64>>,
        optional list_of_nullable = "listOfNullable": Option<Vec<Option<String>>>,
        optional map: Option<BTreeMap<String, Number>>,
        optional kind: Option<Color>,
        optional level: Option<Level>,
        optional size: Option<Size>,
        optional year: Option<Year>,
        optional shape: Option<Shape>,
        optional_nullable inner: Option<Box<Kinds>>,
        optional notes: Option<Vec<Note>>,
    }
}

crate::runtime::string_enum! {
    pub enum Color else Unknown { Red = "red", DarkBlue = "dark blue" }
}

crate::runtime::integer_enum! {
    pub enum Level else Unknown { V0 = 0, V1 = 1 }
}

crate::runtime::string_enum! {
    pub enum Size else Unknown: allowed { Small = "small" }
}

crate::runtime::integer_enum! {
    pub enum Year else Unknown: allowed { First = 1 }
}

crate::runtime::union! {
    pub enum Integers else Unknown {
        //! A union of integers in whatever holds them.
        Many(Vec<i64>),
        Levels(BTreeMap<String, Level>),
        Named(BTreeMap<String, i64>),
        Scores(Box<Scores>),
        One(i64),
    } by {
        Many: kind array;
        Scores: keys ["name"];
        Levels: attempt;
        Named: attempt;
        One: attempt;
    }
}

crate::runtime::union! {
    pub enum Shape else Unknown {
        //! A union by every kind of rule.
        Circle(Box<Circle>),
        Square(Box<Square>),
        Triangle(Box<Triangle>),
        Text(String),
        Count(i64),
        Amount(Number),
        List(Vec<Shape>),
        Note(Box<Note>),
    } by {
        Circle: tag "type" = "circle";
        Square: tag "type" = "square";
        Triangle: tag "type" = "triangle";
        Circle: keys ["radius"];
        Text: kind string;
        Count: kind integer;
        Amount: kind number;
        List: kind array;
        Note: attempt;
    }
}

crate::runtime::model! {
    pub struct Circle {
        required radius: Number,
    }
}

crate::runtime::model! {
    pub struct Square {
        required r#type = "type": String,
        optional side: Option<Number>,
    }
}

crate::runtime::model! {
    pub struct Triangle {
        //! It does not name its tag.
        optional base: Option<Number>,
        optional tip: Option<Box<Shape>>,
    }
}

crate::runtime::model! {
    #[derive(Default)]
    pub struct Scores {
        //! An object whose keys are the API's own, but for one.
        optional name: Option<String>,
        ..scores: BTreeMap<String, i64>
    }
}

crate::runtime::model! {
    #[derive(Default)]
    pub struct Empty {
        //! Nothing is known of it.
    }
}

crate::runtime::model! {
    pub struct Tree {
        //! A tree: required lists of itself end, and boxes of a union do.
        required children: Vec<Tree>,
        required content: Branch,
    }
}

crate::runtime::union! {
    pub enum Branch else Unknown {
        Leaf(String),
        Tree(Box<Tree>),
    } by {
        Leaf: kind string;
        Tree: keys ["children", "content"];
    }
}

crate::runtime::union! {
    pub enum Numbered else Unknown {
        //! A union by numbers and booleans under a key.
        One(Json),
        Minus(Json),
        Yes(Json),
    } by {
        One: literal "k" = "1";
        Minus: literal "k" = "-1";
        Yes: literal "k" = "true";
    }
}

// ---- the payload of the seed, with unions where its document only says `object` ----

crate::runtime::model! {
    pub struct ConversationResponse {
        required data: OneOrMany<Conversation>,
    }
}

crate::runtime::model! {
    pub struct Conversation {
        required conversation_id = "conversationId": String,
        required conversation_type = "conversationType": ConversationType,
        optional unread_message_count = "unreadMessageCount": Option<IntegerOrString>,
        optional created_at = "createdAt": Option<UnixTime>,
        optional updated_at = "updatedAt": Option<UnixTime>,
        optional last_message = "lastMessage": Option<Box<Message>>,
        optional conversation_with = "conversationWith": Option<Box<Group>>,
    }
}

crate::runtime::string_enum! {
    pub enum ConversationType else Unknown { User = "user", Group = "group" }
}

crate::runtime::model! {
    pub struct Message {
        required id: String,
        optional conversation_id = "conversationId": Option<String>,
        optional sender: Option<String>,
        optional receiver_type = "receiverType": Option<ConversationType>,
        optional receiver: Option<String>,
        optional category: Option<String>,
        optional r#type = "type": Option<String>,
        optional data: Option<Box<MessageData>>,
        optional sent_at = "sentAt": Option<UnixTime>,
        optional updated_at = "updatedAt": Option<UnixTime>,
        optional receipts: Option<Receipts>,
    }
}

crate::runtime::model! {
    #[derive(Default)]
    pub struct Receipts {
        optional data: Option<Vec<Json>>,
    }
}

crate::runtime::model! {
    pub struct MessageData {
        required action: String,
        optional entities: Option<BTreeMap<String, EntityReference>>,
    }
}

crate::runtime::union! {
    pub enum EntityReference else Unknown {
        User(Box<UserReference>),
        Group(Box<GroupReference>),
    } by {
        User: tag "entityType" = "user";
        Group: tag "entityType" = "group";
    }
}

crate::runtime::model! {
    pub struct UserReference {
        required entity: User,
        optional entity_type = "entityType": Option<String>,
    }
}

crate::runtime::model! {
    pub struct GroupReference {
        required entity: Group,
    }
}

crate::runtime::model! {
    pub struct User {
        required uid: String,
        optional name: Option<String>,
        optional link: Option<String>,
        optional role: Option<String>,
        optional avatar: Option<String>,
        optional status: Option<String>,
        optional created_at = "createdAt": Option<UnixTime>,
        optional updated_at = "updatedAt": Option<UnixTime>,
        optional conversation_id = "conversationId": Option<String>,
    }
}

crate::runtime::model! {
    pub struct Group {
        required guid: String,
        optional name: Option<String>,
        optional icon: Option<String>,
        optional description: Option<String>,
        optional r#type = "type": Option<GroupType>,
        optional owner: Option<String>,
        optional scope: Option<String>,
        optional has_joined = "hasJoined": Option<bool>,
        optional created_at = "createdAt": Option<UnixTime>,
        optional joined_at = "joinedAt": Option<UnixTime>,
        optional updated_at = "updatedAt": Option<UnixTime>,
        optional updated_by = "updatedBy": Option<IntegerOrString>,
        optional members_count = "membersCount": Option<i64>,
        optional conversation_id = "conversationId": Option<String>,
    }
}

crate::runtime::string_enum! {
    pub enum GroupType else Unknown { Public = "public", Private = "private", Password = "password" }
}
