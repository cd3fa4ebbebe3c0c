//! The outline of a YAML text, from the events of a parser that gives positions.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::lines::Lines;
use super::outline::{Key, Outline};

/// Walks the parser's events for the spans of the values. On a fault the outline ends: the text has
/// been parsed before, and what is missing is shown at the nearest value that is there.
pub(super) fn outline(text: &str, lines: &Lines) -> Outline {
    let mut builder = Builder {
        text,
        lines,
        outline: Outline::default(),
        open: Vec::new(),
        anchors: HashMap::new(),
        texts: HashMap::new(),
        last: (1, 0, 0),
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        builder.event(&event, span);
    }
    builder.outline
}

struct Builder<'t> {
    text: &'t str,
    lines: &'t Lines,
    outline: Outline,
    open: Vec<Open>,
    /// The values that have anchors.
    anchors: HashMap<usize, usize>,
    /// The scalars that have anchors, keys among them.
    texts: HashMap<usize, String>,
    /// The last place that was asked for: line, column and byte. A text can be one long line.
    last: (usize, usize, usize),
}

/// A collection that has not ended.
enum Open {
    List(usize),
    /// A mapping, and the key whose value comes next.
    Map(usize, Option<(Key, Range<usize>)>),
}

impl Builder<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let span = self.scalar_span(*style, span);
                if *anchor > 0 {
                    self.texts.insert(*anchor, text.to_string());
                }
                if let Some(Open::Map(_, key @ None)) = self.open.last_mut() {
                    *key = Some((Key::written(self.text, &span, text), span));
                } else {
                    let id = self.add(span, true);
                    self.anchors.insert(*anchor, id);
                }
            }
            Event::Alias(anchor) => self.alias(*anchor, span),
            Event::SequenceStart(anchor, _) => self.start(*anchor, span, Open::List),
            Event::MappingStart(anchor, _) => self.start(*anchor, span, |id| Open::Map(id, None)),
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn start(&mut self, anchor: usize, span: Span, open: impl FnOnce(usize) -> Open) {
        let start = self.offset(span);
        let end = self.first_line_end(start);
        let id = self.add(start..end, false);
        self.anchors.insert(anchor, id);
        self.open.push(open(id));
    }

    /// An alias stands for the anchored value, whose places are the ones to show; one of a key for its text.
    fn alias(&mut self, anchor: usize, span: Span) {
        let id = self.anchors.get(&anchor).copied();
        let start = self.offset(span);
        let length =
            self.text.get(start..).and_then(|rest| rest.find([' ', '\n', '\r', ',', ']', '}']));
        let span = start..length.map_or(self.text.len(), |length| start + length);
        if let Some(Open::Map(_, key @ None)) = self.open.last_mut() {
            let text = self.texts.get(&anchor).cloned().unwrap_or_default();
            *key = Some((Key::Other(text), span));
        } else if let Some(id) = id {
            self.attach(id);
        } else {
            self.add(span, true);
        }
    }

    fn add(&mut self, span: Range<usize>, scalar: bool) -> usize {
        let id = self.outline.add(span, scalar);
        self.attach(id);
        id
    }

    fn attach(&mut self, id: usize) {
        match self.open.last_mut() {
            Some(Open::List(parent)) => self.outline.add_member(*parent, Key::Item, 0..0, id),
            Some(Open::Map(parent, key)) => {
                let (key, span) = key.take().unwrap_or((Key::Plain, 0..0));
                self.outline.add_member(*parent, key, span, id);
            }
            None => {}
        }
    }

    fn offset(&mut self, span: Span) -> usize {
        self.at(span.start.line(), span.start.col())
    }

    /// The byte at a line and a column. Places are asked for one after another, and found from the last one on.
    fn at(&mut self, line: usize, column: usize) -> usize {
        let (last_line, last_column, last) = self.last;
        let byte = match column.checked_sub(last_column) {
            Some(columns) if line == last_line => {
                let rest = self.text.get(last..).unwrap_or_default();
                rest.char_indices().nth(columns).map_or(self.text.len(), |(at, _)| last + at)
            }
            _ => self.lines.offset(self.text, line, column),
        };
        self.last = (line, column, byte);
        byte
    }

    fn first_line_end(&self, start: usize) -> usize {
        let (_, line) = self.lines.line(self.text, start);
        start + self.text.get(start..line.end).map_or(0, |rest| rest.trim_end().len())
    }

    /// The text of a scalar on its first line. The parser's own end lies behind comments and line
    /// breaks that follow, so it is not taken for quoted and block scalars.
    fn scalar_span(&mut self, style: ScalarStyle, span: Span) -> Range<usize> {
        let start = self.offset(span);
        let line_end = self.first_line_end(start);
        let rest = self.text.get(start..line_end).unwrap_or_default();
        let end = match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => quoted_len(rest),
            ScalarStyle::Plain => {
                let end = self.at(span.end.line(), span.end.col());
                self.text.get(start..end.min(line_end)).map(|text| text.trim_end().len())
            }
            _ => None,
        };
        start..start + end.unwrap_or(rest.len())
    }
}

/// The length of the quoted text at the start; `None` when it does not end here.
fn quoted_len(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, char)) = chars.next() {
        if char == '\\' && quote == '"' {
            chars.next();
        } else if char == quote
            && chars.next_if(|(_, next)| quote == '\'' && *next == quote).is_none()
        {
            return Some(at + 1);
        }
    }
    None
}
