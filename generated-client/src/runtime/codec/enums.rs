//! What the macros for enums of strings and of integers share.

use super::super::Exact;
use super::drift::DriftKind;
use super::fault::Fault;
use super::reader::Reader;
use super::slot::Slot;
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

/// Takes an integer, which keeps its spelling where nothing around it does.
#[doc(hidden)]
pub fn read_integer(reader: &mut Reader<'_>) -> Result<Exact<i64>, Fault> {
    if reader.spelling.is_kept() {
        return reader.integer_as::<i64>("an integer of 64 bits").map(Exact::from);
    }
    let mut value = Exact::from(0);
    value.read(reader)?;
    Ok(value)
}

/// Notes a string that is not one of those listed.
#[doc(hidden)]
pub fn note_string(by: &mut dyn Inspect, listed: &[&str], found: &str) {
    let Some(walk) = by.walk() else { return };
    let mut spelled = Writer::new();
    spelled.string(found);
    walk.note(DriftKind::UnknownValue, &format!("one of {}", listed.join(", ")), &spelled.finish());
}

/// Notes an integer that is not one of those listed. (One that is, and has its spelling, is no disagreement.)
#[doc(hidden)]
pub fn note_integer(by: &mut dyn Inspect, listed: &[i64], found: i64) {
    let Some(walk) = by.walk() else { return };
    if listed.contains(&found) {
        return;
    }
    let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
    walk.note(
        DriftKind::UnknownValue,
        &format!("one of {}", listed.join(", ")),
        &found.to_string(),
    );
}
