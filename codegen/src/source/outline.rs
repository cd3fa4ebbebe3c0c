//! Where each value of a file stands in its text: built once for a file, and only for a file about
//! which something must be said.
//!
//! A document has a value for every few bytes, and of most nothing is ever asked. So keys stay where they are, in the
//! text, and only what is large gets an index, when it is asked for the first time.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::parse::MERGE;
use super::place::unescape;

/// The spans of a file's values, in the shape of its tree. What asks for a key gives the text.
#[derive(Debug, Default)]
pub(super) struct Outline {
    nodes: Vec<Node>,
    members: Vec<Member>,
    large: OnceLock<HashMap<usize, Index>>,
}

/// A key that an object holds twice.
#[derive(Debug)]
pub(super) struct Repeated {
    pub(super) key: String,
    pub(super) first: Range<usize>,
    pub(super) again: Range<usize>,
}

/// One value. `id`s are indices into the outline.
#[derive(Debug)]
struct Node {
    span: Range<usize>,
    scalar: bool,
    /// The first and the last of its members, and how many there are.
    first: Option<usize>,
    last: usize,
    count: usize,
}

#[derive(Debug)]
struct Member {
    key: Key,
    key_span: Range<usize>,
    id: usize,
    /// The next member of the same value.
    next: Option<usize>,
}

/// The key of a member.
#[derive(Debug)]
pub(super) enum Key {
    /// None: it is an item of an array.
    Item,
    /// The text of its span as it is.
    Plain,
    /// The same without the quotes around it.
    Quoted,
    /// Another text than the one of its span.
    Other(String),
}

impl Key {
    /// The key that is written at `span`.
    pub(super) fn written(text: &str, span: &Range<usize>, key: &str) -> Self {
        match text.get(span.clone()) {
            Some(plain) if plain == key => Self::Plain,
            Some(quoted) if unquoted(quoted) == Some(key) => Self::Quoted,
            _ => Self::Other(key.to_owned()),
        }
    }
}

impl Member {
    /// The key; `None` for an item.
    fn key<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        match &self.key {
            Key::Item => None,
            Key::Plain => text.get(self.key_span.clone()),
            Key::Quoted => text.get(self.key_span.clone()).and_then(unquoted),
            Key::Other(key) => Some(key),
        }
    }
}

fn unquoted(text: &str) -> Option<&str> {
    let end = text.len().checked_sub(1)?;
    text.get(1..end)
}

/// The members of a value with many.
#[derive(Debug)]
enum Index {
    /// By key: of two with the same the last.
    Keys(HashMap<String, usize>),
    Items(Vec<usize>),
}

/// Values with more members than this get an index.
const SEARCHED: usize = 32;

impl Outline {
    /// Adds a value and gives its id. The root comes first.
    pub(super) fn add(&mut self, span: Range<usize>, scalar: bool) -> usize {
        self.nodes.push(Node { span, scalar, first: None, last: 0, count: 0 });
        self.nodes.len() - 1
    }

    /// Says that the value `parent` goes on with `child`, under the key at `key_span` if it is an object.
    pub(super) fn add_member(
        &mut self,
        parent: usize,
        key: Key,
        key_span: Range<usize>,
        child: usize,
    ) {
        let Some(node) = self.nodes.get_mut(parent) else { return };
        let at = self.members.len();
        self.members.push(Member { key, key_span, id: child, next: None });
        let before = std::mem::replace(&mut node.last, at);
        node.count += 1;
        if node.first.is_none() {
            node.first = Some(at);
        } else if let Some(before) = self.members.get_mut(before) {
            before.next = Some(at);
        }
    }

    /// The members of a value, each with its number.
    fn members(&self, parent: usize) -> impl Iterator<Item = (usize, &Member)> {
        let member = |at: usize| self.members.get(at).map(|member| (at, member));
        let first = self.nodes.get(parent).and_then(|node| member(node.first?));
        std::iter::successors(first, move |(_, before)| member(before.next?))
    }

