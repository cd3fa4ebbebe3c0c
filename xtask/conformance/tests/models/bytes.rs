//! What must hold of any bytes, read as any model.

use cometchat_client::Json;
use cometchat_client::Model;
use serde::de::IgnoredAny;

use super::node::Node;
use super::subjects::{Lawful, Subject};

/// How deep `serde_json` and the models read lists and objects.
const DEPTH: usize = 127;

/// Holds bytes, read as a model, against the laws; and whether they are taken for JSON, against `serde_json`.
pub(crate) fn check(subject: &Subject, bytes: &[u8]) -> Lawful<()> {
    let is_json = is_json(bytes);
    if Json::from_json(bytes).is_ok() != is_json {
        return Err(format!("serde_json says that it is {}JSON", if is_json { "" } else { "no " }));
    }
    match (subject.read)(bytes)? {
        Err(error) if !error.is_json() && is_json => {
            Err(format!("it is taken for broken JSON, which serde_json says it is not: {error}"))
        }
        Err(error) if error.expected().is_empty() || error.found().is_empty() => {
            Err(format!("the error does not say all: {error}"))
        }
        Err(_) => Ok(()),
        Ok(_) if !is_json => Err("it is read, although serde_json says that it is no JSON".into()),
        Ok(reading) => {
            let payload = Node::parse(str::from_utf8(bytes).unwrap_or_default());
            if !payload.is_same(&Node::parse(&reading.json)) {
                return Err(format!("it comes back changed: {}", reading.json));
            }
            if !reading.is_equal && !payload.has_tag_twice() {
                return Err(format!("what is written is read as another model: {}", reading.json));
            }
            Ok(())
        }
    }
}

/// Whether `serde_json` takes the bytes for JSON that is not nested too deeply. It is asked for a value that
/// is to be ignored: for that it has no limit of depth, and minds neither half surrogate pairs nor numbers
/// beyond `f64`, which the models keep as they are spelled.
fn is_json(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    serde_json::from_str::<IgnoredAny>(text).is_ok() && depth(text) <= DEPTH
}

/// How deep lists and objects of a JSON text are nested.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
