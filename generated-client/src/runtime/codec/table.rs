//! What the document says of the fields of a struct.

use std::sync::OnceLock;

/// The fields of a struct, in the order in which its code numbers them.
#[doc(hidden)]
pub struct Table {
    fields: &'static [Field],
    /// How many of them are required.
    pub(super) required: usize,
    /// Numbers of the fields in the order of their names; made when first needed, for wide structs only.
    sorted: OnceLock<Box<[usize]>>,
}

/// A field as it is on the wire.
#[doc(hidden)]
pub struct Field {
    /// Its key.
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) nullable: bool,
    /// Whether its key is spelled without escapes.
    plain: bool,
}

/// Whether a key is ASCII without quotes, backslashes and controls, so that it has one usual spelling.
const fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b' '..=b'~') || matches!(bytes[at], b'"' | b'\\') {
            return false;
        }
        at += 1;
    }
    true
}

impl Field {
    /// A field that every object has.
    pub const fn required(name: &'static str) -> Self {
        Self { name, required: true, nullable: false, plain: is_plain(name) }
    }

    /// A field that an object may lack.
    pub const fn optional(name: &'static str) -> Self {
        Self { name, required: false, nullable: false, plain: is_plain(name) }
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
    /// The table of these fields.
    pub const fn new(fields: &'static [Field]) -> Self {
        let (mut number, mut required) = (0, 0);
        while number < fields.len() {
            required += fields[number].required as usize;
            number += 1;
        }
        Self { fields, required, sorted: OnceLock::new() }
    }

    /// The field with this number.
    pub(super) fn field(&self, number: usize) -> Option<&'static Field> {
        self.fields.get(number)
    }

    /// The name of the field with this number, if it has no escapes.
    pub(super) fn plain_name(&self, number: usize) -> Option<&'static str> {
        self.fields.get(number).filter(|field| field.plain).map(|field| field.name)
    }

    /// All fields with their numbers.
    pub(super) fn fields(&self) -> impl Iterator<Item = (usize, &'static Field)> {
        self.fields.iter().enumerate()
    }

    /// The number of the field with this name. `guess` is the one that comes next if the payload has the
    /// order of the document, which is nearly free to check. Otherwise narrow tables are searched from
    /// there on, and wide ones by halves, so that no width makes it slow.
    pub(super) fn find(&self, name: &str, guess: usize) -> Option<usize> {
        let is_it = |(_, field): &(usize, &Field)| field.name == name;
        let guessed = self.fields.get(guess).filter(|field| field.name == name);
        if guessed.is_some() {
            return Some(guess);
        }
        if self.fields.len() > NARROW {
            return self.find_wide(name);
        }
        let mut after = self.fields().skip(guess);
        after
            .find(is_it)
            .or_else(|| self.fields().take(guess).find(is_it))
            .map(|(number, _)| number)
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
