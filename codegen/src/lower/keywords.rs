//! A schema as a flat list of keywords, whichever variant `openapiv3` has read it as.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ObjectType, ReferenceOr, Schema, SchemaData,
    SchemaKind, Type, VariantOrUnknownOrEmpty,
};
use serde_json::{Number, Value};

use super::labels::{self, Labels};
use crate::ir::{Bound, Limits};
use crate::source::Pointer;

/// The `type` keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

impl Kind {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "object" => Self::Object,
            "array" => Self::Array,
            _ => return None,
        })
    }
}

/// A schema within a schema, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Sub<'a> {
    pub schema: ReferenceOr<&'a Schema>,
    pub origin: Pointer,
    /// What holds as well, the earliest first: other parts of an `allOf` that have the same member.
    pub also: Vec<Sub<'a>>,
}

impl<'a> Sub<'a> {
    pub(crate) fn new(schema: ReferenceOr<&'a Schema>, origin: Pointer) -> Self {
        Self { schema, origin, also: Vec::new() }
    }
}

/// The keyword `additionalProperties`.
#[derive(Debug, Clone, Default)]
pub(crate) enum Additional<'a> {
    /// Not there, or `true`: members without a name are anything.
    #[default]
    Any,
    Forbidden,
    Schema(Sub<'a>),
}

/// What a schema says, keyword by keyword.
#[derive(Debug, Clone)]
pub(crate) struct Keywords<'a> {
    pub origin: Pointer,
    pub title: Option<&'a str>,
    pub description: Option<&'a str>,
    pub deprecated: bool,
    pub nullable: bool,
    pub default: Option<&'a Value>,
    pub example: Option<&'a Value>,
    pub extensions: &'a IndexMap<String, Value>,
    pub kind: Option<Kind>,
    /// The formats: several where `allOf` puts schemas together.
    pub formats: Vec<String>,
    pub enumeration: Vec<Value>,
    /// What those values are called.
    pub labels: Labels,
    pub properties: IndexMap<&'a str, Sub<'a>>,
    pub required: Vec<&'a str>,
    pub additional: Additional<'a>,
    pub items: Option<Sub<'a>>,
    pub limits: Limits,
    pub one_of: Vec<Sub<'a>>,
    pub any_of: Vec<Sub<'a>>,
    pub all_of: Vec<Sub<'a>>,
    /// Where members of `allOf` stood that had nothing but words.
    pub words: Vec<Pointer>,
    pub not: bool,
    pub discriminator: Option<&'a Discriminator>,
}

