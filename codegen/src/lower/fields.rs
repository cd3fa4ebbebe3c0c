//! The fields of a form and the parts of `multipart`: each becomes a parameter of the operation, since it is
//! written as one, and since files have no place in a model.

use serde_json::{Map, Value};

use super::Lowerer;
use super::keywords::{Additional, Keywords, Kind, Sub};
use super::media::{accepted, format};
use super::schema::{MAX_DEPTH, Typed};
use super::union::is_null;
use crate::diagnostic::Code;
use crate::document::Version;
use crate::ir::{Doc, Field, Format, Limits, Name, Param, Place, Prim, Style, TypeRef, Written};
use crate::names::{self, Scope};
use crate::source::{Pointer, find};

/// The media type of bytes that may be anything.
const BYTES: &str = "application/octet-stream";

/// How many schemas may wrap one another around that of a file.
const MAX_WRAPPED: usize = 8;

/// What the keyword `encoding` says of a field.
#[derive(Default)]
struct Encoding {
    content_type: Option<String>,
    style: Option<Style>,
    explode: Option<bool>,
    allow_reserved: bool,
}

impl Encoding {
    /// Whether it says how elements are written.
    fn is_styled(&self) -> bool {
        self.style.is_some() || self.explode.is_some()
    }

    /// What it says that is not so anyway for a field of this type of a form that is given as a whole: there a list is
    /// written by its items, an object as JSON, and anything else has no elements that a style could be for.
    fn of_whole(mut self, kind: Option<Kind>) -> Self {
        let is_usual = match kind {
            Some(Kind::String | Kind::Integer | Kind::Number | Kind::Boolean) => true,
            Some(Kind::Array) => {
                matches!(self.style, None | Some(Style::Form)) && self.explode != Some(false)
            }
            Some(Kind::Object) | None => false,
        };
        if is_usual {
            (self.style, self.explode) = (None, None);
        }
        if kind == Some(Kind::Object) && !self.is_styled() {
            self.content_type = None;
        }
        self
    }

    /// Whether it has the value as JSON.
    fn is_json(&self) -> bool {
        self.content_type.as_deref().is_some_and(|media| format(media) == Format::Json)
    }
}

