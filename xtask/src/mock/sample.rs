//! Makes a value that satisfies a schema, for a response that has no example.

use serde_json::{Map, Number, Value, json};

use super::document::{Document, elements, entries, flag, reference, text};

/// How deep values are nested before what is optional is left out.
const MAX_DEPTH: usize = 6;

/// A value for a schema. What the document itself offers comes first: an example, a default, a
/// constant, the first value of an enum.
pub(super) fn sample(document: &Document, schema: &Value) -> Value {
    let sampler = Sampler { document };
    sampler.value(schema, &mut Vec::new()).unwrap_or(Value::Null)
}

struct Sampler<'a> {
    document: &'a Document,
}

impl Sampler<'_> {
    /// `None` when the schema contains itself, so that whoever wants the value has to do without.
    fn value(&self, schema: &Value, trail: &mut Vec<String>) -> Option<Value> {
        if let Some(pointer) = reference(schema) {
            if trail.contains(&pointer) {
                return None;
            }
            trail.push(pointer.clone());
            let value = self.value(self.document.at(&pointer), trail);
            trail.pop();
            return value;
        }
        if let Some(value) = offered(schema) {
            return Some(value.clone());
        }
        for key in ["oneOf", "anyOf"] {
            let mut members = elements(&schema[key]).iter();
            if let Some(value) = members.find_map(|member| self.value(member, trail)) {
                return Some(self.merged(schema, value, trail));
            }
        }
        if let Some(members) = schema["allOf"].as_array() {
            let mut values = members.iter().map(|member| self.value(member, trail));
            let first = values.next()??;
            let all = values.try_fold(first, |all, value| Some(merge(all, value?)))?;
            return Some(self.merged(schema, all, trail));
        }
        self.plain(schema, trail)
    }

    /// Adds what a schema says beside its `oneOf` or `allOf`.
    fn merged(&self, schema: &Value, value: Value, trail: &mut Vec<String>) -> Value {
        if schema.get("properties").is_none() {
            return value;
        }
        let own = self.object(schema, trail).unwrap_or_default();
        merge(own, value)
    }

    fn plain(&self, schema: &Value, trail: &mut Vec<String>) -> Option<Value> {
        let kind = schema["type"].as_str().or_else(|| {
            elements(&schema["type"]).iter().filter_map(Value::as_str).find(|kind| *kind != "null")
        });
        match kind {
            Some("string") => Some(string(schema).into()),
            Some("integer" | "number") => Some(number(schema)),
            Some("boolean") => Some(true.into()),
            Some("null") => Some(Value::Null),
            Some("array") => self.array(schema, trail),
            Some("object") => self.object(schema, trail),
            _ if schema.get("properties").is_some() => self.object(schema, trail),
            _ if flag(schema, "nullable") => Some(Value::Null),
            _ => Some(json!({})),
        }
    }

    fn array(&self, schema: &Value, trail: &mut Vec<String>) -> Option<Value> {
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let wanted = usize::try_from(least.clamp(1, 100)).unwrap_or(1);
        match self.value(&schema["items"], trail) {
            Some(item) if trail.len() < MAX_DEPTH || least > 0 => Some(json!(vec![item; wanted])),
            None if least > 0 => None,
            _ => Some(json!([])),
        }
    }

    fn object(&self, schema: &Value, trail: &mut Vec<String>) -> Option<Value> {
        let mut object = Map::new();
        let is_required = |name: &str| elements(&schema["required"]).iter().any(|one| one == name);
        for (name, property) in entries(&schema["properties"]) {
            if flag(self.document.follow(property), "writeOnly") {
                continue;
            }
            let wanted = is_required(name) || trail.len() < MAX_DEPTH;
            match wanted.then(|| self.value(property, trail)).flatten() {
                Some(value) => drop(object.insert(name.to_owned(), value)),
                None if is_required(name) => return None,
                None => {}
            }
        }
        Some(Value::Object(object))
    }
}

/// A value that the schema itself offers.
fn offered(schema: &Value) -> Option<&Value> {
    let first = |key| elements(&schema[key]).first();
    let direct = schema.get("example").or_else(|| first("examples"));
    direct
        .or_else(|| schema.get("default"))
        .or_else(|| schema.get("const"))
        .or_else(|| first("enum"))
}

fn merge(base: Value, over: Value) -> Value {
    match (base, over) {
        (Value::Object(mut base), Value::Object(over)) => {
            base.extend(over);
            Value::Object(base)
        }
        (_, over) => over,
    }
}

fn string(schema: &Value) -> String {
    let text = match text(schema, "format") {
        Some("date-time") => "2024-01-02T03:04:05Z",
        Some("date") => "2024-01-02",
        Some("time") => "03:04:05Z",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("email") => "someone@example.com",
        Some("uri" | "url") => "https://example.com/",
        Some("hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("byte") => "c3RyaW5n",
        _ => "string",
    };
    let limit = |key| schema[key].as_u64().and_then(|limit| usize::try_from(limit).ok());
    let least = limit("minLength").unwrap_or(0).min(10_000);
    let most = limit("maxLength").unwrap_or(usize::MAX);
    let padding = least.saturating_sub(text.chars().count());
    text.chars().chain(std::iter::repeat_n('s', padding)).take(most).collect()
}

/// The number nearest to zero that the bounds admit, when bounds and step are whole.
fn number(schema: &Value) -> Value {
    let exclusive = |key: &str| flag(schema, key) || schema[key].is_number();
    let bound = |inclusive: &str, exclusive: &str| {
        schema[inclusive].as_f64().or_else(|| schema[exclusive].as_f64())
    };
    let low = bound("minimum", "exclusiveMinimum");
    let high = bound("maximum", "exclusiveMaximum");
    let step = schema["multipleOf"].as_f64().filter(|step| *step > 0.0).unwrap_or(1.0);
    let mut number = 0.0_f64;
    if let Some(low) =
        low.filter(|low| *low > number || (*low >= number && exclusive("exclusiveMinimum")))
    {
        number = (low / step).ceil() * step;
        if exclusive("exclusiveMinimum") && number <= low {
            number += step;
        }
    } else if let Some(high) =
        high.filter(|high| *high < number || (*high <= number && exclusive("exclusiveMaximum")))
    {
        number = (high / step).floor() * step;
        if exclusive("exclusiveMaximum") && number >= high {
            number -= step;
        }
    }
    whole(number).map_or_else(|| json!(number), Value::Number)
}

/// A number as an integer, where it is one.
fn whole(number: f64) -> Option<Number> {
    format!("{number:.0}").parse::<i64>().ok().map(Number::from).filter(|_| number.fract() == 0.0)
}
