//! Writing compact JSON text.

use std::fmt::Write;

use super::skip::{is_plain, plain_length};
use super::table::Field;

/// Writes JSON to a string. Commas are put where they are needed, by looking at what was written last.
#[doc(hidden)]
pub struct Writer {
    pub(super) out: String,
    /// The tag that the next object must have, because a union chose its type by it.
    pub(super) tag: Option<(&'static str, &'static str)>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A writer of nothing yet.
    pub fn new() -> Self {
        Self { out: String::with_capacity(128), tag: None }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.out
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// Writes a number or any other value as it is spelled.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes an integer.
    pub fn signed(&mut self, value: i64) {
        if value < 0 {
            self.out.push('-');
        }
        self.unsigned(value.unsigned_abs());
    }

    /// Writes an integer.
    pub fn unsigned(&mut self, mut value: u64) {
        let mut digits = [b'0'; 20];
        let mut used = 0;
        for place in digits.iter_mut().rev() {
            // The remainder is below ten.
            *place += u8::try_from(value % 10).unwrap_or_default();
            value /= 10;
            used += 1;
            if value == 0 {
                break;
            }
        }
        let digits = digits.get(20 - used..).unwrap_or_default();
        self.out.push_str(std::str::from_utf8(digits).unwrap_or_default());
    }

    /// Writes a number in the shortest spelling that means it, with a fraction or an exponent; `null` for
    /// infinity and for what is not a number, since JSON has no way to say them.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            // Writing to a string does not fail.
            let _ = write!(self.out, "{value:?}");
        } else {
            self.null();
        }
    }

    /// Writes a string in quotes, with the escapes that JSON asks for.
    pub fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 3);
        self.out.push('"');
        if is_plain(text.as_bytes()) {
            self.out.push_str(text);
        } else {
            self.escaped(text);
        }
        self.out.push('"');
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let length = plain_length(rest.as_bytes());
            let (plain, escaped) = rest.split_at_checked(length).unwrap_or((rest, ""));
            self.out.push_str(plain);
            let Some(char) = escaped.chars().next() else {
                return;
            };
            self.escape(char);
            rest = escaped.get(1..).unwrap_or_default();
        }
    }

    fn escape(&mut self, char: char) {
        match char {
            '"' => self.raw("\\\""),
            '\\' => self.raw("\\\\"),
            '\n' => self.raw("\\n"),
            '\r' => self.raw("\\r"),
            '\t' => self.raw("\\t"),
            other => {
                let _ = write!(self.out, "\\u{:04x}", u32::from(other));
            }
        }
    }

    /// Begins an object.
    pub fn open_object(&mut self) {
        self.out.push('{');
    }

    /// Ends an object.
    pub fn close_object(&mut self) {
        self.out.push('}');
    }

    /// Begins a list.
    pub fn open_list(&mut self) {
        self.out.push('[');
    }

    /// Ends a list.
    pub fn close_list(&mut self) {
        self.out.push(']');
    }

    /// Puts a comma unless the item or member is the first. No value ends in an opening bracket.
    pub fn item(&mut self) {
        if self.is_inside() {
            self.out.push(',');
        }
    }

    /// Whether an item or member was written of the innermost list or object.
    #[inline]
    fn is_inside(&self) -> bool {
        !matches!(self.out.as_bytes().last(), Some(b'{' | b'['))
    }

    /// Writes the key of the next member, which is this field's; nothing outside of an object.
    #[inline]
    pub fn begin(&mut self, field: Option<&Field>) {
        if let Some(field) = field {
            self.field(field);
        }
    }

    /// Writes the key of the next member, which is this field's.
    #[inline]
    pub(super) fn field(&mut self, field: &Field) {
        if field.spelled.is_empty() {
            self.key(field.name);
        } else if self.is_inside() {
            self.out.push_str(&field.spelled);
        } else {
            self.out.push_str(field.key());
        }
    }

    /// Writes the key of the next member.
    pub fn key(&mut self, key: &str) {
        self.item();
        self.string(key);
        self.out.push(':');
    }
}
