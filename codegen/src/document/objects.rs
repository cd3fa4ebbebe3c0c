//! What the tables cannot say about the objects of the specification.

use serde_json::{Map, Value, json};

use super::mend::Mend;
use super::shape::{Form, Kind};
use super::trail::Trail;
use super::walk::Walker;
use super::{security, suggest};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Pointer;

type Members = Map<String, Value>;

/// Checks an object beyond its keywords.
pub(super) fn check(walker: &mut Walker<'_, '_>, kind: Kind, members: &Members, at: &Trail<'_>) {
    match kind {
        Kind::Server => server(walker, members, at),
        Kind::ServerVariable => server_variable(walker, members, at),
        Kind::Paths => paths(walker, members, at),
        Kind::Operation => operation(walker, members, at),
        Kind::Parameter => parameter(walker, members, at),
        Kind::Header => content(walker, members, at, "header"),
        Kind::MediaType => exclusive_examples(walker, members, at),
        Kind::Encoding => style(walker, members, at, "query"),
        Kind::Responses => responses(walker, members, at),
        Kind::Example => example(walker, members, at),
        Kind::SecurityScheme => security::scheme(walker, members, at),
        Kind::SecurityRequirement => security::requirement(walker, members, at),
        Kind::Discriminator => discriminator(walker, members, at),
        _ => {}
    }
}

pub(super) fn text<'m>(members: &'m Members, key: &str) -> Option<&'m str> {
    members.get(key).and_then(Value::as_str)
}

/// What can be taken for a keyword that must be there, without harm.
pub(super) fn neutral(kind: Kind, key: &str) -> Option<Value> {
    match (kind, key) {
        (Kind::Document, "info") => Some(json!({ "title": "", "version": "" })),
        (Kind::Server, "url") => Some(json!("/")),
        (Kind::RequestBody, "content")
        | (Kind::Operation, "responses")
        | (Kind::Parameter | Kind::Header, "schema") => Some(json!({})),
        (Kind::Parameter | Kind::SecurityScheme | Kind::Discriminator, _) => None,
        _ if kind.required().contains(&key) => Some(json!("")),
        _ => None,
    }
}

/// Whether an object means nothing without a keyword, and nothing can be taken for it.
pub(super) fn is_essential(kind: Kind, key: &str) -> bool {
    match kind {
        Kind::Parameter => matches!(key, "name" | "in"),
        Kind::Discriminator => key == "propertyName",
        Kind::OAuthFlow => matches!(key, "authorizationUrl" | "tokenUrl"),
        Kind::SecurityScheme => !matches!(key, "description" | "bearerFormat"),
        _ => false,
    }
}

/// Says that a required keyword is missing. Where a neutral value does no harm it is taken.
pub(super) fn missing(walker: &mut Walker<'_, '_>, kind: Kind, key: &'static str, at: &Trail<'_>) {
    let pointer = at.pointer();
    let message = format!("{} must have `{key}`", kind.name());
    // Where nothing has that place, it is that of the object.
    let diagnostic = Diagnostic::new(Code::MissingKeyword, pointer.key(key), message);
    if let Some(value) = neutral(kind, key) {
        walker.out.push(diagnostic);
        return walker.mends.push(Mend::Add(pointer, key, value));
    }
    walker.out.push(diagnostic.severity(Severity::Error));
    if kind == Kind::Discriminator {
        walker.mends.push(Mend::Remove(pointer));
    }
}

/// Says that a keyword's value has the wrong type.
pub(super) fn mistyped(
    walker: &mut Walker<'_, '_>,
    kind: Kind,
    key: &str,
    form: Form,
    value: &Value,
    at: &Trail<'_>,
) {
    if kind == Kind::Schema && key == "required" && value.is_boolean() {
        return required_flag(walker, at);
    }
    let wanted = match form {
        Form::Text | Form::Type => "text",
        Form::Flag => "`true` or `false`",
        Form::Count => "an integer that is not negative",
        Form::Number => "a number",
        Form::Bound => "a number, or `true` or `false`",
        Form::Values | Form::List(_) => "a list",
        Form::Texts => "a list of texts",
        Form::SchemaOrFlag => "a schema, or `true` or `false`",
        _ => "an object",
    };
    walker.wrong(kind, key, wanted, value, at);
}

