//! Schemas that contradict themselves.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::mend::Mend;
use super::resolve::{Trees, reference_in};
use super::trail::Trail;
use super::walk::Walker;
use super::{bounds, pattern};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Pointer;

type Members = Map<String, Value>;

/// Checks one schema; its parts are checked on their own.
pub(super) fn check(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    limits(walker, members, at);
    numbers(walker, members, at);
    multiple(walker, members, at);
    alternatives(walker, members, at);
    items(walker, members, at);
    values(walker, members, at);
    default(walker, members, at);
    required(walker, members, at);
    members_of_all(walker, members, at);
    ignored(walker, members, at);
    let pattern = members.get("pattern").and_then(Value::as_str);
    if let Some(fault) = pattern.and_then(pattern::fault) {
        let message = format!("this is no regular expression: {fault}");
        walker.say(Code::InvalidPattern, at.pointer().key("pattern"), message);
    }
}

fn contradiction(walker: &mut Walker<'_, '_>, at: &Trail<'_>, keys: [&str; 2]) {
    let [low, high] = keys;
    let pointer = at.pointer();
    let message = format!("`{low}` is more than `{high}`: no value satisfies both");
    let diagnostic = Diagnostic::new(Code::ContradictorySchema, pointer.key(low), message);
    walker.out.push(diagnostic.related(pointer.key(high), "the upper limit"));
}

fn limits(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    for keys in bounds::PAIRS {
        let [low, high] = keys.map(|key| members.get(key).and_then(Value::as_f64));
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            contradiction(walker, at, keys);
        }
    }
}

/// Exclusive bounds in both forms: a range of one value or none that excludes an end is empty.
fn numbers(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let number = |key: &str| members.get(key).and_then(Value::as_f64);
    let flagged = |key: &str| members.get(key) == Some(&Value::Bool(true));
    let bound = |inclusive: &'static str, exclusive: &'static str| match number(exclusive) {
        Some(limit) => Some((exclusive, limit, true)),
        None => number(inclusive).map(|limit| (inclusive, limit, flagged(exclusive))),
    };
    let (Some(low), Some(high)) =
        (bound("minimum", "exclusiveMinimum"), bound("maximum", "exclusiveMaximum"))
    else {
        return;
    };
    let plain = low.0 == "minimum" && high.0 == "maximum";
    if low.1 > high.1 && !plain || (low.2 || high.2) && low.1.total_cmp(&high.1).is_eq() {
        let pointer = at.pointer();
        let message = "no number lies between the limits";
        let diagnostic = Diagnostic::new(Code::ContradictorySchema, pointer.key(low.0), message);
        walker.out.push(diagnostic.related(pointer.key(high.0), "the upper limit"));
    }
}

fn multiple(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let step = members.get("multipleOf").and_then(Value::as_f64);
    if step.is_some_and(|step| step <= 0.0) {
        let pointer = at.pointer().key("multipleOf");
        let help = "leave it out, or give the step between two values";
        let message = "`multipleOf` must be more than 0";
        walker.out.push(Diagnostic::new(Code::InvalidValue, &pointer, message).help(help));
        walker.mends.push(Mend::Remove(pointer));
    }
}

/// Lists of schemas must hold one: of no alternative at all nothing can be chosen.
fn alternatives(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    for key in ["oneOf", "anyOf", "allOf"] {
        if members.get(key).and_then(Value::as_array).is_none_or(|list| !list.is_empty()) {
            continue;
        }
        let pointer = at.pointer().key(key);
        let (severity, message) = match key {
            "allOf" => (Severity::Warning, "`allOf` lists no schema; it is ignored".to_owned()),
            _ => (Severity::Error, format!("`{key}` lists no schema: no value is possible")),
        };
        let diagnostic = Diagnostic::new(Code::ContradictorySchema, pointer.at_key(), message);
        let help = "list a schema, or leave the keyword out";
        walker.out.push(diagnostic.severity(severity).help(help));
        walker.mends.push(Mend::Remove(pointer));
    }
}

