//! What the generator knows of an operation before any call: static tables, read by [`Call`](super::Call).

use reqwest::Method;

use super::auth::Scheme;
use super::server::Server;
use super::{Limit, SharedLimits};

/// An operation of the API as the document describes it.
///
/// Generated code has one `static` of it for each operation; nothing in it depends on a call.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId` of the document. Errors name it.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path under the base URL, with `{name}` where a path parameter stands.
    pub path: &'static str,
    /// The parameters; [`Call::set`](super::Call::set) counts them from 0 in this order.
    pub params: &'static [Param],
    /// Alternatives, each a list of schemes that are all needed. Empty: no credential is sent.
    pub security: &'static [&'static [&'static Scheme]],
    /// The `Accept` header; empty leaves it out.
    pub accept: &'static str,
    /// The `Content-Type` of the body, sent only together with one; empty where there is none. Where it is
    /// that of a form or `multipart`, the parameters of [`Place::Form`] and [`Place::Part`] make the body.
    pub content_type: &'static str,
    /// Whether such a body is sent where none of them has a value.
    pub sends_always: bool,
    /// Its own server, which is called unless the client was given a base URL for all.
    pub server: Option<&'static Server>,
    /// What the document demands of a JSON body beyond its type, or of a form where there is none.
    pub limits: Option<&'static SharedLimits>,
}

/// A parameter: its name, its place in the request and the form its value takes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// The name as it is sent.
    pub name: &'static str,
    /// Where it is sent.
    pub place: Place,
    /// How a list or an object is written.
    pub style: Style,
    /// Whether each element of a list or an object is written as a parameter of its own.
    pub explode: bool,
    /// Whether a query value may keep the reserved characters of RFC 3986 unencoded.
    pub allow_reserved: bool,
    /// The media type of a part of a `multipart` body; empty for that of the value. A field of a form that is given
    /// as a whole is written as JSON where it has one.
    pub media: &'static str,
    /// What the document demands of a value beyond its type.
    pub limits: &'static [Limit],
    /// Whether a request cannot do without it.
    pub is_required: bool,
}

/// The part of a request that a parameter stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A segment of the path, or a part of one.
    Path,
    /// The query.
    Query,
    /// A header of its own.
    Header,
    /// The `Cookie` header.
    Cookie,
    /// A field of a body that is a form, written as in a query.
    Form,
    /// A part of a `multipart` body.
    Part,
}

impl Place {
    /// All places, in the order in which a call shows them.
    pub(super) const ALL: [Self; 6] =
        [Self::Path, Self::Query, Self::Header, Self::Cookie, Self::Form, Self::Part];
}

/// The forms that a value can take; the examples are of `p` with the list `a`, `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `a,b`, in a path or header.
    Simple,
    /// `.a,b` or exploded `.a.b`, in a path.
    Label,
    /// `;p=a,b` or exploded `;p=a;p=b`, in a path.
    Matrix,
    /// `p=a,b` or exploded `p=a&p=b`, in a query or cookie.
    Form,
    /// `p=a%20b`, in a query.
    SpaceDelimited,
    /// `p=a%7Cb`, in a query.
    PipeDelimited,
    /// `p[key]=value` for each member of an object, in a query.
    DeepObject,
}

impl Param {
    /// A path parameter in the style `simple`, not exploded.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Place::Path, Style::Simple, false)
    }

    /// A query parameter in the style `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, Place::Query, Style::Form, true)
    }

    /// A header parameter in the style `simple`, not exploded.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, Place::Header, Style::Simple, false)
    }

    /// A cookie parameter in the style `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, Place::Cookie, Style::Form, true)
    }

    /// A field of a form in the style `form`, exploded.
    pub const fn form(name: &'static str) -> Self {
        Self::new(name, Place::Form, Style::Form, true)
    }

    /// A part of a `multipart` body. Each item of a list is a part of its own.
    pub const fn part(name: &'static str) -> Self {
        Self::new(name, Place::Part, Style::Form, true)
    }

    /// The same part with a media type.
    #[must_use]
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    /// The same parameter in another style. It leaves `explode` as it is.
    #[must_use]
    pub const fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same parameter, its elements written one by one or together.
    #[must_use]
    pub const fn exploded(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// The same parameter with `allowReserved` on or off. Only a query parameter heeds it.
    #[must_use]
    pub const fn reserved(mut self, allow_reserved: bool) -> Self {
        self.allow_reserved = allow_reserved;
        self
    }

    /// The same parameter with what the document demands of its values.
    #[must_use]
    pub const fn limited(mut self, limits: &'static [Limit]) -> Self {
        self.limits = limits;
        self
    }

    /// The same parameter, which a request cannot do without. One of the path is required as it is.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    const fn new(name: &'static str, place: Place, style: Style, explode: bool) -> Self {
        Self {
            name,
            place,
            style,
            explode,
            allow_reserved: false,
            media: "",
            limits: &[],
            is_required: matches!(place, Place::Path),
        }
    }
}
