//! The payloads that the document shows, and whether they fit what it says.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Lowerer;
use super::fit::{self, Verdict};
use super::schema::Typed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::ir::{Api, Example, Fit, Limits, Prim, TypeId, TypeRef};
use crate::names::{self, Scope};
use crate::source::{Cursor, Pointer};

/// The longest name of a golden test: it is also the name of a file.
const MAX_NAME: usize = 120;

/// An example or default of a part of a payload (a property, a parameter).
#[derive(Debug)]
pub(super) struct Illustration {
    pub(super) origin: Pointer,
    pub(super) typed: Typed,
    /// Whether it is a default: one that does not fit is questionable, and does no harm.
    pub(super) is_default: bool,
}

impl Lowerer<'_, '_> {
    /// The payload at `origin`, which is a value of type `ty`.
    pub(super) fn example(&mut self, origin: &Pointer, ty: &TypeRef, name: &str) {
        let Some(value) = self.input.value(origin) else {
            return;
        };
        let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
        text.push('\n');
        self.push_example(origin, ty, name, text);
    }

    /// The payload of an Example Object: its `value`, or the file that `externalValue` names.
    pub(super) fn named_example(&mut self, origin: &Pointer, ty: &TypeRef, name: &str) {
        if self.input.value(&origin.key("value")).is_some() {
            self.example(&origin.key("value"), ty, name);
        } else if let Some(text) = self.input.external_value(&origin.key("externalValue")) {
            self.push_example(&origin.key("externalValue"), ty, name, text);
        }
    }

    /// The example of a component schema.
    pub(super) fn schema_example(&mut self, origin: &Pointer) {
        let example = origin.key("example");
        if self.input.value(&example).is_none() {
            return;
        }
        if let Some(id) = self.by_origin.get(origin).copied() {
            let name = format!("schema_{}", self.types.get(id.0).map_or("", |def| &def.name.ident));
            let named = TypeRef::Named(id);
            let nullable = self.nullable.contains(&id);
            let ty = if nullable { TypeRef::Nullable(Box::new(named)) } else { named };
            self.example(&example, &ty, &name);
        }
    }

    /// The examples that stand in the object at `origin` beside the schema of type `typed`.
    pub(super) fn illustrations(&mut self, origin: &Pointer, typed: &Typed) {
        for origin in self.example_places(origin) {
            self.illustrate(origin, typed);
        }
    }

    /// The examples of a body that is text: those that are text, too. (An object stands for what XML would
    /// make of it.)
    pub(super) fn text_examples(&mut self, media: &Pointer) {
        let text = Typed::plain(TypeRef::Prim(Prim::String));
        for origin in self.example_places(media) {
            if self.input.value(&origin).is_some_and(Value::is_string) {
                self.illustrate(origin, &text);
            }
        }
    }

    /// The examples of a form, each member a value of the field with its name.
    pub(super) fn form_examples(&mut self, media: &Pointer, fields: &[(String, Typed)]) {
        for origin in self.example_places(media) {
            for (name, typed) in fields {
                self.illustrate(origin.key(name), typed);
            }
        }
    }

    fn illustrate(&mut self, origin: Pointer, typed: &Typed) {
        if self.input.value(&origin).is_some() {
            let typed = typed.clone();
            self.illustrations.push(Illustration { origin, typed, is_default: false });
        }
    }

    /// Where the examples of the object at `origin` stand.
    fn example_places(&mut self, origin: &Pointer) -> Vec<Pointer> {
        let members = self.input.value(origin).and_then(Value::as_object);
        if !members.is_some_and(|it| it.contains_key("example") || it.contains_key("examples")) {
            return Vec::new();
        }
        let named = origin.key("examples");
        let keys = self.input.value(&named).and_then(Value::as_object);
        let keys: Vec<String> = keys.map(|keys| keys.keys().cloned().collect()).unwrap_or_default();
        // In a schema of 3.1 they are a list; the first of it stands as `example` as well.
        let listed = self.input.value(&named).and_then(Value::as_array).map_or(0, Vec::len);
        let listed: Vec<Pointer> = (1..listed).map(|index| named.index(index)).collect();
        let named =
            keys.iter().filter_map(|key| Some(self.input.follow(&named.key(key))?.key("value")));
        let mut places: Vec<Pointer> = named.collect();
        places.push(origin.key("example"));
        places.extend(listed);
        places
    }

