//! Bodies of requests: in which media types, as a whole or field by field.

use serde_json::Value;

use super::Lowerer;
use super::media::{accepted, is_plain_json, sent, word};
use super::operation::Site;
use super::schema::Typed;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{
    Body, BodyFields, BodyParts, Doc, Field, Format, Limits, Name, Param, Prim, Setter, TypeKind,
    TypeRef,
};
use crate::markdown::code;
use crate::names::{self, Scope};
use crate::source::Pointer;

/// What an operation sends as its body.
#[derive(Default)]
pub(super) struct Sent {
    /// The body as a whole, and the same in other media types.
    pub(super) body: Option<Body>,
    pub(super) others: Vec<Body>,
    /// The form that fields make, and these.
    pub(super) fields: Option<(BodyFields, Vec<Param>)>,
}

/// A media type of a body.
struct Medium {
    written: String,
    format: Format,
    origin: Pointer,
    /// Whether it has parts that are files, which JSON and forms cannot hold.
    has_files: bool,
}

impl Lowerer<'_, '_> {
    /// The body, in the media types in which it can be given.
    pub(super) fn body(
        &mut self,
        site: &Site,
        (owner, parts): (&str, &str),
        scope: &mut Scope,
    ) -> Sent {
        let written = site.origin.key("requestBody");
        if self.input.value(&written).is_none() {
            return Sent::default();
        }
        let Some(origin) = self.input.follow(&written) else { return Sent::default() };
        let name = if written == origin {
            format!("{owner}Body")
        } else {
            names::type_ident(&self.wire_name(&origin))
        };
        let media = self.media(&origin.key("content"));
        let required = self.input.value(&origin.key("required")).and_then(Value::as_bool);
        let required = required.unwrap_or_default();
        if let [only] = media.as_slice()
            && let Some(fields) = self.fields(&only.origin, only.format, &name, required, scope)
        {
            let form = BodyFields { content_type: sent(&only.written, only.format), required };
            return Sent { fields: Some((form, fields)), ..Sent::default() };
        }
        // One name is enough: `form-data` goes first, and a second body in parts is hardly ever there.
        let mut parts = Some(parts);
        let mut in_parts = |this: &mut Self, medium: &Medium, name: &str| {
            if medium.format != Format::Multipart || parts.is_none() {
                return None;
            }
            let mut scope = Scope::default();
            let params = this.fields(&medium.origin, medium.format, name, true, &mut scope)?;
            Some(BodyParts { ident: parts.take()?.to_owned(), params })
        };
        let mut media = media.iter();
        let body = media.next().map(|medium| {
            let mut body = Body { required, ..self.body_of(medium, &origin, &name, owner) };
            body.setters = self.setters(&body, scope);
            body.give_parts(in_parts(self, medium, &name));
            called(body, scope.claim_first(&["body", "request_body"]))
        });
        let others = media.map(|medium| {
            let word = word(&medium.written, medium.format);
            let name = format!("{name}{}", names::type_ident(&word));
            let mut body = Body { required, ..self.body_of(medium, &origin, &name, owner) };
            body.give_parts(in_parts(self, medium, &name));
            called(body, scope.claim(&names::setter_ident(&format!("{word} body"))))
        });
        let mut others: Vec<Body> = others.collect();
        let is_form = body.as_ref().is_some_and(|body| body.format == Format::Form);
        self.one_encoding(is_form, &mut others);
        Sent { body, others, fields: None }
    }

    /// Says that of several forms only the first can be written in its own way: the table of an operation has one way
    /// for each field.
    fn one_encoding(&mut self, mut has_form: bool, others: &mut [Body]) {
        for form in others.iter_mut().filter(|body| body.format == Format::Form) {
            if has_form {
                for field in std::mem::take(&mut form.encoding) {
                    let message = "the `encoding` of a second form makes no difference";
                    let help = "leave one of the forms out";
                    self.report(Code::UnsupportedParameter, &field.origin, message, help);
                }
            }
            has_form = true;
        }
    }

    /// The media types of a body: JSON first, then forms, text and bytes. Of those that say the same in
    /// another way, the first is enough.
    fn media(&mut self, content: &Pointer) -> Vec<Medium> {
        let mut media: Vec<Medium> = Vec::new();
        for written in self.media_types(content) {
            let Some(origin) = self.input.follow(&content.key(&written)) else { continue };
            let format = self.format_of(&written, &origin);
            let has_files = format == Format::Multipart && self.has_files(&origin);
            media.push(Medium { written, format, origin, has_files });
        }
        // Browsers and tools name JSON first too, wherever it stands.
        media.sort_by_key(|medium| match medium.format {
            Format::Json if is_plain_json(&medium.written) => 0,
            Format::Json => 1,
            Format::Multipart if is_form_data(&medium.written) => 2,
            Format::Multipart => 3,
            Format::Form => 4,
            Format::Text => 5,
            Format::Bytes => 6,
        });
        let mut kept: Vec<Medium> = Vec::new();
        for medium in media {
            let says_more = |first: &Medium| match (first.format, medium.format) {
                (Format::Json, Format::Multipart) if medium.has_files => true,
                (
                    Format::Json | Format::Multipart,
                    Format::Json | Format::Form | Format::Multipart,
                ) => {
                    self.value_of_schema(&first.origin) != self.value_of_schema(&medium.origin)
                        || is_patch(&first.written)
                        || is_patch(&medium.written)
                }
                // XML by the schema of JSON is JSON in another dress.
                (Format::Json, Format::Text) => !medium.written.contains("xml"),
                _ => true,
            };
            match kept.iter().find(|first| !says_more(first)) {
                Some(first) => {
                    let (place, instead) = (content.key(&medium.written), &first.written);
                    let (sent, not) = (code(instead), code(&medium.written));
                    let message = format!("the body is sent as {sent}, and not as {not}");
                    self.note_ignored(&place, message);
                }
                None => kept.push(medium),
            }
        }
        kept
    }

