//! What a change of a document does: to those who send and receive by it, to those who call the generated
//! crate, and to what their programs do.
//!
//! Two irs are compared, so that whatever the generator does not see is no change. Each change is found
//! once, where it has its cause, and names what it reaches. Whether callers still compile is read off the
//! items that are emitted (`emit::surface`), and is no opinion.

mod answers;
mod bodies;
mod changelog;
mod direction;
mod draft;
mod enums;
mod excerpt;
mod features;
mod finding;
mod finish;
mod github;
mod html;
mod json;
mod ledger;
mod markdown;
mod matching;
mod neutral;
mod operations;
mod params;
mod reach;
mod release;
mod rule;
mod sarif;
mod schemas;
mod security;
mod servers;
mod structs;
mod text;
mod unions;
mod words;

pub use changelog::{changelog, with_changelog};
pub use excerpt::{Excerpt, excerpt};
pub use finding::{Bump, Effect, Finding, Place, Review, Verdict};
pub use github::github;
pub use html::html;
pub use json::json;
pub use markdown::{MARKER, markdown};
pub use release::Release;
pub use rule::Rule;
pub use sarif::sarif;
pub use text::text;

use serde_json::Value;

use crate::Source;
use crate::emit::surface;
use crate::ir::{Api, Prim, TypeDef, TypeId, TypeKind, TypeRef};
use crate::source::{FileId, Pointer};
use draft::Draft;
use ledger::type_items;
use matching::Matching;

/// A document as a review sees it.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its files, for lines and listings.
    pub source: &'a Source,
    /// What the generator makes of it.
    pub api: &'a Api,
}

/// What the change from one document to another does.
///
/// ```
/// use codegen::review::{Bump, Side, review};
/// use codegen::{Source, analyze};
///
/// let document = |schema: &str| {
///     let head = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
///     Source::from_memory(&[("openapi.yaml", &format!("{head}    {schema}\n"))])
/// };
/// let (old, new) = (document("Id: {type: string}"), document("Id: {type: integer}"));
/// let ((was, _), (is, _)) = (analyze(&old), analyze(&new));
/// let review = review(Side { source: &old, api: &was }, Side { source: &new, api: &is });
/// assert_eq!(review.bump, Bump::Major);
/// assert_eq!(review.findings[0].message, "`Id` is `integer`, and was `string`");
/// ```
pub fn review(old: Side<'_>, new: Side<'_>) -> Review {
    let matching = Matching::new(old.api, new.api);
    let comparison = Comparison { old: old.api, new: new.api, matching };
    let mut drafts = operations::compare(&comparison);
    drafts.extend(answers::header_types(&comparison));
    drafts.extend(security::compare(&comparison));
    drafts.extend(servers::compare(&comparison));
    drafts.extend(features::compare(&comparison));
    drafts.extend(schemas::compare(&comparison));
    drafts.extend(words::compare(&comparison));
    finish::finish(&comparison, drafts, old.source, new.source)
}

/// Two irs, and what is the same in both.
struct Comparison<'a> {
    old: &'a Api,
    new: &'a Api,
    matching: Matching,
}

impl Comparison<'_> {
    /// The numbers by which types of the old document are compared with those of the new one.
    fn numbers(&self) -> impl Fn(TypeId) -> TypeId + '_ {
        |id| self.matching.number(id)
    }

    /// The paths of the items of a type, as they were.
    fn old_items(&self, id: TypeId) -> Vec<String> {
        paths(self.old, id)
    }

    /// The paths of the items of a type.
    fn new_items(&self, id: TypeId) -> Vec<String> {
        paths(self.new, id)
    }

    /// A type of the old document, for people.
    fn old_type(&self, ty: &TypeRef) -> String {
        code(&type_words(self.old, ty))
    }

    /// A type of the new one.
    fn new_type(&self, ty: &TypeRef) -> String {
        code(&type_words(self.new, ty))
    }

    /// The methods by which requests give a member of their body, in the crate of either document.
    fn setters(&self, ids: (TypeId, TypeId), wire: &str) -> Vec<String> {
        let mut found = setters_of(self.old, ids.0, wire);
        found.extend(setters_of(self.new, ids.1, wire));
        found
    }
}

