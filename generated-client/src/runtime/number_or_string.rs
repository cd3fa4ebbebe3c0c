//! Values that come as a number at one time and as a string at another.

use std::fmt;

use super::Number;
use super::codec::{Fault, Field, Inspect, Kind, Plain, Reader, Slot, Writer};

/// A value that is a number or a string on the wire, and stays what it was. What is neither does not fit.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberOrString {
    /// A number.
    Number(Number),
    /// A string, whether it holds a number or not.
    String(String),
}

impl NumberOrString {
    /// The value if it is, or spells, an integer of 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            Self::String(text) => text.parse().ok(),
        }
    }

    /// The value if it is, or spells, an integer of 64 bits that is not negative.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => number.as_u64(),
            Self::String(text) => text.parse().ok(),
        }
    }

    /// The value if it is, or spells, a number, as near as an `f64` comes to it.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.as_f64()),
            Self::String(text) => Reader::new(text).only_number()?.parse().ok(),
        }
    }
}

impl fmt::Display for NumberOrString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::String(text) => text.fmt(f),
        }
    }
}

impl From<&str> for NumberOrString {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for NumberOrString {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Number> for NumberOrString {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<i64> for NumberOrString {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for NumberOrString {
    fn from(number: f64) -> Self {
        Self::Number(number.into())
    }
}

super::plain! { NumberOrString = Self::String(String::new()) }

impl Slot for NumberOrString {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = match reader.peek()? {
            Kind::Number => Self::Number(Number::kept(reader.number()?)),
            Kind::String => Self::String(reader.string()?.into_owned()),
            _ => return Err(reader.misfit("a number or a string")),
        };
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        match self {
            Self::Number(number) => number.write(field, writer),
            Self::String(text) => text.write(field, writer),
        }
    }

    fn clear(&mut self) {
        *self = Self::BLANK;
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.leaf(self);
    }
}

super::serde_bridge! { NumberOrString }
