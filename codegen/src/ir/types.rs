//! Types: what a schema becomes.

use std::fmt;

use serde_json::{Number, Value};

use super::{Doc, Name};
use crate::source::Pointer;

/// Index of a [`TypeDef`] in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A type that the crate defines.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// The component's name, or one made from the place.
    pub name: Name,
    /// What the schema says in words.
    pub doc: Doc,
    /// Where its schema stands.
    pub origin: Pointer,
    /// In which direction its values travel.
    pub usage: Usage,
    /// What its schema demands of a value beyond the type.
    pub limits: Limits,
    /// What it is.
    pub kind: TypeKind,
}

/// In which direction values of a type travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Sent by the client.
    pub request: bool,
    /// Received by the client.
    pub response: bool,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An object with named members.
    Struct(Struct),
    /// One of several values.
    Enum(Enum),
    /// A value of one of several types.
    Union(Union),
    /// Another name.
    Alias(Alias),
}

impl TypeKind {
    /// The types that it is made of.
    pub fn uses(&self) -> Box<dyn Iterator<Item = &TypeRef> + '_> {
        match self {
            TypeKind::Struct(body) => {
                let rest = body.rest.iter().map(|rest| &rest.ty);
                Box::new(body.fields.iter().map(|field| &field.ty).chain(rest))
            }
            TypeKind::Union(body) => Box::new(body.variants.iter().map(|variant| &variant.ty)),
            TypeKind::Alias(alias) => Box::new(std::iter::once(&alias.ty)),
            TypeKind::Enum(_) => Box::new(std::iter::empty()),
        }
    }
}

/// Another name for a type.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// What it stands for.
    pub ty: TypeRef,
    /// Whether null is a value of it too.
    pub nullable: bool,
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeRef {
    /// A scalar.
    Prim(Prim),
    /// A type of [`Api::types`](super::Api::types).
    Named(TypeId),
    /// A JSON array.
    List(Box<TypeRef>),
    /// A JSON object whose keys are not known.
    Map(Box<TypeRef>),
    /// One value, or a list of them.
    OneOrMany(Box<TypeRef>),
    /// On the heap, where a type would otherwise contain itself.
    Boxed(Box<TypeRef>),
    /// A value or null, inside a list or map.
    Nullable(Box<TypeRef>),
    /// Any JSON value.
    Json,
}

impl TypeRef {
    /// The type of [`Api::types`](super::Api::types) that it is, or has in lists, maps or boxes.
    pub fn named(&self) -> Option<TypeId> {
        let mut ty = self;
        loop {
            ty = match ty {
                TypeRef::Named(id) => return Some(*id),
                TypeRef::List(inner)
                | TypeRef::Map(inner)
                | TypeRef::OneOrMany(inner)
                | TypeRef::Boxed(inner)
                | TypeRef::Nullable(inner) => inner,
                TypeRef::Prim(_) | TypeRef::Json => return None,
            };
        }
    }
}

/// A scalar type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prim {
    /// `true` or `false`.
    Bool,
    /// `format: int32`.
    I32,
    /// `format: int64`, and integers without a format.
    I64,
    /// `format: uint32`.
    U32,
    /// `format: uint64`.
    U64,
    /// A JSON number of any size and precision.
    Number,
    /// Text, also of a format that has no type of its own.
    String,
    /// Bytes that are no JSON: a whole body.
    Bytes,
    /// Bytes with a name and a media type: a part of a `multipart` body.
    File,
    /// The parts of a `multipart` body as a whole.
    Multipart,
    /// Text: a time (`format: date-time`).
    DateTime,
    /// Text: a day (`format: date`).
    Date,
    /// Text: an identifier of 128 bits (`format: uuid`).
    Uuid,
    /// Text: an absolute address (`format: uri`).
    Uri,
    /// Text: bytes (`format: byte`).
    Base64,
    /// Text: a number (`format: int64` and the like).
    NumberText,
    /// A number, or a string that holds one.
    NumberOrString,
    /// An integer, or a string that holds one.
    IntegerOrString,
    /// An integer: seconds since 1970-01-01T00:00:00Z (`format: unixtime`).
    UnixTime,
}

impl Prim {
    /// Whether its type holds an integer by its value alone.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::UnixTime)
    }
}

/// What a schema demands of a value beyond its type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Limits {
    /// The fewest characters (Unicode scalar values) of a text.
    pub min_length: Option<usize>,
    /// The most characters of a text.
    pub max_length: Option<usize>,
    /// What a text matches somewhere.
    pub pattern: Option<Pattern>,
    /// The fewest items of a list.
    pub min_items: Option<usize>,
    /// The most items of a list.
    pub max_items: Option<usize>,
    /// Whether no item of a list is there twice.
    pub unique_items: bool,
    /// The fewest members of an object.
    pub min_properties: Option<usize>,
    /// The most members of an object.
    pub max_properties: Option<usize>,
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// What a number is a multiple of.
    pub multiple_of: Option<Number>,
    /// The limits of a list's items or a map's values.
    pub items: Option<Box<Limits>>,
}

/// A regular expression of ECMA-262.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The expression, as the document writes it.
    pub text: String,
    /// Whether the client's engine takes it and means the same by it, so that what is sent can be held
    /// against it.
    pub is_checkable: bool,
}

/// A least or greatest number.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// The number, exact.
    pub value: Number,
    /// Whether the number itself is out of bounds.
    pub exclusive: bool,
}

/// Whether a member must be there, and whether it may be null: two independent bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// The member must be there.
    pub required: bool,
    /// The member may be null.
    pub nullable: bool,
}

