//! A diagnostic as text: annotate-snippets draws, we choose the piece of source and clean it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Location, Place, Source};

/// How many characters of a line are shown on each side of the caret before the line is cut.
const AROUND: usize = 60;

/// The longest piece of text under the carets, in characters.
const MARKED: usize = 80;

pub(super) fn render(diagnostic: &Diagnostic, source: &Source, colour: bool) -> String {
    let title = level(diagnostic.severity)
        .primary_title(clean(&diagnostic.message))
        .id(diagnostic.code.as_str());
    let listings = listings(diagnostic, source);
    let mut group = title.elements(listings.iter().map(Listing::element));
    if let Some(help) = diagnostic.advice() {
        group = group.element(Level::HELP.message(clean(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.render(&[group]);
    listings.iter().fold(text, Listing::correct) + "\n"
}

/// Something to say with lines of several sources: what a diagnostic is for one.
pub(crate) struct Listed<'a> {
    pub(crate) severity: Severity,
    pub(crate) code: &'a str,
    pub(crate) message: &'a str,
    pub(crate) notes: &'a [String],
    pub(crate) help: Option<&'a str>,
}

impl Listed<'_> {
    /// The text; of the places, the first is the one that is meant, and each has its label.
    pub(crate) fn render(&self, places: &[(Place, &Source, &str)], colour: bool) -> String {
        let title = level(self.severity).primary_title(clean(self.message)).id(self.code);
        let mut kind = AnnotationKind::Primary;
        let listings: Vec<Listing> = places
            .iter()
            .map(|(place, source, label)| {
                let kind = std::mem::replace(&mut kind, AnnotationKind::Context);
                Listing::new(source, place, kind, Some(clean(label)))
            })
            .collect();
        let mut group = title.elements(listings.iter().map(Listing::element));
        for note in self.notes {
            group = group.element(Level::NOTE.message(clean(note)));
        }
        if let Some(help) = self.help {
            group = group.element(Level::HELP.message(clean(help)));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        listings.iter().fold(renderer.render(&[group]), Listing::correct) + "\n"
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// A line of a file with its marks.
struct Listing {
    path: String,
    /// Line and column; `None` for a file as a whole.
    position: Option<(usize, usize)>,
    /// Whether the line is shown as a whole.
    whole: bool,
    piece: Piece,
    marks: Vec<(Range<usize>, AnnotationKind, Option<String>)>,
}

/// The lines to show. What concerns the line of the diagnostic itself is marked there.
fn listings(diagnostic: &Diagnostic, source: &Source) -> Vec<Listing> {
    let primary = Listing::new(source, &diagnostic.place, AnnotationKind::Primary, None);
    let mut listings = vec![primary];
    for (place, label) in &diagnostic.related {
        let mut other = Listing::new(source, place, AnnotationKind::Context, Some(clean(label)));
        match listings.first_mut().filter(|first| first.shares_line(&other)) {
            Some(first) => first.marks.append(&mut other.marks),
            None => listings.push(other),
        }
    }
    listings
}

impl Listing {
    fn new(source: &Source, place: &Place, kind: AnnotationKind, label: Option<String>) -> Self {
        let place = source.written(place);
        let location = source.locate_written(&place);
        let piece = Piece::cut(source, &place, &location);
        let position = location.position;
        let whole = position.is_some_and(|(_, column)| column == piece.column) && piece.whole;
        let marks = vec![(piece.marked.clone(), kind, label)];
        Self { path: clean(location.file), position, whole, piece, marks }
    }

    fn shares_line(&self, other: &Self) -> bool {
        let line = |listing: &Self| listing.position.map(|(line, _)| line);
        self.whole && other.whole && self.path == other.path && line(self) == line(other)
    }

    fn element(&self) -> Element<'_> {
        let Some((line, column)) = self.position else {
            return Origin::path(&self.path).into();
        };
        if self.piece.text.trim().is_empty() {
            return Origin::path(&self.path).line(line).char_column(column).into();
        }
        let marks = self
            .marks
            .iter()
            .map(|(span, kind, label)| kind.span(span.clone()).label(label.as_deref()));
        let snippet = Snippet::source(&self.piece.text).line_start(line).path(&self.path);
        snippet.annotations(marks).into()
    }

    /// Where the line was cut, the column that is drawn counts from the cut.
    fn correct(text: String, listing: &Self) -> String {
        let Some((line, column)) = listing.position else {
            return text;
        };
        let (path, drawn) = (&listing.path, listing.piece.column);
        if drawn == column {
            return text;
        }
        text.replacen(&format!("{path}:{line}:{drawn}"), &format!("{path}:{line}:{column}"), 1)
    }
}

/// The part of a line that is shown.
struct Piece {
    text: String,
    marked: Range<usize>,
    /// The column of the mark in `text`, counted from 1, in characters.
    column: usize,
    /// Whether nothing was cut off after the mark.
    whole: bool,
}

impl Piece {
    fn cut(source: &Source, place: &Place, location: &Location<'_>) -> Self {
        let text = source.text(place.file).unwrap_or_default();
        let line = source.line_at(place.file, location.span.start);
        let get = |range: Range<usize>| text.get(range).unwrap_or_default();
        let before = last_chars(get(line.start..location.span.start), AROUND);
        let end = location.span.end.min(line.end).max(location.span.start);
        let (marked, marked_whole) = first_chars(get(location.span.start..end), MARKED);
        let after = get(end..line.end.max(end));
        // Within twice the allowance nothing is cut: a line of usual length stays whole.
        let limit = if after.chars().nth(2 * AROUND).is_some() { AROUND } else { 2 * AROUND };
        let (after, after_whole) = first_chars(after, limit);
        let column = before.chars().count() + 1;
        let range = before.len()..before.len() + marked.len();
        let after = if marked_whole { after } else { String::new() };
        let whole = marked_whole && after_whole;
        Self { text: before + &marked + &after, marked: range, column, whole }
    }
}

/// The end of a text, with `…` for what is left out.
fn last_chars(text: &str, count: usize) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(2 * count) else {
        return clean(text);
    };
    let start =
        text.get(start..).and_then(|tail| tail.char_indices().nth(count).map(|(at, _)| start + at));
    format!("…{}", clean(start.and_then(|start| text.get(start..)).unwrap_or_default()))
}

/// The start of a text, with `…` for what is left out, and whether nothing is.
fn first_chars(text: &str, count: usize) -> (String, bool) {
    match text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)) {
        Some(start) => (format!("{}…", clean(start)), false),
        None => (clean(text), true),
    }
}

/// A text that a terminal shows as it is: control characters, and those that turn the direction of
/// writing, are replaced one for one.
fn clean(text: &str) -> String {
    let shown = |char: char| match char {
        '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
        char if char.is_control() => '\u{fffd}',
        char => char,
    };
    text.chars().map(shown).collect()
}
