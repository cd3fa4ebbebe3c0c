//! From the bytes of a payload to a value and back.

use super::containers::{read_item, write_item};
use super::drift::{Drift, Walk};
use super::fault::{DecodeError, Fault};
use super::reader::Reader;
use super::slot::Slot;
use super::writer::Writer;

/// Reads the bytes of one JSON document into a blank place.
///
/// # Errors
///
/// When the bytes are not JSON, or do not fit.
#[doc(hidden)]
pub fn decode_into(json: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
    let text =
        std::str::from_utf8(json).map_err(|error| DecodeError::not_utf8(error.valid_up_to()))?;
    decode_text(text, slot)
}

/// The same for text.
pub(super) fn decode_text(text: &str, slot: &mut dyn Slot) -> Result<(), DecodeError> {
    read_whole(text, slot).map_err(|fault| fault.into_error(text))
}

fn read_whole(text: &str, slot: &mut dyn Slot) -> Result<(), Fault> {
    let mut reader = Reader::new(text);
    reader.peek()?;
    read_item(slot, &mut reader)?;
    reader.end()
}

/// Writes a value as compact JSON.
#[doc(hidden)]
pub fn encode(slot: &dyn Slot) -> String {
    let mut writer = Writer::new();
    write_item(slot, &mut writer);
    writer.finish()
}

/// Where a value and the document disagree.
#[doc(hidden)]
pub fn drift_of(slot: &dyn Slot) -> Vec<Drift> {
    let mut walk = Walk::default();
    slot.view(&mut walk);
    walk.finish()
}
