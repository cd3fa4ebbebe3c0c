//! How the body of a response becomes a value: functions that an operation is given to call.

use std::str;

use bytes::Bytes;
use reqwest::StatusCode;

use super::codec::{Blank, Fault, read_item_at};
use super::refusal::{refused, unless_refused};
use super::{DecodeError, Drift, Model, Slot, drift_of};

/// Where the drift of a value goes, if somebody watches; nothing is looked for otherwise.
pub type Watch<'a> = Option<&'a mut Vec<Drift>>;

/// A successful answer that is to be decoded.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The status, by which the document tells outcomes apart.
    pub status: StatusCode,
    /// The body, without a byte order mark before it.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// Whether there is nothing, or nothing but white space.
    pub fn is_empty(&self) -> bool {
        self.body.iter().all(u8::is_ascii_whitespace)
    }
}

/// Reads a JSON body.
///
/// # Errors
///
/// As [`Model::from_json`], and where the body is an error envelope in which `T` has no part.
pub fn json<T: Model>(answer: Answer<'_>, watch: Watch<'_>) -> Result<T, DecodeError> {
    let body = answer.body;
    let value = T::from_json(body).and_then(|value| unless_refused(body, value))?;
    note(&value, watch);
    Ok(value)
}

/// Expects nothing of a body, so that any will do but an error envelope.
///
/// # Errors
///
/// Where the body is an error envelope.
pub fn unit(answer: Answer<'_>, _watch: Watch<'_>) -> Result<(), DecodeError> {
    refused(answer.body).map_or(Ok(()), Err)
}

/// Reads a JSON body where there is one: some of an operation's answers have none.
///
/// # Errors
///
/// As [`json`].
pub fn optional<T: Model>(answer: Answer<'_>, watch: Watch<'_>) -> Result<Option<T>, DecodeError> {
    if answer.is_empty() { Ok(None) } else { json(answer, watch).map(Some) }
}

/// Takes the body as text.
///
/// # Errors
///
/// Where the body is not UTF-8, or is an error envelope.
pub fn text(answer: Answer<'_>, watch: Watch<'_>) -> Result<String, DecodeError> {
    unit(answer, watch)?;
    match str::from_utf8(answer.body) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let read = answer.body.get(..error.valid_up_to()).unwrap_or_default();
            let read = str::from_utf8(read).unwrap_or_default();
            Err(Fault::broken(read.len(), "UTF-8 text").into_error(read))
        }
    }
}

/// Takes the body as it is.
///
/// # Errors
///
/// None: it has the type of the others.
pub fn bytes(answer: Answer<'_>, _watch: Watch<'_>) -> Result<Bytes, DecodeError> {
    Ok(Bytes::copy_from_slice(answer.body))
}

/// Reads the item of a page that begins at an offset of its text.
///
/// # Errors
///
/// Where the item does not fit.
#[doc(hidden)]
pub fn item<T: Slot + Blank>(text: &str, at: usize, watch: Watch<'_>) -> Result<T, Fault> {
    let item = read_item_at(text, at)?;
    note(&item, watch);
    Ok(item)
}

/// Reads the data of a server-sent event.
///
/// # Errors
///
/// As [`Model::from_json`].
pub fn event<T: Model>(data: &str, watch: Watch<'_>) -> Result<T, DecodeError> {
    let value = T::from_json(data.as_bytes())?;
    note(&value, watch);
    Ok(value)
}

/// Takes the data of a server-sent event as it is.
///
/// # Errors
///
/// None: it has the type of the other.
pub fn event_text(data: &str, _watch: Watch<'_>) -> Result<String, DecodeError> {
    Ok(data.to_owned())
}

fn note(value: &dyn Slot, watch: Watch<'_>) {
    if let Some(found) = watch {
        *found = drift_of(value);
    }
}

/// The decoder of an enum that has a variant for each outcome of an operation.
///
/// A line is the statuses, the variant and the function of this module that reads its value, or nothing:
/// `200..=200 Ok json; 204..=204 NoContent;`. A success that the document does not name is read as the first
/// outcome that takes it.
#[allow(unused_macros, reason = "used by the generated operations")]
macro_rules! outcomes {
    ($name:ident { $($from:literal..=$to:literal $variant:ident $($decode:ident)?;)* }) => {
        impl $name {
            fn decode(
                answer: $crate::runtime::decode::Answer<'_>,
                mut watch: $crate::runtime::decode::Watch<'_>,
            ) -> Result<Self, $crate::runtime::DecodeError> {
                let status = answer.status.as_u16();
                let is_named = false $(|| ($from..=$to).contains(&status))*;
                let mut fault = None;
                $(if !is_named || ($from..=$to).contains(&status) {
                    match $crate::runtime::decode::outcome!($name $variant answer, watch, is_named, $($decode)?) {
                        Ok(outcome) => return Ok(outcome),
                        Err(error) if is_named => return Err(error),
                        Err(error) => fault = fault.or(Some(error)),
                    }
                })*
                match fault {
                    Some(fault) => Err(fault),
                    None => $crate::runtime::decode::none(answer),
                }
            }
        }
    };
}

/// One outcome, read or not.
#[allow(unused_macros, reason = "used by the macro above")]
macro_rules! outcome {
    ($name:ident $variant:ident $answer:ident, $watch:ident, $is_named:ident,) => {
        $crate::runtime::decode::nothing($answer, $is_named).map(|()| $name::$variant)
    };
    ($name:ident $variant:ident $answer:ident, $watch:ident, $is_named:ident, $decode:ident) => {
        $crate::runtime::decode::$decode($answer, $watch.as_deref_mut()).map($name::$variant)
    };
}

#[allow(unused_imports, reason = "used by the generated operations")]
pub(crate) use {outcome, outcomes};

/// An outcome without a value: where the status names it, any body will do.
#[doc(hidden)]
pub fn nothing(answer: Answer<'_>, is_named: bool) -> Result<(), DecodeError> {
    if is_named || answer.is_empty() { unit(answer, None) } else { none(answer) }
}

/// The fault of an answer that is none of the outcomes.
#[doc(hidden)]
pub fn none<T>(answer: Answer<'_>) -> Result<T, DecodeError> {
    let text = str::from_utf8(answer.body).unwrap_or_default();
    Err(Fault::misfit(0, "one of the outcomes of the document").into_error(text))
}
