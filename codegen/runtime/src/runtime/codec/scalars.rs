//! Slots of texts, booleans and integers.

use super::decimal::integer_of;
use super::fault::Fault;
use super::macros::plain;
use super::reader::Reader;
use super::slot::Slot;
use super::table::Field;
use super::view::Inspect;
use super::writer::Writer;

plain! { String = Self::new() }
plain! { bool = false }

impl Slot for String {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = reader.text()?;
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        writer.begin(field);
        writer.string(self);
        true
    }

    fn clear(&mut self) {
        Self::clear(self);
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.leaf(self);
    }
}

impl Slot for bool {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = reader.boolean()?;
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        writer.begin(field);
        writer.boolean(*self);
        true
    }

    fn clear(&mut self) {
        *self = false;
    }

    fn view(&self, by: &mut dyn Inspect) {
        by.leaf(self);
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
        self.spelling = self.spelling.and_lost(value.to_string() != spelling);
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
        plain! { $ty = 0 }

        impl Slot for $ty {
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
                *self = reader.integer_as($expected)?;
                Ok(())
            }

            fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
                writer.begin(field);
                writer.$write((*self).into());
                true
            }

            fn clear(&mut self) {
                *self = 0;
            }

            fn view(&self, by: &mut dyn Inspect) {
                by.leaf(self);
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
