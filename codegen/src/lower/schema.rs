//! What a schema is: one function for each shape.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::Lowerer;
use super::enumeration;
use super::facts::facts;
use super::keywords::{Additional, Keywords, Kind, Sub};
use super::text_format;
use crate::ir::{Doc, Field, Limits, Name, Presence, Prim, Rest, Struct, TypeKind, TypeRef};
use crate::names::{self, Scope};
use crate::source::Pointer;

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
    /// Whether null is a value of the schema: by itself, as one of its alternatives, or by what it
    /// is another name for.
    pub(super) fn admits_null(&mut self, keywords: &Keywords<'a>, depth: usize) -> bool {
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

    pub(super) fn is_nullable(&self, ty: &TypeRef) -> bool {
        matches!(ty, TypeRef::Named(id) if self.nullable.contains(id))
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
        if let Some(union) = self.hierarchy(keywords, name) {
            return Shape::Define(TypeKind::Union(union));
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
            ReferenceOr::Item(schema) => {
                let mut keywords = Keywords::of(schema, &sub.origin);
                for also in sub.also.iter().rev() {
                    if let ReferenceOr::Item(schema) = &also.schema {
                        keywords.absorb_words(&Keywords::of(schema, &also.origin));
                    }
                }
                Some(keywords)
            }
            ReferenceOr::Reference { .. } => None,
        };
        let default = keywords.as_ref().and_then(|keywords| keywords.default);
        let mut facts = facts(&typed.limits, default);
        let optional = if required { self.optional_in(sub) } else { None };
        facts.extend(optional.map(|missing| format!("Only {missing} may lack it.")));
        let required = required && optional.is_none();
        let doc = match &keywords {
            Some(keywords) => doc(keywords, facts),
            None => Doc { facts, ..self.referred_doc(&typed.ty) },
        };
        Field {
            name,
            presence: Presence { required, nullable: typed.nullable },
            null: None,
            constant: None,
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
