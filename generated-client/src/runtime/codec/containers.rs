//! Slots that hold other slots: what may be missing, boxes, lists and maps.
//!
//! What needs no type is not generic, since it would be compiled for each type that a client has.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::drift::Walk;
use super::fault::{Fault, Step};
use super::reader::{Mark, Reader};
use super::seen::first_fault;
use super::slot::{Blank, Rest, Slot};
use super::table::Field;
use super::writer::Writer;

impl<T: Blank> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

// What makes a blank value is kept apart from what recurses, so that no frame of a deep recursion has
// room for the value itself.

#[inline]
fn insert_blank<T: Blank>(slot: &mut Option<T>) -> &mut T {
    const SMALL: usize = 64;
    if size_of::<T>() <= SMALL { slot.insert(T::blank()) } else { insert_large(slot) }
}

#[inline(never)]
fn insert_large<T: Blank>(slot: &mut Option<T>) -> &mut T {
    slot.insert(T::blank())
}

#[inline(never)]
fn push_blank<T: Blank>(list: &mut Vec<T>) -> Option<&mut T> {
    list.push(T::blank());
    list.last_mut()
}

#[inline(never)]
fn boxed_blank<T: Blank>() -> Box<T> {
    Box::new(T::blank())
}

#[inline(never)]
fn map_blank<'m, T: Blank>(map: &'m mut BTreeMap<String, T>, key: &str) -> &'m mut T {
    match map.entry(key.to_owned()) {
        Entry::Vacant(place) => place.insert(T::blank()),
        Entry::Occupied(place) => {
            let slot = place.into_mut();
            *slot = T::blank();
            slot
        }
    }
}

impl<T: Slot + Blank> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        if reader.peek_byte() == Some(b'n') {
            return reader.literal("null");
        }
        insert_blank(self).read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }

    fn write_member(&self, field: &Field, writer: &mut Writer) -> bool {
        self.as_ref().is_some_and(|value| value.write_member(field, writer))
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn note_drift(&self, walk: &mut Walk) {
        if let Some(value) = self {
            value.note_drift(walk);
        }
    }

    fn fresh(&self) -> Option<Box<dyn Slot>> {
        Some(Box::new(T::blank()))
    }
}

impl<T: Blank> Blank for Box<T> {
    fn blank() -> Self {
        boxed_blank()
    }
}

impl<T: Slot + Blank> Slot for Box<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        (**self).read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        (**self).write(writer);
    }

    fn write_member(&self, field: &Field, writer: &mut Writer) -> bool {
        (**self).write_member(field, writer)
    }

    fn clear(&mut self) {
        (**self).clear();
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn takes_null(&self) -> bool {
        (**self).takes_null()
    }

    fn takes_anything(&self) -> bool {
        (**self).takes_anything()
    }

    fn note_drift(&self, walk: &mut Walk) {
        (**self).note_drift(walk);
    }

    fn fresh(&self) -> Option<Box<dyn Slot>> {
        (**self).fresh()
    }
}

impl<T: Blank> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

/// A list, as what is done with all lists knows it.
trait List {
    /// Adds a blank item and gives its place.
    fn add(&mut self) -> Option<&mut dyn Slot>;
    /// The item with this number.
    fn item(&self, number: usize) -> Option<&dyn Slot>;
}

impl<T: Slot + Blank> List for Vec<T> {
    fn add(&mut self) -> Option<&mut dyn Slot> {
        match push_blank(self) {
            Some(item) => Some(item),
            None => None,
        }
    }

    fn item(&self, number: usize) -> Option<&dyn Slot> {
        match self.get(number) {
            Some(item) => Some(item),
            None => None,
        }
    }
}

/// All items of a list with their numbers.
fn items(list: &dyn List) -> impl Iterator<Item = (usize, &dyn Slot)> {
    (0..).map_while(|number| list.item(number).map(|item| (number, item)))
}

fn read_list(list: &mut dyn List, reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.enter_list()?;
    let (mut first, mut number) = (true, 0);
    while reader.next_item(&mut first)? {
        if let Some(item) = list.add() {
            item.read(reader).map_err(|fault| fault.within(Step::Item(number)))?;
        }
        number += 1;
    }
    Ok(())
}

fn write_list(list: &dyn List, writer: &mut Writer) {
    writer.open_list();
    for (_, item) in items(list) {
        writer.item();
        item.write(writer);
    }
    writer.close_list();
}

fn note_list(list: &dyn List, walk: &mut Walk) {
    for (number, item) in items(list) {
        walk.enter(Step::Item(number));
        item.note_drift(walk);
        walk.leave();
    }
}

impl<T: Slot + Blank> Slot for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.clear();
        read_list(self, reader)
    }

    fn write(&self, writer: &mut Writer) {
        write_list(self, writer);
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }

    fn note_drift(&self, walk: &mut Walk) {
        note_list(self, walk);
    }
}

impl<T: Blank> Blank for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Slot + Blank> Slot for BTreeMap<String, T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.clear();
        read_map(self, reader)
    }

    fn write(&self, writer: &mut Writer) {
        writer.open_object();
        self.write_members(writer);
        writer.close_object();
    }

    fn clear(&mut self) {
        BTreeMap::clear(self);
    }

    fn takes_anything(&self) -> bool {
        boxed_blank::<T>().takes_anything()
    }

    fn note_drift(&self, walk: &mut Walk) {
        self.drift_members(walk);
    }
}

fn read_map(map: &mut dyn Rest, reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.enter_object()?;
    // Of values whose key may come again.
    let mut faults = BTreeMap::new();
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        let Some(name) = key.name else {
            return Err(Fault::misfit(key.start, "a key without half surrogate pairs"));
        };
        let (mark, respelled) = (reader.mark(), reader.respelled);
        match map.read_member(&name, reader) {
            Ok(()) if faults.is_empty() => {}
            Ok(()) => drop(faults.remove(&*name)),
            Err(fault) => {
                let fault = pass_over(fault, &name, mark, reader)?;
                faults.insert(name, fault);
                reader.respelled = respelled;
            }
        }
    }
    first_fault(faults).map_or(Ok(()), Err)
}

/// Passes over a value that does not fit, and gives the fault back; broken text ends the reading.
#[cold]
fn pass_over(
    fault: Fault,
    name: &str,
    mark: Mark,
    reader: &mut Reader<'_>,
) -> Result<Fault, Fault> {
    let within = |fault: Fault| fault.within(Step::Key(name.to_owned()));
    if fault.is_broken() {
        return Err(within(fault));
    }
    reader.rewind(mark);
    match reader.skip() {
        Ok(()) => Ok(within(fault)),
        Err(broken) => Err(within(broken)),
    }
}

impl<T: Slot + Blank> Rest for BTreeMap<String, T> {
    fn read_member(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        map_blank(self, key).read(reader)
    }

    fn drop_members(&mut self) {
        BTreeMap::clear(self);
    }

    fn drop_member(&mut self, key: &str) {
        self.remove(key);
    }

    fn has_member(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn write_members(&self, writer: &mut Writer) {
        for (key, value) in self {
            writer.key(key);
            value.write(writer);
        }
    }

    fn drift_members(&self, walk: &mut Walk) {
        for (key, value) in self {
            walk.enter(Step::Key(key.clone()));
            value.note_drift(walk);
            walk.leave();
        }
    }

    fn fresh(&self) -> Box<dyn Slot> {
        boxed_blank::<T>()
    }
}
