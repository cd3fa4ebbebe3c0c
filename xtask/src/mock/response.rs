//! Which documented response is given, and what is in it.

use serde_json::Value;

use super::body::{essence, is_json};
use super::document::{Document, elements, entries, fixed_entries, text};
use super::message::{Answer, Request};
use super::sample::sample;

/// What a caller asks of the mock itself, in a `Prefer` header: `code=404, example=unknown`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Preference {
    pub(super) code: Option<u16>,
    pub(super) example: Option<String>,
}

impl Preference {
    /// Reads the header. Words that are not meant for the mock are passed over.
    ///
    /// # Errors
    /// When a code is not one that a response can have.
    pub(super) fn read(request: &Request) -> Result<Self, String> {
        let mut preference = Self::default();
        for part in request.headers_named("prefer").flat_map(|value| value.split([',', ';'])) {
            let (key, value) = part.split_once('=').unwrap_or_default();
            let value = value.trim().trim_matches('"');
            match key.trim().to_lowercase().as_str() {
                "code" => preference.code = Some(code(value)?),
                "example" => preference.example = Some(value.to_owned()),
                _ => {}
            }
        }
        Ok(preference)
    }
}

fn code(value: &str) -> Result<u16, String> {
    let code = value.parse().ok().filter(|code| (200..=599).contains(code));
    code.ok_or_else(|| format!("Prefer: code={value} is not a status code from 200 to 599."))
}

/// The responses of an operation, by the status that the document gives them.
#[derive(Clone, Debug, Default)]
pub(super) struct Responses {
    responses: Vec<(String, Value)>,
}

impl Responses {
    pub(super) fn read(document: &Document, operation: &Value) -> Self {
        let responses = fixed_entries(document.get(operation, "responses"));
        let followed = responses
            .map(|(key, response)| (key.to_uppercase(), document.follow(response).clone()));
        Self { responses: followed.collect() }
    }

    /// The response for a status: its own, or that for its hundred, or the default.
    pub(super) fn for_status(&self, status: u16) -> Option<(&str, &Value)> {
        let keys = [status.to_string(), format!("{}XX", status / 100), "DEFAULT".to_owned()];
        keys.iter().find_map(|key| self.find(key))
    }

    fn find(&self, key: &str) -> Option<(&str, &Value)> {
        let found = self.responses.iter().find(|(own, _)| own == key);
        found.map(|(key, response)| (key.as_str(), response))
    }

    /// The first response of success, or the likeliest where the document has none.
    fn success(&self) -> Option<(u16, &Value)> {
        let exact = self.responses.iter().find(|(key, _)| key.starts_with('2') && key != "2XX");
        let found = exact.map(|(key, response)| (key.as_str(), response));
        let found = found.or_else(|| self.find("2XX")).or_else(|| self.find("DEFAULT"));
        let first = || self.responses.first().map(|(key, response)| (key.as_str(), response));
        let (key, response) = found.or_else(first)?;
        Some((status_of(key, 200), response))
    }

    /// The response that holds an example of this name, the response of success first.
    fn with_example(&self, document: &Document, name: &str) -> Option<(u16, &Value)> {
        let all = self.responses.iter().map(|(key, response)| (status_of(key, 500), response));
        let mut all = self.success().into_iter().chain(all);
        all.find(|(_, response)| {
            entries(&response["content"]).any(|(_, media)| media["examples"].get(name).is_some())
                && !document.get(response, "content").is_null()
        })
    }

    /// The names of all examples, for a caller who asked for one that does not exist.
    pub(super) fn example_names(&self) -> Vec<&str> {
        let media = self.responses.iter().flat_map(|(_, response)| entries(&response["content"]));
        media.flat_map(|(_, media)| entries(&media["examples"])).map(|(name, _)| name).collect()
    }

    /// Chooses a response.
    ///
    /// # Errors
    /// When the document has nothing like what is preferred.
    pub(super) fn choose(
        &self,
        document: &Document,
        wish: &Preference,
    ) -> Result<(u16, &Value), String> {
        let example = wish.example.as_deref();
        if let Some(code) = wish.code {
            let (_, response) = self.for_status(code).ok_or_else(|| {
                format!("Prefer: code={code} is not a response of this operation.")
            })?;
            return Ok((code, response));
        }
        match example {
            Some(name) => self.with_example(document, name).ok_or_else(|| {
                let known = self.example_names().join(", ");
                format!(
                    "Prefer: example={name} is not an example of this operation; it has: {known}."
                )
            }),
            None => Ok(self.success().unwrap_or((200, &Value::Null))),
        }
    }

    /// Whether some response has an example of this name.
    pub(super) fn has_example(&self, name: &str) -> bool {
        self.example_names().contains(&name)
    }
}

/// The status that a key of the document stands for.
fn status_of(key: &str, default: u16) -> u16 {
    let hundred = |key: &str| key.strip_suffix("XX")?.parse::<u16>().ok().map(|first| first * 100);
    let status = key.parse().ok().or_else(|| hundred(key)).unwrap_or(default);
    if (200..=599).contains(&status) { status } else { default }
}

