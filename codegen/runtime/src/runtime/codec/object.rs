//! The one routine that reads all structs.
//!
//! It reads the keys of an object, asks the struct's table which field each belongs to, and lets the
//! field's slot read the value. What has no field, or does not fit one that the document calls optional,
//! is kept as it is spelled.
//!
//! Its work grows in a straight line with the text. A value that does not fit is read a second time, to
//! keep it, by each optional field that it lies in: so a byte is looked at no more often than it is deep.

use super::extra::Extra;
use super::fault::{Fault, Step};
use super::reader::{Mark, Reader, Spelling};
use super::seen::Seen;
use super::slot::{Rest, Slot};
use super::table::{Field, Table};

/// A struct counts for one level of nesting, and for one more for each so many fields.
const WEIGHT: usize = 128;

/// A struct taken apart, to be changed.
#[doc(hidden)]
pub struct Parts<'a, 's> {
    table: &'static Table,
    slots: &'a mut [&'s mut dyn Slot],
    extra: &'a mut Extra,
    rest: Option<&'a mut dyn Rest>,
}

impl<'a, 's> Parts<'a, 's> {
    /// The parts of a struct: its fields in the order of its table, and what has no field.
    pub fn new(
        table: &'static Table,
        slots: &'a mut [&'s mut dyn Slot],
        extra: &'a mut Extra,
    ) -> Self {
        Self { table, slots, extra, rest: None }
    }

    /// The same with the typed map that takes the keys which have no field.
    #[must_use]
    pub fn with(self, rest: &'a mut dyn Rest) -> Self {
        Self { rest: Some(rest), ..self }
    }

    /// Reads an object into a blank struct.
    ///
    /// # Errors
    ///
    /// When it is no object, or lacks what it must have.
    pub fn read(mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        let fields = self.table.fields();
        let begin = reader.start();
        reader.enter_object()?;
        // The caller has the places of all fields on the stack.
        let weight = self.slots.len() / WEIGHT;
        reader.weigh(weight)?;
        let around = std::mem::replace(&mut reader.spelling, Spelling::KEPT);
        let (mut seen, mut before, mut first) = (Seen::default(), 0, true);
        while reader.next_member(&mut first)? {
            let (start, number) = reader.field_key(fields, before)?;
            let Some(number) = number else {
                self.read_unknown(start, &mut seen, reader)?;
                continue;
            };
            before = number + 1;
            let Some(field) = fields.field(number) else {
                continue;
            };
            if seen.put(number) {
                self.forget(number, &mut seen);
            }
            self.read_field(&Place { number, field, start }, &mut seen, reader)
                .map_err(|fault| fault.within(Step::Field(field.name)))?;
        }
        reader.depth -= weight;
        reader.spelling = around;
        if seen.is_rare() {
            self.finish(&mut seen)?;
        }
        match seen.missing(fields) {
            None => Ok(()),
            Some(number) => {
                Err(Fault::missing(begin, fields.field(number).map_or("", |field| field.name)))
            }
        }
    }

    /// Ends an object in which keys came again, or may have: what is left of its faults is one, and what was
    /// kept of members that do not count is dropped.
    #[cold]
    fn finish(&mut self, seen: &mut Seen) -> Result<(), Fault> {
        if let Some(fault) = seen.first_fault() {
            return Err(fault);
        }
        let mut extra = std::mem::take(self.extra);
        seen.drop_outdated(self.table, &mut extra, self.rest.as_deref());
        *self.extra = extra;
        Ok(())
    }

    /// Forgets the value of a field, since its key came again; the last one counts.
    #[cold]
    fn forget(&mut self, number: usize, seen: &mut Seen) {
        seen.outdate(number, self.extra);
        self.extra.forget_null(number);
        if let Some(slot) = self.slot(number) {
            slot.clear();
        }
    }

    #[inline]
    fn slot(&mut self, number: usize) -> Option<&mut dyn Slot> {
        match self.slots.get_mut(number) {
            Some(slot) => Some(&mut **slot),
            None => None,
        }
    }

    #[inline]
    fn read_field(
        &mut self,
        place: &Place<'_>,
        seen: &mut Seen,
        reader: &mut Reader<'_>,
    ) -> Result<(), Fault> {
        let Some(slot) = self.slot(place.number) else {
            return reader.skip();
        };
        let field = place.field;
        if reader.peek_byte() == Some(b'n') && (field.nullable || !field.required) {
            return self.read_null(place, reader);
        }
        let mark = reader.mark_here();
        match slot.read(reader) {
            Ok(()) if !reader.spelling.is_lost() => Ok(()),
            Ok(()) => {
                self.keep_spelling(place, reader);
                Ok(())
            }
            Err(fault) => self.pass_over(place, mark, fault, seen, reader),
        }
    }

    fn read_null(&mut self, place: &Place<'_>, reader: &mut Reader<'_>) -> Result<(), Fault> {
        reader.literal("null")?;
        if !place.field.required {
            self.extra.keep_null(self.table, place.number, reader.since(place.start));
        }
        Ok(())
    }

    /// Keeps how a member is spelled whose field has its value, but not in that spelling.
    #[cold]
    fn keep_spelling(&mut self, place: &Place<'_>, reader: &mut Reader<'_>) {
        reader.spelling = Spelling::KEPT;
        self.extra.keep(self.table, reader.since(place.start), true);
    }

    /// Passes over a member whose field cannot hold it. How it is spelled is kept if the field is optional; if
    /// it is required, that is a fault unless the key comes again.
    #[cold]
    fn pass_over(
        &mut self,
        place: &Place<'_>,
        mark: Mark,
        fault: Fault,
        seen: &mut Seen,
        reader: &mut Reader<'_>,
    ) -> Result<(), Fault> {
        if fault.is_broken() {
            return Err(fault);
        }
        reader.spelling = Spelling::KEPT;
        if let Some(slot) = self.slot(place.number) {
            slot.clear();
        }
        reader.rewind(mark);
        reader.skip()?;
        if place.field.required {
            seen.blame(place.number, fault.within(Step::Field(place.field.name)));
        } else {
            self.extra.keep(self.table, reader.since(place.start), true);
        }
        Ok(())
    }

    /// Reads a member that has no field; its key, which began at `start`, is taken.
    fn read_unknown(
        &mut self,
        start: usize,
        seen: &mut Seen,
        reader: &mut Reader<'_>,
    ) -> Result<(), Fault> {
        if let Some(rest) = self.rest.as_deref_mut()
            && let Some(name) = reader.key_at(start)?.name
        {
            if read_rest(rest, &name, reader)? {
                return Ok(());
            }
            seen.keep_beside_map();
        }
        reader.skip()?;
        self.extra.keep(self.table, reader.since(start), false);
        Ok(())
    }
}

/// A member that is being read.
struct Place<'f> {
    number: usize,
    field: &'f Field,
    /// The offset of its key.
    start: usize,
}

/// Reads a member into the typed map; false, and back where it was, if it does not fit.
fn read_rest(rest: &mut dyn Rest, name: &str, reader: &mut Reader<'_>) -> Result<bool, Fault> {
    let mark = reader.mark();
    match rest.read_member(name, reader) {
        Ok(()) if !reader.spelling.is_lost() => return Ok(true),
        Err(fault) if fault.is_broken() => return Err(fault.within(Step::Key(name.to_owned()))),
        _ => {}
    }
    rest.drop_member(name);
    reader.rewind(mark);
    reader.spelling = Spelling::KEPT;
    Ok(false)
}
