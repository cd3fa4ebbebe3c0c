//! Keys of an object, found in a table without making text of them.

use super::fault::Fault;
use super::reader::{Key, Reader};
use super::skip::plain_length;
use super::table::Fields;

impl<'a> Reader<'a> {
    /// Takes the key that is here, with its colon, and gives its offset and the number of the field that it
    /// belongs to; none if there is no such field. `before` is one more than the number of the field
    /// before it, or 0: what is likely to follow is nearly free to check.
    #[inline]
    pub(super) fn field_key(
        &mut self,
        fields: &Fields,
        before: usize,
    ) -> Result<(usize, Option<usize>), Fault> {
        let guess = fields.guess(before);
        let spelled = fields.field(guess).map_or(&[][..], |field| field.key().as_bytes());
        let start = self.start();
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        if begins_with(rest, spelled) {
            self.at += spelled.len();
            return Ok((start, Some(guess)));
        }
        self.other_key(fields, before).map(|number| (start, number))
    }

    /// The same when the guess is wrong.
    #[inline(never)]
    fn other_key(&mut self, fields: &Fields, before: usize) -> Result<Option<usize>, Fault> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = plain_length(rest);
        let number = if self.peek_byte() == Some(b'"') && rest.get(length) == Some(&b'"') {
            self.at = start + length + 1;
            self.colon()?;
            fields.find_start(rest, length, before)
        } else {
            self.key()?.name.and_then(|name| fields.find(&name))
        };
        if let Some(number) = number {
            fields.learn(before, number);
        }
        Ok(number)
    }

    /// Takes the key that began at `start` once more, with its colon.
    pub(super) fn key_at(&mut self, start: usize) -> Result<Key<'a>, Fault> {
        self.at = start;
        self.key()
    }
}

/// Whether the text begins with this key; no text does with one that has no usual spelling. The first
/// eight bytes, in which most keys differ, need no call.
#[inline]
fn begins_with(text: &[u8], key: &[u8]) -> bool {
    match (text.split_first_chunk::<8>(), key.split_first_chunk::<8>()) {
        (Some((one, text)), Some((other, key))) => one == other && text.starts_with(key),
        _ => !key.is_empty() && text.starts_with(key),
    }
}
