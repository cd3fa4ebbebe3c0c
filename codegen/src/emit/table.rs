//! The table of an operation, as the runtime's macro `request` takes it; and how tables fill their lines.

use std::fmt::Write as _;

use super::WIDTH;
use crate::ir::{Api, AuthUse, End, Next, Operation, Paging, Param, Place, Style, Turn};

/// A parameter, its limits left out.
pub(super) fn param(param: &Param) -> String {
    let (place, style, explode) = match param.place {
        Place::Path => ("path", Style::Simple, false),
        Place::Query => ("query", Style::Form, true),
        Place::Header => ("header", Style::Simple, false),
        Place::Cookie => ("cookie", Style::Form, true),
        Place::Form => ("form", Style::Form, true),
        Place::Part => ("part", Style::Form, true),
    };
    let mut line = format!("{place} {:?}", param.name.wire);
    if param.style != style {
        let _ = write!(line, ".styled(crate::runtime::Style::{})", style_ident(param.style));
    }
    if param.explode != explode {
        let _ = write!(line, ".exploded({})", param.explode);
    }
    if param.allow_reserved {
        line.push_str(".reserved(true)");
    }
    if let Some(media) = &param.media {
        let _ = write!(line, ".media({media:?})");
    }
    if param.required && param.place != Place::Path {
        line.push_str(".required()");
    }
    line
}

/// The alternatives of schemes; nothing where no credential is sent.
pub(super) fn security(api: &Api, operation: &Operation) -> String {
    if operation.auth.is_empty() {
        return String::new();
    }
    let alternatives = operation.auth.iter().map(|schemes| {
        let schemes = schemes.iter().filter_map(|AuthUse(index)| api.auth.get(*index));
        let idents: Vec<&str> = schemes.map(|scheme| scheme.static_ident.as_str()).collect();
        format!("[{}]", idents.join(" "))
    });
    format!("security [{}]", alternatives.collect::<Vec<_>>().join(" "))
}

/// What the items of pages are, and how one page leads to the next.
pub(super) fn paging(paging: &Paging, item: &str) -> String {
    let next = match &paging.next {
        Next::Page { turn, first } => format!("{}, {first})", turned("page", turn)),
        Next::Offset { turn, first } => format!("{}, {first})", turned("offset", turn)),
        Next::Cursor { turn, at } => format!("{}, &{at:?})", turned("cursor", turn)),
        Next::Last { turn, at } => format!("{}, &{at:?})", turned("last", turn)),
        Next::Link { at } => format!("link(&{at:?})"),
        Next::Header => "header()".to_owned(),
    };
    let mut out = format!("each {item}: {next}");
    if !paging.items.is_empty() {
        let _ = write!(out, ".items(&{:?})", paging.items);
    }
    if paging.may_lack {
        out.push_str(".lacking()");
    }
    for end in &paging.ends {
        let _ = match end {
            End::More(at) => write!(out, ".more(&{at:?})"),
            End::Ended(at) => write!(out, ".ended(&{at:?})"),
            End::Numbered(at) => write!(out, ".numbered(&{at:?})"),
            End::Pages(at) => write!(out, ".pages(&{at:?})"),
        };
    }
    out
}

/// The function of the runtime's `Paging`, and what of the request asks for the next page.
fn turned(name: &str, turn: &Turn) -> String {
    match turn {
        Turn::Param(param) => format!("{name}({param}"),
        Turn::Member(path) => format!("body_{name}(&{path:?}"),
    }
}

/// Adds a part behind what is there, on a line of its own where it does not fit.
pub(super) fn part(part: &str, out: &mut String) {
    part_or(part, "\n    ", out);
}

/// The same with what begins a line.
pub(super) fn part_or(part: &str, line: &str, out: &mut String) {
    if part.is_empty() {
        return;
    }
    let column = out.len() - out.rfind('\n').map_or(0, |end| end + 1);
    out.push_str(if column + 1 + part.len() > WIDTH { line } else { " " });
    out.push_str(part);
}

/// Adds a list in the same way, each of its items a part; `line` is what begins a line.
pub(super) fn wrap(
    open: &str,
    items: impl Iterator<Item = String>,
    close: &str,
    line: &str,
    out: &mut String,
) {
    let mut items = items.peekable();
    let mut held = open.to_owned();
    while let Some(item) = items.next() {
        held.push_str(&item);
        if items.peek().is_some() {
            held.push(',');
            part_or(&held, line, out);
            held.clear();
        }
    }
    held.push_str(close);
    part_or(&held, line, out);
}

fn style_ident(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}
