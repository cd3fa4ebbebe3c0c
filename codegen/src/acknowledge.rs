//! What is known of a document and stays as it is, each with its reason: a file beside the document.
//!
//! ```yaml
//! # A list; every member has these three keys, and no other.
//! - rule: unsafe-retry                    # the code of a diagnostic, or the rule of a finding
//!   place: '#/paths/~1messages/post'      # a JSON pointer into the document
//!   reason: The vendor has no idempotency key; support was asked on 2 May.
//! - rule: invented-name
//!   place: shared.yaml#/Address/**        # in another file: its path from the document's folder
//!   reason: The file is generated; its owners don't name what is inside.
//! ```
//!
//! In a place, `*` stands for any characters of one key, and `**` as a key for any number of keys, none
//! included. A place covers itself and not what lies within it: for that it ends in `/**`. Keys are
//! escaped as in any JSON pointer, `~1` for `/` and `~0` for `~`.
//!
//! The text of this file is a [`Source`] of its own, so that its faults have lines too.

mod glob;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{closest, type_name};
use crate::source::{FileId, Place, Pointer, Source};
use glob::Glob;

/// The name of the file, in the folder of the document.
pub const FILE_NAME: &str = "acknowledged.yaml";

/// Where the file is that belongs to a document: it need not be there.
pub fn beside(document: &Path) -> PathBuf {
    document.with_file_name(FILE_NAME)
}

/// The keys of an entry, all of them required.
const KEYS: [&str; 3] = ["rule", "place", "reason"];

/// What is acknowledged, and how much of it was met with.
#[derive(Debug, Default)]
pub struct Acknowledgements {
    entries: Vec<Entry>,
    by_rule: HashMap<String, Vec<usize>>,
}

/// One acknowledgement.
#[derive(Debug)]
struct Entry {
    rule: String,
    place: Glob,
    reason: String,
    /// Where it stands in its file.
    origin: Pointer,
    /// Whether anything was covered by it.
    is_used: bool,
}

impl Acknowledgements {
    /// Reads the file in `source`, and says what is wrong with it. Entries with a fault are left out;
    /// so are those of a rule that is not among `rules`: all that there are, whoever judges by them.
    pub fn read(source: &Source, rules: &[&str]) -> (Self, Diagnostics) {
        let mut out = Diagnostics::default();
        out.extend(source.faults().iter().filter_map(|fault| of_this_file(source, fault)));
        let mut read = Self::default();
        let root = Pointer::root(FileId::ROOT);
        match source.value(FileId::ROOT) {
            Value::Null => {}
            Value::Array(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let entry = entry_of(entry, &root.index(index), rules, &mut out);
                    let _ = entry.map(|entry| read.add(entry, &mut out));
                }
            }
            other => {
                let message = format!(
                    "acknowledgements are a list of objects with `rule`, `place` and `reason`, and this is {}",
                    type_name(other)
                );
                out.push(Diagnostic::new(Code::InvalidAcknowledgement, &root, message));
            }
        }
        out.sort(source);
        (read, out)
    }

    /// The reason for which what `rule` says of a place in `document` stays as it is, if it is
    /// acknowledged.
    pub fn covers(&mut self, rule: &str, document: &Source, place: &Pointer) -> Option<&str> {
        let candidates = self.by_rule.get(rule)?;
        let file = file_name(document, place.file());
        let mut found = None;
        // All that match are met with, not only the first.
        for index in candidates {
            let entry = self.entries.get_mut(*index)?;
            if entry.place.matches(&file, place.as_str()) {
                entry.is_used = true;
                found.get_or_insert(*index);
            }
        }
        found.and_then(|index| self.entries.get(index)).map(|entry| entry.reason.as_str())
    }

    /// Says which entries covered nothing, of those whose rule was `judged`.
    pub fn unused(&self, judged: impl Fn(&str) -> bool) -> impl Iterator<Item = Diagnostic> {
        let unused = self.entries.iter().filter(move |entry| !entry.is_used && judged(&entry.rule));
        unused.map(|entry| {
            let message = format!("no `{}` is there any longer that this covers", entry.rule);
            Diagnostic::new(Code::UnusedAcknowledgement, entry.origin.key("place"), message)
        })
    }

    /// Whether nothing is acknowledged.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn add(&mut self, entry: Entry, out: &mut Diagnostics) {
        let same = self.by_rule.entry(entry.rule.clone()).or_default();
        let known = same.iter().filter_map(|index| self.entries.get(*index));
        if let Some(first) = known.into_iter().find(|first| first.place == entry.place) {
            let message = "this is acknowledged twice";
            let repeated = Diagnostic::new(Code::InvalidAcknowledgement, &entry.origin, message);
            return out
                .push(repeated.related(&first.origin, "first here").help("keep one of them"));
        }
        same.push(self.entries.len());
        self.entries.push(entry);
    }
}

