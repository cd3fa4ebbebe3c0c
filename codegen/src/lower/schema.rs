//! Schemas to types: one function for each shape.

use std::ptr;

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::enumeration;
use super::facts::facts;
use super::keywords::{Additional, Keywords, Kind, Sub};
use super::text_format;
use super::{Begun, Lowerer};
use crate::diagnostic::Code;
use crate::ir::{
    Alias, Doc, Field, Limits, Name, Presence, Prim, Rest, Struct, TypeDef, TypeId, TypeKind,
    TypeRef, Usage,
};
use crate::names::{self, Scope};
use crate::source::Pointer;

/// The most arguments a constructor takes; with more, their places would be mistaken.
const MOST_ARGUMENTS: usize = 7;

/// How deep schemas may nest inline, beyond any document that people write.
pub(super) const MAX_DEPTH: usize = 64;

/// The use of a type, with what the schema says of the value beside its type.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    pub ty: TypeRef,
    pub nullable: bool,
    pub limits: Limits,
}

impl Typed {
    pub(super) fn plain(ty: TypeRef) -> Self {
        Self { ty, nullable: false, limits: Limits::default() }
    }

    /// The values of a field.
    pub(super) fn of_field(field: &Field) -> Self {
        let nullable = field.presence.nullable;
        Self { ty: field.ty.clone(), nullable, limits: field.limits.clone() }
    }

