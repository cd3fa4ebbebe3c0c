//! Where each value of a file stands in its text: built once for a file, and only for a file about
//! which something must be said.

use std::collections::HashMap;
use std::ops::Range;

use super::place::unescape;

/// The spans of a file's values, in the shape of its tree.
#[derive(Debug, Default)]
pub(super) struct Outline {
    nodes: Vec<Node>,
    pub(super) repeated: Vec<Repeated>,
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
    members: Vec<Member>,
    /// The members by key, for objects too large to search.
    by_key: HashMap<String, usize>,
}

#[derive(Debug)]
struct Member {
    /// The key; `None` for an item of an array.
    key: Option<String>,
    key_span: Range<usize>,
    id: usize,
}

/// Objects of more members than this get an index.
const SEARCHED: usize = 16;

impl Outline {
    /// Adds a value and gives its id. The root comes first.
    pub(super) fn add(&mut self, span: Range<usize>, scalar: bool) -> usize {
        self.nodes.push(Node { span, scalar, members: Vec::new(), by_key: HashMap::new() });
        self.nodes.len() - 1
    }

    /// Says that the array `parent` goes on with `child`.
    pub(super) fn add_item(&mut self, parent: usize, child: usize) {
        self.add_member(parent, None, 0..0, child);
    }

    /// Says that the object `parent` has `child` under `key`.
    pub(super) fn add_keyed(
        &mut self,
        parent: usize,
        key: String,
        span: Range<usize>,
        child: usize,
    ) {
        let earlier = self.member(parent, &key).map(|member| member.key_span.clone());
        if let Some(first) = earlier.filter(|_| key != "<<") {
            self.repeated.push(Repeated { key: key.clone(), first, again: span.clone() });
        }
        self.add_member(parent, Some(key), span, child);
    }

    fn add_member(
        &mut self,
        parent: usize,
        key: Option<String>,
        key_span: Range<usize>,
        id: usize,
    ) {
        let Some(node) = self.nodes.get_mut(parent) else {
            return;
        };
        node.members.push(Member { key, key_span, id });
        if node.members.len() <= SEARCHED {
            return;
        }
        let indexed = if node.by_key.is_empty() { 0 } else { node.members.len() - 1 };
        for (at, member) in node.members.iter().enumerate().skip(indexed) {
            if let Some(key) = &member.key {
                node.by_key.insert(key.clone(), at);
            }
        }
    }

    /// The member that counts: of two with the same key the last.
    fn member(&self, parent: usize, key: &str) -> Option<&Member> {
        let node = self.nodes.get(parent)?;
        if !node.by_key.is_empty() {
            return node.by_key.get(key).and_then(|at| node.members.get(*at));
        }
        node.members.iter().rev().find(|member| member.key.as_deref() == Some(key))
    }

    /// What a token of a pointer leads to, be it a key, an index or a member merged by `<<`.
    fn child(&self, parent: usize, token: &str) -> Option<&Member> {
        let node = self.nodes.get(parent)?;
        if node.members.first().is_some_and(|member| member.key.is_none()) {
            return node.members.get(token.parse::<usize>().ok()?);
        }
        self.member(parent, token).or_else(|| self.merged(parent, token, 8))
    }

    fn merged(&self, parent: usize, token: &str, depth: usize) -> Option<&Member> {
        let depth = depth.checked_sub(1)?;
        let source = self.member(parent, "<<")?.id;
        let find = |id| self.member(id, token).or_else(|| self.merged(id, token, depth));
        let items = self.nodes.get(source)?.members.iter();
        let listed = items.filter(|item| item.key.is_none()).find_map(|item| find(item.id));
        listed.or_else(|| find(source))
    }

    /// The span to show for a JSON pointer: a scalar's own text, of a larger value the key that
    /// introduces it. Tokens that the text does not have are those that normalising added (`allOf/0`
    /// before a `$ref` with siblings, `enum` for `const`); they are passed over.
    pub(super) fn find(&self, pointer: &str, key_wanted: bool) -> Option<Range<usize>> {
        let mut id = 0;
        let mut key_span = 0..0;
        let mut exact = true;
        for token in pointer.split('/').skip(1).map(unescape) {
            let written = match &*token {
                "enum" => "const",
                "example" => "examples",
                _ => "",
            };
            let found = self.child(id, &token).or_else(|| self.child(id, written));
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
