//! What must come of a payload, by the document alone.
//!
//! It walks the schemas as they are written and the payload beside them. It shares nothing with the
//! generator and its runtime, and is to be read by people: every rule is said once, in plain words.
//!
//! - A member that is required and missing, or does not fit, makes its object one that does not fit. So
//!   does an item its list, and a value its map.
//! - An optional member that does not fit is drift, told where the value stops to fit; what it holds
//!   besides is not looked at. `null` is drift too, unless the schema is nullable.
//! - The digits of a time in quotes are read as the time, and where a string or an integer is wanted any
//!   number is read: both are drift and make nothing else unfit.
//! - A key without a property, a value that an enumeration lacks and a value that is no member of its
//!   union are drift.
//! - A union is chosen by the discriminator, or by JSON kind, or by the keys that one member requires and
//!   another does not; the first member in the document whose keys are there. Once chosen, the value must
//!   fit. One type holds a value or a list of such, and a string or an integer: what is neither does not
//!   fit, since there is no place for a member that is not known.
//! - Of a key that comes twice the last counts. To choose by a discriminator, the first counts.
//! - Limits of length, range and pattern are not looked at.

use std::collections::BTreeSet;

use serde_json::Value;

use super::node::Node;

/// A disagreement: the path, and in what way (a name of `DriftKind`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    /// Where, as drift and errors say it.
    pub(crate) path: String,
    /// In what way.
    pub(crate) kind: &'static str,
}

impl Told {
    fn new(path: &str, kind: &'static str) -> Self {
        Self { path: path.to_owned(), kind }
    }
}

/// What must come of a payload that can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    /// What is told.
    pub(crate) drift: BTreeSet<Told>,
}

impl Fit {
    fn told(path: &str, kind: &'static str) -> Self {
        Self { drift: BTreeSet::from([Told::new(path, kind)]) }
    }

    fn add(&mut self, other: Self) {
        self.drift.extend(other.drift);
    }
}

/// The place that does not fit something required, or how the payload is read.
pub(crate) type Verdict = Result<Fit, Told>;

/// The document's schemas.
pub(crate) struct Oracle {
    document: Value,
}

impl Oracle {
    /// The oracle of a document.
    pub(crate) fn new(document: Value) -> Self {
        Self { document }
    }

    /// Names of the schemas of the document.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = &str> {
        let schemas = self.document["components"]["schemas"].as_object();
        schemas.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// What must come of a payload that is read as a schema of the document.
    pub(crate) fn judge(&self, schema: &str, payload: &Node) -> Verdict {
        self.value(self.schema(schema), payload, "")
    }

    fn schema(&self, name: &str) -> &Value {
        let schema = &self.document["components"]["schemas"][name];
        assert!(schema.is_object(), "the document has no schema {name}");
        schema
    }

    fn value(&self, schema: &Value, node: &Node, path: &str) -> Verdict {
        let schema = self.resolve(schema);
        if *node == Node::Null && schema["nullable"] == true {
            return Ok(Fit::default());
        }
        if let Some(members) = schema["oneOf"].as_array() {
            return self.union(schema, members, node, path);
        }
        let fits = match (schema["type"].as_str(), node) {
            (Some("object"), Node::Object(_)) => return self.object(schema, node, path),
            (Some("array"), Node::List(items)) => return self.list(&schema["items"], items, path),
            (Some("string"), Node::String(text)) => return Ok(listed(schema, text, path)),
            (Some("integer"), Node::String(digits)) if is_time(schema) && is_integer(digits) => {
                return Ok(Fit::told(path, "Misfit"));
            }
            (Some("integer"), Node::Number(spelling)) => is_whole(spelling),
            (Some("number"), Node::Number(_)) | (Some("boolean"), Node::Boolean(_)) => true,
            (None, _) => panic!("a schema without a type: teach the oracle about {schema}"),
            _ => false,
        };
        if fits { Ok(Fit::default()) } else { Err(misfit(path, node)) }
    }

    /// The schema that a reference leads to; a lone `allOf` is a reference with a description.
    fn resolve<'a>(&'a self, mut schema: &'a Value) -> &'a Value {
        loop {
            if let Some(reference) = schema["$ref"].as_str() {
                schema = self.schema(reference.trim_start_matches("#/components/schemas/"));
            } else if let Some(all) = schema["allOf"].as_array() {
                assert_eq!(all.len(), 1, "teach the oracle to put schemas together: {schema}");
                schema = &all[0];
            } else {
                return schema;
            }
        }
    }

    fn list(&self, items: &Value, nodes: &[Node], path: &str) -> Verdict {
        let mut fit = Fit::default();
        for (index, node) in nodes.iter().enumerate() {
            fit.add(self.value(items, node, &format!("{path}[{index}]"))?);
        }
        Ok(fit)
    }

    fn object(&self, schema: &Value, node: &Node, path: &str) -> Verdict {
        let mut fit = Fit::default();
        for (key, value) in node.members() {
            if node.get(key).is_some_and(|last| std::ptr::eq(last, value)) {
                fit.add(self.member(schema, key, value, &member_path(path, key))?);
            }
        }
        match required(schema).find(|key| node.get(key).is_none()) {
            Some(missing) => Err(Told::new(&member_path(path, missing), "Missing")),
            None => Ok(fit),
        }
    }

