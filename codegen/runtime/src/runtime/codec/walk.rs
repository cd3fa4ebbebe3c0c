//! Models within `serde`: writing.
//!
//! The model is written as JSON text, and the text is walked once, handing each value to the serializer.

use std::cell::Cell;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::bridge::RAW;
use super::entry::encode;
use super::fault::Fault;
use super::reader::{Kind, Reader};
use super::slot::Slot;

/// Writes a model with any serializer.
///
/// # Errors
///
/// Those of the serializer, and when the value holds text that no Rust string can hold.
#[doc(hidden)]
pub fn serialize<S: Serializer>(slot: &dyn Slot, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_text(&encode(slot), serializer)
}

/// Writes JSON text with any serializer.
pub(super) fn serialize_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let end = Cell::new(0);
    Value { text, start: 0, end: &end }.serialize(serializer)
}

/// A value that begins at an offset of the text. Serializing it notes where it ends.
struct Value<'t> {
    text: &'t str,
    start: usize,
    end: &'t Cell<usize>,
}

impl<'t> Value<'t> {
    fn reader(&self) -> Reader<'t> {
        let mut reader = Reader::new(self.text);
        reader.at = self.start;
        reader
    }

    /// The value at the reader's position.
    fn inner(&self, reader: &Reader<'_>) -> Self {
        Self { text: self.text, start: reader.at, end: self.end }
    }

    fn list<S: Serializer>(
        &self,
        mut reader: Reader<'t>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        reader.enter_list().map_err(broken)?;
        let mut list = serializer.serialize_seq(None)?;
        let mut first = true;
        while reader.next_item(&mut first).map_err(broken)? {
            list.serialize_element(&self.inner(&reader))?;
            reader.at = self.end.get();
        }
        self.end.set(reader.at);
        list.end()
    }

    fn object<S: Serializer>(
        &self,
        mut reader: Reader<'t>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        reader.enter_object().map_err(broken)?;
        let mut map = serializer.serialize_map(None)?;
        let mut first = true;
        while let Some(key) = reader.next_key(&mut first).map_err(broken)? {
            let name =
                key.name.ok_or_else(|| S::Error::custom("a key with half a surrogate pair"))?;
            map.serialize_entry(&*name, &self.inner(&reader))?;
            reader.at = self.end.get();
        }
        self.end.set(reader.at);
        map.end()
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it stands where a fault is mapped")]
fn broken<E: Error>(fault: Fault) -> E {
    E::custom(format_args!("expected {}", fault.expected()))
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = self.reader();
        let kind = reader.peek().map_err(broken)?;
        match kind {
            Kind::Array => return self.list(reader, serializer),
            Kind::Object => return self.object(reader, serializer),
            _ => {}
        }
        let text = reader.raw().map_err(broken)?;
        self.end.set(reader.at);
        match kind {
            Kind::Null => serializer.serialize_unit(),
            Kind::Boolean => serializer.serialize_bool(text == "true"),
            Kind::String => serializer.serialize_str(&Reader::new(text).string().map_err(broken)?),
            _ => number(text, serializer),
        }
    }
}

/// Writes a number as an integer of 64 bits if it is one. Any other is handed to `serde_json` as it is
/// spelled, and to other formats as an integer of 128 bits if it is spelled as one, else as the nearest `f64`;
/// that it is beyond an `f64` is an error, as the format would hold another value.
fn number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(value) = text.parse().ok().filter(|_| text != "-0") {
        return serializer.serialize_i64(value);
    }
    if let Ok(value) = text.parse() {
        return serializer.serialize_u64(value);
    }
    // The name is for people, but all that hangs on it is the spelling of a number.
    if std::any::type_name::<S>().contains("serde_json::") {
        return raw(text, serializer);
    }
    let is_plain = text != "-0" && !text.contains(['.', 'e', 'E']);
    match text.parse() {
        Ok(value) if is_plain => serializer.serialize_i128(value),
        _ => match text.parse() {
            Ok(value) if f64::is_finite(value) => serializer.serialize_f64(value),
            _ => Err(S::Error::custom(format_args!("{text} is beyond the numbers of this format"))),
        },
    }
}

/// Hands a number to `serde_json` as raw text, in the way in which `RawValue` does.
fn raw<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut fields = serializer.serialize_struct(RAW, 1)?;
    fields.serialize_field(RAW, text)?;
    fields.end()
}
