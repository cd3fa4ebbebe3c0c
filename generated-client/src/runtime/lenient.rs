//! Values that may be something else.

use super::Json;
use super::codec::{Blank, DecodeError, Fault, Field, Inspect, Plain, Reader, Slot, Writer};

/// A value of a type, or whatever else came in its place, as it came: reading one fails for nothing that is
/// JSON.
///
/// A list of them, say, gives the items that fit where a plain list would be refused as a whole:
///
/// ```text
/// let items: Vec<Lenient<Conversation>> = Model::from_json(&bytes)?;
/// for conversation in items.iter().filter_map(Lenient::value) { … }
/// ```
///
/// Two that do not fit are equal if they are the same JSON value.
#[derive(Clone, Debug)]
pub enum Lenient<T> {
    /// A value of the type.
    Fits(T),
    /// Anything else.
    Other(Json, DecodeError),
}

impl<T> Lenient<T> {
    /// The value, if it fits the type.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Fits(value) => Some(value),
            Self::Other(..) => None,
        }
    }

    /// Why it does not fit the type: the path within this value, and the offset within the whole payload.
    pub fn misfit(&self) -> Option<&DecodeError> {
        match self {
            Self::Fits(_) => None,
            Self::Other(_, misfit) => Some(misfit),
        }
    }

    /// The value, or why it does not fit.
    ///
    /// # Errors
    ///
    /// When it does not fit.
    pub fn into_result(self) -> Result<T, DecodeError> {
        match self {
            Self::Fits(value) => Ok(value),
            Self::Other(_, misfit) => Err(misfit),
        }
    }
}

impl<T> From<T> for Lenient<T> {
    fn from(value: T) -> Self {
        Self::Fits(value)
    }
}

impl<T: PartialEq> PartialEq for Lenient<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fits(one), Self::Fits(other)) => one == other,
            (Self::Other(one, _), Self::Other(other, _)) => one == other,
            _ => false,
        }
    }
}

impl<T: Plain> Plain for Lenient<T> {
    const BLANK: Self = Self::Fits(T::BLANK);
}

impl<T: Blank> Blank for Lenient<T> {
    fn blank() -> Self {
        Self::Fits(T::blank())
    }
}

impl<T: Slot + Blank> Slot for Lenient<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        if let Self::Fits(value) = self
            && let Some((text, misfit)) = reader.read_or_pass_over(value)?
        {
            *self = Self::Other(Json::kept(text), misfit);
        }
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        match self {
            Self::Fits(value) => value.write(field, writer),
            Self::Other(json, _) => json.write(field, writer),
        }
    }

    fn clear(&mut self) {
        *self = Self::blank();
    }

    fn view(&self, by: &mut dyn Inspect) {
        match self {
            Self::Fits(value) => value.view(by),
            Self::Other(json, _) => {
                by.leaf(json);
                if let Some(walk) = by.walk() {
                    walk.note_misfit(&mut T::blank(), json.text());
                }
            }
        }
    }
}

super::serde_bridge! { [T: Slot + Blank] Lenient<T> }
