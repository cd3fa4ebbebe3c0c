//! Patterns of ECMA-262 in the syntax of the crate `regex-lite`.
//!
//! The two agree on most of what documents use, `\d`, `\w` and `\b` being of ASCII in both. Where they differ
//! the pattern is rewritten; where that cannot be done it is not taken at all, since a pattern that means
//! something else would refuse good values.

use std::iter::Peekable;
use std::str::Chars;

/// White space of ECMA-262 (`WhiteSpace` and `LineTerminator`) beyond ASCII, as members of a class.
const SPACES: &str =
    r"\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// What `.` does not match in ECMA-262.
const NOT_A_LINE_END: &str = r"[^\n\r\x{2028}\x{2029}]";

/// The same pattern for the engine, which may still find fault with it; none where it has no equal there:
/// look-around, references, properties of Unicode, forms of the older grammar, and what is meant for another engine.
pub(super) fn translate(pattern: &str) -> Option<String> {
    if is_literal(pattern) {
        return None;
    }
    let mut translator = Translator { rest: pattern.chars().peekable(), out: String::new() };
    while let Some(char) = translator.rest.next() {
        match char {
            '\\' => translator.escape()?,
            '[' => translator.class()?,
            '(' => translator.group()?,
            '.' => translator.out.push_str(NOT_A_LINE_END),
            // Anything else than a count is a text in the older grammar.
            '{' if !translator.rest.peek().is_some_and(char::is_ascii_digit) => return None,
            other => translator.out.push(other),
        }
    }
    Some(translator.out)
}

/// Whether a pattern is written as programs write it, `/^a$/i`: by itself it would match nothing, since no text starts
/// behind a character, or ends before one.
fn is_literal(pattern: &str) -> bool {
    let without_flags = pattern.trim_end_matches(|char: char| char.is_ascii_lowercase());
    pattern.starts_with("/^") || without_flags.ends_with("$/") && !without_flags.ends_with(r"\$/")
}

struct Translator<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
}

impl Translator<'_> {
    fn group(&mut self) -> Option<()> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Some(());
        }
        match self.rest.next()? {
            ':' => self.out.push_str("?:"),
            // A name; `(?<=` and `(?<!` look behind.
            '<' if !matches!(self.rest.peek(), Some('=' | '!')) => self.out.push_str("?<"),
            _ => return None,
        }
        Some(())
    }

    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        let negated = self.rest.next_if_eq(&'^').is_some();
        if negated {
            self.out.push('^');
        }
        // `[]` is nothing and `[^]` is anything.
        if self.rest.peek() == Some(&']') {
            return None;
        }
        while let Some(char) = self.rest.next() {
            match char {
                ']' => {
                    self.out.push(']');
                    return Some(());
                }
                '\\' => self.class_escape(negated)?,
                // Named classes of POSIX elsewhere, and hardly meant as members.
                '[' if matches!(self.rest.peek(), Some(':' | '.' | '=')) => return None,
                // Operators there, members here.
                '[' | '&' | '~' => self.out.extend(['\\', char]),
                other => self.out.push(other),
            }
        }
        None
    }

    fn escape(&mut self) -> Option<()> {
        match self.rest.next()? {
            's' => self.out.extend([r"[\s", SPACES, "]"]),
            'S' => self.out.extend([r"[^\s", SPACES, "]"]),
            // `\b{start}` is something else there.
            'b' if self.rest.peek() != Some(&'{') => self.out.push_str(r"\b"),
            'B' => self.out.push_str(r"\B"),
            other => self.shared_escape(other)?,
        }
        Some(())
    }

    fn class_escape(&mut self, negated: bool) -> Option<()> {
        match self.rest.next()? {
            's' => self.out.extend([r"\s", SPACES]),
            // Beside others it lets the spaces beyond ASCII pass, which refuses nothing.
            'S' if !negated => self.out.push_str(r"\S"),
            'b' => self.out.push_str(r"\x08"),
            '-' => self.out.push_str(r"\-"),
            other => self.shared_escape(other)?,
        }
        Some(())
    }

    /// An escape that means the same within and outside of a class.
    fn shared_escape(&mut self, char: char) -> Option<()> {
        match char {
            'd' | 'D' | 'w' | 'W' | 'f' | 'n' | 'r' | 't' | 'v' => self.out.extend(['\\', char]),
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => {
                self.out.push_str(r"\x00");
            }
            'x' if self.rest.peek() != Some(&'{') => self.out.push_str(r"\x"),
            'u' => self.out.push_str(r"\u"),
            // References, properties, control letters, and letters that may mean something there.
            other if other.is_ascii_alphanumeric() => return None,
            // Both would be borders of a word there.
            '<' | '>' => self.out.push(char),
            other if other.is_ascii_punctuation() => self.out.extend(['\\', other]),
            other => self.out.push(other),
        }
        Some(())
    }
}