    /// The keys that an object holds twice, in the order of the text.
    pub(super) fn repeated(&self, text: &str) -> Vec<Repeated> {
        let mut repeated = Vec::new();
        for parent in 0..self.nodes.len() {
            let mut met: HashMap<&str, &Range<usize>> = HashMap::new();
            for (_, member) in self.members(parent) {
                // Several mappings can be merged into one.
                let Some(key) = member.key(text).filter(|key| *key != MERGE) else { continue };
                let first = met.entry(key).or_insert(&member.key_span);
                if *first != &member.key_span {
                    let (first, again) = (first.clone(), member.key_span.clone());
                    repeated.push(Repeated { key: key.to_owned(), first, again });
                }
            }
        }
        repeated.sort_by_key(|repeated| repeated.again.start);
        repeated
    }

    /// The members of a value with many by key or place.
    fn index(&self, text: &str, parent: usize) -> Option<&Index> {
        let all = self.large.get_or_init(|| {
            let nodes = self.nodes.iter().enumerate();
            let large = nodes.filter(|(_, node)| node.count > SEARCHED);
            large.map(|(id, _)| (id, self.indexed(text, id))).collect()
        });
        all.get(&parent)
    }

    fn indexed(&self, text: &str, parent: usize) -> Index {
        let members = self.members(parent);
        if self.is_list(parent) {
            return Index::Items(members.map(|(at, _)| at).collect());
        }
        let keys = members.filter_map(|(at, member)| {
            let key = member.key(text)?;
            Some((key.to_owned(), at))
        });
        Index::Keys(keys.collect())
    }

    fn is_list(&self, parent: usize) -> bool {
        self.members(parent).next().is_some_and(|(_, member)| matches!(member.key, Key::Item))
    }

    /// The member that counts: of two with the same key the last.
    fn member(&self, text: &str, parent: usize, key: &str) -> Option<&Member> {
        if let Some(Index::Keys(keys)) = self.index(text, parent) {
            return keys.get(key).and_then(|at| self.members.get(*at));
        }
        let members = self.members(parent).map(|(_, member)| member);
        members.filter(|member| member.key(text) == Some(key)).last()
    }

    /// What a token of a pointer leads to, be it a key, an index or a member merged by `<<`.
    fn child(&self, text: &str, parent: usize, token: &str) -> Option<&Member> {
        if !self.is_list(parent) {
            let own = self.member(text, parent, token);
            return own.or_else(|| self.merged(text, parent, token, 8));
        }
        let place = token.parse().ok()?;
        match self.index(text, parent) {
            Some(Index::Items(items)) => self.members.get(*items.get(place)?),
            _ => self.members(parent).nth(place).map(|(_, member)| member),
        }
    }

    fn merged(&self, text: &str, parent: usize, token: &str, depth: usize) -> Option<&Member> {
        let depth = depth.checked_sub(1)?;
        self.member(text, parent, MERGE)?;
        let find = |id| {
            let own = self.member(text, id, token);
            own.or_else(|| self.merged(text, id, token, depth))
        };
        let members = self.members(parent).map(|(_, member)| member);
        members.filter(|member| member.key(text) == Some(MERGE)).find_map(|member| {
            let items = self.members(member.id).map(|(_, item)| item);
            let mut items = items.filter(|item| matches!(item.key, Key::Item));
            items.find_map(|item| find(item.id)).or_else(|| find(member.id))
        })
    }

    /// The span to show for a JSON pointer: a scalar's own text, of a larger value the key that
    /// introduces it. Tokens that the text does not have are those that normalising added (`allOf/0`
    /// before a `$ref` with siblings, `enum` for `const`); they are passed over.
    pub(super) fn find(&self, text: &str, pointer: &str, key_wanted: bool) -> Option<Range<usize>> {
        let mut id = 0;
        let mut key_span = 0..0;
        let mut exact = true;
        for token in pointer.split('/').skip(1).map(unescape) {
            let written = match &*token {
                "enum" => "const",
                "example" => "examples",
                _ => "",
            };
            let found = self.child(text, id, &token).or_else(|| self.child(text, id, written));
            exact = found.is_some();
            if let Some(member) = found {
                key_span = member.key_span.clone();
                id = member.id;
            }
        }
        let node = self.nodes.get(id)?;
        let by_key = (key_wanted && exact) || !node.scalar;
        Some(if by_key && !key_span.is_empty() { key_span } else { node.span.clone() })
    }
}
