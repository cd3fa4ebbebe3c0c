//! What every model can do.

use super::codec::{Blank, DecodeError, Drift, Slot, decode_into, drift_of, encode};

/// A type of the API that is read from JSON and written back without losing anything.
///
/// Models are read and written by `serde`, too. `serde_json` keeps every number as it is spelled. Another format
/// is given integers of up to 128 bits exactly, and any other number as the nearest `f64`; one beyond that is an
/// error.
///
/// It is implemented for every generated type and for lists, maps and boxes of them. Nobody else
/// implements it.
pub trait Model: Slot + Blank {
    /// Reads a value from the bytes of a JSON document.
    ///
    /// # Errors
    ///
    /// When the bytes are not JSON (UTF-8, nested at most 127 deep, where an object of 128 fields or more
    /// counts for two levels or more), or when something required is missing or has another shape than
    /// the document says. The error tells the place.
    fn from_json(json: &[u8]) -> Result<Self, DecodeError> {
        let mut model = Self::blank();
        // Not `?`: this is compiled for each type that is read, and so is what `?` asks of the compiler.
        match decode_into(json, &mut model) {
            Ok(()) => Ok(model),
            Err(error) => Err(error),
        }
    }

    /// Writes the value as compact JSON.
    ///
    /// A value that was read and not changed gives a JSON value equal to the one it was read from.
    /// (An integer spelled `5.0` keeps that spelling in the object it belongs to. A bare `i64` or
    /// `Vec<i64>` has no place for it, and gives `5`; an [`Exact`](super::Exact) of it has, which is what the
    /// client reads such an answer as.)
    fn to_json(&self) -> String {
        encode(self)
    }

    /// Where the value and the API's document disagree; empty when they agree.
    ///
    /// It is computed when asked for, by walking the value.
    fn drift(&self) -> Vec<Drift> {
        drift_of(self)
    }
}

impl<T: Slot + Blank> Model for T {}
