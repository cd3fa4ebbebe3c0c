//! Walks the tree by the tables of [`shape`](super::shape): every keyword is known and holds what it
//! should. What is wrong is said at its place, and a mend is noted, so that one fault does not stop
//! the rest from being read.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::mend::Mend;
use super::resolve::{Trees, reference_in};
use super::shape::{Form, Kind};
use super::trail::Trail;
use super::{objects, references, rewrite, schema, suggest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Place, Pointer};

/// What the walk finds out.
pub(super) struct Walker<'w, 's> {
    pub(super) trees: &'w Trees<'s>,
    /// Whether the document is of 3.1 or later.
    pub(super) modern: bool,
    pub(super) out: Diagnostics,
    pub(super) mends: Vec<Mend>,
    /// Schemas with `allOf`, each a possible member of a circle.
    pub(super) compositions: Vec<Pointer>,
    /// The media type in whose examples the walk is.
    pub(super) media: Option<&'w str>,
    /// Parts that are referred to and lie outside the tree that is walked anyway.
    pub(super) queue: Vec<(Form, Pointer)>,
    seen: HashSet<(Form, Pointer)>,
}

impl<'w, 's> Walker<'w, 's> {
    pub(super) fn new(trees: &'w Trees<'s>, modern: bool) -> Self {
        Self {
            trees,
            modern,
            out: Diagnostics::default(),
            mends: Vec::new(),
            compositions: Vec::new(),
            media: None,
            queue: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// Walks the root document and all that it refers to.
    pub(super) fn run(&mut self) {
        let root = Pointer::root(FileId::ROOT);
        self.queue.push((Form::One(Kind::Document), root));
        while let Some((form, pointer)) = self.queue.pop() {
            let new = self.seen.insert((form, pointer.clone()));
            let Some(value) = self.trees.get(&pointer).filter(|_| new) else {
                continue;
            };
            let at = Trail::start(&pointer);
            match (form, value) {
                (Form::Map(kind), Value::Object(members)) => self.map(kind, members, &at),
                (Form::One(kind), _) => self.walk(kind, value, &at),
                _ => {}
            }
        }
    }

    /// Says something with the default severity of its code.
    pub(super) fn say(&mut self, code: Code, place: impl Into<Place>, message: impl Into<String>) {
        self.out.push(Diagnostic::new(code, place, message));
    }

    fn walk(&mut self, kind: Kind, value: &'w Value, at: &Trail<'_>) {
        let Value::Object(members) = value else {
            return self.not_an_object(kind, value, at);
        };
        if let Some(text) = reference_in(value) {
            references::check(self, kind, text, at);
            let ignored = matches!(kind, Kind::Discriminator | Kind::Xml | Kind::ExternalDocs);
            if !(ignored || kind == Kind::PathItem || kind == Kind::Schema && self.modern) {
                let nullable = |key| members.get(key) == Some(&Value::Bool(true));
                if kind == Kind::Schema && (nullable("nullable") || nullable("x-nullable")) {
                    self.mends.push(Mend::Schema(at.pointer()));
                }
                return;
            }
        }
        if let Some(wrong) = members.get("$ref").filter(|text| !text.is_string())
            && self.no_reference(kind, wrong, at)
        {
            return;
        }
        if kind == Kind::Schema && rewrite::is_needed(members) {
            self.mends.push(Mend::Schema(at.pointer()));
        }
        objects::check(self, kind, members, at);
        match kind {
            Kind::Paths | Kind::Responses | Kind::Callback => self.named_members(kind, members, at),
            Kind::SecurityRequirement => {}
            _ => self.keywords(kind, members, at),
        }
        if kind == Kind::Schema {
            schema::check(self, members, at);
        }
    }

    /// Says that a `$ref` is no text. Of what can do with what stands beside it only the `$ref` is
    /// taken out; the rest goes as a whole, and then the answer is `true`.
    fn no_reference(&mut self, kind: Kind, value: &Value, at: &Trail<'_>) -> bool {
        if matches!(kind, Kind::Paths | Kind::Responses | Kind::SecurityRequirement) {
            return false;
        }
        let pointer = at.pointer();
        let place = pointer.key("$ref");
        self.say_mistyped(Severity::Error, "`$ref` must be text", value, &place);
        let whole = kind.referable() && !matches!(kind, Kind::Schema | Kind::PathItem);
        self.mends.push(Mend::Remove(if whole { pointer } else { place }));
        whole
    }

    fn not_an_object(&mut self, kind: Kind, value: &'w Value, at: &Trail<'_>) {
        if kind == Kind::Schema && value.is_boolean() {
            if !self.modern {
                let message = "`true` and `false` are schemas since OpenAPI 3.1";
                self.say(Code::NewerKeyword, at.pointer(), message);
            }
            return self.mends.push(Mend::Schema(at.pointer()));
        }
        let wanted = format!("{} must be an object", kind.name());
        self.mistyped(&wanted, value, at);
    }

    /// Says that a value has the wrong type, and takes it out. An empty value (`null`), as is left
    /// behind by an editing hand, is no more than a warning.
    fn mistyped(&mut self, wanted: &str, value: &Value, at: &Trail<'_>) {
        let pointer = at.pointer();
        self.say_mistyped(severity_of(value), wanted, value, &pointer);
        self.mends.push(Mend::Remove(pointer));
    }

    fn say_mistyped(&mut self, severity: Severity, wanted: &str, value: &Value, pointer: &Pointer) {
        let message = format!("{wanted}, and this is {}", type_name(value));
        let diagnostic = Diagnostic::new(Code::MistypedKeyword, pointer, message);
        self.out.push(diagnostic.severity(severity));
    }

    fn keywords(&mut self, kind: Kind, members: &'w Map<String, Value>, at: &Trail<'_>) {
        for (key, value) in members {
            match kind.form(key) {
                Some(form) => {
                    self.too_new(kind, key, at);
                    self.form(kind, key, form, value, &at.key(key));
                }
                None => self.unknown(kind, key, at),
            }
        }
        for key in kind.required().iter().filter(|key| !members.contains_key(**key)) {
            objects::missing(self, kind, key, at);
        }
    }

    fn too_new(&mut self, kind: Kind, key: &str, at: &Trail<'_>) {
        if !self.modern && kind.since_3_1().contains(&key) {
            let message = format!("`{key}` came with OpenAPI 3.1, and the document says 3.0");
            self.say(Code::NewerKeyword, at.pointer().key(key).at_key(), message);
        }
    }

    fn unknown(&mut self, kind: Kind, key: &str, at: &Trail<'_>) {
        if key.starts_with("x-") || key == "$ref" {
            return;
        }
        let close = (key.len() > 3)
            .then(|| suggest::closest(key, kind.table().iter().map(|(key, _)| *key)));
        let close = close.flatten();
        if kind == Kind::Schema && self.modern && close.is_none() {
            return;
        }
        let message = format!("{} has no keyword `{key}`", kind.name());
        let diagnostic =
            Diagnostic::new(Code::UnknownKeyword, at.pointer().key(key).at_key(), message);
        self.out.push(match close {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help("names of extensions start with `x-`"),
        });
    }

    fn form(&mut self, kind: Kind, key: &str, form: Form, value: &'w Value, at: &Trail<'_>) {
        match (form, value) {
            (Form::Any, _)
            | (Form::Text, Value::String(_))
            | (Form::Flag | Form::Bound | Form::SchemaOrFlag, Value::Bool(_))
            | (Form::Number, Value::Number(_))
            | (Form::Values, Value::Array(_))
            | (Form::AnyMap, Value::Object(_)) => {}
            (Form::Bound, Value::Number(_)) => self.newer_form(key, "a number", at),
            (Form::Count, Value::Number(_)) => self.count(key, value, at),
            (Form::Type, _) => self.schema_type(value, at),
            (Form::Texts, Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.text(key, item, &at.item(index));
                }
            }
            (Form::TextMap, Value::Object(members)) => {
                for (name, value) in members.iter().filter(|(name, _)| !name.starts_with("x-")) {
                    self.text(name, value, &at.key(name));
                }
            }
            // Of some texts only a few are possible, none of them a number or a flag.
            (Form::Text, Value::Number(_) | Value::Bool(_))
                if !matches!(key, "in" | "style" | "type") =>
            {
                self.quote(key, value, at);
            }
            (Form::One(inner), Value::Object(_)) => self.walk(inner, value, at),
            (Form::One(Kind::Schema), Value::Bool(_)) | (Form::SchemaOrFlag, Value::Object(_)) => {
                self.walk(Kind::Schema, value, at);
            }
            (Form::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(inner, item, &at.item(index));
                }
            }
            (Form::Map(inner), Value::Object(members)) => self.map(inner, members, at),
            (Form::Values, Value::Object(_)) if key == "examples" => {
                let message = "the examples of a schema are a list; this is ignored";
                self.out.push(
                    Diagnostic::new(Code::MistypedKeyword, at.pointer(), message)
                        .severity(Severity::Warning),
                );
                self.mends.push(Mend::Remove(at.pointer()));
            }
            (form, value) => objects::mistyped(self, kind, key, form, value, at),
        }
    }

