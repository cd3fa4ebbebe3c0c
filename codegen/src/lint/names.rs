//! Names that Rust does not take as they are.

use serde_json::Value;

use super::{Subject, listed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::ir::{Enum, Name, Operation, Repr, Struct, TypeDef, TypeKind};
use crate::markdown::code;
use crate::names;
use crate::source::Place;

/// The longest method or type that people read at a glance, in characters.
const LONG: usize = 60;

/// Names whose Rust identifier is a poor one, or not the one that it would be by itself.
pub(super) fn poor(subject: &Subject<'_>, out: &mut Diagnostics) {
    for group in &subject.api.groups {
        for operation in &group.operations {
            method(operation, out);
            for param in operation.inputs() {
                let wanted = names::setter_ident(&param.name.wire);
                out.extend(judge("the parameter", &param.name, &wanted, (&param.origin).into()));
            }
        }
    }
    for def in &subject.api.types {
        match &def.kind {
            TypeKind::Struct(body) => fields(body, out),
            TypeKind::Enum(body) if !has_names(subject, def, body) => symbols(def, body, out),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {}
        }
        // The others have their names from their places, not from a person.
        if super::inline::is_component(&def.origin) {
            let wanted = names::type_ident(&def.name.wire);
            let place = def.origin.at_key();
            out.extend(judge("the schema", &def.name, &wanted, place));
        }
    }
}

fn method(operation: &Operation, out: &mut Diagnostics) {
    let place = operation.origin.key("operationId");
    let (wire, ident) = (&operation.name.wire, &operation.name.ident);
    let wanted = names::method_ident(wire);
    let length = ident.chars().count();
    if length > LONG {
        let message = format!("the operation is {} in Rust, {length} characters", code(ident));
        let help =
            "a short `operationId`, such as a verb and a noun, makes a method that people can read";
        out.push(Diagnostic::new(Code::PoorName, &place, message).help(help));
    }
    out.extend(judge("the operation", &operation.name, &wanted, place.into()));
}

fn fields(body: &Struct, out: &mut Diagnostics) {
    for field in &body.fields {
        let wanted = names::field_ident(&field.name.wire);
        out.extend(judge("the property", &field.name, &wanted, field.origin.at_key()));
    }
}

/// Whether the document itself names the variants: by an extension, or by the title of each value's schema.
fn has_names(subject: &Subject<'_>, def: &TypeDef, body: &Enum) -> bool {
    let value = |key| subject.document.get(&def.origin.key(key));
    let titled = |key| {
        let choice = value(key).and_then(Value::as_array);
        choice.is_some_and(|members| members.iter().all(|member| member.get("title").is_some()))
    };
    value("x-enum-varnames").is_some()
        || value("x-enumNames").is_some()
        || body.repr == Repr::Integer && (titled("oneOf") || titled("anyOf"))
}

/// All values of an enum in one go: a list of numbers has nothing but such names.
fn symbols(def: &TypeDef, body: &Enum, out: &mut Diagnostics) {
    let mut poor = Vec::new();
    let mut severity = Severity::Note;
    for symbol in &body.symbols {
        let wire = symbol.value.to_string();
        let Some(fault) = fault(&wire, &symbol.ident, &names::variant_ident(&wire)) else {
            continue;
        };
        // A value that starts with a digit still reads well: `N720p`.
        if !matches!(fault, Fault::Digit | Fault::Word) {
            severity = Severity::Warning;
        }
        poor.push(format!("{} for {}", code(&symbol.ident), shown(&wire)));
    }
    if poor.is_empty() {
        return;
    }
    let message = format!(
        "values of {} become variants with poor names: {}",
        code(&def.name.wire),
        listed(poor)
    );
    let help = "`x-enum-varnames`, a list beside `enum`, names the variants";
    let said = Diagnostic::new(Code::PoorName, def.origin.key("enum"), message);
    out.push(said.severity(severity).help(help));
}

fn shown(value: &str) -> String {
    if value.is_empty() { "the empty text".to_owned() } else { code(value) }
}

/// What is poor about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Another one has the same name but for signs and case.
    Taken,
    /// It has neither letters nor digits.
    Signs,
    /// It starts with a digit.
    Digit,
    /// Rust, or every generated crate, has the word for itself.
    Word,
}

impl Fault {
    fn reason(self) -> &'static str {
        match self {
            Self::Taken => "since another one has that name, but for signs and case",
            Self::Signs => "since it has neither letters nor digits",
            Self::Digit => "since it starts with a digit",
            Self::Word => "since Rust or the generated crate has that word for itself",
        }
    }
}

/// What is poor about `ident`, which stands for `wire` and would be `wanted` if it were alone.
fn fault(wire: &str, ident: &str, wanted: &str) -> Option<Fault> {
    let first = wire.chars().find(|char| char.is_alphanumeric());
    let suffixed = |suffix: &str| {
        ident.ends_with(suffix) && !wire.trim_end().to_lowercase().ends_with(&suffix.to_lowercase())
    };
    match first {
        _ if ident != wanted => Some(Fault::Taken),
        None => Some(Fault::Signs),
        Some(first) if first.is_numeric() && !ident.starts_with(first) => Some(Fault::Digit),
        _ if suffixed("_") || suffixed("Type") || suffixed("SelfValue") => Some(Fault::Word),
        _ => None,
    }
}

fn judge(what: &str, name: &Name, wanted: &str, place: Place) -> Option<Diagnostic> {
    let fault = fault(&name.wire, &name.ident, wanted)?;
    let message =
        format!("{what} {} is {} in Rust, {}", code(&name.wire), code(&name.ident), fault.reason());
    let said = Diagnostic::new(Code::PoorName, place, message);
    // Such a word is no fault of the document's author.
    Some(if fault == Fault::Word { said.severity(Severity::Note) } else { said })
}