/// What the whole document has in another order.
fn reordered(place: &'static str, message: &str) -> Draft {
    let place = Pointer::new(FileId::ROOT, place);
    Draft::new(Rule::Reordered, message).at(Some(&place), Some(&place))
}

fn paths(api: &Api, id: TypeId) -> Vec<String> {
    type_items(api, api.type_def(id)).into_iter().map(|item| item.path).collect()
}

fn setters_of(api: &Api, id: TypeId, wire: &str) -> Vec<String> {
    let mut found = Vec::new();
    for group in &api.groups {
        for operation in &group.operations {
            let Some(body) = operation.body.as_ref().filter(|body| !body.setters.is_empty()) else {
                continue;
            };
            if *api.resolve(&body.ty) != TypeRef::Named(id) {
                continue;
            }
            let fields = api.as_struct(&body.ty).map(|it| it.fields.as_slice()).unwrap_or_default();
            let request = surface::request_path(group, operation);
            for (setter, field) in body.setters.iter().zip(fields) {
                if field.name.wire == wire {
                    let methods = [Some(&setter.name), setter.null.as_ref()];
                    found
                        .extend(methods.into_iter().flatten().map(|it| format!("{request}::{it}")));
                }
            }
        }
    }
    found
}

/// A type in the words of a document.
fn type_words(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Prim(prim) => prim_words(*prim).to_owned(),
        TypeRef::Named(id) => named_words(api.type_def(*id)),
        TypeRef::List(item) => format!("array of {}", type_words(api, item)),
        TypeRef::Map(value) => format!("object of {}", type_words(api, value)),
        TypeRef::OneOrMany(item) => format!("{0} or array of {0}", type_words(api, item)),
        TypeRef::Boxed(inner) => type_words(api, inner),
        TypeRef::Nullable(inner) => format!("{} or null", type_words(api, inner)),
        TypeRef::Json => "any JSON".to_owned(),
    }
}

/// The name of a schema; for one that stands where it is used, what it is: its name is the generator's.
fn named_words(def: &TypeDef) -> String {
    let holder = def.origin.parent().and_then(|holder| holder.last());
    let is_inline = !matches!(holder.as_deref(), None | Some("schemas" | "definitions" | "$defs"));
    match &def.kind {
        TypeKind::Struct(_) if is_inline => "object".to_owned(),
        TypeKind::Enum(_) if is_inline => "enum".to_owned(),
        TypeKind::Union(_) if is_inline => "oneOf".to_owned(),
        _ => def.name.wire.clone(),
    }
}

fn prim_words(prim: Prim) -> &'static str {
    match prim {
        Prim::Bool => "boolean",
        Prim::I32 => "integer (int32)",
        Prim::I64 => "integer",
        Prim::U32 => "integer (uint32)",
        Prim::U64 => "integer (uint64)",
        Prim::Number => "number",
        Prim::String => "string",
        Prim::Bytes => "bytes",
        Prim::File => "file",
        Prim::Multipart => "multipart",
        Prim::DateTime => "string (date-time)",
        Prim::Date => "string (date)",
        Prim::Uuid => "string (uuid)",
        Prim::Uri => "string (uri)",
        Prim::Base64 => "string (byte)",
        Prim::NumberText => "string that holds a number",
        Prim::NumberOrString => "number or string",
        Prim::IntegerOrString => "integer or string",
        Prim::UnixTime => "integer (unixtime)",
    }
}

/// A text of the document as a code span. A span is one line.
fn code(text: &str) -> String {
    crate::markdown::code(text)
}

/// A value of the document, for people.
fn shown(value: Option<&Value>) -> String {
    let Some(value) = value else { return "none".to_owned() };
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => code(&format!("{}…", text.get(..end).unwrap_or_default())),
        None => code(&text),
    }
}
