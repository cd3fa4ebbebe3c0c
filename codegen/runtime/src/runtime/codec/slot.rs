//! A place that holds one value.

use std::fmt;

use super::drift::Walk;
use super::fault::Fault;
use super::object::{Clearing, Work};
use super::reader::Reader;
use super::table::Field;
use super::view::Inspect;
use super::writer::Writer;

/// A place that holds one value of a model and can read it from JSON and write it to JSON.
///
/// The routines for structs and unions know their fields and members only as such, so that there is one
/// routine for all of them.
#[doc(hidden)]
pub trait Slot: fmt::Debug {
    /// Takes a struct apart to be changed; other values have no parts. What is done with all structs alike
    /// follows from this and from [`Slot::view`], so that it is compiled once and not for each.
    fn parts(&mut self, _work: &mut dyn Work) -> Result<(), Fault> {
        Ok(())
    }

    /// Takes a struct apart to be looked at; other values have no parts.
    fn view(&self, _by: &mut dyn Inspect) {}

    /// Reads a value into the place, which is blank.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.parts(reader)
    }

    /// Writes the value.
    fn write(&self, writer: &mut Writer) {
        self.view(writer);
    }

    /// Writes the value as a member of an object; false, and nothing, if there is no value.
    fn write_member(&self, field: &Field, writer: &mut Writer) -> bool {
        writer.field(field);
        self.write(writer);
        true
    }

    /// Makes the place blank again.
    fn clear(&mut self) {
        // To clear a place does not fail.
        let _ = self.parts(&mut Clearing);
    }

    /// Whether there is no value.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether `null` is a value like any other here.
    fn takes_null(&self) -> bool {
        false
    }

    /// Whether it takes whatever there is, so that the document says nothing of it.
    fn takes_anything(&self) -> bool {
        false
    }

    /// Adds what the value has that the document does not say.
    fn note_drift(&self, walk: &mut Walk) {
        self.view(walk);
    }

    /// A place for the value that this one, which is empty, would have.
    fn fresh(&self) -> Option<Box<dyn Slot>> {
        None
    }
}

/// A type with a value to begin from, before anything is read.
///
/// A struct that must contain itself (not in an `Option`, a list or a union) has no value at all, hence
/// no blank; the generator makes such a field optional.
#[doc(hidden)]
pub trait Blank: Sized + 'static {
    /// Nothing, as far as the type allows.
    fn blank() -> Self;
}

/// A typed map that takes the members which have no field.
#[doc(hidden)]
pub trait Rest: fmt::Debug {
    /// Reads the value of a member.
    fn read_member(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Fault>;
    /// Removes all members.
    fn drop_members(&mut self);
    /// Removes a member.
    fn drop_member(&mut self, key: &str);
    /// Whether there is a member with this key.
    fn has_member(&self, key: &str) -> bool;
    /// Writes all members.
    fn write_members(&self, writer: &mut Writer);
    /// Adds the drift of all members.
    fn drift_members(&self, walk: &mut Walk);
    /// A place for a value of the map.
    fn fresh(&self) -> Box<dyn Slot>;
}
