//! Following references.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde_json::Value;

use super::anchors::{Named, Resource};
use super::suggest;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::reference::{Reference, is_bare, percent_decoded};
use crate::source::{FileId, Pointer, Source, find, push_token, unescape};

/// The trees of a source's files: as they were written, or rewritten where that was needed.
#[derive(Debug)]
pub(super) struct Trees<'s> {
    pub(super) source: &'s Source,
    roots: Vec<Cow<'s, Value>>,
    /// The schemas of each tree that have names where they stand, from the first reference on that may mean one.
    named: Vec<OnceLock<Named>>,
}

/// The longest row of references that is followed.
const MAX_CHAIN: usize = 64;

/// How many references on the way to a value are followed.
const MAX_NESTED: usize = 8;

impl<'s> Trees<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        let roots: Vec<_> = source.files().map(|file| Cow::Borrowed(source.value(file))).collect();
        let named = roots.iter().map(|_| OnceLock::new()).collect();
        Self { source, roots, named }
    }

    pub(super) fn tree(&self, file: FileId) -> &Value {
        self.roots.get(file.index()).map_or(&Value::Null, |tree| tree)
    }

    /// Forgets the trees: what is no document is not read any further.
    pub(super) fn clear(&mut self) {
        self.roots.clear();
    }

    /// The tree of a file for a change: copied when it is changed for the first time.
    pub(super) fn tree_mut(&mut self, file: FileId) -> Option<&mut Value> {
        if let Some(named) = self.named.get_mut(file.index()) {
            named.take();
        }
        self.roots.get_mut(file.index()).map(Cow::to_mut)
    }

    pub(super) fn get(&self, pointer: &Pointer) -> Option<&Value> {
        find(self.tree(pointer.file()), pointer.as_str())
    }

    /// The value that the reference `text`, standing in the object at `at`, leads to; other
    /// references on the way are followed.
    pub(super) fn resolve(
        &self,
        at: &Pointer,
        text: &str,
    ) -> Result<(Pointer, &Value), Diagnostic> {
        let mut seen = Vec::new();
        let mut text = text;
        loop {
            let from = seen.last().unwrap_or(at);
            let (target, value) = self.step(from, text)?;
            let Some(next) = reference_in(value) else {
                return Ok((target, value));
            };
            if seen.is_empty() {
                seen.push(at.clone());
            }
            if seen.contains(&target) {
                return Err(circle(seen, &target));
            }
            if seen.len() >= MAX_CHAIN {
                let message = format!("more than {MAX_CHAIN} references follow one another");
                return Err(Diagnostic::new(Code::CircularRef, at.key("$ref"), message));
            }
            seen.push(target);
            text = next;
        }
    }

    /// The value at `at`, or what it refers to if it is a reference.
    pub(super) fn deref(&self, at: &Pointer) -> Result<(Pointer, &Value), Diagnostic> {
        let missing =
            || Diagnostic::new(Code::UnresolvedRef, at, format!("there is nothing at `{at}`"));
        let value = self.get(at).ok_or_else(missing)?;
        match reference_in(value) {
            Some(text) => self.resolve(at, text),
            None => Ok((at.clone(), value)),
        }
    }

    /// The schema of a name that stands in a file: among the document's components, or beside it in that file.
    pub(super) fn schema_named(&self, file: FileId, name: &str) -> Option<Pointer> {
        let places = [FileId::ROOT, file].map(|file| named_schemas(file).key(name));
        places.into_iter().find(|place| self.get(place).is_some())
    }

    /// What an entry of a discriminator's mapping leads to: a reference, or the name of a schema.
    pub(super) fn resolve_mapping(
        &self,
        at: &Pointer,
        text: &str,
    ) -> Result<(Pointer, &Value), Diagnostic> {
        if let Some(target) = self.schema_named(at.file(), text) {
            return self.deref(&target);
        }
        if !is_bare(text) {
            return self.resolve(at, text);
        }
        if let Some(found) = self.addressed(at, text) {
            return found;
        }
        let message = format!("there is no schema `{text}`");
        let unresolved = Diagnostic::new(Code::UnresolvedRef, at.key("$ref"), message);
        let schemas = self.get(&named_schemas(FileId::ROOT)).and_then(Value::as_object);
        let names = schemas.into_iter().flat_map(|schemas| schemas.keys());
        Err(match suggest::closest(text, names.map(String::as_str)) {
            Some(close) => unresolved.help(format!("did you mean `{close}`?")),
            None => unresolved,
        })
    }

    /// Follows one reference.
    pub(super) fn step(&self, at: &Pointer, text: &str) -> Result<(Pointer, &Value), Diagnostic> {
        match Reference::parse(text) {
            Reference::Remote(address) => self.addressed(at, text).unwrap_or_else(|| {
                let place = at.key("$ref");
                let message =
                    format!("`{address}` is an address on the network, and nothing is fetched");
                let help = "save the file beside the document and refer to it by its path";
                Err(Diagnostic::new(Code::RemoteRef, place, message).help(help))
            }),
            Reference::Local(fragment) => self.within(at, at.file(), &fragment, text),
            Reference::File(path, fragment) => {
                // What counts from an address of its own is no path.
                let counts_from = self.around(at).address;
                let is_path = counts_from == self.whole(at.file()).address;
                if let Some(found) = self.addressed(at, text).filter(|_| !is_path) {
                    return found;
                }
                match self.file(at, text, &path) {
                    Ok(file) => self.within(at, file, &fragment, text),
                    Err(fault) => self.addressed(at, text).unwrap_or(Err(fault)),
                }
            }
        }
    }

    /// The file that a reference names, if it was read and parsed.
    fn file(&self, at: &Pointer, text: &str, path: &str) -> Result<FileId, Diagnostic> {
        let fault = |why: &str| {
            let message = format!("cannot read `{path}`: {why}");
            Diagnostic::new(Code::UnreadableFile, at.key("$ref"), message)
        };
        let named = named_schemas(FileId::ROOT).key(path);
        let missing = |why: &str| match self.get(&named) {
            Some(_) => fault(why).help(format!("did you mean `{named}`?")),
            None => fault(why),
        };
        let file = self.source.file_at(at.file(), text);
        let file = file.ok_or_else(|| missing("there is no such file"))?;
        self.source.bytes(file).map_err(missing)?;
        let unparsed =
            |fault: &&Diagnostic| fault.place.file == file && fault.code != Code::DuplicateKey;
        // The file's own fault is what is wrong, however many references lead there.
        match self.source.faults().iter().find(unparsed) {
            Some(why) => Err(why.clone()),
            None => Ok(file),
        }
    }

    pub(super) fn within(
        &self,
        at: &Pointer,
        file: FileId,
        fragment: &str,
        text: &str,
    ) -> Result<(Pointer, &Value), Diagnostic> {
        let target = Pointer::new(file, fragment);
        if let Some(value) = self.get(&target).filter(|_| fragment.starts_with('/')) {
            return Ok((target, value));
        }
        let found = self
            .near(at, file, fragment)
            .or_else(|| self.through(&target, MAX_NESTED))
            .or_else(|| self.in_resource(at, file, fragment));
        if let Some(found) = found {
            return Ok(found);
        }
        let unresolved = unresolved(at, text);
        Err(match self.suggestion(file, fragment) {
            Some(close) => unresolved
                .help(format!("did you mean `{}#{close}`?", text.split('#').next().unwrap_or(""))),
            None if !fragment.starts_with('/') => unresolved
                .help("a reference within a file has the form `#/components/schemas/Name`"),
            None => unresolved,
        })
    }

    /// The schemas of a file that have names where they stand.
    fn named(&self, file: FileId) -> Option<&Named> {
        let named = self.named.get(file.index())?;
        Some(named.get_or_init(|| Named::of(self.tree(file), &self.whole(file))))
    }

    /// A file as what references count from. Schemas have addresses from 3.1 on.
    fn whole(&self, file: FileId) -> Resource {
        let version = self.source.value(FileId::ROOT).get("openapi").and_then(Value::as_str);
        if version.is_some_and(|version| version.starts_with("3.0")) {
            return Resource::default();
        }
        Resource::file(self.source.name(file))
    }

    /// What a reference at this place counts from.
    fn around(&self, at: &Pointer) -> Resource {
        self.whole(at.file()).around(self.tree(at.file()), at.as_str())
    }

    /// What a fragment means that is no pointer from the root of the file: one from the schema with an address that
    /// the reference stands in, or an anchor. An anchor of another such schema is better than none.
    fn in_resource(&self, at: &Pointer, file: FileId, fragment: &str) -> Option<(Pointer, &Value)> {
        let own = if file == at.file() { self.around(at).at } else { String::new() };
        self.fragment(file, &own, fragment).or_else(|| {
            let target = Pointer::new(file, self.named(file)?.first_anchored(fragment)?);
            self.get(&target).map(|value| (target, value))
        })
    }

    /// What a reference means by an address that a schema has, in whichever file; none if no schema has it.
    fn addressed(&self, at: &Pointer, text: &str) -> Option<Result<(Pointer, &Value), Diagnostic>> {
        let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
        let address = self.around(at).join(address)?;
        let fragment = percent_decoded(fragment);
        // Those of the file itself come first.
        let mut files = std::iter::once(at.file()).chain(self.source.files());
        let (file, within) =
            files.find_map(|file| Some((file, self.named(file)?.addressed(&address)?)))?;
        let found = self.fragment(file, within, &fragment);
        Some(found.ok_or_else(|| unresolved(at, text)))
    }

    /// What a fragment means in the resource that stands at `within`.
    fn fragment(&self, file: FileId, within: &str, fragment: &str) -> Option<(Pointer, &Value)> {
        let path = if fragment.is_empty() || fragment.starts_with('/') {
            format!("{within}{fragment}")
        } else {
            self.named(file)?.anchored(within, fragment)?.to_owned()
        };
        let target = Pointer::new(file, path);
        self.get(&target).map(|value| (target, value))
    }

    /// `#/$defs/X` is meant from the root, and often written from the schema that holds the
    /// definitions: the nearest that fits is taken.
    fn near(&self, at: &Pointer, file: FileId, fragment: &str) -> Option<(Pointer, &Value)> {
        if file != at.file()
            || !(fragment.starts_with("/$defs/") || fragment.starts_with("/definitions/"))
        {
            return None;
        }
        let mut outer = Some(at.clone());
        while let Some(pointer) = outer {
            let target = Pointer::new(file, format!("{}{fragment}", pointer.as_str()));
            if let Some(value) = self.get(&target) {
                return Some((target, value));
            }
            outer = pointer.parent();
        }
        None
    }

    /// The value at a pointer on whose way there is a reference: `components.schemas` may stand in a
    /// file of its own.
    fn through(&self, target: &Pointer, depth: usize) -> Option<(Pointer, &Value)> {
        let depth = depth.checked_sub(1)?;
        let mut at = Pointer::root(target.file());
        let mut tokens = target.as_str().split('/').skip(1);
        while let Some(token) = tokens.next() {
            let next = at.key(&unescape(token));
            if self.get(&next).is_some() {
                at = next;
                continue;
            }
            let text = reference_in(self.get(&at)?)?;
            let (found, _) = self.step_within(&at, text, depth)?;
            let rest: Vec<&str> = std::iter::once(token).chain(tokens).collect();
            let moved =
                Pointer::new(found.file(), format!("{}/{}", found.as_str(), rest.join("/")));
            return match self.get(&moved) {
                Some(value) => Some((moved, value)),
                None => self.through(&moved, depth),
            };
        }
        None
    }

    /// Where the reference on the way to another value leads.
    fn step_within(&self, at: &Pointer, text: &str, depth: usize) -> Option<(Pointer, &Value)> {
        let (file, fragment) = match Reference::parse(text) {
            Reference::Remote(_) => return None,
            Reference::Local(fragment) => (at.file(), fragment),
            Reference::File(_, fragment) => (self.source.file_at(at.file(), text)?, fragment),
        };
        let target = Pointer::new(file, fragment);
        match self.get(&target) {
            Some(value) => Some((target, value)),
            None => self.through(&target, depth),
        }
    }

    /// The fragment that was probably meant: the first key that is missing, replaced by a key that
    /// is there and looks alike.
    fn suggestion(&self, file: FileId, fragment: &str) -> Option<String> {
        let mut value = self.tree(file);
        let mut path = String::new();
        let mut tokens = fragment.split('/').skip(1).map(unescape);
        while let Some(token) = tokens.next() {
            if let Some(next) = child(value, &token) {
                value = next;
                push_token(&mut path, &token);
                continue;
            }
            let keys = value.as_object()?.keys().map(String::as_str);
            let close = suggest::closest(&token, keys)?;
            push_token(&mut path, close);
            tokens.for_each(|token| push_token(&mut path, &token));
            return find(self.tree(file), &path).map(|_| path);
        }
        None
    }
}