    /// A text in a list or map of texts.
    fn text(&mut self, key: &str, value: &Value, at: &Trail<'_>) {
        match value {
            Value::String(_) => {}
            Value::Number(_) | Value::Bool(_) => self.quote(key, value, at),
            _ => self.mistyped(&format!("`{key}` must be text"), value, at),
        }
    }

    /// A keyword with a value of the wrong type. Where there must be one, a neutral one takes its
    /// place.
    pub(super) fn wrong(
        &mut self,
        kind: Kind,
        key: &str,
        wanted: &str,
        value: &Value,
        at: &Trail<'_>,
    ) {
        let pointer = at.pointer();
        let essential = objects::is_essential(kind, key);
        let severity = if essential { Severity::Error } else { severity_of(value) };
        self.say_mistyped(severity, &format!("`{key}` must be {wanted}"), value, &pointer);
        self.mends.push(match objects::neutral(kind, key) {
            Some(value) => Mend::Replace(pointer, value),
            // A discriminator without its property is none.
            None if kind == Kind::Discriminator && key == "propertyName" => {
                Mend::Remove(pointer.parent().unwrap_or(pointer))
            }
            None => Mend::Remove(pointer),
        });
    }

    fn map(&mut self, inner: Kind, members: &'w Map<String, Value>, at: &Trail<'_>) {
        if let Some(text) = members.get("$ref").and_then(Value::as_str) {
            return references::misplaced(self, Form::Map(inner), text, &at.pointer());
        }
        for (name, value) in members {
            let extension = name.starts_with("x-") && !value.is_object();
            if extension {
                self.mends.push(Mend::Remove(at.key(name).pointer()));
                continue;
            }
            let outer = self.media;
            if inner == Kind::MediaType {
                self.media = Some(name);
            }
            self.walk(inner, value, &at.key(name));
            self.media = outer;
        }
    }

