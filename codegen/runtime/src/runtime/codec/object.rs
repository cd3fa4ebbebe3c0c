//! The one routine for all structs.
//!
//! It reads the keys of an object, asks the struct's table which field each belongs to, and lets the
//! field's slot read the value. What has no field, or does not fit one that the document calls optional,
//! is kept as it is spelled.
//!
//! Its work grows in a straight line with the text. A value that does not fit is read a second time, to
//! keep it, by each optional field that it lies in: so a byte is looked at no more often than it is deep.

use std::fmt;

use super::drift::{DriftKind, Walk};
use super::extra::{Extra, Kept};
use super::fault::{Fault, Step};
use super::reader::{Mark, Reader};
use super::seen::Seen;
use super::slot::Slot;
use super::table::{Field, Table};
use super::writer::Writer;

/// A struct of the API, as the routine for objects sees it.
#[doc(hidden)]
pub trait Object {
    /// What the document says of its fields.
    fn table(&self) -> &'static Table;
    /// The field with this number.
    fn slot(&self, number: usize) -> Option<&dyn Slot>;
    /// The field with this number, to change it.
    fn slot_mut(&mut self, number: usize) -> Option<&mut dyn Slot>;
    /// What has no field.
    fn extra(&self) -> &Extra;
    /// What has no field, to change it.
    fn extra_mut(&mut self) -> &mut Extra;
    /// The typed map that takes the keys which have no field, if there is one.
    fn rest(&self) -> Option<&dyn Rest> {
        None
    }
    /// The same, to change it.
    fn rest_mut(&mut self) -> Option<&mut dyn Rest> {
        None
    }
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
    /// Why a value is not one of the map's.
    fn complaint_of(&self, reader: &mut Reader<'_>) -> Option<Fault>;
}

/// Reads an object into a blank struct.
#[doc(hidden)]
pub fn read_object(object: &mut dyn Object, reader: &mut Reader<'_>) -> Result<(), Fault> {
    let table = object.table();
    let begin = reader.start();
    reader.enter_object()?;
    let (mut seen, mut before, mut first) = (Seen::default(), 0, true);
    while reader.next_member(&mut first)? {
        let (start, number) = reader.field_key(table, before)?;
        let Some(number) = number else {
            read_unknown(object, table, start, &mut seen, reader)?;
            continue;
        };
        before = number + 1;
        let Some(field) = table.field(number) else {
            continue;
        };
        if seen.put(number) {
            forget(object, number, &mut seen);
        }
        read_field(object, &Place { table, number, field, start }, &mut seen, reader)
            .map_err(|fault| fault.within(Step::Field(field.name)))?;
    }
    if seen.is_rare() {
        finish(object, table, &mut seen)?;
    }
    match seen.missing(table) {
        None => Ok(()),
        Some(number) => {
            Err(Fault::missing(begin, table.field(number).map_or("", |field| field.name)))
        }
    }
}

/// Ends an object in which keys came again, or may have: what is left of its faults is one, and what was
/// kept of members that do not count is dropped.
#[cold]
fn finish(object: &mut dyn Object, table: &Table, seen: &mut Seen) -> Result<(), Fault> {
    if let Some(fault) = seen.first_fault() {
        return Err(fault);
    }
    let mut extra = std::mem::take(object.extra_mut());
    seen.drop_outdated(table, &mut extra, object.rest());
    *object.extra_mut() = extra;
    Ok(())
}

/// Forgets the value of a field, since its key came again; the last one counts.
#[cold]
fn forget(object: &mut dyn Object, number: usize, seen: &mut Seen) {
    seen.outdate(number, object.extra());
    object.extra_mut().forget_null(number);
    if let Some(slot) = object.slot_mut(number) {
        slot.clear();
    }
}

/// A member that is being read.
struct Place {
    table: &'static Table,
    number: usize,
    field: &'static Field,
    /// The offset of its key.
    start: usize,
}

#[inline]
fn read_field(
    object: &mut dyn Object,
    place: &Place,
    seen: &mut Seen,
    reader: &mut Reader<'_>,
) -> Result<(), Fault> {
    let Some(slot) = object.slot_mut(place.number) else {
        return reader.skip();
    };
    let field = place.field;
    if reader.peek_byte() == Some(b'n') && (field.nullable || !field.required) {
        return read_null(object, place, reader);
    }
    let mark = reader.mark_here();
    match slot.read(reader) {
        Ok(()) if !reader.respelled => Ok(()),
        Ok(()) => {
            keep_spelling(object, place, reader);
            Ok(())
        }
        Err(fault) => pass_over(object, place, mark, fault, seen, reader),
    }
}

fn read_null(object: &mut dyn Object, place: &Place, reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.literal("null")?;
    if !place.field.required {
        object.extra_mut().keep_null(place.table, place.number, reader.since(place.start));
    }
    Ok(())
}

/// Keeps how a member is spelled whose field has its value, but not in that spelling.
#[cold]
fn keep_spelling(object: &mut dyn Object, place: &Place, reader: &mut Reader<'_>) {
    reader.respelled = false;
    object.extra_mut().keep(place.table, reader.since(place.start), true);
}

/// Passes over a member whose field cannot hold it. How it is spelled is kept if the field is optional; if
/// it is required, that is a fault unless the key comes again.
#[cold]
fn pass_over(
    object: &mut dyn Object,
    place: &Place,
    mark: Mark,
    fault: Fault,
    seen: &mut Seen,
    reader: &mut Reader<'_>,
) -> Result<(), Fault> {
    if fault.is_broken() {
        return Err(fault);
    }
    reader.respelled = false;
    if let Some(slot) = object.slot_mut(place.number) {
        slot.clear();
    }
    reader.rewind(mark);
    reader.skip()?;
    if place.field.required {
        seen.blame(place.number, fault.within(Step::Field(place.field.name)));
    } else {
        object.extra_mut().keep(place.table, reader.since(place.start), true);
    }
    Ok(())
}

/// Reads a member that has no field; its key, which began at `start`, is taken.
fn read_unknown(
    object: &mut dyn Object,
    table: &'static Table,
    start: usize,
    seen: &mut Seen,
    reader: &mut Reader<'_>,
) -> Result<(), Fault> {
    if let Some(rest) = object.rest_mut()
        && let Some(name) = reader.key_at(start)?.name
    {
        if read_rest(rest, &name, reader)? {
            return Ok(());
        }
        seen.keep_beside_map();
    }
    reader.skip()?;
    object.extra_mut().keep(table, reader.since(start), false);
    Ok(())
}

/// Reads a member into the typed map; false, and back where it was, if it does not fit.
fn read_rest(rest: &mut dyn Rest, name: &str, reader: &mut Reader<'_>) -> Result<bool, Fault> {
    let mark = reader.mark();
    match rest.read_member(name, reader) {
        Ok(()) if !reader.respelled => return Ok(true),
        Err(fault) if fault.is_broken() => return Err(fault.within(Step::Key(name.to_owned()))),
        _ => {}
    }
    rest.drop_member(name);
    reader.rewind(mark);
    reader.respelled = false;
    Ok(false)
}

/// Makes a struct blank again.
#[doc(hidden)]
pub fn clear_object(object: &mut dyn Object) {
    for (number, _) in object.table().fields() {
        if let Some(slot) = object.slot_mut(number) {
            slot.clear();
        }
    }
    if let Some(rest) = object.rest_mut() {
        rest.drop_members();
    }
    *object.extra_mut() = Extra::default();
}

/// Shows a struct: the fields that have a value, and what else is there.
#[doc(hidden)]
pub fn debug_object(object: &dyn Object, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (mut shown, mut is_whole) = (f.debug_struct(name), true);
    for (number, field) in object.table().fields() {
        match object.slot(number).filter(|slot| !slot.is_absent()) {
            Some(slot) => drop(shown.field(field.ident, &slot)),
            None => is_whole = false,
        }
    }
    if let Some(rest) = object.rest() {
        shown.field("additional_properties", &rest);
    }
    if !object.extra().is_empty() {
        shown.field("extra", object.extra());
    }
    if is_whole { shown.finish() } else { shown.finish_non_exhaustive() }
}

/// Writes a struct as an object.
#[doc(hidden)]
pub fn write_object(object: &dyn Object, writer: &mut Writer) {
    let tag = writer.tag.take();
    writer.open_object();
    write_fields(object, writer);
    if let Some(rest) = object.rest() {
        rest.write_members(writer);
    }
    write_extra(object, writer);
    if let Some((name, value)) = tag.filter(|(name, _)| !has_member(object, name)) {
        writer.key(name);
        writer.string(value);
    }
    writer.close_object();
}

fn write_fields(object: &dyn Object, writer: &mut Writer) {
    let (table, extra) = (object.table(), object.extra());
    if extra.is_empty() {
        for (number, field) in table.fields() {
            if let Some(slot) = object.slot(number)
                && !slot.write_member(field, writer)
                && field.required
            {
                writer.field(field);
                writer.null();
            }
        }
        return;
    }
    let kept = extra.by_field(table);
    for (number, field) in table.fields() {
        let Some(slot) = object.slot(number) else {
            continue;
        };
        let kept = kept.get(&number).copied();
        if !slot.is_absent() {
            writer.field(field);
            write_value(slot, kept, writer);
        } else if field.required || extra.has_null(table, number) {
            writer.field(field);
            writer.null();
        } else if let Some(kept) = kept {
            writer.field(field);
            writer.raw(kept);
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

/// Writes the members that have no field.
fn write_extra(object: &dyn Object, writer: &mut Writer) {
    let (table, extra, rest) = (object.table(), object.extra(), object.rest());
    if let (Some(text), None) = (extra.unnamed_text(table), rest) {
        if !text.is_empty() {
            writer.item();
            writer.raw(text);
        }
        return;
    }
    let has_place = |member: &Kept<'_>| {
        table.find(&member.key).is_some() || rest.is_some_and(|rest| rest.has_member(&member.key))
    };
    for member in extra.members().filter(|member| !has_place(member)) {
        writer.item();
        writer.raw(member.spelling);
    }
    for name in extra.foreign_nulls(table) {
        writer.key(name);
        writer.null();
    }
}

/// Whether the object is written with a member of this name.
fn has_member(object: &dyn Object, name: &str) -> bool {
    let number = object.table().find(name);
    let field = number.and_then(|number| object.slot(number));
    field.is_some_and(|slot| !slot.is_absent())
        || object.rest().is_some_and(|rest| rest.has_member(name))
        || object.extra().is_null(name)
        || object.extra().members().any(|member| member.key == name)
}

/// Adds the drift of a struct.
#[doc(hidden)]
pub fn drift_object(object: &dyn Object, walk: &mut Walk) {
    let tag = walk.tag.take();
    let table = object.table();
    let kept = object.extra().by_field(table);
    for (number, field) in table.fields() {
        let Some(slot) = object.slot(number) else {
            continue;
        };
        walk.enter(Step::Field(field.name));
        if !slot.is_absent() {
            slot.note_drift(walk);
        } else if object.extra().has_null(table, number) || kept.get(&number) == Some(&"null") {
            note_null(field, slot, walk);
        } else if let Some(kept) = kept.get(&number) {
            note_misfit(|reader| slot.complaint(reader), kept, walk);
        }
        walk.leave();
    }
    if let Some(rest) = object.rest() {
        rest.drift_members(walk);
    }
    drift_extra(object, tag, walk);
}

fn note_null(field: &Field, slot: &dyn Slot, walk: &mut Walk) {
    if !field.nullable && !slot.takes_null() {
        walk.note(DriftKind::UnexpectedNull, "a value or no member", "null");
    }
}

fn note_misfit(
    complaint: impl FnOnce(&mut Reader<'_>) -> Option<Fault>,
    kept: &str,
    walk: &mut Walk,
) {
    if let Some(fault) = complaint(&mut Reader::new(kept)) {
        walk.note_fault(&fault, kept);
    }
}

fn drift_extra(object: &dyn Object, tag: Option<&'static str>, walk: &mut Walk) {
    let table = object.table();
    let is_told = |key: &str| {
        tag == Some(key)
            || table.find(key).is_some()
            || object.rest().is_some_and(|rest| rest.has_member(key))
    };
    for member in object.extra().members().filter(|member| !is_told(&member.key)) {
        walk.enter(Step::Key(member.key.into_owned()));
        match object.rest() {
            Some(rest) => note_misfit(|reader| rest.complaint_of(reader), member.value, walk),
            None => walk.note(DriftKind::UnknownKey, "no such key", member.value),
        }
        walk.leave();
    }
}
