//! What the body of a refusal says, in any of the forms in which servers say it.

use std::collections::BTreeMap;
use std::str;

use super::codec::{DriftKind, Fault, Reader, takes_anything};
use super::{DecodeError, Json, Model};

/// UTF-8's byte order mark. RFC 8259, section 8.1, lets a reader of JSON ignore it.
const BOM: &[u8] = &[0xEF, 0xBB, 0xBF];

/// A body without a byte order mark before it.
pub(super) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(BOM).unwrap_or(body)
}

pub(super) fn code(body: &[u8]) -> Option<String> {
    let body = read(body)?;
    let error = body.get("error");
    let own = error.as_ref().and_then(|error| scalar(error, &["code", "status"]));
    own.or_else(|| scalar(&body, &["code"]))
        .or_else(|| scalar(&first_of_errors(&body)?, &["code"]))
        .or_else(|| error?.as_str().filter(|text| is_word(text)).map(Into::into))
        .or_else(|| scalar(&body, &["type"]).filter(|text| text != "about:blank"))
}

pub(super) fn message(body: &[u8]) -> Option<String> {
    let body = read(body)?;
    let error = body.get("error");
    let own = error.as_ref().and_then(|error| scalar(error, &["message", "devMessage"]));
    own.or_else(|| scalar(&body, &["message", "detail", "title", "error_description"]))
        .or_else(|| scalar(&first_of_errors(&body)?, &["message", "detail", "title"]))
        .or_else(|| error?.as_str().map(Into::into))
}

pub(super) fn details(body: &[u8]) -> BTreeMap<String, Vec<String>> {
    let found = read(body).and_then(|body| {
        let error = body.get("error");
        let own = error.and_then(|error| members(&error.get("details")?));
        own.or_else(|| members(&body.get("details")?)).or_else(|| members(&body.get("errors")?))
    });
    found.unwrap_or_default().into_iter().map(|(field, value)| (field, texts(&value))).collect()
}

/// Whether a body is an error envelope, whatever else it holds.
pub(super) fn is_refusal(body: &[u8]) -> bool {
    error_object(body).is_some()
}

/// An error if a body is an error envelope and holds nothing else.
pub(super) fn refused(body: &[u8]) -> Option<DecodeError> {
    // Most answers have something else to begin with, and are not looked through.
    if !may_begin_with_error(without_bom(body)) {
        return None;
    }
    let text = str::from_utf8(without_bom(body)).ok()?;
    Reader::new(text).has_only("error").ok().filter(|has_only| *has_only)?;
    let error = error_object(body)?;
    Some(Fault::misfit(0, "an answer that is no error").into_error(error.text()))
}

/// False for a body whose first member has another name and a value: a glance, which costs the same
/// however long the body is. What is not clear at a glance may be one.
fn may_begin_with_error(body: &[u8]) -> bool {
    let Some(inside) = body.trim_ascii_start().strip_prefix(b"{") else { return false };
    let Some(key) = inside.trim_ascii_start().strip_prefix(b"\"") else { return true };
    let end = key.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(key.len());
    let (name, rest) = key.split_at(end);
    let value =
        rest.strip_prefix(b"\"").and_then(|rest| rest.trim_ascii_start().strip_prefix(b":"));
    let is_null = |value: &[u8]| value.trim_ascii_start().starts_with(b"n");
    name == b"error" || value.is_none_or(is_null)
}

/// The value of a body, unless the body is an error envelope of which the type of the value knows nothing.
pub(super) fn unless_refused<T: Model>(body: &[u8], value: T) -> Result<T, DecodeError> {
    match refused(body) {
        Some(error) if !knows_error(&value) => Err(error),
        _ => Ok(value),
    }
}

/// A type that takes anything has no drift, but knows nothing either.
fn knows_error(value: &impl Model) -> bool {
    !takes_anything(value)
        && !value.drift().iter().any(|drift| match drift.kind {
            DriftKind::UnknownKey => drift.path == "error",
            DriftKind::UnknownMember => drift.path.is_empty(),
            _ => false,
        })
}

/// The member `error`, where it is an object that has a code or a message.
fn error_object(body: &[u8]) -> Option<Json> {
    let error = read(body)?.get("error")?;
    scalar(&error, &["code", "message"]).map(|_| error)
}

fn read(body: &[u8]) -> Option<Json> {
    str::from_utf8(without_bom(body)).ok()?.parse().ok()
}

fn members(object: &Json) -> Option<BTreeMap<String, Json>> {
    BTreeMap::from_json(object.text().as_bytes()).ok()
}

fn first_of_errors(body: &Json) -> Option<Json> {
    body.get("errors")?.as_list()?.into_iter().next()
}

/// The first member by one of these names that is a text with something in it, or a number.
fn scalar(object: &Json, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let value = object.get(name)?;
        let number = value.as_f64().map(|_| value.text().to_owned());
        value.as_str().map(Into::into).or(number).filter(|text: &String| !text.is_empty())
    })
}

/// A text of one word is a code; a sentence is a message.
fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

fn texts(value: &Json) -> Vec<String> {
    let text = |value: &Json| value.as_str().map_or_else(|| value.text().to_owned(), Into::into);
    match value.as_list() {
        Some(items) => items.iter().map(text).collect(),
        None if value.is_null() => Vec::new(),
        None => vec![text(value)],
    }
}
