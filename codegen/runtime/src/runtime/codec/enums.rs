//! What the macros for enums of strings and of integers share.

use super::drift::{DriftKind, Walk};
use super::fault::Fault;
use super::reader::Reader;
use super::writer::Writer;

/// Takes a string and hands it over.
#[doc(hidden)]
pub fn read_string(reader: &mut Reader<'_>, take: &mut dyn FnMut(&str)) -> Result<(), Fault> {
    take(&reader.string()?);
    Ok(())
}

/// Takes an integer.
#[doc(hidden)]
pub fn read_integer(reader: &mut Reader<'_>) -> Result<i64, Fault> {
    reader.integer_as("an integer of 64 bits")
}

/// Notes a string that is not one of those listed.
#[doc(hidden)]
pub fn note_string(walk: &mut Walk, listed: &[&str], found: &str) {
    let mut spelled = Writer::new();
    spelled.string(found);
    walk.note(DriftKind::UnknownValue, &format!("one of {}", listed.join(", ")), &spelled.finish());
}

/// Notes an integer that is not one of those listed.
#[doc(hidden)]
pub fn note_integer(walk: &mut Walk, listed: &[i64], found: i64) {
    let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
    walk.note(
        DriftKind::UnknownValue,
        &format!("one of {}", listed.join(", ")),
        &found.to_string(),
    );
}
