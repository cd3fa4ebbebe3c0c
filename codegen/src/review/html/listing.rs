//! Lines of the documents side by side, and what becomes of a Rust item.

use maud::{Markup, html};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::super::excerpt::{Excerpt, excerpt};
use super::super::{Finding, Place, Side};
use super::words::plain;

/// How many lines before the one that is meant are shown.
const BEFORE: usize = 2;
/// How many lines after it.
const MOST: usize = 20;
/// The longest piece of a line, in characters: a document may be one line.
const LONGEST: usize = 240;

/// What a line is to the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Same,
    Gone,
    New,
}

/// Some lines with what each is.
struct Listing {
    title: String,
    first: usize,
    lines: Vec<(Mark, String)>,
}

/// The lines of the old document beside those of the new one.
pub(super) fn source(number: usize, finding: &Finding, old: Side<'_>, new: Side<'_>) -> Markup {
    let lines = |place: &Option<Place>, side: Side<'_>| {
        let place = place.as_ref()?;
        Some((place.clone(), excerpt(side.source, place, BEFORE, MOST)?))
    };
    let (was, is) = (lines(&finding.old, old), lines(&finding.new, new));
    let (gone, added) = match (&was, &is) {
        (Some((_, was)), Some((_, is))) => changed(&was.lines, &is.lines),
        (Some((_, only)), None) | (None, Some((_, only))) => (own(only), own(only)),
        (None, None) => return html! {},
    };
    let listing = |side: Option<(Place, Excerpt)>, changed: &[bool], mark| {
        side.map(|(place, excerpt)| of(&place, &excerpt, changed, mark))
    };
    let (was, is) = (listing(was, &gone, Mark::Gone), listing(is, &added, Mark::New));
    html! {
        details open {
            summary { "The document" }
            div.sides {
                (shown(&format!("old-{number}"), "Before", was.as_ref()))
                (shown(&format!("new-{number}"), "After", is.as_ref()))
            }
        }
    }
}

/// The item as it was declared, and as it is.
pub(super) fn rust(number: usize, finding: &Finding) -> Markup {
    let (before, after) = (finding.before.as_deref(), finding.after.as_deref());
    if before.is_none() && after.is_none() {
        return html! {};
    }
    let lines = |text: Option<&str>| -> Vec<String> {
        text.into_iter().flat_map(str::lines).map(str::to_owned).collect()
    };
    let (was, is) = (lines(before), lines(after));
    let (gone, added) = changed(&was, &is);
    let listing = |text: Option<&str>, lines: Vec<String>, changed: &[bool], mark| {
        let lines = marked(lines, changed, mark);
        text.map(|_| Listing { title: "Rust".to_owned(), first: 0, lines })
    };
    let was = listing(before, was, &gone, Mark::Gone);
    let is = listing(after, is, &added, Mark::New);
    html! {
        details open {
            summary { "In Rust" }
            div.sides {
                (shown(&format!("before-{number}"), "Before", was.as_ref()))
                (shown(&format!("after-{number}"), "After", is.as_ref()))
            }
        }
    }
}

/// Which lines of either side the other one has not.
fn changed(old: &[String], new: &[String]) -> (Vec<bool>, Vec<bool>) {
    let (mut gone, mut added) = (vec![true; old.len()], vec![true; new.len()]);
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            gone.iter_mut().skip(old_index).take(len).for_each(|gone| *gone = false);
            added.iter_mut().skip(new_index).take(len).for_each(|added| *added = false);
        }
    }
    (gone, added)
}

/// What is gone or new as a whole: the line that is meant, and what belongs to it.
fn own(excerpt: &Excerpt) -> Vec<bool> {
    let before = excerpt.marked.saturating_sub(excerpt.first);
    (0..excerpt.lines.len()).map(|line| line >= before).collect()
}

fn of(place: &Place, excerpt: &Excerpt, changed: &[bool], mark: Mark) -> Listing {
    let meant = excerpt.marked.saturating_sub(excerpt.first);
    let indented = excerpt.lines.iter().filter(|line| !line.trim().is_empty());
    let indent = indented.map(|line| line.chars().take_while(|char| *char == ' ').count()).min();
    let column = |line: usize| if line == meant { place.column } else { 1 };
    let lines = excerpt.lines.iter().enumerate();
    let lines = lines.map(|(number, line)| cut(line, indent.unwrap_or(0), column(number)));
    Listing {
        title: format!("{}, line {}", place.file, place.line),
        first: excerpt.first,
        lines: marked(lines.collect(), changed, mark),
    }
}

fn marked(lines: Vec<String>, changed: &[bool], mark: Mark) -> Vec<(Mark, String)> {
    let marks = changed.iter().map(|changed| if *changed { mark } else { Mark::Same });
    marks.zip(lines).collect()
}

/// The piece of a line around a column, counted from 1, without the indentation of all lines.
fn cut(line: &str, indent: usize, column: usize) -> String {
    let start = column.saturating_sub(LONGEST / 2).max(indent);
    let mut chars = line.chars().skip(start);
    let mut piece: String = chars.by_ref().take(LONGEST).collect();
    if start > indent {
        piece.insert(0, '…');
    }
    if chars.next().is_some() {
        piece.push('…');
    }
    piece
}

fn shown(id: &str, side: &str, listing: Option<&Listing>) -> Markup {
    html! {
        figure {
            figcaption #(id) {
                strong { (side) }
                @if let Some(listing) = listing { " " span { (plain(&listing.title)) } }
            }
            @match listing {
                None => p.nothing { "It is not there." },
                // What may scroll can be reached by keyboard.
                Some(listing) => pre tabindex="0" role="group" aria-labelledby=(id) {
                    @for (number, (mark, text)) in listing.lines.iter().enumerate() {
                        (line(listing.first, number, *mark, text))
                    }
                },
            }
        }
    }
}

fn line(first: usize, number: usize, mark: Mark, text: &str) -> Markup {
    // Drawn by the style, so that it is not copied with the text.
    let number = if first == 0 { String::new() } else { (first + number).to_string() };
    html! {
        @match mark {
            Mark::Same => span data-line=(number) { (plain(text)) "\n" },
            Mark::Gone => del data-line=(number) { (plain(text)) "\n" },
            Mark::New => ins data-line=(number) { (plain(text)) "\n" },
        }
    }
}
