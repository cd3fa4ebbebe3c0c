//! Names for places in a document: cheap to make, resolved to lines only when something is said.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value};

/// A file of a [`Source`](super::Source); files are numbered in the order in which they were met,
/// the root document first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(super) u32);

impl FileId {
    /// The root document.
    pub const ROOT: Self = Self(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A value in a file, named by its JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    file: FileId,
    path: Arc<str>,
}

impl Pointer {
    /// The value that a JSON pointer names in a file. `path` is taken as it is: escaped, and either
    /// empty or starting with `/`.
    pub fn new(file: FileId, path: impl Into<Arc<str>>) -> Self {
        Self { file, path: path.into() }
    }

    /// The whole of a file.
    pub fn root(file: FileId) -> Self {
        Self::new(file, "")
    }

    /// The file in which the value is.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The JSON pointer, escaped.
    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// The member `key` of this object.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut path = String::with_capacity(self.path.len() + key.len() + 1);
        path.push_str(&self.path);
        push_token(&mut path, key);
        Self::new(self.file, path)
    }

    /// The item `index`, counted from 0, of this array.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self::new(self.file, format!("{}/{index}", self.path))
    }

    /// The value that holds this one; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.path.rsplit_once('/')?;
        Some(Self::new(self.file, parent))
    }

    /// The keys and indices from the root to here, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.path.split('/').skip(1).map(|token| unescape(token).into_owned())
    }

    /// The key or index by which the parent holds this value, unescaped.
    pub fn last(&self) -> Option<String> {
        self.path.rsplit_once('/').map(|(_, last)| unescape(last).into_owned())
    }

    /// Whether `other` is this value or lies within it.
    pub fn holds(&self, other: &Self) -> bool {
        let rest = other.path.strip_prefix(&*self.path);
        self.file == other.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The key of this value rather than the value: where an unknown keyword is shown.
    pub fn at_key(&self) -> Place {
        Place { file: self.file, spot: Spot::Key(self.path.clone()) }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{}", self.path)
    }
}

/// Appends `/` and the escaped token.
pub(crate) fn push_token(path: &mut String, token: &str) {
    path.push('/');
    let mut rest = token;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
        let (plain, special) = rest.split_at(at);
        path.push_str(plain);
        path.push_str(if special.starts_with('~') { "~0" } else { "~1" });
        rest = special.get(1..).unwrap_or_default();
    }
    path.push_str(rest);
}

/// The key that an escaped token stands for.
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if !token.as_bytes().contains(&b'~') {
        return token.into();
    }
    // In one go, since the paths of an API are such tokens, and each is looked up very often.
    let mut parts = token.split('~');
    let mut text = String::with_capacity(token.len());
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (char, rest) = match part.as_bytes().first() {
            Some(b'1') => ('/', part.get(1..)),
            Some(b'0') => ('~', part.get(1..)),
            _ => ('~', Some(part)),
        };
        text.push(char);
        text.push_str(rest.unwrap_or_default());
    }
    text.into()
}

/// The value that a JSON pointer names in a tree: what [`Value::pointer`] gives, without its copies of each
/// token.
pub(crate) fn find<'v>(tree: &'v Value, path: &str) -> Option<&'v Value> {
    let (mut value, mut rest) = (tree, path);
    while !rest.is_empty() {
        (value, rest) = step(value, rest)?;
    }
    Some(value)
}

/// The value that the first token of a path leads to, and the rest of the path.
pub(super) fn step<'v, 'p>(value: &'v Value, path: &'p str) -> Option<(&'v Value, &'p str)> {
    let tokens = path.strip_prefix('/')?;
    // Both at once: a path is found very often, and searching each token twice takes most of the time.
    let mut is_escaped = false;
    let end = tokens.bytes().position(|byte| {
        is_escaped |= byte == b'~';
        byte == b'/'
    });
    let (token, after) = tokens.split_at(end.unwrap_or(tokens.len()));
    let value = match value {
        Value::Object(members) if is_escaped => member(members, &unescape(token))?,
        Value::Object(members) => member(members, token)?,
        Value::Array(items) => items.get(index(token)?)?,
        _ => return None,
    };
    Some((value, after))
}

/// Up to so many keys are compared faster than one is hashed.
const FEW_KEYS: usize = 8;

fn member<'v>(members: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    if members.len() > FEW_KEYS {
        return members.get(key);
    }
    members.iter().find_map(|(name, value)| (name == key).then_some(value))
}

/// The index that a token is: digits without a leading zero.
fn index(token: &str) -> Option<usize> {
    let is_plain = !token.starts_with('+') && (token == "0" || !token.starts_with('0'));
    token.parse().ok().filter(|_| is_plain)
}

/// Where a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub(crate) file: FileId,
    pub(crate) spot: Spot,
}

/// What of a file is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Spot {
    /// The file as a whole: it has no line that could be shown.
    File,
    /// A value.
    Value(Arc<str>),
    /// The key that introduces a value.
    Key(Arc<str>),
    /// A piece of the text: its first byte and its length in bytes.
    Text(usize, usize),
}

impl Place {
    /// The file as a whole, for faults that have no line.
    pub fn file(file: FileId) -> Self {
        Self { file, spot: Spot::File }
    }

    /// A piece of the file's text, in bytes, for faults of syntax. One without length is a character.
    pub fn text(file: FileId, piece: std::ops::Range<usize>) -> Self {
        let spot = Spot::Text(piece.start, piece.len());
        Self { file, spot }
    }

    /// The JSON pointer, where the place is a value or its key.
    pub fn pointer(&self) -> Option<Pointer> {
        match &self.spot {
            Spot::Value(path) | Spot::Key(path) => Some(Pointer::new(self.file, path.clone())),
            Spot::File | Spot::Text(..) => None,
        }
    }
}

impl From<Pointer> for Place {
    fn from(pointer: Pointer) -> Self {
        Self { file: pointer.file, spot: Spot::Value(pointer.path) }
    }
}

impl From<&Pointer> for Place {
    fn from(pointer: &Pointer) -> Self {
        pointer.clone().into()
    }
}
