//! Request bodies: the content type, and the body against its schema.

use serde_json::{Map, Value};

use super::check::{Check, Complaint, Naming};
use super::document::{Document, entries, flag};
use super::message::Request;
use super::parameter::coerce;
use super::schema::{property, types};
use super::text::{form_decode, pairs};

/// How deep compositions are searched for a property.
const DEPTH: usize = 8;

#[derive(Debug)]
pub(super) struct Body {
    required: bool,
    content: Vec<(String, Check)>,
}

/// What is wrong with a body.
#[derive(Debug)]
pub(super) enum Fault {
    /// The content type is none of these.
    Type(Vec<String>),
    /// The content is wrong.
    Content(Vec<Complaint>),
    /// It cannot be checked, for this reason.
    Unchecked(String),
}

impl Body {
    pub(super) fn read(document: &Document, operation: &Value) -> Option<Self> {
        let body = document.get(operation, "requestBody");
        let content = entries(&body["content"])
            .map(|(kind, media)| (essence(kind), Check::new(&document.follow(media)["schema"])));
        let content: Vec<_> = content.collect();
        (!content.is_empty()).then(|| Self { required: flag(body, "required"), content })
    }

    /// What is wrong with the body of a request, if anything.
    pub(super) fn fault(&self, document: &Document, request: &Request) -> Option<Fault> {
        if request.body.is_empty() {
            return self.required.then(|| whole("is required"));
        }
        let kind = essence(request.header("content-type").unwrap_or_default());
        let Some(check) = self.check_for(&kind) else {
            return Some(Fault::Type(self.content.iter().map(|(kind, _)| kind.clone()).collect()));
        };
        let value = match decode(document, check.schema(), &kind, &request.body) {
            Ok(value) => value?,
            Err(fault) => return Some(fault),
        };
        match check.complaints(document, &value, Naming::Body) {
            Ok(complaints) if complaints.is_empty() => None,
            Ok(complaints) => Some(Fault::Content(complaints)),
            Err(reason) => Some(Fault::Unchecked(reason)),
        }
    }

    /// The schema for a content type: an exact match wins over `text/*`, and that over `*/*`.
    fn check_for(&self, kind: &str) -> Option<&Check> {
        let range = format!("{}/*", kind.split('/').next().unwrap_or_default());
        let find = |wanted: &str| self.content.iter().find(|(kind, _)| kind == wanted);
        let found = find(kind).or_else(|| find(&range)).or_else(|| find("*/*"));
        found.map(|(_, check)| check)
    }
}

fn whole(what: &str) -> Fault {
    Fault::Content(vec![Naming::Body.complaint(String::new(), what)])
}

/// A content type without its parameters: `Application/JSON; charset=utf-8` is `application/json`.
pub(super) fn essence(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// Whether a content type holds JSON.
pub(super) fn is_json(kind: &str) -> bool {
    let kind = essence(kind);
    kind == "application/json" || kind.ends_with("+json")
}

/// The value of a body; nothing when its content type is one that no schema can be held against.
fn decode(
    document: &Document,
    schema: &Value,
    kind: &str,
    body: &[u8],
) -> Result<Option<Value>, Fault> {
    if is_json(kind) {
        let value = serde_json::from_slice(body);
        return value.map(Some).map_err(|error| whole(&format!("is not valid JSON ({error})")));
    }
    let Ok(text) = std::str::from_utf8(body) else {
        return Ok(None);
    };
    if kind == "application/x-www-form-urlencoded" {
        let form = decode_form(document, schema, text);
        return form.map(Some).ok_or_else(|| whole("is not a valid form"));
    }
    Ok((kind == "text/plain").then(|| Value::String(text.to_owned())))
}

fn decode_form(document: &Document, schema: &Value, text: &str) -> Option<Value> {
    let mut form = Map::new();
    for (key, value) in pairs(text) {
        let (key, value) = (form_decode(key)?, form_decode(value)?);
        let member = property(document, schema, &key, DEPTH);
        if types(document, member, DEPTH).contains(&"array") {
            let item = coerce(document, document.get(member, "items"), &value);
            match form.entry(key).or_insert_with(|| Value::Array(vec![])) {
                Value::Array(items) => items.push(item),
                other => *other = item,
            }
        } else {
            form.insert(key, coerce(document, member, &value));
        }
    }
    Some(Value::Object(form))
}
