//! `oneOf` and `anyOf`: the shapes that are simpler than a union, and what tells its alternatives apart.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::Lowerer;
use super::dispatch::dispatch;
use super::keywords::{Keywords, Kind, Sub};
use super::schema::{Shape, doc, file_stem, prim};
use super::tags::Tags;
use crate::diagnostic::Code;
use crate::ir::{Enum, JsonKind, Limits, Prim, Test, TypeKind, TypeRef, Union, Variant};
use crate::names::{self, Scope};
use crate::source::{FileId, Pointer};

/// An alternative, seen from outside: enough to tell it from the others.
pub(super) struct Alternative<'a> {
    pub(super) sub: Sub<'a>,
    /// Where its schema stands, after references, also of one that has words beside it.
    pub(super) target: Pointer,
    /// What it is called by the reference that leads there.
    pub(super) name: Option<String>,
    pub(super) keywords: Keywords<'a>,
    pub(super) kinds: BTreeSet<JsonKind>,
}

impl<'a> Lowerer<'a, '_> {
    /// What `oneOf` or `anyOf` makes of the schema; nothing where it has neither or where they only
    /// constrain an object that the schema itself describes.
    pub(crate) fn union_shape(&mut self, keywords: &Keywords<'a>, name: &str) -> Option<Shape> {
        let subs = if keywords.one_of.is_empty() { &keywords.any_of } else { &keywords.one_of };
        if subs.is_empty() {
            return None;
        }
        let alternatives: Vec<Alternative<'a>> =
            subs.iter().filter_map(|sub| self.alternative(sub)).collect();
        if alternatives.iter().all(|alternative| only_constrains(&alternative.keywords))
            && !keywords.is_open_but_alternatives()
        {
            return None;
        }
        let alternatives: Vec<_> = alternatives
            .into_iter()
            .filter(|alternative| !is_null(&alternative.keywords))
            .collect();
        match alternatives.as_slice() {
            // Null and nothing else.
            [] => return Some(Shape::Use(TypeRef::Json)),
            [only] => return Some(Shape::Use(self.typed(&only.sub, name).ty)),
            _ => {}
        }
        if keywords.properties.is_empty() {
            if let Some(parent) = self.whole_hierarchy(keywords, &alternatives) {
                return Some(Shape::Use(self.typed(&parent, name).ty));
            }
            if let Some(shape) = self.simpler(&alternatives, name) {
                return Some(shape);
            }
        }
        let tags = self.tags(keywords, &alternatives);
        let union = self.union(keywords, &alternatives, tags.as_ref(), name);
        Some(Shape::Define(TypeKind::Union(union)))
    }

    pub(super) fn alternative(&mut self, sub: &Sub<'a>) -> Option<Alternative<'a>> {
        let (schema, target) = self.followed(sub)?;
        let own = Keywords::of(schema, &target);
        let referred = match (&sub.schema, own.all_of.as_slice()) {
            (ReferenceOr::Item(_), [only]) if own.properties.is_empty() => only.clone(),
            _ => sub.clone(),
        };
        let keywords = self.merged(own);
        let keywords = self.unwrapped(keywords, 0);
        let kinds = self.kinds(&keywords, 0);
        let name = match &referred.schema {
            ReferenceOr::Reference { reference } => Some(referred_name(reference)),
            ReferenceOr::Item(_) => None,
        };
        let target = match &name {
            Some(_) => self.followed(&referred)?.1,
            None => target,
        };
        Some(Alternative { sub: sub.clone(), target, name, keywords, kinds })
    }

    /// The keywords behind `allOf: [$ref]`.
    fn unwrapped(&mut self, keywords: Keywords<'a>, depth: usize) -> Keywords<'a> {
        let [only] = keywords.all_of.as_slice() else {
            return keywords;
        };
        let only = only.clone();
        match self.followed(&only) {
            Some((schema, origin)) if depth < 16 => {
                let inner = self.merged(Keywords::of(schema, &origin));
                self.unwrapped(inner, depth + 1)
            }
            _ => keywords,
        }
    }

    /// The kinds of JSON value that a schema can take.
    fn kinds(&mut self, keywords: &Keywords<'a>, depth: usize) -> BTreeSet<JsonKind> {
        let all = [
            JsonKind::Boolean,
            JsonKind::Integer,
            JsonKind::Number,
            JsonKind::String,
            JsonKind::Array,
            JsonKind::Object,
        ];
        let of_kind: &[JsonKind] = match keywords.kind {
            Some(Kind::String) => &[JsonKind::String],
            Some(Kind::Integer) => &[JsonKind::Integer],
            Some(Kind::Number) => &[JsonKind::Integer, JsonKind::Number],
            Some(Kind::Boolean) => &[JsonKind::Boolean],
            Some(Kind::Array) => &[JsonKind::Array],
            Some(Kind::Object) => &[JsonKind::Object],
            None if keywords.is_object() => &[JsonKind::Object],
            None if keywords.items.is_some() => &[JsonKind::Array],
            None if !keywords.enumeration.is_empty() => {
                return keywords.enumeration.iter().map(kind_of).collect();
            }
            None => &[],
        };
        if !of_kind.is_empty() {
            return of_kind.iter().copied().collect();
        }
        let subs = if keywords.one_of.is_empty() { &keywords.any_of } else { &keywords.one_of };
        if subs.is_empty() || depth > 8 {
            return all.into_iter().collect();
        }
        let mut kinds = BTreeSet::new();
        for sub in subs.clone() {
            match self.followed(&sub) {
                Some((schema, origin)) => {
                    let inner = self.merged(Keywords::of(schema, &origin));
                    let inner = self.unwrapped(inner, 0);
                    kinds.extend(self.kinds(&inner, depth + 1));
                }
                None => kinds.extend(all),
            }
        }
        kinds
    }

    /// The shapes for which there is a better type than a union.
    fn simpler(&mut self, alternatives: &[Alternative<'a>], name: &str) -> Option<Shape> {
        if let Some(one) = one_or_many(alternatives) {
            let ty = self.typed(&one, &format!("{name}Item")).element();
            return Some(Shape::Use(TypeRef::OneOrMany(Box::new(ty))));
        }
        let kinds: BTreeSet<JsonKind> =
            alternatives.iter().flat_map(|alternative| alternative.kinds.iter().copied()).collect();
        let plain =
            alternatives.iter().all(|alternative| alternative.keywords.enumeration.is_empty());
        let number = kinds.contains(&JsonKind::Integer) || kinds.contains(&JsonKind::Number);
        let numeric = kinds
            .iter()
            .all(|kind| matches!(kind, JsonKind::Integer | JsonKind::Number | JsonKind::String));
        if plain && numeric && number {
            return Some(Shape::Use(TypeRef::Prim(same_number(&kinds, alternatives))));
        }
        let kind = match kinds.into_iter().collect::<Vec<_>>().as_slice() {
            [JsonKind::String] => Kind::String,
            // What an enum does not list is of 64 bits with a sign.
            [JsonKind::Integer] if !alternatives.iter().any(is_unsigned) => Kind::Integer,
            _ => return None,
        };
        Some(self.listing_alternatives(kind, alternatives))
    }

    /// Alternatives that are all strings, or all integers: one open enum of all values that they list.
    fn listing_alternatives(&mut self, kind: Kind, alternatives: &[Alternative<'a>]) -> Shape {
        let values: Vec<Value> = alternatives
            .iter()
            .flat_map(|alternative| alternative.keywords.enumeration.clone())
            .collect();
        match alternatives.first() {
            Some(first) if !values.is_empty() => {
                let later = alternatives.iter().rev();
                let labels = later.flat_map(|other| other.keywords.labels.clone()).collect();
                let merged = Keywords {
                    enumeration: values,
                    labels,
                    kind: Some(kind),
                    ..first.keywords.clone()
                };
                let merged = Keywords { one_of: Vec::new(), any_of: Vec::new(), ..merged };
                let open = alternatives.iter().any(|other| other.keywords.enumeration.is_empty());
                match self.shape(&merged, "") {
                    Shape::Define(TypeKind::Enum(body)) => {
                        let extensible = body.extensible || open;
                        Shape::Define(TypeKind::Enum(Enum { extensible, ..body }))
                    }
                    shape => shape,
                }
            }
            _ => Shape::Use(TypeRef::Prim(same_text(alternatives))),
        }
    }

    /// The union of the alternatives, which have the members of `keywords` beside their own.
    pub(super) fn union(
        &mut self,
        keywords: &Keywords<'a>,
        alternatives: &[Alternative<'a>],
        tags: Option<&Tags>,
        name: &str,
    ) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::with_capacity(alternatives.len());
        for (index, alternative) in alternatives.iter().enumerate() {
            let wanted = variant_name(alternative, tags, index);
            let ident = scope.claim(&names::variant_ident(&wanted));
            let ty = self.variant_type(keywords, alternative, &format!("{name}{ident}"));
            let doc = match &alternative.sub.schema {
                ReferenceOr::Item(_) => doc(&alternative.keywords, Vec::new()),
                ReferenceOr::Reference { .. } => {
                    doc(&Keywords { title: None, ..alternative.keywords.clone() }, Vec::new())
                }
            };
            let limits = match &alternative.sub.schema {
                ReferenceOr::Item(_) => self.value_limits(&alternative.keywords),
                // The definition has them.
                ReferenceOr::Reference { .. } => Limits::default(),
            };
            let origin = alternative.sub.origin.clone();
            variants.push(Variant { ident, ty, limits, doc, origin });
        }
        if let Some(Tags { property, values, .. }) = tags {
            for tag in values {
                self.constants.note(&variants[tag.of].ty, property, tag);
            }
        }
        let unknown = scope.claim_first(&["Unknown", "UnknownValue"]);
        let dispatch = dispatch(alternatives, tags);
        if dispatch.iter().filter(|rule| rule.test == Test::Attempt).count() > 1 {
            self.report(Code::UnionByTrial, &keywords.origin, "the alternatives can't be told apart without trying them", "a `discriminator`, or a required member that only one of them has, would tell them apart");
        }
        Union { variants, dispatch, unknown }
    }

    fn variant_type(
        &mut self,
        outer: &Keywords<'a>,
        alternative: &Alternative<'a>,
        name: &str,
    ) -> TypeRef {
        let ty = if has_all_of(&alternative.keywords, outer) {
            self.typed(&alternative.sub, name).element()
        } else {
            // The members beside `oneOf` belong to every alternative.
            let mut properties: IndexMap<&'a str, Sub<'a>> = outer.properties.clone();
            properties.extend(alternative.keywords.properties.clone());
            let mut merged = Keywords {
                properties,
                one_of: Vec::new(),
                any_of: Vec::new(),
                ..alternative.keywords.clone()
            };
            merged.required.extend(
                outer
                    .required
                    .iter()
                    .filter(|name| !alternative.keywords.required.contains(name))
                    .copied(),
            );
            self.define_inline(&merged, name)
        };
        match ty {
            TypeRef::Named(_) => TypeRef::Boxed(Box::new(ty)),
            other => other,
        }
    }
}

impl Keywords<'_> {
    /// Whether there is nothing beside `oneOf` and `anyOf` that gives a type.
    fn is_open_but_alternatives(&self) -> bool {
        self.kind.is_none()
            && self.enumeration.is_empty()
            && !self.is_object()
            && self.items.is_none()
    }
}

/// The type of alternatives that are all numbers or strings. An integer beyond 64 bits with a sign is one that
/// the format `uint64` allows.
fn same_number(kinds: &BTreeSet<JsonKind>, alternatives: &[Alternative<'_>]) -> Prim {
    match (kinds.contains(&JsonKind::String), kinds.contains(&JsonKind::Number)) {
        (false, _) => Prim::Number,
        (true, false) if !alternatives.iter().any(is_unsigned) => Prim::IntegerOrString,
        (true, _) => Prim::NumberOrString,
    }
}

fn is_unsigned(alternative: &Alternative<'_>) -> bool {
    alternative.keywords.formats.iter().any(|format| format == "uint64")
}

/// What all alternatives are, each of them a string: text of one format, or any text.
fn same_text(alternatives: &[Alternative<'_>]) -> Prim {
    let mut prims = alternatives.iter().map(|alternative| match alternative.keywords.kind {
        Some(Kind::String) => prim(Kind::String, &alternative.keywords),
        _ => Prim::String,
    });
    match prims.next() {
        Some(first) if prims.all(|other| other == first) => first,
        _ => Prim::String,
    }
}

/// Whether a schema has the members of another, and requires those that the other does: one that extends it has.
fn has_all_of(keywords: &Keywords<'_>, other: &Keywords<'_>) -> bool {
    other.properties.is_empty()
        || other.properties.keys().all(|name| keywords.properties.contains_key(name))
            && other.required.iter().all(|name| keywords.required.contains(name))
}

/// An alternative that names no type and no members: `required: [a]` and the like.
fn only_constrains(keywords: &Keywords<'_>) -> bool {
    keywords.is_open() && keywords.all_of.is_empty()
}

pub(super) fn is_null(keywords: &Keywords<'_>) -> bool {
    !keywords.enumeration.is_empty() && keywords.enumeration.iter().all(Value::is_null)
}

fn kind_of(value: &Value) -> JsonKind {
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Boolean,
        Value::Number(number) if number.is_f64() => JsonKind::Number,
        Value::Number(_) => JsonKind::Integer,
        Value::String(_) => JsonKind::String,
        Value::Array(_) => JsonKind::Array,
        Value::Object(_) => JsonKind::Object,
    }
}

/// The single alternative where the other is a list of the same: `T` or `[T]`.
fn one_or_many<'a>(alternatives: &[Alternative<'a>]) -> Option<Sub<'a>> {
    let [a, b] = alternatives else { return None };
    let same = |one: &Alternative<'a>, many: &Alternative<'a>| {
        let items = many.keywords.items.as_ref()?;
        let equal = match (&one.sub.schema, &items.schema) {
            (ReferenceOr::Reference { reference: a }, ReferenceOr::Reference { reference: b }) => {
                a == b && one.sub.origin.file() == items.origin.file()
            }
            (ReferenceOr::Item(a), ReferenceOr::Item(b)) => a == b,
            _ => false,
        };
        (equal && !one.kinds.contains(&JsonKind::Array)).then(|| one.sub.clone())
    };
    same(a, b).or_else(|| same(b, a))
}