/// Fills a response in: headers, content type and the example of this name, or the first.
pub(super) fn render(
    document: &Document,
    (status, response): (u16, &Value),
    example: Option<&str>,
    accept: &str,
) -> Answer {
    let mut answer = Answer { status, headers: headers(document, response), ..Answer::default() };
    // These carry no body, whatever the document says.
    if [204, 205, 304].contains(&status) {
        return answer;
    }
    if let Some((kind, media)) = media(response, accept) {
        let kind = if kind.contains('*') { of_range(document, kind, media) } else { kind };
        answer.headers.insert(0, ("content-type".into(), kind.to_owned()));
        answer.body = payload(document, document.follow(media), kind, example);
    }
    answer
}

/// A type for a range, which a response cannot have: text for texts, as servers send those that write `*/*`, and
/// otherwise JSON.
fn of_range(document: &Document, range: &str, media: &Value) -> &'static str {
    let schema = document.follow(&document.follow(media)["schema"]);
    let is_plain = ["format", "enum"].iter().all(|key| schema.get(key).is_none());
    if range.starts_with("text/") || schema["type"] == "string" && is_plain {
        "text/plain"
    } else {
        "application/json"
    }
}

/// The content to give: JSON, unless the caller takes only something else.
fn media<'a>(response: &'a Value, accept: &str) -> Option<(&'a str, &'a Value)> {
    let accepted: Vec<String> =
        accept.split(',').map(essence).filter(|kind| !kind.is_empty()).collect();
    let takes = |kind: &str| {
        let kind = essence(kind);
        let range = format!("{}/*", kind.split('/').next().unwrap_or_default());
        accepted.is_empty()
            || accepted.iter().any(|one| *one == kind || *one == range || one == "*/*")
    };
    let all: Vec<_> = entries(&response["content"]).collect();
    let find = |wanted: &dyn Fn(&str) -> bool| all.iter().copied().find(|(kind, _)| wanted(kind));
    let json = find(&|kind| is_json(kind) && takes(kind));
    json.or_else(|| find(&takes)).or_else(|| find(&is_json)).or_else(|| all.first().copied())
}

/// The bytes of a body: an example as it stands, else a value made from the schema.
fn payload(document: &Document, media: &Value, kind: &str, name: Option<&str>) -> Vec<u8> {
    let named = name.and_then(|name| media["examples"].get(name));
    let first = || entries(&media["examples"]).next().map(|(_, example)| example);
    if let Some(example) =
        named.or_else(|| if media.get("example").is_some() { None } else { first() })
    {
        let example = document.follow(example);
        let file = text(example, "externalValue").and_then(|file| document.payload(file));
        if let Some(bytes) = file {
            return bytes.to_vec();
        }
        if let Some(value) = example.get("value") {
            return encode(value, kind);
        }
    }
    match (media.get("example"), media.get("schema")) {
        (Some(value), _) => encode(value, kind),
        (None, Some(schema)) => encode(&sample(document, schema), kind),
        (None, None) => Vec::new(),
    }
}

/// A value as bytes of a content type. A text is JSON only where the type says so.
fn encode(value: &Value, kind: &str) -> Vec<u8> {
    match value {
        Value::String(text) if !is_json(kind) => text.clone().into_bytes(),
        _ => value.to_string().into_bytes(),
    }
}

/// The JSON content of a response.
pub(super) struct JsonContent<'a> {
    /// The content type.
    pub(super) kind: &'a str,
    pub(super) schema: &'a Value,
    /// The examples, each with its name; one that stands alone has none.
    pub(super) examples: Vec<(&'a str, Value)>,
}

/// The JSON content of a response, if it has any.
pub(super) fn json_content<'a>(
    document: &'a Document,
    response: &'a Value,
) -> Option<JsonContent<'a>> {
    let (kind, media) = entries(&response["content"]).find(|(kind, _)| is_json(kind))?;
    let parse = |example: &Value| {
        let file = text(example, "externalValue").and_then(|file| document.payload(file));
        let value = file.and_then(|bytes| serde_json::from_slice(bytes).ok());
        value.or_else(|| example.get("value").cloned())
    };
    let named = entries(&media["examples"])
        .filter_map(|(name, example)| Some((name, parse(document.follow(example))?)));
    let direct = media.get("example").map(|value| ("", value.clone()));
    let examples = direct.into_iter().chain(named).collect();
    Some(JsonContent { kind, schema: &media["schema"], examples })
}

/// The documented headers that have an example, or a schema from which one is plain.
pub(super) fn headers(document: &Document, response: &Value) -> Vec<(String, String)> {
    // These are the server's own business.
    let own = ["content-type", "content-length", "transfer-encoding", "connection", "date"];
    let headers = entries(&response["headers"])
        .filter(|(name, _)| !own.contains(&name.to_lowercase().as_str()));
    let valued = headers.filter_map(|(name, header)| {
        Some((name.to_lowercase(), header_text(&header_value(document, document.follow(header))?)))
    });
    valued.collect()
}

fn header_value(document: &Document, header: &Value) -> Option<Value> {
    let named = entries(&header["examples"]).next().map(|(_, example)| document.follow(example));
    let own = header.get("example").or_else(|| named?.get("value"));
    let schema = document.get(header, "schema");
    let of_schema = || schema.get("example").or_else(|| schema.get("default"));
    let first =
        || elements(&schema["examples"]).first().or_else(|| elements(&schema["enum"]).first());
    own.or_else(of_schema).or_else(first).cloned()
}

fn header_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(header_text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
