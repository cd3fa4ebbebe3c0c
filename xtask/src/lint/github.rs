//! What is open as GitHub shows it beside the lines of a pull request.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use codegen::diagnostic::Severity;
use codegen::{Diagnostic, Source};

use super::Outcome;

/// A workflow command for each.
pub(super) fn lines(outcome: &Outcome) -> impl Iterator<Item = String> {
    outcome.open().map(|(source, diagnostic)| line(source, diagnostic))
}

fn line(source: &Source, diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let location = source.locate(&diagnostic.place);
    let position = location
        .position
        .map_or_else(String::new, |(line, column)| format!(",line={line},col={column}"));
    let help = diagnostic.advice().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!(
        "::{command} file={}{position},title={}::{}",
        property(location.file),
        property(diagnostic.code.as_str()),
        data(&format!("{}{help}", diagnostic.message)),
    )
}

/// A text behind `::`, in which nothing ends the line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text in a property, in which nothing ends it either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_command() {
        assert_eq!(data("50%: a,\r\n::error::b"), "50%25: a,%0D%0A::error::b");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
