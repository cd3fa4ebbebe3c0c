//! How the body of a response becomes a value: functions that an operation is given to call.

use super::refusal::{refused, unless_refused};
use super::{DecodeError, Drift, Model, Slot, drift_of};

/// Where the drift of a value goes, if somebody watches; nothing is looked for otherwise.
pub type Watch<'a> = Option<&'a mut Vec<Drift>>;

/// Reads a JSON body.
///
/// # Errors
///
/// As [`Model::from_json`], and where the body is an error envelope in which `T` has no part.
pub fn json<T: Model>(body: &[u8], watch: Watch<'_>) -> Result<T, DecodeError> {
    let value = T::from_json(body).and_then(|value| unless_refused(body, value))?;
    note(&value, watch);
    Ok(value)
}

/// Expects nothing of a body, so that any will do but an error envelope.
///
/// # Errors
///
/// Where the body is an error envelope.
pub fn unit(body: &[u8], _watch: Watch<'_>) -> Result<(), DecodeError> {
    refused(body).map_or(Ok(()), Err)
}

/// Reads a JSON body where there is one: some of an operation's answers have none.
///
/// # Errors
///
/// As [`json`].
pub fn optional<T: Model>(body: &[u8], watch: Watch<'_>) -> Result<Option<T>, DecodeError> {
    if body.iter().all(u8::is_ascii_whitespace) { Ok(None) } else { json(body, watch).map(Some) }
}

fn note(value: &dyn Slot, watch: Watch<'_>) {
    if let Some(found) = watch {
        *found = drift_of(value);
    }
}
