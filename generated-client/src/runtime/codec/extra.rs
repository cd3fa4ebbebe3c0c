//! What a payload has beyond its document.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::super::Json;
use super::compare::same_value;
use super::macros::plain;
use super::reader::Reader;
use super::table::{Field, Table};
use super::writer::Writer;

/// What an object has besides the values of its fields, kept as it came and written back as it is:
/// members that the API's document does not name, values that do not fit their field, and which optional
/// fields are `null` rather than missing.
///
/// A field that has a value always wins over what is kept here under its name.
///
/// Two are equal if they hold the same values under the same keys.
#[derive(Clone, Default)]
pub struct Extra {
    /// The fields that the bits of `nulls` stand for.
    table: Option<&'static Table>,
    /// The first 64 fields, one bit each: whether it is `null`.
    nulls: u64,
    /// Members as they are spelled, with commas between.
    text: String,
    /// Whether some of the members may have the name of a field.
    named: bool,
}

impl Extra {
    /// Nothing.
    const EMPTY: Self = Self { table: None, nulls: 0, text: String::new(), named: false };

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.nulls == 0 && self.text.is_empty()
    }

    /// Whether the field with this name on the wire is `null` rather than missing.
    pub fn is_null(&self, name: &str) -> bool {
        let number = self.table.and_then(|table| table.find(name));
        number.is_some_and(|number| self.nulls & bit(number) != 0)
            || self.find(name).is_some_and(|value| value == "null")
    }

    /// Makes the optional field with this name on the wire `null`, which is sent as long as the field has
    /// no value. (A field that is simply `None` is not sent.)
    pub fn set_null(&mut self, name: &str) {
        if !self.is_null(name) {
            self.insert(name, Json::null());
        }
    }

    /// The value under this key: of a member that the document does not name, or one that does not fit
    /// its field. If the key came twice, the last one.
    pub fn get(&self, name: &str) -> Option<Json> {
        self.find(name).map(Json::kept)
    }

    /// The members that the document does not name, in the order in which they came.
    pub fn unknown(&self) -> Members<'_> {
        Members { extra: self, rest: self.members(), fields: false }
    }

    /// Values that do not fit the field of this name on the wire, and integers that are spelled as `5.0`.
    pub fn misfits(&self) -> Members<'_> {
        Members { extra: self, rest: self.members(), fields: true }
    }

    /// Adds a member, in place of any with the same key.
    pub fn insert(&mut self, name: &str, value: impl Into<Json>) {
        self.remove(name);
        let mut member = Writer::new();
        member.string(name);
        member.raw(":");
        member.raw(value.into().text());
        self.push(&member.finish());
        self.named = true;
    }

    /// Removes what is kept under this key and gives its value.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let was_null = self.is_null(name);
        if let Some(number) = self.number(name) {
            self.nulls &= !bit(number);
        }
        let removed = self.get(name).or_else(|| was_null.then(Json::null));
        if !self.text.is_empty() && removed.is_some() {
            self.retain(|member, _| member.key != name);
        }
        removed
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.table.and_then(|table| table.find(name))
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.members().filter(|member| member.key == name).last().map(|member| member.value)
    }

    fn push(&mut self, member: &str) {
        if !self.text.is_empty() {
            self.text.push(',');
        }
        self.text.push_str(member);
    }

    /// The fields that the bits say are `null`.
    fn null_fields(&self) -> Vec<&'static Field> {
        let mut fields = Vec::new();
        if let Some(table) = self.table
            && self.nulls != 0
        {
            for (number, field) in table.fields().numbered() {
                if self.nulls & bit(number) != 0 {
                    fields.push(field);
                }
            }
        }
        fields
    }

    /// All values by key, `null` fields included.
    fn all(&self) -> BTreeMap<String, &str> {
        let mut all = BTreeMap::new();
        for field in self.null_fields() {
            all.insert(field.name.to_owned(), "null");
        }
        for member in self.members() {
            all.insert(member.key.into_owned(), member.value);
        }
        all
    }
}

// What the routine for objects asks for.
impl Extra {
    /// Keeps a member of an object of this table as it is spelled; `named`: its key is a field's.
    pub(super) fn keep(&mut self, table: &'static Table, member: &str, named: bool) {
        self.table = Some(table);
        self.named |= named;
        self.push(member);
    }

    /// Notes that a field is `null`; `member` is the spelling, for fields beyond the bits.
    pub(super) fn keep_null(&mut self, table: &'static Table, number: usize, member: &str) {
        match bit(number) {
            0 => self.keep(table, member, true),
            bit => {
                self.table = Some(table);
                self.nulls |= bit;
            }
        }
    }

