//! What programs say when they fail.

/// The first error that a program tells, on one line: of Cargo and the compilers with its place, of a panic
/// without, since that is a place of the machine on which it was built.
pub fn first_error(text: &str) -> String {
    let mut lines = text.lines().skip_while(|line| !is_error(line));
    let Some(error) = lines.next() else { return "it says nothing".to_owned() };
    if is_panic(error) {
        return format!("it panics: {}", lines.next().unwrap_or_default().trim());
    }
    match lines.map(str::trim).find_map(|line| line.strip_prefix("--> ")) {
        Some(place) => format!("{error}, at {place}"),
        None => error.to_owned(),
    }
}

/// `gen fail` is how progenitor begins.
fn is_error(line: &str) -> bool {
    ["error", "Error", "gen fail"].iter().any(|word| line.starts_with(word)) || is_panic(line)
}

fn is_panic(line: &str) -> bool {
    line.starts_with("thread '") && line.contains(" panicked at ")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: &Expect) {
        expected.assert_eq(&first_error(text));
    }

    #[test]
    fn an_error_is_told_with_its_place() {
        let text =
            "   Compiling a v0.1.0\nerror[E0412]: cannot find type `X`\n --> src/lib.rs:1:2\n  |\n";
        check(text, &expect!["error[E0412]: cannot find type `X`, at src/lib.rs:1:2"]);
        check("killed", &expect!["it says nothing"]);
    }

    #[test]
    fn of_a_panic_its_message_is_told() {
        let text =
            "thread 'main' (7) panicked at /home/me/a.rs:1:2:\nno such type\nnote: run with\n";
        check(text, &expect!["it panics: no such type"]);
    }

    #[test]
    fn programs_begin_in_their_own_ways() {
        check(
            "TYPES\ngen fail: UnexpectedFormat(\"a\")\n",
            &expect![[r#"gen fail: UnexpectedFormat("a")"#]],
        );
        check("Error: unknown field\n", &expect!["Error: unknown field"]);
    }
}
