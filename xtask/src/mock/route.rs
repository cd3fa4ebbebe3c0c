//! Path templates: which one a path fits, and what its variables are.

use super::text::percent_decode;

/// A path template such as `/files/{name}.{ending}`, split where variables can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable(String),
}

/// How closely a template fits: compared segment by segment, smaller is closer, so that a
/// literal segment wins over one that is part variable, and that over a mere variable.
pub(super) type Looseness = Vec<u8>;

/// The variables of a path with their values, still percent-encoded.
pub(super) type Variables = Vec<(String, String)>;

impl Template {
    pub(super) fn parse(path: &str) -> Self {
        Self { segments: path.split('/').map(parse_segment).collect() }
    }

    /// The variables, when the path fits. Escapes are decoded only within a segment, so that
    /// `%2F` is part of a value and not a separator.
    pub(super) fn match_path(&self, path: &str) -> Option<Variables> {
        let given: Vec<&str> = path.split('/').collect();
        if given.len() != self.segments.len() {
            return None;
        }
        let mut variables = Vec::new();
        for (pieces, text) in self.segments.iter().zip(given) {
            match_segment(pieces, text, &mut variables)?;
        }
        Some(variables)
    }

    pub(super) fn looseness(&self) -> Looseness {
        let rank = |pieces: &Vec<Piece>| match pieces.as_slice() {
            [] | [Piece::Text(_)] => 0,
            [Piece::Variable(_)] => 2,
            _ => 1,
        };
        self.segments.iter().map(rank).collect()
    }
}

fn parse_segment(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((text, name, after)) = split_variable(rest) {
        if !text.is_empty() {
            pieces.push(Piece::Text(text.to_owned()));
        }
        pieces.push(Piece::Variable(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// Splits at the first `{name}`: what is before, the name, what is after.
fn split_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Matches one segment. A variable takes at least one character, and as few as it can unless it
/// is the last piece: `{a}-{b}` splits `x-y-z` into `x` and `y-z`.
fn match_segment(pieces: &[Piece], text: &str, variables: &mut Variables) -> Option<()> {
    match pieces {
        [] => text.is_empty().then_some(()),
        [Piece::Text(literal)] => same(literal, text).then_some(()),
        [Piece::Text(literal), rest @ ..] => {
            match_segment(rest, text.strip_prefix(literal.as_str())?, variables)
        }
        [Piece::Variable(name)] => {
            let valid = !text.is_empty() && percent_decode(text).is_some();
            valid.then(|| variables.push((name.clone(), text.to_owned())))
        }
        [Piece::Variable(name), rest @ ..] => {
            let ends = text.char_indices().map(|(index, _)| index).skip(1);
            ends.into_iter().find_map(|end| {
                let (value, after) = text.split_at_checked(end)?;
                let mut found = vec![(name.clone(), value.to_owned())];
                percent_decode(value)?;
                match_segment(rest, after, &mut found)?;
                variables.append(&mut found);
                Some(())
            })
        }
    }
}

fn same(literal: &str, text: &str) -> bool {
    literal == text || percent_decode(text).is_some_and(|text| text == literal)
}

/// The path of a server's URL, without a slash at its end: `https://{host}/v3/` gives `/v3`.
/// A variable takes its default.
pub(super) fn base_path(server: &serde_json::Value) -> String {
    let url = super::document::text(server, "url").unwrap_or_default();
    let mut url = url.to_owned();
    for (name, variable) in super::document::entries(&server["variables"]) {
        let default = super::document::text(variable, "default").unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    let after_host = match url.split_once("//") {
        Some((_, rest)) => rest.find('/').and_then(|start| rest.get(start..)).unwrap_or_default(),
        None => url.as_str(),
    };
    let path = after_host.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    if path.is_empty() { String::new() } else { format!("/{path}") }
}
