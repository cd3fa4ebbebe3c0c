//! Which specification a document follows.

use serde_json::Value;

use super::suggest;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Place, Pointer};

/// The version of `OpenAPI` that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x, read as far as it is like 3.1
    V3_2,
}

/// The version of the root document; `None`, with an error, if it is none that can be read.
pub(super) fn of(root: &Value, out: &mut Diagnostics) -> Option<Version> {
    let pointer = Pointer::root(FileId::ROOT);
    let Value::Object(members) = root else {
        let message = "this is not an OpenAPI document: the outermost value must be an object";
        out.push(Diagnostic::new(Code::NotOpenApi, pointer, message));
        return None;
    };
    if members.contains_key("swagger") {
        let message = "this is a Swagger 2.0 document; OpenAPI 3 is needed";
        let help = "convert it: npx swagger2openapi --outfile openapi.yaml FILE";
        out.push(
            Diagnostic::new(Code::UnsupportedVersion, pointer.key("swagger"), message).help(help),
        );
        return None;
    }
    let Some(version) = members.get("openapi") else {
        let close = suggest::closest("openapi", members.keys().map(String::as_str));
        let place =
            close.map_or_else(|| Place::from(&pointer), |close| pointer.key(close).at_key());
        let message = "this is not an OpenAPI document: it has no `openapi`";
        let help = "an OpenAPI document starts with its version, such as `openapi: 3.0.3`";
        out.push(Diagnostic::new(Code::NotOpenApi, place, message).help(help));
        return None;
    };
    known(version, &pointer.key("openapi"), out)
}

fn known(version: &Value, place: &Pointer, out: &mut Diagnostics) -> Option<Version> {
    let text = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    let mut numbers = text.split(['.', '-']);
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0")) => Some(Version::V3_0),
        (Some("3"), Some("1")) => Some(Version::V3_1),
        (Some("3"), Some("2")) => {
            let message = "OpenAPI 3.2 is read like 3.1; what is new in it is ignored";
            out.push(Diagnostic::new(Code::NewVersion, place, message).severity(Severity::Warning));
            Some(Version::V3_2)
        }
        _ => {
            let message = format!("the OpenAPI version `{text}` is not supported");
            let help = "versions 3.0 and 3.1 are";
            out.push(Diagnostic::new(Code::UnsupportedVersion, place, message).help(help));
            None
        }
    }
}
