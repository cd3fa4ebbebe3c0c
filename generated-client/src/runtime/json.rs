//! Any JSON value, as it is spelled.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::codec::{
    Blank, DecodeError, Fault, Field, Inspect, Reader, Slot, Writer, decode_into, same_value,
};

/// Any JSON value, exactly as it is spelled.
///
/// Two are equal if they mean the same value: the order of keys, white space, escapes and the spelling of
/// numbers (`1`, `1.0`) make no difference.
#[derive(Clone)]
pub struct Json(Option<Box<str>>);

impl Json {
    /// `null`.
    pub fn null() -> Self {
        Self(None)
    }

    /// Text that is known to be one JSON value.
    pub(super) fn kept(text: &str) -> Self {
        Self(Some(text.into()))
    }

    /// The value as JSON text.
    pub fn text(&self) -> &str {
        self.0.as_deref().unwrap_or("null")
    }

    /// Reads the value as another type: a model, a `serde_json::Value`, a type of your own.
    ///
    /// # Errors
    ///
    /// When the value does not fit the type.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.text())
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.text() == "null"
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        Reader::new(self.text()).boolean().ok()
    }

    /// The value of a string; borrowed unless it is spelled with escapes.
    pub fn as_str(&self) -> Option<Cow<'_, str>> {
        Reader::new(self.text()).string().ok()
    }

    /// The value of a number that is an integer of 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_model()
    }

    /// The value of a number that is an integer of 64 bits and not negative.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_model()
    }

    /// The value of a number, as near as an `f64` comes to it.
    pub fn as_f64(&self) -> Option<f64> {
        Reader::new(self.text()).number().ok()?.parse().ok()
    }

    /// The value under a key of an object; if the key is there twice, the last one.
    pub fn get(&self, key: &str) -> Option<Json> {
        let mut reader = Reader::new(self.text());
        reader.member(key).ok().flatten().map(Self::kept)
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<Vec<Json>> {
        self.as_model()
    }

    fn as_model<T: Slot + Blank>(&self) -> Option<T> {
        let mut value = T::blank();
        decode_into(self.text().as_bytes(), &mut value).ok()?;
        Some(value)
    }
}

impl FromStr for Json {
    type Err = DecodeError;

    /// Checks that the text is JSON and keeps it as it is, save white space around it.
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        let mut json = Self::null();
        decode_into(text.as_bytes(), &mut json)?;
        Ok(json)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self::kept(&value.to_string())
    }
}

impl From<&str> for Json {
    /// The JSON string with this text. (To read JSON text, use `parse`.)
    fn from(text: &str) -> Self {
        let mut writer = Writer::new();
        writer.string(text);
        Self::kept(&writer.finish())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::kept(&value.to_string())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::kept(if value { "true" } else { "false" })
    }
}

impl Default for Json {
    /// `null`.
    fn default() -> Self {
        Self::null()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        same_value(self.text(), other.text())
    }
}

impl PartialEq<serde_json::Value> for Json {
    fn eq(&self, other: &serde_json::Value) -> bool {
        same_value(self.text(), &other.to_string())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

super::plain! { Json = Self(None) }

impl Slot for Json {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = Self::kept(reader.raw()?);
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        writer.begin(field);
        writer.raw(self.text());
        true
    }

    fn clear(&mut self) {
        *self = Self::null();
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.anything(self);
    }
}

super::serde_bridge! { Json }
