//! What the macros for enums of strings and of integers share.

use super::drift::DriftKind;
use super::fault::Fault;
use super::reader::Reader;
use super::view::Inspect;
use super::writer::Writer;

/// A string beside those that an enum lists.
#[doc(hidden)]
pub enum Listed {
    /// The one with this number.
    Known(usize),
    /// None of them.
    Other(String),
}

/// Finds a string among those listed.
#[doc(hidden)]
pub fn pick(listed: &[&str], text: &str) -> Listed {
    match listed.iter().position(|value| *value == text) {
        Some(number) => Listed::Known(number),
        None => Listed::Other(text.to_owned()),
    }
}

/// Takes a string and finds it among those listed.
#[doc(hidden)]
pub fn read_listed(listed: &[&str], reader: &mut Reader<'_>) -> Result<Listed, Fault> {
    reader.string().map(|text| pick(listed, &text))
}

/// Takes an integer.
#[doc(hidden)]
pub fn read_integer(reader: &mut Reader<'_>) -> Result<i64, Fault> {
    reader.integer_as("an integer of 64 bits")
}

/// Notes a string that is not one of those listed.
#[doc(hidden)]
pub fn note_string(by: &mut dyn Inspect, listed: &[&str], found: &str) {
    let Some(walk) = by.walk() else { return };
    let mut spelled = Writer::new();
    spelled.string(found);
    walk.note(DriftKind::UnknownValue, &format!("one of {}", listed.join(", ")), &spelled.finish());
}

/// Notes an integer that is not one of those listed.
#[doc(hidden)]
pub fn note_integer(by: &mut dyn Inspect, listed: &[i64], found: i64) {
    let Some(walk) = by.walk() else { return };
    let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
    walk.note(
        DriftKind::UnknownValue,
        &format!("one of {}", listed.join(", ")),
        &found.to_string(),
    );
}
