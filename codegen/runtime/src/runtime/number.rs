//! Numbers that keep their spelling.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;

use super::codec::{Fault, Field, Inspect, Reader, Slot, Writer, same_value};
use super::{ParamValue, ToParam};

/// A number of any size and precision. It is used as an `f64`, and written as it was read: `1`, `1.0`
/// and decimals longer than an `f64` holds keep their spelling.
///
/// Two are equal if they mean exactly the same number, whatever the spelling.
#[derive(Clone)]
pub struct Number {
    value: f64,
    /// The spelling if it is not the shortest one of the value.
    spelling: Option<Box<str>>,
}

impl Number {
    const ZERO: Self = Self { value: 0.0, spelling: None };

    /// The number that a JSON spelling means.
    pub(super) fn kept(spelling: &str) -> Self {
        // A JSON number is always one that `f64` reads; what is too large becomes infinite.
        Self { value: spelling.parse().unwrap_or(f64::NAN), spelling: Some(spelling.into()) }
    }

    /// The value, as near as an `f64` comes to it; infinite if it is beyond.
    pub fn as_f64(&self) -> f64 {
        self.value
    }

    /// The value if it is an integer of 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        Reader::new(&self.to_string()).whole()
    }

    /// The value if it is an integer of 64 bits and not negative.
    pub fn as_u64(&self) -> Option<u64> {
        Reader::new(&self.to_string()).whole()
    }
}

impl Deref for Number {
    type Target = f64;

    fn deref(&self) -> &f64 {
        &self.value
    }
}

impl From<f64> for Number {
    /// A whole number is written without a fraction. Infinity and what is not a number are written as
    /// `null`, since JSON has no way to say them.
    fn from(value: f64) -> Self {
        Self { value, spelling: None }
    }
}

/// Numbers that are written as they are displayed.
macro_rules! from_integers {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Number {
            fn from(value: $ty) -> Self {
                Self::kept(&value.to_string())
            }
        }
    )*};
}

from_integers!(i32, i64, u32, u64);

impl Default for Number {
    /// Zero.
    fn default() -> Self {
        Self::ZERO
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        if self.spelling.is_none() && other.spelling.is_none() {
            return self.value == other.value;
        }
        same_value(&self.to_string(), &other.to_string())
    }
}

impl PartialEq<f64> for Number {
    fn eq(&self, other: &f64) -> bool {
        self.value == *other
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other { Some(Ordering::Equal) } else { self.value.partial_cmp(&other.value) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spelling {
            Some(spelling) => f.write_str(spelling),
            None if self.value.is_finite() => write!(f, "{}", self.value),
            None => f.write_str("null"),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl ToParam for Number {
    fn to_param(&self) -> ParamValue {
        ParamValue::one(self.to_string())
    }
}

super::plain! { Number = Self::ZERO }

impl Slot for Number {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = Self::kept(reader.number()?);
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        writer.begin(field);
        match &self.spelling {
            Some(spelling) => writer.raw(spelling),
            None => writer.raw(&self.to_string()),
        }
        true
    }

    fn clear(&mut self) {
        *self = Self::ZERO;
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.leaf(self);
    }
}

super::serde_bridge! { Number }
