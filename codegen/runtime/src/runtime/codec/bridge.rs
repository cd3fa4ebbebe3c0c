//! Models within `serde`: reading.
//!
//! Whatever the format, the value is first had as JSON text and then read natively. `serde_json` gives
//! the text itself when it is asked in the way in which its `RawValue` asks; that keeps every number as
//! it is spelled and costs one walk. Any other self-describing format, and the buffers of `serde`'s own
//! `flatten`, `untagged` and tagged enums, hand over values, which are written down as JSON.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::entry::decode_text;
use super::reader::MAX_DEPTH;
use super::slot::{Blank, Slot};
use super::writer::Writer;

pub use super::walk::serialize;

/// The name by which `serde_json` knows that raw text is meant. If it ever changes, values are handed
/// over one by one instead, and only the spelling of numbers suffers.
pub(super) const RAW: &str = "$serde_json::private::RawValue";

/// Reads a model from any self-describing format.
///
/// # Errors
///
/// When the format cannot be read, or the value does not fit.
#[doc(hidden)]
pub fn deserialize<'de, T: Slot + Blank, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = capture(deserializer)?;
    let mut model = T::blank();
    decode_text(&text, &mut model).map_err(D::Error::custom)?;
    Ok(model)
}

/// The value as JSON text.
fn capture<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    let mut raw = None;
    let mut writer = Writer::new();
    let capture = Capture { writer: &mut writer, depth: 0, raw: Some(&mut raw) };
    deserializer.deserialize_newtype_struct(RAW, capture)?;
    Ok(raw.unwrap_or_else(|| Cow::Owned(writer.finish())))
}

/// Writes down a value that a format hands over.
struct Capture<'w, 'de> {
    writer: &'w mut Writer,
    depth: usize,
    /// At the top: where raw text is put.
    raw: Option<&'w mut Option<Cow<'de, str>>>,
}

impl<'de> Capture<'_, 'de> {
    /// The same for a value within.
    fn inner<E: Error>(&mut self) -> Result<Capture<'_, 'de>, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom("more than 127 levels of nesting"));
        }
        Ok(Capture { writer: self.writer, depth: self.depth + 1, raw: None })
    }

    fn members<A: MapAccess<'de>>(
        mut self,
        mut map: A,
        first: Option<Cow<'de, str>>,
    ) -> Result<(), A::Error> {
        let mut key = first;
        self.writer.open_object();
        while let Some(name) = key {
            self.writer.key(&name);
            map.next_value_seed(self.inner()?)?;
            key = map.next_key_seed(Text)?;
        }
        self.writer.close_object();
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Capture<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Capture<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.writer.boolean(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.writer.signed(value);
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.writer.raw(&value.to_string());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.writer.unsigned(value);
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.writer.raw(&value.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.writer.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.writer.string(value);
        Ok(())
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<(), E> {
        self.writer.open_list();
        for byte in value {
            self.writer.item();
            self.writer.unsigned((*byte).into());
        }
        self.writer.close_list();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        mut self,
        deserializer: D,
    ) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.inner()?)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        self.writer.open_list();
        loop {
            let length = self.writer.out.len();
            self.writer.item();
            if seq.next_element_seed(self.inner()?)?.is_none() {
                self.writer.out.truncate(length);
                break;
            }
        }
        self.writer.close_list();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let key = map.next_key_seed(Text)?;
        match self.raw.take() {
            Some(raw) if key.as_deref() == Some(RAW) => {
                *raw = Some(map.next_value_seed(Text)?);
                Ok(())
            }
            _ => self.members(map, key),
        }
    }
}

/// Takes a key or a raw text; keys of other kinds become text.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_string()))
    }
}