    /// The default of the schema at `origin`, which is of type `typed`.
    pub(super) fn default_of(&mut self, origin: &Pointer, typed: &Typed) {
        let (origin, typed) = (origin.key("default"), typed.clone());
        if self.input.value(&origin).is_some() {
            self.illustrations.push(Illustration { origin, typed, is_default: true });
        }
    }

    fn push_example(&mut self, origin: &Pointer, ty: &TypeRef, name: &str, text: String) {
        // What an answer that several operations share shows has one type, too.
        if !self.shown.insert(origin.clone()) {
            return;
        }
        let name: String =
            names::plain_snake(&names::field_ident(name)).chars().take(MAX_NAME).collect();
        let name = self.example_names.claim(&name);
        self.examples.push(Example {
            name,
            ty: ty.clone(),
            text,
            origin: origin.clone(),
            fit: Fit::Whole,
            refused: None,
            respelled: false,
        });
    }
}

/// Holds each example against its type: what contradicts the document is reported, and the golden
/// test is told what to expect.
pub(super) fn judge(
    api: &mut Api,
    illustrations: &[Illustration],
    document: &Document<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut examples = std::mem::take(&mut api.examples);
    examples.retain_mut(|example| {
        // What is no JSON was reported where the file was read.
        let Ok(value) = serde_json::from_str::<Value>(&example.text) else {
            return false;
        };
        let verdict = fit::verdict(api, &example.ty, false, &Limits::default(), &value);
        report(&example.origin, &verdict, false, document, diagnostics);
        example.fit = verdict.fit();
        example.refused = verdict.refused(&value);
        example.respelled = verdict.respelled;
        true
    });
    api.examples = examples;
    // Of a default that is of another type altogether this was said when the document was checked.
    let said = diagnostics.iter().filter(|it| it.code == Code::MismatchedDefault);
    let said: HashSet<Pointer> = said.filter_map(|it| it.place.pointer()).collect();
    let (mut parts, mut cursor) = (Parts::default(), Cursor::default());
    for example in &api.examples {
        parts.scope.claim(&example.name);
    }
    for illustration in illustrations {
        let Illustration { origin, typed, is_default } = illustration;
        let value = cursor.find(origin, || document.get(&Pointer::root(origin.file())));
        let value = value.filter(|_| !(*is_default && said.contains(origin)));
        let Some(value) = value else { continue };
        let verdict = fit::verdict(api, &typed.ty, typed.nullable, &typed.limits, value);
        report(origin, &verdict, *is_default, document, diagnostics);
        if !*is_default {
            parts.add(illustration, value, &verdict);
        }
    }
    api.parts = parts.examples;
}

/// The examples of parts that become lines of golden tests.
#[derive(Default)]
struct Parts {
    examples: Vec<Example>,
    shown: HashSet<Pointer>,
    names: HashMap<String, String>,
    scope: Scope,
}

impl Parts {
    fn add(&mut self, illustration: &Illustration, value: &Value, verdict: &Verdict) {
        let Illustration { origin, typed, .. } = illustration;
        if !is_model(&typed.ty) || !self.shown.insert(origin.clone()) {
            return;
        }
        let ty = if typed.nullable && !matches!(typed.ty, TypeRef::Nullable(_)) {
            TypeRef::Nullable(Box::new(typed.ty.clone()))
        } else {
            typed.ty.clone()
        };
        let name = self.name(origin);
        self.examples.push(Example {
            name,
            ty,
            text: value.to_string(),
            origin: origin.clone(),
            fit: verdict.fit(),
            refused: verdict.refused(value),
            respelled: verdict.respelled,
        });
    }