    /// The type of an element: null has its place inside.
    pub(crate) fn element(self) -> TypeRef {
        if self.nullable && self.ty != TypeRef::Json {
            TypeRef::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// What a schema turns out to be: a definition that wants a name, or a use of other types.
pub(crate) enum Shape {
    Define(TypeKind),
    Use(TypeRef),
}

impl<'a> Lowerer<'a, '_> {
    /// The type of a schema or of what it refers to. `name` is what a type defined here is called.
    pub(crate) fn typed(&mut self, sub: &Sub<'a>, name: &str) -> Typed {
        match &sub.schema {
            ReferenceOr::Reference { reference } => self.referred(&sub.origin, reference),
            ReferenceOr::Item(schema) => self.shared(schema, &sub.origin, name),
        }
    }

    /// The type of a schema that stands where it is used. Several uses of one place, as of a member that is
    /// inherited or of an answer under `components`, share the type that is defined there.
    fn shared(&mut self, schema: &'a Schema, origin: &Pointer, name: &str) -> Typed {
        if let Some((known, typed)) = self.inlined.get(origin)
            && ptr::eq(*known, schema)
        {
            return typed.clone();
        }
        let before = self.types.len();
        let typed = if has_parts(schema) {
            if let Some(at) = self.begun.iter().rposition(|begun| ptr::eq(begun.schema, schema)) {
                return self.met_again(at, origin);
            }
            self.begun.push(Begun { schema, name: name.to_owned(), id: None });
            let typed = self.inline(Keywords::of(schema, origin), name);
            let met = self.begun.pop().and_then(|begun| begun.id);
            if let Some(id) = met.filter(|id| typed.ty != TypeRef::Named(*id)) {
                // No definition came of it, so that what it is has another name.
                let (ty, nullable) = (typed.ty.clone(), typed.nullable);
                self.fill(id, TypeKind::Alias(Alias { ty, nullable }));
            }
            typed
        } else {
            self.inline(Keywords::of(schema, origin), name)
        };
        if self.types.len() > before {
            self.inlined.insert(origin.clone(), (schema, typed.clone()));
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
        let keywords = self.merged(keywords);
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

    /// Whether null is a value of the schema: by itself, as one of its alternatives, or by what it
    /// is another name for.
    fn admits_null(&mut self, keywords: &Keywords<'a>, depth: usize) -> bool {
        if keywords.nullable || keywords.enumeration.contains(&Value::Null) {
            return true;
        }
        let named = keywords.all_of.first().filter(|_| keywords.all_of.len() == 1 && depth < 16);
        if let Some((schema, origin)) = named.and_then(|sub| self.followed(sub)) {
            let inner = self.merged(Keywords::of(schema, &origin));
            return self.admits_null(&inner, depth + 1);
        }
        let alternatives: Vec<Sub<'a>> =
            keywords.one_of.iter().chain(&keywords.any_of).cloned().collect();
        alternatives.iter().any(|sub| {
            let followed = self.followed(sub);
            followed.is_some_and(|(schema, origin)| {
                let alternative = Keywords::of(schema, &origin);
                alternative.nullable || alternative.enumeration.contains(&Value::Null)
            })
        })
    }

    /// The name of what stands at a place: its key, or the name of a file that is it as a whole.
    pub(super) fn wire_name(&self, target: &Pointer) -> String {
        let of_file = || file_stem(self.input.file_name(target.file())).to_owned();
        target.last().unwrap_or_else(of_file)
    }

    fn is_nullable(&self, ty: &TypeRef) -> bool {
        matches!(ty, TypeRef::Named(id) if self.nullable.contains(id))
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

    /// What the schema demands beyond the type, where it has but one alternative to null also by that.
    pub(super) fn value_limits(&mut self, keywords: &Keywords<'a>) -> Limits {
        let mut limits = Limits { items: self.item_limits(keywords, 0), ..keywords.limits.clone() };
        let subs = if keywords.one_of.is_empty() { &keywords.any_of } else { &keywords.one_of };
        let mut valued = Vec::new();
        for sub in subs.clone() {
            if let Some((schema, origin)) = self.followed(&sub) {
                let alternative = Keywords::of(schema, &origin);
                if !super::union::is_null(&alternative) {
                    valued.push((sub, alternative));
                }
            }
        }
        if let [(Sub { schema: ReferenceOr::Item(_), .. }, only)] = valued.as_slice() {
            limits.absorb(Limits { items: self.item_limits(only, 0), ..only.limits.clone() });
        }
        limits
    }

    /// The limits of a list's items or a map's values. Those of a schema with a name stand there.
    fn item_limits(&mut self, keywords: &Keywords<'a>, depth: usize) -> Option<Box<Limits>> {
        let sub = match (&keywords.items, &keywords.additional) {
            (Some(items), _) => items,
            (None, Additional::Schema(values)) => values,
            _ => return None,
        };
        let (schema, origin) = self.followed(sub)?;
        let inner = Keywords::of(schema, &origin);
        let named = matches!(sub.schema, ReferenceOr::Reference { .. });
        let items =
            if named || depth > MAX_DEPTH { None } else { self.item_limits(&inner, depth + 1) };
        let limits = Limits { items, ..inner.limits };
        (limits != Limits::default()).then(|| Box::new(limits))
    }

    /// What the schema is. Inline types within it are named after `name`.
    pub(crate) fn shape(&mut self, keywords: &Keywords<'a>, name: &str) -> Shape {
        if let Some(ty) = self.wrapped_reference(keywords) {
            return Shape::Use(ty);
        }
        if let Some(shape) = self.union_shape(keywords, name) {
            return shape;
        }
        if !keywords.enumeration.is_empty() {
            return enumeration::shape(keywords);
        }
        if keywords.is_object() {
            return self.object(keywords, name);
        }
        Shape::Use(match keywords.kind {
            Some(Kind::Array) => self.list(keywords, name),
            None if keywords.items.is_some() => self.list(keywords, name),
            Some(kind) => TypeRef::Prim(prim(kind, keywords)),
            None => TypeRef::Json,
        })
    }

    /// `allOf` with one reference and nothing beside it but words: the type referred to.
    fn wrapped_reference(&mut self, keywords: &Keywords<'a>) -> Option<TypeRef> {
        let [only] = keywords.all_of.as_slice() else {
            return None;
        };
        Some(self.typed(only, "").ty)
    }

    fn list(&mut self, keywords: &Keywords<'a>, name: &str) -> TypeRef {
        let item = match &keywords.items {
            Some(items) => self.typed(items, &format!("{name}Item")).element(),
            None => TypeRef::Json,
        };
        TypeRef::List(Box::new(item))
    }

    /// A struct where members are named, a map where they are not.
    fn object(&mut self, keywords: &Keywords<'a>, name: &str) -> Shape {
        if keywords.properties.is_empty() && !matches!(keywords.additional, Additional::Forbidden) {
            let value = match &keywords.additional {
                Additional::Schema(values) => self.typed(values, &format!("{name}Value")).element(),
                _ => TypeRef::Json,
            };
            return Shape::Use(TypeRef::Map(Box::new(value)));
        }
        Shape::Define(TypeKind::Struct(self.structure(keywords, name)))
    }

    /// The struct of the named members.
    pub(crate) fn structure(&mut self, keywords: &Keywords<'a>, name: &str) -> Struct {
        let (mut scope, mut nulls) = (Scope::default(), Scope::default());
        let properties: IndexMap<&str, Sub<'a>> = keywords.properties.clone();
        let mut fields = Vec::with_capacity(properties.len());
        for (wire, sub) in &properties {
            let ident = scope.claim(&names::field_ident(wire));
            let typed = self.typed(sub, &member_name(self.declaring(sub).unwrap_or(name), wire));
            let required = keywords.required.contains(wire);
            let null =
                (typed.nullable && !required).then(|| nulls.claim(&names::null_ident(&ident)));
            let name = Name { wire: (*wire).to_owned(), ident };
            let field = self.field(name, typed, required, sub);
            fields.push(Field { null, ..field });
        }
        let rest = match &keywords.additional {
            Additional::Schema(values) => {
                let typed = self.typed(values, &format!("{name}Value"));
                let limits = typed.limits.clone();
                let ty = typed.element();
                // A map of anything adds nothing to what is kept of unknown members anyway.
                (ty != TypeRef::Json).then(|| Rest {
                    name: Name { wire: String::new(), ident: scope.claim("additional_properties") },
                    ty,
                    limits: Box::new(limits),
                })
            }
            _ => None,
        };
        Struct {
            fields,
            rest,
            closed: matches!(keywords.additional, Additional::Forbidden),
            holder: None,
        }
    }

    /// The component that declares a member, by itself or in its `allOf`. Who inherits the member calls what is
    /// within it by that name, whoever comes first.
    fn declaring(&self, member: &Sub<'_>) -> Option<&str> {
        let mut holder = member.origin.parent()?.parent()?;
        loop {
            if let Some(ident) = self.component_idents.get(&holder) {
                return Some(ident);
            }
            let parts = holder.parent().filter(|parts| parts.last().as_deref() == Some("allOf"))?;
            holder = parts.parent()?;
        }
    }

    fn field(&mut self, name: Name, typed: Typed, required: bool, sub: &Sub<'a>) -> Field {
        let keywords = match &sub.schema {
            ReferenceOr::Item(schema) => Some(Keywords::of(schema, &sub.origin)),
            ReferenceOr::Reference { .. } => None,
        };
        let default = keywords.as_ref().and_then(|keywords| keywords.default);
        let facts = facts(&typed.limits, default);
        let doc = match &keywords {
            Some(keywords) => doc(keywords, facts),
            None => Doc { facts, ..self.referred_doc(&typed.ty) },
        };
        Field {
            name,
            presence: Presence { required, nullable: typed.nullable },
            null: None,
            limits: typed.limits,
            default: default.cloned(),
            ty: typed.ty,
            doc,
            origin: sub.origin.clone(),
        }
    }

    /// The first paragraph of a type's description: a member that is only a reference has no words
    /// of its own.
    fn referred_doc(&self, ty: &TypeRef) -> Doc {
        let TypeRef::Named(id) = ty else {
            return Doc::default();
        };
        let described = self.types[id.0].doc.description.as_deref();
        let first = described.and_then(|text| text.split("\n\n").next());
        Doc {
            description: first.map(str::to_owned),
            deprecated: self.types[id.0].doc.deprecated,
            ..Doc::default()
        }
    }
}

/// The words of a schema.
pub(super) fn doc(keywords: &Keywords<'_>, facts: Vec<String>) -> Doc {
    Doc {
        summary: keywords.title.map(str::to_owned),
        description: keywords.description.map(str::to_owned),
        facts,
        deprecated: keywords.deprecated,
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

/// The name of a file, without its folder and what tells its kind.
pub(super) fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("Document")
}

/// The name of a type that a member of `parent` defines, without saying the same word twice.
pub(super) fn member_name(parent: &str, wire: &str) -> String {
    let member = names::type_ident(wire);
    let repeated = member.len() > parent.len()
        && member.starts_with(parent)
        && member[parent.len()..].starts_with(char::is_uppercase);
    if repeated { member } else { format!("{parent}{member}") }
}

pub(super) fn prim(kind: Kind, keywords: &Keywords<'_>) -> Prim {
    // Of the formats of a number, the one that refines the others comes first.
    let format = keywords.formats.first().map(String::as_str);
    match (kind, format) {
        (Kind::Integer, Some("unixtime")) => Prim::UnixTime,
        (Kind::Integer, Some("int32")) => Prim::I32,
        (Kind::Integer, Some("uint32")) => Prim::U32,
        (Kind::Integer, Some("uint64" | "uint")) => Prim::U64,
        (Kind::Integer, _) => Prim::I64,
        (Kind::Number, _) => Prim::Number,
        (Kind::Boolean, _) => Prim::Bool,
        // Objects and arrays have been dealt with before.
        (Kind::String | Kind::Object | Kind::Array, _) => text_format::prim(&keywords.formats),
    }
}
