//! A payload changed in one place, in every way in which an API changes things.

use super::node::Node;
use super::oracle::member_path;

/// The names of all mutations, in the order of the table.
pub(crate) const NAMES: &[&str] = &[
    "null",
    "empty list",
    "empty object",
    "empty string",
    "zero",
    "a fraction",
    "a whole fraction",
    "minus zero",
    "a huge integer",
    "a boolean",
    "a value never seen",
    "user and group swapped",
    "a number as a string",
    "a string as a number",
    "wrapped in a list",
    "wrapped in an object",
    "an extra key",
    "keys reversed",
    "a key removed",
    "a key renamed",
    "a key last",
    "a key twice",
    "a key null before",
    "a key misfit before",
    "a key null after",
];

/// A payload in which one place is changed.
pub(crate) struct Mutant {
    /// How: one of [`NAMES`].
    pub(crate) name: &'static str,
    /// The place, as drift and errors say it.
    pub(crate) path: String,
    /// The payload.
    pub(crate) payload: Node,
}

/// A node of a payload: the positions that lead to it.
pub(crate) type Place = Vec<usize>;

/// All nodes of a payload, the whole first.
pub(crate) fn places(node: &Node) -> Vec<Place> {
    let mut all = vec![Vec::new()];
    for (position, (_, child)) in node.children().into_iter().enumerate() {
        all.extend(places(child).into_iter().map(|place| [vec![position], place].concat()));
    }
    all
}

/// All that one change makes of a node, each with the name of the change and the key it is about.
pub(crate) fn changes(node: &Node) -> Vec<(&'static str, Option<String>, Node)> {
    let mut all: Vec<_> =
        replacements(node).into_iter().map(|(name, new)| (name, None, new)).collect();
    all.retain(|(_, _, new)| new != node);
    if let Node::Object(members) = node {
        all.extend(of_object(members));
        for position in 0..members.len() {
            all.extend(of_member(members, position));
        }
    }
    all
}

/// Every mutant of a payload.
pub(crate) fn mutants(payload: &Node) -> Vec<Mutant> {
    let mut all = Vec::new();
    for place in places(payload) {
        let (node, path) = find(payload, &place);
        for (name, key, new) in changes(node) {
            let path = key.map_or(path.clone(), |key| member_path(&path, &key));
            all.push(Mutant { name, path, payload: with(payload, &place, new) });
        }
    }
    all
}

/// A node and its path.
pub(crate) fn find<'n>(payload: &'n Node, place: &[usize]) -> (&'n Node, String) {
    place.iter().fold((payload, String::new()), |(node, path), position| {
        let (key, child) = node.children().swap_remove(*position);
        let is_list = matches!(node, Node::List(_));
        (child, if is_list { format!("{path}[{key}]") } else { member_path(&path, &key) })
    })
}

/// The payload with another node at a place.
pub(crate) fn with(payload: &Node, place: &[usize], new: Node) -> Node {
    let mut payload = payload.clone();
    let mut node = &mut payload;
    for position in place {
        node = node.child_mut(*position).expect("a place of the payload");
    }
    *node = new;
    payload
}

fn replacements(node: &Node) -> Vec<(&'static str, Node)> {
    let mut all = vec![
        ("null", Node::Null),
        ("empty list", Node::List(Vec::new())),
        ("empty object", Node::Object(Vec::new())),
        ("empty string", Node::string("")),
        ("zero", Node::number("0")),
        ("a fraction", Node::number("1.5")),
        ("a whole fraction", Node::number("5.0")),
        ("minus zero", Node::number("-0")),
        ("a huge integer", Node::number("123456789012345678901234567890")),
        ("a boolean", Node::Boolean(*node != Node::Boolean(true))),
        ("a value never seen", Node::string("never seen")),
        ("wrapped in a list", Node::List(vec![node.clone()])),
        ("wrapped in an object", object(&[("neverSeen", node.clone())])),
    ];
    match node {
        Node::Number(spelling) => all.push(("a number as a string", Node::string(spelling))),
        Node::String(text) => {
            let digits = text.parse::<i64>().map_or("7".to_owned(), |number| number.to_string());
            all.push(("a string as a number", Node::Number(digits)));
            match text.as_str() {
                "user" => all.push(("user and group swapped", Node::string("group"))),
                "group" => all.push(("user and group swapped", Node::string("user"))),
                _ => {}
            }
        }
        _ => {}
    }
    all
}

fn of_object(members: &[(String, Node)]) -> Vec<(&'static str, Option<String>, Node)> {
    let key = || Some("neverSeen".to_owned());
    let value = object(&[("a key", Node::List(vec![Node::number("1.0"), Node::Null]))]);
    let extra = vec![("neverSeen".to_owned(), value)];
    let reversed: Vec<_> = members.iter().rev().cloned().collect();
    vec![
        ("an extra key", key(), Node::Object([members, &extra].concat())),
        ("keys reversed", None, Node::Object(reversed)),
    ]
}

fn of_member(
    members: &[(String, Node)],
    position: usize,
) -> Vec<(&'static str, Option<String>, Node)> {
    let (key, value) = &members[position];
    let mut rest = members.to_vec();
    rest.remove(position);
    let mut renamed = members.to_vec();
    "neverSeen".clone_into(&mut renamed[position].0);
    let own = vec![(key.clone(), value.clone())];
    let null = vec![(key.clone(), Node::Null)];
    let misfit = vec![(key.clone(), Node::List(vec![Node::List(vec![Node::Boolean(true)])]))];
    let all = [
        ("a key removed", rest.clone()),
        ("a key renamed", renamed),
        ("a key last", [&rest[..], &own].concat()),
        ("a key twice", [members, &own].concat()),
        ("a key null before", [&null, members].concat()),
        ("a key misfit before", [&misfit, members].concat()),
        ("a key null after", [members, &null].concat()),
    ];
    all.into_iter()
        .map(|(name, members)| (name, Some(key.clone()), Node::Object(members)))
        .collect()
}

fn object(members: &[(&str, Node)]) -> Node {
    Node::Object(members.iter().map(|(key, node)| ((*key).to_owned(), node.clone())).collect())
}
