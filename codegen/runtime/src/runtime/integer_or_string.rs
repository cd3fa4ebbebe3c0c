//! Values that come as an integer at one time and as a string at another.

use std::fmt;
use std::ops::Deref;

use super::NumberOrString;
use super::codec::{DriftKind, Fault, Field, Inspect, Reader, Slot, Writer};

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

super::plain! { IntegerOrString = Self(super::Plain::BLANK) }

impl Slot for IntegerOrString {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.0.read(reader)
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        self.0.write(field, writer)
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.leaf(self);
        if let NumberOrString::Number(number) = &self.0
            && number.as_i64().is_none()
            && let Some(walk) = by.walk()
        {
            let expected = "an integer of 64 bits or a string";
            walk.note(DriftKind::Misfit, expected, &number.to_string());
        }
    }
}

super::serde_bridge! { IntegerOrString }
