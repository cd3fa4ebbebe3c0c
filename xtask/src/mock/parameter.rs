//! Parameters: how each is written in a request, and what is wrong with it.

use serde_json::{Map, Value};

use super::check::{Check, Complaint, Naming};
use super::document::{Document, entries, flag, text};
use super::message::Request;
use super::route::Variables;
use super::schema::{property, property_names, types};
use super::text::{cookies, form_decode, pairs, percent_decode};

/// How deep compositions are searched for a type.
const DEPTH: usize = 8;

#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) place: Place,
    required: bool,
    style: String,
    explode: bool,
    /// Whether the value is a JSON text (`content` instead of `schema`).
    is_json: bool,
    check: Check,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl Place {
    /// What stands behind the name, with a space before it.
    fn noun(self) -> &'static str {
        match self {
            Self::Path => " path parameter",
            Self::Query => " query parameter",
            Self::Header => " header",
            Self::Cookie => " cookie",
        }
    }
}

/// A value of a request before it is decoded: texts, or texts with keys of their own.
#[derive(Debug)]
enum Raw {
    Texts(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Parameter {
    /// Reads a parameter; `None` when it is broken, or one that the standard says to ignore.
    pub(super) fn read(document: &Document, value: &Value) -> Option<Self> {
        let name = text(value, "name")?.to_owned();
        let place = match text(value, "in")? {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            _ => return None,
        };
        let spoken_for = ["accept", "content-type", "authorization"];
        if place == Place::Header && spoken_for.contains(&name.to_lowercase().as_str()) {
            return None;
        }
        let style = match (text(value, "style"), place) {
            (Some(style), _) => style,
            (None, Place::Query | Place::Cookie) => "form",
            (None, Place::Path | Place::Header) => "simple",
        };
        let content = entries(&value["content"]).next().map(|(_, media)| &media["schema"]);
        let explode = value["explode"].as_bool().unwrap_or(style == "form");
        Some(Self {
            name,
            place,
            required: flag(value, "required"),
            style: style.to_owned(),
            explode,
            is_json: content.is_some(),
            check: Check::new(content.unwrap_or_else(|| document.get(value, "schema"))),
        })
    }

    /// What is wrong with this parameter in a request.
    ///
    /// # Errors
    /// When its schema cannot be checked.
    pub(super) fn complaints(
        &self,
        document: &Document,
        request: &Request,
        path: &Variables,
    ) -> Result<Vec<Complaint>, String> {
        if self.is_header_repeated(document, request) {
            return Ok(vec![self.complain("must be given only once")]);
        }
        let Some(raw) = self.find(document, request, path) else {
            return Ok(if self.required { vec![self.complain("is required")] } else { vec![] });
        };
        let Some(values) = self.decode(document, &raw) else {
            return Ok(vec![self.complain("is not written as documented")]);
        };
        let mut first = None;
        for value in values {
            let complaints = self.check.complaints(document, &value, self.naming())?;
            if complaints.is_empty() {
                return Ok(complaints);
            }
            first.get_or_insert(complaints);
        }
        Ok(first.unwrap_or_default())
    }

    fn naming(&self) -> Naming<'_> {
        Naming::Parameter(&self.name, self.place.noun())
    }

    fn complain(&self, rule: &str) -> Complaint {
        self.naming().complaint(String::new(), rule)
    }

    fn schema<'a>(&'a self, document: &'a Document) -> &'a Value {
        document.follow(self.check.schema())
    }

    fn is(&self, document: &Document, kind: &str) -> bool {
        types(document, self.schema(document), DEPTH).first() == Some(&kind)
    }

    /// Whether a header comes several times that has one value: only the lines of a list may be
    /// joined. A schema that names no type allows a list.
    fn is_header_repeated(&self, document: &Document, request: &Request) -> bool {
        let types = types(document, self.schema(document), DEPTH);
        let may_join =
            types.is_empty() || types.iter().any(|kind| ["array", "object"].contains(kind));
        self.place == Place::Header
            && (self.is_json || !may_join)
            && request.headers_named(&self.name).nth(1).is_some()
    }

    /// What the request holds for this parameter; `None` when it is absent.
    fn find(&self, document: &Document, request: &Request, path: &Variables) -> Option<Raw> {
        let one = |text: &str| Raw::Texts(vec![text.to_owned()]);
        match self.place {
            Place::Path => {
                path.iter().find(|(name, _)| *name == self.name).map(|(_, text)| one(text))
            }
            Place::Header => {
                let values: Vec<&str> = request.headers_named(&self.name).collect();
                (!values.is_empty()).then(|| one(&values.join(",")))
            }
            Place::Cookie => {
                let mut all = request.headers_named("cookie").flat_map(cookies);
                all.find(|(name, _)| *name == self.name).map(|(_, text)| one(text))
            }
            Place::Query => self.find_in_query(document, &request.query),
        }
    }

    fn find_in_query(&self, document: &Document, query: &str) -> Option<Raw> {
        let all = pairs(query).filter_map(|(key, text)| Some((form_decode(key)?, text.to_owned())));
        if !self.is_json
            && self.is(document, "object")
            && (self.explode || self.style == "deepObject")
        {
            let members = all.filter_map(|(key, text)| Some((self.member(document, &key)?, text)));
            let members: Vec<_> = members.collect();
            return (!members.is_empty()).then_some(Raw::Pairs(members));
        }
        let texts: Vec<String> =
            all.filter(|(key, _)| *key == self.name).map(|(_, text)| text).collect();
        (!texts.is_empty()).then_some(Raw::Texts(texts))
    }

    /// The member of an object parameter that a key of the query stands for.
    fn member(&self, document: &Document, key: &str) -> Option<String> {
        if self.style == "deepObject" {
            let member = key.strip_prefix(&self.name)?.strip_prefix('[')?.strip_suffix(']')?;
            return Some(member.to_owned());
        }
        let names = property_names(document, self.schema(document), DEPTH);
        names.contains(&key).then(|| key.to_owned())
    }

    /// The values that a text can stand for, the likeliest first: `5` may be a number or a
    /// string. `None` when it cannot be decoded at all.
    fn decode(&self, document: &Document, raw: &Raw) -> Option<Vec<Value>> {
        let schema = self.schema(document);
        let texts = match raw {
            Raw::Pairs(pairs) => return Some(vec![self.object(document, pairs)?]),
            Raw::Texts(texts) => texts,
        };
        let first = self.strip(texts.first()?)?;
        if self.is_json {
            return Some(vec![serde_json::from_str(&self.unescape(first)?).ok()?]);
        }
        if self.is(document, "array") {
            let parts = if texts.len() > 1 {
                texts.iter().map(String::as_str).collect()
            } else {
                self.split(first)
            };
            let item = document.get(schema, "items");
            let items =
                parts.into_iter().map(|part| Some(coerce(document, item, &self.unescape(part)?)));
            return Some(vec![items.collect::<Option<Value>>()?]);
        }
        if self.is(document, "object") {
            return Some(vec![self.object(document, &self.members(first)?)?]);
        }
        let text = self.unescape(first)?;
        Some(vec![coerce(document, schema, &text), Value::String(text)])
    }

    /// Removes what the styles `label` and `matrix` put before a value.
    fn strip<'a>(&self, text: &'a str) -> Option<&'a str> {
        match self.style.as_str() {
            "label" => text.strip_prefix('.'),
            "matrix" if self.explode => text.strip_prefix(';').map(|rest| {
                rest.strip_prefix(&self.name)
                    .and_then(|rest| rest.strip_prefix('='))
                    .unwrap_or(rest)
            }),
            "matrix" => text.strip_prefix(';')?.strip_prefix(&self.name)?.strip_prefix('='),
            _ => Some(text),
        }
    }

    /// Splits a list. Separators are looked for before escapes are decoded, so that an escaped
    /// comma stays part of an element.
    fn split<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let separators: &[&str] = match (self.style.as_str(), self.explode) {
            ("spaceDelimited", false) => &["%20", "+"],
            ("pipeDelimited", false) => &["|", "%7C", "%7c"],
            ("label", true) => &["."],
            ("matrix", true) => &[";"],
            ("form" | "deepObject" | "spaceDelimited" | "pipeDelimited", true) => {
                return vec![text];
            }
            _ => &[","],
        };
        let mut parts = vec![text];
        for separator in separators {
            parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
        }
        let prefix = format!("{}=", self.name);
        let bare = parts.into_iter().map(|part| part.strip_prefix(&prefix).unwrap_or(part));
        bare.map(|part| if self.place == Place::Header { part.trim() } else { part }).collect()
    }

    /// Splits an object: `a=1,b=2` when exploded, else `a,1,b,2`.
    fn members(&self, text: &str) -> Option<Vec<(String, String)>> {
        let parts = self.split(text);
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        if self.explode {
            return parts.into_iter().map(|part| part.split_once('=').map(owned)).collect();
        }
        parts.chunks(2).map(|pair| Some(owned((*pair.first()?, *pair.get(1)?)))).collect()
    }

    fn object(&self, document: &Document, pairs: &[(String, String)]) -> Option<Value> {
        let schema = self.schema(document);
        let mut object = Map::new();
        for (key, text) in pairs {
            let member = property(document, schema, key, DEPTH);
            object.insert(key.clone(), coerce(document, member, &self.unescape(text)?));
        }
        Some(Value::Object(object))
    }

    fn unescape(&self, text: &str) -> Option<String> {
        match self.place {
            Place::Path => percent_decode(text),
            Place::Query => form_decode(text),
            // No escapes are agreed on in headers; in cookies they are usual.
            Place::Header => Some(text.to_owned()),
            Place::Cookie => Some(percent_decode(text).unwrap_or_else(|| text.to_owned())),
        }
    }
}

/// The value that a text stands for under a schema; a string when it can be nothing else.
pub(super) fn coerce(document: &Document, schema: &Value, text: &str) -> Value {
    let types = types(document, schema, DEPTH);
    let allows = |kind| types.contains(&kind);
    let parsed = serde_json::from_str::<Value>(text).unwrap_or_default();
    let fits = match &parsed {
        Value::Number(_) => allows("number") || allows("integer"),
        Value::Bool(_) => allows("boolean"),
        Value::Null => text == "null" && allows("null"),
        _ => false,
    };
    if fits { parsed } else { Value::String(text.to_owned()) }
}
