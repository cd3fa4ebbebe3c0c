//! Text into one value tree, whatever the notation.

use std::cell::Cell;
use std::fmt;

use saphyr_parser::{Event, Marker, Parser};
use serde::Deserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::lines;

/// The notation of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    Json,
    Yaml,
}

/// A parsed text.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) notation: Notation,
    /// Whether some object holds a key twice; where it does is found out only when it must be shown.
    pub(super) repeated_keys: bool,
}

/// Why a text could not be parsed, and at which byte.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) offset: usize,
}

/// The deepest nesting that both parsers accept.
pub(super) const MAX_DEPTH: usize = 128;

/// Parses `text` as JSON or YAML. The name's extension decides; where it says nothing or YAML, a
/// text that starts like JSON is tried as JSON first, because that is faster and strict.
pub(super) fn parse(name: &str, text: &str) -> Result<Parsed, Fault> {
    let extension = name.rsplit('.').next().unwrap_or_default();
    if extension.eq_ignore_ascii_case("json") {
        return parse_json(text);
    }
    let yaml = extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml");
    if text.trim_start().starts_with(['{', '[']) {
        match parse_json(text) {
            Err(_) if yaml => {}
            Err(fault) => return parse_yaml(text).map_err(|_| fault),
            parsed => return parsed,
        }
    }
    parse_yaml(text)
}

fn parse_json(text: &str) -> Result<Parsed, Fault> {
    let context = Context::new(Notation::Json, text);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Tree(&context).deserialize(&mut deserializer);
    match value.and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) => Ok(context.parsed(value)),
        Err(error) => Err(json_fault(text, &error)),
    }
}

fn json_fault(text: &str, error: &serde_json::Error) -> Fault {
    let line = lines::nth_newline_line(text, error.line());
    let message = said(&error.to_string());
    // The parser counts the byte it stopped at, from 1.
    let offset = lines::floor(text, line + error.column().saturating_sub(1));
    Fault { message, offset }
}

fn parse_yaml(text: &str) -> Result<Parsed, Fault> {
    check_depth(text)?;
    let context = Context::new(Notation::Yaml, text);
    match Tree(&context).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(value) => Ok(context.parsed(value)),
        Err(error) => Err(yaml_fault(text, &error)),
    }
}

fn yaml_fault(text: &str, error: &serde_yaml::Error) -> Fault {
    let whole = error.to_string();
    let message = said(&whole);
    if let Some(offset) = position(&whole).or_else(|| second_document(text, &whole)) {
        return Fault { message, offset };
    }
    let offset = error.location().map_or(0, |location| {
        lines::Lines::new(text).offset(text, location.line(), location.column().saturating_sub(1))
    });
    Fault { message, offset }
}

/// What the parser puts before the byte at which it found something that is no text of YAML, where
/// it names no line.
const POSITION: &str = " at position ";

fn position(message: &str) -> Option<usize> {
    let (_, position) = message.rsplit_once(POSITION)?;
    position.parse().ok()
}

/// The byte at which the second document starts, if that is what the message is about.
fn second_document(text: &str, message: &str) -> Option<usize> {
    message.contains("more than one document").then_some(())?;
    let events = Parser::new_from_str(text).map_while(Result::ok);
    let mut starts = events.filter(|(event, _)| matches!(event, Event::DocumentStart(_)));
    let (_, span) = starts.nth(1)?;
    Some(lines::Lines::new(text).offset(text, span.start.line(), span.start.col()))
}

/// The parser's message in our words, without the position, which is shown on its own.
fn said(message: &str) -> String {
    let end = message.find(" at line ").or_else(|| message.rfind(POSITION));
    let end = end.unwrap_or(message.len());
    let message = message.get(..end).unwrap_or_default();
    if message.ends_with("recursion limit exceeded") {
        return format!("the nesting is deeper than {MAX_DEPTH} levels");
    }
    match message {
        _ if message.contains("more than one document") => SEVERAL.to_owned(),
        "repetition limit exceeded" => REPEATED.to_owned(),
        _ => message.to_owned(),
    }
}

const SEVERAL: &str = "the file holds more than one YAML document";
const REPEATED: &str = "aliases repeat too much of the document";

impl Fault {
    /// What to do about it, where that can be said.
    pub(super) fn help(&self) -> Option<&'static str> {
        match &*self.message {
            SEVERAL => Some("keep one document; the others need files of their own"),
            REPEATED => Some("define what repeats under `components`, and refer to it with `$ref`"),
            "control characters are not allowed" => Some("take the character out"),
            _ => None,
        }
    }
}

