//! Values that come as an integer at one time and as a string at another.

use std::fmt;
use std::ops::Deref;

use super::NumberOrString;
use super::codec::{Blank, DriftKind, Fault, Reader, Slot, Walk, Writer};

/// A value that is an integer of 64 bits or a string on the wire, and stays what it was. It is used as the
/// [`NumberOrString`] that it holds.
///
/// Any other number, such as `1.5`, is kept as well, and is a drift.
#[derive(Clone, PartialEq)]
pub struct IntegerOrString(NumberOrString);

impl Deref for IntegerOrString {
    type Target = NumberOrString;

    fn deref(&self) -> &NumberOrString {
        &self.0
    }
}

/// What a `NumberOrString` is made of.
macro_rules! from {
    ($($ty:ty),*) => {$(
        impl From<$ty> for IntegerOrString {
            fn from(value: $ty) -> Self {
                Self(value.into())
            }
        }
    )*};
}

from!(&str, String, i64, NumberOrString);

impl From<IntegerOrString> for NumberOrString {
    fn from(value: IntegerOrString) -> Self {
        value.0
    }
}

impl fmt::Display for IntegerOrString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for IntegerOrString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Blank for IntegerOrString {
    fn blank() -> Self {
        Self(NumberOrString::blank())
    }
}

impl Slot for IntegerOrString {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.0.read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    fn note_drift(&self, walk: &mut Walk) {
        if let NumberOrString::Number(number) = &self.0
            && number.as_i64().is_none()
        {
            let expected = "an integer of 64 bits or a string";
            walk.note(DriftKind::Misfit, expected, &number.to_string());
        }
    }
}

super::serde_bridge! { IntegerOrString }
