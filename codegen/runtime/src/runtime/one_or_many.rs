//! Values that come alone at one time and in a list at another.

use std::ops::Deref;

use super::codec::{Blank, Fault, Field, Inspect, Kind, List, Plain, Reader, Slot, Writer};

/// One value, or a list of them, where the API sends both. It is used as a slice, and written as what it
/// was read.
///
/// A list that is found where the document says one value (or the other way round) is no drift.
///
/// What is neither does not fit, as with any type but a union: in an optional place it is kept in `extra`
/// and the field reads as absent, and in a required one it is an error. A union keeps what it does not
/// know as a variant of its own, which nobody can overlook; here it could only be an empty list, which
/// says that there are no values.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T> {
    items: Vec<T>,
    /// Whether it is a list on the wire.
    many: bool,
}

impl<T> OneOrMany<T> {
    /// Whether it is a list on the wire, even of one.
    pub fn is_many(&self) -> bool {
        self.many
    }

    /// The values as a list.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> From<T> for OneOrMany<T> {
    fn from(item: T) -> Self {
        Self { items: vec![item], many: false }
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, many: true }
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T> FromIterator<T> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(Vec::from_iter(items))
    }
}

super::plain! { [T: 'static] OneOrMany<T> = Self { items: Vec::new(), many: true } }

impl<T: Slot + Blank> Slot for OneOrMany<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.many = reader.peek()? == Kind::Array;
        if self.many {
            return self.items.read(reader);
        }
        match self.items.add() {
            Some(item) => item.read(reader),
            None => Ok(()),
        }
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        match self.items.first() {
            Some(item) if !self.many => item.write(field, writer),
            _ => self.items.write(field, writer),
        }
    }

    fn clear(&mut self) {
        *self = Self::BLANK;
    }

    fn view(&self, by: &mut dyn Inspect) {
        match self.items.first() {
            Some(item) if !self.many => item.view(by),
            _ => self.items.view(by),
        }
    }
}

super::serde_bridge! { [T: Slot + Blank] OneOrMany<T> }
