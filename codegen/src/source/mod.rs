//! The files of a document: read once, parsed into one value tree each, and able to say on which
//! line a value stands. The only part of the generator that reads the disk.

mod cursor;
mod gather;
mod lines;
mod origin;
mod outline;
mod outline_json;
mod outline_yaml;
mod overlay;
mod parse;
mod place;
pub(crate) mod reference;

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

pub(crate) use cursor::Cursor;
pub use place::{FileId, Place, Pointer};
pub(crate) use place::{Spot, find, push_token, unescape};

use crate::diagnostic::Diagnostic;
use lines::Lines;
use origin::Origin;
use outline::Outline;
use parse::Notation;

/// The largest file that is read, in bytes.
pub const MAX_FILE_SIZE: u64 = 256 << 20;

/// A root document and every file that it refers to.
///
/// Loading never fails as a whole: what cannot be read or parsed stands as `null`, and
/// [`faults`](Self::faults) says what is wrong. [`document::read`](crate::document::read) hands
/// these faults on, so that nobody else has to ask.
#[derive(Debug)]
pub struct Source {
    files: Vec<File>,
    by_name: HashMap<String, FileId>,
    faults: Vec<Diagnostic>,
    /// Where the values of the root document were written, if overlays amended it.
    origin: Option<Origin>,
}

/// One file.
#[derive(Debug)]
struct File {
    name: String,
    content: Content,
    value: Value,
    /// `None` for a payload, which is not parsed.
    notation: Option<Notation>,
    lines: OnceLock<Lines>,
    outline: OnceLock<Outline>,
}

/// What a file holds, or why that is not known.
#[derive(Debug)]
enum Content {
    Text(String),
    /// Bytes that are not UTF-8.
    Bytes(Vec<u8>),
    Missing(String),
}

/// A place for people: the file's name, line and column (both counted from 1, the column in
/// characters), and the bytes of the text that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location<'s> {
    /// The file's name as it was given, or as the path from the root document's folder leads to it.
    pub file: &'s str,
    /// Line and column; `None` when the file as a whole is meant.
    pub position: Option<(usize, usize)>,
    /// The bytes of the text.
    pub span: Range<usize>,
}

impl Source {
    /// Reads the document at `path` and the files that it refers to, relative to the referring file.
    /// Addresses with a scheme (`https:`) are not fetched.
    pub fn load(path: &Path) -> Self {
        Self::load_amended(path, &[])
    }

    /// The same, the document amended by `OpenAPI` Overlays, one after the other. What refers to another
    /// file does so from the document's folder, also where an overlay says it.
    pub fn load_amended(path: &Path, overlays: &[PathBuf]) -> Self {
        let name = |path: &Path| path.to_string_lossy().replace('\\', "/");
        let overlays: Vec<String> = overlays.iter().map(|path| name(path)).collect();
        gather::gather(&name(path), &overlays, &gather::read_disk)
    }

    /// The same with another way to get at files, by their paths as [`load`](Self::load) would open them;
    /// it gives the bytes of a file, or says why it cannot.
    pub fn load_by(path: &Path, read: &dyn Fn(&str) -> Result<Vec<u8>, String>) -> Self {
        gather::gather(&path.to_string_lossy().replace('\\', "/"), &[], read)
    }

    /// A source whose files are given as (path, text), the root document first.
    pub fn from_memory(files: &[(&str, &str)]) -> Self {
        Self::from_memory_amended(files, &[])
    }

    /// The same, the root document amended by those of the files that are named as overlays.
    pub fn from_memory_amended(files: &[(&str, &str)], overlays: &[&str]) -> Self {
        let read = |path: &str| {
            let file = files.iter().find(|(name, _)| reference::normal(name) == path);
            let missing = || "there is no such file".to_owned();
            file.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(missing)
        };
        let overlays: Vec<String> = overlays.iter().map(|&name| name.to_owned()).collect();
        gather::gather(files.first().map_or("openapi.yaml", |(name, _)| name), &overlays, &read)
    }