/// Refuses flow collections nested too deeply before the YAML parser sees them: it takes time
/// quadratic in the depth and looks at the limit only afterwards.
fn check_depth(text: &str) -> Result<(), Fault> {
    if suspected_depth(text) <= 2 * MAX_DEPTH {
        return Ok(());
    }
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| fault_at(text, *error.marker(), error.info()))?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(fault_at(text, span.start, "recursion limit exceeded"));
        }
    }
    Ok(())
}

fn fault_at(text: &str, marker: Marker, message: &str) -> Fault {
    let offset = lines::Lines::new(text).offset(text, marker.line(), marker.col());
    Fault { message: said(message), offset }
}

/// How deep brackets nest if each one counts, those within text too: an upper bound at a glance.
fn suspected_depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// What the visitors of one text share.
struct Context {
    notation: Notation,
    repeated_keys: Cell<bool>,
    /// What the tree may still grow by. A text without aliases cannot use it up; a few lines of
    /// aliases to aliases can name more values than there is memory for.
    budget: Cell<usize>,
}

/// What a value costs beside its text, in bytes of budget.
const NODE_COST: usize = 8;

impl Context {
    fn new(notation: Notation, text: &str) -> Self {
        let budget = text.len().saturating_mul(2 * NODE_COST) + (16 << 20);
        Self { notation, repeated_keys: Cell::new(false), budget: Cell::new(budget) }
    }

    fn parsed(&self, value: Value) -> Parsed {
        Parsed { value, notation: self.notation, repeated_keys: self.repeated_keys.get() }
    }

    fn spend<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.budget.get().checked_sub(bytes.saturating_add(NODE_COST));
        let left = left.ok_or_else(|| E::custom(REPEATED))?;
        self.budget.set(left);
        Ok(())
    }
}

/// Builds a [`Value`] from any deserializer.
#[derive(Clone, Copy)]
struct Tree<'c>(&'c Context);

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(value.into())
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON readers do the same with such integers")]
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON readers do the same with such integers")]
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.0.spend(0)?;
        // JSON has no infinity. As the text that YAML has for it, it is told where a number is wanted.
        let text = || Value::String(not_finite(value).to_owned());
        Ok(Number::from_f64(value).map_or_else(text, Value::Number))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        self.0.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        self.deserialize(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut map = Map::new();
        while let Some(key) = members.next_key_seed(Key)? {
            self.0.spend(key.len())?;
            let value = members.next_value_seed(self)?;
            let is_merge = self.0.notation == Notation::Yaml && key == MERGE;
            let merged = if is_merge { map.shift_remove(MERGE) } else { None };
            let value = if let Some(merged) = merged { both(merged, value) } else { value };
            if map.insert(key, value).is_some() {
                self.0.repeated_keys.set(true);
            }
        }
        if self.0.notation == Notation::Yaml {
            merge(&mut map);
        }
        Ok(Value::Object(map))
    }

    /// A YAML tag: what it says is not ours to judge, the value counts.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_tag, value) = data.variant_seed(Key)?;
        value.newtype_variant_seed(self)
    }
}

/// How YAML writes a number that is not finite.
fn not_finite(value: f64) -> &'static str {
    match value {
        _ if value.is_nan() => ".nan",
        _ if value.is_sign_negative() => "-.inf",
        _ => ".inf",
    }
}

/// The key that merges another mapping into its own.
pub(super) const MERGE: &str = "<<";

/// What two merges in one mapping say: that of both, as if they stood in a list.
fn both(before: Value, value: Value) -> Value {
    let items = |value| if let Value::Array(items) = value { items } else { vec![value] };
    Value::Array(items(before).into_iter().chain(items(value)).collect())
}

/// Applies the merge key `<<`: the members of one mapping, or of several, that the map lacks.
fn merge(map: &mut Map<String, Value>) {
    let merged = match map.get(MERGE) {
        Some(Value::Object(_)) => map.shift_remove(MERGE).into_iter().collect(),
        Some(Value::Array(items)) if items.iter().all(Value::is_object) => {
            let items = map.shift_remove(MERGE);
            if let Some(Value::Array(items)) = items { items } else { Vec::new() }
        }
        _ => return,
    };
    for value in merged {
        let Value::Object(members) = value else {
            continue;
        };
        for (key, value) in members {
            map.entry(key).or_insert(value);
        }
    }
}

/// A key as it is written: `200`, `1.10` and `true` stay as they are.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key that is text")
    }

    fn visit_str<E>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_string<E>(self, key: String) -> Result<String, E> {
        Ok(key)
    }
}
