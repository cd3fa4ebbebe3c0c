//! `OpenAPI` Overlays: changes to a document that one does not own
//! (<https://spec.openapis.org/overlay/v1.0.0>).

use std::collections::HashSet;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::origin::Origin;
use super::place::{FileId, Pointer};
use crate::diagnostic::{Code, Diagnostic};

/// How deep an amended document may nest: as deep as one that is read.
const MAX_DEPTH: usize = super::parse::MAX_DEPTH;

/// The longest target, in bytes, and how deep its brackets may nest: it is parsed by calls that nest.
const MAX_TARGET: usize = 4096;
const MAX_BRACKETS: usize = 64;

/// How many values overlays may add: what matches many values can match its own additions, too.
const BUDGET: usize = 1 << 18;

/// A document that is being amended.
pub(super) struct Amended<'v> {
    pub(super) tree: &'v mut Value,
    pub(super) origin: Origin,
    pub(super) faults: Vec<Diagnostic>,
    budget: usize,
}

impl<'v> Amended<'v> {
    pub(super) fn new(tree: &'v mut Value, root: FileId) -> Self {
        let origin = Origin::Whole(Pointer::root(root));
        Self { tree, origin, faults: Vec::new(), budget: BUDGET }
    }

    fn wrong(&mut self, at: &Pointer, message: impl Into<String>) {
        self.faults.push(Diagnostic::new(Code::InvalidOverlay, at, message));
    }

    /// Applies the actions of an overlay, one after the other.
    pub(super) fn apply(&mut self, overlay: &Value, file: FileId) {
        let root = Pointer::root(file);
        let Some(version) = overlay.get("overlay") else {
            return self.wrong(&root, "this is not an OpenAPI Overlay: it has no `overlay`");
        };
        let text = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        if text != "1" && !text.starts_with("1.") {
            let message = format!("the version `{text}` of OpenAPI Overlay is not supported");
            return self.wrong(&root.key("overlay"), message);
        }
        let Some(Value::Array(actions)) = overlay.get("actions") else {
            return self.wrong(&root, "an overlay must have `actions`, a list");
        };
        for (index, action) in actions.iter().enumerate() {
            // What did not fit was said; more would only be more of it.
            if self.budget == 0 {
                return;
            }
            self.action(action, &root.key("actions").index(index));
        }
    }

    fn action(&mut self, action: &Value, at: &Pointer) {
        let Some(target) = action.get("target").and_then(Value::as_str) else {
            return self.wrong(at, "an action must have `target`, a JSONPath");
        };
        let path = match parse(target) {
            Ok(path) => path,
            Err(why) => {
                return self.wrong(&at.key("target"), format!("this is no JSONPath: {why}"));
            }
        };
        let found = path.query_located(self.tree);
        let pointers: Vec<String> =
            found.iter().map(|it| it.location().to_json_pointer()).collect();
        if pointers.is_empty() {
            let message = format!("nothing in the document matches `{target}`");
            let place = at.key("target");
            return self.faults.push(Diagnostic::new(Code::UnmatchedTarget, &place, message));
        }
        match (action.get("remove"), action.get("update")) {
            (Some(Value::Bool(true)), _) => self.remove_all(pointers, at),
            (Some(wrong), _) if !wrong.is_boolean() => {
                self.wrong(&at.key("remove"), "`remove` must be `true` or `false`");
            }
            (_, Some(update)) => self.update_all(&pointers, update, &at.key("update")),
            (_, None) => self.wrong(at, "an action must have `update`, or `remove: true`"),
        }
    }

    /// Takes the values out, the last first, so that the places of the others stay.
    fn remove_all(&mut self, pointers: Vec<String>, at: &Pointer) {
        let mut seen = HashSet::new();
        for pointer in pointers.into_iter().rev() {
            if pointer.is_empty() {
                self.wrong(at, "the whole document cannot be removed");
            } else if seen.insert(pointer.clone()) {
                self.remove(&pointer, at);
            }
        }
    }

    fn remove(&mut self, pointer: &str, by: &Pointer) {
        let Some((parent, last)) = pointer.rsplit_once('/') else { return };
        let last = super::unescape(last).into_owned();
        let Some((holder, origin)) = self.at(parent) else { return };
        origin.open(holder);
        match (holder, origin) {
            (Value::Object(members), Origin::Object(_, origins)) => {
                members.shift_remove(&last);
                // Who misses the member is shown what took it out.
                origins.insert(last, Origin::Whole(by.clone()));
            }
            (Value::Array(items), Origin::List(_, origins)) => {
                let index = last.parse().ok().filter(|index| *index < items.len());
                if let Some(index) = index.filter(|index: &usize| *index < origins.len()) {
                    items.remove(index);
                    origins.remove(index);
                }
            }
            _ => {}
        }
    }

