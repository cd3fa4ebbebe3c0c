//! Slots that hold other slots: what may be missing, boxes, lists and maps.
//!
//! What needs no type is not generic, since it would be compiled for each type that a client has.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::fault::{Fault, Step};
use super::macros::plain;
use super::reader::{Mark, Reader};
use super::seen::first_fault;
use super::slot::{Blank, List, Rest, Slot, items};
use super::table::Field;
use super::view::Inspect;
use super::writer::Writer;

plain! { [T: 'static] Option<T> = None }
plain! { [T: 'static] Vec<T> = Self::new() }
plain! { [T: 'static] BTreeMap<String, T> = Self::new() }

impl<T: Blank> Blank for Box<T> {
    #[inline(never)]
    fn blank() -> Self {
        Self::new(T::blank())
    }
}

// What makes a blank value is kept apart from what recurses, so that no frame of a deep recursion has
// room for the value itself.

#[inline]
fn begin<T: Blank>(slot: &mut Option<T>) {
    const SMALL: usize = 64;
    if size_of::<T>() <= SMALL { fill(slot) } else { fill_large(slot) }
}

/// Puts a blank value where there is none. Nothing is there to be dropped, and so nothing of that is compiled.
#[inline]
fn fill<T: Blank>(slot: &mut Option<T>) {
    std::mem::forget(slot.replace(T::blank()));
}

#[inline(never)]
fn fill_large<T: Blank>(slot: &mut Option<T>) {
    fill(slot);
}

#[inline(never)]
fn push_blank<T: Blank>(list: &mut Vec<T>) -> Option<&mut T> {
    list.push(T::blank());
    list.last_mut()
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

#[cold]
#[inline(never)]
fn absent<T: Slot + Blank>(by: &mut dyn Inspect) {
    by.absent(&mut T::blank());
}

/// Reads a value outside of an object, where `null` is the value of what may be missing.
pub(super) fn read_item(slot: &mut dyn Slot, reader: &mut Reader<'_>) -> Result<(), Fault> {
    if reader.peek_byte() == Some(b'n') && super::view::is_absent(slot) {
        return reader.literal("null");
    }
    slot.read(reader)
}

/// Writes a value outside of an object.
pub(super) fn write_item(slot: &dyn Slot, writer: &mut Writer) {
    if !slot.write(None, writer) {
        writer.null();
    }
}

impl<T: Slot + Blank> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        if self.is_none() {
            begin(self);
        }
        match self {
            Some(value) => value.read(reader),
            None => Ok(()),
        }
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        match self {
            Some(value) => value.write(field, writer),
            None => false,
        }
    }

    fn clear(&mut self) {
        drop(self.take());
    }

    fn view(&self, by: &mut dyn Inspect) {
        match self {
            Some(value) => by.present(value),
            None => absent::<T>(by),
        }
    }
}

impl<T: Slot + Blank> Slot for Box<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        (**self).read(reader)
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        (**self).write(field, writer)
    }

    fn clear(&mut self) {
        (**self).clear();
    }

    fn view(&self, by: &mut dyn Inspect) {
        (**self).view(by);
    }
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

/// Reads a list into an empty one.
fn read_list(list: &mut dyn List, reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.enter_list()?;
    let (mut first, mut number) = (true, 0);
    while reader.next_item(&mut first)? {
        if let Some(item) = list.add() {
            read_item(item, reader).map_err(|fault| fault.within(Step::Item(number)))?;
        }
        number += 1;
    }
    Ok(())
}

fn write_list(list: &dyn List, field: Option<&Field>, writer: &mut Writer) -> bool {
    writer.begin(field);
    writer.open_list();
    for (_, item) in items(list) {
        writer.item();
        write_item(item, writer);
    }
    writer.close_list();
    true
}

impl<T: Slot + Blank> Slot for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        read_list(self, reader)
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        write_list(self, field, writer)
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.list(self);
    }
}

impl<T: Slot + Blank> Slot for BTreeMap<String, T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        read_map(self, reader)
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        write_map(self, field, writer)
    }

    fn clear(&mut self) {
        *self = Self::new();
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.map(self);
    }
}

/// Reads an object into an empty map.
fn read_map(map: &mut dyn Rest, reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.enter_object()?;
    // Of values whose key may come again.
    let mut faults = BTreeMap::new();
    let mut first = true;
    while let Some(key) = reader.next_key(&mut first)? {
        let Some(name) = key.name else {
            return Err(Fault::misfit(key.start, "a key without half surrogate pairs"));
        };
        let (mark, spelling) = (reader.mark(), reader.spelling);
        match map.read_member(&name, reader) {
            Ok(()) if faults.is_empty() => {}
            Ok(()) => drop(faults.remove(&*name)),
            Err(fault) => {
                let fault = pass_over(fault, &name, mark, reader)?;
                faults.insert(name, fault);
                reader.spelling = spelling;
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

fn write_map(map: &dyn Rest, field: Option<&Field>, writer: &mut Writer) -> bool {
    writer.begin(field);
    writer.open_object();
    write_members(map, writer);
    writer.close_object();
    true
}

/// Writes all members of a map.
pub(super) fn write_members(map: &dyn Rest, writer: &mut Writer) {
    map.each(&mut |key, value| {
        writer.key(key);
        write_item(value, writer);
    });
}

impl<T: Slot + Blank> Rest for BTreeMap<String, T> {
    fn read_member(&mut self, key: &str, reader: &mut Reader<'_>) -> Result<(), Fault> {
        let value = map_blank(self, key);
        read_item(value, reader)
    }

    fn drop_member(&mut self, key: &str) {
        self.remove(key);
    }

    fn has_member(&self, key: &str) -> bool {
        self.contains_key(key)
    }

    fn each(&self, take: &mut dyn FnMut(&str, &dyn Slot)) {
        for (key, value) in self {
            take(key, value);
        }
    }

    fn fresh(&self, take: &mut dyn FnMut(&mut dyn Slot)) {
        take(&mut T::blank());
    }
}
