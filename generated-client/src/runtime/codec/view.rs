//! What is done with all structs alike: writing them, telling their drift, showing them.

use std::fmt;

use super::drift::{DriftKind, Walk};
use super::extra::{Extra, Kept};
use super::fault::Step;
use super::reader::Reader;
use super::slot::{Rest, Slot};
use super::table::{Field, Table};
use super::writer::Writer;

/// What is done with a struct that is taken apart, without changing it.
#[doc(hidden)]
pub trait Inspect {
    /// Does it.
    fn inspect(&mut self, view: View<'_>);
}

impl Inspect for Writer {
    fn inspect(&mut self, view: View<'_>) {
        view.write(self);
    }
}

impl Inspect for Walk {
    fn inspect(&mut self, view: View<'_>) {
        view.note_drift(self);
    }
}

/// A struct taken apart, to be looked at.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct View<'a> {
    table: &'static Table,
    slots: &'a [&'a dyn Slot],
    extra: &'a Extra,
    rest: Option<&'a dyn Rest>,
}

impl<'a> View<'a> {
    /// The parts of a struct: its fields in the order of its table, and what has no field.
    pub fn new(table: &'static Table, slots: &'a [&'a dyn Slot], extra: &'a Extra) -> Self {
        Self { table, slots, extra, rest: None }
    }

    /// The same with the typed map that takes the keys which have no field.
    #[must_use]
    pub fn with(self, rest: &'a dyn Rest) -> Self {
        Self { rest: Some(rest), ..self }
    }

    /// The fields with what the document says of them.
    fn fields(&self) -> impl Iterator<Item = (&'static Field, &'a dyn Slot)> {
        self.table.fields().all().iter().zip(self.slots.iter().copied())
    }

    /// Whether the object is written with a member of this name.
    fn has_member(&self, name: &str) -> bool {
        let slot = self.table.find(name).and_then(|number| self.slots.get(number));
        slot.is_some_and(|slot| !slot.is_absent())
            || self.rest.is_some_and(|rest| rest.has_member(name))
            || !self.extra.is_empty()
                && (self.extra.is_null(name)
                    || self.extra.members().any(|member| member.key == name))
    }
}

/// Shows a struct: the fields that have a value, and what else is there.
#[doc(hidden)]
pub fn debug_model(model: &dyn Slot, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = Shown { fields: f.debug_struct(name), is_whole: true };
    model.view(&mut shown);
    if shown.is_whole { shown.fields.finish() } else { shown.fields.finish_non_exhaustive() }
}

struct Shown<'f, 's> {
    fields: fmt::DebugStruct<'f, 's>,
    is_whole: bool,
}

impl Inspect for Shown<'_, '_> {
    fn inspect(&mut self, view: View<'_>) {
        for (field, slot) in view.fields() {
            if slot.is_absent() {
                self.is_whole = false;
            } else {
                self.fields.field(field.ident, &slot);
            }
        }
        if let Some(rest) = view.rest {
            self.fields.field("additional_properties", &rest);
        }
        if !view.extra.is_empty() {
            self.fields.field("extra", view.extra);
        }
    }
}

// Writing.
impl View<'_> {
    /// Writes the struct as an object.
    fn write(&self, writer: &mut Writer) {
        let tag = writer.tag.take();
        writer.open_object();
        if self.extra.is_empty() {
            self.write_fields(writer);
        } else {
            self.write_fields_and_kept(writer);
        }
        if let Some(rest) = self.rest {
            rest.write_members(writer);
        }
        self.write_extra(writer);
        if let Some((name, value)) = tag.filter(|(name, _)| !self.has_member(name)) {
            writer.key(name);
            writer.string(value);
        }
        writer.close_object();
    }

    fn write_fields(&self, writer: &mut Writer) {
        for (field, slot) in self.fields() {
            if !slot.write_member(field, writer) && field.required {
                writer.field(field);
                writer.null();
            }
        }
    }

    /// Writes the fields; what is kept under the name of one that has no value in its place.
    fn write_fields_and_kept(&self, writer: &mut Writer) {
        let kept = self.extra.by_field(self.table);
        for (number, (field, slot)) in self.fields().enumerate() {
            let kept = kept.get(&number).copied();
            if !slot.is_absent() {
                writer.field(field);
                write_value(slot, kept, writer);
            } else if field.required || self.extra.has_null(self.table, number) {
                writer.field(field);
                writer.null();
            } else if let Some(kept) = kept {
                writer.field(field);
                writer.raw(kept);
            }
        }
    }

    /// Writes the members that have no field.
    fn write_extra(&self, writer: &mut Writer) {
        if let (Some(text), None) = (self.extra.unnamed_text(self.table), self.rest) {
            if !text.is_empty() {
                writer.item();
                writer.raw(text);
            }
            return;
        }
        let has_place = |member: &Kept<'_>| {
            self.table.find(&member.key).is_some()
                || self.rest.is_some_and(|rest| rest.has_member(&member.key))
        };
        for member in self.extra.members().filter(|member| !has_place(member)) {
            writer.item();
            writer.raw(member.spelling);
        }
        for name in self.extra.foreign_nulls(self.table) {
            writer.key(name);
            writer.null();
        }
    }
}

/// Writes a value; if the same value is kept in the spelling in which it came, in that spelling.
fn write_value(slot: &dyn Slot, kept: Option<&str>, writer: &mut Writer) {
    let start = writer.out.len();
    slot.write(writer);
    if let Some(kept) = kept
        && writer.out.get(start..).is_some_and(|written| super::same_value(written, kept))
    {
        writer.out.truncate(start);
        writer.raw(kept);
    }
}

// Drift.
impl View<'_> {
    /// Adds the drift of the struct.
    fn note_drift(&self, walk: &mut Walk) {
        let tag = walk.tag.take();
        let kept = self.extra.by_field(self.table);
        for (number, (field, slot)) in self.fields().enumerate() {
            walk.enter(Step::Field(field.name));
            if !slot.is_absent() {
                slot.note_drift(walk);
            } else if self.extra.has_null(self.table, number) || kept.get(&number) == Some(&"null")
            {
                note_null(field, slot, walk);
            } else if let Some(kept) = kept.get(&number) {
                note_misfit(slot.fresh(), kept, walk);
            }
            walk.leave();
        }
        if let Some(rest) = self.rest {
            rest.drift_members(walk);
        }
        self.note_extra(tag, walk);
    }

    fn note_extra(&self, tag: Option<&'static str>, walk: &mut Walk) {
        let is_told = |key: &str| {
            tag == Some(key)
                || self.table.find(key).is_some()
                || self.rest.is_some_and(|rest| rest.has_member(key))
        };
        for member in self.extra.members().filter(|member| !is_told(&member.key)) {
            walk.enter(Step::Key(member.key.into_owned()));
            match self.rest {
                Some(rest) => note_misfit(Some(rest.fresh()), member.value, walk),
                None => walk.note(DriftKind::UnknownKey, "no such key", member.value),
            }
            walk.leave();
        }
    }
}

fn note_null(field: &Field, slot: &dyn Slot, walk: &mut Walk) {
    if !field.nullable && !slot.fresh().is_some_and(|place| place.takes_null()) {
        walk.note(DriftKind::UnexpectedNull, "a value or no member", "null");
    }
}

/// Notes why what is kept does not fit the place where it belongs.
fn note_misfit(place: Option<Box<dyn Slot>>, kept: &str, walk: &mut Walk) {
    if let Some(mut place) = place
        && let Err(fault) = place.read(&mut Reader::new(kept))
    {
        walk.note_fault(&fault, kept);
    }
}