/// The name of the schema that a reference leads to: the last key on the way, or else the file's.
fn referred_name(reference: &str) -> String {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let last = Pointer::new(FileId::ROOT, fragment).last();
    last.unwrap_or_else(|| file_stem(path).to_owned())
}

fn variant_name(alternative: &Alternative<'_>, tags: Option<&Tags>, index: usize) -> String {
    let tagged = tags.iter().flat_map(|tags| &tags.values).filter(|tag| tag.of == index);
    let mut tagged = tagged.map(|tag| tag.value.as_str());
    // A name that may be written in several ways is one.
    if let Some(Some(first)) = tagged.next()
        && let ident = names::variant_ident(first)
        && tagged.all(|other| other.is_some_and(|other| names::variant_ident(other) == ident))
    {
        return first.to_owned();
    }
    if let (ReferenceOr::Reference { .. }, Some(name)) =
        (&alternative.sub.schema, &alternative.name)
    {
        return name.clone();
    }
    if let Some(title) = alternative.keywords.title {
        return title.to_owned();
    }
    let kind = match alternative.keywords.kind {
        Some(Kind::String) => "String",
        Some(Kind::Integer) => "Integer",
        Some(Kind::Number) => "Number",
        Some(Kind::Boolean) => "Boolean",
        Some(Kind::Array) => "List",
        Some(Kind::Object) => "Object",
        None => return format!("Variant{}", index + 1),
    };
    kind.to_owned()
}