impl<'a> Lowerer<'a, '_> {
    /// The fields of a body; nothing where its schema does not name all of them, or it is no form.
    pub(super) fn fields(
        &mut self,
        media: &Pointer,
        form: Format,
        name: &str,
        required: bool,
        scope: &mut Scope,
    ) -> Option<Vec<Param>> {
        let place = match form {
            Format::Form => Place::Form,
            Format::Multipart => Place::Part,
            _ => return None,
        };
        let keywords = self.body_keywords(media)?;
        let is_open = matches!(keywords.additional, Additional::Schema(_));
        let has_heirs = self.heirs.of_parent(&keywords.origin).is_some();
        let has_choice = !keywords.one_of.is_empty() || !keywords.any_of.is_empty() || has_heirs;
        if keywords.properties.is_empty() || is_open || has_choice {
            return None;
        }
        let body = self.structure(&keywords, name);
        self.finish();
        let (mut params, mut shown) = (Vec::with_capacity(body.fields.len()), Vec::new());
        for field in body.fields {
            let encoding = media.key("encoding").key(&field.name.wire);
            if place == Place::Part {
                self.part_headers(&encoding);
                self.part_style(&encoding);
            }
            let encoding = self.encoding(&encoding);
            let part = keywords.properties.get(field.name.wire.as_str());
            let part = part.filter(|_| place == Place::Part);
            let file = part.and_then(|sub| self.file(sub, &encoding));
            let is_file = file.is_some();
            if !is_file {
                shown.push((field.name.wire.clone(), Typed::of_field(&field)));
            }
            let required = required && field.presence.required;
            let mut param = match file {
                Some(ty) => file_part(field, ty, &encoding),
                None => self.text_field(field, place, encoding),
            };
            param.required = required;
            // A file that says nothing is sent as bytes of any kind anyway.
            let content = || self.content_media(part?).filter(|media| !is_file || media != BYTES);
            param.media = param.media.or_else(content);
            let wire = &param.name.wire;
            let setter = names::setter_ident(wire);
            let beside = names::setter_ident(&format!("{wire} field"));
            param.name.ident = scope.claim_first(&[&setter, &beside]);
            param.marker = names::type_ident(&param.name.ident);
            params.push(param);
        }
        self.form_examples(media, &shown);
        Some(params)
    }

    /// Whether a part of a body is a file.
    pub(super) fn has_files(&mut self, media: &Pointer) -> bool {
        let Some(keywords) = self.body_keywords(media) else { return false };
        keywords.properties.iter().any(|(name, sub)| {
            let encoding = self.encoding(&media.key("encoding").key(name));
            self.file(sub, &encoding).is_some()
        })
    }

    /// The form of a body: that of its media type. Where that is any, the schema tells: what it calls `binary` is
    /// bytes, and a string without more is text, as frameworks that write `*/*` send it.
    pub(super) fn format_of(&mut self, media_type: &str, media: &Pointer) -> Format {
        let format = format(media_type);
        if format != Format::Json || accepted(media_type).as_deref() != Some("*/*") {
            return format;
        }
        match self.body_keywords(media) {
            Some(keywords) if is_file(&keywords, &Encoding::default()) => Format::Bytes,
            Some(keywords) if is_plain_text(&keywords) => Format::Text,
            _ => Format::Json,
        }
    }

    /// What the schema of a media type says, with all of its parts.
    fn body_keywords(&mut self, media: &Pointer) -> Option<Keywords<'a>> {
        let schema = media.key("schema");
        self.input.value(&schema)?;
        let origin = self.input.follow(&schema)?;
        let schema = self.input.schema(&origin)?;
        Some(self.merged(Keywords::of(schema, &origin)))
    }

    /// Says which headers of a part are not sent.
    fn part_headers(&mut self, encoding: &Pointer) {
        let Some(origin) = self.input.value(encoding).and_then(|_| self.input.follow(encoding))
        else {
            return;
        };
        let headers = self.input.value(&origin.key("headers")).and_then(Value::as_object);
        let names: Vec<String> = headers.into_iter().flat_map(Map::keys).cloned().collect();
        // The specification has that one said by `contentType`.
        for name in names.iter().filter(|name| !name.eq_ignore_ascii_case("content-type")) {
            let message = format!("the header `{name}` of a part is not sent");
            let help = "leave it out: few servers read any header of a part but its type and name";
            let place = origin.key("headers").key(name);
            self.report(Code::UnsupportedParameter, &place, &message, help);
        }
    }

    /// Says that a part is sent by its type: only since OpenAPI 3.1 a style means anything there.
    fn part_style(&mut self, encoding: &Pointer) {
        if self.input.document().version() == Some(Version::V3_0) {
            return;
        }
        for key in ["style", "explode"] {
            let place = encoding.key(key);
            if self.input.value(&place).is_some() {
                let message = format!("the `{key}` of a part makes no difference");
                let help =
                    "leave it out: a list is sent as a part for each item, an object as JSON";
                self.report(Code::UnsupportedParameter, &place, &message, help);
            }
        }
    }

    /// The fields of a form that are not written as all others are, where the form is given as a whole.
    pub(super) fn form_encoding(&mut self, media: &Pointer) -> Vec<Param> {
        let fields = self.input.value(&media.key("encoding")).and_then(Value::as_object);
        let names: Vec<String> = fields.into_iter().flat_map(Map::keys).cloned().collect();
        let keywords = self.body_keywords(media);
        let properties = keywords.map(|keywords| keywords.properties).unwrap_or_default();
        let fields = names.into_iter().filter_map(|name| {
            let origin = media.key("encoding").key(&name);
            let kind = properties.get(name.as_str()).and_then(|sub| self.kind_at(sub));
            let encoding = self.encoding(&origin).of_whole(kind);
            let is_json = encoding.is_json() && !encoding.is_styled();
            if !is_json && !encoding.is_styled() && !encoding.allow_reserved {
                return None;
            }
            let name = Name { wire: name, ident: String::new() };
            let field = param(name, Doc::default(), origin, Place::Form, TypeRef::Json);
            let style = encoding.style.unwrap_or(Style::Form);
            Some(Param {
                style,
                explode: encoding.explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.allow_reserved,
                media: is_json.then(|| "application/json".to_owned()),
                ..field
            })
        });
        fields.collect()
    }

    fn encoding(&mut self, origin: &Pointer) -> Encoding {
        let Some(origin) = self.input.value(origin).and_then(|_| self.input.follow(origin)) else {
            return Encoding::default();
        };
        let flag = |key: &str| self.input.value(&origin.key(key)).and_then(Value::as_bool);
        let style = match self.input.text(&origin.key("style")).as_deref() {
            Some("form") => Some(Style::Form),
            Some("spaceDelimited") => Some(Style::SpaceDelimited),
            Some("pipeDelimited") => Some(Style::PipeDelimited),
            Some("deepObject") => Some(Style::DeepObject),
            _ => None,
        };
        Encoding {
            content_type: self.input.text(&origin.key("contentType")),
            style,
            explode: flag("explode"),
            allow_reserved: flag("allowReserved").unwrap_or_default(),
        }
    }

    /// The media type that a schema of 3.1 has for its text, or for that of its items.
    fn content_media(&mut self, sub: &Sub<'a>) -> Option<String> {
        let (schema, origin) = self.followed(sub)?;
        self.said_media(&origin).or_else(|| {
            let item = Keywords::of(schema, &origin).items?;
            let (_, origin) = self.followed(&item)?;
            self.said_media(&origin)
        })
    }

    /// The same of the schema at a place, as it was written: what was read of it says it by a format.
    fn said_media(&self, origin: &Pointer) -> Option<String> {
        let written = find(self.input.document().source().value(origin.file()), origin.as_str())?;
        let said = |key: &str| written.get(key).and_then(Value::as_str);
        match (said("contentMediaType"), said("contentEncoding")) {
            (Some(media), _) => only(media),
            (None, Some(_)) => Some(BYTES.to_owned()),
            (None, None) => None,
        }
    }

    /// The type of a part that is a file or a list of files.
    fn file(&mut self, sub: &Sub<'a>, encoding: &Encoding) -> Option<TypeRef> {
        let keywords = self.value_beside_null(sub, MAX_WRAPPED)?;
        if is_file(&keywords, encoding) {
            return Some(TypeRef::Prim(Prim::File));
        }
        let item = self.value_beside_null(keywords.items.as_ref()?, MAX_WRAPPED)?;
        is_file(&item, encoding).then(|| TypeRef::List(Box::new(TypeRef::Prim(Prim::File))))
    }

    /// What a schema says, also where it wraps another: a reference with words of its own, or one alternative to
    /// null, which is how an optional file is written.
    fn value_beside_null(&mut self, sub: &Sub<'a>, levels: usize) -> Option<Keywords<'a>> {
        let levels = levels.checked_sub(1)?;
        let said = self.said(sub)?;
        let mut keywords = self.merged(said);
        if let [only] = keywords.all_of.as_slice() {
            return self.value_beside_null(&only.clone(), levels);
        }
        let mut alternatives = std::mem::take(&mut keywords.one_of);
        alternatives.append(&mut keywords.any_of);
        alternatives.retain(|alternative| {
            let followed = self.followed(alternative);
            !followed.is_some_and(|(schema, origin)| is_null(&Keywords::of(schema, &origin)))
        });
        match alternatives.as_slice() {
            [only] => self.value_beside_null(only, levels),
            _ => Some(keywords),
        }
    }

    /// A field that is no file: by the style that the document gives, or as its type wants it.
    fn text_field(&self, field: Field, place: Place, mut encoding: Encoding) -> Param {
        // Each part is a value by itself.
        if place == Place::Part {
            (encoding.style, encoding.explode) = (None, None);
        }
        let (is_styled, is_json) = (encoding.is_styled(), encoding.is_json());
        let Encoding { content_type, style, explode, allow_reserved } = encoding;
        let plain = self.sendable(&field.ty);
        let (written, ty) = match plain {
            _ if is_json && !is_styled => (Written::Json, field.ty),
            Some(plain) if is_styled || !matches!(plain, TypeRef::Map(_)) => {
                (Written::Plain, plain)
            }
            _ if is_styled || self.is_list(&field.ty, MAX_DEPTH) => (Written::Tree, field.ty),
            _ => (Written::Json, field.ty),
        };
        let said = content_type.as_deref().and_then(only);
        let media = match place {
            Place::Part if written == Written::Plain => said,
            Place::Part => said.or_else(|| Some("application/json".to_owned())),
            _ => None,
        };
        let style = style.unwrap_or(Style::Form);
        Param {
            style,
            explode: explode.unwrap_or(style == Style::Form),
            allow_reserved,
            media,
            written,
            limits: field.limits,
            default: field.default,
            ..param(field.name, field.doc, field.origin, place, ty)
        }
    }

    /// Whether a value is a list, looking through no more than so many names: an alias can lead to itself.
    fn is_list(&self, ty: &TypeRef, levels: usize) -> bool {
        let Some(levels) = levels.checked_sub(1) else { return false };
        match ty {
            TypeRef::List(_) => true,
            TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => self.is_list(inner, levels),
            TypeRef::Named(_) => match self.aliased(ty) {
                Some(inner) => self.is_list(&inner, levels),
                None => false,
            },
            _ => false,
        }
    }
}

