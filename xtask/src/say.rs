//! Telling people things.

use std::io::Write;

/// Writes a line to standard output. Nobody is told when it is closed (`… | head`): whoever
/// closed it does not want to know.
pub(crate) fn out(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Writes a line to standard error.
pub(crate) fn err(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A count with its noun: `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
