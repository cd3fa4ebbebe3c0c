//! Finding and reading the files of a document.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

use super::lines;
use super::overlay::Amended;
use super::parse::{self, Parsed};
use super::place::{FileId, Place, find};
use super::reference::{self, Reference, Use};
use super::{Content, File, MAX_FILE_SIZE, Source};
use crate::diagnostic::{Code, Diagnostic};

/// Gives the bytes of a file, or says why it cannot.
type ReadFile<'r> = &'r dyn Fn(&str) -> Result<Vec<u8>, String>;

/// Reads a regular file of the disk. Devices and pipes are refused: they may never end.
pub(super) fn read_disk(path: &str) -> Result<Vec<u8>, String> {
    let said = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    let path = Path::new(path);
    let metadata = fs::metadata(path).map_err(said)?;
    if metadata.is_dir() {
        return Err("this is a folder, not a file".to_owned());
    }
    if !metadata.is_file() {
        return Err("this is not a regular file".to_owned());
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err(format!("it is larger than {} MiB", MAX_FILE_SIZE >> 20));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE_SIZE).read_to_end(&mut bytes))
        .map_err(said)?;
    Ok(bytes)
}

/// Reads the root document, then everything that it and what it refers to refers to.
pub(super) fn gather(root: &str, overlays: &[String], read: ReadFile<'_>) -> Source {
    let source =
        Source { files: Vec::new(), by_name: HashMap::new(), faults: Vec::new(), origin: None };
    let mut gatherer = Gatherer { source, read, seen: HashSet::new(), queue: Vec::new() };
    let root = gatherer.file(&reference::normal(root), Use::Document);
    if let Err(why) = gatherer.source.bytes(root) {
        let message = format!("cannot read the document: {why}");
        gatherer.source.faults.push(Diagnostic::new(
            Code::UnreadableFile,
            Place::file(root),
            message,
        ));
    }
    gatherer.amend(root, overlays);
    gatherer.queue.push((root, String::new()));
    while let Some((file, fragment)) = gatherer.queue.pop() {
        gatherer.follow(file, &fragment);
    }
    gatherer.source
}

struct Gatherer<'r> {
    source: Source,
    read: ReadFile<'r>,
    /// The parts of files that were searched for references: (file, fragment).
    seen: HashSet<(FileId, String)>,
    queue: Vec<(FileId, String)>,
}