    fn member(&self, schema: &Value, key: &str, node: &Node, path: &str) -> Verdict {
        let property = &schema["properties"][key];
        if property.is_null() {
            return match &schema["additionalProperties"] {
                Value::Bool(true) => Ok(Fit::default()),
                Value::Object(_) if schema["properties"].is_null() => {
                    self.value(&schema["additionalProperties"], node, path)
                }
                Value::Null => Ok(Fit::told(path, "UnknownKey")),
                _ => panic!("teach the oracle about the additional properties of {schema}"),
            };
        }
        match self.value(property, node, path) {
            Err(misfit) if !required(schema).any(|required| required == key) => {
                Ok(Fit { drift: BTreeSet::from([misfit]) })
            }
            // A union would keep it as an unknown member, but there is nothing to be kept of `null`.
            Ok(fit)
                if *node == Node::Null && fit.drift.contains(&Told::new(path, "UnknownMember")) =>
            {
                Ok(Fit::told(path, "UnexpectedNull"))
            }
            verdict => verdict,
        }
    }

    fn union(&self, schema: &Value, members: &[Value], node: &Node, path: &str) -> Verdict {
        let property = &schema["discriminator"]["propertyName"];
        let chosen = match property.as_str() {
            Some(property) => {
                let tag = node.members().iter().find(|(key, _)| key == property);
                let mapping = &schema["discriminator"]["mapping"];
                tag.and_then(|(_, tag)| mapped(mapping, members, tag))
            }
            None => self.by_kind(members, node),
        };
        match chosen {
            Some(member) => self.chosen(members, member, node, path),
            None if self.is_one_type(members) => Err(misfit(path, node)),
            None => Ok(Fit::told(path, "UnknownMember")),
        }
    }

    fn chosen(&self, members: &[Value], member: &Value, node: &Node, path: &str) -> Verdict {
        let verdict = self.value(member, node, path);
        if verdict.is_err() && matches!(node, Node::Number(_)) && self.is_one_type(members) {
            return Ok(Fit::told(path, "Misfit"));
        }
        verdict
    }

    /// The only member of the value's kind, or the first whose own keys are there.
    fn by_kind<'a>(&'a self, members: &'a [Value], node: &Node) -> Option<&'a Value> {
        let of_kind: Vec<_> =
            members.iter().filter(|member| self.resolve(member)["type"] == kind(node)).collect();
        if let [member] = of_kind[..] {
            return Some(member);
        }
        let is_own = |key: &str| {
            !of_kind.iter().all(|other| required(self.resolve(other)).any(|theirs| theirs == key))
        };
        let has_own_keys = |member: &Value| {
            let mut own = required(self.resolve(member)).filter(|key| is_own(key)).peekable();
            own.peek().is_some() && own.all(|key| node.get(key).is_some())
        };
        of_kind.iter().find(|member| has_own_keys(member)).copied()
    }

    /// Whether one Rust type holds all members, so that there is no place for one that is not known: a
    /// value or a list of such, a number or a string.
    fn is_one_type(&self, members: &[Value]) -> bool {
        let [one, other] = members else {
            return false;
        };
        let item = &self.resolve(other)["items"];
        let kinds = [one, other].map(|member| self.resolve(member)["type"].as_str());
        let of_first = self.resolve(&self.resolve(one)["items"]);
        self.resolve(item) == self.resolve(one)
            || *of_first == *self.resolve(other)
            || kinds == [Some("string"), Some("integer")]
    }
}

/// The member that a discriminator's mapping gives for a tag.
fn mapped<'a>(mapping: &Value, members: &'a [Value], tag: &Node) -> Option<&'a Value> {
    let Node::String(tag) = tag else {
        return None;
    };
    let reference = mapping[tag].as_str()?;
    members.iter().find(|member| member["$ref"] == reference)
}

fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn listed(schema: &Value, text: &str, path: &str) -> Fit {
    match schema["enum"].as_array() {
        Some(values) if !values.iter().any(|value| value == text) => {
            Fit::told(path, "UnknownValue")
        }
        _ => Fit::default(),
    }
}

fn misfit(path: &str, node: &Node) -> Told {
    Told::new(path, if *node == Node::Null { "UnexpectedNull" } else { "Misfit" })
}

fn is_time(schema: &Value) -> bool {
    schema["format"] == "unixtime"
}

/// Digits as an integer of 64 bits is spelled, without zeros before it.
fn is_integer(digits: &str) -> bool {
    digits.parse::<i64>().is_ok_and(|value| value.to_string() == digits)
}

/// Whether a number is an integer of 64 bits, however it is spelled.
fn is_whole(spelling: &str) -> bool {
    let exact = |value: f64| value.fract() == 0.0 && value.abs() < 9e15;
    spelling.parse::<i64>().is_ok() || spelling.parse().is_ok_and(exact)
}

/// The word of a schema's `type` for a value.
fn kind(node: &Node) -> &'static str {
    match node {
        Node::Null => "null",
        Node::Boolean(_) => "boolean",
        Node::Number(_) => "integer",
        Node::String(_) => "string",
        Node::List(_) => "array",
        Node::Object(_) => "object",
    }
}

/// The path of a member: `a.b`, and keys that are no words as `a["b c"]`.
pub(crate) fn member_path(path: &str, key: &str) -> String {
    let letter = |char: char| char.is_alphanumeric() || "_-$@".contains(char);
    match (key.chars().all(letter) && !key.is_empty(), path.is_empty()) {
        (true, true) => key.to_owned(),
        (true, false) => format!("{path}.{key}"),
        (false, _) => format!("{path}[{key:?}]"),
    }
}
