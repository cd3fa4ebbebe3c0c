//! Texts from outside as parts of Markdown.
//!
//! Lowering writes facts of a document so, and emission whatever it names: a room that both may enter.

/// `text` as a code span, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !is_unsafe(*c))
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .collect();
    if text.is_empty() {
        return "The empty string".to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Control characters, and those that turn the direction of text around.
pub(crate) fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
