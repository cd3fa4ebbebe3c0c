//! Slots of the types that fields are made of.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::decimal::integer_of;
use super::drift::Walk;
use super::fault::{Fault, Step};
use super::reader::{Mark, Reader};
use super::seen::first_fault;
use super::slot::{Blank, Rest, Slot};
use super::table::Field;
use super::writer::Writer;

impl Blank for String {
    fn blank() -> Self {
        Self::new()
    }
}

impl Slot for String {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = reader.text()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }

    fn clear(&mut self) {
        String::clear(self);
    }
}

impl Blank for bool {
    fn blank() -> Self {
        false
    }
}

impl Slot for bool {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = reader.boolean()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }

    fn clear(&mut self) {
        *self = false;
    }
}

impl Reader<'_> {
    /// Takes an integer of any spelling. One such as `5.0` is noted, so that its spelling is kept.
    pub(super) fn integer(&mut self, expected: &'static str) -> Result<i128, Fault> {
        let mark = self.mark();
        let spelling = self.number().map_err(|fault| {
            if fault.is_broken() { fault } else { Fault::misfit(mark.at, expected) }
        })?;
        let Some(value) = integer_of(spelling) else {
            self.rewind(mark);
            return Err(Fault::misfit(mark.at, expected));
        };
        self.respelled |= value.to_string() != spelling;
        Ok(value)
    }

    /// The whole text as an integer of this type, if it is one.
    pub(in super::super) fn whole<T: TryFrom<i64> + TryFrom<i128>>(&mut self) -> Option<T> {
        let value = self.integer_as("").ok()?;
        self.end().ok().map(|()| value)
    }

    /// Takes an integer of at most 18 digits in its only spelling, if that is what is here.
    fn small_integer(&mut self) -> Option<i64> {
        self.peek_byte();
        let rest = self.text.as_bytes().get(self.at..)?;
        let negative = rest.first() == Some(&b'-');
        let digits = rest.get(usize::from(negative)..)?;
        let (mut value, mut count) = match digits.first_chunk().copied().and_then(eight_digits) {
            Some(value) => (value, 8),
            None => (0, 0),
        };
        while let Some(digit @ b'0'..=b'9') = digits.get(count)
            && count < 18
        {
            value = value * 10 + i64::from(digit - b'0');
            count += 1;
        }
        let goes_on = matches!(digits.get(count), Some(b'0'..=b'9' | b'.' | b'e' | b'E'));
        let is_other = digits.first() == Some(&b'0') && (count > 1 || negative);
        if count == 0 || goes_on || is_other {
            return None;
        }
        self.at += count + usize::from(negative);
        Some(if negative { -value } else { value })
    }

    /// Takes an integer that fits the type.
    pub(in super::super) fn integer_as<T: TryFrom<i64> + TryFrom<i128>>(
        &mut self,
        expected: &'static str,
    ) -> Result<T, Fault> {
        let at = self.start();
        let value = match self.small_integer() {
            Some(value) => T::try_from(value).ok(),
            None => T::try_from(self.integer(expected)?).ok(),
        };
        value.ok_or_else(|| Fault::misfit(at, expected))
    }
}

/// The number that eight digits mean, if they are digits: neighbours are put together, as one multiplication
/// for all pairs, then for all pairs of pairs, then for both halves.
fn eight_digits(digits: [u8; 8]) -> Option<i64> {
    let values = u64::from_le_bytes(digits) ^ 0x3030_3030_3030_3030;
    if (values | values.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = values.wrapping_mul(10 << 8 | 1) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_FFFF_0000_FFFF;
    i64::try_from(fours.wrapping_mul(10_000 << 32 | 1) >> 32).ok()
}

/// Slots of integers.
macro_rules! integers {
    ($($ty:ty, $write:ident, $expected:literal;)*) => {$(
        impl Blank for $ty {
            fn blank() -> Self {
                0
            }
        }

        impl Slot for $ty {
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
                *self = reader.integer_as($expected)?;
                Ok(())
            }

            fn write(&self, writer: &mut Writer) {
                writer.$write((*self).into());
            }

            fn clear(&mut self) {
                *self = 0;
            }
        }
    )*};
}

integers! {
    i32, signed, "an integer of 32 bits";
    i64, signed, "an integer of 64 bits";
    u32, unsigned, "an integer of 32 bits, not negative";
    u64, unsigned, "an integer of 64 bits, not negative";
}

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

    fn takes_null(&self) -> bool {
        T::null_is_a_value()
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

    fn null_is_a_value() -> bool {
        T::null_is_a_value()
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
