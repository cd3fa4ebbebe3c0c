//! Small pieces of text that faults and drift are told with.

use std::fmt::Write;

/// The longest excerpt of a payload in a message, in characters.
const LIMIT: usize = 60;

/// The value at the start of `text` in a few characters: scalars as they are, lists and objects by kind.
pub(super) fn excerpt(text: &str) -> String {
    match text.as_bytes() {
        [b'[', ..] => outline(text, "[]", "a list"),
        [b'{', ..] => outline(text, "{}", "an object"),
        [b'"', ..] => shorten(string_token(text)),
        _ => shorten(text.split([',', ']', '}', ' ', '\n', '\r', '\t']).next().unwrap_or_default()),
    }
}

fn outline(text: &str, empty: &str, name: &str) -> String {
    if text.starts_with(empty) { empty } else { name }.to_owned()
}

/// The string at the start of `text` with its quotes, or all of `text` if it is not closed.
fn string_token(text: &str) -> &str {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    end.and_then(|end| text.get(..end + 2)).unwrap_or(text)
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Adds a key to a path: `.key` for a word, `["a key"]` for anything else.
pub(in super::super) fn write_key(path: &mut String, key: &str) {
    if is_word(key) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    } else {
        // Writing to a string does not fail.
        let _ = write!(path, "[{key:?}]");
    }
}

/// Adds the index of an item to a path.
pub(in super::super) fn write_index(path: &mut String, index: usize) {
    let _ = write!(path, "[{index}]");
}

fn is_word(key: &str) -> bool {
    let letter = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '$' | '@');
    !key.is_empty() && key.chars().all(letter)
}
