//! The API as plain data: no OpenAPI types, no tokens.
//!
//! Everything that emission needs is decided here. A [`Name`] holds both the name on the wire and
//! the Rust identifier; an `origin` is the place in the document that something comes from, so that
//! whatever is said about a Rust item can name its line.

mod access;
mod operation;
mod paging;
mod types;

pub use access::*;
pub use operation::*;
pub use paging::*;
pub use types::*;

use crate::source::Pointer;

/// A whole API: what one generated crate contains.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// Title, version and prose.
    pub info: Info,
    /// The servers in document order; the first is the one a client calls by default.
    pub servers: Vec<Server>,
    /// The servers of single paths and operations, each once.
    pub own_servers: Vec<Server>,
    /// The security schemes; [`AuthUse`] counts them.
    pub auth: Vec<AuthScheme>,
    /// All types, in the order in which the document leads to them.
    pub types: Vec<TypeDef>,
    /// The operations by tag, in document order.
    pub groups: Vec<Group>,
    /// The headers of answers, each once.
    pub headers: Vec<Header>,
    /// The payloads that the document shows; each becomes a golden test.
    pub examples: Vec<Example>,
    /// The examples of parts of payloads, of parameters and of headers; those whose name is the same become
    /// one golden test.
    pub parts: Vec<Example>,
}

impl Api {
    /// The definition that `id` refers to.
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// `ty` with aliases replaced by what they stand for.
    pub fn resolve<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut ty = ty;
        // An alias never leads back to itself (lowering sees to it), so this ends.
        while let TypeRef::Named(id) = ty {
            match &self.type_def(*id).kind {
                TypeKind::Alias(alias) => ty = &alias.ty,
                _ => break,
            }
        }
        ty
    }

    /// Whether a value of `ty` by itself is integers outside of any object, which would keep how they are
    /// spelled: one of them, or a list or map.
    pub fn is_bare_integers(&self, ty: &TypeRef) -> bool {
        /// More than any document that people write has aliases of aliases, and lists of lists.
        const MOST_STEPS: usize = 64;
        let mut ty = ty;
        for _ in 0..MOST_STEPS {
            ty = match ty {
                TypeRef::Prim(prim) => return prim.is_integer(),
                TypeRef::List(inner)
                | TypeRef::Map(inner)
                | TypeRef::OneOrMany(inner)
                | TypeRef::Boxed(inner)
                | TypeRef::Nullable(inner) => inner,
                TypeRef::Named(id) => match &self.type_def(*id).kind {
                    TypeKind::Alias(alias) => &alias.ty,
                    _ => return false,
                },
                TypeRef::Json => return false,
            }
        }
        false
    }

    /// The struct that `ty` is, where it is one.
    pub fn as_struct(&self, ty: &TypeRef) -> Option<&Struct> {
        match self.resolve(ty) {
            TypeRef::Named(id) => match &self.type_def(*id).kind {
                TypeKind::Struct(body) => Some(body),
                _ => None,
            },
            TypeRef::Boxed(inner) => self.as_struct(inner),
            _ => None,
        }
    }

    /// All operations, in document order within their group.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.groups.iter().flat_map(|group| &group.operations)
    }
}

/// Title, version and prose of the document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Info {
    /// The name of the API.
    pub title: String,
    /// The version of the document, which is not that of OpenAPI.
    pub version: String,
    /// Prose, as CommonMark.
    pub description: Option<String>,
    /// The SPDX name of the licence of the document's API, as the document writes it.
    pub license: Option<String>,
}

/// A name on the wire and the Rust identifier that stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name as it is sent, or as the document writes it.
    pub wire: String,
    /// The Rust identifier, unique where it is used.
    pub ident: String,
}

/// What the document says about a thing in words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doc {
    /// A line that says what the thing is.
    pub summary: Option<String>,
    /// Prose, as CommonMark.
    pub description: Option<String>,
    /// One line a limit, unit or default: what the schema says beside its type.
    pub facts: Vec<String>,
    /// Whether the document advises against it.
    pub deprecated: bool,
}

/// A payload that the document shows for a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// A name for the test, unique within the API: operation, place and key of the example.
    pub name: String,
    /// What it is a value of.
    pub ty: TypeRef,
    /// JSON text as the document or its file has it.
    pub text: String,
    /// Where it stands.
    pub origin: Pointer,
    /// Whether its type takes it.
    pub fit: Fit,
    /// Where its type refuses it, as errors say it: the path, empty for the value as a whole.
    pub refused: Option<String>,
    /// Whether it has an integer outside of any object that is spelled otherwise than integers are, as `5.0`.
    pub respelled: bool,
}

/// How a payload of the document stands to its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// The schema knows all of it.
    Whole,
    /// It decodes, and something in it drifts from the schema: an unknown key, a value that does not
    /// fit an optional member.
    Drifts,
    /// It lacks or contradicts something required, so that it cannot decode.
    Rejected,
}
