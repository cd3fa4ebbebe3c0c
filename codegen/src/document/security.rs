//! Security schemes and the requirements that name them.

use serde_json::{Map, Value};

use super::mend::Mend;
use super::objects::{invalid, text};
use super::suggest;
use super::trail::Trail;
use super::walk::Walker;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::FileId;

type Members = Map<String, Value>;

/// Checks a security scheme by its type.
pub(super) fn scheme(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    const TYPES: &[&str] = &["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];
    let Some(name) = text(members, "type") else {
        return;
    };
    let needed: &[&str] = match name {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => &["flows"],
        "openIdConnect" => &["openIdConnectUrl"],
        "mutualTLS" => &[],
        _ => return invalid(walker, at.pointer().key("type"), name, TYPES),
    };
    for key in needed.iter().filter(|key| !members.contains_key(**key)) {
        let message = format!("a security scheme of type `{name}` must have `{key}`");
        let diagnostic = Diagnostic::new(Code::MissingKeyword, at.pointer(), message);
        walker.out.push(diagnostic.severity(Severity::Error));
    }
    flows(walker, members, at);
    if let Some(place) = text(members, "in").filter(|_| name == "apiKey") {
        let places = ["query", "header", "cookie"];
        if !places.contains(&place) {
            invalid(walker, at.pointer().key("in"), place, &places);
        }
    }
}

/// Each OAuth flow needs its addresses.
fn flows(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let flows = members.get("flows").and_then(Value::as_object);
    for (name, flow) in flows.into_iter().flatten() {
        let needed: &[&str] = match name.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => continue,
        };
        for key in needed.iter().filter(|key| flow.is_object() && flow.get(**key).is_none()) {
            let message = format!("the OAuth flow `{name}` must have `{key}`");
            let diagnostic =
                Diagnostic::new(Code::MissingKeyword, at.pointer().key("flows").key(name), message);
            walker.out.push(diagnostic.severity(Severity::Error));
        }
    }
}

/// Checks that the schemes that a requirement names are defined.
pub(super) fn requirement(walker: &mut Walker<'_, '_>, members: &Members, at: &Trail<'_>) {
    let root = walker.trees.tree(FileId::ROOT);
    let schemes = root.pointer("/components/securitySchemes").and_then(Value::as_object);
    for (name, scopes) in members.iter().filter(|(name, _)| !name.starts_with("x-")) {
        let pointer = at.pointer().key(name);
        let known = schemes.is_some_and(|schemes| schemes.contains_key(name));
        if !known {
            let message = format!("there is no security scheme `{name}`");
            let diagnostic =
                Diagnostic::new(Code::UnknownSecurityScheme, pointer.at_key(), message);
            let names = schemes.into_iter().flat_map(Map::keys).map(String::as_str);
            walker.out.push(match suggest::closest(name, names) {
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => diagnostic.help("define it in `components.securitySchemes`"),
            });
        }
        if !scopes.as_array().is_some_and(|scopes| scopes.iter().all(Value::is_string)) {
            walker.say(
                Code::MistypedKeyword,
                &pointer,
                "a security requirement must be a list of scopes",
            );
            walker.mends.push(Mend::Replace(pointer, Value::Array(Vec::new())));
        }
    }
}
