//! Schemas that are named where they stand: `$id` gives one an address, `$anchor` and `$dynamicAnchor` a name for
//! references such as `#node`.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::resolve::child;
use crate::source::{push_token, reference, unescape};

/// What holds values of users, and no schemas.
const VALUES: &[&str] = &["const", "default", "enum", "example", "examples"];

/// The schemas of a tree that have such names, by their pointers.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// By address, see [`joined`]. The first of an address holds.
    addresses: HashMap<String, String>,
    /// By anchor, in the order of the document: the schema with an address that it stands in, and its own pointer.
    anchors: HashMap<String, Vec<(String, String)>>,
}

/// The schema with an address that a place stands in; where there is none, the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Resource {
    /// Its address, those of the schemas around it before its own.
    pub(super) address: String,
    /// Its pointer.
    pub(super) at: String,
}

impl Resource {
    /// The one that `value` is, if it has an address.
    fn of(&self, value: &Value, at: &str) -> Option<Self> {
        // An empty fragment means nothing; one that is not empty is no address.
        let id = value.get("$id")?.as_str().filter(|id| !id.starts_with('#'))?;
        let address = joined(&self.address, id.trim_end_matches('#'));
        Some(Self { address, at: at.to_owned() })
    }

    /// The one around the place `at` of a tree.
    pub(super) fn around(tree: &Value, at: &str) -> Self {
        let (mut value, mut path) = (tree, String::new());
        let mut found = Self::default().of(tree, "").unwrap_or_default();
        for token in at.split('/').skip(1).map(unescape) {
            let Some(next) = child(value, &token) else { break };
            value = next;
            push_token(&mut path, &token);
            found = found.of(value, &path).unwrap_or(found);
        }
        found
    }
}

/// An address as one at `base` means it. It serves to compare addresses, not to call them.
pub(super) fn joined(base: &str, address: &str) -> String {
    if reference::has_scheme(address) {
        return reference::normal(address);
    }
    reference::relative(base, address)
}

impl Named {
    pub(super) fn of(tree: &Value) -> Self {
        let mut found = Self::default();
        let mut open = vec![(String::new(), tree, Rc::new(Resource::default()))];
        while let Some((at, value, around)) = open.pop() {
            let inner = |token: &str| {
                let mut path = at.clone();
                push_token(&mut path, token);
                path
            };
            match value {
                Value::Object(members) => {
                    let own = around.of(value, &at);
                    if let Some(Resource { address, at }) = own.clone() {
                        found.addresses.entry(address).or_insert(at);
                    }
                    let around = own.map_or(around, Rc::new);
                    for name in ["$anchor", "$dynamicAnchor"] {
                        if let Some(Value::String(name)) = members.get(name) {
                            let anchors = found.anchors.entry(name.clone()).or_default();
                            anchors.push((around.at.clone(), at.clone()));
                        }
                    }
                    let holds = |key: &str| !VALUES.contains(&key) && !key.starts_with("x-");
                    // Last in, first out: in the order of the document.
                    let members = members.iter().rev().filter(|(key, _)| holds(key));
                    open.extend(members.map(|(key, value)| (inner(key), value, around.clone())));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate().rev();
                    let items = items.map(|(index, item)| (inner(&index.to_string()), item));
                    open.extend(items.map(|(at, item)| (at, item, around.clone())));
                }
                _ => {}
            }
        }
        found
    }

    /// The schema that has this address.
    pub(super) fn addressed(&self, address: &str) -> Option<&str> {
        self.addresses.get(address).map(String::as_str)
    }

    /// The schema that has this anchor: that of the resource at `within`, or the first of the document.
    pub(super) fn anchored(&self, within: &str, name: &str) -> Option<&str> {
        let anchors = self.anchors.get(name)?;
        let own = anchors.iter().find(|(resource, _)| resource == within);
        own.or(anchors.first()).map(|(_, at)| at.as_str())
    }
}