    /// One test for each component, and for each operation or list of parameters.
    fn name(&mut self, origin: &Pointer) -> String {
        let words: Vec<String> = origin.tokens().take(3).collect();
        let scope = &mut self.scope;
        let name = self.names.entry(words.join("/")).or_insert_with_key(|words| {
            let wanted = names::plain_snake(&names::field_ident(&format!("parts of {words}")));
            scope.claim(&wanted.chars().take(MAX_NAME).collect::<String>())
        });
        name.clone()
    }
}

/// Whether values of the type are read from JSON; bytes and files are not.
fn is_model(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Prim(prim) => !matches!(prim, Prim::Bytes | Prim::File | Prim::Multipart),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::OneOrMany(inner)
        | TypeRef::Boxed(inner)
        | TypeRef::Nullable(inner) => is_model(inner),
        TypeRef::Named(_) | TypeRef::Json => true,
    }
}

/// What the payloads of a document show of its types.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// The members of structs, by their number.
    pub(crate) members: HashSet<(TypeId, usize)>,
    /// The keys that a struct which admits others does not name.
    pub(crate) unknown: Vec<Unknown>,
}

/// A key of a payload that its type does not name.
#[derive(Debug)]
pub(crate) struct Unknown {
    /// The struct.
    pub(crate) owner: TypeId,
    pub(crate) key: String,
    /// Where it stands: for a payload in a file of its own, where the file is named.
    pub(crate) place: Pointer,
    /// The path within such a file.
    pub(crate) path: Option<String>,
}

/// What all payloads show.
pub(crate) fn shown(api: &Api) -> Shown {
    let mut shown = Shown::default();
    for example in &api.examples {
        let Ok(value) = serde_json::from_str::<Value>(&example.text) else { continue };
        let seen = fit::seen(api, &example.ty, &value);
        shown.members.extend(seen.members);
        for (owner, path) in seen.unknown {
            let Some(key) = path.last().cloned() else { continue };
            let inline = is_inline(&example.origin);
            let place = if inline { join(&example.origin, &path) } else { example.origin.clone() };
            let path = (!inline).then(|| fit::path_text(&path));
            shown.unknown.push(Unknown { owner, key, place, path });
        }
    }
    shown
}

/// Whether a payload stands in the document itself.
fn is_inline(origin: &Pointer) -> bool {
    !origin.as_str().ends_with("/externalValue")
}

fn report(
    origin: &Pointer,
    verdict: &Verdict,
    is_default: bool,
    document: &Document<'_>,
    diagnostics: &mut Diagnostics,
) {
    let (code, what) = if is_default {
        (Code::MismatchedDefault, "default")
    } else {
        (Code::ExampleMismatch, "example")
    };
    let inline = is_inline(origin);
    for misfit in &verdict.misfits {
        let message = format!("the {what} does not satisfy its schema: {}", misfit.message);
        // A payload in a file of its own is shown by the line that names the file.
        let (place, message) = if inline {
            (join(origin, &misfit.path), message)
        } else {
            (
                origin.clone(),
                format!("{message}, at `{}` of the file", fit::path_text(&misfit.path)),
            )
        };
        let diagnostic = Diagnostic::new(code, &place, message)
            .help(format!("change the {what}, or let the schema admit it"));
        let schema = misfit.schema.clone().or_else(|| schema_beside(origin, document));
        let schema = schema.filter(|schema| *schema != place);
        diagnostics.push(match schema {
            Some(schema) => diagnostic.related(&schema, "the schema"),
            None => diagnostic,
        });
    }
}

/// The schema of an example or a default: what it stands in, or what stands beside it.
fn schema_beside(origin: &Pointer, document: &Document<'_>) -> Option<Pointer> {
    let (holder, key) = (origin.parent()?, origin.last()?);
    let holder = if matches!(&*key, "example" | "default") {
        holder
    } else if matches!(&*key, "value" | "externalValue") {
        holder.parent()?.parent()?
    } else {
        holder.parent()?
    };
    let beside = holder.key("schema");
    let own = document.get(&holder)?.get("type").is_some();
    document.get(&beside).map(|_| beside).or_else(|| own.then_some(holder))
}

fn join(origin: &Pointer, path: &[String]) -> Pointer {
    path.iter().fold(origin.clone(), |pointer, key| pointer.key(key))
}
