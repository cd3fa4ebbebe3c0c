//! Operations: what a path becomes.

use serde_json::Value;

use super::{AuthUse, Doc, Limits, Name, Paging, Prim, TypeRef};
use crate::source::Pointer;

/// The operations that share a tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The tag, and the name of the module.
    pub name: Name,
    /// What the document says of the tag.
    pub doc: Doc,
    /// In document order.
    pub operations: Vec<Operation>,
}

/// A method of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `wire` is the operationId, `ident` the method.
    pub name: Name,
    /// The name of the request type.
    pub type_ident: String,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands.
    pub origin: Pointer,
    /// The HTTP method.
    pub method: Method,
    /// The path template, as the document writes it.
    pub path: String,
    /// The parameters, those of the path first.
    pub params: Vec<Param>,
    /// What it sends as a whole.
    pub body: Option<Body>,
    /// The same in other media types.
    pub other_bodies: Vec<Body>,
    /// The body that is given field by field, by the parameters of the places [`Place::Form`] and
    /// [`Place::Part`].
    pub fields: Option<BodyFields>,
    /// What it answers, in document order.
    pub responses: Vec<Response>,
    /// The enum of what a successful call gives, where that depends on the status.
    pub outcomes: Option<Outcomes>,
    /// How its answers follow one another, where each is a page of many items.
    pub paging: Option<Paging>,
    /// Alternatives, each a set of schemes that are all needed. Empty: no authentication.
    pub auth: Vec<Vec<AuthUse>>,
    /// The server that is its own or its path's: an index into
    /// [`Api::own_servers`](super::Api::own_servers).
    pub server: Option<usize>,
}

impl Operation {
    /// The responses to a successful call: those for 2xx, or `default` where there are none.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        let named = self.responses.iter().any(|response| response.status.is_success());
        self.responses.iter().filter(move |response| match response.status {
            Status::Default => !named,
            status => status.is_success(),
        })
    }

    /// What a successful call gives: the type of the success responses, where they agree.
    pub fn success(&self) -> Success<'_> {
        let mut found = Success::Unit;
        for response in self.successes() {
            let Some(ty) = &response.ty else { continue };
            match found {
                Success::Unit => found = Success::Typed(ty, response.format),
                Success::Typed(first, format) if first == ty && format == response.format => {}
                _ => return Success::Mixed,
            }
        }
        found
    }

    /// The answers to a failed call that have a JSON body, single statuses before ranges and `default`, where there
    /// is more than one type of body; else none, as the type alone says all.
    pub fn failures(&self) -> Vec<&Response> {
        let successes: Vec<Status> = self.successes().map(|answer| answer.status).collect();
        let is_failure = |answer: &&Response| {
            answer.ty.is_some()
                && answer.format == Format::Json
                && !answer.status.is_success()
                && !successes.contains(&answer.status)
        };
        let mut failures: Vec<&Response> = self.responses.iter().filter(is_failure).collect();
        let first = failures.first().map(|answer| &answer.ty);
        if failures.iter().all(|answer| Some(&answer.ty) == first) {
            return Vec::new();
        }
        failures.sort_by_key(|answer| answer.status);
        failures
    }

    /// What the data of server-sent events holds, where an answer may be such.
    pub fn events(&self) -> Option<&TypeRef> {
        self.successes().find_map(|answer| answer.events.as_ref())
    }

    /// The body in each media type, the first of which is the usual one.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.body.iter().chain(&self.other_bodies)
    }

    /// The parameters, and the parts of bodies that have such of their own.
    pub fn inputs(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().chain(self.parts().flat_map(|parts| &parts.params))
    }

    /// The parts of bodies that are `multipart` beside other bodies.
    pub fn parts(&self) -> impl Iterator<Item = &BodyParts> {
        self.bodies().filter_map(|body| body.parts.as_ref())
    }

    /// The media type of the body in `multipart` that is given part by part, be it the only one or beside others.
    pub fn media_of_parts(&self) -> Option<&str> {
        let beside = self.bodies().find(|body| body.parts.is_some());
        let only = self.fields.as_ref().map(|fields| &*fields.content_type);
        let only = only.filter(|media| media.starts_with("multipart/"));
        beside.map(|body| &*body.content_type).or(only)
    }

    /// The types of what it sends.
    pub fn sends(&self) -> impl Iterator<Item = &TypeRef> {
        let params = self.inputs().map(|param| &param.ty);
        params.chain(self.bodies().map(|body| &body.ty))
    }

    /// The types of what it answers.
    pub fn answers(&self) -> impl Iterator<Item = &TypeRef> {
        self.responses.iter().flat_map(|answer| answer.ty.iter().chain(&answer.events))
    }

    /// The types of all that it names.
    pub fn uses(&self) -> impl Iterator<Item = &TypeRef> {
        self.sends().chain(self.answers())
    }

    /// Whether some successful calls give no body.
    pub fn may_be_empty(&self) -> bool {
        self.successes().any(|response| response.ty.is_none())
    }
}

/// See [`Operation::success`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Success<'a> {
    /// No success response has a body.
    Unit,
    /// All that have a body have this one.
    Typed(&'a TypeRef, Format),
    /// Several types.
    Mixed,
}

/// The enum of what a successful call gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// The name of the enum.
    pub ident: String,
    /// Its variants, those of single statuses first.
    pub variants: Vec<Outcome>,
}