    /// Takes back that a field is `null`, since its key came again.
    pub(super) fn forget_null(&mut self, number: usize) {
        self.nulls &= !bit(number);
    }

    /// Whether the field is `null`, for an object of this table.
    pub(super) fn has_null(&self, table: &'static Table, number: usize) -> bool {
        if self.nulls == 0 {
            return false;
        }
        if self.is_of(table) {
            return self.nulls & bit(number) != 0;
        }
        table.fields().field(number).is_some_and(|field| self.is_null(field.name))
    }

    /// The last kept value of each field of this table.
    pub(super) fn by_field(&self, table: &'static Table) -> BTreeMap<usize, &str> {
        if self.unnamed_text(table).is_some() {
            return BTreeMap::new();
        }
        self.members().filter_map(|member| Some((table.find(&member.key)?, member.value))).collect()
    }

    /// All kept members if none can have the name of a field of this table.
    pub(super) fn unnamed_text(&self, table: &'static Table) -> Option<&str> {
        (!self.named && self.is_of(table)).then_some(self.text.as_str())
    }

    /// The `null` fields that an object of this table does not have, since this was taken from another.
    pub(super) fn foreign_nulls(&self, table: &'static Table) -> Vec<&'static Field> {
        if self.is_of(table) {
            return Vec::new();
        }
        let mut fields = self.null_fields();
        fields.retain(|field| table.find(field.name).is_none());
        fields
    }

    /// Whether it is not from an object of another type.
    fn is_of(&self, table: &'static Table) -> bool {
        self.table.is_none_or(|own| std::ptr::eq(own, table))
    }

    /// The length of what is kept as text, in bytes.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// Drops the members for which it does not hold; it is asked with the offset at which they end.
    pub(super) fn retain(&mut self, holds: impl Fn(&Kept<'_>, usize) -> bool) {
        let (mut retained, mut members) = (Self::default(), self.members());
        while let Some(member) = members.next() {
            if holds(&member, members.reader.at) {
                retained.push(member.spelling);
            }
        }
        self.text = retained.text;
    }

    /// The kept members, one after the other.
    pub(super) fn members(&self) -> Iter<'_> {
        Iter { reader: Reader::new(&self.text), first: true }
    }
}

plain! { Extra = Self::EMPTY }

/// The bit of a field; none beyond 64.
fn bit(number: usize) -> u64 {
    u32::try_from(number).ok().and_then(|number| 1_u64.checked_shl(number)).unwrap_or(0)
}

/// A kept member.
pub(super) struct Kept<'a> {
    /// The key; one that is no Rust string as it is spelled.
    pub(super) key: Cow<'a, str>,
    /// The value as it is spelled.
    pub(super) value: &'a str,
    /// Key and value as they are spelled.
    pub(super) spelling: &'a str,
}

/// The kept members, one after the other.
pub(super) struct Iter<'a> {
    reader: Reader<'a>,
    first: bool,
}

impl<'a> Iterator for Iter<'a> {
    type Item = Kept<'a>;

    fn next(&mut self) -> Option<Kept<'a>> {
        // What is kept was read before, so that the only fault is the end.
        let key = self.reader.next_key(&mut self.first).ok().flatten()?;
        let spelled = self.reader.since(key.start);
        let value = self.reader.raw().ok()?;
        let spelling = self.reader.since(key.start);
        Some(Kept { key: key.name.unwrap_or(Cow::Borrowed(spelled)), value, spelling })
    }
}

/// Some of the members that an [`Extra`] keeps, each with its key, in the order in which they came.
pub struct Members<'a> {
    extra: &'a Extra,
    rest: Iter<'a>,
    /// Whether they are those with a field's name, `null` left out; otherwise those without.
    fields: bool,
}

impl Iterator for Members<'_> {
    type Item = (String, Json);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let member = self.rest.next()?;
            let is_field = self.extra.number(&member.key).is_some();
            if is_field == self.fields && !(is_field && member.value == "null") {
                return Some((member.key.into_owned(), Json::kept(member.value)));
            }
        }
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        if self.nulls == other.nulls && self.text == other.text {
            return true;
        }
        let (one, other) = (self.all(), other.all());
        one.len() == other.len()
            && one.iter().zip(&other).all(|(a, b)| a.0 == b.0 && same_value(a.1, b.1))
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (key, value) in self.all() {
            map.entry(&key, &format_args!("{value}"));
        }
        map.finish()
    }
}
