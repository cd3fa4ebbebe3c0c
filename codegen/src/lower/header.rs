//! Headers of answers: one of each name, however many answers have it.

use serde_json::Value;

use super::Lowerer;
use super::facts::facts;
use super::keywords::{Keywords, Kind, Sub};
use super::media::format;
use super::schema::prim;
use crate::ir::{Doc, Format, Header, Name, Prim, TypeRef};
use crate::names::{self, Scope};
use crate::source::Pointer;
use openapiv3::ReferenceOr;

impl<'a> Lowerer<'a, '_> {
    /// Takes note of the headers of an answer.
    pub(super) fn note_headers(&mut self, response: &Pointer) {
        let headers = response.key("headers");
        let keys = self.input.value(&headers).and_then(Value::as_object);
        let keys: Vec<String> = keys.map(|keys| keys.keys().cloned().collect()).unwrap_or_default();
        for wire in keys {
            let Some(origin) = self.input.follow(&headers.key(&wire)) else { continue };
            if !is_name(&wire) || !self.noted.insert((wire.to_ascii_lowercase(), origin.clone())) {
                continue;
            }
            let header = self.header(wire, &origin);
            match self.answer_headers.entry(header.name.wire.to_ascii_lowercase()) {
                indexmap::map::Entry::Vacant(free) => drop(free.insert(header)),
                // Answers that disagree have the text in common.
                indexmap::map::Entry::Occupied(mut other) if other.get().ty != header.ty => {
                    other.get_mut().ty = TypeRef::Prim(Prim::String);
                }
                indexmap::map::Entry::Occupied(_) => {}
            }
        }
    }

    /// The names of the headers of an answer, in lower case, sorted.
    pub(super) fn header_names(&self, response: &Pointer) -> Vec<String> {
        let headers = self.input.value(&response.key("headers")).and_then(Value::as_object);
        let names = headers.into_iter().flat_map(|headers| headers.keys());
        let mut names: Vec<String> =
            names.filter(|name| is_name(name)).map(|name| name.to_ascii_lowercase()).collect();
        names.sort_unstable();
        names
    }

    /// All headers of answers, by their names.
    pub(super) fn answer_headers(&mut self) -> Vec<Header> {
        let mut scope = Scope::default();
        let mut headers: Vec<Header> =
            self.answer_headers.drain(..).map(|(_, header)| header).collect();
        headers.sort_by_key(|header| header.name.wire.to_ascii_lowercase());
        for header in &mut headers {
            header.name.ident = scope.claim(&header.name.ident);
        }
        headers
    }

    fn header(&mut self, wire: String, origin: &Pointer) -> Header {
        let (ty, said) =
            self.header_schema(origin).unwrap_or((TypeRef::Prim(Prim::String), Doc::default()));
        let description = self.input.text(&origin.key("description")).or(said.description);
        Header {
            name: Name { ident: names::header_ident(&wire), wire },
            ty,
            doc: Doc { description, ..said },
            origin: origin.clone(),
        }
    }

    fn header_schema(&mut self, origin: &Pointer) -> Option<(TypeRef, Doc)> {
        let own = origin.key("schema");
        let is_json = self.input.value(&own).is_none();
        let schema = if is_json { self.json_schema(origin)? } else { own };
        let target = self.input.follow(&schema)?;
        let schema = self.input.schema(&target)?;
        let sub = Sub::new(ReferenceOr::Item(schema), target.clone());
        let (schema, _) = self.followed(&sub)?;
        let keywords = Keywords::of(schema, &target);
        let ty = match &keywords.items {
            Some(item) if keywords.kind == Some(Kind::Array) && !is_json => self.header_list(item),
            // The text of a number or a flag is its JSON as well.
            _ if is_json && keywords.kind == Some(Kind::String) => TypeRef::Prim(Prim::String),
            _ => TypeRef::Prim(header_prim(&keywords)),
        };
        let mut facts = facts(&keywords.limits, None);
        if is_json && ty == TypeRef::Prim(Prim::String) {
            facts.push("The text is JSON.".to_owned());
        }
        let doc =
            Doc { description: keywords.description.map(str::to_owned), facts, ..Doc::default() };
        Some((ty, doc))
    }

    /// The schema of a header that is JSON, which its `content` has.
    fn json_schema(&mut self, origin: &Pointer) -> Option<Pointer> {
        let content = origin.key("content");
        let media = self.input.value(&content)?.as_object()?.keys().next()?.clone();
        let schema = self.input.follow(&content.key(&media))?.key("schema");
        self.input.value(&schema).filter(|_| format(&media) == Format::Json)?;
        Some(schema)
    }

    /// The type of a header that is a list: a list only if its items are no lists or objects themselves, which
    /// nothing in the text would tell apart.
    fn header_list(&mut self, item: &Sub<'a>) -> TypeRef {
        let text = TypeRef::Prim(Prim::String);
        let Some((schema, origin)) = self.followed(item) else { return text };
        let keywords = Keywords::of(schema, &origin);
        match keywords.kind {
            Some(Kind::Array | Kind::Object) => text,
            _ => match header_prim(&keywords) {
                Prim::Number => text,
                item => TypeRef::List(Box::new(TypeRef::Prim(item))),
            },
        }
    }
}

/// What the text of a header is read as.
fn header_prim(keywords: &Keywords<'_>) -> Prim {
    match keywords.kind.map(|kind| prim(kind, keywords)) {
        Some(
            ty @ (Prim::Bool
            | Prim::I32
            | Prim::I64
            | Prim::U32
            | Prim::U64
            | Prim::Number
            | Prim::DateTime
            | Prim::Date
            | Prim::Uuid
            | Prim::Uri),
        ) => ty,
        _ => Prim::String,
    }
}

/// Whether it is a token, as RFC 9110 (section 5.1) asks of a header's name, and not the one that says nothing here:
/// the specification has `Content-Type` ignored.
fn is_name(wire: &str) -> bool {
    !wire.is_empty()
        && !wire.eq_ignore_ascii_case("content-type")
        && wire
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
