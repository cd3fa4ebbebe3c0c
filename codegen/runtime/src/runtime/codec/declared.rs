//! The fields of a struct, as the line of its model names them.
//!
//! The line comes as the text that `stringify!` makes of it. Beside a table of one entry a field this saved
//! a tenth of the time in which a crate of many models is checked: a compiler checks a table entry by entry,
//! and a text not at all.

/// A field as its model has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declared {
    /// What it is called in Rust.
    pub(super) ident: &'static str,
    /// Its key on the wire.
    pub(super) name: &'static str,
    /// Every object has the field.
    pub(super) required: bool,
    /// It may be `null`.
    pub(super) nullable: bool,
}

/// The fields of a line such as `required id; required group = "groupId"; optional tags;`, in their order. White space
/// counts for nothing, since nobody promises how a text that is made of tokens is laid out.
pub(super) fn declared(line: &'static str) -> Vec<Declared> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (presence, after) = word(rest);
        let (ident, after) = word(after);
        if ident.is_empty() {
            return fields;
        }
        let mut name = ident;
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix('=') {
            (name, rest) = literal(after.trim_start());
        }
        let (required, nullable) =
            (presence.starts_with("required"), presence.ends_with("_nullable"));
        fields.push(Declared { ident, name, required, nullable });
    }
}

/// The next word, and what follows it.
fn word(text: &'static str) -> (&'static str, &'static str) {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ';' | '='));
    text.split_at(end.unwrap_or(text.len()))
}

/// What the string literal means that the text begins with, and what follows it.
fn literal(text: &'static str) -> (&'static str, &'static str) {
    let text = text.strip_prefix('"').unwrap_or(text);
    let mut escaped = false;
    let end = text.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    let (content, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.get(1..).unwrap_or_default();
    // A name with escapes, which is rare, is made once and stays as long as its table does: for ever.
    let name = if content.contains('\\') { unescaped(content).leak() } else { content };
    (name, rest)
}

/// The text that a literal with escapes means.
fn unescaped(mut content: &str) -> String {
    let mut text = String::new();
    while let Some((before, after)) = content.split_once('\\') {
        text.push_str(before);
        let mut chars = after.chars();
        let (meant, rest) = match chars.next() {
            Some('n') => (Some('\n'), chars.as_str()),
            Some('r') => (Some('\r'), chars.as_str()),
            Some('t') => (Some('\t'), chars.as_str()),
            Some('0') => (Some('\0'), chars.as_str()),
            Some('u') => {
                let (digits, rest) = chars.as_str().split_once('}').unwrap_or_default();
                (by_number(digits.trim_start_matches('{')), rest)
            }
            Some('x') => {
                let (digits, rest) = chars.as_str().split_at_checked(2).unwrap_or_default();
                (by_number(digits), rest)
            }
            // A quote or a backslash.
            itself => (itself, chars.as_str()),
        };
        text.extend(meant);
        content = rest;
    }
    text + content
}

/// The character with this number, in hexadecimal digits.
fn by_number(digits: &str) -> Option<char> {
    let digits = digits.replace('_', "");
    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
}
