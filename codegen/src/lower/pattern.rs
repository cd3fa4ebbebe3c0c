//! Which patterns the generated client checks before it sends.

use regex_lite::Regex;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Limits, Operation, Pattern, TypeKind, TypeRef};
use crate::source::Pointer;

// The client's own file, so that both are of one mind.
#[path = "../../runtime/src/runtime/check/ecma.rs"]
mod ecma;

/// A pattern of the document.
pub(super) fn read(text: &str) -> Pattern {
    Pattern { text: text.to_owned(), is_checkable: engine(text).is_some() }
}

fn engine(text: &str) -> Option<Regex> {
    ecma::translate(text).and_then(|text| Regex::new(&text).ok())
}

/// Whether a text matches, which the client decides if it can. Of a pattern that no engine here takes (a
/// look-ahead, say) it is not known.
pub(super) fn matches(pattern: &Pattern, text: &str) -> Option<bool> {
    if pattern.is_checkable {
        return engine(&pattern.text).map(|regex| regex.is_match(text));
    }
    let regex = regex::RegexBuilder::new(&pattern.text).size_limit(1 << 20).build().ok()?;
    Some(regex.is_match(text))
}

/// Says which patterns of what is sent are left to the server.
pub(super) fn judge(api: &Api, diagnostics: &mut Diagnostics) {
    for param in api.operations().flat_map(Operation::inputs) {
        if is_own(api, &param.ty, &param.limits) {
            of_limits(&param.limits, &param.origin.key("schema"), diagnostics);
        }
    }
    for def in api.types.iter().filter(|def| def.usage.request) {
        of_limits(&def.limits, &def.origin, diagnostics);
        match &def.kind {
            TypeKind::Struct(body) => {
                for field in
                    body.fields.iter().filter(|field| is_own(api, &field.ty, &field.limits))
                {
                    of_limits(&field.limits, &field.origin, diagnostics);
                }
                if let Some(rest) = &body.rest {
                    of_limits(&rest.limits, &def.origin, diagnostics);
                }
            }
            TypeKind::Union(body) => {
                for variant in &body.variants {
                    of_limits(&variant.limits, &variant.origin, diagnostics);
                }
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => {}
        }
    }
}

/// Whether a use of a type demands anything beside what is told of the type itself.
fn is_own(api: &Api, ty: &TypeRef, limits: &Limits) -> bool {
    !matches!(ty, TypeRef::Named(id) if api.type_def(*id).limits == *limits)
}

fn of_limits(limits: &Limits, origin: &Pointer, diagnostics: &mut Diagnostics) {
    let mut open = Some(limits);
    while let Some(limits) = open {
        if let Some(Pattern { text, is_checkable: false }) = &limits.pattern {
            // A fault of the pattern itself is said by the structural checks.
            if crate::document::pattern_fault(text).is_none() {
                let message =
                    format!("the client does not check the pattern `{text}` before it sends");
                diagnostics.push(Diagnostic::new(Code::UncheckedPattern, origin, message));
            }
        }
        open = limits.items.as_deref();
    }
}
