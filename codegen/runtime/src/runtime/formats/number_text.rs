//! Numbers within text.

use super::super::codec::Reader;
use super::shared::exact_text;

/// A number as text (a string whose format is `int32`, `int64`, `uint32`, `uint64`, `integer`, `number`,
/// `float`, `double` or `decimal`): `"12"`, `"0.10"`.
///
/// Two are equal if their texts are: `1` and `1.0` are two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NumberText(String);

impl NumberText {
    /// Whether the text is a number as JSON writes it, whole or not and of any size, whatever the format.
    pub fn is_valid(&self) -> bool {
        Reader::new(&self.0).only_number().is_some()
    }

    /// The number if it is an integer of 64 bits; `5.0` is one.
    pub fn as_i64(&self) -> Option<i64> {
        self.whole()
    }

    /// The number if it is an integer of 64 bits and not negative.
    pub fn as_u64(&self) -> Option<u64> {
        self.whole()
    }

    /// The number, as near as an `f64` comes to it; infinite if it is beyond.
    pub fn as_f64(&self) -> Option<f64> {
        Reader::new(&self.0).only_number()?.parse().ok()
    }

    fn whole<T: TryFrom<i64> + TryFrom<i128>>(&self) -> Option<T> {
        Reader::new(Reader::new(&self.0).only_number()?).whole()
    }
}

/// Numbers whose `Display` is what JSON writes.
macro_rules! from_numbers {
    ($($ty:ty),*) => {$(
        impl From<$ty> for NumberText {
            fn from(number: $ty) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_numbers!(i32, i64, u32, u64);

impl From<f64> for NumberText {
    /// A whole number is written without a fraction. The texts for infinity and for what is not a number
    /// do not fit: JSON has no such numbers.
    fn from(number: f64) -> Self {
        Self(number.to_string())
    }
}

exact_text! { NumberText, "a number as text" }
