//! Whether a payload is what its type says, seen without decoding it.
//!
//! The walk mirrors what generated models do: what is optional may be wrong without harm, what is
//! required may not, and nothing is lost either way.

mod alternatives;
mod values;

use std::collections::HashSet;
use std::fmt::Write;

use serde_json::{Map, Value};

use self::alternatives::Trials;
use self::values::{found, in_range, integer, is_integral, respells};
use super::{limits, text_format};
use crate::ir::{
    Api, Enum, Field, Fit, Limits, Prim, Struct, SymbolValue, TypeDef, TypeId, TypeKind, TypeRef,
};
use crate::source::Pointer;

/// A place where the payload contradicts the schema.
#[derive(Debug, Clone)]
pub(super) struct Misfit {
    /// Keys and indices from the payload's root.
    pub path: Vec<String>,
    pub message: String,
    /// The part of the document that says otherwise, where it has a place of its own.
    pub(super) schema: Option<Pointer>,
}

/// A path as people write it: `data[0].id`, `$` for the payload itself.
pub(super) fn path_text(path: &[String]) -> String {
    let mut text = String::new();
    for key in path {
        if key.bytes().all(|byte| byte.is_ascii_digit()) {
            let _ = write!(text, "[{key}]");
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(key);
        }
    }
    if text.is_empty() { "$".to_owned() } else { text }
}

/// What there is to say of a payload.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub misfits: Vec<Misfit>,
    drifts: bool,
    rejected: bool,
    /// The first place, in the order in which a model reads, where the value cannot be read.
    fault: Option<Vec<String>>,
    /// Whether an integer outside of any object is spelled as `5.0`.
    pub(super) respelled: bool,
    /// What was met with on the way, where that is asked for.
    pub(super) seen: Seen,
}

/// What a payload has of the structs that it is made of.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The members of structs that it shows, by their number.
    pub(crate) members: HashSet<(TypeId, usize)>,
    /// The keys that a struct which admits others does not name, each with its path.
    pub(crate) unknown: Vec<(TypeId, Vec<String>)>,
}

impl Verdict {
    pub(super) fn fit(&self) -> Fit {
        match (self.rejected, self.drifts) {
            (true, _) => Fit::Rejected,
            (false, true) => Fit::Drifts,
            (false, false) => Fit::Whole,
        }
    }

    /// Where the model refuses the value that this is the verdict of, as its error says it.
    pub(super) fn refused(&self, value: &Value) -> Option<String> {
        let fault = self.fault.as_ref().filter(|_| self.rejected)?;
        let (mut text, mut at) = (String::new(), Some(value));
        for key in fault {
            let letter = |char: char| char.is_alphanumeric() || "_-$@".contains(char);
            let is_word = !key.is_empty() && key.chars().all(letter);
            let _ = match at {
                Some(Value::Array(_)) => write!(text, "[{key}]"),
                _ if is_word && text.is_empty() => write!(text, "{key}"),
                _ if is_word => write!(text, ".{key}"),
                _ => write!(text, "[{key:?}]"),
            };
            at = match at {
                Some(Value::Array(items)) => {
                    key.parse().ok().and_then(|index: usize| items.get(index))
                }
                Some(at) => at.get(key),
                None => None,
            };
        }
        Some(text)
    }
}

/// Holds `value` against `ty`, null allowed or not, and against `limits`.
pub(super) fn verdict(
    api: &Api,
    ty: &TypeRef,
    nullable: bool,
    limits: &Limits,
    value: &Value,
) -> Verdict {
    let mut walk = Walk::new(api, false);
    if nullable && value.is_null() {
        return walk.verdict;
    }
    let decodes = walk.value(ty, value, None);
    if decodes {
        walk.limits(limits, value, None);
    }
    walk.verdict.rejected = !decodes;
    walk.verdict.respelled = respells(api, ty, value);
    walk.verdict
}

/// What `value` has of the structs that make up `ty`.
pub(super) fn seen(api: &Api, ty: &TypeRef, value: &Value) -> Seen {
    let mut walk = Walk::new(api, true);
    walk.value(ty, value, None);
    walk.verdict.seen
}

struct Walk<'a> {
    api: &'a Api,
    verdict: Verdict,
    path: Vec<String>,
    /// Whether it is kept what was seen.
    watches: bool,
    /// Whether an object is around, which keeps how its integers are spelled.
    in_object: bool,
    trials: Trials,
}

impl<'a> Walk<'a> {
    fn new(api: &'a Api, watches: bool) -> Self {
        Self {
            api,
            verdict: Verdict::default(),
            path: Vec::new(),
            watches,
            in_object: false,
            trials: Trials::default(),
        }
    }

    fn misfit(&mut self, message: String, schema: Option<&Pointer>) {
        self.verdict.misfits.push(Misfit {
            path: self.path.clone(),
            message,
            schema: schema.cloned(),
        });
    }

    /// A misfit that makes the value undecodable.
    fn wrong(&mut self, expected: &str, value: &Value, schema: Option<&Pointer>) -> bool {
        self.misfit(format!("expected {expected}, found {}", found(value)), schema);
        false
    }