impl Presence {
    /// Whether the Rust field is an `Option`.
    pub fn is_option(self) -> bool {
        !self.required || self.nullable
    }
}

/// An object with named members.
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// The members, in document order.
    pub fields: Vec<Field>,
    /// What members without a name of their own must be, where the document says it.
    pub rest: Option<Rest>,
    /// Whether the document forbids members that it does not name.
    pub closed: bool,
    /// The name of the struct that holds what is required, where that is more than a function's
    /// arguments should be.
    pub holder: Option<String>,
}

impl Struct {
    /// Whether nothing of it is required.
    pub fn requires_nothing(&self) -> bool {
        self.fields.iter().all(|field| field.presence.is_option())
    }

    /// The required fields that a caller must give a value.
    pub fn arguments(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.is_argument())
    }
}

/// A named member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The key, and the field.
    pub name: Name,
    /// The type of a value that is there and not null.
    pub ty: TypeRef,
    /// Whether it must be there, and may be null.
    pub presence: Presence,
    /// The method that makes it null, where it may be null and may be missing: a third state, for which
    /// an `Option` has no value.
    pub null: Option<String>,
    /// What it is in every new value, since it tells of which alternative of a union the object is.
    pub constant: Option<Value>,
    /// What the schema demands beyond the type.
    pub limits: Limits,
    /// The value that is meant where the member is missing.
    pub default: Option<Value>,
    /// What the schema says in words.
    pub doc: Doc,
    /// Where its schema stands.
    pub origin: Pointer,
}

impl Field {
    /// Whether a caller must give it a value.
    pub fn is_argument(&self) -> bool {
        !self.presence.is_option() && self.constant.is_none()
    }
}

/// The map that takes the members a struct does not name.
#[derive(Debug, Clone, PartialEq)]
pub struct Rest {
    /// The field; nothing on the wire has its name.
    pub name: Name,
    /// The type of the map's values.
    pub ty: TypeRef,
    /// What the schema demands of each of them beyond the type.
    pub limits: Box<Limits>,
}

/// A closed list of values in the document, an open enum in Rust.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// What its values are on the wire.
    pub repr: Repr,
    /// The values that the document lists.
    pub symbols: Vec<Symbol>,
    /// The variant that keeps a value which the document does not list.
    pub unknown: String,
    /// Whether the document says that there may be other values: such a value is no disagreement with it.
    pub extensible: bool,
}

impl Enum {
    /// The symbol that a value is.
    pub fn symbol(&self, value: &Value) -> Option<&Symbol> {
        self.symbols.iter().find(|symbol| match &symbol.value {
            SymbolValue::String(text) => value == text.as_str(),
            SymbolValue::Integer(number) => value == *number,
        })
    }
}

/// What the values of an enum are on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repr {
    /// JSON strings.
    String,
    /// JSON integers of 64 bits.
    Integer,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct Symbol {
    /// The value on the wire.
    pub value: SymbolValue,
    /// The variant.
    pub ident: String,
    /// What the document says of it.
    pub doc: Option<String>,
}

/// A value of an enum on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SymbolValue {
    /// A JSON string.
    String(String),
    /// A JSON integer.
    Integer(i64),
}

/// The text, or the number in digits.
impl fmt::Display for SymbolValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
        }
    }
}

/// A value of one of several types.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The alternatives, in document order.
    pub variants: Vec<Variant>,
    /// How the variant is chosen: the first rule that holds chooses.
    pub dispatch: Vec<Rule>,
    /// The variant that keeps a value which no rule takes.
    pub unknown: String,
}

impl Union {
    /// The alternative that takes any object which no tag tells to be another: what all have in common, where a
    /// schema stands for those that extend it.
    pub fn base(&self) -> Option<&Variant> {
        let (last, others) = self.dispatch.split_last()?;
        let takes_objects = last.test == Test::Kind(vec![JsonKind::Object]);
        let is_base =
            takes_objects && !others.is_empty() && others.iter().all(|it| it.test.is_tag());
        self.variants.get(last.variant).filter(|_| is_base)
    }
}

/// An alternative of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The variant of the Rust enum.
    pub ident: String,
    /// What it holds.
    pub ty: TypeRef,
    /// What its schema demands beyond the type.
    pub limits: Limits,
    /// What the document says of it.
    pub doc: Doc,
    /// Where it stands in the union.
    pub origin: Pointer,
}

/// One line of a union's decision list.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What is looked at.
    pub test: Test,
    /// Index into [`Union::variants`].
    pub variant: usize,
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// An object whose member `name` is the string `value`.
    Tag {
        /// The key of the member.
        name: String,
        /// The text that it is.
        value: String,
    },
    /// An object whose member `name` is the integer or the boolean `value`.
    Literal {
        /// The key of the member.
        name: String,
        /// The value, as JSON spells it.
        value: String,
    },
    /// A value of one of these JSON kinds.
    Kind(Vec<JsonKind>),
    /// An object that has all these members.
    Keys(Vec<String>),
    /// A value that decodes. The last resort: nothing can be seen beforehand.
    Attempt,
}

impl Test {
    /// Whether it looks at what one member is.
    pub fn is_tag(&self) -> bool {
        matches!(self, Self::Tag { .. } | Self::Literal { .. })
    }
}

/// A kind of JSON value. An integer is a number without fraction and exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// `1`
    Integer,
    /// `1.5`, and integers too
    Number,
    /// `""`
    String,
    /// `[]`
    Array,
    /// `{}`
    Object,
}