/// `required: true` in a property: the form of an older JSON Schema, widespread and without effect.
fn required_flag(walker: &mut Walker<'_, '_>, at: &Trail<'_>) {
    let pointer = at.pointer();
    let message = "`required` of a schema must be a list of property names, and this is a flag";
    let owner = pointer.parent().and_then(|schema| schema.last()).unwrap_or_default();
    let help = format!("list `{owner}` in the `required` of the schema whose property it is");
    walker.out.push(Diagnostic::new(Code::MistypedKeyword, &pointer, message).help(help));
    walker.mends.push(Mend::Remove(pointer));
}

fn server(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let url = text(members, "url").unwrap_or_default();
    let variables = members.get("variables").and_then(Value::as_object);
    let (names, matched) = placeholders(url);
    let pointer = at.pointer();
    if !matched {
        walker.say(Code::ServerVariable, pointer.key("url"), "the braces in this URL do not match");
    }
    for name in &names {
        if !variables.is_some_and(|variables| variables.contains_key(*name)) {
            let message = format!("there is no variable `{name}` for this URL");
            walker.say(Code::ServerVariable, pointer.key("url"), message);
        }
    }
    for name in variables.into_iter().flat_map(Map::keys) {
        if !names.contains(&name.as_str()) && !name.starts_with("x-") {
            let message = format!("the URL has no `{{{name}}}`");
            walker.say(Code::ServerVariable, pointer.key("variables").key(name).at_key(), message);
        }
    }
}

fn server_variable(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let (Some(default), Some(Value::Array(values))) = (members.get("default"), members.get("enum"))
    else {
        return;
    };
    if !values.contains(default) && !values.is_empty() {
        let message = "the default is none of the values in `enum`";
        walker.say(Code::ServerVariable, at.pointer().key("default"), message);
    }
}