impl<'a> Keywords<'a> {
    /// The keywords of `schema`, which stands at `origin`.
    pub(crate) fn of(schema: &'a Schema, origin: &Pointer) -> Self {
        let data = &schema.schema_data;
        let mut keywords = Self {
            origin: origin.clone(),
            title: data.title.as_deref(),
            description: data.description.as_deref(),
            deprecated: data.deprecated,
            nullable: data.nullable,
            default: data.default.as_ref(),
            example: data.example.as_ref(),
            extensions: &data.extensions,
            kind: None,
            formats: Vec::new(),
            enumeration: Vec::new(),
            labels: Labels::new(),
            properties: IndexMap::new(),
            required: Vec::new(),
            additional: Additional::Any,
            items: None,
            limits: Limits::default(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            all_of: Vec::new(),
            words: Vec::new(),
            not: false,
            discriminator: data.discriminator.as_ref(),
        };
        keywords.take_kind(&schema.schema_kind);
        keywords.labels = labels::given(&keywords.enumeration, keywords.extensions);
        keywords.take_listed_choice();
        keywords.take_words();
        keywords
    }

    fn take_kind(&mut self, kind: &'a SchemaKind) {
        match kind {
            SchemaKind::Type(kind) => self.take_type(kind),
            SchemaKind::OneOf { one_of } => self.one_of = self.subs("oneOf", one_of),
            SchemaKind::AnyOf { any_of } => self.any_of = self.subs("anyOf", any_of),
            SchemaKind::AllOf { all_of } => self.all_of = self.subs("allOf", all_of),
            SchemaKind::Not { .. } => self.not = true,
            SchemaKind::Any(any) => self.take_any(any),
        }
    }

    fn take_type(&mut self, kind: &'a Type) {
        match kind {
            Type::String(string) => {
                self.kind = Some(Kind::String);
                self.formats = format(&string.format, |known| serde_json::to_value(known).ok());
                self.enumeration =
                    string.enumeration.iter().map(|value| Value::from(value.clone())).collect();
                self.limits.pattern = string.pattern.as_deref().map(super::pattern::read);
                self.limits.min_length = string.min_length;
                self.limits.max_length = string.max_length;
            }
            Type::Number(number) => {
                self.kind = Some(Kind::Number);
                self.formats = format(&number.format, |known| serde_json::to_value(known).ok());
                self.enumeration =
                    number.enumeration.iter().map(|value| Value::from(*value)).collect();
                self.limits.multiple_of = number.multiple_of.and_then(exact);
                self.limits.minimum = bound(number.minimum, number.exclusive_minimum);
                self.limits.maximum = bound(number.maximum, number.exclusive_maximum);
            }
            Type::Integer(integer) => {
                self.kind = Some(Kind::Integer);
                self.formats = format(&integer.format, |known| serde_json::to_value(known).ok());
                self.enumeration =
                    integer.enumeration.iter().map(|value| Value::from(*value)).collect();
                self.limits.multiple_of = integer.multiple_of.map(Number::from);
                let whole = |value: Option<i64>, exclusive| {
                    value.map(|value| Bound { value: value.into(), exclusive })
                };
                self.limits.minimum = whole(integer.minimum, integer.exclusive_minimum);
                self.limits.maximum = whole(integer.maximum, integer.exclusive_maximum);
            }
            Type::Boolean(boolean) => {
                self.kind = Some(Kind::Boolean);
                self.enumeration =
                    boolean.enumeration.iter().map(|value| Value::from(*value)).collect();
            }
            Type::Object(object) => {
                self.kind = Some(Kind::Object);
                self.take_properties(&object.properties, &object.required);
                self.take_additional(object.additional_properties.as_ref());
                self.limits.min_properties = object.min_properties;
                self.limits.max_properties = object.max_properties;
            }
            Type::Array(array) => {
                self.kind = Some(Kind::Array);
                self.items = array.items.as_ref().map(|items| self.boxed("items", items));
                self.limits.min_items = array.min_items;
                self.limits.max_items = array.max_items;
                self.limits.unique_items = array.unique_items;
            }
        }
    }

    fn take_any(&mut self, any: &'a AnySchema) {
        self.kind = any.typ.as_deref().and_then(Kind::parse);
        self.formats = any.format.iter().cloned().collect();
        self.enumeration.clone_from(&any.enumeration);
        self.take_properties(&any.properties, &any.required);
        self.take_additional(any.additional_properties.as_ref());
        self.items = any.items.as_ref().map(|items| self.boxed("items", items));
        self.one_of = self.subs("oneOf", &any.one_of);
        self.any_of = self.subs("anyOf", &any.any_of);
        self.all_of = self.subs("allOf", &any.all_of);
        self.not = any.not.is_some();
        self.limits = Limits {
            min_length: any.min_length,
            max_length: any.max_length,
            pattern: any.pattern.as_deref().map(super::pattern::read),
            min_items: any.min_items,
            max_items: any.max_items,
            unique_items: any.unique_items.unwrap_or_default(),
            min_properties: any.min_properties,
            max_properties: any.max_properties,
            minimum: bound(any.minimum, any.exclusive_minimum.unwrap_or_default()),
            maximum: bound(any.maximum, any.exclusive_maximum.unwrap_or_default()),
            multiple_of: any.multiple_of.and_then(exact),
            items: None,
        };
    }

    /// Takes members of `allOf` that say nothing of the value for what they are: words beside the others, as
    /// documents of 3.0 describe a reference.
    fn take_words(&mut self) {
        let members = std::mem::take(&mut self.all_of);
        for sub in members {
            let words = match &sub.schema {
                ReferenceOr::Item(schema) => words(schema),
                ReferenceOr::Reference { .. } => None,
            };
            let Some((kind, data)) = words else {
                self.all_of.push(sub);
                continue;
            };
            self.kind = self.kind.or(kind);
            self.title = self.title.or(data.title.as_deref());
            self.description = self.description.or(data.description.as_deref());
            self.deprecated |= data.deprecated;
            self.nullable |= data.nullable;
            self.default = self.default.or(data.default.as_ref());
            self.words.push(sub.origin);
        }
    }

    fn take_properties(
        &mut self,
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'a [String],
    ) {
        let base = self.origin.key("properties");
        for (name, schema) in properties {
            self.properties.insert(name, Sub::new(unboxed(schema), base.key(name)));
        }
        self.required = required.iter().map(String::as_str).collect();
    }

    fn take_additional(&mut self, additional: Option<&'a AdditionalProperties>) {
        self.additional = match additional {
            None | Some(AdditionalProperties::Any(true)) => Additional::Any,
            Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
            Some(AdditionalProperties::Schema(schema)) => {
                let origin = self.origin.key("additionalProperties");
                Additional::Schema(Sub::new(as_ref(schema), origin))
            }
        };
    }

    fn subs(&self, keyword: &str, schemas: &'a [ReferenceOr<Schema>]) -> Vec<Sub<'a>> {
        let base = self.origin.key(keyword);
        let subs = schemas.iter().enumerate();
        subs.map(|(index, schema)| Sub::new(as_ref(schema), base.index(index))).collect()
    }

    fn boxed(&self, keyword: &str, schema: &'a ReferenceOr<Box<Schema>>) -> Sub<'a> {
        Sub::new(unboxed(schema), self.origin.key(keyword))
    }

    /// Whether nothing is said of the value: no type, no members, no alternatives.
    pub(crate) fn is_open(&self) -> bool {
        self.kind.is_none()
            && self.enumeration.is_empty()
            && !self.is_object()
            && self.items.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
    }

    /// Whether the schema describes objects.
    pub(crate) fn is_object(&self) -> bool {
        self.kind == Some(Kind::Object)
            || !self.properties.is_empty()
            || matches!(self.additional, Additional::Schema(_))
    }

    /// Takes in what another says of the value without a bearing on its type.
    pub(crate) fn absorb_words(&mut self, other: &Self) {
        self.title = self.title.or(other.title);
        self.description = self.description.or(other.description);
        self.deprecated |= other.deprecated;
        self.default = self.default.or(other.default);
        self.example = self.example.or(other.example);
    }

    /// Takes in what another schema of the same `allOf` says. What both say of one member, the later
    /// says: documents refine a base that way.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.absorb_words(&other);
        self.kind = self.kind.or(other.kind);
        for format in other.formats {
            if !self.formats.contains(&format) {
                self.formats.push(format);
            }
        }
        if self.enumeration.is_empty() {
            self.enumeration = other.enumeration;
        } else if !other.enumeration.is_empty() {
            let others: HashSet<&Value> = other.enumeration.iter().collect();
            self.enumeration.retain(|value| others.contains(value));
        }
        for (value, label) in other.labels {
            self.labels.entry(value).or_insert(label);
        }
        self.properties.extend(other.properties);
        for name in other.required {
            if !self.required.contains(&name) {
                self.required.push(name);
            }
        }
        if matches!(self.additional, Additional::Any) {
            self.additional = other.additional;
        }
        self.items = self.items.take().or(other.items);
        self.limits.absorb(other.limits);
        if self.one_of.is_empty() && self.any_of.is_empty() {
            self.one_of = other.one_of;
            self.any_of = other.any_of;
            self.discriminator = self.discriminator.or(other.discriminator);
        }
        self.not |= other.not;
    }
}

impl Limits {
    /// Takes in limits where this has none.
    pub fn absorb(&mut self, other: Self) {
        self.min_length = self.min_length.max(other.min_length);
        self.max_length = least(self.max_length, other.max_length);
        self.pattern = self.pattern.take().or(other.pattern);
        self.min_items = self.min_items.max(other.min_items);
        self.max_items = least(self.max_items, other.max_items);
        self.unique_items |= other.unique_items;
        self.min_properties = self.min_properties.max(other.min_properties);
        self.max_properties = least(self.max_properties, other.max_properties);
        self.minimum = self.minimum.take().or(other.minimum);
        self.maximum = self.maximum.take().or(other.maximum);
        self.multiple_of = self.multiple_of.take().or(other.multiple_of);
        self.items = self.items.take().or(other.items);
    }
}

fn least(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The words of a schema that has nothing else, but that the value is an object.
fn words(schema: &Schema) -> Option<(Option<Kind>, &SchemaData)> {
    let data = &schema.schema_data;
    let kind = match &schema.schema_kind {
        SchemaKind::Any(any) if *any == AnySchema::default() => None,
        SchemaKind::Type(Type::Object(object)) if *object == ObjectType::default() => {
            Some(Kind::Object)
        }
        _ => return None,
    };
    data.discriminator.is_none().then_some((kind, data))
}

fn as_ref(schema: &ReferenceOr<Schema>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => {
            ReferenceOr::Reference { reference: reference.clone() }
        }
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

fn unboxed(schema: &ReferenceOr<Box<Schema>>) -> ReferenceOr<&Schema> {
    match schema {
        ReferenceOr::Reference { reference } => {
            ReferenceOr::Reference { reference: reference.clone() }
        }
        ReferenceOr::Item(schema) => ReferenceOr::Item(schema),
    }
}

/// The format as the document writes it.
fn format<T>(
    format: &VariantOrUnknownOrEmpty<T>,
    name: impl Fn(&T) -> Option<Value>,
) -> Vec<String> {
    let name = match format {
        VariantOrUnknownOrEmpty::Item(known) => {
            name(known).and_then(|name| name.as_str().map(str::to_owned))
        }
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    };
    name.into_iter().collect()
}

fn bound(value: Option<f64>, exclusive: bool) -> Option<Bound> {
    value.and_then(exact).map(|value| Bound { value, exclusive })
}

/// The number without a fraction that says nothing: `1`, not `1.0`.
fn exact(value: f64) -> Option<Number> {
    // Up to here every integer is an f64, and the other way round.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() <= WHOLE {
        #[allow(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}
