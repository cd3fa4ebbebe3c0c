//! A pull reader of JSON text: strict RFC 8259, over text that is already known to be UTF-8.
//!
//! It is not generic and holds a position only, so it can be put back to where it was. Nothing it does
//! recurses; how deep values are nested is bounded by [`MAX_DEPTH`].

use std::borrow::Cow;
use std::collections::HashMap;

use super::fault::Fault;

/// How deep lists and objects may be nested: as deep as `serde_json` reads them, so that whatever is
/// kept can be read by it too.
pub(super) const MAX_DEPTH: usize = 127;

/// The kinds of JSON values, numbers told apart by how they are spelled: with a fraction or an exponent,
/// or without.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any number.
    Number,
    String,
    Array,
    Object,
}

/// A place in the text to return to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: usize,
    depth: usize,
}

/// What becomes of a value whose spelling its place cannot hold, such as `5.0` for an integer. It is one byte,
/// as each object puts it aside.
#[derive(Clone, Copy, Default)]
pub(super) struct Spelling(u8);

impl Spelling {
    /// The bit that such a value was taken.
    const LOST: u8 = 1;
    /// At the beginning of what keeps the spelling of all that is in it: an object, or an `Exact`.
    pub(super) const KEPT: Self = Self(2);

    /// Whether such a value was taken.
    #[inline]
    pub(super) fn is_lost(self) -> bool {
        self.0 & Self::LOST != 0
    }

    /// Whether something is around that keeps the spelling.
    #[inline]
    pub(super) fn is_kept(self) -> bool {
        self.0 & Self::KEPT.0 != 0
    }

    /// The same, such a value taken if that is so.
    #[inline]
    pub(super) fn and_lost(self, is_lost: bool) -> Self {
        Self(self.0 | u8::from(is_lost))
    }

    /// The same, no such value taken yet.
    #[inline]
    pub(super) fn none_lost(self) -> Self {
        Self(self.0 & !Self::LOST)
    }
}

