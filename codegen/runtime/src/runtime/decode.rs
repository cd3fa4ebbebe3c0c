//! How the body of a response becomes a value: functions that an operation is given to call.

use super::{DecodeError, Model};

/// Reads a JSON body.
///
/// # Errors
///
/// As [`Model::from_json`].
pub fn json<T: Model>(body: &[u8]) -> Result<T, DecodeError> {
    T::from_json(body)
}

/// Expects nothing of a body, so that any will do.
///
/// # Errors
///
/// None; it is a `Result` so that it can stand where [`json`] does.
#[allow(clippy::unnecessary_wraps, reason = "it has the type of `json`")]
pub fn unit(_body: &[u8]) -> Result<(), DecodeError> {
    Ok(())
}

/// Reads a JSON body where there is one: some of an operation's answers have none.
///
/// # Errors
///
/// As [`Model::from_json`].
pub fn optional<T: Model>(body: &[u8]) -> Result<Option<T>, DecodeError> {
    if body.iter().all(u8::is_ascii_whitespace) { Ok(None) } else { T::from_json(body).map(Some) }
}
