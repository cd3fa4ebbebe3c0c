//! The lines of a document that a finding is about.

use super::Place;
use crate::Source;

/// Some lines of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the first line, counted from 1.
    pub first: usize,
    /// The lines, without their ends.
    pub lines: Vec<String>,
    /// The number of the line that is meant.
    pub marked: usize,
}

/// The line of a place with some before it, and what belongs to it after it: the lines that are indented
/// more, at most `most`. Nothing where the file is no text.
pub fn excerpt(source: &Source, place: &Place, before: usize, most: usize) -> Option<Excerpt> {
    let file = source.files().find(|file| source.name(*file) == place.file)?;
    let lines: Vec<&str> = source.text(file)?.lines().collect();
    let marked = place.line.checked_sub(1).filter(|at| *at < lines.len())?;
    let first = marked.saturating_sub(before);
    let own = indent(lines.get(marked)?);
    let inner = lines.iter().skip(marked + 1).take(most);
    let inner = inner.take_while(|line| line.trim().is_empty() || indent(line) > own).count();
    let shown = lines.get(first..=marked + inner)?;
    Some(Excerpt {
        first: first + 1,
        lines: shown.iter().map(|line| (*line).to_owned()).collect(),
        marked: marked + 1,
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