/// Since 3.1 items that are not described can be anything.
fn items(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let list = members.get("type").and_then(Value::as_str) == Some("array");
    if list && !walker.modern && !members.contains_key("items") {
        let message = "a schema of the type `array` must have `items`; any items are taken";
        let help = "describe them, or write `items: {}` if they can be anything";
        let place = at.pointer().key("type");
        walker.out.push(Diagnostic::new(Code::MissingKeyword, place, message).help(help));
    }
}

/// The types that a schema names, `null` included if it is nullable; `None` if it names none.
fn type_names(members: &Members) -> Option<Vec<&str>> {
    let mut names: Vec<&str> = match members.get("type")? {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    if members.get("nullable") == Some(&Value::Bool(true)) {
        names.push("null");
    }
    Some(names)
}

/// Whether a value is of a type.
pub(super) fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        // An unknown type has been said already.
        _ => true,
    }
}

fn values(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let Some(Value::Array(values)) = members.get("enum") else {
        return constant(walker, members, at);
    };
    let place = at.pointer().key("enum");
    if values.is_empty() {
        let message = "`enum` lists no value, so that none would be possible; it is ignored";
        let diagnostic = Diagnostic::new(Code::ContradictorySchema, place.at_key(), message);
        return walker.out.push(diagnostic.severity(Severity::Warning));
    }
    repeated(walker, values, &place, "value");
    let Some(names) = type_names(members) else {
        return;
    };
    let fits = |value: &Value| names.iter().any(|name| has_type(value, name));
    let some_fit = values.iter().any(fits);
    for (index, value) in values.iter().enumerate().filter(|(_, value)| !fits(value)) {
        let message = format!("`{value}` is not of the type `{}`", names.join("`, `"));
        let diagnostic = Diagnostic::new(Code::ContradictorySchema, place.index(index), message)
            .related(at.pointer().key("type"), "the type");
        let diagnostic = if some_fit { diagnostic.severity(Severity::Warning) } else { diagnostic };
        if let (Value::Number(_) | Value::Bool(_), ["string"]) = (value, &*names) {
            let text = Value::String(value.to_string());
            walker.mends.push(Mend::Replace(place.index(index), text));
        }
        walker.out.push(match (value, &*names) {
            (Value::Null, _) => diagnostic.help("say that the schema is nullable"),
            (Value::Array(_) | Value::Object(_), _) => diagnostic,
            (_, ["string"]) => diagnostic.help(format!("write it in quotes: \"{value}\"")),
            _ => diagnostic,
        });
    }
}

fn constant(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let (Some(value), Some(names)) = (members.get("const"), type_names(members)) else {
        return;
    };
    if !names.iter().any(|name| has_type(value, name)) {
        let message = format!("`{value}` is not of the type `{}`", names.join("`, `"));
        walker.say(Code::ContradictorySchema, at.pointer().key("const"), message);
    }
}

fn default(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let Some(value) = members.get("default") else {
        return;
    };
    let place = || at.pointer().key("default");
    if let Some(names) = type_names(members)
        && !names.iter().any(|name| has_type(value, name))
    {
        let message =
            format!("the default `{}` is not of the type `{}`", short(value), names.join("`, `"));
        return walker.say(Code::MismatchedDefault, place(), message);
    }
    if let Some(Value::Array(values)) = members.get("enum")
        && !values.contains(value)
        && !value.is_null()
    {
        let message = format!("the default `{}` is none of the values in `enum`", short(value));
        walker.say(Code::MismatchedDefault, place(), message);
    }
}

/// A value as text, cut to what fits a line.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// How many repetitions in one list are told: with more of them it was not written by hand.
const MOST_REPEATED: usize = 20;

fn repeated(walker: &mut Walker<'_, '_>, values: &[Value], place: &Pointer, what: &str) {
    let mut seen: HashMap<&Value, usize> = HashMap::new();
    let mut said = 0;
    for (index, value) in values.iter().enumerate() {
        if let Some(first) = seen.get(value) {
            said += 1;
            if said > MOST_REPEATED {
                return;
            }
            let message = format!("the {what} `{}` is listed twice", short(value));
            let diagnostic = Diagnostic::new(Code::RepeatedName, place.index(index), message);
            walker.out.push(diagnostic.related(place.index(*first), "first here"));
        } else {
            seen.insert(value, index);
        }
    }
}

