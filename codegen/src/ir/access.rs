//! Where the API is, and how calls are authenticated.

use super::{Doc, Name, Place, TypeId};
use crate::source::Pointer;

/// A place where the API is.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The static that describes it.
    pub ident: String,
    /// The URL template as the document writes it.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The parts in braces, in the order in which they stand in the URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Whether the URL says by itself where the server is.
    pub fn is_absolute(&self) -> bool {
        self.url.contains("://") || self.url.starts_with('{')
    }
}

/// A part of a server's URL that the caller fills in.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// The name in braces, and the argument.
    pub name: Name,
    /// The value where none is given.
    pub default: String,
    /// The enum of the values, where the document lists them.
    pub ty: Option<TypeId>,
    /// Whether it is part of the host: such a variable has no sensible default.
    pub in_host: bool,
    /// What the document says of it.
    pub doc: Doc,
}

/// A way in which a call is authenticated.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthScheme {
    /// `ident` is the setter of the client's builder.
    pub name: Name,
    /// The static that describes it.
    pub static_ident: String,
    /// How the credential is sent.
    pub kind: AuthKind,
    /// How the client gets the credential by itself, where the document describes such a way.
    pub tokens: Option<Tokens>,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands.
    pub origin: Pointer,
}

/// Tokens of OAuth 2.0 that a client gets in its own name, by the flow `clientCredentials`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The setter of the client's builder.
    pub ident: String,
    /// Where they come from.
    pub url: String,
    /// The scopes that operations name, in the order of the document. Those with a placeholder are not
    /// among them: what stands for it is the caller's to say.
    pub scopes: Vec<String>,
}

/// How a credential is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthKind {
    /// As the value of a header, query parameter or cookie.
    ApiKey {
        /// Header, query or cookie.
        place: Place,
        /// The name of the header, parameter or cookie.
        name: String,
    },
    /// User and password in the `Authorization` header.
    Basic,
    /// A token in the `Authorization` header.
    Bearer,
}

/// Index into [`Api::auth`](super::Api::auth).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthUse(pub usize);
