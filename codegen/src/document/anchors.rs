//! Schemas that are named where they stand: `$anchor` and `$dynamicAnchor`, for references such as `#node`.

use std::collections::HashMap;

use serde_json::Value;

use crate::source::push_token;

/// What holds values of users, and no schemas.
const VALUES: &[&str] = &["const", "default", "enum", "example", "examples"];

/// The pointers of the anchors in a tree, by their names. The first of a name holds: a document in which several
/// schemas have one would need bases (`$id`) to tell them apart.
pub(super) fn of(tree: &Value) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((at, value)) = open.pop() {
        let inner = |token: &str| {
            let mut path = at.clone();
            push_token(&mut path, token);
            path
        };
        match value {
            Value::Object(members) => {
                for name in ["$anchor", "$dynamicAnchor"] {
                    if let Some(Value::String(name)) = members.get(name) {
                        found.entry(name.clone()).or_insert_with(|| at.clone());
                    }
                }
                let holds = |key: &str| !VALUES.contains(&key) && !key.starts_with("x-");
                // Last in, first out: in the order of the document.
                let members = members.iter().rev().filter(|(key, _)| holds(key));
                open.extend(members.map(|(key, value)| (inner(key), value)));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate().rev();
                open.extend(items.map(|(index, item)| (inner(&index.to_string()), item)));
            }
            _ => {}
        }
    }
    found
}
