//! Parameters: their place, style and type, and the names of their setters.

use openapiv3::{
    HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr,
};

use super::Lowerer;
use super::facts::facts;
use super::keywords::{Keywords, Sub};
use super::media::format;
use super::schema::{MAX_DEPTH, member_name};
use crate::diagnostic::Code;
use crate::document::OperationAt;
use crate::ir::{Doc, Format, Limits, Name, Param, Place, Prim, Style, TypeKind, TypeRef, Written};
use crate::names::{self, Scope};
use crate::source::Pointer;

/// A parameter as the document has it, and where.
pub(crate) struct Declared {
    pub parameter: Parameter,
    pub origin: Pointer,
}

/// Headers that OpenAPI says are not parameters: content negotiation and security set them.
const NOT_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Headers that say where a message goes and where it ends, which are HTTP's own and no caller's. The runtime refuses
/// them (`FRAMING`).
const OF_HTTP: [&str; 8] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "upgrade",
    "te",
    "trailer",
    "expect",
];

impl<'a> Lowerer<'a, '_> {
    /// The parameters of an operation: those of its path that it does not replace, then its own.
    pub(super) fn declared(&mut self, operation: &OperationAt) -> Vec<Declared> {
        let mut found = Vec::new();
        for origin in self.input.parameters(operation) {
            let Some(parameter) = self.input.read::<Parameter>(&origin) else { continue };
            let written = parameter.parameter_data_ref().name.clone();
            let name = written.to_ascii_lowercase();
            let is_header = place(&parameter) == Place::Header;
            if is_header && OF_HTTP.contains(&name.as_str()) {
                let message = format!("the header `{written}` is not a parameter of the call");
                let help = "leave it out: what frames a message is for HTTP clients to say";
                self.report(Code::UnsupportedParameter, &origin, &message, help);
            } else if !is_header || !NOT_PARAMETERS.contains(&name.as_str()) {
                found.push(Declared { parameter, origin });
            }
        }
        found
    }

    /// The parameter, or nothing where it cannot be sent.
    pub(crate) fn param(
        &mut self,
        declared: &Declared,
        owner: &str,
        scope: &mut Scope,
    ) -> Option<Param> {
        let Declared { parameter, origin } = declared;
        let data = parameter.parameter_data_ref();
        let place = place(parameter);
        let (holder, in_json) = match &data.format {
            ParameterSchemaOrContent::Schema(_) => (origin.clone(), false),
            // There is just one, says the specification.
            ParameterSchemaOrContent::Content(content) => {
                let media = content.keys().next().cloned().unwrap_or_default();
                let holder = self.input.follow(&origin.key("content").key(&media))?;
                (holder, format(&media) == Format::Json)
            }
        };
        let Some((schema, schema_origin)) = self.parameter_schema(&holder) else {
            self.report(
                Code::UnsupportedParameter,
                origin,
                &format!("the parameter `{}` has no schema that can be read", data.name),
                "give it a `schema`",
            );
            return None;
        };
        let sub = Sub::new(schema, schema_origin);
        let typed = self.typed(&sub, &member_name(owner, &data.name));
        self.finish();
        self.illustrations(origin, &typed);
        let (written, ty) = match self.sendable(&typed.ty) {
            _ if in_json => (Written::Json, typed.ty.clone()),
            Some(plain) => (Written::Plain, plain),
            None => (Written::Tree, typed.ty.clone()),
        };
        let (style, explode) = style(parameter, data.explode);
        let in_place = names::setter_ident(&format!("{} {}", data.name, place_name(place)));
        let ident = scope.claim_first(&[&names::setter_ident(&data.name), &in_place]);
        Some(Param {
            marker: names::type_ident(&ident),
            name: Name { wire: data.name.clone(), ident },
            place,
            style,
            explode,
            allow_reserved: matches!(parameter, Parameter::Query { allow_reserved: true, .. }),
            media: None,
            written,
            required: data.required || place == Place::Path,
            doc: self.param_doc(data, &sub, &typed.limits),
            default: self.param_default(&sub),
            ty,
            limits: typed.limits,
            origin: origin.clone(),
        })
    }

    fn param_doc(&mut self, data: &ParameterData, sub: &Sub<'a>, limits: &Limits) -> Doc {
        let keywords = self.followed(sub).map(|(schema, origin)| Keywords::of(schema, &origin));
        let said = keywords.as_ref().and_then(|keywords| keywords.description).map(str::to_owned);
        let default = keywords.as_ref().and_then(|keywords| keywords.default);
        Doc {
            summary: None,
            description: data.description.clone().or(said),
            facts: facts(limits, default),
            deprecated: data.deprecated.unwrap_or_default(),
        }
    }

    fn param_default(&mut self, sub: &Sub<'a>) -> Option<serde_json::Value> {
        let (schema, origin) = self.followed(sub)?;
        Keywords::of(schema, &origin).default.cloned()
    }

    fn parameter_schema(
        &mut self,
        origin: &Pointer,
    ) -> Option<(ReferenceOr<&'a openapiv3::Schema>, Pointer)> {
        let origin = origin.key("schema");
        let target = self.input.follow(&origin)?;
        if target == origin {
            return Some((ReferenceOr::Item(self.input.schema(&target)?), target));
        }
        let reference = self.input.reference_at(&origin)?;
        Some((ReferenceOr::Reference { reference }, origin))
    }

    /// The type as a parameter: text where the document leaves it open; nothing where its parts
    /// have no form in a URL or header.
    pub(super) fn sendable(&self, ty: &TypeRef) -> Option<TypeRef> {
        self.sendable_within(ty, MAX_DEPTH)
    }

    /// The same, looking through no more than so many names and lists: an alias can lead to itself.
    fn sendable_within(&self, ty: &TypeRef, levels: usize) -> Option<TypeRef> {
        let levels = levels.checked_sub(1)?;
        match ty {
            TypeRef::Prim(_) => Some(ty.clone()),
            TypeRef::Json => Some(TypeRef::Prim(Prim::String)),
            TypeRef::List(item) => match self.sendable_within(item, levels)? {
                TypeRef::List(_) | TypeRef::Map(_) => None,
                item => Some(TypeRef::List(Box::new(item))),
            },
            TypeRef::OneOrMany(item) => self.sendable_within(&TypeRef::List(item.clone()), levels),
            TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => self.sendable_within(inner, levels),
            TypeRef::Map(value) => match self.sendable_within(value, levels)? {
                TypeRef::List(_) | TypeRef::Map(_) => None,
                value => Some(TypeRef::Map(Box::new(value))),
            },
            TypeRef::Named(id) => match &self.types.get(id.0)?.kind {
                TypeKind::Enum(_) => Some(ty.clone()),
                TypeKind::Alias(alias) => {
                    // The alias stays where it is already what is sent.
                    let sent = self.sendable_within(&alias.ty, levels)?;
                    Some(if sent == alias.ty { ty.clone() } else { sent })
                }
                TypeKind::Struct(_) | TypeKind::Union(_) => None,
            },
        }
    }
}