    /// The members of an object whose keys are paths, statuses or expressions.
    fn named_members(&mut self, kind: Kind, members: &'w Map<String, Value>, at: &Trail<'_>) {
        let inner = if kind == Kind::Responses { Kind::Response } else { Kind::PathItem };
        for (name, value) in members.iter().filter(|(name, _)| !name.starts_with("x-")) {
            self.walk(inner, value, &at.key(name));
        }
    }

    /// A 3.1 form of a keyword that 3.0 has in another form.
    fn newer_form(&mut self, key: &str, what: &str, at: &Trail<'_>) {
        if !self.modern {
            let message =
                format!("`{key}` can be {what} since OpenAPI 3.1, and the document says 3.0");
            self.say(Code::NewerKeyword, at.pointer(), message);
        }
    }

    fn count(&mut self, key: &str, value: &Value, at: &Trail<'_>) {
        if value.is_u64() {
            return;
        }
        let number = value.as_f64().unwrap_or(-1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked before"
        )]
        if number >= 0.0 && number.fract() == 0.0 && number < 9e15 {
            self.mends.push(Mend::Replace(at.pointer(), Value::from(number as u64)));
        } else {
            let message = format!("`{key}` must be an integer that is not negative");
            self.say(Code::MistypedKeyword, at.pointer(), message);
            self.mends.push(Mend::Remove(at.pointer()));
        }
    }

    /// A number or a flag where there should be text: YAML without quotes, mostly.
    fn quote(&mut self, key: &str, value: &Value, at: &Trail<'_>) {
        let pointer = at.pointer();
        let message = format!("`{key}` must be text, and this is {}", type_name(value));
        let diagnostic = Diagnostic::new(Code::MistypedKeyword, &pointer, message);
        self.out.push(diagnostic.severity(Severity::Warning).help("write it in quotes"));
        self.mends.push(Mend::Replace(pointer, Value::String(value.to_string())));
    }

    fn schema_type(&mut self, value: &Value, at: &Trail<'_>) {
        match value {
            Value::String(name) => self.type_name(name, at),
            Value::Array(names) => {
                self.newer_form("type", "a list", at);
                for (index, name) in names.iter().enumerate() {
                    match name.as_str() {
                        Some(name) => self.type_name(name, &at.item(index)),
                        None => self.mistyped("a type must be text", name, &at.item(index)),
                    }
                }
            }
            _ => self.mistyped("`type` must be text", value, at),
        }
    }

    fn type_name(&mut self, name: &str, at: &Trail<'_>) {
        const TYPES: &[&str] =
            &["array", "boolean", "integer", "null", "number", "object", "string"];
        if name == "null" {
            return self.newer_form("type", "`null`", at);
        }
        if TYPES.contains(&name) {
            return;
        }
        let pointer = at.pointer();
        let diagnostic =
            Diagnostic::new(Code::InvalidValue, &pointer, format!("there is no type `{name}`"));
        let close = suggest::closest(name, TYPES.iter().copied());
        self.out.push(match close {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help(format!("the types are {}", TYPES.join(", "))),
        });
        self.mends.push(Mend::Remove(pointer));
    }
}

/// What is empty was meant to be filled in, and does no harm.
fn severity_of(value: &Value) -> Severity {
    if value.is_null() { Severity::Warning } else { Severity::Error }
}

/// What people call the type of a value.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty (null)",
        Value::Bool(_) => "a flag (true or false)",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