impl Gatherer<'_> {
    /// Applies overlays to the root document.
    fn amend(&mut self, root: FileId, overlays: &[String]) {
        let files: Vec<FileId> = overlays.iter().map(|name| self.overlay(name)).collect();
        let Some(tree) = self.source.files.get_mut(root.index()) else { return };
        let mut tree = std::mem::take(&mut tree.value);
        if !files.is_empty() && !tree.is_null() {
            let mut amended = Amended::new(&mut tree, root);
            for file in files.into_iter().filter(|file| !self.source.value(*file).is_null()) {
                amended.apply(self.source.value(file), file);
            }
            let Amended { origin, faults, .. } = amended;
            self.source.faults.extend(faults);
            self.source.origin = Some(origin);
        }
        if let Some(file) = self.source.files.get_mut(root.index()) {
            file.value = tree;
        }
    }

    /// The file of an overlay. One that cannot be read is a fault like any other of an overlay: whoever
    /// wants it applied wants nothing else.
    fn overlay(&mut self, name: &str) -> FileId {
        let count = self.source.faults.len();
        let file = self.file(&reference::normal(name), Use::Document);
        if file == FileId::ROOT {
            let message = "the document itself is named as an overlay";
            let fault = Diagnostic::new(Code::InvalidOverlay, Place::file(file), message);
            self.source.faults.push(fault);
            return file;
        }
        for fault in self.source.faults.iter_mut().skip(count) {
            if fault.code != Code::DuplicateKey {
                fault.code = Code::InvalidOverlay;
            }
        }
        if let Err(why) = self.source.bytes(file) {
            let message = format!("cannot read the overlay: {why}");
            let place = Place::file(file);
            self.source.faults.push(Diagnostic::new(Code::InvalidOverlay, place, message));
        }
        file
    }

    /// Searches a part of a file for references to other files.
    fn follow(&mut self, file: FileId, fragment: &str) {
        let whole = self.seen.contains(&(file, String::new()));
        if whole || !self.seen.insert((file, fragment.to_owned())) {
            return;
        }
        let mut found = Vec::new();
        if let Some(value) = find(self.source.value(file), fragment) {
            reference::references(value, &mut |usage, text| {
                if usage != Use::Schema {
                    found.push((usage, text.to_owned()));
                }
            });
        }
        for (usage, text) in found {
            self.reference(file, usage, &text);
        }
    }

    fn reference(&mut self, from: FileId, usage: Use, text: &str) {
        match Reference::parse(text) {
            // All of the root is searched anyway.
            Reference::Local(_) if from == FileId::ROOT => {}
            Reference::Local(fragment) => self.queue.push((from, fragment)),
            Reference::Remote(_) => {}
            Reference::File(path, fragment) => {
                let name = reference::relative(self.source.name(from), &path);
                let file = self.file(&name, usage);
                if usage == Use::Document {
                    self.queue.push((file, fragment));
                }
            }
        }
    }

    /// The file of that name, read and, for a document, parsed when it is met for the first time.
    fn file(&mut self, name: &str, usage: Use) -> FileId {
        let id = self.source.by_name.get(name).copied().unwrap_or_else(|| self.add(name));
        if usage == Use::Document {
            self.parse(id);
        }
        id
    }

    fn add(&mut self, name: &str) -> FileId {
        let id = FileId(u32::try_from(self.source.files.len()).unwrap_or(u32::MAX));
        let content = match (self.read)(name).map(String::from_utf8) {
            Ok(Ok(text)) => Content::Text(text),
            Ok(Err(error)) => Content::Bytes(error.into_bytes()),
            Err(why) => Content::Missing(why),
        };
        let (lines, outline) = (OnceLock::new(), OnceLock::new());
        let file = File {
            name: name.to_owned(),
            content,
            value: Value::Null,
            notation: None,
            lines,
            outline,
        };
        self.source.files.push(file);
        self.source.by_name.insert(name.to_owned(), id);
        id
    }

    fn parse(&mut self, id: FileId) {
        let parsed_before = self.source.file(id).is_none_or(|file| file.notation.is_some());
        let faulty = self.source.faults.iter().any(|fault| fault.place.file == id);
        if parsed_before || faulty || self.source.bytes(id).is_err() {
            return;
        }
        match self.parsed(id) {
            Ok(parsed) => self.keep(id, parsed),
            Err(fault) => self.source.faults.push(fault),
        }
    }

    fn parsed(&self, id: FileId) -> Result<Parsed, Diagnostic> {
        let Some(text) = self.source.text(id) else {
            let message = "the file is not UTF-8 text";
            return Err(Diagnostic::new(Code::NotUtf8, Place::text(id, 0..0), message));
        };
        let empty = |message| Diagnostic::new(Code::EmptyFile, Place::text(id, 0..0), message);
        if text.trim().is_empty() {
            return Err(empty("the file is empty"));
        }
        let parsed = parse::parse(self.source.name(id), text).map_err(|fault| {
            let place = Place::text(id, fault.offset..fault.offset);
            let help = fault.help().map(str::to_owned);
            Diagnostic { help, ..Diagnostic::new(Code::Syntax, place, fault.message) }
        })?;
        if parsed.value.is_null() && !lines::has_content(text) {
            return Err(empty("the file holds nothing but comments"));
        }
        Ok(parsed)
    }

    fn keep(&mut self, id: FileId, parsed: Parsed) {
        if let Some(file) = self.source.files.get_mut(id.index()) {
            file.value = parsed.value;
            file.notation = Some(parsed.notation);
        }
        if parsed.repeated_keys {
            let repeated = repeated_keys(&self.source, id);
            self.source.faults.extend(repeated);
        }
    }
}

fn repeated_keys(source: &Source, id: FileId) -> Vec<Diagnostic> {
    let (Some(outline), Some(text)) = (source.outline(id), source.text(id)) else {
        return Vec::new();
    };
    let diagnostics = outline.repeated(text).into_iter().map(|repeated| {
        let message = format!("the key `{}` stands twice in the same object", repeated.key);
        Diagnostic::new(Code::DuplicateKey, Place::text(id, repeated.again), message)
            .related(Place::text(id, repeated.first), "first here")
            .help("keep one of them")
    });
    diagnostics.collect()
}