/// A fault of reading the file, in words that fit it; nothing for a file that only has nothing to say.
fn of_this_file(source: &Source, fault: &Diagnostic) -> Option<Diagnostic> {
    match (fault.code, source.bytes(FileId::ROOT)) {
        (Code::EmptyFile, _) => None,
        (Code::UnreadableFile, Err(why)) => {
            let message = format!("cannot read the acknowledgements: {why}");
            Some(Diagnostic::new(Code::UnreadableFile, Place::file(FileId::ROOT), message))
        }
        _ => Some(fault.clone()),
    }
}

/// The path of a file from the document's folder; empty for the document itself.
fn file_name(document: &Source, file: FileId) -> String {
    if file == FileId::ROOT {
        return String::new();
    }
    let (name, root) = (document.name(file), document.name(FileId::ROOT));
    let folder = root.rfind('/').map_or("", |end| &root[..=end]);
    name.strip_prefix(folder).unwrap_or(name).to_owned()
}

/// The entry at `origin`, or nothing and what is wrong with it.
fn entry_of(
    value: &Value,
    origin: &Pointer,
    rules: &[&str],
    out: &mut Diagnostics,
) -> Option<Entry> {
    let Value::Object(members) = value else {
        let message =
            format!("an acknowledgement must be an object, and this is {}", type_name(value));
        out.push(Diagnostic::new(Code::InvalidAcknowledgement, origin, message));
        return None;
    };
    unknown_keys(members, origin, out);
    let [rule, place, reason] = KEYS.map(|key| text(members, key, origin, out));
    let rule = rule.filter(|rule| knows(rules, rule, origin, out));
    let place = place.and_then(|place| {
        let fault = |why| Diagnostic::new(Code::InvalidAcknowledgement, origin.key("place"), why);
        out.keep(Glob::parse(place).map_err(fault))
    });
    Some(Entry {
        rule: rule?.to_owned(),
        place: place?,
        reason: reason?.trim().to_owned(),
        origin: origin.clone(),
        is_used: false,
    })
}

fn unknown_keys(members: &Map<String, Value>, origin: &Pointer, out: &mut Diagnostics) {
    for key in members.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        let message = format!("an acknowledgement has no key `{key}`");
        let unknown =
            Diagnostic::new(Code::InvalidAcknowledgement, origin.key(key).at_key(), message);
        out.push(match closest(key, KEYS) {
            Some(close) => unknown.help(format!("did you mean `{close}`?")),
            None => unknown,
        });
    }
}

/// The text under `key`, which must not be blank.
fn text<'v>(
    members: &'v Map<String, Value>,
    key: &str,
    origin: &Pointer,
    out: &mut Diagnostics,
) -> Option<&'v str> {
    let (place, message) = match members.get(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => return Some(text),
        Some(Value::String(_)) => (origin.key(key), format!("`{key}` is empty")),
        Some(other) => {
            let found = type_name(other);
            (origin.key(key), format!("`{key}` must be text, and this is {found}"))
        }
        None => (origin.clone(), format!("this acknowledgement has no `{key}`")),
    };
    out.push(Diagnostic::new(Code::InvalidAcknowledgement, place, message));
    None
}

fn knows(rules: &[&str], rule: &str, origin: &Pointer, out: &mut Diagnostics) -> bool {
    if rules.contains(&rule) {
        return true;
    }
    let message = format!("there is no rule `{rule}`");
    let unknown = Diagnostic::new(Code::InvalidAcknowledgement, origin.key("rule"), message);
    out.push(match closest(rule, rules.iter().copied()) {
        Some(close) => unknown.help(format!("did you mean `{close}`?")),
        None => unknown.help("the code in brackets of what is said is its rule"),
    });
    false
}
