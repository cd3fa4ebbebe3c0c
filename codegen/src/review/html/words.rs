//! Texts from outside as parts of the page.

use maud::{Markup, html};

/// A text as it is, save what cannot be seen or turns the direction of writing: its number stands there.
pub(super) fn plain(text: &str) -> Markup {
    html! {
        @for piece in text.split_inclusive(is_hidden) {
            (piece.trim_end_matches(is_hidden))
            @for hidden in piece.chars().filter(|char| is_hidden(*char)) {
                span.hidden-character { (format!("U+{:04X}", u32::from(hidden))) }
            }
        }
    }
}

fn is_hidden(char: char) -> bool {
    (char.is_control() && char != '\t')
        || matches!(char,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A sentence in which names and values stand between backticks, of one or of more.
pub(super) fn spans(text: &str) -> Markup {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, span, after)) = next_span(rest) {
        parts.push((before, span));
        rest = after;
    }
    html! {
        @for (before, span) in parts { (plain(before)) code { (plain(span)) } }
        (plain(rest))
    }
}

/// The first code span, with what is before and behind it.
fn next_span(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('`')?;
    let (before, fenced) = text.split_at_checked(start)?;
    let inner = fenced.trim_start_matches('`');
    let fence = fenced.len() - inner.len();
    let mut at = 0;
    while let Some(found) = inner.get(at..)?.find('`') {
        let start = at + found;
        let run = inner.get(start..)?;
        let behind = run.trim_start_matches('`');
        let length = run.len() - behind.len();
        if length == fence {
            return Some((before, unpadded(inner.get(..start)?), behind));
        }
        at = start + length;
    }
    None
}

/// What is fenced is padded where it starts or ends with a backtick.
fn unpadded(text: &str) -> &str {
    let inner = text.strip_prefix(' ').and_then(|text| text.strip_suffix(' '));
    inner.filter(|inner| inner.contains('`')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_become_code() {
        assert_eq!(spans("`a<b>` is new").into_string(), "<code>a&lt;b&gt;</code> is new");
        assert_eq!(spans("`` `a` `` and `b").into_string(), "<code>`a`</code> and `b");
        assert_eq!(spans("```").into_string(), "```");
        assert_eq!(spans("").into_string(), "");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        let shown = plain("a\u{202e}b\u{0}\u{2028}<").into_string();
        let named = |name: &str| format!("<span class=\"hidden-character\">{name}</span>");
        let expected = format!("a{}b{}{}&lt;", named("U+202E"), named("U+0000"), named("U+2028"));
        assert_eq!(shown, expected);
    }
}
