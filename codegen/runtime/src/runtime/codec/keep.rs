//! Values beside which their holder keeps the text that they came as.

use super::containers::read_item;
use super::fault::{DecodeError, Fault};
use super::reader::{Reader, Spelling};
use super::slot::Slot;
use super::table::Field;
use super::view::write_value;
use super::writer::Writer;

impl<'a> Reader<'a> {
    /// Reads a value whose holder keeps its spelling; gives that if the value alone would lose it.
    pub(in super::super) fn read_keeping(
        &mut self,
        slot: &mut dyn Slot,
    ) -> Result<Option<&'a str>, Fault> {
        let start = self.start();
        let around = std::mem::replace(&mut self.spelling, Spelling::KEPT);
        slot.read(self)?;
        let is_lost = std::mem::replace(&mut self.spelling, around).is_lost();
        Ok(is_lost.then(|| self.since(start)))
    }

    /// Reads a value; one that does not fit is passed over, and given as it came with what is wrong.
    pub(in super::super) fn read_or_pass_over(
        &mut self,
        slot: &mut dyn Slot,
    ) -> Result<Option<(&'a str, DecodeError)>, Fault> {
        let (mark, spelling) = (self.mark(), self.spelling);
        match read_item(slot, self) {
            Ok(()) => Ok(None),
            Err(fault) if fault.is_broken() => Err(fault),
            Err(fault) => {
                self.rewind(mark);
                self.spelling = spelling;
                let text = self.raw()?;
                Ok(Some((text, fault.into_error(self.text))))
            }
        }
    }
}

/// Writes a value, in the spelling that its holder kept if it is still the same; false, and nothing, if there
/// is none any more.
pub(in super::super) fn write_kept(
    slot: &dyn Slot,
    field: Option<&Field>,
    kept: &str,
    writer: &mut Writer,
) -> bool {
    let before = writer.out.len();
    writer.begin(field);
    let is_there = write_value(slot, Some(kept), writer);
    if !is_there {
        writer.out.truncate(before);
    }
    is_there
}
