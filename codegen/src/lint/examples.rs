//! Examples: where one is missing, and where one and its schema know different properties.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::answers::call;
use super::{Subject, quoted};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Format, Operation, Response, Struct, TypeDef, TypeId, TypeKind, TypeRef};
use crate::lower;
use crate::markdown::code;

/// Answers in JSON that nothing shows. A type that is shown anywhere has its test, and one that is shown
/// nowhere is said once, however many answers have it.
pub(super) fn missing(subject: &Subject<'_>, out: &mut Diagnostics) {
    let api = subject.api;
    let shown: HashSet<String> = api.examples.iter().map(|example| key(api, &example.ty)).collect();
    let mut found: Vec<(&Operation, &Response)> = Vec::new();
    let mut others: HashMap<String, usize> = HashMap::new();
    let mut places = HashSet::new();
    for operation in api.operations() {
        for response in operation.responses.iter().filter(|answer| answer.format == Format::Json) {
            let Some(ty) = &response.ty else { continue };
            let key = key(api, ty);
            // Operations may share an answer.
            if shown.contains(&key) || !places.insert(&response.origin) {
                continue;
            }
            let count = others.entry(key).or_default();
            if *count == 0 {
                found.push((operation, response));
            }
            *count += 1;
        }
    }
    for (operation, response) in found {
        let Some(ty) = &response.ty else { continue };
        let others = others.get(&key(api, ty)).map_or(0, |count| count - 1);
        let also = match others {
            0 => String::new(),
            1 => ", which one other answer has too".to_owned(),
            others => format!(", which {others} other answers have too"),
        };
        let message = format!(
            "no example shows what {} answers with {}{also}",
            call(operation),
            code(&response.status.to_string()),
        );
        out.push(Diagnostic::new(Code::MissingExample, response.origin.at_key(), message));
    }
}

/// A type by what it is, whatever the ways that lead to it.
fn key(api: &Api, ty: &TypeRef) -> String {
    match api.resolve(ty) {
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => key(api, inner),
        ty => format!("{ty:?}"),
    }
}

/// Properties that only one of the two has: examples or schemas.
pub(super) fn against_schemas(subject: &Subject<'_>, out: &mut Diagnostics) {
    let shown = lower::shown(subject.api);
    let mut said = HashSet::new();
    for unknown in &shown.unknown {
        let def = subject.api.type_def(unknown.owner);
        let open = subject.document.get(&def.origin.key("additionalProperties"));
        // Where other properties are expected, one more is nothing to wonder at.
        if open == Some(&Value::Bool(true)) || !said.insert((unknown.owner, unknown.key.as_str())) {
            continue;
        }
        let within = unknown.path.as_ref().map(|path| format!(", at {} of the file", code(path)));
        let message = format!(
            "the example has {}, which the schema of {} lacks{}",
            code(&unknown.key),
            code(&def.name.wire),
            within.unwrap_or_default()
        );
        let said = Diagnostic::new(Code::UnknownProperty, unknown.place.at_key(), message);
        out.push(said.related(&def.origin, "the schema"));
    }
    unshown(subject.api, &shown.members, out);
}

/// What no example shows of the structs that some example shows.
fn unshown(api: &Api, members: &HashSet<(TypeId, usize)>, out: &mut Diagnostics) {
    for (number, def) in api.types.iter().enumerate() {
        let TypeKind::Struct(body) = &def.kind else { continue };
        let is_shown = |field: usize| members.contains(&(TypeId(number), field));
        if (0..body.fields.len()).any(is_shown) {
            out.extend(unshown_of(def, body, is_shown));
        }
    }
}

fn unshown_of(
    def: &TypeDef,
    body: &Struct,
    is_shown: impl Fn(usize) -> bool,
) -> Option<Diagnostic> {
    let fields = body.fields.iter().enumerate();
    let hidden = fields.filter(|(number, field)| !is_shown(*number) && !field.doc.deprecated);
    let hidden: Vec<&str> = hidden.map(|(_, field)| field.name.wire.as_str()).collect();
    if hidden.is_empty() {
        return None;
    }
    let message = format!("no example of {} shows {}", code(&def.name.wire), quoted(hidden));
    Some(Diagnostic::new(Code::UnshownProperty, &def.origin, message))
}
