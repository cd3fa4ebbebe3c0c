//! Which type stands for which schema: for one that is referred to, for one that stands where it is used,
//! and for one that is met again within itself.

use std::ptr;

use openapiv3::{ReferenceOr, Schema};

use super::facts::facts;
use super::keywords::{Keywords, Sub};
use super::schema::{MAX_DEPTH, Shape, Typed, doc};
use super::{Begun, Lowerer};
use crate::diagnostic::Code;
use crate::ir::{Alias, Limits, Name, TypeDef, TypeId, TypeKind, TypeRef, Usage};
use crate::names;
use crate::source::Pointer;

/// The most arguments a constructor takes; with more, their places would be mistaken.
pub(super) const MOST_ARGUMENTS: usize = 7;

impl<'a> Lowerer<'a, '_> {
    /// The type of a schema or of what it refers to. `name` is what a type defined here is called.
    pub(crate) fn typed(&mut self, sub: &Sub<'a>, name: &str) -> Typed {
        match &sub.schema {
            ReferenceOr::Reference { reference } => self.referred(&sub.origin, reference),
            ReferenceOr::Item(schema) => self.shared(schema, sub, name),
        }
    }

    /// The type of a schema that stands where it is used. Several uses of one place, as of a member that is
    /// inherited or of an answer under `components`, share the type that is defined there.
    fn shared(&mut self, schema: &'a Schema, sub: &Sub<'a>, name: &str) -> Typed {
        let origin = &sub.origin;
        // Beside other parts of an `allOf` it is another type than by itself.
        let place = sub.also.iter().fold(origin.clone(), |at, also| at.key(also.origin.as_str()));
        if let Some((known, typed)) = self.inlined.get(&place)
            && ptr::eq(*known, schema)
        {
            return typed.clone();
        }
        let Some(said) = self.said(sub) else { return Typed::plain(TypeRef::Json) };
        let before = self.types.len();
        let typed = if has_parts(schema) {
            if let Some(at) = self.begun.iter().rposition(|begun| ptr::eq(begun.schema, schema)) {
                return self.met_again(at, origin);
            }
            self.begun.push(Begun { schema, name: name.to_owned(), id: None });
            let typed = self.inline(said, name);
            let met = self.begun.pop().and_then(|begun| begun.id);
            if let Some(id) = met.filter(|id| typed.ty != TypeRef::Named(*id)) {
                // No definition came of it, so that what it is has another name.
                let (ty, nullable) = (typed.ty.clone(), typed.nullable);
                self.fill(id, TypeKind::Alias(Alias { ty, nullable }));
            }
            typed
        } else {
            self.inline(said, name)
        };
        if self.types.len() > before {
            self.inlined.insert(place, (schema, typed.clone()));
        }
        typed
    }

    /// The type of a schema within itself: an `allOf` that refines what it stands in has no other end.
    fn met_again(&mut self, at: usize, origin: &Pointer) -> Typed {
        let Begun { schema, name, id } = &self.begun[at];
        let (keywords, name, known) = (Keywords::of(schema, origin), name.clone(), *id);
        let keywords = self.merged(keywords);
        let id = known.unwrap_or_else(|| {
            let id = self.reserve_as(&keywords, &name);
            self.begun[at].id = Some(id);
            id
        });
        let nullable = self.admits_null(&keywords, 0);
        Typed { ty: TypeRef::Named(id), nullable, limits: Limits::default() }
    }

    fn referred(&mut self, origin: &Pointer, reference: &str) -> Typed {
        let Some(target) = self.input.target(origin, reference) else {
            return Typed::plain(TypeRef::Json);
        };
        match self.named(&target) {
            Some(id) => Typed {
                ty: TypeRef::Named(id),
                nullable: self.nullable.contains(&id),
                limits: self.limits.get(&id).cloned().unwrap_or_default(),
            },
            None => Typed::plain(TypeRef::Json),
        }
    }

    /// The type that stands for the schema at `target`.
    ///
    /// Its body is lowered by [`finish`](Self::finish): a chain of references, however long, must not
    /// become a chain of calls. What a use of the type needs to know is known at once.
    pub(super) fn named(&mut self, target: &Pointer) -> Option<TypeId> {
        if let Some(id) = self.by_origin.get(target) {
            return Some(*id);
        }
        let schema = self.input.schema(target)?;
        let wire = self.wire_name(target);
        let ident = match self.component_idents.get(target) {
            Some(ident) => ident.clone(),
            None => self.type_names.claim(&names::type_ident(&wire)),
        };
        let keywords = Keywords::of(schema, target);
        let id = self.reserve(Name { wire, ident }, target, &keywords);
        self.by_origin.insert(target.clone(), id);
        // What belongs to a hierarchy has members of its own, and is no other name of its base.
        let keywords = if self.is_in_hierarchy(target) {
            self.flattened(keywords, &mut Vec::new())
        } else {
            self.merged(keywords)
        };
        if self.admits_null(&keywords, 0) {
            self.nullable.insert(id);
        }
        let limits = self.value_limits(&keywords);
        self.limits.insert(id, limits);
        self.open.push_back((id, keywords));
        Some(id)
    }

    /// Lowers the bodies of all types that were named so far, and of those that they name.
    pub(super) fn finish(&mut self) {
        while let Some((id, keywords)) = self.open.pop_front() {
            let Some(name) = self.types.get(id.0).map(|def| def.name.ident.clone()) else {
                continue;
            };
            let kind = match self.shape(&keywords, &name) {
                Shape::Define(kind) => kind,
                Shape::Use(ty) => TypeKind::Alias(Alias {
                    nullable: self.nullable.contains(&id) || self.is_nullable(&ty),
                    ty,
                }),
            };
            self.fill(id, kind);
            self.schema_example(&keywords.origin);
        }
    }

    /// A definition without its body, so that a schema can refer to itself.
    fn reserve(&mut self, name: Name, origin: &Pointer, keywords: &Keywords<'_>) -> TypeId {
        let id = TypeId(self.types.len());
        let placeholder = Alias { ty: TypeRef::Json, nullable: false };
        self.types.push(TypeDef {
            name,
            doc: doc(keywords, Vec::new()),
            origin: origin.clone(),
            usage: Usage::default(),
            limits: Limits::default(),
            kind: TypeKind::Alias(placeholder),
        });
        id
    }

    fn fill(&mut self, id: TypeId, mut kind: TypeKind) {
        if let TypeKind::Struct(body) = &mut kind {
            let required = body.fields.iter().filter(|field| !field.presence.is_option()).count();
            if required > MOST_ARGUMENTS {
                let wanted = format!("{}Required", self.types[id.0].name.ident);
                body.holder = Some(self.type_names.claim(&wanted));
            }
        }
        if let TypeKind::Alias(alias) = &kind {
            let limits = self.limits.get(&id).cloned().unwrap_or_default();
            self.types[id.0].doc.facts = facts(&limits, None);
            if alias.nullable {
                self.nullable.insert(id);
            }
        }
        self.types[id.0].limits = self.limits.get(&id).cloned().unwrap_or_default();
        self.types[id.0].kind = kind;
    }

    /// The type of a schema that stands where it is used.
    fn inline(&mut self, keywords: Keywords<'a>, name: &str) -> Typed {
        if self.depth >= MAX_DEPTH {
            self.report(
                Code::UnsupportedSchema,
                &keywords.origin,
                "this schema nests too deeply",
                "give an inner schema a name under `components/schemas`",
            );
            return Typed::plain(TypeRef::Json);
        }
        self.depth += 1;
        let own = keywords.origin.clone();
        // Reading takes `example: null` for none.
        let shows_null = keywords.nullable && self.input.value(&own.key("example")).is_some();
        let shown = keywords.example.is_some() || shows_null;
        let has_default = keywords.default.is_some();
        let words = keywords.words.clone();
        let keywords = self.merged(keywords);
        let nullable = self.admits_null(&keywords, 0);
        let typed = match self.shape(&keywords, name) {
            Shape::Use(ty) => {
                let alias = match &ty {
                    TypeRef::Named(id) => self.limits.get(id).cloned().unwrap_or_default(),
                    _ => Limits::default(),
                };
                let mut limits = self.value_limits(&keywords);
                limits.absorb(alias);
                Typed { nullable: nullable || self.is_nullable(&ty), ty, limits }
            }
            Shape::Define(kind) => {
                let ty = self.define(&keywords, kind, name);
                // The definition has them.
                Typed { ty, nullable, limits: Limits::default() }
            }
        };
        self.depth -= 1;
        if shown {
            self.illustrations(&own, &typed);
        }
        if has_default {
            self.default_of(&own, &typed);
        }
        for origin in words {
            self.illustrations(&origin, &typed);
            self.default_of(&origin, &typed);
        }
        typed
    }

    /// Room for a definition under this name, or one like it that is free.
    fn reserve_as(&mut self, keywords: &Keywords<'a>, name: &str) -> TypeId {
        let ident = self.type_names.claim(&names::free_type(name));
        let wire = keywords.title.map_or_else(|| ident.clone(), str::to_owned);
        self.reserve(Name { wire, ident }, &keywords.origin, keywords)
    }

    fn define(&mut self, keywords: &Keywords<'a>, kind: TypeKind, name: &str) -> TypeRef {
        let met = self.begun.last().and_then(|begun| begun.id);
        let met = met.filter(|id| self.types[id.0].origin == keywords.origin);
        let id = met.unwrap_or_else(|| self.reserve_as(keywords, name));
        let limits = self.value_limits(keywords);
        self.limits.insert(id, limits);
        self.fill(id, kind);
        TypeRef::Named(id)
    }

    /// The type of keywords that were put together here, defined under `name` where it wants one.
    pub(crate) fn define_inline(&mut self, keywords: &Keywords<'a>, name: &str) -> TypeRef {
        match self.shape(keywords, name) {
            Shape::Use(ty) => ty,
            Shape::Define(kind) => self.define(keywords, kind, name),
        }
    }
}

/// Whether a schema has parts, so that it may be met again within itself.
fn has_parts(schema: &Schema) -> bool {
    use openapiv3::{SchemaKind, Type};

    !matches!(
        schema.schema_kind,
        SchemaKind::Type(Type::String(_) | Type::Number(_) | Type::Integer(_) | Type::Boolean(_))
    )
}