/// The names in braces, and whether every brace has its other half.
pub(super) fn placeholders(template: &str) -> (Vec<&str>, bool) {
    let mut names = Vec::new();
    let mut matched = true;
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        debug_assert!(before.len() == at);
        let inner = after
            .strip_prefix('{')
            .and_then(|inner| inner.split_once(['{', '}']).map(|(name, _)| (name, inner)));
        match inner {
            Some((name, inner)) if inner.as_bytes().get(name.len()) == Some(&b'}') => {
                names.push(name);
                rest = inner.get(name.len() + 1..).unwrap_or_default();
            }
            _ => {
                matched = false;
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    (names, matched)
}

fn paths(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let mut shapes: std::collections::HashMap<String, &str> = std::collections::HashMap::new();
    for path in members.keys().filter(|path| !path.starts_with("x-")) {
        let place = at.pointer().key(path);
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not start with `/`");
            let help = format!("write `/{path}`");
            walker.out.push(Diagnostic::new(Code::InvalidPath, place.at_key(), message).help(help));
            continue;
        }
        let (names, matched) = placeholders(path);
        if !matched {
            walker.say(
                Code::InvalidPath,
                place.at_key(),
                format!("the braces in `{path}` do not match"),
            );
        }
        repeated_placeholder(walker, path, &names, &place);
        let shape = names
            .iter()
            .fold(path.clone(), |shape, name| shape.replacen(&format!("{{{name}}}"), "{}", 1));
        if let Some(first) = shapes.get(&shape) {
            let message = format!("`{path}` and `{first}` match the same requests");
            let first = at.pointer().key(first).at_key();
            walker.out.push(
                Diagnostic::new(Code::AmbiguousPath, place.at_key(), message)
                    .related(first, "the other path"),
            );
        } else {
            shapes.insert(shape, path);
        }
    }
}

/// One value for two places in a path: there is no way to say two.
fn repeated_placeholder(walker: &mut Walker<'_, '_>, path: &str, names: &[&str], place: &Pointer) {
    let twice = names
        .iter()
        .enumerate()
        .find(|(index, name)| names.iter().take(*index).any(|earlier| earlier == *name));
    if let Some((_, name)) = twice {
        let message = format!("the path `{path}` has the placeholder `{{{name}}}` twice");
        let help = "give each placeholder a name of its own";
        walker.out.push(Diagnostic::new(Code::InvalidPath, place.at_key(), message).help(help));
    }
}

fn operation(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    if members.contains_key("responses") {
        return;
    }
    let pointer = at.pointer();
    if !walker.modern {
        let message = "an operation must have `responses`";
        let help = "say at least which status a success has";
        let place = pointer.key("responses");
        walker.out.push(Diagnostic::new(Code::MissingKeyword, place, message).help(help));
    }
    walker.mends.push(Mend::Add(pointer, "responses", Value::Object(Map::new())));
}

fn parameter(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    const PLACES: &[&str] = &["path", "query", "header", "cookie"];
    content(walker, members, at, text(members, "in").unwrap_or_default());
    let Some(place) = text(members, "in") else {
        return;
    };
    if !PLACES.contains(&place) {
        if matches!(place, "body" | "formData") {
            return body_parameter(walker, place, at);
        }
        return invalid(walker, at.pointer().key("in"), place, PLACES);
    }
    if place == "path" && members.get("required") != Some(&Value::Bool(true)) {
        let pointer = at.pointer();
        let name = text(members, "name").unwrap_or_default();
        let message = format!("the path parameter `{name}` must say `required: true`");
        let spot = if members.contains_key("required") {
            pointer.key("required")
        } else {
            pointer.key("in")
        };
        walker.say(Code::OptionalPathParameter, spot, message);
        walker.mends.push(Mend::Replace(pointer.key("required"), Value::Bool(true)));
        walker.mends.push(Mend::Add(pointer, "required", Value::Bool(true)));
    }
}

/// Parameters of Swagger 2.0, which have become a request body.
fn body_parameter(walker: &mut Walker<'_, '_>, place: &str, at: &Trail<'_>) {
    let message = format!("`{place}` is no place of a parameter in OpenAPI 3");
    let help = "describe it in the `requestBody` of the operation";
    let pointer = at.pointer().key("in");
    walker.out.push(Diagnostic::new(Code::InvalidValue, pointer, message).help(help));
}

pub(super) fn invalid(
    walker: &mut Walker<'_, '_>,
    pointer: Pointer,
    found: &str,
    allowed: &[&str],
) {
    let message = format!("`{found}` is not possible here");
    let diagnostic = Diagnostic::new(Code::InvalidValue, pointer, message);
    walker.out.push(match suggest::closest(found, allowed.iter().copied()) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
        None => diagnostic.help(format!("it can be {}", allowed.join(" or "))),
    });
}

/// A parameter or header has a schema or exactly one media type.
fn content(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>, place: &str) {
    exclusive_examples(walker, members, at);
    style(walker, members, at, place);
    let pointer = || at.pointer();
    match (members.get("schema"), members.get("content").and_then(Value::as_object)) {
        (Some(_), Some(_)) => {
            let message = "`schema` and `content` exclude each other; `content` is ignored";
            walker.say(Code::ConflictingKeywords, pointer().key("content").at_key(), message);
            walker.mends.push(Mend::Remove(pointer().key("content")));
        }
        (None, Some(types)) if types.len() != 1 => {
            let message = "`content` of a parameter or header must have exactly one media type";
            walker.say(Code::ConflictingKeywords, pointer().key("content").at_key(), message);
        }
        (None, None) => {
            walker.say(Code::MissingKeyword, pointer(), "there must be a `schema` or a `content`");
            walker.mends.push(Mend::Add(pointer(), "schema", Value::Object(Map::new())));
        }
        _ => {}
    }
}

/// Each place has its own styles.
fn style(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>, place: &str) {
    let Some(style) = text(members, "style") else {
        return;
    };
    let allowed: &[&str] = match place {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form"],
        _ => return,
    };
    if !allowed.contains(&style) {
        let pointer = at.pointer().key("style");
        invalid(walker, pointer.clone(), style, allowed);
        walker.mends.push(Mend::Remove(pointer));
    }
}

fn exclusive_examples(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    exclusive(walker, members, at, ["example", "examples"]);
}

