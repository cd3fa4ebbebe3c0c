//! What goes into the path.

use super::Subject;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Limits, Place, Prim, TypeKind, TypeRef};

/// Texts in the path that may be of any length.
pub(super) fn unlimited_texts(subject: &Subject<'_>, out: &mut Diagnostics) {
    for param in subject.api.operations().flat_map(|operation| &operation.params) {
        let is_text = *subject.api.resolve(&param.ty) == TypeRef::Prim(Prim::String);
        if param.place != Place::Path || !is_text || is_limited(&param.limits) {
            continue;
        }
        // The limits of a schema with a name stand at its definition.
        if let TypeRef::Named(id) = &param.ty
            && let TypeKind::Alias(_) = &subject.api.type_def(*id).kind
            && is_limited(&subject.api.type_def(*id).limits)
        {
            continue;
        }
        let name = crate::markdown::code(&param.name.wire);
        let message = format!("{name} goes into the path and may be of any length");
        out.push(Diagnostic::new(Code::UnlimitedPathText, &param.origin, message));
    }
}

fn is_limited(limits: &Limits) -> bool {
    limits.max_length.is_some() || limits.pattern.is_some()
}