/// Keywords that say what a value must not be, or must be only if it is something else: they make no type.
fn ignored(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    for key in ["not", "if", "dependentSchemas", "contains", "propertyNames"] {
        if members.contains_key(key) {
            let message =
                format!("`{key}` makes no difference to the type of a value, and is not checked");
            walker.say(Code::IgnoredKeyword, at.pointer().key(key).at_key(), message);
        }
    }
}

fn required(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let Some(Value::Array(names)) = members.get("required") else {
        return;
    };
    let place = at.pointer().key("required");
    repeated(walker, names, &place, "name");
    let closed = members.get("additionalProperties") == Some(&Value::Bool(false));
    let composed = ["allOf", "anyOf", "oneOf", "$ref", "patternProperties", "if"];
    if !closed || composed.iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let properties = members.get("properties").and_then(Value::as_object);
    for (index, name) in
        names.iter().enumerate().filter_map(|(index, name)| Some((index, name.as_str()?)))
    {
        if properties.is_some_and(|properties| properties.contains_key(name)) {
            continue;
        }
        let message = format!("`{name}` is required, and no such property is allowed");
        let diagnostic = Diagnostic::new(Code::ContradictorySchema, place.index(index), message);
        let keys = properties.into_iter().flat_map(Map::keys).map(String::as_str);
        walker.out.push(match super::suggest::closest(name, keys) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help("add it to `properties`, or allow additional properties"),
        });
    }
}

/// Types as bits, so that sets of them can be cut.
mod bits {
    pub(super) const INTEGER: u8 = 1;
    pub(super) const NUMBER: u8 = 2 | INTEGER;
    pub(super) const ALL: u8 = 0x3F;

    pub(super) fn of(name: &str) -> u8 {
        match name {
            "integer" => INTEGER,
            "number" => NUMBER,
            "string" => 4,
            "boolean" => 8,
            "array" => 16,
            "object" => 32,
            "null" => 0,
            _ => ALL,
        }
    }
}

/// How deep `allOf` within `allOf` is looked into.
const MAX_NESTED: usize = 8;

fn members_of_all(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let Some(Value::Array(list)) = members.get("allOf") else {
        return;
    };
    let pointer = at.pointer();
    let place = pointer.key("allOf");
    walker.out.extend(bounds::check(walker.trees, members, &pointer));
    walker.compositions.push(pointer);
    let mut common = own_types(members);
    for (index, member) in list.iter().enumerate() {
        let types = types(walker.trees, member, &place.index(index), MAX_NESTED);
        if types != 0 && common != 0 && common & types == 0 {
            let message =
                "this part of `allOf` has another type than the parts before it: no value has both";
            walker.say(Code::ContradictorySchema, place.index(index), message);
            return;
        }
        common = if types == 0 { common } else { common & types };
    }
}

fn own_types(members: &Members) -> u8 {
    let Some(names) = type_names(members) else {
        return bits::ALL;
    };
    names.iter().fold(0, |set, name| set | bits::of(name))
}

/// The types that a value of the schema can have, `null` apart.
fn types(trees: &Trees<'_>, schema: &Value, at: &Pointer, depth: usize) -> u8 {
    let Some(depth) = depth.checked_sub(1) else {
        return bits::ALL;
    };
    if let Some(text) = reference_in(schema) {
        let target = trees.resolve(at, text);
        return target.map_or(bits::ALL, |(at, schema)| types(trees, schema, &at, depth));
    }
    let Value::Object(members) = schema else {
        return bits::ALL;
    };
    let own = own_types(members);
    let Some(Value::Array(list)) = members.get("allOf") else {
        return own;
    };
    let place = at.key("allOf");
    list.iter()
        .enumerate()
        .fold(own, |set, (index, member)| set & types(trees, member, &place.index(index), depth))
}
