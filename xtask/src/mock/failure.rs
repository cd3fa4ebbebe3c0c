//! Says no in the way the API would: the error envelope is taken from the document.

use serde_json::{Map, Value, json};

use super::check::Complaint;
use super::document::Document;
use super::envelope::Template;
use super::message::Answer;
use super::response::{Responses, headers};

/// Why a request is turned down.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) reason: Reason,
    pub(super) message: String,
    pub(super) complaints: Vec<Complaint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Invalid,
    NoKey,
    UnknownPath,
    WrongMethod,
    WrongType,
}

impl Reason {
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Invalid => 400,
            Self::NoKey => 401,
            Self::UnknownPath => 404,
            Self::WrongMethod => 405,
            Self::WrongType => 415,
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Invalid => "BAD_REQUEST",
            Self::NoKey => "UNAUTHORIZED",
            Self::UnknownPath => "NOT_FOUND",
            Self::WrongMethod => "METHOD_NOT_ALLOWED",
            Self::WrongType => "UNSUPPORTED_MEDIA_TYPE",
        }
    }

    /// Words by which a documented example for this reason is told among others.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Invalid => &["badrequest", "validat", "invalid"],
            Self::NoKey => &["emptyapikey", "unauthori", "unauthenticated", "apikey", "autherr"],
            Self::UnknownPath => {
                &["apinotfound", "endpointnotfound", "routenotfound", "unknownpath"]
            }
            Self::WrongMethod => &["methodnotallowed", "wrongmethod", "apinotfound"],
            Self::WrongType => &["unsupportedmedia", "mediatype", "contenttype", "badrequest"],
        }
    }
}

impl Failure {
    pub(super) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), complaints: Vec::new() }
    }

    /// A request in which these things are wrong.
    pub(super) fn invalid(complaints: Vec<Complaint>) -> Self {
        let messages: Vec<&str> = complaints.iter().map(|one| one.message.as_str()).collect();
        Self { reason: Reason::Invalid, message: messages.join(" "), complaints }
    }

    /// The answer, in the envelope that one of these operations documents; those that come first
    /// are asked first.
    pub(super) fn answer<'a>(
        &self,
        document: &'a Document,
        operations: impl Iterator<Item = &'a Responses>,
    ) -> Answer {
        let status = self.reason.status();
        let mut documented = operations.filter_map(|responses| responses.for_status(status));
        let found = documented.find_map(|(key, response)| {
            let template = Template::find(document, self.reason, key, response)?;
            Some((template, headers(document, response)))
        });
        let (kind, value, headers) = match found {
            Some((template, headers)) => (template.kind, template.fill(document, self), headers),
            None => ("application/json", self.plain(), Vec::new()),
        };
        let mut answer = Answer { status, headers, ..Answer::default() };
        answer.headers.insert(0, ("content-type".into(), kind.to_owned()));
        answer.body = value.to_string().into_bytes();
        answer
    }

    /// The envelope where the document shows none.
    fn plain(&self) -> Value {
        let mut error = json!({ "code": self.reason.code(), "message": self.message });
        if !self.complaints.is_empty() {
            error["details"] = self.details(Shape::Lists);
        }
        json!({ "error": error })
    }

    /// The complaints by field.
    pub(super) fn details(&self, shape: Shape) -> Value {
        let mut details = Map::new();
        for Complaint { field, message } in &self.complaints {
            match (shape, details.get_mut(field)) {
                (Shape::Lists, Some(Value::Array(messages))) => messages.push(json!(message)),
                (Shape::Lists, _) => drop(details.insert(field.clone(), json!([message]))),
                (Shape::Texts, Some(Value::String(text))) => *text = format!("{text} {message}"),
                (Shape::Texts, _) => drop(details.insert(field.clone(), json!(message))),
            }
        }
        Value::Object(details)
    }
}

/// What stands beside each field in the details.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Lists,
    Texts,
}