/// Reads JSON from text, one value or one piece of punctuation at a time.
#[doc(hidden)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) depth: usize,
    /// Whether what is read so far would be written as it is spelled.
    pub(super) spelling: Spelling,
    /// Which member a union tried in vain and then took, by place and union, so that nothing is tried twice.
    pub(super) tried: Option<HashMap<(usize, usize), usize>>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of the text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, spelling: Spelling::default(), tried: None }
    }

    /// The byte at the position, after white space.
    #[inline]
    pub(super) fn peek_byte(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at) {
            Some(&byte) if byte > b' ' => Some(byte),
            // A lone space, as it is usual after a colon.
            Some(b' ') if bytes.get(self.at + 1).is_some_and(|byte| *byte > b' ') => {
                self.at += 1;
                bytes.get(self.at).copied()
            }
            _ => self.peek_after_space(),
        }
    }

    #[inline(never)]
    fn peek_after_space(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ') => self.at += spaces(bytes, self.at),
                Some(b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// The kind of the next value. A number is looked at closely only by [`Reader::number_kind`].
    pub fn peek(&mut self) -> Result<Kind, Fault> {
        match self.peek_byte() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(Fault::broken(self.at, "a value")),
        }
    }

    /// The offset of the next value, after white space.
    #[inline]
    pub(in super::super) fn start(&mut self) -> usize {
        self.peek_byte();
        self.at
    }

    /// Where the reader is, after white space.
    pub(super) fn mark(&mut self) -> Mark {
        self.start();
        self.mark_here()
    }

    /// Where the reader is.
    #[inline]
    pub(super) fn mark_here(&self) -> Mark {
        Mark { at: self.at, depth: self.depth }
    }

    /// Goes back to where the reader was.
    pub(super) fn rewind(&mut self, mark: Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
    }

    /// Whether a value was taken whose spelling neither its place nor anything around it can hold.
    pub(super) fn loses_spelling(&self) -> bool {
        self.spelling.is_lost() && !self.spelling.is_kept()
    }

    /// The text from an offset to the position.
    #[inline]
    pub(in super::super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Takes a `null` if that is what comes next.
    #[inline]
    pub fn take_null(&mut self) -> Result<bool, Fault> {
        if self.peek_byte() != Some(b'n') {
            return Ok(false);
        }
        self.literal("null").map(|()| true)
    }

    /// Takes `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, Fault> {
        match self.peek_byte() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => Err(self.misfit("a boolean")),
        }
    }

    pub(super) fn literal(&mut self, word: &'static str) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(Fault::broken(self.at, "a value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Takes a string for the caller to keep.
    #[inline]
    pub fn text(&mut self) -> Result<String, Fault> {
        if self.peek_byte() == Some(b'"')
            && let Some(text) = self.plain_here()
        {
            return Ok(text.to_owned());
        }
        self.string().map(Cow::into_owned)
    }

    /// Takes a string.
    pub fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        if self.peek_byte() != Some(b'"') {
            return Err(self.misfit("a string"));
        }
        self.string_here()
    }

    /// Enters an object.
    pub fn enter_object(&mut self) -> Result<(), Fault> {
        self.enter(b'{', "an object")
    }

    /// Enters a list.
    pub fn enter_list(&mut self) -> Result<(), Fault> {
        self.enter(b'[', "a list")
    }

    #[inline]
    fn enter(&mut self, open: u8, expected: &'static str) -> Result<(), Fault> {
        if self.peek_byte() != Some(open) {
            return Err(self.misfit(expected));
        }
        self.descend()
    }

    /// Takes the opening bracket that is here.
    #[inline]
    pub(super) fn descend(&mut self) -> Result<(), Fault> {
        self.weigh(1)?;
        self.at += 1;
        Ok(())
    }

    /// Counts what is being read for so many levels, as it needs that much of the stack.
    #[inline]
    pub(super) fn weigh(&mut self, levels: usize) -> Result<(), Fault> {
        if self.depth + levels > MAX_DEPTH {
            return Err(Fault::broken(self.at, "at most 127 levels of nesting"));
        }
        self.depth += levels;
        Ok(())
    }

    /// Goes to the next item of a list, or leaves the list. `first` is true before the first item.
    #[inline]
    pub fn next_item(&mut self, first: &mut bool) -> Result<bool, Fault> {
        self.next(b']', first)
    }

    /// Goes to the next key of an object and takes it with its colon, or leaves the object.
    pub(in super::super) fn next_key(
        &mut self,
        first: &mut bool,
    ) -> Result<Option<Key<'a>>, Fault> {
        if self.next_member(first)? { self.key().map(Some) } else { Ok(None) }
    }

    /// Goes before the next key of an object, or leaves the object.
    #[inline]
    pub(super) fn next_member(&mut self, first: &mut bool) -> Result<bool, Fault> {
        self.next(b'}', first)
    }

    /// Takes a key with its colon.
    pub(super) fn key(&mut self) -> Result<Key<'a>, Fault> {
        if self.peek_byte() != Some(b'"') {
            return Err(Fault::broken(self.at, "a key"));
        }
        let start = self.at;
        let name = self.key_here()?;
        self.colon()?;
        Ok(Key { start, name })
    }

    /// Takes the colon after a key.
    #[inline]
    pub(super) fn colon(&mut self) -> Result<(), Fault> {
        if self.peek_byte() != Some(b':') {
            return Err(Fault::broken(self.at, "a colon"));
        }
        self.at += 1;
        Ok(())
    }

    /// What comes after a comma is the concern of whoever takes it, and a bracket is neither key nor value.
    #[inline]
    fn next(&mut self, close: u8, first: &mut bool) -> Result<bool, Fault> {
        let byte = self.peek_byte();
        if byte == Some(b',') && !*first {
            self.at += 1;
            return Ok(true);
        }
        if byte == Some(close) {
            self.at += 1;
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if !std::mem::take(first) {
            return Err(Fault::broken(self.at, "a comma or the end of the list or object"));
        }
        Ok(true)
    }

    /// Checks that nothing but white space is left.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        match self.peek_byte() {
            None => Ok(()),
            Some(_) => Err(Fault::broken(self.at, "the end")),
        }
    }

    /// The fault that another value was expected here; that there is none, or a broken one, comes first.
    #[cold]
    pub(in super::super) fn misfit(&mut self, expected: &'static str) -> Fault {
        let start = self.start();
        let check = Mark { at: start, depth: self.depth };
        let fault = self.skip().err();
        self.rewind(check);
        fault.unwrap_or_else(|| Fault::misfit(start, expected))
    }
}

/// How many spaces there are from one on, eight at most: indentation is skipped in few steps.
#[inline]
pub(super) fn spaces(bytes: &[u8], at: usize) -> usize {
    let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) else {
        return 1;
    };
    let others = u64::from_le_bytes(*chunk) ^ u64::from_le_bytes([b' '; 8]);
    (others.trailing_zeros() / 8) as usize
}

/// A key of an object.
pub(in super::super) struct Key<'a> {
    /// The offset of its opening quote.
    pub(super) start: usize,
    /// The key; none if it is one that no Rust string can hold (half of a surrogate pair).
    pub(in super::super) name: Option<Cow<'a, str>>,
}
