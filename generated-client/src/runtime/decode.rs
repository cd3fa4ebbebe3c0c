//! How the body of a response becomes a value: functions that an operation is given to call.

use super::{DecodeError, Drift, Model, Slot, drift_of};

/// Where the drift of a value goes, if somebody watches; nothing is looked for otherwise.
pub type Watch<'a> = Option<&'a mut Vec<Drift>>;

/// Reads a JSON body.
///
/// # Errors
///
/// As [`Model::from_json`].
pub fn json<T: Model>(body: &[u8], watch: Watch<'_>) -> Result<T, DecodeError> {
    let value = T::from_json(body)?;
    note(&value, watch);
    Ok(value)
}

/// Expects nothing of a body, so that any will do.
///
/// # Errors
///
/// None; it is a `Result` so that it can stand where [`json`] does.
#[allow(clippy::unnecessary_wraps, reason = "it has the type of `json`")]
pub fn unit(_body: &[u8], _watch: Watch<'_>) -> Result<(), DecodeError> {
    Ok(())
}

/// Reads a JSON body where there is one: some of an operation's answers have none.
///
/// # Errors
///
/// As [`Model::from_json`].
pub fn optional<T: Model>(body: &[u8], watch: Watch<'_>) -> Result<Option<T>, DecodeError> {
    if body.iter().all(u8::is_ascii_whitespace) { Ok(None) } else { json(body, watch).map(Some) }
}

fn note(value: &dyn Slot, watch: Watch<'_>) {
    if let Some(found) = watch {
        *found = drift_of(value);
    }
}
