//! The outline of a JSON text. The text has been parsed before, so no fault is reported here; on
//! one, the outline ends.

use std::ops::Range;

use super::outline::{Key, Outline};

/// Deeper than any text that the parser accepted.
const MAX_DEPTH: usize = 256;

/// Scans a JSON text for the spans of its values.
pub(super) fn outline(text: &str) -> Outline {
    let mut scanner = Scanner { text, at: 0, outline: Outline::default() };
    let _ended_early = scanner.value(None, 0);
    scanner.outline
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    outline: Outline,
}

/// Where in its parent a value belongs: the parent's id, and the key with its span, if any.
type Home = (usize, Option<(Key, Range<usize>)>);

impl Scanner<'_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Passes over `byte` if it comes next.
    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.byte() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, home: Option<Home>, depth: usize) -> Option<()> {
        self.space();
        let start = self.at;
        match self.byte()? {
            b'{' => self.object(home, depth + 1),
            b'[' => self.array(home, depth + 1),
            b'"' => {
                let span = self.string()?;
                self.add(home, span, true);
                Some(())
            }
            _ => {
                while self.byte().is_some_and(|byte| !b" \t\r\n,]}:".contains(&byte)) {
                    self.at += 1;
                }
                self.add(home, start..self.at, true);
                (self.at > start).then_some(())
            }
        }
    }

    fn add(&mut self, home: Option<Home>, span: Range<usize>, scalar: bool) -> usize {
        let id = self.outline.add(span, scalar);
        if let Some((parent, key)) = home {
            let (key, span) = key.unwrap_or((Key::Item, 0..0));
            self.outline.add_member(parent, key, span, id);
        }
        id
    }

    fn object(&mut self, home: Option<Home>, depth: usize) -> Option<()> {
        let id = self.open(home, depth)?;
        if self.eat(b'}') {
            return Some(());
        }
        loop {
            self.space();
            let span = self.string()?;
            let key = self.key(&span)?;
            self.eat(b':').then_some(())?;
            self.value(Some((id, Some((key, span)))), depth)?;
            if !self.eat(b',') {
                return self.eat(b'}').then_some(());
            }
        }
    }

    /// The key that is written at `span`, of which most are as they are written.
    fn key(&self, span: &Range<usize>) -> Option<Key> {
        let written = self.text.get(span.clone())?;
        if written.as_bytes().contains(&b'\\') {
            return serde_json::from_str(written).ok().map(Key::Other);
        }
        Some(Key::Quoted)
    }

    fn array(&mut self, home: Option<Home>, depth: usize) -> Option<()> {
        let id = self.open(home, depth)?;
        if self.eat(b']') {
            return Some(());
        }
        loop {
            self.value(Some((id, None)), depth)?;
            if !self.eat(b',') {
                return self.eat(b']').then_some(());
            }
        }
    }

    /// Passes over the opening bracket, which stands for the whole value when it is shown.
    fn open(&mut self, home: Option<Home>, depth: usize) -> Option<usize> {
        let start = self.at;
        self.at += 1;
        let id = self.add(home, start..self.at, false);
        (depth < MAX_DEPTH).then_some(id)
    }

    /// The span of a string, with its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        (self.byte()? == b'"').then_some(())?;
        self.at += 1;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += memchr::memchr2(b'"', b'\\', rest)? + 1;
            if self.text.as_bytes().get(self.at - 1) == Some(&b'"') {
                return Some(start..self.at);
            }
            self.at += 1;
        }
    }
}