    /// What went wrong when the files were read and parsed. References to files that are missing
    /// are not among these: they are said where the reference stands.
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    /// Every file, the root document first.
    pub fn files(&self) -> impl Iterator<Item = FileId> + '_ {
        (0..self.files.len()).filter_map(|index| u32::try_from(index).ok().map(FileId))
    }

    /// The file's name as it is shown to people: the root's as it was given.
    pub fn name(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.name)
    }

    /// The tree of a file as it was written, that of the root document with what overlays changed;
    /// `null` when there is none.
    pub fn value(&self, file: FileId) -> &Value {
        self.file(file).map_or(&Value::Null, |file| &file.value)
    }

    /// The text of a file without its byte order mark, if it is UTF-8.
    pub fn text(&self, file: FileId) -> Option<&str> {
        match &self.file(file)?.content {
            Content::Text(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Content::Bytes(_) | Content::Missing(_) => None,
        }
    }

    /// What a file holds, byte for byte; or why it could not be read.
    pub fn bytes(&self, file: FileId) -> Result<&[u8], &str> {
        match self.file(file).map(|file| &file.content) {
            Some(Content::Text(text)) => Ok(text.as_bytes()),
            Some(Content::Bytes(bytes)) => Ok(bytes),
            Some(Content::Missing(why)) => Err(why),
            None => Err("there is no such file"),
        }
    }

    /// The file that a relative path in the file `from` leads to, an `externalValue` for instance.
    /// `None` when it was not met while loading. The path may still be unreadable: see
    /// [`bytes`](Self::bytes).
    pub fn file_at(&self, from: FileId, path: &str) -> Option<FileId> {
        let reference::Reference::File(path, _) = reference::Reference::parse(path) else {
            return None;
        };
        self.by_name.get(&reference::relative(self.name(from), &path)).copied()
    }

    /// The place where was written what stands at a place: another one only where an overlay put it there,
    /// or moved it.
    pub(crate) fn written(&self, place: &Place) -> Place {
        let amended = self.origin.as_ref().filter(|_| place.file == FileId::ROOT);
        amended.map_or_else(|| place.clone(), |origin| origin.place(place))
    }

    /// Where a place is, for people.
    pub fn locate(&self, place: &Place) -> Location<'_> {
        self.locate_written(&self.written(place))
    }

    /// Where a place is that was written as it is named.
    pub(crate) fn locate_written(&self, place: &Place) -> Location<'_> {
        let file = self.name(place.file);
        let whole = Location { file, position: None, span: 0..0 };
        if place.spot == Spot::File || self.bytes(place.file).is_err() {
            return whole;
        }
        // What has no place in the text, or is in a file that is no text, is shown at its start.
        let (Some(text), Some(lines)) = (self.text(place.file), self.lines(place.file)) else {
            return Location { position: Some((1, 1)), ..whole };
        };
        let span = self.span(place).unwrap_or(0..0);
        let (line, range) = lines.line(text, span.start);
        let before = text.get(range.start..span.start).unwrap_or_default();
        Location { file, position: Some((line, before.chars().count() + 1)), span }
    }

    /// The byte at which a place starts: [`locate`](Self::locate) without looking at the line, which can
    /// be as long as the file. `None` for a file as a whole.
    pub(crate) fn start(&self, place: &Place) -> Option<usize> {
        let place = self.written(place);
        let whole = place.spot == Spot::File || self.bytes(place.file).is_err();
        (!whole).then(|| self.span(&place).map_or(0, |span| span.start))
    }

    /// The text of the line at a byte: its range in the file's text.
    pub(crate) fn line_at(&self, file: FileId, offset: usize) -> Range<usize> {
        let lines = self.lines(file).zip(self.text(file));
        lines.map_or(0..0, |(lines, text)| lines.line(text, offset).1)
    }

    fn span(&self, place: &Place) -> Option<Range<usize>> {
        let text = self.text(place.file)?;
        match &place.spot {
            Spot::File => None,
            Spot::Text(start, len) => {
                let start = lines::floor(text, *start);
                let char = text.get(start..).and_then(|rest| rest.chars().next());
                let one = char.filter(|char| !char.is_control()).map_or(0, char::len_utf8);
                Some(start..lines::floor(text, start + (*len).max(one)))
            }
            Spot::Value(path) => self.outline(place.file)?.find(text, path, false),
            Spot::Key(path) => self.outline(place.file)?.find(text, path, true),
        }
    }

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(file.index())
    }

    fn lines(&self, file: FileId) -> Option<&Lines> {
        let text = self.text(file)?;
        Some(self.file(file)?.lines.get_or_init(|| Lines::new(text)))
    }

    fn outline(&self, file: FileId) -> Option<&Outline> {
        let (text, lines) = (self.text(file)?, self.lines(file)?);
        let file = self.file(file)?;
        let notation = file.notation?;
        Some(file.outline.get_or_init(|| match notation {
            Notation::Json => outline_json::outline(text),
            Notation::Yaml => outline_yaml::outline(text, lines),
        }))
    }
}
