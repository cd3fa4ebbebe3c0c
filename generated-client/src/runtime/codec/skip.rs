//! The parts of the reader that walk over strings, numbers and whole values.

use std::borrow::Cow;

use super::fault::Fault;
use super::reader::{Kind, Reader, spaces};

const BROKEN_STRING: &str = "the rest of a string";
const BROKEN_NUMBER: &str = "the rest of a number";

impl<'a> Reader<'a> {
    /// Takes a number and gives it as it is spelled.
    pub fn number(&mut self) -> Result<&'a str, Fault> {
        if !matches!(self.peek_byte(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.misfit("a number"));
        }
        let start = self.at;
        self.skip_number()?;
        Ok(self.since(start))
    }

    /// The whole text as a number, if it is one.
    pub(in super::super) fn only_number(&mut self) -> Option<&'a str> {
        let number = self.number().ok()?;
        (number.len() == self.text.len()).then_some(number)
    }

    /// Whether the next value, a number, is spelled as an integer is. (`-0` is none that an integer could
    /// give back.)
    pub(super) fn number_kind(&mut self) -> Result<Kind, Fault> {
        let mark = self.mark();
        let spelling = self.number()?;
        self.rewind(mark);
        let plain = spelling != "-0" && !spelling.contains(['.', 'e', 'E']);
        Ok(if plain { Kind::Integer } else { Kind::Number })
    }

    /// Walks over one value of any kind and gives it as it is spelled.
    pub fn raw(&mut self) -> Result<&'a str, Fault> {
        let start = self.start();
        self.skip()?;
        Ok(self.since(start))
    }

    /// Walks over one value of any kind. Levels are remembered as bits: 1 for an object, 0 for a list.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outer = self.depth;
        let mut objects: u128 = 0;
        loop {
            // Whether what was just taken is an opening bracket; if not, a value is complete.
            let mut first = match self.peek()? {
                Kind::Array => self.skip_open(&mut objects, 0)?,
                Kind::Object => self.skip_open(&mut objects, 1)?,
                kind => self.skip_scalar(kind)?,
            };
            loop {
                if self.depth == outer {
                    return Ok(());
                }
                if self.skip_next(objects & 1 == 1, &mut first)? {
                    break;
                }
                objects >>= 1;
                first = false;
            }
        }
    }

    /// Goes to the end of one value without checking it; what is no JSON ends somewhere.
    pub(super) fn leap(&mut self) {
        self.peek_byte();
        let bytes = self.text.as_bytes();
        let (mut at, mut depth) = (self.at, 0_usize);
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => at = string_end(bytes, at + 1),
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => break,
                b'}' | b']' => depth -= 1,
                b'0'..=b'9' => at = number_end(bytes, at),
                b' ' => at += spaces(bytes, at) - 1,
                _ => {}
            }
            at += 1;
            if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
                break;
            }
        }
        self.at = at.min(bytes.len());
    }

    fn skip_open(&mut self, objects: &mut u128, bit: u128) -> Result<bool, Fault> {
        self.descend()?;
        *objects = *objects << 1 | bit;
        Ok(true)
    }

    /// Goes to the next value of a list or object; false if it ends here.
    fn skip_next(&mut self, is_object: bool, first: &mut bool) -> Result<bool, Fault> {
        if !is_object {
            return self.next_item(first);
        }
        if !self.next_member(first)? {
            return Ok(false);
        }
        self.skip_key().map(|()| true)
    }

    /// Walks over a key with its colon.
    fn skip_key(&mut self) -> Result<(), Fault> {
        if self.peek_byte() != Some(b'"') {
            return Err(Fault::broken(self.at, "a key"));
        }
        self.skip_string()?;
        self.colon()
    }

    fn skip_scalar(&mut self, kind: Kind) -> Result<bool, Fault> {
        match kind {
            Kind::String => self.skip_string()?,
            Kind::Null => self.literal("null")?,
            Kind::Boolean => drop(self.boolean()?),
            _ => self.skip_number()?,
        }
        Ok(false)
    }

    fn skip_number(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        if bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        match bytes.get(self.at) {
            Some(b'0') => self.at += 1,
            _ => self.skip_digits()?,
        }
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.skip_digits()?;
        }
        if matches!(bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.skip_digits()?;
        }
        Ok(())
    }

    fn skip_digits(&mut self) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return Err(Fault::broken(self.at, BROKEN_NUMBER));
        }
        self.at += count;
        Ok(())
    }

    /// Walks over the string that begins here.
    fn skip_string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        loop {
            self.at += plain_length(self.text.as_bytes().get(self.at..).unwrap_or_default());
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.skip_escape()?,
                _ => return Err(Fault::broken(self.at, BROKEN_STRING)),
            }
        }
    }

    fn skip_escape(&mut self) -> Result<(), Fault> {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let digits = self.text.as_bytes().get(self.at + 2..self.at + 6);
                if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                    return Err(Fault::broken(self.at, BROKEN_STRING));
                }
                self.at += 6;
            }
            _ => return Err(Fault::broken(self.at, BROKEN_STRING)),
        }
        Ok(())
    }

    /// Takes the string that begins here.
    pub(super) fn string_here(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.at;
        self.key_here()?.ok_or_else(|| Fault::misfit(start, "text without half surrogate pairs"))
    }

    /// Takes the string that begins here; none if it holds half of a surrogate pair.
    #[inline]
    pub(super) fn key_here(&mut self) -> Result<Option<Cow<'a, str>>, Fault> {
        match self.plain_here() {
            Some(text) => Ok(Some(Cow::Borrowed(text))),
            None => self.escaped_here(),
        }
    }

    /// Takes the string that begins here if it has no escapes.
    #[inline]
    pub(super) fn plain_here(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..)?;
        let length = plain_length(rest);
        if rest.get(length) != Some(&b'"') {
            return None;
        }
        self.at = start + length + 1;
        self.text.get(start..start + length)
    }

    /// The same for a string with escapes.
    fn escaped_here(&mut self) -> Result<Option<Cow<'a, str>>, Fault> {
        let start = self.at + 1;
        self.skip_string()?;
        let inner = self.text.get(start..self.at - 1).unwrap_or_default();
        Ok(unescape(inner).map(Cow::Owned))
    }
}

