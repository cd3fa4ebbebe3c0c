//! Looking at a value before it is read: what a union chooses by.
//!
//! The keys of an object are walked over once at most, and no further than to what is asked for. Values
//! are leapt over without being checked, which is quick: the chosen member reads them afterwards in any
//! case, and whatever is not JSON comes out then.

use std::borrow::Cow;

use super::fault::Fault;
use super::reader::{Kind, Mark, Reader};
use super::union::Test;

/// What is known of a value before it is read.
pub(in super::super) struct Look<'a> {
    pub(super) mark: Mark,
    pub(super) kind: Kind,
    /// The members seen so far: key, and offset of the value.
    members: Vec<(Cow<'a, str>, usize)>,
    /// Where the walk over the members has come to.
    reader: Reader<'a>,
    is_inside: bool,
}

impl<'a> Look<'a> {
    pub(in super::super) fn new(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        let mut kind = reader.peek()?;
        if kind == Kind::Number {
            kind = reader.number_kind()?;
        }
        let mark = reader.mark();
        let reader = Reader { at: mark.at, ..Reader::new(reader.text) };
        Ok(Self { mark, kind, members: Vec::new(), reader, is_inside: false })
    }

    /// Whether a test, other than an attempt, holds.
    pub(in super::super) fn holds(&mut self, test: &Test) -> bool {
        let kind = self.kind;
        match test {
            Test::Kind(kinds) => {
                kinds.contains(&kind) || kind == Kind::Integer && kinds.contains(&Kind::Number)
            }
            Test::Tag(..) | Test::Literal(..) | Test::Keys(_) if kind != Kind::Object => false,
            Test::Tag(name, value) => self.string_under(name).is_some_and(|found| found == *value),
            Test::Literal(name, value) => self.is_spelled(name, value),
            Test::Keys(keys) => keys.iter().all(|key| self.find(key).is_some()),
            Test::Attempt => false,
        }
    }

    /// The string under the first key of this name.
    fn string_under(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.find(name)?;
        let mut reader = Reader { at, ..Reader::new(self.reader.text) };
        if reader.peek_byte() == Some(b'"') { reader.key_here().ok()? } else { None }
    }

    /// Whether the value under the first key of this name is this number or boolean.
    fn is_spelled(&mut self, name: &str, value: &str) -> bool {
        let Some(at) = self.find(name) else { return false };
        let mut reader = Reader { at, ..Reader::new(self.reader.text) };
        reader.peek_byte();
        let after = reader.text.get(reader.at..).and_then(|rest| rest.strip_prefix(value));
        after.is_some_and(|rest| !rest.starts_with(|next: char| !",}\t\n\r ".contains(next)))
    }

    /// The offset of the value under the first key of this name.
    fn find(&mut self, name: &str) -> Option<usize> {
        if let Some((_, at)) = self.members.iter().find(|(key, _)| key == name) {
            return Some(*at);
        }
        while let Some((key, at)) = self.advance() {
            let is_it = key == name;
            self.members.push((key, at));
            if is_it {
                return Some(at);
            }
        }
        None
    }

    /// The next member; none at the end, and where the text is not JSON.
    fn advance(&mut self) -> Option<(Cow<'a, str>, usize)> {
        while self.next_key() {
            if let Some(name) = self.reader.plain_here() {
                return self.after_colon(Cow::Borrowed(name));
            }
            if let Some(name) = self.reader.key_here().ok()? {
                return self.after_colon(name);
            }
            self.after_colon(Cow::Borrowed(""))?;
        }
        None
    }

    fn after_colon(&mut self, name: Cow<'a, str>) -> Option<(Cow<'a, str>, usize)> {
        self.reader.colon().ok()?;
        Some((name, self.reader.at))
    }

    /// Goes to the quote of the next key; false if there is none.
    fn next_key(&mut self) -> bool {
        let opened = if self.is_inside {
            self.reader.leap();
            b','
        } else {
            self.is_inside = true;
            b'{'
        };
        if self.reader.peek_byte() != Some(opened) {
            return false;
        }
        self.reader.at += 1;
        self.reader.peek_byte() == Some(b'"')
    }
}