/// What a successful call gives by one status, or by those of a range.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The variant.
    pub ident: String,
    /// By which statuses; never a status that another outcome before it has.
    pub status: Status,
    /// What the body holds.
    pub ty: Option<TypeRef>,
    /// The form of the body.
    pub format: Format,
    /// What the document says of it.
    pub doc: Doc,
}

/// The form of a body, by its media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON, under any name.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text of any kind, XML included.
    Text,
    /// Anything else.
    Bytes,
}

/// An HTTP method that a path can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
}

impl Method {
    /// The name as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
            Method::Trace => "TRACE",
        }
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// The name as it is sent, and the setter.
    pub name: Name,
    /// The type in [`needs`](crate::emit) that stands for this parameter while it is missing.
    pub marker: String,
    /// Where it is sent.
    pub place: Place,
    /// How a list or a map is written.
    pub style: Style,
    /// Whether the elements of a list or map are written one by one.
    pub explode: bool,
    /// Whether reserved characters of a query value stay as they are.
    pub allow_reserved: bool,
    /// The media type of a part, where the document or the type says one.
    pub media: Option<String>,
    /// How the value becomes text.
    pub written: Written,
    /// Whether a request cannot do without it.
    pub required: bool,
    /// What it takes.
    pub ty: TypeRef,
    /// What the schema demands beyond the type.
    pub limits: Limits,
    /// The value that is meant where none is sent.
    pub default: Option<Value>,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands.
    pub origin: Pointer,
}

/// How the value of a parameter becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// By its type: a text, or a list or map of texts.
    Plain,
    /// By its JSON: the items of a list, the members of an object.
    Tree,
    /// As JSON text.
    Json,
}

/// The part of a request that a parameter stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A segment of the path, or a part of one.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The `Cookie` header.
    Cookie,
    /// A field of a body that is a form.
    Form,
    /// A part of a `multipart` body.
    Part,
}

/// The forms that OpenAPI gives to the value of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;p=a,b`
    Matrix,
    /// `p=a&p=b`
    Form,
    /// `p=a%20b`
    SpaceDelimited,
    /// `p=a%7Cb`
    PipeDelimited,
    /// `p[key]=value`
    DeepObject,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The media type, as it is sent.
    pub content_type: String,
    /// The form that the media type asks for.
    pub format: Format,
    /// Whether a request cannot do without it.
    pub required: bool,
    /// What it holds.
    pub ty: TypeRef,
    /// What the document demands of it beyond its type, and beyond what is told of a definition.
    pub limits: Limits,
    /// The name of the setter that takes the whole body, and of the marker while it is missing.
    pub name: Name,
    /// The type that stands for the body while it is missing.
    pub marker: String,
    /// The setters of single members, by field number of the body's struct; empty where the body is
    /// given whole.
    pub setters: Vec<Setter>,
    /// Its fields that are written in another way than those of a form are, where it is one.
    pub encoding: Vec<Param>,
    /// Its parts by name, where it is `multipart` beside other bodies and its schema names them.
    pub parts: Option<BodyParts>,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands.
    pub origin: Pointer,
}

impl Body {
    /// Whether it is given as a model, and held to the limits of that.
    pub fn is_model(&self) -> bool {
        matches!(self.format, Format::Json | Format::Form)
    }

    /// Whether it is bytes that say themselves of which media type they are, since the document allows several.
    pub fn is_file(&self) -> bool {
        self.ty == TypeRef::Prim(Prim::File)
    }
}

/// A body that is given field by field.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyFields {
    /// The media type, as it is sent.
    pub content_type: String,
    /// Whether it is sent where no field is given.
    pub required: bool,
}

/// The parts of a body in `multipart`.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyParts {
    /// The type that gathers them.
    pub ident: String,
    /// The parts, whose place is [`Place::Part`].
    pub params: Vec<Param>,
}

/// The methods that give a member of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Setter {
    /// The one that takes a value.
    pub name: String,
    /// The one that makes it null, see [`Field::null`](super::Field::null).
    pub null: Option<String>,
}

/// An answer that the document describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// For which statuses.
    pub status: Status,
    /// The type of the body, if there is one.
    pub ty: Option<TypeRef>,
    /// The form of the body.
    pub format: Format,
    /// The media types that are asked for.
    pub accept: Vec<String>,
    /// What the data of its server-sent events holds, where it may be such: text as it is, or JSON.
    pub events: Option<TypeRef>,
    /// The names of the headers that come with it, in lower case, sorted.
    pub headers: Vec<String>,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands.
    pub origin: Pointer,
}

/// A header of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The name as it is sent, and the method that reads it.
    pub name: Name,
    /// What it holds: a number, a flag or a text, or a list of those.
    pub ty: TypeRef,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands first.
    pub origin: Pointer,
}

/// Which answers a response of the document describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX` is `Range(4)`.
    Range(u16),
    /// Every status that no other response is for.
    Default,
}

impl Status {
    /// Whether it is for successful calls only.
    pub fn is_success(self) -> bool {
        matches!(self, Status::Code(200..=299) | Status::Range(2))
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Status::Code(code) => write!(f, "{code}"),
            Status::Range(first) => write!(f, "{first}XX"),
            Status::Default => f.write_str("default"),
        }
    }
}