/// How many bytes at the start belong to a string and are neither a quote, a backslash nor a control.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((chunk, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*chunk);
        if let Some(place) = first_mark(word, special(word)) {
            return bytes.len() - rest.len() + place;
        }
        rest = after;
    }
    bytes.len() - rest.len() + rest.iter().copied().position(is_special).unwrap_or(rest.len())
}

/// Whether none of the bytes is a quote, a backslash or a control.
#[inline]
pub(super) fn is_plain(bytes: &[u8]) -> bool {
    let marks = |chunk: &[u8; 8]| {
        let word = u64::from_le_bytes(*chunk);
        special(word) & !word & HIGHS
    };
    match bytes.last_chunk() {
        // The last eight, of which some may be looked at twice.
        Some(last) => {
            let (whole, _) = bytes.as_chunks();
            whole.iter().map(marks).fold(marks(last), |all, marks| all | marks) == 0
        }
        None => !bytes.iter().copied().any(is_special),
    }
}

/// Marks the bytes that a string does not hold as they are.
#[inline]
fn special(word: u64) -> u64 {
    below(word, 0x20) | equal(word, b'"') | equal(word, b'\\')
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'"' | b'\\')
}

/// The offset of the quote that ends the string whose content begins at `at`, or one beyond the text.
#[inline]
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let word = u64::from_le_bytes(*chunk);
        match first_mark(word, equal(word, b'"') | equal(word, b'\\')) {
            None => at += 8,
            Some(place) if bytes.get(at + place) == Some(&b'"') => return at + place,
            Some(place) => at += place + 2,
        }
    }
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => break,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// The offset of the last digit of those that begin at `at`, or of one before it.
#[inline]
fn number_end(bytes: &[u8], at: usize) -> usize {
    let chunk = bytes.get(at..).and_then(<[u8]>::first_chunk);
    if chunk.is_some_and(|chunk: &[u8; 8]| chunk.iter().all(u8::is_ascii_digit)) {
        at + 7
    } else {
        at
    }
}

// Eight bytes are looked at as one number. A test marks the bytes that pass it by their high bit. The
// lowest mark is exact; only bytes above it may be marked in error.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

#[inline]
fn below(word: u64, limit: u64) -> u64 {
    word.wrapping_sub(ONES * limit)
}

#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * u64::from(byte)), 1)
}

/// The place of the lowest mark, in ASCII bytes only.
#[inline]
fn first_mark(word: u64, marks: u64) -> Option<usize> {
    let marks = marks & !word & HIGHS;
    (marks != 0).then(|| (marks.trailing_zeros() / 8) as usize)
}

/// The text of a string whose escapes are already known to be well formed.
fn unescape(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let (char, length) = unescape_one(escape)?;
        text.push(char);
        rest = escape.get(length..)?;
    }
    text.push_str(rest);
    Some(text)
}

/// The character of an escape, and the length of the escape after its backslash.
fn unescape_one(escape: &str) -> Option<(char, usize)> {
    let simple = |char| Some((char, 1));
    match escape.as_bytes().first()? {
        b'b' => simple('\u{8}'),
        b'f' => simple('\u{c}'),
        b'n' => simple('\n'),
        b'r' => simple('\r'),
        b't' => simple('\t'),
        b'u' => unescape_unicode(escape),
        &other => simple(char::from(other)),
    }
}

fn unescape_unicode(escape: &str) -> Option<(char, usize)> {
    let high = hex(escape.get(1..5)?)?;
    if let Some(char) = char::from_u32(high) {
        return Some((char, 5));
    }
    let low = hex(escape.get(5..)?.strip_prefix("\\u")?.get(..4)?)?;
    if !(0xD800..0xDC00).contains(&high) || !(0xDC00..0xE000).contains(&low) {
        return None;
    }
    let char = char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))?;
    Some((char, 11))
}

fn hex(digits: &str) -> Option<u32> {
    u32::from_str_radix(digits, 16).ok()
}