    pub(super) fn note_ignored(&mut self, media: &Pointer, message: String) {
        let place = media.clone().at_key();
        self.input.diagnostics.push(Diagnostic::new(Code::IgnoredMediaType, place, message));
    }

    fn value_of_schema(&self, media: &Pointer) -> Option<&Value> {
        self.input.value(&media.key("schema"))
    }

    fn body_of(&mut self, medium: &Medium, origin: &Pointer, name: &str, owner: &str) -> Body {
        let prim = |prim| Typed::plain(TypeRef::Prim(prim));
        let typed = match medium.format {
            Format::Json | Format::Form => {
                self.held_type(&medium.origin, name).unwrap_or(Typed::plain(TypeRef::Json))
            }
            Format::Text => prim(Prim::String),
            // Of a range of media types, only who sends the bytes knows which one they are of.
            Format::Bytes if medium.written.contains('*') => prim(Prim::File),
            Format::Bytes => prim(Prim::Bytes),
            Format::Multipart => prim(Prim::Multipart),
        };
        let limits = self.own_limits(&typed);
        let ty = typed.element();
        match medium.format {
            Format::Json | Format::Form => {
                self.media_examples(&medium.origin, &ty, &format!("{owner}_request"));
            }
            Format::Text => self.text_examples(&medium.origin),
            // What is no JSON in a document cannot be shown in it.
            Format::Bytes | Format::Multipart => {}
        }
        let encoding = match medium.format {
            Format::Form => self.form_encoding(&medium.origin),
            _ => Vec::new(),
        };
        let description = self.input.text(&origin.key("description"));
        let content_type = sent(&medium.written, medium.format);
        let mut facts = Vec::new();
        if ty == TypeRef::Prim(Prim::File) {
            let (range, usual) = (code(&medium.written), code(&content_type));
            facts.push(format!("`File::typed` says which of {range} it is; without it, {usual}."));
        }
        Body {
            content_type,
            format: medium.format,
            required: false,
            marker: String::new(),
            name: Name { wire: "body".to_owned(), ident: String::new() },
            setters: Vec::new(),
            encoding,
            parts: None,
            doc: Doc { description, facts, ..Doc::default() },
            ty,
            limits,
            origin: origin.clone(),
        }
    }

    /// The limits of a value beyond those of the definition that is its type.
    fn own_limits(&self, typed: &Typed) -> Limits {
        match typed.ty {
            TypeRef::Named(id) if self.limits.get(&id) == Some(&typed.limits) => Limits::default(),
            _ => typed.limits.clone(),
        }
    }

    /// The setters of the body's members, where nothing in the body is required.
    fn setters(&mut self, body: &Body, scope: &mut Scope) -> Vec<Setter> {
        if body.format != Format::Json {
            return Vec::new();
        }
        let Some(TypeKind::Struct(body)) = self.kind_of(&body.ty) else {
            return Vec::new();
        };
        if !body.requires_nothing() || body.rest.is_some() {
            return Vec::new();
        }
        let mut claim = |ident: &str| scope.claim_first(&[ident, &format!("body_{ident}")]);
        let named = body.fields.iter().map(|field| claim(&names::setter_ident(&field.name.wire)));
        let named: Vec<String> = named.collect();
        let fields = body.fields.iter().zip(named);
        let setter = |(field, name): (&Field, String)| {
            let null = field.null.as_ref().map(|_| claim(&names::null_ident(&name)));
            Setter { name, null }
        };
        fields.map(setter).collect()
    }
}

impl Body {
    fn give_parts(&mut self, parts: Option<BodyParts>) {
        let fact =
            parts.as_ref().map(|parts| format!("[`{}`] has its parts by name.", parts.ident));
        self.doc.facts.extend(fact);
        self.parts = parts;
    }
}

fn is_form_data(media_type: &str) -> bool {
    accepted(media_type).as_deref() == Some("multipart/form-data")
}

/// Whether a media type says what is to be done with the JSON, as `application/merge-patch+json` does.
fn is_patch(media_type: &str) -> bool {
    accepted(media_type).is_some_and(|essence| essence.ends_with("-patch+json"))
}

/// The body with the name of its setter.
fn called(mut body: Body, ident: String) -> Body {
    body.marker = names::type_ident(&ident);
    body.name.ident = ident;
    body
}
