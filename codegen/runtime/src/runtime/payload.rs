//! The body of a request, from what a call was given.

use std::str;

use bytes::Bytes;
use reqwest::Body;
use reqwest::header::{HeaderValue, InvalidHeaderValue};

use super::byte_source::ByteSource;
use super::call::Call;
use super::check::{Breach, check_body};
use super::codec::{locate, with_member};
use super::error::BuildError;
use super::file::File;
use super::multipart::Multipart;
use super::operation::{Param, Place};
use super::style::{write_field, write_query};
use super::tree::fields;
use super::{Limit, Slot, encode};

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// A body that was given as a whole.
#[derive(Clone)]
pub(super) enum Payload {
    /// JSON under a media type, and what the document demands of it.
    Json(&'static str, Bytes, &'static [Limit]),
    /// Bytes under a media type of their own.
    Bytes(&'static str, ByteSource),
    /// A file, under a media type if it does not say what it is.
    File(&'static str, File),
    /// JSON whose members are the fields of a form, and what the document demands of it.
    Form(String, &'static [Limit]),
    /// Parts under a media type, which get their boundary when they are sent.
    Parts(&'static str, Multipart),
}

impl Payload {
    pub(super) fn json(
        content_type: &'static str,
        body: &dyn Slot,
        limits: &'static [Limit],
    ) -> Self {
        Self::Json(content_type, encode(body).into_bytes().into(), limits)
    }

    pub(super) fn form(body: &dyn Slot, limits: &'static [Limit]) -> Self {
        Self::Form(encode(body), limits)
    }

    /// The value of a member of JSON as it is spelled; none if it is null or not there.
    pub(super) fn member(&self, path: &[&'static str]) -> Option<&str> {
        let Self::Json(_, json, _) = self else { return None };
        let place = locate(str::from_utf8(json).ok()?, path).ok()??;
        Some(place.value).filter(|value| *value != "null")
    }

    /// Gives a member of JSON its value, see [`Call::put`].
    pub(super) fn put(&mut self, path: &[&'static str], value: &str) -> bool {
        let Self::Json(_, json, _) = self else { return false };
        let text = str::from_utf8(json).ok().and_then(|text| with_member(text, path, value));
        text.map(|text| *json = text.into()).is_some()
    }

    pub(super) fn breach(&self) -> Option<Breach> {
        match self {
            Self::Json(_, json, limits) => check_body(json, limits, 0),
            // A field that is null is left out.
            Self::Form(json, limits) => check_body(json.as_bytes(), limits, 1),
            Self::Parts(_, parts) => parts.breach.clone(),
            Self::Bytes(..) | Self::File(..) => None,
        }
    }

    /// The length in bytes, where it is known before the body is sent.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Json(_, bytes, _) => u64::try_from(bytes.len()).ok(),
            Self::Bytes(_, source) => source.length(),
            Self::File(_, file) => file.content.length(),
            Self::Form(..) | Self::Parts(..) => None,
        }
    }

    /// The body; fields of a form are written as the `params` of their names are.
    fn write(&self, params: &[Param]) -> Result<(HeaderValue, Body), BuildError> {
        match self {
            Self::Json(content_type, json, _) => Ok((fixed(content_type)?, json.clone().into())),
            Self::Bytes(content_type, source) => Ok((fixed(content_type)?, source.body())),
            Self::File(content_type, file) => {
                let content_type = match &file.content_type {
                    Some(own) => HeaderValue::from_str(own).map_err(no_header)?,
                    None => fixed(content_type)?,
                };
                Ok((content_type, file.content.body()))
            }
            Self::Form(json, _) => {
                let mut form = String::new();
                for (name, param, value) in fields(json, params) {
                    match param {
                        Some(param) => write_query(param, &value, &mut form)?,
                        None => write_field(&name, &value, &mut form)?,
                    }
                }
                Ok((fixed(FORM)?, form.into()))
            }
            Self::Parts(content_type, parts) => parts.write(content_type),
        }
    }
}

/// A media type that is in the program: it is looked at, not copied.
fn fixed(content_type: &'static str) -> Result<HeaderValue, BuildError> {
    HeaderValue::from_maybe_shared(Bytes::from_static(content_type.as_bytes())).map_err(no_header)
}

fn no_header(_: InvalidHeaderValue) -> BuildError {
    BuildError::new("Content-Type", "is no header value")
}

/// The body of a call and its media type: what was given whole, or else its fields.
pub(super) fn written(call: &Call) -> Result<Option<(HeaderValue, Body)>, BuildError> {
    if let Some(payload) = &call.payload {
        return payload.write(call.operation.params).map(Some);
    }
    let (content_type, always) = (call.operation.content_type, call.operation.sends_always);
    if content_type.starts_with("multipart/") {
        let parts = Multipart::of(call.given(Place::Part));
        let is_sent = always || !parts.is_empty();
        return if is_sent { parts.write(content_type).map(Some) } else { Ok(None) };
    }
    // A form of which no field was given is no body, unless the document demands one.
    let form = form(call)?;
    if form.is_empty() && !always {
        return Ok(None);
    }
    Ok(Some((fixed(content_type)?, form.into())))
}

fn form(call: &Call) -> Result<String, BuildError> {
    let mut form = String::new();
    for (param, value) in call.given(Place::Form) {
        write_query(param, value, &mut form)?;
    }
    Ok(form)
}