    fn at<T>(&mut self, key: impl Into<String>, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key.into());
        let result = walk(self);
        self.path.pop();
        result
    }

    /// Notes that the value here cannot be read, unless one before it cannot.
    fn blame(&mut self) {
        let path = &self.path;
        self.verdict.fault.get_or_insert_with(|| path.clone());
    }

    /// What is here; that it does not decode, if it must not, is no fault of the whole.
    fn excused(&mut self, excuses: bool, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.verdict.fault.take();
        let fits = walk(self);
        let here = self.verdict.fault.take().filter(|_| !excuses);
        self.verdict.fault = before.or(here);
        fits
    }

    /// Whether the value decodes as `ty`.
    fn value(&mut self, ty: &TypeRef, value: &Value, schema: Option<&Pointer>) -> bool {
        let decodes = self.value_of(ty, value, schema);
        if !decodes {
            self.blame();
        }
        decodes
    }

    fn value_of(&mut self, ty: &TypeRef, value: &Value, schema: Option<&Pointer>) -> bool {
        match ty {
            TypeRef::Json => true,
            TypeRef::Prim(prim) => self.prim(*prim, value, schema),
            TypeRef::Boxed(inner) => self.value(inner, value, schema),
            TypeRef::Nullable(inner) => value.is_null() || self.value(inner, value, schema),
            TypeRef::OneOrMany(inner) => match value {
                Value::Array(items) => self.items(inner, items, schema),
                value => self.value(inner, value, schema),
            },
            TypeRef::List(item) => match value {
                Value::Array(items) => self.items(item, items, schema),
                value => self.wrong("an array", value, schema),
            },
            TypeRef::Map(inner) => match value {
                Value::Object(members) => {
                    let mut decodes = true;
                    for (key, value) in members {
                        decodes &= self.at(key, |walk| walk.value(inner, value, schema));
                    }
                    decodes
                }
                value => self.wrong("an object", value, schema),
            },
            TypeRef::Named(id) => self.named(*id, value),
        }
    }

    fn items(&mut self, item: &TypeRef, items: &[Value], schema: Option<&Pointer>) -> bool {
        let mut decodes = true;
        for (index, value) in items.iter().enumerate() {
            decodes &= self.at(index.to_string(), |walk| walk.value(item, value, schema));
        }
        decodes
    }

    fn prim(&mut self, prim: Prim, value: &Value, schema: Option<&Pointer>) -> bool {
        let (fits, expected) = match prim {
            Prim::Bool => (value.is_boolean(), "a boolean"),
            // The last three never stand in JSON.
            Prim::String | Prim::Bytes | Prim::File | Prim::Multipart => {
                (value.is_string(), "a string")
            }
            Prim::DateTime
            | Prim::Date
            | Prim::Uuid
            | Prim::Uri
            | Prim::Base64
            | Prim::NumberText => return self.text(prim, value, schema),
            Prim::Number => (value.is_number(), "a number"),
            Prim::NumberOrString => {
                (value.is_number() || value.is_string(), "a number or a string")
            }
            Prim::IntegerOrString => return self.integer_or_string(value, schema),
            Prim::UnixTime => return self.unix_time(value, schema),
            Prim::I32 => (in_range::<i32>(value), "an integer of 32 bits"),
            // Without a format there is no bound in the document, only one in the model.
            Prim::I64 if is_integral(value) => return in_range::<i64>(value),
            Prim::I64 => (false, "an integer"),
            Prim::U32 => (in_range::<u32>(value), "an integer of 32 bits that is not negative"),
            Prim::U64 => (in_range::<u64>(value), "an integer of 64 bits that is not negative"),
        };
        fits || self.wrong(expected, value, schema)
    }

    /// A string: the model takes any, the schema one of its format.
    fn text(&mut self, prim: Prim, value: &Value, schema: Option<&Pointer>) -> bool {
        let expected = text_format::expected(prim).unwrap_or("a string");
        let Some(text) = value.as_str() else {
            return self.wrong(expected, value, schema);
        };
        if !text_format::fits_format(prim, text) {
            self.misfit(format!("expected {expected}, found {}", found(value)), schema);
            self.verdict.drifts = true;
        }
        true
    }

    /// A string or a number: the model takes any number, the schema only integers.
    fn integer_or_string(&mut self, value: &Value, schema: Option<&Pointer>) -> bool {
        const EXPECTED: &str = "an integer of 64 bits or a string";
        if value.is_string() || in_range::<i64>(value) {
            return true;
        }
        self.verdict.drifts |= value.is_number();
        self.wrong(EXPECTED, value, schema) || value.is_number()
    }

    /// An integer, or a string that holds one: the model takes both, the schema only what it says.
    fn unix_time(&mut self, value: &Value, schema: Option<&Pointer>) -> bool {
        let digits = value.as_str().and_then(|text| text.parse::<i64>().ok());
        match digits {
            Some(seconds) if value.as_str() == Some(&seconds.to_string()) => {
                self.misfit("seconds since 1970 are wanted as a number".to_owned(), schema);
                self.verdict.drifts = true;
                true
            }
            _ => {
                in_range::<i64>(value)
                    || self.wrong("seconds since 1970 as an integer", value, schema)
            }
        }
    }

    fn named(&mut self, id: TypeId, value: &Value) -> bool {
        let api = self.api;
        let def = api.type_def(id);
        match &def.kind {
            TypeKind::Alias(alias) => {
                if value.is_null() && alias.nullable {
                    return true;
                }
                let decodes = self.value(&alias.ty, value, Some(&def.origin));
                self.limits(&def.limits, value, Some(&def.origin));
                decodes
            }
            TypeKind::Enum(body) => self.enumeration(def, body, value),
            TypeKind::Struct(body) => {
                if self.watches {
                    self.watch(id, body, value);
                }
                self.structure(def, body, value)
            }
            TypeKind::Union(body) => self.union(def, body, value),
        }
    }

    fn enumeration(&mut self, def: &TypeDef, body: &Enum, value: &Value) -> bool {
        let strings = matches!(
            body.symbols.first().map(|symbol| &symbol.value),
            Some(SymbolValue::String(_))
        );
        let fits = if strings { value.is_string() } else { in_range::<i64>(value) };
        if !fits {
            return self.wrong(
                if strings { "a string" } else { "an integer" },
                value,
                Some(&def.origin),
            );
        }
        let listed = body.symbols.iter().any(|symbol| match &symbol.value {
            SymbolValue::String(text) => value.as_str() == Some(text),
            SymbolValue::Integer(number) => integer(value) == Some(i128::from(*number)),
        });
        if !listed && !body.extensible {
            self.verdict.drifts = true;
            self.misfit(
                format!("{} is not among the values of `{}`", found(value), def.name.wire),
                Some(&def.origin),
            );
        }
        true
    }

    fn structure(&mut self, def: &TypeDef, body: &Struct, value: &Value) -> bool {
        let Value::Object(members) = value else {
            return self.wrong("an object", value, Some(&def.origin));
        };
        let around = std::mem::replace(&mut self.in_object, true);
        let decodes = self.members(def, body, members);
        self.in_object = around;
        decodes
    }

    fn members(&mut self, def: &TypeDef, body: &Struct, members: &Map<String, Value>) -> bool {
        let mut decodes = true;
        for (key, value) in members {
            if let Some(field) = body.fields.iter().find(|field| field.name.wire == *key) {
                decodes &= self.at(key, |walk| walk.field(field, value));
            } else if let Some(rest) = &body.rest {
                let fits = |walk: &mut Self| walk.value(&rest.ty, value, Some(&def.origin));
                let fits = self.at(key, |walk| walk.excused(true, fits));
                self.verdict.drifts |= !fits;
            } else {
                self.verdict.drifts = true;
                if body.closed {
                    let message = "the schema forbids members that it does not name".to_owned();
                    self.at(key, |walk| walk.misfit(message, Some(&def.origin)));
                }
            }
        }
        let required = body.fields.iter().filter(|field| field.presence.required);
        for field in required.filter(|field| !members.contains_key(&field.name.wire)) {
            let message = format!("the required member `{}` is missing", field.name.wire);
            self.misfit(message, Some(&field.origin));
            self.at(&field.name.wire, Self::blame);
            decodes = false;
        }
        decodes
    }

    fn watch(&mut self, id: TypeId, body: &Struct, value: &Value) {
        let fields = body.fields.iter().enumerate();
        let shown = fields.filter(|(_, field)| value.get(&field.name.wire).is_some());
        self.verdict.seen.members.extend(shown.map(|(number, _)| (id, number)));
        if body.rest.is_some() || body.closed {
            return;
        }
        let names: HashSet<&str> = body.fields.iter().map(|field| &*field.name.wire).collect();
        let keys = value.as_object().into_iter().flat_map(|members| members.keys());
        for key in keys.filter(|key| !names.contains(key.as_str())) {
            let path = [self.path.as_slice(), std::slice::from_ref(key)].concat();
            self.verdict.seen.unknown.push((id, path));
        }
    }

    fn field(&mut self, field: &Field, value: &Value) -> bool {
        if value.is_null() && *self.api.resolve(&field.ty) != TypeRef::Json {
            if field.presence.nullable {
                return true;
            }
            self.misfit("null is not allowed here".to_owned(), Some(&field.origin));
            self.verdict.drifts = true;
            if field.presence.required {
                self.blame();
            }
            return !field.presence.required;
        }
        let fits = self.excused(!field.presence.required, |walk| {
            walk.value(&field.ty, value, Some(&field.origin))
        });
        if fits && !matches!(field.ty, TypeRef::Named(_)) {
            self.limits(&field.limits, value, Some(&field.origin));
        }
        self.verdict.drifts |= !fits;
        fits || !field.presence.required
    }

    fn limits(&mut self, limits: &Limits, value: &Value, schema: Option<&Pointer>) {
        for (key, message) in limits::violations(limits, value) {
            match key {
                Some(key) => self.at(key, |walk| walk.misfit(message, schema)),
                None => self.misfit(message, schema),
            }
        }
    }
}
