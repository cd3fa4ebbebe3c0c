//! Media types: the form of a body that each asks for.

use crate::ir::Format;

/// The form of a body of this media type.
pub(super) fn format(media_type: &str) -> Format {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    match (kind, subtype) {
        _ if is_json(&essence) => Format::Json,
        ("application", "x-www-form-urlencoded") => Format::Form,
        ("multipart", _) => Format::Multipart,
        ("text", _) => Format::Text,
        ("application", "xml" | "yaml" | "x-yaml" | "javascript" | "graphql" | "toml" | "sql") => {
            Format::Text
        }
        ("application", subtype) if is_text(subtype) => Format::Text,
        _ => Format::Bytes,
    }
}

/// Values of one line each, and types of text with a suffix (RFC 6838, section 4.2.8).
fn is_text(subtype: &str) -> bool {
    matches!(subtype, "x-ndjson" | "ndjson" | "jsonl" | "json-lines" | "json-seq")
        || [".xml", "+xml", "+yaml"].iter().any(|suffix| subtype.ends_with(suffix))
}

/// Whether a media type is JSON: `application/json`, `application/problem+json` and the like.
fn is_json(essence: &str) -> bool {
    essence == "*/*" || essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether a media type is JSON and says no more than that.
pub(super) fn is_plain_json(media_type: &str) -> bool {
    matches!(accepted(media_type).as_deref(), Some("application/json" | "*/*") | None)
}

/// Whether a media type is that of server-sent events.
pub(super) fn is_event_stream(media_type: &str) -> bool {
    essence(media_type) == "text/event-stream"
}

/// The media type in lower case and without parameters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The media type as it is sent: any type will do for a range such as `*/*` or `image/*`, so it is that of the
/// form; and what no header can hold is none.
pub(super) fn sent(media_type: &str, format: Format) -> String {
    let is_header = media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_header && media_type.contains('/') && !media_type.contains('*') {
        // Parameters of `multipart` are the boundary, which is new in each request.
        let is_multipart = format == Format::Multipart;
        return if is_multipart { essence(media_type) } else { media_type.trim().to_owned() };
    }
    match format {
        Format::Json => "application/json",
        Format::Form => "application/x-www-form-urlencoded",
        Format::Multipart => "multipart/form-data",
        Format::Text => "text/plain",
        Format::Bytes => "application/octet-stream",
    }
    .to_owned()
}

/// What an answer of this media type is asked for by; a range stays one.
pub(super) fn accepted(media_type: &str) -> Option<String> {
    let essence = essence(media_type);
    let is_header = essence.bytes().all(|byte| byte.is_ascii_graphic() && byte != b',');
    (is_header && essence.contains('/')).then_some(essence)
}

/// A word for bodies of this media type, for the name of a setter.
pub(super) fn word(media_type: &str, format: Format) -> String {
    match format {
        Format::Json if is_plain_json(media_type) => "json".to_owned(),
        Format::Form => "form".to_owned(),
        Format::Multipart => "multipart".to_owned(),
        Format::Json | Format::Text | Format::Bytes => {
            let essence = essence(media_type);
            let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
            match subtype {
                "plain" => "text".to_owned(),
                "" | "*" => "raw".to_owned(),
                subtype => subtype.to_owned(),
            }
        }
    }
}
