//! The document's own error envelope: where the code, the message and the details go.

use serde_json::{Value, json};

use super::document::{Document, elements};
use super::failure::{Failure, Reason, Shape};
use super::response::{JsonContent, json_content};
use super::sample::sample;
use super::schema::{property, types};

/// How deep an envelope is searched for the places of the message and the details.
const DEPTH: usize = 4;

/// A documented error to model the answer on.
pub(super) struct Template<'a> {
    pub(super) kind: &'a str,
    schema: &'a Value,
    value: Value,
    /// Whether the example was written for this very reason, so that its words fit.
    fits: bool,
}

impl<'a> Template<'a> {
    /// The example of a response that fits best; a made-up value when the response has none.
    pub(super) fn find(
        document: &'a Document,
        reason: Reason,
        key: &str,
        response: &'a Value,
    ) -> Option<Self> {
        let JsonContent { kind, schema, examples } = json_content(document, response)?;
        let position =
            |word: &&str| examples.iter().position(|(name, value)| mentions(name, value, word));
        let best = reason.words().iter().find_map(position);
        // What an operation says with 404 is that its thing, not its path, is unknown.
        let exact = key == reason.status().to_string() && reason != Reason::UnknownPath;
        let fits = best.is_some() || (exact && !examples.is_empty());
        let example = examples.into_iter().nth(best.unwrap_or(0));
        let value = example.map_or_else(|| sample(document, schema), |(_, value)| value);
        value.is_object().then_some(Self { kind, schema, value, fits })
    }

    pub(super) fn fill(mut self, document: &Document, failure: &Failure) -> Value {
        let filler = Filler { document, failure, fits: self.fits };
        let has_details = filler.details(&mut self.value, self.schema, DEPTH);
        // The API's own words are kept where the details say the rest.
        if !(self.fits && has_details) {
            filler.texts(&mut self.value, self.schema, DEPTH);
        }
        self.value
    }
}

/// Whether the name or the content of an example has a word, case and punctuation aside.
fn mentions(name: &str, value: &Value, word: &str) -> bool {
    letters(&format!("{name} {value}")).contains(word)
}

/// A text without all that is no letter or digit, in lower case.
fn letters(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

struct Filler<'a> {
    document: &'a Document,
    failure: &'a Failure,
    fits: bool,
}

impl Filler<'_> {
    /// Puts the complaints where the envelope has an object `details`; whether it has one.
    fn details(&self, value: &mut Value, schema: &Value, depth: usize) -> bool {
        let Value::Object(object) = value else {
            return false;
        };
        let details = property(self.document, schema, "details", DEPTH);
        let shown = object.get("details");
        if self.is(details, "object", shown.is_some_and(Value::is_object)) {
            let shape = self.shape(details, shown);
            if !self.failure.complaints.is_empty() {
                object.insert("details".into(), self.failure.details(shape));
                return true;
            }
            // What the example complains about is not what is wrong here.
            let required = elements(&self.document.follow(schema)["required"]);
            if required.iter().any(|name| name == "details") {
                object.insert("details".into(), json!({}));
            } else {
                object.remove("details");
            }
            return false;
        }
        let members = object.iter_mut().filter(|_| depth > 0);
        let found = members.map(|(name, member)| {
            self.details(member, property(self.document, schema, name, DEPTH), depth - 1)
        });
        found.fold(false, |any, one| any | one)
    }

    /// Puts the message, and unless the example fits the code, where the envelope has them.
    fn texts(&self, value: &mut Value, schema: &Value, depth: usize) {
        let Value::Object(object) = value else { return };
        for (name, text) in
            [("code", self.failure.reason.code()), ("message", &self.failure.message)]
        {
            let member = property(self.document, schema, name, DEPTH);
            let shown = object.get(name).is_some_and(Value::is_string);
            if !self.is(member, "string", shown) || (name == "code" && self.fits) {
                continue;
            }
            if let Some(text) = self.allowed(member, text) {
                object.insert(name.into(), text.into());
            }
        }
        let members = object.iter_mut().filter(|(name, _)| depth > 0 && *name != "details");
        for (name, member) in members {
            self.texts(member, property(self.document, schema, name, DEPTH), depth - 1);
        }
    }

    /// A text that a schema allows: where it lists values, the one that tells this reason best.
    fn allowed<'t>(&'t self, schema: &'t Value, text: &'t str) -> Option<&'t str> {
        let listed = elements(schema.get("enum").unwrap_or(&Value::Null));
        if listed.is_empty() {
            return Some(text);
        }
        let with = |word: &&str| {
            listed.iter().filter_map(Value::as_str).find(|one| letters(one).contains(*word))
        };
        self.failure.reason.words().iter().find_map(with)
    }

    /// Whether a member is of a kind: the schema decides, the example only where it is silent.
    fn is(&self, schema: &Value, kind: &str, shown: bool) -> bool {
        let types = types(self.document, schema, DEPTH);
        if types.is_empty() { shown } else { types.contains(&kind) }
    }

    fn shape(&self, schema: &Value, shown: Option<&Value>) -> Shape {
        let members = &self.document.follow(schema)["additionalProperties"];
        let types = types(self.document, members, DEPTH);
        let shown = shown.and_then(Value::as_object).and_then(|object| object.values().next());
        let texts = if types.is_empty() {
            shown.is_some_and(Value::is_string)
        } else {
            types.contains(&"string") && !types.contains(&"array")
        };
        if texts { Shape::Texts } else { Shape::Lists }
    }
}