fn place(parameter: &Parameter) -> Place {
    match parameter {
        Parameter::Path { .. } => Place::Path,
        Parameter::Query { .. } => Place::Query,
        Parameter::Header { .. } => Place::Header,
        Parameter::Cookie { .. } => Place::Cookie,
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Form | Place::Part => "field",
    }
}

/// The style and whether elements are written one by one, with the defaults of OpenAPI.
fn style(parameter: &Parameter, explode: Option<bool>) -> (Style, bool) {
    let style = match parameter {
        Parameter::Path { style: PathStyle::Matrix, .. } => Style::Matrix,
        Parameter::Path { style: PathStyle::Label, .. } => Style::Label,
        Parameter::Path { style: PathStyle::Simple, .. }
        | Parameter::Header { style: HeaderStyle::Simple, .. } => Style::Simple,
        Parameter::Query { style: QueryStyle::Form, .. } | Parameter::Cookie { .. } => Style::Form,
        Parameter::Query { style: QueryStyle::SpaceDelimited, .. } => Style::SpaceDelimited,
        Parameter::Query { style: QueryStyle::PipeDelimited, .. } => Style::PipeDelimited,
        Parameter::Query { style: QueryStyle::DeepObject, .. } => Style::DeepObject,
    };
    (style, explode.unwrap_or(style == Style::Form))
}
