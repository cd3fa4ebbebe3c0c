//! What the document says of the fields of a struct.
//!
//! The generated code has only what cannot be worked out, as one text: every field of every model is
//! compiled by every user, and a literal is what a compiler takes quickest. The rest is made when a struct
//! is first read or written, once in the life of the program.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

use super::declared::{Declared, declared};

/// The fields of a struct, in the order in which its code numbers them.
#[doc(hidden)]
pub struct Table {
    name: &'static str,
    /// The fields, as the model's line has them.
    line: &'static str,
    fields: OnceLock<Fields>,
}

/// The fields of a struct, with what makes them quick to find and to write.
pub(super) struct Fields {
    all: Box<[Field]>,
    /// Which field was found after which, so that the order of the server's keys, which is seldom that of
    /// the document, is learnt from the first payload: what comes first, then what comes after each.
    order: Box<[Hint]>,
    /// The required ones among the first 64, one bit each.
    pub(super) required: u64,
    /// Numbers of the fields in the order of their names; for wide structs only.
    sorted: Box<[usize]>,
}

/// What comes next: the number of a field plus one, or 0 for what is not known yet.
///
/// The first answer stays, so that threads that decode at once do not wait for one another's writes.
type Hint = AtomicU16;

/// A field as it is on the wire.
#[doc(hidden)]
pub struct Field {
    /// Its key.
    pub(super) name: &'static str,
    /// What it is called in Rust.
    pub(super) ident: &'static str,
    pub(super) required: bool,
    pub(super) nullable: bool,
    /// A comma, its key as it is usually spelled, and the colon; empty if the key takes escapes.
    pub(super) spelled: Box<str>,
    /// The first eight bytes of its key.
    head: u64,
}

impl Field {
    fn new(&Declared { ident, name, required, nullable }: &Declared) -> Self {
        let spelled = if is_plain(name) { format!(",\"{name}\":") } else { String::new() };
        Self {
            name,
            ident,
            required,
            nullable,
            spelled: spelled.into(),
            head: head_of(name.as_bytes()),
        }
    }

    /// Its key as it is usually spelled, and the colon.
    #[inline]
    pub(super) fn key(&self) -> &str {
        self.spelled.get(1..).unwrap_or_default()
    }
}

/// The first eight bytes of a key as a number, as if zeros followed: most keys differ in them, so that
/// one comparison tells them apart.
fn head_of(name: &[u8]) -> u64 {
    let mut head = [0; 8];
    head.iter_mut().zip(name).for_each(|(place, byte)| *place = *byte);
    u64::from_le_bytes(head)
}

/// Whether a key is ASCII without quotes, backslashes and controls, so that it has one usual spelling.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\'))
}

/// Up to this many fields a name is looked for one field after the other.
const NARROW: usize = 24;

impl Table {
    /// The table of a struct: what it is called in Rust, and its fields as the line of its model has them.
    pub const fn new(name: &'static str, line: &'static str) -> Self {
        Self { name, line, fields: OnceLock::new() }
    }

    /// What the struct is called in Rust.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The fields.
    #[inline]
    pub(super) fn fields(&'static self) -> &'static Fields {
        self.fields.get_or_init(|| Fields::new(self.line))
    }

    /// The number of the field with this name.
    pub(super) fn find(&'static self, name: &str) -> Option<usize> {
        self.fields().find(name)
    }
}

impl Fields {
    fn new(line: &'static str) -> Self {
        let all: Box<[Field]> = declared(line).iter().map(Field::new).collect();
        let required = (0..64).zip(&all).filter(|(_, field)| field.required);
        let required = required.fold(0, |bits, (number, _)| bits | 1 << number);
        let order = (0..=all.len()).map(|_| Hint::new(0)).collect();
        let mut sorted: Vec<usize> = Vec::new();
        if all.len() > NARROW {
            sorted.extend(0..all.len());
            sorted.sort_unstable_by_key(|number| all.get(*number).map_or("", |field| field.name));
        }
        Self { all, order, required, sorted: sorted.into() }
    }

    /// Which field is likely to come after so many fields of the document's order: after the field with
    /// the number `before - 1`, or first if there was none.
    #[inline]
    pub(super) fn guess(&self, before: usize) -> usize {
        let hint = self.order.get(before).map_or(0, |hint| hint.load(Ordering::Relaxed));
        if hint == 0 { before } else { usize::from(hint) - 1 }
    }

    /// Learns what came after, unless it was learnt before.
    pub(super) fn learn(&self, before: usize, number: usize) {
        if let (Some(hint), Ok(next)) = (self.order.get(before), u16::try_from(number + 1))
            && hint.load(Ordering::Relaxed) == 0
        {
            hint.store(next, Ordering::Relaxed);
        }
    }

    /// The field with this number.
    #[inline]
    pub(super) fn field(&self, number: usize) -> Option<&Field> {
        self.all.get(number)
    }

    /// All fields.
    #[inline]
    pub(super) fn all(&self) -> &[Field] {
        &self.all
    }

    /// All fields with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.all.iter().enumerate()
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
        if self.all.len() > NARROW {
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
        let (before, after) = self.all.split_at_checked(guess).unwrap_or((&self.all, &[]));
        after
            .iter()
            .position(is_it)
            .map(|number| number + before.len())
            .or_else(|| before.iter().position(is_it))
    }

    fn find_wide(&self, name: &str) -> Option<usize> {
        let name_of = |number: &usize| self.field(*number).map_or("", |field| field.name);
        let place = self.sorted.binary_search_by_key(&name, name_of).ok()?;
        self.sorted.get(place).copied()
    }
}