    fn update_all(&mut self, pointers: &[String], update: &Value, from: &Pointer) {
        let (size, depth) = measure(update);
        for pointer in pointers {
            let Some(left) = self.budget.checked_sub(size) else {
                self.budget = 0;
                return self.wrong(from, "the overlays make the document too large");
            };
            self.budget = left;
            if pointer.matches('/').count() + depth >= MAX_DEPTH {
                let message = format!("the document would nest deeper than {MAX_DEPTH} levels");
                return self.wrong(from, message);
            }
            let mut faults = Vec::new();
            if let Some((value, origin)) = self.at(pointer) {
                match (&mut *value, update) {
                    (Value::Array(_), _) => append(value, origin, update, from),
                    _ => merge(value, origin, update, from, &mut faults),
                }
            }
            self.faults.append(&mut faults);
        }
    }

    /// The value at a pointer, and its origin, told one by one on the way there.
    fn at(&mut self, pointer: &str) -> Option<(&mut Value, &mut Origin)> {
        let (mut value, mut origin) = (&mut *self.tree, &mut self.origin);
        for token in pointer.split('/').skip(1).map(super::unescape) {
            origin.open(value);
            origin = origin.part(&token)?;
            value = match value {
                Value::Object(members) => members.get_mut(&*token)?,
                Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some((value, origin))
    }
}

fn parse(target: &str) -> Result<JsonPath, String> {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in target.bytes() {
        match byte {
            // `!` negates what follows, by a call within the call.
            b'[' | b'(' | b'!' => depth += 1,
            b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if target.len() > MAX_TARGET || deepest > MAX_BRACKETS {
        return Err("it is too long".to_owned());
    }
    if !target.starts_with('$') {
        return Err("it must begin with `$`".to_owned());
    }
    JsonPath::parse(target).map_err(|error| {
        let understood = target.get(..error.position()).unwrap_or_default();
        // Which is what it says where a bracket is not closed at the end.
        let why = error.message().trim_end_matches("parser error").trim_end_matches(", ");
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        format!("what follows `{understood}` cannot be read{why}")
    })
}

/// How many values a value holds, itself included, and how deep it nests.
fn measure(value: &Value) -> (usize, usize) {
    let parts: Vec<&Value> = match value {
        Value::Object(members) => members.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let measured = parts.into_iter().map(measure);
    let (size, depth) =
        measured.fold((0, 0), |(size, depth), (more, deep)| (size + more, depth.max(deep)));
    (size + 1, depth + 1)
}

/// Puts a copy of an entry behind the others of a list.
fn append(list: &mut Value, origin: &mut Origin, entry: &Value, from: &Pointer) {
    origin.open(list);
    if let (Value::Array(items), Origin::List(_, origins)) = (list, origin) {
        items.push(entry.clone());
        origins.push(Origin::Whole(from.clone()));
    }
}

/// Merges `update`, which stands at `from`, into a value: objects member by member, lists one behind
/// the other; of anything else it takes the place.
fn merge(
    value: &mut Value,
    origin: &mut Origin,
    update: &Value,
    from: &Pointer,
    faults: &mut Vec<Diagnostic>,
) {
    match (&mut *value, update) {
        (Value::Object(_), Value::Object(more)) => merge_members(value, origin, more, from, faults),
        (Value::Array(_), Value::Array(more)) => {
            for (index, entry) in more.iter().enumerate() {
                append(value, origin, entry, &from.index(index));
            }
        }
        // A key without a value, as an outline of the document has it.
        (Value::Object(_) | Value::Array(_), Value::Null) => {}
        (Value::Object(_) | Value::Array(_), _)
        | (
            Value::Bool(_) | Value::Number(_) | Value::String(_),
            Value::Object(_) | Value::Array(_),
        ) => {
            let message = "this cannot be merged into a value of another type";
            faults.push(Diagnostic::new(Code::InvalidOverlay, from, message));
        }
        _ => {
            *value = update.clone();
            *origin = Origin::Whole(from.clone());
        }
    }
}

fn merge_members(
    value: &mut Value,
    origin: &mut Origin,
    more: &Map<String, Value>,
    from: &Pointer,
    faults: &mut Vec<Diagnostic>,
) {
    origin.open(value);
    let (Value::Object(members), Origin::Object(_, origins)) = (value, origin) else { return };
    for (key, update) in more {
        let from = from.key(key);
        if let (Some(member), Some(origin)) = (members.get_mut(key), origins.get_mut(key)) {
            merge(member, origin, update, &from, faults);
        } else {
            members.insert(key.clone(), update.clone());
            origins.insert(key.clone(), Origin::Whole(from));
        }
    }
}
