//! Schemas that are named where they stand: `$id` gives one an address, `$anchor` and `$dynamicAnchor` a name for
//! references such as `#node`.

use std::collections::HashMap;

use serde_json::Value;
use url::Url;

use super::resolve::child;
use crate::source::{push_token, reference, unescape};

/// The schemas of a tree that have such names, by their pointers.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// By address. The first of an address holds.
    addresses: HashMap<Url, String>,
    /// By anchor, in the order of the document: the resource that it stands in, and its own pointer.
    anchors: HashMap<String, Vec<(String, String)>>,
}

/// What references count from: the schema with an address that they stand in, or the whole file.
#[derive(Clone, Debug, Default)]
pub(super) struct Resource {
    /// Its address, which serves to be compared, and is not called; none where schemas have no addresses.
    pub(super) address: Option<Url>,
    /// Its pointer.
    pub(super) at: String,
}

impl Resource {
    /// A whole file. Its name is not taken for an address on the network.
    pub(super) fn file(name: &str) -> Self {
        let address = Url::parse("file:///").and_then(|root| root.join(name)).ok();
        Self { address, at: String::new() }
    }

    /// What an address means that is written within it; the fragment is another matter.
    pub(super) fn join(&self, address: &str) -> Option<Url> {
        let mut address = self.address.as_ref()?.join(address).ok()?;
        address.set_fragment(None);
        Some(address)
    }

    /// The one that `value` is, if it has an address.
    fn inner(&self, value: &Value, at: &str) -> Option<Self> {
        let id = value.get("$id")?.as_str()?;
        // An empty fragment means nothing; with another one it is no address.
        let id = id.strip_suffix('#').unwrap_or(id);
        let is_address = !id.is_empty() && !id.contains('#');
        let address = self.join(id).filter(|_| is_address)?;
        Some(Self { address: Some(address), at: at.to_owned() })
    }

    /// The one around the place `at` of a file, which is this one, with this tree.
    pub(super) fn around(self, tree: &Value, at: &str) -> Self {
        let (mut value, mut path) = (tree, String::new());
        let mut found = self.inner(tree, "").unwrap_or(self);
        for token in at.split('/').skip(1).map(unescape) {
            let Some(next) = child(value, &token) else { break };
            value = next;
            push_token(&mut path, &token);
            found = found.inner(value, &path).unwrap_or(found);
        }
        found
    }
}

impl Named {
    /// The named schemas in the tree of a file.
    pub(super) fn of(tree: &Value, file: &Resource) -> Self {
        let mut found = Self::default();
        found.gather(tree, "", file, false);
        found
    }

    /// `names`: the keys are names that the document's author chose, and no keywords.
    fn gather(&mut self, value: &Value, at: &str, around: &Resource, names: bool) {
        let inner = |token: &str| {
            let mut path = at.to_owned();
            push_token(&mut path, token);
            path
        };
        match value {
            Value::Object(members) if names => {
                for (name, value) in members {
                    self.gather(value, &inner(name), around, false);
                }
            }
            Value::Object(members) => {
                let own = around.inner(value, at);
                if let Some(Resource { address: Some(address), at }) = &own {
                    self.addresses.entry(address.clone()).or_insert_with(|| at.clone());
                }
                let around = own.as_ref().unwrap_or(around);
                for keyword in ["$anchor", "$dynamicAnchor"] {
                    if let Some(Value::String(name)) = members.get(keyword) {
                        let anchors = self.anchors.entry(name.clone()).or_default();
                        anchors.push((around.at.clone(), at.to_owned()));
                    }
                }
                for (key, value) in members {
                    if !reference::is_data(key, value) {
                        self.gather(value, &inner(key), around, reference::holds_names(key));
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.gather(item, &inner(&index.to_string()), around, false);
                }
            }
            _ => {}
        }
    }

    /// The schema that has this address.
    pub(super) fn addressed(&self, address: &Url) -> Option<&str> {
        self.addresses.get(address).map(String::as_str)
    }

    /// The schema that has this anchor in the resource at `within`.
    pub(super) fn anchored(&self, within: &str, name: &str) -> Option<&str> {
        let mut anchors = self.anchors.get(name)?.iter();
        anchors.find(|(resource, _)| resource == within).map(|(_, at)| at.as_str())
    }

    /// The first schema of the file that has this anchor, in whichever resource.
    pub(super) fn first_anchored(&self, name: &str) -> Option<&str> {
        self.anchors.get(name)?.first().map(|(_, at)| at.as_str())
    }
}
