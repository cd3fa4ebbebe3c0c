//! Regular expressions that cannot be any: what is said holds in every dialect.

/// What is wrong with a pattern, if it is plain to see.
pub(crate) fn fault(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut in_class = false;
    // Whether the class that is open may be `[]` or `[^]`, closed at once.
    let mut is_empty = false;
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
                // `[]` and `[^]` differ between dialects: in some, a bracket in first place ends no class.
                chars.next_if_eq(&'^');
                is_empty = chars.next_if_eq(&']').is_some();
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
        // What follows an empty class was not looked at.
        return (!is_empty).then_some("a `[` is not closed");
    }
    (open > 0).then_some("a `(` is not closed")
}