fn file_part(field: Field, ty: TypeRef, encoding: &Encoding) -> Param {
    let media = encoding.content_type.as_deref().and_then(only);
    Param {
        media,
        default: field.default,
        ..param(field.name, field.doc, field.origin, Place::Part, ty)
    }
}

fn param(name: Name, doc: Doc, origin: Pointer, place: Place, ty: TypeRef) -> Param {
    Param {
        name,
        marker: String::new(),
        place,
        style: Style::Form,
        explode: true,
        allow_reserved: false,
        media: None,
        written: Written::Plain,
        required: false,
        ty,
        limits: Limits::default(),
        default: None,
        doc,
        origin,
    }
}

/// Whether a part is a file: a text of the format `binary`, or something without a type, of which the
/// document may say by its media type that it is no text.
fn is_file(keywords: &Keywords<'_>, encoding: &Encoding) -> bool {
    let is_open = keywords.kind.is_none()
        && keywords.properties.is_empty()
        && keywords.items.is_none()
        && keywords.enumeration.is_empty();
    let is_binary = keywords.formats.iter().any(|format| format == "binary");
    let said = encoding.content_type.as_deref();
    let is_bytes = said.is_some_and(|media| format(media) == Format::Bytes);
    is_binary || (is_bytes && (is_open || keywords.kind == Some(Kind::String)))
}

/// Whether a value is any text, of no format and of no list of values.
fn is_plain_text(keywords: &Keywords<'_>) -> bool {
    let is_free = keywords.enumeration.is_empty() && keywords.formats.is_empty();
    keywords.kind == Some(Kind::String) && is_free
}

/// The media type, where the document gives just one and no range.
fn only(content_type: &str) -> Option<String> {
    let is_one = !content_type.contains([',', '*']);
    accepted(content_type).filter(|_| is_one).map(|_| content_type.trim().to_owned())
}
