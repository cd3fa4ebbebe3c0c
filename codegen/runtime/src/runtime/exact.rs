//! Values outside of objects that keep how their numbers are spelled.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};

use super::codec::{Blank, Fault, Field, Inspect, Plain, Reader, Slot, Writer, write_kept};

/// Integers, or a list or map of them, that stand outside of any object: a whole answer, say. It is used as
/// what it holds, and written as it was read: `5.0` and `1e3`, which are integers, keep their spelling.
///
/// (A field needs none: its object keeps the spelling.) Where the value was changed since, it is written as
/// it is now.
///
/// Two are equal if their values are, whatever the spelling.
#[derive(Clone, Default)]
pub struct Exact<T> {
    value: T,
    /// How the whole value came, if it would not be written so.
    spelling: Option<Box<str>>,
}

impl<T> Exact<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Whether it came in a spelling that the value by itself would not be written in.
    #[doc(hidden)]
    pub fn is_respelled(&self) -> bool {
        self.spelling.is_some()
    }
}

impl<T> Deref for Exact<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Exact<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> From<T> for Exact<T> {
    fn from(value: T) -> Self {
        Self { value, spelling: None }
    }
}

impl<A, T: FromIterator<A>> FromIterator<A> for Exact<T> {
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        Self::from(T::from_iter(items))
    }
}

impl<T: IntoIterator> IntoIterator for Exact<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

#[allow(clippy::into_iter_without_iter, reason = "what it holds has one, if it is a list")]
impl<'a, T> IntoIterator for &'a Exact<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

impl<T: PartialEq> PartialEq for Exact<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Exact<T> {}

impl<T: PartialEq> PartialEq<T> for Exact<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: Hash> Hash for Exact<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: fmt::Display> fmt::Display for Exact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for Exact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Plain> Plain for Exact<T> {
    const BLANK: Self = Self { value: T::BLANK, spelling: None };
}

impl<T: Blank> Blank for Exact<T> {
    fn blank() -> Self {
        Self::from(T::blank())
    }
}

impl<T: Slot + Blank> Slot for Exact<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        let spelling = reader.read_keeping(&mut self.value)?;
        self.spelling = spelling.map(Into::into);
        Ok(())
    }

    fn write(&self, field: Option<&Field>, writer: &mut Writer) -> bool {
        match &self.spelling {
            None => self.value.write(field, writer),
            Some(spelling) => write_kept(&self.value, field, spelling, writer),
        }
    }

    fn clear(&mut self) {
        self.value.clear();
        self.spelling = None;
    }

    fn view(&self, by: &mut dyn Inspect) {
        self.value.view(by);
    }
}

super::serde_bridge! { [T: Slot + Blank] Exact<T> }
