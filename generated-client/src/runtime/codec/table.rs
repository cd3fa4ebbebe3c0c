//! What the document says of the fields of a struct.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// The fields of a struct, in the order in which its code numbers them.
#[doc(hidden)]
pub struct Table {
    fields: &'static [Field],
    /// Which field was found after which, so that the order of the server's keys, which is seldom that of
    /// the document, is learnt from the first payload.
    order: &'static [Hint],
    /// The required ones among the first 64, one bit each.
    pub(super) required: u64,
    /// Numbers of the fields in the order of their names; made when first needed, for wide structs only.
    sorted: OnceLock<Box<[usize]>>,
}

/// What comes next: the number of a field plus one, or 0 for what is not known yet.
///
/// The first answer stays, so that threads that decode at once do not wait for one another's writes.
#[doc(hidden)]
pub struct Hint(AtomicU16);

impl Hint {
    /// Nothing known yet.
    pub const fn none() -> Self {
        Self(AtomicU16::new(0))
    }
}

/// A field as it is on the wire.
#[doc(hidden)]
pub struct Field {
    /// Its key.
    pub(super) name: &'static str,
    /// What it is called in Rust.
    pub(super) ident: &'static str,
    pub(super) required: bool,
    pub(super) nullable: bool,
    /// Its key as it is usually spelled, quotes and colon included; empty if that takes escapes.
    pub(super) spelled: &'static str,
    /// The first eight bytes of its key.
    head: u64,
}

/// The first eight bytes of a key as a number, as if zeros followed: most keys differ in them, so that
/// one comparison tells them apart.
const fn head_of(name: &[u8]) -> u64 {
    let (mut head, mut at) = (0, 0);
    while at < 8 && at < name.len() {
        head |= (name[at] as u64) << (8 * at);
        at += 1;
    }
    head
}

/// Whether a key is ASCII without quotes, backslashes and controls, so that it has one usual spelling.
const fn is_plain(name: &[u8]) -> bool {
    let mut at = 0;
    while at < name.len() {
        if !matches!(name[at], b' '..=b'~') || matches!(name[at], b'"' | b'\\') {
            return false;
        }
        at += 1;
    }
    true
}

impl Field {
    /// A field that every object has: its key, the same in quotes with a colon, its name in Rust.
    pub const fn required(name: &'static str, spelled: &'static str, ident: &'static str) -> Self {
        Self { required: true, ..Self::optional(name, spelled, ident) }
    }

    /// A field that an object may lack.
    pub const fn optional(name: &'static str, spelled: &'static str, ident: &'static str) -> Self {
        let bytes = name.as_bytes();
        let spelled = if is_plain(bytes) { spelled } else { "" };
        Self { name, ident, required: false, nullable: false, spelled, head: head_of(bytes) }
    }

    /// The same field, which may also be `null`.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }
}

/// Up to this many fields a name is looked for one field after the other.
const NARROW: usize = 24;

impl Table {
    /// The table of these fields, with a hint for what comes first and one for what comes after each.
    pub const fn new(fields: &'static [Field], order: &'static [Hint]) -> Self {
        let (mut number, mut required) = (0, 0);
        while number < 64 && number < fields.len() {
            required |= (fields[number].required as u64) << number;
            number += 1;
        }
        Self { fields, order, required, sorted: OnceLock::new() }
    }

    /// Which field is likely to come after so many fields of the document's order: after the field with
    /// the number `before - 1`, or first if there was none.
    #[inline]
    pub(super) fn guess(&self, before: usize) -> usize {
        let hint = self.order.get(before).map_or(0, |hint| hint.0.load(Ordering::Relaxed));
        if hint == 0 { before } else { usize::from(hint) - 1 }
    }

    /// Learns what came after, unless it was learnt before.
    pub(super) fn learn(&self, before: usize, number: usize) {
        if let (Some(hint), Ok(next)) = (self.order.get(before), u16::try_from(number + 1))
            && hint.0.load(Ordering::Relaxed) == 0
        {
            hint.0.store(next, Ordering::Relaxed);
        }
    }

    /// Whether there are more than 64 fields.
    #[inline]
    pub(super) fn is_wide(&self) -> bool {
        self.fields.len() > 64
    }

    /// The required fields beyond the first 64.
    pub(super) fn far_required(&self) -> impl Iterator<Item = usize> {
        let far = self.fields().skip(64);
        far.filter(|(_, field)| field.required).map(|(number, _)| number)
    }

    /// The field with this number.
    #[inline]
    pub(super) fn field(&self, number: usize) -> Option<&'static Field> {
        self.fields.get(number)
    }

    /// All fields with their numbers.
    pub(super) fn fields(&self) -> impl Iterator<Item = (usize, &'static Field)> {
        self.fields.iter().enumerate()
    }

    /// The number of the field with this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.find_start(name.as_bytes(), name.len(), 0)
    }

    /// The number of the field whose name is the first `length` bytes of this text. Narrow tables are
    /// searched one field after the other, from `guess` on, and wide ones by halves, so that no width
    /// makes it slow.
    pub(super) fn find_start(&self, text: &[u8], length: usize, guess: usize) -> Option<usize> {
        let name = text.get(..length)?;
        if self.fields.len() > NARROW {
            return self.find_wide(std::str::from_utf8(name).ok()?);
        }
        let head = match text.first_chunk::<8>() {
            Some(chunk) if length < 8 => u64::from_le_bytes(*chunk) & !(u64::MAX << (8 * length)),
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => head_of(name),
        };
        let rest = name.get(8..).unwrap_or_default();
        let is_it = |field: &Field| {
            field.head == head
                && field.name.len() == length
                && field.name.as_bytes().get(8..).unwrap_or_default() == rest
        };
        let (before, after) = self.fields.split_at_checked(guess).unwrap_or((self.fields, &[]));
        after
            .iter()
            .position(is_it)
            .map(|number| number + before.len())
            .or_else(|| before.iter().position(is_it))
    }

    fn find_wide(&self, name: &str) -> Option<usize> {
        let name_of = |number: &usize| self.fields.get(*number).map_or("", |field| field.name);
        let sorted = self.sorted.get_or_init(|| {
            let mut numbers: Vec<usize> = (0..self.fields.len()).collect();
            numbers.sort_unstable_by_key(name_of);
            numbers.into()
        });
        let place = sorted.binary_search_by_key(&name, name_of).ok()?;
        sorted.get(place).copied()
    }
}