/// Where the schemas stand that a file names.
fn named_schemas(file: FileId) -> Pointer {
    Pointer::root(file).key("components").key("schemas")
}

fn unresolved(at: &Pointer, text: &str) -> Diagnostic {
    let message = format!("`{text}` leads nowhere");
    Diagnostic::new(Code::UnresolvedRef, at.key("$ref"), message)
}

/// The member or item that a token of a pointer names.
pub(super) fn child<'v>(value: &'v Value, token: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(token),
        Value::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
        _ => None,
    }
}

/// The reference that a value is, if it is one.
pub(crate) fn reference_in(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// Says the circle at its first member in the order of the document, whichever reference led to it.
fn circle(seen: Vec<Pointer>, closing: &Pointer) -> Diagnostic {
    let mut members: Vec<_> = seen.into_iter().skip_while(|pointer| pointer != closing).collect();
    let first = members.iter().min().unwrap_or(closing).clone();
    let start = members.iter().position(|pointer| *pointer == first).unwrap_or(0);
    members.rotate_left(start);
    let message = "these references lead in a circle and never reach a definition";
    let diagnostic = Diagnostic::new(Code::CircularRef, first.key("$ref"), message);
    let others = members.into_iter().skip(1).take(8);
    others
        .fold(diagnostic, |diagnostic, other| diagnostic.related(other.key("$ref"), "goes on here"))
}