fn exclusive(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>, keys: [&str; 2]) {
    let [first, second] = keys;
    if members.contains_key(first) && members.contains_key(second) {
        let pointer = at.pointer();
        let message = format!("`{first}` and `{second}` exclude each other");
        let diagnostic =
            Diagnostic::new(Code::ConflictingExample, pointer.key(second).at_key(), message);
        walker.out.push(diagnostic.related(pointer.key(first).at_key(), "the other one"));
    }
}

fn responses(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    for status in members.keys().filter(|status| !status.starts_with("x-") && *status != "default")
    {
        let pointer = at.pointer().key(status);
        if is_status(status) {
            beyond(walker, status, &pointer);
            continue;
        }
        let message = format!("`{status}` is no status");
        let help = "statuses are three digits, such as 200, or ranges, such as 2XX; or `default`";
        walker.out.push(Diagnostic::new(Code::InvalidStatus, pointer.at_key(), message).help(help));
        walker.mends.push(Mend::Remove(pointer));
    }
}

fn is_status(status: &str) -> bool {
    match status.as_bytes() {
        [b'1'..=b'9', tens, ones] if tens.is_ascii_digit() && ones.is_ascii_digit() => true,
        [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => true,
        _ => false,
    }
}

/// HTTP ends at 599 (RFC 9110, section 15), and there are servers that do not know.
fn beyond(walker: &mut Walker<'_, '_>, status: &str, pointer: &Pointer) {
    if status.as_bytes().first().is_some_and(|first| *first > b'5') {
        let message = format!("`{status}` is no status of HTTP; they end at 599");
        let help = "correct it, or use `default`";
        let diagnostic = Diagnostic::new(Code::InvalidStatus, pointer.at_key(), message);
        walker.out.push(diagnostic.severity(Severity::Warning).help(help));
    }
}

fn example(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    exclusive(walker, members, at, ["value", "externalValue"]);
    if members.contains_key("externalValue") {
        file_of(walker, members, &at.pointer());
    }
}

/// Checks the file of an example that was referred to, now that its media type is known.
pub(super) fn payload(walker: &mut Walker<'_, '_>, value: &Value, at: &Pointer) {
    if let Value::Object(members) = value {
        file_of(walker, members, at);
    }
}

fn file_of(walker: &mut Walker<'_, '_>, members: &Members, at: &Pointer) {
    let Some(path) = text(members, "externalValue") else {
        return;
    };
    let place = at.key("externalValue");
    if path.is_empty() || path.starts_with('#') {
        let message = "`externalValue` must be the path of a file";
        let help = "name the file, relative to this one, or write a `value`";
        return walker.out.push(Diagnostic::new(Code::InvalidValue, place, message).help(help));
    }
    let source = walker.trees.source;
    let Some(file) = source.file_at(at.file(), path) else {
        let message = format!("`{path}` is an address on the network, and nothing is fetched");
        let diagnostic = Diagnostic::new(Code::RemoteRef, place, message);
        return walker.out.push(
            diagnostic.severity(Severity::Note).help("there will be no test of this example"),
        );
    };
    let json = walker.media.is_some_and(is_json);
    match source.bytes(file) {
        Err(why) => walker.say(Code::UnreadableFile, place, format!("cannot read `{path}`: {why}")),
        Ok(bytes) if json => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            if let Err(error) = serde_json::from_slice::<serde::de::IgnoredAny>(bytes) {
                let message = format!("`{path}` is not well-formed JSON: {error}");
                walker.say(Code::ExampleSyntax, place, message);
            }
        }
        Ok(_) => {}
    }
}

/// Whether a media type is JSON: `application/json`, `text/json`, or anything that ends in `+json`.
pub(super) fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

fn discriminator(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let Some(Value::Object(mapping)) = members.get("mapping") else {
        return;
    };
    let pointer = at.pointer();
    for (value, target) in mapping.iter().filter(|(value, _)| !value.starts_with("x-")) {
        let Some(target) = target.as_str() else {
            continue;
        };
        let place = pointer.key("mapping").key(value);
        if let Err(diagnostic) = walker.trees.resolve_mapping(&pointer, target) {
            // A fault further on is said where it is.
            let here = diagnostic.place.pointer() == Some(pointer.key("$ref"));
            walker.out.push(if here {
                Diagnostic { place: place.into(), ..diagnostic }
            } else {
                diagnostic
            });
        }
    }
}
