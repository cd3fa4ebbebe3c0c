//! Regular expressions that cannot be any: what is said holds in every dialect.

/// What is wrong with a pattern, if it is plain to see.
pub(crate) fn fault(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut in_class = false;
    let mut repeatable = false;
    let mut chars = pattern.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                if chars.next().is_none() {
                    return Some("it ends with a backslash");
                }
                repeatable = true;
            }
            ']' if in_class => {
                in_class = false;
                repeatable = true;
            }
            _ if in_class => {}
            '[' => {
                in_class = true;
                // `[]` and `[^]` differ between dialects; a bracket in first place ends no class.
                chars.next_if_eq(&'^');
                chars.next_if_eq(&']');
            }
            '(' => {
                open += 1;
                repeatable = false;
                chars.next_if_eq(&'?');
            }
            ')' => {
                open = match open.checked_sub(1) {
                    Some(open) => open,
                    None => return Some("a `)` closes nothing"),
                };
                repeatable = true;
            }
            '|' => repeatable = false,
            '*' | '+' | '?' if !repeatable => return Some("there is nothing to repeat"),
            _ => repeatable = true,
        }
    }
    if in_class {
        return Some("a `[` is not closed");
    }
    (open > 0).then_some("a `(` is not closed")
}
