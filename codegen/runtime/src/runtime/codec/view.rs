//! Looking at values: structs taken apart, and written. What looks at a value is shown what it is made of,
//! so that nothing of it is compiled for each type.

use std::fmt;

use super::containers::write_members;
use super::drift::Walk;
use super::extra::Extra;
use super::slot::{List, Rest, Slot};
use super::table::{Field, Table};
use super::union::Union;
use super::writer::Writer;

/// What looks at values: it is shown what each is made of.
#[doc(hidden)]
pub trait Inspect {
    /// A struct.
    fn object(&mut self, _view: View<'_>) {}
    /// A value that may be missing, and is there.
    fn present(&mut self, value: &dyn Slot) {
        value.view(self.as_inspect());
    }
    /// A value that is missing, and a place for it.
    fn absent(&mut self, _place: &mut dyn Slot) {}
    /// A list.
    fn list(&mut self, _list: &dyn List) {}
    /// A map.
    fn map(&mut self, _map: &dyn Rest) {}
    /// A value of a union.
    fn union(&mut self, _union: &dyn Union) {}
    /// Anything else.
    fn leaf(&mut self, _value: &dyn fmt::Debug) {}
    /// Any value whatsoever, of which the document says nothing.
    fn anything(&mut self, value: &dyn fmt::Debug) {
        self.leaf(value);
    }
    /// The walk that gathers drift, if that is what looks.
    fn walk(&mut self) -> Option<&mut Walk> {
        None
    }
    /// Itself.
    fn as_inspect(&mut self) -> &mut dyn Inspect;
}

/// Writing.
impl Inspect for Writer {
    fn object(&mut self, view: View<'_>) {
        view.write(self);
    }

    fn as_inspect(&mut self) -> &mut dyn Inspect {
        self
    }
}

/// Whether there is no value.
#[cold]
pub(super) fn is_absent(slot: &dyn Slot) -> bool {
    struct Absence(bool);

    impl Inspect for Absence {
        fn present(&mut self, _: &dyn Slot) {}

        fn absent(&mut self, _: &mut dyn Slot) {
            self.0 = true;
        }

        fn as_inspect(&mut self) -> &mut dyn Inspect {
            self
        }
    }

    let mut absence = Absence(false);
    slot.view(&mut absence);
    absence.0
}

/// Whether it takes whatever there is, so that the document says nothing of it; so does a map of such values.
#[cold]
pub(in super::super) fn takes_anything(slot: &dyn Slot) -> bool {
    struct Freedom(bool);

    impl Inspect for Freedom {
        fn map(&mut self, map: &dyn Rest) {
            map.fresh(&mut |value| self.0 = takes_anything(value));
        }

        fn anything(&mut self, _: &dyn fmt::Debug) {
            self.0 = true;
        }

        fn present(&mut self, _: &dyn Slot) {}

        fn as_inspect(&mut self) -> &mut dyn Inspect {
            self
        }
    }

    let mut freedom = Freedom(false);
    slot.view(&mut freedom);
    freedom.0
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
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static Field, &'a dyn Slot)> {
        self.table.fields().all().iter().zip(self.slots.iter().copied())
    }

    /// What has no field.
    pub(super) fn extra(&self) -> &'a Extra {
        self.extra
    }

    /// The typed map that takes the keys which have no field.
    pub(super) fn rest(&self) -> Option<&'a dyn Rest> {
        self.rest
    }

    /// What the document says of the fields.
    pub(super) fn table(&self) -> &'static Table {
        self.table
    }

    /// Whether the object is written with a member of this name.
    fn has_member(&self, name: &str) -> bool {
        let slot = self.table.find(name).and_then(|number| self.slots.get(number));
        slot.is_some_and(|slot| !is_absent(*slot))
            || self.rest.is_some_and(|rest| rest.has_member(name))
            || !self.extra.is_empty()
                && (self.extra.is_null(name)
                    || self.extra.members().any(|member| member.key == name))
    }
}

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
            write_members(rest, writer);
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
            if !slot.write(Some(field), writer) && field.required {
                writer.field(field);
                writer.null();
            }
        }
    }

    /// Writes the fields; what is kept under the name of one that has no value in its place.
    fn write_fields_and_kept(&self, writer: &mut Writer) {
        let kept = self.extra.by_field(self.table);
        for (number, (field, slot)) in self.fields().enumerate() {
            let (kept, before) = (kept.get(&number).copied(), writer.out.len());
            writer.field(field);
            if write_value(slot, kept, writer) {
                continue;
            }
            if field.required || self.extra.has_null(self.table, number) {
                writer.null();
            } else if let Some(kept) = kept {
                writer.raw(kept);
            } else {
                writer.out.truncate(before);
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
        for member in self.extra.members() {
            let is_field = self.table.find(&member.key).is_some();
            if is_field || self.rest.is_some_and(|rest| rest.has_member(&member.key)) {
                continue;
            }
            writer.item();
            writer.raw(member.spelling);
        }
        for field in self.extra.foreign_nulls(self.table) {
            writer.key(field.name);
            writer.null();
        }
    }
}

/// Writes a value, if there is one; if the same value is kept in the spelling in which it came, in that spelling.
pub(super) fn write_value(slot: &dyn Slot, kept: Option<&str>, writer: &mut Writer) -> bool {
    let start = writer.out.len();
    let is_there = slot.write(None, writer);
    if let Some(kept) = kept
        && is_there
        && writer.out.get(start..).is_some_and(|written| super::same_value(written, kept))
    {
        writer.out.truncate(start);
        writer.raw(kept);
    }
    is_there
}
